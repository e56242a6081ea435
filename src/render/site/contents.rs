//! Turns the tree of the course into a script that holds all of it, for branches of the navigation that a page does not contain.

use std::sync::Arc;

use anyhow::Result;
use serde::Serialize;

use super::{RenderedFiles, SiteContext};
use crate::site::{Output, SitePath};

/// The script of the theme that reads the data.
const READER: &str = "tree.js";

/// An entry of the tree, as an array of seven values.
#[derive(Serialize)]
struct ContentsEntry<'a>(
    /// The relative URL, as seen from the home page.
    String,
    /// The kind, as in `page.kind`.
    &'static str,
    /// The label; empty without one.
    &'a str,
    /// The title.
    &'a str,
    /// The name of its file or folder, if another page beside it has the same label and title; else empty.
    String,
    /// The number of checkboxes on it and the pages below it.
    usize,
    /// The entries below it.
    Vec<ContentsEntry<'a>>,
);

/// Renders the data, if the theme reads it.
///
/// # Errors
/// Returns an error if a value cannot be written as JSON, which no text causes.
pub(super) fn contents_data(context: &SiteContext) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    for path in contents_paths(context) {
        let tree = serde_json::to_string(&entries(context, &context.input.course.uppermost()))?;
        files.outputs.push((path, Output::Bytes(Arc::from(format!("window.seodangContents={tree};\n").into_bytes()))));
    }
    Ok(files)
}

/// Returns the path of the data, if the theme reads it.
pub(super) fn contents_paths(context: &SiteContext) -> Vec<SitePath> {
    let is_read = context.input.theme.files.contains_key(READER);
    is_read.then(|| context.contents_path()).into_iter().collect()
}

fn entries<'a>(context: &'a SiteContext, level: &[usize]) -> Vec<ContentsEntry<'a>> {
    let course = &*context.input.course;
    let entry = |&index: &usize| {
        let entry = &course.entries[index];
        ContentsEntry(
            course.entries[0].site.href_to(&entry.site),
            entry.kind.as_str(),
            entry.label.as_deref().unwrap_or_default(),
            &entry.title,
            context.file_name(index).unwrap_or_default(),
            context.tallies[index].all,
            entries(context, &entry.children),
        )
    };
    level.iter().map(entry).collect()
}
