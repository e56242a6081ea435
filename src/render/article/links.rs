//! Turns links into the references of the finished page.

use std::fmt::Write as _;

use comrak::nodes::{AstNode, NodeLink, NodeValue};

use super::nodes::NodeExit;
use super::walk::Below;
use super::writer::ArticleWriter;
use crate::course::Target;
use crate::html::allowed::is_harmless_address;
use crate::html::{Element, Node, NodeId, Tree};
use crate::lesson::markdown;
use crate::site::path::encode_fragment;

/// The work at the end of a link.
pub(super) struct LinkEnd {
    element: NodeId,
    /// Whether its page was left out on purpose, which screen readers announce.
    is_left_out: bool,
}

impl ArticleWriter<'_> {
    /// Opens a Markdown link.
    pub(super) fn link<'n>(&mut self, node: &'n AstNode<'n>, link: &NodeLink) -> (Below, NodeExit) {
        // HTML has no link in a link, and comrak makes none (`[![badge](x)](y)` is an image in a link).
        let href = self.href(&link.url);
        let is_left_out = href.is_none() && self.target(&link.url) == Some(&Target::LeftOut);
        let element = match href {
            Some(href) => {
                let title = Some(link.title.clone()).filter(|title| !title.is_empty());
                Element::new("a").with("href", href).with_some("title", title)
            }
            None if is_left_out => {
                let why = self.word("left_out_page").to_owned();
                Element::new("span").with("class", "left-out").with("title", why)
            }
            None => Element::new("span").with("class", "broken-link"),
        };
        let element = self.out.open(element);
        let exit = NodeExit::Link(LinkEnd { element, is_left_out });
        if let Some(text) = self.better_text(node, &link.url) {
            self.passages.pass_over(node);
            self.out.text(text);
            return (Below::Skip, exit);
        }
        (Below::Walk, exit)
    }

    /// Closes a link.
    pub(super) fn end_link(&mut self, end: &LinkEnd) {
        if end.is_left_out {
            let why = format!(" ({})", self.word("left_out_page"));
            self.out.element_with_text(Element::new("span").with("class", "hidden-words"), why);
        }
        self.out.close(end.element);
    }

    /// Returns the reference for an address; `None` if it has no target.
    pub(super) fn href(&self, url: &str) -> Option<String> {
        match self.target(url) {
            // Judged as it is written: encoding removes signs, and what is left may have a scheme.
            None | Some(Target::External) => Some(encode_address(url)).filter(|address| is_harmless_address(address)),
            Some(Target::Page { entry, fragment }) => {
                let site = &self.context.course.entries[*entry].site;
                let fragment = fragment.as_ref().map(|id| format!("#{}", encode_fragment(id)));
                match fragment {
                    Some(fragment) if site == self.site => Some(fragment),
                    fragment => Some(self.site.href_to(site) + &fragment.unwrap_or_default()),
                }
            }
            Some(Target::OtherEdition { site, fragment }) => {
                let fragment = fragment.as_ref().map(|id| format!("#{}", encode_fragment(id)));
                Some(self.site.href_to(site) + &fragment.unwrap_or_default())
            }
            Some(Target::Shown(site) | Target::File { site, .. }) => Some(self.site.href_to(site)),
            Some(Target::Broken | Target::LeftOut) => None,
        }
    }

    /// Returns the text of a link that has no text or only a file name: the title of its page.
    fn better_text<'n>(&self, node: &'n AstNode<'n>, url: &str) -> Option<String> {
        let has_image = node.descendants().any(|inner| matches!(inner.data().value, NodeValue::Image(_)));
        let text = markdown::text(node);
        let text = text.trim();
        if has_image || (text.is_empty() && node.first_child().is_some()) {
            return None;
        }
        let address = url.split('#').next().unwrap_or_default();
        let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let is_markdown = name.to_ascii_lowercase().ends_with(".md");
        let bare = text.is_empty() || (is_markdown && (text == name || text == address));
        if !bare {
            return None;
        }
        match self.target(url) {
            Some(Target::Page { entry, fragment }) => {
                let by_label = fragment.as_ref().filter(|_| text.is_empty() && !url.contains('#'));
                if let Some(heading) = by_label.and_then(|id| self.context.course.heading_text(*entry, id)) {
                    return Some(heading.to_owned());
                }
                // A figure or formula has no name except its label.
                if let Some(label) = url.strip_prefix(markdown::LABEL_SIGN).filter(|_| text.is_empty()) {
                    return Some(label.replace(['_', '-'], " "));
                }
                let entry = &self.context.course.entries[*entry];
                Some(match &entry.label {
                    Some(label) => format!("{label}: {}", entry.title),
                    None => entry.title.clone(),
                })
            }
            _ if text.is_empty() && url.starts_with(markdown::LABEL_SIGN) => {
                Some(url.trim_start_matches(markdown::LABEL_SIGN).to_owned())
            }
            _ if text.is_empty() => Some(if name.is_empty() { url.to_owned() } else { name.to_owned() }),
            _ => None,
        }
    }
}

/// Returns an address of another site with its invalid characters (spaces, quotes, brackets; Hangul stays)
/// percent-encoded.
pub(super) fn encode_address(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{:02X}", u32::from(c));
            }
            c if c.is_control() => {}
            c => encoded.push(c),
        }
    }
    encoded
}

/// Labels links that contain only images without alternative text with their address, for screen readers
/// (WCAG 2.4.4).
pub(super) fn name_silent_links(tree: &mut Tree<'_>) {
    let silent_image = |id| tree.element(id).is_some_and(|image| image.name == "img" && image.get("alt") == Some(""));
    let images: Vec<NodeId> = tree.descendants(tree.root()).filter(|&id| silent_image(id)).collect();
    for image in images {
        let mut above = tree.parent(image);
        while let Some(id) = above.filter(|&id| !tree.is_element(id, "a")) {
            above = tree.parent(id);
        }
        let Some(link) = above.filter(|&id| is_silent(tree, id)) else { continue };
        let Some(element) = tree.element_mut(link) else { continue };
        if element.get("title").is_none()
            && element.get("aria-label").is_none()
            && let Some(name) = element.get("href").and_then(name_of_address).map(ToOwned::to_owned)
        {
            element.push("aria-label", name);
        }
    }
}

/// Tests whether a link contains only images without alternative text.
fn is_silent(tree: &Tree<'_>, link: NodeId) -> bool {
    tree.descendants(link).all(|id| match tree.node(id) {
        Node::Text(text) | Node::Source(text) | Node::Markup(text) => text.trim().is_empty(),
        Node::Element(element) => element.name != "img" || element.get("alt") == Some(""),
        Node::Fragment | Node::Comment(_) => true,
    })
}

/// Returns the readable part of an address: without the scheme, the query and the fragment.
fn name_of_address(address: &str) -> Option<&str> {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    Some(path.rsplit("../").next()?).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    #[test]
    fn links_of_pictures() {
        let check = |html: &str, expected: &str| {
            let mut tree = parse(html);
            name_silent_links(&mut tree);
            assert_eq!(tree.html(tree.root()), expected);
        };
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
