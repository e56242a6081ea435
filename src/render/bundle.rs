//! Turns the articles of many pages into one document that needs no other file.

use anyhow::Result;
use serde::Serialize;
use tera::Context;

use super::theme::Theme;

/// What the template of such a document knows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BundleView {
    /// The document's title.
    pub title: String,
    /// The language's tag.
    pub lang: &'static str,
    /// The program's name and version.
    pub generator: &'static str,
    /// The theme's logo as an address that holds it.
    pub logo: String,
    /// All style rules, with the fonts in them.
    pub style: String,
    /// The scripts, each whole.
    pub scripts: Vec<String>,
    /// The articles, in reading order.
    pub sections: Vec<SectionView>,
    /// What the articles explain of the terms that they mark.
    pub notes: String,
}

/// An article of the document.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// The id of its place.
    pub id: String,
    /// Its name in the list of contents.
    pub title: String,
    /// Its number in words.
    pub label: Option<String>,
    /// What it is: a kind of the course's entries, `viewer` or `glossary`.
    pub kind: &'static str,
    /// Its article.
    pub html: String,
}

/// Writes the document.
///
/// # Errors
/// Where the theme's template is wrong.
pub fn bundle(theme: &Theme, view: &BundleView) -> Result<String> {
    let mut context = Context::new();
    context.insert("bundle", view);
    theme.render("bundle.html", &context)
}
