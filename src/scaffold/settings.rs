//! Turns the list of settings, or the facts of a course, into the text of a settings file with explained lines.

use std::fmt::Write as _;

use crate::config::reference::{SETTINGS, SettingReference};
use crate::config::schema::{SCHEMA_FILE, schema};
use crate::course::Course;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::read::Sources;

/// The longest line of a comment, in characters.
const COMMENT_WIDTH: usize = 100;

/// The setting that a new course states, so that its pages are found from the folder above too.
const STATED: &str = "source";

/// A setting that a course shows by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InferredSetting {
    /// Its key, above the first table.
    pub key: &'static str,
    /// Its value.
    pub value: String,
    /// How it was found.
    pub reason: Message,
}

/// Returns the settings that a course shows by itself: its title and its language. They change nothing in its site.
pub fn infer(course: &Course, sources: &Sources) -> Vec<InferredSetting> {
    let home = course.entries.first().and_then(|entry| entry.lesson.as_ref());
    let title = home.filter(|_| course.title != sources.folder_name);
    let title = title.map(|page| InferredSetting {
        key: "title",
        value: course.title.clone(),
        reason: message!("settings-title-found", page = page.as_str()),
    });
    let language = InferredSetting {
        key: "language",
        value: course.language.tag().to_owned(),
        reason: message!("settings-language-found"),
    };
    title.into_iter().chain([language]).collect()
}

/// Returns the schema as the text of a file.
pub fn schema_text(language: MessageLanguage) -> String {
    format!("{:#}\n", schema(language))
}

/// Returns a settings file in which every setting stands as a comment with its meaning: lines to turn on begin with `#~ `.
pub fn commented(language: MessageLanguage) -> String {
    let mut text = format!("#:schema ./{SCHEMA_FILE}\n");
    push_comment(&mut text, &message!("settings-file").text(language));
    let mut table = "";
    for setting in SETTINGS.iter().filter(|setting| setting.key != "path") {
        if setting.table != table {
            table = setting.table;
            let _ = write!(text, "\n#~ [{table}]");
        }
        text.push('\n');
        push_comment(&mut text, &(setting.about)().text(language));
        let is_on = setting.table.is_empty() && setting.key == STATED;
        let mark = if is_on { "" } else { "#~ " };
        let _ = writeln!(text, "{mark}{} = {}", example_key(setting), setting.example);
    }
    text
}

/// Returns a settings file with the given settings, each with its meaning and the way in which it was found.
pub fn inferred(settings: &[InferredSetting], language: MessageLanguage) -> String {
    let mut text = format!("#:schema ./{SCHEMA_FILE}\n");
    push_comment(&mut text, &message!("settings-inferred").text(language));
    for setting in settings {
        text.push('\n');
        if let Some(known) = SETTINGS.iter().find(|known| known.table.is_empty() && known.key == setting.key) {
            push_comment(&mut text, &(known.about)().text(language));
        }
        push_comment(&mut text, &setting.reason.text(language));
        let _ = writeln!(text, "{} = {}", setting.key, toml::Value::String(setting.value.clone()));
    }
    text
}

/// Returns a key of a table whose keys the author chooses.
fn example_key(setting: &SettingReference) -> &'static str {
    match (setting.table, setting.key) {
        ("redirects", "*") => "\"/old/place/\"",
        ("calendar.dates", "*") => "\"week_05\"",
        (_, "*") => "broken-link",
        (_, key) => key,
    }
}

/// Adds a comment, in lines of a readable length.
fn push_comment(text: &mut String, comment: &str) {
    let mut width = usize::MAX;
    for word in comment.split_whitespace() {
        let length = word.chars().count();
        if width.saturating_add(length) >= COMMENT_WIDTH {
            if width != usize::MAX {
                text.push('\n');
            }
            text.push('#');
            width = 1;
        }
        text.push(' ');
        text.push_str(word);
        width += length + 1;
    }
    text.push('\n');
}
