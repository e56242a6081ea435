//! Turns two texts into the share of them that is the same, measured in shingles.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_segmentation::UnicodeSegmentation;

/// The number of consecutive words in a shingle. Of shorter ones, two texts on one subject share many by chance; Broder
/// ("On the resemblance and containment of documents", 1997) compares web pages by shingles of ten, and lessons are
/// shorter.
const SHINGLE_WORDS: usize = 4;

/// The fewest shingles by which two texts can be compared.
const MIN_SHINGLES: usize = 12;

/// The overlap of two texts, in numbers of shingles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Similarity {
    /// Shingles that both texts contain.
    both: usize,
    /// Shingles of the text that has fewer.
    fewer: usize,
    /// Shingles that at least one text contains.
    either: usize,
}

impl Similarity {
    /// Compares two texts.
    pub(super) fn of(a: &str, b: &str) -> Self {
        let (a, b) = (shingles(a), shingles(b));
        let both = a.intersection(&b).count();
        Self { both, fewer: a.len().min(b.len()), either: a.len() + b.len() - both }
    }

    /// Tests whether half of the shorter text is in the other one, or one of them is too short to compare: a copy
    /// shares that much with an original that was changed since, two lessons on one subject do not.
    pub(super) fn shares_half(self) -> bool {
        self.fewer < MIN_SHINGLES || self.both * 2 >= self.fewer
    }

    /// Tests whether nine tenths of the two texts are the same.
    pub(super) fn is_nearly_same(self) -> bool {
        self.fewer >= MIN_SHINGLES && self.both * 10 >= self.either * 9
    }
}

/// Returns the hashes of a text's shingles; in scripts without spaces each character is a word.
fn shingles(text: &str) -> BTreeSet<u64> {
    let words: Vec<&str> = text.unicode_words().collect();
    let hash = |words: &[&str]| {
        // The hashes are compared within one run and never stored.
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(SHINGLE_WORDS).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_runs_of_words() {
        let text = |from: u32, to: u32| (from..to).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
        let same = Similarity::of(&text(0, 100), &text(0, 100));
        assert!(same.is_nearly_same() && same.shares_half());
        let grown = Similarity::of(&text(0, 100), &text(0, 160));
        assert!(!grown.is_nearly_same() && grown.shares_half(), "the original was worked on");
        let other = Similarity::of(&text(0, 100), &text(80, 200));
        assert!(!other.is_nearly_same() && !other.shares_half());
        let short = Similarity::of("# Lab 1", "# Lab one");
        assert!(!short.is_nearly_same() && short.shares_half(), "the names decide");
    }
}
