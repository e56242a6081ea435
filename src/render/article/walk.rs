//! Walks a parsed document and passes each node to a writer, on entry and on exit.

use comrak::nodes::AstNode;

/// Whether the walk continues below a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// The nodes below are written too.
    Walk,
    /// The nodes below are skipped: they were written or are left out.
    Skip,
}

/// Writes the nodes of a document.
pub(super) trait NodeWriter<'n> {
    /// The work when the walk leaves a node.
    type Exit;

    /// Opens a node, before its content.
    fn enter(&mut self, node: &'n AstNode<'n>) -> (Below, Self::Exit);

    /// Closes a node, after its content; called for each node that was entered.
    fn leave(&mut self, node: &'n AstNode<'n>, exit: Self::Exit);
}

/// Writes a node and all nodes below it. A loop, not a recursion: there may be a hundred thousand levels.
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
