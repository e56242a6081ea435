//! Renders the pages that are not lessons: files, folders of files, the 404 page, redirects and the sitemap.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::Result;
use url::Url;

use super::context::PageParts;
use super::file_size::size;
use super::lesson_page::runs;
use super::navigation::{navigation, navigation_around, place_view};
use super::source_view::source_view;
use super::template::{fill_template, fill_template_with};
use super::{RenderedFiles, SiteContext};
use crate::course::{Course, EntryKind, GeneratedPaths};
use crate::html::escape;
use crate::lesson::Tally;
use crate::render::article::blocks_of_file;
use crate::render::code;
use crate::render::page::{ChildView, FileView, NavView, PageView, PlaceView};
use crate::site::{Output, SitePath};
use crate::source::CoursePath;

/// Renders the page that shows a script or a configuration file.
///
/// # Errors
/// Returns the error of the template.
pub(super) fn viewer_page(context: &SiteContext, path: &CoursePath) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    let (Some(site), Some(raw)) = (context.input.course.viewers.get(path), context.input.course.assets.get(path))
    else {
        return Ok(files);
    };
    let attachment = context.input.attachments.get(path);
    let text = attachment.and_then(|file| file.text.as_deref());
    let language = code::language_of_file(path.name());
    let html = text.map(|text| blocks_of_file(&context.input.memo, language, text)).unwrap_or_default();
    let file = FileView {
        name: path.name().to_owned(),
        language: language.name().to_owned(),
        lines: text.map_or(0, |text| text.lines().count()),
        size: size(attachment.map_or(0, |file| file.size)),
        html,
        raw: site.href_to(raw),
        pages: context
            .linking_entries
            .get(site)
            .into_iter()
            .flatten()
            .map(|&entry| source_view(context, site, entry, None))
            .collect(),
    };
    let page = PageView {
        kind: "viewer",
        title: path.name().to_owned(),
        document_title: context.document_title(None, path.name()),
        description: Some(path.to_string()),
        canonical: context.canonical(site),
        source: Some(path.to_string()),
        breadcrumb: breadcrumb_of_file(context, site, path),
        ..PageView::default()
    };
    let nav = navigation_of_file(context, site, path);
    let output = fill_template_with(context, "viewer.html", site, &page, PageParts::default(), &nav, |variables| {
        variables.insert("file", &file);
    })?;
    files.outputs.extend(output);
    Ok(files)
}

/// Renders the page that lists the files of a linked folder without pages.
///
/// # Errors
/// Returns the error of the template.
pub(super) fn listing_page(context: &SiteContext, folder: &CoursePath) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    let Some(site) = context.input.course.listings.get(folder) else { return Ok(files) };
    let page = PageView {
        kind: "part",
        title: folder.name().to_owned(),
        document_title: context.document_title(None, folder.name()),
        description: Some(folder.to_string()),
        canonical: context.canonical(site),
        breadcrumb: breadcrumb_of_file(context, site, folder),
        contents: runs(files_in(context, site, folder), EntryKind::Part, &[]),
        ..PageView::default()
    };
    let nav = navigation_of_file(context, site, folder);
    files.outputs.extend(fill_template(context, "overview.html", site, &page, PageParts::default(), &nav)?);
    Ok(files)
}

fn files_in(context: &SiteContext, site: &SitePath, folder: &CoursePath) -> Vec<ChildView> {
    let course = &*context.input.course;
    let child = |path: &CoursePath, place: &SitePath, summary: Option<String>| ChildView {
        kind: "page",
        label: None,
        title: path.name().to_owned(),
        file_name: None,
        href: site.href_to(place),
        icon: None,
        time: None,
        minutes: None,
        summary,
        date: None,
        tasks: Tally::default(),
        children: Vec::new(),
    };
    let inside = |path: &CoursePath| path.parent().as_ref() == Some(folder);
    let folders = course.listings.iter().filter(|(path, _)| inside(path)).map(|(path, place)| child(path, place, None));
    let files = course.assets.iter().filter(|(path, _)| inside(path)).map(|(path, place)| {
        let shown = course.viewers.get(path).unwrap_or(place);
        child(path, shown, context.input.attachments.get(path).map(|file| size(file.size)))
    });
    folders.chain(files).collect()
}

/// Returns the entries above a file of the course, the home page first.
fn entries_above<'a>(context: &'a SiteContext, path: &'a CoursePath) -> impl DoubleEndedIterator<Item = usize> + 'a {
    let entries = context.input.course.entries.iter().enumerate();
    entries.filter(|(_, entry)| entry.listed && path.is_within(&entry.path)).map(|(index, _)| index)
}

/// Returns links to the entries above a file of the course.
fn breadcrumb_of_file(context: &SiteContext, site: &SitePath, path: &CoursePath) -> Vec<PlaceView> {
    entries_above(context, path).map(|index| place_view(context, site, index)).collect()
}

/// Returns the tree of the course with the branch open that a file belongs to.
fn navigation_of_file(context: &SiteContext, site: &SitePath, path: &CoursePath) -> Vec<NavView> {
    match entries_above(context, path).next_back() {
        Some(owner) => navigation_around(context, site, owner),
        None => navigation(context, site, None),
    }
}

/// Renders the page that servers send for paths that do not exist.
///
/// Servers send it at any depth, where relative URLs break. If the URL of the site is known, this page uses URLs from the
/// root of the host; if not, a script in it finds the root.
///
/// # Errors
/// Returns the error of the template.
pub(super) fn not_found_page(context: &SiteContext) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    let site = &context.input.course.generated.not_found;
    let title = context.input.theme.words.get("not_found_title").to_owned();
    let root = context.input.base_url.as_deref().map(base_path).or_else(|| context.input.root.clone());
    let page = PageView {
        kind: "not-found",
        document_title: context.document_title(None, &title),
        description: Some(context.input.theme.words.get("not_found_text").to_owned()),
        title,
        ..PageView::default()
    };
    let mut view = context.site_view(site, PageParts::default());
    view.finds_root = root.is_none();
    let root = root.unwrap_or_default();
    let mut nav = navigation(context, site, None);
    for entry in &mut nav {
        entry.href.insert_str(0, &root);
    }
    view.home.insert_str(0, &root);
    view.assets.insert_str(0, &root);
    view.contents.insert_str(0, &root);
    view.editions = Vec::new();
    view.glossary = view.glossary.map(|glossary| root.clone() + &glossary);
    let output = fill_template_with(context, "not-found.html", site, &page, PageParts::default(), &nav, |variables| {
        variables.insert("site", &view);
    })?;
    files.outputs.extend(output);
    Ok(files)
}

/// Renders the redirect from a folder without a page. It uses no theme: browsers show it for a moment only.
pub(super) fn redirect(course: &Course, index: &SitePath, to: &SitePath) -> Output {
    let title = course.entries.iter().find(|entry| entry.site == *to).map_or(&*course.title, |entry| &*entry.title);
    let (title, href, lang) = (escape(title), escape(&index.href_to(to)), course.language.tag());
    Output::Html(format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n</head>\n\
         <body>\n<h1><a href=\"{href}\">{title}</a></h1>\n</body>\n</html>\n"
    ))
}

/// Returns the path of a URL with slashes around it: `/course/` of `https://example.org/course`.
fn base_path(base: &str) -> String {
    let url = Url::parse(base).ok();
    let path = url.as_ref().map_or("", Url::path).trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// Writes the sitemap for search engines (sitemaps.org, protocol 0.9).
pub(super) fn sitemap<'a>(
    base: &str,
    files: impl Iterator<Item = &'a SitePath>,
    changed: &BTreeMap<&SitePath, jiff::civil::Date>,
    places: &GeneratedPaths,
) -> String {
    let mut xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    for path in files.filter(|path| path.is_page() && **path != places.not_found) {
        // Writing to a string cannot fail.
        let changed = changed.get(path).map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let _ = writeln!(xml, "<url><loc>{}</loc>{changed}</url>", escape(&path.url(base)));
    }
    xml.push_str("</urlset>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_addresses() {
        assert_eq!(base_path("https://example.org"), "/");
        assert_eq!(base_path("https://example.org/a/b/"), "/a/b/");
        assert_eq!(base_path("https://example.org/과정"), "/%EA%B3%BC%EC%A0%95/");
    }

    #[test]
    fn sizes() {
        assert_eq!(size(12), "12 B");
        assert_eq!(size(2355), "2.2 KB");
        assert_eq!(size(3 * 1024 * 1024), "3.0 MB");
    }
}
