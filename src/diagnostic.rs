//! Turns a mistake of an author's into a value: what is wrong, where, and what to do about it.

mod code;

use serde::{Deserialize, Serialize};

use crate::source::{CoursePath, Span};

pub use code::{Code, Group, NotACode};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something that the author wrote is lost from the site.
    Error,
    /// The site is whole, but readers will stumble.
    Warning,
    /// A fact that the author may want to know.
    Info,
}

/// A change to a text: what stands at `span` becomes `text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty where something is only put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The changes that mend a mistake, all in the file that the diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// Whether nothing else can have been meant: only then may a program make the changes unasked.
    pub certain: bool,
    /// The changes, in the order of their places; they do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The fix that puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>, certain: bool) -> Self {
        Self { certain, edits: vec![Edit { span, text: text.into() }] }
    }
}

/// One thing that an author should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file it is about.
    pub path: CoursePath,
    /// The bytes of the file's text that it is about; `None` where it is about the file as a whole.
    pub span: Option<Span>,
    /// What kind of thing it is.
    pub code: Code,
    /// What is wrong: a lower-case fact without a final stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// How much it weighs: as its code does, or as the settings say.
    pub severity: Severity,
    /// What mends it, where a program can tell.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Makes a diagnostic about a place in a file.
    pub fn at(path: &CoursePath, span: Span, code: Code, message: impl Into<String>) -> Self {
        Self { span: Some(span), ..Self::about(path, code, message) }
    }

    /// Makes a diagnostic about a whole file.
    pub fn about(path: &CoursePath, code: Code, message: impl Into<String>) -> Self {
        let (message, severity) = (message.into(), code.severity());
        Self { path: path.clone(), span: None, code, message, hint: None, severity, fix: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what mends it.
    #[must_use]
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Makes it a warning: this one of its kind loses less than the others.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Makes it information: this one of its kind is less sure than the others.
    #[must_use]
    pub fn as_info(mut self) -> Self {
        self.severity = Severity::Info;
        self
    }
}

/// A value, and what its author should know of it.
#[derive(Debug)]
pub struct Report<T> {
    /// What was made.
    pub value: T,
    /// What was noticed on the way, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Report<T> {
    /// Hands the diagnostics to a collector and gives the value.
    pub fn collect_into(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// Sorts diagnostics by file and place, and drops repeats.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort();
    diagnostics.dedup();
}
