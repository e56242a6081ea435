//! Turns the tasks and steps of a page into names by which browsers remember ticks.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::normalise;

/// A task item: `- [ ] …`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckItem {
    /// The name of its box: see [`Names`].
    pub id: String,
    /// Its text.
    pub text: String,
    /// Whether the author ticked it.
    pub checked: bool,
    /// The id of the heading above it.
    pub section: Option<String>,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in bytes: tasks may be nested on one line.
    pub column: usize,
}

/// The step that a heading numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The name of its box: see [`Names`].
    pub id: String,
    /// Its number as it is written: `Step 3`, `2단계`.
    pub mark: String,
}

/// The numbers of checkboxes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The checkboxes that readers tick.
    pub all: usize,
    /// The checkboxes that the author ticked.
    pub ticked: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.ticked += other.ticked;
    }
}

/// Assigns names to boxes.
///
/// A name depends only on the text and, for equal texts, on the number of earlier ones: reordering changes no name, and
/// new wording makes a new name. Four letters are 24 bits: among the 125 tasks of the longest page of the real course, two
/// collide once in two thousand such pages, and one of them then gets another name.
#[derive(Debug, Default)]
pub struct Names {
    /// The number of occurrences of each text.
    seen: BTreeMap<String, usize>,
    given: BTreeSet<String>,
}

impl Names {
    /// Returns the name of the next task or step with a text; `kind` separates the two.
    pub fn name(&mut self, kind: &str, text: &str) -> String {
        let key = format!("{kind}\n{}", normalise(text));
        let count = self.seen.entry(key.clone()).or_default();
        *count += 1;
        let mut name = String::new();
        for attempt in 0.. {
            let hash = blake3::hash(format!("{key}\n{count}\n{attempt}").as_bytes());
            name = URL_SAFE_NO_PAD.encode(&hash.as_bytes()[..3]);
            if self.given.insert(name.clone()) {
                break;
            }
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_texts_and_not_of_places() {
        let names = |texts: &[&str]| {
            let mut names = Names::default();
            texts.iter().map(|text| names.name("task", text)).collect::<Vec<_>>()
        };
        let (first, second) = (names(&["하나", "둘", "하나"]), names(&["둘", " 하나 ", "새로", "하나"]));
        assert_eq!([&first[0], &first[1], &first[2]], [&second[1], &second[0], &second[3]]);
        assert_eq!(first.iter().chain(&second).collect::<BTreeSet<_>>().len(), 4);
        assert_ne!(Names::default().name("step", "하나"), first[0]);
    }

    #[test]
    fn no_two_boxes_of_a_page_share_a_name() {
        let mut names = Names::default();
        let count = 20_000;
        let all: BTreeSet<String> = (0..count).map(|n| names.name("task", &format!("할 일 {n}"))).collect();
        assert_eq!(all.len(), count);
    }
}
