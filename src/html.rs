//! Turns HTML text into a tree of elements and a tree into HTML or XHTML text: the one representation of HTML in the program.
//!
//! The pipeline:
//!
//! 1. **Write.** [`TreeBuilder`] appends nodes as a writer produces them (the article of a lesson: one writer per kind of
//!    Markdown node), and keeps the insertion point.
//! 2. **Read.** [`tokens()`] splits HTML text into tags and comments, each with its place; [`parse()`] makes a balanced [`Tree`]
//!    of them, as a package does with a page that a template made. Authors' raw HTML and finished pages use the same reader.
//! 3. **Transform.** Passes are functions that take a tree and the facts that they depend on. They find nodes with
//!    [`Tree::descendants`] and change them in place; no pass searches serialised HTML.
//! 4. **Serialise.** [`Tree::html`] and [`Tree::xhtml`] write the text, once.
//!
//! All walks are loops: a hundred thousand nested elements overflow no stack. Tables of HTML itself (void elements, phrasing
//! content, omitted end tags) are in [`element`], escaping and character references in [`text`], the parts that authors may use
//! in [`allowed`].
//!
//! ```
//! use seodang::html::{Element, Node, parse};
//!
//! let mut tree = parse("<p>One<br>two &amp; <b>three</p>");
//! let links: Vec<_> = tree.descendants(tree.root()).filter(|&id| tree.is_element(id, "b")).collect();
//! for id in links {
//!     tree.replace(id, Node::Element(Element::new("strong").with("class", "loud")));
//! }
//! assert_eq!(tree.html(tree.root()), "<p>One<br>two &amp; <strong class=\"loud\">three</strong></p>");
//! assert_eq!(tree.xhtml(tree.root()), "<p>One<br/>two &amp; <strong class=\"loud\">three</strong></p>");
//! assert_eq!(tree.text(tree.root()), "Onetwo & three");
//! ```

pub mod allowed;
mod builder;
pub mod element;
mod parse;
mod serialize;
mod tag;
pub mod text;
mod tokens;
mod tree;

pub use builder::TreeBuilder;
pub use element::{Attribute, Element};
pub use parse::parse;
pub use tag::{Tag, TagKind, only_source, tags, text_of, words};
pub use text::{escape, unescape};
pub use tokens::{MAX_ATTRIBUTES, Token, TokenKind, for_each_token, tokens};
pub use tree::{Children, Descendants, Edge, Node, NodeId, Tree};
