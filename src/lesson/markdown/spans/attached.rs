//! Turns attribute lists directly behind an inline node (`![x](y){ width=300 }`, `[x](y){: target="_blank" }`) into its
//! attributes, and bracketed words with a list (`[words]{.class}`) into the words.

use comrak::nodes::{AstNode, Attributes, NodeValue};

use super::{SpanCandidate, SpanReader, SpanReplacement};
use crate::lesson::markdown::attributes::AttributeList;
use crate::lesson::markdown::heading_id;

/// The formats of raw text that a site does not show.
const FOREIGN_FORMATS: [&str; 8] = ["tex", "latex", "beamer", "context", "typst", "openxml", "docx", "opendocument"];

/// The most nodes in brackets.
const MAX_NODES: usize = 40;

impl<'a> SpanReader<'a, '_> {
    /// Reads the list behind the node before a text.
    pub(super) fn attached(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let before = candidate.node.previous_sibling().filter(|_| candidate.at == 0)?;
        if let Some(end) = foreign_format(candidate.rest())
            && matches!(before.data().value, NodeValue::Code(_))
        {
            before.detach();
            return Some(SpanReplacement { end, nodes: Vec::new() });
        }
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

    /// Takes the brackets and the list off bracketed words that hold other nodes: ``[a `b` c]{.class}`` (Pandoc, `bracketed_spans`).
    pub(super) fn brackets_around(&self, root: &'a AstNode<'a>) {
        let texts: Vec<&'a AstNode<'a>> = root.descendants().filter(|node| text_with(node, "]{").is_some()).collect();
        for close in texts {
            // Each list that is taken leaves fewer brackets; bracketed words may be in others.
            while self.take_brackets(close).is_some() {}
        }
    }

    /// Takes the first brackets off that a text closes, if an earlier node opens them.
    fn take_brackets(&self, close: &'a AstNode<'a>) -> Option<()> {
        join_address(close);
        let text = text_with(close, "]{")?;
        let at = text.find("]{").filter(|at| !text[..*at].contains('['))?;
        let list = AttributeList::read(&text[at + 1..]).filter(|list| list.is_certain() && !list.has_colon)?;
        let is_open = |node: &&'a AstNode<'a>| {
            text_with(node, "[").is_some_and(|text| !text[text.rfind('[').unwrap_or_default()..].contains(']'))
        };
        let open = close.preceding_siblings().skip(1).take(MAX_NODES).find(is_open)?;
        let place = close.data().sourcepos;
        let kept = format!("{}{}", &text[..at], &text[at + 1 + list.length..]);
        close.data_mut().value = NodeValue::Text(kept.into());
        let before = text_with(open, "[")?;
        let start = before.rfind('[').unwrap_or_default();
        let kept = format!("{}{}", &before[..start], &before[start + 1..]);
        open.data_mut().value = NodeValue::Text(kept.into());
        if let Some(id) = list.attributes.id {
            for node in self.anchor(&id, place) {
                open.insert_before(node);
            }
        }
        Some(())
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

/// Returns the end of the mark `{=latex}` behind code that is only for another format than HTML (Pandoc, `raw_attribute`).
fn foreign_format(text: &str) -> Option<usize> {
    let (format, _) = text.strip_prefix("{=")?.split_once('}')?;
    FOREIGN_FORMATS.contains(&format).then_some(format.len() + 3)
}

/// Appends an address within an attribute list, which the parser took for a link: `]{href="http://a.org"}`.
fn join_address<'a>(text: &'a AstNode<'a>) {
    let is_cut = text_with(text, "]{").is_some_and(|text| text.ends_with(['"', '\'']) && !text.contains('}'));
    let Some(link) = text.next_sibling().filter(|_| is_cut) else { return };
    let address = match (&link.data().value, link.first_child().map(|child| child.data())) {
        (NodeValue::Link(_), Some(child)) => match &child.value {
            NodeValue::Text(address) if address.contains('}') => address.to_string(),
            _ => return,
        },
        _ => return,
    };
    if let NodeValue::Text(text) = &mut text.data_mut().value {
        text.to_mut().push_str(&address);
    }
    link.detach();
}

/// Returns the text of a text node that holds some signs.
fn text_with<'a>(node: &'a AstNode<'a>, signs: &str) -> Option<String> {
    match &node.data().value {
        NodeValue::Text(text) if text.contains(signs) => Some(text.to_string()),
        _ => None,
    }
}
