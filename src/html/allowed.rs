//! Decides which elements, attributes, addresses and styles of an author may stand in a page.
//!
//! One table for Markdown, raw HTML and SVG: a name that is not in it has no effect. The names are those of the HTML Living
//! Standard (sections 3 and 4, with the obsolete ones that authors still write) and of SVG 2, without all that runs a script,
//! loads a file, submits a form, moves the focus or addresses the scripts of a theme. Drawings have the same rules in
//! `crates/seodang-diagram/src/svg_node.rs`; `docs/security.md` says what each rule prevents.

mod attribute;
mod element;
mod style;

pub use attribute::{AttributeRule, attribute_rule};
pub use element::{ElementRule, element_rule};
pub use style::{allowed_style, is_allowed_paint};

use crate::source::scheme;

/// The beginning of the ids by which a theme's scripts, links and styles find their own parts of a page.
const RESERVED_ID: &str = "sd-";

/// The schemes that an address of the author's may have: those of the web, those that the HTML Living Standard lets
/// pages handle (section 8.10.1.2), and those by which courses open the programs that they teach with.
const SCHEMES: &[&str] = &[
    "bitcoin",
    "cursor",
    "discord",
    "ftp",
    "ftps",
    "geo",
    "git",
    "http",
    "https",
    "im",
    "irc",
    "ircs",
    "jetbrains",
    "magnet",
    "mailto",
    "matrix",
    "mms",
    "msteams",
    "news",
    "nntp",
    "obsidian",
    "openpgp4fpr",
    "sftp",
    "sip",
    "slack",
    "sms",
    "smsto",
    "ssh",
    "tel",
    "urn",
    "vscode",
    "vscode-insiders",
    "webcal",
    "wtai",
    "xmpp",
    "zoommtg",
];

/// Tests whether following an address runs nothing in the page: it has no scheme, or a known one.
pub fn is_harmless_address(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// Tests whether an id is valid for an element of an author: not empty, without white space, and none that themes use.
pub fn is_allowed_id(id: &str) -> bool {
    !id.is_empty() && !id.contains(char::is_whitespace) && !is_reserved_id(id)
}

/// Tests whether an id belongs to the theme.
pub fn is_reserved_id(id: &str) -> bool {
    id.get(..RESERVED_ID.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED_ID))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_something_are_known() {
        for url in
            ["javascript:x", "JavaScript:x", " \u{1}javascript:x", "java\nscript:x", "data:text/html,x", "blob:x"]
        {
            assert!(!is_harmless_address(url), "{url:?}");
        }
        for url in ["", "a.md", "#javascript:x", "./a:b", "가:b", "//host/x", "HTTPS://host", "mailto:a@b", "?q=data:x"]
        {
            assert!(is_harmless_address(url), "{url:?}");
        }
    }

    #[test]
    fn ids_of_themes_are_reserved() {
        assert!(is_allowed_id("sdk") && is_allowed_id("가") && is_allowed_id("a-sd-b"));
        assert!(!is_allowed_id("sd-main") && !is_allowed_id("SD-nav") && !is_allowed_id("") && !is_allowed_id("a b"));
    }
}
