//! Turns the texts of YAML and TOML files of tools into values.

use serde_json::Value;

use super::reader::StructureMistake;
use crate::lesson::front_matter::value::AnyValue;
use crate::message::Message;
use crate::source::{Source, Span};

/// Parses a YAML file.
pub(super) fn parse(source: &Source) -> Result<Value, StructureMistake> {
    parse_text(source, &source.text)
}

/// Parses some entries of the mapping in a YAML file. The others may hold syntax that only their tool understands: tags of
/// Python, variables of the environment.
pub(super) fn parse_keys(source: &Source, keys: &[&str]) -> Result<Value, StructureMistake> {
    let mut text = String::with_capacity(source.text.len());
    let mut is_wanted = false;
    for line in source.text.split_inclusive('\n') {
        // Items of a list may begin in the first column, below their key.
        if !line.starts_with([' ', '\t', '#', '-', '\n']) {
            let key = line.split(':').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
            is_wanted = keys.contains(&key);
        }
        text.push_str(if is_wanted { line } else { "\n" });
    }
    parse_text(source, &text)
}

/// Parses a TOML file.
pub(super) fn parse_toml(source: &Source) -> Result<Value, StructureMistake> {
    toml::from_str::<AnyValue>(&source.text).map(|value| value.0).map_err(|error| {
        let span = error.span().map_or(Span::new(0, 0), |range| Span::new(range.start, range.end));
        StructureMistake { span, message: Message::verbatim(first_line(error.message())) }
    })
}

fn parse_text(source: &Source, text: &str) -> Result<Value, StructureMistake> {
    let parsed = serde_saphyr::from_str::<Option<AnyValue>>(text);
    parsed.map(|value| value.map_or(Value::Null, |value| value.0)).map_err(|error| {
        let line = error.location().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or(1).max(1);
        let message = first_line(&error.to_string());
        let bare = message.strip_prefix("error: ").unwrap_or(&message);
        let bare = bare.strip_prefix("line ").and_then(|rest| Some(rest.split_once(": ")?.1)).unwrap_or(bare);
        StructureMistake { span: source.line_span(line), message: Message::verbatim(bare) }
    })
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}

/// Returns the text at a path of keys.
pub(super) fn text<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v str> {
    keys.iter().try_fold(value, |value, key| value.get(key))?.as_str()
}
