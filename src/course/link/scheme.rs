//! Distinguishes addresses that a page may follow from those whose scheme runs code or is unknown to browsers.

use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::source::scheme;

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

/// Tests whether following an address runs nothing in the page: it has no scheme, or one of `SCHEMES`.
pub fn is_harmless(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// The schemes that run something in the page, or open a file of the reader's disk.
const DANGEROUS: [&str; 5] = ["javascript", "data", "vbscript", "blob", "file"];

/// Tests whether the scheme of an address is one that only another tool may know.
pub(super) fn is_unknown(url: &str) -> bool {
    !is_harmless(url) && scheme(url).is_some_and(|scheme| !DANGEROUS.contains(&scheme.as_str()))
}

/// Reports a link whose scheme is none of [`SCHEMES`], which the page shows as text.
pub(super) fn check(lesson: &Lesson, link: &Link) -> Option<Diagnostic> {
    let href = link.href.trim();
    if link.kind != LinkKind::Link || is_harmless(href) {
        return None;
    }
    let (_, rest) = href.split_once(':')?;
    let scheme = scheme(href)?;
    // `localhost:8080/x`: a host and a port.
    let is_host = rest.starts_with(|c: char| c.is_ascii_digit()) && (scheme == "localhost" || scheme.contains('.'));
    let (message, hint) = match scheme.as_str() {
        _ if is_host => (message!("broken-link-no-scheme", href), message!("broken-link-no-scheme.hint", href)),
        dangerous if DANGEROUS.contains(&dangerous) => {
            (message!("broken-link-dangerous-scheme", scheme = &scheme), message!("broken-link-dangerous-scheme.hint"))
        }
        _ => (message!("broken-link-unknown-scheme", scheme = &scheme), message!("broken-link-unknown-scheme.hint")),
    };
    Some(Diagnostic::at(&lesson.path, link.span, Code::BrokenLink, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_something_are_known() {
        for url in
            ["javascript:x", "JavaScript:x", " \u{1}javascript:x", "java\nscript:x", "data:text/html,x", "blob:x"]
        {
            assert!(!is_harmless(url), "{url:?}");
        }
        for url in ["", "a.md", "#javascript:x", "./a:b", "가:b", "//host/x", "HTTPS://host", "mailto:a@b", "?q=data:x"]
        {
            assert!(is_harmless(url), "{url:?}");
        }
    }
}
