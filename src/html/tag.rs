//! Turns raw HTML in Markdown into its tags, each with its place.

use super::element::{is_shape, is_void};
use super::tokens::{Token, TokenKind, tokens};
use crate::source::Span;

/// Whether a tag opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    /// `<div>`
    Open,
    /// `</div>`
    Close,
    /// `<br>`, or any other void element; `<path/>` too.
    Void,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Whether it opens or closes.
    pub kind: TagKind,
    /// Its attributes with their names in lower case and their values decoded, in the order of their names.
    pub attributes: Vec<(String, String)>,
    /// Whether it has more attributes than are read.
    pub is_cut: bool,
    /// Its bytes in the text that was read.
    pub span: Span,
}

impl Tag {
    /// Converts a token to a tag; returns `None` for other tokens.
    pub fn of(token: &Token<'_>) -> Option<Self> {
        let span = token.span;
        match &token.kind {
            TokenKind::Start { name, attributes, self_closing, is_cut } => {
                let name = name.to_ascii_lowercase();
                let is_closed = *self_closing && is_shape(&name);
                let kind = if is_closed || is_void(&name) { TagKind::Void } else { TagKind::Open };
                let mut attributes: Vec<(String, String)> = attributes
                    .iter()
                    .map(|attribute| (attribute.name.to_ascii_lowercase(), attribute.value.clone().into_owned()))
                    .collect();
                attributes.sort_by(|(one, _), (other, _)| one.cmp(other));
                Some(Self { name, kind, attributes, is_cut: *is_cut, span })
            }
            TokenKind::End(name) => Some(Self {
                name: name.to_ascii_lowercase(),
                kind: TagKind::Close,
                attributes: Vec::new(),
                is_cut: false,
                span,
            }),
            TokenKind::Text | TokenKind::Comment | TokenKind::Doctype => None,
        }
    }

    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Returns the tags of a piece of HTML. Comments and the content of `<script>` and `<style>` contain no tags.
pub fn tags(html: &str) -> Vec<Tag> {
    tokens(html).iter().filter_map(Tag::of).collect()
}

/// Returns the text of the element that the first of these tags opens, up to its end, without tags.
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

/// Returns the visible text of a piece of HTML: without tags, comments, scripts and styles.
pub fn words(html: &str) -> String {
    let (mut text, mut is_hidden) = (String::new(), false);
    for token in tokens(html) {
        match token.kind {
            TokenKind::Start { name, attributes, .. } => {
                let name = name.to_ascii_lowercase();
                // A page shows a frame as a card with its title.
                let title = attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case("title"));
                if let Some(title) = title.filter(|_| name == "iframe") {
                    text.push_str(&title.value);
                }
                is_hidden = matches!(&*name, "script" | "style" | "iframe" | "template");
            }
            TokenKind::End(_) => is_hidden = false,
            TokenKind::Text if !is_hidden => {
                text.push_str(&super::text::unescape(&html[token.span.start..token.span.end]));
            }
            TokenKind::Text | TokenKind::Comment | TokenKind::Doctype => continue,
        }
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the address of a `srcset` that names exactly one file: `<source srcset="dark.png">`.
pub fn only_source(tag: &Tag) -> Option<&str> {
    let mut words = tag.attribute("srcset")?.split_whitespace();
    words.next().filter(|address| !address.contains(',') && words.next().is_none())
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

    #[test]
    fn words_of_html() {
        assert_eq!(words("<p>a&nbsp;b<br>c</p><script>x</script><!-- y --> &lt;d"), "a b c <d");
    }
}
