//! Turns the labels of entries into full labels, which name a page outside its place in the tree.

use std::collections::BTreeMap;

use crate::course::{Course, EntryKind};

/// Returns the full label of each entry, with those above it: `Week 1 Day 2 Session 3`. Where two entries share one, the
/// name of their part is added: `November Week 1 Day 2 Session 3`.
pub(super) fn full_labels(course: &Course) -> Vec<Option<String>> {
    let label = |index: usize, with_parts: bool| {
        let above = course.ancestors(index);
        // The entry of the whole course distinguishes nothing.
        let inner = above.into_iter().filter(|&at| at != 0 && at != course.top()).chain([index]);
        let words = inner.filter_map(|at| {
            let entry = &course.entries[at];
            // A week or day without a page of its own has its number as title.
            let is_named =
                matches!(entry.kind, EntryKind::Week | EntryKind::Day) || (with_parts && entry.kind == EntryKind::Part);
            entry.label.as_deref().or_else(|| (is_named && at != index).then_some(&*entry.title))
        });
        let words: Vec<&str> = words.collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let short: Vec<Option<String>> = (0..course.entries.len()).map(|index| label(index, false)).collect();
    let mut count: BTreeMap<&String, usize> = BTreeMap::new();
    for label in short.iter().flatten() {
        *count.entry(label).or_default() += 1;
    }
    let is_shared = |label: &Option<String>| label.as_ref().is_some_and(|label| count[label] > 1);
    short.iter().enumerate().map(|(index, own)| if is_shared(own) { label(index, true) } else { own.clone() }).collect()
}
