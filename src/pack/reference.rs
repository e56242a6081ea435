//! Turns the references of a page into the files of the site that they name, and where on them.

use percent_encoding::percent_decode_str;

use crate::site::SitePath;

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A file of the site, and the id of a place in it.
    Within(SitePath, Option<String>),
    /// An address of the web, or none.
    Without,
}

impl Reference {
    /// Reads a reference as it stands on a page.
    pub fn read(page: &SitePath, href: &str) -> Self {
        let is_address = crate::course::link::is_external(href) || href.starts_with('/');
        if is_address {
            return Self::Without;
        }
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let (path, fragment) = href.split_once('#').map_or((href, None), |(path, id)| (path, Some(decode(id))));
        let path = decode(path.split('?').next().unwrap_or_default());
        let fragment = fragment.filter(|id| !id.is_empty());
        if path.is_empty() {
            return Self::Within(page.clone(), fragment);
        }
        let mut parts: Vec<&str> = page.as_str().split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." | "" => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        Self::Within(SitePath::new(&parts.join("/")), fragment)
    }
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
        check("https://example.org/", Reference::Without);
        check("mailto:a@example.org", Reference::Without);
    }
}
