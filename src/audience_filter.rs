//! Turns the sources of a course into those of an audience: without parts for instructors, or only some pages.
//!
//! Texts are filtered before anything reads them, so an omitted part leaves no trace in pages, the glossary, the search or
//! the downloads.

use std::collections::BTreeSet;

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
    /// Whole pages.
    pub pages: usize,
    /// Parts of pages.
    pub parts: usize,
}

/// Omits pages and parts that are not for the audience, and reports unmatched markers.
pub fn for_audience(mut sources: Sources, audience: Audience) -> (Report<Sources>, Omitted) {
    let read: Vec<(PageReaders, Vec<Diagnostic>)> = sources.sources.par_iter().map(page).collect();
    let mut diagnostics = Vec::new();
    let (mut omitted, mut gone, mut kept) = (Omitted::default(), BTreeSet::new(), Vec::new());
    for (source, (page, problems)) in std::mem::take(&mut sources.sources).into_iter().zip(read) {
        match page {
            // The parser reports it for pages that stay.
            PageReaders::Unreadable if audience == Audience::Author => kept.push(source),
            PageReaders::Unreadable => {
                diagnostics.extend(problems);
                gone.insert(source.path.clone());
                sources.unreadable.push(source);
            }
            PageReaders::Instructors if audience == Audience::Student => {
                omitted.pages += 1;
                gone.insert(source.path);
            }
            PageReaders::Parts { parts, comments } => {
                diagnostics.extend(problems);
                if audience == Audience::Student {
                    omitted.parts += parts.len();
                }
                let hidden = hidden_spans(parts, comments, audience);
                kept.push(if hidden.is_empty() { source } else { source.cut_to(&without(&source.text, &hidden)) });
            }
            PageReaders::Instructors => {
                diagnostics.extend(problems);
                kept.push(source);
            }
        }
    }
    sources.sources = kept;
    withhold(&mut sources, &gone);
    (Report { value: sources, diagnostics }, omitted)
}

/// Returns the spans to cut from a text, in order: the author's comments, and the parts that are not for the audience.
fn hidden_spans(parts: Vec<Span>, comments: Vec<Span>, audience: Audience) -> Vec<Span> {
    let mut hidden = comments;
    if audience == Audience::Student {
        hidden.extend(parts);
        hidden.sort();
    }
    hidden
}

/// Returns the text of a file that pages include, filtered for an audience; `None` if no part of it is for them.
pub fn text_for(source: &Source, audience: Audience) -> Option<Source> {
    match page(source).0 {
        PageReaders::Unreadable | PageReaders::Instructors if audience == Audience::Student => None,
        PageReaders::Parts { parts, comments } => {
            // In a file of code, `%%` and `{#` are code.
            let is_text = matches!(source.path.extension().as_str(), "mdx" | "qmd" | "rmd" | "txt" | "html" | "htm");
            let hidden = hidden_spans(parts, if is_text { comments } else { Vec::new() }, audience);
            Some(if hidden.is_empty() { source.clone() } else { source.cut_to(&without(&source.text, &hidden)) })
        }
        _ => Some(source.clone()),
    }
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

/// The readers of a page and of its parts.
enum PageReaders {
    /// Unknown: the front matter cannot be read.
    Unreadable,
    /// Instructors only.
    Instructors,
    /// Everyone, except for some parts.
    Parts {
        /// Parts for instructors.
        parts: Vec<Span>,
        /// Comments of the author, which no reader sees.
        comments: Vec<Span>,
    },
}

fn page(source: &Source) -> (PageReaders, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let found = front_matter::read(source, &mut problems);
    match found.readers {
        Readers::Unknown => {
            problems.retain(|problem| problem.severity == Severity::Error);
            (PageReaders::Unreadable, problems)
        }
        // The parser reports other mistakes in front matter, and the markers of parts for instructors.
        Readers::Instructors => (PageReaders::Instructors, Vec::new()),
        Readers::Everyone => {
            let (parts, mut problems) = audience::parts(source, found.length);
            let (comments, open) = author_comments(source, found.length);
            problems.extend(open);
            (PageReaders::Parts { parts, comments }, problems)
        }
    }
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
