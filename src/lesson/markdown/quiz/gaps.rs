//! Finds the gaps of a question (`The command is ____.`), and makes nodes of them.

use comrak::nodes::{AstNode, NodeValue};

use super::nodes::NodeMaker;

/// The fewest underscores of a gap.
const MIN_UNDERSCORES: usize = 3;

/// The name by which the writer of articles knows a gap.
pub(crate) const GAP: &str = "quiz-gap";

/// Returns the spans of the gaps in a text.
fn gaps_of(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('_').map(|start| at + start) {
        let length = text.len() - start - text[start..].trim_start_matches('_').len();
        if length >= MIN_UNDERSCORES {
            found.push((start, start + length));
        }
        at = start + length;
    }
    found
}

/// Counts the gaps in some blocks.
pub(super) fn count<'a>(blocks: &[&'a AstNode<'a>]) -> usize {
    let texts = blocks.iter().flat_map(|block| block.descendants());
    texts
        .map(|node| match &node.data().value {
            NodeValue::Text(text) => gaps_of(text).len(),
            _ => 0,
        })
        .sum()
}

/// Makes nodes of the gaps in some blocks.
pub(super) fn make<'a>(maker: &NodeMaker<'a, '_>, blocks: &[&'a AstNode<'a>]) {
    let nodes: Vec<&'a AstNode<'a>> = blocks.iter().flat_map(|block| block.descendants()).collect();
    for node in nodes {
        let place = node.data().sourcepos;
        let text = match &node.data().value {
            NodeValue::Text(text) if text.contains("___") => text.clone().into_owned(),
            _ => continue,
        };
        let gaps = gaps_of(&text);
        let mut at = 0;
        for (start, end) in gaps {
            if start > at {
                node.insert_before(maker.node(NodeValue::Text(text[at..start].to_owned().into()), place));
            }
            node.insert_before(maker.node(NodeValue::Raw(GAP.to_owned()), place));
            at = end;
        }
        if at > 0 {
            node.data_mut().value = NodeValue::Text(text[at..].to_owned().into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        assert_eq!(gaps_of("a ____ b ___."), [(2, 6), (9, 12)]);
        assert_eq!(gaps_of("snake_case __init__"), []);
    }
}
