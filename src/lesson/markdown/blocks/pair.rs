//! Turns the markers in a parsed text into blocks: the nodes between an opening and a closing marker become its content.

use std::collections::BTreeMap;

use comrak::nodes::{Ast, AstNode, LineColumn, NodeBlockDirective, NodeHtmlBlock, NodeLink, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use super::Block;
use super::arrangement::{self, Arrangement};
use super::container::Container;
use super::emit::Emitted;
use super::figure;
use super::layout;
use super::marker::{Form, Opening};
use super::meaning::{MediaBlock, is_container};
use super::media::{self, ShownMedia};
use super::question::{self, QuestionNodes};
use super::scan::{Piece, Scan};
use super::script;
use super::tags::TagSyntax;
use super::title::title_node;
use crate::html::escape;
use crate::lesson::markdown;

/// The kind of an HTML block that the tag of a block begins (`CommonMark` 0.31, section 4.6).
const HTML_BLOCK: u8 = 6;

/// The nodes of the markers of a container.
#[derive(Clone, Copy, Default)]
struct MarkerNodes<'a> {
    open: Option<&'a AstNode<'a>>,
    close: Option<&'a AstNode<'a>>,
}

/// The input of the pass.
pub(super) struct Pairing<'a, 's> {
    pub(super) arena: &'a Arena<'a>,
    /// The options of the parser, for titles.
    pub(super) options: &'s Options<'static>,
    /// The lines of the author's text.
    pub(super) lines: &'s [&'s str],
    pub(super) scan: &'s Scan,
    pub(super) emitted: &'s Emitted,
}

impl<'a> Pairing<'a, '_> {
    /// Makes the blocks of a tree whose places are those of the author's file; returns their meanings.
    pub(super) fn apply(&self, root: &'a AstNode<'a>) -> Vec<Block> {
        let mut found: BTreeMap<usize, MarkerNodes<'a>> = BTreeMap::new();
        let mut count = 0;
        for node in root.descendants() {
            let data = node.data();
            let NodeValue::HtmlBlock(html) = &data.value else { continue };
            let Some((is_open, index)) = self.marker(html.literal.trim()) else { continue };
            let nodes = found.entry(index).or_default();
            *(if is_open { &mut nodes.open } else { &mut nodes.close }) = Some(node);
            count += 1;
        }
        let ends: BTreeMap<usize, usize> = self.ends().collect();
        let mut blocks = Vec::new();
        // An inner container has a higher number than an outer one.
        for (index, nodes) in found.into_iter().rev() {
            let container = &self.scan.containers[index];
            if let Some(open) = nodes.open {
                let end = ends.get(&index).copied().unwrap_or(container.line);
                self.wrap(open, nodes.close, (container, end), &mut blocks);
                open.detach();
            }
            if let Some(close) = nodes.close {
                close.detach();
            }
        }
        if count < self.emitted.text.matches(self.emitted.sign.as_str()).count() {
            self.restore(root);
        }
        blocks
    }

    /// Returns the lines in which the containers end.
    fn ends(&self) -> impl Iterator<Item = (usize, usize)> {
        self.scan.pieces.iter().filter_map(|piece| match *piece {
            Piece::Close { container, line, is_marked } => {
                Some((container, line.saturating_sub(usize::from(!is_marked))))
            }
            _ => None,
        })
    }

    /// Reads a marker: whether it opens, and the number of its container.
    fn marker(&self, text: &str) -> Option<(bool, usize)> {
        let rest = text.strip_prefix(self.emitted.sign.as_str())?.strip_suffix("?>")?;
        let index = rest.get(1..)?.parse().ok()?;
        (index < self.scan.containers.len()).then(|| (rest.starts_with('o'), index))
    }

    /// Makes the block of a container of the nodes between its markers.
    fn wrap(
        &self,
        open: &'a AstNode<'a>,
        close: Option<&'a AstNode<'a>>,
        (container, end): (&Container, usize),
        blocks: &mut Vec<Block>,
    ) {
        let last = open.parent().and_then(|parent| child_that_holds(parent, close?));
        let length = self.lines.get(end).map_or(0, |line| line.len());
        let place = Sourcepos {
            start: LineColumn { line: container.line + 1, column: container.span.0 + 1 },
            end: LineColumn { line: end + 1, column: length },
        };
        let anchor = container.opening.label().map(|id| self.html(format!("<a id=\"{}\"></a>\n", escape(id)), place));
        if figure::is_figure(&container.opening) {
            let content: Vec<&'a AstNode<'a>> = content(open, close, last).collect();
            let paragraph = figure::paragraph(self.arena, &container.opening, place, &content);
            anchor.into_iter().chain(paragraph).for_each(|node| open.insert_before(node));
            return;
        }
        if let Some(shown) = media::of(&container.opening) {
            let content: Vec<&'a AstNode<'a>> = content(open, close, last).collect();
            open.insert_before(self.media(container, shown, place, content, blocks));
            return;
        }
        if let Some(label) = embedded_label(&container.opening) {
            let link = self.node(NodeValue::Link(Box::new(NodeLink { url: label, title: String::new() })), place);
            let paragraph = self.node(NodeValue::Paragraph, place);
            paragraph.append(link);
            open.insert_before(paragraph);
            return;
        }
        let choices = question::choices(&container.opening.attributes);
        if !choices.is_empty() {
            let title =
                container.opening.attributes.get(&["question", "title", "text"]).filter(|title| !title.is_empty());
            let mut nodes = QuestionNodes { arena: self.arena, options: self.options, place, blocks };
            open.insert_before(nodes.make(title, &choices));
            return;
        }
        let is_grid = arrangement::is_grid_of_cards(&container.opening.attributes);
        if container.form == Form::Tag(TagSyntax::Element) && !is_grid {
            let Opening { name, attributes, .. } = &container.opening;
            if name == "p" {
                // Its content is paragraphs.
                return;
            }
            open.insert_before(self.html(script::start_tag(name, attributes) + ">\n", place));
            if let Some(close) = close {
                let end = Sourcepos { start: place.end, end: place.end };
                close.insert_before(self.html(format!("</{name}>\n"), end));
            }
            return;
        }
        let grid = is_grid.then_some(Block::Layout(Arrangement::Cards));
        let Some(block) = grid.or_else(|| Block::of(container.form, &container.opening)) else {
            anchor.into_iter().chain(self.loose_title(container)).for_each(|node| open.insert_before(node));
            return;
        };
        // The items of a set follow each other.
        if let Some(anchor) = anchor.filter(|_| !matches!(block, Block::Tab { .. } | Block::Item(_))) {
            open.insert_before(anchor);
        }
        let info = blocks.len().to_string();
        let value = NodeValue::BlockDirective(Box::new(NodeBlockDirective { fence_length: 3, fence_offset: 0, info }));
        let node = self.node(value, place);
        open.insert_before(node);
        let content: Vec<&'a AstNode<'a>> = content(open, close, last).collect();
        if let Block::Item(layout) = block {
            self.item(node, layout, container, content);
            blocks.push(block);
            return;
        }
        // The name of a set of tabs is not shown.
        let is_set = matches!(block, Block::Tabs { .. } | Block::Layout(_));
        if let Some((at, title)) = container.opening.title.as_ref().filter(|(_, title)| !title.is_empty() && !is_set) {
            let at = LineColumn { line: container.line + 1, column: at + 1 };
            node.append(title_node(self.arena, title, at, self.options));
        }
        for child in content {
            node.append(child);
        }
        if container.opening.name.starts_with(".callout") {
            take_heading(node);
        }
        blocks.push(block);
    }

    /// Makes the block of a container that shows media, with its caption, or the paragraph of a recording.
    fn media(
        &self,
        container: &Container,
        shown: ShownMedia,
        place: Sourcepos,
        content: Vec<&'a AstNode<'a>>,
        blocks: &mut Vec<Block>,
    ) -> &'a AstNode<'a> {
        let at = LineColumn { line: container.line + 1, column: 1 };
        let words = media::title(&container.opening);
        let title = words.map(|words| markdown::text(title_node(self.arena, &words, at, self.options)));
        let paragraph = media::paragraph(self.arena, &shown, title.as_deref(), place);
        let ShownMedia::Card(media) = shown else { return paragraph };
        let info = blocks.len().to_string();
        blocks.push(Block::Media(MediaBlock { media, title }));
        let value = NodeValue::BlockDirective(Box::new(NodeBlockDirective { fence_length: 3, fence_offset: 0, info }));
        let node = self.node(value, place);
        node.append(paragraph);
        for child in content {
            node.append(child);
        }
        node
    }

    /// Fills an item of a layout: an image, its title, the text that its attributes state, its content.
    fn item(&self, node: &'a AstNode<'a>, layout: Arrangement, container: &Container, content: Vec<&'a AstNode<'a>>) {
        let place = node.data().sourcepos;
        let attributes = &container.opening.attributes;
        let (image, text) = layout::stated(self.arena, self.options, attributes, place);
        let title = if layout == Arrangement::Files {
            container.opening.title.as_ref().map(|(_, name)| {
                let paragraph = self.node(NodeValue::Paragraph, place);
                paragraph.append(self.node(NodeValue::Text(name.clone().into()), place));
                paragraph
            })
        } else {
            self.linked_title(container)
        };
        for child in image.into_iter().chain(title).chain(text) {
            node.append(child);
        }
        for child in content {
            if layout == Arrangement::Cards {
                child.detach();
                for part in layout::parts(self.arena, child) {
                    node.append(part);
                }
            } else {
                node.append(child);
            }
        }
        if let Some(url) =
            arrangement::address_of(attributes).filter(|_| title.is_none() && layout == Arrangement::Cards)
        {
            self.link_first(node, url, place);
        }
    }

    /// Makes a link of the first paragraph of a card that has no title, or of the address alone.
    fn link_first(&self, node: &'a AstNode<'a>, url: String, place: Sourcepos) {
        let is_plain = |paragraph: &&'a AstNode<'a>| {
            matches!(paragraph.data().value, NodeValue::Paragraph)
                && !paragraph.descendants().any(|inner| matches!(inner.data().value, NodeValue::Link(_)))
        };
        let link = self.node(NodeValue::Link(Box::new(NodeLink { url: url.clone(), title: String::new() })), place);
        let Some(paragraph) = node.first_child().filter(is_plain) else {
            link.append(self.node(NodeValue::Text(url.into()), place));
            let paragraph = self.node(NodeValue::Paragraph, place);
            paragraph.append(link);
            node.prepend(paragraph);
            return;
        };
        while let Some(child) = paragraph.first_child() {
            link.append(child);
        }
        paragraph.append(link);
    }

    /// Makes a paragraph of the title of a container without a box.
    fn loose_title(&self, container: &Container) -> Option<&'a AstNode<'a>> {
        if !matches!(container.form, Form::Tag(_)) || is_container(&container.opening.name) {
            return None;
        }
        self.linked_title(container)
    }

    /// Makes a paragraph of the title of a container; the address of a card is that of its title.
    fn linked_title(&self, container: &Container) -> Option<&'a AstNode<'a>> {
        let opening = &container.opening;
        let (at, title) = opening.title.as_ref().filter(|(_, title)| !title.is_empty())?;
        let at = LineColumn { line: container.line + 1, column: at + 1 };
        let words = title_node(self.arena, title, at, self.options);
        let place = words.data().sourcepos;
        let paragraph = self.node(NodeValue::Paragraph, place);
        let strong = self.node(NodeValue::Strong, place);
        paragraph.append(strong);
        let url = arrangement::address_of(&opening.attributes);
        let parent = url.map_or(strong, |url| {
            let link = self.node(NodeValue::Link(Box::new(NodeLink { url, title: String::new() })), place);
            strong.append(link);
            link
        });
        while let Some(child) = words.first_child() {
            parent.append(child);
        }
        Some(paragraph)
    }

    fn html(&self, literal: String, place: Sourcepos) -> &'a AstNode<'a> {
        self.node(NodeValue::HtmlBlock(NodeHtmlBlock { block_type: HTML_BLOCK, literal }), place)
    }

    fn node(&self, value: NodeValue, place: Sourcepos) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()))
    }

    /// Restores the author's words where the parser took a marker as part of another block: code that only it recognises.
    fn restore(&self, root: &'a AstNode<'a>) {
        for node in root.descendants() {
            let mut data = node.data_mut();
            let literal = match &mut data.value {
                NodeValue::CodeBlock(code) => &mut code.literal,
                NodeValue::HtmlBlock(html) => &mut html.literal,
                NodeValue::HtmlInline(html) => html,
                NodeValue::Code(code) => &mut code.literal,
                _ => continue,
            };
            if literal.contains(self.emitted.sign.as_str()) {
                *literal = self.restored(literal);
            }
        }
    }

    /// Returns a text with the author's words in place of the markers.
    fn restored(&self, text: &str) -> String {
        let ends: BTreeMap<usize, usize> = self.ends().collect();
        let line = |at: usize| self.lines.get(at).copied().unwrap_or_default();
        let mut parts = text.split(self.emitted.sign.as_str());
        let mut written = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (marker, rest) = part.split_once("?>").unwrap_or((part, ""));
            let index = marker.get(1..).and_then(|index| index.parse::<usize>().ok());
            if let Some((index, container)) = index.and_then(|index| Some((index, self.scan.containers.get(index)?))) {
                written += if marker.starts_with('o') {
                    &line(container.line)[container.span.0..container.span.1]
                } else {
                    let words = ends.get(&index).zip(container.end_span);
                    words.and_then(|(end, (from, to))| line(*end).get(from..to)).unwrap_or_default()
                };
            }
            written += rest;
        }
        written
    }
}

/// Returns the address of the labelled content that a directive shows: ```` ```{embed} #label ```` (`MyST`, "Embed"). A link leads to it:
/// the content may be on any page.
fn embedded_label(opening: &Opening) -> Option<String> {
    let is_directive = opening.options.is_some() && opening.name == "embed";
    let label = opening.title.as_ref().map(|(_, words)| words.as_str()).or_else(|| opening.attributes.get(&["label"]));
    let label = label.filter(|label| is_directive && label.starts_with('#') && !label.contains(char::is_whitespace))?;
    Some(label.to_owned())
}

/// Returns the nodes between two markers: up to the node that holds the closing one, or to the end.
fn content<'a>(
    open: &'a AstNode<'a>,
    close: Option<&'a AstNode<'a>>,
    last: Option<&'a AstNode<'a>>,
) -> impl Iterator<Item = &'a AstNode<'a>> {
    let is = |node: &'a AstNode<'a>, other: Option<&'a AstNode<'a>>| other.is_some_and(|other| other.same_node(node));
    let mut is_past = false;
    open.following_siblings().skip(1).take_while(move |node| {
        let is_content = !is_past && !is(node, close);
        is_past |= is(node, last);
        is_content
    })
}

/// Returns the child of a node that is a node or holds it.
fn child_that_holds<'a>(parent: &'a AstNode<'a>, node: &'a AstNode<'a>) -> Option<&'a AstNode<'a>> {
    node.ancestors().find(|inner| inner.parent().is_some_and(|outer| outer.same_node(parent)))
}

/// Makes the heading at the start of a callout its title, as Quarto does.
fn take_heading<'a>(block: &'a AstNode<'a>) {
    if let Some(first) = block.first_child()
        && matches!(first.data().value, NodeValue::Heading(_))
    {
        first.data_mut().value = NodeValue::CalloutTitle;
    }
}
