//! Turns definitions into terms: joins the names that are one entry of the glossary.
//!
//! Definitions of one name are one entry. A definition with another name (`VPC (Virtual Private Cloud)`) joins both,
//! unless one of them is shared by names that have nothing else in common: `CA` abbreviates both `인증 기관` and
//! `Cluster Autoscaler`, which are different terms.

use std::collections::{BTreeMap, BTreeSet};

use super::defining::is_defining;
use super::equal_names::EqualNames;
use super::wording::{self, LocatedDefinition};
use super::{Term, Wording, name, pointer, sense};

/// The most names that are visited in search of a connection between two partners of a name; beyond that they count as
/// unconnected.
const MOST_VISITED: usize = 100;

/// For each name the names that definitions declare to be the same, by keys.
type Partners = BTreeMap<String, BTreeSet<String>>;

/// Builds the terms of all definitions, in course order. Their ids are set later. A term exists only if a definition defines it.
pub(super) fn terms(found: &[LocatedDefinition<'_>]) -> Vec<Term> {
    let equal = EqualNames::of(found);
    let (written, partners) = names(found, &equal);
    let shared: BTreeSet<String> =
        partners.keys().filter(|name| is_shared(name, &partners, &written)).cloned().collect();
    let mut entries: Vec<Vec<LocatedDefinition<'_>>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for definition in found {
        let key = equal.key(&definition.definition.term);
        let place = *places.entry(key.clone()).or_insert(entries.len());
        if place == entries.len() {
            entries.push(Vec::new());
            for name in joined(&key, &partners, &shared) {
                places.insert(name, place);
            }
        }
        entries[place].push(*definition);
    }
    entries.iter().filter_map(|definitions| term(definitions)).collect()
}

/// Returns the names of all definitions as first written, and the names that are declared to be the same.
fn names(found: &[LocatedDefinition<'_>], equal: &EqualNames) -> (BTreeMap<String, String>, Partners) {
    let mut written = BTreeMap::new();
    let mut partners = Partners::new();
    for definition in found {
        let term = &definition.definition.term;
        written.entry(equal.key(term)).or_insert_with(|| term.clone());
        for alias in other_names(definition) {
            let (a, b) = (equal.key(term), equal.key(alias));
            written.entry(b.clone()).or_insert_with(|| alias.to_owned());
            if a != b {
                partners.entry(a.clone()).or_default().insert(b.clone());
                partners.entry(b).or_default().insert(a);
            }
        }
    }
    (written, partners)
}

/// Returns the other names that a definition gives its term, among them that of the entry to which it only leads.
fn other_names<'a>(found: &LocatedDefinition<'a>) -> impl Iterator<Item = &'a str> {
    let expansion = wording::expansion(&found.definition.term, found.wording);
    found.definition.alias.as_deref().into_iter().chain(expansion).chain(pointer::target(found.wording))
}

/// Tests whether the partners of a name have only that name in common.
fn is_shared(name: &str, partners: &Partners, written: &BTreeMap<String, String>) -> bool {
    let shown = |key: &str| written.get(key).map_or("", String::as_str);
    let own = shown(name);
    // An abbreviation of the name counts as the name itself.
    let mut left: Vec<&String> = partners[name].iter().filter(|other| !name::is_initials(shown(other), own)).collect();
    let Some(first) = left.pop() else { return false };
    let mut reached = BTreeSet::from([name, first.as_str()]);
    let mut open = vec![first.as_str()];
    while let Some(here) = open.pop() {
        left.retain(|other| other.as_str() != here);
        if left.is_empty() {
            return false;
        }
        if reached.len() > MOST_VISITED {
            break;
        }
        let related = left.iter().copied().filter(|other| is_abbreviated(shown(other), shown(here)));
        let next = partners.get(here).into_iter().flatten().chain(related);
        open.extend(next.map(String::as_str).filter(|other| reached.insert(other)));
    }
    true
}

fn is_abbreviated(a: &str, b: &str) -> bool {
    name::is_initials(a, b) || name::is_initials(b, a)
}

/// Returns the names of the same term: all that can be reached without passing a shared name.
fn joined(key: &str, partners: &Partners, shared: &BTreeSet<String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([key.to_owned()]);
    let mut open = vec![key.to_owned()];
    while let Some(here) = open.pop().filter(|here| !shared.contains(here)) {
        for other in partners.get(&here).into_iter().flatten().filter(|other| !shared.contains(*other)) {
            if reached.insert(other.clone()) {
                open.push(other.clone());
            }
        }
    }
    reached
}

/// Builds a term from its definitions; `None` if none of them defines it.
fn term(found: &[LocatedDefinition<'_>]) -> Option<Term> {
    let (defining, brief): (Vec<LocatedDefinition<'_>>, Vec<LocatedDefinition<'_>>) =
        found.iter().partition(|definition| is_defining(definition));
    let first = defining.first()?;
    let name = first.definition.term.clone();
    let mut known = BTreeSet::from([name::key(&name)]);
    let all = found.iter().flat_map(|found| std::iter::once(found.definition.term.as_str()).chain(other_names(found)));
    let aliases = all.filter(|alias| known.insert(name::key(alias))).map(ToOwned::to_owned).collect();
    let (senses, is_one_concept) = sense::fold(&defining);
    let brief = brief.iter().map(Wording::from).collect();
    Some(Term { id: String::new(), name, aliases, senses, brief, is_one_concept, uses: Vec::new(), more_uses: 0 })
}
