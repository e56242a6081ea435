//! Reads the configuration of Hugo and Zola: the folder `content` is the site, and front matter orders it.
//!
//! Sources: "Directory structure" and "Content organization" in the documentation of Hugo; "Content" in that of Zola.

use serde_json::Value;

use super::reader::CourseFiles;
use super::{EntryList, StatedStructure, StatedTarget, yaml};
use crate::source::{CoursePath, Source};

/// Reads the site that a configuration in TOML or YAML states.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> Option<StatedStructure> {
    let project = project_of(file.path.parent().unwrap_or_default());
    let config = if file.path.extension() == "toml" {
        yaml::parse_toml(file)
    } else {
        yaml::parse_keys(file, &["title", "contentDir", "languages"])
    };
    // The folder of the pages is known even if the file cannot be read; a theme's own language may be in it.
    let config = config.unwrap_or_default();
    let content = content_of(files, &project, &config)?;
    let mut entries = EntryList::default();
    entries.push(0, None, StatedTarget::Contents(content.clone()));
    let title = yaml::text(&config, &["title"]).map(ToOwned::to_owned);
    Some(StatedStructure { file: file.path.clone(), project, content, title, home: None, entries: entries.0 })
}

/// Returns the folder of the project that a configuration in a folder configures: one may be in `config/_default`.
fn project_of(folder: CoursePath) -> CoursePath {
    let above = |folder: &CoursePath, name: &str| (folder.name() == name).then(|| folder.parent()).flatten();
    above(&folder, "_default").and_then(|config| above(&config, "config")).unwrap_or(folder)
}

/// Returns the folder that holds the pages: the one that is stated, of the only language that has pages, or `content`.
fn content_of(files: &CourseFiles<'_>, project: &CoursePath, config: &Value) -> Option<CoursePath> {
    let with_pages = |folder: &str| project.resolve(folder).filter(|folder| files.has_pages(folder));
    if let Some(folder) = yaml::text(config, &["contentDir"]) {
        return with_pages(folder);
    }
    let languages = config.get("languages").and_then(Value::as_object);
    let stated = languages.into_iter().flat_map(|languages| languages.values());
    let mut folders = stated.filter_map(|language| with_pages(yaml::text(language, &["contentDir"])?));
    match (folders.next(), folders.next()) {
        (Some(only), None) => Some(only),
        _ => with_pages("content"),
    }
}
