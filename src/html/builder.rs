//! Turns a sequence of elements and texts, in document order, into a tree.

use std::borrow::Cow;

use super::element::Element;
use super::tree::{Node, NodeId, Tree};

/// Appends nodes at an insertion point, which [`open`](Self::open) and [`close`](Self::close) move.
///
/// The builder records whether the serialised text so far ends a line, so that blocks can begin on lines of their own: the
/// tree holds these line ends as text.
#[derive(Debug)]
pub struct TreeBuilder<'a> {
    tree: Tree<'a>,
    at: NodeId,
    is_line_start: bool,
}

impl Default for TreeBuilder<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> TreeBuilder<'a> {
    /// Creates a builder of an empty tree.
    pub fn new() -> Self {
        let tree = Tree::new();
        Self { at: tree.root(), tree, is_line_start: true }
    }

    /// Closes all open elements, and returns the tree.
    pub fn finish(self) -> Tree<'a> {
        self.tree
    }

    /// Returns the tree under construction.
    pub fn tree(&self) -> &Tree<'a> {
        &self.tree
    }

    /// Returns the tree under construction, to change nodes that were appended. The insertion point must stay in it.
    pub fn tree_mut(&mut self) -> &mut Tree<'a> {
        &mut self.tree
    }

    /// Returns the node to which nodes are appended.
    pub fn insertion_point(&self) -> NodeId {
        self.at
    }

    /// Appends an element and moves the insertion point into it.
    pub fn open(&mut self, element: Element<'a>) -> NodeId {
        let id = self.leaf(element);
        self.at = id;
        id
    }

    /// Appends an element that stays empty.
    pub fn leaf(&mut self, element: Element<'a>) -> NodeId {
        self.is_line_start = false;
        self.tree.append(self.at, Node::Element(element))
    }

    /// Appends an element that contains a text.
    pub fn element_with_text(&mut self, element: Element<'a>, text: impl Into<Cow<'a, str>>) -> NodeId {
        let id = self.open(element);
        self.text(text);
        self.close(id);
        id
    }

    /// Closes an element and all open elements in it. Has no effect on a closed element.
    pub fn close(&mut self, id: NodeId) {
        let mut above = Some(self.at);
        while let Some(at) = above {
            let parent = self.tree.parent(at);
            if at == id {
                self.at = parent.unwrap_or(self.tree.root());
                self.is_line_start = false;
                return;
            }
            above = parent;
        }
    }

    /// Appends characters; returns their node, unless there are none.
    pub fn text(&mut self, text: impl Into<Cow<'a, str>>) -> Option<NodeId> {
        let text = text.into();
        self.note_line_end(&text)?;
        Some(self.tree.append(self.at, Node::Text(text)))
    }

    /// Appends HTML source text, character references included.
    pub fn source(&mut self, source: impl Into<Cow<'a, str>>) {
        let source = source.into();
        if self.note_line_end(&source).is_some() {
            self.tree.append(self.at, Node::Source(source));
        }
    }

    /// Appends serialised HTML, opaque to all passes.
    pub fn markup(&mut self, markup: impl Into<Cow<'a, str>>) {
        let markup = markup.into();
        if self.note_line_end(&markup).is_some() {
            self.tree.append(self.at, Node::Markup(markup));
        }
    }

    /// Appends a comment.
    pub fn comment(&mut self, text: impl Into<Cow<'a, str>>) {
        self.is_line_start = false;
        self.tree.append(self.at, Node::Comment(text.into()));
    }

    /// Ends the line, unless it is at its start.
    pub fn start_line(&mut self) {
        if !self.is_line_start {
            self.line_end();
        }
    }

    /// Appends a line end.
    pub fn line_end(&mut self) {
        self.text("\n");
    }

    fn note_line_end(&mut self, text: &str) -> Option<()> {
        let last = text.as_bytes().last()?;
        self.is_line_start = *last == b'\n';
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_begin_on_lines_of_their_own() {
        let mut out = TreeBuilder::new();
        out.start_line();
        let p = out.open(Element::new("p"));
        out.text("a");
        let b = out.open(Element::new("b"));
        out.text("b\n");
        out.start_line();
        out.close(p);
        out.close(b);
        out.start_line();
        out.leaf(Element::new("hr"));
        let tree = out.finish();
        assert_eq!(tree.html(tree.root()), "<p>a<b>b\n</b></p>\n<hr>");
    }
}
