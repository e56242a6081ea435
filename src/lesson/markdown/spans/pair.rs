//! Turns the nodes between a pair of signs into one node: `==mark==`, `^^insert^^`, and `{++insert++}`, `{--delete--}`,
//! `{==mark==}` of Critic Markup.

use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::literal::Literal;
use super::{SpanReader, is_line_end};
use crate::source::Tool;

/// The most pairs of a kind that are read in one block: each takes time with the length of the text behind it.
const MOST_PAIRS: usize = 500;

/// A kind of pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    Mark,
    Insert,
    CriticInsert,
    CriticDelete,
    CriticMark,
}

impl Pair {
    /// The pairs; those in braces first, for they contain the signs of others.
    const ALL: [Self; 5] = [Self::CriticInsert, Self::CriticDelete, Self::CriticMark, Self::Mark, Self::Insert];

    /// Returns the signs that begin and end it.
    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Mark => ("==", "=="),
            Self::Insert => ("^^", "^^"),
            Self::CriticInsert => ("{++", "++}"),
            Self::CriticDelete => ("{--", "--}"),
            Self::CriticMark => ("{==", "==}"),
        }
    }

    fn value(self) -> NodeValue {
        match self {
            Self::Mark | Self::CriticMark => NodeValue::Highlight,
            Self::Insert | Self::CriticInsert => NodeValue::Insert,
            Self::CriticDelete => NodeValue::Strikethrough,
        }
    }

    fn is_critic(self) -> bool {
        !matches!(self, Self::Mark | Self::Insert)
    }

    /// Tests whether the signs between two characters begin it: `a==b` and `(==)` do not.
    fn begins(self, before: Option<char>, after: Option<char>) -> bool {
        if self.is_critic() {
            return before.is_none_or(|c| c != '{' && c != '$') && after.is_some_and(|c| !"+-=}{ ".contains(c));
        }
        let is_text = |c: char| c.is_alphanumeric() || matches!(c, '(' | '[' | '\u{fffc}');
        let is_apart = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '=' | '!' | '<' | '>' | '^' | '{');
        // `말==강조==`: Korean and Chinese join words to marked ones.
        before.is_none_or(is_apart) && after.is_some_and(|c| is_text(c) || is_emoji(c))
    }

    /// Tests whether the signs between two characters end it.
    fn ends(self, before: Option<char>, after: Option<char>) -> bool {
        if self.is_critic() {
            return before.is_some_and(|c| c != ' ') && after.is_none_or(|c| c != '}');
        }
        let is_text = |c: char| c.is_alphanumeric() || ")].!?%:;,\u{fffc}".contains(c) || is_emoji(c);
        let is_apart = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '=' | '^' | '>' | '}');
        before.is_some_and(is_text) && after.is_none_or(is_apart)
    }
}

/// A place of signs in a text node.
#[derive(Clone, Copy)]
struct PairSigns<'a> {
    node: &'a AstNode<'a>,
    /// The offset of the first sign in the text.
    at: usize,
}

impl<'a> SpanReader<'a, '_> {
    /// Wraps the nodes between pairs, in every node that contains texts.
    pub(super) fn pairs(&self, root: &'a AstNode<'a>) {
        for pair in Pair::ALL {
            let (begin, _) = pair.signs();
            if !self.body.contains(begin) || (pair == Pair::Insert && !self.dialect.has(Tool::MkDocs)) {
                continue;
            }
            let is_text =
                |node: &&'a AstNode<'a>| matches!(&node.data().value, NodeValue::Text(text) if text.contains(begin));
            let mut parents: Vec<&'a AstNode<'a>> = Vec::new();
            for parent in root.descendants().filter(is_text).filter_map(AstNode::parent) {
                if parents.last().is_none_or(|last| !last.same_node(parent)) {
                    parents.push(parent);
                }
            }
            for parent in parents {
                self.pairs_in(parent, pair);
            }
        }
    }

    /// Wraps the nodes between pairs of a kind among the children of a node.
    fn pairs_in(&self, parent: &'a AstNode<'a>, pair: Pair) {
        let mut from = parent.first_child().map(|node| PairSigns { node, at: 0 });
        let mut count = 0;
        while let Some(begin) = from.filter(|_| count < MOST_PAIRS).and_then(|from| self.find(from, pair, true)) {
            count += 1;
            let inner = PairSigns { at: begin.at + pair.signs().0.len(), ..begin };
            // Without an end, no later sign of this kind ends either.
            let Some(end) = self.find(inner, pair, false) else { break };
            from = Some(self.wrap(begin, end, pair));
        }
        let is_empty = |node: &&'a AstNode<'a>| matches!(&node.data().value, NodeValue::Text(text) if text.is_empty());
        for empty in parent.children().filter(is_empty).collect::<Vec<_>>() {
            empty.detach();
        }
    }

    /// Finds the next signs that begin or end a pair, from a place on, among the siblings.
    fn find(&self, from: PairSigns<'a>, pair: Pair, begins: bool) -> Option<PairSigns<'a>> {
        let signs = if begins { pair.signs().0 } else { pair.signs().1 };
        let mut next = Some(from.node);
        let mut offset = from.at;
        while let Some(node) = next {
            let data = node.data();
            if let NodeValue::Text(text) = &data.value {
                let mut places = text[offset.min(text.len())..].match_indices(signs).map(|(at, _)| offset + at);
                let found = places.find(|&at| {
                    let before = text[..at].chars().next_back().or_else(|| neighbour(node.previous_sibling()));
                    let after = text[at + signs.len()..].chars().next().or_else(|| neighbour(node.next_sibling()));
                    // Nothing is between `====`.
                    let is_empty = !begins && node.same_node(from.node) && at == from.at;
                    let fits = if begins { pair.begins(before, after) } else { pair.ends(before, after) };
                    fits && !is_empty && !self.is_escaped(text, data.sourcepos, at)
                });
                if let Some(at) = found {
                    return Some(PairSigns { node, at });
                }
            }
            offset = 0;
            next = node.next_sibling();
        }
        None
    }

    fn is_escaped(&self, text: &str, place: Sourcepos, at: usize) -> bool {
        let source = self.slice(place);
        source.contains('\\') && Literal::new(source, text, place).is_escaped(at)
    }

    /// Wraps the nodes between two signs; returns the place behind them.
    fn wrap(&self, begin: PairSigns<'a>, end: PairSigns<'a>, pair: Pair) -> PairSigns<'a> {
        let (first, last) = pair.signs();
        let place = Sourcepos { start: self.place(begin, first).start, end: self.place(end, last).end };
        // The end is split off first: the beginning may be in the same text.
        let after = self.split(end, last.len());
        let inner = self.split(begin, first.len());
        let wrapper = self.node(pair.value(), place);
        begin.node.insert_after(wrapper);
        wrapper.append(inner);
        while let Some(next) = wrapper.next_sibling().filter(|next| !next.same_node(after)) {
            wrapper.append(next);
        }
        PairSigns { node: after, at: 0 }
    }

    /// Returns the place of signs in the file.
    fn place(&self, signs: PairSigns<'a>, spelling: &str) -> Sourcepos {
        let data = signs.node.data();
        match &data.value {
            NodeValue::Text(text) => Literal::new(self.slice(data.sourcepos), text, data.sourcepos)
                .place(signs.at, signs.at + spelling.len()),
            _ => data.sourcepos,
        }
    }

    /// Cuts signs out of a text; returns a new text node with the text behind them.
    fn split(&self, signs: PairSigns<'a>, length: usize) -> &'a AstNode<'a> {
        let place = signs.node.data().sourcepos;
        let mut data = signs.node.data_mut();
        let NodeValue::Text(text) = &mut data.value else { return signs.node };
        let literal = Literal::new(self.slice(place), text, place);
        let (before, after) = (text[..signs.at].to_owned(), text[signs.at + length..].to_owned());
        let place_after = literal.place(signs.at + length, text.len());
        let place_before = literal.place(0, signs.at);
        *text = before.into();
        data.sourcepos = place_before;
        drop(data);
        let behind = self.text_node(&after, place_after);
        signs.node.insert_after(behind);
        behind
    }
}

/// Returns a character in place of a neighbour of a text: a blank for a line end, else U+FFFC for an object.
fn neighbour<'a>(node: Option<&'a AstNode<'a>>) -> Option<char> {
    node.map(|node| if is_line_end(node) { ' ' } else { '\u{fffc}' })
}

fn is_emoji(c: char) -> bool {
    crate::lesson::is_emoji(c)
}
