//! Turns end tags of HTML that Markdown took into a paragraph (`text`, then `</b></details>`) into blocks.
//!
//! A line that begins with the end tag of an inline element opens no HTML block (`CommonMark` 0.31, section 4.6, kind
//! 7), so the paragraph above takes it, with the `</details>` after it. Browsers end the element in any case.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeHtmlBlock, NodeValue, Sourcepos};

use crate::html::{TagKind, tags};

/// Elements whose end tag cannot be in a paragraph.
const BLOCKS: [&str; 14] = [
    "details",
    "div",
    "center",
    "section",
    "article",
    "aside",
    "blockquote",
    "figure",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
];
/// The most siblings searched for the start tag: bounds the time on a page of only end tags.
const MOST_SIBLINGS: usize = 200;
/// The kind of an HTML block that the end tag of an inline element opens (`CommonMark` 0.31, section 4.6).
const ANY_TAG: u8 = 7;

/// Moves end tags out of paragraphs.
pub(super) fn hoist<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) {
    let is_end = |node: &'a AstNode<'a>| html(node).is_some_and(|html| html.starts_with("</"));
    let paragraphs: Vec<&'a AstNode<'a>> = root
        .descendants()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph) && node.last_child().is_some_and(is_end))
        .collect();
    for paragraph in paragraphs {
        let Some(run) = foreign_ends(paragraph) else { continue };
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let place = Sourcepos { start: first.data().sourcepos.start, end: last.data().sourcepos.end };
        let literal: String = run.iter().filter_map(|node| html(node)).chain(["\n".to_owned()]).collect();
        if let Some(line_end) = first.previous_sibling().filter(|node| super::is_line_end(node)) {
            line_end.detach();
        }
        for node in &run {
            node.detach();
        }
        let block = NodeValue::HtmlBlock(NodeHtmlBlock { block_type: ANY_TAG, literal: literal.clone() });
        level(paragraph, &literal)
            .insert_after(arena.alloc(AstNode::new(Ast::new_with_sourcepos(block, place).into())));
        if paragraph.first_child().is_none() {
            paragraph.detach();
        }
    }
}

/// Returns the block after which the end tags are inserted: the paragraph, or the list whose last line it is (a line that
/// continues an item belongs to the item, at any indent), if the element begins beside that.
fn level<'a>(paragraph: &'a AstNode<'a>, ends: &str) -> &'a AstNode<'a> {
    let names: Vec<String> = tags(ends).into_iter().map(|tag| tag.name).filter(|name| is_block(name)).collect();
    let begins = |node: &'a AstNode<'a>| match &node.data().value {
        NodeValue::HtmlBlock(html) => {
            tags(&html.literal).iter().any(|tag| tag.kind == TagKind::Open && names.contains(&tag.name))
        }
        _ => false,
    };
    let mut at = paragraph;
    while !at.preceding_siblings().skip(1).take(MOST_SIBLINGS).any(begins) {
        let outer = at.parent().filter(|outer| {
            matches!(outer.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_) | NodeValue::List(_))
                && at.next_sibling().is_none()
        });
        let Some(outer) = outer else { return paragraph };
        at = outer;
    }
    at
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Returns the consecutive end tags at the end of a paragraph, from the first that ends an element begun outside of it.
fn foreign_ends<'a>(paragraph: &'a AstNode<'a>) -> Option<Vec<&'a AstNode<'a>>> {
    let mut open: Vec<String> = Vec::new();
    let mut run: Vec<&'a AstNode<'a>> = Vec::new();
    for node in paragraph.children() {
        let tag = html(node).and_then(|html| tags(&html).into_iter().next());
        let Some(tag) = tag else {
            run.clear();
            continue;
        };
        let own = open.iter().rposition(|name| *name == tag.name);
        match (tag.kind, own) {
            (TagKind::Close, None) => run.push(node),
            (TagKind::Close, Some(depth)) => {
                open.truncate(depth);
                run.clear();
            }
            (TagKind::Open, _) => {
                open.push(tag.name);
                run.clear();
            }
            (TagKind::Void, _) => run.clear(),
        }
    }
    let ends_a_block =
        |node: &&'a AstNode<'a>| html(node).is_some_and(|html| tags(&html).iter().any(|tag| is_block(&tag.name)));
    run.iter().any(ends_a_block).then_some(run)
}

fn html<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::HtmlInline(html) => Some(html.clone()),
        _ => None,
    }
}
