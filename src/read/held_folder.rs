//! Turns the folders of a course into those whose names hold back all that is in them.

use std::collections::BTreeSet;

use super::page_file::is_markdown;
use crate::config::Pattern;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::source::CoursePath;

/// Names of folders that are not published, in lower case. Jekyll builds no page of `_drafts`; on GitHub, folders
/// `drafts` and `private` at the root of a repository hold unfinished texts and notes for their authors.
const NAMES: [&str; 6] = ["_drafts", "drafts", "_private", "private", "초안", "비공개"];

/// A folder beside which `private` names a subject, such as the subnets of a network.
const COUNTERPART: &str = "public";

/// The folders of a course that are held back.
#[derive(Debug, Default)]
pub(super) struct HeldFolders {
    folders: Vec<CoursePath>,
}

impl HeldFolders {
    /// Finds them among all folders of a course.
    pub(super) fn of(folders: &BTreeSet<CoursePath>) -> Self {
        let is_held = |folder: &&CoursePath| {
            let name = folder.name().to_lowercase();
            let parent = folder.parent().unwrap_or_default();
            let is_pair = || {
                folders.iter().any(|other| {
                    other.parent().as_ref() == Some(&parent) && other.name().eq_ignore_ascii_case(COUNTERPART)
                })
            };
            NAMES.contains(&name.as_str()) && !(name == "private" && is_pair())
        };
        Self { folders: folders.iter().filter(is_held).cloned().collect() }
    }

    /// Returns the outermost held folder that a path is in, unless a pattern of `include` that names it brings the path back.
    pub(super) fn holding(&self, path: &CoursePath, include: &[Pattern]) -> Option<&CoursePath> {
        let folder = self.folders.iter().find(|folder| path.is_within(folder) && path != *folder)?;
        let names_it =
            |pattern: &&Pattern| Pattern::parse(folder.as_str()).is_ok_and(|held| pattern.reaches_into(&held));
        let is_back = include.iter().filter(names_it).any(|pattern| pattern.matches(path));
        (!is_back).then_some(folder)
    }

    /// Returns a report for each held folder that pages are missing from.
    pub(super) fn reports(&self, missing: &BTreeSet<CoursePath>) -> Vec<Diagnostic> {
        let report = |folder: &CoursePath| {
            let is_missing = |path: &&CoursePath| is_markdown(path) && self.holding(path, &[]) == Some(folder);
            let pages = match missing.iter().filter(is_missing).count() {
                0 => return None,
                count => count,
            };
            let message = message!("held-folder", name = folder.name(), pages);
            let hint = message!("held-folder.hint", folder = folder.as_str());
            Some(Diagnostic::about(folder, Code::LeftOut, message).hint(hint))
        };
        self.folders.iter().filter_map(report).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_say_so() {
        let folders =
            ["_drafts", "a/Drafts", "a/Drafts/b", "drafting", "net/private", "net/public", "private", "비공개"];
        let held = HeldFolders::of(&folders.into_iter().map(CoursePath::new).collect());
        let check = |path: &str, include: &[&str], expected: Option<&str>| {
            let include: Vec<Pattern> = include.iter().map(|text| Pattern::parse(text).unwrap()).collect();
            let found = held.holding(&CoursePath::new(path), &include).map(CoursePath::as_str);
            assert_eq!(found, expected, "{path} {include:?}");
        };
        check("_drafts/a.md", &[], Some("_drafts"));
        check("a/Drafts/b/c.md", &[], Some("a/Drafts"));
        check("drafting/a.md", &[], None);
        check("drafts.md", &[], None);
        check("net/private/a.md", &[], None);
        check("private/a.md", &["*.md"], Some("private"));
        check("private/a.md", &["private"], None);
        check("private/a.md", &["private/a.md"], None);
        check("private/b.md", &["private/a.md"], Some("private"));
        check("비공개/b.md", &[], Some("비공개"));
    }
}
