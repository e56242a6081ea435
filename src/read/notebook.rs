//! Turns a Jupyter notebook into the Markdown of a page, with the line of the file for each of its lines.
//!
//! The formats are [nbformat 4](https://nbformat.readthedocs.io/en/latest/format_description.html) and 3, which has sheets
//! of cells.

mod cell;
mod output;
mod text;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::message;
use crate::message::Message;
use cell::write_cell;
use text::{LineMap, NotebookText};

/// A mistake in a notebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotebookProblem {
    /// The 1-based line of the file.
    pub(super) line: usize,
    /// The message.
    pub(super) message: Message,
    /// The hint.
    pub(super) hint: Message,
}

/// A notebook as a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotebookPage {
    /// The Markdown.
    pub(super) text: String,
    /// The 1-based line of the file for each line of the text.
    pub(super) file_lines: Vec<usize>,
    /// The parts that could not be shown.
    pub(super) problems: Vec<NotebookProblem>,
}

#[derive(Deserialize)]
struct NotebookJson<'a> {
    #[serde(borrow, default)]
    cells: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    worksheets: Option<Vec<SheetJson<'a>>>,
    #[serde(default)]
    metadata: MetadataJson,
}

#[derive(Deserialize)]
struct SheetJson<'a> {
    #[serde(borrow, default)]
    cells: Vec<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MetadataJson {
    kernelspec: KernelJson,
    language_info: LanguageJson,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct KernelJson {
    language: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LanguageJson {
    name: Option<String>,
}

impl MetadataJson {
    /// Returns the language of the code cells.
    fn language(&self) -> &str {
        let kernel = self.kernelspec.language.as_deref();
        let named = self.language_info.name.as_deref().or(kernel).or(self.kernelspec.name.as_deref());
        match named.unwrap_or_default() {
            "" | "python2" | "python3" | "ipython" => "python",
            "ir" | "R" => "r",
            language => language,
        }
    }
}

/// Converts the text of a notebook's file.
///
/// # Errors
/// Returns the place of the first mistake if the file is not JSON, or is not a notebook.
pub(super) fn page(json: &str) -> Result<NotebookPage, NotebookProblem> {
    let notebook: NotebookJson<'_> = serde_json::from_str(json).map_err(|error| not_a_notebook(&error))?;
    if notebook.cells.is_none() && notebook.worksheets.is_none() {
        return Err(NotebookProblem {
            line: 1,
            message: message!("broken-notebook-json"),
            hint: message!("broken-notebook-json.hint"),
        });
    }
    let map = LineMap::new(json);
    let mut out = NotebookText::default();
    let sheets = notebook.worksheets.iter().flatten().flat_map(|sheet| &sheet.cells);
    for raw in notebook.cells.iter().flatten().chain(sheets) {
        write_cell(&mut out, &map, raw, notebook.metadata.language());
    }
    Ok(out.finish())
}

fn not_a_notebook(error: &serde_json::Error) -> NotebookProblem {
    let text = error.to_string();
    let error_text = text.rsplit_once(" at line ").map_or(&*text, |(before, _)| before);
    NotebookProblem {
        line: error.line().max(1),
        message: message!("broken-notebook-unreadable", error = error_text),
        hint: message!("broken-notebook-unreadable.hint"),
    }
}

/// Returns the lines of a text of a notebook, a string or a list of strings, each with its 1-based line in the file.
fn lines(map: &LineMap<'_>, raw: &RawValue) -> Vec<(usize, String)> {
    let parts: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_else(|_| vec![raw]);
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for part in parts {
        let Ok(text) = serde_json::from_str::<String>(part.get()) else { continue };
        let first = map.line_of(raw, part);
        for (index, piece) in text.split_inclusive('\n').enumerate() {
            let bare = piece.strip_suffix('\n').unwrap_or(piece);
            let bare = bare.strip_suffix('\r').unwrap_or(bare);
            match lines.last_mut().filter(|_| is_open) {
                Some((_, line)) => line.push_str(bare),
                None => lines.push((first + index, bare.to_owned())),
            }
            is_open = !piece.ends_with('\n');
        }
    }
    lines
}

/// Returns a text of a notebook as one string.
fn joined(raw: &RawValue) -> String {
    let parts: Vec<String> = serde_json::from_str(raw.get())
        .or_else(|_| serde_json::from_str::<String>(raw.get()).map(|text| vec![text]))
        .unwrap_or_default();
    parts.concat()
}

/// The representations of a value by their media types.
type Bundle<'a> = BTreeMap<String, &'a RawValue>;

#[cfg(test)]
mod tests;
