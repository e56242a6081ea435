//! Turns offsets in the literal of a text node into places in the file: escapes and entities are longer there.

use comrak::nodes::Sourcepos;

/// The literal of a text node beside its source.
pub(super) struct Literal<'b> {
    place: Sourcepos,
    /// The source of the node.
    source: &'b str,
    /// For each byte of the literal its offset in the source; `None` if both are the same.
    offsets: Option<Vec<usize>>,
    /// The offsets in the literal of the characters that their author escaped.
    escaped: Vec<usize>,
}

impl<'b> Literal<'b> {
    /// Aligns the literal of a node at `place` with its source.
    pub(super) fn new(source: &'b str, literal: &str, place: Sourcepos) -> Self {
        if source == literal {
            return Self { place, source, offsets: None, escaped: Vec::new() };
        }
        let (mut offsets, mut escaped) = (Vec::with_capacity(literal.len()), Vec::new());
        let mut at = 0;
        for (offset, c) in literal.char_indices() {
            let rest = source.get(at..).unwrap_or_default();
            let is_escape = rest.strip_prefix('\\').is_some_and(|rest| c.is_ascii_punctuation() && rest.starts_with(c));
            let length = if is_escape {
                escaped.push(offset);
                1 + c.len_utf8()
            } else if rest.starts_with('&') && (c != '&' || is_ampersand(rest, &literal[offset..])) {
                rest.find(';').map_or(0, |end| end + 1)
            } else {
                c.len_utf8().min(rest.len())
            };
            offsets.extend(std::iter::repeat_n(at, c.len_utf8()));
            at += length;
        }
        Self { place, source, offsets: Some(offsets), escaped }
    }

    /// Tests whether the author escaped the character at an offset of the literal.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        self.escaped.binary_search(&at).is_ok()
    }

    /// Returns the offset in the node's source of an offset in the literal.
    fn offset(&self, at: usize) -> usize {
        match &self.offsets {
            None => at,
            Some(offsets) => offsets.get(at).copied().unwrap_or(self.source.len()),
        }
    }

    /// Returns the place in the file of a span of the literal.
    pub(super) fn place(&self, start: usize, end: usize) -> Sourcepos {
        let mut place = self.place;
        if place.start.line == place.end.line {
            place.start.column = self.place.start.column + self.offset(start);
            place.end.column = (self.place.start.column + self.offset(end)).saturating_sub(1).max(place.start.column);
        }
        place
    }
}

/// Tests whether a source begins with the entity of `&` where the literal has only the sign.
fn is_ampersand(source: &str, literal: &str) -> bool {
    ["&amp;", "&#38;", "&#x26;"].iter().any(|entity| source.starts_with(entity) && !literal.starts_with(entity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_entities_shift_places() {
        let place: Sourcepos = (3, 5, 3, 21).into();
        let literal = Literal::new("a\\[b &amp; \\==c", "a[b & ==c", place);
        assert!(literal.is_escaped(1) && literal.is_escaped(6) && !literal.is_escaped(7));
        assert_eq!(literal.place(2, 3), (3, 8, 3, 8).into());
        assert_eq!(literal.place(4, 5), (3, 10, 3, 14).into());
    }
}
