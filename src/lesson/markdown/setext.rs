//! Turns titles that are underlined with `=` into headings, while a line of `-` under a paragraph stays a break.
//!
//! All setext headings of the real course are accidents: a `---` right under a paragraph. A line of `=` is none. The
//! parser knows one switch for both; so a text that holds such a line is read with headings of both kinds first, and again
//! with the lines of `-` written as `*`, which are breaks and nothing else.

use comrak::nodes::{AstNode, NodeValue};

/// Whether a text holds a line that can underline a title: nothing but `=`, in quotes too.
pub(super) fn may_underline(body: &str) -> bool {
    body.lines().any(|line| {
        let signs = line.trim_start_matches(['>', ' ']).trim_end();
        !signs.is_empty() && signs.bytes().all(|byte| byte == b'=')
    })
}

/// Returns the text in which no line of `-` underlines a heading, if one does in the tree of it. Its places are the same.
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

/// Turns headings that one or two `-` underline, which are no break, back into the paragraphs that they look like.
pub(super) fn undo_short<'a>(root: &'a AstNode<'a>) {
    for heading in underlined(root).collect::<Vec<_>>() {
        heading.data_mut().value = NodeValue::Paragraph;
    }
}

/// Returns the headings that `-` underlines.
fn underlined<'a>(root: &'a AstNode<'a>) -> impl Iterator<Item = &'a AstNode<'a>> {
    root.descendants().filter(
        |node| matches!(&node.data().value, NodeValue::Heading(heading) if heading.setext && heading.level == 2),
    )
}
