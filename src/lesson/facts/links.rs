//! Turns the links and images of a file into facts, those of raw HTML too.

use comrak::nodes::{AstNode, NodeValue};

use super::FactReader;
use super::title::read_title;
use crate::html::allowed::{ElementRule, element_rule, is_allowed_id};
use crate::html::{self, TagKind};
use crate::lesson::{Link, LinkKind, markdown};
use crate::source::Span;

impl FactReader<'_> {
    /// Reads a link, an image, or the embed of a note.
    pub(super) fn link<'a>(&mut self, node: &'a AstNode<'a>, span: Span) {
        let data = node.data();
        let link = match &data.value {
            NodeValue::Link(link) => Link {
                kind: LinkKind::Link,
                href: link.url.clone(),
                text: markdown::text(node),
                names: markdown::begins_entry(node),
                span,
                course_address: None,
            },
            NodeValue::Image(image) => {
                self.add_id(data.attrs.as_ref().and_then(|attributes| attributes.id.as_deref()));
                let (href, text) = (image.url.clone(), markdown::text(node));
                Link { kind: LinkKind::Image, href, text, names: false, span, course_address: None }
            }
            NodeValue::WikiLink(link) => {
                let (href, text) = (link.url.clone(), String::new());
                Link { kind: LinkKind::Link, href, text, names: false, span, course_address: None }
            }
            _ => return,
        };
        self.lesson.links.push(link);
    }

    /// Adds the id of an element, unless authors may not use it.
    pub(super) fn add_id(&mut self, id: Option<&str>) {
        self.lesson.html_ids.extend(id.filter(|id| is_allowed_id(id)).map(ToOwned::to_owned));
    }

    /// Reads the ids, the links and the title of raw HTML.
    pub(super) fn html(&mut self, html: &str, span: Span) {
        let tags = html::tags(html);
        let places = markdown::LiteralMap::new(self.source, span, html);
        for (index, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.kind != TagKind::Close) {
            if tag.name == "h1" && self.lesson.title.is_none() {
                let text = html::text_of(html, &tags[index..]);
                self.lesson.title =
                    Some(text).filter(|text| !text.is_empty()).map(|text| read_title(&text, None, None));
            }
            if element_rule(&tag.name) != ElementRule::Removed {
                self.add_id(tag.attribute("id"));
            }
            if tag.name == "a" {
                self.add_id(tag.attribute("name"));
            }
            let (kind, href) = match tag.name.as_str() {
                "a" => (LinkKind::Link, tag.attribute("href")),
                "source" => (LinkKind::Image, tag.attribute("src").or_else(|| html::only_source(tag))),
                "img" | "video" | "audio" | "track" => (LinkKind::Image, tag.attribute("src")),
                "iframe" | "embed" => (LinkKind::Link, tag.attribute("src")),
                "object" => (LinkKind::Link, tag.attribute("data")),
                _ => continue,
            };
            let poster = tag.attribute("poster").filter(|_| tag.name == "video").map(|href| (LinkKind::Image, href));
            for (kind, href) in href.map(|href| (kind, href)).into_iter().chain(poster) {
                let text = tag.attribute("alt").unwrap_or_default().to_owned();
                let span = places.span(self.source, tag.span);
                let href = href.to_owned();
                self.lesson.links.push(Link { kind, href, text, names: false, span, course_address: None });
            }
        }
    }
}
