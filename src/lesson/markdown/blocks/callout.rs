//! Turns quotes that open with a kind in brackets (`> [!info]- Title`) into boxes: the alerts of GitHub and the callouts of Obsidian.
//!
//! The parser knows GitHub's five alerts only, and neither without a space before the brackets nor with Markdown in the title.
//!
//! Sources: GitHub, "Basic writing and formatting syntax: Alerts"; Obsidian, "Callouts".

use comrak::nodes::{AlertType, Ast, AstNode, LineColumn, NodeAlert, NodeBlockDirective, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use super::kind::BoxKind;
use super::meaning::{Block, BoxBlock};
use super::title::title_node;
use crate::lesson::{audience_mark, markdown};

/// Makes boxes of the quotes of a tree whose text has these lines.
pub(super) fn read<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    lines: &[&str],
    options: &Options<'static>,
    blocks: &mut Vec<Block>,
) {
    let nodes: Vec<&'a AstNode<'a>> = root.descendants().collect();
    for node in nodes {
        let alert = match &node.data().value {
            NodeValue::Alert(alert) => Some(alert.clone()),
            NodeValue::BlockQuote => None,
            _ => continue,
        };
        match alert {
            Some(alert) => titled_alert(arena, node, &alert, lines, options, blocks),
            None => quote(arena, node, blocks),
        }
    }
}

/// Makes a box of an alert with a title: GitHub's have none.
fn titled_alert<'a>(
    arena: &'a Arena<'a>,
    node: &'a AstNode<'a>,
    alert: &NodeAlert,
    lines: &[&str],
    options: &Options<'static>,
    blocks: &mut Vec<Block>,
) {
    let Some(given) = alert.title.as_deref() else { return };
    let start = node.data().sourcepos.start;
    let line = lines.get(start.line.saturating_sub(1)).copied().unwrap_or_default();
    let (fold, title) = split_fold(if line.contains(&format!("]{given}")) { given } else { "" });
    let title = if fold.is_some() { title } else { given.trim() };
    if !title.is_empty() {
        let at = LineColumn { line: start.line, column: line.rfind(title).unwrap_or_default() + 1 };
        node.prepend(title_node(arena, title, at, options));
    }
    make_box(node, BoxKind::of(alert_kind(alert)), fold, blocks);
}

/// Makes a box of a quote, if it opens with a kind.
fn quote<'a>(arena: &'a Arena<'a>, quote: &'a AstNode<'a>, blocks: &mut Vec<Block>) {
    let Some(paragraph) = quote.first_child().filter(|first| matches!(first.data().value, NodeValue::Paragraph)) else {
        return;
    };
    let Some(first) = paragraph.first_child() else { return };
    let Some((kind, fold, taken)) = opening(first) else { return };
    let place = first.data().sourcepos;
    let title = arena.alloc(AstNode::new(Ast::new_with_sourcepos(NodeValue::CalloutTitle, place).into()));
    take_mark(first, taken);
    while let Some(next) = paragraph.first_child() {
        let is_end = markdown::is_line_end(next);
        if is_end {
            next.detach();
            break;
        }
        title.append(next);
    }
    if paragraph.first_child().is_none() {
        paragraph.detach();
    } else if let Some(next) = paragraph.first_child() {
        let start = next.data().sourcepos.start;
        paragraph.data_mut().sourcepos.start = start;
    }
    if title.first_child().is_some() {
        quote.prepend(title);
    }
    make_box(quote, kind, fold, blocks);
}

fn make_box<'a>(node: &'a AstNode<'a>, kind: BoxKind, fold: Option<bool>, blocks: &mut Vec<Block>) {
    let info = blocks.len().to_string();
    blocks.push(Block::Box(BoxBlock { kind, is_untitled: false, fold }));
    let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
    node.data_mut().value = NodeValue::BlockDirective(Box::new(directive));
}

/// Reads the kind that a text opens a quote with: kind, folding, and the length of the mark. Marks of parts for instructors are
/// not kinds.
fn opening<'a>(node: &'a AstNode<'a>) -> Option<(BoxKind, Option<bool>, usize)> {
    let data = node.data();
    let NodeValue::Text(text) = &data.value else { return None };
    let start = text.len() - text.trim_start().len();
    let inner = text[start..].strip_prefix("[!")?;
    let (word, rest) = inner.split_once(']')?;
    // `[!info|right]`: words of a theme follow the kind.
    let name = word.split('|').next().unwrap_or_default().trim();
    let is_kind = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if !is_kind || audience_mark::quote_mark(text).is_some() {
        return None;
    }
    let (fold, title) = split_fold(rest);
    Some((BoxKind::of(name), fold, text.len() - title.len()))
}

/// Returns the name of the kind of an alert.
fn alert_kind(alert: &NodeAlert) -> &'static str {
    match alert.alert_type {
        AlertType::Note => "note",
        AlertType::Tip => "tip",
        AlertType::Important => "important",
        AlertType::Warning => "warning",
        AlertType::Caution => "caution",
    }
}

/// Splits the sign of folding from a title: `- Title` is closed, `+ Title` open.
fn split_fold(text: &str) -> (Option<bool>, &str) {
    let fold = match text.as_bytes().first() {
        Some(b'-') => Some(false),
        Some(b'+') => Some(true),
        _ => None,
    };
    (fold, text[usize::from(fold.is_some())..].trim_start())
}

/// Takes the first bytes off a text; removes it if nothing is left.
fn take_mark<'a>(node: &'a AstNode<'a>, length: usize) {
    let is_empty = {
        let mut data = node.data_mut();
        let NodeValue::Text(text) = &mut data.value else { return };
        let rest = text[length..].to_owned();
        let is_empty = rest.trim().is_empty();
        *text = rest.into();
        let Sourcepos { start, .. } = &mut data.sourcepos;
        start.column += length;
        is_empty
    };
    if is_empty {
        node.detach();
    }
}
