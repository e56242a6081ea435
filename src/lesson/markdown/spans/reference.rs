//! Turns addresses of MDN Web Docs with a scheme of their own (`mdn:js/Set`) into addresses of the web.
//!
//! Source: the guide for authors of the engine of javascript.info ("Links to MDN").

use comrak::nodes::{AstNode, NodeValue};

/// The scheme.
pub(super) const SCHEME: &str = "mdn:";

/// The site.
const SITE: &str = "https://developer.mozilla.org/docs/Web/";

/// The parts of the site that have a short name.
const PARTS: [(&str, &str); 6] = [
    ("js", "JavaScript/Reference/Global_Objects"),
    ("api", "API"),
    ("html", "HTML"),
    ("css", "CSS"),
    ("http", "HTTP"),
    ("events", "Events"),
];

/// Writes the address of a link that has the scheme.
pub(super) fn write_address<'a>(link: &'a AstNode<'a>) {
    if let NodeValue::Link(link) = &mut link.data_mut().value
        && let Some(address) = address(&link.url)
    {
        link.url = address;
    }
}

fn address(url: &str) -> Option<String> {
    let path = url.strip_prefix(SCHEME)?.trim_matches('/');
    let (part, rest) = path.split_once('/').unwrap_or((path, ""));
    let part = PARTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(part)).map_or(part, |(_, path)| path);
    let address = format!("{SITE}{part}/{rest}");
    (!path.is_empty()).then(|| address.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_of_parts() {
        assert_eq!(
            address("mdn:js/Set/add").as_deref(),
            Some("https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Set/add")
        );
        assert_eq!(address("mdn:/api/Node").as_deref(), Some("https://developer.mozilla.org/docs/Web/API/Node"));
        assert_eq!(address("mdn:"), None);
    }
}
