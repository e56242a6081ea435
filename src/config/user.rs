//! Turns the file of a user's own settings into values that a course may not set, such as the program that is started.
//!
//! A course and its `seodang.toml` can come from anybody. A setting that names a command is therefore read only from a file
//! that the user writes: `config.toml` in the folder `seodang` of the user's configuration folder.

use std::path::PathBuf;

use serde::Deserialize;
use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::MessageLanguage;
use crate::source::{Source, Span};

/// The settings of a user, for all courses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UserConfig {
    /// The editor that the preview opens source files in: a command, or an address, with `{path}`, `{line}` and
    /// `{column}` or without.
    pub editor: Option<String>,
    /// The language of messages and help: `ko`, `en`.
    pub language: Option<MessageLanguage>,
}

impl UserConfig {
    /// Parses the text of the file.
    ///
    /// # Errors
    /// Returns the first mistake, with its line.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
            format!("line {line}: {}", error.message().trim().replace('\n', " "))
        })
    }
}

/// Returns the path of the file, from variables of the environment: in `SEODANG_CONFIG_DIR` if it is set, else in
/// each system's own folder of settings. `None` if there is no such folder.
pub fn path(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("SEODANG_CONFIG_DIR").or_else(|| {
        let system = if cfg!(windows) {
            set("APPDATA")
        } else if cfg!(target_os = "macos") {
            set("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            // A relative one is to be ignored (XDG Base Directory Specification): it could lead into a course.
            let configured = set("XDG_CONFIG_HOME").filter(|folder| folder.is_absolute());
            configured.or_else(|| set("HOME").map(|home| home.join(".config")))
        };
        system.map(|system| system.join("seodang"))
    })?;
    Some(folder.join("config.toml"))
}

/// The settings that only a user may make; in a course's file they have no effect.
const USERS_ONLY: [&str; 1] = ["editor"];

/// Warns of settings in a course's file that only count in the user's own.
pub fn ignored_in_course(settings: &Source) -> Vec<Diagnostic> {
    let (table, _) = DeTable::parse_recoverable(&settings.text);
    let keys = table.get_ref().keys().filter(|key| USERS_ONLY.contains(&&**key.get_ref()));
    let ignored = |key: &toml::Spanned<std::borrow::Cow<'_, str>>| {
        let span = Span::new(key.span().start, key.span().end);
        let name = key.get_ref();
        Diagnostic::at(&settings.path, span, Code::IgnoredSetting, message!("ignored-setting", name = name.as_ref()))
            .hint(message!("ignored-setting.hint"))
    };
    keys.map(ignored).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    #[test]
    fn a_course_that_names_an_editor_is_told_where() {
        let of = |text: &str| ignored_in_course(&Source::new(CoursePath::new("seodang.toml"), text));
        let found = of("title = \"x\"\neditor = \"sh -c 'touch x'\"\n");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code, found[0].span), (Code::IgnoredSetting, Some(Span::new(12, 18))));
        assert!(of("title = \"x\"\n[check]\neditor = \"off\"\n").is_empty());
        assert!(of("").is_empty());
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        assert_eq!(UserConfig::parse("editor = \"code\"\n").unwrap().editor.as_deref(), Some("code"));
        assert_eq!(UserConfig::parse("").unwrap(), UserConfig::default());
        let error = UserConfig::parse("# mine\neditr = \"code\"\n").unwrap_err();
        assert!(error.starts_with("line 2: ") && error.contains("editr"), "{error}");
        assert!(UserConfig::parse("editor = \"").unwrap_err().starts_with("line 1: "));
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_file_is_in_the_users_own_folder() {
        let of = |set: &[(&str, &str)]| {
            path(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("HOME", "/home/me")]), Some("/home/me/.config/seodang/config.toml".into()));
        let both = [("HOME", "/home/me"), ("XDG_CONFIG_HOME", "/etc/me")];
        assert_eq!(of(&both), Some("/etc/me/seodang/config.toml".into()));
        let relative = [("HOME", "/home/me"), ("XDG_CONFIG_HOME", "course")];
        assert_eq!(of(&relative), Some("/home/me/.config/seodang/config.toml".into()));
        assert_eq!(of(&[("SEODANG_CONFIG_DIR", "/x")]), Some("/x/config.toml".into()));
        assert_eq!(of(&[]), None);
    }
}
