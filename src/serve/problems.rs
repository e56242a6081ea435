//! Turns diagnostics into the list that the preview shows over a page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::site_snapshot::SiteSnapshot;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::{Message, MessageLanguage};
use crate::source::{CoursePath, Source};

/// The longest list that is sent: each save sends it again.
const MAX_LISTED: usize = 300;

/// The longest source line that is shown, in characters.
const MAX_LINE_CHARS: usize = 300;

/// The problems of a course, as a page shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The reason why the newest state of the course cannot be shown, if it cannot.
    pub failure: Option<String>,
    /// The errors and warnings, errors first.
    pub list: Vec<ProblemView>,
}

/// A problem as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemView {
    message: Message,
    hint: Option<Message>,
    place: ProblemPlace,
}

/// The kind and place of a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ProblemPlace {
    severity: Severity,
    code: &'static str,
    /// The file, by its path in the course.
    path: String,
    /// The page that shows the file, by its address.
    page: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    /// The source line in three parts: before, at and after the place.
    excerpt: Option<[String; 3]>,
}

/// A problem with its texts in the language of the user.
#[derive(Debug, Serialize)]
struct ProblemText<'a> {
    message: String,
    hint: Option<String>,
    #[serde(flatten)]
    place: &'a ProblemPlace,
}

impl ProblemView {
    /// Tests whether another state of the course has the same problem, wherever it has moved to in its file.
    fn is_same(&self, other: &Self) -> bool {
        (&self.message, self.place.code, &self.place.path) == (&other.message, other.place.code, &other.place.path)
    }

    /// Returns its severity.
    pub fn severity(&self) -> Severity {
        self.place.severity
    }

    /// Returns its code.
    pub fn code(&self) -> &'static str {
        self.place.code
    }

    /// Returns what is wrong.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// Returns its file, with line and column if they are known.
    pub fn file_position(&self) -> String {
        let ProblemPlace { path, line, column, .. } = &self.place;
        let place = line.zip(*column).map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        format!("{path}{place}")
    }
}

impl Problems {
    /// Returns the problems that an earlier state did not have.
    pub fn since(&self, earlier: &Self) -> Vec<&ProblemView> {
        self.list.iter().filter(|problem| !earlier.list.iter().any(|known| known.is_same(problem))).collect()
    }

    /// Tests whether there is one of a kind.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|problem| problem.place.code == code.as_str())
    }

    /// Returns the problems for a page, in a language.
    pub fn json(&self, language: MessageLanguage) -> Value {
        let text = |problem: &ProblemView| {
            json!(ProblemText {
                message: problem.message.text(language),
                hint: problem.hint.as_ref().map(|hint| hint.text(language)),
                place: &problem.place,
            })
        };
        let list: Vec<Value> = self.list.iter().map(text).collect();
        json!({ "errors": self.errors, "warnings": self.warnings, "failure": self.failure, "list": list })
    }
}

/// Lists the problems of a snapshot; `settings` is the text of the settings, in which diagnostics can have places too.
pub fn problems(snapshot: &SiteSnapshot, settings: Option<&Source>) -> Problems {
    let mut all = snapshot.problems();
    all.retain(|problem| problem.severity != Severity::Info);
    let errors = all.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = all.len() - errors;
    all.sort_by_key(|problem| problem.severity);
    all.truncate(MAX_LISTED);
    let pages: BTreeMap<&CoursePath, String> = snapshot
        .course()
        .entries
        .iter()
        .filter_map(|entry| Some((entry.lesson.as_ref()?, format!("/{}", entry.site.url("").trim_start_matches('/')))))
        .collect();
    let text = |path: &CoursePath| match settings {
        Some(settings) if settings.path == *path => Some(settings),
        _ => snapshot.sources().text(path),
    };
    let list = all.iter().map(|problem| view(problem, text(&problem.path), pages.get(&problem.path))).collect();
    Problems { errors, warnings, failure: None, list }
}

fn view(problem: &Diagnostic, source: Option<&Source>, page: Option<&String>) -> ProblemView {
    let place = problem.span.zip(source).map(|(span, source)| (source.file_position(span.start), source, span));
    let place = ProblemPlace {
        severity: problem.severity,
        code: problem.code.as_str(),
        path: problem.path.to_string(),
        page: page.cloned(),
        line: place.map(|(position, ..)| position.line),
        column: place.map(|(position, ..)| position.column),
        excerpt: place.and_then(|(position, source, span)| {
            let line = source.line_span(position.line);
            let text = &source.text[line.start..line.end];
            let at = |offset: usize| text.floor_char_boundary(offset.clamp(line.start, line.end) - line.start);
            let (start, end) = (at(span.start), at(span.end));
            (text.chars().count() <= MAX_LINE_CHARS)
                .then(|| [text[..start].to_owned(), text[start..end].to_owned(), text[end..].to_owned()])
        }),
    };
    ProblemView { message: problem.message.clone(), hint: problem.hint.clone(), place }
}
