//! Turns nodes into a tree: an arena of elements, texts and comments that are linked by their indices.

use std::borrow::Cow;
use std::num::NonZeroU32;

use super::element::Element;
use super::text::unescape;

/// A node of one tree: its index in the arena, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The content of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<'a> {
    /// A list of nodes without an element around them; the root of every tree is a fragment.
    Fragment,
    /// An element.
    Element(Element<'a>),
    /// Characters; they are escaped when they are written.
    Text(Cow<'a, str>),
    /// HTML source text with its character references (`&nbsp;`); it is written unchanged.
    Source(Cow<'a, str>),
    /// The content of a comment.
    Comment(Cow<'a, str>),
    /// Serialised HTML, opaque to all passes, such as the SVG of a drawing or coloured code.
    Markup(Cow<'a, str>),
}

/// A node with its links to others.
#[derive(Debug, Clone)]
struct Slot<'a> {
    node: Node<'a>,
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
}

/// A tree of HTML nodes.
///
/// Nodes that are detached stay in the arena until the tree is dropped, so a [`NodeId`] is never reused.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    slots: Vec<Slot<'a>>,
}

impl Default for Tree<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Tree<'a> {
    /// Creates a tree with only its root: an empty [`Node::Fragment`].
    pub fn new() -> Self {
        let mut tree = Self { slots: Vec::new() };
        tree.create(Node::Fragment);
        tree
    }

    /// Returns the root.
    pub fn root(&self) -> NodeId {
        NodeId(NonZeroU32::MIN)
    }

    /// Returns the number of its nodes, those included that are detached.
    pub(super) fn node_count(&self) -> usize {
        self.slots.len()
    }

    /// Returns a node.
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.slots[id.index()].node
    }

    /// Returns a node for changing it.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node<'a> {
        &mut self.slots[id.index()].node
    }

    /// Returns the element of a node, if it is one.
    pub fn element(&self, id: NodeId) -> Option<&Element<'a>> {
        match self.node(id) {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Returns the element of a node for changing it, if it is one.
    pub fn element_mut(&mut self, id: NodeId) -> Option<&mut Element<'a>> {
        match self.node_mut(id) {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Tests whether a node is an element of this name.
    pub fn is_element(&self, id: NodeId, name: &str) -> bool {
        self.element(id).is_some_and(|element| element.name == name)
    }

    /// Returns the parent of a node; `None` for the root and for detached nodes.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.slots[id.index()].parent
    }

    /// Returns the first child of a node.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.slots[id.index()].first
    }

    /// Returns the last child of a node.
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.slots[id.index()].last
    }

    /// Returns the sibling right after a node.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.slots[id.index()].next
    }

    /// Lists the children of a node.
    pub fn children(&self, id: NodeId) -> Children<'_, 'a> {
        Children { tree: self, next: self.first_child(id) }
    }

    /// Lists the nodes below a node in document order, the node itself left out.
    pub fn descendants(&self, id: NodeId) -> Descendants<'_, 'a> {
        Descendants { tree: self, top: id, at: id }
    }

    /// Creates a detached node.
    pub fn create(&mut self, node: Node<'a>) -> NodeId {
        self.slots.push(Slot { node, parent: None, previous: None, next: None, first: None, last: None });
        // 4 billion nodes would need 400 GB: the count saturates only in theory.
        NodeId(u32::try_from(self.slots.len()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX))
    }

    /// Creates a node as the last child of another.
    pub fn append(&mut self, parent: NodeId, node: Node<'a>) -> NodeId {
        let id = self.create(node);
        self.append_node(parent, id);
        id
    }

    /// Moves a node to the end of another's children.
    pub fn append_node(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.slots[parent.index()].last;
        self.link(parent, last, id, None);
    }

    /// Moves a node right before another one.
    pub fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        if let Some(parent) = self.parent(sibling) {
            let previous = self.slots[sibling.index()].previous;
            self.link(parent, previous, id, Some(sibling));
        }
    }

    /// Moves a node right after another one.
    pub fn insert_after(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        if let Some(parent) = self.parent(sibling) {
            let next = self.next_sibling(sibling);
            self.link(parent, Some(sibling), id, next);
        }
    }

    /// Detaches a node with all nodes below it.
    pub fn detach(&mut self, id: NodeId) {
        let slot = &mut self.slots[id.index()];
        let (parent, previous, next) = (slot.parent.take(), slot.previous.take(), slot.next.take());
        match previous {
            Some(previous) => self.slots[previous.index()].next = next,
            None => {
                if let Some(parent) = parent {
                    self.slots[parent.index()].first = next;
                }
            }
        }
        match next {
            Some(next) => self.slots[next.index()].previous = previous,
            None => {
                if let Some(parent) = parent {
                    self.slots[parent.index()].last = previous;
                }
            }
        }
    }

    /// Replaces a node by its children.
    pub fn unwrap(&mut self, id: NodeId) {
        while let Some(child) = self.first_child(id) {
            self.insert_before(id, child);
        }
        self.detach(id);
    }

    /// Wraps siblings in an element: `first`, `last` and all between them.
    pub fn wrap(&mut self, first: NodeId, last: NodeId, element: Element<'a>) -> NodeId {
        let wrapper = self.create(Node::Element(element));
        self.insert_before(first, wrapper);
        let mut next = Some(first);
        while let Some(id) = next {
            next = self.next_sibling(id).filter(|_| id != last);
            self.append_node(wrapper, id);
        }
        wrapper
    }

    /// Replaces the content of a node, with the same children.
    pub fn replace(&mut self, id: NodeId, node: Node<'a>) {
        self.slots[id.index()].node = node;
    }

    /// Returns the text in a node, character references resolved. Markup and comments contribute no text.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for id in std::iter::once(id).chain(self.descendants(id)) {
            match self.node(id) {
                Node::Text(characters) => text.push_str(characters),
                Node::Source(source) => text.push_str(&unescape(source)),
                _ => {}
            }
        }
        text
    }

    fn link(&mut self, parent: NodeId, previous: Option<NodeId>, id: NodeId, next: Option<NodeId>) {
        let slot = &mut self.slots[id.index()];
        (slot.parent, slot.previous, slot.next) = (Some(parent), previous, next);
        match previous {
            Some(previous) => self.slots[previous.index()].next = Some(id),
            None => self.slots[parent.index()].first = Some(id),
        }
        match next {
            Some(next) => self.slots[next.index()].previous = Some(id),
            None => self.slots[parent.index()].last = Some(id),
        }
    }

    /// Walks a node and all below it; each node is entered and left.
    pub(super) fn edges(&self, id: NodeId) -> impl Iterator<Item = Edge> {
        let mut next = Some(Edge::Enter(id));
        std::iter::from_fn(move || {
            let edge = next?;
            next = match edge {
                Edge::Enter(at) => Some(self.first_child(at).map_or(Edge::Leave(at), Edge::Enter)),
                Edge::Leave(at) if at == id => None,
                Edge::Leave(at) => self.next_sibling(at).map(Edge::Enter).or_else(|| self.parent(at).map(Edge::Leave)),
            };
            Some(edge)
        })
    }
}

/// A step of a walk over a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The walk reaches a node.
    Enter(NodeId),
    /// The walk leaves a node, after all nodes below it.
    Leave(NodeId),
}

/// The children of a node.
#[derive(Debug, Clone)]
pub struct Children<'t, 'a> {
    tree: &'t Tree<'a>,
    next: Option<NodeId>,
}

impl Iterator for Children<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.tree.next_sibling(id);
        Some(id)
    }
}

/// The nodes below a node in document order.
#[derive(Debug, Clone)]
pub struct Descendants<'t, 'a> {
    tree: &'t Tree<'a>,
    top: NodeId,
    at: NodeId,
}

impl Iterator for Descendants<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if let Some(child) = self.tree.first_child(self.at) {
            self.at = child;
            return Some(child);
        }
        while self.at != self.top {
            if let Some(next) = self.tree.next_sibling(self.at) {
                self.at = next;
                return Some(next);
            }
            self.at = self.tree.parent(self.at)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    fn find(tree: &Tree<'_>, name: &str) -> NodeId {
        tree.descendants(tree.root()).find(|&id| tree.is_element(id, name)).unwrap()
    }

    #[test]
    fn nodes_move() {
        let mut tree = parse("<p>a<b>c</b>d</p><i>e</i>");
        let (b, i) = (find(&tree, "b"), find(&tree, "i"));
        tree.insert_before(b, i);
        assert_eq!(tree.html(tree.root()), "<p>a<i>e</i><b>c</b>d</p>");
        tree.insert_after(b, i);
        assert_eq!(tree.html(tree.root()), "<p>a<b>c</b><i>e</i>d</p>");
        let wrapper = tree.wrap(b, i, Element::new("span"));
        assert_eq!(tree.html(tree.root()), "<p>a<span><b>c</b><i>e</i></span>d</p>");
        assert_eq!(tree.html(wrapper), "<span><b>c</b><i>e</i></span>");
        tree.unwrap(wrapper);
        tree.unwrap(i);
        assert_eq!(tree.html(tree.root()), "<p>a<b>c</b>ed</p>");
        tree.detach(b);
        assert_eq!(tree.text(tree.root()), "aed");
    }

    #[test]
    fn a_hundred_thousand_levels_are_walked_and_dropped() {
        let mut tree = Tree::new();
        let mut at = tree.root();
        for _ in 0..100_000 {
            at = tree.append(at, Node::Element(Element::new("b")));
        }
        tree.append(at, Node::Text("deep".into()));
        assert_eq!(tree.descendants(tree.root()).count(), 100_001);
        assert_eq!(tree.html(tree.root()).len(), 100_000 * 7 + 4);
        assert_eq!(tree.text(tree.root()), "deep");
    }
}
