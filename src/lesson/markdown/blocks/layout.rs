//! Turns items of cards, steps and files into lists in a container of their own.
//!
//! 1. `meaning` makes a [`Block::Item`] of each; its first child is its title.
//! 2. [`arrange`] makes a list of neighbours, and puts it into a [`Block::Layout`] unless it is in one.

use comrak::nodes::{
    Ast, AstNode, ListDelimType, ListType, NodeBlockDirective, NodeLink, NodeList, NodeValue, Sourcepos,
};
use comrak::{Arena, Options};

use super::arrangement::Arrangement;
use super::attributes::Attributes;
use super::known::address;
use super::meaning::Block;
use super::title::title_node;

/// The attributes that hold the text of a card beside its title.
const TEXTS: [&str; 4] = ["description", "subtitle", "desc", "details"];

/// The most nodes above an item among which its container is searched.
const MAX_LEVELS: usize = 64;

/// Makes the paragraphs of an item that its attributes state: an image above its title, and a text below.
pub(super) fn stated<'a>(
    arena: &'a Arena<'a>,
    options: &Options<'static>,
    attributes: &Attributes,
    place: Sourcepos,
) -> (Option<&'a AstNode<'a>>, Option<&'a AstNode<'a>>) {
    let node = |value| arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()));
    let paragraph = |child: &'a AstNode<'a>| {
        let paragraph = node(NodeValue::Paragraph);
        paragraph.append(child);
        &*paragraph
    };
    let url = attributes.get(&["image", "img", "img-top", "src"]).and_then(address);
    let image = url.map(|url| {
        let image = node(NodeValue::Image(Box::new(NodeLink { url, title: String::new() })));
        if let Some(alt) = attributes.get(&["alt", "img-alt"]).filter(|alt| !alt.is_empty()) {
            image.append(node(NodeValue::Text(alt.to_owned().into())));
        }
        paragraph(image)
    });
    let text = attributes.get(&TEXTS).filter(|text| !text.is_empty());
    let text = text.map(|text| {
        let words = title_node(arena, text, place.start, options);
        words.data_mut().value = NodeValue::Paragraph;
        words
    });
    (image, text)
}

/// Splits a paragraph of a card at the lines between its head, body and foot: `^^^` and `+++` (sphinx-design, "Card content
/// structure").
pub(super) fn parts<'a>(arena: &'a Arena<'a>, paragraph: &'a AstNode<'a>) -> Vec<&'a AstNode<'a>> {
    let is_bound = |node: &'a AstNode<'a>| matches!(&node.data().value, NodeValue::Text(text) if matches!(text.trim(), "^^^" | "+++"));
    let is_paragraph = matches!(paragraph.data().value, NodeValue::Paragraph);
    if !is_paragraph || !paragraph.children().any(is_bound) {
        return vec![paragraph];
    }
    let place = paragraph.data().sourcepos;
    let new = || &*arena.alloc(AstNode::new(Ast::new_with_sourcepos(NodeValue::Paragraph, place).into()));
    let mut parts = vec![new()];
    for child in paragraph.children().collect::<Vec<_>>() {
        if is_bound(child) {
            parts.push(new());
            continue;
        }
        let is_break = matches!(child.data().value, NodeValue::SoftBreak);
        let beside_bound = |other: Option<&'a AstNode<'a>>| other.is_some_and(is_bound);
        if is_break
            && (beside_bound(child.next_sibling()) || parts.last().is_some_and(|part| part.first_child().is_none()))
        {
            continue;
        }
        if let Some(part) = parts.last() {
            part.append(child);
        }
    }
    parts.retain(|part| part.first_child().is_some());
    parts
}

/// Makes a list of each run of items.
pub(super) fn arrange<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, blocks: &mut Vec<Block>) {
    if !blocks.iter().any(|block| matches!(block, Block::Item(_))) {
        return;
    }
    let nodes: Vec<&'a AstNode<'a>> =
        root.descendants().filter(|node| matches!(node.data().value, NodeValue::BlockDirective(_))).collect();
    for node in nodes {
        if let Some(Block::Item(layout)) = block_of(node, blocks) {
            gather(arena, node, *layout, blocks);
        }
    }
}

fn block_of<'a, 'b>(node: &'a AstNode<'a>, blocks: &'b [Block]) -> Option<&'b Block> {
    match &node.data().value {
        NodeValue::BlockDirective(directive) => blocks.get(directive.info.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Makes a list of an item and those that follow it.
fn gather<'a>(arena: &'a Arena<'a>, first: &'a AstNode<'a>, layout: Arrangement, blocks: &mut Vec<Block>) {
    let place = first.data().sourcepos;
    let node = |value| arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()));
    let data = NodeList {
        list_type: if layout == Arrangement::Steps { ListType::Ordered } else { ListType::Bullet },
        start: 1,
        delimiter: ListDelimType::Period,
        bullet_char: b'-',
        tight: layout == Arrangement::Files,
        padding: 2,
        ..NodeList::default()
    };
    let list = node(NodeValue::List(data));
    let is_same = |node: &'a AstNode<'a>| matches!(block_of(node, blocks), Some(Block::Item(own)) if *own == layout);
    let run: Vec<&'a AstNode<'a>> = first.following_siblings().take_while(|node| is_same(node)).collect();
    let is_inside = first
        .ancestors()
        .skip(1)
        .take(MAX_LEVELS)
        .any(|above| matches!(block_of(above, blocks), Some(Block::Layout(own)) if *own == layout));
    if is_inside {
        first.insert_before(list);
    } else {
        let info = blocks.len().to_string();
        let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
        blocks.push(Block::Layout(layout));
        let container = node(NodeValue::BlockDirective(Box::new(directive)));
        first.insert_before(container);
        container.append(list);
    }
    for item in run {
        item.data_mut().value = NodeValue::Item(data);
        list.append(item);
    }
}
