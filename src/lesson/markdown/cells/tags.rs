//! Turns the tags of the code cells of `MyST` (```` ```{code-cell} ```` with `:tags: [hide-input]`) into cells that are left out or folded.
//!
//! Nothing is run, so that a cell has no output: one whose input is removed shows nothing.
//!
//! Source: `MyST-NB`, "Hide cell contents" and "Remove parts of cells"; `MyST`, "Notebook cell tags".

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};

use super::super::Block;
use super::CellNodes;

/// The name of the directive.
const DIRECTIVE: &str = "{code-cell}";

/// The effect of tags on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellVisibility {
    Shown,
    Folded,
    Removed,
}

/// Tests whether a text may hold such cells.
pub(in crate::lesson::markdown) fn may_be_in(text: &str) -> bool {
    text.contains(DIRECTIVE)
}

/// Removes and folds the cells of a document whose tags ask for it.
pub(in crate::lesson::markdown) fn read<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    options: &Options<'static>,
    blocks: &mut Vec<Block>,
) {
    let visibility = |node: &'a AstNode<'a>| match &node.data().value {
        NodeValue::CodeBlock(code) if code.info.starts_with(DIRECTIVE) => visibility(&code.literal),
        _ => CellVisibility::Shown,
    };
    let cells: Vec<(&'a AstNode<'a>, CellVisibility)> =
        root.descendants().map(|node| (node, visibility(node))).collect();
    for (cell, visibility) in cells {
        match visibility {
            CellVisibility::Shown => {}
            CellVisibility::Removed => cell.detach(),
            CellVisibility::Folded => {
                let place = cell.data().sourcepos;
                CellNodes { arena, options, place }.fold(cell, None, blocks);
            }
        }
    }
}

/// Returns what the tags above the code of a cell ask for.
fn visibility(literal: &str) -> CellVisibility {
    let tags = tags(literal);
    let has = |names: &[&str]| tags.iter().any(|tag| names.contains(&tag.as_str()));
    if has(&["remove-cell", "remove-input"]) {
        CellVisibility::Removed
    } else if has(&["hide-cell", "hide-input"]) {
        CellVisibility::Folded
    } else {
        CellVisibility::Shown
    }
}

/// Returns the tags of a cell: an option `:tags: [a, b]`, or YAML between two lines `---` with a list in either form.
fn tags(literal: &str) -> Vec<String> {
    let mut lines = literal.lines();
    let is_yaml = literal.starts_with("---\n");
    if is_yaml {
        lines.next();
    }
    let (mut found, mut in_list) = (Vec::new(), false);
    for line in lines {
        let option = if is_yaml { Some(line).filter(|line| !line.starts_with("---")) } else { line.strip_prefix(':') };
        let Some(option) = option else { break };
        let item = option.trim_start().strip_prefix("- ").filter(|_| in_list);
        let list = item.or_else(|| option.strip_prefix("tags:"));
        in_list = list.is_some();
        let words = list.unwrap_or_default().split([',', '[', ']']);
        let names = words.map(|word| word.trim().trim_matches(['"', '\'']).to_lowercase().replace('_', "-"));
        found.extend(names.filter(|name| !name.is_empty()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_each_form() {
        for (literal, expected) in [
            (":tags: [remove-cell]\n\nx = 1\n", CellVisibility::Removed),
            (":tags: [\"remove_input\", other]\nx = 1\n", CellVisibility::Removed),
            (":tags: hide-input\nx = 1\n", CellVisibility::Folded),
            ("---\ntags: [hide-cell]\n---\nx = 1\n", CellVisibility::Folded),
            ("---\nmystnb:\n  a: b\ntags:\n  - other\n  - hide-input\n---\nx = 1\n", CellVisibility::Folded),
            (":tags: [hide-output, remove-output]\nx = 1\n", CellVisibility::Shown),
            ("x = 1\n:tags: [remove-cell]\n", CellVisibility::Shown),
            ("---\nother:\n  - remove-cell\n---\nx = 1\n", CellVisibility::Shown),
        ] {
            assert_eq!(visibility(literal), expected, "{literal}");
        }
    }
}
