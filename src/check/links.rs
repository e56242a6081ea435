//! Reports links whose target was not meant: placeholders, and anchors of headings that occur twice on a page.

use percent_encoding::percent_decode_str;

use super::page::CheckedPage;
use crate::course::address::template;
use crate::course::{Course, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::is_alphanumeric;
use crate::lesson::{Heading, Lesson, Link, LinkKind, normalise};
use crate::message;

pub(super) fn check(course: &Course, page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for link in page.lesson.links.iter().filter(|link| link.kind == LinkKind::Link) {
        if is_placeholder(page, link) {
            let message = message!("placeholder-link", href = &link.href);
            found.push(
                Diagnostic::at(&page.lesson.path, link.span, Code::PlaceholderLink, message)
                    .hint(message!("placeholder-link.hint")),
            );
        }
    }
    ambiguous(course, page, found);
}

/// Tests whether an address names a heading by its words: its fragment has the letters of the heading's id.
fn names(href: &str, id: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| is_alphanumeric(*c)).flat_map(char::to_lowercase).collect();
    let fragment = href.rsplit_once('#').map_or("", |(_, fragment)| fragment);
    let (fragment, id): (String, String) = (letters(&percent_decode_str(fragment).decode_utf8_lossy()), letters(id));
    fragment.ends_with(&id)
}

/// A link to a heading: the link, the page and the id.
struct HeadingLink<'a> {
    link: &'a Link,
    page: &'a Lesson,
    id: &'a str,
}

impl HeadingLink<'_> {
    /// Returns the 1-based line of the heading.
    fn line(&self) -> Option<usize> {
        self.page.headings.iter().find(|heading| heading.id == self.id).map(|heading| heading.line)
    }
}

/// Reports links to the first of several headings with the same text, unless their order shows that it is meant: a table
/// of contents names the headings one after the other.
fn ambiguous(course: &Course, page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let Some(targets) = course.links.get(&page.lesson.path) else { return };
    let links = page.lesson.links.iter().filter(|link| link.kind == LinkKind::Link);
    let links: Vec<HeadingLink<'_>> = links
        .filter_map(|link| match targets.get(&link.href)? {
            // A label names one place, in whichever section it stands.
            Target::Page { entry, fragment: Some(id) } if names(&link.href, id) => {
                Some(HeadingLink { link, page: course.lesson_of(&course.entries[*entry])?, id })
            }
            _ => None,
        })
        .collect();
    for (at, HeadingLink { link, page: target, id }) in links.iter().enumerate() {
        let Some((first, second)) = equal_headings(target, id) else { continue };
        let beside = |at: Option<usize>| {
            links.get(at?).filter(|other| other.page.path == target.path).and_then(HeadingLink::line)
        };
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let is_listed = before.is_some() || after.is_some();
        let in_order = before.is_none_or(|line| line < first.line) && after.is_none_or(|line| first.line < line);
        let again = format!("{id}-1");
        if (is_listed && in_order) || links.iter().any(|other| other.page.path == target.path && other.id == again) {
            continue;
        }
        let message = message!("ambiguous-anchor", id = *id, page = target.path.as_str());
        let hint = message!("ambiguous-anchor.hint", line = second.line, again);
        let problem = Diagnostic::at(&page.lesson.path, link.span, Code::AmbiguousAnchor, message);
        found.push(problem.hint(hint));
    }
}

/// Tests whether an address is a placeholder: `https://...`, `https://<your-site>`, or `#` under words that do not
/// name the top of the page.
pub(super) fn is_placeholder(page: &CheckedPage<'_>, link: &Link) -> bool {
    let href = link.href.trim();
    if href == "#" {
        return !leads_to_top(&link.text);
    }
    if template::is_template(href) {
        return false;
    }
    // An address written out as text is meant to be read: `http://your-server:8080`.
    let is_written_out = !page.source.text[link.span.start..link.span.end].contains("](");
    let bare = href.split_once("://").map_or(href, |(_, rest)| rest);
    // A fragment may hold the signs of a program: `#impl-Add%3Cf32%3E`.
    let bare = bare.split('#').next().unwrap_or_default().trim_end_matches('/');
    // A query asks for signs in their encoded form: `?q=is%3Aopen+%3Cinput%3E`.
    let path = bare.split('?').next().unwrap_or_default();
    let is_web = href.starts_with("http://") || href.starts_with("https://");
    let is_filler = bare.is_empty()
        // `…/compare/v1...v2` is an address; a path segment of only dots is a placeholder.
        || bare.split('/').any(|part| matches!(part, "..." | "…"))
        || (bare.contains(['<', '>']) || path.contains("%3C"))
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

/// Returns the heading that an id names and the next one with the same text, if the id is that of the plain text.
fn equal_headings<'a>(lesson: &'a Lesson, id: &str) -> Option<(&'a Heading, &'a Heading)> {
    let first = lesson.headings.iter().find(|heading| heading.id == id)?;
    let again = format!("{id}-1");
    let second = lesson.headings.iter().find(|heading| heading.id == again)?;
    (second.text == first.text && second.icon == first.icon && second.line > first.line).then_some((first, second))
}
