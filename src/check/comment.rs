//! Turns comments such as `<!-- seodang: off broken-link -->` into the lines on which a code is not reported.

use super::page::CheckedPage;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::source::Span;

/// The prefix of every suppression comment.
const OPENING: &str = "<!-- seodang:";

/// The lines on which codes are off.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Suppressions {
    /// Code, first and last 1-based line (both included).
    ranges: Vec<(Code, usize, usize)>,
}

impl Suppressions {
    /// Tests whether a code is off on a 1-based line.
    pub(super) fn covers(&self, code: Code, line: usize) -> bool {
        self.ranges.iter().any(|&(other, first, last)| other == code && (first..=last).contains(&line))
    }
}

/// A suppression comment: whether it switches off, its 1-based line, its codes (empty for all) with their places.
struct SuppressionComment<'a> {
    off: bool,
    line: usize,
    words: Vec<(&'a str, Span)>,
}

/// Reads the suppression comments of a page: each on its own line, outside of code.
fn suppression_comments<'a>(page: &CheckedPage<'a>) -> Vec<SuppressionComment<'a>> {
    let mut comments = Vec::new();
    // Fast path: few pages have one, and a preview checks at each save.
    if !page.source.text.contains(OPENING) {
        return comments;
    }
    for (line, text) in page.prose() {
        let Some(inner) = text.trim().strip_prefix(OPENING).and_then(|rest| rest.split("-->").next()) else { continue };
        let start = page.source.line_span(line).start;
        let place = |word: &str| Span::of_slice(text, word).map_or(Span::new(start, start), |span| span.shifted(start));
        let mut words = inner.split([' ', ',']).filter(|word| !word.is_empty());
        let off = match words.next() {
            Some("off") => true,
            Some("on") => false,
            _ => continue,
        };
        comments.push(SuppressionComment { off, line, words: words.map(|word| (word, place(word))).collect() });
    }
    comments
}

/// Finds the lines on which a page switches codes off.
///
/// `off` applies up to the next `on` for that code; if another `off` or no comment follows, it applies to the block below
/// the comment.
pub(super) fn suppressions(page: &CheckedPage<'_>) -> Suppressions {
    let comments = suppression_comments(page);
    let mut suppressions = Suppressions::default();
    for (at, comment) in comments.iter().enumerate().filter(|(_, comment)| comment.off) {
        let named: Vec<Code> = comment.words.iter().filter_map(|(word, _)| word.parse().ok()).collect();
        let codes = if comment.words.is_empty() { Code::ALL.to_vec() } else { named };
        for code in codes {
            let concerns = |other: &&SuppressionComment<'_>| {
                other.words.is_empty() || other.words.iter().any(|(word, _)| *word == code.as_str())
            };
            let next = comments[at + 1..].iter().find(concerns).filter(|next| !next.off);
            let last = next.map_or_else(|| block_end(page, comment.line), |end| end.line);
            suppressions.ranges.push((code, comment.line, last));
        }
    }
    suppressions
}

/// Returns the last 1-based line of the block below a comment: up to the next blank line outside of code.
fn block_end(page: &CheckedPage<'_>, comment: usize) -> usize {
    let count = page.source.line_count();
    let is_blank = |line: &usize| page.line(*line).trim().is_empty() && !page.is_code(*line);
    let first = (comment + 1..=count).find(|line| !is_blank(line)).unwrap_or(count);
    (first..=count).find(is_blank).map_or(count, |blank| blank - 1)
}

/// Reports words in suppression comments that are not the name of a code.
pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for (word, span) in suppression_comments(page).into_iter().flat_map(|comment| comment.words) {
        if let Err(error) = word.parse::<Code>() {
            let problem = Diagnostic::at(&page.lesson.path, span, Code::UnknownCode, error.message());
            found.push(problem.hint(message!("unknown-code.hint")));
        }
    }
}
