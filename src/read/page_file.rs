//! Decides which files of a course are pages, by their names.

use crate::source::CoursePath;

/// The ends of the names of files in Markdown, as authors write them in addresses: the first is the most common.
pub const MARKDOWN_ENDINGS: [&str; 5] = [".md", ".mdx", ".markdown", ".qmd", ".Rmd"];

/// Tests whether a file is a page of the course.
pub fn is_markdown(path: &CoursePath) -> bool {
    match path.extension().as_str() {
        "md" | "markdown" | "ipynb" => true,
        // A name with an underscore is that of a part which pages import (Docusaurus, "Importing Markdown").
        "mdx" => !path.name().starts_with('_'),
        // Quarto renders no file or folder whose name begins with an underscore ("Render targets"), nor does bookdown.
        "qmd" | "rmd" => !path.parts().any(|part| part.starts_with('_')),
        _ => false,
    }
}

/// Tests whether a file is text in some form of Markdown, whatever its name says about pages.
pub fn is_markdown_text(path: &CoursePath) -> bool {
    matches!(path.extension().as_str(), "md" | "mdx" | "markdown" | "qmd" | "rmd")
}

/// Returns a name or path without the ending of a file in Markdown.
pub fn without_ending(name: &str) -> &str {
    MARKDOWN_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
