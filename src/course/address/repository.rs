//! Turns addresses in the course's own repository on GitHub or GitLab into the files of the course that they show.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::page_index::PageIndex;
use crate::course::Lessons;
use crate::course::index_page::readme_rank;
use crate::lesson::{CourseAddress, LinkKind};
use crate::read::Sources;
use crate::source::CoursePath;
use crate::source::is_external;

/// The fewest different files of the course that addresses in one repository must name for it to be the course's own, if
/// no git remote names it.
const MIN_FILES: usize = 3;

/// The folders of a repository that may hold the course, if its place is not known: `docs/`, `packages/docs/src/`.
const MAX_DEPTH: usize = 3;

/// The repositories of a course (its own, and those that it was copied from or to), with the folder of the course in each.
pub(super) struct Repositories(BTreeMap<String, CoursePath>);

impl Repositories {
    /// Collects the repository that git names, and those whose addresses name many files of the course.
    pub(super) fn of(lessons: &Lessons, sources: &Sources, index: &PageIndex<'_>) -> Self {
        let mut known = BTreeMap::new();
        for (name, paths) in addressed(lessons) {
            known.extend(folder_of_course(&paths, index).map(|folder| (name, folder)));
        }
        known.extend(sources.repository.clone().map(|own| (own.address, own.course)));
        Self(known)
    }

    /// Returns the page that an address in one of the repositories shows, or the file of an image. An address that names
    /// no page, or lines of a file, keeps leading to the repository.
    pub(super) fn course_address(&self, href: &str, kind: LinkKind, index: &PageIndex<'_>) -> Option<CourseAddress> {
        if self.0.is_empty() {
            return None;
        }
        let shown = ShownFile::parse(href)?;
        let folder = self.0.get(&shown.repository)?;
        let exists = |path: &CoursePath| match kind {
            LinkKind::Link => index.leads_to_page(path),
            LinkKind::Image => index.is_file(path, kind),
        };
        let path = shown.paths().filter_map(|path| below(&path, folder)).find(exists)?;
        Some(CourseAddress { path, fragment: shown.fragment, is_exact: true })
    }
}

/// Returns the part of a path below a folder.
fn below(path: &CoursePath, folder: &CoursePath) -> Option<CoursePath> {
    let rest = if folder.is_root() { path.as_str() } else { path.as_str().strip_prefix(folder.as_str())? };
    (path.is_within(folder)).then(|| CoursePath::new(rest))
}

/// Returns the paths that addresses of pages name, by repository.
fn addressed(lessons: &Lessons) -> BTreeMap<String, BTreeSet<CoursePath>> {
    let mut addressed: BTreeMap<String, BTreeSet<CoursePath>> = BTreeMap::new();
    for link in lessons.values().flat_map(|lesson| &lesson.links).filter(|link| is_external(&link.href)) {
        if let Some(shown) = ShownFile::parse(&link.href) {
            // Every repository has a README and a licence in its root.
            let path = shown.paths().next().filter(|path| path.as_str().contains('/') || readme_rank(path).is_none());
            addressed.entry(shown.repository).or_default().extend(path.filter(|path| !path.is_root()));
        }
    }
    addressed
}

/// Returns the folder of a repository in which all of several paths are files of the course, if half of them are, and
/// at least [`MIN_FILES`].
fn folder_of_course(paths: &BTreeSet<CoursePath>, index: &PageIndex<'_>) -> Option<CoursePath> {
    let mut votes: BTreeMap<CoursePath, usize> = BTreeMap::new();
    for path in paths {
        let mut folders = std::iter::successors(path.parent(), CoursePath::parent).collect::<Vec<_>>();
        folders.reverse();
        let holds = |folder: &CoursePath| {
            below(path, folder).is_some_and(|path| !path.is_root() && index.is_file(&path, LinkKind::Link))
        };
        if let Some(folder) = folders.into_iter().take(MAX_DEPTH + 1).find(holds) {
            *votes.entry(folder).or_default() += 1;
        }
    }
    let (folder, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= MIN_FILES && count * 2 >= paths.len()).then_some(folder)
}

/// A file or folder that an address shows.
struct ShownFile {
    /// Host, owner and name in lower case: `github.com/owner/name`.
    repository: String,
    /// The branch and the path: a branch may hold slashes.
    rest: Vec<String>,
    fragment: Option<String>,
}

impl ShownFile {
    /// Parses the address of a file as GitHub and GitLab write it.
    fn parse(href: &str) -> Option<Self> {
        let url = Url::parse(href).ok()?;
        let segments: Vec<String> = url
            .path_segments()?
            .map(|part| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned())
            .filter(|part| !part.is_empty())
            .collect();
        let parts: Vec<&str> = segments.iter().map(String::as_str).collect();
        let (host, repository, rest) = match (url.host_str()?, &parts[..]) {
            ("github.com" | "www.github.com", [owner, name, "blob" | "tree" | "raw", rest @ ..])
            | ("raw.githubusercontent.com", [owner, name, "refs", "heads", rest @ ..] | [owner, name, rest @ ..]) => {
                ("github.com", format!("{owner}/{name}"), rest)
            }
            ("gitlab.com", all) => {
                let at =
                    all.windows(2).position(|pair| pair[0] == "-" && matches!(pair[1], "blob" | "tree" | "raw"))?;
                ("gitlab.com", all[..at].join("/"), &all[at + 2..])
            }
            _ => return None,
        };
        let fragment = url
            .fragment()
            .map(|fragment| percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned());
        Some(Self {
            repository: format!("{host}/{}", repository.to_lowercase()),
            rest: rest.iter().map(|&part| part.to_owned()).collect(),
            fragment: fragment.filter(|fragment| !fragment.is_empty()),
        })
    }

    /// Returns the paths that may be meant: behind a branch of one part, then of two.
    fn paths(&self) -> impl Iterator<Item = CoursePath> {
        (1..=2).filter_map(|branch| CoursePath::default().resolve(&self.rest.get(branch..)?.join("/")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_files() {
        let check = |href: &str, expected: Option<(&str, &str)>| {
            let shown = ShownFile::parse(href);
            let found = shown.as_ref().map(|shown| (&*shown.repository, shown.paths().next().unwrap_or_default()));
            assert_eq!(found, expected.map(|(name, path)| (name, CoursePath::new(path))), "{href}");
        };
        check("https://github.com/Me/Course/blob/main/a/b.md#c", Some(("github.com/me/course", "a/b.md")));
        check("https://github.com/me/course/tree/main", Some(("github.com/me/course", "")));
        check("https://github.com/me/course/edit/main/a.md", None);
        check("https://raw.githubusercontent.com/me/c/main/x%20y.png", Some(("github.com/me/c", "x y.png")));
        check("https://raw.githubusercontent.com/me/c/refs/heads/main/x.png", Some(("github.com/me/c", "x.png")));
        check("https://gitlab.com/g/s/c/-/blob/main/a.md", Some(("gitlab.com/g/s/c", "a.md")));
        check("https://example.org/me/course/blob/main/a.md", None);
    }
}
