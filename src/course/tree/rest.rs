//! Turns the pages outside of the course's own order into groups at its end.

use super::{FolderIndex, TreeContext, entry};
use crate::course::label::{self, RestGroup};
use crate::course::{Entry, EntryKind};
use crate::source::CoursePath;

/// The names of pages about a repository, as its host and its tools look for them.
///
/// Sources: "Creating a default community health file" of GitHub, "Community profile" of `GitLab`, `agents.md`.
const REPOSITORY_PAGES: [&str; 21] = [
    "AGENTS",
    "AUTHORS",
    "CHANGELOG",
    "CHANGES",
    "CLAUDE",
    "CODE_OF_CONDUCT",
    "CONTRIBUTING",
    "CONTRIBUTORS",
    "COPYING",
    "COPYRIGHT",
    "GEMINI",
    "GOVERNANCE",
    "ISSUE_TEMPLATE",
    "LICENCE",
    "LICENSE",
    "MAINTAINERS",
    "NOTICE",
    "PULL_REQUEST_TEMPLATE",
    "RELEASING",
    "SECURITY",
    "SUPPORT",
];

/// Names of them that lessons do not have: they count in any letter case.
const IN_ANY_CASE: [&str; 6] =
    ["CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "LICENSE", "ISSUE_TEMPLATE", "PULL_REQUEST_TEMPLATE"];

/// Tests whether a page is about the repository of the course rather than a lesson, by its name in the uppermost folder. A
/// language or a variant may follow the name: `CONTRIBUTING.ko.md`, `LICENSE-CODE.md`.
pub(super) fn is_repository_page(path: &CoursePath) -> bool {
    let stem = path.stem().replace('-', "_");
    let upper = stem.to_uppercase();
    let is = |names: &[&str]| {
        names
            .iter()
            .any(|name| upper.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '.'])))
    };
    // `SECURITY.md` is a policy, `security.md` most often a lesson.
    let is_in_capitals = stem.split('.').next().is_some_and(|name| !name.chars().any(char::is_lowercase));
    path.parent().is_some_and(|folder| folder.is_root())
        && (is(&IN_ANY_CASE) || (is_in_capitals && is(&REPOSITORY_PAGES)))
}

/// Adds the pages of an index as a group, which has the path `path`; a single page needs no group. Pages about the
/// repository are reached by links and navigation, but not by the reading order.
pub(super) fn add_group(
    context: TreeContext<'_>,
    index: &FolderIndex<'_>,
    group: RestGroup,
    (parent, path): (usize, CoursePath),
    entries: &mut Vec<Entry>,
) {
    let Some(folder) = index.common_folder() else { return };
    let first = entries.len();
    let mut above = parent;
    if !index.is_single() {
        let naming = label::stated_name(group.title(context.style.language()), None, context.style);
        above = entries.len();
        entries.push(entry(EntryKind::Part, path, None, Some(parent), naming));
        entries[parent].children.push(above);
    }
    index.add_all(&folder, above, entries);
    if group == RestGroup::Repository {
        for entry in &mut entries[first..] {
            entry.listed = false;
        }
    }
}
