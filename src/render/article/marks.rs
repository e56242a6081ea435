//! Turns the places of a lesson that explain a term into links around those words.
//!
//! The places are spans of passages as the facts hold them; the tree is walked as it was there, and text nodes are cut
//! where a mark begins or ends.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comrak::Arena;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Ast, AstNode, NodeValue, Sourcepos};

use super::{Writer, escape};
use crate::course::glossary::Mark;
use crate::lesson::split_icon;
use crate::lesson::terms::split_alias;
use crate::render::diagram::Drawing;
use crate::site::path::encode_fragment;
use crate::source::Span;

/// A term that the page explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The term, as a place in the glossary's [`terms`](crate::course::Glossary::terms).
    pub term: usize,
    /// The key of the name that it bears where it is marked first.
    pub name: String,
}

/// Puts the marks of a page into its tree.
pub(super) fn apply<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, writer: &mut Writer<'_>) {
    let Some(marks) = writer.around.course.glossary.marks.get(&writer.lesson.path).filter(|marks| !marks.is_empty())
    else {
        return;
    };
    let mut by_place: BTreeMap<(usize, usize), Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        by_place.entry(mark.passage).or_default().push(mark);
    }
    let blocks: Vec<&'a AstNode<'a>> = root
        .descendants()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph | NodeValue::TableCell))
        .collect();
    for block in blocks {
        let place = block.data().sourcepos.start;
        for mark in by_place.remove(&(place.line, place.column)).unwrap_or_default() {
            apply_one(arena, block, mark, writer);
        }
    }
}

fn apply_one<'a>(arena: &'a Arena<'a>, block: &'a AstNode<'a>, mark: &Mark, writer: &mut Writer<'_>) {
    let leaves = leaves(block);
    let words = leaves.iter().filter_map(|(node, span)| match &node.data().value {
        NodeValue::Text(text) => {
            let (start, end) = (mark.span.start.max(span.start), mark.span.end.min(span.end));
            (start < end).then(|| text[start - span.start..end - span.start].to_owned())
        }
        _ => None,
    });
    let name = crate::course::glossary::key(&words.collect::<String>());
    let Some(open) = writer.term_link(mark.term, &name, mark.id.as_deref()) else { return };
    cut(arena, block, mark.span.start);
    cut(arena, block, mark.span.end);
    let inside: Vec<&'a AstNode<'a>> = self::leaves(block)
        .into_iter()
        .filter(|(_, span)| mark.span.start <= span.start && span.end <= mark.span.end && span.start < span.end)
        .map(|(node, _)| node)
        .collect();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return };
    let (first, last) = siblings(block, first, last);
    first.insert_before(raw(arena, open));
    last.insert_after(raw(arena, "</a>".to_owned()));
}

fn raw<'a>(arena: &'a Arena<'a>, html: String) -> &'a AstNode<'a> {
    let ast = Ast::new_with_sourcepos(NodeValue::Raw(html), Sourcepos::from((0, 0, 0, 0)));
    arena.alloc(AstNode::new(ast.into()))
}

/// The nodes that carry a block's text, each with its span, as the facts' passages count it.
fn leaves<'a>(block: &'a AstNode<'a>) -> Vec<(&'a AstNode<'a>, Span)> {
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
            NodeValue::SoftBreak | NodeValue::LineBreak => 1,
            _ => continue,
        };
        leaves.push((node, Span::new(at, at + length)));
        at += length;
    }
    leaves
}

/// Cuts the text node that holds an offset in two there.
fn cut<'a>(arena: &'a Arena<'a>, block: &'a AstNode<'a>, offset: usize) {
    let Some((node, span)) = leaves(block).into_iter().find(|(_, span)| span.start < offset && offset < span.end)
    else {
        return;
    };
    let mut data = node.data_mut();
    let place = data.sourcepos;
    let NodeValue::Text(text) = &mut data.value else { return };
    if !text.is_char_boundary(offset - span.start) {
        return;
    }
    let (left, right) = text.split_at(offset - span.start);
    let (left, right) = (left.to_owned(), right.to_owned());
    *text = left.into();
    drop(data);
    let ast = Ast::new_with_sourcepos(NodeValue::Text(right.into()), place);
    node.insert_after(arena.alloc(AstNode::new(ast.into())));
}

/// The nodes around two leaves that are children of one parent: `**로드** 밸런서` begins in an emphasis and ends behind it.
fn siblings<'a>(
    block: &'a AstNode<'a>,
    first: &'a AstNode<'a>,
    last: &'a AstNode<'a>,
) -> (&'a AstNode<'a>, &'a AstNode<'a>) {
    let above = |leaf: &'a AstNode<'a>| -> Vec<&'a AstNode<'a>> {
        let mut path: Vec<_> = leaf.ancestors().take_while(|node| !node.same_node(block)).collect();
        path.reverse();
        path
    };
    let (left, right) = (above(first), above(last));
    let common = left.iter().zip(&right).take_while(|(a, b)| a.same_node(b)).count();
    match (left.get(common), right.get(common)) {
        (Some(left), Some(right)) => (left, right),
        _ => (first, last),
    }
}

/// The most terms that a drawing links: one that is all links is a menu.
const MOST_LINKED: usize = 12;

impl Writer<'_> {
    /// The links of a drawing's nodes whose whole label is a term, by label. The same label is linked wherever it stands.
    pub(super) fn links_of_nodes(&mut self, drawing: &Drawing) -> BTreeMap<String, String> {
        let mut links = BTreeMap::new();
        for label in drawing.nodes() {
            if links.len() >= MOST_LINKED || links.contains_key(label) {
                continue;
            }
            let Some((term, name)) = self.term_of_label(label) else { continue };
            links.extend(self.term_link(term, &name, None).map(|link| (label.to_owned(), link)));
        }
        links
    }

    /// The term that a label names as a whole, by its name, or by both its names: `Load Balancer (로드 밸런서)`.
    fn term_of_label(&self, label: &str) -> Option<(usize, String)> {
        let label = split_icon(label).1;
        let glossary = &self.around.course.glossary;
        let nearest = |name: &str| {
            let term = glossary.nearest_named(&self.around.course.entries, self.page?, name)?;
            Some((term, crate::course::glossary::key(name)))
        };
        nearest(label).or_else(|| {
            let (name, other) = split_alias(label);
            let (term, key) = nearest(&name)?;
            (nearest(&other?)?.0 == term).then_some((term, key))
        })
    }

    /// The opening tag of the link to a term's entry; the page will explain the term.
    pub(super) fn term_link(&mut self, term: usize, name: &str, id: Option<&str>) -> Option<String> {
        let id_of_entry = &self.around.course.glossary.term(term)?.id;
        let href = format!("{}#{}", self.site.href_to(self.around.glossary_site?), encode_fragment(id_of_entry));
        let known = self.article.explained.iter().position(|explained| explained.term == term);
        let number = known.unwrap_or_else(|| {
            self.article.explained.push(Explained { term, name: name.to_owned() });
            self.article.explained.len() - 1
        });
        let mut tag = "<a class=\"term\"".to_owned();
        if let Some(id) = id {
            // Writing to a string cannot fail.
            let _ = write!(tag, " id=\"{}\"", escape(id));
        }
        let _ = write!(tag, " href=\"{}\" data-term=\"{}\">", escape(&href), number + 1);
        Some(tag)
    }
}
