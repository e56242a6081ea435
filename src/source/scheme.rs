//! Turns an address into its scheme, as browsers read it.

use url::Url;

/// Returns the scheme of an absolute address in lower case; `None` for an address relative to its page.
///
/// The parser is that of the URL Living Standard (section 4.4): leading blanks and line ends inside are ignored, so that
/// `java\nscript:` is read as in browsers. The text after the scheme is not read: an address with an invalid host or port
/// still has a scheme.
pub fn scheme(address: &str) -> Option<String> {
    let (start, _) = address.split_once(':')?;
    // Any text after the colon; `x` is a valid host, path and opaque path.
    Url::parse(&format!("{start}:x")).ok().map(|url| url.scheme().to_owned())
}

/// Tests whether an address is outside the course: it has a scheme or a host.
pub fn is_external(href: &str) -> bool {
    // One letter is a drive: `C:\notes.md`.
    href.starts_with("//") || scheme(href).is_some_and(|scheme| scheme.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::scheme;

    #[test]
    fn schemes_are_read_as_browsers_do() {
        let check =
            |address: &str, expected: Option<&str>| assert_eq!(scheme(address).as_deref(), expected, "{address:?}");
        check("https://example.org/", Some("https"));
        check("HTTPS://한글.kr/", Some("https"));
        check("https://[broken", Some("https"));
        check("http://a b:port/", Some("http"));
        check("mailto:a@example.org", Some("mailto"));
        check(" \u{1}java\tscri\npt:alert(1)", Some("javascript"));
        check("a.md", None);
        check("week 1: intro.md", None);
        check("1:intro.md", None);
        check("./a:b.html", None);
        check("한글:x", None);
        check("//example.org", None);
        check("#a:b", None);
        check(":x", None);
    }
}
