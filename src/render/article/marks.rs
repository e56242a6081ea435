//! Turns the places of a lesson that explain a term into links around those words.
//!
//! 1. [`plan`](ArticleWriter::plan_marks) finds the target of each mark: terms are numbered in the order in which the text
//!    marks them, drawings come after;
//! 2. while a block with marks is written, [`MarkedPassages`] records the span of each node in the block's text: marks are spans of
//!    passages of the facts;
//! 3. [`apply`] wraps the marked nodes of the finished tree.

use std::collections::BTreeMap;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};
use serde::{Deserialize, Serialize};

use super::writer::ArticleWriter;
use crate::course::glossary::Mark;
use crate::html::{Element, Node, NodeId, Tree};
use crate::lesson::markdown::formula;
use crate::lesson::split_icon;
use crate::lesson::terms::split_alias;
use crate::render::diagram::Drawing;
use crate::site::path::encode_fragment;
use crate::source::Span;

/// A term that the page explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// The term, by its index in the glossary's [`terms`](crate::course::Glossary::terms).
    pub term: usize,
    /// Its sense on the page, as an index into the term's senses.
    pub sense: usize,
}

/// A mark of a passage, with its link.
#[derive(Debug)]
pub(super) struct PlannedMark {
    span: Span,
    link: Element<'static>,
}

/// The blocks whose text is marked.
#[derive(Debug, Default)]
pub(super) struct MarkedPassages {
    /// The block that is being written.
    current: Option<MarkedPassage>,
    /// The written blocks.
    complete: Vec<MarkedPassage>,
    /// The bytes at the beginning of the next block that are not written.
    skipped: usize,
}

/// A block whose text is marked.
#[derive(Debug)]
struct MarkedPassage {
    marks: Vec<PlannedMark>,
    /// The depth of the block in the document.
    depth: usize,
    /// The bytes of its text so far.
    length: usize,
    /// The nodes with its text, each with its span of the text.
    leaves: Vec<(NodeId, Span)>,
}

impl MarkedPassages {
    /// Records that a node has the next bytes of the text.
    pub(super) fn note(&mut self, node: Option<NodeId>, length: usize) {
        let Some(passage) = &mut self.current else { return };
        let span = Span::new(passage.length, passage.length + length);
        passage.leaves.extend(node.map(|node| (node, span)));
        passage.length = span.end;
    }

    /// Skips the next bytes of the text, which are not written.
    pub(super) fn pass(&mut self, length: usize) {
        self.note(None, length);
    }

    /// Skips the text of a node, which is not written.
    pub(super) fn pass_over<'n>(&mut self, node: &'n AstNode<'n>) {
        if self.current.is_some() {
            let length = leaves(node).last().map_or(0, |(_, span)| span.end);
            self.pass(length);
        }
    }

    /// Skips the first bytes of the next block, which are not written.
    pub(super) fn skip(&mut self, length: usize) {
        self.skipped = length;
    }
}

impl ArticleWriter<'_> {
    /// Plans the marks of a document.
    pub(super) fn plan_marks<'n>(&mut self, root: &'n AstNode<'n>) {
        let Some(marks) = self.context.course.glossary.marks.get(&self.lesson.path) else { return };
        let mut by_place: BTreeMap<(usize, usize), Vec<&Mark>> = BTreeMap::new();
        for mark in marks {
            by_place.entry(mark.passage).or_default().push(mark);
        }
        if by_place.is_empty() {
            return;
        }
        let blocks =
            root.descendants().filter(|node| matches!(node.data().value, NodeValue::Paragraph | NodeValue::TableCell));
        for block in blocks {
            let place = block.data().sourcepos.start;
            let place = (place.line, place.column);
            let Some(marks) = by_place.remove(&place) else { continue };
            let planned = marks.into_iter().filter_map(|mark| self.plan(mark)).collect();
            self.marks.insert(place, planned);
        }
    }

    fn plan(&mut self, mark: &Mark) -> Option<PlannedMark> {
        let link = self.term_link((mark.term, mark.sense), mark.id.as_deref())?;
        Some(PlannedMark { span: mark.span, link })
    }

    /// Begins to record the nodes of a block, if the block has marks.
    pub(super) fn begin_passage<'n>(&mut self, block: &'n AstNode<'n>) {
        let skipped = std::mem::take(&mut self.passages.skipped);
        if self.marks.is_empty() {
            return;
        }
        let place = block.data().sourcepos.start;
        if let Some(marks) = self.marks.remove(&(place.line, place.column)) {
            let passage = MarkedPassage { marks, depth: self.depth - 1, length: skipped, leaves: Vec::new() };
            self.passages.current = Some(passage);
        }
    }

    /// Ends the recorded block, if it has this depth in the document.
    pub(super) fn end_passage(&mut self, depth: usize) {
        if let Some(passage) = self.passages.current.take_if(|passage| passage.depth == depth) {
            self.passages.complete.push(passage);
        }
    }
}

/// Wraps the marked nodes of the tree in links.
pub(super) fn apply(tree: &mut Tree<'static>, passages: MarkedPassages) {
    for mut passage in passages.complete {
        for PlannedMark { span, link } in passage.marks {
            cut(tree, &mut passage.leaves, span.start);
            cut(tree, &mut passage.leaves, span.end);
            let inside = |leaf: &&(NodeId, Span)| {
                span.start <= leaf.1.start && leaf.1.end <= span.end && leaf.1.start < leaf.1.end
            };
            let mut inside = passage.leaves.iter().filter(inside).map(|(node, _)| *node);
            let Some(first) = inside.next() else { continue };
            let last = inside.next_back().unwrap_or(first);
            if let Some((first, last)) = siblings(tree, first, last) {
                tree.wrap(first, last, link);
            }
        }
    }
}

/// Splits the text node that contains an offset.
fn cut(tree: &mut Tree<'static>, leaves: &mut Vec<(NodeId, Span)>, offset: usize) {
    let Some(at) = leaves.iter().position(|(_, span)| span.start < offset && offset < span.end) else { return };
    let (node, span) = leaves[at];
    let Node::Text(text) = tree.node_mut(node) else { return };
    let Some((left, right)) = text.split_at_checked(offset - span.start) else { return };
    let (left, right) = (left.to_owned(), right.to_owned());
    *text = left.into();
    let right = tree.create(Node::Text(right.into()));
    tree.insert_after(node, right);
    leaves[at].1.end = offset;
    leaves.insert(at + 1, (right, Span::new(offset, span.end)));
}

/// Returns the nodes around two leaves that are children of one parent: `**로드** 밸런서` begins in an emphasis and ends
/// behind it.
fn siblings(tree: &Tree<'_>, first: NodeId, last: NodeId) -> Option<(NodeId, NodeId)> {
    let path = |leaf: NodeId| {
        let mut path: Vec<NodeId> = std::iter::successors(Some(leaf), |&id| tree.parent(id)).collect();
        path.reverse();
        path
    };
    if first == last {
        return Some((first, last));
    }
    let (left, right) = (path(first), path(last));
    let common = left.iter().zip(&right).take_while(|(one, other)| one == other).count();
    Some((*left.get(common)?, *right.get(common)?))
}

/// Returns the nodes of a document with a block's text, each with its span in the facts' passage.
fn leaves<'n>(block: &'n AstNode<'n>) -> Vec<(&'n AstNode<'n>, Span)> {
    let mut leaves = Vec::new();
    let (mut at, mut images) = (0, 0usize);
    for edge in block.traverse() {
        let (node, entering) = match edge {
            NodeEdge::Start(node) => (node, true),
            NodeEdge::End(node) => (node, false),
        };
        let length = match &node.data().value {
            NodeValue::Image(_) => {
                images = if entering { images + 1 } else { images - 1 };
                continue;
            }
            _ if images > 0 || !entering => continue,
            NodeValue::Text(text) => text.len(),
            NodeValue::Code(code) => code.literal.len(),
            NodeValue::Math(math) => formula::plain(math).len(),
            NodeValue::SoftBreak | NodeValue::LineBreak => 1,
            _ => continue,
        };
        leaves.push((node, Span::new(at, at + length)));
        at += length;
    }
    leaves
}

/// The maximum number of terms that a drawing links, so that it does not look like a menu.
const MOST_LINKED: usize = 12;

impl ArticleWriter<'_> {
    /// Returns the start tags of links around the nodes of a drawing whose whole label is a term, by label.
    pub(super) fn links_of_nodes(&mut self, drawing: &Drawing) -> BTreeMap<String, String> {
        let mut links = BTreeMap::new();
        for label in drawing.nodes() {
            if links.len() >= MOST_LINKED || links.contains_key(label) {
                continue;
            }
            let Some(meant) = self.term_of_label(label) else { continue };
            links.extend(self.term_link(meant, None).map(|link| (label.to_owned(), link.start_tag())));
        }
        links
    }

    /// Returns the term that a label names as a whole, by its name, or by both its names: `Load Balancer (로드 밸런서)`; and
    /// its sense.
    fn term_of_label(&self, label: &str) -> Option<(usize, usize)> {
        let label = split_icon(label).1;
        let course = &self.context.course;
        let named = |name: &str| course.glossary.named(&course.entries, self.page?, name);
        named(label).or_else(|| {
            let (name, other) = split_alias(label);
            let (term, sense) = named(&name)?;
            (named(&other?)?.0 == term).then_some((term, sense))
        })
    }

    /// Returns the link to the entry of a term in a sense; the page will explain the term.
    fn term_link(&mut self, (term, sense): (usize, usize), id: Option<&str>) -> Option<Element<'static>> {
        let id_of_entry = &self.context.course.glossary.term(term)?.id;
        let href = format!("{}#{}", self.site.href_to(self.context.glossary_site?), encode_fragment(id_of_entry));
        let known = self.article.explained.iter().position(|explained| explained.term == term);
        let number = known.unwrap_or_else(|| {
            self.article.explained.push(Explained { term, sense });
            self.article.explained.len() - 1
        });
        let link = Element::new("a").with("class", "term").with_some("id", id.map(ToOwned::to_owned));
        Some(link.with("href", href).with("data-term", (number + 1).to_string()))
    }
}
