//! Turns a built site into one that others can read: on a branch of git, in a folder, in a bucket.
//!
//! Programs are started here by the order of the user only, never by a course or its settings: `git` ([`git`]) and the
//! client of S3 ([`bucket`]). Their arguments are listed there.

pub mod bucket;
pub mod folder;
pub mod git;
mod program;

/// The numbers of files that a publication changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublishCounts {
    /// New and changed files.
    pub uploaded: usize,
    /// Files that were already the same.
    pub unchanged: usize,
    /// Files of an earlier publication that were removed.
    pub removed: usize,
}
