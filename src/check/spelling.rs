//! Reports terms that are defined in several ways, and terms that are written in several ways.

use std::collections::BTreeMap;

use super::page::CheckedPage;
use crate::course::Course;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::is_alphanumeric;
use crate::lesson::TermDefinition;
use crate::message;
use crate::message::Message;

/// A definition of a term, with its page and 1-based line.
struct TermLocation<'a> {
    page: &'a CheckedPage<'a>,
    term: &'a TermDefinition,
    line: usize,
}

impl TermLocation<'_> {
    /// Formats the location as `path:line`.
    fn display(&self) -> String {
        format!("{}:{}", self.page.lesson.path, self.line)
    }

    fn report(&self, code: Code, message: Message) -> Diagnostic {
        Diagnostic::at(&self.page.lesson.path, self.page.words_of(self.line), code, message)
    }
}

pub(super) fn check(course: &Course, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    let mut terms: BTreeMap<String, Vec<TermLocation<'_>>> = BTreeMap::new();
    let by_path: BTreeMap<_, &CheckedPage<'_>> = pages.iter().map(|page| (&page.lesson.path, page)).collect();
    // In course order, so that the first location is the one that students meet first.
    for page in course.entries.iter().filter_map(|entry| by_path.get(entry.lesson.as_ref()?).copied()) {
        for term in &page.lesson.terms {
            let line = page.source.line_of(term.definition.start);
            terms.entry(key(&term.term)).or_default().push(TermLocation { page, term, line });
        }
    }
    for locations in terms.values() {
        differing(locations, found);
        spellings(locations, found);
    }
    aliases(&terms, found);
}

/// Reports the second of several definitions, once for each term.
fn differing(locations: &[TermLocation<'_>], found: &mut Vec<Diagnostic>) {
    let words = |location: &TermLocation<'_>| {
        let span = location.term.definition;
        let text = &location.page.source.text[span.start..span.end];
        text.chars().filter(|c| is_alphanumeric(*c)).flat_map(char::to_lowercase).collect::<String>()
    };
    let first = words(&locations[0]);
    let others: Vec<&TermLocation<'_>> = locations[1..]
        .iter()
        .filter(|location| location.page.lesson.path != locations[0].page.lesson.path && words(location) != first)
        .collect();
    let Some(second) = others.first() else { return };
    let place = match others.len() - 1 {
        0 => Message::verbatim(locations[0].display()),
        more => message!("list-and-more", names = locations[0].display(), more),
    };
    let message = message!("differing-definitions", term = &second.term.term, place);
    found.push(second.report(Code::DifferingDefinitions, message).hint(message!("differing-definitions.hint")));
}

/// Reports spellings of a term that differ only in case, spaces and hyphens, each once.
fn spellings(locations: &[TermLocation<'_>], found: &mut Vec<Diagnostic>) {
    let mut seen = vec![locations[0].term.term.as_str()];
    for location in &locations[1..] {
        let name = location.term.term.as_str();
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let message = message!("near-term", name, other = &locations[0].term.term, place = locations[0].display());
        found.push(location.report(Code::NearTerm, message).hint(message!("near-term.hint")));
    }
}

/// Reports terms that another entry names as its alias: `LB (Load Balancer)` and `Load Balancer`.
fn aliases(terms: &BTreeMap<String, Vec<TermLocation<'_>>>, found: &mut Vec<Diagnostic>) {
    for (own, locations) in terms {
        let mut named: Vec<String> = Vec::new();
        for location in locations {
            let Some(alias) = &location.term.alias else { continue };
            let other = key(alias);
            let Some(entry) = terms.get(&other).filter(|_| other != *own && !named.contains(&other)) else { continue };
            let message = message!("near-term-alias", alias, term = &location.term.term, place = entry[0].display());
            found.push(location.report(Code::NearTerm, message).hint(message!("near-term-alias.hint")));
            named.push(other);
        }
    }
}
