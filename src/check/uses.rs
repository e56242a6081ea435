//! Reports terms of a course that no text uses.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rayon::prelude::*;

use super::page::CheckedPage;
use crate::course::Course;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::TermDefinition;

pub(super) fn check(course: &Course, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    let mut terms: BTreeMap<String, (&CheckedPage<'_>, &TermDefinition, Vec<&str>)> = BTreeMap::new();
    let by_path: BTreeMap<_, &CheckedPage<'_>> = pages.iter().map(|page| (&page.lesson.path, page)).collect();
    for page in course.entries.iter().filter_map(|entry| by_path.get(entry.lesson.as_ref()?).copied()) {
        for term in &page.lesson.terms {
            let (_, _, names) = terms.entry(key(&term.term)).or_insert((page, term, Vec::new()));
            names.extend(std::iter::once(term.term.as_str()).chain(term.alias.as_deref()).flat_map(spellings));
        }
    }
    let entries: Vec<_> = terms.into_values().collect();
    let names: Vec<(usize, &str)> = entries
        .iter()
        .enumerate()
        .flat_map(|(entry, (_, _, names))| names.iter().map(move |name| (entry, *name)))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(names.iter().map(|(_, name)| *name));
    let Ok(search) = search else { return };
    let used: Vec<AtomicBool> = entries.iter().map(|_| AtomicBool::new(false)).collect();
    pages.par_iter().for_each(|page| {
        let mut items: Vec<usize> =
            page.lesson.terms.iter().map(|term| page.source.line_of(term.definition.start)).collect();
        items.sort_unstable();
        for hit in search.find_overlapping_iter(&*page.source.text) {
            let (entry, _) = names[hit.pattern().as_usize()];
            if used[entry].load(Relaxed) || !is_word(&page.source.text, hit.start(), hit.end()) {
                continue;
            }
            // The item that defines a term does not use it; an item of another term can.
            let line = page.source.line_of(hit.start());
            let explains = page.lesson.terms.iter().any(|term| {
                page.source.line_of(term.definition.start) == line && key(&term.term) == key(&entries[entry].1.term)
            });
            if items.binary_search(&line).is_err() || !explains {
                used[entry].store(true, Relaxed);
            }
        }
    });
    for ((page, term, _), _) in entries.iter().zip(used).filter(|(_, used)| !used.load(Relaxed)) {
        let line = page.source.line_of(term.definition.start);
        let message = format!("`{}` is defined here, but no page uses it", term.term);
        found.push(
            Diagnostic::at(&page.lesson.path, page.words_of(line), Code::UnusedTerm, message)
                .hint("use it in the text, or remove it from the glossary"),
        );
    }
}

/// Returns the spellings of a term in texts: the term itself, and each side of `A / B` or `A vs B`.
fn spellings(name: &str) -> Vec<&str> {
    let mut names = vec![name];
    names.extend(name.split(" vs ").filter(|part| part.len() < name.len()));
    names.extend(name.split(['/', ',']).filter(|part| part.len() < name.len()));
    names.into_iter().map(str::trim).filter(|name| name.chars().count() > 1).collect()
}

/// Tests whether a match is a whole word: a particle in Hangul may follow, a letter of the same script may not.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let inside = text[start..end].chars();
    let joins = |outside: Option<char>, edge: Option<char>| {
        outside.zip(edge).is_some_and(|(outside, edge)| {
            outside.is_ascii_alphanumeric() && edge.is_ascii_alphanumeric() && outside != 's'
        })
    };
    !joins(text[..start].chars().next_back(), inside.clone().next())
        && !joins(text[end..].chars().next(), inside.clone().next_back())
}
