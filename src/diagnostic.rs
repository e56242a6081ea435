//! Turns an author's mistake into a value: the message, the place, the hint and the fix.

mod code;

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::source::{CoursePath, Span};

pub use code::{Code, CodeGroup, ParseCodeError};

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something that the author wrote is missing from the site.
    Error,
    /// The site is complete, but readers will stumble.
    Warning,
    /// A fact that the author may want to know.
    Info,
}

/// A replacement in a text: the bytes at `span` become `text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes that are replaced; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// The edits that fix a mistake, all in the file of the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// Whether the fix is unambiguous: only then may a program apply it without asking.
    pub certain: bool,
    /// The edits, sorted by place, without overlaps.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Makes the fix that replaces `span` with `text`.
    pub fn replace(span: Span, text: impl Into<String>, certain: bool) -> Self {
        Self { certain, edits: vec![Edit { span, text: text.into() }] }
    }
}

/// A problem of a course, or a fact that its author should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file it is about.
    pub path: CoursePath,
    /// The bytes of the file's text; `None` if it is about the whole file.
    pub span: Option<Span>,
    /// The kind of problem.
    pub code: Code,
    /// The problem: a fact.
    pub message: Message,
    /// The advice, which begins with a verb.
    pub hint: Option<Message>,
    /// The severity: that of its code, or of the settings.
    pub severity: Severity,
    /// The fix, if a program can derive it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Makes a diagnostic about a span of a file.
    pub fn at(path: &CoursePath, span: Span, code: Code, message: impl Into<Message>) -> Self {
        Self { span: Some(span), ..Self::about(path, code, message) }
    }

    /// Makes a diagnostic about a whole file.
    pub fn about(path: &CoursePath, code: Code, message: impl Into<Message>) -> Self {
        let (message, severity) = (message.into(), code.severity());
        Self { path: path.clone(), span: None, code, message, hint: None, severity, fix: None }
    }

    /// Adds advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Lowers the severity to a warning, for a case that loses less than others of its code.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Lowers the severity to information, for a case that is less certain than others of its code.
    #[must_use]
    pub fn as_info(mut self) -> Self {
        self.severity = Severity::Info;
        self
    }
}

/// A value with the diagnostics found while making it.
#[derive(Debug)]
pub struct Report<T> {
    /// The value.
    pub value: T,
    /// The diagnostics, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Report<T> {
    /// Moves the diagnostics into a collector and returns the value.
    pub fn collect_into(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// Sorts diagnostics by file and place, and removes duplicates.
pub fn sort_and_dedup(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort();
    diagnostics.dedup();
}
