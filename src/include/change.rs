//! Holds the change that a directive asks for: a file, the part of it, and the form in which it comes into the page.

use super::selection::LineSelection;

/// The way in which the text of a file comes into a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IncludeForm {
    /// As it is: Markdown in running text, code in a code block.
    Text,
    /// In a code block of its own.
    Code(CodeForm),
}

/// The code block that a directive asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CodeForm {
    /// The language; that of the file's name where it is empty.
    pub(super) language: String,
    /// Further attributes, as the info string of a fence has them.
    pub(super) attributes: String,
    /// Lines to highlight by their numbers in the file, both ends included.
    pub(super) highlighted: Vec<(usize, usize)>,
}

/// A directive that includes a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Include {
    /// The path as written.
    pub(super) reference: String,
    pub(super) selection: LineSelection,
    pub(super) form: IncludeForm,
}

/// A change that the directives of a text ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing takes the place of the bytes.
    Remove,
    /// A text does: the value of a variable.
    Value(String),
    /// A file does.
    Include(Box<Include>),
}
