//! Reports terms of a course that no text uses.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rayon::prelude::*;

use super::page::CheckedPage;
use crate::course::Course;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::TermDefinition;
use crate::message;

/// A term of the course: its first definition, and the names that all of its definitions give it.
struct DefinedTerm<'a> {
    page: &'a CheckedPage<'a>,
    definition: &'a TermDefinition,
    names: Vec<&'a str>,
}

pub(super) fn check(course: &Course, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    let terms = defined_terms(course, pages);
    for (term, _) in terms.values().zip(used_terms(&terms, pages)).filter(|(_, used)| !used) {
        let (page, definition) = (term.page, term.definition);
        let line = page.source.line_of(definition.definition.start);
        let message = message!("unused-term", term = &definition.term);
        found.push(
            Diagnostic::at(&page.lesson.path, page.words_of(line), Code::UnusedTerm, message)
                .hint(message!("unused-term.hint")),
        );
    }
}

/// Returns the terms of a course by their keys; of several definitions the first in reading order counts.
fn defined_terms<'a>(course: &Course, pages: &'a [CheckedPage<'a>]) -> BTreeMap<String, DefinedTerm<'a>> {
    let mut terms: BTreeMap<String, DefinedTerm<'a>> = BTreeMap::new();
    let by_path: BTreeMap<_, &CheckedPage<'_>> = pages.iter().map(|page| (&page.lesson.path, page)).collect();
    for page in course.entries.iter().filter_map(|entry| by_path.get(entry.lesson.as_ref()?).copied()) {
        for definition in &page.lesson.terms {
            let first = || DefinedTerm { page, definition, names: Vec::new() };
            let names = [Some(definition.term.as_str()), definition.alias.as_deref()];
            let term = terms.entry(key(&definition.term)).or_insert_with(first);
            term.names.extend(names.into_iter().flatten().flat_map(spellings).filter(|name| !name.is_empty()));
        }
    }
    terms
}

/// Returns for each term, in the order of the map, whether a text beyond its definitions names it.
fn used_terms(terms: &BTreeMap<String, DefinedTerm<'_>>, pages: &[CheckedPage<'_>]) -> Vec<bool> {
    let names: Vec<(usize, &str)> =
        terms.values().enumerate().flat_map(|(at, term)| term.names.iter().map(move |name| (at, *name))).collect();
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(names.iter().map(|(_, name)| *name));
    // Fails only beyond two billion names: then no term is reported.
    let Ok(search) = search else { return vec![true; terms.len()] };
    let numbers: HashMap<&str, usize> = terms.keys().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
    let used: Vec<AtomicBool> = terms.iter().map(|_| AtomicBool::new(false)).collect();
    pages.par_iter().for_each(|page| {
        let definitions = definition_lines(page, &numbers);
        for hit in search.find_overlapping_iter(&*page.source.text) {
            let (term, _) = names[hit.pattern().as_usize()];
            if used[term].load(Relaxed) || !is_word(&page.source.text, hit.start(), hit.end()) {
                continue;
            }
            // The item that defines a term does not use it; an item of another term can.
            if !definitions.contains(&(page.source.line_of(hit.start()), term)) {
                used[term].store(true, Relaxed);
            }
        }
    });
    used.into_iter().map(AtomicBool::into_inner).collect()
}

/// Returns the 1-based lines of a page that define terms, each with the number of its term.
fn definition_lines(page: &CheckedPage<'_>, numbers: &HashMap<&str, usize>) -> HashSet<(usize, usize)> {
    let numbered = |term: &TermDefinition| {
        Some((page.source.line_of(term.definition.start), *numbers.get(key(&term.term).as_str())?))
    };
    page.lesson.terms.iter().filter_map(numbered).collect()
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
