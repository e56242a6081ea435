//! Turns a file of the course into the text of its page, with diagnostics.

use std::fs;

use anyhow::{Context, Result};

use super::FileEntry;
use super::limits::{MAX_NOTEBOOK_BYTES, MAX_PAGE_BYTES};
use super::notebook;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::source::{CoursePath, Source};

/// A text, with diagnostics of the parts of its file that could not be read.
#[derive(Debug, Clone)]
pub(super) struct ReadText {
    pub(super) source: Source,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a page; a file that cannot be one is a diagnostic.
///
/// # Errors
/// Returns an error if the file cannot be read from the disk.
pub(super) fn text(path: &CoursePath, file: &FileEntry) -> Result<Result<ReadText, Diagnostic>> {
    let limit = if is_notebook(path) { MAX_NOTEBOOK_BYTES } else { MAX_PAGE_BYTES as u64 };
    if file.size > limit {
        let message = message!("file-too-large", size = file.size, limit);
        return Ok(Err(Diagnostic::about(path, Code::FileTooLarge, message).hint(message!("file-too-large.hint"))));
    }
    let bytes = fs::read(&file.disk).with_context(|| format!("cannot read {}", file.disk.display()))?;
    let decoded = Source::decode(path.clone(), &bytes).map_err(|error| {
        let byte = format!("{:02x}", error.byte);
        let message = message!("not-utf8", byte, offset = error.offset, line = error.line);
        Diagnostic::about(path, Code::NotUtf8, message).hint(message!("not-utf8.hint"))
    });
    Ok(match decoded {
        Ok(source) if is_notebook(path) => page_of_notebook(&source),
        Ok(source) => Ok(ReadText { source, diagnostics: Vec::new() }),
        Err(diagnostic) => Err(diagnostic),
    })
}

/// Tests whether a file is a Jupyter notebook.
pub(super) fn is_notebook(path: &CoursePath) -> bool {
    path.extension() == "ipynb"
}

/// Converts a notebook.
#[expect(clippy::result_large_err, reason = "a file that is no notebook is rare, and its diagnostic is kept as it is")]
fn page_of_notebook(json: &Source) -> Result<ReadText, Diagnostic> {
    let path = &json.path;
    let page = notebook::page(&json.text).map_err(|problem| {
        let message = message!("broken-notebook", problem = problem.message, line = problem.line);
        Diagnostic::about(path, Code::BrokenNotebook, message).hint(problem.hint)
    })?;
    let nearest = |line: usize| {
        let lines = page.file_lines.iter().enumerate();
        lines.min_by_key(|(_, known)| known.abs_diff(line)).map_or(1, |(index, _)| index + 1)
    };
    let places: Vec<usize> = page.problems.iter().map(|problem| nearest(problem.line)).collect();
    let source = Source::new(path.clone(), &page.text).of_notebook(page.file_lines);
    let diagnostics = page.problems.into_iter().zip(places).map(|(problem, line)| {
        let span = source.line_span(line.min(source.line_count()));
        Diagnostic::at(path, span, Code::NotebookOutput, problem.message).hint(problem.hint)
    });
    Ok(ReadText { diagnostics: diagnostics.collect(), source })
}
