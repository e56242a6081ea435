//! Finds the usual slips in a diagram that the engine refused: the place where the author must write something, and what.
//!
//! The engine reports where it noticed a mistake, which for a missing bracket or `end` is a later line or the end of the text.
//! A slip is only sought after a refusal, so that a rule here never refuses a diagram.

use crate::advice::DiagramAdvice;
use crate::source::kind;

/// Words that open a block of a sequence diagram (Mermaid, "Sequence diagrams").
const SEQUENCE_BLOCKS: [&str; 8] = ["loop", "alt", "opt", "par", "critical", "break", "rect", "box"];

/// Arrows of sequence diagrams, longer ones before their parts.
const MESSAGES: [&str; 10] = ["<<-->>", "<<->>", "-->>", "->>", "-->", "->", "--x", "-x", "--)", "-)"];

/// The least length of a statement that is looked up by the words of the engine.
const MIN_QUOTED: usize = 3;

/// A slip: its byte offset, and the advice for it.
pub(crate) type Slip = (usize, DiagramAdvice);

/// Finds the most likely slip of a refused diagram.
pub(crate) fn find(text: &str, message: &str) -> Option<Slip> {
    let kind = kind(text).unwrap_or_default();
    let found = match kind {
        _ if kind.starts_with("graph") || kind.starts_with("flowchart") => {
            open_label(text).or_else(|| open_block(text, &["subgraph"])).or_else(|| short_arrow(text))
        }
        "sequenceDiagram" => open_block(text, &SEQUENCE_BLOCKS).or_else(|| silent_message(text)),
        "block-beta" | "block" => open_block(text, &["block"]),
        _ if kind.starts_with("classDiagram") || kind.starts_with("stateDiagram") => open_brace(text),
        "erDiagram" | "requirementDiagram" => open_brace(text),
        _ => None,
    };
    found.or_else(|| quoted_statement(text, message))
}

/// Returns the lines of a text with their offsets, without comments.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        (!line.trim_start().starts_with("%%")).then_some((start, line))
    })
}

/// Returns the first word of a line.
fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default()
}

/// Finds a bracket of a node that its line does not close, or a quotation mark that nothing closes.
fn open_label(text: &str) -> Option<Slip> {
    let mut quote: Option<usize> = None;
    for (start, line) in lines(text) {
        if quote.is_none()
            && matches!(first_word(line), "style" | "classDef" | "linkStyle" | "click" | "accTitle" | "accDescr")
        {
            continue;
        }
        let mut open: Vec<(usize, char)> = Vec::new();
        for (at, c) in line.char_indices() {
            match c {
                '"' => quote = if quote.is_some() { None } else { Some(start + at) },
                _ if quote.is_some() => {}
                '[' | '(' | '{' => open.push((start + at, c)),
                ']' | ')' | '}' => {
                    let opening = match c {
                        ']' => '[',
                        ')' => '(',
                        _ => '{',
                    };
                    // Signs within the label are text.
                    if let Some(place) = open.iter().rposition(|(_, known)| *known == opening) {
                        open.truncate(place);
                    }
                }
                _ => {}
            }
        }
        if let Some((at, _)) = open.first().filter(|_| quote.is_none()) {
            return Some((*at, DiagramAdvice::CloseBracket));
        }
    }
    quote.map(|at| (at, DiagramAdvice::CloseQuote))
}

/// Finds the innermost block without an `end`.
fn open_block(text: &str, words: &[&str]) -> Option<Slip> {
    let mut open = Vec::new();
    for (start, line) in lines(text) {
        let word = line.split_whitespace().next().unwrap_or_default().trim_end_matches(':');
        if words.contains(&word) {
            open.push(start + line.find(word).unwrap_or(0));
        } else if word == "end" {
            open.pop();
        }
    }
    open.pop().map(|at| (at, DiagramAdvice::MissingEnd))
}

/// Finds `->` where flowcharts have `-->`.
fn short_arrow(text: &str) -> Option<Slip> {
    for (start, line) in lines(text) {
        let mut is_quoted = false;
        let mut depth = 0_usize;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match c {
                '"' => is_quoted = !is_quoted,
                '[' | '(' | '{' | '|' if !is_quoted && (c != '|' || depth == 0) => depth += 1,
                ']' | ')' | '}' | '|' if !is_quoted => depth = depth.saturating_sub(1),
                '-' if !is_quoted
                    && depth == 0
                    && line[at..].starts_with("->")
                    && !matches!(before, '-' | '.' | '=' | '<') =>
                {
                    return Some((start + at, DiagramAdvice::LongArrow));
                }
                _ => {}
            }
            before = c;
        }
    }
    None
}

/// Finds a message of a sequence diagram without a colon before its text.
fn silent_message(text: &str) -> Option<Slip> {
    lines(text).find_map(|(start, line)| {
        let arrow = MESSAGES.iter().filter_map(|arrow| Some((line.find(arrow)?, arrow))).min_by_key(|(at, _)| *at);
        let (at, arrow) = arrow.filter(|_| !line.contains(':'))?;
        let has_sides = !line[..at].trim().is_empty() && !line[at + arrow.len()..].trim().is_empty();
        has_sides.then_some((start + at, DiagramAdvice::MessageText))
    })
}

/// Finds the innermost brace that ends a line and that no line closes.
fn open_brace(text: &str) -> Option<Slip> {
    let mut open = Vec::new();
    for (start, line) in lines(text) {
        let line = line.trim_end();
        if line.ends_with('{') {
            open.push(start + line.len() - 1);
        } else if line.trim_start().starts_with('}') {
            open.pop();
        }
    }
    open.pop().map(|at| (at, DiagramAdvice::CloseBrace))
}

/// Finds the statement that the engine quotes at the end of its message, if one line alone holds it.
fn quoted_statement(text: &str, message: &str) -> Option<Slip> {
    let (_, quoted) = message.split_once(':')?;
    let quoted = quoted.trim();
    let advice = if message.starts_with("Invalid date") { DiagramAdvice::Dates } else { DiagramAdvice::Syntax };
    let mut holding = lines(text).filter(|(_, line)| quoted.len() >= MIN_QUOTED && line.contains(quoted));
    let (start, line) = holding.next()?;
    (holding.next().is_none()).then(|| (start + line.find(quoted).unwrap_or(0), advice))
}

#[cfg(test)]
mod tests {
    use crate::theme::tests::theme;
    use crate::{DiagramAdvice, draw};

    /// Typical mistakes with the line where the author must write something, and the advice.
    const MISTAKES: [(&str, usize, DiagramAdvice); 15] = [
        ("flowchart TD\n  A[Start] --> B[Build\n  B --> C[End]\n", 2, DiagramAdvice::CloseBracket),
        ("flowchart TD\n  A(Start --> B[Build]\n  B --> C[End]\n", 2, DiagramAdvice::CloseBracket),
        ("flowchart TD\n  A[Start] --> B\n  B[call f(x)] --> C\n", 3, DiagramAdvice::QuoteLabel),
        ("flowchart TD\n  A --> B\n  B --> end\n", 3, DiagramAdvice::EndWord),
        ("flowchart TD\n  subgraph one\n  A --> B\n  C --> D\n", 2, DiagramAdvice::MissingEnd),
        ("flowchart TD\n  A --> B\n  B -> C\n", 3, DiagramAdvice::LongArrow),
        ("flowchrt TD\n  A --> B\n", 1, DiagramAdvice::KnownKind),
        ("sequenceDiagram\n  Alice->>Bob: hi\n  Bob->>Alice\n", 3, DiagramAdvice::MessageText),
        ("sequenceDiagram\n  loop each\n  Alice->>Bob: hi\n", 2, DiagramAdvice::MissingEnd),
        ("flowchart TD\n  A[\"Start] --> B\n  B --> C\n", 2, DiagramAdvice::CloseQuote),
        ("classDiagram\n  class A {\n    +int x\n  A <|-- B\n", 2, DiagramAdvice::CloseBrace),
        ("pie\n  \"a\" : 10\n  \"b\" : ten\n", 3, DiagramAdvice::Syntax),
        ("erDiagram\n  A ||--o{ B : has\n  A |--o{ C : x\n", 3, DiagramAdvice::Syntax),
        ("stateDiagram-v2\n  [*] --> A\n  state B {\n  A --> C\n", 3, DiagramAdvice::CloseBrace),
        ("gantt\n  dateFormat YYYY-MM-DD\n  section S\n  a :a1, 2026-13-45, 3d\n", 4, DiagramAdvice::Dates),
    ];

    #[test]
    fn typical_mistakes_are_reported_where_they_are() {
        for (block, line, advice) in MISTAKES {
            let error = draw(&theme(), block).unwrap_err();
            assert_eq!((error.line, error.advice), (Some(line), advice), "{block}\n{error:?}");
        }
    }

    #[test]
    fn signs_within_labels_are_no_slips() {
        for text in [
            "graph TD\n  A[\"f(x\"] --> B{\"[\"}\n",
            "graph TD\n  A[\"two\n  lines (\"] -->|\"x -> y\"| B\n",
            "graph TD\n  A --> B\n  %% [ -> \n  B <--> C -.-> D ==> E\n",
        ] {
            assert_eq!(super::find(text, ""), None, "{text}");
        }
    }
}
