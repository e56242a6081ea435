//! Reads the configuration of Hugo and Zola: the folder `content` is the site, and front matter orders it.
//!
//! Sources: "Directory structure" and "Content organization" in the documentation of Hugo; "Content" in that of Zola.

use super::reader::CourseFiles;
use super::{EntryList, StatedStructure, StatedTarget, yaml};
use crate::source::Source;

/// Reads the site that a configuration in TOML or YAML states.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> Option<StatedStructure> {
    let project = file.path.parent().unwrap_or_default();
    let config = if file.path.extension() == "toml" {
        yaml::parse_toml(file)
    } else {
        yaml::parse_keys(file, &["title", "contentDir"])
    };
    // The folder of the pages is known even if the file cannot be read; a theme's own language may be in it.
    let config = config.unwrap_or_default();
    let folder = yaml::text(&config, &["contentDir"]).unwrap_or("content");
    let content = project.resolve(folder).filter(|folder| files.has_pages(folder))?;
    let mut entries = EntryList::default();
    entries.push(0, None, StatedTarget::Contents(content.clone()));
    let title = yaml::text(&config, &["title"]).map(ToOwned::to_owned);
    Some(StatedStructure { file: file.path.clone(), project, content, title, home: None, entries: entries.0 })
}
