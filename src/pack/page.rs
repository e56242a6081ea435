//! Turns the main part of a finished page into the part that a package shows.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::html::{Element, Node, NodeId, Tree};
use crate::render::role::Role;

/// Returns the `<main>` element of a page.
pub fn main(tree: &Tree<'_>) -> Option<NodeId> {
    tree.descendants(tree.root()).find(|&id| tree.is_element(id, "main"))
}

/// Returns the elements below a node in document order.
pub fn elements(tree: &Tree<'_>, below: NodeId) -> Vec<NodeId> {
    tree.descendants(below).filter(|&id| tree.element(id).is_some()).collect()
}

/// Removes elements below a node with their contents.
pub fn remove_elements(tree: &mut Tree<'_>, below: NodeId, is_removed: impl Fn(&Element<'_>) -> bool) {
    for id in elements(tree, below) {
        if tree.element(id).is_some_and(&is_removed) {
            tree.detach(id);
        }
    }
}

/// Replaces an element, with all that is in it, by a text.
pub fn replace_by_text<'a>(tree: &mut Tree<'a>, id: NodeId, text: impl Into<Cow<'a, str>>) {
    for child in tree.children(id).collect::<Vec<_>>() {
        tree.detach(child);
    }
    tree.replace(id, Node::Text(text.into()));
}

/// Removes the roles of the elements below a node, which only packing uses.
pub fn remove_roles(tree: &mut Tree<'_>, below: NodeId) {
    for id in elements(tree, below) {
        if let Some(element) = tree.element_mut(id) {
            element.remove(Role::ATTRIBUTE);
        }
    }
}

/// Replaces the ids of references such as `url(#a)` in the value of an attribute.
pub fn with_ids(value: &str, id_of: impl Fn(&str) -> String) -> String {
    let mut parts = value.split("url(#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once(')').unwrap_or((part, ""));
        // Writing to a string cannot fail.
        let _ = write!(out, "url(#{}){rest}", id_of(id));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    #[test]
    fn elements_with_a_role_are_removed() {
        let mut tree = parse(
            "<body><main id=\"m\">a<nav data-role=\"site-only\"><b>b</b></nav><p data-role=\"screen-only\">c</p></main></body>",
        );
        let main = main(&tree).unwrap();
        remove_elements(&mut tree, main, |element| Role::of(element) == Some(Role::SiteOnly));
        remove_roles(&mut tree, main);
        assert_eq!(tree.inner_html(main), "a<p>c</p>");
    }

    #[test]
    fn ids_in_values() {
        assert_eq!(with_ids("fill:url(#a) url(#b)", |id| format!("{id}-1")), "fill:url(#a-1) url(#b-1)");
    }
}
