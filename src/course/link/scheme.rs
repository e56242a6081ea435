//! Distinguishes addresses that a page may follow from those whose scheme runs code or is unknown to browsers.

use crate::diagnostic::{Code, Diagnostic};
use crate::html::allowed::is_harmless_address;
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::source::scheme;

/// The schemes that run something in the page, or open a file of the reader's disk.
const DANGEROUS: [&str; 5] = ["javascript", "data", "vbscript", "blob", "file"];

/// Tests whether the scheme of an address is one that only another tool may know.
pub(super) fn is_unknown(url: &str) -> bool {
    !is_harmless_address(url) && scheme(url).is_some_and(|scheme| !DANGEROUS.contains(&scheme.as_str()))
}

/// Reports a link whose scheme is none of the known ones, which the page shows as text.
pub(super) fn check(lesson: &Lesson, link: &Link) -> Option<Diagnostic> {
    let href = link.href.trim();
    if link.kind != LinkKind::Link || is_harmless_address(href) {
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
