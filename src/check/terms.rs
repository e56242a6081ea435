//! Reports terms that a keyword section defines twice or without a definition, and items that are not read as terms.

use std::collections::BTreeMap;

use super::page::CheckedPage;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::TermDefinition;
use crate::lesson::terms::is_keyword_heading;
use crate::message;
use crate::source::Span;

pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let sections = keyword_sections(page);
    repeated(page, &sections, found);
    empty(page, &sections, found);
    unread(page, found);
}

/// Returns the keyword sections of a page: the 1-based line of each heading, and the line of the heading that ends it.
fn keyword_sections(page: &CheckedPage<'_>) -> Vec<(usize, usize)> {
    let headings: Vec<_> = page.lesson.headings.iter().filter(|heading| !heading.nested).collect();
    let opens = |at: &usize| is_keyword_heading(&headings[*at].text, &[]);
    let end = |at: usize| headings[at + 1..].iter().find(|next| next.level <= headings[at].level);
    let range = |at: usize| (headings[at].line, end(at).map_or(usize::MAX, |next| next.line));
    (0..headings.len()).filter(opens).map(range).collect()
}

/// Returns the section that contains a 1-based line.
fn section_of(sections: &[(usize, usize)], line: usize) -> Option<(usize, usize)> {
    sections.iter().copied().find(|(first, end)| (*first..*end).contains(&line))
}

/// Reports terms that a keyword section defines twice. A term that both the text and a keyword section define is not a repeat.
fn repeated(page: &CheckedPage<'_>, sections: &[(usize, usize)], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<_, (usize, &TermDefinition)> = BTreeMap::new();
    for definition in &page.lesson.terms {
        let line = page.source.line_of(definition.definition.start);
        let Some(section) = section_of(sections, line) else { continue };
        // `Self` and `self` are two words of a language.
        let key = (definition.term.trim().to_owned(), section);
        let (earlier, other) = *first.entry(key).or_insert((line, definition));
        if earlier != line && !is_qualified(definition, other) {
            let message = message!("repeated-term", term = &definition.term, line = earlier);
            found.push(
                Diagnostic::at(&page.lesson.path, page.words_of(line), Code::RepeatedTerm, message)
                    .hint(message!("repeated-term.hint")),
            );
        }
    }
}

/// Tests whether words in parentheses make one of two terms another than the other: `SDK v1 (preview)` beside `SDK v1`. A
/// translation and the words of an abbreviation do not.
fn is_qualified(one: &TermDefinition, other: &TermDefinition) -> bool {
    let ((Some(words), None) | (None, Some(words))) = (&one.alias, &other.alias) else { return false };
    let initials = |text: &str| -> String {
        text.split(|c: char| !c.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let is_short_for = |short: &str, long: &str| letters(short) == initials(long);
    let is_translated = one.term.is_ascii() != words.is_ascii();
    !is_translated && !is_short_for(&one.term, words) && !is_short_for(words, &one.term)
}

/// Reports `- **Term**:` without text after the colon or on the lines of the item below.
fn empty(page: &CheckedPage<'_>, sections: &[(usize, usize)], found: &mut Vec<Diagnostic>) {
    let lines: Vec<(usize, &str)> = page.prose().collect();
    for (at, &(line, text)) in lines.iter().enumerate() {
        if is_bare_term(text) && section_of(sections, line).is_some() && !has_indented_text(text, &lines[at + 1..]) {
            found.push(
                Diagnostic::at(
                    &page.lesson.path,
                    page.words_of(line),
                    Code::EmptyDefinition,
                    message!("empty-definition"),
                )
                .hint(message!("empty-definition.hint")),
            );
        }
    }
}

/// Reports items of keyword sections that are not read as terms.
fn unread(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for items in &page.lesson.unread_items {
        let line = page.source.line_of(items.span.start);
        let span = Span::new(items.span.start, page.words_of(line).end.min(items.span.end));
        let message = message!("unread-term", count = items.count);
        found.push(
            Diagnostic::at(&page.lesson.path, span, Code::UnreadTerm, message).hint(message!("unread-term.hint")),
        );
    }
}

/// Tests whether the next line that is not blank belongs to an item, by its larger indent.
fn has_indented_text(item: &str, below: &[(usize, &str)]) -> bool {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let next = below.iter().map(|(_, text)| *text).find(|text| !text.trim().is_empty());
    next.is_some_and(|next| indent(next) > indent(item))
}

/// Tests whether a list item is only a bold term with a colon.
fn is_bare_term(text: &str) -> bool {
    let text = text.trim();
    let Some(item) = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark)) else { return false };
    let Some((term, rest)) = item.trim_start().strip_prefix("**").and_then(|item| item.split_once("**")) else {
        return false;
    };
    let colon_inside = term.trim_end().ends_with([':', '：']) && rest.trim().is_empty();
    colon_inside || matches!(rest.trim(), ":" | "：")
}

#[cfg(test)]
mod tests {
    use super::is_bare_term;

    #[test]
    fn terms_without_definitions() {
        for text in ["- **Pod**:", "* **Pod:**", "  - **파드**： "] {
            assert!(is_bare_term(text), "{text}");
        }
        for text in ["- **Pod**: 단위", "**DNS 기본**:", "- **굵게**", "- **Pod**"] {
            assert!(!is_bare_term(text), "{text}");
        }
    }
}
