//! Turns spellings within running text that the parser leaves as text into nodes: wiki links, attribute lists, codes of
//! emoji, keys, marks, sub- and superscripts, roles.
//!
//! 1. `block` reads spellings of a whole line or paragraph: attribute lists of blocks, marks of a table of contents,
//!    labels, abbreviations;
//! 2. each text node is searched for spellings that end within it ([`SpanReader::text`]); readers are tried at the signs that
//!    begin one;
//! 3. `pair` wraps the nodes between two signs.
//!
//! Code is never changed, because it is not a text node; nor is a sign that its author escaped.

mod attached;
mod block;
mod cross_reference;
mod emoji;
mod key;
mod literal;
mod option;
mod pair;
mod presence;
mod reference;
mod role;
mod script;
mod wiki;

use std::cell::OnceCell;

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeValue, Sourcepos};

use super::is_line_end;
use crate::html::escape;
use crate::source::{Dialect, Tool};
pub(super) use cross_reference::is_label as is_cross_reference;
use literal::Literal;
pub(super) use presence::may_begin_at;
pub use role::LABEL_SIGN;

/// Reads the spellings of a document whose text is `body`.
pub(super) fn read<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, body: &str, dialect: Dialect) {
    let reader = SpanReader { arena, body, line_starts: OnceCell::new(), dialect };
    let found = reader.candidates(root);
    reader.blocks(&found.blocks);
    found.references.into_iter().for_each(reference::write_address);
    for text in found.texts {
        // A text that a reader took with its neighbour is in the tree no more.
        if text.parent().is_some() {
            reader.text(text);
        }
    }
    if dialect.has(Tool::Quarto) || ["]{.", "]{#"].iter().any(|sign| body.contains(sign)) {
        reader.brackets_around(root);
    }
    reader.scripts(&found.strikes);
    if found.may_hold_pairs {
        reader.pairs(root);
    }
    if body.contains("![[") {
        reader.hoist_embeds(root);
    }
}

/// The nodes of a document in which spellings may be, found in one walk.
#[derive(Default)]
struct SpanNodes<'a> {
    /// Paragraphs and cells that may have a line which describes a block.
    blocks: Vec<&'a AstNode<'a>>,
    /// Texts in which a spelling may begin.
    texts: Vec<&'a AstNode<'a>>,
    /// Links to a reference by its own scheme.
    references: Vec<&'a AstNode<'a>>,
    /// Strikes.
    strikes: Vec<&'a AstNode<'a>>,
    /// Whether a text has a sign of those that come in pairs.
    may_hold_pairs: bool,
}

/// Reads the spellings of one document.
struct SpanReader<'a, 'b> {
    arena: &'a Arena<'a>,
    body: &'b str,
    /// The offsets at which lines start; made when the first place is needed.
    line_starts: OnceCell<Vec<usize>>,
    dialect: Dialect,
}

/// A place in a text node at which a spelling may begin.
struct SpanCandidate<'a, 'l, 'b> {
    node: &'a AstNode<'a>,
    /// The whole text.
    text: &'l str,
    /// The offset of the sign in the text.
    at: usize,
    literal: &'l Literal<'b>,
}

/// A span of a text node, and the nodes that replace it.
struct SpanReplacement<'a> {
    /// The offset after the span.
    end: usize,
    nodes: Vec<&'a AstNode<'a>>,
}

impl SpanCandidate<'_, '_, '_> {
    /// Returns the text from the sign on.
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Returns the character before the sign.
    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }
}

impl<'a, 'b> SpanReader<'a, 'b> {
    /// Finds the nodes in which spellings may be.
    fn candidates(&self, root: &'a AstNode<'a>) -> SpanNodes<'a> {
        let mut found = SpanNodes::default();
        let lines = block::MeaningfulLines::of(self.body);
        for node in root.descendants() {
            match &node.data().value {
                NodeValue::Text(text) => {
                    let (may_begin, may_be_pair) = scan(text);
                    found.may_hold_pairs |= may_be_pair;
                    if may_begin {
                        found.texts.push(node);
                    }
                }
                NodeValue::Strikethrough => found.strikes.push(node),
                NodeValue::Link(link) if link.url.starts_with(reference::SCHEME) => found.references.push(node),
                NodeValue::Paragraph | NodeValue::TableCell if lines.may_be_in(node) => found.blocks.push(node),
                _ => {}
            }
        }
        found
    }

    /// Returns the offsets at which lines start.
    fn line_starts(&self) -> &[usize] {
        let starts = || std::iter::once(0).chain(self.body.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.line_starts.get_or_init(starts)
    }

    /// Reads the spellings that end within a text node.
    fn text(&self, node: &'a AstNode<'a>) {
        let (text, place) = match &node.data().value {
            NodeValue::Text(text) => (text.to_string(), node.data().sourcepos),
            _ => return,
        };
        let literal = OnceCell::new();
        let mut found: Vec<(usize, SpanReplacement<'a>)> = Vec::new();
        let mut from = 0;
        for at in signs(&text) {
            if at < from || !may_begin(&text[at..]) {
                continue;
            }
            let literal = literal.get_or_init(|| Literal::new(self.slice(place), &text, place));
            let candidate = SpanCandidate { node, text: &text, at, literal };
            let is_sign = !literal.is_escaped(at) || cross_reference::is_of_bookdown(candidate.rest());
            let replacement = if is_sign { self.candidate(&candidate) } else { None };
            if let Some(replacement) = replacement {
                from = replacement.end;
                found.push((at, replacement));
            }
        }
        if let Some(literal) = literal.get() {
            self.replace(node, literal, &text, found);
        }
    }

    /// Reads the spelling at a sign, if there is one.
    fn candidate(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        match candidate.rest().as_bytes().first()? {
            b':' => self.emoji(candidate),
            b'+' => self.keys(candidate),
            b'^' => self.block_id(candidate).or_else(|| self.superscript(candidate)),
            b'{' => self.attached(candidate).or_else(|| self.role(candidate)),
            b'[' => {
                let found = self.wiki_link(candidate).or_else(|| self.bracketed(candidate));
                found.or_else(|| self.citation(candidate))
            }
            b'@' => self.cross_reference(candidate),
            _ => self.embed(candidate),
        }
    }

    /// Replaces spans of a text node, in order.
    fn replace(
        &self,
        node: &'a AstNode<'a>,
        literal: &Literal<'_>,
        text: &str,
        found: Vec<(usize, SpanReplacement<'a>)>,
    ) {
        if found.is_empty() {
            return;
        }
        let mut from = 0;
        for (at, replacement) in found {
            if from < at {
                node.insert_before(self.text_node(&text[from..at], literal.place(from, at)));
            }
            for new in replacement.nodes {
                node.insert_before(new);
            }
            from = replacement.end;
        }
        if from < text.len() {
            node.insert_before(self.text_node(&text[from..], literal.place(from, text.len())));
        }
        node.detach();
    }

    /// Returns a span of the body.
    fn slice(&self, place: Sourcepos) -> &'b str {
        let offset =
            |line: usize, column: usize| self.line_starts().get(line.saturating_sub(1)).map(|start| start + column);
        let start = offset(place.start.line, place.start.column.saturating_sub(1));
        let end = offset(place.end.line, place.end.column);
        start.zip(end).and_then(|(start, end)| self.body.get(start..end)).unwrap_or_default()
    }

    fn node(&self, value: NodeValue, place: Sourcepos) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()))
    }

    fn text_node(&self, text: &str, place: Sourcepos) -> &'a AstNode<'a> {
        self.node(NodeValue::Text(text.to_owned().into()), place)
    }

    fn html(&self, html: impl Into<String>, place: Sourcepos) -> &'a AstNode<'a> {
        self.node(NodeValue::HtmlInline(html.into()), place)
    }

    /// Returns a node that contains a text.
    fn node_with_text(&self, value: NodeValue, text: &str, place: Sourcepos) -> &'a AstNode<'a> {
        let node = self.node(value, place);
        if !text.is_empty() {
            node.append(self.text_node(text, place));
        }
        node
    }

    /// Returns the place that an id names.
    fn anchor(&self, id: &str, place: Sourcepos) -> [&'a AstNode<'a>; 2] {
        [self.html(format!("<a id=\"{}\">", escape(id)), place), self.html("</a>", place)]
    }
}

/// Tests by the first signs whether a spelling may begin.
fn may_begin(rest: &str) -> bool {
    let next = rest.as_bytes().get(1).copied().unwrap_or_default();
    match rest.as_bytes().first() {
        Some(b':') => emoji::name(rest).is_some(),
        Some(b'+') => next == b'+',
        Some(b'!') => rest.starts_with("![["),
        Some(b'{') => next != 0,
        Some(b'@') => cross_reference::may_begin(rest),
        _ => !matches!(next, 0 | b' '),
    }
}

/// Tests whether a spelling may begin in a text, and whether it has a sign of those that come in pairs.
fn scan(text: &str) -> (bool, bool) {
    let bytes = text.as_bytes();
    let (mut begins, mut is_pair, mut at) = (false, false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'=' => is_pair |= bytes.get(at + 1) == Some(&b'='),
            b'^' | b'{' => (begins, is_pair) = (begins || may_begin(&text[at..]), true),
            b':' | b'+' | b'[' | b'!' | b'@' if !begins => begins = may_begin(&text[at..]),
            _ => {}
        }
        at += 1;
    }
    (begins, is_pair)
}

/// Returns the offsets of the signs that begin a spelling within a text.
fn signs(text: &str) -> impl Iterator<Item = usize> {
    let is_sign = |byte: u8| matches!(byte, b':' | b'+' | b'[' | b'!' | b'^' | b'{' | b'@');
    text.bytes().enumerate().filter(move |&(_, byte)| is_sign(byte)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests;
