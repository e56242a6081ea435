//! Turns wiki links (`[[page#heading|words]]`) into links, and embeds (`![[image.png|300]]`, `![[note]]`) into images,
//! media and notes in place.
//!
//! Source: Obsidian's help ("Internal links", "Embed files"). The address of such a link is the spelling itself, `[[page]]`:
//! no other address begins so, and the course resolves it by name.

use comrak::nodes::{AstNode, NodeLink, NodeValue, NodeWikiLink, Sourcepos};

use super::literal::Literal;
use super::{SpanCandidate, SpanReader, SpanReplacement, is_line_end};
use crate::html::escape;
use crate::lesson::markdown::{self, heading_id};
use crate::source::Tool;

/// The longest text in double brackets that is a link.
const LONGEST: usize = 500;

/// The most nodes that a link may be parsed into: emphasis in its words.
const MOST_NODES: usize = 16;

const IMAGES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico"];
const SOUNDS: [&str; 8] = ["mp3", "wav", "ogg", "m4a", "flac", "opus", "aac", "oga"];
const FILMS: [&str; 5] = ["mp4", "webm", "mov", "ogv", "mkv"];

impl<'a> SpanReader<'a, '_> {
    /// Reads a wiki link.
    pub(super) fn wiki_link(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let (inner, end) = self.double_brackets(candidate, 2)?;
        let place = candidate.literal.place(candidate.at, end);
        let (target, words) = inner.split_once('|').map_or((&*inner, None), |(target, words)| (target, Some(words)));
        Some(SpanReplacement { end, nodes: vec![self.link_node(target.trim(), words, place)] })
    }

    /// Reads an embed.
    pub(super) fn embed(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let (inner, end) = self.double_brackets(candidate, 3)?;
        let place = candidate.literal.place(candidate.at, end);
        let mut parts = inner.split('|').map(str::trim);
        let target = parts.next()?;
        let file = target.split('#').next().unwrap_or_default();
        let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
        let is_one_of = |known: &[&str]| known.contains(&&*extension);
        let node = if is_one_of(&IMAGES) {
            self.image_node(file, parts, place)
        } else if is_one_of(&SOUNDS) || is_one_of(&FILMS) {
            let name = if is_one_of(&SOUNDS) { "audio" } else { "video" };
            let start = self.html(format!("<{name} controls src=\"[[{}]]\">", escape(file)), place);
            return Some(SpanReplacement { end, nodes: vec![start, self.html(format!("</{name}>"), place)] });
        } else if is_line(candidate, end) {
            self.node(NodeValue::WikiLink(NodeWikiLink { url: format!("[[{target}]]"), embed: true }), place)
        } else {
            self.link_node(target, parts.next(), place)
        };
        Some(SpanReplacement { end, nodes: vec![node] })
    }

    /// Returns the text in double brackets that begin `before` bytes before it, with the offset behind it.
    fn double_brackets(&self, candidate: &SpanCandidate<'a, '_, '_>, before: usize) -> Option<(String, usize)> {
        let inner = candidate.rest().get(before..)?;
        if !self.dialect.has_wiki_links() || !candidate.rest()[..before].ends_with("[[") {
            return None;
        }
        if is_in_raw_code(candidate) {
            return None;
        }
        // `!\[\[x]]` is text.
        if candidate.literal.is_escaped(candidate.at + before - 2) {
            return None;
        }
        // `x[[1]]` is an index.
        let is_index =
            before == 2 && candidate.before().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ']' | '['));
        if is_index {
            return None;
        }
        // Only so far: a page of `[[` would be searched to its end from each.
        let near = &inner[..inner.floor_char_boundary(LONGEST + 2)];
        let (inner, end) = match near.find("]]") {
            Some(length) => (inner[..length].to_owned(), candidate.at + before + length + 2),
            None if near.len() == inner.len() => (self.across_nodes(candidate, before)?, candidate.text.len()),
            None => return None,
        };
        // `[[ -f x ]]` is a test of Bash, where Obsidian is not known.
        let is_link = (!inner.starts_with(char::is_whitespace) || self.dialect.has(Tool::Obsidian))
            && !inner.trim().is_empty()
            && inner.len() <= LONGEST
            && !inner.contains(['[', ']', '\n', '"', '{', '}']);
        is_link.then_some((inner, end))
    }

    /// Returns the text in double brackets that the parser cut into several nodes, for it contains emphasis, and takes the
    /// nodes off.
    fn across_nodes(&self, candidate: &SpanCandidate<'a, '_, '_>, before: usize) -> Option<String> {
        let start = candidate.literal.place(candidate.at + before, candidate.text.len()).start;
        let line = self.line_from(start.line, start.column);
        let near = &line[..line.floor_char_boundary(LONGEST + 2)];
        let inner = near[..near.find("]]")?].replace("\\|", "|");
        if inner.len() > LONGEST || inner.contains(['[', ']', '`']) {
            return None;
        }
        let mut taken = Vec::new();
        for node in candidate.node.following_siblings().skip(1).take(MOST_NODES) {
            if is_line_end(node) {
                return None;
            }
            let mut data = node.data_mut();
            if let NodeValue::Text(text) = &mut data.value
                && let Some(at) = text.find("]]")
            {
                let (rest, whole) = (text[at + 2..].to_owned(), text.to_string());
                data.sourcepos =
                    Literal::new(self.slice(data.sourcepos), &whole, data.sourcepos).place(at + 2, whole.len());
                data.value = NodeValue::Text(rest.into());
                drop(data);
                for node in taken {
                    AstNode::detach(node);
                }
                return Some(inner);
            }
            drop(data);
            taken.push(node);
        }
        None
    }

    fn line_from(&self, line: usize, column: usize) -> &str {
        let start = self.line_starts().get(line.saturating_sub(1)).map_or(self.body.len(), |start| start + column - 1);
        let near = self.body.get(start..).unwrap_or_default();
        near[..near.floor_char_boundary(LONGEST + 4)].lines().next().unwrap_or_default()
    }

    fn link_node(&self, target: &str, words: Option<&str>, place: Sourcepos) -> &'a AstNode<'a> {
        let is_address = target.starts_with("https://") || target.starts_with("http://");
        let url = if is_address { target.to_owned() } else { format!("[[{target}]]") };
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        let words = words.map_or_else(|| shown_name(target), ToOwned::to_owned);
        let link = NodeLink { url, title: String::new() };
        self.node_with_text(NodeValue::Link(Box::new(link)), &words, place)
    }

    fn image_node<'p>(&self, file: &str, parts: impl Iterator<Item = &'p str>, place: Sourcepos) -> &'a AstNode<'a> {
        let (mut words, mut size) = (Vec::new(), None);
        for part in parts {
            match image_size(part) {
                Some(found) => size = Some(found),
                None => words.push(part),
            }
        }
        let link = NodeLink { url: format!("[[{file}]]"), title: String::new() };
        let image = self.node_with_text(NodeValue::Image(Box::new(link)), &words.join(" "), place);
        if let Some((width, height)) = size {
            heading_id::attributes(image, |attributes| {
                attributes.pairs.push(("width".to_owned(), width));
                attributes.pairs.extend(height.map(|height| ("height".to_owned(), height)));
            });
        }
        image
    }

    /// Moves embeds of notes out of their paragraphs, for they contain blocks.
    pub(super) fn hoist_embeds(&self, root: &'a AstNode<'a>) {
        let is_embed = |node: &'a AstNode<'a>| matches!(node.data().value, NodeValue::WikiLink(_));
        let mut paragraphs: Vec<&'a AstNode<'a>> = Vec::new();
        for paragraph in root.descendants().filter(|node| is_embed(node)).filter_map(AstNode::parent) {
            if paragraphs.last().is_none_or(|last| !last.same_node(paragraph)) {
                paragraphs.push(paragraph);
            }
        }
        for paragraph in paragraphs {
            let mut current: Option<&'a AstNode<'a>> = None;
            for node in paragraph.children().collect::<Vec<_>>() {
                if is_embed(node) {
                    current = None;
                    paragraph.insert_before(node);
                } else if let Some(current) = current {
                    current.append(node);
                } else if is_line_end(node) || markdown::text(node).trim().is_empty() {
                    node.detach();
                } else {
                    let part = self.node(NodeValue::Paragraph, node.data().sourcepos);
                    paragraph.insert_before(part);
                    part.append(node);
                    current = Some(part);
                }
            }
            paragraph.detach();
        }
    }
}

/// Tests whether an embed is a line of its own.
fn is_line(candidate: &SpanCandidate<'_, '_, '_>, end: usize) -> bool {
    let node = candidate.node;
    candidate.text[..candidate.at].trim().is_empty()
        && candidate.text[end..].trim().is_empty()
        && node.previous_sibling().is_none_or(is_line_end)
        && node.next_sibling().is_none_or(is_line_end)
        && node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Paragraph))
}

/// Returns the words of a link that has none of its own: the last part of its path, and the heading.
fn shown_name(target: &str) -> String {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let heading = fragment.map(|fragment| fragment.replace('#', " › ")).filter(|heading| !heading.starts_with('^'));
    match heading {
        Some(heading) if name.is_empty() => heading,
        Some(heading) => format!("{name} › {heading}"),
        None if name.is_empty() => target.to_owned(),
        None => name.to_owned(),
    }
}

/// Reads the size of an image: `300` or `300x200`, in pixels.
fn image_size(text: &str) -> Option<(String, Option<String>)> {
    let (width, height) = text.split_once('x').map_or((text, None), |(width, height)| (width, Some(height)));
    let is_number = |text: &str| !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_size = is_number(width) && height.is_none_or(|height| height.is_empty() || is_number(height));
    is_size.then(|| (width.to_owned(), height.filter(|height| !height.is_empty()).map(ToOwned::to_owned)))
}
/// Tests whether a text stands in a tag `<code>` of the same paragraph, where brackets are code.
fn is_in_raw_code(candidate: &SpanCandidate<'_, '_, '_>) -> bool {
    let tags = candidate.node.preceding_siblings().skip(1).take(MOST_NODES).find_map(|node| match &node.data().value {
        NodeValue::HtmlInline(tag) if tag.starts_with("<code") => Some(true),
        NodeValue::HtmlInline(tag) if tag.starts_with("</code") => Some(false),
        _ => None,
    });
    tags.unwrap_or_default()
}
