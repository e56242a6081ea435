//! Turns links that hold nothing but pictures without a text into links with a name: what they lead to, for those who hear
//! pages (WCAG 2.4.4).

/// Gives such links in an article the name of their address.
pub(super) fn named(html: String) -> String {
    if !html.contains("alt=\"\"") {
        return html;
    }
    let mut written = String::with_capacity(html.len() + 64);
    let mut rest = &*html;
    while let Some(at) = rest.find("<a ") {
        let (before, link) = rest.split_at(at);
        written.push_str(before);
        let Some((tag, content)) = link.split_once('>') else { break };
        let content = content.split("</a>").next().unwrap_or_default();
        rest = &link[tag.len()..];
        written.push_str(tag);
        if is_silent(content)
            && !tag.contains(" title=\"")
            && !tag.contains(" aria-label=\"")
            && let Some(name) = name(tag)
        {
            written.push_str(" aria-label=\"");
            written.push_str(name);
            written.push('"');
        }
    }
    written + rest
}

/// Whether the content of a link is pictures without a text.
fn is_silent(content: &str) -> bool {
    let mut has_picture = false;
    let mut rest = content;
    while let Some((text, tag)) = rest.split_once('<') {
        let Some((tag, after)) = tag.split_once('>') else { return false };
        if !text.trim().is_empty() || (tag.starts_with("img ") && !tag.contains(" alt=\"\"")) {
            return false;
        }
        has_picture |= tag.starts_with("img ");
        rest = after;
    }
    has_picture && rest.trim().is_empty()
}

/// What the address in a start tag can be called: no scheme, nothing behind the path.
fn name(tag: &str) -> Option<&str> {
    let (_, address) = tag.split_once(" href=\"")?;
    let address = address.split('"').next()?;
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    Some(path.rsplit("../").next()?).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_pictures() {
        let check = |html: &str, expected: &str| assert_eq!(named(html.to_owned()), expected);
        check(
            "<p><a href=\"https://a.example/watch?v=1\"><img src=\"x.png\" alt=\"\"></a> <a href=\"b.html\">b</a></p>",
            "<p><a href=\"https://a.example/watch?v=1\" aria-label=\"a.example/watch\"><img src=\"x.png\" alt=\"\"></a> <a href=\"b.html\">b</a></p>",
        );
        check(
            "<a class=\"x\" href=\"../b/c.html#d\"> <b><img alt=\"\" src=\"x\"></b>\n</a>",
            "<a class=\"x\" href=\"../b/c.html#d\" aria-label=\"b/c.html\"> <b><img alt=\"\" src=\"x\"></b>\n</a>",
        );
        for same in [
            "<a href=\"b\"><img src=\"x\" alt=\"\"> words</a>",
            "<a href=\"b\"><img src=\"x\" alt=\"\"><img src=\"y\" alt=\"Y\"></a>",
            "<a href=\"b\" title=\"t\"><img src=\"x\" alt=\"\"></a>",
            "<a id=\"x\"></a><img src=\"x\" alt=\"\">",
        ] {
            check(same, same);
        }
    }
}
