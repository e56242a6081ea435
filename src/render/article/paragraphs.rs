//! Turns paragraphs into text, labels of tasks, figures, or paths through menus.

use comrak::nodes::{AstNode, NodeValue};

use super::code;
use super::nodes::NodeExit;
use super::plain::{self, Exit, begin_block};
use super::walk::Below;
use super::writer::ArticleWriter;
use crate::html::Element;
use crate::lesson::markdown;

impl ArticleWriter<'_> {
    /// Opens a paragraph that starts on a line.
    pub(super) fn paragraph<'n>(&mut self, node: &'n AstNode<'n>, line: usize) -> (Below, NodeExit) {
        self.code.label = code::label(node);
        let task = node.parent().filter(|_| node.previous_sibling().is_none());
        if let Some(task) = task
            && let NodeValue::TaskItem(item) = &task.data().value
        {
            return (Below::Walk, self.task_label(task, item.symbol.is_some()).into());
        }
        if let Some(label) = self.option_label(node) {
            return (Below::Walk, label.into());
        }
        if let Some(block) = self.media_of(node) {
            self.media_paragraph(node, &block);
            return (Below::Skip, Exit::Nothing.into());
        }
        if self.figure_of_image(node) {
            return (Below::Skip, Exit::Nothing.into());
        }
        if let Some(path) = self.begin_menu_path(node) {
            self.begin_passage(node);
            return (Below::Walk, path);
        }
        self.begin_passage(node);
        let at_top = node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
        if let Some(id) = self.term_id(line).filter(|_| at_top) {
            return (Below::Walk, Exit::Block(begin_block(&mut self.out, Element::new("p").with("id", id))).into());
        }
        let exit = match plain::enter(&mut self.out, node) {
            (_, Exit::Line(id)) => NodeExit::Paragraph(id),
            (_, exit) => exit.into(),
        };
        (Below::Walk, exit)
    }

    /// Opens the text of a task with its checkbox: a `<label>`, so that a tap on the text ticks it.
    fn task_label<'n>(&mut self, task: &'n AstNode<'n>, is_checked: bool) -> Exit {
        let place = task.data().sourcepos.start;
        let name = self.boxes.get(&(place.line, place.column)).map(|name| (*name).to_owned());
        let label = self.out.open(Element::new("label"));
        let input = Element::new("input").with("type", "checkbox").with_some("data-task", name);
        self.out.leaf(input.with_some("checked", is_checked.then_some("")));
        self.out.text(" ");
        Exit::Inline(label)
    }
}

/// Tests whether the next line of a paragraph begins with `**label**:`, as the lines of info blocks do: such lines stay lines.
pub(super) fn starts_a_labelled_line<'n>(soft_break: &'n AstNode<'n>) -> bool {
    let Some(strong) = soft_break.next_sibling() else { return false };
    if !matches!(strong.data().value, NodeValue::Strong) {
        return false;
    }
    let colon_inside = markdown::text(strong).trim_end().ends_with([':', '：']);
    colon_inside
        || strong.next_sibling().is_some_and(|next| match &next.data().value {
            NodeValue::Text(text) => text.starts_with([':', '：']),
            _ => false,
        })
}
