//! Turns diagnostics into what the page in the browser shows of them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::edition::Edition;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{CoursePath, Source};

/// A browser is sent no more than this: nobody reads further, and each save sends them again.
const MOST: usize = 300;

/// A source line is shown up to this many characters.
const LONGEST_LINE: usize = 300;

/// What a page shows of all problems.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// Why the newest state of the course is not the one that is shown, if so.
    pub failure: Option<String>,
    /// The errors and warnings, errors first.
    pub list: Vec<Shown>,
}

/// A problem as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    severity: Severity,
    code: &'static str,
    message: String,
    hint: Option<String>,
    /// The file, by its path in the course.
    path: String,
    /// The page that shows the file, by its address.
    page: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    /// The source line in three parts: before, at and after the place.
    excerpt: Option<[String; 3]>,
}

impl Problems {
    /// Tests whether there is one of a kind.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|problem| problem.code == code.as_str())
    }
}

/// Shows the problems of an edition; `settings` are those of its course, which diagnostics can be about too.
pub fn problems(edition: &Edition, settings: Option<&Source>) -> Problems {
    let mut all = edition.problems();
    all.retain(|problem| problem.severity != Severity::Info);
    let errors = all.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = all.len() - errors;
    all.sort_by_key(|problem| problem.severity);
    all.truncate(MOST);
    let pages: BTreeMap<&CoursePath, String> = edition
        .course()
        .entries
        .iter()
        .filter_map(|entry| Some((entry.lesson.as_ref()?, format!("/{}", entry.site.url("").trim_start_matches('/')))))
        .collect();
    let text = |path: &CoursePath| match settings {
        Some(settings) if settings.path == *path => Some(settings),
        _ => edition.sources().get(path),
    };
    let list = all.iter().map(|problem| shown(problem, text(&problem.path), pages.get(&problem.path))).collect();
    Problems { errors, warnings, failure: None, list }
}

fn shown(problem: &Diagnostic, source: Option<&Source>, page: Option<&String>) -> Shown {
    let place = problem.span.zip(source).map(|(span, source)| (source.position(span.start), source, span));
    Shown {
        severity: problem.severity,
        code: problem.code.as_str(),
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        path: problem.path.to_string(),
        page: page.cloned(),
        line: place.map(|(position, ..)| position.line),
        column: place.map(|(position, ..)| position.column),
        excerpt: place.and_then(|(position, source, span)| {
            let line = source.line_span(position.line);
            let text = &source.text[line.start..line.end];
            let at = |offset: usize| text.floor_char_boundary(offset.clamp(line.start, line.end) - line.start);
            let (start, end) = (at(span.start), at(span.end));
            (text.chars().count() <= LONGEST_LINE)
                .then(|| [text[..start].to_owned(), text[start..end].to_owned(), text[end..].to_owned()])
        }),
    }
}
