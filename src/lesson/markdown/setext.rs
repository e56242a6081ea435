//! Turns titles underlined with `=` into headings, while a line of `-` under a paragraph stays a thematic break.
//!
//! All setext headings of the real course are accidents: a `---` directly under a paragraph. A line of `=` is intended. The
//! parser has one option for both, so a text with such a line is parsed with headings of both kinds first, and again
//! with the lines of `-` replaced by `*`, which can only be breaks.

use comrak::nodes::{AstNode, NodeValue};

/// Returns the text with no line of `-` that underlines a heading, if its tree has one. Offsets stay the same.
pub(super) fn without_dashes<'a>(root: &'a AstNode<'a>, body: &str) -> Option<String> {
    let mut lines: Vec<usize> = underlined(root).map(|node| node.data().sourcepos.end.line).collect();
    lines.sort_unstable();
    if lines.is_empty() {
        return None;
    }
    let written = body.split_inclusive('\n').enumerate().map(|(at, line)| {
        let is_underline = lines.binary_search(&(at + 1)).is_ok() && line.matches('-').count() >= 3;
        if is_underline { line.replace('-', "*") } else { line.to_owned() }
    });
    Some(written.collect())
}

/// Turns headings underlined with one or two `-`, which are not thematic breaks, back into paragraphs.
pub(super) fn undo_short<'a>(root: &'a AstNode<'a>) {
    for heading in underlined(root).collect::<Vec<_>>() {
        heading.data_mut().value = NodeValue::Paragraph;
    }
}

/// Returns the headings underlined with `-`.
fn underlined<'a>(root: &'a AstNode<'a>) -> impl Iterator<Item = &'a AstNode<'a>> {
    root.descendants().filter(
        |node| matches!(&node.data().value, NodeValue::Heading(heading) if heading.setext && heading.level == 2),
    )
}
