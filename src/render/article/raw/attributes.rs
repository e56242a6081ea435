//! Turns the attributes of an author's element into those of the page: safe, resolved within the course, with unique ids.

use std::fmt::Write;

use super::RawHtml;
use crate::course::Target;
use crate::html::{Element, Tag, only_source};
use crate::render::article::images::ShownImage;

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
            match name.as_str() {
                // `background` loads an image from a network.
                "class" | "align" | "srcdoc" | "ping" | "background" => {}
                "srcset" => {
                    if let Some(Target::File { site, .. }) =
                        only_source(tag).and_then(|address| self.writer.target(address))
                    {
                        element.push("srcset", self.writer.site.href_to(site));
                    }
                }
                // `<font>` is written as a span.
                "color" if tag.name == "font" && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') => {
                    element.push("style", format!("color:{value}"));
                }
                "color" | "face" | "size" if tag.name == "font" => {}
                name if name.starts_with("on") => {}
                // Browsers follow each of these on a click, or show its address.
                "href" | "xlink:href" | "action" | "formaction" | "cite" | "longdesc" => {
                    if let Some(href) = self.writer.href(value) {
                        element.push(name.clone(), href);
                    }
                }
                "src" | "poster" => {
                    if let Some(Target::File { site, .. }) = self.writer.target(value) {
                        element.push(name.clone(), self.writer.site.href_to(site));
                    }
                }
                "id" => self.push_id(element, value),
                "name" if tag.name == "a" => self.push_id(element, value),
                // A style can load an image from a network.
                "style" if value.to_ascii_lowercase().contains("url(") => {}
                name if is_attribute_name(name) => element.push(name.to_owned(), value.clone()),
                _ => {}
            }
        }
        if !class.is_empty() {
            element.push("class", class);
        }
    }

    /// Adds an id, unless a heading or an earlier element has it.
    fn push_id(&mut self, element: &mut Element<'static>, id: &str) {
        let writer = &mut *self.writer;
        if writer.ids.is_empty() {
            writer.ids = writer.lesson.headings.iter().map(|heading| heading.id.clone()).collect();
        }
        if !id.is_empty() && !id.contains(char::is_whitespace) && writer.ids.insert(id.to_owned()) {
            element.push("id", id.to_owned());
        }
    }

    /// Writes an image like those of Markdown, in the size that the author gave.
    pub(super) fn image(&mut self, tag: &Tag) {
        let in_link = self.scope.open.iter().any(|open| open.name == "a");
        let (src, alt) = (tag.attribute("src").unwrap_or_default(), tag.attribute("alt").unwrap_or_default());
        let mut shown = self.writer.image(src, alt, tag.attribute("title"));
        if let ShownImage::Image(image) = &mut shown {
            measure(tag, image);
        }
        shown.write(&mut self.writer.out, in_link);
    }
}

/// Sets the size that the author stated for an image, instead of the file's.
fn measure(tag: &Tag, image: &mut Element<'static>) {
    let sized: Vec<(&'static str, &str)> =
        ["width", "height"].into_iter().filter_map(|name| Some((name, tag.attribute(name)?))).collect();
    if sized.is_empty() {
        return;
    }
    let is_number = |value: &str| value.trim_end_matches("px").parse::<u32>().is_ok();
    let mut measured = Element::new("img");
    let mut style = String::new();
    for (name, value) in sized {
        if is_number(value) {
            measured.push(name, value.trim_end_matches("px").to_owned());
        } else if value.trim_end_matches('%').parse::<f32>().is_ok() {
            // Writing to a string cannot fail.
            let _ = write!(style, "{name}:{value};");
        }
    }
    if !style.is_empty() {
        measured.push("style", style);
    }
    let others = std::mem::take(&mut image.attributes).into_iter();
    measured.attributes.extend(others.filter(|attribute| !matches!(&*attribute.name, "width" | "height")));
    *image = measured;
}

fn is_attribute_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
}
