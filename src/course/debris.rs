//! Turns all lessons into those that belong to the site: copies, reports on the making of the course and drafts are
//! left out, with a diagnostic.
//!
//! A lesson that is lost is worse than a copy that is published, so a name rarely decides by itself:
//!
//! 1. `copy_mark` reads the marks of a copy in a name, and the name of the original;
//! 2. a mark that only copies have (`~`, `.bak`, a time) decides; any other needs the original beside it, and
//!    `similarity` to it;
//! 3. a report needs a name that differs from those around it;
//! 4. a page is kept if the settings include it, or if a page that is kept links to it.

mod copy_mark;
mod similarity;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::index_page::readme_rank;
use super::{Lessons, contents, wiki_link};
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::Lesson;
use crate::lesson::front_matter::ScheduleEntry;
use crate::lesson::numbering::read_name;
use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::source::{CoursePath, Tool};

use copy_mark::{CopyMark, copy_mark, normalised};
use similarity::Similarity;

/// The reason why a page is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum LeftOutReason {
    /// A copy of a page beside it.
    CopyOf(CoursePath),
    /// A copy by the mark in its name.
    MarkedCopy,
    /// A report on the making of the course.
    Report,
    /// Guidelines for those who write lessons.
    Guidelines,
    /// The table of contents of a book, which its tool does not show.
    Contents,
}

impl LeftOutReason {
    fn described(&self) -> Message {
        match self {
            Self::CopyOf(original) => message!("left-out-copy", path = original.as_str()),
            Self::MarkedCopy => message!("left-out-backup"),
            Self::Report => message!("left-out-report"),
            Self::Guidelines => message!("left-out-guidelines"),
            Self::Contents => message!("left-out-contents"),
        }
    }
}

/// Returns the lessons that belong to the site.
///
/// Debris stays in where the settings include it, or where a page that is kept links to it: its author wants it read.
pub fn filter_debris(
    lessons: Vec<Arc<Lesson>>,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Lessons {
    let included = |path: &CoursePath| config.include.iter().any(|pattern| config::matches(pattern, path));
    // A pattern such as `*_backup*` is not meant to publish drafts.
    let named = |path: &CoursePath| {
        config.include.iter().any(|pattern| config::matches(pattern, path) && !pattern.named().is_empty())
    };
    let siblings = FolderLessons::new(&lessons, sources);
    let reasons: Vec<Option<LeftOutReason>> = lessons.iter().map(|lesson| siblings.reason(lesson)).collect();
    // The folders that are held back as a whole by a page in them.
    let drafts: Vec<(CoursePath, String)> = lessons
        .iter()
        .filter(|lesson| lesson.front.is_folder_draft)
        .filter_map(|lesson| Some((lesson.path.parent().unwrap_or_default(), lesson.front.draft.clone()?)))
        .collect();
    let (mut doubtful, mut kept) = (BTreeMap::new(), BTreeMap::new());
    for (lesson, reason) in lessons.into_iter().zip(reasons) {
        let path = lesson.path.clone();
        let drafted = || drafts.iter().find(|(folder, _)| path.is_within(folder)).map(|(_, key)| held_back(&path, key));
        let own = lesson.front.draft.as_ref().map(|key| held_back(&path, key));
        let is_due = |entry: &&ScheduleEntry| entry.holds_back(&sources.read_at);
        let early = || lesson.front.schedule.iter().find(is_due).map(|entry| out_of_time(&path, entry));
        if let Some(problem) = own.or_else(drafted).or_else(early).filter(|_| !named(&path)) {
            diagnostics.push(problem);
        } else if let Some(reason) = reason.filter(|_| !included(&path)) {
            doubtful.insert(path, (lesson, reason));
        } else {
            kept.insert(path, lesson);
        }
    }
    keep_linked(&mut doubtful, &mut kept);
    for (path, (_, reason)) in doubtful.into_iter().filter(|(_, (_, reason))| *reason != LeftOutReason::Contents) {
        let message = message!("left-out", reason = reason.described());
        let hint = message!("left-out.hint", path = path.as_str());
        diagnostics.push(Diagnostic::about(&path, Code::LeftOut, message).hint(hint));
    }
    kept
}

/// Moves doubtful pages to the kept ones if a kept page links to them, directly or through other doubtful pages.
fn keep_linked(doubtful: &mut BTreeMap<CoursePath, (Arc<Lesson>, LeftOutReason)>, kept: &mut Lessons) {
    let mut fresh: Vec<CoursePath> = kept.keys().cloned().collect();
    while !fresh.is_empty() && !doubtful.is_empty() {
        let wanted: Vec<CoursePath> = fresh
            .iter()
            .flat_map(|path| kept[path].linked_paths())
            .filter(|path| doubtful.contains_key(path))
            .chain(fresh.iter().flat_map(|path| named_in(&kept[path], doubtful.keys())))
            .collect();
        fresh = Vec::new();
        for path in wanted {
            if let Some((lesson, _)) = doubtful.remove(&path) {
                kept.insert(path.clone(), lesson);
                fresh.push(path);
            }
        }
    }
}

/// Returns the pages that wiki links of a lesson name: `[[lab-copy]]`.
fn named_in<'a>(lesson: &Lesson, pages: impl Iterator<Item = &'a CoursePath>) -> Vec<CoursePath> {
    let name = |href: &str| {
        let name = wiki_link::name(href)?.split(['#', '|']).next()?.rsplit('/').next()?.trim().to_lowercase();
        Some(name.strip_suffix(".md").unwrap_or(&name).to_owned())
    };
    let names: BTreeSet<String> = lesson.links.iter().filter_map(|link| name(&link.href)).collect();
    pages.filter(|path| !names.is_empty() && names.contains(&path.stem().to_lowercase())).cloned().collect()
}

/// The lessons of each folder, with access to their texts.
struct FolderLessons<'a> {
    by_folder: BTreeMap<CoursePath, Vec<&'a Lesson>>,
    paths: BTreeSet<&'a CoursePath>,
    sources: &'a Sources,
}

impl<'a> FolderLessons<'a> {
    fn new(lessons: &'a [Arc<Lesson>], sources: &'a Sources) -> Self {
        let mut by_folder: BTreeMap<CoursePath, Vec<&Lesson>> = BTreeMap::new();
        for lesson in lessons {
            by_folder.entry(lesson.path.parent().unwrap_or_default()).or_default().push(lesson);
        }
        Self { by_folder, paths: lessons.iter().map(|lesson| &lesson.path).collect(), sources }
    }

    /// Returns the other lessons in the folder of a lesson.
    fn beside(&self, lesson: &'a Lesson) -> impl Iterator<Item = &'a Lesson> {
        let folder = lesson.path.parent().unwrap_or_default();
        let all = self.by_folder.get(&folder).into_iter().flatten().copied();
        all.filter(|other| other.path != lesson.path)
    }

    /// Returns the reason why a page is not a lesson; `None` for lessons.
    fn reason(&self, lesson: &'a Lesson) -> Option<LeftOutReason> {
        let stem = lesson.path.stem();
        let lists_few = || !contents::is_table_of_contents(lesson, |path| self.paths.contains(path));
        if stem == contents::NAME && self.is_of_book(lesson) && lists_few() {
            return Some(LeftOutReason::Contents);
        }
        if let Some(mark) = copy_mark(stem) {
            return self.copy(lesson, &mark);
        }
        let words: Vec<&str> = copy_mark::words(stem).collect();
        let is = |word: &str, wanted: &[&str]| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted));
        let counts = stem.starts_with(|c: char| c.is_ascii_digit());
        if !counts && is_report(stem, &words) && self.is_unlike_lessons(lesson) {
            return Some(LeftOutReason::Report);
        }
        let guidelines = words.iter().any(|word| is(word, &["template"]))
            && words.iter().any(|word| is(word, &["guideline", "guidelines"]));
        (guidelines && !counts).then_some(LeftOutReason::Guidelines)
    }

    /// Tests whether a page is in a book of a tool whose tables of contents are no pages.
    fn is_of_book(&self, lesson: &Lesson) -> bool {
        let dialect = self.sources.get(&lesson.path).map(|source| source.dialect);
        dialect.is_some_and(|dialect| dialect.has(Tool::MdBook) || dialect.has(Tool::GitBook))
    }

    /// Returns the reason to leave out a page with a copy's mark in its name; `None` if it is a lesson.
    fn copy(&self, lesson: &'a Lesson, mark: &CopyMark) -> Option<LeftOutReason> {
        let original = self.beside(lesson).find(|other| normalised(other.path.stem()) == mark.original);
        if mark.is_certain {
            return Some(
                original.map_or(LeftOutReason::MarkedCopy, |original| LeftOutReason::CopyOf(original.path.clone())),
            );
        }
        // A lesson on backups has the word in its title; a copy has the title of its original.
        let names_mark = |lesson: &Lesson| {
            lesson.title.as_ref().is_some_and(|title| {
                let title = title.text.to_lowercase();
                mark.words.iter().any(|word| title.contains(word.as_str()))
            })
        };
        let is_original = |other: &&Lesson| {
            let speaks_of_it = names_mark(lesson) && !names_mark(other);
            let similarity = Similarity::of(self.text(lesson), self.text(other));
            !speaks_of_it && if mark.is_leading { similarity.is_nearly_same() } else { similarity.shares_half() }
        };
        // Of two copies without an original, neither may be left out because of the other.
        let is_unmarked = |other: &&Lesson| copy_mark(other.path.stem()).is_none();
        let is_same_text = |other: &&Lesson| {
            // Fast path: texts of very different lengths are not nearly the same.
            let (here, there) = (self.text(lesson), self.text(other));
            let is_as_long = here.len().min(there.len()) * 5 >= here.len().max(there.len()) * 4;
            is_as_long && Similarity::of(here, there).is_nearly_same()
        };
        original
            .filter(is_original)
            .or_else(|| {
                // The original has the shortest name.
                let may_be_another = !mark.is_leading && !names_mark(lesson);
                let others = self.beside(lesson).filter(|other| may_be_another && is_unmarked(other));
                others.filter(is_same_text).min_by_key(|other| other.path.stem().len())
            })
            .map(|other| LeftOutReason::CopyOf(other.path.clone()))
    }

    /// Tests whether a page with the name of a report is named unlike the pages around it, and has no terms, questions
    /// or numbering of a lesson.
    fn is_unlike_lessons(&self, lesson: &'a Lesson) -> bool {
        let mut others = self.beside(lesson).filter(|other| readme_rank(&other.path).is_none()).peekable();
        let is_alone = others.peek().is_none();
        let is_unlike = |other: &Lesson| {
            let stem = other.path.stem();
            !is_in_capitals(stem) || is_report(stem, &copy_mark::words(stem).collect::<Vec<_>>())
        };
        // A list of links: a table of contents of this course or of another one.
        let is_list = lesson.path.stem() == contents::NAME && lesson.links.len() > 1 && lesson.checks.is_empty();
        let orders = contents::is_table_of_contents(lesson, |path| self.paths.contains(path));
        !is_list
            && !orders
            && lesson.terms.is_empty()
            && lesson.questions.is_empty()
            && read_name(lesson.path.stem()).tokens.is_empty()
            && (is_alone || others.all(is_unlike))
    }

    fn text(&self, lesson: &Lesson) -> &'a str {
        self.sources.get(&lesson.path).map_or("", |source| &source.text[lesson.front_length..])
    }
}

/// Tests whether a name has capitals only, as those of reports; a lesson may be called `summary.md`.
fn is_in_capitals(stem: &str) -> bool {
    stem.chars().any(|c| c.is_ascii_uppercase()) && !stem.chars().any(char::is_lowercase)
}

/// Tests whether a name is that of a report: `COMPLETION_SUMMARY`, `VERIFICATION_REPORT`, `PROJECT_STRUCTURE`.
fn is_report(stem: &str, words: &[&str]) -> bool {
    const REPORTS: [&str; 4] = ["COMPLETION", "SUMMARY", "REPORT", "VERIFICATION"];
    const OF_FILES: [&str; 6] = ["PROJECT", "COURSE", "FOLDER", "DIRECTORY", "FILE", "REPOSITORY"];
    // `DATA_STRUCTURE` is the subject of a lesson.
    let is_structure = match words {
        ["STRUCTURE", ..] => true,
        [first, "STRUCTURE", ..] => OF_FILES.contains(first),
        _ => false,
    };
    is_in_capitals(stem) && (is_structure || words.iter().any(|word| REPORTS.contains(word)))
}

/// Reports that a page is held back. A key of other generators is a warning: `published: false` may refer to another site. Hugo's
/// `build` states what its own pages become (Hugo, "Build options"), and is no oversight.
fn held_back(path: &CoursePath, key: &str) -> Diagnostic {
    let hint = message!("draft.hint", key);
    if key.eq_ignore_ascii_case("draft") {
        return Diagnostic::about(path, Code::Draft, message!("draft")).hint(hint);
    }
    let message = message!("draft-held-back", key);
    let found = Diagnostic::about(path, Code::Draft, message).hint(hint);
    if key.trim_start_matches('_').eq_ignore_ascii_case("build") { found } else { found.as_warning() }
}

/// Reports that a page is held back by a date.
fn out_of_time(path: &CoursePath, entry: &ScheduleEntry) -> Diagnostic {
    let (date, key) = (entry.moment.date().to_string(), &entry.key);
    let message = if entry.is_end { message!("draft-until", date, key) } else { message!("draft-from", date, key) };
    let hint = message!("draft-from.hint", key);
    Diagnostic::about(path, Code::Draft, message).hint(hint).as_warning()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_by_name() {
        let check = |stem: &str, expected| {
            assert_eq!(is_report(stem, &copy_mark::words(stem).collect::<Vec<_>>()), expected, "{stem}");
        };
        check("COMPLETION_SUMMARY", true);
        check("STRUCTURE", true);
        check("PROJECT_STRUCTURE", true);
        check("DATA_STRUCTURE", false);
        check("summary", false);
        check("VPC_CREATION_GUIDE", false);
        check("reporting", false);
    }
}
