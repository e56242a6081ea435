//! Writes the elements of QTI in the spelling of a version: `responseDeclaration` of 2.1 is `qti-response-declaration` in 3.0.

use super::QtiVersion;

/// Elements of HTML in the text of questions; they have the same names in all versions.
const HTML: [&str; 3] = ["p", "pre", "div"];

/// An element of the text of a document.
#[derive(Debug, Clone)]
pub(super) struct XmlElement {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<XmlNode>,
}

#[derive(Debug, Clone)]
enum XmlNode {
    Element(XmlElement),
    Text(String),
}

impl XmlElement {
    /// Makes an element, by its name of version 2.1.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Returns the element with an attribute, by its name of version 2.1.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Returns the element with a child.
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(XmlNode::Element(child));
        self
    }

    /// Returns the element with children.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(XmlNode::Element));
        self
    }

    /// Returns the element with a text.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(XmlNode::Text(text.into()));
        self
    }

    /// Writes a document in the spelling of a version.
    pub(super) fn document(&self, version: QtiVersion) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        // The depth of a document is that of the elements of this program.
        self.write(version, &mut out);
        out.push('\n');
        out
    }

    fn write(&self, version: QtiVersion, out: &mut String) {
        let name = element_name(self.name, version);
        out.push('<');
        out.push_str(&name);
        for (attribute, value) in &self.attributes {
            out.push(' ');
            out.push_str(&attribute_name(attribute, version));
            out.push_str("=\"");
            push_escaped(value, out);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                XmlNode::Element(element) => element.write(version, out),
                XmlNode::Text(text) => push_escaped(text, out),
            }
        }
        out.push_str("</");
        out.push_str(&name);
        out.push('>');
    }
}

fn element_name(name: &str, version: QtiVersion) -> String {
    match version {
        QtiVersion::V2_1 => name.to_owned(),
        QtiVersion::V3_0 if HTML.contains(&name) => name.to_owned(),
        QtiVersion::V3_0 => format!("qti-{}", hyphenated(name)),
    }
}

fn attribute_name(name: &str, version: QtiVersion) -> String {
    match version {
        QtiVersion::V2_1 => name.to_owned(),
        // Attributes of XML itself keep their names.
        QtiVersion::V3_0 if name.contains(':') || name == "xmlns" => name.to_owned(),
        QtiVersion::V3_0 => hyphenated(name),
    }
}

/// Writes `maxChoices` as `max-choices`.
fn hyphenated(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}

/// Escapes a text; characters that XML 1.0 forbids are left out.
pub(super) fn push_escaped(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
    }
}
