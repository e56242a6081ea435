//! Turns a course, or nothing, into the texts of new files: a course to begin with, pages in the form of those beside them,
//! settings, workflows that publish.

pub mod ci;
pub mod page;
pub mod settings;
pub mod starter;
pub mod write;

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaffoldFile {
    /// Its path below the folder that it is written to, with `/` between its parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl ScaffoldFile {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}
