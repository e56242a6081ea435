//! Holds the catalogs of all languages, and turns an id with values into text.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{MessageLanguage, MessageValue, particle};

static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(MessageLanguage::English, include_str!("en.ftl")));

static KOREAN: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(MessageLanguage::Korean, include_str!("ko.ftl")));

/// Returns the text of a message; the id itself if there is none, which `tests/messages.rs` rules out.
pub(super) fn text(id: &str, values: &[(Cow<'static, str>, MessageValue)], language: MessageLanguage) -> String {
    let bundle = match language {
        MessageLanguage::English => &*ENGLISH,
        MessageLanguage::Korean => &*KOREAN,
    };
    let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
    let pattern = bundle.get_message(name).and_then(|message| match attribute {
        Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
        None => message.value(),
    });
    let Some(pattern) = pattern else { return id.to_owned() };
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (&**name, argument(value, language))).collect();
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

fn argument(value: &MessageValue, language: MessageLanguage) -> FluentValue<'_> {
    match value {
        MessageValue::Text(text) => FluentValue::from(text.as_str()),
        MessageValue::Number(number) => FluentValue::from(*number),
        MessageValue::Message(message) => FluentValue::from(message.text(language)),
    }
}

fn bundle(language: MessageLanguage, text: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Marks of direction around values would be part of what readers copy.
    bundle.set_use_isolating(false);
    // Mistakes in a catalog leave out the entry; `tests/messages.rs` rules them out.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    // `PARTICLE($path, "을")`: the form of a Korean particle that fits a value.
    let _ = bundle.add_function("PARTICLE", |positional, _| match positional {
        [word, FluentValue::String(name)] => {
            let word = match word {
                FluentValue::String(word) => word.to_string(),
                FluentValue::Number(number) => number.as_string().into_owned(),
                _ => String::new(),
            };
            particle::particle(&word, name).map_or(FluentValue::Error, FluentValue::from)
        }
        _ => FluentValue::Error,
    });
    bundle
}
