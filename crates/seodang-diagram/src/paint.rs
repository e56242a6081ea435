//! Computes the colours of every node for both schemes: shapes by their kind, labels by the shapes beneath them.

use kurbo::{Affine, BezPath, Point};

use crate::colour::{Colour, SchemeColour};
use crate::computed_style::ComputedStyle;
use crate::geometry::{self, Area, FillRule};
use crate::rows::{Row, rows};
use crate::svg_node::{SvgContent, SvgNode, number};
use crate::theme::DiagramTheme;

/// Filled shapes whose smaller side is below this many CSS px contain no label: arrow heads, dots, bars. In the dark scheme
/// they are coloured as lines.
const MARK: f64 = 16.0;

/// A label as it is shown: its text, its middle, and its least contrast in either scheme.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) middle: Point,
    pub(crate) contrast: f32,
}

/// Fills in `css` of every node and returns the labels in the order of the drawing.
pub(crate) fn paint(contents: &mut [SvgContent], theme: &DiagramTheme) -> Vec<Label> {
    let mut painter = Painter { theme, backdrops: Vec::new(), labels: Vec::new() };
    painter.contents(contents, Inherited { transform: Affine::IDENTITY, opacity: 1.0, kind: Kind::Drawing });
    painter.labels
}

struct Painter<'t> {
    theme: &'t DiagramTheme,
    backdrops: Vec<(Area, SchemeColour)>,
    labels: Vec<Label>,
}

/// The state that a node inherits from those around it.
#[derive(Clone, Copy)]
struct Inherited {
    transform: Affine,
    opacity: f32,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Drawing,
    /// Inside a marker, a symbol or the like: drawn elsewhere, and small.
    Definition,
    /// Inside a picture of its own, whose colours belong together.
    Icon,
}

impl Painter<'_> {
    fn contents(&mut self, contents: &mut [SvgContent], around: Inherited) {
        for content in contents {
            if let SvgContent::Node(node) = content {
                self.node(node, around);
            }
        }
    }

    fn node(&mut self, node: &mut SvgNode, around: Inherited) {
        let mut inner = around;
        if let Some(transform) = node.attribute("transform") {
            inner.transform *= geometry::transform(transform);
        }
        inner.opacity *= node.style.share("opacity");
        match node.name.as_str() {
            "text" => return self.text(node, inner),
            "stop" => node.css = stop(&node.style, self.theme),
            "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "path" | "use" => {
                self.shape(node, inner);
            }
            "marker" | "symbol" | "clipPath" | "mask" | "pattern" | "defs" => inner.kind = Kind::Definition,
            "svg" => {
                inner.transform *= viewport(node);
                inner.kind = Kind::Icon;
            }
            _ => {
                if node.style.share("opacity") < 1.0 {
                    node.css = format!("opacity:{}", node.style.share("opacity"));
                }
            }
        }
        self.contents(&mut node.content, inner);
    }

    fn shape(&mut self, node: &mut SvgNode, around: Inherited) {
        // Shapes without a fill have no area; most paths are lines.
        let hollow = node.name == "line" || node.style.get("fill") == Some("none");
        let outline = if hollow { None } else { outline(node) };
        let is_even_odd = node.style.get("fill-rule") == Some("evenodd");
        let rule = if is_even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
        let area = outline.and_then(|outline| Area::new(outline, around.transform, rule));
        let is_mark = around.kind == Kind::Definition || area.as_ref().is_some_and(|area| area.least_side() < MARK);
        let mut css = Vec::new();
        if node.name != "line" {
            let fill = self.fill(node, around.kind, is_mark);
            if let (Some(fill), Some(area), true) = (fill, area, around.kind != Kind::Definition) {
                self.backdrops.push((area, fill.faded(around.opacity)));
            }
            match node.style.get("fill").filter(|v| v.starts_with("url(")).map(str::to_owned) {
                Some(url) => node.put("fill", url),
                None => css.push(format!("fill:{}", fill.map_or("none".to_owned(), SchemeColour::css))),
            }
        }
        self.stroke(node, around.kind, &mut css);
        if node.style.share("opacity") < 1.0 {
            css.push(format!("opacity:{}", node.style.share("opacity")));
        }
        if is_even_odd {
            css.push("fill-rule:evenodd".to_owned());
        }
        node.css = css.join(";");
    }

    fn text(&mut self, node: &mut SvgNode, around: Inherited) {
        let rows = rows(node, &self.theme.metrics);
        let mut backdrops: Vec<SchemeColour> = Vec::new();
        for point in rows.iter().flat_map(Row::samples) {
            let backdrop = self.backdrop(around.transform * point);
            if !backdrops.contains(&backdrop) {
                backdrops.push(backdrop);
            }
        }
        // `convert` names the backdrop where the order of the drawing does not give it.
        if let Some(backdrop) = node.style.get("background-color").and_then(Colour::parse) {
            backdrops = vec![SchemeColour::of_line(backdrop, self.theme)];
        }
        let mut text_painter = TextPainter { theme: self.theme, backdrops: &backdrops, least_contrast: f32::INFINITY };
        text_painter.paint(node, None);
        let text: Vec<String> =
            rows.iter().map(|row| row.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = text.join(" ").trim().to_owned();
        let middle = rows.get(rows.len() / 2).map_or(Point::ZERO, Row::middle);
        let first = rows.first().map_or(middle, Row::middle);
        if !text.is_empty() && around.kind == Kind::Drawing {
            let middle = around.transform * first.midpoint(middle);
            self.labels.push(Label { text, middle, contrast: text_painter.least_contrast });
        }
    }

    /// Returns the colour behind a point: the shapes there, down to the first that hides all below.
    fn backdrop(&self, point: Point) -> SchemeColour {
        let mut layers = Vec::new();
        for (area, pair) in self.backdrops.iter().rev() {
            if area.contains(point) {
                layers.push(*pair);
                if pair.light.alpha > 0.99 {
                    break;
                }
            }
        }
        layers.into_iter().rev().fold(self.theme.paper, |below, layer| layer.over(below))
    }

    /// Returns the colour of a shape's fill; `None` for `none` and for gradients.
    fn fill(&self, node: &SvgNode, kind: Kind, is_mark: bool) -> Option<SchemeColour> {
        let value = self.current_colour(&node.style, node.style.get("fill").unwrap_or("#000"));
        if value == "none" || value == "transparent" || value.starts_with("url(") {
            return None;
        }
        // A colour that cannot be read counts as not given.
        let colour = Colour::parse(&value).unwrap_or_else(|| self.theme.ink());
        let colour = Some(colour).filter(|colour| colour.alpha > 0.0)?;
        let fill = match kind {
            Kind::Icon => SchemeColour::same(colour),
            _ if is_mark && !colour.is_pale() => SchemeColour::of_line(colour, self.theme),
            _ => SchemeColour::of_surface(colour, self.theme),
        };
        Some(fill.faded(node.style.share("fill-opacity")))
    }

    /// Resolves `currentColor`.
    fn current_colour(&self, style: &ComputedStyle, value: &str) -> String {
        if !value.eq_ignore_ascii_case("currentcolor") {
            return value.to_owned();
        }
        style.get("color").map_or_else(|| self.theme.ink().css(), str::to_owned)
    }

    fn stroke(&self, node: &mut SvgNode, kind: Kind, css: &mut Vec<String>) {
        let style = &node.style;
        let value = self.current_colour(style, style.get("stroke").unwrap_or("none"));
        let width: f32 =
            style.get("stroke-width").map_or(1.0, |w| w.trim_end_matches("px").trim().parse().unwrap_or(1.0));
        let url = value.starts_with("url(").then(|| value.clone());
        let colour = Colour::parse(&value).filter(|c| c.alpha > 0.0);
        if width <= 0.0 || (url.is_none() && colour.is_none()) {
            return;
        }
        if let Some(colour) = colour {
            let stroke =
                if kind == Kind::Icon { SchemeColour::same(colour) } else { SchemeColour::of_line(colour, self.theme) };
            css.push(format!("stroke:{}", stroke.faded(style.share("stroke-opacity")).css()));
        } else if style.share("stroke-opacity") < 1.0 {
            css.push(format!("stroke-opacity:{}", style.share("stroke-opacity")));
        }
        stroke_form(style, width, css);
        if let Some(url) = url {
            node.put("stroke", url);
        }
    }
}

/// Writes all properties of a stroke except its colour.
fn stroke_form(style: &ComputedStyle, width: f32, css: &mut Vec<String>) {
    if (width - 1.0).abs() > 0.01 {
        css.push(format!("stroke-width:{}", number(width)));
    }
    let dashes = style.get("stroke-dasharray").map(lengths).unwrap_or_default();
    if has_gaps(&dashes) {
        css.push(format!("stroke-dasharray:{}", dashes.iter().map(|v| number(*v)).collect::<Vec<_>>().join(" ")));
    }
    for property in ["stroke-linecap", "stroke-linejoin"] {
        if let Some(value) = style.get(property).filter(|v| matches!(*v, "round" | "square" | "bevel")) {
            css.push(format!("{property}:{value}"));
        }
    }
}

fn lengths(list: &str) -> Vec<f32> {
    let values = list.split([',', ' ']).filter_map(|v| v.trim().trim_end_matches("px").parse().ok());
    values.filter(|v: &f32| v.is_finite() && *v >= 0.0).collect()
}

/// Tests whether a pattern of dashes has gaps: `0`, `0 0` and `1, 0` do not.
fn has_gaps(dashes: &[f32]) -> bool {
    match dashes {
        [] => false,
        [one] => *one > 0.0,
        many => many.iter().skip(1).step_by(2).any(|gap| *gap > 0.0),
    }
}

fn stop(style: &ComputedStyle, theme: &DiagramTheme) -> String {
    let colour = style.get("stop-color").and_then(Colour::parse).unwrap_or(Colour::from_rgb8(0, 0, 0));
    format!("stop-color:{}", SchemeColour::of_surface(colour, theme).faded(style.share("stop-opacity")).css())
}

/// Gives texts their colours and fonts.
struct TextPainter<'t> {
    theme: &'t DiagramTheme,
    /// The colours that lie behind the text.
    backdrops: &'t [SchemeColour],
    /// The least contrast to them so far.
    least_contrast: f32,
}

impl TextPainter<'_> {
    /// Writes the declarations of a text and of the spans within it; a span has only those that differ from `outer`, the
    /// declarations of the text around it.
    fn paint(&mut self, node: &mut SvgNode, outer: Option<&[(&'static str, String)]>) {
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
            self.least_contrast = self.least_contrast.min(fill.least_contrast(*backdrop));
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

/// Returns the outline of a shape in its own coordinates.
fn outline(node: &SvgNode) -> Option<BezPath> {
    let n = |name: &str| f64::from(node.number(name).unwrap_or(0.0));
    Some(match node.name.as_str() {
        "rect" => geometry::rectangle(n("x"), n("y"), n("width"), n("height")),
        "circle" => geometry::circle(n("cx"), n("cy"), n("r")),
        "ellipse" => geometry::ellipse(n("cx"), n("cy"), n("rx"), n("ry")),
        "polygon" | "polyline" => geometry::polygon(node.attribute("points")?),
        "path" => geometry::path(node.attribute("d")?),
        _ => return None,
    })
}

/// Returns the transform from a nested picture's own coordinates to those around it.
fn viewport(svg: &SvgNode) -> Affine {
    let n = |name: &str| svg.number(name).map(f64::from);
    let place = Affine::translate((n("x").unwrap_or(0.0), n("y").unwrap_or(0.0)));
    let view: Option<svgtypes::ViewBox> = svg.attribute("viewBox").and_then(|view| view.parse().ok());
    match (view, n("width"), n("height")) {
        (Some(view), Some(width), Some(height)) => {
            let scale = (width / view.w).min(height / view.h);
            place * Affine::scale(scale) * Affine::translate((-view.x, -view.y))
        }
        _ => place,
    }
}
