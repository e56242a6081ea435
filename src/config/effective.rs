//! Turns a settings file and the values that a course gives by itself into all settings in effect, each with its origin.

use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

use super::FILE_NAME;
use super::reference::{SETTINGS, SettingReference, ValueForm};
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::source::Source;

/// A value that is in effect where the file gives none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// The setting, with its table: `title`, `images.remote`.
    pub key: &'static str,
    /// The value, in TOML.
    pub value: String,
    /// Where it comes from.
    pub origin: Message,
}

impl Derived {
    /// Returns a text in effect.
    pub fn text(key: &'static str, value: &str, origin: Message) -> Self {
        Self { key, value: toml::Value::String(value.to_owned()).to_string(), origin }
    }
}

/// Returns the settings as TOML, each with its origin as a comment; those without a value are comments.
pub fn effective(file: Option<&Source>, derived: &[Derived], language: MessageLanguage) -> String {
    let head = match file {
        Some(_) => message!("config-file", file = FILE_NAME),
        None => message!("config-no-file", file = FILE_NAME),
    };
    let mut text = format!("# {}\n", head.text(language));
    let parsed = file.map(|file| DeTable::parse_recoverable(&file.text).0);
    let root = parsed.as_ref().map(toml::Spanned::get_ref);
    let (mut table, mut is_open) = ("", true);
    for setting in SETTINGS {
        if setting.table != table {
            (table, is_open) = (setting.table, false);
        }
        let lines = lines(setting, root.zip(file), derived, language);
        if lines.is_empty() {
            continue;
        }
        if !is_open && setting.form != ValueForm::PathLevels {
            let _ = write!(text, "\n[{table}]\n");
            is_open = true;
        }
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// Returns the lines of a setting: its value in the file, else the one in effect, else a comment.
fn lines(
    setting: &SettingReference,
    file: Option<(&DeTable<'_>, &Source)>,
    derived: &[Derived],
    language: MessageLanguage,
) -> Vec<String> {
    if let Some((root, source)) = file {
        let found = values(setting, root, source);
        if !found.is_empty() {
            let line = |(entry, line): (String, usize)| match setting.form {
                ValueForm::PathLevels => format!("\n# {FILE_NAME}:{line}\n{entry}"),
                _ => format!("{entry}  # {FILE_NAME}:{line}"),
            };
            return found.into_iter().map(line).collect();
        }
    }
    let name =
        if setting.table.is_empty() { setting.key.to_owned() } else { format!("{}.{}", setting.table, setting.key) };
    if let Some(derived) = derived.iter().find(|derived| derived.key == name) {
        return vec![format!("{} = {}  # {}", setting.key, derived.value, derived.origin.text(language))];
    }
    if setting.key == "*" || setting.form == ValueForm::PathLevels {
        return Vec::new();
    }
    if setting.table.is_empty() {
        return vec![format!("# {} {}", setting.key, message!("config-not-set").text(language))];
    }
    Vec::new()
}

/// Returns the entries of a setting in the file, in TOML, with their 1-based lines.
fn values(setting: &SettingReference, root: &DeTable<'_>, source: &Source) -> Vec<(String, usize)> {
    let mut table = root;
    for name in setting.table.split('.').filter(|name| !name.is_empty()) {
        match table.get(name).map(toml::Spanned::get_ref) {
            Some(DeValue::Table(below)) => table = below,
            _ => return Vec::new(),
        }
    }
    let mut found = Vec::new();
    for (key, value) in table {
        let is_nested = SETTINGS.iter().any(|other| other.table == setting.table && other.key == key.get_ref());
        let is_wanted = if setting.key == "*" { !is_nested } else { setting.key == key.get_ref() };
        let written = source.text.get(value.span()).unwrap_or_default();
        let line = source.line_of(key.span().start);
        match (setting.form, value.get_ref()) {
            _ if !is_wanted => {}
            (ValueForm::PathLevels, DeValue::Array(tables)) => {
                found.extend(
                    tables
                        .iter()
                        .map(|table| (path_levels(table.get_ref(), source), source.line_of(table.span().start))),
                );
            }
            // A nested table has lines of its own.
            (_, DeValue::Table(_)) => {}
            _ => {
                let written_key = source.text.get(key.span()).unwrap_or_default();
                found.push((format!("{written_key} = {written}"), line));
            }
        }
    }
    found
}

fn path_levels(table: &DeValue<'_>, source: &Source) -> String {
    let mut text = "[[check.path]]".to_owned();
    if let DeValue::Table(entries) = table {
        for (key, value) in entries {
            let part = |span| source.text.get(span).unwrap_or_default();
            let _ = write!(text, "\n{} = {}", part(key.span()), part(value.span()));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::CoursePath;

    #[test]
    fn the_settings_in_effect_are_settings_again() {
        let text = "exclude = [\n  \"a\",\n]\ntitle = 'T'\n\n[check]\nbroken-link = \"error\"\n\n[calendar.dates]\n\"week 5\" = \
                    2026-04-06\n\n[[check.path]]\npaths = [\"old\"]\nbroken-link = \"off\"\n";
        let source = Source::new(CoursePath::new(FILE_NAME), text);
        let derived = [
            Derived::text("title", "other", message!("config-default")),
            Derived::text("theme", "x", message!("config-default")),
        ];
        let shown = effective(Some(&source), &derived, MessageLanguage::English);
        assert!(shown.contains("title = 'T'  # seodang.toml:4\n"), "{shown}");
        assert!(shown.contains("broken-link = \"error\"  # seodang.toml:7\n"), "{shown}");
        assert!(
            shown.contains("theme = \"x\"  # the default\n") && shown.contains("# base-url is not set\n"),
            "{shown}"
        );
        let (again, mut expected): (Config, Config) = (shown.parse().unwrap(), text.parse().unwrap());
        expected.theme = Some("x".to_owned());
        assert_eq!(again, expected, "{shown}");
    }
}
