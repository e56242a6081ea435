//! Splits the inline nodes of paragraphs into lines, and removes words from their starts.

use comrak::nodes::{AstNode, NodeValue};

use crate::lesson::markdown::{is_line_end, text};

/// The inline nodes of a line.
pub(super) type InlineLine<'a> = Vec<&'a AstNode<'a>>;

/// Returns the lines of a paragraph or heading.
pub(super) fn lines_of<'a>(paragraph: &'a AstNode<'a>) -> Vec<InlineLine<'a>> {
    let mut lines: Vec<InlineLine<'a>> = vec![Vec::new()];
    for node in paragraph.children() {
        if is_line_end(node) {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(node);
        }
    }
    lines
}

/// Returns the plain text of a line.
pub(super) fn line_text(line: &InlineLine<'_>) -> String {
    line.iter().map(|node| text(node)).collect()
}

/// Removes a number of bytes of plain text from the start of a line, and the nodes that are empty then.
pub(super) fn drop_front<'a>(line: &mut InlineLine<'a>, length: usize) {
    let mut left = length;
    let leaves: Vec<&'a AstNode<'a>> = line.iter().flat_map(|node| node.descendants()).collect();
    for leaf in leaves {
        if left == 0 {
            break;
        }
        let mut data = leaf.data_mut();
        match &mut data.value {
            NodeValue::Text(text) => {
                let cut = text.floor_char_boundary(left.min(text.len()));
                left -= cut;
                *text = text[cut..].to_owned().into();
            }
            NodeValue::Code(code) => {
                let cut = code.literal.floor_char_boundary(left.min(code.literal.len()));
                left -= cut;
                code.literal = code.literal[cut..].to_owned();
            }
            _ => {}
        }
    }
    while let Some(first) = line.first().copied().filter(|first| is_empty(first)) {
        first.detach();
        line.remove(0);
    }
    trim_start(line);
}

/// Removes white space and closing signs from the start of a line.
fn trim_start(line: &mut InlineLine<'_>) {
    if let Some(first) = line.first()
        && let NodeValue::Text(text) = &mut first.data_mut().value
    {
        *text = text.trim_start().to_owned().into();
    }
}

/// Tests whether a node has no text left.
fn is_empty<'a>(node: &'a AstNode<'a>) -> bool {
    node.descendants().all(|inner| match &inner.data().value {
        NodeValue::Text(text) => text.is_empty(),
        NodeValue::Code(code) => code.literal.is_empty(),
        NodeValue::Strong | NodeValue::Emph => true,
        _ => false,
    })
}
