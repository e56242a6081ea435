//! Turns a finished build into values of the memo, and the same inputs into that build, so that nothing is made again.
//!
//! A site and its findings are a pure function of four things: the texts, the names and stamps of all files and the theme
//! ([`ReadProject`]); the settings; the program; and the files that pages show or copy. The list of these files follows from
//! all else. So the memo has two values for a build: by a hash of the former things, the list; by that hash and the content
//! of the listed files, the result. The output must still be what the build wrote. A course with pages that state when they
//! are published depends on the time as well, and is always built.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{BuildOptions, Prepared, ReadProject, SiteAddress};
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::read::project::Project;
use crate::read::{Attachment, FileEntry, Sources, Stamp, attachments};
use crate::site::SitePath;
use crate::site::write::is_current;
use crate::source::CoursePath;

/// The names of the two values in the memo, with their versions.
const FILES: &str = "files of a build 1";
const RESULT: &str = "build 1";

/// A hash of the inputs of a build, apart from the content of the files that its pages show or copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildIdentity(String);

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
        format!("{project:?} {options:?} {address:?}").hash(&mut hasher);
        read.theme.name.hash(&mut hasher);
        read.theme.files.hash(&mut hasher);
        read.inputs.hash(&mut hasher);
        Self(hasher.finish_text())
    }

    /// Returns the earlier build with these inputs, if the files of the course that it used and the files that it wrote to
    /// the folder `out` are unchanged.
    pub fn find(&self, memo: &Memo, sources: &Sources, out: &Path) -> Option<FinishedBuild> {
        let used: BuildFiles = memo.find(FILES, &[&self.0])?;
        let shown: Option<Vec<(CoursePath, FileEntry)>> =
            used.shown.iter().map(|path| Some((path.clone(), sources.files.get(path)?.clone()))).collect();
        let build: FinishedBuild = memo.find(RESULT, &[&self.0, &content_hash(&attachments(&shown?))])?;
        let copied: Option<Vec<(SitePath, &Path)>> =
            used.copied.iter().map(|(path, to)| Some((SitePath::new(to), &*sources.files.get(path)?.disk))).collect();
        is_current(out, &build.manifest, &copied?).then_some(build)
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
        memo.keep(FILES, &[&self.0], &used);
        memo.keep(RESULT, &[&self.0, &content_hash(&model.attachments)], build);
    }
}

/// Hashes what pages show of files.
fn content_hash(shown: &BTreeMap<CoursePath, Attachment>) -> String {
    let mut hasher = InputHasher::default();
    shown.hash(&mut hasher);
    hasher.finish_text()
}

/// Hashes values without collisions: a derived `Hash` passes every field of a value on.
#[derive(Default)]
struct InputHasher {
    hasher: blake3::Hasher,
    /// Bytes that are not hashed yet: most values are numbers.
    buffer: Vec<u8>,
}

/// The number of bytes that are hashed at once.
const BUFFER_BYTES: usize = 16 * 1024;

impl InputHasher {
    /// Returns the hash as text.
    fn finish_text(mut self) -> String {
        self.hasher.update(&self.buffer);
        self.hasher.finalize().to_hex().to_string()
    }
}

impl Hasher for InputHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend(bytes);
        if self.buffer.len() >= BUFFER_BYTES {
            self.hasher.update(&self.buffer);
            self.buffer.clear();
        }
    }

    fn finish(&self) -> u64 {
        let whole = self.hasher.clone().update(&self.buffer).finalize();
        whole.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}
