//! Reads the `toctree` directives in the pages of Sphinx and `MyST`: a tree that begins at the page of a folder.
//!
//! Source: "toctree" in the documentation of Sphinx, "Organising content" in that of `MyST` Parser.

use std::collections::BTreeSet;

use super::reader::CourseFiles;
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, toc_yaml};
use crate::lesson::Lesson;
use crate::source::CoursePath;

/// The word of a fence that opens a tree.
const DIRECTIVE: &str = "toctree";

/// Finds the outermost pages with a `toctree` and reads the tree of each.
pub(super) fn read_all(files: &CourseFiles<'_>) -> Vec<StatedStructure> {
    let mut found: Vec<StatedStructure> = Vec::new();
    let mut pages: Vec<&CoursePath> =
        files.lessons.values().filter(|lesson| has_tree(lesson)).map(|lesson| &lesson.path).collect();
    pages.sort_by_key(|path| path.parts().count());
    for root in pages {
        let content = root.parent().unwrap_or_default();
        let is_index = files.index_of(&content) == Some(root);
        if is_index && !found.iter().any(|other| content.is_within(&other.content)) {
            let entries = entries(files, &content, root);
            let (file, project, home) = (root.clone(), content.clone(), Some(root.clone()));
            found.push(StatedStructure { file, project, content, title: None, home, entries: entries.0 });
        }
    }
    found
}

/// Tests whether a page holds a tree.
pub(super) fn has_tree(lesson: &Lesson) -> bool {
    lesson.fences.iter().any(|fence| fence.language == DIRECTIVE)
}

/// An item of a `toctree`, or the caption above its items.
enum TreeItem {
    Caption(String),
    Page { title: Option<String>, reference: String },
}

/// Returns the entries below a page: those of its own trees, each followed by those of the page that it names.
fn entries(files: &CourseFiles<'_>, content: &CoursePath, root: &CoursePath) -> EntryList {
    let mut entries = EntryList::default();
    let mut seen = BTreeSet::from([root.clone()]);
    let mut waiting: Vec<(usize, CoursePath, TreeItem)> = items_below(files, root, 0);
    while let Some((depth, page, item)) = waiting.pop() {
        let (title, reference) = match item {
            TreeItem::Caption(title) => {
                entries.push(depth, Some(&title), StatedTarget::Nothing);
                continue;
            }
            TreeItem::Page { title, reference } => (title, reference),
        };
        let folder = page.parent().unwrap_or_default();
        if reference.contains('*') {
            entries.push(depth, None, toc_yaml::folder_of_pattern(files, &folder, &reference));
            continue;
        }
        let target = files.target(content, &folder, &reference);
        if let StatedTarget::Page(path) = &target
            && seen.insert(path.clone())
        {
            waiting.extend(items_below(files, path, (depth + 1).min(MAX_DEPTH)));
        }
        entries.push(depth, title.as_deref(), target);
    }
    entries
}

/// Returns the items of a page's trees, the last one first, with their levels.
fn items_below(files: &CourseFiles<'_>, page: &CoursePath, depth: usize) -> Vec<(usize, CoursePath, TreeItem)> {
    let (Some(lesson), Some(source)) = (files.lessons.get(page), files.sources.get(page)) else { return Vec::new() };
    let mut items = Vec::new();
    for fence in lesson.fences.iter().filter(|fence| fence.language == DIRECTIVE) {
        let text = fence.text(source);
        let caption = text.lines().find_map(|line| line.trim().strip_prefix(":caption:")).map(str::trim);
        items.extend(caption.map(|caption| (depth, page.clone(), TreeItem::Caption(caption.to_owned()))));
        let depth = (depth + usize::from(caption.is_some())).min(MAX_DEPTH);
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with([':', '#']) && *line != "---" && *line != "self");
        items.extend(lines.map(|line| (depth, page.clone(), item(line))));
    }
    items.reverse();
    items
}

/// Reads a line: `intro`, or `Title <intro>`.
fn item(line: &str) -> TreeItem {
    match line.strip_suffix('>').and_then(|line| line.rsplit_once('<')) {
        Some((title, reference)) => {
            TreeItem::Page { title: Some(title.trim().to_owned()), reference: reference.trim().to_owned() }
        }
        None => TreeItem::Page { title: None, reference: line.to_owned() },
    }
}
