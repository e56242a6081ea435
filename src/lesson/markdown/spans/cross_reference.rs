//! Turns the references of Quarto and bookdown (`@fig-plot`, `\@ref(fig:plot)`) into links to labels, and citations (`[@key]`) into
//! their keys.
//!
//! Sources: Quarto, "Cross References"; bookdown, "Cross-references"; Pandoc's manual, "Citation syntax".

use comrak::nodes::{NodeLink, NodeValue};

use super::{LABEL_SIGN, SpanCandidate, SpanReader, SpanReplacement};
use crate::source::Tool;

/// The kinds of things that labels name, which begin them ("Reserved prefixes" of Quarto).
const KINDS: [&str; 22] = [
    "fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "lem-", "cor-", "prp-", "cnj-", "def-", "exm-", "exr-", "sol-",
    "rem-", "alg-", "tip-", "nte-", "wrn-", "imp-", "cau-", "tab-",
];

/// The beginning of a reference of bookdown, whose `@` is escaped.
const BOOKDOWN: &str = "@ref(";

/// Tests whether a reference may begin at an `@`.
pub(in crate::lesson::markdown) fn may_begin(rest: &str) -> bool {
    rest.strip_prefix('@').is_some_and(|name| is_label(name) || rest.starts_with(BOOKDOWN))
}

/// Tests whether the `@` of a reference is escaped by its spelling.
pub(super) fn is_of_bookdown(rest: &str) -> bool {
    rest.starts_with(BOOKDOWN)
}

/// Tests whether a text begins with a label of a kind that Quarto knows.
pub(in crate::lesson::markdown) fn is_label(text: &str) -> bool {
    KINDS.iter().any(|kind| text.strip_prefix(kind).is_some_and(|name| name.starts_with(is_sign)))
}

impl<'a> SpanReader<'a, '_> {
    /// Reads the reference at an `@`.
    pub(super) fn cross_reference(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let rest = candidate.rest();
        if !self.dialect.has(Tool::Quarto) || candidate.before().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let (label, length) = if let Some(inner) = rest.strip_prefix(BOOKDOWN) {
            let inner = &inner[..inner.find(')')?];
            let label = ["fig:", "tab:"].iter().find_map(|kind| inner.strip_prefix(kind)).unwrap_or(inner);
            (label, BOOKDOWN.len() + inner.len() + 1)
        } else {
            let name = name(&rest[1..]);
            (name, 1 + name.len())
        };
        if label.is_empty() || label.contains(char::is_whitespace) {
            return None;
        }
        let end = candidate.at + length;
        let link = NodeLink { url: format!("{LABEL_SIGN}{label}"), title: String::new() };
        let place = candidate.literal.place(candidate.at, end);
        Some(SpanReplacement { end, nodes: vec![self.node(NodeValue::Link(Box::new(link)), place)] })
    }

    /// Reads a citation in brackets: `[see @a, p. 3; -@b]` is shown as `[see a, p. 3; b]`, references in it as links.
    pub(super) fn citation(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let inner = candidate.rest().strip_prefix('[').filter(|_| self.dialect.has(Tool::Quarto))?;
        let inner = &inner[..inner.find([']', '['])?];
        let keys = inner.match_indices('@').filter(|(at, _)| inner[at + 1..].starts_with(is_sign));
        let starts: Vec<usize> = keys.map(|(at, _)| at).collect();
        let is_word = |at: &usize| inner[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
        if starts.is_empty() || starts.iter().any(is_word) {
            return None;
        }
        let (offset, end) = (candidate.at + 1, candidate.at + inner.len() + 2);
        let text = |words: String, from: usize, to: usize| self.text_node(&words, candidate.literal.place(from, to));
        let mut nodes = Vec::new();
        let (mut words, mut from) = (String::from("["), 0);
        for at in starts {
            words += inner[from..at].trim_end_matches('-');
            let key = name(&inner[at + 1..]);
            from = at + 1 + key.len();
            if is_label(key) {
                nodes.push(text(std::mem::take(&mut words), candidate.at, offset + at));
                let link = NodeLink { url: format!("{LABEL_SIGN}{key}"), title: String::new() };
                let place = candidate.literal.place(offset + at, offset + from);
                nodes.push(self.node(NodeValue::Link(Box::new(link)), place));
            } else {
                words += key;
            }
        }
        words += &inner[from..];
        nodes.push(text(words + "]", offset + from, end));
        Some(SpanReplacement { end, nodes })
    }
}

/// Returns the name that a text begins with; a sign at its end is that of the sentence.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !is_sign(c) && !matches!(c, ':' | '.' | '/')).unwrap_or(text.len());
    text[..end].trim_end_matches([':', '.', '/', '-'])
}

fn is_sign(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}
