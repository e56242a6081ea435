//! Reads the files in folders that order the pages of each folder: `.pages` and `.nav.yml`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::course::label::humanise;
use crate::course::structure::reader::CourseFiles;
use crate::course::structure::{EntryList, MAX_DEPTH, StatedTarget, yaml};
use crate::source::CoursePath;

/// The names of the files, the one that counts first.
const NAMES: [&str; 2] = [".nav.yml", ".pages"];

/// An item that waits to become an entry.
enum NavItem {
    /// A page or folder with its title.
    Named(Option<String>, CoursePath),
    /// A heading above the items of the list.
    Heading(String, Vec<Value>),
    /// An address outside the course.
    External(Option<String>, String),
    /// Everything in the folder that no other item names.
    Rest(CoursePath, BTreeSet<CoursePath>),
}

/// Returns the entries of a folder of pages: as the files in it state, else in the order of names.
pub(super) fn entries(files: &CourseFiles<'_>, content: &CoursePath) -> EntryList {
    let seen = BTreeSet::from([content.clone()]);
    let mut reader = FolderReader { files, entries: EntryList::default(), waiting: Vec::new(), seen };
    match items_of(files, content) {
        Some(items) => {
            reader.wait(0, content, items);
            while let Some((depth, folder, item)) = reader.waiting.pop() {
                reader.item(depth, &folder, item);
            }
        }
        None => reader.entries.push(0, None, StatedTarget::Contents(content.clone())),
    }
    reader.entries
}

/// Turns the items of folders into entries.
struct FolderReader<'a> {
    files: &'a CourseFiles<'a>,
    entries: EntryList,
    /// The items that are still to be read, the next one last: their levels and folders.
    waiting: Vec<(usize, CoursePath, NavItem)>,
    /// The folders that were read: one may name itself, or a folder above it.
    seen: BTreeSet<CoursePath>,
}

impl FolderReader<'_> {
    fn wait(&mut self, depth: usize, folder: &CoursePath, items: Vec<NavItem>) {
        self.waiting.extend(items.into_iter().rev().map(|item| (depth, folder.clone(), item)));
    }

    fn item(&mut self, depth: usize, folder: &CoursePath, item: NavItem) {
        match item {
            NavItem::Heading(title, values) => {
                self.entries.push(depth, Some(&title), StatedTarget::Nothing);
                let items = read_items(folder, &values, &mut BTreeSet::new());
                self.wait((depth + 1).min(MAX_DEPTH), folder, items);
            }
            NavItem::External(title, address) => {
                self.entries.push(depth, title.as_deref(), StatedTarget::External(address));
            }
            NavItem::Named(title, path) if self.files.lessons.contains_key(&path) => {
                self.entries.push(depth, title.as_deref(), StatedTarget::Page(path));
            }
            NavItem::Named(title, path) if self.files.has_pages(&path) => self.folder(depth, title, path),
            NavItem::Named(title, path) => {
                let page = if path.extension().is_empty() { CoursePath::new(&format!("{path}.md")) } else { path };
                self.entries.push(depth, title.as_deref(), StatedTarget::Page(page));
            }
            NavItem::Rest(folder, named) => {
                let rest = children(self.files, &folder).into_iter().filter(|path| !named.contains(path));
                let items = rest.map(|path| NavItem::Named(None, path)).collect();
                self.wait(depth, &folder, items);
            }
        }
    }

    /// Adds the entry of a folder: with the items of its file, else with all that it holds.
    fn folder(&mut self, depth: usize, title: Option<String>, path: CoursePath) {
        if !self.seen.insert(path.clone()) {
            return;
        }
        let title = title.or_else(|| title_of(self.files, &path));
        let Some(items) = items_of(self.files, &path) else {
            self.entries.push(depth, title.as_deref(), StatedTarget::Folder(path));
            return;
        };
        let (title, page) = match self.files.index_of(&path) {
            Some(page) => (title, StatedTarget::Page(page.clone())),
            None => (title.or_else(|| Some(humanise(path.name()))), StatedTarget::Nothing),
        };
        self.entries.push(depth, title.as_deref(), page);
        self.wait((depth + 1).min(MAX_DEPTH), &path, items);
    }
}

/// Returns the items that a folder's file states.
fn items_of(files: &CourseFiles<'_>, folder: &CoursePath) -> Option<Vec<NavItem>> {
    let value = value_of(files, folder)?;
    let list = ["nav", "arrange"].iter().find_map(|key| value.get(key))?.as_array()?;
    let mut named = BTreeSet::new();
    let mut items = read_items(folder, list, &mut named);
    for item in &mut items {
        if let NavItem::Rest(_, others) = item {
            others.clone_from(&named);
        }
    }
    Some(items)
}

/// Reads a list of items; `named` takes the paths that they name.
fn read_items(folder: &CoursePath, list: &[Value], named: &mut BTreeSet<CoursePath>) -> Vec<NavItem> {
    let mut items = Vec::new();
    for value in list {
        let pairs: Vec<(Option<&str>, &Value)> = match value {
            Value::Object(pairs) => pairs.iter().map(|(title, value)| (Some(title.as_str()), value)).collect(),
            other => vec![(None, other)],
        };
        for (title, value) in pairs {
            match value {
                Value::String(text) if text.starts_with("...") || text.contains('*') => {
                    items.push(NavItem::Rest(folder.clone(), BTreeSet::new()));
                }
                Value::String(text) if text.contains("://") => {
                    items.push(NavItem::External(title.map(ToOwned::to_owned), text.clone()));
                }
                Value::String(text) => {
                    if let Some(path) = folder.resolve(text) {
                        named.insert(path.clone());
                        items.push(NavItem::Named(title.map(ToOwned::to_owned), path));
                    }
                }
                Value::Array(inner) => {
                    let below = inner.iter().filter_map(Value::as_str).filter_map(|text| folder.resolve(text));
                    named.extend(below);
                    items.push(NavItem::Heading(title.unwrap_or_default().to_owned(), inner.clone()));
                }
                _ => {}
            }
        }
    }
    items
}

fn title_of(files: &CourseFiles<'_>, folder: &CoursePath) -> Option<String> {
    value_of(files, folder)?.get("title")?.as_str().map(ToOwned::to_owned)
}

/// Returns the value of a folder's file. One with a mistake counts as none: the plug-in is not needed to read the pages.
fn value_of(files: &CourseFiles<'_>, folder: &CoursePath) -> Option<Value> {
    let file = NAMES.iter().find_map(|name| files.text(&folder.join(name)))?;
    yaml::parse(file).ok()
}

/// Returns the pages and the folders of pages directly in a folder, in the order of their names, its own page first.
fn children(files: &CourseFiles<'_>, folder: &CoursePath) -> Vec<CoursePath> {
    let index = files.index_of(folder);
    let depth = folder.parts().count();
    let mut found: Vec<CoursePath> = Vec::new();
    let from = files.lessons.range(folder.clone()..).map(|(path, _)| path);
    for path in from.take_while(|path| path.as_str().starts_with(folder.as_str())) {
        let Some(name) = path.parts().nth(depth).filter(|_| path.is_within(folder)) else { continue };
        let child = folder.join(name);
        if found.last() != Some(&child) && Some(&child) != index {
            found.push(child);
        }
    }
    found.sort_by(|a, b| crate::source::path::natural_order(a.name(), b.name()));
    found.dedup();
    index.cloned().into_iter().chain(found).collect()
}
