//! Reports headings that skip a level, sections without content, second titles, and lines that were meant as headings.

use super::page::CheckedPage;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::lesson::Heading;
use crate::message;
use crate::source::Span;

pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    missing_spaces(page, found);
    let headings: Vec<&Heading> = page.lesson.headings.iter().filter(|heading| !heading.nested).collect();
    let empty: Vec<bool> = headings
        .iter()
        .enumerate()
        .map(|(at, heading)| is_empty(page, heading, headings.get(at + 1).copied()))
        .collect();
    for (at, heading) in headings.iter().enumerate() {
        let next = headings.get(at + 1).copied();
        if let Some(next) = next.filter(|next| next.level > heading.level + 1) {
            let (level, above) = (usize::from(next.level), usize::from(heading.level));
            let message = message!("skipped-level", level, above);
            let hint = message!("skipped-level.hint", signs = "#".repeat(above + 1));
            found.push(Diagnostic::at(&page.lesson.path, next.span, Code::SkippedLevel, message).hint(hint));
        }
        if heading.level > 1 && empty[at] && !is_list(&headings, &empty, at) {
            found.push(
                Diagnostic::at(&page.lesson.path, heading.span, Code::EmptySection, message!("empty-section"))
                    .hint(message!("empty-section.hint")),
            );
        }
    }
}

/// Reports lines that were meant as headings: number signs directly followed by words.
///
/// A single sign is often a tag or a number (`#docker`, `#12`); it is reported only where the page begins with it.
fn missing_spaces(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for (line, text) in page.prose() {
        let words = text.trim();
        let name = words.trim_start_matches('#');
        let signs = words.len() - name.len();
        let begins = |c: char| if signs == 1 { c.is_alphabetic() } else { c.is_alphanumeric() };
        let is_meant = match signs {
            1 => !name.contains('#') && page.above(line).is_none(),
            2..=6 => !text.starts_with("    "),
            _ => false,
        };
        if is_meant && name.starts_with(begins) {
            let span = page.words_of(line);
            let fix = Fix::replace(Span::new(span.start + signs, span.start + signs), " ", true);
            let message = message!("heading-space");
            let hint = message!("heading-space.hint", signs = &words[..signs], name);
            found.push(Diagnostic::at(&page.lesson.path, span, Code::HeadingSpace, message).hint(hint).fix(Some(fix)));
        }
    }
}

/// Tests whether there is no content between a heading and the next one of the same or a higher level.
///
/// A heading that holds a link or is a whole sentence (`## See you tomorrow!`) is content by itself.
fn is_empty(page: &CheckedPage<'_>, heading: &Heading, next: Option<&Heading>) -> bool {
    let end = next.map_or(page.source.line_count() + 1, |next| next.line);
    let own = &page.source.text[heading.span.start..heading.span.end];
    let is_content = own.contains("](")
        || own.contains('<')
        || heading.text.ends_with(['!', '.', '?', '~', '…', ':', '！', '？'])
        || super::page::marker(own).is_some();
    if is_content || next.is_some_and(|next| next.level > heading.level) || heading.text.is_empty() {
        return false;
    }
    let last = page.source.line_of(heading.span.end.saturating_sub(1));
    (last + 1..end).all(|line| {
        let text = page.line(line).trim();
        text.is_empty() || is_break(text)
    })
}

/// Tests whether an empty heading has empty neighbours of its level: some authors write lists as headings.
fn is_list(headings: &[&Heading], empty: &[bool], at: usize) -> bool {
    let like = |other: &usize| empty[*other] && headings[*other].level == headings[at].level;
    let above = (0..at).rev().take(2).take_while(like).count();
    let below = (at + 1..headings.len()).take(2).take_while(like).count();
    above + below >= 2
}

/// Tests whether a line is a thematic break: three or more of one sign, and no other text.
fn is_break(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3 && ['-', '*', '_'].iter().any(|sign| bare.chars().all(|c| c == *sign))
}

/// Reports second titles, if the course otherwise writes one title a page.
pub(super) fn check_titles(pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    let mut reports = Vec::new();
    let mut pages_with_several = 0;
    for page in pages {
        let titles = page.lesson.headings.iter().filter(|heading| heading.level == 1 && !heading.nested);
        // Slides follow a thematic break and have a title each.
        let further: Vec<&Heading> = titles
            .skip(1)
            .filter(|heading| page.above(heading.line).is_none_or(|(_, text)| !is_break(text.trim())))
            .collect();
        pages_with_several += usize::from(!further.is_empty());
        let first = page.lesson.title.as_ref().map(|title| title.name.as_str()).unwrap_or_default();
        reports.extend(further.into_iter().map(|heading| {
            Diagnostic::at(&page.lesson.path, heading.span, Code::SeveralTitles, message!("several-titles"))
                .hint(message!("several-titles.hint", first))
        }));
    }
    // If more than every third page has several titles, it is the course's own style.
    if pages_with_several * 3 <= pages.len() || pages.len() < 6 {
        found.append(&mut reports);
    }
}
