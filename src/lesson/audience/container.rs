//! Finds containers for instructors in a text: `::: instructor`, `!!! instructor` and `<div class="instructor">`.
//!
//! The first is a fenced div (Pandoc, The Carpentries' lessons, Docusaurus, `VitePress`), the second an admonition of Python-Markdown,
//! the third an element with a class. A container that is never closed extends to the end of the page.

use crate::lesson::audience_mark::is_instructor_word;
use crate::source::{SignSearch, Span};

/// A container for instructors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InstructorContainer {
    /// Its opening line or tag.
    pub(super) mark: Span,
    /// All of it.
    pub(super) part: Span,
    /// Whether its end was found.
    pub(super) is_closed: bool,
    /// Whether its class may also name a box about an instructor, which is reported.
    pub(super) is_doubtful: bool,
}

/// Elements that may hold a part of a page.
const ELEMENTS: [&str; 6] = ["div", "section", "details", "aside", "article", "span"];

/// Words beside that for instructors in a class. `instructor-photo` and `instructors` are about persons.
const BESIDE: [&str; 12] =
    ["only", "for", "note", "notes", "guide", "view", "answer", "answers", "content", "key", "part", "전용"];

/// Signs of an admonition of Python-Markdown, longest first.
const ADMONITIONS: [&str; 3] = ["???+", "???", "!!!"];

/// The longest tag that is read, in bytes.
const MAX_TAG: usize = 500;

/// The fewest columns by which the body of an admonition is indented. Python-Markdown asks for four.
const MIN_INDENT: usize = 2;

/// Tests whether a text may hold such containers. Most texts hold none, and need no parsing.
pub(super) fn may_hold(text: &str) -> bool {
    static SIGNS: SignSearch = SignSearch::new(&[":::", "!!!", "???", "class", "CLASS"]);
    static NAMES: SignSearch = SignSearch::ignoring_case(&["instructor", "teacher", "강사", "교사"]);
    SIGNS.may_be_in(text) && NAMES.may_be_in(text)
}

/// Finds the outermost containers for instructors behind the front matter. `is_code` tests whether a byte is in code, where
/// signs are literal.
pub(super) fn containers(text: &str, front_length: usize, is_code: impl Fn(usize) -> bool) -> Vec<InstructorContainer> {
    let mut found: Vec<InstructorContainer> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // Within a container nothing else is searched: a hostile text may open a hundred thousand.
        let covered = found.last().map_or(front_length, |container| container.part.end);
        if start < covered {
            continue;
        }
        let bare = line.trim_start_matches(['>', ' ', '\t', '-', '*']);
        let begin = start + line.len() - bare.len();
        let mark = Span::new(begin, begin + bare.trim_end().len());
        if is_code(begin) {
            continue;
        }
        if bare.starts_with(":::") && is_fence_for_instructors(bare) {
            found.push(InstructorContainer::new(mark, fence_end(text, at, &is_code), text.len()));
        } else if ADMONITIONS.iter().any(|sign| bare.starts_with(sign)) && is_admonition_for_instructors(bare) {
            let end = at + indented(&text[at..], line.len() - bare.len() + MIN_INDENT);
            found.push(InstructorContainer::new(mark, Some(end), text.len()));
        } else {
            found.extend(element(text, start, line, &is_code));
        }
    }
    found
}

impl InstructorContainer {
    fn new(mark: Span, end: Option<usize>, whole: usize) -> Self {
        let part = Span::new(mark.start, end.unwrap_or(whole));
        Self { mark, part, is_closed: end.is_some(), is_doubtful: false }
    }
}

/// Tests whether the first word behind `:::`, or a class in its braces, names instructors.
fn is_fence_for_instructors(line: &str) -> bool {
    let info = line.trim_start_matches(':').trim();
    let braced = info.split_once('{').and_then(|(_, rest)| Some(rest.split_once('}')?.0)).unwrap_or_default();
    let first = info.split([' ', '\t', '[', '{']).next().unwrap_or_default();
    is_class(first) || braced.split_whitespace().any(|word| is_class(word.trim_start_matches('.')))
}

/// Finds the end of a fenced div, from the line behind its first one: fences with a word open another one.
fn fence_end(text: &str, from: usize, is_code: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut depth, mut at) = (1usize, from);
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_matches(['>', ' ', '\t', '\n', '\r']);
        if !bare.starts_with(":::") || is_code(start + line.find(':').unwrap_or_default()) {
            continue;
        }
        depth = if bare.trim_matches([':', ' ']).is_empty() { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn is_admonition_for_instructors(line: &str) -> bool {
    let words = line.trim_start_matches(['!', '?', '+']);
    let kinds = words.split('"').next().unwrap_or_default();
    words.starts_with([' ', '\t']) && kinds.split_whitespace().any(is_class)
}

/// Returns the length of the lines that are blank or indented by some columns.
fn indented(rest: &str, columns: usize) -> usize {
    let width = |line: &str| {
        line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>()
    };
    let is_body = |line: &&str| line.trim().is_empty() || width(line) >= columns;
    rest.split_inclusive('\n').take_while(is_body).map(str::len).sum()
}

/// Finds the first element for instructors that opens on a line.
fn element(text: &str, start: usize, line: &str, is_code: impl Fn(usize) -> bool) -> Option<InstructorContainer> {
    line.match_indices('<').filter(|(at, _)| !is_code(start + at)).find_map(|(at, _)| {
        let rest = &text[start + at + 1..];
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if !ELEMENTS.contains(&name.as_str()) {
            return None;
        }
        // A tag may extend over several lines.
        let end = rest[..rest.floor_char_boundary(MAX_TAG)].find('>')?;
        let class = attribute(&rest[..end], "class").filter(|class| class.split_whitespace().any(is_class))?;
        let inside = start + at + 1 + end + 1;
        let mark = Span::new(start + at, inside);
        let is_doubtful = class.split_whitespace().all(|word| !word.contains(['-', '_']));
        let end = element_end(text, inside, &name, &is_code);
        Some(InstructorContainer { is_doubtful, ..InstructorContainer::new(mark, end, text.len()) })
    })
}

/// Returns the value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|&at| {
        lower[..at].ends_with([' ', '\t', '"', '\'']) && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split([' ', '\t', '/']).next(),
    }
}

/// Finds the end of an element, from behind its opening tag: elements of its name may be within it.
fn element_end(text: &str, from: usize, name: &str, is_code: impl Fn(usize) -> bool) -> Option<usize> {
    let lower = text[from..].to_ascii_lowercase();
    let mut depth = 1usize;
    for (at, _) in lower.match_indices('<').filter(|(at, _)| !is_code(from + at)) {
        let (closes, word) = match lower[at + 1..].strip_prefix('/') {
            Some(word) => (true, word),
            None => (false, &lower[at + 1..]),
        };
        let is_name = |behind: &str| !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !word.strip_prefix(name).is_some_and(is_name) {
            continue;
        }
        depth = if closes { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return Some(from + at + lower[at..].find('>')? + 1);
        }
    }
    None
}

/// Tests whether a class, or the kind of a container, is that of parts for instructors.
fn is_class(word: &str) -> bool {
    let word = word.to_lowercase();
    let parts: Vec<&str> = word.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    let names = parts.iter().filter(|part| is_instructor_word(part)).count();
    // The word `instructors` by itself is a list of persons.
    let is_people = parts.len() == 1 && matches!(parts[0], "instructors" | "teachers");
    names == 1 && !is_people && parts.iter().all(|part| is_instructor_word(part) || BESIDE.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = containers(text, 0, |_| false);
        let parts: Vec<&str> = found.iter().map(|container| &text[container.part.start..container.part.end]).collect();
        assert_eq!(parts, expected, "{text}");
    }

    #[test]
    fn containers_with_their_ends() {
        check("a\n::: instructor\nb\n:::\nc\n", &["::: instructor\nb\n:::\n"]);
        let nested = "::::: {.instructor}\n::: note\nb\n:::\nc\n:::::\n";
        check(&format!("{nested}d\n"), &[nested]);
        check(":::instructor-note[Title]\nb\n", &[":::instructor-note[Title]\nb\n"]);
        check("!!! instructor \"Title\"\n    b\n\n    c\nd\n", &["!!! instructor \"Title\"\n    b\n\n    c\n"]);
        check("- a\n  ??? 강사용\n      b\n  c\n", &["??? 강사용\n      b\n"]);
        let element = "<div class='box instructor-only'>\n<div>b</div>\n</DIV >";
        check(&format!("{element}\nc\n"), &[element]);
        check("a <span class=instructor>b</span> c", &["<span class=instructor>b</span>"]);
        check("<details class=\"teacher-notes\">\nb\n", &["<details class=\"teacher-notes\">\nb\n"]);
    }

    #[test]
    fn what_is_about_instructors_stays() {
        for text in [
            "<div class=\"instructors\">\nKim\n</div>\n",
            "<div class=\"instructor-photo\">\n</div>\n",
            "<div id=\"instructor\">\n</div>\n",
            "::: note Ask the instructor\nb\n:::\n",
            ":::\n",
            "!!! note \"instructor\"\n    b\n",
            "!!! tip\n    instructor\n",
            "<p class=\"instructor\">Kim</p>",
        ] {
            check(text, &[]);
        }
    }
}
