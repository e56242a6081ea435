//! Turns the figures of `MyST` (```` ```{figure} img.png ````) into images with a caption.
//!
//! Source: `MyST`, "Images and figures".

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeLink, NodeValue, Sourcepos};

use super::marker::Opening;

/// Tests whether a container is a figure.
pub(super) fn is_figure(opening: &Opening) -> bool {
    opening.options.is_some() && matches!(opening.name.as_str(), "figure" | "image")
}

/// Makes the paragraph of a figure at a place; its caption is the first paragraph of the content, which is taken.
pub(super) fn paragraph<'a>(
    arena: &'a Arena<'a>,
    opening: &Opening,
    place: Sourcepos,
    content: &[&'a AstNode<'a>],
) -> Option<&'a AstNode<'a>> {
    let node = |value| arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()));
    let (_, url) = opening.title.as_ref()?;
    let paragraph = node(NodeValue::Paragraph);
    let image = node(NodeValue::Image(Box::new(NodeLink { url: url.clone(), title: String::new() })));
    if let Some(alt) = opening.attributes.get(&["alt"]) {
        image.append(node(NodeValue::Text(alt.to_owned().into())));
    }
    paragraph.append(image);
    let is_paragraph = |node: &&&'a AstNode<'a>| matches!(node.data().value, NodeValue::Paragraph);
    if let Some(caption) = content.first().filter(is_paragraph) {
        let emphasis = node(NodeValue::Emph);
        while let Some(child) = caption.first_child() {
            emphasis.append(child);
        }
        caption.detach();
        paragraph.append(node(NodeValue::SoftBreak));
        paragraph.append(emphasis);
    }
    Some(paragraph)
}
