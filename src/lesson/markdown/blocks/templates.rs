//! Turns the signs that replace tags in running text into nodes, and back into the author's words in code and addresses.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, LineColumn, NodeLink, NodeValue, Sourcepos};

use super::known::TemplateNode;
use super::scan::TemplateSpan;
use super::sign::tail;
use super::sign::{padding, template_of};

/// The replacement of a space in an address: [`crate::course::address::template`] reads it as one.
const BLANK: &str = "+";

/// The pass over a document.
pub(super) struct TemplateNodes<'a, 's> {
    pub(super) arena: &'a Arena<'a>,
    /// The lines of the author's text.
    pub(super) lines: &'s [&'s str],
    pub(super) spans: &'s [TemplateSpan],
}

impl<'a> TemplateNodes<'a, '_> {
    /// Replaces the signs in a tree whose places are those of the author's file.
    pub(super) fn apply(&self, root: &'a AstNode<'a>) {
        if self.spans.is_empty() {
            return;
        }
        let nodes: Vec<&'a AstNode<'a>> = root.descendants().collect();
        let mut blocks = Vec::new();
        for node in nodes {
            let is_text = matches!(&node.data().value, NodeValue::Text(text) if text.contains(is_sign));
            if is_text {
                blocks.extend(node.parent());
                self.text(node);
            } else {
                self.literal(node);
            }
        }
        for block in blocks {
            let is_empty = matches!(block.data().value, NodeValue::Paragraph) && !has_words(block);
            if is_empty {
                block.detach();
            }
        }
    }

    fn span(&self, sign: char) -> Option<&TemplateSpan> {
        self.spans.get(template_of(sign)?)
    }

    /// Returns the bytes that follow the sign of a tag.
    fn padding(&self, span: &TemplateSpan) -> usize {
        let (line, start) = span.start;
        let end = if span.end.0 == line { span.end.1 } else { self.lines.get(line).map_or(start, |line| line.len()) };
        padding(end.saturating_sub(start))
    }

    /// Splits a text at its signs.
    fn text(&self, node: &'a AstNode<'a>) {
        let (text, place) = match &node.data().value {
            NodeValue::Text(text) => (text.to_string(), node.data().sourcepos),
            _ => return,
        };
        let mut start = place.start;
        let mut rest = text.as_str();
        while let Some(at) = rest.find(is_sign) {
            let mut after = rest[at..].chars();
            let span = after.next().and_then(|sign| self.span(sign));
            let before = &rest[..at];
            rest = after.as_str();
            let Some(span) = span else { continue };
            rest = rest.get(self.padding(span)..).unwrap_or_default();
            let from = column(span.start);
            if !before.is_empty() {
                let end = LineColumn { line: from.line, column: from.column.saturating_sub(1) };
                node.insert_before(self.node(NodeValue::Text(before.to_owned().into()), Sourcepos { start, end }));
            }
            let end = LineColumn { line: span.end.0 + 1, column: span.end.1 };
            for new in self.nodes(&span.node, Sourcepos { start: from, end }) {
                node.insert_before(new);
            }
            start = column(span.end);
        }
        if !rest.is_empty() {
            node.insert_before(self.node(NodeValue::Text(rest.to_owned().into()), Sourcepos { start, end: place.end }));
        }
        node.detach();
    }

    fn node(&self, value: NodeValue, place: Sourcepos) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()))
    }

    /// Makes the nodes of a tag.
    fn nodes(&self, template: &TemplateNode, place: Sourcepos) -> Vec<&'a AstNode<'a>> {
        let text = |words: &str| self.node(NodeValue::Text(words.to_owned().into()), place);
        let with_text = |value: NodeValue, words: &str| {
            let node = self.node(value, place);
            if !words.is_empty() {
                node.append(text(words));
            }
            node
        };
        let link = |url: &str| Box::new(NodeLink { url: url.to_owned(), title: String::new() });
        match template {
            TemplateNode::Nothing => Vec::new(),
            TemplateNode::Placeholder(name) => vec![self.node(NodeValue::Raw(name.clone()), place)],
            TemplateNode::Text(words) => vec![text(words)],
            TemplateNode::Code(words) => {
                let code = comrak::nodes::NodeCode { num_backticks: 1, literal: words.clone() };
                vec![self.node(NodeValue::Code(code), place)]
            }
            TemplateNode::Strong(words) => vec![with_text(NodeValue::Strong, words)],
            TemplateNode::LineBreak => vec![self.node(NodeValue::LineBreak, place)],
            TemplateNode::Html(html) => vec![self.node(NodeValue::HtmlInline(html.clone()), place)],
            TemplateNode::Link { url, words } => vec![with_text(NodeValue::Link(link(url)), words)],
            TemplateNode::Image { url, alt, caption } => {
                let image = with_text(NodeValue::Image(link(url)), alt);
                let Some(caption) = caption else { return vec![image] };
                vec![image, self.node(NodeValue::SoftBreak, place), with_text(NodeValue::Emph, caption)]
            }
        }
    }

    /// Restores the author's words where a sign is not text.
    fn literal(&self, node: &'a AstNode<'a>) {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Code(code) => self.restore(&mut code.literal, false),
            NodeValue::CodeBlock(code) => {
                self.restore(&mut code.literal, false);
                self.restore(&mut code.info, false);
            }
            NodeValue::Math(math) => self.restore(&mut math.literal, false),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                self.restore(&mut link.url, true);
                self.restore(&mut link.title, false);
            }
            NodeValue::HtmlInline(html) => self.html(html),
            NodeValue::HtmlBlock(html) => self.html(&mut html.literal),
            _ => {}
        }
    }

    fn restore(&self, text: &mut String, is_address: bool) {
        if text.contains(is_sign) {
            let words = |span: &TemplateSpan, _: &str| {
                let words = self.words(span);
                if is_address { words.replace(' ', BLANK) } else { words }
            };
            *text = self.replaced(text, words);
        }
    }

    /// Writes raw HTML: the replacement of a tag between HTML tags, the author's words within one.
    fn html(&self, literal: &mut String) {
        if !literal.contains(is_sign) {
            return;
        }
        *literal = self.replaced(literal, |span, before| {
            let before = tail(before);
            let in_tag = before.rfind('<').is_some_and(|at| !before[at..].contains('>'));
            if in_tag { self.words(span) } else { markup(&span.node) }
        });
    }

    fn replaced(&self, text: &str, words: impl Fn(&TemplateSpan, &str) -> String) -> String {
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(is_sign) {
            written.push_str(&rest[..at]);
            let mut after = rest[at..].chars();
            let span = after.next().and_then(|sign| self.span(sign));
            rest = after.as_str();
            if let Some(span) = span {
                let new = words(span, &written);
                written.push_str(&new);
                rest = rest.get(self.padding(span)..).unwrap_or_default();
            }
        }
        written + rest
    }

    /// Returns the author's words.
    fn words(&self, span: &TemplateSpan) -> String {
        let ((first, start), (last, end)) = (span.start, span.end);
        let line = |number: usize| {
            let line = self.lines.get(number).copied().unwrap_or_default();
            let from = if number == first { start } else { 0 };
            let to = if number == last { end } else { line.len() };
            line.get(from..to).unwrap_or_default()
        };
        (first..=last).map(line).collect::<Vec<_>>().join("\n")
    }
}

fn is_sign(c: char) -> bool {
    template_of(c).is_some()
}

/// Converts a 0-based line and byte to a place of the parser's.
fn column((line, byte): (usize, usize)) -> LineColumn {
    LineColumn { line: line + 1, column: byte + 1 }
}

/// Tests whether a paragraph shows anything.
fn has_words<'a>(block: &'a AstNode<'a>) -> bool {
    block.children().any(|node| match &node.data().value {
        NodeValue::Text(text) => !text.trim().is_empty(),
        NodeValue::SoftBreak | NodeValue::LineBreak => false,
        _ => true,
    })
}

/// Returns the replacement of a tag in raw HTML.
fn markup(node: &TemplateNode) -> String {
    let escaped =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    match node {
        TemplateNode::Nothing => String::new(),
        TemplateNode::Placeholder(name) | TemplateNode::Code(name) => format!("<code>{}</code>", escaped(name)),
        TemplateNode::Text(text) => escaped(text),
        TemplateNode::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
        TemplateNode::LineBreak => "<br>".to_owned(),
        TemplateNode::Html(html) => html.clone(),
        TemplateNode::Link { url, words } => format!("<a href=\"{}\">{}</a>", escaped(url), escaped(words)),
        TemplateNode::Image { url, alt, .. } => format!("<img src=\"{}\" alt=\"{}\">", escaped(url), escaped(alt)),
    }
}
