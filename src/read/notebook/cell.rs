//! Turns a cell of a notebook into Markdown: its text, or its code with the outputs.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::output::{picture, write_lines, write_outputs};
use super::text::{LineMap, NotebookText, write_fence};
use super::{Bundle, lines};
use crate::message;
use crate::source::FenceLine;

#[derive(Deserialize)]
struct CellJson<'a> {
    cell_type: String,
    #[serde(borrow, default)]
    source: Option<&'a RawValue>,
    /// The code, in format 3.
    #[serde(borrow, default)]
    input: Option<&'a RawValue>,
    /// The language of the code, in format 3.
    #[serde(default)]
    language: Option<String>,
    /// The level of a heading, in format 3.
    #[serde(default)]
    level: Option<usize>,
    #[serde(borrow, default)]
    outputs: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    attachments: Option<BTreeMap<String, Bundle<'a>>>,
    #[serde(default)]
    metadata: CellMetadataJson,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CellMetadataJson {
    tags: Vec<String>,
    jupyter: HiddenJson,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct HiddenJson {
    source_hidden: bool,
    outputs_hidden: bool,
}

/// The parts of a cell to show.
#[derive(Clone, Copy)]
struct Shown {
    code: bool,
    outputs: bool,
    /// Whether it is for instructors.
    for_instructors: bool,
}

impl CellMetadataJson {
    /// Reads the tags of Jupyter Book and nbconvert, and `instructor` and `solution`.
    fn shown(&self) -> Shown {
        let has = |words: &[&str]| {
            self.tags.iter().any(|tag| words.iter().any(|word| tag.replace('_', "-").eq_ignore_ascii_case(word)))
        };
        let is_removed = has(&["remove-cell", "hide-cell", "remove"]);
        Shown {
            code: !is_removed && !self.jupyter.source_hidden && !has(&["remove-input", "hide-input"]),
            outputs: !is_removed && !self.jupyter.outputs_hidden && !has(&["remove-output", "hide-output"]),
            for_instructors: has(&["instructor", "instructors", "instructor-only", "solution", "강사"]),
        }
    }
}

/// Writes a cell.
pub(super) fn write_cell(out: &mut NotebookText, map: &LineMap<'_>, raw: &RawValue, language: &str) {
    let line = map.line(raw);
    let Ok(cell) = serde_json::from_str::<CellJson<'_>>(raw.get()) else {
        return out.problem(line, message!("notebook-output-cell"), message!("notebook-output-cell.hint"));
    };
    let shown = cell.metadata.shown();
    if shown.for_instructors {
        out.begin_block(line);
        out.push(line, "<!-- instructor -->");
    }
    let source = cell.source.or(cell.input).map(|source| lines(map, source)).unwrap_or_default();
    match cell.cell_type.as_str() {
        "code" => write_code(out, map, &cell, &source, shown, language),
        "markdown" => write_markdown(out, &cell, source),
        "heading" => write_heading(out, cell.level.unwrap_or(1), &source),
        // A raw cell is for a converter; the front matter of nbdev and Quarto is one.
        "raw" if out.is_empty() && is_front_matter(&source) => write_lines(out, &source),
        "raw" => {}
        other => out.problem(
            line,
            message!("notebook-output-cell-type", name = other),
            message!("notebook-output-cell-type.hint"),
        ),
    }
    if shown.for_instructors {
        out.begin_block(0);
        out.push(0, "<!-- /instructor -->");
    }
}

fn is_front_matter(source: &[(usize, String)]) -> bool {
    let mut texts = source.iter().map(|(_, text)| text.trim_end());
    texts.next() == Some("---") && texts.next_back() == Some("---")
}

fn write_heading(out: &mut NotebookText, level: usize, source: &[(usize, String)]) {
    let Some((line, text)) = source.first() else { return };
    out.begin_block(*line);
    out.push(*line, &format!("{} {text}", "#".repeat(level.clamp(1, 6))));
}

/// Writes a cell of Markdown, and closes the fence or comment that it leaves open: it must not contain the next cells.
fn write_markdown(out: &mut NotebookText, cell: &CellJson<'_>, source: Vec<(usize, String)>) {
    let Some((first, _)) = source.first() else { return };
    out.begin_block(*first);
    let mut open = OpenBlocks::default();
    for (line, text) in source {
        let text = with_pictures(&text, cell.attachments.as_ref());
        open.read(&text);
        out.push(line, &text);
    }
    if let Some(end) = open.end() {
        out.push(0, &end);
    }
}

/// The fence and the comment that a Markdown cell has open.
#[derive(Default)]
struct OpenBlocks {
    /// The sign and the length of the fence.
    fence: Option<(u8, usize)>,
    is_comment: bool,
}

impl OpenBlocks {
    fn read(&mut self, line: &str) {
        let bare = line.trim_start();
        let fence = FenceLine::of(bare);
        if let Some((sign, length)) = self.fence {
            self.fence = self.fence.filter(|_| !fence.is_some_and(|fence| fence.closes(sign, length)));
        } else if self.is_comment {
            self.is_comment = !line.contains("-->");
        } else if let Some(fence) = fence {
            self.fence = Some((fence.sign, fence.length));
        } else if let Some(at) = bare.rfind("<!--") {
            self.is_comment = !bare[at..].contains("-->");
        }
    }

    /// Returns the line that closes the open fence or comment.
    fn end(self) -> Option<String> {
        let fence = self.fence.map(|(sign, length)| char::from(sign).to_string().repeat(length));
        fence.or_else(|| self.is_comment.then(|| "-->".to_owned()))
    }
}

/// Replaces the addresses of pictures that are stored in the cell: `attachment:a.png`.
fn with_pictures(text: &str, attachments: Option<&BTreeMap<String, Bundle<'_>>>) -> String {
    let Some(attachments) = attachments.filter(|_| text.contains("attachment:")) else { return text.to_owned() };
    let stored = attachments.iter().filter_map(|(name, bundle)| Some((name, picture(bundle)?)));
    stored.fold(text.to_owned(), |text, (name, address)| text.replace(&format!("attachment:{name}"), &address))
}

fn write_code(
    out: &mut NotebookText,
    map: &LineMap<'_>,
    cell: &CellJson<'_>,
    source: &[(usize, String)],
    shown: Shown,
    language: &str,
) {
    let language = cell.language.as_deref().unwrap_or(language);
    let (code, shown) = directives(source, shown);
    if shown.code && code.iter().any(|(_, text)| !text.trim().is_empty()) {
        let magic = code.first().and_then(|(_, text)| magic_language(text));
        write_fence(out, magic.unwrap_or(language), code.iter().map(|(line, text)| (*line, text.as_str())));
    }
    if shown.outputs {
        write_outputs(out, map, &cell.outputs);
    }
}

/// Reads the options in the first lines of a code cell that hide parts of it (`#| echo: false` of Quarto, `#| hide` and
/// `#hide` of nbdev), and returns the code without them.
fn directives(source: &[(usize, String)], mut shown: Shown) -> (&[(usize, String)], Shown) {
    let is_directive =
        |text: &str| text.starts_with("#|") || matches!(text.trim(), "#hide" | "#export" | "#default_exp");
    let count = source.iter().take_while(|(_, text)| is_directive(text)).count();
    for (_, text) in &source[..count] {
        let word: String = text.trim_start_matches(['#', '|', ' ']).split_whitespace().collect();
        match word.as_str() {
            "hide" | "include:false" => (shown.code, shown.outputs) = (false, false),
            "echo:false" | "hide_input" => shown.code = false,
            "output:false" | "hide_output" => shown.outputs = false,
            _ => {}
        }
    }
    (&source[count..], shown)
}

/// Returns the language of a cell that a magic of `IPython` runs in another one.
fn magic_language(first: &str) -> Option<&'static str> {
    let word = first.strip_prefix("%%")?.split_whitespace().next()?;
    Some(match word {
        "bash" | "sh" | "script" => "bash",
        "html" | "HTML" => "html",
        "javascript" | "js" => "javascript",
        "sql" | "bigquery" => "sql",
        "latex" => "latex",
        "markdown" => "markdown",
        "perl" => "perl",
        "ruby" => "ruby",
        "R" => "r",
        "svg" | "SVG" => "xml",
        "cython" => "python",
        "writefile" => "text",
        _ => return None,
    })
}
