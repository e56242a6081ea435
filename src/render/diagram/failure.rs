//! Turns the engine's refusals into messages for the person who wrote the diagram.

use serde::{Deserialize, Serialize};

use super::engine::Refusal;
use super::source::{MOST_BYTES, Source, kind};

/// Why a block was not drawn, for its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagramError {
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// The line in the block, from 1, if it is known.
    pub line: Option<usize>,
    /// The column in that line in characters, from 1, if it is known.
    pub column: Option<usize>,
    /// What to do about it.
    pub hint: String,
}

impl std::fmt::Display for DiagramError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DiagramError {}

impl DiagramError {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), line: None, column: None, hint: hint.into() }
    }

    pub(super) fn empty() -> Self {
        Self::new("the diagram is empty", "write the diagram between the fences, or remove the block")
    }

    pub(super) fn too_large() -> Self {
        Self::new(
            "the diagram is too large to be drawn",
            format!("split it into several diagrams; a block may have {MOST_BYTES} bytes and some hundred nodes"),
        )
    }

    pub(super) fn fault() -> Self {
        Self::new("the diagram cannot be drawn", "this is a fault of the program, not of the diagram: please report it with the block")
    }

    pub(super) fn of(refusal: Refusal, source: &Source) -> Self {
        match refusal {
            Refusal::UnknownKind => Self::unknown_kind(source),
            Refusal::TooLarge => Self::too_large(),
            Refusal::Fault => Self::fault(),
            Refusal::Syntax { message, offset } => Self::syntax(&message, offset, source),
        }
    }

    fn unknown_kind(source: &Source) -> Self {
        let word = kind(&source.text).unwrap_or_default();
        let start = source.text.find(word).unwrap_or(0);
        let hint = "begin with a kind that is known: graph, flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram, gantt, pie, \
                    mindmap, timeline, journey, quadrantChart, gitGraph, xychart-beta, sankey-beta, architecture-beta, block-beta, …";
        Self::new(format!("`{word}` is not a kind of diagram"), hint).at(start, source)
    }

    fn syntax(message: &str, offset: Option<usize>, source: &Source) -> Self {
        let message = readable(message);
        let told = line_in(&message);
        let error = Self::new(message, "compare the statement with the syntax of this kind of diagram at https://mermaid.js.org");
        match (offset, told) {
            (Some(offset), _) => error.at(offset, source),
            (None, Some(line)) => Self { line: Some(source.line_of(line)), ..error },
            (None, None) => error,
        }
    }

    /// Sets line and column from an offset into the prepared text.
    fn at(mut self, offset: usize, source: &Source) -> Self {
        let mut offset = offset.min(source.text.len());
        while !source.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &source.text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        self.line = Some(source.line_of(before.matches('\n').count() + 1));
        self.column = Some(before[start..].chars().count() + 1);
        self
    }
}

/// The engine's message without its preamble and on one line.
fn readable(message: &str) -> String {
    let message = message.strip_prefix("Diagram parse error (").and_then(|rest| rest.split_once("): ")).map_or(message, |(_, rest)| rest);
    let one_line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = one_line.chars().take(300).collect();
    if short.len() < one_line.len() {
        short.push('…');
    }
    short.trim_end_matches('.').to_owned()
}

/// The number after the word `line` in a message.
fn line_in(message: &str) -> Option<usize> {
    let (_, after) = message.split_once("line ")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|line| *line > 0)
}
