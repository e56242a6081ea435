//! Reads `_bookdown.yml`: the order of the chapters of a book in R Markdown, and the parts that headings begin.
//!
//! Sources: "Usage" (files and their order) and "Parts" in the manual of bookdown.

use serde_json::Value;

use super::reader::{CourseFiles, ReadStructure};
use super::{EntryList, StatedStructure, StatedTarget, yaml};
use crate::lesson::markdown::book_part;
use crate::source::path::natural_order;
use crate::source::{CoursePath, Source};

/// The keys of a list by format of the output; the site stands for HTML.
const FORMATS: [&str; 2] = ["html", "latex"];

/// Reads the book that a `_bookdown.yml` configures.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse(file)?;
    let content = file.path.parent().unwrap_or_default();
    let stated = config.get("rmd_files").map(listed).unwrap_or_default();
    let chapters: Vec<CoursePath> = if stated.is_empty() {
        chapters_of(files, &content, &config)
    } else {
        stated.iter().filter_map(|path| content.resolve(path)).filter_map(|path| files.page(&path)).collect()
    };
    let home = files.page(&content.join("index"));
    let mut entries = EntryList::default();
    let mut depth = 0;
    for chapter in chapters {
        let text = files.sources.get(&chapter).map_or("", |source| &*source.text);
        if let Some(part) = book_part::first(text) {
            entries.push(0, Some(part), StatedTarget::Nothing);
            depth = 1;
        }
        if Some(&chapter) != home.as_ref() {
            entries.push(depth, None, StatedTarget::Page(chapter));
        }
    }
    let project = content.clone();
    Ok(Some(StatedStructure { file: file.path.clone(), project, content, title: None, home, entries: entries.0 }))
}

/// Returns the files that the configuration names, for HTML if it states a list for each format.
fn listed(value: &Value) -> Vec<&str> {
    let list = FORMATS.iter().find_map(|format| value.get(format)).unwrap_or(value);
    list.as_array()
        .map_or_else(|| list.as_str().into_iter().collect(), |names| names.iter().filter_map(Value::as_str).collect())
}

/// Returns the chapters of a book that names none: the files of its folder, and of the subfolders that it states, by name.
fn chapters_of(files: &CourseFiles<'_>, content: &CoursePath, config: &Value) -> Vec<CoursePath> {
    let (all_below, folders) = match config.get("rmd_subdir") {
        Some(Value::Bool(below)) => (*below, Vec::new()),
        Some(folders) => (false, listed(folders)),
        None => (false, Vec::new()),
    };
    let folders: Vec<CoursePath> = folders.iter().filter_map(|folder| content.resolve(folder)).collect();
    let is_chapter = |path: &&CoursePath| {
        let folder = path.parent().unwrap_or_default();
        folder == *content || all_below && path.is_within(content) || folders.iter().any(|it| path.is_within(it))
    };
    let mut chapters: Vec<CoursePath> = files.lessons.keys().filter(is_chapter).cloned().collect();
    chapters.sort_by(|a, b| natural_order(a.as_str(), b.as_str()));
    chapters
}
