//! Decides which files of a course are pages, by their names.

use crate::source::CoursePath;

/// Tests whether a file is a page of the course.
pub fn is_markdown(path: &CoursePath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown" | "ipynb")
}
