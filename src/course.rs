//! Turns lessons into a course: tree, order, addresses, links and glossary. It holds no HTML.
//!
//! [`entry`] and [`model`] define the types, [`assemble`](assemble()) fills them; each other module holds one rule: the tree and its
//! order, labels, addresses, links, the glossary, study cards, dates.

pub mod address;
mod assemble;
pub mod calendar;
pub mod contents;
pub mod debris;
pub mod deck;
pub mod due;
pub mod edition;
pub mod entry;
pub mod glossary;
pub mod index_page;
pub mod label;
pub mod link;
pub mod link_titles;
pub mod model;
pub mod not_understood;
pub mod order;
mod redirect;
pub mod route;
pub mod structure;
pub mod target;
mod text_language;
pub mod tree;
pub mod unread;
mod wiki_link;

use std::collections::BTreeSet;

use crate::source::CoursePath;

pub use assemble::{assemble, unit_dates};
pub use calendar::Dates;
pub use deck::{Card, Deck};
pub use due::Due;
pub use edition::{EditionPlace, EditionSet, EditionSummary};
pub use entry::{Entry, EntryKind, Lessons};
pub use glossary::Glossary;
pub use model::{Course, ExportPaths, GeneratedPaths};
pub use target::Target;

/// Returns every folder above the given paths, the root included.
pub(crate) fn folders_of<'a>(paths: impl IntoIterator<Item = &'a CoursePath>) -> BTreeSet<CoursePath> {
    let mut folders = BTreeSet::from([CoursePath::default()]);
    for path in paths {
        let mut folder = path.parent();
        while let Some(known) = folder.filter(|folder| folders.insert(folder.clone())) {
            folder = known.parent();
        }
    }
    folders
}
