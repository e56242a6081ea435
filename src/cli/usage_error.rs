//! Turns the mistakes of arguments that the parser finds into text in the language of the user.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::ArgumentError;
use crate::diagnostic::ParseCodeError;
use crate::message;
use crate::message::{Message, MessageLanguage};

/// Returns the text of a mistake; `None` if the parser has to print it: help, the version, and everything in English.
pub fn text(error: &clap::Error, language: MessageLanguage) -> Option<String> {
    if language == MessageLanguage::English {
        return None;
    }
    let mut lines = vec![message!("usage-error", mistake = mistake(error, language)?).text(language)];
    lines.extend(suggestion(error).map(|suggestion| format!("  {}", suggestion.text(language))));
    if let Some(usage) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim().trim_start_matches("Usage:").trim_start();
        lines.push(format!("{} {usage}", message!("help-heading", name = "usage").text(language)));
    }
    lines.push(message!("usage-error-more").text(language));
    Some(lines.join("\n\n") + "\n")
}

fn mistake(error: &clap::Error, language: MessageLanguage) -> Option<Message> {
    let one = |kind: ContextKind| error.get(kind).map(words).unwrap_or_default();
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    Some(match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => message!("usage-error-no-value", argument),
        ErrorKind::InvalidValue => {
            message!("usage-error-value", argument, value, values = one(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            message!("usage-error-invalid", argument, value, reason = reason(error, language))
        }
        ErrorKind::UnknownArgument => message!("usage-error-unknown", argument),
        ErrorKind::InvalidSubcommand => {
            message!("usage-error-command", command = one(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => message!("usage-error-no-command"),
        ErrorKind::MissingRequiredArgument => message!("usage-error-missing", arguments = argument),
        ErrorKind::ArgumentConflict => message!("usage-error-conflict", argument, other = one(ContextKind::PriorArg)),
        _ => return None,
    })
}

/// Returns the reason why a value was refused.
fn reason(error: &clap::Error, language: MessageLanguage) -> String {
    let Some(source) = error.source() else { return String::new() };
    if let Some(refused) = source.downcast_ref::<ArgumentError>() {
        refused.0.text(language)
    } else if let Some(unknown) = source.downcast_ref::<ParseCodeError>() {
        unknown.message().text(language)
    } else {
        source.to_string()
    }
}

fn suggestion(error: &clap::Error) -> Option<Message> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = kinds.into_iter().find_map(|kind| error.get(kind)).map(words).filter(|near| !near.is_empty())?;
    Some(message!("usage-error-near", near))
}

/// Returns the words of a value that the parser gives, with commas between several.
fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(words) => words.join(", "),
        other => other.to_string(),
    }
}
