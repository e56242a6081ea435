//! Turns HTML text into tags, comments and the text between them, each with its place. No other module uses the crate of the
//! tokenizer.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{Span as Range, State, Tokenizer};

use super::element::Attribute;
use crate::source::Span;

/// The maximum number of attributes that are read of one tag; further ones are left out.
///
/// The tokenizer (html5gum 0.9.0) recurses once per quoted attribute: ten thousand of them overflow the stack, in an
/// unoptimised build even five hundred. The longest tags of real pages have a few dozen.
pub const MAX_ATTRIBUTES: usize = 100;

/// A part of an HTML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'h> {
    /// Its kind.
    pub kind: TokenKind<'h>,
    /// Its bytes in the text.
    pub span: Span,
}

/// The kind of a part of an HTML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind<'h> {
    /// A start tag, with its names as they are written and the first of equal attributes.
    Start {
        /// The element's name.
        name: Cow<'h, str>,
        /// The attributes in their order, their values decoded.
        attributes: Vec<Attribute<'h>>,
        /// Whether the tag ends in `/>`.
        self_closing: bool,
        /// Whether it has more than [`MAX_ATTRIBUTES`] attributes.
        is_cut: bool,
    },
    /// An end tag, by the element's name.
    End(Cow<'h, str>),
    /// Text as it is written, character references included.
    Text,
    /// A comment, also one by the rules of browsers (`<?php … ?>`).
    Comment,
    /// The document type.
    Doctype,
}

/// Returns the parts of an HTML text; see [`for_each_token`].
pub fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for_each_token(html, |token| tokens.push(token));
    tokens
}

/// Calls a function with each part of an HTML text in order; together their spans are the whole text.
///
/// The content of `<script>`, `<style>` and other elements of raw text is text. The content of `<title>` and `<textarea>`
/// is parsed: on a page such a tag is a slip, and would swallow the rest of it.
pub fn for_each_token<'h>(html: &'h str, mut take: impl FnMut(Token<'h>)) {
    let cuts = long_tags(html);
    let bounded = without(html, &cuts);
    let mut reader = TagReader { html, cuts: &cuts, start: None };
    let callback = move |event: CallbackEvent<'_>, span: Range<usize>| reader.read(&event, span);
    let mut emitter = TagEmitter(CallbackEmitter::new(callback));
    emitter.0.naively_switch_states(true);
    let text = |start, end| Token { kind: TokenKind::Text, span: Span::new(start, end) };
    let mut at = 0;
    for token in Tokenizer::new_with_emitter(&*bounded, emitter) {
        let Ok(token) = token;
        if at < token.span.start {
            take(text(at, token.span.start));
        }
        at = token.span.end.max(at);
        take(token);
    }
    if at < html.len() {
        take(text(at, html.len()));
    }
}

/// Resolves the character references of a text without tags.
pub(super) fn strings(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Range<()>| {
        if let CallbackEvent::String { value } = event {
            text.push_str(&String::from_utf8_lossy(value));
        }
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
    text
}

/// Switches to raw text after `<script>` and `<style>`, but not after `<title>` and `<textarea>`.
struct TagEmitter<F: Callback<T, usize>, T>(CallbackEmitter<F, T, usize>);

impl<F: Callback<T, usize>, T> ForwardingEmitter for TagEmitter<F, T> {
    type Token = T;

    fn inner(&mut self) -> &mut impl Emitter<Token = T> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        // Errors are recovered as in browsers.
        false
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.0.emit_current_tag().filter(|state| *state != State::RcData)
    }
}

/// Collects the events of a start tag.
struct TagReader<'h, 'c> {
    html: &'h str,
    cuts: &'c [Span],
    /// The start tag that is being read: its start, its name and its attributes.
    start: Option<(usize, Cow<'h, str>, Vec<Attribute<'h>>)>,
}

impl<'h> TagReader<'h, '_> {
    fn read(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) -> Option<Token<'h>> {
        let kind = match event {
            CallbackEvent::OpenStartTag { name } => {
                self.start = Some((span.start, self.as_written(span.start + 1, name), Vec::new()));
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                let name = self.as_written(span.start, name);
                if let Some((_, _, attributes)) = &mut self.start {
                    attributes.push(Attribute { name, value: Cow::Borrowed("") });
                }
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                let value = self.as_written(span.start, value);
                if let Some(last) = self.start.as_mut().and_then(|(_, _, attributes)| attributes.last_mut()) {
                    last.value = value;
                }
                return None;
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let (start, name, mut attributes) = self.start.take()?;
                keep_first(&mut attributes);
                let is_cut = self.cuts.iter().any(|cut| start < cut.start && cut.start < span.end);
                let kind = TokenKind::Start { name, attributes, self_closing: *self_closing, is_cut };
                return Some(Token { kind, span: Span::new(start, span.end) });
            }
            CallbackEvent::EndTag { name } => TokenKind::End(self.as_written(span.start + 2, name)),
            CallbackEvent::Comment { .. } => TokenKind::Comment,
            CallbackEvent::Doctype { .. } => TokenKind::Doctype,
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => return None,
        };
        self.start = None;
        Some(Token { kind, span: Span::new(span.start, span.end) })
    }

    /// Returns a name or value as a part of the text if it is equal there, else as the tokenizer decoded it.
    fn as_written(&self, start: usize, read: &[u8]) -> Cow<'h, str> {
        match self.html.get(start..start + read.len()) {
            Some(written) if written.as_bytes().eq_ignore_ascii_case(read) => Cow::Borrowed(written),
            _ => Cow::Owned(String::from_utf8_lossy(read).into_owned()),
        }
    }
}

/// Keeps the first of attributes with one name.
fn keep_first(attributes: &mut Vec<Attribute<'_>>) {
    let mut at = 1;
    while at < attributes.len() {
        let name = &attributes[at].name;
        if attributes[..at].iter().any(|before| before.name.eq_ignore_ascii_case(name)) {
            attributes.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Finds the parts of start tags after the last attribute that is read.
fn long_tags(html: &str) -> Vec<Span> {
    let mut cuts = Vec::new();
    // An attribute takes two bytes at least.
    if html.len() <= 2 * MAX_ATTRIBUTES {
        return cuts;
    }
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        if html[at..].starts_with("!--") {
            at = html[at..].find("-->").map_or(html.len(), |end| at + end);
        } else if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let tag = attributes_of(bytes, at);
            cuts.extend(tag.cut.map(|start| Span::new(start, tag.end)));
            at = tag.end;
        }
    }
    cuts
}

/// The extent of a start tag.
struct TagExtent {
    /// The offset of its `>`.
    end: usize,
    /// The offset of the first attribute beyond the limit.
    cut: Option<usize>,
}

/// Measures a start tag whose name begins at a byte, by the tokenizer's own rules (HTML Living Standard, section 13.2.5.32
/// and those that follow it).
fn attributes_of(bytes: &[u8], name: usize) -> TagExtent {
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
    let skip = |mut at: usize, until: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|&byte| !until(byte)) {
            at += 1;
        }
        at
    };
    let (mut count, mut cut) = (0, None);
    let mut at = skip(name, &|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    loop {
        at = skip(at, &|byte| !is_space(byte) && byte != b'/');
        if bytes.get(at).is_none_or(|&byte| byte == b'>') {
            return TagExtent { end: at, cut };
        }
        count += 1;
        if count > MAX_ATTRIBUTES {
            cut = cut.or(Some(at));
        }
        // A name may begin with `=`.
        at = skip(at + 1, &|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let sign = skip(at, &|byte| !is_space(byte));
        if bytes.get(sign) == Some(&b'=') {
            at = skip(sign + 1, &|byte| !is_space(byte));
            at = match bytes.get(at) {
                // A value without its closing quote ends the text.
                Some(&quote @ (b'"' | b'\'')) => (skip(at + 1, &|byte| byte == quote) + 1).min(bytes.len()),
                _ => skip(at, &|byte| is_space(byte) || byte == b'>'),
            };
        }
    }
}

/// Blanks parts of a text, so that all offsets stay the same.
fn without<'h>(html: &'h str, cuts: &[Span]) -> Cow<'h, str> {
    if cuts.is_empty() {
        return Cow::Borrowed(html);
    }
    let (mut out, mut at) = (String::with_capacity(html.len()), 0);
    for cut in cuts {
        out.push_str(&html[at..cut.start]);
        out.extend(std::iter::repeat_n(' ', cut.end - cut.start));
        at = cut.end;
    }
    out.push_str(&html[at..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let show = |token: Token<'_>| {
            let text = &html[token.span.start..token.span.end];
            match token.kind {
                TokenKind::Start { name, attributes, .. } => {
                    let attributes: Vec<String> =
                        attributes.iter().map(|a| format!("{}={}", a.name, a.value)).collect();
                    format!("<{name} {}", attributes.join(","))
                }
                TokenKind::End(name) => format!("/{name}"),
                kind => format!("{kind:?} {text}"),
            }
        };
        tokens(html).into_iter().map(show).collect()
    }

    #[test]
    fn a_long_tag_may_lack_its_closing_quote() {
        let filler = "x ".repeat(MAX_ATTRIBUTES);
        for tag in ["<img alt=\"One label", "<img alt='하나", "<img alt=\"a", "<img alt=", "<img alt"] {
            tokens(&format!("{filler}{tag}"));
            tokens(&format!("{filler}<b a=\"1\" {filler}{tag}"));
        }
    }

    #[test]
    fn parts_of_a_text() {
        assert_eq!(
            shown("<!doctype html>a<!-- <b> --><svg viewBox=\"0 0\" B='x &amp; y' b c>&lt;<path/></svg><?x?>"),
            [
                "Doctype <!doctype html>",
                "Text a",
                "Comment <!-- <b> -->",
                "<svg viewBox=0 0,B=x & y,c=",
                "Text &lt;",
                "<path ",
                "/svg",
                "Comment <?x?>",
            ]
        );
        assert_eq!(shown("<script>a<b</script>"), ["<script ", "Text a<b", "/script"]);
        assert_eq!(shown("<title>a<b>c"), ["<title ", "Text a", "<b ", "Text c"]);
        assert_eq!(shown("a < b <div"), ["Text a < b <div"]);
    }

    #[test]
    fn attributes_without_end_are_cut() {
        for attribute in [" a{n}=\"1\"", "\na{n}='>'", " a{n}=1", " a{n}", "/a{n}=\"\"", " a{n} = \"x\""] {
            let attributes: String = (0..100_000).map(|n| attribute.replace("{n}", &n.to_string())).collect();
            let html = format!("<!-- > -->x<DIV{attributes}>y</DIV>");
            let tokens = tokens(&html);
            let [.., start, text, end] = &tokens[..] else { panic!("{attribute}: {}", tokens.len()) };
            let TokenKind::Start { name, attributes, is_cut: true, .. } = &start.kind else {
                panic!("{attribute}: {:?}", start.span)
            };
            assert_eq!((&**name, attributes.len()), ("DIV", MAX_ATTRIBUTES), "{attribute}");
            assert_eq!(&html[text.span.start..text.span.end], "y");
            assert_eq!(end.kind, TokenKind::End("DIV".into()));
        }
    }

    #[test]
    fn as_many_attributes_as_may_be_need_half_of_the_smallest_stack() {
        let attributes = (0..MAX_ATTRIBUTES).fold(String::new(), |all, n| all + &format!(" a{n}=\"1\""));
        let html = format!("<div{attributes}>");
        // The default stack of a thread is 2 MB.
        let thread = std::thread::Builder::new().stack_size(1024 * 1024);
        let read = thread
            .spawn(move || matches!(&tokens(&html)[..], [Token { kind: TokenKind::Start { is_cut: false, .. }, .. }]));
        assert!(read.unwrap().join().unwrap());
    }
}
