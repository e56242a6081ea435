//! Defines a container: a block between two markers of another tool's Markdown, by its opening marker.

use super::marker::{Form, Opening};

/// Containers nested deeper than this are not boxes of their own; no author uses a hundredth level.
pub(super) const MAX_DEPTH: usize = 32;

/// A container of a text.
#[derive(Debug)]
pub(super) struct Container {
    /// Its spelling.
    pub(super) form: Form,
    /// The content of its opening marker.
    pub(super) opening: Opening,
    /// The 0-based line of its opening marker.
    pub(super) line: usize,
    /// The bytes of that line that the marker takes.
    pub(super) span: (usize, usize),
    /// The bytes of its closing marker in the line of that; `None` if it has none.
    pub(super) end_span: Option<(usize, usize)>,
    /// The number of quotes that it is in.
    pub(super) quotes: usize,
    /// The column of its opening marker.
    pub(super) indent: usize,
    /// The column of the content of the list item that it is in.
    pub(super) list: usize,
    /// The column at which its content begins, if that is indented.
    pub(super) body: Option<usize>,
}
