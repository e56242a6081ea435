//! Lists the advice for authors of diagrams that cannot be drawn; a program words it for its users.

use serde::{Deserialize, Serialize};

/// The advice that helps most often with a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiagramAdvice {
    /// Write the diagram, or remove the block.
    WriteOrRemove,
    /// Split the diagram; a block may have [`MOST_BYTES`](crate::MOST_BYTES).
    Split,
    /// Report the block: the program is at fault.
    Report,
    /// Begin with a kind that is known.
    KnownKind,
    /// Quote labels with brackets or other signs.
    QuoteLabel,
    /// `end` is a word of flowcharts.
    EndWord,
    /// A subgraph or block needs an `end`.
    MissingEnd,
    /// `style` belongs to flowcharts.
    NoStyle,
    /// The lines between `---` are YAML.
    FrontMatter,
    /// Dates must be as `dateFormat` says.
    Dates,
    /// Compare the statement with the syntax.
    Syntax,
    /// Close the bracket of a label.
    CloseBracket,
    /// Close the quotation mark of a label.
    CloseQuote,
    /// Close the brace of a block.
    CloseBrace,
    /// An arrow of a flowchart has two dashes.
    LongArrow,
    /// A message has a colon and a text.
    MessageText,
    /// Write signs of the language in place of those of another keyboard.
    Signs,
    /// Comments begin with `%%`.
    CommentSign,
    /// Directions are TB, TD, BT, LR and RL.
    Direction,
    /// Correct the spelling of a keyword.
    Spelling,
    /// Close the label of an edge with a second `|`.
    ClosePipe,
    /// A name is one word; a label goes into brackets.
    OneWord,
    /// Labels of slices are in quotation marks.
    QuoteSlice,
    /// A mindmap has one root.
    OneRoot,
    /// A branch must exist before it is checked out.
    BranchFirst,
    /// Coordinates are from 0 to 1.
    ZeroToOne,
    /// Formulas in labels are not drawn: write them as text.
    NoFormula,
    /// Draw fewer edges.
    FewerEdges,
}
