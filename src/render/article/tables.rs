//! Turns tables into ones that fit a phone, its rows stacked where they must be, and timetables into ones with the kinds and spans of their rows.

use comrak::nodes::{AstNode, NodeValue, TableAlignment};

use super::plain::{Exit, begin_block};
use super::table_layout::stacked_labels;
use super::writer::ArticleWriter;
use crate::html::{Element, NodeId, TreeBuilder};
use crate::lesson::time::Range;

/// The work at the end of a table.
pub(super) struct TableEnd {
    view: NodeId,
    table: NodeId,
}

/// The work at the end of a row.
pub(super) struct RowEnd {
    row: NodeId,
    /// The `<thead>`, if the row is in it.
    head: Option<NodeId>,
}

impl ArticleWriter<'_> {
    /// Opens a table that starts on a line.
    pub(super) fn table<'n>(&mut self, node: &'n AstNode<'n>, line: usize) -> TableEnd {
        let label = self.word("table").to_owned();
        let view = Element::new("div").with("class", "table-view").with("tabindex", "0").with("role", "group");
        let view = begin_block(&mut self.out, view.with("aria-label", label));
        let is_timetable = self.timetables.contains_key(&line);
        let labels = stacked_labels(node, is_timetable);
        let class = match (is_timetable, labels.is_some()) {
            (true, true) => Some("timetable stacked"),
            (true, false) => Some("timetable"),
            (false, true) => Some("stacked"),
            (false, false) => None,
        };
        self.stacked_labels = labels.unwrap_or_default();
        let table = self.out.open(Element::new("table").with_some("class", class));
        self.out.line_end();
        TableEnd { view, table }
    }

    /// Opens a row that starts on a line.
    pub(super) fn table_row<'n>(&mut self, node: &'n AstNode<'n>, is_head: bool, line: usize) -> RowEnd {
        self.out.start_line();
        let mut head = None;
        if is_head {
            head = Some(self.out.open(Element::new("thead")));
        } else if node.previous_sibling().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true))) {
            self.out.open(Element::new("tbody"));
            self.out.line_end();
        }
        let table_line = node.parent().map(|table| table.data().sourcepos.start.line);
        let timetable = table_line.and_then(|line| self.timetables.get(&line));
        let element = match timetable.and_then(|table| table.rows.iter().find(|row| row.line == line)) {
            Some(row) => {
                let span = row.range.map(Range::minutes_text);
                Element::new("tr").with("class", row.kind.as_str()).with_some("data-span", span)
            }
            None => Element::new("tr").with_some("id", self.term_id(line)),
        };
        RowEnd { row: self.out.open(element), head }
    }

    /// Opens a cell.
    pub(super) fn table_cell<'n>(&mut self, node: &'n AstNode<'n>) -> Exit {
        let row = node.parent();
        let is_head = row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
        // A header without text is a plain cell: screen readers would announce an empty header.
        let is_head = is_head && node.first_child().is_some();
        let column = node.preceding_siblings().count() - 1;
        let alignment = row.and_then(AstNode::parent).and_then(|table| match &table.data().value {
            NodeValue::Table(table) => table.alignments.get(column).copied(),
            _ => None,
        });
        let class = match alignment {
            Some(TableAlignment::Left) => Some("align-left"),
            Some(TableAlignment::Center) => Some("align-center"),
            Some(TableAlignment::Right) => Some("align-right"),
            _ => None,
        };
        let cell = Element::new(if is_head { "th" } else { "td" }).with_some("scope", is_head.then_some("col"));
        let label = self.stacked_labels.get(column).filter(|label| !is_head && !label.is_empty()).cloned();
        let cell = cell.with_some("class", class).with_some("data-label", label);
        let id = begin_block(&mut self.out, cell);
        self.begin_passage(node);
        Exit::Inline(id)
    }
}

impl TableEnd {
    pub(super) fn apply(self, out: &mut TreeBuilder<'_>) {
        // The body of the table is still open, if there is one.
        if out.insertion_point() != self.table {
            let body = out.insertion_point();
            out.start_line();
            out.close(body);
        }
        out.start_line();
        out.close(self.view);
        out.line_end();
    }
}

impl RowEnd {
    pub(super) fn apply(self, out: &mut TreeBuilder<'_>) {
        out.start_line();
        out.close(self.row);
        if let Some(head) = self.head {
            out.close(head);
        }
    }
}
