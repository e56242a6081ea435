//! Tests whether a name stands within the title of a page, which is another thing: `태그` in `태그 패널`, `Rust` in `unsafe Rust`.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::name::is_hangul;
use super::{key, particle};
use crate::course::Entry;
use crate::source::Span;

/// The most words of a title that names a thing; longer ones are sentences.
const MOST_WORDS: usize = 4;

/// The titles of a course that are names of several words, as keys.
pub(super) struct TitleNames(BTreeSet<String>);

impl TitleNames {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let is_name = |title: &&str| (2..=MOST_WORDS).contains(&title.split_whitespace().count());
        Self(entries.iter().map(|entry| entry.title.as_str()).filter(is_name).map(key).collect())
    }

    /// Tests whether the words around a place make it a part of a title.
    pub(super) fn hold(&self, text: &str, span: Span) -> bool {
        let found = key(&text[span.start..span.end]);
        let next = word_behind(&text[span.end..]);
        let previous = word_before(&text[..span.start]);
        let is_part = |before: &str, after: &str| {
            (before.len() + after.len() > 0) && self.begins(&(key(before) + &found + &key(after)), &found, before)
        };
        is_part("", next)
            || is_part(previous, "")
            || (!previous.is_empty() && !next.is_empty() && is_part(previous, next))
    }

    /// Tests whether a title is a row of words without the particles of the last one.
    fn begins(&self, row: &str, found: &str, before: &str) -> bool {
        let Some(title) = self.0.range::<str, _>((Bound::Unbounded, Bound::Included(row))).next_back() else {
            return false;
        };
        let Some(rest) = row.strip_prefix(title.as_str()) else { return false };
        let is_longer = title.len() > found.len() + key(before).len()
            || (!before.is_empty() && title.len() >= found.len() + key(before).len());
        let ends = rest.is_empty()
            || rest == "s"
            || (rest.starts_with(is_hangul)
                && title.chars().next_back().is_some_and(|last| particle::follows(last, rest)));
        is_longer && ends
    }
}

/// Returns the word that begins behind a space.
fn word_behind(after: &str) -> &str {
    let Some(after) = after.strip_prefix(' ') else { return "" };
    &after[..after.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(after.len())]
}

/// Returns the word that ends before a space.
fn word_before(before: &str) -> &str {
    let Some(before) = before.strip_suffix(' ') else { return "" };
    let start =
        before.rfind(|c: char| !c.is_alphanumeric() && c != '-').map_or(0, |at| before.ceil_char_boundary(at + 1));
    &before[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_within_titles() {
        let titles = TitleNames(["태그 패널", "Unsafe Rust", "Trait Objects", "graph view"].map(key).into());
        let check = |text: &str, name: &str, expected: bool| {
            let start = text.find(name).unwrap();
            assert_eq!(titles.hold(text, Span::new(start, start + name.len())), expected, "{text}");
        };
        check("태그 패널은 목록이다", "태그", true);
        check("in unsafe Rust code", "Rust", true);
        check("use trait objects here", "trait", true);
        check("a trait object is", "trait", false);
        check("safe Rust code", "Rust", false);
        check("태그를 단다", "태그", false);
        check("태그 패널링을 한다", "태그", false);
    }
}
