//! Turns the id of a message and its named values into text in a language of the user.
//!
//! Code names a message and its values ([`message!`](crate::message!)); the words are data, a file for each language
//! (`message/en.ftl`, `message/ko.ftl`, in the format of Fluent). A text is made where it is shown: by the command
//! line, in the preview, in a report. Formats for programs are always in English.

mod catalog;
mod language;
mod particle;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use language::{MessageLanguage, ParseMessageLanguageError};

/// A message: an id with values, or a text that stands in no catalog.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message(MessageContent);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum MessageContent {
    Catalogued { id: Cow<'static, str>, values: Vec<(Cow<'static, str>, MessageValue)> },
    Verbatim(String),
}

/// A value that a message shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MessageValue {
    /// Words of the author, a path, a name of a program.
    Text(String),
    /// A number, by which the words around it may vary.
    Number(u64),
    /// A message within a message, in the same language.
    Message(Box<Message>),
}

impl Message {
    /// Makes the message of an id; [`message!`](crate::message!) is the usual way.
    pub fn new(id: &'static str, values: Vec<(&'static str, MessageValue)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        Self(MessageContent::Catalogued { id: Cow::Borrowed(id), values })
    }

    /// Makes a message of a text that is the same in all languages: the error of a library or of the system.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self(MessageContent::Verbatim(text.into()))
    }

    /// Makes the message of an id that is put together, without values.
    pub fn entry(id: &str) -> Self {
        Self(MessageContent::Catalogued { id: Cow::Owned(id.to_owned()), values: Vec::new() })
    }

    /// Returns the text in a language.
    pub fn text(&self, language: MessageLanguage) -> String {
        match &self.0 {
            MessageContent::Catalogued { id, values } => catalog::text(id, values, language),
            MessageContent::Verbatim(text) => text.clone(),
        }
    }
}

/// Writes the text in English, as formats for programs show it.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(MessageLanguage::English))
    }
}

/// Orders messages by their English text, so that the order of a list does not depend on the language.
impl Ord for Message {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other { Ordering::Equal } else { self.to_string().cmp(&other.to_string()) }
    }
}

impl PartialOrd for Message {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::verbatim(text)
    }
}

#[cfg(test)]
impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::verbatim(text)
    }
}

impl From<&str> for MessageValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for MessageValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for MessageValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<usize> for MessageValue {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u64> for MessageValue {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<Message> for MessageValue {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<&Message> for MessageValue {
    fn from(message: &Message) -> Self {
        Self::from(message.clone())
    }
}

/// Makes a message: its id, then its values by the names that the catalogs use.
///
/// A variable without `name =` is passed under its own name. `tests/messages.rs` checks each use against the catalogs.
///
/// ```
/// use seodang::message;
///
/// let href = "setup.md";
/// let message = message!("broken-link", href);
/// assert_eq!(message.to_string(), "`setup.md` leads to no file of the course");
/// ```
#[macro_export]
macro_rules! message {
    ($id:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::message::Message::new($id, vec![$((
            stringify!($name),
            $crate::message::MessageValue::from($crate::message!(@value $name $(, $value)?)),
        )),*])
    };
    (@value $name:ident) => { $name };
    (@value $name:ident, $value:expr) => { $value };
}

#[cfg(test)]
mod tests;
