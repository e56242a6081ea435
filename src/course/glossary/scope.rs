//! Turns a name on a page into the sense that it has there, if it has one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::reach::NameReach;
use super::wording::{self, LocatedDefinition};
use super::{Sense, Term};
use crate::course::{Entry, EntryKind};
use crate::lesson::terms::glossary_page;

/// How near a definition is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// On the same page.
    Page,
    /// In the same day.
    Day,
    /// In the same week, or the same folder of a course without weeks.
    Unit,
    /// Elsewhere in the course.
    Course,
}

/// The most pages between definition and reader that count as one day in a folder without days.
const NEIGHBOURS: usize = 3;

/// The sense of a name on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NameMeaning {
    /// The term, as an index into the glossary's terms.
    pub(super) term: usize,
    /// The sense, as an index into the term's senses.
    pub(super) sense: usize,
    pub(super) near: Nearness,
    /// Whether the page of the definition comes after the reader's.
    pub(super) is_later: bool,
}

impl NameMeaning {
    /// Tests whether a name of this reach has the meaning wherever it stands on the page.
    pub(super) fn holds_for(&self, reach: NameReach) -> bool {
        match reach {
            NameReach::Course => true,
            NameReach::Unit => self.near <= Nearness::Unit,
            NameReach::Day => self.near <= Nearness::Day,
        }
    }

    /// Returns the company that a name of this reach needs in its section: none on the day of its definition and after it,
    /// some in its week, more elsewhere.
    pub(super) fn company_needed(&self, reach: NameReach) -> usize {
        match (reach, self.near) {
            (NameReach::Course, _) | (_, Nearness::Page) => 0,
            (_, Nearness::Day) if !self.is_later => 0,
            (_, Nearness::Day | Nearness::Unit) => 2,
            (_, Nearness::Course) => 4,
        }
    }
}

/// The tree of a course, in which definitions and readers have their places.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermScope<'e> {
    entries: &'e [Entry],
    /// The entries whose pages are glossaries of the whole course.
    course_wide: &'e BTreeSet<usize>,
}

/// The share of a course's definitions, and their number, that make a page its glossary.
const MOST_DEFINITIONS: (usize, usize) = (4, 5);
const FEWEST_DEFINITIONS: usize = 8;

/// The fewest words of a definition that explains.
const FEWEST_WORDS: usize = 6;

/// Returns the entries whose pages are glossaries of the whole course: by their files' names, or because nearly all
/// definitions stand there.
pub(super) fn course_wide(entries: &[Entry], found: &[LocatedDefinition<'_>]) -> BTreeSet<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for definition in found {
        *counts.entry(definition.entry).or_default() += 1;
    }
    let is_named =
        |entry: usize| entries[entry].lesson.as_ref().is_some_and(|path| glossary_page::is_glossary_file(path.stem()));
    let holds_most =
        |count: usize| count >= FEWEST_DEFINITIONS && count * MOST_DEFINITIONS.1 >= found.len() * MOST_DEFINITIONS.0;
    // A table of keywords or options says a few words of each; a glossary explains.
    let explains = |entry: usize| {
        let length =
            |it: &&LocatedDefinition<'_>| wording::words(it.wording).len() + wording::unspaced_words(it.wording);
        let own: Vec<&LocatedDefinition<'_>> = found.iter().filter(|definition| definition.entry == entry).collect();
        own.iter().filter(|definition| length(definition) >= FEWEST_WORDS).count() * 2 > own.len()
    };
    let is_glossary = |&(entry, count): &(usize, usize)| is_named(entry) || (holds_most(count) && explains(entry));
    counts.into_iter().filter(is_glossary).map(|(entry, _)| entry).collect()
}

impl<'e> TermScope<'e> {
    pub(super) fn of(entries: &'e [Entry], course_wide: &'e BTreeSet<usize>) -> Self {
        Self { entries, course_wide }
    }

    pub(super) fn entries(&self) -> &'e [Entry] {
        self.entries
    }

    /// Returns how near a definition is to a reader.
    pub(super) fn nearness(&self, defined: usize, reader: usize) -> Nearness {
        if defined == reader {
            return Nearness::Page;
        }
        let shared = |a: Option<usize>, b: Option<usize>| a.is_some() && a == b;
        let days = (self.above(EntryKind::Day, defined), self.above(EntryKind::Day, reader));
        // Without days, the pages beside each other in a folder are one.
        let is_neighbour = days == (None, None)
            && self.entries[defined].parent == self.entries[reader].parent
            && defined.abs_diff(reader) <= NEIGHBOURS;
        if shared(days.0, days.1) || is_neighbour {
            return Nearness::Day;
        }
        if self.course_wide.contains(&defined) || shared(self.unit(defined), self.unit(reader)) {
            Nearness::Unit
        } else {
            Nearness::Course
        }
    }

    /// Returns the entry and all above it, upwards.
    fn upwards(&self, at: usize) -> impl Iterator<Item = usize> + use<'e> {
        let entries = self.entries;
        std::iter::successors(Some(at), move |&at| entries[at].parent)
    }

    fn above(&self, kind: EntryKind, at: usize) -> Option<usize> {
        self.upwards(at).find(|&at| self.entries[at].kind == kind)
    }

    /// Returns the week of an entry, else the folder that it is in, or is, unless that is the whole course.
    fn unit(&self, at: usize) -> Option<usize> {
        let is_folder = |at: &usize| !self.entries[*at].children.is_empty();
        let folder = || self.upwards(at).find(is_folder).filter(|&folder| self.entries[folder].parent.is_some());
        self.above(EntryKind::Week, at).or_else(folder)
    }

    /// Returns how near a sense, in any wording, is to a reader, and the distance that orders equals: pages before the
    /// reader come first, since later ones have not been read yet.
    fn distance(&self, sense: &Sense, reader: usize) -> (Nearness, bool, usize) {
        let distance = |entry: usize| (self.nearness(entry, reader), entry > reader, entry.abs_diff(reader));
        pages(sense).map(distance).min().unwrap_or((Nearness::Course, true, usize::MAX))
    }

    /// Returns what a name means on a page: of its senses, the nearest by place, then the one whose
    /// page defines most of the terms that the page names (`company` counts them), then one under that very name.
    ///
    /// `None` if it has no sense, or if several unlike ones are far and nothing tells which is meant.
    pub(super) fn meaning(
        &self,
        terms: &[&Term],
        candidates: &[usize],
        name: &str,
        reader: usize,
        company: impl Fn(&Sense) -> usize,
    ) -> Option<NameMeaning> {
        let senses = candidates.iter().filter_map(|&term| Some((term, terms.get(term)?))).flat_map(|(term, value)| {
            value.senses.iter().enumerate().map(move |(number, sense)| (term, number, sense))
        });
        let senses: Vec<(usize, usize, &Sense)> = senses.collect();
        let counted = senses.len() > 1;
        let rank = |(_, _, sense): &(usize, usize, &Sense)| {
            let (near, later, steps) = self.distance(sense, reader);
            let friends = if counted { company(sense) } else { 0 };
            (near, Reverse(friends), !sense.is_named(name), later, steps)
        };
        let ranked: Vec<_> = senses.iter().map(rank).collect();
        let best = (0..senses.len()).min_by_key(|&at| ranked[at])?;
        let (term, sense, _) = senses[best];
        let (near, Reverse(friends), _, is_later, _) = ranked[best];
        // A page or day that defines the name in few words means that.
        let mut brief = candidates.iter().filter_map(|&term| terms.get(term)).flat_map(|term| &term.brief);
        if near > Nearness::Day && brief.any(|wording| self.nearness(wording.entry, reader) <= Nearness::Day) {
            return None;
        }
        let is_ambiguous = near == Nearness::Course
            && friends == 0
            && (!terms[term].is_one_concept || senses.iter().any(|other| other.0 != term));
        (!is_ambiguous).then_some(NameMeaning { term, sense, near, is_later })
    }

    /// Counts the company of a sense: the terms of its page or day that stand near. Names that mean the same everywhere
    /// count double.
    ///
    /// `near` holds the names of the section, each with its reach and the pages that define it.
    pub(super) fn company<'n>(
        &self,
        sense: &Sense,
        near: impl Iterator<Item = (NameReach, &'n BTreeSet<usize>)>,
    ) -> usize {
        let weight = |(reach, defined): (NameReach, &BTreeSet<usize>)| {
            let is_shared =
                pages(sense).any(|page| defined.iter().any(|&other| self.nearness(page, other) <= Nearness::Day));
            if is_shared { 1 + usize::from(reach == NameReach::Course) } else { 0 }
        };
        near.map(weight).sum()
    }
}

/// Returns the pages that define a sense, in any wording.
pub(super) fn pages(sense: &Sense) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(sense.entry).chain(sense.more.iter().map(|wording| wording.entry))
}
