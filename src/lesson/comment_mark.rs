//! Finds comments that mark the start or end of a part of a text, and what is likely a misspelling of one.

use crate::source::Span;

/// The longest mark, in bytes: comments beyond it are remarks.
const MAX_MARK: usize = 80;

/// The start or end of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The part begins.
    Open,
    /// The part ends.
    Close,
}

/// A mark with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CommentMark<T> {
    pub(super) span: Span,
    /// The reader's value of its words.
    pub(super) value: T,
    /// Whether it is misspelt.
    pub(super) is_slip: bool,
}

/// Finds marks and likely misspellings of them in a text, also in code. `read` returns the value of the words of a mark, and
/// whether they are misspelt.
pub(super) fn comment_marks<T>(
    text: &str,
    read: impl Fn(&str) -> Option<(T, bool)>,
) -> impl Iterator<Item = CommentMark<T>> {
    text.match_indices('<').filter_map(move |(at, _)| mark_at(text, at, &read))
}

/// Returns the words of a whole comment: `<!-- instructor -->`.
pub(super) fn comment_words(comment: &str) -> Option<&str> {
    comment.trim().strip_prefix("<!--")?.strip_suffix("-->")
}

fn mark_at<T>(text: &str, at: usize, read: impl Fn(&str) -> Option<(T, bool)>) -> Option<CommentMark<T>> {
    // Marks are short, and a hostile text may open a hundred thousand comments.
    let rest = &text[at..text.floor_char_boundary(at + MAX_MARK + 4)];
    // `<!--`, or a slip for it: a comment has `!` or a dash behind its `<`.
    let opening = rest.len() - rest[1..].trim_start_matches(['!', '-', '–', '—']).len();
    if opening < 2 {
        return None;
    }
    let is_comment = rest.starts_with("<!--");
    let line = rest.lines().next().unwrap_or_default();
    if let Some(end) = rest.find("-->").filter(|end| is_comment && *end >= 4) {
        let inner = &rest[4..end];
        if let Some((value, is_slip)) = read(inner) {
            return Some(CommentMark { span: Span::new(at, at + end + 3), value, is_slip });
        }
    }
    // No comment, or one that does not end on its line.
    let end = line.find('>').map_or(line.len(), |end| end + 1);
    if end > MAX_MARK || end < opening || (is_comment && line[..end].ends_with("-->")) {
        return None;
    }
    let inner = line[opening..end].trim_end_matches(['>', '-', '–', '—', ' ', '\t', '!']);
    let (value, _) = read(inner)?;
    Some(CommentMark { span: Span::new(at, at + end), value, is_slip: true })
}
