//! Turns a mistake of an author's into a value: what is wrong, where, and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::{CoursePath, Span};

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

/// The kinds of diagnostics. The names are stable: people grep for them and set them in configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A file of the course is not UTF-8.
    NotUtf8,
    /// A file name is not valid Unicode.
    UnreadableName,
    /// A link of the file system was not followed.
    SymlinkSkipped,
    /// A file is larger than a page can be.
    FileTooLarge,
    /// A backup or report that is not a lesson.
    LeftOut,
    /// A page held back by `draft: true`.
    Draft,
    /// No Markdown was found.
    EmptyCourse,
    /// `seodang.toml` cannot be understood.
    BadConfig,
    /// Front matter cannot be understood.
    BadFrontMatter,
    /// Two files would be written to one place.
    DuplicateRoute,
    /// The numbers of a title contradict the path.
    TitleNumber,
    /// A link leads to a file that is not there.
    BrokenLink,
    /// A link leads to a heading that is not there.
    UnknownAnchor,
    /// An image is not there.
    MissingImage,
    /// A link leads out of the course's folder.
    OutsideCourse,
    /// A Mermaid block cannot be drawn.
    BrokenDiagram,
    /// No grammar knows a code block's language.
    UnknownLanguage,
    /// A fence is never closed.
    UnclosedFence,
    /// Raw HTML opens what it does not close, or closes what is not open.
    UnbalancedHtml,
    /// Raw HTML holds what a course page must not run.
    UnsafeHtml,
    /// Lists or quotes are nested deeper than a page can show.
    TooDeep,
}

impl Code {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf8",
            Self::UnreadableName => "unreadable-name",
            Self::SymlinkSkipped => "symlink-skipped",
            Self::FileTooLarge => "file-too-large",
            Self::LeftOut => "left-out",
            Self::Draft => "draft",
            Self::EmptyCourse => "empty-course",
            Self::BadConfig => "bad-config",
            Self::BadFrontMatter => "bad-front-matter",
            Self::DuplicateRoute => "duplicate-route",
            Self::TitleNumber => "title-number",
            Self::BrokenLink => "broken-link",
            Self::UnknownAnchor => "unknown-anchor",
            Self::MissingImage => "missing-image",
            Self::OutsideCourse => "outside-course",
            Self::BrokenDiagram => "broken-diagram",
            Self::UnknownLanguage => "unknown-language",
            Self::UnclosedFence => "unclosed-fence",
            Self::UnbalancedHtml => "unbalanced-html",
            Self::UnsafeHtml => "unsafe-html",
            Self::TooDeep => "too-deep",
        }
    }

    /// How much this kind weighs.
    ///
    /// An error is what loses something that the author wrote; what leaves the page whole is a warning, so that a real
    /// course with a few dead links still builds with exit code 0.
    pub fn severity(self) -> Severity {
        match self {
            Self::NotUtf8
            | Self::UnreadableName
            | Self::FileTooLarge
            | Self::EmptyCourse
            | Self::BadConfig
            | Self::BrokenDiagram
            | Self::TooDeep => Severity::Error,
            Self::SymlinkSkipped
            | Self::DuplicateRoute
            | Self::BadFrontMatter
            | Self::TitleNumber
            | Self::BrokenLink
            | Self::UnknownAnchor
            | Self::MissingImage
            | Self::OutsideCourse
            | Self::UnknownLanguage
            | Self::UnclosedFence
            | Self::UnbalancedHtml
            | Self::UnsafeHtml => Severity::Warning,
            Self::LeftOut | Self::Draft => Severity::Info,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
}

impl Diagnostic {
    /// Makes a diagnostic about a place in a file.
    pub fn at(path: &CoursePath, span: Span, code: Code, message: impl Into<String>) -> Self {
        Self { path: path.clone(), span: Some(span), code, message: message.into(), hint: None }
    }

    /// Makes a diagnostic about a whole file.
    pub fn about(path: &CoursePath, code: Code, message: impl Into<String>) -> Self {
        Self { path: path.clone(), span: None, code, message: message.into(), hint: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
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
