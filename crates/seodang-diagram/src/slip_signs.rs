//! Finds signs and words of a refused diagram that Mermaid does not know: punctuation of other keyboards, comments of other languages,
//! misspelt keywords, directions that do not exist. Each has an edit that writes what was meant.

use crate::advice::DiagramAdvice;
use crate::edited_text::{Slip, TextEdit, first_word, lines};

/// The names of kinds of diagrams (Mermaid 11, "Diagram Syntax").
const KINDS: [&str; 35] = [
    "architecture-beta",
    "block",
    "block-beta",
    "C4Component",
    "C4Container",
    "C4Context",
    "C4Deployment",
    "C4Dynamic",
    "classDiagram",
    "classDiagram-v2",
    "erDiagram",
    "eventmodeling",
    "flowchart",
    "gantt",
    "gitGraph",
    "graph",
    "ishikawa",
    "journey",
    "kanban",
    "mindmap",
    "packet",
    "pie",
    "quadrantChart",
    "radar-beta",
    "requirementDiagram",
    "sankey",
    "sankey-beta",
    "sequenceDiagram",
    "stateDiagram",
    "stateDiagram-v2",
    "timeline",
    "treemap-beta",
    "venn-beta",
    "xychart",
    "xychart-beta",
];

/// Words that begin a statement of a sequence diagram (Mermaid, "Sequence diagrams").
const SEQUENCE_WORDS: [&str; 16] = [
    "activate",
    "actor",
    "alt",
    "autonumber",
    "box",
    "break",
    "create",
    "critical",
    "deactivate",
    "destroy",
    "else",
    "loop",
    "note",
    "option",
    "participant",
    "rect",
];

/// Signs of other keyboards with those that Mermaid reads, longer ones before their parts.
const SIGNS: [(&str, &str); 17] = [
    ("—>", "-->"),
    ("–>", "-->"),
    ("→", "-->"),
    ("⟶", "-->"),
    ("➜", "-->"),
    ("：", ":"),
    ("；", ";"),
    ("（", "("),
    ("）", ")"),
    ("［", "["),
    ("］", "]"),
    ("｛", "{"),
    ("｝", "}"),
    ("，", ","),
    ("“", "\""),
    ("”", "\""),
    ("｜", "|"),
];

/// The least similarity (Jaro and Winkler, 0 to 1) of a misspelt word to the one that was meant: `flowchrt` has 0.97, `flow` 0.89.
const LEAST_SIMILARITY: f64 = 0.9;

/// Finds signs of other keyboards outside of labels, and replaces all of them.
pub(crate) fn foreign_signs(text: &str, kind: &str) -> Option<Slip> {
    let is_flowchart = kind.starts_with("graph") || kind.starts_with("flowchart");
    let mut edits = Vec::new();
    for (start, line) in lines(text) {
        let mut is_quoted = false;
        let mut depth = 0_usize;
        for (at, c) in line.char_indices() {
            match c {
                '"' => is_quoted = !is_quoted,
                // The rest of a line is the text of a message, a task or a value.
                ':' if !is_flowchart && !is_quoted => break,
                '[' | '(' | '{' if !is_quoted => depth += 1,
                ']' | ')' | '}' if !is_quoted => depth = depth.saturating_sub(1),
                _ if is_quoted || depth > 0 => {}
                _ => {
                    let sign = SIGNS.iter().find(|(sign, _)| line[at..].starts_with(sign));
                    edits.extend(sign.map(|(sign, meant)| {
                        let meant = if kind == "sequenceDiagram" && *meant == "-->" { "->>" } else { meant };
                        TextEdit { range: start + at..start + at + sign.len(), text: meant.to_owned() }
                    }));
                }
            }
        }
    }
    let at = edits.first()?.range.start;
    Some(Slip { at, advice: DiagramAdvice::Signs, edits })
}

/// Finds a line that begins with the comment sign of another language.
pub(crate) fn foreign_comment(text: &str) -> Option<Slip> {
    lines(text).find_map(|(start, line)| {
        let indent = line.len() - line.trim_start().len();
        let sign = ["//", "#"].into_iter().find(|sign| line[indent..].starts_with(sign))?;
        let at = start + indent;
        let edit = TextEdit { range: at..at + sign.len(), text: "%%".to_owned() };
        Some(Slip { at, advice: DiagramAdvice::CommentSign, edits: vec![edit] })
    })
}

/// Finds a direction that does not exist, in the first line or after `direction`.
pub(crate) fn unknown_direction(text: &str) -> Option<Slip> {
    lines(text).find_map(|(start, line)| {
        let mut words = line.split_whitespace();
        let before = words.next().filter(|word| matches!(*word, "graph" | "flowchart" | "direction"))?;
        let word = words.next()?.trim_end_matches(';');
        let is_known = matches!(word, "TB" | "TD" | "BT" | "LR" | "RL" | "<" | ">" | "^" | "v");
        let is_direction = word.len() <= 3 && word.chars().all(|c| c.is_ascii_alphabetic());
        let at = line.find(before)? + before.len();
        let at = at + line[at..].find(word)?;
        (is_direction && !is_known).then(|| Slip::new(start + at, DiagramAdvice::Direction))
    })
}

/// Finds the kind of diagram that a misspelt word means.
pub(crate) fn misspelt_kind(word: &str, at: usize) -> Option<Slip> {
    misspelt(word, at, &KINDS, DiagramAdvice::KnownKind)
}

/// Finds a misspelt word at the start of a statement of a sequence diagram.
pub(crate) fn misspelt_statement(text: &str) -> Option<Slip> {
    lines(text).skip(1).find_map(|(start, line)| {
        let word = first_word(line);
        let is_message = ["->", "-x", "-)"].iter().any(|arrow| line.contains(arrow));
        let is_known = SEQUENCE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
        let slip = || misspelt(word, start + line.find(word)?, &SEQUENCE_WORDS, DiagramAdvice::Spelling);
        if is_message || is_known { None } else { slip() }
    })
}

fn misspelt(word: &str, at: usize, known: &[&str], advice: DiagramAdvice) -> Option<Slip> {
    let similarity = |known: &str| strsim::jaro_winkler(&word.to_lowercase(), &known.to_lowercase());
    let nearest = known.iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)))?;
    let is_near = word.len() >= 3 && similarity(nearest) >= LEAST_SIMILARITY;
    let edit = TextEdit { range: at..at + word.len(), text: (*nearest).to_owned() };
    is_near.then(|| Slip { at, advice, edits: vec![edit] })
}
