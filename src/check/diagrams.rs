//! Turns Mermaid blocks into reports of lines that do not do what their authors think: styles of what is not drawn, styles
//! in kinds that have none, lists that mermaid.js reads otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::lesson::Fence;
use crate::render::diagram;
use crate::source::Span;

/// The kinds that know no style lines (Mermaid 11; each kind's page says how it is coloured instead).
const UNSTYLED: [&str; 18] = [
    "architecture-beta",
    "gantt",
    "gitGraph",
    "journey",
    "kanban",
    "mindmap",
    "packet",
    "packet-beta",
    "pie",
    "quadrantChart",
    "radar-beta",
    "sankey",
    "sankey-beta",
    "sequenceDiagram",
    "timeline",
    "xychart",
    "xychart-beta",
    "zenuml",
];

pub(super) fn check(page: &Page<'_>, found: &mut Vec<Diagnostic>) {
    for fence in page.lesson.fences.iter().filter(|fence| fence.language.eq_ignore_ascii_case("mermaid")) {
        let lines = page.inside(fence);
        let block: String = lines.iter().flat_map(|(_, text)| [*text, "\n"]).collect();
        let Some(kind) = diagram::kind(&block) else { continue };
        match kind {
            "graph" | "flowchart" | "flowchart-v2" | "flowchart-elk" => {
                style_lists(page, fence, &block, found);
                styled(page, &lines, found);
            }
            kind if UNSTYLED.contains(&kind) => ignored(page, kind, &lines, found),
            _ => {}
        }
        if !is_named(page, fence, &lines) {
            let span = page.words_of(fence.line);
            found.push(
                Diagnostic::at(&page.lesson.path, span, Code::UnnamedDiagram, "nothing says what this diagram shows")
                    .hint("write `accTitle: …` under its first line, or a heading or a label above it"),
            );
        }
    }
}

/// Reports lists, each with the lines that every reader of Mermaid understands.
fn style_lists(page: &Page<'_>, fence: &Fence, block: &str, found: &mut Vec<Diagnostic>) {
    for (number, single) in diagram::style_lists(block) {
        let line = fence.line + number;
        let words = page.words_of(line);
        let whole = page.source.line_span(line);
        let before = &page.source.text[whole.start..words.start];
        let text: Vec<String> = single.iter().map(|line| line.trim().to_owned()).collect();
        let fix = Fix { certain: true, edits: vec![Edit { span: words, text: text.join(&format!("\n{before}")) }] };
        found.push(
            Diagnostic::at(&page.lesson.path, words, Code::StyleList, "one `style` line for several nodes")
                .hint("it is drawn here as meant; mermaid.js and GitHub want a line for each node")
                .fix(Some(fix).filter(|_| before.trim().is_empty())),
        );
    }
}

/// What a flowchart's line says.
enum Line<'a> {
    /// `style A,B …`, `class A,B name`: the nodes, and the class if it gives one.
    Styles(Vec<&'a str>, Option<&'a str>),
    /// `classDef a,b …`
    Defines(Vec<&'a str>),
    /// A line that draws.
    Draws(&'a str),
    /// A comment, or a setting.
    Nothing,
}

fn read(text: &str) -> Line<'_> {
    let text = text.trim().trim_end_matches(';').trim_end();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let names = |list: &'_ str| -> bool { !list.is_empty() && !list.contains(['"', '[', '(', '{']) };
    match word {
        "style" | "class" => {
            let Some((list, last)) = split_list(rest.trim()) else { return Line::Nothing };
            if !names(list) {
                return Line::Nothing;
            }
            let class = (word == "class").then_some(last.trim());
            Line::Styles(list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect(), class)
        }
        "classDef" => {
            let list = rest.split_whitespace().next().unwrap_or_default();
            Line::Defines(list.split(',').map(str::trim).collect())
        }
        "linkStyle" | "click" => Line::Nothing,
        _ if text.starts_with("%%") => Line::Nothing,
        _ => Line::Draws(text),
    }
}

/// Splits `A, B,C fill:…` behind the list.
fn split_list(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        let gap = at + text[at..].find(char::is_whitespace)?;
        let rest = text[gap..].trim_start();
        let goes_on = rest.starts_with(',');
        if !goes_on && !text[..gap].ends_with(',') {
            return Some((&text[..gap], rest));
        }
        at = text.len() - rest.len() + usize::from(goes_on);
        // Spaces after the comma belong to the list.
        at += text[at..].len() - text[at..].trim_start().len();
    }
}

/// Reports styles of nodes that no line draws (Mermaid puts an empty box there), and classes that no line defines.
fn styled(page: &Page<'_>, lines: &[(usize, &str)], found: &mut Vec<Diagnostic>) {
    let mut drawn = String::new();
    let mut defined = BTreeSet::from(["default"]);
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nodes: BTreeMap<&str, usize> = BTreeMap::new();
    for &(line, text) in lines {
        match read(text) {
            Line::Draws(text) => {
                drawn.push_str(text);
                drawn.push('\n');
                for class in inline_classes(text) {
                    classes.entry(class).or_insert(line);
                }
            }
            Line::Defines(names) => defined.extend(names),
            Line::Styles(names, class) => {
                for name in names {
                    nodes.entry(name).or_insert(line);
                }
                if let Some(class) = class {
                    classes.entry(class).or_insert(line);
                }
            }
            Line::Nothing => {}
        }
    }
    for (name, line) in nodes.into_iter().filter(|(name, _)| !stands_in(&drawn, name)) {
        let message = format!("`{name}` is styled, and no line of the diagram draws it");
        found.push(
            Diagnostic::at(&page.lesson.path, place(page, line, name), Code::UndefinedNode, message)
                .hint("correct the name, or remove the line: Mermaid draws an empty box for it"),
        );
    }
    for (class, line) in classes.into_iter().filter(|(class, _)| !class.is_empty() && !defined.contains(class)) {
        let message = format!("the class `{class}` is given to a node, and no `classDef` defines it");
        found.push(
            Diagnostic::at(&page.lesson.path, place(page, line, class), Code::UndefinedClass, message)
                .hint(format!("define it, or correct the name: classDef {class} fill:#e3f2fd")),
        );
    }
}

/// The classes that a line gives: `A:::hot --> B`.
fn inline_classes(text: &str) -> Vec<&str> {
    let pieces = text.split(":::").skip(1);
    let name = |piece: &'_ str| piece.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    let is_label = text.contains('"') || text.contains('|');
    pieces
        .filter(|_| !is_label)
        .map(|piece| name(piece).map_or(piece, |end| &piece[..end]).trim_end_matches('-'))
        .filter(|class| !class.is_empty())
        .collect()
}

/// Whether a name stands in a text as a word of its own.
fn stands_in(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word))
}

/// Where a word stands in a line.
fn place(page: &Page<'_>, line: usize, word: &str) -> Span {
    let words = page.words_of(line);
    let text = &page.source.text[words.start..words.end];
    // Not in `style` or `class` itself.
    let from = text.find(char::is_whitespace).unwrap_or_default();
    let at = text[from..].find(word).map(|at| from + at);
    at.map_or(words, |at| Span::new(words.start + at, words.start + at + word.len()))
}

/// Reports style lines in kinds of diagrams that have none: they are shown as text, or passed over.
fn ignored(page: &Page<'_>, kind: &str, lines: &[(usize, &str)], found: &mut Vec<Diagnostic>) {
    for &(line, text) in lines {
        let text = text.trim();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        // Quadrant charts have classes, and no other styles.
        let is_style = (word == "style" || (matches!(word, "classDef" | "linkStyle") && kind != "quadrantChart"))
            && ["fill:", "stroke:", "stroke-width:", "color:", "font-size:", "font-weight:", "opacity:"]
                .iter()
                .any(|property| rest.contains(property));
        if is_style {
            let message = format!("a `{kind}` has no `{word}` lines");
            found.push(
                Diagnostic::at(&page.lesson.path, page.words_of(line), Code::IgnoredStyle, message)
                    .hint("remove it: Mermaid passes it over, or shows it as text"),
            );
        }
    }
}

/// Whether the diagram, a label or a section's heading says what it shows.
fn is_named(page: &Page<'_>, fence: &Fence, lines: &[(usize, &str)]) -> bool {
    let says = |text: &str| {
        let text = text.trim();
        text.starts_with("accTitle") || text.starts_with("accDescr") || text.starts_with("title")
    };
    let labelled = page.above(fence.line).is_some_and(|(_, text)| {
        let text = text.trim().trim_end_matches('*');
        text.ends_with([':', '：'])
    });
    let title = page.lesson.title.as_ref().and_then(|title| title.line);
    let in_section =
        page.lesson.headings.iter().any(|heading| heading.line < fence.line && Some(heading.line) != title);
    labelled || in_section || lines.iter().any(|(_, text)| says(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_where_the_rest_begins() {
        assert_eq!(split_list("A, B,C fill:#fff"), Some(("A, B,C", "fill:#fff")));
        assert_eq!(split_list("A ,B hot"), Some(("A ,B", "hot")));
        assert_eq!(split_list("A"), None);
    }

    #[test]
    fn names_are_whole_words() {
        assert!(stands_in("A[한글] --> 서버1", "서버1") && !stands_in("A1 --> B", "A"));
        assert_eq!(inline_classes("A:::hot-->B:::cold"), ["hot", "cold"]);
    }
}
