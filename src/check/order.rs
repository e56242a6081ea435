//! Reports links between pages that contradict the order of the course, and pages that no link reaches.

use std::collections::{BTreeMap, BTreeSet};

use super::page::CheckedPage;
use crate::course::{Course, Entry, EntryKind, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind, normalise, split_icon};
use crate::message;
use crate::source::CoursePath;

pub(super) fn check(course: &Course, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    let entries: BTreeMap<&CoursePath, usize> =
        course.entries.iter().enumerate().filter_map(|(index, entry)| Some((entry.lesson.as_ref()?, index))).collect();
    for page in pages {
        if let Some(&own) = entries.get(&page.lesson.path) {
            next_links(course, page, own, found);
        }
    }
    unlinked(course, found);
    orphans(course, found);
}

/// Returns the indices of the entries that a page links.
fn linked(course: &Course, lesson: &Lesson) -> BTreeSet<usize> {
    let Some(targets) = course.links.get(&lesson.path) else { return BTreeSet::new() };
    let links = lesson.links.iter().filter(|link| link.kind == LinkKind::Link);
    links
        .filter_map(|link| match targets.get(&link.href) {
            Some(Target::Page { entry, .. }) => Some(*entry),
            _ => None,
        })
        .collect()
}

/// The direction that the words of a link state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkDirection {
    Next,
    Previous,
}

fn next_links(course: &Course, page: &CheckedPage<'_>, own: usize, found: &mut Vec<Diagnostic>) {
    let Some(targets) = course.links.get(&page.lesson.path) else { return };
    if !course.entries[own].listed {
        return;
    }
    for link in page.lesson.links.iter().filter(|link| link.kind == LinkKind::Link) {
        let (Some(direction), Some(Target::Page { entry, .. })) = (link_direction(page, link), targets.get(&link.href))
        else {
            continue;
        };
        // `#prev` leads to a heading of this page that explains the word, and code names an identifier of a program.
        let is_code = page.source.text[link.span.start..link.span.end].starts_with("[`");
        let is_on_this_page =
            matches!(targets.get(&link.href), Some(Target::Page { entry, fragment: Some(_) }) if *entry == own);
        if is_code || link.href.starts_with('#') || is_on_this_page || is_in_contents(page, link) {
            continue;
        }
        let contradicts = match direction {
            LinkDirection::Next => *entry <= own,
            LinkDirection::Previous => *entry >= own,
        };
        if !contradicts || !course.entries[*entry].listed {
            continue;
        }
        let direction_name = match direction {
            LinkDirection::Next => "next",
            LinkDirection::Previous => "previous",
        };
        let name = display_name(&course.entries[*entry]);
        let message = if *entry == own {
            message!("next-link-same", direction = direction_name, name)
        } else {
            message!("next-link", direction = direction_name, name)
        };
        let problem = Diagnostic::at(&page.lesson.path, link.span, Code::NextLink, message);
        // After the last page of a folder, many authors link back up to the page of the folder.
        let leads_up = course.ancestors(own).contains(entry);
        let problem = if leads_up && !has_sibling_after(course, own) { problem.as_info() } else { problem };
        found.push(match neighbour(course, own, direction) {
            Some(right) => {
                let folder = page.lesson.path.parent().unwrap_or_default();
                let path = right.relative_from(&folder);
                problem.hint(message!("next-link-right.hint", direction = direction_name, path))
            }
            None => problem.hint(message!("next-link-none.hint", direction = direction_name)),
        });
    }
}

/// Tests whether a link is an item of a list of links, in which `Next` and `Previous` are names of targets.
fn is_in_contents(page: &CheckedPage<'_>, link: &Link) -> bool {
    let line = page.source.line_of(link.span.start);
    let is_item = |line: usize| {
        let text = page.line(line).trim_start();
        text.starts_with(['-', '*', '+']) && text.contains("](")
    };
    let last = page.source.line_count();
    let around = (line.saturating_sub(2).max(1)..=(line + 2).min(last)).filter(|other| *other != line);
    // Two links, back and forth, are navigation.
    is_item(line) && around.filter(|other| is_item(*other)).count() > 1
}

/// Tests whether another listed page of the same folder follows an entry.
fn has_sibling_after(course: &Course, own: usize) -> bool {
    let Some(parent) = course.entries[own].parent else { return false };
    course.entries[parent].children.iter().any(|child| *child > own && course.entries[*child].listed)
}

/// Returns the label and title of an entry for messages.
fn display_name(entry: &Entry) -> String {
    entry.label.as_ref().map_or_else(|| format!("`{}`", entry.title), |label| format!("{label} (`{}`)", entry.title))
}

/// Returns the page before or after an entry in reading order.
fn neighbour(course: &Course, own: usize, direction: LinkDirection) -> Option<&CoursePath> {
    let order: Vec<usize> = course.reading_order().collect();
    let position = order.iter().position(|entry| *entry == own)?;
    let beside = match direction {
        LinkDirection::Next => position + 1,
        LinkDirection::Previous => position.checked_sub(1)?,
    };
    course.entries[*order.get(beside)?].lesson.as_ref()
}

/// The longest label before a link that can state a direction, in bytes: `**다음 세션**: ` has 24.
const MAX_LABEL_BYTES: usize = 200;

/// Returns the direction stated by the text of a link, or by a label right before it.
fn link_direction(page: &CheckedPage<'_>, link: &Link) -> Option<LinkDirection> {
    let line = page.source.line_span(page.source.line_of(link.span.start));
    // A line may hold a hundred thousand links: only what can be a label of each is read.
    let start = line.start.max(page.source.text.floor_char_boundary(link.span.start.saturating_sub(MAX_LABEL_BYTES)));
    let before = page.source.text.get(start..link.span.start).unwrap_or_default();
    let label = before.rsplit(['|', '•', '·']).next().unwrap_or(before);
    let is_label = label.trim_end().trim_end_matches('*').ends_with([':', '：', '→', '←', '▶', '◀']);
    parse_direction(&link.text).or_else(|| is_label.then(|| parse_direction(label))?)
}

/// Parses `다음`, `다음 세션: …`, `Next →`, `< 이전 단계`. `Next.js` and `다음과 같이` are other words.
fn parse_direction(text: &str) -> Option<LinkDirection> {
    let bare = text.replace(['*', '_', '[', ']', '<', '>', '«', '»', '→', '←', '▶', '◀', '⬅', '➡', '|', '-'], " ");
    let text = normalise(split_icon(bare.trim()).1);
    let head = text.split([':', '：', '(']).next().unwrap_or_default();
    let mut words = head.split_whitespace();
    let direction = match words.next()? {
        "다음" | "next" | "다음으로" => LinkDirection::Next,
        "이전" | "previous" | "prev" | "이전으로" => LinkDirection::Previous,
        _ => return None,
    };
    let kinds = [
        "page",
        "lesson",
        "session",
        "chapter",
        "week",
        "day",
        "lab",
        "lecture",
        "module",
        "unit",
        "part",
        "topic",
        "section",
        "세션",
        "주",
        "주차",
        "강의",
        "실습",
        "단계",
        "장",
        "페이지",
        "차시",
        "일차",
        "챌린지",
        "시간",
        "회차",
        "강",
        "과",
    ];
    let further: Vec<&str> = words.collect();
    let fits = |word: &&str| kinds.contains(word) || word.chars().all(|c| c.is_ascii_digit());
    (further.len() <= 3 && further.iter().all(fits)).then_some(direction)
}

/// Reports the lessons of a folder that its README does not link.
fn unlinked(course: &Course, found: &mut Vec<Diagnostic>) {
    for entry in
        course.entries.iter().filter(|entry| matches!(entry.kind, EntryKind::Day | EntryKind::Week | EntryKind::Part))
    {
        let Some(readme) = course.lesson_of(entry) else { continue };
        let is_lesson =
            |child: &&usize| course.entries[**child].lesson.is_some() && !course.entries[**child].kind.is_overview();
        let lessons: Vec<usize> = entry.children.iter().filter(is_lesson).copied().collect();
        let linked = linked(course, readme);
        let missing: Vec<&CoursePath> = lessons
            .iter()
            .filter(|lesson| !linked.contains(lesson))
            .filter_map(|lesson| course.entries[*lesson].lesson.as_ref())
            .collect();
        let folder = readme.path.parent().unwrap_or_default();
        let names: Vec<String> = missing.iter().map(|path| path.relative_from(&folder)).collect();
        let message = match (names.as_slice(), lessons.len()) {
            ([], _) => continue,
            (names, all) if names.len() == all && all > 1 => message!("unlinked-session-all", all),
            ([name], _) => message!("unlinked-session-one", name),
            (names, all) => message!("unlinked-session", count = names.len(), all, names = names.join(", ")),
        };
        let span = super::page::title_span(readme);
        found.push(
            Diagnostic::at(&readme.path, span, Code::UnlinkedSession, message).hint(message!("unlinked-session.hint")),
        );
    }
}

fn orphans(course: &Course, found: &mut Vec<Diagnostic>) {
    let mut reached = BTreeSet::from([0]);
    for (path, lesson) in &course.lessons {
        let others = linked(course, lesson).into_iter();
        reached.extend(others.filter(|entry| course.entries[*entry].lesson.as_ref() != Some(path)));
    }
    if reached.len() == 1 {
        // A course without any links leaves navigation to the site.
        return;
    }
    for (index, entry) in course.entries.iter().enumerate().filter(|(index, _)| !reached.contains(index)) {
        // The first page is where readers begin.
        let Some(lesson) = course.lesson_of(entry).filter(|_| index > 0) else { continue };
        let span = super::page::title_span(lesson);
        found.push(
            Diagnostic::at(&lesson.path, span, Code::OrphanPage, message!("orphan-page"))
                .hint(message!("orphan-page.hint")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_state_a_direction() {
        for text in
            ["다음", "Next", "다음 세션: 볼륨", "➡️ 다음 주", "Next: Volumes", "다음 단계 >", "**다음**:", "Next lab"]
        {
            assert!(parse_direction(text) == Some(LinkDirection::Next), "{text}");
        }
        for text in ["이전", "< 이전 단계", "Previous page", "**이전**: "] {
            assert!(parse_direction(text) == Some(LinkDirection::Previous), "{text}");
        }
        for text in ["Next.js", "다음과 같이", "Next Generation Firewalls", "context", "이전 버전의 문제"] {
            assert!(parse_direction(text).is_none(), "{text}");
        }
    }
}
