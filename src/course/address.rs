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
//! 5. the same names in another letter case.

mod page_index;
mod repository;
pub mod template;

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use self::page_index::PageIndex;
use self::repository::Repositories;
use super::Lessons;
use crate::lesson::{CourseAddress, Lesson, Link, LinkKind};
use crate::read::Sources;
use crate::source::is_external;

/// Sets [`Link::course_address`] in all lessons. A lesson that is the same in `earlier` is taken from there, so that values
/// derived from it stay valid.
pub(super) fn locate(mut lessons: Lessons, sources: &Sources, earlier: Option<&Lessons>) -> Lessons {
    let index = PageIndex::new(&lessons, sources);
    let repositories = Repositories::of(&lessons, sources, &index);
    let changed: Vec<Arc<Lesson>> =
        lessons.par_iter().filter_map(|(_, lesson)| located(lesson, &index, &repositories)).map(Arc::new).collect();
    for lesson in changed {
        let known = earlier.and_then(|lessons| lessons.get(&lesson.path)).filter(|known| ***known == *lesson);
        lessons.insert(lesson.path.clone(), known.map_or(lesson, Arc::clone));
    }
    lessons
}

/// Returns the lesson with the files that its addresses name; `None` if all of them are plain paths.
fn located(lesson: &Lesson, index: &PageIndex<'_>, repositories: &Repositories) -> Option<Lesson> {
    let found: Vec<(usize, CourseAddress)> = lesson
        .links
        .iter()
        .enumerate()
        .filter_map(|(at, link)| Some((at, course_address(lesson, link, index, repositories)?)))
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

fn course_address(
    lesson: &Lesson,
    link: &Link,
    index: &PageIndex<'_>,
    repositories: &Repositories,
) -> Option<CourseAddress> {
    let href = link.href.trim();
    if href.starts_with('#') {
        return None;
    }
    if is_external(href) {
        return repositories.course_address(href, link.kind, index);
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
    let (path, is_exact) = (!is_plain).then(|| index.find(&lesson.path, &decoded, link.kind, by_name)).flatten()?;
    let fragment = fragment.map(|fragment| percent_decode_str(fragment).decode_utf8_lossy().into_owned());
    Some(CourseAddress { path, fragment, is_exact })
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
