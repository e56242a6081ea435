//! Turns the terms of all pages into reports of those that are explained or written in several ways.

use std::collections::BTreeMap;

use super::page::Page;
use crate::course::Course;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::TermDefinition;

/// A term where it is explained.
struct Place<'a> {
    page: &'a Page<'a>,
    term: &'a TermDefinition,
    line: usize,
}

impl Place<'_> {
    /// The place as people read it.
    fn shown(&self) -> String {
        format!("{}:{}", self.page.lesson.path, self.line)
    }

    fn report(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::at(&self.page.lesson.path, self.page.words_of(self.line), code, message)
    }
}

pub(super) fn check(course: &Course, pages: &[Page<'_>], found: &mut Vec<Diagnostic>) {
    let mut terms: BTreeMap<String, Vec<Place<'_>>> = BTreeMap::new();
    let by_path: BTreeMap<_, &Page<'_>> = pages.iter().map(|page| (&page.lesson.path, page)).collect();
    // In course order, so that the first place is the one that students meet first.
    for page in course.entries.iter().filter_map(|entry| by_path.get(entry.lesson.as_ref()?).copied()) {
        for term in &page.lesson.terms {
            let line = page.source.line_of(term.definition.start);
            terms.entry(key(&term.term)).or_default().push(Place { page, term, line });
        }
    }
    for places in terms.values() {
        differing(places, found);
        spellings(places, found);
    }
    aliases(&terms, found);
}

/// Reports the second of several definitions, once for each term.
fn differing(places: &[Place<'_>], found: &mut Vec<Diagnostic>) {
    let words = |place: &Place<'_>| {
        let span = place.term.definition;
        let text = &place.page.source.text[span.start..span.end];
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let first = words(&places[0]);
    let others: Vec<&Place<'_>> = places[1..]
        .iter()
        .filter(|place| place.page.lesson.path != places[0].page.lesson.path && words(place) != first)
        .collect();
    let Some(second) = others.first() else { return };
    let more = match others.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("`{}` is explained in other words in {}{more}", second.term.term, places[0].shown());
    found.push(
        second.report(Code::DifferingDefinitions, message).hint(
            "the glossary shows all of them; use one wording where the same is meant, or name what sets them apart",
        ),
    );
}

/// Reports spellings of a term that differ in case, spaces and hyphens alone, each once.
fn spellings(places: &[Place<'_>], found: &mut Vec<Diagnostic>) {
    let mut seen = vec![places[0].term.term.as_str()];
    for place in &places[1..] {
        let name = place.term.term.as_str();
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let message = format!("`{name}` is written `{}` in {}", places[0].term.term, places[0].shown());
        found.push(place.report(Code::NearTerm, message).hint("use one spelling: readers search for it"));
    }
}

/// Reports terms that another entry names as its other name: `LB (Load Balancer)` and `Load Balancer`.
fn aliases(terms: &BTreeMap<String, Vec<Place<'_>>>, found: &mut Vec<Diagnostic>) {
    for (own, places) in terms {
        let mut named: Vec<String> = Vec::new();
        for place in places {
            let Some(alias) = &place.term.alias else { continue };
            let other = key(alias);
            let Some(entry) = terms.get(&other).filter(|_| other != *own && !named.contains(&other)) else { continue };
            let message = format!(
                "`{alias}`, the other name of `{}`, has an entry of its own: {}",
                place.term.term,
                entry[0].shown()
            );
            found.push(
                place.report(Code::NearTerm, message).hint("write both the same way, so that they become one entry"),
            );
            named.push(other);
        }
    }
}
