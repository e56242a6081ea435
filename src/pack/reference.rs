//! Turns the references of a page into their targets: files of the site, and ids in them.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::site::SitePath;
use crate::site::path::encode;

/// The address under which references are resolved; no host has a name below `.invalid` (RFC 2606).
const ROOT: &str = "https://site.invalid/";

/// The target of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A file of the site, with the id of a place in it.
    Within(SitePath, Option<String>),
    /// An address outside the site, or none.
    Outside,
}

impl Reference {
    /// Parses a reference on a page, as browsers do.
    pub fn read(page: &SitePath, href: &str) -> Self {
        // Paths from the root of a host are outside: a site may be in any folder of it.
        let is_from_root = href.trim_start().starts_with(['/', '\\']);
        let base = Url::parse(&format!("{ROOT}{}", encode(page.as_str())));
        let Some(url) = base.and_then(|base| base.join(href)).ok().filter(|url| is_within(url) && !is_from_root) else {
            return Self::Outside;
        };
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let parts: Vec<String> = url.path().split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let fragment = url.fragment().filter(|id| !id.is_empty()).map(decode);
        Self::Within(SitePath::new(&parts.join("/")), fragment)
    }
}

fn is_within(url: &Url) -> bool {
    url.as_str().starts_with(ROOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_do() {
        let page = SitePath::new("week_01/day1/a.html");
        let within = |path: &str, id: Option<&str>| Reference::Within(SitePath::new(path), id.map(str::to_owned));
        let check = |href: &str, expected: Reference| assert_eq!(Reference::read(&page, href), expected, "{href}");
        check("../b%20c.html#%EA%B0%80", within("week_01/b c.html", Some("가")));
        check("#x", within("week_01/day1/a.html", Some("x")));
        check("./a:b.html", within("week_01/day1/a:b.html", None));
        check("https://example.org/", Reference::Outside);
        check("mailto:a@example.org", Reference::Outside);
        check("//example.org/", Reference::Outside);
        check("/a.html", Reference::Outside);
        check("https://[broken", Reference::Outside);
        check("", within("week_01/day1/a.html", None));
        check("../../../x.html?a=1#", within("x.html", None));
        check("%23%3F.png", within("week_01/day1/#?.png", None));
        check("day2/./%2e%2e/b.html", within("week_01/day1/b.html", None));
        let page = SitePath::new("a:b/c#1?.html");
        assert_eq!(Reference::read(&page, "d.html"), within("a:b/d.html", None));
    }
}
