//! Turns pages that include other files into their whole texts, each byte with the file that it comes from.
//!
//! Tools for documentation include files in ten spellings (`directive`); a page with one of them is read as one text, so that
//! its headings, terms, links and search text are those that readers see. Files come from the list of the course only,
//! and pass the filter of its audience first: a page or part that readers must not see is not included either.
//!
//! Texts are bounded in depth, number and size, and a file that includes itself is not included again. A directive that
//! cannot be followed is a diagnostic, and becomes the name of its file.

mod change;
mod code_fence;
mod component;
mod directive;
mod selection;
mod spelling;
mod target;
mod text;
mod variable;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::audience_filter::{Readership, text_for};
use crate::diagnostic::{Diagnostic, Report};
use crate::lesson::front_matter;
use crate::message;
use crate::message::Message;
use crate::read::page_file::is_markdown;
use crate::read::{FileEntry, IncludedFile, IncludedReader, Sources};
use crate::source::{CoursePath, Dialect, Source};

use change::Change;
use target::Files;
use text::Expander;
use variable::CourseVariables;

/// The most levels of files that include files: as many as mdBook follows.
const MAX_DEPTH: usize = 10;

/// Tests whether any page may include a file: a fast path for courses of which none does.
pub fn may_include(sources: &Sources) -> bool {
    sources.sources.iter().any(|source| directive::may_include(&source.text))
}

/// A file that a page may include, as far as its audience may read it.
#[derive(Debug, Clone)]
enum Included {
    /// Its text, with the length of its front matter in bytes.
    Text(Source, usize),
    /// It cannot be included: a sentence without its subject (the file), and the hint.
    Refused(Message, Message),
}

/// Puts the texts of included files into the pages of a course.
///
/// `library` is the whole course as its audience gets it; `sources` may be a part of it. Files that are included and whose
/// names begin with `_` are parts by their name, and no pages.
pub fn expand(
    mut sources: Sources,
    library: &Sources,
    readership: &Readership,
    reader: &mut IncludedReader,
) -> Report<Sources> {
    let files = Files::new(library);
    let pages = std::mem::take(&mut sources.sources);
    let includes: Vec<bool> = pages.par_iter().map(|page| directive::may_include(&page.text)).collect();
    let including = pages.iter().zip(&includes).filter(|(_, includes)| **includes).map(|(page, _)| page.clone());
    let (texts, next) = included_texts(including.collect(), library, readership, &files, reader);
    sources.next_release = sources.next_release.into_iter().chain(next).min();
    let variables = if includes.contains(&true) { CourseVariables::of(library) } else { CourseVariables::default() };
    let expander = Expander { texts: &texts, files: &files, variables: &variables };
    let expanded: Vec<(Source, Vec<Diagnostic>)> = pages
        .into_par_iter()
        .zip(includes)
        .map(|(page, includes)| if includes { expander.page(page) } else { (page, Vec::new()) })
        .collect();
    let mut diagnostics: Vec<Diagnostic> = expanded.iter().flat_map(|(_, problems)| problems.iter().cloned()).collect();
    let used: BTreeSet<CoursePath> = expanded.iter().flat_map(|(page, _)| page.included_paths()).cloned().collect();
    let is_part = |path: &CoursePath| path.name().starts_with('_') && used.contains(path);
    sources.sources = expanded.into_iter().map(|(page, _)| page).filter(|page| !is_part(&page.path)).collect();
    sources.included = texts
        .into_values()
        .filter_map(|file| match file {
            Included::Text(source, _) if used.contains(&source.path) && sources.get(&source.path).is_none() => {
                Some(source)
            }
            _ => None,
        })
        .collect();
    in_texts(&sources, &mut diagnostics);
    Report { value: sources, diagnostics }
}

/// Moves diagnostics of pages as their authors wrote them to the same places in their whole texts.
pub fn in_texts(sources: &Sources, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        if let (Some(page), Some(span)) = (sources.get(&diagnostic.path), diagnostic.span) {
            diagnostic.span = Some(page.span_in_text(span));
        }
    }
}

/// Reads the files that the pages of the first level may include, and those that these include, level by level.
fn included_texts(
    mut level: Vec<Source>,
    library: &Sources,
    readership: &Readership,
    files: &Files<'_>,
    reader: &mut IncludedReader,
) -> (BTreeMap<CoursePath, Included>, Option<Timestamp>) {
    let (mut texts, mut next) = (BTreeMap::new(), None);
    for _ in 0..MAX_DEPTH {
        let found: Vec<(CoursePath, Dialect)> =
            level.par_iter().flat_map_iter(|source| wanted(source, files)).collect();
        // A file is written for the tools of the texts that include it.
        let mut wanted: BTreeMap<CoursePath, Dialect> = BTreeMap::new();
        for (path, dialect) in found.into_iter().filter(|(path, _)| !texts.contains_key(path)) {
            let known = wanted.entry(path).or_default();
            *known = known.and(dialect);
        }
        let dialects = wanted.clone();
        let (pages, others): (Vec<_>, Vec<_>) = wanted.into_keys().partition(is_markdown);
        let entries: Vec<(CoursePath, FileEntry)> =
            others.into_iter().filter_map(|path| Some((path.clone(), library.files.get(&path)?.clone()))).collect();
        let read = reader.read(&entries);
        let mut added: Vec<(CoursePath, Included)> = Vec::new();
        for ((path, _), file) in entries.into_iter().zip(read) {
            let dialect = dialects.get(&path).copied().unwrap_or_default();
            let (included, release) = other_file(file, dialect, readership);
            next = next.into_iter().chain(release).min();
            added.push((path, included));
        }
        added.extend(pages.into_iter().map(|path| {
            let page = library.get(&path).map_or_else(left_out, |page| page_text(page.clone()));
            (path, page)
        }));
        let text = |(_, file): &(CoursePath, Included)| match file {
            Included::Text(source, _) if directive::may_include(&source.text) => Some(source.clone()),
            _ => None,
        };
        level = added.iter().filter_map(text).collect();
        texts.extend(added);
        if level.is_empty() {
            break;
        }
    }
    (texts, next)
}

/// Returns the files of the course that the directives of a text name, with the text's dialect.
fn wanted(source: &Source, files: &Files<'_>) -> Vec<(CoursePath, Dialect)> {
    let folder = source.path.parent().unwrap_or_default();
    let found = directive::find(source, 0, None).all.into_iter().filter_map(|directive| match directive.change {
        Change::Include(include) => Some((files.find(&folder, &include.reference).ok()?, source.dialect)),
        Change::Remove | Change::Value(_) => None,
    });
    found.collect()
}

fn left_out() -> Included {
    Included::Refused(message!("broken-include-left-out"), message!("broken-include-left-out.hint"))
}

/// Returns the text of a page, which the filter of the audience has passed; drafts are not part of other pages.
fn page_text(page: Source) -> Included {
    let front = front_matter::read(&page, &mut Vec::new());
    if front.front.draft.is_some() { left_out() } else { Included::Text(page, front.length) }
}

/// Returns the text of a file that is not a page, and the time of its next release. It may hold parts for instructors all the
/// same.
fn other_file(file: IncludedFile, dialect: Dialect, readership: &Readership) -> (Included, Option<Timestamp>) {
    let refused = match file {
        IncludedFile::Text(source) => {
            let (text, next) = text_for(&source.in_dialect(dialect), readership);
            return (text.map_or_else(left_out, |source| Included::Text(source, 0)), next);
        }
        IncludedFile::TooLarge(size) => {
            Included::Refused(message!("broken-include-size", size), message!("broken-include-size.hint"))
        }
        IncludedFile::Binary => {
            Included::Refused(message!("broken-include-binary"), message!("broken-include-binary.hint"))
        }
    };
    (refused, None)
}
