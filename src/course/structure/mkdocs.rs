//! Reads `mkdocs.yml` of `MkDocs` and `zensical.toml` of Zensical, with the `.pages` and `.nav.yml` files of the plug-ins
//! `awesome-pages` and `awesome-nav`.
//!
//! Sources: "nav" and `docs_dir` in the user guide of `MkDocs`; "Navigation" of Zensical; the readme of
//! `mkdocs-awesome-pages-plugin`; "Features" of `mkdocs-awesome-nav`.

mod folder_files;

use serde_json::Value;

use super::reader::{CourseFiles, ReadStructure};
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, yaml};
use crate::source::{CoursePath, Source};

/// The entries of `mkdocs.yml` that state the structure. Others may hold tags of Python.
const KEYS: [&str; 3] = ["site_name", "docs_dir", "nav"];

/// Reads the site that a `mkdocs.yml` configures.
pub(super) fn read_yaml(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse_keys(file, &KEYS)?;
    Ok(structure(files, file, &config))
}

/// Reads the site that a `zensical.toml` configures.
pub(super) fn read_toml(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse_toml(file)?;
    Ok(structure(files, file, config.get("project").unwrap_or(&config)))
}

fn structure(files: &CourseFiles<'_>, file: &Source, config: &Value) -> Option<StatedStructure> {
    let project = file.path.parent().unwrap_or_default();
    let content = project.resolve(yaml::text(config, &["docs_dir"]).unwrap_or("docs"))?;
    let entries = match config.get("nav") {
        Some(Value::Array(nav)) => nav_entries(files, &content, nav),
        _ => folder_files::entries(files, &content),
    };
    let title = yaml::text(config, &["site_name"]).map(ToOwned::to_owned);
    Some(StatedStructure { file: file.path.clone(), project, content, title, home: None, entries: entries.0 })
}

/// Reads the value of `nav`: a list of paths, and of titles with a path or a list each.
fn nav_entries(files: &CourseFiles<'_>, content: &CoursePath, nav: &[Value]) -> EntryList {
    let mut entries = EntryList::default();
    let mut waiting: Vec<(usize, Option<&str>, &Value)> = nav.iter().rev().map(|item| (0, None, item)).collect();
    while let Some((depth, title, item)) = waiting.pop() {
        match item {
            Value::String(reference) => entries.push(depth, title, target(files, content, reference)),
            Value::Array(items) => {
                entries.push(depth, title, StatedTarget::Nothing);
                waiting.extend(items.iter().rev().map(|item| ((depth + 1).min(MAX_DEPTH), None, item)));
            }
            Value::Object(items) => {
                waiting.extend(items.iter().rev().map(|(title, item)| (depth, Some(title.as_str()), item)));
            }
            _ => {}
        }
    }
    entries
}

/// Returns the place that a path of `nav` names; a path that ends in `/`, and a pattern, name a folder.
fn target(files: &CourseFiles<'_>, content: &CoursePath, reference: &str) -> StatedTarget {
    let folder = content.resolve(reference.trim_end_matches(['*', '/']));
    match folder.filter(|folder| reference.ends_with(['/', '*']) && files.has_pages(folder)) {
        Some(folder) => StatedTarget::Folder(folder),
        None => files.target(content, content, reference),
    }
}
