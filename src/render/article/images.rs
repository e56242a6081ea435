//! Turns images into elements that load nothing from any network and shift no text when they arrive.

use comrak::nodes::{AstNode, NodeValue};

use super::{Writer, badge, escape, links};
use crate::course::Target;
use crate::lesson::markdown;

/// Makes the element of an image.
pub(super) fn image(writer: &Writer<'_>, url: &str, alt: &str, title: Option<&str>, in_link: bool) -> String {
    let shown_alt = if alt.trim().is_empty() { file_name(url) } else { alt.trim() };
    match writer.target(url) {
        Some(Target::File { path, site }) => {
            let measures = writer.around.attachments.get(path).and_then(|file| file.measures);
            let measures =
                measures.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
            let title = title.filter(|title| !title.is_empty());
            let title = title.map(|title| format!(" title=\"{}\"", escape(title))).unwrap_or_default();
            let src = escape(&writer.site.href_to(site));
            format!(
                "<img src=\"{src}\" alt=\"{}\"{measures}{title} loading=\"lazy\" decoding=\"async\">",
                escape(alt.trim())
            )
        }
        None | Some(Target::External) => remote(url, shown_alt, in_link),
        Some(_) => format!("<span class=\"missing-image\">{}</span>", escape(shown_alt)),
    }
}

/// What stands for an image of another site: a badge is drawn, any other is named with its address.
pub(super) fn remote(url: &str, alt: &str, in_link: bool) -> String {
    if let Some(badge) = badge::html(url) {
        return badge;
    }
    let alt = escape(alt);
    let Some(shown) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return format!("<span class=\"missing-image\">{alt}</span>");
    };
    let address = escape(&links::encode_address(url));
    // Whoever packs the course may put the image in its place: these say which it is.
    let marks = format!("class=\"remote-image\" data-remote=\"{address}\" data-alt=\"{alt}\"");
    let words = format!("{alt} <span class=\"remote-address\">{}</span>", escape(shown));
    if in_link {
        return format!("<span {marks}>{words}</span>");
    }
    format!("<a {marks} href=\"{address}\">{words}</a>")
}

fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// Whether a paragraph is an image with its caption and nothing else.
pub(super) fn is_figure<'a>(paragraph: &'a AstNode<'a>) -> bool {
    parts(paragraph).is_some()
}

/// Makes a figure of a paragraph that is an image, alone on its line, with an emphasised caption right below it.
pub(super) fn figure<'a>(writer: &Writer<'_>, paragraph: &'a AstNode<'a>) -> Option<String> {
    let (image_node, caption) = parts(paragraph)?;
    let (url, title) = match &image_node.data().value {
        NodeValue::Image(image) => (image.url.clone(), image.title.clone()),
        _ => return None,
    };
    let html = image(writer, &url, &markdown::text(image_node), Some(&title), false);
    let caption = caption.map(|node| format!("<figcaption>{}</figcaption>", escape(markdown::text(node).trim())));
    Some(format!("<figure class=\"image\">{html}{}</figure>", caption.unwrap_or_default()))
}

/// The image and the caption of such a paragraph.
fn parts<'a>(paragraph: &'a AstNode<'a>) -> Option<(&'a AstNode<'a>, Option<&'a AstNode<'a>>)> {
    // In a tight list a paragraph has no element of its own; a figure there would break the line.
    if paragraph
        .parent()
        .is_some_and(|parent| !matches!(parent.data().value, NodeValue::Document | NodeValue::BlockQuote))
    {
        return None;
    }
    let image = paragraph.first_child()?;
    let is_image = matches!(&image.data().value, NodeValue::Image(image) if badge::html(&image.url).is_none());
    if !is_image {
        return None;
    }
    let Some(next) = image.next_sibling() else { return Some((image, None)) };
    if !matches!(next.data().value, NodeValue::SoftBreak | NodeValue::LineBreak) {
        return None;
    }
    let caption = next.next_sibling()?;
    (matches!(caption.data().value, NodeValue::Emph) && caption.next_sibling().is_none())
        .then_some((image, Some(caption)))
}
