//! Turns the blocks of HTML below one parent into pairs: which start tag has its end in which block, and which has none.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};

use super::elements::ends_by_itself;
use crate::lesson::raw_html::{TagKind, tags};

/// Start tags, by their block and their place in it, with the block that holds their end.
#[derive(Debug, Default)]
pub(super) struct Pairs(BTreeMap<(usize, usize), usize>);

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

impl Pairs {
    /// Pairs the tags of blocks: each end belongs to the last start of its name that has none yet.
    pub(super) fn of<'a>(blocks: &[&'a AstNode<'a>]) -> Self {
        let mut pairs = BTreeMap::new();
        let mut open: Vec<(String, usize, usize)> = Vec::new();
        for (block, node) in blocks.iter().enumerate() {
            let NodeValue::HtmlBlock(html) = &node.data().value else { continue };
            for tag in tags(&html.literal) {
                match tag.kind {
                    TagKind::Open => open.push((tag.name, block, tag.span.start)),
                    TagKind::Close => {
                        if let Some(depth) = open.iter().rposition(|(name, ..)| *name == tag.name) {
                            let (_, start_block, at) = open.remove(depth);
                            open.truncate(depth);
                            pairs.insert((start_block, at), block);
                        }
                    }
                    TagKind::Void => {}
                }
            }
        }
        Self(pairs)
    }

    /// Where the element ends whose start tag stands `at` that byte of a block.
    pub(super) fn end(&self, block: usize, at: usize, name: &str) -> End {
        match self.0.get(&(block, at)) {
            Some(&end) if end > block => End::Later,
            Some(_) => End::Here,
            None if ends_by_itself(name) => End::Here,
            None => End::Missing,
        }
    }
}
