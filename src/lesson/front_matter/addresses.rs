//! Turns the entries of front matter about addresses (`permalink`, `slug`, `aliases`) into the addresses of a page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use serde_json::Value;

/// The addresses that front matter states for a page on the site of another tool.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageAddresses {
    /// Its whole address: Jekyll's `permalink`, Hugo's `url`. It begins with `/`.
    pub permalink: Option<String>,
    /// The last part of its address, or all of it if it begins with `/` (Docusaurus).
    pub slug: Option<String>,
    /// The addresses that it had before: Hugo's and Zola's `aliases`, Jekyll's `redirect_from`.
    pub aliases: Vec<String>,
}

impl PageAddresses {
    /// Reads the addresses of front matter.
    pub(super) fn read(entries: &BTreeMap<String, Value>) -> Self {
        let text =
            |name: &str| entries.get(name).and_then(Value::as_str).map(str::trim).filter(|text| is_address(text));
        let permalink = text("permalink").or_else(|| text("url")).filter(|text| !text.contains("://"));
        let aliases = ["aliases", "redirect_from"].iter().filter_map(|name| entries.get(*name)).flat_map(texts);
        Self {
            permalink: permalink.map(|text| format!("/{}", text.trim_start_matches('/'))),
            // In Docusaurus, `id` gives the last part of the address.
            slug: text("slug").or_else(|| text("id")).map(ToOwned::to_owned),
            aliases: aliases.filter(|text| is_former_address(text)).collect(),
        }
    }
}

/// Returns the texts of an entry that is one text or a list of them.
fn texts(value: &Value) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        other => vec![other],
    };
    items.into_iter().filter_map(Value::as_str).map(|text| text.trim().to_owned()).collect()
}

/// Tests whether a text can be an address; Jekyll's patterns (`/:year/:title`) are none.
fn is_address(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && !text.contains(['#', '?', '{']) && !text.contains("/:")
}

/// Tests whether an alias is an address: in Obsidian, `aliases` are other names of the page.
fn is_former_address(text: &str) -> bool {
    is_address(text) && !text.contains("://") && (text.starts_with('/') || text.ends_with('/') || is_page(text))
}

/// Tests whether an address ends with the extension of a page.
fn is_page(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "html" | "htm"))
}
