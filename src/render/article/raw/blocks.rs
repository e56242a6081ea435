//! Turns the blocks of HTML below one parent into tags and texts, and into pairs: which start tag has its end in which block.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};

use crate::html::element::ends_by_itself;
use crate::html::{Tag, TagKind, TokenKind, tokens};
use crate::lesson::audience::{self, Bound};
use crate::source::Span;

/// A part of a piece of raw HTML, comments left out: they may hold what is not meant for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HtmlPart {
    /// A tag.
    Tag(Tag),
    /// Text, by its bytes in the piece.
    Text(Span),
}

/// Reads a piece of raw HTML.
pub(super) fn parts(literal: &str) -> Vec<HtmlPart> {
    tokens(literal)
        .into_iter()
        .filter_map(|token| match (Tag::of(&token), token.kind) {
            (Some(tag), _) => Some(HtmlPart::Tag(tag)),
            (None, TokenKind::Comment) if literal[token.span.start..].starts_with("<!--") => None,
            (None, _) => Some(HtmlPart::Text(token.span)),
        })
        .collect()
}

/// The blocks of HTML below one parent, by their places among its children.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// What stands in each.
    parts: BTreeMap<usize, Vec<HtmlPart>>,
    /// Start tags, by their block and their place in it, with the block that holds their end.
    ends: BTreeMap<(usize, usize), usize>,
}

/// Where the end of an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// In the block that holds its start.
    Here,
    /// In a later block: there is Markdown between the two.
    Later,
    /// Nowhere.
    Missing,
}

impl Blocks {
    /// Reads the blocks below a parent and pairs their tags: each end belongs to the last start of its name that has none
    /// yet.
    pub(super) fn below<'a>(parent: &'a AstNode<'a>) -> Self {
        let mut blocks = Self::default();
        let mut open: Vec<(String, usize, usize)> = Vec::new();
        for (block, node) in parent.children().enumerate() {
            let NodeValue::HtmlBlock(html) = &node.data().value else { continue };
            // The bounds of a part for instructors become the tags of an element.
            let parts = match audience::bound(&html.literal) {
                Some(bound) => parts(bound_tag(bound, true)),
                None => parts(&html.literal),
            };
            for part in &parts {
                let HtmlPart::Tag(tag) = part else { continue };
                match tag.kind {
                    TagKind::Open => open.push((tag.name.clone(), block, tag.span.start)),
                    TagKind::Close => {
                        if let Some(depth) = open.iter().rposition(|(name, ..)| *name == tag.name) {
                            let (_, start_block, at) = open.remove(depth);
                            open.truncate(depth);
                            blocks.ends.insert((start_block, at), block);
                        }
                    }
                    TagKind::Void => {}
                }
            }
            blocks.parts.insert(block, parts);
        }
        blocks
    }

    /// Takes the parts of a block.
    pub(super) fn take(&mut self, block: usize) -> Option<Vec<HtmlPart>> {
        self.parts.remove(&block)
    }

    /// Returns where the element ends whose start tag stands `at` that byte of a block.
    pub(super) fn end(&self, block: usize, at: usize, name: &str) -> End {
        match self.ends.get(&(block, at)) {
            Some(&end) if end > block => End::Later,
            Some(_) => End::Here,
            None if ends_by_itself(name) => End::Here,
            None => End::Missing,
        }
    }
}

/// Returns the tag that stands for a bound of a part for instructors.
pub(super) fn bound_tag(bound: Bound, is_block: bool) -> &'static str {
    match (bound, is_block) {
        (Bound::Open, true) => "<div class=\"for-instructors\">",
        (Bound::Open, false) => "<span class=\"for-instructors\">",
        (Bound::Close, true) => "</div>\n",
        (Bound::Close, false) => "</span>\n",
    }
}
