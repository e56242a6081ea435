//! Chooses the reader for a file of a tool by the file's name.

use super::reader::{CourseFiles, ReadStructure};
use super::{
    bookdown, content_folder, docusaurus, jekyll, mdbook, mkdocs, quarto, starlight, toc_yaml, vitepress, workbench,
};
use crate::source::Source;

/// Reads the file of a tool by its name.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> ReadStructure {
    match file.path.name() {
        "book.toml" => mdbook::read_book(files, file),
        ".gitbook.yaml" => mdbook::read_gitbook(files, file),
        "mkdocs.yml" | "mkdocs.yaml" => mkdocs::read_yaml(files, file),
        "zensical.toml" => mkdocs::read_toml(files, file),
        "_toc.yml" => toc_yaml::read_toc(files, file),
        "myst.yml" => toc_yaml::read_myst(files, file),
        "_toctree.yml" => toc_yaml::read_toctree(files, file),
        "_quarto.yml" | "_quarto.yaml" => quarto::read(files, file),
        "_bookdown.yml" => bookdown::read(files, file),
        "_config.yml" => Ok(jekyll::read(files, file)),
        "config.yaml" if let Some(lesson) = workbench::read(files, file) => Ok(Some(lesson)),
        "hugo.toml" | "hugo.yaml" | "hugo.yml" | "config.toml" | "config.yaml" | "zola.toml" => {
            Ok(content_folder::read(files, file))
        }
        _ if file.path.stem() == "sidebars" => Ok(docusaurus::read_sidebars(files, file)),
        _ if file.path.stem() == "docusaurus.config" => Ok(docusaurus::read_config(files, file)),
        _ if file.path.stem() == "astro.config" => Ok(starlight::read(files, file)),
        _ if vitepress::is_config(file) => Ok(Some(vitepress::read(files, file))),
        _ => Ok(None),
    }
}
