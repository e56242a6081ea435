//! Turns lines with wished line numbers into a text in which each stands at its number, if no earlier line pushed it down.

use serde_json::value::RawValue;

use super::{NotebookPage, NotebookProblem};
use crate::source::Span;

/// The largest page that the text of a notebook may become, in bytes: as for Markdown files.
const MAX_TEXT: usize = 16 * 1024 * 1024;

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
    /// The 1-based number of the line that the next one written becomes, minus 1.
    line: usize,
    problems: Vec<NotebookProblem>,
    /// Whether the text is full.
    is_full: bool,
}

impl NotebookText {
    /// Adds a line: at the wished 1-based number, or right below the last one if that is past it.
    pub(super) fn push(&mut self, wished: usize, line: &str) {
        if self.text.len() + line.len() > MAX_TEXT {
            if !self.is_full {
                self.is_full = true;
                let message =
                    format!("the notebook is longer than a page can be ({MAX_TEXT} bytes): the rest is left out");
                self.problem(wished, message, "split it, or clear its outputs");
            }
            return;
        }
        while self.line + 1 < wished {
            self.text.push('\n');
            self.line += 1;
        }
        self.text.push_str(line);
        self.text.push('\n');
        self.line += 1;
    }

    /// Begins a block that is no part of the one above: with an empty line between them.
    pub(super) fn begin_block(&mut self, first: usize) {
        if self.line > 0 && self.line + 1 >= first && !self.text.ends_with("\n\n") {
            self.push(0, "");
        }
    }

    /// Notes what could not be shown.
    pub(super) fn problem(&mut self, line: usize, message: impl Into<String>, hint: &'static str) {
        self.problems.push(NotebookProblem { line: line.max(1), message: message.into(), hint });
    }

    /// Returns the page.
    pub(super) fn finish(self) -> NotebookPage {
        NotebookPage { text: self.text, problems: self.problems }
    }
}
