//! Turns the target of a request into a path of the site, and refuses targets that no browser sends for it.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::site::SitePath;

/// The resource that a request names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of the site.
    Site {
        /// The path of the file; an index if a folder was named.
        place: SitePath,
        /// Whether a folder was named: the target ended in a slash.
        folder: bool,
    },
    /// A resource of the preview's own, below `/__seodang/`.
    Own {
        /// Its name.
        name: String,
        /// The query without its question mark, still encoded.
        query: String,
    },
    /// None: the target is malformed, or leads out of the site.
    Refused,
}

/// The folder of the preview's own resources; nothing of a course is served there.
pub const OWN: &str = "__seodang";

/// The longest target, in bytes: the longest path of a system (4,096 bytes on Linux) with each byte encoded.
const MAX_TARGET_BYTES: usize = 3 * 4_096;

/// Parses the target of a request: `/week_01/a.html?x`.
pub fn address(target: &str) -> Address {
    if target.len() > MAX_TARGET_BYTES {
        return Address::Refused;
    }
    // Browsers send no fragment; it is dropped if a client does.
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let Some(path) = path.strip_prefix('/') else { return Address::Refused };
    // Decode once, then split: an encoded slash or dot cannot hide.
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Address::Refused };
    if path.contains(['\\', '\0']) || path.split('/').any(|part| matches!(part, "." | "..")) {
        return Address::Refused;
    }
    let path: String = path.nfc().collect();
    if let Some(name) = path.strip_prefix(OWN).and_then(|rest| rest.strip_prefix('/')) {
        return Address::Own { name: name.to_owned(), query: query.to_owned() };
    }
    let folder = path.is_empty() || path.ends_with('/');
    let place = if folder { format!("{path}index.html") } else { path };
    if place.starts_with('/') || place.contains("//") {
        return Address::Refused;
    }
    Address::Site { place: SitePath::new(&place), folder }
}

/// Returns the decoded value of a name in a query; `+` is a plus, as in `encodeURIComponent`.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// Tests whether a request may name this host.
///
/// A page of the open web can point a name of its own at this machine (DNS rebinding), and is then of the same origin as
/// the preview. It cannot be reached as `localhost` or by a bare address.
pub fn is_host_allowed(host: &str, named: &str) -> bool {
    let name = without_port(host);
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || (!named.is_empty() && name.eq_ignore_ascii_case(named))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|b| b.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let site = |target: &str| match address(target) {
            Address::Site { place, .. } => place.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(site("/"), "index.html");
        assert_eq!(site("/week_01/?v=3#x"), "week_01/index.html");
        assert_eq!(site("/a%20b/%EA%B0%80.html"), "a b/가.html");
        // Decomposed Hangul, as macOS sends names that were copied from the Finder.
        assert_eq!(site("/%E1%84%80%E1%85%A1.html"), "가.html");
        assert_eq!(
            address("/__seodang/state?since=1"),
            Address::Own { name: "state".to_owned(), query: "since=1".to_owned() }
        );
    }

    #[test]
    fn ways_out_are_refused() {
        for target in [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/%2E%2e%2fx",
            "/a%2f..%2f..%2fx",
            "/..%5cx",
            "/a\\..\\x",
            "/%00",
            "//etc/passwd",
            "/a//b",
            "",
            "x",
            "*",
            "http://other.example/",
            "/%ff",
            "/./a",
            "/__seodang/../a",
            &"/a".repeat(MAX_TARGET_BYTES),
        ] {
            assert_eq!(address(target), Address::Refused, "{target}");
        }
    }

    #[test]
    fn parameters() {
        assert_eq!(parameter("a=1&page=%2Fw%2Fa.html", "page").as_deref(), Some("/w/a.html"));
        assert_eq!(parameter("pages=1", "page"), None);
    }

    #[test]
    fn hosts() {
        for host in [
            "localhost:4000",
            "127.0.0.1",
            "127.0.0.1:4000",
            "[::1]:4000",
            "192.168.0.7:80",
            "a.localhost:1",
            "MyBox:4000",
        ] {
            assert!(is_host_allowed(host, "mybox"), "{host}");
        }
        for host in ["evil.example", "evil.example:4000", "localhost.evil.example", "", "127.0.0.1.evil.example"] {
            assert!(!is_host_allowed(host, "mybox"), "{host}");
        }
    }
}
