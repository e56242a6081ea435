//! Turns the folders of a theme into the texts that its author wrote: style sheets, words, lists of files.

use std::path::Path;

use super::{MANIFEST, ThemeFiles, ThemeLayers, WORDS, WORDS_FOLDER, layers, overlays};
use crate::config::FILE_NAME;
use crate::read::project::Project;
use crate::source::{CoursePath, Source};

/// A text of a theme in a folder of the project.
#[derive(Debug, Clone)]
pub struct ThemeText {
    /// Its path in the theme: `css/academy.css`.
    pub name: String,
    /// The text; its path leads from the folder of the course, with `../` where the theme is beside it.
    pub source: Source,
}

/// Returns the texts of a theme and of those that it extends, as far as they are in folders of the project, and the words
/// of the course. Built-in themes have none. What cannot be read is reported where the theme is loaded.
pub fn own_texts(project: &Project, name: &str) -> Vec<ThemeText> {
    let mut texts = Vec::new();
    let mut name = name.to_owned();
    for _ in 0..super::MOST_THEMES {
        let folders = overlays(&name, &project.theme_folders).unwrap_or_default();
        let Some(ThemeLayers { files, extends, .. }) = layers(&name, &project.theme_folders).ok() else { break };
        // The layers of folders are behind those of the program.
        let built_in = files.len().saturating_sub(folders.len());
        for (folder, layer) in folders.iter().zip(&files[built_in..]) {
            texts.extend(texts_of(&relative(&project.course, folder), layer));
        }
        let Some(base) = extends else { break };
        name = base;
    }
    let words = project.home.join(WORDS);
    if project.home.join(FILE_NAME).is_file()
        && words.symlink_metadata().is_ok_and(|found| found.is_file())
        && let Ok(bytes) = super::read_regular(&words, super::MAX_WORDS_BYTES)
    {
        texts.extend(theme_text(WORDS, &relative(&project.course, &words), &bytes));
    }
    texts
}

fn texts_of<'a>(folder: &'a str, layer: &'a ThemeFiles) -> impl Iterator<Item = ThemeText> + 'a {
    let is_text = |name: &str| {
        let is_style = Path::new(name).extension().is_some_and(|extension| extension == "css");
        is_style || name == MANIFEST || name == WORDS || name.starts_with(WORDS_FOLDER)
    };
    let texts = layer.iter().filter(move |(name, _)| is_text(name));
    texts.filter_map(move |(name, bytes)| theme_text(name, &format!("{folder}/{name}"), bytes))
}

fn theme_text(name: &str, path: &str, bytes: &[u8]) -> Option<ThemeText> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(ThemeText { name: name.to_owned(), source: Source::new(CoursePath::new(path), text) })
}

/// Returns the path of a file or folder from a folder: `../themes/academy`.
fn relative(from: &Path, path: &Path) -> String {
    let below = from.ancestors().enumerate().find_map(|(depth, above)| Some((depth, path.strip_prefix(above).ok()?)));
    let (depth, below) = below.unwrap_or((0, path));
    "../".repeat(depth) + &super::slashes(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_course() {
        let from = |path: &str| relative(Path::new("/home/me/course/sessions"), Path::new(path));
        assert_eq!(from("/home/me/course/sessions/themes/x"), "themes/x");
        assert_eq!(from("/home/me/course/themes/x"), "../themes/x");
        assert_eq!(from("/home/me/themes/x"), "../../themes/x");
    }
}
