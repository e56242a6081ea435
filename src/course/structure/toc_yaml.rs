//! Reads tables of contents in YAML: `_toc.yml` of Jupyter Book 1, `myst.yml` of `MyST`, `_toctree.yml` of Hugging Face.
//!
//! Sources: "Structure and organize content" of Jupyter Book; "Table of contents" of `MyST`; the readme of
//! `huggingface/doc-builder`.

use serde_json::Value;

use super::reader::{CourseFiles, ReadStructure};
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, yaml};
use crate::source::{CoursePath, Source};

/// The keys of the entries below one, in any of the formats.
const BELOW: [&str; 4] = ["sections", "chapters", "children", "subtrees"];

/// The keys of a page.
const PAGES: [&str; 3] = ["file", "local", "root"];

/// The keys of a title.
const TITLES: [&str; 4] = ["title", "caption", "part", "header"];

/// Reads the book that a `_toc.yml` orders.
pub(super) fn read_toc(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let toc = yaml::parse(file)?;
    let content = file.path.parent().unwrap_or_default();
    let config = files.text(&content.join("_config.yml")).and_then(|config| yaml::parse_keys(config, &["title"]).ok());
    let title = config.and_then(|config| yaml::text(&config, &["title"]).map(ToOwned::to_owned));
    let mut entries = EntryList::default();
    // In the older format the book is a list whose first item is its home page.
    let root = toc.get("root").or_else(|| toc.get(0)?.get("file")).and_then(Value::as_str);
    let items: Vec<&Value> = match &toc {
        Value::Array(items) => items.iter().collect(),
        toc => ["parts", "chapters", "sections"]
            .iter()
            .find_map(|key| toc.get(key)?.as_array())
            .into_iter()
            .flatten()
            .collect(),
    };
    add(files, &content, &items, &mut entries);
    let home = root.and_then(|root| content.resolve(root)).and_then(|path| files.page(&path));
    Ok(Some(StatedStructure { home, ..structure(file, content, title, entries) }))
}

/// Reads the project that a `myst.yml` configures.
pub(super) fn read_myst(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse_keys(file, &["project", "site"])?;
    let content = file.path.parent().unwrap_or_default();
    let title = ["project", "site"].iter().find_map(|key| yaml::text(&config, &[key, "title"])).map(ToOwned::to_owned);
    let Some(toc) = config.get("project").and_then(|project| project.get("toc")).and_then(Value::as_array) else {
        return Ok(None);
    };
    let mut entries = EntryList::default();
    add(files, &content, &toc.iter().collect::<Vec<_>>(), &mut entries);
    Ok(Some(structure(file, content, title, entries)))
}

/// Reads the chapters that a `_toctree.yml` orders.
pub(super) fn read_toctree(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let toc = yaml::parse(file)?;
    let content = file.path.parent().unwrap_or_default();
    let mut entries = EntryList::default();
    add(files, &content, &toc.as_array().into_iter().flatten().collect::<Vec<_>>(), &mut entries);
    // The builder shows no home of its own: without one, the README of the repository opens the site.
    let own = files.index_of(&content).or_else(|| files.index_of(&CoursePath::default()));
    let home = own.cloned();
    Ok(Some(StatedStructure { home, ..structure(file, content, None, entries) }))
}

fn structure(file: &Source, content: CoursePath, title: Option<String>, entries: EntryList) -> StatedStructure {
    let project = content.clone();
    StatedStructure { file: file.path.clone(), project, content, title, home: None, entries: entries.0 }
}

/// Adds the entries of a list and of all lists within it.
fn add(files: &CourseFiles<'_>, content: &CoursePath, items: &[&Value], entries: &mut EntryList) {
    let mut waiting: Vec<(usize, &Value)> = items.iter().rev().map(|item| (0, *item)).collect();
    while let Some((depth, item)) = waiting.pop() {
        if let Value::String(reference) = item {
            entries.push(depth, None, files.target(content, content, reference));
            continue;
        }
        let text = |keys: &[&str]| keys.iter().find_map(|key| item.get(key)?.as_str());
        let target = match (text(&PAGES), text(&["url"]), text(&["glob", "pattern"])) {
            (Some(reference), ..) => files.target(content, content, reference),
            (None, Some(address), _) => StatedTarget::External(address.to_owned()),
            (None, None, Some(pattern)) => folder_of_pattern(files, content, pattern),
            _ => StatedTarget::Nothing,
        };
        let title = text(&TITLES);
        let below: Vec<&Value> = BELOW.iter().filter_map(|key| item.get(key)?.as_array()).flatten().collect();
        // A part without a caption is not a level of its own.
        let is_level = target != StatedTarget::Nothing || title.is_some();
        if is_level {
            entries.push(depth, title, target);
        }
        let depth = (depth + usize::from(is_level)).min(MAX_DEPTH);
        waiting.extend(below.into_iter().rev().map(|item| (depth, item)));
    }
}

/// Returns the pages of the folder that a pattern (`guide/*`) matches.
pub(super) fn folder_of_pattern(files: &CourseFiles<'_>, content: &CoursePath, pattern: &str) -> StatedTarget {
    let folder = pattern.split('*').next().unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
    match content.resolve(folder).filter(|folder| files.has_pages(folder)) {
        Some(folder) => StatedTarget::Contents(folder),
        None => StatedTarget::Nothing,
    }
}
