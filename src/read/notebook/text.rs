//! Turns the lines of the cells into one text, with the line of the file for each of its lines.

use serde_json::value::RawValue;

use super::super::limits::MAX_PAGE_BYTES;
use super::{NotebookPage, NotebookProblem};
use crate::message;
use crate::message::Message;
use crate::source::Span;

/// Finds the lines of the parts of a JSON text.
pub(super) struct LineMap<'a> {
    json: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineMap<'a> {
    /// Indexes the lines of a text.
    pub(super) fn new(json: &'a str) -> Self {
        let starts = std::iter::once(0).chain(json.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { json, starts }
    }

    /// Returns the 1-based line of `part`, a slice of `whole`, which is a slice of the text; 0 where that is unknown.
    pub(super) fn line_of(&self, whole: &RawValue, part: &RawValue) -> usize {
        let place = Span::of_slice(self.json, part.get()).or_else(|| Span::of_slice(self.json, whole.get()));
        place.map_or(0, |place| self.starts.partition_point(|start| *start <= place.start))
    }

    /// Returns the 1-based line of a value.
    pub(super) fn line(&self, value: &RawValue) -> usize {
        self.line_of(value, value)
    }
}

/// The Markdown of a notebook under construction.
#[derive(Default)]
pub(super) struct NotebookText {
    text: String,
    /// The line of the file for each line of the text.
    file_lines: Vec<usize>,
    problems: Vec<NotebookProblem>,
    /// Whether the text is full.
    is_full: bool,
}

impl NotebookText {
    /// Adds a line that was made from a line of the file; 0 repeats the line of the one before.
    pub(super) fn push(&mut self, file_line: usize, line: &str) {
        if self.text.len() + line.len() > MAX_PAGE_BYTES {
            if !self.is_full {
                self.is_full = true;
                let message = message!("notebook-output-page-length", limit = MAX_PAGE_BYTES);
                self.problem(file_line, message, message!("notebook-output-page-length.hint"));
            }
            return;
        }
        let before = self.file_lines.last().copied().unwrap_or(1);
        self.file_lines.push(if file_line == 0 { before } else { file_line });
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Tests whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Begins a new block: with an empty line after the one above.
    pub(super) fn begin_block(&mut self, file_line: usize) {
        if !self.text.is_empty() {
            self.push(file_line, "");
        }
    }

    /// Adds a problem of a line of the file.
    pub(super) fn problem(&mut self, file_line: usize, message: Message, hint: Message) {
        self.problems.push(NotebookProblem { line: file_line.max(1), message, hint });
    }

    /// Returns the page.
    pub(super) fn finish(self) -> NotebookPage {
        NotebookPage { text: self.text, file_lines: self.file_lines, problems: self.problems }
    }
}

/// Writes a block of code; its fence is longer than any in the code.
pub(super) fn write_fence<'t>(
    out: &mut NotebookText,
    language: &str,
    code: impl Iterator<Item = (usize, &'t str)> + Clone,
) {
    let Some((first, _)) = code.clone().next() else { return };
    let longest = code.clone().map(|(_, text)| text.trim_start().chars().take_while(|c| *c == '`').count()).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    out.begin_block(first.saturating_sub(1));
    out.push(first.saturating_sub(1), &format!("{fence}{language}"));
    for (line, text) in code {
        out.push(line, text);
    }
    out.push(0, &fence);
}
