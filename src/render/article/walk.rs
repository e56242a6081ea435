//! Walks a parsed document and hands each node to a writer, when the walk enters and when it leaves it.

use comrak::nodes::AstNode;

/// Whether the walk goes on below a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// The nodes below are written too.
    Walk,
    /// What is below was written, or is left out.
    Skip,
}

/// Writes the nodes of a document.
pub(super) trait NodeWriter<'n> {
    /// What is left to do when the walk leaves a node.
    type Exit;

    /// Writes what stands before the content of a node.
    fn enter(&mut self, node: &'n AstNode<'n>) -> (Below, Self::Exit);

    /// Writes what stands behind the content of a node; called for each node that was entered.
    fn leave(&mut self, node: &'n AstNode<'n>, exit: Self::Exit);
}

/// Writes a node and all below it. A loop: a hundred thousand levels may come.
pub(super) fn walk<'n, W: NodeWriter<'n>>(root: &'n AstNode<'n>, writer: &mut W) {
    let mut open: Vec<(&'n AstNode<'n>, W::Exit)> = Vec::new();
    let mut next = Some(root);
    loop {
        if let Some(node) = next {
            let (below, exit) = writer.enter(node);
            open.push((node, exit));
            next = if below == Below::Walk { node.first_child() } else { None };
        } else if let Some((node, exit)) = open.pop() {
            writer.leave(node, exit);
            next = if open.is_empty() { None } else { node.next_sibling() };
        } else {
            return;
        }
    }
}
