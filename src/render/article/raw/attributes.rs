//! Turns the attributes of an author's element into those of the page: safe, resolved within the course, with unique ids.

use super::RawHtml;
use crate::course::Target;
use crate::html::allowed::{AttributeRule, allowed_style, is_allowed_id};
use crate::html::{Element, Tag, only_source};
use crate::render::article::images::{ShownImage, measure};
use crate::render::article::writer::ArticleWriter;

impl ArticleWriter<'_> {
    /// Reserves an id for an element of the author; returns `false` if it is invalid or the theme's, or a heading or an earlier
    /// element has it.
    pub(in crate::render::article) fn take_id(&mut self, id: &str) -> bool {
        if self.ids.is_empty() {
            self.ids = self.lesson.headings.iter().map(|heading| heading.id.clone()).collect();
        }
        is_allowed_id(id) && self.ids.insert(id.to_owned())
    }
}

impl RawHtml<'_, '_> {
    /// Adds the attributes of a start tag to its element.
    pub(super) fn push_attributes(&mut self, tag: &Tag, element: &mut Element<'static>) {
        let mut class = tag.attribute("class").unwrap_or_default().to_owned();
        let align = tag.attribute("align").map(str::to_ascii_lowercase);
        let align = align.as_deref().or((tag.name == "center").then_some("center"));
        if let Some(align) = align.filter(|align| ["left", "right", "center"].contains(align)) {
            class.push_str(if class.is_empty() { "align-" } else { " align-" });
            class.push_str(align);
        }
        for (name, value) in &tag.attributes {
            self.push_attribute(tag, (name, value), element);
        }
        if !class.is_empty() {
            element.push("class", class);
        }
    }

    fn push_attribute(&mut self, tag: &Tag, (name, value): (&str, &str), element: &mut Element<'static>) {
        match self.attribute_rule(&tag.name, name, value) {
            // `<font>` is written as a span.
            AttributeRule::Kept if tag.name == "font" && name == "color" => {
                if value.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
                    element.push("style", format!("color:{value}"));
                }
            }
            AttributeRule::Kept if tag.name == "font" && matches!(name, "face" | "size") => {}
            AttributeRule::Kept if name == "align" => {}
            AttributeRule::Kept => element.push(name.to_owned(), value.to_owned()),
            AttributeRule::Id => self.push_id(element, value),
            AttributeRule::Style => {
                if let Some(style) = allowed_style(value) {
                    element.push("style", style.into_owned());
                }
            }
            // Browsers follow each of these on a click, or show its address.
            AttributeRule::Address => {
                if let Some(href) = self.writer.href(value) {
                    element.push(name.to_owned(), href);
                }
            }
            AttributeRule::File if tag.name == "track" => {
                if let Some(Target::File { path, site }) = self.writer.target(value) {
                    element.push("src", self.writer.caption_address(path, site));
                }
            }
            AttributeRule::File => {
                if let Some(Target::File { site, .. }) = self.writer.target(value) {
                    element.push(name.to_owned(), self.writer.site.href_to(site));
                } else if self.is_trusted()
                    && let Some(href) = self.writer.href(value)
                {
                    element.push(name.to_owned(), href);
                }
            }
            AttributeRule::FileList => {
                if let Some(Target::File { site, .. }) =
                    only_source(tag).and_then(|address| self.writer.target(address))
                {
                    element.push("srcset", self.writer.site.href_to(site));
                }
            }
            AttributeRule::Class | AttributeRule::Dropped => {}
        }
    }

    /// Adds an id, unless a heading or an earlier element has it.
    fn push_id(&mut self, element: &mut Element<'static>, id: &str) {
        if self.writer.take_id(id) {
            element.push("id", id.to_owned());
        }
    }

    /// Writes an image like those of Markdown, in the size that the author gave.
    pub(super) fn image(&mut self, tag: &Tag) {
        let in_link = self.scope.open.iter().any(|open| open.name == "a");
        let (src, alt) = (tag.attribute("src").unwrap_or_default(), tag.attribute("alt").unwrap_or_default());
        let mut shown = self.writer.image(src, alt, tag.attribute("title"));
        if let ShownImage::Image(image) = &mut shown {
            measure(image, tag.attribute("width"), tag.attribute("height"));
        }
        shown.write(&mut self.writer.out, in_link);
    }
}
