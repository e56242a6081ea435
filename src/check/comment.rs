//! Turns comments such as `<!-- seodang: off broken-link -->` into the lines on which a code is not reported.

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What every such comment begins with.
const OPENING: &str = "<!-- seodang:";

/// The lines on which codes are off.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Quiet {
    /// Code, first and last 1-based line.
    ranges: Vec<(Code, usize, usize)>,
}

impl Quiet {
    /// Whether a code is off on a line.
    pub(super) fn covers(&self, code: Code, line: usize) -> bool {
        self.ranges.iter().any(|&(other, first, last)| other == code && (first..=last).contains(&line))
    }
}

/// A comment: whether it switches off, the line, the codes (none means all) with their places.
struct Switch<'a> {
    off: bool,
    line: usize,
    words: Vec<(&'a str, Span)>,
}

/// Reads the switches of a page: lines of their own, outside of code.
fn switches<'a>(page: &Page<'a>) -> Vec<Switch<'a>> {
    let mut switches = Vec::new();
    // Hardly a page has any, and a preview asks at each save.
    if !page.source.text.contains(OPENING) {
        return switches;
    }
    for (line, text) in page.prose() {
        let Some(inner) = text.trim().strip_prefix(OPENING).and_then(|rest| rest.split("-->").next()) else { continue };
        let start = page.source.line_span(line).start;
        let place = |word: &str| {
            let at = start + (word.as_ptr() as usize - text.as_ptr() as usize);
            Span::new(at, at + word.len())
        };
        let mut words = inner.split([' ', ',']).filter(|word| !word.is_empty());
        let off = match words.next() {
            Some("off") => true,
            Some("on") => false,
            _ => continue,
        };
        switches.push(Switch { off, line, words: words.map(|word| (word, place(word))).collect() });
    }
    switches
}

/// Finds where a page wants to hear nothing of which codes.
///
/// `off` holds up to the `on` that follows it; where none does before the next `off`, for the block below the comment.
pub(super) fn quiet(page: &Page<'_>) -> Quiet {
    let switches = switches(page);
    let mut quiet = Quiet::default();
    for (at, switch) in switches.iter().enumerate().filter(|(_, switch)| switch.off) {
        let named: Vec<Code> = switch.words.iter().filter_map(|(word, _)| word.parse().ok()).collect();
        let codes = if switch.words.is_empty() { Code::ALL.to_vec() } else { named };
        for code in codes {
            let concerns = |other: &&Switch<'_>| {
                other.words.is_empty() || other.words.iter().any(|(word, _)| *word == code.as_str())
            };
            let next = switches[at + 1..].iter().find(concerns).filter(|next| !next.off);
            let last = next.map_or_else(|| block_end(page, switch.line), |end| end.line);
            quiet.ranges.push((code, switch.line, last));
        }
    }
    quiet
}

/// The last line of the block below a comment: up to the next blank line that is not code.
fn block_end(page: &Page<'_>, comment: usize) -> usize {
    let count = page.source.line_count();
    let is_blank = |line: &usize| page.line(*line).trim().is_empty() && !page.is_code(*line);
    let first = (comment + 1..=count).find(|line| !is_blank(line)).unwrap_or(count);
    (first..=count).find(is_blank).map_or(count, |blank| blank - 1)
}

/// Reports names in such comments that are none of a code.
pub(super) fn check(page: &Page<'_>, found: &mut Vec<Diagnostic>) {
    for (word, span) in switches(page).into_iter().flat_map(|switch| switch.words) {
        if let Err(error) = word.parse::<Code>() {
            found.push(Diagnostic::at(&page.lesson.path, span, Code::UnknownCode, error.to_string()).hint(
                "write codes as reports show them in square brackets; `seodang check --explain CODE` explains one",
            ));
        }
    }
}
