//! Finds the usual slips in a diagram that the engine refused: the place where the author must write something, and what.
//!
//! The engine reports where it noticed a mistake, which for a missing bracket or `end` is a later line or the end of the text.
//! A slip is only sought after a refusal, so that a rule here never refuses a diagram.

use crate::advice::DiagramAdvice;
use crate::edited_text::{Slip, TextEdit, first_word, lines};
use crate::slip_signs::{foreign_comment, foreign_signs, misspelt_statement, unknown_direction};
use crate::source::kind;

/// Words that open a block of a sequence diagram (Mermaid, "Sequence diagrams").
const SEQUENCE_BLOCKS: [&str; 8] = ["loop", "alt", "opt", "par", "critical", "break", "rect", "box"];

/// Arrows of sequence diagrams, longer ones before their parts.
const MESSAGES: [&str; 10] = ["<<-->>", "<<->>", "-->>", "->>", "-->", "->", "--x", "-x", "--)", "-)"];

/// The least length of a statement that is looked up by the words of the engine.
const MIN_QUOTED: usize = 3;

/// Finds the most likely slip of a refused diagram.
pub(crate) fn find(text: &str, message: &str) -> Option<Slip> {
    if message.contains("capability `math`") {
        return text.find("$$").map(|at| Slip::new(at, DiagramAdvice::NoFormula));
    }
    let kind = kind(text).unwrap_or_default();
    let found = match kind {
        _ if kind.starts_with("graph") || kind.starts_with("flowchart") => unknown_direction(text)
            .or_else(|| open_label(text))
            .or_else(|| foreign_signs(text, kind))
            .or_else(|| open_block(text, &["subgraph"]))
            .or_else(|| short_arrow(text))
            .or_else(|| open_pipe(text)),
        "sequenceDiagram" => open_block(text, &SEQUENCE_BLOCKS)
            .or_else(|| foreign_signs(text, kind))
            .or_else(|| style_in_sequence(text))
            .or_else(|| misspelt_statement(text))
            .or_else(|| silent_message(text)),
        "block-beta" | "block" => open_block(text, &["block"]),
        _ if kind.starts_with("stateDiagram") => open_brace(text).or_else(|| short_arrow(text)),
        _ if kind.starts_with("classDiagram") => open_brace(text),
        "erDiagram" | "requirementDiagram" => open_brace(text),
        "pie" => unquoted_slice(text),
        _ => None,
    };
    found
        .or_else(|| foreign_signs(text, kind))
        .or_else(|| foreign_comment(text))
        .or_else(|| by_message(message))
        .or_else(|| quoted_statement(text, message))
}

/// Returns the advice for messages of the engine about one statement; they have their place.
fn by_message(message: &str) -> Option<Slip> {
    let (_, advice) = MESSAGES_WITH_ADVICE.iter().find(|(start, _)| message.starts_with(start))?;
    Some(Slip::new(usize::MAX, *advice))
}

/// The starts of messages of the engine, with the advice for each.
const MESSAGES_WITH_ADVICE: [(&str, DiagramAdvice); 5] = [
    ("There can be only one root", DiagramAdvice::OneRoot),
    ("Trying to checkout branch", DiagramAdvice::BranchFirst),
    ("invalid point coordinate", DiagramAdvice::ZeroToOne),
    ("unexpected identifier; expected sep", DiagramAdvice::OneWord),
    ("unbalanced ']'", DiagramAdvice::CloseBracket),
];

/// Finds a `style` statement, which sequence diagrams do not have.
fn style_in_sequence(text: &str) -> Option<Slip> {
    let mut found = lines(text).filter(|(_, line)| line.trim_start().starts_with("style "));
    found.find_map(|(start, line)| Some(Slip::new(start + line.find("style")?, DiagramAdvice::NoStyle)))
}

/// Finds a label of an edge whose second `|` is missing.
fn open_pipe(text: &str) -> Option<Slip> {
    lines(text).find_map(|(start, line)| {
        let at = line.find('|').filter(|_| line.matches('|').count() % 2 == 1 && !line.contains('"'))?;
        Some(Slip::new(start + at, DiagramAdvice::ClosePipe))
    })
}

/// Finds a slice of a pie whose label has no quotation marks, and sets them.
fn unquoted_slice(text: &str) -> Option<Slip> {
    lines(text).skip(1).find_map(|(start, line)| {
        let (label, value) = line.split_once(':')?;
        let is_number = value.trim().parse::<f64>().is_ok();
        let name = label.trim();
        if !is_number || name.is_empty() || name.contains(['"', '“', '”']) {
            return None;
        }
        let at = start + label.find(name)?;
        let edit = TextEdit { range: at..at + name.len(), text: format!("\"{name}\"") };
        Some(Slip { at, advice: DiagramAdvice::QuoteSlice, edits: vec![edit] })
    })
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
            return Some(Slip::new(*at, DiagramAdvice::CloseBracket));
        }
    }
    quote.map(|at| Slip::new(at, DiagramAdvice::CloseQuote))
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
    open.pop().map(|at| Slip::new(at, DiagramAdvice::MissingEnd))
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
                    let at = start + at;
                    let edit = TextEdit { range: at..at + 2, text: "-->".to_owned() };
                    return Some(Slip { at, advice: DiagramAdvice::LongArrow, edits: vec![edit] });
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
        has_sides.then(|| Slip::new(start + at, DiagramAdvice::MessageText))
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
    open.pop().map(|at| Slip::new(at, DiagramAdvice::CloseBrace))
}

/// Finds the statement that the engine quotes at the end of its message, if one line alone holds it.
fn quoted_statement(text: &str, message: &str) -> Option<Slip> {
    let (_, quoted) = message.split_once(':')?;
    let quoted = quoted.trim();
    let advice = if message.starts_with("Invalid date") { DiagramAdvice::Dates } else { DiagramAdvice::Syntax };
    let mut holding = lines(text).filter(|(_, line)| quoted.len() >= MIN_QUOTED && line.contains(quoted));
    let (start, line) = holding.next()?;
    (holding.next().is_none()).then(|| Slip::new(start + line.find(quoted).unwrap_or(0), advice))
}

#[cfg(test)]
mod tests {
    use crate::theme::tests::theme;
    use crate::{DiagramAdvice, draw};

    /// Typical mistakes with the line and column where the author must write something, the advice, and whether a fix is certain.
    const MISTAKES: [(&str, usize, usize, DiagramAdvice, bool); 35] = [
        ("flowchart TD\n  A[Start] --> B[Build\n  B --> C[End]\n", 2, 17, DiagramAdvice::CloseBracket, false),
        ("flowchart TD\n  A(Start --> B[Build]\n  B --> C[End]\n", 2, 4, DiagramAdvice::CloseBracket, false),
        ("flowchart TD\n  A[Start] --> B\n  B[call f(x)] --> C\n", 3, 5, DiagramAdvice::QuoteLabel, false),
        ("flowchart TD\n  A --> B\n  B --> end\n", 3, 9, DiagramAdvice::EndWord, false),
        ("flowchart TD\n  subgraph one\n  A --> B\n  C --> D\n", 2, 3, DiagramAdvice::MissingEnd, false),
        ("flowchart TD\n  A --> B\n  B -> C\n", 3, 5, DiagramAdvice::LongArrow, true),
        ("flowchrt TD\n  A --> B\n", 1, 1, DiagramAdvice::KnownKind, true),
        ("sequenceDiagram\n  Alice->>Bob: hi\n  Bob->>Alice\n", 3, 6, DiagramAdvice::MessageText, false),
        ("sequenceDiagram\n  loop each\n  Alice->>Bob: hi\n", 2, 3, DiagramAdvice::MissingEnd, false),
        ("sequenceDiagram\n  A->>B: x\n  style A fill:#fff\n", 3, 3, DiagramAdvice::NoStyle, false),
        ("sequenceDiagram\n  가->>나：안녕\n", 2, 8, DiagramAdvice::Signs, true),
        ("sequenceDiagram\n  particpant A\n  A->>B: x\n", 2, 3, DiagramAdvice::Spelling, true),
        ("flowchart TD\n  A（시작） --> B\n", 2, 4, DiagramAdvice::Signs, true),
        ("flowchart LR\n  A[시작] → B[끝]\n", 2, 9, DiagramAdvice::Signs, true),
        ("flowchart LR\n  A —> B\n", 2, 5, DiagramAdvice::Signs, true),
        ("flowchart LR；\n  A --> B\n", 1, 13, DiagramAdvice::Signs, true),
        ("pie\n  “a” : 10\n", 2, 3, DiagramAdvice::Signs, true),
        ("flowchart DT\n  A --> B\n", 1, 11, DiagramAdvice::Direction, false),
        ("flowchart TD\n  subgraph s\n  direction UD\n  A --> B\n  end\n", 3, 13, DiagramAdvice::Direction, false),
        ("flowchart TD\n  // a comment\n  A --> B\n", 2, 3, DiagramAdvice::CommentSign, true),
        ("flowchart TD\n  # a comment\n  A --> B\n", 2, 3, DiagramAdvice::CommentSign, true),
        ("flowchart TD\n  A[\"Start] --> B\n  B --> C\n", 2, 5, DiagramAdvice::CloseQuote, false),
        ("flowchart LR\n  A -->|yes B\n  B --> C\n", 2, 8, DiagramAdvice::ClosePipe, false),
        ("flowchart LR\n  my node --> other\n", 2, 6, DiagramAdvice::OneWord, false),
        (
            "---\ntitle: x\nconfig:\n\ttheme: base\n---\nflowchart LR\n  A --> B\n",
            4,
            1,
            DiagramAdvice::FrontMatter,
            false,
        ),
        ("classDiagram\n  class A {\n    +int x\n  A <|-- B\n", 2, 11, DiagramAdvice::CloseBrace, false),
        ("stateDiagram-v2\n  [*] --> A\n  A -> B\n", 3, 5, DiagramAdvice::LongArrow, true),
        ("pie\n  a : 10\n  \"b\" : 5\n", 2, 3, DiagramAdvice::QuoteSlice, true),
        ("pie\n  \"a\" : 10\n  \"b\" : ten\n", 3, 3, DiagramAdvice::Syntax, false),
        ("erDiagram\n  A ||--o{ B : has\n  A |--o{ C : x\n", 3, 5, DiagramAdvice::Syntax, false),
        ("gantt\n  dateFormat YYYY-MM-DD\n  section S\n  a :a1, 2026-13-45, 3d\n", 4, 10, DiagramAdvice::Dates, false),
        ("mindmap\n  root\n  other\n", 3, 3, DiagramAdvice::OneRoot, false),
        ("quadrantChart\n  x-axis Low --> High\n  A: [1.5, 0.2]\n", 3, 3, DiagramAdvice::ZeroToOne, false),
        ("gitGraph\n  commit\n  checkout nowhere\n", 3, 3, DiagramAdvice::BranchFirst, false),
        ("flowchart LR\n  A[\"$$x^2$$\"] --> B\n", 2, 6, DiagramAdvice::NoFormula, false),
    ];

    #[test]
    fn typical_mistakes_are_reported_where_they_are() {
        let mut wrong = Vec::new();
        for (block, line, column, advice, is_certain) in MISTAKES {
            let error = draw(&theme(), block).unwrap_err();
            let found = (error.line, error.column, error.advice, !error.fix.is_empty());
            if found != (Some(line), Some(column), advice, is_certain) {
                wrong.push(format!("{block}\n{found:?}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_fix_writes_what_was_meant() {
        let error = draw(&theme(), "flowchart TD\n  A（시작） → B\n").unwrap_err();
        let texts: Vec<(usize, usize, usize, &str)> =
            error.fix.iter().map(|edit| (edit.line, edit.column, edit.length, edit.text.as_str())).collect();
        assert_eq!(texts, [(2, 4, 1, "("), (2, 7, 1, ")"), (2, 9, 1, "-->")]);
    }

    #[test]
    fn signs_within_labels_are_no_slips() {
        for text in [
            "graph TD\n  A[\"f(x\"] --> B{\"[\"}\n",
            "graph TD\n  A[\"two\n  lines (\"] -->|\"x -> y\"| B\n",
            "graph TD\n  A --> B\n  %% [ -> \n  B <--> C -.-> D ==> E\n",
        ] {
            assert!(super::find(text, "").is_none(), "{text}");
        }
    }
}
