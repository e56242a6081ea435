//! Turns a text into what of it is for instructors alone: the whole page, or parts between two comments or in a quote.
//!
//! A part stands between `<!-- instructor -->` and `<!-- /instructor -->` (or `강사`), for comments are what Markdown
//! itself has for words that no reader sees: other programs show the part and not its bounds, and it may hold any blocks.
//! A quote that opens with `[!INSTRUCTOR]`, as GitHub's alerts do, is one too. In doubt a text is for instructors: a part
//! that is never closed goes on to the end of the page.

use super::markdown::{self, Layout};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// The words by which authors name instructors, in lower case.
const INSTRUCTORS: [&str; 4] = ["instructor", "instructors", "강사", "teacher"];

/// A bound of a part for instructors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The part begins.
    Open,
    /// The part ends.
    Close,
}

/// Reads a whole comment (`<!-- instructor -->`) as a bound.
pub fn bound(comment: &str) -> Option<Bound> {
    let inner = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim().to_lowercase();
    let (bound, word) = match inner.strip_prefix('/') {
        Some(word) => (Bound::Close, word.trim()),
        None => (Bound::Open, inner.as_str()),
    };
    INSTRUCTORS.contains(&word).then_some(bound)
}

/// The words that open a quote for instructors: `[!INSTRUCTOR]`.
pub fn quote_mark(text: &str) -> Option<&str> {
    let inner = text.trim_start().strip_prefix("[!")?;
    let (word, _) = inner.split_once(']')?;
    INSTRUCTORS.contains(&word.trim().to_lowercase().as_str()).then(|| &text[..=text.len() - inner.len() + word.len()])
}

/// Whether front matter says that the page is for instructors.
///
/// It is read line by line, so that a slip elsewhere in it (which makes it no YAML) publishes nothing.
pub fn is_for_instructors(front_matter: &str) -> bool {
    let mut lines = front_matter.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        if !key.trim_matches(['"', '\'', ' ', '\t']).eq_ignore_ascii_case("audience") {
            continue;
        }
        let mut value = value.to_lowercase();
        while let Some(more) = lines.next_if(|line| line.starts_with([' ', '\t', '-']) && *line != "---") {
            value.push(' ');
            value.push_str(&more.to_lowercase());
        }
        let value = value.split('#').next().unwrap_or_default();
        let mut words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        // A page for both is for students too.
        let named = words.clone().any(|word| INSTRUCTORS.contains(&word));
        return named && words.all(|word| INSTRUCTORS.contains(&word));
    }
    false
}

/// Finds the parts of a page that are for instructors, bounds included, in order; says which bounds have no fellow.
pub fn parts(source: &Source, front_length: usize) -> (Vec<Span>, Vec<Diagnostic>) {
    let text: &str = &source.text;
    // Most pages hold neither, and need not be parsed for it.
    let has_bound = comments(text).any(|span| bound(&text[span.start..span.end]).is_some());
    if !has_bound && !text.match_indices("[!").any(|(at, _)| quote_mark(&text[at..]).is_some()) {
        return (Vec::new(), Vec::new());
    }
    let Layout { verbatim, quotes } = markdown::layout(source, front_length);
    let (mut parts, mut problems) = (Vec::new(), Vec::new());
    let (mut depth, mut from) = (0usize, 0);
    for span in comments(text).filter(|span| span.start >= front_length) {
        let at = span.start;
        if verbatim.iter().any(|span| span.start <= at && at < span.end) {
            continue;
        }
        match bound(&text[span.start..span.end]) {
            Some(Bound::Open) => {
                from = if depth == 0 { at } else { from };
                depth += 1;
            }
            Some(Bound::Close) if depth == 0 => problems.push(problem(source, span, "ends no part for instructors")),
            Some(Bound::Close) => {
                depth -= 1;
                if depth == 0 {
                    parts.push(Span::new(from, span.end));
                }
            }
            None => {}
        }
    }
    if depth > 0 {
        let end = text[from..].find("-->").map_or(text.len(), |end| from + end + 3);
        problems.push(problem(source, Span::new(from, end), "opens a part for instructors that is never closed"));
        parts.push(Span::new(from, text.len()));
    }
    parts.extend(quotes.into_iter().filter(|quote| quote_mark(first_words(&text[quote.start..quote.end])).is_some()));
    parts.sort();
    (parts, problems)
}

/// Where a text holds what looks like comments, be it in code.
fn comments(text: &str) -> impl Iterator<Item = Span> {
    let end = |at: usize| Some(at + text[at..].find("-->")? + 3);
    text.match_indices("<!--").map_while(move |(at, _)| Some(Span::new(at, end(at)?)))
}

/// What a quote begins with, behind its `>`.
fn first_words(quote: &str) -> &str {
    quote.trim_start_matches(['>', ' ', '\t'])
}

fn problem(source: &Source, span: Span, message: &str) -> Diagnostic {
    Diagnostic::at(&source.path, span, Code::InstructorPart, format!("this comment {message}")).hint(
        "a part for instructors stands between `<!-- instructor -->` and `<!-- /instructor -->`; one that is never closed \
         is taken to go on to the end of the page",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    #[test]
    fn front_matter_in_its_forms() {
        for yes in [
            "audience: instructor\n",
            "title: \"open\naudience: 'Instructor' # not for the class\n",
            "audience = \"강사\"\n",
            "audience:\n  - instructor\n",
            "Audience: [instructors]\n",
        ] {
            assert!(is_for_instructors(yes), "{yes}");
        }
        for no in ["title: instructor\n", "audience: students\n", "audience: [students, instructor]\n", "audience:\n"] {
            assert!(!is_for_instructors(no), "{no}");
        }
    }

    #[test]
    fn parts_with_their_bounds() {
        let check = |text: &str, expected: &[&str], problems: usize| {
            let (parts, found) = parts(&Source::new(CoursePath::new("a.md"), text), 0);
            let parts: Vec<&str> = parts.iter().map(|part| &text[part.start..part.end]).collect();
            assert_eq!((&parts[..], found.len()), (expected, problems), "{text}");
        };
        check("a <!-- instructor -->b<!-- /instructor --> c", &["<!-- instructor -->b<!-- /instructor -->"], 0);
        check("`<!-- instructor -->` is how\n\n```md\n<!-- instructor -->\n```\n", &[], 0);
        check("a\n\n<!-- 강사 -->\nb\n", &["<!-- 강사 -->\nb\n"], 1);
        check("a\n\n<!-- /instructor -->\n", &[], 1);
        let nested = "<!-- instructor -->\n<!-- instructor -->\nb\n<!-- /instructor -->\n<!-- /instructor -->";
        check(nested, &[nested], 0);
        check("> [!INSTRUCTOR]\n> b\nlazy\n\nc\n", &["> [!INSTRUCTOR]\n> b\nlazy"], 0);
        check("- x\n\n  > [!강사] b\n\nc\n", &["> [!강사] b"], 0);
    }
}
