//! Turns a table of the settings into values, key by key, and collects every mistake with its place.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::FILE_NAME;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::source::{CoursePath, Span};

/// A value of the settings, with its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A key of a table, with the reader of its value.
pub(super) struct Field<T> {
    /// The key.
    pub(super) name: &'static str,
    /// Reads the value into its place.
    pub(super) read: fn(&mut T, Value<'_>, &mut Mistakes),
}

/// The mistakes of a settings file.
#[derive(Debug, Default)]
pub(super) struct Mistakes(pub(super) Vec<Diagnostic>);

impl Mistakes {
    /// Adds a mistake.
    pub(super) fn add(&mut self, place: Range<usize>, message: Message) {
        let span = Span::new(place.start, place.end);
        let diagnostic = Diagnostic::at(&CoursePath::new(FILE_NAME), span, Code::BadConfig, message)
            .hint(message!("bad-config.hint"));
        self.0.push(diagnostic);
    }

    /// Adds a mistake that a library found, in its words.
    pub(super) fn add_foreign(&mut self, place: Range<usize>, text: &str) {
        self.add(place, Message::verbatim(text.trim().replace('\n', " ")));
    }

    /// Reads a value.
    pub(super) fn value<T: DeserializeOwned>(&mut self, value: Value<'_>) -> Option<T> {
        let place = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.add_foreign(error.span().unwrap_or(place), error.message());
                None
            }
        }
    }

    /// Reads a value into its place; a wrong value leaves the place unchanged.
    pub(super) fn set<T: DeserializeOwned>(&mut self, to: &mut T, value: Value<'_>) {
        if let Some(value) = self.value(value) {
            *to = value;
        }
    }

    /// Reads a list, each item by itself.
    pub(super) fn list<T: DeserializeOwned>(&mut self, to: &mut Vec<T>, value: Value<'_>) {
        let place = value.span();
        match value.into_inner() {
            DeValue::Array(items) => *to = items.iter().cloned().filter_map(|item| self.value(item)).collect(),
            other => self.add(place, message!("bad-config-no-list", found = other.type_str())),
        }
    }

    /// Returns the entries of a table; adds a mistake and returns `None` if the value is not a table.
    pub(super) fn table<'i>(&mut self, value: Value<'i>) -> Option<DeTable<'i>> {
        let place = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some(table),
            other => {
                self.add(place, message!("bad-config-no-table", found = other.type_str()));
                None
            }
        }
    }

    /// Reads the entries of a table into a value; `above` are the top-level keys.
    pub(super) fn fields<T>(&mut self, fields: &[Field<T>], above: &[&str], to: &mut T, table: DeTable<'_>) {
        for (key, value) in table {
            let place = key.span();
            match fields.iter().find(|field| field.name == key.get_ref()) {
                Some(field) => (field.read)(to, value, self),
                None => self.unknown(place, key.get_ref(), fields.iter().map(|field| field.name), above),
            }
        }
    }

    /// Reports an unknown key, with the nearest known one.
    fn unknown<'a>(&mut self, place: Range<usize>, key: &str, known: impl Iterator<Item = &'a str>, above: &[&str]) {
        let nearest = nearest(key, known);
        self.add(
            place,
            match nearest {
                Some(name) => message!("bad-config-near-setting", key, name),
                None if above.contains(&key) => message!("bad-config-setting-below-table", key),
                None => message!("bad-config-unknown-setting", key),
            },
        );
    }
}

/// Returns the known name that a word is nearest to, if it is near to any: up to a third of its letters apart.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let word = plain(word);
    let distances = known.map(|name| (strsim::damerau_levenshtein(&word, &plain(name)), name));
    distances.min().filter(|(distance, name)| distance * 3 <= name.len()).map(|(_, name)| name)
}
