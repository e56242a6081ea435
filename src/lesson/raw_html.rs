//! Turns raw HTML that stands in Markdown into its tags, each with its place, for reading and for rewriting.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::source::Span;

/// Whether a tag opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    /// `<div>`
    Open,
    /// `</div>`
    Close,
    /// `<br>`, or any element that HTML closes by itself; `<path/>` too.
    Void,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Whether it opens or closes.
    pub kind: TagKind,
    /// Its attributes with their values decoded, in the order of their names.
    pub attributes: Vec<(String, String)>,
    /// Its bytes in the text that was read.
    pub span: Span,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Elements that have no end tag (HTML Living Standard, section 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements of SVG, where `/>` closes an element as in XML.
pub const SHAPES: [&str; 8] = ["circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect"];

/// Lists the tags of a piece of HTML. Comments, text and what stands inside `<script>` or `<style>` hold no tags.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let Ok(tokens) = Tokenizer::new_with_emitter(html, emitter).collect::<Result<Vec<_>, _>>();
    tokens
        .into_iter()
        .filter_map(|token| match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                let closed = tag.self_closing && SHAPES.contains(&name.as_str());
                let kind = if closed || VOID.contains(&name.as_str()) { TagKind::Void } else { TagKind::Open };
                let attributes = tag.attributes.iter().map(|(key, value)| (lossy(key), lossy(&value.value))).collect();
                Some(Tag { name, kind, attributes, span: Span::new(tag.span.start, tag.span.end) })
            }
            Token::EndTag(tag) => Some(Tag {
                name: lossy(&tag.name),
                kind: TagKind::Close,
                attributes: Vec::new(),
                span: Span::new(tag.span.start, tag.span.end),
            }),
            _ => None,
        })
        .collect()
}

/// The text of the element that the first of these tags opens, up to its end; its own tags are passed over.
pub fn text_of(html: &str, tags: &[Tag]) -> String {
    let Some(first) = tags.first() else { return String::new() };
    let mut text = String::new();
    let mut at = first.span.end;
    for tag in &tags[1..] {
        text.push_str(&html[at..tag.span.start.max(at)]);
        at = tag.span.end;
        if tag.kind == TagKind::Close && tag.name == first.name {
            return text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        text.push(' ');
    }
    String::new()
}

/// What readers see of a piece of HTML: its text without tags, comments, scripts and styles.
pub fn words(html: &str) -> String {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let Ok(tokens) = Tokenizer::new_with_emitter(html, emitter).collect::<Result<Vec<_>, _>>();
    let (mut text, mut hidden) = (String::new(), false);
    for token in tokens {
        match token {
            Token::StartTag(tag) => hidden = matches!(&*lossy(&tag.name), "script" | "style" | "iframe" | "template"),
            Token::EndTag(_) => hidden = false,
            Token::String(part) if !hidden => text.push_str(&lossy(&part)),
            _ => continue,
        }
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address of a `srcset` that names one file and no more: `<source srcset="dark.png">`.
pub fn only_source(tag: &Tag) -> Option<&str> {
    let mut words = tag.attribute("srcset")?.split_whitespace();
    words.next().filter(|address| !address.contains(',') && words.next().is_none())
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_their_places() {
        let html = "<div align=\"center\"><!-- <b> --><IMG src='a &amp; b.png'></div>";
        let found = tags(html);
        let shown: Vec<_> = found.iter().map(|t| (t.name.as_str(), t.kind, &html[t.span.start..t.span.end])).collect();
        assert_eq!(
            shown,
            [
                ("div", TagKind::Open, "<div align=\"center\">"),
                ("img", TagKind::Void, "<IMG src='a &amp; b.png'>"),
                ("div", TagKind::Close, "</div>"),
            ]
        );
        assert_eq!(found[1].attribute("src"), Some("a & b.png"));
    }

    #[test]
    fn what_a_script_writes_is_no_tag() {
        assert_eq!(tags("<script>if (a<b) { x('<p>') }</script>").len(), 2);
    }
}
