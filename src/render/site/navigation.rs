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
    let course = &*context.input.course;
    let mut branch = current.map(|index| course.ancestors(index)).unwrap_or_default();
    branch.extend(current);
    navigation_level(context, from, &course.uppermost(), &branch, current)
}

/// Returns the tree of the course with the branch of an entry open, for a page that belongs to the entry.
pub(super) fn navigation_around(context: &SiteContext, from: &SitePath, index: usize) -> Vec<NavView> {
    let mut branch = context.input.course.ancestors(index);
    branch.push(index);
    navigation_level(context, from, &context.input.course.uppermost(), &branch, None)
}

fn navigation_level(
    context: &SiteContext,
    from: &SitePath,
    level: &[usize],
    branch: &[usize],
    current: Option<usize>,
) -> Vec<NavView> {
    let course = &*context.input.course;
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
            tasks: context.tallies[index],
            children: if open { navigation_level(context, from, &entry.children, branch, current) } else { Vec::new() },
        }
    };
    level.iter().map(view).collect()
}
