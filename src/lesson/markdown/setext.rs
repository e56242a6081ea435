//! Turns titles underlined with `=` into headings, while a line of `-` under a paragraph stays a thematic break.
//!
//! All setext headings of the real course are accidents: a `---` directly under a paragraph. A line of `=` is intended, and so
//! is a longer line of `-` under a single line of text. The parser has one option for all of them, so a text with such a line
//! is parsed with headings of every kind first, and again with the other lines of `-` replaced by `*`, which can only be breaks.

use comrak::nodes::{AstNode, NodeValue};

/// The fewest `-` that underline a title: a row of three separates parts.
pub(super) const MIN_DASHES: usize = 4;

/// Returns the text with no line of `-` that separates parts below a paragraph, if its tree has one. Offsets stay the same.
pub(super) fn without_dashes<'a>(root: &'a AstNode<'a>, body: &str) -> Option<String> {
    let written: Vec<&str> = body.split_inclusive('\n').collect();
    let mut lines: Vec<usize> = accidents(root, &written).map(|node| node.data().sourcepos.end.line).collect();
    lines.sort_unstable();
    if lines.is_empty() {
        return None;
    }
    let written = written.into_iter().enumerate().map(|(at, line)| {
        let is_underline = lines.binary_search(&(at + 1)).is_ok() && line.matches('-').count() >= 3;
        if is_underline { line.replace('-', "*") } else { line.to_owned() }
    });
    Some(written.collect())
}

/// Turns headings underlined with one or two `-`, which are not thematic breaks, back into paragraphs.
pub(super) fn undo_short<'a>(root: &'a AstNode<'a>, body: &str) {
    let written: Vec<&str> = body.split_inclusive('\n').collect();
    for heading in accidents(root, &written).collect::<Vec<_>>() {
        heading.data_mut().value = NodeValue::Paragraph;
    }
}

/// Returns the headings underlined with `-` by accident: with few of them, or below several lines of text.
fn accidents<'a>(root: &'a AstNode<'a>, lines: &[&str]) -> impl Iterator<Item = &'a AstNode<'a>> {
    root.descendants().filter(|node| {
        let data = node.data();
        let is_underlined = matches!(&data.value, NodeValue::Heading(heading) if heading.setext && heading.level == 2);
        let place = data.sourcepos;
        let underline = lines.get(place.end.line.saturating_sub(1)).copied().unwrap_or_default();
        let is_meant = place.start.line + 1 == place.end.line && underline.matches('-').count() >= MIN_DASHES;
        is_underlined && !is_meant
    })
}
