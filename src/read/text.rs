//! Turns a file of the course into the text of its page, with diagnostics.

use std::io;

use super::FileEntry;
use super::limits::{MAX_NOTEBOOK_BYTES, MAX_PAGE_BYTES};
use super::notebook;
use super::regular_file::read_regular;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::source::{CoursePath, Source};

/// A text, with diagnostics of the parts of its file that could not be read.
#[derive(Debug, Clone)]
pub(super) struct ReadText {
    pub(super) source: Source,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a page.
///
/// # Errors
/// Returns the diagnostic of a file that cannot be read, or that cannot be a page.
#[expect(clippy::result_large_err, reason = "a file that is no page is rare, and its diagnostic is kept as it is")]
pub(super) fn text(path: &CoursePath, file: &FileEntry) -> Result<ReadText, Diagnostic> {
    let limit = if is_notebook(path) { MAX_NOTEBOOK_BYTES } else { MAX_PAGE_BYTES as u64 };
    if file.size > limit {
        let message = message!("file-too-large", size = file.size, limit);
        return Err(Diagnostic::about(path, Code::FileTooLarge, message).hint(message!("file-too-large.hint")));
    }
    let bytes = match read_regular(&file.disk, limit) {
        Ok(bytes) => bytes,
        Err(error) => return Err(unreadable(path, &error)),
    };
    let decoded = Source::decode(path.clone(), &bytes).map_err(|error| {
        let byte = format!("{:02x}", error.byte);
        let message = message!("not-utf8", byte, offset = error.offset, line = error.line);
        Diagnostic::about(path, Code::NotUtf8, message).hint(message!("not-utf8.hint"))
    });
    match decoded {
        Ok(source) if is_notebook(path) => page_of_notebook(&source),
        Ok(source) => Ok(ReadText { source, diagnostics: Vec::new() }),
        Err(diagnostic) => Err(diagnostic),
    }
}

/// Returns the report of a file or folder that cannot be read.
pub(super) fn unreadable(path: &CoursePath, error: &io::Error) -> Diagnostic {
    let message = message!("unreadable-file", error = error.to_string());
    Diagnostic::about(path, Code::UnreadableFile, message).hint(message!("unreadable-file.hint"))
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
