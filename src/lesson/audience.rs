//! Finds the parts of a text for instructors only: between two comments, or in a quote.
//!
//! A part is bounded by `<!-- instructor -->` and `<!-- /instructor -->` (or `강사`): Markdown itself has comments for
//! words that no reader sees, other programs show the part without its markers, and it may contain any blocks. A quote
//! with a line `[!INSTRUCTOR]`, as in GitHub's alerts, is a part too, and so are the containers of other generators that
//! name instructors (`::: instructor`, `!!! instructor`, `<div class="instructor">`).
//!
//! If in doubt, a text is for instructors: a part that is never closed extends to the end of the page, one that is never
//! opened begins at the top of the page or at the end of the part before it, and a misspelt marker opens a part but
//! closes none.

mod container;
use self::container::{InstructorContainer, containers, may_hold};
pub use super::audience_mark::{Bound, bound, is_instructor_word, near_instructor_word, quote_mark};
use super::audience_mark::{marks, without_sign};
use super::comment_mark::CommentMark;
use super::markdown::{self, Layout};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::source::{Source, Span};

/// The signs of quotes, lists and emphasis that may be before a mark on its line.
const SIGNS: [char; 6] = ['>', ' ', '\t', '*', '_', '-'];

/// Finds the parts of a page for instructors, markers included, in order; reports unmatched markers.
pub fn parts(source: &Source, front_length: usize) -> (Vec<Span>, Vec<Diagnostic>) {
    let text: &str = &source.text;
    // Fast path: most pages contain neither form, and need no parsing.
    let marks: Vec<CommentMark<Bound>> = marks(text).filter(|mark| mark.span.start >= front_length).collect();
    if marks.is_empty() && quote_marks(source, front_length).is_empty() && !may_hold(text) {
        return (Vec::new(), Vec::new());
    }
    let Layout { verbatim, quotes, .. } = markdown::layout(source, front_length);
    let is_code = |at: usize| verbatim.iter().any(|span| span.start <= at && at < span.end);
    let marks: Vec<CommentMark<Bound>> = marks.into_iter().filter(|mark| !is_code(mark.span.start)).collect();
    let (mut parts, mut problems) = between(source, front_length, &marks);
    let (marked, bare): (Vec<Span>, Vec<Span>) = quote_marks(source, front_length)
        .into_iter()
        .filter(|mark| !is_code(mark.start))
        .partition(|mark| quotes.iter().any(|quote| holds(*quote, *mark)));
    // The outermost quote counts: quotes come in the order of their starts.
    parts.extend(marked.iter().filter_map(|mark| quotes.iter().find(|quote| holds(**quote, *mark)).copied()));
    for mark in bare {
        problems.push(problem(source, mark, message!("instructor-part-mark-outside-quote")));
        parts.push(Span::new(mark.start, text.len()));
    }
    for InstructorContainer { mark, part, is_closed, is_doubtful } in containers(text, front_length, is_code) {
        if !is_closed {
            problems.push(problem(source, mark, message!("instructor-part-container")));
        } else if is_doubtful {
            problems.push(problem(source, mark, message!("instructor-part-class")));
        }
        parts.push(part);
    }
    parts.sort();
    parts.dedup();
    (parts, problems)
}

/// Finds the first comment that is a marker of a part for instructors, or a likely misspelling of one.
pub fn first_mark(text: &str) -> Option<Span> {
    marks(text).next().map(|mark| mark.span)
}

/// Pairs opening and closing markers.
fn between(source: &Source, top: usize, marks: &[CommentMark<Bound>]) -> (Vec<Span>, Vec<Diagnostic>) {
    let (mut parts, mut problems) = (Vec::new(), Vec::new());
    let mut open: Vec<Span> = Vec::new();
    let mut top = top;
    for &CommentMark { span, value: bound, is_slip } in marks {
        if is_slip {
            let message = match bound {
                Bound::Open => message!("instructor-part-open-slip"),
                Bound::Close => message!("instructor-part-close-slip"),
            };
            problems.push(problem(source, span, message));
        }
        match bound {
            Bound::Open => open.push(span),
            Bound::Close if open.is_empty() => {
                if !is_slip {
                    problems.push(problem(source, span, message!("instructor-part-unopened")));
                }
                parts.push(Span::new(top, span.end));
                top = span.end;
            }
            Bound::Close if is_slip => {}
            Bound::Close => {
                let from = open.pop().map_or(top, |span| span.start);
                if open.is_empty() {
                    parts.push(Span::new(from, span.end));
                    top = span.end;
                }
            }
        }
    }
    if let Some(&first) = open.first() {
        problems.push(problem(source, first, message!("instructor-part-unclosed")));
        parts.push(Span::new(first.start, source.text.len()));
    }
    (parts, problems)
}

/// Finds the `[!INSTRUCTOR]` marks of quotes, also outside of quotes.
fn quote_marks(source: &Source, front_length: usize) -> Vec<Span> {
    let text: &str = &source.text;
    let mut found: Vec<Span> = Vec::new();
    // A mark begins its line with a bracket, after signs, and `!` or capitals are in the bracket: other lines need not be read.
    for (bracket, _) in text.match_indices('[') {
        let inner = text[bracket + 1..].trim_start();
        if !inner.starts_with(|c: char| matches!(c, '!' | '！') || c.is_ascii_uppercase()) {
            continue;
        }
        let before = text[..bracket].trim_end_matches(|c: char| c != '\n' && (c.is_whitespace() || SIGNS.contains(&c)));
        let start = before.len();
        if start < front_length || !(before.is_empty() || before.ends_with('\n')) {
            continue;
        }
        let line = text[start..].lines().next().unwrap_or_default();
        if let Some(span) = line_mark(line) {
            found.push(Span::new(start + span.start, start + span.end));
        }
    }
    found
}

/// Finds the mark of a quote at the start of a line, after the signs of quotes, lists and emphasis.
fn line_mark(line: &str) -> Option<Span> {
    let rest = line.trim_start_matches(SIGNS);
    let start = line.len() - rest.len();
    let is_quoted = line.trim_start().starts_with('>');
    let length = quote_mark(rest).map(str::len).or_else(|| is_quoted.then(|| without_sign(rest)).flatten())?;
    Some(Span::new(start, start + length))
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn problem(source: &Source, span: Span, message: Message) -> Diagnostic {
    Diagnostic::at(&source.path, span, Code::InstructorPart, message).hint(message!("instructor-part.hint"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    fn check(text: &str, expected: &[&str], problems: usize) {
        let (parts, found) = parts(&Source::new(CoursePath::new("a.md"), text), 0);
        let parts: Vec<&str> = parts.iter().map(|part| &text[part.start..part.end]).collect();
        assert_eq!((&parts[..], found.len()), (expected, problems), "{text}");
    }

    #[test]
    fn parts_with_their_bounds() {
        check("a <!-- instructor -->b<!-- /instructor --> c", &["<!-- instructor -->b<!-- /instructor -->"], 0);
        check("`<!-- instructor -->` is how\n\n```md\n<!-- instructor -->\n```\n", &[], 0);
        check("a\n\n<!-- 강사 -->\nb\n", &["<!-- 강사 -->\nb\n"], 1);
        let nested = "<!-- instructor -->\n<!-- instructor -->\nb\n<!-- /instructor -->\n<!-- /instructor -->";
        check(nested, &[nested], 0);
        check("> [!INSTRUCTOR]\n> b\nlazy\n\nc\n", &["> [!INSTRUCTOR]\n> b\nlazy"], 0);
        check("- x\n\n  > [!강사] b\n\nc\n", &["> [!강사] b"], 0);
    }

    #[test]
    fn in_doubt_a_text_is_for_instructors() {
        check("a\n\n<!-- /instructor -->\n\nb\n", &["a\n\n<!-- /instructor -->"], 1);
        check("<!-- instuctor -->\nb\n<!-- /instructor -->\nc", &["<!-- instuctor -->\nb\n<!-- /instructor -->"], 1);
        check("<!-- instructor -->\nb\n<!-- /instuctor -->\nc", &["<!-- instructor -->\nb\n<!-- /instuctor -->\nc"], 2);
        check(
            "<!-- instructor -->\nb\n<!-- end instructor -->",
            &["<!-- instructor -->\nb\n<!-- end instructor -->"],
            2,
        );
        check("<!- instructor ->\nb", &["<!- instructor ->\nb"], 2);
        check(
            "a <!-- instructor\n\nb\n\n<!-- /instructor -->\nc",
            &["<!-- instructor\n\nb\n\n<!-- /instructor -->"],
            1,
        );
        check("    <!-- instructor -->\nb", &["<!-- instructor -->\nb"], 1);
        check("```\nnever closed\n\n<!-- instructor -->\nb", &["<!-- instructor -->\nb"], 1);
        check("> [!INSTUCTOR]\n> b\n\nc\n", &["> [!INSTUCTOR]\n> b"], 0);
        check("> a\n> [!INSTRUCTOR]\n> b\n\nc\n", &["> a\n> [!INSTRUCTOR]\n> b"], 0);
        check("> [INSTRUCTOR]\n> b\n\nc\n", &["> [INSTRUCTOR]\n> b"], 0);
        check("a\n\n[!INSTRUCTOR]\nb\n\nc\n", &["[!INSTRUCTOR]\nb\n\nc\n"], 1);
    }

    #[test]
    fn plain_words_open_nothing() {
        for text in [
            "<!-- instructions -->\nb",
            "<!-- ask the instructor about this -->\nb",
            "<!-- 강의 -->\nb",
            "> [강사](people.md) 소개\n",
            "> [Instructor]: hello\n",
            "> [!NOTE]\n> b\n",
            "a < instructor > b",
        ] {
            check(text, &[], 0);
        }
    }
}
