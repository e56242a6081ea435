//! Reads the sidebar in `astro.config.mjs` of Starlight.
//!
//! Source: "Sidebar navigation" in the documentation of Starlight.

use serde_json::Value;

use super::javascript::Scripts;
use super::reader::CourseFiles;
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, yaml};
use crate::source::{CoursePath, Source};

/// The folder of the pages.
const CONTENT: &str = "src/content/docs";

/// Reads the site that an `astro.config` file configures; one without Starlight states none.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> Option<StatedStructure> {
    let project = file.path.parent().unwrap_or_default();
    let content = project.join(CONTENT);
    if !files.has_pages(&content) {
        return None;
    }
    let config = Scripts::new([file]).export(file.path.stem());
    let mut integrations = config.get("integrations").and_then(Value::as_array).into_iter().flatten();
    let starlight = integrations.find(|value| value.get("sidebar").is_some() || value.get("title").is_some());
    let mut entries = EntryList::default();
    match starlight.and_then(|starlight| starlight.get("sidebar")) {
        Some(sidebar @ Value::Array(_)) => add(files, &content, sidebar, &mut entries),
        _ => entries.push(0, None, StatedTarget::Contents(content.clone())),
    }
    let title = starlight.and_then(|starlight| yaml::text(starlight, &["title"])).map(ToOwned::to_owned);
    Some(StatedStructure { file: file.path.clone(), project, content, title, home: None, entries: entries.0 })
}

fn add(files: &CourseFiles<'_>, content: &CoursePath, sidebar: &Value, entries: &mut EntryList) {
    let mut waiting: Vec<(usize, &Value)> = vec![(0, sidebar)];
    while let Some((depth, item)) = waiting.pop() {
        let below = (depth + 1).min(MAX_DEPTH);
        match item {
            Value::String(slug) => entries.push(depth, None, target(files, content, slug)),
            Value::Array(items) => waiting.extend(items.iter().rev().map(|item| (depth, item))),
            Value::Object(object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                let own = text("slug").or_else(|| text("link")).map(|slug| target(files, content, slug));
                entries.push(depth, text("label"), own.unwrap_or(StatedTarget::Nothing));
                let generated =
                    object.get("autogenerate").and_then(|auto| auto.get("directory")).and_then(Value::as_str);
                if let Some(folder) = generated.and_then(|folder| content.resolve(folder)) {
                    entries.push(below, None, StatedTarget::Contents(folder));
                }
                waiting.extend(object.get("items").map(|items| (below, items)));
            }
            _ => {}
        }
    }
}

fn target(files: &CourseFiles<'_>, content: &CoursePath, slug: &str) -> StatedTarget {
    files.target(content, content, if slug.is_empty() || slug == "/" { "index" } else { slug })
}
