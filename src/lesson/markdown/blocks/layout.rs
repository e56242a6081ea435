//! Turns cards, steps and files of other tools (`<Card>`, `<Step>`, `<FileTree.File>`) into lists in a container of their own.
//!
//! 1. `meaning` makes an [`Block::Item`] of each; its first child is its title.
//! 2. [`arrange`] makes a list of neighbours, and puts it into a [`Block::Layout`] unless it is in one.
//!
//! Sources: Starlight, "Cards", "Steps", "File Tree"; Nextra, "Cards", "Steps", "FileTree"; Hextra, "Shortcodes"; Mintlify, "Card",
//! "Steps", "Tree"; Fumadocs, "Cards", "Steps", "Files"; sphinx-design, "Cards"; Material for `MkDocs`, "Grids".

use comrak::Arena;
use comrak::nodes::{
    Ast, AstNode, ListDelimType, ListType, NodeBlockDirective, NodeLink, NodeList, NodeValue, Sourcepos,
};

use super::attributes::Attributes;
use super::known::address;
use super::marker::Form;
use super::meaning::Block;
use super::tags::TagSyntax;

/// The arrangement of the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// Cards beside each other.
    Cards,
    /// Steps in their order.
    Steps,
    /// A tree of files.
    Files,
}

/// The containers of items whose content may be sections or a list.
const CONTAINERS: [(&str, Arrangement); 7] = [
    ("steps", Arrangement::Steps),
    ("stepper", Arrangement::Steps),
    ("filetree", Arrangement::Files),
    ("file-tree", Arrangement::Files),
    ("filetree/container", Arrangement::Files),
    ("files", Arrangement::Files),
    ("tree", Arrangement::Files),
];

/// The items.
const ITEMS: [(&str, Arrangement); 18] = [
    ("card", Arrangement::Cards),
    ("cards.card", Arrangement::Cards),
    ("linkcard", Arrangement::Cards),
    ("link-card", Arrangement::Cards),
    ("grid-item-card", Arrangement::Cards),
    ("vpcard", Arrangement::Cards),
    ("vplinkcard", Arrangement::Cards),
    ("step", Arrangement::Steps),
    ("steps.step", Arrangement::Steps),
    ("file", Arrangement::Files),
    ("folder", Arrangement::Files),
    ("filetree.file", Arrangement::Files),
    ("filetree.folder", Arrangement::Files),
    ("filetree/file", Arrangement::Files),
    ("filetree/folder", Arrangement::Files),
    ("tree.file", Arrangement::Files),
    ("tree.folder", Arrangement::Files),
    ("tree-folder", Arrangement::Files),
];

/// The attributes that hold the text of a card beside its title.
const TEXTS: [&str; 4] = ["description", "subtitle", "desc", "details"];

/// The attributes that hold the address of an item.
const ADDRESSES: [&str; 5] = ["href", "link", "url", "to", "relref"];

/// The most nodes above an item among which its container is searched.
const MAX_LEVELS: usize = 64;

fn find(table: &[(&str, Arrangement)], name: &str) -> Option<Arrangement> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, layout)| *layout)
}

/// Returns the block of a container or an item of this name. The `file` of `GitBook` is a download.
pub(super) fn block(form: Form, name: &str) -> Option<Block> {
    let is_general = matches!(name, "file" | "folder" | "files" | "tree");
    let is_tag = matches!(form, Form::Tag(TagSyntax::Component | TagSyntax::Shortcode));
    if is_general && !is_tag {
        return None;
    }
    let container = find(&CONTAINERS, name).map(Block::Layout);
    container.or_else(|| find(&ITEMS, name).map(Block::Item))
}

/// Tests whether a name is that of a container or an item.
pub(super) fn is_layout(name: &str) -> bool {
    find(&CONTAINERS, name).or_else(|| find(&ITEMS, name)).is_some()
}

/// Tests for the grid of cards of Material for `MkDocs`: `<div class="grid cards" markdown>`.
pub(super) fn is_grid_of_cards(attributes: &Attributes) -> bool {
    let has = |wanted: &str| attributes.classes().any(|class| class == wanted);
    has("grid") && has("cards")
}

/// Returns the address of an item.
pub(super) fn address_of(attributes: &Attributes) -> Option<String> {
    let stated = attributes.get(&ADDRESSES)?;
    address(stated).or_else(|| {
        // The name of a page without its ending.
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        (!stated.is_empty() && stated.chars().all(is_name)).then(|| stated.to_owned())
    })
}

/// Makes the paragraphs of an item that its attributes state: an image above its title, and a text below.
pub(super) fn stated<'a>(
    arena: &'a Arena<'a>,
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
    (image, text.map(|text| paragraph(node(NodeValue::Text(text.to_owned().into())))))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_and_items_of_each_tool() {
        let tag = Form::Tag(TagSyntax::Component);
        assert_eq!(block(tag, "Card"), Some(Block::Item(Arrangement::Cards)));
        assert_eq!(block(tag, "FileTree"), Some(Block::Layout(Arrangement::Files)));
        assert_eq!(block(Form::Colons(3), "steps"), Some(Block::Layout(Arrangement::Steps)));
        assert_eq!(block(Form::Colons(3), "tree"), None);
        assert_eq!(block(Form::Tag(TagSyntax::Liquid), "file"), None);
        assert_eq!(block(tag, "Tabs"), None);
        assert!(is_grid_of_cards(&Attributes::parse("class=\"grid cards\" markdown")));
        assert!(!is_grid_of_cards(&Attributes::parse("class=\"grid\" markdown")));
    }

    #[test]
    fn addresses_of_items() {
        let of = |text: &str| address_of(&Attributes::parse(text));
        assert_eq!(of("href=\"/a\"").as_deref(), Some("/a"));
        assert_eq!(of("link=\"install\"").as_deref(), Some("install"));
        assert_eq!(of("href={url}"), Some("url".to_owned()));
        assert_eq!(of("title=x"), None);
    }
}
