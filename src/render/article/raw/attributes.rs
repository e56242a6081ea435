//! Turns the attributes of an author's element into those of the page: safe, leading where the course leads, each id once.

use std::fmt::Write;

use super::Rewriter;
use crate::course::Target;
use crate::lesson::raw_html::{Tag, only_source};
use crate::render::article::{escape, images, links};

impl Rewriter<'_, '_> {
    /// The attributes of a start tag, as they are written.
    pub(super) fn attributes(&mut self, tag: &Tag) -> String {
        let mut html = String::new();
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
                        push_attribute(&mut html, "srcset", &self.writer.site.href_to(site));
                    }
                }
                // `<font>` is written as a span.
                "color" if tag.name == "font" && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') => {
                    push_attribute(&mut html, "style", &format!("color:{value}"));
                }
                "color" | "face" | "size" if tag.name == "font" => {}
                name if name.starts_with("on") => {}
                // A browser follows each of these on a click, or shows where it leads.
                "href" | "xlink:href" | "action" | "formaction" | "cite" | "longdesc" => {
                    if let Some(href) = links::href(self.writer, value) {
                        push_attribute(&mut html, name, &href);
                    }
                }
                "src" | "poster" => {
                    if let Some(Target::File { site, .. }) = self.writer.target(value) {
                        push_attribute(&mut html, name, &self.writer.site.href_to(site));
                    }
                }
                "id" => self.push_id(&mut html, value),
                "name" if tag.name == "a" => self.push_id(&mut html, value),
                // A style can load an image from a network.
                "style" if value.to_ascii_lowercase().contains("url(") => {}
                name if is_attribute_name(name) => push_attribute(&mut html, name, value),
                _ => {}
            }
        }
        if !class.is_empty() {
            push_attribute(&mut html, "class", &class);
        }
        html
    }

    /// An id, unless a heading or an earlier element bears it.
    fn push_id(&mut self, html: &mut String, id: &str) {
        if !id.is_empty() && !id.contains(char::is_whitespace) && self.ids.insert(id.to_owned()) {
            push_attribute(html, "id", id);
        }
    }

    /// An image as the course's own are, in the measures that the author gave.
    pub(super) fn image(&mut self, tag: &Tag) -> String {
        let in_link = self.open.iter().any(|open| open.name == "a");
        let src = tag.attribute("src").unwrap_or_default();
        let image =
            images::image(self.writer, src, tag.attribute("alt").unwrap_or_default(), tag.attribute("title"), in_link);
        // The author's measures win over the file's.
        let sized: Vec<(&str, &str)> =
            ["width", "height"].into_iter().filter_map(|name| Some((name, tag.attribute(name)?))).collect();
        let is_number = |value: &str| value.trim_end_matches("px").parse::<u32>().is_ok();
        if !image.starts_with("<img ") || sized.is_empty() {
            return image;
        }
        let mut measures = String::new();
        let mut style = String::new();
        for (name, value) in sized {
            if is_number(value) {
                push_attribute(&mut measures, name, value.trim_end_matches("px"));
            } else if value.trim_end_matches('%').parse::<f32>().is_ok() {
                let _ = write!(style, "{name}:{value};");
            }
        }
        if !style.is_empty() {
            push_attribute(&mut measures, "style", &style);
        }
        let own = without_attribute(&without_attribute(&image, "width"), "height");
        own.replacen("<img", &format!("<img{measures}"), 1)
    }
}

fn without_attribute(html: &str, name: &str) -> String {
    let Some(start) = html.find(&format!(" {name}=\"")) else { return html.to_owned() };
    let after = start + name.len() + 3;
    let end = html[after..].find('"').map_or(html.len(), |at| after + at + 1);
    format!("{}{}", &html[..start], &html[end..])
}

fn push_attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    if !value.is_empty() || name == "alt" {
        let _ = write!(html, "=\"{}\"", escape(value));
    }
}

fn is_attribute_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
}
