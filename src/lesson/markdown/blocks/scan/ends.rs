//! Turns the lines at which containers, quotes and lists end into closing pieces.

use super::super::container::MAX_DEPTH;
use super::super::line::Line;
use super::super::marker::Form;
use super::super::problem;
use super::{MAX_SEARCH, Piece, Scanner, UnendedContainer};
use crate::source::Tool;

impl Scanner<'_> {
    /// Ends the quotes, indented containers and list items that a line is not part of.
    pub(super) fn end_blocks(&mut self, line: &Line<'_>, number: usize) {
        if line.quotes != self.quotes && self.fence.is_none_or(|(fence, ..)| line.quotes < fence.quotes) {
            self.end_quotes(line.quotes, number);
        }
        while let Some(&at) = self.indented.last() {
            let open = self.open[at];
            let body = self.found.containers[open.index].body.unwrap_or_default();
            // A quote that is not indented ends it too.
            let own = Line::new(line.text, open.quotes);
            if own.quotes != open.quotes || own.indent >= body {
                break;
            }
            self.close_from(at, number, true);
        }
        let kept = self.open.last().map_or(0, |open| open.lists);
        // An attribute list belongs to the item above it, which goes on below (Python-Markdown, "Attribute Lists").
        let words = line.words().trim_end();
        let is_attribute_list =
            words.starts_with('{') && words.ends_with('}') && number > 0 && !self.lines[number - 1].trim().is_empty();
        while !is_attribute_list
            && self.lists.len() > kept
            && self.lists.last().is_some_and(|content| line.indent < *content)
        {
            self.lists.pop();
        }
        if self.fence.is_some_and(|(_, open, lists)| self.open.len() < open || self.lists.len() < lists) {
            self.fence = None;
        }
    }

    /// Ends the containers in quotes that a line is not in.
    pub(super) fn end_quotes(&mut self, quotes: usize, number: usize) {
        // A container is in as many quotes as the one that it is in, or in more.
        let at = self.open.partition_point(|open| open.quotes <= quotes);
        self.close_from(at, number, false);
        if quotes < self.quotes {
            self.raw = None;
        }
        self.fence = self.fence.filter(|(fence, ..)| fence.quotes <= quotes);
        self.lists.truncate(self.open.last().map_or(0, |open| open.lists));
        self.quotes = quotes;
        self.may_be_code = true;
    }

    /// Finds the open container that a closing marker closes: the innermost of its length, else the innermost that is shorter,
    /// as in Docusaurus and `VitePress`, else the innermost, as in Pandoc. A fence ends only by as many signs or more.
    pub(super) fn closed_by(&self, form: Form) -> Option<usize> {
        let near = || self.open.iter().enumerate().rev().take(MAX_SEARCH);
        let length = |open: &UnendedContainer| match (self.found.containers[open.index].form, form) {
            (Form::Colons(own), Form::Colons(_)) | (Form::Slashes(own), Form::Slashes(_)) => Some(own),
            (Form::Fence(own_sign, own), Form::Fence(sign, _)) if own_sign == sign => Some(own),
            (Form::TabMarks, Form::TabMarks) => Some(1),
            _ => None,
        };
        if form == Form::TabMarks {
            return near().find(|(_, open)| length(open).is_some()).map(|(at, _)| at);
        }
        let (Form::Colons(wanted) | Form::Slashes(wanted) | Form::Fence(_, wanted)) = form else { return None };
        let equal = near().find(|(_, open)| length(open) == Some(wanted));
        let shorter = || near().find(|(_, open)| length(open).is_some_and(|own| own < wanted));
        let any = || near().find(|(_, open)| length(open).is_some() && matches!(form, Form::Colons(_)));
        equal.or_else(shorter).or_else(any).map(|(at, _)| at)
    }

    /// Records the bytes of the marker that closes an open container.
    pub(super) fn note_end(&mut self, at: usize, span: (usize, usize)) {
        let index = self.open[at].index;
        self.found.containers[index].end_span = Some(span);
    }

    /// Closes an open container by its marker, and those in it, which have none.
    pub(super) fn close_marked(&mut self, at: usize, line: usize) {
        self.close_from(at + 1, line, false);
        self.close_from(at, line, true);
    }

    /// Closes the open containers from one on, innermost first.
    pub(super) fn close_from(&mut self, at: usize, line: usize, is_marked: bool) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            self.indented.pop_if(|at| *at >= self.open.len());
            let closed = &mut self.found.containers[open.index];
            let is_closed = is_marked || closed.form == Form::Indented;
            let piece = Piece::Close { container: open.index, line, is_marked };
            if self.open.len() < MAX_DEPTH {
                match open.heading.filter(|_| !is_closed) {
                    Some(heading) => self.early.push((heading, piece)),
                    None => self.found.pieces.push(piece),
                }
            }
            // `::: module` of mkdocstrings has no end.
            let needs_end = !(self.dialect.has(Tool::MkDocs) && matches!(closed.form, Form::Colons(_)));
            if !is_closed && needs_end {
                let unclosed = problem::unclosed(closed);
                self.found.problems.push(unclosed);
            }
            self.lists.truncate(open.lists);
            if matches!(closed.form, Form::Tag(_)) {
                closed.body = Some(open.least).filter(|least| *least != usize::MAX);
            }
            let least = open.least.min(closed.indent);
            if let Some(outer) = self.open.last_mut() {
                outer.least = outer.least.min(least);
            }
        }
    }
}
