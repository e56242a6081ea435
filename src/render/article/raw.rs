//! Turns the author's raw HTML into HTML that is safe, balanced within its block, and leads where the course leads.
//!
//! Raw HTML passes as it is written, with these exceptions, which are GitHub's too: scripts, frames and event handlers
//! go; what is not an element of HTML (`<pending>`, `<your-ip>`) is text. Elements left open are closed at the end of the
//! block that holds them, ends without a beginning are dropped: so a slip costs that block, never the page.

mod elements;
mod loose;

use std::collections::BTreeMap;
use std::fmt::Write;

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeValue, Sourcepos};

use super::{Writer, escape, images, instructors_label, links};
use crate::course::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::audience::{self, Bound};
use crate::lesson::markdown;
use crate::lesson::raw_html::{SHAPES, Tag, TagKind, only_source, tags};
use crate::source::Span;
use elements::{closes_before, is_known, is_removed};

/// An element that is open: its name in the source, and the name under which it was written.
struct Open {
    name: String,
    written: &'static str,
    own_name: Option<String>,
    span: Span,
}

impl Open {
    fn written(&self) -> &str {
        self.own_name.as_deref().unwrap_or(self.written)
    }
}

/// Rewrites all raw HTML of a document.
pub(super) fn rewrite<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, writer: &mut Writer<'_>) {
    let parents: Vec<&'a AstNode<'a>> = root.descendants().filter(|node| node.children().any(is_html)).collect();
    // Most pieces of a page, of which there are thousands, hold none.
    if parents.is_empty() {
        return;
    }
    let mut ids: std::collections::BTreeSet<String> =
        writer.lesson.headings.iter().map(|heading| heading.id.clone()).collect();
    for parent in parents {
        let mut rewriter = Rewriter { writer: &mut *writer, ids: &mut ids, open: Vec::new(), removing: None };
        let children: Vec<&'a AstNode<'a>> = parent.children().filter(|child| is_html(child)).collect();
        let ends = ends(&children);
        for (index, child) in children.into_iter().enumerate() {
            let is_block = matches!(child.data().value, NodeValue::HtmlBlock(_));
            let at_top = rewriter.open.is_empty() && matches!(parent.data().value, NodeValue::Document);
            rewriter.node(child);
            // In running text the end of the paragraph or cell is near.
            if is_block {
                rewriter.close_slips(child, |name| ends.get(name).is_some_and(|&last| last > index));
                if at_top && rewriter.open.is_empty() {
                    wrap_loose_words(child);
                }
            }
        }
        let closing = rewriter.close_all();
        if !closing.is_empty() {
            let ast = Ast::new_with_sourcepos(NodeValue::Raw(closing), Sourcepos::from((0, 0, 0, 0)));
            let end = arena.alloc(AstNode::new(ast.into()));
            // The notes stand last, in a section of their own.
            match parent.children().find(|child| matches!(child.data().value, NodeValue::FootnoteDefinition(_))) {
                Some(notes) => notes.insert_before(end),
                None => parent.append(end),
            }
        }
    }
}

fn wrap_loose_words<'a>(block: &'a AstNode<'a>) {
    if let NodeValue::Raw(raw) = &mut block.data_mut().value
        && let Some(wrapped) = loose::wrapped(raw)
    {
        *raw = wrapped;
    }
}

/// For each element, the last of the nodes in which it is closed.
fn ends<'a>(nodes: &[&'a AstNode<'a>]) -> BTreeMap<String, usize> {
    let mut ends = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if let NodeValue::HtmlBlock(html) = &node.data().value {
            let closing = tags(&html.literal).into_iter().filter(|tag| tag.kind == TagKind::Close);
            ends.extend(closing.map(|tag| (tag.name, index)));
        }
    }
    ends
}

fn is_html<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_))
}

struct Rewriter<'w, 'a> {
    writer: &'w mut Writer<'a>,
    ids: &'w mut std::collections::BTreeSet<String>,
    open: Vec<Open>,
    /// The element whose content is being removed.
    removing: Option<String>,
}

impl Rewriter<'_, '_> {
    fn node<'n>(&mut self, node: &'n AstNode<'n>) {
        let (literal, is_block, place) = {
            let data = node.data();
            match &data.value {
                NodeValue::HtmlBlock(html) => (html.literal.clone(), true, data.sourcepos),
                NodeValue::HtmlInline(html) => (html.clone(), false, data.sourcepos),
                _ => return,
            }
        };
        let span = markdown::span(self.writer.source, place);
        let html = match audience::bound(&literal) {
            Some(bound) => self.instructors(bound, is_block, span),
            None => self.html(&literal, is_block, span),
        };
        let mut data = node.data_mut();
        data.value = NodeValue::Raw(html);
    }

    /// Closes what a block of HTML left open though it is for running text (`<b>`), unless a later block closes it: it
    /// would take hold of the rest of the page.
    fn close_slips<'n>(&mut self, block: &'n AstNode<'n>, closed_later: impl Fn(&str) -> bool) {
        let mut html = String::new();
        while let Some(open) = self.open.pop_if(|open| elements::is_phrasing(&open.name) && !closed_later(&open.name)) {
            let _ = write!(html, "</{}>", open.written());
            self.unbalanced(open.span, format!("`<{}>` is never closed", open.name));
        }
        if let NodeValue::Raw(raw) = &mut block.data_mut().value {
            let at = raw.trim_end().len();
            raw.insert_str(at, &html);
        }
    }

    fn html(&mut self, literal: &str, is_block: bool, span: Span) -> String {
        let places = markdown::Places::new(self.writer.source, span, literal);
        let tags = tags(literal);
        let mut html = String::with_capacity(literal.len());
        let mut at = 0;
        for (index, tag) in tags.iter().enumerate() {
            if tag.span.start < at {
                continue;
            }
            self.text(&literal[at..tag.span.start], &mut html);
            at = tag.span.end;
            let place = places.span(self.writer.source, tag.span);
            if let Some(name) = self.removing.clone() {
                if tag.kind == TagKind::Close && tag.name == name {
                    self.removing = None;
                }
                continue;
            }
            if !is_known(&tag.name) {
                html.push_str(&escape(&literal[tag.span.start..tag.span.end]));
                continue;
            }
            if is_removed(&tag.name) {
                self.remove(tag, place);
                continue;
            }
            match tag.kind {
                TagKind::Close => self.close(tag, place, &mut html),
                // A paragraph that is not closed in its block would swallow Markdown blocks, which it cannot hold.
                TagKind::Open if is_block && tag.name == "p" && !closes_later(&tags[index + 1..], "p") => {
                    self.start(tag, place, Some("div"), &mut html);
                }
                TagKind::Open | TagKind::Void => self.start(tag, place, None, &mut html),
            }
        }
        self.text(&literal[at..], &mut html);
        html
    }

    /// Text between tags, without comments: they may hold what is not meant for readers.
    fn text(&self, text: &str, html: &mut String) {
        if self.removing.is_some() {
            return;
        }
        // What begins like a tag and is none (`a < b`, `<div` at the end of the block) must not swallow what follows.
        let mut push = |words: &str| html.push_str(&words.replace('<', "&lt;"));
        let mut rest = text;
        while let Some((before, comment)) = rest.split_once("<!--") {
            push(before);
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        push(rest);
    }

    /// A bound of a part for instructors, where they are who the page is for: the part says so.
    fn instructors(&mut self, bound: Bound, is_block: bool, span: Span) -> String {
        let name = if is_block { "div" } else { "span" };
        if bound == Bound::Close {
            return self.html(&format!("</{name}>\n"), is_block, span);
        }
        let open = self.html(&format!("<{name} class=\"for-instructors\">"), is_block, span);
        format!("{open}{}\n", instructors_label(self.writer, is_block))
    }

    fn remove(&mut self, tag: &Tag, place: Span) {
        if tag.kind == TagKind::Close {
            return;
        }
        if tag.kind == TagKind::Open {
            self.removing = Some(tag.name.clone());
        }
        let problem = Diagnostic::at(
            &self.writer.lesson.path,
            place,
            Code::UnsafeHtml,
            format!("`<{}>` is left out of the page", tag.name),
        )
        .hint("pages must work offline and run no code of others; link to it instead");
        self.writer.article.diagnostics.push(problem);
    }

    fn start(&mut self, tag: &Tag, place: Span, renamed: Option<&'static str>, html: &mut String) {
        if tag.name == "img" {
            html.push_str(&self.image(tag));
            return;
        }
        // A source without an address (that of another site is left out) is none.
        let address = tag.attribute("src").or_else(|| only_source(tag)).unwrap_or_default();
        if tag.name == "source" && !matches!(self.writer.target(address), Some(Target::File { .. })) {
            return;
        }
        if let Some(top) = self.open.last().filter(|top| closes_before(&top.name, &tag.name)) {
            let _ = write!(html, "</{}>", top.written());
            self.open.pop();
        }
        let renamed = renamed.or(match tag.name.as_str() {
            "center" => Some("div"),
            "font" | "tt" | "big" => Some("span"),
            "strike" => Some("s"),
            // The page has its H1 already: the title.
            "h1" => Some("h2"),
            _ => None,
        });
        let name = renamed.unwrap_or(&tag.name);
        let centred =
            tag.name == "center" || tag.attribute("align").is_some_and(|align| align.eq_ignore_ascii_case("center"));
        let mut attributes = self.attributes(tag);
        if centred && name == "div" && self.is_hero(place) {
            attributes = attributes.replacen("align-center", "hero", 1);
        }
        let _ = write!(html, "<{name}{attributes}>");
        if tag.kind == TagKind::Void && SHAPES.contains(&name) {
            let _ = write!(html, "</{name}>");
        }
        if tag.kind == TagKind::Open {
            let own_name = renamed.is_none().then(|| tag.name.clone());
            self.open.push(Open {
                name: tag.name.clone(),
                written: renamed.unwrap_or_default(),
                own_name,
                span: place,
            });
        }
    }

    fn close(&mut self, tag: &Tag, place: Span, html: &mut String) {
        let Some(depth) = self.open.iter().rposition(|open| open.name == tag.name) else {
            if tag.name != "p" && tag.name != "br" {
                self.unbalanced(place, format!("`</{}>` closes nothing that is open here", tag.name));
            }
            return;
        };
        for open in self.open.split_off(depth).into_iter().rev() {
            let _ = write!(html, "</{}>", open.written());
            if open.name != tag.name && !elements::ends_by_itself(&open.name) {
                self.unbalanced(open.span, format!("`<{}>` is never closed", open.name));
            }
        }
    }

    fn close_all(&mut self) -> String {
        let mut html = String::new();
        while let Some(open) = self.open.pop() {
            let _ = write!(html, "</{}>", open.written());
            if !elements::ends_by_itself(&open.name) {
                self.unbalanced(open.span, format!("`<{}>` is never closed", open.name));
            }
        }
        html
    }

    fn unbalanced(&mut self, place: Span, message: String) {
        let problem = Diagnostic::at(&self.writer.lesson.path, place, Code::UnbalancedHtml, message)
            .hint("each element must open and close in the same block; the page is built as if it did");
        self.writer.article.diagnostics.push(problem);
    }

    /// Whether a centred block is the page's opening: it stands under the title, before any other heading.
    fn is_hero(&self, place: Span) -> bool {
        let line = self.writer.source.position(place.start).line;
        let title = self.writer.lesson.title.as_ref().and_then(|title| title.line);
        let first_section =
            self.writer.lesson.headings.iter().map(|heading| heading.line).find(|line| Some(*line) != title);
        self.open.is_empty()
            && title.is_some_and(|title| title < line)
            && first_section.is_none_or(|section| line < section)
    }

    fn attributes(&mut self, tag: &Tag) -> String {
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
                "class" | "align" | "srcdoc" | "ping" => {}
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
                "href" => {
                    if let Some(href) = links::href(self.writer, value) {
                        push_attribute(&mut html, "href", &href);
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

    fn image(&mut self, tag: &Tag) -> String {
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

/// Whether an element that was just opened is closed by one of the tags that follow it.
fn closes_later(tags: &[Tag], name: &str) -> bool {
    tags.iter().any(|tag| tag.kind == TagKind::Close && tag.name == name)
}
