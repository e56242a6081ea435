//! Turns the author's raw HTML into HTML that is safe, balanced within its block, and leads where the course leads.
//!
//! Raw HTML passes as it is written, with these exceptions, which are GitHub's too: scripts, frames and event handlers
//! go; what is not an element of HTML (`<pending>`, `<your-ip>`) is text. Elements that never end are closed where the block
//! or the section does that holds them, ends without a beginning are dropped: so a slip costs that block, never the page.

mod attributes;
mod elements;
mod loose;
mod pairs;

use std::fmt::Write;

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeValue, Sourcepos};

use super::{Writer, escape, instructors_label};
use crate::course::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::audience::{self, Bound};
use crate::lesson::markdown;
use crate::lesson::raw_html::{SHAPES, Tag, TagKind, only_source, tags};
use crate::source::Span;
use elements::{closes_before, is_known, is_removed};
use pairs::{End, Pairs};

/// An element that is open: its name in the source, and the name under which it was written.
struct Open {
    name: String,
    written: &'static str,
    own_name: Option<String>,
    span: Span,
    /// Whether no later tag ends it.
    endless: bool,
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
        let children: Vec<&'a AstNode<'a>> = parent.children().collect();
        let pairs = Pairs::of(&children);
        let mut rewriter =
            Rewriter { writer: &mut *writer, ids: &mut ids, pairs, at: 0, open: Vec::new(), removing: None };
        for (index, child) in children.into_iter().enumerate() {
            rewriter.at = index;
            if matches!(child.data().value, NodeValue::Heading(_)) {
                let closing = rewriter.close_endless(|_| true);
                if !closing.is_empty() {
                    child.insert_before(raw(arena, closing));
                }
            }
            if !is_html(child) {
                continue;
            }
            let is_block = matches!(child.data().value, NodeValue::HtmlBlock(_));
            let at_top = rewriter.open.is_empty() && matches!(parent.data().value, NodeValue::Document);
            rewriter.node(child);
            // In running text the end of the paragraph or cell is near.
            if is_block {
                rewriter.close_slips(child);
                if at_top && rewriter.open.is_empty() {
                    wrap_loose_words(child);
                }
            }
        }
        let closing = rewriter.close_all();
        if !closing.is_empty() {
            let end = raw(arena, closing);
            // The notes stand last, in a section of their own.
            match parent.children().find(|child| matches!(child.data().value, NodeValue::FootnoteDefinition(_))) {
                Some(notes) => notes.insert_before(end),
                None => parent.append(end),
            }
        }
    }
}

fn raw<'a>(arena: &'a Arena<'a>, html: String) -> &'a AstNode<'a> {
    let ast = Ast::new_with_sourcepos(NodeValue::Raw(html), Sourcepos::from((0, 0, 0, 0)));
    arena.alloc(AstNode::new(ast.into()))
}

fn wrap_loose_words<'a>(block: &'a AstNode<'a>) {
    if let NodeValue::Raw(raw) = &mut block.data_mut().value
        && let Some(wrapped) = loose::wrapped(raw)
    {
        *raw = wrapped;
    }
}

fn is_html<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_))
}

struct Rewriter<'w, 'a> {
    writer: &'w mut Writer<'a>,
    ids: &'w mut std::collections::BTreeSet<String>,
    /// The pairs of tags in the blocks below the parent, and which of its children is being written.
    pairs: Pairs,
    at: usize,
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
    fn close_slips<'n>(&mut self, block: &'n AstNode<'n>) {
        let html = self.close_endless(|open| elements::is_phrasing(&open.name));
        if let NodeValue::Raw(raw) = &mut block.data_mut().value {
            let at = raw.trim_end().len();
            raw.insert_str(at, &html);
        }
    }

    /// Closes the innermost elements as long as they have no end of their own and are of the kind that is asked for.
    fn close_endless(&mut self, is_meant: impl Fn(&Open) -> bool) -> String {
        let mut html = String::new();
        while let Some(open) = self.open.pop_if(|open| open.endless && is_meant(open)) {
            let _ = write!(html, "</{}>", open.written());
            self.unbalanced(open.span, format!("`<{}>` is never closed", open.name));
        }
        html
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
                TagKind::Open if is_block => self.start_in_block(tag, place, &tags[index + 1..], &mut html),
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

    /// Begins an element in a block, where it may hold Markdown blocks up to its end in another.
    fn start_in_block(&mut self, tag: &Tag, place: Span, following: &[Tag], html: &mut String) {
        let end = self.pairs.end(self.at, tag.span.start, &tag.name);
        // Of two answers that fold, the first of which never ends, the second is not part of the first.
        html.push_str(&self.close_endless(|open| open.name == tag.name));
        // Neither a paragraph nor an element of running text can hold blocks.
        let is_line = tag.name == "p" && !closes_later(following, "p");
        let is_words = end == End::Later && elements::is_phrasing(&tag.name) && !elements::is_transparent(&tag.name);
        self.start(tag, place, (is_line || is_words).then_some("div"), html);
        if let Some(open) = self.open.last_mut().filter(|open| open.span == place) {
            open.endless = end == End::Missing;
        }
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
                endless: false,
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
}

/// Whether an element that was just opened is closed by one of the tags that follow it.
fn closes_later(tags: &[Tag], name: &str) -> bool {
    tags.iter().any(|tag| tag.kind == TagKind::Close && tag.name == name)
}
