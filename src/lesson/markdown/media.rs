//! Turns paragraphs that hold only media of another site into blocks: a bare link, `![](https://youtu.be/…)`,
//! `@[youtube](id)`, a linked picture.
//!
//! A link with words of its own, one beside other text and one in a list stay links.
//!
//! Sources: Obsidian, "Embed web pages"; Zenn's Markdown, "Embedded content"; `markdown-it-video`; `mkdocs-video`.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeBlockDirective, NodeValue};

use super::Block;
use super::blocks::{MediaBlock, named_media};
use super::text;
use crate::lesson::media::RemoteMedia;

/// Tests by the first bytes of a text whether an address or the name of a film may be there.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    rest.starts_with(b"://") || rest.starts_with(b"@[")
}

/// Makes the blocks of a document.
pub(super) fn read<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, blocks: &mut Vec<Block>) {
    let mut open = vec![root];
    while let Some(parent) = open.pop() {
        for node in parent.children() {
            match &node.data().value {
                NodeValue::BlockQuote | NodeValue::Alert(_) => open.push(node),
                NodeValue::BlockDirective(directive) => {
                    let block = directive.info.parse::<usize>().ok().and_then(|info| blocks.get(info));
                    if !matches!(block, Some(Block::Media(_))) {
                        open.push(node);
                    }
                }
                _ => {}
            }
        }
        let is_paragraph = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Paragraph);
        let paragraphs: Vec<&'a AstNode<'a>> = parent.children().filter(is_paragraph).collect();
        for paragraph in paragraphs {
            if let Some(block) = media(paragraph) {
                wrap(arena, paragraph, block, blocks);
            }
        }
    }
}

/// Puts a block around a paragraph.
fn wrap<'a>(arena: &'a Arena<'a>, paragraph: &'a AstNode<'a>, block: MediaBlock, blocks: &mut Vec<Block>) {
    let info = blocks.len().to_string();
    blocks.push(Block::Media(block));
    let value = NodeValue::BlockDirective(Box::new(NodeBlockDirective { fence_length: 3, fence_offset: 0, info }));
    let place = paragraph.data().sourcepos;
    let node = arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()));
    paragraph.insert_before(node);
    node.append(paragraph);
}

/// Returns the media that a paragraph consists of; its only child becomes a link.
fn media<'a>(paragraph: &'a AstNode<'a>) -> Option<MediaBlock> {
    let first = paragraph.first_child()?;
    let Some(second) = first.next_sibling() else { return single(first) };
    let is_sign = matches!(&first.data().value, NodeValue::Text(text) if text == "@");
    if !is_sign || second.next_sibling().is_some() {
        return None;
    }
    let name = text(second);
    let media = {
        let NodeValue::Link(link) = &mut second.data_mut().value else { return None };
        let media = named_media(&name, &link.url)?;
        link.url.clone_from(&media.address);
        media
    };
    first.detach();
    Some(MediaBlock { media, title: None })
}

/// Returns the media of an only child: an image, a bare link, or a link around a picture.
fn single<'a>(node: &'a AstNode<'a>) -> Option<MediaBlock> {
    let link = match &node.data().value {
        NodeValue::Link(link) | NodeValue::Image(link) => link.clone(),
        _ => return None,
    };
    let media = RemoteMedia::of_address(&link.url).filter(|media| media.frame.is_some())?;
    if matches!(node.data().value, NodeValue::Image(_)) {
        let words = text(node);
        // `![type:video](…)` states only the type.
        let title = Some(words.trim().to_owned()).filter(|words| !words.is_empty() && !words.starts_with("type:"));
        node.data_mut().value = NodeValue::Link(link);
        return Some(MediaBlock { media, title });
    }
    let picture = node.first_child().filter(|first| first.next_sibling().is_none())?;
    if let NodeValue::Image(image) = &picture.data().value {
        let alt = text(picture);
        let is_remote = image.url.contains("://");
        let title = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
        if is_remote {
            // A picture of another site is not shown; its words are the title.
            let children: Vec<&'a AstNode<'a>> = picture.children().collect();
            children.into_iter().rev().for_each(|child| picture.insert_after(child));
            picture.detach();
        }
        return Some(MediaBlock { media, title });
    }
    let words = text(node);
    let bare = |address: &str| address.split_once("://").map_or(address, |(_, rest)| rest).to_owned();
    (bare(words.trim()) == bare(&link.url)).then_some(MediaBlock { media, title: None })
}
