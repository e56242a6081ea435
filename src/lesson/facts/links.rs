//! Turns the links and images of a file into facts, those of raw HTML too.

use comrak::nodes::{AstNode, NodeValue};

use super::FactReader;
use super::title::read_title;
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
                self.lesson.html_ids.extend(data.attrs.as_ref().and_then(|attributes| attributes.id.clone()));
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
            self.lesson.html_ids.extend(tag.attribute("id").into_iter().map(ToOwned::to_owned));
            if tag.name == "a" {
                self.lesson.html_ids.extend(tag.attribute("name").into_iter().map(ToOwned::to_owned));
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
