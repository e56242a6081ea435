//! Computes the style of an element from rules, attributes and inheritance.

use std::rc::Rc;

use roxmltree::Node;

use crate::css_value::{is_valid, length_px};
use crate::stylesheet::{Declaration, Stylesheet, declarations};
use crate::xml::{is_within, name};

/// The properties that matter to a drawing, and whether they are inherited.
const PROPERTIES: [(&str, bool); 35] = [
    ("fill", true),
    ("fill-opacity", true),
    ("stroke", true),
    ("stroke-width", true),
    ("stroke-opacity", true),
    ("stroke-dasharray", true),
    ("stroke-linecap", true),
    ("stroke-linejoin", true),
    ("opacity", false),
    ("font-size", true),
    ("font-weight", true),
    ("font-style", true),
    ("text-anchor", true),
    ("dominant-baseline", true),
    ("text-decoration", true),
    ("visibility", true),
    ("display", false),
    ("stop-color", false),
    ("stop-opacity", false),
    ("color", true),
    ("background-color", false),
    ("text-align", true),
    ("white-space", true),
    ("line-height", true),
    ("fill-rule", true),
    ("clip-rule", true),
    ("transform", false),
    ("paint-order", true),
    ("rx", false),
    ("ry", false),
    ("writing-mode", true),
    ("stroke-dashoffset", true),
    ("max-width", false),
    // Only `monospace`, of code in labels.
    ("font-family", true),
    // Inherited, unlike in CSS: text deep within `<sub>` is lowered too.
    ("baseline-shift", true),
];

/// The values of an element's properties; absent ones have the initial value of CSS.
#[derive(Clone, Debug)]
pub(crate) struct ComputedStyle {
    values: [Option<Rc<str>>; PROPERTIES.len()],
}

impl Default for ComputedStyle {
    fn default() -> Self {
        Self { values: [const { None }; PROPERTIES.len()] }
    }
}

impl ComputedStyle {
    /// Returns the value of a property of the table above; `None` for other names.
    pub(crate) fn get(&self, property: &str) -> Option<&str> {
        index(property).and_then(|at| self.values[at].as_deref())
    }

    pub(crate) fn set(&mut self, property: &str, value: &str) {
        if let Some(at) = index(property) {
            self.values[at] = Some(value.into());
        }
    }

    /// Returns the font size in CSS px.
    pub(crate) fn font_size(&self) -> f32 {
        self.get("font-size").and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(16.0)
    }

    /// Returns the distance from the line's baseline down to that of the text, in em of the text around it.
    pub(crate) fn baseline_drop(&self) -> f32 {
        match self.get("baseline-shift") {
            Some("sub") => 0.2,
            Some("super") => -0.35,
            _ => 0.0,
        }
    }

    pub(crate) fn is_code(&self) -> bool {
        self.get("font-family") == Some("monospace")
    }

    pub(crate) fn is_bold(&self) -> bool {
        self.get("font-weight").is_some_and(is_bold_weight)
    }

    /// Returns a number between 0 and 1, as opacities are; 1 if it is not given.
    pub(crate) fn share(&self, property: &str) -> f32 {
        let Some(value) = self.get(property) else { return 1.0 };
        let number = match value.strip_suffix('%') {
            Some(percent) => percent.parse::<f32>().map(|v| v / 100.0),
            None => value.parse::<f32>(),
        };
        number.unwrap_or(1.0).clamp(0.0, 1.0)
    }

    /// Returns the style that a child starts from: the properties that are inherited.
    fn inherited(&self) -> Self {
        let mut values = self.values.clone();
        for (value, (_, inherited)) in values.iter_mut().zip(PROPERTIES) {
            if !inherited {
                *value = None;
            }
        }
        Self { values }
    }

    /// Computes the style of an element whose parent has the style `self`.
    pub(crate) fn of_child(&self, element: Node<'_, '_>, sheet: &Stylesheet) -> Self {
        let mut style = self.inherited();
        // Attributes are the weakest, then rules, then the style attribute, then `!important` declarations.
        if !is_within(element, "foreignObject") {
            for attribute in element.attributes().filter(|attribute| attribute.namespace().is_none()) {
                if is_valid(attribute.name(), attribute.value().trim()) {
                    style.apply(attribute.name(), attribute.value(), self);
                }
            }
        }
        style.default_of_html(element, self);
        let rules = sheet.declarations_for(element);
        let inline: Vec<Declaration> =
            element.attribute("style").map(|s| declarations(s).collect()).unwrap_or_default();
        for important in [false, true] {
            let all = rules.iter().flat_map(|rule| rule.iter()).chain(&inline);
            for declaration in all.filter(|d| d.important == important) {
                style.apply(&declaration.property, &declaration.value, self);
            }
        }
        style
    }

    fn default_of_html(&mut self, element: Node<'_, '_>, parent: &Self) {
        match name(element) {
            "b" | "strong" => self.apply("font-weight", "bold", parent),
            "i" | "em" => self.apply("font-style", "italic", parent),
            "u" => self.apply("text-decoration", "underline", parent),
            "s" | "del" => self.apply("text-decoration", "line-through", parent),
            "small" => self.apply("font-size", "0.83em", parent),
            "sub" | "sup" => {
                self.apply("font-size", "0.75em", parent);
                self.apply("baseline-shift", if name(element) == "sub" { "sub" } else { "super" }, parent);
            }
            // As high as the text around it; letters of code are wide.
            "code" | "kbd" | "samp" => {
                self.apply("font-family", "monospace", parent);
                self.apply("font-size", "0.85em", parent);
            }
            _ => {}
        }
    }

    fn apply(&mut self, property: &str, value: &str, parent: &Self) {
        let property = if property == "background" { "background-color" } else { property };
        let Some(at) = index(property) else { return };
        let value = value.trim();
        self.values[at] = match (property, value) {
            (_, "inherit") => parent.values[at].clone(),
            (_, "initial" | "unset" | "revert") => None,
            ("font-size", _) => match length_px(value, parent.font_size()) {
                Some(px) => Some(format!("{px}").into()),
                None => return,
            },
            ("stroke-width", _) => match length_px(value, self.font_size()) {
                Some(px) => Some(format!("{px}").into()),
                None => return,
            },
            _ => Some(value.into()),
        };
    }
}

pub(crate) fn is_bold_weight(weight: &str) -> bool {
    matches!(weight.trim(), "bold" | "bolder") || weight.trim().parse::<f32>().is_ok_and(|w| w >= 600.0)
}

/// Returns the index of a property in the table. Compares lengths first: a drawing looks up some thousand properties.
fn index(property: &str) -> Option<usize> {
    PROPERTIES.iter().position(|(name, _)| name.len() == property.len() && *name == property)
}
