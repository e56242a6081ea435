//! Turns the sources of a course into those of an audience: without parts for instructors, or only some pages.
//!
//! Texts are filtered before anything reads them, so an omitted part leaves no trace in pages, the glossary, the search or
//! the downloads. What is not released yet is omitted in the same way.

mod release;

use std::collections::BTreeSet;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::config::Pattern;
use crate::course::folders_of;
use crate::course::index_page::readme_rank;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::lesson::audience;
use crate::lesson::author_comment::author_comments;
use crate::lesson::front_matter::{self, Readers};
use crate::read::Sources;
use crate::read::page_file::is_markdown;
use crate::source::{CoursePath, Source, Span};

use release::{PageRelease, ReleaseClock, earlier};
pub use release::{Releases, UnitDate, names_unit};

/// The readers for whom a site is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    /// Learners: parts for instructors are omitted.
    #[default]
    Student,
    /// Teachers: everything is kept, and parts for instructors are marked.
    Instructor,
    /// The author of the course, while writing it: pages whose front matter cannot be read are kept too. Output for this
    /// audience must never be published.
    Author,
}

/// The numbers of omitted pages and parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Omitted {
    /// Whole pages for instructors.
    pub pages: usize,
    /// Parts of pages for instructors.
    pub parts: usize,
    /// Whole pages that are not released yet.
    pub unreleased_pages: usize,
    /// Parts of pages that are not released yet.
    pub unreleased_parts: usize,
}

/// The readers for whom texts are filtered, and the texts that are released to them.
#[derive(Debug, Clone, Default)]
pub struct Readership {
    /// The audience.
    pub audience: Audience,
    /// The releases at the time of the run.
    pub releases: Releases,
}

/// Omits pages and parts that are not for the audience or not released yet, and reports unmatched markers.
pub fn for_readership(mut sources: Sources, readership: &Readership) -> (Report<Sources>, Omitted) {
    let audience = readership.audience;
    let read: Vec<FilteredPage> = sources.sources.par_iter().map(|source| page(source, &readership.releases)).collect();
    let folders = release::unreleased_folders(&sources, read.iter().map(|page| &page.release));
    let mut diagnostics = Vec::new();
    let (mut omitted, mut gone, mut kept) = (Omitted::default(), BTreeSet::new(), Vec::new());
    for (source, page) in std::mem::take(&mut sources.sources).into_iter().zip(read) {
        sources.next_release = earlier(sources.next_release, page.next_release);
        let is_unreleased = page.release == PageRelease::Later || folders.iter().any(|it| source.path.is_within(it));
        match page.readers {
            // The parser reports it for pages that stay.
            Readers::Unknown if audience == Audience::Author => kept.push(source),
            Readers::Unknown => {
                diagnostics.extend(page.problems);
                gone.insert(source.path.clone());
                sources.unreadable.push(source);
            }
            Readers::Instructors if audience == Audience::Student => {
                omitted.pages += 1;
                gone.insert(source.path);
            }
            Readers::Everyone | Readers::Instructors if is_unreleased => {
                diagnostics.extend(page.problems);
                omitted.unreleased_pages += 1;
                gone.insert(source.path.clone());
                sources.unreadable.push(source);
            }
            Readers::Everyone | Readers::Instructors => {
                if audience == Audience::Student {
                    omitted.parts += page.parts.len();
                }
                omitted.unreleased_parts += page.unreleased_parts;
                let hidden = page.hidden_spans(audience, true);
                diagnostics.extend(page.problems);
                kept.push(if hidden.is_empty() { source } else { source.cut_to(&without(&source.text, &hidden)) });
            }
        }
    }
    sources.sources = kept;
    gone.extend(sources.files.keys().filter(|path| folders.iter().any(|it| path.is_within(it))).cloned());
    withhold(&mut sources, &gone);
    sources.shows_unreleased = readership.releases.shows_all();
    (Report { value: sources, diagnostics }, omitted)
}

/// Returns the text of a file that pages include, filtered for a readership, and the time of its next release; no text if no part
/// of it is for them.
pub fn text_for(source: &Source, readership: &Readership) -> (Option<Source>, Option<Timestamp>) {
    let page = page(source, &readership.releases);
    let next = page.next_release;
    let is_hidden = page.readers != Readers::Everyone && readership.audience == Audience::Student;
    if is_hidden || page.release == PageRelease::Later {
        return (None, next);
    }
    // In a file of code, `%%` and `{#` are code.
    let is_text = matches!(source.path.extension().as_str(), "mdx" | "qmd" | "rmd" | "txt" | "html" | "htm");
    let hidden = page.hidden_spans(readership.audience, is_text);
    let text = if hidden.is_empty() { source.clone() } else { source.cut_to(&without(&source.text, &hidden)) };
    (Some(text), next)
}

/// Keeps the pages at some paths, and the pages of the folders above them, which introduce the course.
///
/// A path names a file or a folder of the course, or is a [`Pattern`].
///
/// # Errors
/// Returns the first path that matches no page of the course.
pub fn only(mut sources: Sources, paths: &[String]) -> Result<Sources, String> {
    if paths.is_empty() {
        return Ok(sources);
    }
    let mut wanted = BTreeSet::new();
    let mut unselected: BTreeSet<CoursePath> =
        sources.files.keys().filter(|path| !is_markdown(path)).cloned().collect();
    for path in paths {
        let place = CoursePath::default().resolve(&path.replace('\\', "/")).unwrap_or_default();
        let is_wanted = |page: &CoursePath| {
            let pattern = path.contains('*').then(|| Pattern::parse(path).ok()).flatten();
            pattern.map_or_else(|| page.is_within(&place), |pattern| pattern.matches(page))
        };
        unselected.retain(|file| !is_wanted(file));
        let before = wanted.len();
        wanted.extend(sources.sources.iter().map(|source| &source.path).filter(|page| is_wanted(page)).cloned());
        let known = sources.folders.contains(&place) || sources.files.contains_key(&place);
        if before == wanted.len() && !(known && wanted.iter().any(is_wanted)) {
            return Err(path.clone());
        }
    }
    let above = folders_of(&wanted);
    let is_kept = |page: &CoursePath| {
        let folder = page.parent().unwrap_or_default();
        // `week_01.md` beside `week_01/` is the page of that folder, unless it has one inside; keeping both does no harm.
        let is_beside = above.contains(&folder.join(page.stem()));
        wanted.contains(page) || is_beside || (readme_rank(page).is_some() && above.contains(&folder))
    };
    let gone = sources.sources.iter().map(|source| source.path.clone()).filter(|page| !is_kept(page)).collect();
    sources.sources.retain(|source| is_kept(&source.path));
    sources.unselected = unselected;
    withhold(&mut sources, &gone);
    Ok(sources)
}

/// A page with all that hides it or parts of it.
struct FilteredPage {
    readers: Readers,
    release: PageRelease,
    /// The next time at which the page or a part of it is published, or the page is withdrawn.
    next_release: Option<Timestamp>,
    /// Parts for instructors.
    parts: Vec<Span>,
    /// Comments of the author, which no reader sees.
    comments: Vec<Span>,
    /// Parts that are not released yet, and the marks of those that are.
    unreleased: Vec<Span>,
    /// The number of parts that are not released yet.
    unreleased_parts: usize,
    problems: Vec<Diagnostic>,
}

impl FilteredPage {
    /// Returns the spans to cut from the text, in order.
    fn hidden_spans(&self, audience: Audience, is_text: bool) -> Vec<Span> {
        let mut hidden = self.unreleased.clone();
        if is_text {
            hidden.extend(&self.comments);
        }
        if audience == Audience::Student {
            hidden.extend(&self.parts);
        }
        hidden.sort();
        hidden
    }
}

fn page(source: &Source, releases: &Releases) -> FilteredPage {
    let mut found_problems = Vec::new();
    let found = front_matter::read(source, &mut found_problems);
    let mut clock = ReleaseClock::new(source, releases);
    let release = clock.page(&found);
    let mut page = FilteredPage {
        readers: found.readers,
        release,
        next_release: None,
        parts: Vec::new(),
        comments: Vec::new(),
        unreleased: Vec::new(),
        unreleased_parts: 0,
        problems: Vec::new(),
    };
    if found.readers == Readers::Everyone {
        (page.parts, page.problems) = audience::parts(source, found.length);
        let (comments, open) = author_comments(source, found.length);
        page.comments = comments;
        page.problems.extend(open);
    }
    if found.readers == Readers::Unknown {
        page.problems.extend(found_problems.into_iter().filter(|problem| problem.severity == Severity::Error));
    } else {
        (page.unreleased, page.unreleased_parts) = clock.parts(found.length);
    }
    page.next_release = clock.next;
    page.problems.extend(clock.problems);
    page
}

/// Returns a text without some parts, which may overlap. Their line ends stay, so that every other line keeps its number.
fn without(text: &str, parts: &[Span]) -> String {
    let (mut left, mut at) = (String::with_capacity(text.len()), 0);
    for part in parts {
        if part.start > at {
            left.push_str(&text[at..part.start]);
        }
        let from = part.start.max(at);
        if part.end > from {
            left.extend(text[from..part.end].chars().filter(|c| *c == '\n'));
            at = part.end;
        }
    }
    left.push_str(&text[at..]);
    left
}

/// Removes pages from the lists of the course, and records them as withheld.
fn withhold(sources: &mut Sources, gone: &BTreeSet<CoursePath>) {
    sources.files.retain(|path, _| !gone.contains(path));
    let left = folders_of(sources.files.keys().filter(|path| is_markdown(path)));
    sources.withheld.extend(gone.iter().cloned());
    sources.withheld.extend(folders_of(gone).into_iter().filter(|folder| !left.contains(folder)));
    let left = folders_of(sources.files.keys());
    sources.folders.retain(|folder| left.contains(folder));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_where_parts_go() {
        let check = |text: &str, parts: &[(usize, usize)], expected: &str| {
            let parts: Vec<Span> = parts.iter().map(|&(start, end)| Span::new(start, end)).collect();
            assert_eq!(without(text, &parts), expected);
        };
        check("ab\ncd\nef\n", &[(1, 4)], "a\nd\nef\n");
        check("ab\ncd\nef\n", &[(0, 5), (1, 4), (4, 6)], "\n\nef\n");
    }
}
