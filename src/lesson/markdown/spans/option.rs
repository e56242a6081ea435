//! Turns lines that describe a block (`` :label:`fig_x` ``, `` :width:`400px` ``) into the attributes of an image, the label
//! of a heading or a named place.
//!
//! Source: d2lbook's documentation ("Markdown Cells"), whose roles are those of reStructuredText.

use comrak::nodes::{AstNode, NodeValue};

use super::{SpanReader, is_line_end};
use crate::lesson::markdown::heading_id;

/// A property of a block that a line states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockOption {
    Label,
    Width,
    Nothing,
}

const OPTIONS: [(&str, BlockOption); 4] = [
    (":label:", BlockOption::Label),
    (":eqlabel:", BlockOption::Label),
    (":width:", BlockOption::Width),
    (":bibliography:", BlockOption::Nothing),
];

/// Tests whether a text has a line that may describe a block.
pub(super) fn may_hold(body: &str) -> bool {
    OPTIONS.iter().any(|(spelling, _)| body.contains(spelling))
}

impl<'a> SpanReader<'a, '_> {
    /// Reads the lines of a paragraph that describe it, or the heading before it.
    pub(super) fn options(&self, block: &'a AstNode<'a>) {
        for node in block.children().collect::<Vec<_>>() {
            let option = match &node.data().value {
                NodeValue::Text(text) => OPTIONS.iter().find(|(spelling, _)| text.trim() == *spelling),
                _ => None,
            };
            let Some((_, option)) = option else { continue };
            let Some(code) = node.next_sibling() else { continue };
            let value = match &code.data().value {
                NodeValue::Code(code) => code.literal.trim().to_owned(),
                _ => continue,
            };
            let (before, after) = (node.previous_sibling(), code.next_sibling());
            if !before.is_none_or(is_line_end) || !after.is_none_or(is_line_end) {
                continue;
            }
            if let Some(line_end) = before.or(after) {
                line_end.detach();
            }
            node.detach();
            code.detach();
            self.apply_option(block, *option, value);
        }
    }

    fn apply_option(&self, block: &'a AstNode<'a>, option: BlockOption, value: String) {
        let image = block.first_child().filter(|node| matches!(node.data().value, NodeValue::Image(_)));
        let heading = block.previous_sibling().filter(|node| matches!(node.data().value, NodeValue::Heading(_)));
        let is_empty = block.first_child().is_none();
        match (option, image) {
            (BlockOption::Label, Some(image)) => {
                heading_id::attributes(image, |attributes| attributes.id = Some(value));
            }
            (BlockOption::Width, Some(image)) => {
                heading_id::attributes(image, |attributes| attributes.pairs.push(("width".to_owned(), value)));
            }
            (BlockOption::Label, None) if !is_empty => self.begin_with_anchor(block, Some(&value)),
            (BlockOption::Label, None) => match heading {
                Some(heading) => heading_id::add_label(heading, &value),
                None => block.insert_before(self.anchor_block(&value, block.data().sourcepos)),
            },
            _ => {}
        }
        if is_empty {
            block.detach();
        }
    }
}
