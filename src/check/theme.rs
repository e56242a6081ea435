//! Turns the texts of a theme into warnings about names that do not exist: custom properties, files, words.

mod style;

use std::collections::BTreeSet;

use toml::de::DeTable;

use crate::config::is_slip;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::read::theme::{DEFAULT, ThemeFiles, ThemeText, WORDS, WORDS_FOLDER, theme};
use crate::source::{Source, Span};

use style::StyleNames;

/// Returns the mistakes in the names of a theme: `files` are all its files, with those of the themes that it extends, and
/// `texts` the ones to check, which an author of the project wrote.
pub fn theme_problems(files: &ThemeFiles, texts: &[ThemeText]) -> Vec<Diagnostic> {
    if texts.is_empty() {
        return Vec::new();
    }
    let built_in = theme(DEFAULT, &[]).unwrap_or_default();
    let names = StyleNames::of(files, &built_in);
    let words = known_words(files, &built_in);
    let mut problems = Vec::new();
    for text in texts {
        if text.name.starts_with(WORDS) {
            problems.extend(unknown_words(&text.source, true, &words));
        } else if text.name.starts_with(WORDS_FOLDER) {
            problems.extend(unknown_words(&text.source, false, &words));
        } else if text.name.to_lowercase().ends_with(".css") {
            problems.extend(names.problems(text));
        }
    }
    problems
}

/// Returns the keys of the words of the built-in theme, and those that templates use.
fn known_words(files: &ThemeFiles, built_in: &ThemeFiles) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, bytes) in built_in.iter().filter(|(path, _)| path.starts_with(WORDS_FOLDER)) {
        let table: toml::Table = toml::from_str(&String::from_utf8_lossy(bytes)).unwrap_or_default();
        words.extend(table.into_iter().map(|(key, _)| key));
    }
    for (_, bytes) in files.iter().filter(|(path, _)| path.starts_with("templates/")) {
        let template = String::from_utf8_lossy(bytes);
        let used = template
            .split("words.")
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
        words.extend(used);
    }
    words
}

/// Returns a warning for each key of a file of words that no theme knows; `by_language` if its tables are named after
/// languages.
fn unknown_words(source: &Source, by_language: bool, known: &BTreeSet<String>) -> Vec<Diagnostic> {
    let (table, _) = DeTable::parse_recoverable(&source.text);
    let tables: Vec<&DeTable<'_>> = if by_language {
        table.get_ref().values().filter_map(|value| value.get_ref().as_table()).collect()
    } else {
        vec![table.get_ref()]
    };
    let keys = tables.into_iter().flat_map(DeTable::keys).filter(|key| !known.contains(&**key.get_ref()));
    let problem = |key: &toml::Spanned<std::borrow::Cow<'_, str>>| {
        let span = Span::new(key.span().start, key.span().end);
        let key = key.get_ref().as_ref();
        let [message, hint] = match nearest(key, known) {
            Some(near) => [message!("theme-name-word-near", key), message!("theme-name-word-near.hint", near)],
            None => [message!("theme-name-word", key), message!("theme-name-word.hint")],
        };
        warning(source, span, message, hint)
    };
    keys.map(problem).collect()
}

fn warning(source: &Source, span: Span, message: Message, hint: Message) -> Diagnostic {
    Diagnostic::at(&source.path, span, Code::ThemeName, message).hint(hint)
}

/// Returns the known name that a name is most likely a slip for.
fn nearest<'a>(name: &str, known: &'a BTreeSet<String>) -> Option<&'a str> {
    let near = known.iter().filter(|known| is_slip(name, known));
    near.min_by_key(|known| strsim::damerau_levenshtein(name, known)).map(String::as_str)
}
