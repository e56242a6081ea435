//! Turns attribute lists directly behind an inline node (`![x](y){ width=300 }`, `[x](y){: target="_blank" }`) into its
//! attributes, and bracketed words with a list (`[words]{.class}`) into the words.

use comrak::nodes::{Attributes, NodeValue};

use super::{SpanCandidate, SpanReader, SpanReplacement};
use crate::lesson::markdown::attributes::AttributeList;
use crate::lesson::markdown::heading_id;

impl<'a> SpanReader<'a, '_> {
    /// Reads the list behind the node before a text.
    pub(super) fn attached(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let before = candidate.node.previous_sibling().filter(|_| candidate.at == 0)?;
        let list = AttributeList::read(candidate.rest())?;
        let is_image = matches!(before.data().value, NodeValue::Image(_));
        let takes_list = match before.data().value {
            NodeValue::Image(_) | NodeValue::Link(_) => true,
            NodeValue::Code(_)
            | NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Strikethrough
            | NodeValue::HtmlInline(_)
            | NodeValue::Math(_) => list.is_certain(),
            _ => false,
        };
        if !takes_list {
            return None;
        }
        let (end, place) = (list.length, candidate.literal.place(0, list.length));
        let Attributes { id, pairs, .. } = list.attributes;
        if is_image {
            heading_id::attributes(before, |attributes| {
                attributes.id = id;
                attributes.pairs.extend(pairs);
            });
            return Some(SpanReplacement { end, nodes: Vec::new() });
        }
        let anchor = id.map(|id| self.anchor(&id, place));
        Some(SpanReplacement { end, nodes: anchor.into_iter().flatten().collect() })
    }

    /// Reads bracketed words with an attribute list: the list goes.
    pub(super) fn bracketed(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let inner = candidate.rest().strip_prefix('[')?;
        let (words, list) = inner.split_at(inner.find(['[', ']'])?);
        let list = AttributeList::read(list.strip_prefix(']')?)?;
        if !list.is_certain() || list.has_colon {
            return None;
        }
        let end = candidate.at + words.len() + 2 + list.length;
        let place = candidate.literal.place(candidate.at, end);
        let mut nodes: Vec<_> = list.attributes.id.map(|id| self.anchor(&id, place)).into_iter().flatten().collect();
        if !words.is_empty() {
            nodes.push(self.text_node(words, place));
        }
        Some(SpanReplacement { end, nodes })
    }
}
