//! Turns addresses that another tool or a server understands into the files of the course that they name: routes
//! (`/guide/setup/`), addresses in the course's own repository, template expressions.
//!
//! An address that names a file by its path is left alone. For any other, `locate` tries, in this order:
//!
//! 1. an address in the course's own repository (`repository`): a page, or the file of an image;
//! 2. the addresses that pages state in their front matter (`permalink`, `url`, `slug`, `aliases`);
//! 3. for `/x`, the path and route below the course's folder, then below each folder above the page; for `x`, the route
//!    in the page's folder, then below the page itself, because many tools serve `a.md` as `a/`;
//! 4. files below the folders of static files (`public`, `static`), the nearest first;
//! 5. the same names in another letter case;
//! 6. the names of numbered folders without their numbers (`numbered_folder`);
//! 7. the address to which the rules of a host redirect (`host_rules`), and for an address in a component the same path from
//!    the root.

pub mod host_rules;
mod numbered_folder;
mod page_index;
mod repository;
mod site_root;
pub mod template;

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use self::host_rules::HostRules;
use self::numbered_folder::NumberedFolders;
use self::page_index::PageIndex;
use self::repository::Repositories;
use super::Lessons;
use crate::lesson::{CourseAddress, Lesson, Link, LinkKind};
use crate::read::Sources;
use crate::source::{CoursePath, Source, is_external};

/// Sets [`Link::course_address`] in all lessons. A lesson that is the same in `earlier` is taken from there, so that values
/// derived from it stay valid.
pub(super) fn locate(mut lessons: Lessons, sources: &Sources, earlier: Option<&Lessons>) -> Lessons {
    let index = PageIndex::new(&lessons, sources);
    let repositories = Repositories::of(&lessons, sources, &index);
    let (rules, folders) = (HostRules::of(sources), NumberedFolders::of(&lessons));
    let known = KnownAddresses { index, repositories, rules, folders, sources };
    let changed: Vec<Arc<Lesson>> =
        lessons.par_iter().filter_map(|(_, lesson)| located(lesson, &known)).map(Arc::new).collect();
    for lesson in changed {
        let known = earlier.and_then(|lessons| lessons.get(&lesson.path)).filter(|known| ***known == *lesson);
        lessons.insert(lesson.path.clone(), known.map_or(lesson, Arc::clone));
    }
    lessons
}

/// The addresses that a course knows.
struct KnownAddresses<'a> {
    index: PageIndex<'a>,
    repositories: Repositories,
    rules: HostRules,
    folders: NumberedFolders,
    sources: &'a Sources,
}

/// Returns the lesson with the files that its addresses name; `None` if all of them are plain paths.
fn located(lesson: &Lesson, known: &KnownAddresses<'_>) -> Option<Lesson> {
    let found: Vec<(usize, CourseAddress)> = lesson
        .links
        .iter()
        .enumerate()
        .filter_map(|(at, link)| Some((at, course_address(lesson, link, known)?)))
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut lesson = lesson.clone();
    for (at, address) in found {
        lesson.links[at].course_address = Some(address);
    }
    Some(lesson)
}

fn course_address(lesson: &Lesson, link: &Link, known: &KnownAddresses<'_>) -> Option<CourseAddress> {
    let KnownAddresses { index, repositories, .. } = known;
    let href = link.href.trim();
    if let Some(fragment) = href.strip_prefix('#') {
        return hash_route(lesson, fragment, known);
    }
    if is_external(href) {
        let found = repositories.course_address(href, link.kind, index);
        return found.or_else(|| known.in_numbered_folder(lesson, href));
    }
    let template = template::read(href);
    let href = template.as_ref().map_or(href, |template| template.address.as_str());
    if is_external(href) {
        return repositories.course_address(href, link.kind, index);
    }
    let (address, fragment) = path_and_fragment(href);
    let decoded = percent_decode_str(address).decode_utf8_lossy().replace('\\', "/");
    if decoded.is_empty() {
        return None;
    }
    let is_plain = template.is_none() && index.is_plain(&lesson.path, &decoded, link.kind);
    let by_name = template.as_ref().is_some_and(|template| template.is_reference);
    if is_plain {
        return None;
    }
    let found = index.find(&lesson.path, &decoded, link.kind, by_name);
    let found = found.or_else(|| known.last_resort(lesson, link, &decoded));
    let Some((path, is_exact)) = found else { return known.in_numbered_folder(lesson, href) };
    let fragment = fragment.map(|fragment| percent_decode_str(fragment).decode_utf8_lossy().into_owned());
    Some(CourseAddress { path, fragment, is_exact })
}

impl KnownAddresses<'_> {
    /// Returns the page of a numbered folder, or the example beside a page, that an address names.
    fn in_numbered_folder(&self, lesson: &Lesson, href: &str) -> Option<CourseAddress> {
        let (path, fragment) = self.folders.find(&lesson.path, href, self.sources)?;
        let fragment = fragment.map(|fragment| percent_decode_str(fragment).decode_utf8_lossy().into_owned());
        Some(CourseAddress { path, fragment, is_exact: true })
    }

    /// Returns the file to which a host redirects an address, or that the address of a component names from the root of the
    /// pages: a component resolves its addresses itself.
    fn last_resort(&self, lesson: &Lesson, link: &Link, address: &str) -> Option<(CoursePath, bool)> {
        let absolute = if address.starts_with('/') {
            self.rules.redirected(address).filter(|to| !self.rules.is_of_script(to))?
        } else {
            is_in_component(self.sources.get(&lesson.path)?, link).then(|| format!("/{address}"))?
        };
        let (absolute, _) = path_and_fragment(&absolute);
        absolute.starts_with('/').then(|| self.index.find(&lesson.path, absolute, link.kind, false)).flatten()
    }
}

/// Returns the page that the fragment of an address names in the way of sites that are one page and load the others:
/// `#/guide/setup` (docsify), `#docs/setup`.
fn hash_route(lesson: &Lesson, fragment: &str, known: &KnownAddresses<'_>) -> Option<CourseAddress> {
    let (route, place) = path_and_fragment(fragment);
    let decoded = percent_decode_str(route).decode_utf8_lossy();
    let name = decoded.trim_matches('/');
    if !decoded.contains('/') || name.is_empty() || lesson.has_anchor(fragment) {
        return None;
    }
    let bases = std::iter::successors(lesson.path.parent(), CoursePath::parent);
    let paths: Vec<CoursePath> = bases.filter_map(|base| base.resolve(name)).collect();
    // The whole path and no route that a tool makes of it: `#/a` is more often a fragment of another kind.
    let files =
        paths.iter().flat_map(|path| ["", ".md", "/README.md"].map(|end| CoursePath::new(&format!("{path}{end}"))));
    let path = files.into_iter().find(|path| known.index.is_page(path))?;
    let place = place.map(|place| percent_decode_str(place).decode_utf8_lossy().into_owned());
    Some(CourseAddress { path, fragment: place, is_exact: true })
}

/// Tests whether an address stands in a component of MDX or Vue rather than in Markdown.
pub(super) fn is_in_component(source: &Source, link: &Link) -> bool {
    let written = source.text.get(link.span.start..).unwrap_or_default();
    written.strip_prefix('<').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Splits an address into its path and its fragment, without the query. Docsify writes the fragment as `?id=setup`.
pub(super) fn path_and_fragment(href: &str) -> (&str, Option<&str>) {
    let (address, fragment) = href.split_once('#').map_or((href, None), |(address, rest)| (address, Some(rest)));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let id = || query.split('&').find_map(|field| field.strip_prefix("id=")).filter(|_| !path.contains("://"));
    (path, fragment.or_else(id))
}

/// Tests whether a link may lead to a folder: an image never does.
const fn may_be_folder(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::Link)
}
