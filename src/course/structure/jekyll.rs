//! Reads the pages of a Jekyll site whose front matter names the page above each: `parent` of the theme Just the Docs.
//!
//! Source: "Navigation structure" in the documentation of Just the Docs.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::CourseFiles;
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, yaml};
use crate::lesson::Lesson;
use crate::source::path::natural_order;
use crate::source::{CoursePath, Source};

/// The fewest pages that name the one above them; a single one states no structure.
const MIN_CHILDREN: usize = 2;

/// Reads the site that a `_config.yml` configures.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> Option<StatedStructure> {
    let project = file.path.parent().unwrap_or_default();
    let pages: Vec<&Lesson> =
        files.lessons.values().map(|lesson| &**lesson).filter(|lesson| lesson.path.is_within(&project)).collect();
    if pages.iter().filter(|page| page.front.parent.is_some()).count() < MIN_CHILDREN {
        return None;
    }
    let config = yaml::parse_keys(file, &["title"]).unwrap_or_default();
    let title = yaml::text(&config, &["title"]).map(ToOwned::to_owned);
    let home = files.index_of(&project).cloned();
    let content = common_folder(&pages).unwrap_or_else(|| project.clone());
    let entries = entries(&pages, home.as_ref());
    Some(StatedStructure { file: file.path.clone(), project, content, title, home, entries: entries.0 })
}

/// Returns the pages below those that they name, each group in its order. Pages that have neither a place in the order nor
/// a page above or below them are left out.
fn entries(pages: &[&Lesson], home: Option<&CoursePath>) -> EntryList {
    let mut by_parent: BTreeMap<&str, Vec<&Lesson>> = BTreeMap::new();
    for page in pages {
        if let Some(parent) = &page.front.parent {
            by_parent.entry(parent).or_default().push(page);
        }
    }
    let is_top = |page: &&&Lesson| {
        page.front.parent.is_none() && (page.front.order.is_some() || by_parent.contains_key(name(page)))
    };
    let mut top: Vec<&Lesson> = pages.iter().filter(is_top).copied().collect();
    sort(&mut top);
    let mut entries = EntryList::default();
    let mut seen: BTreeSet<&CoursePath> = BTreeSet::new();
    let mut waiting: Vec<(usize, &Lesson)> = top.into_iter().rev().map(|page| (0, page)).collect();
    while let Some((depth, page)) = waiting.pop() {
        if !seen.insert(&page.path) {
            continue;
        }
        if Some(&page.path) != home {
            entries.push(depth, None, StatedTarget::Page(page.path.clone()));
        }
        let mut below = by_parent.get(name(page)).cloned().unwrap_or_default();
        sort(&mut below);
        let depth = if Some(&page.path) == home { depth } else { (depth + 1).min(MAX_DEPTH) };
        waiting.extend(below.into_iter().rev().map(|page| (depth, page)));
    }
    entries
}

/// Returns the title by which others name a page.
fn name(page: &Lesson) -> &str {
    page.title.as_ref().map_or("", |title| title.text.as_str())
}

/// Sorts pages: those with a place in the order first, then by title.
fn sort(pages: &mut [&Lesson]) {
    pages.sort_by(|a, b| {
        let place = |page: &Lesson| page.front.order.unwrap_or(f64::INFINITY);
        place(a).total_cmp(&place(b)).then_with(|| natural_order(name(a), name(b)))
    });
}

/// Returns the innermost folder that holds all pages with a place or a page above them.
fn common_folder(pages: &[&Lesson]) -> Option<CoursePath> {
    let ordered = pages.iter().filter(|page| page.front.parent.is_some() || page.front.order.is_some());
    ordered.filter_map(|page| page.path.parent()).reduce(|a, b| {
        let mut folder = a;
        while !b.is_within(&folder) {
            folder = folder.parent().unwrap_or_default();
        }
        folder
    })
}
