//! Turns the engine's refusals into faults with a place and an advice, for the author of a diagram. Their words are the user's
//! of this crate; only those of the engine are English.

use serde::{Deserialize, Serialize};

use crate::advice::DiagramAdvice;
use crate::edited_text::Slip;
use crate::engine::EngineError;
use crate::slip;
use crate::slip_signs::misspelt_kind;
use crate::source::{DiagramSource, kind};

/// The reason why a block was not drawn, for its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagramError {
    /// The mistake.
    pub fault: DiagramFault,
    /// The line in the block, from 1, if it is known.
    pub line: Option<usize>,
    /// The column in that line in characters, from 1, if it is known.
    pub column: Option<usize>,
    /// The advice for its author.
    pub advice: DiagramAdvice,
    /// The edits with which the block is drawn; none if it is not certain what was meant.
    pub fix: Vec<DiagramEdit>,
}

/// A replacement within one line of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagramEdit {
    /// The line in the block, from 1.
    pub line: usize,
    /// The column of the first character that is replaced, from 1, in characters.
    pub column: usize,
    /// The number of characters that are replaced.
    pub length: usize,
    /// The text in their place.
    pub text: String,
}

/// A mistake of a diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiagramFault {
    /// The block holds no diagram.
    Empty,
    /// The diagram is too large or too deeply nested.
    TooLarge,
    /// The engine failed, through no mistake of the diagram.
    Engine,
    /// No kind of diagram has this name.
    UnknownKind(String),
    /// The diagram would have more edges than are drawn ([`MOST_EDGES`](crate::MOST_EDGES)): their number, at least.
    TooManyEdges(usize),
    /// A statement cannot be read: its text, empty if it is not known.
    Syntax(String),
}

/// Writes the mistake in English. A program with users in several languages words the fault and the advice itself.
impl std::fmt::Display for DiagramError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.fault {
            DiagramFault::Empty => f.write_str("the diagram is empty"),
            DiagramFault::TooLarge => f.write_str("the diagram is too large or too deeply nested to be drawn"),
            DiagramFault::Engine => f.write_str("the diagram cannot be drawn"),
            DiagramFault::UnknownKind(kind) => write!(f, "`{kind}` is not a kind of diagram"),
            DiagramFault::TooManyEdges(edges) => write!(f, "the diagram has {edges} edges or more"),
            DiagramFault::Syntax(statement) if statement.is_empty() => f.write_str("a statement cannot be read"),
            DiagramFault::Syntax(statement) => write!(f, "`{statement}` cannot be read"),
        }
    }
}

impl std::error::Error for DiagramError {}

impl DiagramError {
    fn new(fault: DiagramFault, advice: DiagramAdvice) -> Self {
        Self { fault, line: None, column: None, advice, fix: Vec::new() }
    }

    pub(crate) fn empty() -> Self {
        Self::new(DiagramFault::Empty, DiagramAdvice::WriteOrRemove)
    }

    pub(crate) fn too_large() -> Self {
        Self::new(DiagramFault::TooLarge, DiagramAdvice::Split)
    }

    pub(crate) fn fault() -> Self {
        Self::new(DiagramFault::Engine, DiagramAdvice::Report)
    }

    /// Returns the error for a refusal; `is_drawn` tests whether the engine draws a corrected text.
    pub(crate) fn of(refusal: EngineError, source: &DiagramSource, is_drawn: &dyn Fn(&str) -> bool) -> Self {
        match refusal {
            EngineError::UnknownKind => Self::unknown_kind(source, is_drawn),
            EngineError::TooLarge => Self::too_large(),
            EngineError::Fault => Self::fault(),
            EngineError::Syntax { message, offset } => Self::syntax(&message, offset, source, is_drawn),
        }
    }

    pub(crate) fn too_many_edges(edges: usize, offset: usize, source: &DiagramSource) -> Self {
        Self::new(DiagramFault::TooManyEdges(edges), DiagramAdvice::FewerEdges).at(offset, source)
    }

    fn unknown_kind(source: &DiagramSource, is_drawn: &dyn Fn(&str) -> bool) -> Self {
        let word = kind(&source.text).unwrap_or_default();
        let start = source.text.find(word).unwrap_or(0);
        let error = Self::new(DiagramFault::UnknownKind(word.to_owned()), DiagramAdvice::KnownKind).at(start, source);
        match misspelt_kind(word, start) {
            Some(slip) => error.with_fix(&slip, source, is_drawn),
            None => error,
        }
    }

    fn syntax(message: &str, offset: Option<usize>, source: &DiagramSource, is_drawn: &dyn Fn(&str) -> bool) -> Self {
        let message = readable(message);
        let told = line_in(&message);
        let mut error = Self::new(DiagramFault::Syntax(String::new()), advice_for(&message, source));
        // The engine places this mistake at the end of the text, wherever the label is.
        let mut offset = if message.starts_with("Invalid text label") {
            label_with_brackets(&source.text).or(offset)
        } else {
            offset
        };
        if let Some(slip) = slip::find(&source.text, &message) {
            error.advice = slip.advice;
            if slip.at <= source.text.len() {
                offset = Some(slip.at);
            }
            error = error.with_fix(&slip, source, is_drawn);
        }
        match (offset, told) {
            (Some(offset), _) => error = error.at(offset, source),
            (None, Some(line)) => {
                error.line = Some(source.line_of(line));
                error.column = Some(1);
            }
            (None, None) => {}
        }
        let statement = error.line.and_then(|line| source.block_line(line)).unwrap_or_default();
        Self { fault: DiagramFault::Syntax(shortened(statement.trim())), ..error }
    }

    /// Adds the edits of a slip, if the diagram is drawn with them.
    fn with_fix(mut self, slip: &Slip, source: &DiagramSource, is_drawn: &dyn Fn(&str) -> bool) -> Self {
        if slip.edits.is_empty() || !is_drawn(&slip.corrected(&source.text)) {
            return self;
        }
        self.fix = slip
            .edits
            .iter()
            .filter_map(|edit| {
                let (line, column) = place(edit.range.start, source);
                let length = source.text.get(edit.range.clone())?.chars().count();
                Some(DiagramEdit { line, column, length, text: edit.text.clone() })
            })
            .collect();
        self
    }

    /// Sets line and column from an offset into the prepared text.
    fn at(mut self, offset: usize, source: &DiagramSource) -> Self {
        let (line, column) = place(offset, source);
        (self.line, self.column) = (Some(line), Some(column));
        self
    }
}

/// Returns the line and the column in the block for an offset into the prepared text, both from 1.
fn place(offset: usize, source: &DiagramSource) -> (usize, usize) {
    let mut offset = offset.min(source.text.len());
    while !source.text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &source.text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (source.line_of(before.matches('\n').count() + 1), before[start..].chars().count() + 1)
}

/// The maximum length of a statement in a message, in characters.
const MOST_OF_STATEMENT: usize = 60;

fn shortened(statement: &str) -> String {
    let mut short: String = statement.chars().take(MOST_OF_STATEMENT).collect();
    if short.len() < statement.len() {
        short.push('…');
    }
    short
}

/// Returns the advice that helps most often with a message of the engine.
fn advice_for(message: &str, source: &DiagramSource) -> DiagramAdvice {
    let kind = kind(&source.text).unwrap_or_default();
    let flowchart = kind.starts_with("graph") || kind.starts_with("flowchart");
    if message.starts_with("unexpected end;") && flowchart {
        DiagramAdvice::EndWord
    } else if message.contains("label") && flowchart {
        DiagramAdvice::QuoteLabel
    } else if message.contains("expected \"end\"") {
        DiagramAdvice::MissingEnd
    } else if kind == "sequenceDiagram" && source.text.lines().any(|line| line.trim_start().starts_with("style ")) {
        DiagramAdvice::NoStyle
    } else if message.contains("front-matter") {
        DiagramAdvice::FrontMatter
    } else if message.starts_with("Invalid date") {
        DiagramAdvice::Dates
    } else {
        DiagramAdvice::Syntax
    }
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
    use crate::{DiagramAdvice, DiagramError, DiagramFault, Drawing};

    fn draw(block: &str) -> Result<Drawing, DiagramError> {
        crate::draw(&theme(), block)
    }

    fn place(block: &str) -> (Option<usize>, Option<usize>, DiagramAdvice) {
        let error = draw(block).unwrap_err();
        (error.line, error.column, error.advice)
    }

    #[test]
    fn errors_have_their_place_in_the_block() {
        let (line, column, advice) = place("graph LR\n  A[시작 --> B\n  C --> D");
        assert_eq!((line, column), (Some(2), Some(4)));
        assert_eq!(advice, DiagramAdvice::CloseBracket);
        let (line, column, advice) = place("graph TD\n  A[함수()] --> B\n");
        assert_eq!((line, column), (Some(2), Some(5)));
        assert_eq!(advice, DiagramAdvice::QuoteLabel);
        let (line, _, advice) = place("sequenceDiagram\n  A->>B: x\n  style A fill:#fff\n");
        assert_eq!(line, Some(3));
        assert_eq!(advice, DiagramAdvice::NoStyle);
        assert_eq!(place("---\ntitle: [x\n---\ngraph TD\nA-->B").0, Some(2));
    }

    #[test]
    fn a_comma_list_before_the_error_does_not_move_it() {
        assert_eq!(place("graph TD\nA-->B\nstyle A,B,C fill:#fff\n B --> [x\n").0, Some(4));
    }

    #[test]
    fn unknown_kinds_and_empty_blocks_say_so() {
        let error = draw("%% x\nfoo bar\n").unwrap_err();
        assert_eq!((error.line, error.fault), (Some(2), DiagramFault::UnknownKind("foo".to_owned())));
        assert_eq!(draw(" \n%% nothing\n").unwrap_err().fault, DiagramFault::Empty);
    }
}
