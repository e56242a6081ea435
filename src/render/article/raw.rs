//! Turns the author's raw HTML into elements that are safe, balanced within their block, and resolved within the course.
//!
//! Raw HTML is kept as far as `html::allowed` lists it: scripts, frames, forms and event handlers are dropped; tags of no HTML
//! element (`<pending>`, `<your-ip>`) are text. Settings with `html = "trusted"` keep all of it. Unclosed elements are closed where their block
//! or section ends, and unmatched end tags are dropped, so that a slip costs that block, never the page.

mod attributes;
mod blocks;
mod frames;
mod trusted;

use comrak::nodes::{AstNode, NodeValue};

use super::plain::Exit;
use super::writer::ArticleWriter;
use crate::course::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::html::allowed::ElementRule;
use crate::html::element::{closes_before, ends_by_itself, is_phrasing, is_shape, is_transparent, is_void};
use crate::html::{Element, MAX_ATTRIBUTES, Node, NodeId, Tag, TagKind, only_source};
use crate::lesson::audience::Bound;
use crate::lesson::markdown::{self, LiteralMap};
use crate::message;
use crate::message::Message;
use crate::source::{Span, Tool};
use blocks::{Blocks, End, HtmlPart, PartMark, parts};

/// The raw HTML below one node of the document.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The depth of the node in the document.
    depth: usize,
    blocks: Blocks,
    /// The number of its children that the walk has entered.
    entered: usize,
    /// The elements that are open, innermost last.
    open: Vec<OpenElement>,
    /// The element whose content is being removed.
    removing: Option<String>,
}

/// An element that is open.
#[derive(Debug)]
struct OpenElement {
    /// Its name in the source.
    name: String,
    node: NodeId,
    span: Span,
    /// Whether no later tag ends it.
    is_endless: bool,
}

impl ArticleWriter<'_> {
    /// Enters a child of the node with the innermost scope: a heading closes the elements that no tag ends.
    pub(super) fn enter_child<'n>(&mut self, node: &'n AstNode<'n>) {
        let is_heading = matches!(node.data().value, NodeValue::Heading(_));
        self.in_scope(self.depth, |raw| {
            raw.scope.entered += 1;
            if is_heading {
                raw.close_endless(|_| true);
            }
        });
        if self.depth == 1 {
            self.enter_fold();
        }
        // The footnotes come last, in a section of their own.
        if matches!(node.data().value, NodeValue::FootnoteDefinition(_)) {
            self.in_scope(self.depth, |raw| {
                raw.close_all();
            });
        }
    }

    /// Leaves a child of the document.
    pub(super) fn leave_child(&mut self) {
        if self.depth == 1 {
            self.leave_fold();
        }
    }

    /// Begins the scope of a node, if there is raw HTML right below it.
    pub(super) fn enter_scope<'n>(&mut self, node: &'n AstNode<'n>, depth: usize) {
        let is_html =
            |node: &'n AstNode<'n>| matches!(node.data().value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_));
        if node.children().any(is_html) {
            self.scopes.push(Scope { depth, blocks: Blocks::below(node), ..Scope::default() });
        }
    }

    /// Ends the scope of a node, if it has one.
    pub(super) fn leave_scope(&mut self, depth: usize) {
        self.in_scope(depth + 1, |raw| {
            raw.close_all();
        });
        self.scopes.pop_if(|scope| scope.depth == depth);
    }

    /// Writes a node of raw HTML.
    pub(super) fn raw_html<'n>(&mut self, node: &'n AstNode<'n>, literal: &str, is_block: bool) -> Exit {
        let span = markdown::span(self.source, node.data().sourcepos);
        self.in_scope(self.depth - 1, |raw| raw.node(literal, is_block, span));
        Exit::Nothing
    }

    /// Calls a function with the scope of the parent of a node at a depth of the document.
    fn in_scope(&mut self, depth: usize, act: impl FnOnce(&mut RawHtml<'_, '_>)) {
        if let Some(mut scope) = self.scopes.pop_if(|scope| scope.depth + 1 == depth) {
            act(&mut RawHtml { writer: self, scope: &mut scope });
            self.scopes.push(scope);
        }
    }
}

/// Writes raw HTML in a scope.
struct RawHtml<'w, 'a> {
    writer: &'w mut ArticleWriter<'a>,
    scope: &'w mut Scope,
}

/// A piece of raw HTML that is being written.
#[derive(Clone, Copy)]
struct RawPiece<'p> {
    literal: &'p str,
    is_block: bool,
    /// Its span in the file.
    span: Span,
}

impl RawHtml<'_, '_> {
    fn node(&mut self, literal: &str, is_block: bool, span: Span) {
        let at = self.writer.out.insertion_point();
        let before = self.writer.out.tree().last_child(at);
        let at_top = self.scope.open.is_empty() && self.scope.depth == 0;
        let block = self.scope.entered.saturating_sub(1);
        let read = if is_block { self.scope.blocks.take(block) } else { None };
        if let Some(mark) = PartMark::read(literal) {
            self.part(&mark, RawPiece { literal, is_block, span });
        } else {
            let parts = read.unwrap_or_else(|| parts(literal));
            self.html(&parts, RawPiece { literal, is_block, span });
        }
        // In running text, elements end with their paragraph or cell.
        if is_block {
            self.close_slips(at, before);
            if at_top && self.scope.open.is_empty() {
                self.wrap_loose_words(at, before);
            }
        }
    }

    /// Closes the inline elements (`<b>`) that a block of HTML left open, unless a later block closes them: they
    /// would enclose the rest of the page. The white space at the end of the block stays outside.
    fn close_slips(&mut self, at: NodeId, before: Option<NodeId>) {
        let is_slip = |open: &OpenElement| open.is_endless && is_phrasing(&open.name);
        if self.scope.open.last().is_some_and(is_slip) {
            let space = self.take_trailing_space(at, before);
            self.close_endless(|open| is_phrasing(&open.name));
            self.writer.out.source(space);
        }
    }

    /// Wraps a block of HTML in an element, if text or inline elements are its children: the article is a grid, in
    /// which bare text has no cell.
    fn wrap_loose_words(&mut self, at: NodeId, before: Option<NodeId>) {
        let tree = self.writer.out.tree();
        let first = before.map_or_else(|| tree.first_child(at), |before| tree.next_sibling(before));
        let mut written = std::iter::successors(first, |&id| tree.next_sibling(id));
        let is_loose = |id: NodeId| match tree.node(id) {
            Node::Text(text) | Node::Source(text) => !text.trim().is_empty(),
            Node::Element(element) => is_phrasing(&element.name),
            _ => false,
        };
        let (Some(first), true) = (first, written.any(is_loose)) else { return };
        self.take_trailing_space(at, before);
        let out = &mut self.writer.out;
        if let Some(last) = out.tree().last_child(at) {
            out.tree_mut().wrap(first, last, Element::new("div"));
        }
        out.line_end();
    }

    /// Removes the white space at the end of the text that was written last after a child of a node.
    fn take_trailing_space(&mut self, at: NodeId, before: Option<NodeId>) -> String {
        let out = &mut self.writer.out;
        let mut space = String::new();
        loop {
            let here = out.insertion_point();
            let Some(last) = out.tree().last_child(here).filter(|last| here != at || Some(*last) != before) else {
                break;
            };
            let (Node::Text(text) | Node::Source(text)) = out.tree_mut().node_mut(last) else { break };
            let words = text.trim_end().len();
            space.insert_str(0, &text[words..]);
            if words > 0 {
                *text = text[..words].to_owned().into();
                break;
            }
            out.tree_mut().detach(last);
        }
        space
    }

    fn html(&mut self, parts: &[HtmlPart], piece: RawPiece<'_>) {
        let places = LiteralMap::new(self.writer.source, piece.span, piece.literal);
        // Known once: a search behind each tag would take quadratic time.
        let is_paragraph_end =
            |part: &HtmlPart| matches!(part, HtmlPart::Tag(tag) if tag.kind == TagKind::Close && tag.name == "p");
        let last_paragraph_end = parts.iter().rposition(is_paragraph_end);
        for (index, part) in parts.iter().enumerate() {
            let tag = match part {
                HtmlPart::Text(span) => {
                    self.text(&piece.literal[span.start..span.end]);
                    continue;
                }
                HtmlPart::Tag(tag) => tag,
            };
            if let Some(name) = &self.scope.removing {
                if tag.kind == TagKind::Close && tag.name == *name {
                    self.scope.removing = None;
                }
                continue;
            }
            let place = places.span(self.writer.source, tag.span);
            match (self.rule(&tag.name), tag.kind) {
                (ElementRule::Shown, _) => {
                    self.writer.out.text(piece.literal[tag.span.start..tag.span.end].to_owned());
                }
                (ElementRule::Removed, TagKind::Open | TagKind::Void) if self.frame(tag, piece.is_block) => {}
                (ElementRule::Removed | ElementRule::Unwrapped, _) => self.remove(tag, place),
                (ElementRule::Kept, TagKind::Open) if self.remote_recording(tag, place, piece.is_block) => {}
                (ElementRule::Kept, TagKind::Close) => self.close(tag, place),
                (ElementRule::Kept, TagKind::Open) if self.is_self_closing(tag, piece.literal) => {
                    self.start_and_end(tag, place);
                }
                (ElementRule::Kept, TagKind::Open) if piece.is_block => {
                    let is_line = tag.name == "p" && last_paragraph_end.is_none_or(|end| end < index);
                    self.start_in_block(tag, place, is_line);
                }
                (ElementRule::Kept, TagKind::Open | TagKind::Void) => self.start(tag, place, None),
            }
        }
    }

    /// Writes text between tags. Text that begins like a tag (`a < b`, `<div` at the end of the block) must not
    /// swallow the text after it.
    fn text(&mut self, text: &str) {
        if self.is_in_raw_text() {
            self.writer.out.markup(text.to_owned());
        } else if self.scope.removing.is_none() {
            self.writer.out.source(text.replace('<', "&lt;"));
        }
    }

    /// Writes the start of a part with its label, or the end of one, on a page for those who see it.
    fn part(&mut self, mark: &PartMark, piece: RawPiece<'_>) {
        let literal = mark.tag(piece.is_block);
        self.html(&parts(literal), RawPiece { literal, ..piece });
        if mark.bound() == Bound::Open {
            match mark {
                PartMark::Instructors(_) => self.writer.instructors_label(piece.is_block),
                PartMark::Release(release) => self.writer.release_label(release.time.as_ref(), piece.is_block),
            }
            self.writer.out.line_end();
        }
    }

    fn remove(&mut self, tag: &Tag, place: Span) {
        if tag.kind == TagKind::Close {
            return;
        }
        if tag.kind == TagKind::Open && self.rule(&tag.name) == ElementRule::Removed {
            self.scope.removing = Some(tag.name.clone());
        }
        self.report(place, Code::UnsafeHtml, message!("unsafe-html", name = &tag.name), message!("unsafe-html.hint"));
    }

    /// Opens an element in a block; it may contain Markdown blocks up to its end in another block. `is_line` is a paragraph
    /// whose end is not in this block.
    fn start_in_block(&mut self, tag: &Tag, place: Span, is_line: bool) {
        let end = self.scope.blocks.end(self.scope.entered.saturating_sub(1), tag.span.start, &tag.name);
        // An unclosed <details> must not swallow the next one.
        self.close_endless(|open| open.name == tag.name);
        // Neither a paragraph nor an element of running text can hold blocks.
        let is_words = end == End::Later && is_phrasing(&tag.name) && !is_transparent(&tag.name);
        self.start(tag, place, (is_line || is_words).then_some("div"));
        if let Some(open) = self.scope.open.last_mut().filter(|open| open.span == place) {
            open.is_endless = end == End::Missing;
        }
    }

    fn start(&mut self, tag: &Tag, place: Span, renamed: Option<&'static str>) {
        self.report_cut(tag, place);
        if tag.name == "img" {
            self.image(tag);
            return;
        }
        // Drops a `<source>` whose address is not a file of the course.
        let address = tag.attribute("src").or_else(|| only_source(tag)).unwrap_or_default();
        if tag.name == "source"
            && !matches!(self.writer.target(address), Some(Target::File { .. }))
            && !self.is_trusted()
        {
            return;
        }
        if let Some(top) = self.scope.open.pop_if(|top| closes_before(&top.name, &tag.name)) {
            self.writer.out.close(top.node);
        }
        let renamed = renamed.or_else(|| other_name(&tag.name));
        let mut element = match renamed {
            Some(name) => Element::new(name),
            None => Element::new(tag.name.clone()),
        };
        self.push_attributes(tag, &mut element);
        let is_hero = element.name == "div" && element.has_class("align-center") && self.is_hero(place);
        if is_hero {
            let class = element.get("class").unwrap_or_default().replacen("align-center", "hero", 1);
            element.set("class", class);
        }
        if tag.kind == TagKind::Void {
            // Only void elements and SVG's shapes close themselves; the latter are written with an end tag.
            debug_assert!(element.is_void() || is_shape(&element.name), "`{}` is neither", element.name);
            self.writer.out.leaf(element);
            return;
        }
        let tracks = match &*element.name {
            "video" | "audio" => self.writer.complete_player(tag, place, &mut element),
            _ => Vec::new(),
        };
        let node = self.writer.out.open(element);
        for track in tracks {
            self.writer.out.leaf(track);
        }
        self.scope.open.push(OpenElement { name: tag.name.clone(), node, span: place, is_endless: false });
    }

    /// Tests whether a start tag is an element without content: components may write `<sup />`, HTML may not.
    fn is_self_closing(&self, tag: &Tag, literal: &str) -> bool {
        let dialect = self.writer.source.dialect;
        (dialect.has(Tool::VitePress) || dialect.has_components()) && literal[..tag.span.end].ends_with("/>")
    }

    fn start_and_end(&mut self, tag: &Tag, place: Span) {
        self.start(tag, place, None);
        if let Some(open) = self.scope.open.pop_if(|open| open.span == place) {
            self.writer.out.close(open.node);
        }
    }

    fn report_cut(&mut self, tag: &Tag, place: Span) {
        if tag.is_cut {
            self.report(
                place,
                Code::UnsafeHtml,
                message!("unsafe-html-attributes", name = &tag.name, limit = MAX_ATTRIBUTES),
                message!("unsafe-html-attributes.hint"),
            );
        }
    }

    fn close(&mut self, tag: &Tag, place: Span) {
        let Some(depth) = self.scope.open.iter().rposition(|open| open.name == tag.name) else {
            // In JSX every element may have an end tag: `<img …></img>`.
            let is_jsx_end = is_void(&tag.name) && self.writer.source.dialect.has_components();
            if tag.name != "p" && tag.name != "br" && !is_jsx_end {
                self.unbalanced(place, message!("unbalanced-html-end", name = &tag.name));
            }
            return;
        };
        for open in self.scope.open.split_off(depth).into_iter().rev() {
            self.writer.out.close(open.node);
            if open.name != tag.name && !ends_by_itself(&open.name) {
                self.unbalanced(open.span, message!("unbalanced-html", name = &open.name));
            }
        }
    }

    /// Closes the innermost elements while they have no end tag and are of a kind.
    fn close_endless(&mut self, is_meant: impl Fn(&OpenElement) -> bool) {
        while let Some(open) = self.scope.open.pop_if(|open| open.is_endless && is_meant(open)) {
            self.writer.out.close(open.node);
            self.unbalanced(open.span, message!("unbalanced-html", name = &open.name));
        }
    }

    fn close_all(&mut self) {
        while let Some(open) = self.scope.open.pop() {
            self.writer.out.close(open.node);
            if !ends_by_itself(&open.name) {
                self.unbalanced(open.span, message!("unbalanced-html", name = &open.name));
            }
        }
    }

    fn unbalanced(&mut self, place: Span, message: Message) {
        self.report(place, Code::UnbalancedHtml, message, message!("unbalanced-html.hint"));
    }

    fn report(&mut self, place: Span, code: Code, message: Message, hint: Message) {
        let problem = Diagnostic::at(&self.writer.lesson.path, place, code, message).hint(hint);
        self.writer.article.diagnostics.push(problem);
    }

    /// Tests whether a centred block is the page's hero: it follows the title, before any other heading.
    fn is_hero(&self, place: Span) -> bool {
        let line = self.writer.source.position(place.start).line;
        let title = self.writer.lesson.title.as_ref().and_then(|title| title.line);
        let first_section =
            self.writer.lesson.headings.iter().map(|heading| heading.line).find(|line| Some(*line) != title);
        self.scope.open.is_empty()
            && title.is_some_and(|title| title < line)
            && first_section.is_none_or(|section| line < section)
    }
}

/// Returns another name to write for an element.
fn other_name(name: &str) -> Option<&'static str> {
    match name {
        "center" => Some("div"),
        "font" | "tt" | "big" => Some("span"),
        "strike" => Some("s"),
        // The title is the page's only H1.
        "h1" => Some("h2"),
        _ => None,
    }
}
