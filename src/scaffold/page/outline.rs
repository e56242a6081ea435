//! Turns a page of a course into the outline of a new one: its recurring sections, its info block, its links to neighbours.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::title::{self, TitleModel};
use super::{PageKind, language};
use crate::course::{Course, Entry};
use crate::lesson::question::is_question_heading;
use crate::lesson::terms::is_keyword_heading;
use crate::lesson::time::{Clock, Range};
use crate::lesson::{Fact, FactKey, Heading, InfoBlock, Lesson, normalise};
use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::source::{CoursePath, Source};

/// The pause between two sessions, in minutes, where the course shows none.
const PAUSE: u16 = 10;

/// The lines at the end of a page in which links to its neighbours are sought.
const END_LINES: usize = 12;

/// Words for the page before, as courses write them in links at the end of a page.
const PREVIOUS: [&str; 4] = ["이전", "Previous", "previous", "Prev"];

/// A new page.
pub(super) struct NewPage<'a> {
    pub(super) kind: PageKind,
    pub(super) path: &'a CoursePath,
    pub(super) title: Option<&'a str>,
    /// The entry whose form it takes.
    pub(super) model: Option<&'a Entry>,
    /// All pages of its kind.
    pub(super) peers: &'a [&'a CoursePath],
}

/// The page whose form is taken.
#[derive(Clone, Copy)]
struct PageModel<'a> {
    entry: &'a Entry,
    lesson: &'a Lesson,
    source: &'a Source,
}

impl NewPage<'_> {
    /// Returns the text of the page.
    pub(super) fn text(&self, course: &Course, sources: &Sources) -> String {
        let model = self.model.and_then(|entry| {
            let page = entry.lesson.as_ref()?;
            let source = sources.get(page)?.as_written();
            Some(PageModel { entry, lesson: course.lessons.get(page)?, source })
        });
        let title_model = model.map(|PageModel { lesson, source, .. }| TitleModel {
            lesson,
            source,
            has_common_icon: self.has_common_icon(course, lesson),
        });
        let mut text = title::heading(course, self.kind, self.path, self.title, title_model) + "\n";
        let body = model.map(|model| self.sections(course, sources, model)).unwrap_or_default();
        text.push_str(&if body.is_empty() { self.default_body(course) } else { body });
        text.push_str(&model.and_then(|model| self.end(model)).unwrap_or_default());
        text
    }

    fn has_common_icon(&self, course: &Course, lesson: &Lesson) -> bool {
        let icon = lesson.title.as_ref().and_then(|title| title.icon.as_ref());
        let of = |page: &&CoursePath| course.lessons.get(*page)?.title.as_ref()?.icon.as_ref();
        icon.is_some() && self.peers.len() > 1 && self.peers.iter().all(|page| of(page) == icon)
    }

    /// Returns the sections that the page has in common with others of its kind, and those that seodang reads.
    fn sections(&self, course: &Course, sources: &Sources, model: PageModel<'_>) -> String {
        let common = self.common_headings(course);
        let headings: Vec<&Heading> = model.lesson.headings.iter().filter(|heading| !heading.nested).collect();
        let mut text = String::new();
        if let Some(info) = model.lesson.info.as_ref().filter(|info| info.id.is_none()) {
            text.push_str(&self.info(course, sources, model, info));
        }
        let mut is_kept_above = false;
        for heading in headings.iter().filter(|heading| (2..=3).contains(&heading.level)) {
            let info = model.lesson.info.as_ref().filter(|info| info.id.as_deref() == Some(&heading.id));
            let is_keyword = is_keyword_heading(&heading.text, &[]);
            let is_question = is_question_heading(&heading.text);
            let is_known = info.is_some() || is_keyword || is_question;
            let is_kept =
                is_known || common.contains(&comparable(&heading.text)) && (heading.level == 2 || is_kept_above);
            if heading.level == 2 {
                is_kept_above = is_kept;
            }
            if !is_kept {
                continue;
            }
            let line = model.source.line_span(heading.line);
            let _ = write!(text, "\n{}\n", model.source.text[line.start..line.end].trim_end());
            let language = language(course);
            if let Some(info) = info {
                text.push_str(&self.info(course, sources, model, info));
            } else if is_keyword {
                let _ = write!(text, "\n<!-- {} -->\n", message!("new-page-term").text(language));
            } else if is_question {
                let _ = write!(text, "\n<!-- {} -->\n", message!("new-page-question").text(language));
            }
        }
        text
    }

    /// Returns the headings that at least half of the pages of this kind have, if there are several.
    fn common_headings(&self, course: &Course) -> BTreeSet<String> {
        let of = |page: &&CoursePath| -> BTreeSet<String> {
            let headings = course.lessons.get(*page).into_iter().flat_map(|lesson| &lesson.headings);
            headings.map(|heading| comparable(&heading.text)).collect()
        };
        let pages: Vec<BTreeSet<String>> = self.peers.iter().map(of).collect();
        let count = |text: &String| pages.iter().filter(|page| page.contains(text)).count();
        let all: BTreeSet<&String> = pages.iter().flatten().collect();
        all.into_iter().filter(|text| count(text) >= 2 && count(text) * 2 >= pages.len()).cloned().collect()
    }

    /// Returns the info block of the model, its time moved on, and its other values left to the author.
    fn info(&self, course: &Course, sources: &Sources, model: PageModel<'_>, info: &InfoBlock) -> String {
        let (first, last) = (model.source.line_span(info.lines.0), model.source.line_span(info.lines.1));
        let (start, end) = (first.start, last.end);
        let mut block = model.source.text[start..end].to_owned();
        let mut facts: Vec<&Fact> = info.facts.iter().collect();
        facts.sort_by_key(|fact| std::cmp::Reverse(fact.value.start));
        for fact in facts {
            if fact.value.start < start || fact.value.end > end {
                continue;
            }
            let value = &model.source.text[fact.value.start..fact.value.end];
            let new = match fact.key {
                FactKey::Time => self
                    .next_time(course, model, info.range)
                    .map_or_else(|| value.to_owned(), |(old, new)| with_range(value, old, new)),
                FactKey::Method | FactKey::Level | FactKey::Environment | FactKey::Cost
                    if self.is_common_value(course, sources, fact, value) =>
                {
                    value.to_owned()
                }
                _ => "…".to_owned(),
            };
            block.replace_range(fact.value.start - start..fact.value.end - start, &new);
        }
        format!("\n{block}\n")
    }

    /// Tests whether several pages give a fact the same value.
    fn is_common_value(&self, course: &Course, sources: &Sources, fact: &Fact, value: &str) -> bool {
        let has_it = |page: &&&CoursePath| {
            let facts = course.lessons.get(**page).and_then(|lesson| lesson.info.as_ref()).map(|info| &info.facts);
            let text = sources.get(page).map(|source| &*source.as_written().text).unwrap_or_default();
            let is_same =
                |other: &Fact| other.key == fact.key && text.get(other.value.start..other.value.end) == Some(value);
            facts.is_some_and(|facts| facts.iter().any(is_same))
        };
        self.peers.iter().filter(has_it).count() >= 2
    }

    /// Returns the time of the model, and the one after it if the new page follows in the same folder.
    fn next_time(&self, course: &Course, model: PageModel<'_>, range: Option<Range>) -> Option<(Range, Range)> {
        let range = range?;
        if model.entry.path.parent() != self.path.parent() || model.entry.path >= *self.path {
            return None;
        }
        let taken = ranges_beside(course, model);
        let before = taken.iter().filter(|other| other.end <= range.start).map(|other| other.end).max();
        let pause = before.map_or(PAUSE, |end| range.start.0 - end.0);
        let length = u16::try_from(range.minutes()).ok()?;
        let mut new = after(range, pause, length)?;
        // Labs and other pages beside it have times too. Each round passes at least one of them.
        for _ in &taken {
            match taken.iter().find(|other| other.start < new.end && new.start < other.end) {
                Some(other) => new = after(*other, pause, length)?,
                None => break,
            }
        }
        Some((range, new))
    }

    fn default_body(&self, course: &Course) -> String {
        let text = match self.kind {
            PageKind::Session => message!("new-page-session-text"),
            PageKind::Lab => message!("new-page-lab-text"),
            PageKind::Day | PageKind::Week => message!("new-page-overview-text"),
        };
        let shown = |message: Message| message.text(language(course));
        format!("\n<!-- {} -->\n", shown(text))
    }

    /// Returns a link to the page before in the form that the model has at its end.
    fn end(&self, model: PageModel<'_>) -> Option<String> {
        if model.entry.path.parent() != self.path.parent() || self.kind.is_folder() {
            return None;
        }
        let lines: Vec<&str> = model.source.text.lines().collect();
        let end = &lines[lines.len().saturating_sub(END_LINES)..];
        let row = end.iter().find(|line| {
            line.contains("](") && (line.contains("다음") || line.to_lowercase().contains("next") || is_previous(line))
        })?;
        let is_korean = row.chars().any(|c| ('가'..='힣').contains(&c));
        let word = PREVIOUS.iter().find(|word| row.contains(**word)).copied();
        let word = word.unwrap_or(if is_korean { PREVIOUS[0] } else { PREVIOUS[1] });
        let name = [model.entry.label.as_deref(), Some(&*model.entry.title)].into_iter().flatten().collect::<Vec<_>>();
        let dot = if row.contains("](./") { "./" } else { "" };
        let file = model.entry.lesson.as_ref()?.name();
        let target = format!("[{}]({dot}{file})", name.join(" - "));
        let link = if row.contains("**") { format!("**{word}**: {target}") } else { format!("{word}: {target}") };
        let opening = end.iter().find(|line| line.trim_start().starts_with("<div"));
        Some(match opening {
            Some(opening) => format!("\n---\n\n{}\n\n{link}\n\n</div>\n", opening.trim()),
            None => format!("\n---\n\n{link}\n"),
        })
    }
}

/// Returns the times of all pages in the folder of the model.
fn ranges_beside(course: &Course, model: PageModel<'_>) -> Vec<Range> {
    let folder = model.lesson.path.parent();
    let beside = course.lessons.iter().filter(|(page, _)| page.parent() == folder);
    beside.filter_map(|(_, lesson)| lesson.info.as_ref()?.range).collect()
}

/// Returns the time of a length that begins a pause after another; `None` if it would end after midnight.
fn after(range: Range, pause: u16, length: u16) -> Option<Range> {
    let start = range.end.0.checked_add(pause)?;
    let end = start.checked_add(length)?;
    (end <= 24 * 60).then_some(Range { start: Clock(start), end: Clock(end) })
}

fn is_previous(line: &str) -> bool {
    PREVIOUS.iter().any(|word| line.contains(word))
}

/// Returns the text of a heading without what differs from page to page: digits and case.
fn comparable(text: &str) -> String {
    normalise(&text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>())
}

/// Replaces a range of times in a text, in the spelling that it has there.
fn with_range(text: &str, old: Range, new: Range) -> String {
    let short = |clock: Clock| format!("{}:{:02}", clock.0 / 60, clock.0 % 60);
    let mut text = text.to_owned();
    // The end first: a new start may be the old end.
    for (from, to) in [(old.end, new.end), (old.start, new.start)] {
        let spelling = [(from.to_string(), to.to_string()), (short(from), short(to))];
        let found = spelling.into_iter().find_map(|(from, to)| Some((text.rfind(&from)?, from.len(), to)));
        if let Some((at, length, to)) = found {
            text.replace_range(at..at + length, &to);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::time::find_range;

    #[test]
    fn times_keep_their_spelling() {
        let moved = |text: &str, to: &str| with_range(text, find_range(text).unwrap(), find_range(to).unwrap());
        assert_eq!(moved("10:00-10:50 (50분)", "10:50-11:40"), "10:50-11:40 (50분)");
        assert_eq!(moved("9:00 ~ 9:50", "10:00-10:50"), "10:00 ~ 10:50");
    }
}
