//! Turns the definitions of one term into its senses: near-identical wordings are one, different meanings stay apart.

use super::{Sense, Term, Wording, name};
use crate::course::{Entry, Kind};
use crate::lesson::TermDefinition;

/// A definition with where it was found.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The entry whose page holds it.
    pub(super) entry: usize,
    /// The definition.
    pub(super) definition: &'a TermDefinition,
    /// The text of the page.
    pub(super) text: &'a str,
}

impl<'a> Found<'a> {
    /// The definition as it is written.
    pub(super) fn wording(&self) -> &'a str {
        let span = self.definition.definition;
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

/// How alike two wordings must be (normalised Damerau-Levenshtein) to count as one.
const ALIKE: f64 = 0.85;

/// Longer definitions are compared letter by letter no more: the comparison takes the product of their lengths.
const MOST_COMPARED: usize = 300;

/// Folds definitions, in course order, into senses.
pub(super) fn fold(found: &[Found<'_>]) -> Vec<Sense> {
    let mut senses: Vec<Sense> = Vec::new();
    let mut wordings: Vec<String> = Vec::new();
    for definition in found {
        let wording = normal(definition.wording());
        let (entry, definition) = (definition.entry, definition.definition.clone());
        if let Some(at) = wordings.iter().position(|known| is_alike(known, &wording)) {
            senses[at].more.push(Wording { entry, definition });
        } else {
            wordings.push(wording);
            senses.push(Sense { entry, definition, more: Vec::new() });
        }
    }
    senses
}

/// A wording without what makes no meaning: case, spaces, punctuation, formatting.
fn normal(wording: &str) -> String {
    wording.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_alike(a: &str, b: &str) -> bool {
    a == b
        || (a.len() <= MOST_COMPARED
            && b.len() <= MOST_COMPARED
            && strsim::normalized_damerau_levenshtein(a, b) >= ALIKE)
}

/// The long form with which a definition of an abbreviation begins: `Virtual Private Cloud` of
/// `Virtual Private Cloud, 가상 사설 네트워크`. Taken only where its initials are the abbreviation, letter by letter.
pub(super) fn expansion<'t>(term: &str, wording: &'t str) -> Option<&'t str> {
    if !name::is_abbreviation(term) {
        return None;
    }
    let wording = wording.trim_start_matches(['*', '_', ' ']);
    let end = wording
        .char_indices()
        .find(|&(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '/' | '\'')))
        .map_or(wording.len(), |(at, _)| at);
    let mut long = wording[..end].trim_end();
    // ` - ` and ` / ` part the long form from what explains it.
    for parting in [" - ", " / "] {
        long = long.split(parting).next().unwrap_or(long);
    }
    let long = long.trim_end_matches(['-', '/', ' ']);
    name::is_initials(term, long).then_some(long)
}

/// How far a definition is from a reader, the nearest first: on the same page, on the same day, in the same week, on the
/// latest page before, on the first page after.
pub(super) fn distance(entries: &[Entry], defined: usize, reader: usize) -> (u8, usize) {
    let above = |kind: Kind, mut at: usize| {
        while entries[at].kind != kind {
            at = entries[at].parent?;
        }
        Some(at)
    };
    let shares = |kind: Kind| above(kind, defined).is_some_and(|folder| above(kind, reader) == Some(folder));
    // Earlier pages first: what comes later has not been read yet.
    let (later, steps) = (defined > reader, defined.abs_diff(reader));
    let rank = match () {
        () if defined == reader => 0,
        () if shares(Kind::Day) => 1 + u8::from(later),
        () if shares(Kind::Week) => 3 + u8::from(later),
        () => 5 + u8::from(later),
    };
    (rank, steps)
}

impl Term {
    /// The sense that a reader of a page means by a name: of those that were defined under that name, if any, the nearest.
    ///
    /// `name` is a [`key`](super::key).
    pub fn nearest_sense(&self, entries: &[Entry], page: usize, name: &str) -> Option<&Sense> {
        let distance_of = |sense: &Sense| {
            let all = std::iter::once(sense.entry).chain(sense.more.iter().map(|wording| wording.entry));
            all.map(|entry| distance(entries, entry, page)).min()
        };
        let bears = |sense: &Sense| {
            let definition = &sense.definition;
            name::key(&definition.term) == name
                || definition.alias.as_deref().is_some_and(|alias| name::key(alias) == name)
        };
        self.senses.iter().min_by_key(|sense| (!bears(sense), distance_of(sense)))
    }
}
