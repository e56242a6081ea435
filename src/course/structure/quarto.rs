//! Reads `_quarto.yml` of Quarto.
//!
//! Sources: "Book structure" and "Website navigation" in the documentation of Quarto.

use serde_json::Value;

use super::reader::{CourseFiles, ReadStructure};
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, toc_yaml, yaml};
use crate::source::{CoursePath, Source};

/// Reads the book or website that a `_quarto.yml` configures.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse_keys(file, &["book", "website"])?;
    let content = file.path.parent().unwrap_or_default();
    let title = ["book", "website"].iter().find_map(|key| yaml::text(&config, &[key, "title"])).map(ToOwned::to_owned);
    let mut entries = EntryList::default();
    if let Some(book) = config.get("book") {
        for key in ["chapters", "appendices"] {
            add(files, &content, book.get(key).unwrap_or(&Value::Null), &mut entries);
        }
    }
    let sidebar = config.get("website").and_then(|website| website.get("sidebar"));
    for sidebar in sidebar.map(listed).into_iter().flatten() {
        add(files, &content, sidebar.get("contents").unwrap_or(&Value::Null), &mut entries);
    }
    let project = content.clone();
    let home = files.page(&content.join("index"));
    Ok(Some(StatedStructure { file: file.path.clone(), project, content, title, home, entries: entries.0 }))
}

/// Returns the items of a list; any other value is a list of one.
fn listed(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

fn add(files: &CourseFiles<'_>, content: &CoursePath, items: &Value, entries: &mut EntryList) {
    let mut waiting: Vec<(usize, &Value)> = listed(items).into_iter().rev().map(|item| (0, item)).collect();
    while let Some((depth, item)) = waiting.pop() {
        let text = |keys: &[&str]| keys.iter().find_map(|key| item.get(key)?.as_str());
        let own = item.as_str().or_else(|| text(&["file", "href"]));
        let (title, target, below) = match (text(&["section", "part"]), own) {
            (Some(section), own) => {
                // The name of a section may be the path of its page.
                let page = content.resolve(own.unwrap_or(section)).and_then(|path| files.page(&path));
                let is_path = own.is_none() && page.is_some();
                let below = ["contents", "chapters"].iter().find_map(|key| item.get(key));
                let title = Some(section).filter(|_| !is_path);
                (title, page.map_or(StatedTarget::Nothing, StatedTarget::Page), below)
            }
            (None, Some("auto")) => (None, StatedTarget::Contents(content.clone()), None),
            (None, Some(own)) if own.contains('*') => (None, toc_yaml::folder_of_pattern(files, content, own), None),
            (None, Some(own)) => (text(&["text"]), files.target(content, content, own), None),
            (None, None) => (text(&["text"]), StatedTarget::Nothing, item.get("contents")),
        };
        if title.is_some() || target != StatedTarget::Nothing {
            entries.push(depth, title, target);
        }
        let depth = (depth + 1).min(MAX_DEPTH);
        waiting.extend(below.map(listed).into_iter().flatten().rev().map(|item| (depth, item)));
    }
}
