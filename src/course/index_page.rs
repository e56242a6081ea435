//! Ranks the names of files by which a folder's own page is found.

use crate::source::CoursePath;

/// Returns how well a file's name marks it as its folder's page, 0 the best; `None` if it does not.
///
/// If a folder has several, the index was written for a site, and the README for readers of the repository.
pub(crate) fn readme_rank(path: &CoursePath) -> Option<u8> {
    let stem = path.stem().to_lowercase();
    ["index", "_index", "readme"].iter().zip(0..).find(|(name, _)| **name == stem).map(|(_, rank)| rank)
}
