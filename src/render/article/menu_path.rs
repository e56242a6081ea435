//! Turns a path through menus (`AWS Console → EC2 → Launch instance`) into a list of its items.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::nodes::NodeExit;
use super::plain::begin_block;
use super::writer::ArticleWriter;
use crate::html::{Element, NodeId, TreeBuilder};
use crate::lesson::{markdown, normalise, split_icon};

/// The separators of items.
const SIGNS: [char; 9] = ['→', '➔', '➜', '➡', '⇒', '▶', '›', '»', '＞'];

/// The separators as typed on a keyboard, with a blank on each side.
const TYPED: [&str; 3] = [" > ", " -> ", " => "];

/// The longest item in characters: longer text is a sentence.
const LONGEST: usize = 60;

/// Tests whether a label announces a menu path: `AWS Console 경로`, `메뉴`, `Navigation path`.
///
/// A label that only names a console may precede commands too, where `>` means redirection.
fn announces(label: &str, text: &str) -> bool {
    let label = normalise(label);
    let names = |words: &[&str]| words.iter().any(|word| label.contains(word));
    names(&["경로", "메뉴", "path", "menu", "navigat"])
        || (names(&["콘솔", "console"]) && !TYPED.iter().any(|sign| text.contains(sign)))
}

/// A paragraph that is one path, while its items are written.
#[derive(Debug)]
pub(super) struct MenuPath {
    /// The depth of the paragraph in the document.
    pub(super) depth: usize,
    /// The element of the label while the label is being written; the list of items follows it.
    label: Option<NodeId>,
    /// Whether the colon is inside the label, not right after it.
    colon_in_label: bool,
}

/// Splits a block of text that consists of paths, one on each line, below `label`.
///
/// Without a label the first item must name a console. A line that begins with a separator continues the path above it.
pub(super) fn paths<'t>(text: &'t str, label: Option<&str>) -> Option<Vec<Vec<&'t str>>> {
    let is_labelled = label.is_some_and(|label| announces(label, text));
    let mut paths: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix(SIGNS) {
            Some(rest) => paths.last_mut()?.extend(stations(rest.trim_start_matches('\u{fe0f}'))?),
            None => paths.push(stations(line)?),
        }
    }
    let is_path = |path: &Vec<&str>| path.len() > 1 && (is_labelled || is_console(path[0]));
    (!paths.is_empty() && paths.iter().all(is_path)).then_some(paths)
}

/// Writes paths, each as a list.
pub(super) fn write(out: &mut TreeBuilder<'static>, paths: &[Vec<&str>]) {
    for path in paths {
        let list = begin_list(out);
        for station in path {
            out.element_with_text(Element::new("li"), (*station).to_owned());
        }
        out.close(list);
    }
}

fn begin_list(out: &mut TreeBuilder<'static>) -> NodeId {
    out.open(Element::new("ol").with("class", "path"))
}

/// Splits a text at the separators; returns the parts as byte ranges of it.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut signs: Vec<Range<usize>> =
        TYPED.iter().flat_map(|sign| text.match_indices(sign)).map(|(at, sign)| at..at + sign.len()).collect();
    signs.extend(text.match_indices(SIGNS).map(|(at, sign)| {
        let after = &text[at + sign.len()..];
        let variation = after.len() - after.trim_start_matches('\u{fe0f}').len();
        at..at + sign.len() + variation
    }));
    signs.sort_unstable_by_key(|sign| sign.start);
    let (mut parts, mut from) = (Vec::new(), 0);
    for sign in signs {
        // Typed separators that share a blank count once.
        if sign.start >= from {
            parts.push(from..sign.start);
            from = sign.end;
        }
    }
    parts.push(from..text.len());
    parts
}

/// Returns the items of a line; `None` if one of them is empty or a sentence.
fn stations(line: &str) -> Option<Vec<&str>> {
    let stations: Vec<&str> = split(line).into_iter().map(|part| line[part].trim()).collect();
    let is_short = |station: &&str| !station.is_empty() && station.chars().count() <= LONGEST;
    stations.iter().all(is_short).then_some(stations)
}

fn is_console(station: &str) -> bool {
    let station = normalise(station);
    ["console", "콘솔", "portal", "포털"].iter().any(|word| station.ends_with(word))
}

/// The label of a paragraph that is one path.
struct Labelled {
    has_label: bool,
    colon_in_label: bool,
}

/// Parses a paragraph as one path: `**경로**: AWS Console → EC2`.
fn read<'n>(paragraph: &'n AstNode<'n>) -> Option<Labelled> {
    // Fast path: most paragraphs contain no separator.
    let has_sign = |node: &'n AstNode<'n>| match &node.data().value {
        NodeValue::Text(text) => text.contains(SIGNS) || TYPED.iter().any(|sign| text.contains(sign)),
        _ => false,
    };
    if !paragraph.children().any(has_sign) {
        return None;
    }
    if paragraph.children().any(markdown::is_line_end) {
        return None;
    }
    let first = paragraph.first_child()?;
    let label = matches!(first.data().value, NodeValue::Strong).then(|| markdown::text(first));
    let label = label.as_deref().map(|label| split_icon(label).1);
    let whole = markdown::text(paragraph);
    let after_label = whole.split_once([':', '：']).map(|(_, path)| path);
    let path = after_label.filter(|path| label.is_some_and(|label| announces(label, path)));
    let (has_label, path) = (path.is_some(), path.unwrap_or(&whole));
    if stations(path.trim()).is_none_or(|path| path.len() < 2 || !(has_label || is_console(path[0]))) {
        return None;
    }
    // A separator inside emphasis or code does not end an item.
    let texts = paragraph.children().filter(|node| matches!(node.data().value, NodeValue::Text(_)));
    let signs: usize = texts.map(|node| split(&markdown::text(node)).len() - 1).sum();
    if signs + 1 != split(path).len() {
        return None;
    }
    let colon_in_label = label.is_some_and(|label| label.trim_end().ends_with([':', '：']));
    Some(Labelled { has_label, colon_in_label })
}

impl ArticleWriter<'_> {
    /// Opens a paragraph that is one path: a list, whose items keep their emphasis, code and links.
    pub(super) fn begin_menu_path<'n>(&mut self, paragraph: &'n AstNode<'n>) -> Option<NodeExit> {
        let Labelled { has_label, colon_in_label } = read(paragraph)?;
        let depth = self.depth - 1;
        self.out.start_line();
        let (whole, label) = if has_label {
            let whole = self.out.open(Element::new("div").with("class", "way"));
            (whole, Some(self.out.open(Element::new("p"))))
        } else {
            let list = begin_block(&mut self.out, Element::new("ol").with("class", "path"));
            self.out.open(Element::new("li"));
            (list, None)
        };
        self.menu_path = Some(MenuPath { depth, label, colon_in_label });
        Some(NodeExit::MenuPath(whole))
    }

    /// Writes a text that is a child of such a paragraph: the label, then items.
    pub(super) fn stations(&mut self, text: &str) {
        let Some(path) = &mut self.menu_path else { return };
        let mut from = 0;
        if let Some(label) = path.label.take() {
            // The colon is inside the label or right after it.
            if !path.colon_in_label
                && let Some((end, colon)) = text.match_indices([':', '：']).next()
            {
                self.note_text(&text[..end]);
                self.out.text(":");
                from = end + colon.len();
                self.passages.pass(colon.len());
            }
            self.out.close(label);
            begin_list(&mut self.out);
            self.out.open(Element::new("li"));
            let blanks = text[from..].len() - text[from..].trim_start().len();
            self.passages.pass(blanks);
            from += blanks;
        }
        // Blanks around a separator are dropped; those beside a link or code stay.
        let parts = split(&text[from..]);
        for (index, part) in parts.iter().enumerate() {
            let part = &text[from..][part.clone()];
            let (is_first, is_last) = (index == 0, index + 1 == parts.len());
            let inner = if is_first { part } else { part.trim_start() };
            self.passages.pass(part.len() - inner.len());
            let station = if is_last { inner } else { inner.trim_end() };
            self.note_text(station);
            self.passages.pass(inner.len() - station.len());
            if let Some(next) = parts.get(index + 1) {
                self.passages.pass(next.start - parts[index].end);
                let station = self.out.insertion_point();
                self.out.close(station);
                self.out.open(Element::new("li"));
            }
        }
    }

    /// Writes a part of a text that a passage counts.
    fn note_text(&mut self, text: &str) {
        let written = self.out.text(text.to_owned());
        self.passages.note(written, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str, label: Option<&str>) -> Option<String> {
        let mut out = TreeBuilder::new();
        write(&mut out, &paths(text, label)?);
        let tree = out.finish();
        Some(tree.html(tree.root()))
    }

    #[test]
    fn paths_are_lists() {
        let two = "<ol class=\"path\"><li>AWS Console</li><li>EC2</li></ol>";
        assert_eq!(list("AWS Console → EC2\n", None).as_deref(), Some(two));
        let path = Some("경로");
        assert_eq!(list("AWS Console > EC2\n\nAWS Console ➡️ EC2\n", path), Some(two.repeat(2)));
        assert_eq!(list("AWS Console →EC2\n  → A&B", path).unwrap().matches("<li>").count(), 3);
        assert!(list("A&B → C", path).unwrap().contains("A&amp;B"));
        assert!(list("EC2 → Instances", Some("AWS Console")).is_some());
        assert_eq!(list("echo a > b", Some("콘솔에서")), None, "a command");
        for (text, label) in [
            ("Client → Server", Some("예상 결과")),
            ("AWS Console", path),
            ("→ EC2", path),
            ("a →\n", path),
            ("", path),
            ("A → B\n설명", path),
        ] {
            assert_eq!(list(text, label), None, "{text}");
        }
    }
}
