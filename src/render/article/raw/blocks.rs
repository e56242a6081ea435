//! Turns the blocks of HTML below one parent into tags and texts, and pairs start tags with end tags in later blocks.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};

use crate::html::element::ends_by_itself;
use crate::html::{Tag, TagKind, TokenKind, tokens};
use crate::lesson::audience::{self, Bound};
use crate::lesson::release_mark::{ReleaseBound, release_bound};
use crate::source::Span;

/// A part of a piece of raw HTML. Comments are dropped: they may contain notes that are not for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HtmlPart {
    /// A tag.
    Tag(Tag),
    /// Text, by its bytes in the piece.
    Text(Span),
}

/// Splits a piece of raw HTML into parts.
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
    /// The parts of each.
    parts: BTreeMap<usize, Vec<HtmlPart>>,
    /// Start tags, by their block and their place in it, with the block of their end tag.
    ends: BTreeMap<(usize, usize), usize>,
}

/// The place of an element's end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// In the block of its start tag.
    Here,
    /// In a later block: there is Markdown between the two.
    Later,
    /// Nowhere.
    Missing,
}

impl Blocks {
    /// Reads the blocks below a parent and pairs their tags: each end tag belongs to the last start tag of its name without one
    /// yet.
    pub(super) fn below<'a>(parent: &'a AstNode<'a>) -> Self {
        let mut blocks = Self::default();
        let mut open: Vec<(String, usize, usize)> = Vec::new();
        for (block, node) in parent.children().enumerate() {
            let NodeValue::HtmlBlock(html) = &node.data().value else { continue };
            // The bounds of a part for instructors, or of one that is released later, become the tags of an element.
            let parts = match PartMark::read(&html.literal) {
                Some(mark) => parts(mark.tag(true)),
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

    /// Takes the parts of a block out of the map.
    pub(super) fn take(&mut self, block: usize) -> Option<Vec<HtmlPart>> {
        self.parts.remove(&block)
    }

    /// Returns the place of the end tag for the start tag `at` a byte of a block.
    pub(super) fn end(&self, block: usize, at: usize, name: &str) -> End {
        match self.ends.get(&(block, at)) {
            Some(&end) if end > block => End::Later,
            Some(_) => End::Here,
            None if ends_by_itself(name) => End::Here,
            None => End::Missing,
        }
    }
}

/// A comment that bounds a part for instructors, or one that is released later.
pub(super) enum PartMark {
    /// For instructors.
    Instructors(Bound),
    /// Released later.
    Release(ReleaseBound),
}

impl PartMark {
    /// Reads a comment.
    pub(super) fn read(comment: &str) -> Option<Self> {
        audience::bound(comment).map(Self::Instructors).or_else(|| release_bound(comment).map(Self::Release))
    }

    /// Returns whether the comment opens or closes the part.
    pub(super) fn bound(&self) -> Bound {
        match self {
            Self::Instructors(bound) | Self::Release(ReleaseBound { bound, .. }) => *bound,
        }
    }

    /// Returns the tag that replaces the comment.
    pub(super) fn tag(&self, is_block: bool) -> &'static str {
        match (self, self.bound(), is_block) {
            (Self::Instructors(_), Bound::Open, true) => "<div class=\"for-instructors\">",
            (Self::Instructors(_), Bound::Open, false) => "<span class=\"for-instructors\">",
            (Self::Release(_), Bound::Open, true) => "<div class=\"not-released\">",
            (Self::Release(_), Bound::Open, false) => "<span class=\"not-released\">",
            (_, Bound::Close, true) => "</div>\n",
            (_, Bound::Close, false) => "</span>\n",
        }
    }
}
