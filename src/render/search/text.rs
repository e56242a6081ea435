//! Turns a page into its search text: section by section, a line for each block or line of code.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::SearchInput;
use crate::language::is_alphanumeric;
use crate::lesson::code_block::CodeBlock;
use crate::lesson::markdown::formula;
use crate::lesson::{Fence, Heading, Lesson, is_emoji, markdown};
use crate::read::Attachment;
use crate::render::article;
use crate::source::{CoursePath, Source};

/// Separates the sections of a page; the first section precedes the first heading.
const SECTION: char = '\u{c}';

/// Begins a line of code.
const CODE: char = '\t';

/// The headings of a unit's pages.
#[derive(Debug, Serialize)]
pub(super) struct HeadingIndex {
    /// The parts of ids around the slug, `before\nafter`: most ids are the slug of the text of the heading, with a hyphen
    /// in place of its emoji.
    around: Vec<String>,
    /// For each page its headings as lines, and for each of them an index into `around`.
    pages: Vec<(String, Vec<usize>)>,
}

/// Returns the headings that begin sections: all except the title.
fn headings(lesson: &Lesson) -> impl Iterator<Item = &Heading> {
    let title = lesson.title.as_ref().and_then(|title| title.line);
    lesson.headings.iter().filter(move |heading| Some(heading.line) != title)
}

/// Collects the headings of some pages.
pub(super) fn outline(pages: &[usize], from: &SearchInput<'_>) -> HeadingIndex {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut page = |&index: &usize| {
        let lesson = from.course.lesson_of(&from.course.entries[index]);
        let mut texts: Vec<String> = Vec::new();
        let mut places = Vec::new();
        for heading in lesson.into_iter().flat_map(headings) {
            let text = clean(&heading.text).unwrap_or_default();
            let around = around_slug(&text, &heading.id);
            let count = known.len();
            places.push(*known.entry(around).or_insert(count));
            texts.push(text);
        }
        (texts.join("\n"), places)
    };
    let pages = pages.iter().map(&mut page).collect();
    let mut around = vec![String::new(); known.len()];
    for (text, at) in known {
        around[at] = text;
    }
    HeadingIndex { around, pages }
}

/// Returns the parts of an id before and after the slug of a text; the whole id if it does not contain the slug.
fn around_slug(text: &str, id: &str) -> String {
    let slug = slug(text);
    match id.split_once(&slug) {
        Some((before, after)) if !slug.is_empty() => format!("{before}\n{after}"),
        _ => id.to_owned(),
    }
}

/// Returns the slug of a text, as `search.js` makes it.
pub(super) fn slug(text: &str) -> String {
    markdown::slug(text)
}

/// Returns the title and headings of a page as lines.
pub(super) fn names(index: usize, from: &SearchInput<'_>) -> String {
    let entry = &from.course.entries[index];
    let lesson = from.course.lesson_of(entry);
    let mut names = vec![entry.title.as_str()];
    names.extend(lesson.into_iter().flat_map(headings).map(|heading| heading.text.as_str()));
    names.join("\n")
}

/// Returns the search text of a page.
pub(super) fn page(index: usize, from: &SearchInput<'_>) -> String {
    let lesson = from.course.lesson_of(&from.course.entries[index]);
    let source = lesson.and_then(|lesson| from.sources.get(&lesson.path));
    let (Some(lesson), Some(source)) = (lesson, source) else { return String::new() };
    let mut lines = lines(lesson, source, from);
    lines.sort_by_key(|line| line.place);
    let mut headings = headings(lesson).peekable();
    let mut text = String::new();
    let mut seen = BTreeSet::new();
    // The line of the table whose row is being written.
    let mut row = None;
    for line in &lines {
        while headings.next_if(|heading| heading.line <= line.place.0).is_some() {
            text.push(SECTION);
        }
        // Repeated lines are kept once, at their first place.
        if !seen.insert(&line.text) {
            continue;
        }
        // The cells of a table row are one line.
        let joint = if row == Some(line.place.0) && !line.code { " | " } else { "\n" };
        if !text.is_empty() && !text.ends_with(SECTION) {
            text.push_str(joint);
        }
        if line.code {
            text.push(CODE);
        }
        text.push_str(&line.text);
        row = (!line.code).then_some(line.place.0);
    }
    text
}

/// The maximum size of the search text of a linked file in bytes; data that is larger is not written by hand.
const MAX_FILE_BYTES: usize = 100_000;

/// Returns the part of a linked file that is searched; `None` if it has no text.
pub(super) fn of_file<'a>(path: &CoursePath, attachments: &'a BTreeMap<CoursePath, Attachment>) -> Option<&'a str> {
    let text = attachments.get(path)?.text.as_deref()?;
    Some(&text[..text.floor_char_boundary(MAX_FILE_BYTES)])
}

/// Returns the search text of a linked file: its lines as code, each once.
pub(super) fn file(path: &CoursePath, attachments: &BTreeMap<CoursePath, Attachment>) -> String {
    let mut seen = BTreeSet::new();
    let mut text = String::new();
    for line in of_file(path, attachments).into_iter().flat_map(str::lines).filter_map(clean) {
        if seen.contains(&line) {
            continue;
        }
        text.extend((!text.is_empty()).then_some('\n'));
        text.push(CODE);
        text.push_str(&line);
        seen.insert(line);
    }
    text
}

/// A line of the search text.
struct TextLine {
    place: (usize, usize),
    text: String,
    code: bool,
}

fn lines(lesson: &Lesson, source: &Source, from: &SearchInput<'_>) -> Vec<TextLine> {
    let prose = lesson.prose.iter().map(|passage| (passage.place, &passage.text));
    let asides = lesson.asides.iter().map(|aside| (aside.place, &aside.text));
    let mut lines: Vec<TextLine> = prose
        .chain(asides)
        .filter_map(|(place, text)| Some(TextLine { place, text: clean(text)?, code: false }))
        .collect();
    // Leaves out formulas, which are among the asides.
    let is_code = |fence: &&Fence| !formula::is_formula(&fence.language) && !lesson.is_in_answer(fence.line);
    for fence in lesson.fences.iter().filter(is_code) {
        let literal = fence.text(source);
        let block = CodeBlock::read(&fence.info, &literal, false);
        let text = block.whole.as_deref().unwrap_or(&block.code);
        if let Some(labels) = article::labels(from.memo, from.diagram, &fence.language, text) {
            let labels: Vec<String> = labels.iter().filter_map(|label| clean(label)).collect();
            let place = (fence.line, 0);
            lines.extend((!labels.is_empty()).then(|| TextLine { place, text: labels.join(" · "), code: false }));
        } else {
            let line = |(at, line)| Some(TextLine { place: (fence.line, at + 1), text: clean(line)?, code: true });
            lines.extend(text.lines().enumerate().filter_map(line));
        }
    }
    lines
}

/// Normalizes a line: NFC, one space between words, without emoji and box drawing; `None` without any letter or digit.
fn clean(text: &str) -> Option<String> {
    let text = text.trim();
    if is_clean(text) {
        return text.contains(is_alphanumeric).then(|| text.to_owned());
    }
    let mut line = String::with_capacity(text.len());
    let mut has_word = false;
    let mut push = |c: char| {
        has_word = has_word || is_alphanumeric(c);
        match c {
            // Box drawing and block elements count as spaces.
            c if c.is_whitespace() || c.is_control() || ('\u{2500}'..='\u{259f}').contains(&c) => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            '\u{200b}'..='\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' => {}
            c if is_emoji(c) => {}
            c => line.push(c),
        }
    };
    if text.contains(is_combining) {
        text.nfc().for_each(&mut push);
    } else {
        text.chars().for_each(&mut push);
    }
    line.truncate(line.trim_end().len());
    has_word.then_some(line)
}

/// Tests for ASCII and Hangul with single spaces: a fast path, which most lines take.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    let known = text.chars().all(|c| {
        let known = matches!(c, '!'..='~' | '가'..='힣') || (c == ' ' && before != ' ');
        before = c;
        known
    });
    known && before != ' '
}

/// Tests whether a character can compose with the one before it: a mark, or a letter of decomposed Hangul.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}' | '\u{3099}' | '\u{309a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_normalized() {
        assert_eq!(clean("  │ 🚀 웹   서버 │").as_deref(), Some("웹 서버"));
        assert_eq!(clean("├──┤"), None);
        assert_eq!(clean("--- !"), None);
        assert_eq!(clean("컨테이너 a-b. ").as_deref(), Some("컨테이너 a-b."));
        assert_eq!(clean(""), None);
        assert_eq!(clean("\u{1112}\u{1161}\u{11ab}글").as_deref(), Some("한글"), "decomposed Hangul is composed");
        assert_eq!(clean("kubectl  apply\t-f x.yaml").as_deref(), Some("kubectl apply -f x.yaml"));
    }

    #[test]
    fn ids_are_split_around_their_slugs() {
        assert_eq!(around_slug("웹 서버", "-웹-서버-10분"), "-\n-10분");
        assert_eq!(around_slug("Web server", "web-server"), "\n");
        assert_eq!(around_slug("", "§"), "\n");
    }
}
