//! Turns the engine's refusals into error messages for the author of a diagram.

use serde::{Deserialize, Serialize};

use crate::engine::EngineError;
use crate::source::{DiagramSource, MOST_BYTES, kind};

/// The reason why a block was not drawn, for its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagramError {
    /// The mistake, as one sentence without a full stop.
    pub message: String,
    /// The line in the block, from 1, if it is known.
    pub line: Option<usize>,
    /// The column in that line in characters, from 1, if it is known.
    pub column: Option<usize>,
    /// The advice for its author.
    pub hint: String,
}

/// Kinds that Mermaid knows and the engine, as it is built in, does not.
const UNDRAWN: [&str; 14] = [
    "cynefin",
    "cynefin-beta",
    "eventmodeling",
    "info",
    "ishikawa",
    "ishikawa-beta",
    "swimlane",
    "treeView",
    "treeView-beta",
    "venn",
    "venn-beta",
    "wardley",
    "wardley-beta",
    "zenuml",
];

impl std::fmt::Display for DiagramError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DiagramError {}

impl DiagramError {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), line: None, column: None, hint: hint.into() }
    }

    pub(crate) fn empty() -> Self {
        Self::new("the diagram is empty", "write the diagram between the fences, or remove the block")
    }

    pub(crate) fn too_large() -> Self {
        Self::new(
            "the diagram is too large or too deeply nested to be drawn",
            format!("split it into several diagrams; a block may have {MOST_BYTES} bytes and some hundred nodes"),
        )
    }

    pub(crate) fn fault() -> Self {
        Self::new(
            "the diagram cannot be drawn",
            "this is a fault of the program, not of the diagram: please report it with the block",
        )
    }

    pub(crate) fn of(refusal: EngineError, source: &DiagramSource) -> Self {
        match refusal {
            EngineError::UnknownKind => Self::unknown_kind(source),
            EngineError::TooLarge => Self::too_large(),
            EngineError::Fault => Self::fault(),
            EngineError::Syntax { message, offset } => Self::syntax(&message, offset, source),
        }
    }

    fn unknown_kind(source: &DiagramSource) -> Self {
        let word = kind(&source.text).unwrap_or_default();
        let start = source.text.find(word).unwrap_or(0);
        if UNDRAWN.contains(&word) {
            let hint = "its source is shown instead; add a picture of it, or say it with another kind of diagram";
            return Self::new(format!("diagrams of the kind `{word}` cannot be drawn here"), hint).at(start, source);
        }
        let hint = "begin with a kind that is known: graph, flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram, gantt, pie, \
                    mindmap, timeline, journey, quadrantChart, gitGraph, xychart-beta, sankey-beta, architecture-beta, block-beta, …";
        Self::new(format!("`{word}` is not a kind of diagram"), hint).at(start, source)
    }

    fn syntax(message: &str, offset: Option<usize>, source: &DiagramSource) -> Self {
        let message = readable(message);
        let told = line_in(&message);
        let error = Self::new(message.clone(), hint_for(&message, source));
        // The engine places this mistake at the end of the text, wherever the label is.
        let offset = if message.starts_with("Invalid text label") {
            label_with_brackets(&source.text).or(offset)
        } else {
            offset
        };
        match (offset, told) {
            (Some(offset), _) => error.at(offset, source),
            (None, Some(line)) => Self { line: Some(source.line_of(line)), ..error },
            (None, None) => error,
        }
    }

    /// Sets line and column from an offset into the prepared text.
    fn at(mut self, offset: usize, source: &DiagramSource) -> Self {
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

/// Returns the hint that helps most often with a message.
fn hint_for(message: &str, source: &DiagramSource) -> String {
    let kind = kind(&source.text).unwrap_or_default();
    let flowchart = kind.starts_with("graph") || kind.starts_with("flowchart");
    let hint = if message.contains("label") && flowchart {
        "put labels with brackets or other signs in quotes: A[\"f(x)\"]"
    } else if message.starts_with("unexpected end;") && flowchart {
        "`end` is a word of the language: write `End`, or put it in quotes as a label"
    } else if message.contains("expected \"end\"") {
        "every subgraph and block needs an `end` on a line of its own"
    } else if kind == "sequenceDiagram" && source.text.lines().any(|line| line.trim_start().starts_with("style ")) {
        "`style` belongs to flowcharts: a sequence diagram has `box` and `rect` for colours"
    } else if message.contains("front-matter") {
        "the lines between `---` are YAML: put values with brackets or colons in quotes"
    } else if message.starts_with("Invalid date") {
        "write dates as `dateFormat` says, and name tasks that others come after"
    } else {
        "compare the statement with the syntax of this kind of diagram at https://mermaid.js.org"
    };
    hint.to_owned()
}

/// Finds an unquoted label in square brackets that holds brackets of another kind: its byte offset.
fn label_with_brackets(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        for (open, _) in line.match_indices('[') {
            let label = line[open + 1..].split(']').next().unwrap_or_default();
            let shape = label.starts_with(['(', '[', '/', '\\', '"', '<']);
            if !shape && label.contains(['(', ')', '{', '}']) {
                return Some(at + open + 1);
            }
        }
        at += line.len();
    }
    None
}

/// Returns the engine's message without its preamble, on one line.
fn readable(message: &str) -> String {
    let message = message
        .strip_prefix("Diagram parse error (")
        .and_then(|rest| rest.split_once("): "))
        .map_or(message, |(_, rest)| rest);
    let one_line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = one_line.chars().take(300).collect();
    if short.len() < one_line.len() {
        short.push('…');
    }
    short.trim_end_matches('.').to_owned()
}

/// Returns the number after the word `line` in a message; front matter is counted from the line after its fence.
fn line_in(message: &str) -> Option<usize> {
    let (before, after) = message.split_once("line ")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let line: usize = digits.parse().ok().filter(|line| *line > 0)?;
    Some(if before.contains("front-matter") { line + 1 } else { line })
}

#[cfg(test)]
mod tests {
    use crate::theme::tests::theme;
    use crate::{DiagramError, Drawing};

    fn draw(block: &str) -> Result<Drawing, DiagramError> {
        crate::draw(&theme(), block)
    }

    fn place(block: &str) -> (Option<usize>, Option<usize>, String) {
        let error = draw(block).unwrap_err();
        (error.line, error.column, error.hint)
    }

    #[test]
    fn errors_have_their_place_in_the_block() {
        let (line, column, hint) = place("graph LR\n  A[시작 --> B\n  C --> D");
        assert_eq!((line, column), (Some(2), Some(4)));
        assert!(hint.contains("quotes"), "{hint}");
        let (line, column, hint) = place("graph TD\n  A[함수()] --> B\n");
        assert_eq!((line, column), (Some(2), Some(5)));
        assert!(hint.contains("quotes"), "{hint}");
        let (line, _, hint) = place("sequenceDiagram\n  A->>B: x\n  style A fill:#fff\n");
        assert_eq!(line, Some(3));
        assert!(hint.contains("box"), "{hint}");
        assert_eq!(place("---\ntitle: [x\n---\ngraph TD\nA-->B").0, Some(2));
    }

    #[test]
    fn a_comma_list_before_the_error_does_not_move_it() {
        assert_eq!(place("graph TD\nA-->B\nstyle A,B,C fill:#fff\n B --> [x\n").0, Some(4));
    }

    #[test]
    fn unknown_kinds_and_empty_blocks_say_so() {
        let error = draw("%% x\nfoo bar\n").unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (Some(2), "`foo` is not a kind of diagram"));
        let error = draw("zenuml\n  A.call\n").unwrap_err();
        assert_eq!(error.message, "diagrams of the kind `zenuml` cannot be drawn here");
        assert_eq!(draw(" \n%% nothing\n").unwrap_err().message, "the diagram is empty");
    }
}
