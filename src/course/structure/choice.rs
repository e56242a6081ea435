//! Chooses, among the structures that files of tools state, the one that counts for each folder.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::format::read;
use super::reader::CourseFiles;
use super::{StatedStructure, Structures, above, docusaurus, mdbook, sphinx};
use crate::course::{Lessons, contents};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::read::page_file::is_markdown;
use crate::source::{CoursePath, Source};

/// The most pages that a diagnostic names.
const MAX_NAMED: usize = 3;

/// The texts of a course from which structures are read.
#[derive(Debug, Clone, Copy)]
pub struct StructureInput<'a> {
    /// The texts and files.
    pub sources: &'a Sources,
    /// The pages of the course.
    pub lessons: &'a Lessons,
}

impl Structures {
    /// Finds the structures of a course. A file with a mistake is reported, and states nothing.
    pub fn of(input: StructureInput<'_>) -> Report<Self> {
        let StructureInput { sources, lessons } = input;
        let may_state = |source: &Source| is_table(&source.path) || sphinx::may_hold_tree(source);
        if sources.structure_files.is_empty()
            && sources.structure_above.is_none()
            && !sources.sources.iter().any(may_state)
        {
            return Report { value: Self::default(), diagnostics: Vec::new() };
        }
        let files = CourseFiles::new(sources, lessons);
        let mut diagnostics = Vec::new();
        let mut found: Vec<StatedStructure> = Vec::new();
        for file in sources.structure_files.iter().filter(|file| !is_fixture(&file.path)) {
            match read(&files, file) {
                Ok(structure) => found.extend(structure),
                Err(mistake) => diagnostics.push(
                    Diagnostic::at(&file.path, mistake.span, Code::StructureFile, mistake.message)
                        .hint(message!("structure-file.hint")),
                ),
            }
        }
        found.extend(sphinx::read_all(&files));
        let tables = lessons.keys().filter(|path| is_table(path)).filter_map(|path| mdbook::read_table(&files, path));
        found.extend(tables.filter(|table| lists_most(table, lessons)));
        let mut chosen: BTreeMap<CoursePath, StatedStructure> = BTreeMap::new();
        for structure in found.into_iter().filter(|structure| structure.states_order(lessons)) {
            match chosen.entry(structure.project.clone()) {
                Entry::Vacant(place) => drop(place.insert(structure)),
                // A structure that names its pages is preferred to one that names only folders.
                Entry::Occupied(mut known) => {
                    if known.get().pages().next().is_none() && structure.pages().next().is_some() {
                        known.insert(structure);
                    }
                }
            }
        }
        let mut chosen = raised(chosen, lessons);
        if !chosen.contains_key(&CoursePath::default())
            && let Some(structure) = above::structure(sources, lessons)
        {
            chosen.insert(structure.project.clone(), structure);
        }
        let chosen = without_inner(chosen);
        for structure in chosen.values() {
            diagnostics.extend(missing_pages(structure, &files));
            diagnostics.extend(unnamed_pages(structure, &files));
        }
        let categories = sources.structure_files.iter().filter(|file| file.path.stem() == "_category_");
        let facts = categories.filter_map(|file| Some((file.path.parent()?, docusaurus::folder_facts(file)?)));
        Report { value: Self { by_project: chosen, folders: facts.collect() }, diagnostics }
    }
}

/// Tests whether a file belongs to the tests or templates of a tool, and to no site of its own.
fn is_fixture(path: &CoursePath) -> bool {
    let names =
        ["__tests__", "test", "tests", "fixtures", "__fixtures__", "template", "templates", "examples", "testdata"];
    path.parts().rev().skip(1).any(|part| names.contains(&part))
}

/// Tests whether a page is a table of contents by its name.
fn is_table(path: &CoursePath) -> bool {
    path.stem() == contents::NAME || path.stem() == "_sidebar"
}

/// Tests whether a table that no configuration names lists at least half of the pages beside and below it.
fn lists_most(table: &StatedStructure, lessons: &Lessons) -> bool {
    let all = lessons.keys().filter(|path| path.is_within(&table.content) && **path != table.file).count();
    let named: BTreeSet<&CoursePath> =
        table.pages().map(|(_, path)| path).filter(|path| lessons.contains_key(*path)).collect();
    named.len() * 2 >= all
}

/// Makes the structure of a project that holds at least half of the course's pages that of the whole course:
/// `website/sidebars.js` beside a few notes.
fn raised(
    mut chosen: BTreeMap<CoursePath, StatedStructure>,
    lessons: &Lessons,
) -> BTreeMap<CoursePath, StatedStructure> {
    let root = CoursePath::default();
    if chosen.contains_key(&root) {
        return chosen;
    }
    let holds = |structure: &StatedStructure| lessons.keys().filter(|path| path.is_within(&structure.content)).count();
    let main = chosen.values().find(|structure| holds(structure) * 2 >= lessons.len());
    if let Some(project) = main.map(|structure| structure.project.clone())
        && let Some(structure) = chosen.remove(&project)
    {
        chosen.insert(root.clone(), StatedStructure { project: root, ..structure });
    }
    chosen
}

/// Drops structures of folders that another one orders: an example of a book within a book.
fn without_inner(chosen: BTreeMap<CoursePath, StatedStructure>) -> BTreeMap<CoursePath, StatedStructure> {
    let projects: Vec<CoursePath> = chosen.keys().cloned().collect();
    let is_inner = |project: &CoursePath| projects.iter().any(|other| other != project && project.is_within(other));
    chosen.into_iter().filter(|(project, _)| !is_inner(project)).collect()
}

/// Reports the pages that a structure names and that do not exist. Pages that are left out on purpose are not mistakes.
fn missing_pages(structure: &StatedStructure, files: &CourseFiles<'_>) -> Option<Diagnostic> {
    let sources = files.sources;
    // A page of a format that is not read is named by the reports about that format.
    let stems: BTreeSet<&str> = sources.files.keys().map(stem).collect();
    let is_missing = |path: &&CoursePath| {
        !files.lessons.contains_key(*path) && !sources.withheld.contains(*path) && !stems.contains(stem(path))
    };
    let missing: BTreeSet<&CoursePath> = structure.pages().map(|(_, path)| path).filter(is_missing).collect();
    // A table of contents in Markdown has links, whose targets are checked as those of any page.
    if missing.is_empty() || is_markdown(&structure.file) {
        return None;
    }
    let message = message!("structure-target", pages = listed(&missing));
    Some(Diagnostic::about(&structure.file, Code::StructureTarget, message).hint(message!("structure-target.hint")))
}

/// Returns a path without the ending of its file.
fn stem(path: &CoursePath) -> &str {
    path.as_str().rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem)
}

/// Reports the pages beside those of a structure that it leaves out.
fn unnamed_pages(structure: &StatedStructure, files: &CourseFiles<'_>) -> Option<Diagnostic> {
    let named: BTreeSet<&CoursePath> = structure.pages().map(|(_, path)| path).collect();
    let folders: Vec<&CoursePath> = structure.entries.iter().filter_map(|entry| entry.target.folder()).collect();
    let is_home =
        |path: &CoursePath| structure.home.as_ref() == Some(path) || files.index_of(&structure.content) == Some(path);
    let is_unnamed = |path: &&CoursePath| {
        path.is_within(&structure.content)
            && **path != structure.file
            && !named.contains(*path)
            && !is_home(path)
            && !folders.iter().any(|folder| path.is_within(folder))
    };
    let unnamed: BTreeSet<&CoursePath> = files.lessons.keys().filter(is_unnamed).collect();
    if unnamed.is_empty() {
        return None;
    }
    let message = message!("not-in-structure", count = unnamed.len(), pages = listed(&unnamed));
    Some(Diagnostic::about(&structure.file, Code::NotInStructure, message).hint(message!("not-in-structure.hint")))
}

/// Returns the first of some paths, and the number of the others.
fn listed(paths: &BTreeSet<&CoursePath>) -> Message {
    let names: Vec<String> = paths.iter().take(MAX_NAMED).map(|path| format!("`{path}`")).collect();
    match paths.len().saturating_sub(MAX_NAMED) {
        0 => Message::verbatim(names.join(", ")),
        more => message!("list-and-more", names = names.join(", "), more),
    }
}
