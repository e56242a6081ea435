//! Turns offsets in the literal of a node into offsets in the file.

use crate::source::{Source, Span};

/// Maps offsets in the literal of a node to offsets in the file: in quotes and lists, lines begin further right there.
pub struct LiteralMap {
    /// For each line, its offset in the literal and in the file.
    lines: Vec<(usize, usize)>,
}

impl LiteralMap {
    /// Locates the lines of the literal of the node at `node`.
    pub fn new(source: &Source, node: Span, literal: &str) -> Self {
        let first = source.line_of(node.start);
        let mut at = 0;
        let lines = literal.split_inclusive('\n').enumerate().map(|(index, line)| {
            let words = line.trim_end_matches('\n');
            let whole = source.line_span(first + index);
            let start = if index == 0 && source.text[node.start..].starts_with(words) {
                node.start
            } else {
                whole.start + source.text[whole.start..whole.end].find(words).unwrap_or_default()
            };
            at += line.len();
            (at - line.len(), start)
        });
        Self { lines: lines.collect() }
    }

    /// Returns the span in the file of a span in the literal.
    pub fn span(&self, source: &Source, inner: Span) -> Span {
        let offset = |at: usize| {
            let line = self.lines.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            let (from, to) = self.lines.get(line).copied().unwrap_or_default();
            source.text.floor_char_boundary(to + at - from)
        };
        // The end is searched from the last byte: a tag that ends its line must not end on the next one.
        let start = offset(inner.start);
        Span::new(start, source.text.ceil_char_boundary(offset(inner.end.max(inner.start + 1) - 1) + 1).max(start))
    }
}
