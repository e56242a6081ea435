//! Turns paths in the site into the relative references between its pages.

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// A path below the output folder: `/` between its parts, never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

/// The ASCII characters to escape: those that a URL's path cannot contain (RFC 3986, section 3.3), and those that HTML
/// attributes should not contain. Letters beyond ASCII stay: browsers encode them, and people can read the address.
pub const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'\'')
    .add(b'&')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl SitePath {
    /// Creates a path from its text.
    pub fn new(path: &str) -> Self {
        Self(path.trim_matches('/').into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tests whether it is an HTML page.
    pub fn is_page(&self) -> bool {
        self.0.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("html"))
    }

    /// Returns the reference from this page to the site's root: `""`, `"../"`, `"../../"` …
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// Returns the reference from this page to another file, percent-encoded: the same on any host, under any base path
    /// and from `file://`.
    pub fn href_to(&self, target: &Self) -> String {
        let same = self.0.bytes().zip(target.0.bytes()).take_while(|(a, b)| a == b).count();
        // A slash is one byte in UTF-8 and part of no other character.
        let shared = target.0.as_bytes()[..same].iter().rposition(|&byte| byte == b'/').map_or(0, |at| at + 1);
        let mut href = "../".repeat(self.0[shared..].matches('/').count());
        href.push_str(&encode(&target.0[shared..]));
        // `a:b.html` would be read as an address of the scheme `a`.
        if href.split('/').next().is_some_and(|first| first.contains(':')) { format!("./{href}") } else { href }
    }

    /// Returns the address of this file under a base URL; a folder's index is named by its folder.
    pub fn url(&self, base: &str) -> String {
        let path = self.0.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        let path: String = path.unwrap_or(&self.0).split('/').map(encode).collect::<Vec<_>>().join("/");
        format!("{}/{path}", base.trim_end_matches('/'))
    }
}

/// Percent-encodes a path or a part of one; slashes are kept.
pub fn encode(path: &str) -> String {
    // Fast path: most paths need no encoding.
    if path
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'/' | b'-' | b'_' | b'.'))
    {
        return path.to_owned();
    }
    let mut encoded = String::with_capacity(path.len());
    for run in path.split_inclusive(|c: char| !c.is_ascii()) {
        let (ascii, letter) = match run.char_indices().next_back() {
            Some((at, c)) if !c.is_ascii() => run.split_at(at),
            _ => (run, ""),
        };
        encoded.extend(utf8_percent_encode(ascii, ESCAPED));
        encoded.push_str(letter);
    }
    encoded
}

/// Percent-encodes a fragment: a heading's id may hold anything but white space.
pub fn encode_fragment(id: &str) -> String {
    encode(id)
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let check = |from: &str, to: &str, expected: &str| {
            assert_eq!(SitePath::new(from).href_to(&SitePath::new(to)), expected, "{from} to {to}");
        };
        check("index.html", "week_01/index.html", "week_01/index.html");
        check("week_01/day1/a.html", "week_01/day1/b.html", "b.html");
        check("week_01/day1/a.html", "week_01/day2/b.html", "../day2/b.html");
        check("week_01/day1/a.html", "index.html", "../../index.html");
        check("a.html", "50% #1 \"말\".png", "50%25%20%231%20%22말%22.png");
        check("a.html", "a:b.html", "./a:b.html");
        // The same name for a folder and a file of another depth must not be taken for shared.
        check("a/b/c.html", "a/b", "../b");
    }

    #[test]
    fn urls() {
        let base = "https://example.org/course/";
        assert_eq!(SitePath::new("index.html").url(base), "https://example.org/course/");
        assert_eq!(SitePath::new("a/index.html").url(base), "https://example.org/course/a/");
        assert_eq!(SitePath::new("a/myindex.html").url(base), "https://example.org/course/a/myindex.html");
    }
}
