//! Turns the tree of a course's first edition into that of a translation: the same order, with the pages that it has.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{EditionPlan, PlannedEdition};
use crate::course::label::{self, EntryName, LabelStyle};
use crate::course::tree::tokens_of;
use crate::course::{Entry, EntryKind, Lessons};
use crate::lesson::numbering::{NameParts, read_name};
use crate::site::SitePath;
use crate::source::CoursePath;

/// The values that a translation's tree is built from.
pub(in crate::course) struct TranslationInput<'a> {
    /// The tree of the first edition.
    pub(in crate::course) first: &'a [Entry],
    /// All editions.
    pub(in crate::course) plan: &'a EditionPlan,
    /// The translation.
    pub(in crate::course) edition: &'a PlannedEdition,
    /// Its pages.
    pub(in crate::course) lessons: &'a Lessons,
    /// The language of its labels.
    pub(in crate::course) style: &'a LabelStyle,
}

/// An entry that is not numbered yet, with those below it.
struct TranslatedNode {
    entry: Entry,
    children: Vec<usize>,
    /// The pages that are not in the reading order.
    supporting: Vec<usize>,
}

/// Builds the tree of a translation. Pages that only the translation has come after those of their folder.
pub(in crate::course) fn build(input: &TranslationInput<'_>) -> Vec<Entry> {
    let pages: Vec<Option<&CoursePath>> = input.first.iter().map(|entry| translated(input, entry)).collect();
    let mut is_kept: Vec<bool> = pages.iter().map(Option::is_some).collect();
    for index in (1..input.first.len()).rev() {
        if let Some(parent) = input.first[index].parent.filter(|_| is_kept[index] && input.first[index].listed) {
            is_kept[parent] = true;
        }
    }
    let mut nodes: Vec<TranslatedNode> = Vec::new();
    let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<CoursePath> = BTreeSet::new();
    for (index, first) in input.first.iter().enumerate() {
        if index > 0 && !is_kept[index] {
            continue;
        }
        let parent = first.parent.and_then(|parent| place_of.get(&parent)).copied();
        let mut entry = entry(input, &pages, index);
        if !taken.insert(entry.path.clone()) {
            entry.path = free_path(&entry, &taken);
            taken.insert(entry.path.clone());
        }
        place_of.insert(index, nodes.len());
        push(&mut nodes, entry, parent);
    }
    add_own_pages(input, &pages, &mut nodes);
    numbered(nodes)
}

/// Returns a path for an entry whose folder already has one: that of its page, else the folder's with a number.
fn free_path(entry: &Entry, taken: &BTreeSet<CoursePath>) -> CoursePath {
    let numbered = (2_u32..).map(|number| CoursePath::new(&format!("{}-{number}", entry.path)));
    let mut paths = entry.lesson.iter().cloned().chain(numbered);
    // The numbers are endless, so one is free.
    paths.find(|path| !taken.contains(path)).unwrap_or_default()
}

/// Returns the page of the translation that translates that of an entry.
fn translated<'a>(input: &TranslationInput<'a>, first: &Entry) -> Option<&'a CoursePath> {
    let key = input.plan.keys.get(first.lesson.as_ref()?)?;
    input.edition.pages.get(key)
}

fn push(nodes: &mut Vec<TranslatedNode>, entry: Entry, parent: Option<usize>) -> usize {
    let (index, listed) = (nodes.len(), entry.listed);
    nodes.push(TranslatedNode { entry, children: Vec::new(), supporting: Vec::new() });
    if let Some(parent) = parent {
        let below = if listed { &mut nodes[parent].children } else { &mut nodes[parent].supporting };
        below.push(index);
    }
    index
}

fn entry(input: &TranslationInput<'_>, pages: &[Option<&CoursePath>], index: usize) -> Entry {
    let (first, page) = (&input.first[index], pages[index]);
    let is_page = first.lesson.as_ref() == Some(&first.path);
    let lesson = page.and_then(|path| input.lessons.get(path)).map(|lesson| &**lesson);
    let parts = if first.kind == EntryKind::Course {
        NameParts::default()
    } else {
        read_name(if is_page { first.path.stem() } else { first.path.name() })
    };
    let above = first.path.parent().map(|folder| tokens_of(&folder)).unwrap_or_default();
    let naming = label::name(&parts, lesson, None, input.style, &above);
    let naming = match lesson {
        Some(_) => naming,
        // Nothing names the folder in this language.
        None => EntryName { title: first.title.clone(), icon: first.icon.clone(), ..naming },
    };
    let path = match page {
        Some(page) if is_page => page.clone(),
        _ if index == 0 => input.edition.root(),
        _ => own_folder(input, pages, index),
    };
    let heading = lesson.and_then(|lesson| label::other_heading(lesson, &naming));
    Entry {
        kind: first.kind,
        path,
        lesson: page.cloned(),
        label: naming.label.filter(|_| first.label.is_some()),
        title: naming.title,
        heading,
        icon: naming.icon,
        parent: None,
        children: Vec::new(),
        listed: first.listed,
        site: SitePath::new("index.html"),
    }
}

/// Returns the folder of the translation that corresponds to a folder of the first edition: it holds the translation
/// of a page of that folder as deep as that page is in it.
fn own_folder(input: &TranslationInput<'_>, pages: &[Option<&CoursePath>], index: usize) -> CoursePath {
    let folder = &input.first[index].path;
    let inside = input.first[index..].iter().zip(&pages[index..]);
    let found =
        inside.filter_map(|(first, page)| Some((first.lesson.as_ref()?, (*page)?))).find_map(|(first, page)| {
            let (first, page) = (first.parent()?, page.parent()?);
            let below = first.as_str().strip_prefix(folder.as_str()).filter(|_| first.is_within(folder))?;
            Some(CoursePath::new(page.as_str().strip_suffix(below)?))
        });
    found.unwrap_or_else(|| input.edition.root().join(folder.as_str()))
}

/// Adds the pages that the first edition lacks, below the nearest folder.
fn add_own_pages(input: &TranslationInput<'_>, pages: &[Option<&CoursePath>], nodes: &mut Vec<TranslatedNode>) {
    let known: BTreeSet<&CoursePath> = pages.iter().flatten().copied().collect();
    let mut folders: BTreeMap<CoursePath, usize> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate().rev() {
        let is_page = node.entry.lesson.as_ref() == Some(&node.entry.path);
        folders.insert(if is_page { continue } else { node.entry.path.clone() }, index);
    }
    for lesson in input.lessons.values().filter(|lesson| !known.contains(&lesson.path)) {
        let mut above = std::iter::successors(lesson.path.parent(), CoursePath::parent);
        let parent = above.find_map(|folder| folders.get(&folder).copied()).unwrap_or(0);
        let parts = read_name(lesson.path.stem());
        let above = tokens_of(&lesson.path.parent().unwrap_or_default());
        let naming = label::name(&parts, Some(lesson), None, input.style, &above);
        let kind = label::kind(naming.token.as_ref(), false);
        let heading = label::other_heading(lesson, &naming);
        let EntryName { label, title, icon, .. } = naming;
        let path = lesson.path.clone();
        let entry = Entry {
            kind,
            lesson: Some(path.clone()),
            path,
            label,
            title,
            heading,
            icon,
            parent: None,
            children: Vec::new(),
            listed: true,
            site: SitePath::new("index.html"),
        };
        push(nodes, entry, Some(parent));
    }
}

/// Returns the entries in reading order, each before those below it, with the numbers of their parents and children.
fn numbered(mut nodes: Vec<TranslatedNode>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(nodes.len());
    let mut open: Vec<(usize, Option<usize>)> = vec![(0, None)];
    while let Some((node, parent)) = open.pop() {
        let index = entries.len();
        let TranslatedNode { entry, children, supporting } = &mut nodes[node];
        let entry = Entry { parent, ..entry.clone() };
        if let Some(parent) = parent.filter(|_| entry.listed) {
            entries[parent].children.push(index);
        }
        entries.push(entry);
        let below = children.iter().chain(supporting.iter());
        open.extend(below.rev().map(|child| (*child, Some(index))));
    }
    entries
}
