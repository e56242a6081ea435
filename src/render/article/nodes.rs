//! Turns each node of a parsed lesson into elements: one writer per kind of node.

use std::borrow::Cow;

use comrak::nodes::{AstNode, NodeList, NodeMath, NodeValue, Sourcepos};

use super::footnotes::NoteEnd;
use super::headings::HeadingEnd;
use super::links::LinkEnd;
use super::paragraphs::starts_a_labelled_line;
use super::plain::{self, Exit, begin_block, begin_list};
use super::tables::{RowEnd, TableEnd};
use super::walk::{Below, NodeWriter};
use super::writer::ArticleWriter;
use crate::html::{Element, NodeId};
use crate::lesson::markdown::QUIZ_GAP;
use crate::lesson::markdown::formula::{self, is_formula};

/// The work when the walk leaves a node of an article.
pub(super) enum NodeExit {
    Plain(Exit),
    Heading(HeadingEnd),
    /// A paragraph, with the footnote that it ends.
    Paragraph(NodeId),
    MenuPath(NodeId),
    Link(LinkEnd),
    Table(TableEnd),
    Row(RowEnd),
    Note(NoteEnd),
    /// The document.
    Document,
}

impl From<Exit> for NodeExit {
    fn from(exit: Exit) -> Self {
        Self::Plain(exit)
    }
}

impl<'n> NodeWriter<'n> for ArticleWriter<'_> {
    type Exit = NodeExit;

    fn enter(&mut self, node: &'n AstNode<'n>) -> (Below, NodeExit) {
        let depth = self.begin_node(node);
        let line = node.data().sourcepos.start.line;
        if self.is_shown_elsewhere(node, line) {
            return (Below::Skip, Exit::Nothing.into());
        }
        if self.context.lines && node.data().value.block() {
            self.out.comment(format!("line {}", self.source.file_line(line)));
        }
        let (below, exit) = self.write(node, line);
        if below == Below::Walk {
            self.enter_scope(node, depth);
        }
        (below, exit)
    }

    fn leave(&mut self, node: &'n AstNode<'n>, exit: NodeExit) {
        self.end_node();
        self.end_passage(self.depth);
        match exit {
            NodeExit::Plain(exit) => exit.apply(&mut self.out),
            NodeExit::Heading(end) => self.end_heading(end),
            NodeExit::Paragraph(id) => {
                self.end_note_paragraph(node);
                Exit::Line(id).apply(&mut self.out);
            }
            NodeExit::MenuPath(id) => {
                self.menu_path = None;
                Exit::Line(id).apply(&mut self.out);
            }
            NodeExit::Link(end) => self.end_link(&end),
            NodeExit::Table(end) => end.apply(&mut self.out),
            NodeExit::Row(end) => end.apply(&mut self.out),
            NodeExit::Note(end) => self.end_note(&end),
            NodeExit::Document => self.end_notes(),
        }
        self.leave_child();
    }
}

impl ArticleWriter<'_> {
    /// Opens a node. To add a kind of node, add its arm here and its writer in a file of its own.
    fn write<'n>(&mut self, node: &'n AstNode<'n>, line: usize) -> (Below, NodeExit) {
        if let NodeValue::Text(text) = &mut node.data_mut().value {
            let text = std::mem::take(text);
            return (Below::Walk, self.text(text));
        }
        let data = node.data();
        let exit = match &data.value {
            NodeValue::Document => NodeExit::Document,
            NodeValue::Heading(_) => self.heading(node, line),
            NodeValue::Paragraph => return self.paragraph(node, line),
            NodeValue::Code(_) | NodeValue::SoftBreak | NodeValue::LineBreak => self.leaf(node).into(),
            NodeValue::Math(math) => self.math(math, data.sourcepos).into(),
            NodeValue::CodeBlock(block) if is_formula(&block.info) => self.block_formula(block, data.sourcepos).into(),
            NodeValue::CodeBlock(block) => self.code_block(node, block, line).into(),
            NodeValue::HtmlBlock(html) => self.raw_html(node, &html.literal, true).into(),
            NodeValue::HtmlInline(html) => self.raw_html(node, html, false).into(),
            NodeValue::WikiLink(link) => return (Below::Skip, self.embed(node, &link.url).into()),
            NodeValue::Link(link) => return self.link(node, link),
            NodeValue::Image(image) => return (Below::Skip, self.inline_image(node, image).into()),
            NodeValue::List(list) => self.list(node, list).into(),
            NodeValue::Item(_) => {
                let item = Element::new("li").with_some("id", self.term_id(line));
                Exit::Line(begin_block(&mut self.out, item)).into()
            }
            NodeValue::TaskItem(_) => {
                Exit::Line(begin_block(&mut self.out, Element::new("li").with("class", "task"))).into()
            }
            NodeValue::DescriptionTerm => {
                let item_line = node.parent().map_or(line, |item| item.data().sourcepos.start.line);
                let term = Element::new("dt").with_some("id", self.term_id(item_line));
                Exit::Block(begin_block(&mut self.out, term)).into()
            }
            NodeValue::BlockQuote => self.quote(node, line).into(),
            NodeValue::Alert(alert) => self.alert(alert).into(),
            NodeValue::BlockDirective(directive) => {
                if let Some(part) = self.part_of(directive) {
                    return self.quiz(node, part);
                }
                self.container(node, directive).into()
            }
            NodeValue::Raw(name) if name == QUIZ_GAP => self.gap().into(),
            NodeValue::Raw(name) => self.placeholder(name).into(),
            NodeValue::CalloutTitle => self.container_title(node).into(),
            NodeValue::Table(_) => NodeExit::Table(self.table(node, line)),
            NodeValue::TableRow(is_head) => NodeExit::Row(self.table_row(node, *is_head, line)),
            NodeValue::TableCell => self.table_cell(node).into(),
            NodeValue::FootnoteDefinition(note) => NodeExit::Note(self.note(note)),
            NodeValue::FootnoteReference(reference) => self.note_reference(reference).into(),
            _ => {
                let (below, exit) = plain::enter(&mut self.out, node);
                return (below, exit.into());
            }
        };
        (Below::Walk, exit)
    }

    /// Tests whether the page shows a block outside the article: the title, the info block.
    fn is_shown_elsewhere<'n>(&self, node: &'n AstNode<'n>, line: usize) -> bool {
        if node.parent().is_none_or(|parent| parent.parent().is_some()) {
            return false;
        }
        match &node.data().value {
            NodeValue::Heading(_) => {
                self.headings.contains_key(&line)
                    && (self.lesson.title.as_ref().and_then(|title| title.line) == Some(line)
                        || self.lesson.info.as_ref().and_then(|info| info.heading_line) == Some(line))
            }
            NodeValue::Paragraph | NodeValue::List(_) => self.fact_lines.contains(&line),
            _ => false,
        }
    }

    /// Opens a list, with a class if it has tasks or terms.
    fn list<'n>(&mut self, node: &'n AstNode<'n>, list: &NodeList) -> Exit {
        let is_term = |item: &'n AstNode<'n>| self.term_ids.contains_key(&item.data().sourcepos.start.line);
        let class = if list.is_task_list {
            Some("tasks")
        } else if node.children().any(is_term) {
            Some("terms")
        } else {
            None
        };
        Exit::Line(begin_list(&mut self.out, list, class))
    }

    /// Writes a text.
    fn text(&mut self, text: Cow<'static, str>) -> NodeExit {
        let is_way = self.menu_path.as_ref().is_some_and(|path| path.depth + 2 == self.depth);
        if is_way {
            self.stations(&text);
        } else {
            let length = text.len();
            let written = self.out.text(text);
            self.passages.note(written, length);
        }
        Exit::Nothing.into()
    }

    /// Writes a formula within a line, which a passage counts as its plain text.
    fn math(&mut self, math: &NodeMath, place: Sourcepos) -> Exit {
        let exit = self.inline_formula(math, place);
        let written = self.out.tree().last_child(self.out.insertion_point());
        self.passages.note(written, formula::plain(math).len());
        exit
    }

    /// Writes code in running text and line ends, which passages count like texts.
    fn leaf<'n>(&mut self, node: &'n AstNode<'n>) -> Exit {
        if matches!(node.data().value, NodeValue::SoftBreak) && starts_a_labelled_line(node) {
            self.out.leaf(Element::new("br"));
        }
        let (_, exit) = plain::enter(&mut self.out, node);
        let length = match &node.data().value {
            NodeValue::Code(code) => code.literal.len(),
            // A line end.
            _ => 1,
        };
        let written = self.out.tree().last_child(self.out.insertion_point());
        self.passages.note(written, length);
        exit
    }
}
