//! Turns the views of a page into HTML by a template of the theme.

use std::sync::atomic::Ordering;

use anyhow::Result;
use tera::Context;

use super::SiteContext;
use super::context::PageParts;
use super::fonts::add_page_fonts;
use crate::render::content_policy::{PageNeeds, with_policy};
use crate::render::page::{NavView, PageView};
use crate::site::{Output, SitePath};

/// Renders a template with the variables that every page has: `site`, `page` and `nav`. Returns the page, and its font files.
///
/// # Errors
/// Returns the template's error if the theme has a mistake in it.
pub(super) fn fill_template(
    context: &SiteContext,
    template: &str,
    site: &SitePath,
    page: &PageView,
    parts: PageParts,
    nav: &[NavView],
) -> Result<Vec<(SitePath, Output)>> {
    fill_template_with(context, template, site, page, parts, nav, |_| {})
}

/// Renders a template with the variables that every page has, and those that `add` inserts. Returns the page, and its font files.
///
/// # Errors
/// Returns the template's error if the theme has a mistake in it.
pub(super) fn fill_template_with(
    context: &SiteContext,
    template: &str,
    site: &SitePath,
    page: &PageView,
    parts: PageParts,
    nav: &[NavView],
    add: impl FnOnce(&mut Context),
) -> Result<Vec<(SitePath, Output)>> {
    let mut variables = Context::new();
    variables.insert("site", &context.site_view(site, parts));
    variables.insert("page", page);
    variables.insert("nav", nav);
    add(&mut variables);
    let mut html = context.input.theme.render(template, &variables)?;
    // The page for unknown paths is shown at any depth.
    let mut files = if page.kind == "not-found" { Vec::new() } else { add_page_fonts(context, site, &mut html)? };
    context.input.progress.fetch_add(1, Ordering::Relaxed);
    let course = &*context.input.course;
    if course.trusts_html {
        files.push((site.clone(), Output::Html(html)));
        return Ok(files);
    }
    let needs = PageNeeds {
        scripts: &context.input.theme.inline_scripts,
        remote_images: course.loads_remote_images,
        media: page.has_media,
        base: page.kind == "not-found",
    };
    files.push((site.clone(), Output::Html(with_policy(html, needs))));
    Ok(files)
}
