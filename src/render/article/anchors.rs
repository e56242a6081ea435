//! Adds to a tree the ids that the lesson has and the tree lacks, so that links to them lead to its page.
//!
//! Links are resolved by the facts of lessons, before any article is written. An article may lack an element that a fact names: a
//! drawing that is not allowed, a formula with a mistake, a figure in an element that is dropped.

use std::collections::BTreeSet;

use crate::html::{Element, Node, Tree};
use crate::lesson::Lesson;

/// Adds an empty element for each lost id to the end of a tree.
pub(super) fn add_lost_ids(tree: &mut Tree<'static>, lesson: &Lesson) {
    if lesson.html_ids.is_empty() {
        return;
    }
    let root = tree.root();
    // The page shows the title, with the id of its heading.
    let mut written: BTreeSet<&str> = lesson.headings.iter().map(|heading| &*heading.id).collect();
    let mut markup = Vec::new();
    for id in tree.descendants(root) {
        match tree.node(id) {
            Node::Element(element) => written.extend(element.get("id")),
            Node::Markup(text) | Node::Source(text) => markup.push(&**text),
            Node::Fragment | Node::Text(_) | Node::Comment(_) => {}
        }
    }
    let is_lost = |id: &&String| {
        let attribute = format!("id=\"{id}\"");
        !written.contains(id.as_str()) && !markup.iter().any(|text| text.contains(&attribute))
    };
    let lost: Vec<String> = lesson.html_ids.iter().filter(is_lost).cloned().collect();
    for id in lost {
        tree.append(root, Node::Element(Element::new("span").with("id", id)));
    }
}
