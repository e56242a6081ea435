//! Turns a tree into HTML or XHTML text.

use std::borrow::Cow;

use super::element::{Element, is_void};
use super::text::{push_escaped, push_text, unescape};
use super::tree::{Edge, Node, NodeId, Tree};

/// The syntax that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Html,
    Xml,
}

/// Attributes that are written with a value even if it is empty; all others are written without it.
const VALUED: [&str; 2] = ["alt", "href"];

/// A usual number of bytes that a node takes as text; it only decides how often a buffer grows.
const BYTES_PER_NODE: usize = 64;

impl Tree<'_> {
    /// Writes a node, with all below it, as HTML.
    pub fn html(&self, id: NodeId) -> String {
        let mut out = self.buffer(id);
        self.write(id, Syntax::Html, &mut out);
        out
    }

    /// Writes the children of a node as HTML.
    pub fn inner_html(&self, id: NodeId) -> String {
        let mut out = self.buffer(id);
        for child in self.children(id) {
            self.write(child, Syntax::Html, &mut out);
        }
        out
    }

    /// Writes a node, with all below it, as XHTML: the XML syntax of HTML, as books have it.
    ///
    /// Comments and opaque markup are left out: they may not be well-formed.
    pub fn xhtml(&self, id: NodeId) -> String {
        let mut out = String::new();
        self.write(id, Syntax::Xml, &mut out);
        out
    }

    /// Writes the children of a node as XHTML; see [`xhtml`](Self::xhtml).
    pub fn inner_xhtml(&self, id: NodeId) -> String {
        let mut out = String::new();
        for child in self.children(id) {
            self.write(child, Syntax::Xml, &mut out);
        }
        out
    }

    /// Returns a buffer for the text of a node: that of a whole tree is not moved while it grows to the usual size.
    fn buffer(&self, id: NodeId) -> String {
        String::with_capacity(if id == self.root() { self.node_count() * BYTES_PER_NODE } else { 0 })
    }

    fn write(&self, id: NodeId, syntax: Syntax, out: &mut String) {
        for edge in self.edges(id) {
            let (node, entering) = match edge {
                Edge::Enter(id) => (self.node(id), true),
                Edge::Leave(id) => (self.node(id), false),
            };
            match node {
                Node::Element(element) if entering => element.push_start_tag(syntax, out),
                Node::Element(element) if !element.is_void() => {
                    out.extend(["</", &element.name, ">"]);
                }
                Node::Text(text) if entering && syntax == Syntax::Xml => push_text(text, out),
                Node::Text(text) if entering => push_escaped(text, out),
                Node::Source(source) if entering && syntax == Syntax::Xml => push_text(&unescape(source), out),
                Node::Source(written) | Node::Markup(written) if entering && syntax == Syntax::Html => {
                    out.push_str(written);
                }
                Node::Comment(text) if entering && syntax == Syntax::Html => out.extend(["<!--", text, "-->"]),
                _ => {}
            }
        }
    }
}

impl Element<'_> {
    /// Writes the start tag as HTML.
    pub fn start_tag(&self) -> String {
        let mut out = String::new();
        self.push_start_tag(Syntax::Html, &mut out);
        out
    }

    fn push_start_tag(&self, syntax: Syntax, out: &mut String) {
        out.extend(["<", &self.name]);
        for attribute in &self.attributes {
            let name: &Cow<'_, str> = &attribute.name;
            out.extend([" ", name]);
            if !attribute.value.is_empty() || syntax == Syntax::Xml || VALUED.contains(&&**name) {
                out.push_str("=\"");
                push_escaped(&attribute.value, out);
                out.push('"');
            }
        }
        out.push_str(match syntax {
            Syntax::Html if self.self_closing && is_void(&self.name) => " />",
            Syntax::Html if self.self_closing => "/>",
            Syntax::Xml if self.is_void() => "/>",
            Syntax::Html | Syntax::Xml => ">",
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::html::parse;

    #[test]
    fn xhtml_is_well_formed() {
        let tree = parse("<!-- c --><p hidden>a&nbsp;<img src=\"x\" alt=\"\">&copy \"q\" <b>open</p></i>");
        assert_eq!(tree.xhtml(tree.root()), "<p hidden=\"\">a\u{a0}<img src=\"x\" alt=\"\"/>© \"q\" <b>open</b></p>");
    }
}
