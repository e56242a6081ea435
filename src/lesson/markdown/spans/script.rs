//! Turns `x^2^` into superscripts and `H~2~O` into subscripts; also Obsidian's names of blocks (`text ^name`) into ids.
//!
//! Sources: Pandoc's manual ("superscripts and subscripts"), `pymdownx.caret` and `pymdownx.tilde`, Obsidian's help
//! ("Link to a block in a note").

use comrak::nodes::{AstNode, NodeValue};

use super::{SpanCandidate, SpanReader, SpanReplacement, is_line_end};
use crate::source::Tool;

/// The longest superscript in a course that is not known to use them.
const LONGEST_PLAIN: usize = 4;

/// The longest superscript in any course.
const LONGEST: usize = 60;

impl<'a> SpanReader<'a, '_> {
    /// Reads a superscript. `2^10`, `2^a and 3^b` and `a^b^c` are text.
    pub(super) fn superscript(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let (inner, after) = candidate.rest().strip_prefix('^')?.split_once('^')?;
        let is_base = |c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}');
        if !self.is_script(inner) || !candidate.before().is_some_and(is_base) || after.starts_with('^') {
            return None;
        }
        if !self.has_scripts() && after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let end = candidate.at + inner.len() + 2;
        let place = candidate.literal.place(candidate.at, end);
        Some(SpanReplacement { end, nodes: vec![self.node_with_text(NodeValue::Superscript, inner, place)] })
    }

    /// Turns strikes with one `~` directly behind a letter, which are short and without a blank, into subscripts.
    pub(super) fn scripts(&self, strikes: &[&'a AstNode<'a>]) {
        for strike in strikes.iter().filter(|strike| self.is_subscript(strike)) {
            strike.data_mut().value = NodeValue::Subscript;
        }
    }

    fn is_subscript(&self, strike: &'a AstNode<'a>) -> bool {
        if self.slice(strike.data().sourcepos).starts_with("~~") {
            return false;
        }
        let ends_with_letter = |node: &'a AstNode<'a>| match &node.data().value {
            NodeValue::Text(text) => text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']')),
            NodeValue::Superscript | NodeValue::Subscript => true,
            _ => false,
        };
        let inner = strike.first_child().filter(|only| only.next_sibling().is_none());
        let inner = inner.and_then(|inner| match &inner.data().value {
            NodeValue::Text(text) => Some(text.to_string()),
            _ => None,
        });
        strike.previous_sibling().is_some_and(ends_with_letter) && inner.is_some_and(|inner| self.is_script(&inner))
    }

    /// Tests whether a text can be small: without blanks, and short unless a tool of the course has such signs.
    fn is_script(&self, text: &str) -> bool {
        let length = text.chars().count();
        let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | '*' | '(' | ')' | ',' | '.');
        if self.has_scripts() {
            return (1..=LONGEST).contains(&length) && !text.contains(char::is_whitespace);
        }
        (1..=LONGEST_PLAIN).contains(&length) && text.chars().all(is_sign) && text.contains(char::is_alphanumeric)
    }

    fn has_scripts(&self) -> bool {
        [Tool::MkDocs, Tool::Quarto].into_iter().any(|tool| self.dialect.has(tool))
    }

    /// Reads the name of a block at the end of its text.
    pub(super) fn block_id(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        if !self.dialect.has_wiki_links() {
            return None;
        }
        let id = candidate.rest().strip_prefix('^')?.trim_end();
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '-');
        let ends = candidate.node.next_sibling().is_none_or(is_line_end);
        if !is_id || !ends || candidate.before().is_some_and(|before| before != ' ') {
            return None;
        }
        let place = candidate.literal.place(candidate.at, candidate.text.len());
        let nodes = self.anchor(&format!("^{id}"), place).to_vec();
        Some(SpanReplacement { end: candidate.text.len(), nodes })
    }
}
