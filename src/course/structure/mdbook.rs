//! Reads `book.toml` with `SUMMARY.md` of `mdBook`, and `SUMMARY.md` with `.gitbook.yaml` of `GitBook`.
//!
//! Sources: "Configuration" and "SUMMARY.md" in the documentation of `mdBook`; "Content configuration" of `GitBook`.

use super::reader::{CourseFiles, ReadStructure};
use super::{StatedStructure, summary, yaml};
use crate::source::{CoursePath, Source};

/// Reads the book that a `book.toml` configures.
pub(super) fn read_book(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse_toml(file)?;
    let folder = file.path.parent().unwrap_or_default();
    let Some(content) = folder.resolve(yaml::text(&config, &["book", "src"]).unwrap_or("src")) else { return Ok(None) };
    let table = content.join("SUMMARY.md");
    let title = yaml::text(&config, &["book", "title"]);
    Ok(structure(files, &table, folder, content, title))
}

/// Reads the space that a `.gitbook.yaml` configures.
pub(super) fn read_gitbook(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    let config = yaml::parse(file)?;
    let folder = file.path.parent().unwrap_or_default();
    let Some(content) = folder.resolve(yaml::text(&config, &["root"]).unwrap_or(".")) else { return Ok(None) };
    let table = yaml::text(&config, &["structure", "summary"]).unwrap_or("SUMMARY.md");
    let Some(table) = content.resolve(table) else { return Ok(None) };
    Ok(structure(files, &table, folder, content, None))
}

/// Reads a table of contents that no configuration names.
pub(super) fn read_table(files: &CourseFiles<'_>, table: &CoursePath) -> Option<StatedStructure> {
    let folder = table.parent().unwrap_or_default();
    structure(files, table, folder.clone(), folder, None)
}

fn structure(
    files: &CourseFiles<'_>,
    table: &CoursePath,
    project: CoursePath,
    content: CoursePath,
    title: Option<&str>,
) -> Option<StatedStructure> {
    let lesson = files.lessons.get(table)?;
    let source = files.sources.get(table)?;
    let entries = summary::entries(files, (&content, &table.parent().unwrap_or_default()), lesson, source);
    let title = title.map(ToOwned::to_owned);
    Some(StatedStructure { file: table.clone(), project, content, title, home: None, entries })
}
