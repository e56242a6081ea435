//! Turns a finished page into a tree, and its main part into what a package shows of it.

use std::fmt::Write as _;

use crate::html::{Element, NodeId, Tree};
use crate::render::role::Role;

/// Returns the `<main>` of a page: what the page is about.
pub fn main(tree: &Tree<'_>) -> Option<NodeId> {
    tree.descendants(tree.root()).find(|&id| tree.is_element(id, "main"))
}

/// Lists the elements below a node.
pub fn elements(tree: &Tree<'_>, below: NodeId) -> Vec<NodeId> {
    tree.descendants(below).filter(|&id| tree.element(id).is_some()).collect()
}

/// Takes the elements below a node out that a package does without, with all that is in them.
pub fn leave_out(tree: &mut Tree<'_>, below: NodeId, is_left_out: impl Fn(&Element<'_>) -> bool) {
    for id in elements(tree, below) {
        if tree.element(id).is_some_and(&is_left_out) {
            tree.detach(id);
        }
    }
}

/// Takes the roles of the elements below a node away: they are of no use outside the site.
pub fn remove_roles(tree: &mut Tree<'_>, below: NodeId) {
    for id in elements(tree, below) {
        if let Some(element) = tree.element_mut(id) {
            element.remove(Role::ATTRIBUTE);
        }
    }
}

/// Returns a value in which each reference to an id of the page (`url(#a)`) names another id instead.
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
    fn what_a_package_does_without_goes() {
        let mut tree = parse(
            "<body><main id=\"m\">a<nav data-role=\"site-only\"><b>b</b></nav><p data-role=\"screen-only\">c</p></main></body>",
        );
        let main = main(&tree).unwrap();
        leave_out(&mut tree, main, |element| Role::of(element) == Some(Role::SiteOnly));
        remove_roles(&mut tree, main);
        assert_eq!(tree.inner_html(main), "a<p>c</p>");
    }

    #[test]
    fn ids_in_values() {
        assert_eq!(with_ids("fill:url(#a) url(#b)", |id| format!("{id}-1")), "fill:url(#a-1) url(#b-1)");
    }
}
