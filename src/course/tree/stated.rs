//! Turns a stated structure into entries: its own, in its order, then the pages that it leaves out.

use std::collections::BTreeSet;

use super::rest::{self, is_repository_page};
use super::{FolderIndex, TreeContext, entry};
use crate::course::index_page::readme_rank;
use crate::course::label::{self, EntryName, RestGroup};
use crate::course::structure::{StatedEntry, StatedStructure, StatedTarget};
use crate::course::{Entry, EntryKind, folders_of};
use crate::lesson::Lesson;
use crate::lesson::numbering::NameParts;
use crate::source::CoursePath;

/// Builds the tree of a course whose structure is stated.
pub(super) fn course(context: TreeContext<'_>, structure: &StatedStructure) -> Vec<Entry> {
    let home = structure.home.clone().filter(|path| context.lessons.contains_key(path));
    let home = home.or_else(|| index_page(context, &structure.content));
    let lesson = home.as_ref().and_then(|path| context.lessons.get(path));
    let naming = label::name(&NameParts::default(), lesson.map(|lesson| &**lesson), None, context.style, &[]);
    let naming = EntryName { label: None, token: None, ..naming };
    let mut entries = vec![entry(EntryKind::Course, CoursePath::default(), home, None, naming)];
    add_folder(context, structure, 0, &mut entries);
    entries
}

/// Adds the entries of a structure, and the other pages of its folder, below the entry of the folder.
pub(super) fn add_folder(
    context: TreeContext<'_>,
    structure: &StatedStructure,
    parent: usize,
    entries: &mut Vec<Entry>,
) {
    let mut builder = StatedBuilder::new(context, structure, parent, entries);
    builder.add_stated();
    builder.add_rest();
}

/// Returns the page of a folder.
fn index_page(context: TreeContext<'_>, folder: &CoursePath) -> Option<CoursePath> {
    let pages = context.lessons.keys().filter(|path| path.parent().as_ref() == Some(folder));
    pages.filter(|path| readme_rank(path).is_some()).min_by_key(|path| readme_rank(path)).cloned()
}

/// The list of the languages of a `GitBook`, beside their folders.
const LANGUAGES: &str = "LANGS.md";

struct StatedBuilder<'a, 'e> {
    context: TreeContext<'a>,
    structure: &'e StatedStructure,
    /// The entry of the folder whose structure it is.
    parent: usize,
    entries: &'e mut Vec<Entry>,
    /// The pages that entries name and that exist.
    named: BTreeSet<&'e CoursePath>,
    /// The pages that have an entry, and the file that states the structure.
    placed: BTreeSet<CoursePath>,
    /// The paths of entries and of folders, which a heading may not take.
    taken: BTreeSet<CoursePath>,
}

impl<'a, 'e> StatedBuilder<'a, 'e> {
    fn new(
        context: TreeContext<'a>,
        structure: &'e StatedStructure,
        parent: usize,
        entries: &'e mut Vec<Entry>,
    ) -> Self {
        let named =
            structure.pages().map(|(_, path)| path).filter(|path| context.lessons.contains_key(*path)).collect();
        let mut placed: BTreeSet<CoursePath> = entries[parent].lesson.iter().cloned().collect();
        // A table of contents that a page links is wanted as a page.
        if !context.contents.is_linked(&structure.file) {
            placed.insert(structure.file.clone());
        }
        // The list of the languages of a GitBook is what the choice of editions shows.
        let languages = structure.project.join(LANGUAGES);
        if !context.contents.is_linked(&languages) {
            placed.insert(languages);
        }
        let taken = folders_of(context.lessons.keys());
        Self { context, structure, parent, entries, named, placed, taken }
    }

    /// Adds the entries that the structure states. Those that lead to nothing are left out.
    fn add_stated(&mut self) {
        let rest = self.rest(|path| path.is_within(&self.structure.content) && !self.named.contains(path));
        let is_live = self.live_entries(&rest);
        // The entries above the next one, with their levels.
        let mut above: Vec<(usize, usize)> = Vec::new();
        for (at, stated) in self.structure.entries.iter().enumerate() {
            while above.last().is_some_and(|(depth, _)| *depth >= stated.depth) {
                above.pop();
            }
            let parent = above.last().map_or(self.parent, |(_, entry)| *entry);
            let own = if is_live[at] { self.add(at, stated, parent, &rest) } else { None };
            // Entries below one without a page take its place.
            above.push((stated.depth, own.unwrap_or(parent)));
        }
    }

    /// Adds a stated entry; returns the entry that takes those below it, if it is a new one.
    fn add(&mut self, at: usize, stated: &StatedEntry, parent: usize, rest: &FolderIndex<'a>) -> Option<usize> {
        match &stated.target {
            StatedTarget::Page(path) => self.add_page(path, stated.title.as_deref(), parent),
            StatedTarget::Nothing => self.add_heading(at, stated.title.as_deref(), parent),
            StatedTarget::External(_) => None,
            StatedTarget::Contents(folder) => {
                let first = self.entries.len();
                rest.add_children(folder, parent, self.entries);
                self.place_from(first);
                None
            }
            StatedTarget::Folder(folder) => {
                let first = self.entries.len();
                rest.add_folder(folder, stated.title.as_deref(), parent, self.entries);
                self.place_from(first);
                None
            }
        }
    }

    fn add_page(&mut self, path: &CoursePath, title: Option<&str>, parent: usize) -> Option<usize> {
        let lesson = self.context.lessons.get(path).filter(|_| !self.placed.contains(path))?;
        self.placed.insert(path.clone());
        self.taken.insert(path.clone());
        Some(self.push(path.clone(), Some(lesson), title, parent))
    }

    /// Adds a heading with entries below it. If the first of them is the page of the folder that holds all others, and has none
    /// below itself, it is that of the heading.
    fn add_heading(&mut self, at: usize, title: Option<&str>, parent: usize) -> Option<usize> {
        let depth = self.structure.entries[at].depth;
        let below = self.structure.entries[at + 1..].iter().take_while(|entry| entry.depth > depth);
        let first = below.clone().find_map(|entry| match &entry.target {
            StatedTarget::Page(path) => Some(path),
            _ => None,
        });
        let is_leaf = below.clone().nth(1).is_none_or(|next| next.depth <= depth + 1);
        let holds_all = |folder: &CoursePath| {
            let mut pages = below.clone().filter_map(|entry| match &entry.target {
                StatedTarget::Page(path) | StatedTarget::Folder(path) | StatedTarget::Contents(path) => Some(path),
                StatedTarget::Nothing | StatedTarget::External(_) => None,
            });
            *folder != self.structure.content && pages.all(|path| path.is_within(folder))
        };
        let is_index =
            |path: &&CoursePath| readme_rank(path).is_some() && path.parent().is_some_and(|folder| holds_all(&folder));
        let own = first.filter(|path| is_leaf && is_index(path));
        if let Some(path) = own
            && let Some(lesson) = self.context.lessons.get(path).filter(|_| !self.placed.contains(path))
        {
            self.placed.insert(path.clone());
            let folder = path.parent().unwrap_or_default();
            self.taken.insert(folder.clone());
            return Some(self.push(folder, Some(lesson), title, parent));
        }
        let title = title?;
        let pages = below.filter_map(|entry| match &entry.target {
            StatedTarget::Page(path) => Some(path.parent().unwrap_or_default()),
            StatedTarget::Folder(folder) | StatedTarget::Contents(folder) => Some(folder.clone()),
            _ => None,
        });
        let path = self.heading_path(title, &pages.collect());
        Some(self.push(path, None, Some(title), parent))
    }

    /// Returns a path for a heading: a folder that holds all pages below it and has no page, else one of its own.
    fn heading_path(&mut self, title: &str, folders: &BTreeSet<CoursePath>) -> CoursePath {
        let content = &self.structure.content;
        if let [only] = &folders.iter().collect::<Vec<_>>()[..] {
            let is_free = *only != content
                && only.is_within(content)
                && index_page(self.context, only).is_none()
                && !self.entries.iter().any(|entry| entry.path == **only);
            if is_free {
                return (*only).clone();
            }
        }
        let path = free_path(content, title, &self.taken);
        self.taken.insert(path.clone());
        path
    }

    fn push(
        &mut self,
        path: CoursePath,
        lesson: Option<&'a std::sync::Arc<Lesson>>,
        title: Option<&str>,
        parent: usize,
    ) -> usize {
        let page = lesson.map(|lesson| &**lesson);
        let naming = name(self.context, &path, page, title);
        // The page of a folder is an overview; a chapter with chapters below it is a page.
        let is_overview = page.is_none_or(|page| path != page.path);
        let kind = label::kind(naming.token.as_ref(), is_overview);
        let heading = page.and_then(|page| label::other_heading(page, &naming));
        let mut entry = entry(kind, path, page.map(|page| page.path.clone()), Some(parent), naming);
        entry.heading = heading;
        let index = self.entries.len();
        self.entries.push(entry);
        self.entries[parent].children.push(index);
        index
    }

    /// Adds the pages that the structure leaves out: those beside its own after them, those elsewhere in the folder last
    /// and outside of the reading order.
    fn add_rest(&mut self) {
        let content = self.structure.content.clone();
        self.add_group(RestGroup::MorePages, |path| path.is_within(&content) && !is_repository_page(path));
        self.add_group(RestGroup::Repository, |_| true);
    }

    fn add_group(&mut self, group: RestGroup, is_kept: impl Fn(&CoursePath) -> bool) {
        let index = self.rest(is_kept);
        let first = self.entries.len();
        let title = group.title(self.context.style.language());
        let path = free_path(&self.structure.content, title, &self.taken);
        rest::add_group(self.context, &index, group, (self.parent, path), self.entries);
        self.place_from(first);
    }

    /// Returns the index of pages of the folder that have no entry yet. A folder whose page has one is not a folder of its
    /// own here.
    fn rest(&self, is_kept: impl Fn(&CoursePath) -> bool) -> FolderIndex<'a> {
        let is_rest =
            |path: &CoursePath| path.is_within(&self.structure.project) && !self.placed.contains(path) && is_kept(path);
        let merged = self.placed.iter().filter(|path| readme_rank(path).is_some()).filter_map(CoursePath::parent);
        let merged = merged.filter(|folder| *folder != self.structure.content && !folder.is_root()).collect();
        FolderIndex::new(self.context, is_rest, &merged)
    }

    /// Tests for each stated entry whether a page comes of it or of those below it.
    fn live_entries(&self, rest: &FolderIndex<'_>) -> Vec<bool> {
        let mut live = vec![false; self.structure.entries.len()];
        // The levels at which an entry after the present one, and below it, is live.
        let mut levels: BTreeSet<usize> = BTreeSet::new();
        for (at, stated) in self.structure.entries.iter().enumerate().rev() {
            let below = levels.split_off(&(stated.depth + 1));
            let own = match &stated.target {
                StatedTarget::Page(path) => self.named.contains(path),
                StatedTarget::Folder(folder) | StatedTarget::Contents(folder) => rest.has_pages(folder),
                StatedTarget::External(_) | StatedTarget::Nothing => false,
            };
            live[at] = own || !below.is_empty();
            if live[at] {
                levels.insert(stated.depth);
            }
        }
        live
    }

    fn place_from(&mut self, first: usize) {
        let added = &self.entries[first..];
        self.placed.extend(added.iter().filter_map(|entry| entry.lesson.clone()));
        self.taken.extend(added.iter().map(|entry| entry.path.clone()));
    }
}

/// Returns a path in a folder that is named after a title and not taken.
pub(super) fn free_path(folder: &CoursePath, title: &str, taken: &BTreeSet<CoursePath>) -> CoursePath {
    let slug = label::slug(title);
    let names = std::iter::once(slug.clone()).chain((2..).map(|number: u32| format!("{slug}-{number}")));
    let mut paths = names.map(|name| folder.join(&name));
    // The sequence of numbered names is endless, so one is free.
    paths.find(|path| !taken.contains(path)).unwrap_or_default()
}

/// Names a stated entry: as its structure does, else as its page does. Numbers of files are not labels here: the structure
/// states what is shown.
fn name(context: TreeContext<'_>, path: &CoursePath, page: Option<&Lesson>, title: Option<&str>) -> EntryName {
    let own = page.and_then(|page| page.front.nav_title.as_deref());
    if let Some(title) = title.or(own) {
        return label::stated_name(title, page, context.style);
    }
    let stem = page.map_or_else(|| path.name(), |page| page.path.stem());
    let parts = NameParts { rest: stem.to_owned(), ..NameParts::default() };
    label::name(&parts, page, None, context.style, &[])
}
