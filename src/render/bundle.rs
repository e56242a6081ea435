//! Turns the articles of many pages into one HTML document that refers to no other file.

use anyhow::Result;
use serde::Serialize;
use tera::Context;

use super::content_policy::{PageNeeds, script_hash, with_policy};
use super::theme::Theme;

/// The variable `bundle`, the only one of `bundle.html` (single files and printed sheets).
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct BundleView {
    /// The title of the document.
    pub(crate) title: String,
    /// The language tag: `ko`, `en`.
    pub(crate) lang: String,
    /// The direction of the text: `ltr` or `rtl`.
    pub(crate) dir: &'static str,
    /// The name and version of the program.
    pub(crate) generator: &'static str,
    /// The logo of the theme as a `data:` URL.
    pub(crate) logo: String,
    /// The style sheet, with the fonts embedded.
    pub(crate) style: String,
    /// The texts of the scripts.
    pub(crate) scripts: Vec<String>,
    /// The articles, in reading order.
    pub(crate) sections: Vec<SectionView>,
    /// The notes for the terms that the articles mark, as HTML.
    pub(crate) notes: String,
    /// Whether the articles may show images of other sites.
    #[serde(skip)]
    pub(crate) remote_images: bool,
    /// Whether the articles may have scripts of their own.
    #[serde(skip)]
    pub(crate) is_trusted: bool,
}

/// An article of a single file.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SectionView {
    /// The id of the section.
    pub(crate) id: String,
    /// The title in the table of contents.
    pub(crate) title: String,
    /// The label: `Week 1`, `Session 3`.
    pub(crate) label: Option<String>,
    /// The kind: as in `page.kind`.
    pub(crate) kind: &'static str,
    /// The number of the sheet on which the article begins, in documents that are printed.
    pub(crate) sheet: Option<usize>,
    /// The article as HTML.
    pub(crate) html: String,
}

/// Renders the document.
///
/// # Errors
/// Returns the template's error if the theme has a mistake in it.
pub(crate) fn bundle(theme: &Theme, view: &BundleView) -> Result<String> {
    let mut context = Context::new();
    context.insert("bundle", view);
    let html = theme.render("bundle.html", &context)?;
    if view.is_trusted {
        return Ok(html);
    }
    let own = view.scripts.iter().map(|script| script_hash(script));
    let scripts: Vec<String> = theme.inline_scripts.iter().cloned().chain(own).collect();
    let media = view.sections.iter().any(|section| section.html.contains("data-frame"));
    Ok(with_policy(html, PageNeeds { scripts: &scripts, remote_images: view.remote_images, media, base: false }))
}
