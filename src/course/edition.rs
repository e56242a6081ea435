//! Turns the pages of a course that exists in several languages into its editions: a tree, a glossary and a search for each,
//! and the addresses of a page in the others.
//!
//! An edition is recognised by its pages, not only by names: `plan::find` lists the evidence. The first edition
//! is the one that the site opens with; its tree gives the others their order (`tree`).

pub(super) mod layout;
pub(super) mod plan;
pub(super) mod tree;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Language;
use crate::site::SitePath;

/// All editions of a course, with the address of each page in them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EditionSet {
    /// The editions; the first is the one that the site opens with.
    pub editions: Vec<EditionSummary>,
    /// The addresses of each page, one for each edition that has it.
    rows: Vec<Vec<Option<SitePath>>>,
    /// The row of each address.
    row_of: BTreeMap<SitePath, usize>,
    /// The translations that are older than the page that they translate.
    older: BTreeSet<SitePath>,
}

/// An edition, as the others name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionSummary {
    /// Its language.
    pub language: Language,
    /// Its name: that of the language, in itself.
    pub name: String,
    /// The address of its home page.
    pub home: SitePath,
}

/// The place of a page in an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionPlace<'a> {
    /// The page is there.
    Page(&'a SitePath),
    /// The edition lacks it.
    Missing,
    /// The page belongs to one edition only, such as a deck of cards.
    None,
}

impl EditionSet {
    /// Makes the set of some editions: each row holds the addresses of one page in them.
    pub(super) fn new(
        editions: Vec<EditionSummary>,
        rows: Vec<Vec<Option<SitePath>>>,
        older: BTreeSet<SitePath>,
    ) -> Self {
        let addresses = rows
            .iter()
            .enumerate()
            .flat_map(|(number, row)| row.iter().flatten().map(move |site| (site.clone(), number)));
        let row_of = addresses.collect();
        Self { editions, rows, row_of, older }
    }

    /// Returns the place of a page in an edition.
    pub fn place(&self, page: &SitePath, edition: usize) -> EditionPlace<'_> {
        match self.row_of.get(page).map(|row| self.rows[*row].get(edition).and_then(Option::as_ref)) {
            Some(Some(site)) => EditionPlace::Page(site),
            Some(None) => EditionPlace::Missing,
            None => EditionPlace::None,
        }
    }

    /// Tests whether a page is a translation that is older than the page that it translates.
    pub fn is_older(&self, page: &SitePath) -> bool {
        self.older.contains(page)
    }
}
