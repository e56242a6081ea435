//! Turns the courses of all editions into the font files that they share, and adds those of a page to it.

use std::sync::Arc;

use anyhow::Result;
use rayon::prelude::*;

use super::{RenderInput, SiteContext};
use crate::render::font::characters::CharacterSet;
use crate::render::font::slices::CourseFonts;
use crate::render::theme::STYLE;
use crate::site::{Output, SitePath};

/// Cuts the fonts of the theme for all editions of a course.
///
/// # Errors
/// Returns an error if a font of the theme is broken.
pub(super) fn course_fonts(inputs: &[RenderInput]) -> Result<CourseFonts> {
    let Some(first) = inputs.first() else { return Ok(CourseFonts::default()) };
    let mut others = CharacterSet::clone(&first.theme.own_characters);
    for input in inputs {
        input.theme.words.texts().for_each(|word| others.insert_all(word));
        others.insert_all(&input.course.title);
        for entry in &input.course.entries {
            others.insert_all(&entry.title);
            entry.label.iter().for_each(|label| others.insert_all(label));
        }
        input.course.glossary.groups.iter().for_each(|group| others.insert_all(&group.name));
    }
    let texts = first.sources.sources.par_iter().map(|source| &*source.text);
    CourseFonts::new(&first.theme.fonts, texts, others, &first.memo)
}

/// Returns the font files of the whole site, and the style sheet of the theme with the rules that load them.
pub(super) fn font_files(context: &SiteContext) -> Vec<(SitePath, Output)> {
    let file = |(name, bytes): &(String, Arc<[u8]>)| (context.theme_path(name), Output::Bytes(Arc::clone(bytes)));
    let mut files: Vec<(SitePath, Output)> = context.fonts.files().map(file).collect();
    if let Some(style) = context.input.theme.files.get(STYLE) {
        let style = [context.fonts.rules().as_bytes(), &**style].concat();
        files.push((context.theme_path(STYLE), Output::Bytes(style.into())));
    }
    files
}

/// Adds the rules of a page's own font files to its head; returns the files.
///
/// # Errors
/// Returns an error if a font of the theme is broken.
pub(super) fn add_page_fonts(
    context: &SiteContext,
    site: &SitePath,
    html: &mut String,
) -> Result<Vec<(SitePath, Output)>> {
    let Some(end) = html.find("</head>") else { return Ok(Vec::new()) };
    let folder = format!("{}{}/", site.to_root(), context.input.course.generated.theme_folder);
    let (rules, files) = context.fonts.of_page(site, html, &folder, &context.input.memo)?;
    if !rules.is_empty() {
        html.insert_str(end, &format!("<style>{rules}</style>\n"));
    }
    Ok(files.into_iter().map(|(name, bytes)| (context.theme_path(&name), Output::Bytes(bytes))).collect())
}
