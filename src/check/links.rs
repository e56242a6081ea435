//! Reports links whose target was not meant: placeholders, and anchors of headings that occur twice on a page.

use super::page::CheckedPage;
use crate::course::{Course, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind, normalise};

pub(super) fn check(course: &Course, page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let targets = course.links.get(&page.lesson.path);
    for link in page.lesson.links.iter().filter(|link| link.kind == LinkKind::Link) {
        if is_placeholder(page, link) {
            let message = format!("the address `{}` is a placeholder", link.href);
            found.push(
                Diagnostic::at(&page.lesson.path, link.span, Code::PlaceholderLink, message)
                    .hint("write where it leads, or remove the link"),
            );
        }
        if let Some(Target::Page { entry, fragment: Some(fragment) }) =
            targets.and_then(|targets| targets.get(&link.href))
            && let Some(lesson) = course.lesson_of(&course.entries[*entry])
            && let Some(line) = second_heading(lesson, fragment)
        {
            let message = format!("`#{fragment}` is the first of several headings of {} with that text", lesson.path);
            found.push(
                Diagnostic::at(&page.lesson.path, link.span, Code::AmbiguousAnchor, message)
                    .hint(format!("give the heading on line {line} another text, or link to it by `#{fragment}-1`")),
            );
        }
    }
}

/// Tests whether an address is a placeholder: `https://...`, `https://<your-site>`, or `#` under words that do not
/// name the top of the page.
pub(super) fn is_placeholder(page: &CheckedPage<'_>, link: &Link) -> bool {
    let href = link.href.trim();
    if href == "#" {
        return !leads_to_top(&link.text);
    }
    // An address written out as text is meant to be read: `http://your-server:8080`.
    let is_written_out = !page.source.text[link.span.start..link.span.end].contains("](");
    let bare = href.split_once("://").map_or(href, |(_, rest)| rest).trim_end_matches('/');
    let is_web = href.starts_with("http://") || href.starts_with("https://");
    let is_filler = bare.is_empty()
        // `…/compare/v1...v2` is an address; a path segment of only dots is a placeholder.
        || bare.split('/').any(|part| matches!(part, "..." | "…"))
        || (bare.contains(['<', '>']) || bare.contains("%3C"))
        || matches!(bare.to_ascii_lowercase().as_str(), "url" | "link" | "todo" | "tbd" | "xxx" | "주소" | "링크");
    is_web && is_filler && !is_written_out
}

/// Tests whether the text of a link states that it leads to the top of the page.
fn leads_to_top(text: &str) -> bool {
    let text = normalise(text);
    let words =
        ["top", "up", "back", "home", "contents", "toc", "위", "맨", "처음", "상단", "목차", "⬆", "↑", "🔝", "🔼"];
    text.is_empty() || words.iter().any(|word| text.contains(word))
}

/// Returns the 1-based line of the second heading with the text of the one that an id names, if the id is that of the
/// plain text.
fn second_heading(lesson: &Lesson, id: &str) -> Option<usize> {
    let first = lesson.headings.iter().find(|heading| heading.id == id)?;
    let again = format!("{id}-1");
    let second = lesson.headings.iter().find(|heading| heading.id == again)?;
    (second.text == first.text && second.icon == first.icon && second.line > first.line).then_some(second.line)
}
