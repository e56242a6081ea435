//! Finds the parts of a text that are published at a time: between `<!-- release 2026-03-09 18:00 -->` and `<!-- /release -->`.
//!
//! If in doubt, a text is held back: a part that is never closed extends to the end of the page, one that is never opened
//! begins at the top of the page or at the end of the part before it, and a misspelt mark opens a part but closes none.

use super::comment_mark::{Bound, CommentMark};
use super::markdown::{self, Layout};
use super::release_mark::{ReleaseBound, release_marks};
use super::release_time::ReleaseTime;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::source::{Source, Span};

/// A part that is published at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedPart {
    /// Its place, marks included.
    pub span: Span,
    /// The marks that bound it.
    pub marks: Vec<Span>,
    /// The time from which it is published; `None` if it states none that can be read.
    pub time: Option<ReleaseTime>,
}

/// Finds the parts of a page, in order, the outer of two before the inner; reports unmatched marks.
pub fn released_parts(source: &Source, front_length: usize) -> (Vec<ReleasedPart>, Vec<Diagnostic>) {
    let marks: Vec<_> = release_marks(&source.text).filter(|mark| mark.span.start >= front_length).collect();
    // Fast path: most pages contain no marks, and need no parsing.
    if marks.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let Layout { verbatim, .. } = markdown::layout(source, front_length);
    let is_code = |at: usize| verbatim.iter().any(|span| span.start <= at && at < span.end);
    let mut found = PartReader { source, top: front_length, open: Vec::new(), parts: Vec::new(), problems: Vec::new() };
    for mark in marks.into_iter().filter(|mark| !is_code(mark.span.start)) {
        found.read(mark);
    }
    found.finish()
}

/// Pairs opening and closing marks.
struct PartReader<'a> {
    source: &'a Source,
    /// The start of a part that is closed and was never opened.
    top: usize,
    open: Vec<(Span, Option<ReleaseTime>)>,
    parts: Vec<ReleasedPart>,
    problems: Vec<Diagnostic>,
}

impl PartReader<'_> {
    fn read(&mut self, mark: CommentMark<ReleaseBound>) {
        let CommentMark { span, value: ReleaseBound { bound, time }, is_slip } = mark;
        if is_slip {
            self.report(
                span,
                match bound {
                    Bound::Open => message!("bad-release-open-slip"),
                    Bound::Close => message!("bad-release-close-slip"),
                },
            );
        }
        match bound {
            Bound::Open => {
                if time.is_none() {
                    self.report(span, message!("bad-release-no-time"));
                }
                self.open.push((span, time));
            }
            Bound::Close if is_slip => {}
            Bound::Close => {
                let (start, time) = self.open.pop().unwrap_or_else(|| {
                    self.report(span, message!("bad-release-unopened"));
                    (Span::new(self.top, self.top), None)
                });
                self.parts.push(ReleasedPart {
                    span: Span::new(start.start, span.end),
                    marks: vec![start, span],
                    time,
                });
                if self.open.is_empty() {
                    self.top = span.end;
                }
            }
        }
    }

    fn finish(mut self) -> (Vec<ReleasedPart>, Vec<Diagnostic>) {
        for (start, time) in std::mem::take(&mut self.open) {
            self.report(start, message!("bad-release-unclosed"));
            let span = Span::new(start.start, self.source.text.len());
            self.parts.push(ReleasedPart { span, marks: vec![start], time });
        }
        self.parts.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
        (self.parts, self.problems)
    }

    fn report(&mut self, span: Span, message: Message) {
        self.problems.push(
            Diagnostic::at(&self.source.path, span, Code::BadRelease, message).hint(message!("bad-release.hint")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    fn check(text: &str, expected: &[(&str, &str)], problems: usize) {
        let (parts, found) = released_parts(&Source::new(CoursePath::new("a.md"), text), 0);
        let time = |part: &ReleasedPart| part.time.as_ref().map(ToString::to_string).unwrap_or_default();
        let parts: Vec<(&str, String)> =
            parts.iter().map(|part| (&text[part.span.start..part.span.end], time(part))).collect();
        let parts: Vec<(&str, &str)> = parts.iter().map(|(text, time)| (*text, time.as_str())).collect();
        assert_eq!((&parts[..], found.len()), (expected, problems), "{text}");
    }

    #[test]
    fn parts_with_their_times() {
        let part = "<!-- release 2026-03-09 -->b<!-- /release -->";
        check(&format!("a {part} c"), &[(part, "2026-03-09")], 0);
        check("`<!-- release 2026-03-09 -->`\n\n```md\n<!-- release 2026-03-09 -->\n```\n", &[], 0);
        let inner = "<!-- release 2026-03-10 -->\nb\n<!-- /release -->";
        let outer = format!("<!-- release 2026-03-09 -->\n{inner}\n<!-- /release -->");
        check(&outer, &[(&outer, "2026-03-09"), (inner, "2026-03-10")], 0);
    }

    #[test]
    fn in_doubt_a_text_is_held_back() {
        check("a\n\n<!-- release 2026-03-09 -->\nb\n", &[("<!-- release 2026-03-09 -->\nb\n", "2026-03-09")], 1);
        check("a\n\n<!-- /release -->\n\nb\n", &[("a\n\n<!-- /release -->", "")], 1);
        check(
            "<!-- release 2026-03-09 -->\nb\n<!-- /relese -->\nc",
            &[("<!-- release 2026-03-09 -->\nb\n<!-- /relese -->\nc", "2026-03-09")],
            2,
        );
        check("<!-- release -->\nb\n<!-- /release -->", &[("<!-- release -->\nb\n<!-- /release -->", "")], 1);
        check(
            "```\nnever closed\n\n<!-- release 2026-03-09 -->\nb",
            &[("<!-- release 2026-03-09 -->\nb", "2026-03-09")],
            1,
        );
    }
}
