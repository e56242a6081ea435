//! Turns reports of broken links into information where the addresses are clearly not paths of files: routes that only the
//! author's own site knows, and words, names and schemes that a tool replaces.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::source::{CoursePath, Dialect, Tool};

use super::scheme;

/// The fewest routes without a target from which a course is taken to be one of a site with routes of its own.
const MIN_ROUTES: usize = 10;

/// The fewest pages and texts that must share a word as address for it not to be a slip.
const MIN_USES: usize = 5;

/// The fewest texts that share a word as address if few pages do.
const MIN_TEXTS: usize = 20;

/// The fewest addresses of a kind that nothing explains but a tool of the author's: names on pages that are written for a tool
/// (`expr.field`, `std::vec`), or addresses of one scheme (`info:promises`).
const MIN_NAMES: usize = 10;

/// The extensions of the files that courses link, and the last parts of hosts: with one, an address is no name.
const EXTENSIONS: [&str; 48] = [
    "adoc", "app", "asc", "bib", "c", "com", "cpp", "css", "csv", "dev", "doc", "docx", "edu", "gif", "gz", "htm",
    "html", "io", "ipynb", "java", "jpeg", "jpg", "js", "json", "kr", "md", "mdx", "mp4", "net", "org", "pdf", "png",
    "ppt", "pptx", "py", "qmd", "rs", "rst", "sh", "sql", "svg", "toml", "ts", "txt", "webp", "xml", "yaml", "zip",
];

/// Counts the addresses of a course that may not be paths, and holds the reports about broken links.
#[derive(Default)]
pub(super) struct ForeignAddresses<'a> {
    /// The addresses from the root of the site without an extension, and whether they lead nowhere.
    routes: BTreeMap<&'a str, bool>,
    /// The pages that link routes of a section without a target, and whether another route below it has one.
    sections: BTreeMap<&'a str, (BTreeSet<&'a CoursePath>, bool)>,
    /// The pages and texts that use a single word as address, in vain.
    words: BTreeMap<&'a str, (BTreeSet<&'a CoursePath>, BTreeSet<&'a str>)>,
    /// The names that lead nowhere, on pages of tools whose links do not name pages without their extension.
    names: BTreeSet<&'a str>,
    /// The first parts of addresses from the root of a host that name no folder, and of which the rest leads to a page: the
    /// folders that the site is served below, with the number of such addresses.
    served_below: BTreeMap<&'a str, usize>,
    /// The addresses of each scheme that browsers do not know.
    schemes: BTreeMap<String, BTreeSet<&'a str>>,
    reports: Vec<(&'a str, Diagnostic)>,
}

impl<'a> ForeignAddresses<'a> {
    /// Counts a link of a page in a dialect, and keeps the report about it.
    pub(super) fn count(&mut self, lesson: &'a Lesson, link: &'a Link, dialect: Dialect, report: Option<Diagnostic>) {
        let address = link.href.split(['#', '?']).next().unwrap_or_default();
        let is_broken = report.as_ref().is_some_and(|report| report.code == Code::BrokenLink);
        if link.kind == LinkKind::Link {
            if let Some(base) = first_part(address).filter(|_| !is_broken)
                && let Some(found) = &link.course_address
                && !found.path.parts().any(|part| part == base)
            {
                *self.served_below.entry(base).or_default() += 1;
            }
            if dialect != Dialect::default() && is_route(address) {
                let section = section_of(address);
                let (pages, has_target) = self.sections.entry(section).or_default();
                *has_target |= !is_broken;
                pages.extend(is_broken.then_some(&lesson.path));
            }
            if is_route(address) {
                *self.routes.entry(address).or_default() |= is_broken;
            }
            if is_broken && scheme::is_unknown(address) {
                let scheme = crate::source::scheme(address).unwrap_or_default();
                self.schemes.entry(scheme).or_default().insert(address);
            }
            if is_broken && has_generated_names(dialect) && is_name(address) {
                self.names.insert(address);
            }
            if is_broken && !address.contains(['/', '.', ':']) {
                let (pages, texts) = self.words.entry(address).or_default();
                pages.insert(&lesson.path);
                texts.insert(&link.text);
            }
        }
        self.reports.extend(report.map(|report| (address, report)));
    }

    /// Returns the reports, those about addresses of another site as information.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let lost = self.routes.values().filter(|is_broken| **is_broken).count();
        let has_own_routes = lost >= MIN_ROUTES && lost * 2 >= self.routes.len();
        let is_macro = |address: &str| {
            let uses = self.words.get(address);
            uses.is_some_and(|(pages, texts)| texts.len() >= if pages.len() >= MIN_USES { MIN_USES } else { MIN_TEXTS })
        };
        let has_scheme_of_tool = |address: &str| {
            let scheme = crate::source::scheme(address).and_then(|scheme| self.schemes.get(&scheme));
            scheme.is_some_and(|addresses| addresses.len() >= MIN_NAMES)
        };
        // A program may write the pages of a section of which the course has none.
        let is_generated = |address: &str| {
            let section = self.sections.get(section_of(address));
            is_route(address) && section.is_some_and(|(pages, has_target)| pages.len() >= MIN_USES && !has_target)
        };
        let bases = self.served_below.iter().filter(|(_, uses)| **uses >= MIN_ROUTES);
        let bases: BTreeSet<&str> = bases.map(|(base, _)| *base).collect();
        let is_of_host = |address: &str| {
            !bases.is_empty() && is_route(address) && first_part(address).is_some_and(|part| !bases.contains(part))
        };
        let has_names = self.names.len() >= MIN_NAMES;
        let settle = |(address, report): (&str, Diagnostic)| {
            if report.code != Code::BrokenLink {
                report
            } else if (has_own_routes && is_route(address)) || is_of_host(address) || is_generated(address) {
                report.as_info().hint(message!("broken-link-route.hint"))
            } else if has_scheme_of_tool(address) {
                report.as_info()
            } else if has_names && self.names.contains(address) {
                report.as_info().hint(message!("broken-link-tool-name.hint"))
            } else if is_macro(address) {
                report.as_info().hint(message!("broken-link-macro.hint"))
            } else {
                report
            }
        };
        self.reports.into_iter().map(settle).collect()
    }
}

/// Tests whether programs name places in the pages of a tool: rules and items of a language in books of mdBook, objects of
/// a library in documents of Sphinx. Neither tool names a page without its extension.
fn has_generated_names(dialect: Dialect) -> bool {
    dialect.has(Tool::MdBook) || dialect.has(Tool::Sphinx)
}

/// Tests whether an address may be a name rather than the path of a file: `expr.field`, `std::vec::Vec`, `genindex`.
fn is_name(address: &str) -> bool {
    let extension = address.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_' | '<' | '>' | '!' | '~' | '*');
    !address.is_empty() && address.chars().all(is_plain) && !EXTENSIONS.contains(&&*extension.to_lowercase())
}

/// Returns the first two parts of a route: `/reference/config` of `/reference/config/build/`.
fn section_of(route: &str) -> &str {
    let second = route.match_indices('/').nth(2).map_or(route.len(), |(at, _)| at);
    &route[..second]
}

/// Returns the first of several parts of an address from the root of a site.
fn first_part(address: &str) -> Option<&str> {
    let (first, rest) = address.strip_prefix('/')?.split_once('/')?;
    Some(first).filter(|first| !first.is_empty() && !rest.is_empty())
}

/// Tests whether an address is seen from the root of a site and names no file: `/guide/setup/`.
fn is_route(address: &str) -> bool {
    let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    address.starts_with('/') && !name.is_empty() && !name.contains('.')
}
