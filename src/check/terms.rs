//! Turns the keyword sections of a page into reports of terms that stand there twice or without a definition.

use std::collections::BTreeMap;

use super::page::Page;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::terms::is_keyword_heading;
use crate::source::Span;

pub(super) fn check(page: &Page<'_>, found: &mut Vec<Diagnostic>) {
    let sections = keyword_sections(page);
    repeated(page, &sections, found);
    empty(page, &sections, found);
    unread(page, found);
}

/// The keyword sections of a page: the line of the heading, and the line of the heading that ends it.
fn keyword_sections(page: &Page<'_>) -> Vec<(usize, usize)> {
    let headings: Vec<_> = page.lesson.headings.iter().filter(|heading| !heading.nested).collect();
    let opens = |at: &usize| is_keyword_heading(&headings[*at].text, &[]);
    let end = |at: usize| headings[at + 1..].iter().find(|next| next.level <= headings[at].level);
    let range = |at: usize| (headings[at].line, end(at).map_or(usize::MAX, |next| next.line));
    (0..headings.len()).filter(opens).map(range).collect()
}

/// The section in which a line stands.
fn section_of(sections: &[(usize, usize)], line: usize) -> Option<(usize, usize)> {
    sections.iter().copied().find(|(first, end)| (*first..*end).contains(&line))
}

/// Reports terms that a keyword section explains twice. What the text explains and such a section sums up is no repeat.
fn repeated(page: &Page<'_>, sections: &[(usize, usize)], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(String, (usize, usize)), usize> = BTreeMap::new();
    for definition in &page.lesson.terms {
        let line = page.source.line_of(definition.definition.start);
        let Some(section) = section_of(sections, line) else { continue };
        let earlier = *first.entry((key(&definition.term), section)).or_insert(line);
        if earlier != line {
            let message = format!("`{}` is explained in this section already, on line {earlier}", definition.term);
            found.push(
                Diagnostic::at(&page.lesson.path, page.words_of(line), Code::RepeatedTerm, message)
                    .hint("keep one of the two, or say by its name what sets it apart: `Service (ECS)`"),
            );
        }
    }
}

/// Reports `- **Term**:` with nothing behind the colon and nothing on the lines that belong to it.
fn empty(page: &Page<'_>, sections: &[(usize, usize)], found: &mut Vec<Diagnostic>) {
    let lines: Vec<(usize, &str)> = page.prose().collect();
    for (at, &(line, text)) in lines.iter().enumerate() {
        if is_term_alone(text) && section_of(sections, line).is_some() && !goes_on(text, &lines[at + 1..]) {
            found.push(
                Diagnostic::at(
                    &page.lesson.path,
                    page.words_of(line),
                    Code::EmptyDefinition,
                    "this term has no definition",
                )
                .hint("say in a sentence what it means: - **Pod**: the smallest unit that is started"),
            );
        }
    }
}

/// Reports items of keyword sections that are not read as terms.
fn unread(page: &Page<'_>, found: &mut Vec<Diagnostic>) {
    for items in &page.lesson.unread_items {
        let line = page.source.line_of(items.span.start);
        let span = Span::new(items.span.start, page.words_of(line).end.min(items.span.end));
        let message = match items.count {
            1 => "this item of a keyword section is not read as a term".to_owned(),
            count => format!("none of the {count} items of this list in a keyword section is read as a term"),
        };
        found.push(
            Diagnostic::at(&page.lesson.path, span, Code::UnreadTerm, message)
                .hint("write the term in bold letters, a colon and what it means: - **Pod**: the smallest unit"),
        );
    }
}

/// Whether the next line that is not blank belongs to an item: it stands further right.
fn goes_on(item: &str, below: &[(usize, &str)]) -> bool {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let next = below.iter().map(|(_, text)| *text).find(|text| !text.trim().is_empty());
    next.is_some_and(|next| indent(next) > indent(item))
}

/// Whether a list item is a bold term with a colon and nothing else.
fn is_term_alone(text: &str) -> bool {
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
    use super::is_term_alone;

    #[test]
    fn terms_without_words_behind_them() {
        for text in ["- **Pod**:", "* **Pod:**", "  - **파드**： "] {
            assert!(is_term_alone(text), "{text}");
        }
        for text in ["- **Pod**: 단위", "**DNS 기본**:", "- **굵게**", "- **Pod**"] {
            assert!(!is_term_alone(text), "{text}");
        }
    }
}
