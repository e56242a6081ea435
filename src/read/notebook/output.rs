//! Turns the outputs of a code cell into Markdown: text, pictures, tables, and the trace of an error.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::limits::{MAX_OUTPUT_BYTES, MAX_PICTURE_CHARS};
use super::text::{LineMap, NotebookText, write_fence};
use super::{Bundle, joined, lines};
use crate::message;

#[derive(Deserialize)]
struct OutputJson<'a> {
    output_type: String,
    /// The printed text.
    #[serde(borrow, default)]
    text: Option<&'a RawValue>,
    /// The representations of a value.
    #[serde(borrow, default)]
    data: Option<Bundle<'a>>,
    #[serde(default)]
    ename: String,
    #[serde(default)]
    evalue: String,
    #[serde(borrow, default)]
    traceback: Option<&'a RawValue>,
    // In format 3, the representations are fields beside the type, with short names.
    #[serde(borrow, default)]
    png: Option<&'a RawValue>,
    #[serde(borrow, default)]
    jpeg: Option<&'a RawValue>,
    #[serde(borrow, default)]
    svg: Option<&'a RawValue>,
    #[serde(borrow, default)]
    html: Option<&'a RawValue>,
    #[serde(borrow, default)]
    latex: Option<&'a RawValue>,
}

/// Writes the outputs of a cell.
pub(super) fn write_outputs(out: &mut NotebookText, map: &LineMap<'_>, outputs: &[&RawValue]) {
    for raw in outputs {
        let line = map.line(raw);
        let Ok(output) = serde_json::from_str::<OutputJson<'_>>(raw.get()) else {
            out.problem(line, message!("notebook-output-unreadable"), message!("notebook-output-unreadable.hint"));
            continue;
        };
        match output.output_type.as_str() {
            "stream" => output.text.into_iter().for_each(|text| write_text(out, map, text)),
            "error" | "pyerr" => write_error(out, map, &output, line),
            _ => write_value(out, map, &bundle(&output), line),
        }
    }
}

/// Returns the representations of an output by their media types.
fn bundle<'a>(output: &OutputJson<'a>) -> Bundle<'a> {
    let mut bundle = output.data.clone().unwrap_or_default();
    let older = [
        ("image/png", output.png),
        ("image/jpeg", output.jpeg),
        ("image/svg+xml", output.svg),
        ("text/html", output.html),
        ("text/latex", output.latex),
        ("text/plain", output.text),
    ];
    bundle.extend(older.into_iter().filter_map(|(kind, value)| Some((kind.to_owned(), value?))));
    bundle
}

/// Writes the best representation that a page without scripts can show.
fn write_value(out: &mut NotebookText, map: &LineMap<'_>, bundle: &Bundle<'_>, line: usize) {
    if let Some(html) = bundle.get("text/html") {
        let text = joined(html);
        if !text.contains("<script") && !text.contains("<iframe") && text.len() <= MAX_OUTPUT_BYTES {
            return write_html(out, map.line(html), &text);
        }
    }
    if let Some(address) = picture(bundle) {
        if address.len() > MAX_PICTURE_CHARS {
            let message = message!("notebook-output-picture", megabytes = address.len() / 1_000_000);
            return out.problem(line, message, message!("notebook-output-picture.hint"));
        }
        let name = bundle.get("text/plain").map(|text| joined(text)).unwrap_or_default();
        out.begin_block(line);
        out.push(line, &format!("![{}]({address})", alternative(&name)));
        return;
    }
    let text = |kind: &str| bundle.get(kind).copied();
    if let Some(markdown) = text("text/markdown") {
        write_lines(out, &lines(map, markdown));
    } else if let Some(formula) = text("text/latex") {
        let bare = joined(formula);
        let bare = bare.trim().trim_matches('$').trim();
        out.begin_block(line);
        for line in ["$$", bare, "$$"].join("\n").lines().filter(|line| !line.trim().is_empty()) {
            out.push(0, line);
        }
    } else if let Some(plain) = text("text/plain") {
        write_text(out, map, plain);
    } else if !bundle.is_empty() {
        let kinds: Vec<&str> = bundle.keys().map(String::as_str).collect();
        let message = message!("notebook-output-form", forms = kinds.join(", "));
        out.problem(line, message, message!("notebook-output-form.hint"));
    }
}

/// Writes lines as they are.
pub(super) fn write_lines(out: &mut NotebookText, lines: &[(usize, String)]) {
    let Some((first, _)) = lines.first() else { return };
    out.begin_block(*first);
    for (line, text) in lines {
        out.push(*line, text);
    }
}

/// Writes HTML as one block: an empty line would end it.
fn write_html(out: &mut NotebookText, line: usize, html: &str) {
    out.begin_block(line);
    out.push(line, "<div class=\"notebook-output\">");
    for text in without_styles(html).lines().filter(|text| !text.trim().is_empty()) {
        out.push(0, text);
    }
    out.push(0, "</div>");
}

/// Returns HTML without its style sheets, which pandas adds to each table: the theme styles tables.
fn without_styles(html: &str) -> String {
    let mut left = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, style)) = rest.split_once("<style") {
        left.push_str(before);
        rest = style.split_once("</style>").map_or("", |(_, after)| after);
    }
    left.push_str(rest);
    left
}

/// Writes a text output.
fn write_text(out: &mut NotebookText, map: &LineMap<'_>, raw: &RawValue) {
    let mut shown = Vec::new();
    let mut length = 0;
    for (line, text) in lines(map, raw) {
        length += text.len() + 1;
        if length > MAX_OUTPUT_BYTES {
            shown.push((0, "…".to_owned()));
            let message = message!("notebook-output-length", limit = MAX_OUTPUT_BYTES);
            out.problem(line, message, message!("notebook-output-length.hint"));
            break;
        }
        shown.push((line, terminal_text(&text)));
    }
    if shown.iter().any(|(_, text)| !text.trim().is_empty()) {
        write_fence(out, "output", shown.iter().map(|(line, text)| (*line, text.as_str())));
    }
}

fn write_error(out: &mut NotebookText, map: &LineMap<'_>, output: &OutputJson<'_>, line: usize) {
    let trace = output.traceback.map(|trace| serde_json::from_str::<Vec<String>>(trace.get()).unwrap_or_default());
    let mut text = trace.unwrap_or_default().join("\n");
    if text.trim().is_empty() {
        text = format!("{}: {}", output.ename, output.evalue);
    }
    let line = output.traceback.map_or(line, |trace| map.line(trace));
    let shown: Vec<String> = text.lines().take(MAX_TRACE).map(terminal_text).collect();
    write_fence(
        out,
        "output",
        shown.iter().enumerate().map(|(index, text)| (if index == 0 { line } else { 0 }, &**text)),
    );
}

/// The most lines of a trace that are shown.
const MAX_TRACE: usize = 400;

/// Returns a line as a terminal shows it: without the codes for colours and without overwritten text (progress bars).
fn terminal_text(line: &str) -> String {
    let line = line.rsplit('\r').find(|part| !part.trim().is_empty()).unwrap_or_default();
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, code)) = rest.split_once('\u{1b}') {
        text.push_str(before);
        // A control sequence ends with a letter (ECMA-48, section 5.4).
        let ends = |c: char| ('@'..='~').contains(&c);
        rest = match code.strip_prefix('[') {
            Some(sequence) => sequence.find(ends).map_or("", |at| &sequence[at + 1..]),
            None => code.get(1..).unwrap_or_default(),
        };
    }
    text.push_str(rest);
    text
}

/// Returns the alternative text of a picture: its text representation in the notebook.
fn alternative(plain: &str) -> String {
    let first = plain.lines().next().unwrap_or_default().trim().trim_matches(['<', '>']);
    // `Figure size 640x480 with 1 Axes` describes the picture; the address of an object in memory does not.
    let bare: String =
        first.split(" at 0x").next().unwrap_or_default().chars().filter(|c| !"[]\\`*_!".contains(*c)).collect();
    bare.chars().take(120).collect()
}

/// Returns the address of the best picture of a bundle: one that holds the picture itself.
pub(super) fn picture(bundle: &Bundle<'_>) -> Option<String> {
    if let Some(svg) = bundle.get("image/svg+xml") {
        return Some(format!("data:image/svg+xml;base64,{}", STANDARD.encode(joined(svg))));
    }
    let (kind, data) = ["image/png", "image/jpeg", "image/webp", "image/gif"]
        .into_iter()
        .find_map(|kind| Some((kind, joined(bundle.get(kind)?))))?;
    let data: String = data.split_whitespace().collect();
    let is_base64 = data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    (is_base64 && !data.is_empty()).then(|| format!("data:{kind};base64,{data}"))
}
