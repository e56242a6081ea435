//! Turns the folder of a course into the dialects that the files of tools in it, and in its repository, show.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::Sources;
use crate::config::Language;
use crate::source::{CoursePath, Dialect};

/// The most folders above a course that are searched for its repository.
const MAX_LEVELS: usize = 4;

/// The names of folders that tools read pages from, in a project whose file is above them.
const CONTENT_FOLDERS: [&str; 9] = ["book", "chapters", "content", "doc", "docs", "lectures", "pages", "source", "src"];

/// Returns the folder of a course and those above it up to its repository (the folder that holds `.git`); of a folder with the
/// name of one that tools read pages from, also the next one above.
pub(super) fn folders_above(root: &Path) -> Vec<&Path> {
    let mut levels: Vec<&Path> = root.ancestors().take(MAX_LEVELS + 1).collect();
    let is_content = root.file_name().is_some_and(|name| CONTENT_FOLDERS.contains(&&*name.to_string_lossy()));
    let top = levels.iter().position(|folder| folder.join(".git").exists());
    levels.truncate(top.unwrap_or(usize::from(is_content)) + 1);
    levels
}

/// Finds the tools that a course was written for. Only names are looked at, in the [`folders_above`] it.
pub(super) fn of_course(root: &Path) -> Dialect {
    let Ok(root) = fs::canonicalize(root) else { return Dialect::default() };
    let levels = folders_above(&root);
    let is_repository = levels.last().is_some_and(|top| top.join(".git").exists());
    let of_level = |(at, folder): (usize, &&Path)| {
        let exists = |path: &str| folder.join(path).exists();
        if at == 0 || is_repository {
            return Dialect::of_files(exists);
        }
        // Above a folder that is in no repository, common names and the folders of other projects show nothing.
        let is_own = |path: &str| !path.contains('/') || path.starts_with("website/");
        Dialect::of_inner_files(|path| is_own(path) && exists(path))
    };
    levels.iter().enumerate().map(of_level).fold(Dialect::default(), Dialect::and)
}

/// The tools of the folders within a course.
#[derive(Debug, Default)]
pub(super) struct InnerDialects {
    folders: BTreeMap<CoursePath, Dialect>,
}

impl InnerDialects {
    /// Finds them among the names of a course's files. The file of a tool in the folder of one language counts for those of the
    /// others too, which lie beside it.
    pub(super) fn of(sources: &Sources) -> Self {
        let mut found = Self::default();
        for folder in sources.folders.iter().filter(|folder| !folder.is_root()) {
            let dialect = Dialect::of_inner_files(|name| {
                let path = folder.join(name);
                sources.files.contains_key(&path) || sources.hidden.contains(&path) || sources.folders.contains(&path)
            });
            if dialect != Dialect::default() {
                let of_languages = folder.parent().filter(|_| Language::of_name(folder.name()).is_some());
                let place = of_languages.unwrap_or_else(|| folder.clone());
                let known = found.folders.entry(place).or_default();
                *known = known.and(dialect);
            }
        }
        found
    }

    /// Returns the tools of the folders that hold a file.
    pub(super) fn of_file(&self, path: &CoursePath) -> Dialect {
        let holding = self.folders.iter().filter(|(folder, _)| path.is_within(folder));
        holding.fold(Dialect::default(), |found, (_, dialect)| found.and(*dialect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Tool;

    #[test]
    fn files_count_up_to_the_repository() {
        let outside = tempfile::tempdir().unwrap();
        let repository = outside.path().join("repository");
        let course = repository.join("part").join("docs");
        fs::create_dir_all(&course).unwrap();
        fs::create_dir_all(repository.join("docs")).unwrap();
        fs::write(outside.path().join("book.toml"), "").unwrap();
        fs::write(repository.join("mkdocs.yml"), "").unwrap();
        assert_eq!(of_course(&course), Dialect::default(), "a folder without .git is no repository");
        assert!(of_course(&repository.join("docs")).has(Tool::MkDocs), "the folder that tools read pages from");
        fs::create_dir_all(outside.path().join("docs/.vitepress")).unwrap();
        fs::create_dir_all(outside.path().join("src")).unwrap();
        let beside = of_course(&outside.path().join("src"));
        assert!(beside.has(Tool::MdBook) && !beside.has(Tool::VitePress), "the folder of another project");
        fs::create_dir(repository.join(".git")).unwrap();
        let found = of_course(&course);
        assert!(found.has(Tool::MkDocs) && !found.has(Tool::MdBook));
    }
}
