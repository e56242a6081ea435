//! Lists every setting with its form and meaning, for the schema that editors read, new settings files and `seodang config`.

use crate::message;
use crate::message::Message;

/// A setting of a course.
#[derive(Debug, Clone, Copy)]
pub struct SettingReference {
    /// The table that holds it; empty above the first table.
    pub table: &'static str,
    /// Its key; `*` if the author chooses the keys of the table.
    pub key: &'static str,
    /// The form of its value.
    pub form: ValueForm,
    /// A value, in TOML; its default, if it has one.
    pub example: &'static str,
    /// Its meaning.
    pub about: fn() -> Message,
}

/// The form of the value of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueForm {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// Patterns of paths.
    Patterns,
    /// Texts.
    Texts,
    /// Groups of texts.
    TextGroups,
    /// A date.
    Date,
    /// Dates, and ranges of dates.
    Dates,
    /// Days of the week.
    Weekdays,
    /// The level of a code.
    Level,
    /// Tables with `paths`, and levels of codes for them.
    PathLevels,
}

/// The values of `interface-language`: the languages whose words the default theme has.
const INTERFACE_LANGUAGES: &[&str] = &["ko", "en", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "vi"];

/// The values of the level of a code.
pub const LEVELS: &[&str] = &["error", "warning", "info", "off"];

macro_rules! setting {
    ($table:literal, $key:literal, $form:expr, $example:literal, $about:expr) => {
        SettingReference { table: $table, key: $key, form: $form, example: $example, about: || $about }
    };
}

/// Every setting, in the order of documents. `editor` is missing: a course cannot set it.
pub const SETTINGS: &[SettingReference] = &[
    setting!("", "title", ValueForm::Text, "\"Rust in a week\"", message!("setting-title")),
    setting!("", "language", ValueForm::Text, "\"ko\"", message!("setting-language")),
    setting!(
        "",
        "interface-language",
        ValueForm::Choice(INTERFACE_LANGUAGES),
        "\"en\"",
        message!("setting-interface-language")
    ),
    setting!("", "source", ValueForm::Text, "\"sessions\"", message!("setting-source")),
    setting!("", "output", ValueForm::Text, "\"public\"", message!("setting-output")),
    setting!("", "base-url", ValueForm::Text, "\"https://example.org/course\"", message!("setting-base-url")),
    setting!("", "theme", ValueForm::Text, "\"default\"", message!("setting-theme")),
    setting!("", "time-zone", ValueForm::Text, "\"Asia/Seoul\"", message!("setting-time-zone")),
    setting!("", "html", ValueForm::Choice(&["limited", "trusted"]), "\"limited\"", message!("setting-html")),
    setting!("", "exclude", ValueForm::Patterns, "[\"drafts\", \"**/private/*.md\"]", message!("setting-exclude")),
    setting!("", "include", ValueForm::Patterns, "[\"week_01/lab_1 (1).md\"]", message!("setting-include")),
    setting!("", "keyword-sections", ValueForm::Texts, "[\"Vocabulary\"]", message!("setting-keyword-sections")),
    setting!("", "info-sections", ValueForm::Texts, "[\"At a glance\"]", message!("setting-info-sections")),
    setting!(
        "search",
        "names",
        ValueForm::TextGroups,
        "[[\"kubernetes\", \"쿠버네티스\"]]",
        message!("setting-search-names")
    ),
    setting!(
        "images",
        "remote",
        ValueForm::Choice(&["link", "load", "fetch"]),
        "\"link\"",
        message!("setting-images-remote")
    ),
    setting!("share", "feed", ValueForm::Flag, "true", message!("setting-share-feed")),
    setting!("share", "og", ValueForm::Flag, "true", message!("setting-share-og")),
    setting!("share", "markdown", ValueForm::Flag, "false", message!("setting-share-markdown")),
    setting!("share", "edit-links", ValueForm::Flag, "true", message!("setting-share-edit-links")),
    setting!("redirects", "*", ValueForm::Text, "\"week_01/session_1.md\"", message!("setting-redirects")),
    setting!("calendar", "start", ValueForm::Date, "2026-03-02", message!("setting-calendar-start")),
    setting!("calendar", "holidays", ValueForm::Dates, "[2026-05-05]", message!("setting-calendar-holidays")),
    setting!(
        "calendar",
        "weekdays",
        ValueForm::Weekdays,
        "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
        message!("setting-calendar-weekdays")
    ),
    setting!("calendar.dates", "*", ValueForm::Date, "2026-04-06", message!("setting-calendar-dates")),
    setting!("check", "*", ValueForm::Level, "\"error\"", message!("setting-check")),
    setting!("check", "path", ValueForm::PathLevels, "[]", message!("setting-check-path")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::Config;

    #[test]
    fn every_setting_is_listed() {
        let listed = |table: &str| -> BTreeSet<&str> {
            SETTINGS.iter().filter(|setting| setting.table == table).map(|setting| setting.key).collect()
        };
        let tables: BTreeSet<&str> = SETTINGS
            .iter()
            .filter_map(|setting| setting.table.split('.').next().filter(|name| !name.is_empty()))
            .collect();
        let known: BTreeSet<&str> =
            crate::config::FIELDS.iter().map(|field| field.name).filter(|name| *name != "editor").collect();
        assert_eq!(&listed("") | &tables, known);
        for (table, fields) in crate::config::tables() {
            let nested = SETTINGS.iter().filter_map(|setting| setting.table.strip_prefix(table)?.strip_prefix('.'));
            assert_eq!(&listed(table) | &nested.collect(), fields.into_iter().collect(), "{table}");
        }
    }

    #[test]
    fn every_example_is_a_value() {
        for setting in SETTINGS.iter().filter(|setting| setting.form != ValueForm::PathLevels) {
            let key = match (setting.table, setting.key) {
                ("check", "*") => "broken-link",
                (_, "*") => "\"week_05\"",
                (_, key) => key,
            };
            let table = if setting.table.is_empty() { String::new() } else { format!("[{}]\n", setting.table) };
            let text = format!("{table}{key} = {}\n", setting.example);
            assert!(text.parse::<Config>().is_ok(), "{text}");
        }
    }
}
