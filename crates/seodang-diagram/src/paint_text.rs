//! Computes the declarations of a text and of the spans within it: a colour that can be read upon its ground, and its font.

use crate::colour::{Colour, SchemeColour};
use crate::computed_style::ComputedStyle;
use crate::svg_node::{SvgContent, SvgNode, number};
use crate::theme::DiagramTheme;

/// Gives texts their colours and fonts.
pub(crate) struct TextPainter<'t> {
    pub(crate) theme: &'t DiagramTheme,
    /// The colours that lie behind the text.
    pub(crate) backdrops: &'t [SchemeColour],
    /// The least contrast to them so far.
    pub(crate) least_contrast: f32,
}

impl TextPainter<'_> {
    /// Writes the declarations of a text and of the spans within it; a span has only those that differ from `outer`, the
    /// declarations of the text around it.
    pub(crate) fn paint(&mut self, node: &mut SvgNode, outer: Option<&[(&'static str, String)]>) {
        let own = self.declarations(&node.style);
        let outer = outer.unwrap_or_default();
        let changed = own.iter().filter(|entry| !outer.contains(entry)).map(|(name, value)| (*name, value.as_str()));
        let undone = outer
            .iter()
            .filter(|(name, _)| own.iter().all(|(n, _)| n != name))
            .filter_map(|(name, _)| Some((*name, initial(name)?)));
        node.css = changed.chain(undone).map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join(";");
        for content in &mut node.content {
            if let SvgContent::Node(span) = content
                && span.name != "a"
            {
                self.paint(span, Some(&own));
            }
        }
    }

    fn declarations(&mut self, style: &ComputedStyle) -> Vec<(&'static str, String)> {
        let colour = style.get("fill").and_then(Colour::parse).unwrap_or_else(|| self.theme.ink());
        let fill = SchemeColour::of_text_on(colour, self.backdrops, self.theme);
        for backdrop in self.backdrops {
            self.least_contrast = self.least_contrast.min(fill.contrasts(*backdrop).least());
        }
        let mut declarations = vec![("fill", fill.css())];
        let size = style.font_size();
        if (size - 16.0).abs() > 0.01 {
            declarations.push(("font-size", format!("{}px", number(size))));
        }
        if let Some(weight) = weight(style) {
            declarations.push(("font-weight", weight));
        }
        // Only these values are written: an author's style must not reach beyond its declaration.
        let mut pass = |name: &'static str, values: &[&str]| {
            if let Some(value) = style.get(name).filter(|v| values.contains(v)) {
                declarations.push((name, value.to_owned()));
            }
        };
        pass("font-family", &["monospace"]);
        pass("font-style", &["italic", "oblique"]);
        pass("text-anchor", &["middle", "end"]);
        pass("text-decoration", &["underline", "line-through", "overline"]);
        pass("writing-mode", &["vertical-rl", "vertical-lr"]);
        declarations
    }
}

/// Returns the value that resets a declaration of the text around a span.
fn initial(property: &str) -> Option<&'static str> {
    match property {
        "font-size" => Some("16px"),
        "font-weight" => Some("400"),
        "font-style" => Some("normal"),
        "text-decoration" => Some("none"),
        _ => None,
    }
}

/// Returns the weight if it is not 400.
fn weight(style: &ComputedStyle) -> Option<String> {
    match style.get("font-weight")?.trim() {
        "bold" | "bolder" => Some("700".to_owned()),
        number => number.parse::<f32>().ok().filter(|w| *w > 400.0 && *w <= 1000.0).map(|w| format!("{w:.0}")),
    }
}
