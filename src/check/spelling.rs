//! Reports terms that are defined in several ways, and terms that are written in several ways.

use std::collections::BTreeMap;

use super::page::CheckedPage;
use crate::course::Course;
use crate::course::glossary::key;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::is_alphanumeric;
use crate::lesson::TermDefinition;

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

    fn report(&self, code: Code, message: String) -> Diagnostic {
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
    let more = match others.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("`{}` is defined in other words in {}{more}", second.term.term, locations[0].display());
    found.push(
        second.report(Code::DifferingDefinitions, message).hint(
            "use one wording where the same is meant, or add a name that sets them apart; the glossary shows all",
        ),
    );
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
        let message = format!("`{name}` is written `{}` in {}", locations[0].term.term, locations[0].display());
        found.push(location.report(Code::NearTerm, message).hint("use one spelling: readers search for it"));
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
            let message = format!(
                "`{alias}`, the other name of `{}`, has an entry of its own: {}",
                location.term.term,
                entry[0].display()
            );
            found.push(
                location.report(Code::NearTerm, message).hint("write both the same way, so that they become one entry"),
            );
            named.push(other);
        }
    }
}
