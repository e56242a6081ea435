//! Holds the nodes of a drawing between reading and writing, and lists the parts of SVG that are allowed in a page.

use crate::computed_style::ComputedStyle;

/// An element of the finished drawing.
#[derive(Clone, Debug, Default)]
pub(crate) struct SvgNode {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Class names that other code relies on: the site's scripts, audits, style overrides.
    pub(crate) classes: Vec<String>,
    pub(crate) style: ComputedStyle,
    pub(crate) purpose: Purpose,
    /// Declarations that the finished element needs, once the colours are settled.
    pub(crate) css: String,
    pub(crate) content: Vec<SvgContent>,
}

/// The part that a shape plays in a drawing, by the classes of the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Purpose {
    #[default]
    Shape,
    /// Data: a bar, a curve. It must be seen against its ground, whatever its colour.
    Data,
    /// The border of a group.
    Frame,
    /// A line that only guides the eye, such as those of a grid.
    Guide,
}

impl Purpose {
    /// Returns the purpose of an element by its own class names and those of the element around it.
    pub(crate) fn of_classes(own: &str, around: &str) -> Self {
        let has = |names: &str, wanted: &[&str]| names.split_ascii_whitespace().any(|name| wanted.contains(&name));
        if has(own, &GUIDES) || has(around, &GUIDES) {
            Self::Guide
        } else if around.starts_with("bar-plot") || around.starts_with("line-plot") {
            Self::Data
        } else if has(around, &["cluster", "statediagram-cluster"]) {
            Self::Frame
        } else {
            Self::Shape
        }
    }
}

/// Class names of lines that guide the eye.
const GUIDES: [&str; 5] = ["grid", "tick", "domain", "radarGraticule", "radarAxisLine"];

/// A child of a node.
#[derive(Clone, Debug)]
pub(crate) enum SvgContent {
    Node(Box<SvgNode>),
    Text(String),
}

/// Class names that are kept; all others served the style sheet, which is resolved into declarations.
const KEPT_CLASSES: [&str; 18] = [
    "node",
    "cluster",
    "edgePaths",
    "edgePath",
    "flowchart-link",
    "relationshipLine",
    "transition",
    "relation",
    "edge",
    "edgeLabel",
    "cluster-label",
    "messageText",
    "actor",
    "note",
    "task",
    "slice",
    "mindmap-node",
    "timeline-node",
];

/// Elements that are allowed in a drawing. Others are dropped with their content.
const ELEMENTS: [&str; 22] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "marker",
    "clipPath",
    "mask",
    "pattern",
    "linearGradient",
    "radialGradient",
    "stop",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "a",
];

/// Attributes that are allowed in a drawing: geometry and references within it.
const ATTRIBUTES: [&str; 45] = [
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "dx",
    "dy",
    "d",
    "points",
    "width",
    "height",
    "transform",
    "viewBox",
    "preserveAspectRatio",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "orient",
    "marker-start",
    "marker-mid",
    "marker-end",
    "clip-path",
    "mask",
    "clipPathUnits",
    "maskUnits",
    "offset",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "patternUnits",
    "patternTransform",
    "href",
    "rotate",
    "textLength",
    "lengthAdjust",
];

impl SvgNode {
    pub(crate) fn new(name: &str, style: ComputedStyle) -> Self {
        Self { name: name.to_owned(), style, ..Self::default() }
    }

    pub(crate) fn put(&mut self, name: &str, value: String) {
        self.attributes.push((name.to_owned(), value));
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Returns an attribute as a length in CSS px.
    pub(crate) fn number(&self, name: &str) -> Option<f32> {
        let value = self.attribute(name)?.trim();
        value.strip_suffix("px").unwrap_or(value).parse().ok().filter(|v: &f32| v.is_finite())
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|content| match content {
            SvgContent::Node(node) => Some(node.as_ref()),
            SvgContent::Text(_) => None,
        })
    }

    /// Returns all text within.
    pub(crate) fn text(&self) -> String {
        self.content
            .iter()
            .map(|content| match content {
                SvgContent::Node(node) => node.text(),
                SvgContent::Text(text) => text.clone(),
            })
            .collect()
    }
}

pub(crate) fn is_kept_class(class: &str) -> bool {
    KEPT_CLASSES.contains(&class)
}

pub(crate) fn is_allowed_element(name: &str) -> bool {
    ELEMENTS.contains(&name)
}

pub(crate) fn is_allowed_attribute(element: &str, name: &str) -> bool {
    // The engine leaves the ends of a line on the paths of messages to oneself, where HTML forbids them.
    if matches!(name, "x1" | "y1" | "x2" | "y2") && !matches!(element, "line" | "linearGradient") {
        return false;
    }
    match element {
        "g" | "a" | "defs" => matches!(name, "transform" | "clip-path" | "mask"),
        "circle" | "ellipse" | "path" | "polygon" | "line" => {
            ATTRIBUTES.contains(&name) && !matches!(name, "width" | "height")
        }
        _ => ATTRIBUTES.contains(&name),
    }
}

/// Returns the address if following it is harmless: http, https, mailto, or a place on the same site.
pub(crate) fn safe_address(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let scheme_end = address.find([':', '/', '?', '#']).filter(|at| address[*at..].starts_with(':'));
    let safe = match scheme_end {
        None => !address.is_empty() && !address.starts_with("//"),
        Some(end) => matches!(address[..end].to_ascii_lowercase().as_str(), "http" | "https" | "mailto"),
    };
    safe.then_some(address)
}

/// Writes a number as short as possible with at most two decimals.
pub(crate) fn number(value: f32) -> String {
    rounded(value, 2)
}

/// Writes a number with at most `decimals` decimals, without superfluous zeros.
pub(crate) fn rounded(value: f32, decimals: usize) -> String {
    let mut text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    match text.as_str() {
        "-0" => "0".to_owned(),
        other => match other
            .strip_prefix("0.")
            .map(|rest| (".", rest))
            .or_else(|| other.strip_prefix("-0.").map(|rest| ("-.", rest)))
        {
            Some((start, rest)) => format!("{start}{rest}"),
            None => text,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{number, safe_address};

    #[test]
    fn numbers_are_short() {
        for (value, text) in
            [(0.0, "0"), (-0.001, "0"), (12.5, "12.5"), (0.25, ".25"), (-0.5, "-.5"), (100.0, "100"), (1.005, "1")]
        {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn only_harmless_addresses_pass() {
        for good in ["https://example.com/a", "http://a", "../lab_1.md#top", "page.html", "#x", "mailto:a@b.c"] {
            assert_eq!(safe_address(good).as_deref(), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "",
            "file:///etc",
        ] {
            assert_eq!(safe_address(bad), None, "{bad}");
        }
    }
}
