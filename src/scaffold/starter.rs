//! Turns a language into the files of a small course to begin with.

use include_dir::{Dir, include_dir};

use super::{ScaffoldFile, settings};
use crate::config::schema::SCHEMA_FILE;
use crate::message::MessageLanguage;

/// A small course in each language, with the same files.
static STARTERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

/// Paths that git must not keep: the site is built again from the course.
const GITIGNORE: &str = "/public/\n*.zip\n";

/// Returns the files of a course: its pages, commented settings with their schema, a `.gitignore`.
pub fn starter(language: MessageLanguage) -> Vec<ScaffoldFile> {
    let mut files = vec![
        ScaffoldFile::new(".gitignore", GITIGNORE),
        ScaffoldFile::new(SCHEMA_FILE, settings::schema_text(language)),
        ScaffoldFile::new(crate::config::FILE_NAME, settings::commented(language)),
    ];
    if let Some(folder) = STARTERS.get_dir(language.tag()) {
        collect(folder, language.tag(), &mut files);
    }
    files
}

/// Collects the files of an embedded folder. The folders are ours, and three levels deep.
fn collect(folder: &Dir<'_>, language: &str, files: &mut Vec<ScaffoldFile>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = path.strip_prefix(language).map_or(&*path, |path| path.trim_start_matches('/'));
        files.push(ScaffoldFile::new(path, file.contents_utf8().unwrap_or_default()));
    }
    folder.dirs().for_each(|below| collect(below, language, files));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn each_language_has_the_same_files() {
        let paths = |language| starter(language).into_iter().map(|file| file.path).collect::<Vec<_>>();
        assert_eq!(paths(MessageLanguage::Korean), paths(MessageLanguage::English));
        assert!(paths(MessageLanguage::English).contains(&"sessions/week_01/day1/session_1.md".to_owned()));
    }

    #[test]
    fn commented_settings_are_valid_with_and_without_their_marks() {
        for language in MessageLanguage::ALL {
            let text = settings::commented(language);
            let stated = Config { source: Some("sessions".to_owned()), ..Config::default() };
            assert_eq!(text.parse::<Config>().unwrap(), stated, "{text}");
            let open: String =
                text.lines().map(|line| line.strip_prefix("#~ ").unwrap_or(line).to_owned() + "\n").collect();
            assert!(open.parse::<Config>().unwrap().title.is_some(), "{open}");
        }
    }
}
