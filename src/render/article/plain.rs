//! Turns nodes without a meaning of their own in a course into the elements of `CommonMark` and GFM.

use comrak::nodes::{AstNode, ListType, NodeList, NodeValue};

use super::walk::Below;
use crate::html::{Element, NodeId, TreeBuilder};

/// The work when the walk leaves a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nothing was opened.
    Nothing,
    /// Closes an element within a line.
    Inline(NodeId),
    /// Closes an element and ends its line.
    Line(NodeId),
    /// Closes an element on a line of its own.
    Block(NodeId),
}

impl Exit {
    /// Closes the element of a node.
    pub(super) fn apply(self, out: &mut TreeBuilder<'_>) {
        let id = match self {
            Self::Nothing => return,
            Self::Inline(id) => return out.close(id),
            Self::Line(id) => id,
            Self::Block(id) => {
                out.start_line();
                id
            }
        };
        out.close(id);
        out.line_end();
    }
}

/// Opens the element of a node; an unknown node has none, and its children are written.
pub(super) fn enter<'n>(out: &mut TreeBuilder<'static>, node: &'n AstNode<'n>) -> (Below, Exit) {
    let exit = match &node.data().value {
        NodeValue::Text(text) => {
            out.text(text.clone());
            Exit::Nothing
        }
        NodeValue::Code(code) => {
            out.element_with_text(Element::new("code"), code.literal.clone());
            Exit::Nothing
        }
        NodeValue::SoftBreak => {
            out.line_end();
            Exit::Nothing
        }
        NodeValue::LineBreak => {
            out.leaf(self_closing("br"));
            out.line_end();
            Exit::Nothing
        }
        NodeValue::Paragraph => return (Below::Walk, paragraph(out, node)),
        NodeValue::CalloutTitle => Exit::Line(begin_block(out, Element::new("p"))),
        NodeValue::List(list) => Exit::Line(begin_list(out, list, None)),
        NodeValue::Item(_) => Exit::Line(begin_block(out, Element::new("li"))),
        NodeValue::BlockQuote => {
            let id = begin_block(out, Element::new("blockquote"));
            out.line_end();
            Exit::Block(id)
        }
        NodeValue::Heading(heading) => {
            let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(heading.level.clamp(1, 6)) - 1];
            Exit::Line(begin_block(out, Element::new(name)))
        }
        NodeValue::ThematicBreak => {
            out.start_line();
            out.leaf(self_closing("hr"));
            out.line_end();
            Exit::Nothing
        }
        NodeValue::DescriptionList => {
            let id = begin_block(out, Element::new("dl"));
            out.line_end();
            Exit::Line(id)
        }
        NodeValue::DescriptionTerm => Exit::Line(out.open(Element::new("dt"))),
        NodeValue::DescriptionDetails => Exit::Line(out.open(Element::new("dd"))),
        NodeValue::CodeBlock(block) => {
            out.start_line();
            let pre = out.open(Element::new("pre"));
            out.element_with_text(Element::new("code"), block.literal.clone());
            Exit::Line(pre)
        }
        value => inline_name(value).map_or(Exit::Nothing, |name| Exit::Inline(out.open(Element::new(name)))),
    };
    (Below::Walk, exit)
}

/// Returns the name of the element that a node within a line is.
fn inline_name(value: &NodeValue) -> Option<&'static str> {
    match value {
        NodeValue::Emph => Some("em"),
        NodeValue::Strong => Some("strong"),
        NodeValue::Strikethrough => Some("del"),
        NodeValue::Highlight => Some("mark"),
        NodeValue::Insert => Some("ins"),
        NodeValue::Superscript => Some("sup"),
        NodeValue::Subscript => Some("sub"),
        _ => None,
    }
}

/// Opens an element on a line of its own.
pub(super) fn begin_block(out: &mut TreeBuilder<'static>, element: Element<'static>) -> NodeId {
    out.start_line();
    out.open(element)
}

/// Opens a list, with a class if it is a bulleted one.
pub(super) fn begin_list(out: &mut TreeBuilder<'static>, list: &NodeList, class: Option<&'static str>) -> NodeId {
    let element = match list.list_type {
        ListType::Bullet => Element::new("ul").with_some("class", class),
        ListType::Ordered => Element::new("ol").with_some("start", (list.start != 1).then(|| list.start.to_string())),
    };
    let id = begin_block(out, element);
    out.line_end();
    id
}

/// Opens a paragraph. One in a tight list has no element, and a line end separates it from the one before it.
fn paragraph<'n>(out: &mut TreeBuilder<'static>, node: &'n AstNode<'n>) -> Exit {
    if !is_tight(node) {
        return Exit::Line(begin_block(out, Element::new("p")));
    }
    let is_paragraph = |node: &'n AstNode<'n>| matches!(node.data().value, NodeValue::Paragraph);
    if node.previous_sibling().is_some_and(is_paragraph) {
        out.line_end();
    }
    Exit::Nothing
}

fn is_tight<'n>(paragraph: &'n AstNode<'n>) -> bool {
    let Some(parent) = paragraph.parent() else { return false };
    let above_is_tight = parent.parent().is_some_and(|above| match &above.data().value {
        NodeValue::List(list) => list.tight,
        NodeValue::DescriptionItem(item) => item.tight,
        _ => false,
    });
    above_is_tight || matches!(parent.data().value, NodeValue::DescriptionTerm)
}

/// Returns a void element in the form of `CommonMark`'s reference output: `<br />`.
fn self_closing(name: &'static str) -> Element<'static> {
    Element { self_closing: true, ..Element::new(name) }
}
