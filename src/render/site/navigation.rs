//! Turns the tree of the course into the navigation of a page: tree, breadcrumb, previous and next page.

use super::SiteContext;
use crate::course::Entry;
use crate::render::page::{NavView, PlaceView};
use crate::site::SitePath;

/// Returns a link to an entry, relative to a page.
pub(super) fn place_view(context: &SiteContext, from: &SitePath, index: usize) -> PlaceView {
    let entry = &context.input.course.entries[index];
    PlaceView {
        label: entry.label.clone(),
        title: entry.title.clone(),
        href: from.href_to(&entry.site),
        kind: entry.kind.as_str(),
    }
}

/// Returns links to the pages above an entry, the home page first.
pub(super) fn breadcrumb(context: &SiteContext, from: &SitePath, index: usize) -> Vec<PlaceView> {
    context.input.course.ancestors(index).into_iter().map(|above| place_view(context, from, above)).collect()
}

/// Returns links to the previous and next page in reading order; for a generated overview, those around it.
pub(super) fn neighbours(
    context: &SiteContext,
    from: &SitePath,
    index: usize,
) -> (Option<PlaceView>, Option<PlaceView>) {
    if !context.input.course.entries[index].listed {
        return (None, None);
    }
    let at = |place: usize| context.reading.get(place).map(|&index| place_view(context, from, index));
    // Entries are in reading order, so their indices ascend.
    let (place, next) = context.reading.binary_search(&index).map_or_else(|gap| (gap, gap), |place| (place, place + 1));
    (place.checked_sub(1).and_then(at), at(next))
}

/// Returns the tree of the course with only the branch of the page open: the size of a page must not grow with the
/// course.
pub(super) fn navigation(context: &SiteContext, from: &SitePath, current: Option<usize>) -> Vec<NavView> {
    NavigationWriter { context, from, current, branch: branch_of(context, current) }
        .level(&context.input.course.uppermost())
}

/// Returns the tree of the course with the branch of an entry open, for a page that belongs to the entry.
pub(super) fn navigation_around(context: &SiteContext, from: &SitePath, owner: usize) -> Vec<NavView> {
    NavigationWriter { context, from, current: None, branch: branch_of(context, Some(owner)) }
        .level(&context.input.course.uppermost())
}

/// Returns an entry with the entries above it, the uppermost first.
fn branch_of(context: &SiteContext, index: Option<usize>) -> Vec<usize> {
    let mut branch = index.map(|index| context.input.course.ancestors(index)).unwrap_or_default();
    branch.extend(index);
    branch
}

/// The tree of the course as a page shows it.
struct NavigationWriter<'a> {
    context: &'a SiteContext,
    /// The page.
    from: &'a SitePath,
    /// The entry of the page.
    current: Option<usize>,
    /// The entries that are open. The last one is the page, or the page belongs to it.
    branch: Vec<usize>,
}

impl NavigationWriter<'_> {
    fn level(&self, level: &[usize]) -> Vec<NavView> {
        level.iter().map(|&index| self.view(index)).collect()
    }

    fn view(&self, index: usize) -> NavView {
        let entry: &Entry = &self.context.input.course.entries[index];
        let is_open = self.branch.contains(&index);
        let is_last = self.branch.last() == Some(&index);
        NavView {
            label: entry.label.clone(),
            title: entry.title.clone(),
            file_name: self.context.file_name(index),
            href: self.from.href_to(&entry.site),
            kind: entry.kind.as_str(),
            current: is_last.then_some(if self.current.is_some() { "page" } else { "true" }),
            is_branch: !entry.children.is_empty(),
            open: is_open,
            tasks: self.context.tallies[index],
            children: if is_open { self.level(&entry.children) } else { Vec::new() },
        }
    }
}
