//! Turns the course's tree into the navigation around a page.

use super::Kitchen;
use crate::course::Entry;
use crate::render::page::{NavView, PlaceView};
use crate::site::SitePath;

impl Kitchen {
    /// A place to go to, as seen from a page.
    pub(super) fn place(&self, from: &SitePath, index: usize) -> PlaceView {
        let entry = &self.from.course.entries[index];
        PlaceView {
            label: entry.label.clone(),
            title: entry.title.clone(),
            href: from.href_to(&entry.site),
            kind: entry.kind.as_str(),
        }
    }

    /// The pages above an entry.
    pub(super) fn breadcrumb(&self, from: &SitePath, index: usize) -> Vec<PlaceView> {
        self.from.course.ancestors(index).into_iter().map(|above| self.place(from, above)).collect()
    }

    /// The pages before and after an entry, across the whole course; for an overview that was made, those around it.
    pub(super) fn neighbours(&self, from: &SitePath, index: usize) -> (Option<PlaceView>, Option<PlaceView>) {
        if !self.from.course.entries[index].listed {
            return (None, None);
        }
        let at = |place: usize| self.reading.get(place).map(|&index| self.place(from, index));
        // Entries stand in reading order, so their numbers ascend.
        let (place, next) =
            self.reading.binary_search(&index).map_or_else(|gap| (gap, gap), |place| (place, place + 1));
        (place.checked_sub(1).and_then(at), at(next))
    }

    /// The course's tree with the branch of the page open. Only that branch: what a page costs must not grow with the
    /// course.
    pub(super) fn nav(&self, from: &SitePath, current: Option<usize>) -> Vec<NavView> {
        let course = &*self.from.course;
        let mut branch = current.map(|index| course.ancestors(index)).unwrap_or_default();
        branch.extend(current);
        self.level(from, course.top(), &branch, current)
    }

    /// The course's tree with the branch of an entry open, as a page shows it that belongs to the entry.
    pub(super) fn nav_around(&self, from: &SitePath, index: usize) -> Vec<NavView> {
        let mut branch = self.from.course.ancestors(index);
        branch.push(index);
        self.level(from, self.from.course.top(), &branch, None)
    }

    fn level(&self, from: &SitePath, above: usize, branch: &[usize], current: Option<usize>) -> Vec<NavView> {
        let course = &*self.from.course;
        let view = |&index: &usize| {
            let entry: &Entry = &course.entries[index];
            let open = branch.contains(&index);
            NavView {
                label: entry.label.clone(),
                title: entry.title.clone(),
                href: from.href_to(&entry.site),
                kind: entry.kind.as_str(),
                current: current == Some(index),
                open,
                tasks: self.tallies[index],
                children: if open { self.level(from, index, branch, current) } else { Vec::new() },
            }
        };
        course.entries[above].children.iter().map(view).collect()
    }
}
