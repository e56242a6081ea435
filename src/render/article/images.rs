//! Turns images into elements that load nothing from a network and shift no text while they load.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comrak::nodes::{AstNode, NodeLink, NodeValue};

use super::badge::Badge;
use super::links;
use super::plain::Exit;
use super::writer::ArticleWriter;
use crate::course::Target;
use crate::html::{Element, TreeBuilder};
use crate::lesson::markdown;

/// The attribute of a placeholder with the address of an image on another site, which packing can fetch.
pub const REMOTE_ADDRESS: &str = "data-remote";

/// The attribute of a placeholder with the image's alternative text.
pub const REMOTE_ALT: &str = "data-alt";

/// The units in which an author may measure an image, besides pixels.
const UNITS: [&str; 4] = ["%", "em", "rem", "vw"];

/// The form in which an image is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShownImage {
    /// The image, an `<img>`.
    Image(Element<'static>),
    /// A badge, as an inline drawing.
    Badge(Badge),
    /// A placeholder for an image on another site, with its address.
    Remote { address: String, alt: String },
    /// A player for a recording, with its captions.
    Recording(Element<'static>, Vec<Element<'static>>),
    /// Its alternative text.
    Missing(String),
}

impl ArticleWriter<'_> {
    /// Writes an image within a line.
    pub(super) fn inline_image<'n>(&mut self, node: &'n AstNode<'n>, image: &NodeLink) -> Exit {
        let in_link = node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Link(_)));
        let mut shown = self.image(&image.url, &markdown::text(node), Some(&image.title));
        let label = self.add_attributes(node, &mut shown);
        let labelled = label.map(|id| self.out.open(Element::new("span").with("id", id)));
        shown.write(&mut self.out, in_link);
        if let Some(labelled) = labelled {
            self.out.close(labelled);
        }
        Exit::Nothing
    }

    /// Returns the form in which an image is shown.
    pub(super) fn image(&self, url: &str, alt: &str, title: Option<&str>) -> ShownImage {
        let shown_alt = if alt.trim().is_empty() { file_name(url) } else { alt.trim() };
        match self.target(url) {
            Some(Target::File { path, site }) => {
                if let Some(recording) = self.recording(path, site, alt) {
                    return recording;
                }
                let measures = self.context.attachments.get(path).and_then(|file| file.measures);
                let title = title.filter(|title| !title.is_empty()).map(ToOwned::to_owned);
                let image = Element::new("img")
                    .with("src", self.site.href_to(site))
                    .with("alt", alt.trim().to_owned())
                    .with_some("width", measures.map(|(width, _)| width.to_string()))
                    .with_some("height", measures.map(|(_, height)| height.to_string()))
                    .with_some("title", title);
                ShownImage::Image(image.with("loading", "lazy").with("decoding", "async"))
            }
            None | Some(Target::External) => {
                stored(url, alt, title).unwrap_or_else(|| self.remote(url, alt, shown_alt))
            }
            Some(_) => ShownImage::Missing(shown_alt.to_owned()),
        }
    }

    /// Returns the form of an image on another site: a badge is drawn, any other is a link to its address, or loaded if the
    /// settings say so.
    fn remote(&self, url: &str, alt: &str, shown_alt: &str) -> ShownImage {
        if let Some(badge) = Badge::parse(url) {
            return ShownImage::Badge(badge);
        }
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if is_web && self.context.course.loads_remote_images {
            let image = Element::new("img").with("src", links::encode_address(url)).with("alt", alt.trim().to_owned());
            // Hides from the other site which page is read.
            let image = image.with("loading", "lazy").with("decoding", "async").with("referrerpolicy", "no-referrer");
            return ShownImage::Image(image);
        }
        if is_web {
            return ShownImage::Remote { address: url.to_owned(), alt: shown_alt.to_owned() };
        }
        ShownImage::Missing(shown_alt.to_owned())
    }

    /// Adds the size and the id from the attribute list behind an image. Returns the id of an image that is shown in another
    /// form, to which references lead as well.
    fn add_attributes<'n>(&mut self, image: &'n AstNode<'n>, shown: &mut ShownImage) -> Option<String> {
        let data = image.data();
        let attributes = data.attrs.as_ref()?;
        let id = attributes.id.as_ref().filter(|id| self.take_id(id)).cloned();
        let ShownImage::Image(element) = shown else { return id };
        let value = |name: &str| {
            let pair = attributes.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
            let styles = attributes.pairs.iter().filter(|(name, _)| name == "style");
            pair.or_else(|| styles.filter_map(|(_, style)| declared(style, name)).next_back())
        };
        measure(element, value("width"), value("height"));
        if let Some(id) = id {
            element.push("id", id);
        }
        None
    }

    /// Writes a figure for a paragraph that consists of an image, with or without an emphasised caption right below it;
    /// returns `false` for any other paragraph.
    pub(super) fn figure_of_image<'n>(&mut self, paragraph: &'n AstNode<'n>) -> bool {
        let Some((image, caption)) = parts(paragraph) else { return false };
        let (url, title) = match &image.data().value {
            NodeValue::Image(link) => (link.url.clone(), link.title.clone()),
            _ => return false,
        };
        let mut shown = self.image(&url, &markdown::text(image), Some(&title));
        let label = self.add_attributes(image, &mut shown);
        self.out.start_line();
        let figure = self.out.open(Element::new("figure").with("class", "image").with_some("id", label));
        shown.write(&mut self.out, false);
        if let Some(caption) = caption {
            let caption = markdown::text(caption).trim().to_owned();
            self.out.element_with_text(Element::new("figcaption"), caption);
        }
        self.out.close(figure);
        self.out.line_end();
        true
    }
}

impl ShownImage {
    /// Writes the form; inside a link it contains no other link.
    pub(super) fn write(self, out: &mut TreeBuilder<'static>, in_link: bool) {
        match self {
            Self::Image(image) => {
                out.leaf(image);
            }
            Self::Badge(badge) => badge.write(out),
            Self::Recording(player, tracks) => {
                let player = out.open(player);
                for track in tracks {
                    out.leaf(track);
                }
                out.close(player);
            }
            Self::Missing(alt) => {
                out.element_with_text(Element::new("span").with("class", "missing-image"), alt);
            }
            Self::Remote { address, alt } => {
                let encoded = links::encode_address(&address);
                let shown = address.split_once("://").map_or(&*address, |(_, rest)| rest).to_owned();
                let element = Element::new(if in_link { "span" } else { "a" })
                    .with("class", "remote-image")
                    .with(REMOTE_ADDRESS, encoded.clone())
                    .with(REMOTE_ALT, alt.clone())
                    .with_some("href", (!in_link).then_some(encoded));
                let element = out.open(element);
                out.text(alt);
                out.element_with_text(Element::new("span").with("class", "remote-address"), format!(" {shown}"));
                out.close(element);
            }
        }
    }
}

/// The media types of images that a `data:` address may hold. As an image, SVG runs no script and loads nothing (HTML,
/// section 4.8.4.4).
const STORED_TYPES: [&str; 6] = ["png", "jpeg", "gif", "webp", "avif", "svg+xml"];

/// Returns the image that its address contains (`data:image/png;base64,…`), as in notebooks and exports.
fn stored(url: &str, alt: &str, title: Option<&str>) -> Option<ShownImage> {
    let (kind, rest) = url.strip_prefix("data:image/")?.split_once([';', ','])?;
    if !STORED_TYPES.contains(&kind) {
        return None;
    }
    let measures = measures_of(rest);
    let image = Element::new("img")
        .with("src", url.to_owned())
        .with("alt", alt.trim().to_owned())
        .with_some("width", measures.map(|(width, _)| width.to_string()))
        .with_some("height", measures.map(|(_, height)| height.to_string()))
        .with_some("title", title.filter(|title| !title.is_empty()).map(ToOwned::to_owned));
    Some(ShownImage::Image(image.with("decoding", "async")))
}

/// The maximum characters of base64 that are decoded to find the size of a picture, which is at its beginning.
const MEASURED: usize = 64 * 1024;

/// Returns width and height in pixels of a picture in base64, from the data behind its media type.
fn measures_of(data: &str) -> Option<(usize, usize)> {
    let data = data.strip_prefix("base64,")?;
    let start = &data.as_bytes()[..data.len().min(MEASURED) / 4 * 4];
    let size = imagesize::blob_size(&STANDARD.decode(start).ok()?).ok()?;
    Some((size.width, size.height))
}

/// Returns the value that a style declares for a property.
fn declared<'s>(style: &'s str, property: &str) -> Option<&'s str> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.filter(|(name, _)| name.trim() == property).map(|(_, value)| value.trim()).next_back()
}

/// Sets the size that its author stated for an image, in pixels or in a unit of CSS: it takes precedence over the file's.
pub(super) fn measure(image: &mut Element<'static>, width: Option<&str>, height: Option<&str>) {
    let sized = || [("width", width), ("height", height)].into_iter().filter_map(|(name, value)| Some((name, value?)));
    if sized().next().is_none() {
        return;
    }
    let mut measured = Element::new("img");
    let mut style = String::new();
    for (name, value) in sized() {
        let number = value.trim_end_matches("px");
        let is_length = UNITS.iter().any(|unit| value.trim_end_matches(unit).parse::<f32>().is_ok());
        if number.parse::<u32>().is_ok() {
            measured.push(name, number.to_owned());
        } else if is_length {
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

fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// Returns the image and the caption of a paragraph that has no other content.
fn parts<'n>(paragraph: &'n AstNode<'n>) -> Option<(&'n AstNode<'n>, Option<&'n AstNode<'n>>)> {
    // In a tight list a paragraph has no element of its own; a figure there would break the line.
    if paragraph
        .parent()
        .is_some_and(|parent| !matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote))
    {
        return None;
    }
    let image = paragraph.first_child()?;
    let is_image = matches!(&image.data().value, NodeValue::Image(image) if Badge::parse(&image.url).is_none());
    if !is_image {
        return None;
    }
    let Some(next) = image.next_sibling() else { return Some((image, None)) };
    if !markdown::is_line_end(next) {
        return None;
    }
    let caption = next.next_sibling()?;
    (matches!(caption.data().value, NodeValue::Emph) && caption.next_sibling().is_none())
        .then_some((image, Some(caption)))
}
