//! Turns the list of settings into a JSON Schema, by which editors complete and check a settings file.

use serde_json::{Map, Value, json};

use super::FILE_NAME;
use super::reference::{LEVELS, SETTINGS, ValueForm};
use crate::diagnostic::Code;
use crate::message::MessageLanguage;

/// The version of JSON Schema that editors of TOML read: draft 7 (taplo, "Configuration file, schema").
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The file name of the schema beside a settings file; a hidden file is never part of a course.
pub const SCHEMA_FILE: &str = ".seodang.schema.json";

/// Returns the schema, with descriptions in a language.
pub fn schema(language: MessageLanguage) -> Value {
    let mut root = table("", language);
    root.insert("$schema".to_owned(), json!(DRAFT));
    root.insert("title".to_owned(), json!(FILE_NAME));
    Value::Object(root)
}

/// Returns the schema of a table and those below it; the name of the root is empty.
fn table(name: &str, language: MessageLanguage) -> Map<String, Value> {
    let (mut properties, mut others) = (Map::new(), Value::Bool(false));
    for setting in SETTINGS.iter().filter(|setting| setting.table == name) {
        let mut value = form(setting.form);
        if let Value::Object(entries) = &mut value {
            entries.insert("description".to_owned(), json!((setting.about)().text(language)));
        }
        match (setting.form, setting.key) {
            (ValueForm::Level, _) => properties.extend(codes(&value)),
            (_, "*") => others = value,
            (_, key) => properties.extend([(key.to_owned(), value)]),
        }
    }
    for below in SETTINGS.iter().filter_map(|setting| next_table(name, setting.table)) {
        if !properties.contains_key(below) {
            let path = if name.is_empty() { below.to_owned() } else { format!("{name}.{below}") };
            properties.insert(below.to_owned(), Value::Object(table(&path, language)));
        }
    }
    object(properties, others)
}

/// Returns the name of the table below `name` that leads to `wanted`.
fn next_table<'t>(name: &str, wanted: &'t str) -> Option<&'t str> {
    let rest = if name.is_empty() { wanted } else { wanted.strip_prefix(name)?.strip_prefix('.')? };
    rest.split('.').next().filter(|next| !next.is_empty())
}

/// Returns an entry for each code of diagnostics.
fn codes(level: &Value) -> impl Iterator<Item = (String, Value)> {
    Code::ALL.iter().map(|code| (code.to_string(), level.clone()))
}

/// Returns the schema of a table; `others` is that of keys without an entry.
fn object(properties: Map<String, Value>, others: Value) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("additionalProperties".to_owned(), others);
    schema
}

/// Returns the schema of a value.
fn form(form: ValueForm) -> Value {
    let text = || json!({ "type": "string" });
    let date = || json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}(/\\d{4}-\\d{2}-\\d{2})?$" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    match form {
        ValueForm::Text => text(),
        ValueForm::Flag => json!({ "type": "boolean" }),
        ValueForm::Choice(values) => json!({ "type": "string", "enum": values }),
        ValueForm::Patterns | ValueForm::Texts | ValueForm::Weekdays => list(text()),
        ValueForm::TextGroups => list(json!({ "type": "array", "items": text(), "minItems": 2 })),
        ValueForm::Date => date(),
        ValueForm::Dates => list(date()),
        ValueForm::Level => json!({ "type": "string", "enum": LEVELS }),
        ValueForm::PathLevels => {
            let level = json!({ "type": "string", "enum": LEVELS });
            let mut table = object(codes(&level).collect(), Value::Bool(false));
            if let Some(Value::Object(properties)) = table.get_mut("properties") {
                properties.insert("paths".to_owned(), list(text()));
            }
            table.insert("required".to_owned(), json!(["paths"]));
            list(Value::Object(table))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_their_keys() {
        let schema = schema(MessageLanguage::English);
        assert_eq!(schema["properties"]["title"]["type"], "string");
        assert_eq!(schema["properties"]["images"]["properties"]["remote"]["enum"][2], "fetch");
        assert_eq!(schema["properties"]["check"]["properties"]["broken-link"]["enum"][3], "off");
        assert_eq!(schema["properties"]["redirects"]["additionalProperties"]["type"], "string");
        let dates = &schema["properties"]["calendar"]["properties"]["dates"];
        assert!(dates["additionalProperties"]["pattern"].is_string(), "{dates}");
        assert_eq!(schema["additionalProperties"], false);
    }
}
