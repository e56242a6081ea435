//! Finds the closing signs of formulas in linear time, for texts with many openings and no end.

use std::collections::BTreeMap;

/// The next place of each closing sign, from where it was last looked for: each part of a text is searched once.
#[derive(Debug, Default)]
pub(super) struct Closes(BTreeMap<String, usize>);

impl Closes {
    /// Returns the next place of a sign from a byte on. Places must be asked for in order.
    pub(super) fn next(&mut self, close: &str, text: &str, from: usize) -> Option<usize> {
        let next = match self.0.get(close) {
            Some(&known) if known >= from => known,
            _ => {
                let next = text[from..].find(close).map_or(usize::MAX, |length| from + length);
                self.0.insert(close.to_owned(), next);
                next
            }
        };
        (next < usize::MAX).then_some(next)
    }
}
