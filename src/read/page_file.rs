//! Decides which files of a course are pages, by their names.

use crate::source::CoursePath;

/// Tests whether a file is a page of the course.
pub fn is_markdown(path: &CoursePath) -> bool {
    match path.extension().as_str() {
        "md" | "markdown" | "ipynb" => true,
        // A name with an underscore is that of a part which pages import (Docusaurus, "Importing Markdown").
        "mdx" => !path.name().starts_with('_'),
        _ => false,
    }
}
