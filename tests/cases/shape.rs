//! Turns an article into the shape of its elements: a line each, without additions of the theme.

use std::fmt::Write as _;

use seodang::html::element::is_phrasing;
use seodang::html::{Node, NodeId, Tree, parse};

/// Attributes that are part of the meaning of an element.
const SHOWN: [&str; 14] = [
    "data-selected",
    "alt",
    "aria-labelledby",
    "checked",
    "colspan",
    "data-tabs",
    "hidden",
    "href",
    "id",
    "name",
    "open",
    "role",
    "src",
    "title",
];

/// Returns the shape of a piece of HTML: `tag.class[attribute=value] text`, indented as it is nested. An element that
/// contains only running text is on one line, with the text as HTML.
pub(super) fn shape(html: &str) -> String {
    let tree = parse(html);
    let mut out = String::new();
    for child in tree.children(tree.root()) {
        write_node(&tree, child, 0, &mut out);
    }
    out
}

fn write_node(tree: &Tree<'_>, id: NodeId, depth: usize, out: &mut String) {
    let indent = depth * 2;
    match tree.node(id) {
        Node::Element(_) if holds_words(tree, id) => {
            let html = tree.inner_html(id);
            let words: Vec<&str> = html.split_whitespace().collect();
            let line = format!("{:indent$}{} {}", "", head(tree, id), words.join(" "));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        Node::Element(_) => {
            writeln!(out, "{:indent$}{}", "", head(tree, id)).unwrap();
            for child in tree.children(id) {
                write_node(tree, child, depth + 1, out);
            }
        }
        Node::Text(text) | Node::Source(text) if !text.trim().is_empty() => {
            writeln!(out, "{:indent$}{}", "", text.trim()).unwrap();
        }
        _ => {}
    }
}

/// Tests whether an element contains only running text.
fn holds_words(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.descendants(id)
        .all(|inner| tree.element(inner).is_none_or(|element| inner == id || is_phrasing(&element.name)))
}

/// Writes name, classes and attributes.
fn head(tree: &Tree<'_>, id: NodeId) -> String {
    let Some(element) = tree.element(id) else { return String::new() };
    let classes = element.get("class").unwrap_or_default().split_whitespace().map(|class| format!(".{class}"));
    let attributes = SHOWN.iter().filter_map(|name| {
        let value = element.get(name)?;
        Some(if value.is_empty() { format!("[{name}]") } else { format!("[{name}={value}]") })
    });
    std::iter::once(element.name.to_string()).chain(classes).chain(attributes).collect()
}
