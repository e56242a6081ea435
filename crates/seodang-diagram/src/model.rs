//! Reads lists and labels from the engine's model of a diagram.

use serde_json::Value;

/// The maximum length of a label in a statement, in characters.
const MOST_OF_LABEL: usize = 120;

/// Returns a list of a model; an empty one if there is none.
pub(crate) fn list<'m>(model: &'m Value, key: &str) -> &'m [Value] {
    model[key].as_array().map_or(&[], Vec::as_slice)
}

/// Returns a label as plain text: without tags, marks of Markdown, codes of characters and names of icons; `None` if nothing is left.
pub(crate) fn label(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => return fields.get("text").and_then(label),
        _ => return None,
    };
    let mut plain = String::new();
    let mut rest = text.trim_matches('`');
    while let Some(open) = rest.find('<') {
        let is_tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let Some(length) = rest[open..].find('>').filter(|_| is_tag) else {
            plain.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        plain.push_str(&rest[..open]);
        let tag = &rest[open..open + length];
        if ["<br", "</p", "</li", "<li", "</div"].iter().any(|name| tag.starts_with(name)) {
            plain.push(' ');
        }
        rest = &rest[open + length + 1..];
    }
    plain.push_str(rest);
    for (code, sign) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&"), ("**", ""), ("\\n", " ")]
    {
        plain = plain.replace(code, sign);
    }
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !is_icon(word)).collect();
    let mut short: String = words.join(" ");
    if let Some((end, _)) = short.char_indices().nth(MOST_OF_LABEL) {
        short.truncate(end);
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
}

/// Tests for the name of an icon: `fa:fa-car`.
fn is_icon(word: &str) -> bool {
    word.split_once(":fa-").is_some_and(|(set, _)| set.len() <= 3 && set.starts_with("fa"))
}
