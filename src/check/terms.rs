//! Turns the keyword sections of a page into reports of terms that stand there twice or without a definition.

use std::collections::BTreeMap;

use super::page::Page;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::terms::is_keyword_heading;
use crate::source::Span;

pub(super) fn check(page: &Page<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for definition in &page.lesson.terms {
        let place = page.source.line_of(definition.definition.start);
        match first.get(&key(&definition.term)) {
            Some(line) if *line != place => {
                let message = format!("`{}` is explained on this page already, on line {line}", definition.term);
                found.push(
                    Diagnostic::at(&page.lesson.path, page.words_of(place), Code::RepeatedTerm, message)
                        .hint("keep one of the two, or say by its name what sets it apart: `Service (ECS)`"),
                );
            }
            Some(_) => {}
            None => {
                first.insert(key(&definition.term), place);
            }
        }
    }
    empty(page, found);
}

/// Reports `- **Term**:` with nothing behind the colon and nothing on the lines that belong to it.
fn empty(page: &Page<'_>, found: &mut Vec<Diagnostic>) {
    let mut open: Option<u8> = None;
    let mut headings = page.lesson.headings.iter().filter(|heading| !heading.nested).peekable();
    let lines: Vec<(usize, &str)> = page.prose().collect();
    for (at, &(line, text)) in lines.iter().enumerate() {
        if let Some(heading) = headings.next_if(|heading| heading.line <= line) {
            let closes = open.is_some_and(|level| heading.level <= level);
            if is_keyword_heading(&heading.text, &[]) {
                open = Some(heading.level);
            } else if closes {
                open = None;
            }
            continue;
        }
        if open.is_some() && is_term_alone(text) && !goes_on(text, &lines[at + 1..]) {
            let words = page.words_of(line);
            found.push(
                Diagnostic::at(
                    &page.lesson.path,
                    Span::new(words.start, words.end),
                    Code::EmptyDefinition,
                    "this term has no definition",
                )
                .hint("say in a sentence what it means: - **Pod**: the smallest unit that is started"),
            );
        }
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
