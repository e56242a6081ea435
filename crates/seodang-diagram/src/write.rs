//! Writes nodes as the text of an SVG, with style rules that it shares with all other drawings of a site.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::NodeRange;
use crate::compact::compact;
use crate::svg_node::{SvgContent, SvgNode};

/// Returns the rules that every drawing needs. Kerning is off because the engine measures without it; `geometricPrecision`
/// keeps browsers from rounding advances to whole pixels, which would widen long labels.
pub(crate) fn base_rules(font_family: &str) -> String {
    format!(
        ".diagram{{max-width:100%;height:auto;overflow:visible;font-family:{font_family};font-size:16px;line-height:1.5;\
         font-kerning:none;letter-spacing:0;word-spacing:0;text-rendering:geometricPrecision}}\n\
         .diagram .edgePaths path{{fill:none}}\n"
    )
}

/// The prefix of every rule.
const SCOPE: &str = ".diagram ";

/// Classes of groups that are nodes.
const NODES: [&str; 3] = ["node", "mindmap-node", "timeline-node"];

/// Writes the nodes, and returns the ranges of the text that they take up; rules are added to `rules`.
pub(crate) fn svg(contents: &[SvgContent], rules: &mut BTreeSet<String>) -> (String, Vec<NodeRange>) {
    let mut writer = Writer { out: String::new(), rules, nodes: Vec::new(), in_node: false };
    writer.contents(contents, 1);
    (writer.out, writer.nodes)
}

/// Appends the text of a node, with a space between its lines.
fn label(node: &SvgNode, text: &mut String) {
    let is_line = node.name == "text" || ["x", "y"].iter().any(|name| node.attribute(name).is_some());
    if is_line && !text.is_empty() {
        text.push(' ');
    }
    for content in &node.content {
        match content {
            SvgContent::Text(words) => text.push_str(words),
            SvgContent::Node(inner) => label(inner, text),
        }
    }
}

struct Writer<'r> {
    out: String,
    rules: &'r mut BTreeSet<String>,
    nodes: Vec<NodeRange>,
    in_node: bool,
}

impl Writer<'_> {
    fn contents(&mut self, contents: &[SvgContent], decimals: usize) {
        for content in contents {
            match content {
                SvgContent::Text(text) => escape_text(text, &mut self.out),
                SvgContent::Node(node) => self.node(node, decimals),
            }
        }
    }

    fn node(&mut self, node: &SvgNode, decimals: usize) {
        let is_node = !self.in_node && node.name == "g" && node.classes.iter().any(|c| NODES.contains(&c.as_str()));
        if !is_node {
            self.element(node, decimals);
            return;
        }
        let start = self.out.len();
        self.in_node = true;
        self.element(node, decimals);
        self.in_node = false;
        let mut text = String::new();
        label(node, &mut text);
        // A node that its author made a link is already a link.
        if !text.trim().is_empty() && !self.out[start..].contains("<a ") {
            let label = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.nodes.push(NodeRange { label, start, end: self.out.len() });
        }
    }

    fn element(&mut self, node: &SvgNode, decimals: usize) {
        // Drawings with small coordinate systems are shown enlarged, so that a tenth of a unit is visible.
        let decimals = if matches!(node.name.as_str(), "svg" | "symbol" | "marker" | "pattern") { 3 } else { decimals };
        self.out.push('<');
        self.out.push_str(&node.name);
        let mut classes = node.classes.clone();
        if !node.css.is_empty() {
            classes.push(self.class_for(&node.css));
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        for (name, value) in &node.attributes {
            self.attribute(name, &compact(name, value, decimals));
        }
        if node.content.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        self.contents(&node.content, decimals);
        self.out.push_str("</");
        self.out.push_str(&node.name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_attribute(value, &mut self.out);
        self.out.push('"');
    }

    /// Returns the class for declarations. Its name is their hash: the same in every drawing, so that a site has the rule
    /// once.
    fn class_for(&mut self, css: &str) -> String {
        let hash = blake3::hash(css.as_bytes());
        let mut number = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        // A letter and five digits to base 36: for the few hundred rules of a site a clash is less likely than 1 in 10,000.
        let mut name = String::from("d");
        for _ in 0..6 {
            let digit = u32::try_from(number % 36).unwrap_or_default();
            name.push(char::from_digit(digit, 36).unwrap_or('0'));
            number /= 36;
        }
        self.rules.insert(format!("{SCOPE}.{name}{{{}}}", with_plain_colours(css)));
        name
    }
}

/// Puts the colour of the light scheme before each pair, for browsers that do not know `light-dark()` (before 2024).
fn with_plain_colours(css: &str) -> String {
    let mut written = String::with_capacity(css.len() * 2);
    for declaration in css.split(';') {
        if !written.is_empty() {
            written.push(';');
        }
        if let Some((property, pair)) = declaration.split_once(":light-dark(")
            && let Some((light, _)) = pair.split_once(',')
        {
            let _ = write!(written, "{property}:{light};");
        }
        written.push_str(declaration);
    }
    written
}

/// Appends `text`, escaped for text between tags.
pub(crate) fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

/// Appends `text`, escaped for a value in double quotes.
pub(crate) fn escape_attribute(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
