//! Turns a page into the folders from which its tool resolves relative addresses that name nothing beside the page.

use crate::config::Language;
use crate::lesson::LinkKind;
use crate::read::Sources;
use crate::read::page_file::is_markdown;
use crate::source::{CoursePath, Dialect, Tool};

/// The names of the file that configures Docusaurus.
const DOCUSAURUS: [&str; 4] =
    ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"];

/// The folder with the versions of the pages in Docusaurus, and the start of its name for pages of another plugin.
const VERSIONS: &str = "versioned_docs";

/// The start of the names of the folders that hold translated pages in Docusaurus, one for each plugin.
const TRANSLATIONS: &str = "docusaurus-plugin-content-";

/// Returns the folders from which a tool resolves the relative addresses of a page that name nothing beside it: the folder
/// of the pages and that of the page's language in Hugo ("Links and cross references"), whose shortcodes read images from
/// `assets` and `static`; the book's folder for a page of mdBook outside of it; the folder of the pages, that of their
/// version, then that of the site in Docusaurus, for the path of a file that does not begin with a dot ("Markdown links").
pub(super) fn site_roots(page: &CoursePath, sources: &Sources, kind: LinkKind, address: &str) -> Vec<CoursePath> {
    let dialect = sources.get(page).map_or_else(Dialect::default, |source| source.dialect);
    let parts: Vec<&str> = page.parts().collect();
    let folder = |end: usize| CoursePath::new(&parts[..end].join("/"));
    let mut roots = Vec::new();
    if dialect.has(Tool::Hugo)
        && let Some(at) = parts.iter().position(|part| *part == "content")
    {
        roots.push(folder(at + 1));
        roots.extend(parts.get(at + 1).and_then(|part| Language::of_name(part)).map(|_| folder(at + 2)));
        let files = ["assets", "static"].map(|name| folder(at).join(name));
        roots.extend(files.into_iter().filter(|_| kind == LinkKind::Image));
    }
    if dialect.has(Tool::MdBook) && !parts.contains(&"src") {
        roots.extend(std::iter::successors(page.parent(), CoursePath::parent).map(|above| above.join("src")));
    }
    if dialect.has(Tool::Docusaurus) && is_markdown(&CoursePath::new(address)) && !address.starts_with('.') {
        roots.extend(docusaurus_roots(page, sources));
    }
    roots
}

/// Returns the folder of the pages that holds a page of Docusaurus, and that of its site.
fn docusaurus_roots(page: &CoursePath, sources: &Sources) -> Vec<CoursePath> {
    let parts: Vec<&str> = page.parts().collect();
    let above = parts.len() - 1;
    let folder = |end: usize| CoursePath::new(&parts[..end.min(above)].join("/"));
    if let Some(at) = parts.iter().position(|part| *part == VERSIONS || part.ends_with("_versioned_docs")) {
        return vec![folder(at + 2), folder(at)];
    }
    if let Some(at) = parts.iter().position(|part| part.starts_with(TRANSLATIONS)) {
        return vec![folder(at + 2), folder(at + 1)];
    }
    let has_config = |at: &usize| DOCUSAURUS.iter().any(|name| sources.files.contains_key(&folder(*at).join(name)));
    // A site may read its pages from beside it: `docs` beside `website`.
    let site = (0..=above).rev().find(has_config).unwrap_or_default();
    vec![folder(site + 1), folder(site)]
}
