//! Turns comments that mark lines of code into these marks, and takes them out of the code.
//!
//! Sources: Shiki's transformers (VitePress: `[!code ++]`), Docusaurus (`highlight-next-line`), MkDocs Material (`(1)!`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::LineMark;

/// The signs that begin and end a comment.
const COMMENTS: [(&str, &str); 9] = [
    ("<!--", "-->"),
    ("{/*", "*/}"),
    ("/*", "*/"),
    ("//", ""),
    ("--", ""),
    ("#", ""),
    (";", ""),
    ("%", ""),
    ("REM ", ""),
];

/// Comments that mark the next line, or begin and end a range of lines, each with its mark.
const RANGES: [(&str, LineMark); 5] = [
    ("highlight", LineMark::Highlighted),
    ("error", LineMark::Error),
    ("add", LineMark::Inserted),
    ("added", LineMark::Inserted),
    ("removed", LineMark::Deleted),
];

/// Tests whether code may hold a comment that marks a line: a fast path for code that does not.
pub(super) fn may_mark(code: &str, has_notes: bool) -> bool {
    code.contains("[!code")
        || code.contains("-next-line")
        || (code.contains("-start") && code.contains("-end"))
        || (has_notes && code.contains('('))
}

/// Reads lines in order.
#[derive(Debug, Default)]
pub(super) struct CommentReader {
    has_notes: bool,
    /// The mark of the range that is open, with its name.
    open: Option<(&'static str, LineMark)>,
    /// The mark of further lines, and how many they are.
    next: Option<(LineMark, usize)>,
    /// Words to mark in the code.
    pub(super) words: Vec<(String, LineMark)>,
}

/// A comment at the end of a line.
struct Comment<'a> {
    /// The text before it.
    before: &'a str,
    inner: &'a str,
}

impl CommentReader {
    pub(super) fn new(has_notes: bool) -> Self {
        Self { has_notes, ..Self::default() }
    }

    /// Reads a line that would have a number in the code; returns it without its mark, or `None` if it is only a mark.
    pub(super) fn line<'l>(
        &mut self,
        line: &'l str,
        number: usize,
        marks: &mut BTreeMap<usize, LineMark>,
        notes: &mut BTreeMap<usize, Vec<usize>>,
    ) -> Option<Cow<'l, str>> {
        let text = line.trim_end_matches('\n');
        let end = &line[text.len()..];
        let Some(comment) = comment(text) else {
            self.mark(number, marks);
            return Some(Cow::Borrowed(line));
        };
        if comment.before.trim().is_empty() && self.range(comment.inner) {
            return None;
        }
        if let Some((mark, count)) = self.code_mark(comment.inner) {
            // A mark on a line of its own is for the lines below it.
            if comment.before.trim().is_empty() {
                self.next = mark.map(|mark| (mark, count));
                return None;
            }
            self.next = mark.map(|mark| (mark, count)).or(self.next);
            self.mark(number, marks);
            return Some(Cow::Owned(format!("{}{end}", comment.before.trim_end())));
        }
        self.mark(number, marks);
        if let Some((before, found)) = self.has_notes.then(|| note_numbers(&comment)).flatten() {
            notes.insert(number, found);
            return Some(Cow::Owned(format!("{before}{end}")));
        }
        Some(Cow::Borrowed(line))
    }

    /// Gives a line the mark that earlier lines announced.
    fn mark(&mut self, number: usize, marks: &mut BTreeMap<usize, LineMark>) {
        if let Some((mark, count)) = self.next.take() {
            marks.insert(number, mark);
            self.next = (count > 1).then(|| (mark, count - 1));
        } else if let Some((_, mark)) = self.open {
            marks.insert(number, mark);
        }
    }

    /// Reads `highlight-next-line`, `highlight-start` and `highlight-end`.
    fn range(&mut self, comment: &str) -> bool {
        for (name, mark) in RANGES {
            match comment.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')) {
                Some("next-line") => self.next = Some((mark, 1)),
                Some("start") => self.open = Some((name, mark)),
                Some("end") if self.open.is_some_and(|(open, _)| open == name) => self.open = None,
                _ => continue,
            }
            return true;
        }
        false
    }

    /// Reads `[!code ++]`, `[!code highlight:3]` and the like: the mark, if it has one, and for how many lines.
    fn code_mark(&mut self, comment: &str) -> Option<(Option<LineMark>, usize)> {
        let inner = comment.strip_prefix("[!code")?.strip_suffix(']')?.trim();
        if let Some(word) = inner.strip_prefix("word:") {
            let word = word.split(':').next().unwrap_or_default();
            self.words.extend((!word.is_empty()).then(|| (word.to_owned(), LineMark::Highlighted)));
            return Some((None, 1));
        }
        let (kind, count) = inner.split_once(':').map_or((inner, 1), |(kind, n)| (kind, n.parse().unwrap_or(1)));
        let mark = match kind.trim() {
            "++" => LineMark::Inserted,
            "--" => LineMark::Deleted,
            "error" => LineMark::Error,
            "warning" => LineMark::Warning,
            "highlight" | "hl" | "focus" => LineMark::Highlighted,
            _ => return None,
        };
        Some((Some(mark), count))
    }
}

/// Finds the comment at the end of a line.
fn comment(text: &str) -> Option<Comment<'_>> {
    let text = text.trim_end();
    let found = |&(open, close): &(&str, &str)| {
        let bare = text.strip_suffix(close)?;
        // The last sign begins the comment: a colour `#fff` or an address may precede it.
        let at = bare.rfind(open)?;
        let inner = bare[at + open.len()..].trim();
        let is_mark = inner.starts_with("[!code")
            || inner.starts_with('(')
            || RANGES.iter().any(|(name, _)| inner.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')));
        is_mark.then_some(Comment { before: &bare[..at], inner })
    };
    COMMENTS.iter().find_map(found)
}

/// Reads the numbers of notes, `(1)!` or `(1) (2)`, that are all of a comment.
fn note_numbers<'a>(comment: &Comment<'a>) -> Option<(&'a str, Vec<usize>)> {
    let number = |word: &str| word.trim_end_matches('!').strip_prefix('(')?.strip_suffix(')')?.parse().ok();
    let numbers: Vec<usize> = comment.inner.split_whitespace().map(number).collect::<Option<_>>()?;
    Some((comment.before.trim_end(), numbers))
}
