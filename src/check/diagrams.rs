//! Turns Mermaid blocks into reports of lines without effect: styles of nodes that are not drawn, styles in kinds of
//! diagrams that have none, lists of nodes that mermaid.js reads in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::page::CheckedPage;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::lesson::Fence;
use crate::message;
use crate::render::diagram;
use crate::source::Span;

/// The kinds of diagrams without style lines (Mermaid 11; the page of each kind documents its own way to colour).
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

pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for fence in page.lesson.fences.iter().filter(|fence| fence.language.eq_ignore_ascii_case("mermaid")) {
        let lines = page.inside(fence);
        let block: String = lines.iter().flat_map(|(_, text)| [*text, "\n"]).collect();
        let Some(kind) = diagram::kind(&block) else { continue };
        match kind {
            "graph" | "flowchart" | "flowchart-v2" | "flowchart-elk" => {
                style_lists(page, fence, &block, found);
                undefined_names(page, &lines, found);
            }
            kind if UNSTYLED.contains(&kind) => ignored_styles(page, kind, &lines, found),
            _ => {}
        }
        if !is_named(page, fence, &lines) {
            let span = page.words_of(fence.line);
            found.push(
                Diagnostic::at(&page.lesson.path, span, Code::UnnamedDiagram, message!("unnamed-diagram"))
                    .hint(message!("unnamed-diagram.hint")),
            );
        }
    }
}

/// Reports `style` lines that name several nodes, with a fix that writes one line for each node.
fn style_lists(page: &CheckedPage<'_>, fence: &Fence, block: &str, found: &mut Vec<Diagnostic>) {
    for (number, single) in diagram::style_lists(block) {
        let line = fence.line + number;
        let words = page.words_of(line);
        let whole = page.source.line_span(line);
        let before = &page.source.text[whole.start..words.start];
        let text: Vec<String> = single.iter().map(|line| line.trim().to_owned()).collect();
        let fix = Fix { certain: true, edits: vec![Edit { span: words, text: text.join(&format!("\n{before}")) }] };
        found.push(
            Diagnostic::at(&page.lesson.path, words, Code::StyleList, message!("style-list"))
                .hint(message!("style-list.hint"))
                .fix(Some(fix).filter(|_| before.trim().is_empty())),
        );
    }
}

/// A line of a flowchart.
enum FlowchartLine<'a> {
    /// `style A,B …`, `class A,B name`: the nodes, and the class if the line gives one.
    Styles(Vec<&'a str>, Option<&'a str>),
    /// `classDef a,b …`
    Defines(Vec<&'a str>),
    /// A line that draws nodes or edges.
    Draws(&'a str),
    /// A comment or a setting.
    Other,
}

/// Parses a line of a flowchart.
fn parse_line(text: &str) -> FlowchartLine<'_> {
    let text = text.trim().trim_end_matches(';').trim_end();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let names = |list: &'_ str| -> bool { !list.is_empty() && !list.contains(['"', '[', '(', '{']) };
    match word {
        "style" | "class" => {
            let Some((list, last)) = split_list(rest.trim()) else { return FlowchartLine::Other };
            if !names(list) {
                return FlowchartLine::Other;
            }
            let class = (word == "class").then_some(last.trim());
            FlowchartLine::Styles(list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect(), class)
        }
        "classDef" => {
            let list = rest.split_whitespace().next().unwrap_or_default();
            FlowchartLine::Defines(list.split(',').map(str::trim).collect())
        }
        "linkStyle" | "click" => FlowchartLine::Other,
        _ if text.starts_with("%%") => FlowchartLine::Other,
        _ => FlowchartLine::Draws(text),
    }
}

/// Splits `A, B,C fill:…` after the list.
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

/// Reports styles of nodes that no line draws (Mermaid draws an empty box for each), and classes that no line defines.
fn undefined_names(page: &CheckedPage<'_>, lines: &[(usize, &str)], found: &mut Vec<Diagnostic>) {
    let mut drawn = String::new();
    // Obsidian makes links of the nodes with its own class.
    let mut defined = BTreeSet::from(["default", "internal-link"]);
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nodes: BTreeMap<&str, usize> = BTreeMap::new();
    for &(line, text) in lines {
        match parse_line(text) {
            FlowchartLine::Draws(text) => {
                drawn.push_str(text);
                drawn.push('\n');
                for class in inline_classes(text) {
                    classes.entry(class).or_insert(line);
                }
            }
            FlowchartLine::Defines(names) => defined.extend(names),
            FlowchartLine::Styles(names, class) => {
                for name in names {
                    nodes.entry(name).or_insert(line);
                }
                if let Some(class) = class {
                    classes.entry(class).or_insert(line);
                }
            }
            FlowchartLine::Other => {}
        }
    }
    for (name, line) in nodes.into_iter().filter(|(name, _)| !contains_word(&drawn, name)) {
        let message = message!("undefined-node", name);
        found.push(
            Diagnostic::at(&page.lesson.path, word_span(page, line, name), Code::UndefinedNode, message)
                .hint(message!("undefined-node.hint")),
        );
    }
    for (class, line) in classes.into_iter().filter(|(class, _)| !class.is_empty() && !defined.contains(class)) {
        let message = message!("undefined-class", class);
        found.push(
            Diagnostic::at(&page.lesson.path, word_span(page, line, class), Code::UndefinedClass, message)
                .hint(message!("undefined-class.hint", class)),
        );
    }
}

/// Returns the classes that a line gives to nodes: `A:::hot --> B`.
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

/// Tests whether a text contains a name as a whole word.
fn contains_word(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word))
}

/// Finds the span of a word in a 1-based line.
fn word_span(page: &CheckedPage<'_>, line: usize, word: &str) -> Span {
    let words = page.words_of(line);
    let text = &page.source.text[words.start..words.end];
    // Skips `style` or `class` itself.
    let from = text.find(char::is_whitespace).unwrap_or_default();
    let at = text[from..].find(word).map(|at| from + at);
    at.map_or(words, |at| Span::new(words.start + at, words.start + at + word.len()))
}

/// Reports style lines in kinds of diagrams that have none: Mermaid shows them as text, or ignores them.
fn ignored_styles(page: &CheckedPage<'_>, kind: &str, lines: &[(usize, &str)], found: &mut Vec<Diagnostic>) {
    for &(line, text) in lines {
        let text = text.trim();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        // Quadrant charts have classes, but no other styles.
        let is_style = (word == "style" || (matches!(word, "classDef" | "linkStyle") && kind != "quadrantChart"))
            && ["fill:", "stroke:", "stroke-width:", "color:", "font-size:", "font-weight:", "opacity:"]
                .iter()
                .any(|property| rest.contains(property));
        if is_style {
            let message = message!("ignored-style", kind, word);
            found.push(
                Diagnostic::at(&page.lesson.path, page.words_of(line), Code::IgnoredStyle, message)
                    .hint(message!("ignored-style.hint")),
            );
        }
    }
}

/// Tests whether a title in the diagram, a label above it or a heading of its section names it.
fn is_named(page: &CheckedPage<'_>, fence: &Fence, lines: &[(usize, &str)]) -> bool {
    let is_title = |text: &str| {
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
    labelled || in_section || lines.iter().any(|(_, text)| is_title(text))
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
        assert!(contains_word("A[한글] --> 서버1", "서버1") && !contains_word("A1 --> B", "A"));
        assert_eq!(inline_classes("A:::hot-->B:::cold"), ["hot", "cold"]);
    }
}
