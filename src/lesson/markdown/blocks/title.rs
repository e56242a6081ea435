//! Turns the text of a container's title into a node with the Markdown in it.

use comrak::nodes::{Ast, AstNode, LineColumn, NodeValue, Sourcepos};
use comrak::{Arena, Options};

/// Parses a title that begins at a place of the author's file.
pub(in crate::lesson::markdown) fn title_node<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    at: LineColumn,
    options: &Options<'static>,
) -> &'a AstNode<'a> {
    let node = |value, place| arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()));
    let end = LineColumn { line: at.line, column: at.column + text.len().saturating_sub(1) };
    let place = Sourcepos { start: at, end };
    let title = node(NodeValue::CalloutTitle, place);
    let root = comrak::parse_document(arena, text, options);
    let is_only =
        |first: &&'a AstNode<'a>| first.next_sibling().is_none() && matches!(first.data().value, NodeValue::Paragraph);
    let Some(paragraph) = root.first_child().filter(is_only) else {
        // `1. Install` is a list to the parser.
        title.append(node(NodeValue::Text(text.to_owned().into()), place));
        return title;
    };
    while let Some(child) = paragraph.first_child() {
        title.append(child);
    }
    for node in title.descendants().skip(1) {
        let place = &mut node.data_mut().sourcepos;
        for end in [&mut place.start, &mut place.end] {
            *end = LineColumn { line: at.line, column: (end.column + at.column).saturating_sub(1) };
        }
    }
    title
}
