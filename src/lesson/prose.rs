//! Turns a block of running text into sentences; defines passages of such text, and the text beside them.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A paragraph or table cell as readers see it: plain text, with the spans that are not running text.
///
/// Headings, code blocks, tables' heads, timetables, tasks, the info block and keyword sections are not passages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// 1-based line and column at which the block begins in the file: its identity.
    pub place: (usize, usize),
    /// Its text; line ends are spaces.
    pub text: String,
    /// Links, code, and controls and code in raw HTML: spans of the text, in order.
    pub masked: Vec<Span>,
    /// Spans of the text with emphasis.
    pub inlines: Vec<Span>,
    /// The heading above it, as an index of [`super::Lesson::headings`].
    pub section: Option<usize>,
    /// The major section it belongs to: 0 before the first heading of level 2, then 1, 2, …
    pub chapter: usize,
}

/// Text of a page outside of running text, as readers see it: a task, a line of a keyword section, a timetable's cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// 1-based line and column at which the block begins in the file.
    pub place: (usize, usize),
    /// Its text; line ends are spaces.
    pub text: String,
}

impl Passage {
    /// Tests whether a span of the text can become one element: it touches no masked span and crosses no edge of emphasis.
    pub fn holds_whole(&self, span: Span) -> bool {
        let overlaps = |other: &Span| other.start < span.end && span.start < other.end;
        let cuts = |other: &Span| {
            overlaps(other)
                && !(other.start <= span.start && span.end <= other.end)
                && !(span.start <= other.start && other.end <= span.end)
        };
        !self.masked.iter().any(overlaps) && !self.inlines.iter().any(cuts)
    }
}

/// Returns the text of the sentence around a span of a text.
pub fn sentence_of(text: &str, inner: Span) -> &str {
    let span = sentence(text, inner);
    &text[span.start..span.end]
}

/// Returns the span of the sentence around a span of a text.
///
/// A sentence ends at `.`, `!`, `?` or `。` before a space, so that `v1.2` and `node.js` end none.
pub fn sentence(text: &str, inner: Span) -> Span {
    let is_end = |at: usize, c: char| {
        matches!(c, '.' | '!' | '?' | '。') && text[at + c.len_utf8()..].starts_with(char::is_whitespace)
    };
    let start =
        text[..inner.start].char_indices().rev().find(|&(at, c)| is_end(at, c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = text[inner.end..]
        .char_indices()
        .find(|&(at, c)| is_end(inner.end + at, c))
        .map_or(text.len(), |(at, c)| inner.end + at + c.len_utf8());
    let (start, end) = (start + (text[start..].len() - text[start..].trim_start().len()), end);
    Span::new(start.min(inner.start), text[..end].trim_end().len().max(inner.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let text = "첫 문장입니다. Node.js 는 v1.2 입니다. 끝";
        let at = text.find("v1.2").unwrap();
        let span = sentence(text, Span::new(at, at + 4));
        assert_eq!(&text[span.start..span.end], "Node.js 는 v1.2 입니다.");
        let whole = sentence("끝", Span::new(0, 3));
        assert_eq!((whole.start, whole.end), (0, 3));
    }

    #[test]
    fn marks_neither_touch_code_nor_cut_emphasis() {
        let passage = Passage {
            place: (1, 1),
            text: "abcdefghij".to_owned(),
            masked: vec![Span::new(0, 2)],
            inlines: vec![Span::new(3, 6)],
            section: None,
            chapter: 0,
        };
        assert!(!passage.holds_whole(Span::new(1, 3)));
        assert!(!passage.holds_whole(Span::new(2, 4)));
        assert!(passage.holds_whole(Span::new(3, 4)) && passage.holds_whole(Span::new(2, 7)));
    }
}
