//! Turns the containers of other tools' Markdown (`:::tip`, `!!! note`, `=== "Tab"`) into boxes with a title and into tabs.
//!
//! A page shows all panels of tabs, one below the other with its label: in print, in a book, without JavaScript.
//! `js/tabs.js` turns them into tabs.

use comrak::nodes::{AstNode, NodeBlockDirective, NodeValue};

use super::plain::{Exit, begin_block};
use super::writer::ArticleWriter;
use crate::html::Element;
use crate::lesson::markdown::{self, Arrangement, Block, BoxBlock, BoxKind};

/// The class of a box of a kind that its author made up.
const OTHER_KIND: &str = "alert alert-plain";

impl ArticleWriter<'_> {
    /// Begins a container.
    pub(super) fn container<'n>(&mut self, node: &'n AstNode<'n>, directive: &NodeBlockDirective) -> Exit {
        match self.block(directive).cloned() {
            Some(Block::Box(block)) => self.begin_box(node, &block),
            Some(Block::Tabs { .. }) => self.begin_tabs(),
            Some(Block::Tab { is_selected, .. }) => self.begin_tab(node, is_selected),
            Some(Block::Layout(layout)) => self.begin_layout(layout),
            Some(Block::Media(block)) => self.begin_media(&block),
            Some(Block::Item(_) | Block::Quiz(_)) | None => Exit::Nothing,
        }
    }

    /// Begins the container of a list that a theme arranges: without its style it is that list.
    fn begin_layout(&mut self, layout: Arrangement) -> Exit {
        let class = match layout {
            Arrangement::Cards => "card-grid",
            Arrangement::Steps => "steps",
            Arrangement::Files => "file-tree",
        };
        let id = begin_block(&mut self.out, Element::new("div").with("class", class));
        self.out.line_end();
        Exit::Block(id)
    }

    fn begin_tabs(&mut self) -> Exit {
        self.article.scripts.tabs = true;
        let id = begin_block(&mut self.out, Element::new("div").with("class", "tabs"));
        self.out.line_end();
        Exit::Block(id)
    }

    fn begin_tab<'n>(&mut self, node: &'n AstNode<'n>, is_selected: bool) -> Exit {
        let title = node.first_child().filter(|first| matches!(first.data().value, NodeValue::CalloutTitle));
        let label = title.map(markdown::text).unwrap_or_default();
        let panel = Element::new("div").with("class", "tab").with("role", "group").with("aria-label", label);
        let panel = panel.with_some("data-selected", is_selected.then_some(""));
        let id = begin_block(&mut self.out, panel);
        self.out.line_end();
        Exit::Block(id)
    }

    fn begin_box<'n>(&mut self, node: &'n AstNode<'n>, block: &BoxBlock) -> Exit {
        let (class, icon) = match &block.kind {
            BoxKind::Known(kind) => (kind.class(), kind.icon()),
            BoxKind::Other(_) => (OTHER_KIND, None),
        };
        let element = match block.fold {
            Some(is_open) => Element::new("details").with("class", class).with_some("open", is_open.then_some("")),
            None => Element::new("div").with("class", class).with("role", "note"),
        };
        let id = begin_block(&mut self.out, element.with_some("data-kind", icon));
        let has_title = node.first_child().is_some_and(|first| matches!(first.data().value, NodeValue::CalloutTitle));
        let is_untitled = block.is_untitled && block.fold.is_none();
        if !has_title && !is_untitled {
            let title = match &block.kind {
                BoxKind::Known(kind) => self.word(kind.word()).to_owned(),
                BoxKind::Other(name) => capitalised(name),
            };
            self.out.element_with_text(title_element(block.fold.is_some()), title);
        }
        self.out.line_end();
        Exit::Block(id)
    }

    /// Begins the title of a container.
    pub(super) fn container_title<'n>(&mut self, node: &'n AstNode<'n>) -> Exit {
        let parent = node.parent().map(AstNode::data);
        let block = parent.and_then(|parent| match &parent.value {
            NodeValue::BlockDirective(directive) => self.block(directive),
            _ => None,
        });
        let element = match block {
            Some(Block::Tab { .. }) => Element::new("p").with("class", "tab-title"),
            Some(Block::Box(block)) => title_element(block.fold.is_some()),
            _ => title_element(false),
        };
        Exit::Line(self.out.open(element))
    }
}

/// Returns the element of a title: the control that opens the box, if it is folded.
fn title_element(is_folded: bool) -> Element<'static> {
    Element::new(if is_folded { "summary" } else { "p" }).with("class", "alert-title")
}

/// Returns the name of a kind as a title: `my-box` is shown as `My box`.
fn capitalised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
