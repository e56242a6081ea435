//! The finished site as a value: every file that it consists of, by its path below the output folder.

pub mod address;
pub mod path;
pub mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

pub use path::SitePath;

/// What stands in one file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A page.
    Html(String),
    /// Bytes made by seodang or shipped with a theme.
    Bytes(Arc<[u8]>),
    /// A file of the course, copied as it is from this place on the disk.
    Copy(PathBuf),
}

/// A site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Its files.
    pub files: BTreeMap<SitePath, Output>,
}
