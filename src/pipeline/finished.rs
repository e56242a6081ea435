//! Turns a finished build or check into values of the memo, and the same inputs into its result, so that nothing is made
//! again.
//!
//! A site and its findings are a pure function of four things: the texts, the names and stamps of all files and the theme
//! ([`ReadProject`]); the settings; the program; and the files that pages show or copy. The list of these files follows from
//! all else. So the memo has two values for a build: by a hash of the former things, the list; by that hash and the content
//! of the listed files, the result. The output must still be what the build wrote. A course with pages that state when they
//! are published depends on the time as well, and is always built. The findings of a check are kept in the same way.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{BuildOptions, Inputs, Model, Prepared, ReadProject, Selection, SiteAddress};
use crate::diagnostic::Diagnostic;
use crate::memo::{InputHasher, Memo, MemoKey};
use crate::read::project::Project;
use crate::read::{Attachment, FileEntry, Sources, Stamp, attachments};
use crate::site::SitePath;
use crate::site::write::is_current;
use crate::source::CoursePath;

/// The names of the two values in the memo, with their versions.
const FILES: &str = "files of a build 1";
const RESULT: &str = "build 1";

/// The names of the values of a check, likewise.
const CHECKED_FILES: &str = "files of a check 1";
const FINDINGS: &str = "check 1";

/// A hash of the inputs of a build, apart from the content of the files that its pages show or copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildIdentity {
    /// A hash of the program, the settings, the theme and the address: everything but the course.
    pub frame: MemoKey,
    /// The hash of all inputs.
    whole: String,
}

/// The result of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishedBuild {
    /// The hash of the list of written files, which holds a hash of each.
    pub manifest: String,
    /// The number of pages.
    pub pages: usize,
    /// The number of files.
    pub files: usize,
    /// The findings that are new.
    pub findings: Vec<Diagnostic>,
}

/// The files that the pages of a course show, and those that are copied, with their paths in the site.
#[derive(Debug, Default, Serialize, Deserialize)]
struct BuildFiles {
    shown: Vec<CoursePath>,
    copied: Vec<(CoursePath, String)>,
}

impl BuildIdentity {
    /// Hashes the inputs of a build by a program with a stamp.
    pub fn of(
        project: &Project,
        options: &BuildOptions,
        address: &SiteAddress,
        read: &ReadProject,
        program: &Stamp,
    ) -> Self {
        let mut hasher = InputHasher::default();
        program.hash(&mut hasher);
        // The settings have types of other crates that cannot be hashed.
        let selection = without_time(&options.selection);
        format!("{project:?} {selection:?} {:?} {address:?}", options.theme).hash(&mut hasher);
        read.theme.name.hash(&mut hasher);
        read.theme.files.hash(&mut hasher);
        let frame = hasher.clone().finish_key();
        read.inputs.hash(&mut hasher);
        Self { frame, whole: hasher.finish_text() }
    }

    /// Returns the earlier build with these inputs, if the files of the course that it used and the files that it wrote to
    /// the folder `out` are unchanged.
    pub fn find(&self, memo: &Memo, sources: &Sources, out: &Path) -> Option<FinishedBuild> {
        let used: BuildFiles = memo.find(FILES, &[&self.whole])?;
        let build: FinishedBuild = memo.find(RESULT, &[&self.whole, &hash_of_files(&used.shown, sources)?])?;
        let copied: Option<Vec<(SitePath, &Path)>> =
            used.copied.iter().map(|(path, to)| Some((SitePath::new(to), &*sources.files.get(path)?.disk))).collect();
        let mut copied = copied?;
        copied.extend(sources.host_files.iter().map(|(path, file)| (path.clone(), &*file.disk)));
        is_current(out, &build.manifest, &copied).then_some(build)
    }

    /// Keeps a build with these inputs for later ones.
    pub fn keep(&self, memo: &Memo, prepared: &Prepared, build: &FinishedBuild) {
        let model = &prepared.model;
        if model.depends_on_time {
            return;
        }
        let editions = model.course.all_editions();
        let copied =
            editions.flat_map(|course| &course.assets).map(|(path, to)| (path.clone(), to.to_string())).collect();
        let used = BuildFiles { shown: model.attachments.keys().cloned().collect(), copied };
        memo.keep(FILES, &[&self.whole], &used);
        memo.keep(RESULT, &[&self.whole, &content_hash(&model.attachments)], build);
    }
}

/// A hash of the inputs of a check, apart from the content of the images that its pages show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIdentity(String);

impl CheckIdentity {
    /// Hashes the inputs of a check by a program with a stamp; `published` are the files of the last build.
    pub fn of(
        project: &Project,
        selection: &Selection,
        inputs: &Inputs,
        published: &BTreeSet<SitePath>,
        program: &Stamp,
    ) -> Self {
        let mut hasher = InputHasher::default();
        program.hash(&mut hasher);
        format!("{project:?} {:?}", without_time(selection)).hash(&mut hasher);
        inputs.hash(&mut hasher);
        published.hash(&mut hasher);
        Self(hasher.finish_text())
    }

    /// Returns the findings of an earlier check with these inputs, if the images of the course are unchanged.
    pub fn find(&self, memo: &Memo, sources: &Sources) -> Option<Vec<Diagnostic>> {
        let shown: Vec<CoursePath> = memo.find(CHECKED_FILES, &[&self.0])?;
        memo.find(FINDINGS, &[&self.0, &hash_of_files(&shown, sources)?])
    }

    /// Keeps the findings of a check with these inputs for later ones.
    pub fn keep(&self, memo: &Memo, model: &Model, findings: &[Diagnostic]) {
        if !model.depends_on_time {
            memo.keep(CHECKED_FILES, &[&self.0], &model.attachments.keys().collect::<Vec<_>>());
            memo.keep(FINDINGS, &[&self.0, &content_hash(&model.attachments)], &findings);
        }
    }
}

/// Returns a selection without the time for which the course is read: the inputs hold all that depends on it.
fn without_time(selection: &Selection) -> Selection {
    Selection { as_of: None, ..selection.clone() }
}

/// Hashes what pages show of some files, as they are now; `None` if one is missing.
fn hash_of_files(shown: &[CoursePath], sources: &Sources) -> Option<String> {
    let entry = |path: &CoursePath| Some((path.clone(), sources.files.get(path)?.clone()));
    let files: Option<Vec<(CoursePath, FileEntry)>> = shown.iter().map(entry).collect();
    Some(content_hash(&attachments(&files?)))
}

/// Hashes what pages show of files.
fn content_hash(shown: &BTreeMap<CoursePath, Attachment>) -> String {
    let mut hasher = InputHasher::default();
    shown.hash(&mut hasher);
    hasher.finish_text()
}
