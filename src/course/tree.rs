//! Turns the paths of lessons into the tree of the course: parts, weeks, days and pages, in reading order.

mod rest;
mod stated;

use std::collections::{BTreeMap, BTreeSet};

use super::contents::TablesOfContents;
use super::index_page::readme_rank;
use super::label::{self, EntryName, LabelStyle, RestGroup};
use super::link_titles::LinkTitles;
use super::order::{self, Sibling};
use super::structure::{StatedStructure, Structures};
use super::{Entry, EntryKind, Lessons, folders_of};
use crate::lesson::Lesson;
use crate::lesson::numbering::{NameParts, NumberingToken, read_name};
use crate::site::SitePath;
use crate::source::CoursePath;
use rest::is_repository_page;

/// The values that all parts of a tree are built from.
#[derive(Clone, Copy)]
struct TreeContext<'a> {
    lessons: &'a Lessons,
    style: &'a LabelStyle,
    structures: &'a Structures,
    contents: &'a TablesOfContents<'a>,
}

/// Builds the tree; each entry precedes those below it, the course itself is the first.
///
/// A structure that a file states for the course, or for a folder of it, wins over the order of names and links. The
/// addresses of the pages are provisional: [`super::route::assign`] sets the final ones.
pub fn build(lessons: &Lessons, style: &LabelStyle, structures: &Structures) -> Vec<Entry> {
    match structures.get(&CoursePath::default()) {
        Some(structure) => build_stated(lessons, style, structures, structure),
        None => build_of_folders(lessons, style, structures, &BTreeSet::new()),
    }
}

/// Builds the tree of a course with a structure for its uppermost folder.
pub(super) fn build_stated(
    lessons: &Lessons,
    style: &LabelStyle,
    structures: &Structures,
    structure: &StatedStructure,
) -> Vec<Entry> {
    let contents = TablesOfContents::of(lessons);
    stated::course(TreeContext { lessons, style, structures, contents: &contents }, structure)
}

/// Builds the tree of a course of its folders. The pages in a folder of `merged` count as in the one above it.
pub(super) fn build_of_folders(
    lessons: &Lessons,
    style: &LabelStyle,
    structures: &Structures,
    merged: &BTreeSet<CoursePath>,
) -> Vec<Entry> {
    let contents = TablesOfContents::of(lessons);
    let context = TreeContext { lessons, style, structures, contents: &contents };
    let root = CoursePath::default();
    let index = FolderIndex::new(context, |path| !is_repository_page(path), merged);
    let mut entries = vec![index.root()];
    index.add_children(&root, 0, &mut entries);
    let about = FolderIndex::new(context, is_repository_page, &BTreeSet::new());
    let path = stated::free_path(&root, RestGroup::Repository.title(style.language()), &folders_of(lessons.keys()));
    rest::add_group(context, &about, RestGroup::Repository, (0, path), &mut entries);
    entries
}

/// Some of the lessons by the folders that hold them.
struct FolderIndex<'a> {
    context: TreeContext<'a>,
    lessons: &'a Lessons,
    style: &'a LabelStyle,
    contents: &'a TablesOfContents<'a>,
    link_titles: LinkTitles,
    /// The page of each folder that has one.
    readmes: BTreeMap<CoursePath, CoursePath>,
    /// The pages directly in each folder, without its own page.
    files: BTreeMap<CoursePath, Vec<CoursePath>>,
    /// The folders directly in each folder that lead to pages.
    folders: BTreeMap<CoursePath, BTreeSet<CoursePath>>,
    /// Supporting pages (below `lab_scripts/` and the like), by the folder above that one.
    support: BTreeMap<CoursePath, Vec<CoursePath>>,
}

impl<'a> FolderIndex<'a> {
    /// Makes the index of the lessons that `is_kept` keeps. What is in a folder of `merged` counts as in the one above.
    fn new(context: TreeContext<'a>, is_kept: impl Fn(&CoursePath) -> bool, merged: &BTreeSet<CoursePath>) -> Self {
        let TreeContext { lessons, style, contents, .. } = context;
        let mut index = Self {
            context,
            lessons,
            style,
            contents,
            link_titles: LinkTitles::from_overviews(std::iter::empty(), lessons),
            readmes: BTreeMap::new(),
            files: BTreeMap::new(),
            folders: BTreeMap::new(),
            support: BTreeMap::new(),
        };
        let mut listed = BTreeSet::new();
        for path in lessons.keys().filter(|path| is_kept(path)) {
            if contents.is_only_table(path) {
                continue;
            }
            if let Some(above) = folder_above_material(path) {
                index.support.entry(above).or_default().push(path.clone());
                continue;
            }
            let folder = unmerged(path.parent().unwrap_or_default(), merged);
            listed.insert(folder.clone());
            let better = index.readmes.get(&folder).is_none_or(|other| readme_rank(path) < readme_rank(other));
            if readme_rank(path).is_some() && better {
                if let Some(other) = index.readmes.insert(folder.clone(), path.clone()) {
                    index.files.entry(folder).or_default().push(other);
                }
            } else {
                index.files.entry(folder).or_default().push(path.clone());
            }
        }
        // A folder that holds only supporting pages has no page of its own.
        let mut above: Vec<CoursePath> = index.support.keys().map(|folder| folder.join("-")).collect();
        above.extend(listed.iter().map(|folder| folder.join("-")));
        for folder in folders_of(&above).into_iter().filter(|folder| !merged.contains(folder)) {
            if let Some(parent) = folder.parent() {
                index.folders.entry(unmerged(parent, merged)).or_default().insert(folder);
            }
        }
        index.adopt_pages_beside();
        let readmes = index.readmes.iter().filter_map(|(folder, path)| Some((folder, &**lessons.get(path)?)));
        index.link_titles = LinkTitles::from_overviews(contents.tables().chain(readmes), lessons);
        index
    }

    /// Makes a page beside a folder of the same name the page of that folder, if it has none: `cargo.md` beside
    /// `cargo/`, as in mdBook and Hugo.
    fn adopt_pages_beside(&mut self) {
        let holds = |folder: &CoursePath| self.files.contains_key(folder) || self.folders.contains_key(folder);
        let beside = self.files.values().flatten().filter_map(|path| {
            let folder = path.parent().unwrap_or_default().join(path.stem());
            (holds(&folder) && !self.readmes.contains_key(&folder)).then(|| (folder, path.clone()))
        });
        for (folder, path) in beside.collect::<BTreeMap<_, _>>() {
            let parent = path.parent().unwrap_or_default();
            let rest = self.files.remove(&parent).unwrap_or_default();
            let rest: Vec<CoursePath> = rest.into_iter().filter(|other| *other != path).collect();
            if !rest.is_empty() {
                self.files.insert(parent, rest);
            }
            self.readmes.insert(folder, path);
        }
    }

    fn root(&self) -> Entry {
        let path = CoursePath::default();
        let lesson = self.readmes.get(&path).cloned();
        let naming = label::name(&NameParts::default(), self.lesson(lesson.as_ref()), None, self.style, &[]);
        entry(EntryKind::Course, path, lesson, None, EntryName { label: None, token: None, ..naming })
    }

    /// Adds the pages and folders of a folder, in order, below the entry `parent`.
    fn add_children(&self, folder: &CoursePath, parent: usize, entries: &mut Vec<Entry>) {
        let readme = self.lesson(self.readmes.get(folder));
        let mut named: BTreeMap<CoursePath, (bool, EntryName)> = BTreeMap::new();
        let mut siblings = Vec::new();
        let above = tokens_of(folder);
        let files = self.files.get(folder).into_iter().flatten().map(|path| (path, false));
        let folders = self.folders.get(folder).into_iter().flatten().map(|path| (path, true));
        for (path, is_folder) in files.chain(folders) {
            let lesson = self.lesson(if is_folder { self.readmes.get(path) } else { Some(path) });
            let parts = read_name(if is_folder { path.name() } else { path.stem() });
            let facts = self.context.structures.folder(path).filter(|_| is_folder);
            let stated = facts.and_then(|facts| facts.title.as_deref());
            let stated = stated.or_else(|| lesson.and_then(|lesson| lesson.front.nav_title.as_deref()));
            let naming = match stated {
                Some(title) => label::stated_name(title, lesson, self.style),
                None => label::name(&parts, lesson, self.link_titles.get(path), self.style, &above),
            };
            siblings.push(Sibling {
                path: path.clone(),
                page: lesson.map(|lesson| lesson.path.clone()),
                order: lesson.and_then(|lesson| lesson.front.order).or_else(|| facts.and_then(|facts| facts.order)),
                numbered: naming.token.as_ref().map(|token| (token.word, token.number)),
                parts,
                folder: is_folder && !self.is_leaf(path),
            });
            named.insert(path.clone(), (is_folder, naming));
        }
        label::distinguish(named.iter_mut().map(|(path, (_, naming))| (path, naming)), self.style);
        order::sort(&mut siblings, self.contents.above(folder).chain(readme), self.overviews_above(folder));
        for sibling in siblings {
            let Some((is_folder, naming)) = named.remove(&sibling.path) else { continue };
            let kind = label::kind(naming.token.as_ref(), sibling.folder);
            let lesson = if is_folder { self.readmes.get(&sibling.path).cloned() } else { Some(sibling.path.clone()) };
            let index = entries.len();
            let heading = self.lesson(lesson.as_ref()).and_then(|page| label::other_heading(page, &naming));
            let added = entry(kind, sibling.path.clone(), lesson, Some(parent), naming);
            entries.push(Entry { heading, ..added });
            entries[parent].children.push(index);
            if is_folder {
                match self.context.structures.get(&sibling.path) {
                    Some(structure) => stated::add_folder(self.context, structure, index, entries),
                    None => self.add_children(&sibling.path, index, entries),
                }
            }
        }
        self.add_supporting(folder, parent, entries);
    }

    /// Adds a folder with its pages below it, by the title that a stated structure gives it.
    fn add_folder(&self, folder: &CoursePath, title: Option<&str>, parent: usize, entries: &mut Vec<Entry>) {
        let lesson = self.readmes.get(folder);
        let facts = self.context.structures.folder(folder).and_then(|facts| facts.title.as_deref());
        let page = self.lesson(lesson);
        let naming = if let Some(title) = title.or(facts) {
            label::stated_name(title, page, self.style)
        } else {
            let parts = read_name(folder.name());
            label::name(&parts, page, self.link_titles.get(folder), self.style, &tokens_of(folder))
        };
        let index = entries.len();
        let kind = label::kind(naming.token.as_ref(), true);
        entries.push(entry(kind, folder.clone(), lesson.cloned(), Some(parent), naming));
        entries[parent].children.push(index);
        self.add_children(folder, index, entries);
    }

    /// Adds the page of a folder and all that is in it, without an entry for the folder.
    fn add_all(&self, folder: &CoursePath, parent: usize, entries: &mut Vec<Entry>) {
        if let Some(path) = self.readmes.get(folder) {
            let parts = NameParts { rest: path.stem().to_owned(), ..NameParts::default() };
            let naming = label::name(&parts, self.lesson(Some(path)), None, self.style, &[]);
            let index = entries.len();
            entries.push(entry(EntryKind::Page, path.clone(), Some(path.clone()), Some(parent), naming));
            entries[parent].children.push(index);
        }
        self.add_children(folder, parent, entries);
    }

    /// Returns the innermost folder that holds all pages; `None` if there are none.
    fn common_folder(&self) -> Option<CoursePath> {
        let holders = self.files.keys().chain(self.readmes.keys()).chain(self.support.keys());
        holders.cloned().reduce(|a, b| {
            let mut folder = a;
            while !b.is_within(&folder) {
                folder = folder.parent().unwrap_or_default();
            }
            folder
        })
    }

    /// Tests whether it holds a single page in the reading order, or none.
    fn is_single(&self) -> bool {
        self.files.values().map(Vec::len).sum::<usize>() + self.readmes.len() <= 1
    }

    /// Tests whether a folder holds pages of the reading order.
    fn has_pages(&self, folder: &CoursePath) -> bool {
        self.readmes.contains_key(folder) || self.files.contains_key(folder) || self.folders.contains_key(folder)
    }

    /// Adds the supporting pages of a folder: links reach them, the reading order does not.
    fn add_supporting(&self, folder: &CoursePath, parent: usize, entries: &mut Vec<Entry>) {
        for path in self.support.get(folder).into_iter().flatten() {
            let stem = if readme_rank(path).is_some() { path.parent().unwrap_or_default() } else { path.clone() };
            let parts = NameParts { rest: stem.stem().to_owned(), ..NameParts::default() };
            let naming = label::name(
                &parts,
                self.lesson(Some(path)),
                self.link_titles.get(path),
                self.style,
                &tokens_of(folder),
            );
            let mut entry = entry(EntryKind::Page, path.clone(), Some(path.clone()), Some(parent), naming);
            entry.listed = false;
            entries.push(entry);
        }
    }

    /// Returns the pages of the folders above one, the nearest first.
    fn overviews_above(&self, folder: &CoursePath) -> impl Iterator<Item = &'a Lesson> {
        let above = std::iter::successors(folder.parent(), CoursePath::parent);
        above.filter_map(|folder| self.lesson(self.readmes.get(&folder)))
    }

    fn lesson(&self, path: Option<&CoursePath>) -> Option<&'a Lesson> {
        path.and_then(|path| self.lessons.get(path)).map(|lesson| &**lesson)
    }

    /// Tests whether a folder holds only its own page: `01-intro/README.md` is a page, not a group.
    fn is_leaf(&self, folder: &CoursePath) -> bool {
        self.readmes.contains_key(folder) && !self.files.contains_key(folder) && !self.folders.contains_key(folder)
    }
}

fn entry(
    kind: EntryKind,
    path: CoursePath,
    lesson: Option<CoursePath>,
    parent: Option<usize>,
    naming: EntryName,
) -> Entry {
    let EntryName { label, title, icon, .. } = naming;
    let site = SitePath::new("index.html");
    Entry { kind, path, lesson, label, title, heading: None, icon, parent, children: Vec::new(), listed: true, site }
}

/// Returns the innermost folder at or above one that is not merged with the folder above it.
fn unmerged(mut folder: CoursePath, merged: &BTreeSet<CoursePath>) -> CoursePath {
    while merged.contains(&folder) {
        folder = folder.parent().unwrap_or_default();
    }
    folder
}

/// Returns the numbering tokens in the names of a folder and of those above it.
pub(super) fn tokens_of(folder: &CoursePath) -> Vec<NumberingToken> {
    folder.parts().flat_map(|part| read_name(part).tokens).collect()
}

/// Returns the folder above the outermost folder of material (`lab_scripts/…`) on the way to a page, if there is one.
fn folder_above_material(path: &CoursePath) -> Option<CoursePath> {
    let mut above = CoursePath::default();
    let folder = path.parent().unwrap_or_default();
    for part in folder.parts() {
        let words: Vec<String> = part.split(['_', '-', ' ', '.']).map(str::to_lowercase).collect();
        let material = ["scripts", "script", "assets", "resources", "images", "manifests", "templates"];
        if words.last().is_some_and(|word| material.contains(&word.as_str())) {
            return Some(above);
        }
        above = above.join(part);
    }
    None
}
