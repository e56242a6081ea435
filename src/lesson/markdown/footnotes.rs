//! Removes repeated definitions of footnotes from a parsed document.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};

/// Removes repeated definitions of a footnote, as GitHub does: comrak moves the first ones to the end and leaves the others
/// in place, even in a list or quote, where they would be written as another section of notes.
pub(super) fn drop_repeated<'a>(root: &'a AstNode<'a>) {
    let mut kept = BTreeSet::new();
    for node in root.reverse_children() {
        match &node.data().value {
            NodeValue::FootnoteDefinition(note) if kept.insert(note.name.clone()) => {}
            _ => break,
        }
    }
    let is_note = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::FootnoteDefinition(_));
    let notes: Vec<&'a AstNode<'a>> = root.descendants().filter(is_note).collect();
    let moved = notes.len().saturating_sub(kept.len());
    let at_end = |node: &&'a AstNode<'a>| root.reverse_children().take(kept.len()).any(|end| end.same_node(node));
    for note in notes.into_iter().filter(|note| moved > 0 && !at_end(note)) {
        note.detach();
    }
}
