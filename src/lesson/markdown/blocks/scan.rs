//! Turns the lines of a text into its containers and the pieces of lines between their markers.
//!
//! The parser does not know the containers, so the scan must find code, in which a marker is text: it tracks fenced
//! and indented code, lists, quotes and raw HTML, line by line. It pairs the markers too. The parser then reads the text
//! of `emit`, in which each marker is on a line of its own.

mod ends;
mod tag_lines;
mod template_lines;
mod templates;

use std::cell::{Cell, OnceCell};

use self::tag_lines::LastEnds;
pub(super) use self::templates::TemplateSpan;
use self::templates::Templates;
use super::container::{Container, MAX_DEPTH};
use super::imports::ImportedPaths;
use super::known::UnknownTemplate;
use super::line::{Line, ScannedFence, opened_raw};
use super::marker::{Form, Marker, MarkerRole, Opening};
use super::options::{OptionLine, Options};
use super::{colons, directives, indented, problem, tutorial};
use crate::source::{Dialect, Tool};

/// The most open containers among which the one is searched that a marker closes: bounds the time on a text of only markers.
const MAX_SEARCH: usize = 100;

/// The most items that begin on one line: no author writes as many, and a row of bullets is a line.
const MAX_ITEMS: usize = 4;

/// The columns of white space that make a line code (`CommonMark` 0.31, section 4.4).
const CODE_INDENT: usize = 4;

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bytes of a 0-based line.
    Text { line: usize, start: usize, end: usize },
    /// A container begins.
    Open { container: usize },
    /// A container ends in a line, or before it if that does not hold its closing marker.
    Close { container: usize, line: usize, is_marked: bool },
    /// Words in place of a line: a place in [`Scan::written`].
    Written { line: usize, words: usize },
}

/// The containers of a text and the pieces of its lines.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) containers: Vec<Container>,
    pub(super) pieces: Vec<Piece>,
    pub(super) problems: Vec<problem::Problem>,
    /// The tags and expressions in running text, in order.
    pub(super) templates: Vec<TemplateSpan>,
    /// The lines that replace lines of the author's.
    pub(super) written: Vec<String>,
    /// The templates that are not understood.
    pub(super) unknown: Vec<UnknownTemplate>,
    /// Whether lines were left out.
    pub(super) omits_lines: bool,
}

impl Scan {
    /// Tests whether the parser reads the text as it is.
    pub(super) fn is_plain(&self) -> bool {
        self.containers.is_empty() && self.templates.is_empty() && self.written.is_empty() && !self.omits_lines
    }
}

/// Scans a text.
pub(super) fn scan(text: &str, dialect: Dialect) -> Scan {
    let lines: Vec<&str> = text.split('\n').collect();
    let templates = Templates::of(&lines, dialect);
    let mut scanner = Scanner { dialect, templates, lines, ..Scanner::default() };
    while let Some(text) = scanner.lines.get(scanner.resume) {
        let number = scanner.resume;
        scanner.resume += 1;
        scanner.line(text, number);
    }
    scanner.finish()
}

/// A container that is open.
#[derive(Debug, Clone, Copy)]
struct UnendedContainer {
    index: usize,
    /// The number of list items that were open.
    lists: usize,
    /// The number of quotes that it is in.
    quotes: usize,
    /// The least indentation of a line in it.
    least: usize,
    /// The number of pieces before the first heading in it.
    heading: Option<usize>,
}

#[derive(Debug, Default)]
struct Scanner<'t> {
    dialect: Dialect,
    /// The spellings of templates that the text may contain.
    templates: Templates,
    /// The files that the text imports.
    imports: ImportedPaths,
    /// The bytes that were read for tags and expressions that turned out to have no end.
    wasted: Cell<usize>,
    /// Whether tags are text in an open container.
    is_raw: bool,
    /// The last line of the last statement of a script.
    statement_end: Option<usize>,
    lines: Vec<&'t str>,
    found: Scan,
    open: Vec<UnendedContainer>,
    /// The places in that list of the indented ones, which the indentation of any line may end.
    indented: Vec<usize>,
    /// The columns at which the contents of the open list items begin.
    lists: Vec<usize>,
    /// The open code block, with the number of containers and of list items that were open.
    fence: Option<(ScannedFence, usize, usize)>,
    /// The options that the next line may be one of.
    options: Option<Options>,
    /// The text that ends the open raw HTML.
    raw: Option<&'static str>,
    /// The quotes of the line before.
    quotes: usize,
    /// Whether an indented line is code.
    may_be_code: bool,
    /// The line after those that are read.
    resume: usize,
    last_ends: OnceCell<LastEnds>,
    /// Whether the text is written for the engine of javascript.info.
    is_tutorial: OnceCell<bool>,
    /// Closing pieces that belong before a piece: a container that is never closed ends before the first heading in it.
    early: Vec<(usize, Piece)>,
}

impl<'t> Scanner<'t> {
    fn line(&mut self, text: &'t str, number: usize) {
        let quotes = self.fence.map_or(usize::MAX, |(fence, ..)| fence.quotes);
        let line = Line::new(text, quotes);
        if line.is_blank() {
            if line.quotes < self.quotes {
                self.end_quotes(line.quotes, number);
            }
            self.options = None;
            self.text(number, 0, text.len());
            self.may_be_code |= self.fence.is_none();
            return;
        }
        self.end_blocks(&line, number);
        if self.is_option(&line) || self.continue_code(&line, number) {
            return;
        }
        if self.is_indented_code(&line) {
            self.whole_line(&line, number);
            return;
        }
        self.may_be_code = false;
        if self.take_item_with_marker(&line, number) {
            return;
        }
        if let Some(marker) = self.marker(&line, number) {
            self.mark(&line, number, marker);
            return;
        } else if self.take_template_lines(&line, number)
            || self.take_tags(&line, number)
            || self.take_fence_of_cell(&line, number)
        {
            return;
        } else if let Some(fence) = ScannedFence::opened_by(&line) {
            // An element of HTML ends with its tag in kramdown ("HTML Blocks").
            let is_after_tag = number > 0 && self.lines[number - 1].trim_start().starts_with("</");
            if is_after_tag && self.dialect.has(Tool::Jekyll) {
                self.write(number, String::new());
            }
            self.fence = Some((fence, self.open.len(), self.lists.len()));
            self.whole_line(&line, number);
            return;
        } else if line.is_heading() {
            let pieces = self.found.pieces.len();
            if let Some(open) = self.open.last_mut() {
                open.heading.get_or_insert(pieces);
            }
            self.may_be_code = true;
        } else {
            self.raw = opened_raw(&line);
            self.lists.extend(line.item_content());
        }
        self.note_indent(line.indent);
        if self.raw.is_some() {
            self.text(number, 0, text.len());
        } else {
            self.running_text(number, 0, text.len());
        }
    }

    /// Takes a line that begins a list item whose content begins with a marker: `- !!! note`, `:   :::tip`.
    fn take_item_with_marker(&mut self, line: &Line<'t>, number: usize) -> bool {
        let mut inner = *line;
        let mut contents = Vec::new();
        // `- - text`: an item in an item.
        while let Some(content) = inner.item_content().filter(|_| contents.len() < MAX_ITEMS) {
            let words = inner.words();
            let sign = words.find(' ').unwrap_or_default();
            let start = inner.start + sign + (words.len() - sign - words[sign..].trim_start().len());
            if start == inner.start {
                break;
            }
            inner = Line { start, indent: content, ..*line };
            contents.push(content);
        }
        if inner.is_blank() || contents.is_empty() {
            return false;
        }
        let start = inner.start;
        let marker = self.marker(&inner, number).filter(|marker| matches!(marker.role, MarkerRole::Open(_)));
        let fence = ScannedFence::opened_by(&inner).filter(|_| marker.is_none());
        let is_tag = || self.templates.has_elements() && self.begins_element(number, start);
        if marker.is_none() && fence.is_none() && !is_tag() {
            return false;
        }
        self.note_indent(line.indent);
        self.lists.extend(contents);
        if let Some(fence) = fence {
            self.text(number, 0, line.text.len());
            self.fence = Some((fence, self.open.len(), self.lists.len()));
            return true;
        }
        self.text(number, 0, start);
        match marker {
            Some(marker) => self.mark(&inner, number, marker),
            None => return self.take_tags(&inner, number),
        }
        true
    }

    /// Takes the fence of a cell whose options hold backticks (```` ```{r, fig.cap="The `x`"} ````), which Pandoc reads and `CommonMark`
    /// does not.
    fn take_fence_of_cell(&mut self, line: &Line<'t>, number: usize) -> bool {
        let words = line.words().trim_end();
        let info = words.trim_start_matches('`');
        let is_cell = words.starts_with("```{") && info.ends_with('}') && info.contains('`');
        if !is_cell || !self.dialect.has(Tool::Quarto) {
            return false;
        }
        let Some(fence) = ScannedFence::opened_by(&Line::new(&words[..words.len() - info.len()], 0)) else {
            return false;
        };
        let fence = fence.in_line(line);
        self.fence = Some((fence, self.open.len(), self.lists.len()));
        self.note_indent(line.indent);
        let start = line.start + words.len() - info.len();
        self.write(number, format!("{}{}", &line.text[..start], info.replace('`', "'")));
        self.found.omits_lines = true;
        true
    }

    /// Tests whether a line is an indented code block. Components have none (MDX, "Markdown").
    fn is_indented_code(&self, line: &Line<'_>) -> bool {
        let innermost = self.open.last().map(|open| &self.found.containers[open.index]);
        let is_in_tag = innermost.is_some_and(|container| matches!(container.form, Form::Tag(_)));
        // The indentation of a fence is that of its content too (MyST, "Directives"; CommonMark 0.31, section 4.5).
        let fence = innermost.filter(|container| matches!(container.form, Form::Colons(_) | Form::Fence(..)));
        let fence = fence.map(|container| container.indent).unwrap_or_default();
        let base = self.lists.last().copied().unwrap_or_default().max(self.body()).max(fence);
        self.may_be_code && line.indent >= base + CODE_INDENT && !is_in_tag && !self.templates.scripts
    }

    /// Takes a line with words as text.
    fn whole_line(&mut self, line: &Line<'_>, number: usize) {
        self.note_indent(line.indent);
        self.text(number, 0, line.text.len());
    }

    /// Records the column of a line in the innermost container.
    fn note_indent(&mut self, indent: usize) {
        if let Some(open) = self.open.last_mut() {
            open.least = open.least.min(indent);
        }
    }

    /// Returns the column at which the content of the innermost indented container begins.
    fn body(&self) -> usize {
        let open = self.indented.last().and_then(|at| self.open.get(*at));
        open.and_then(|open| self.found.containers[open.index].body).unwrap_or_default()
    }

    fn text(&mut self, line: usize, start: usize, end: usize) {
        self.found.pieces.push(Piece::Text { line, start, end });
    }

    /// Takes a line that is an option of the directive above it.
    fn is_option(&mut self, line: &Line<'_>) -> bool {
        let Some(mut options) = self.options.take() else { return false };
        match options.read(line) {
            OptionLine::Content => return false,
            OptionLine::Bound => {}
            OptionLine::Option(name, value) => {
                self.found.containers[options.container].opening.attributes.push(name, value);
            }
        }
        self.options = Some(options);
        true
    }

    /// Takes a line that is in code or raw HTML.
    fn continue_code(&mut self, line: &Line<'_>, number: usize) -> bool {
        if let Some((fence, ..)) = self.fence {
            if fence.is_closed_by(line) {
                self.fence = None;
                self.may_be_code = true;
            }
        } else if let Some(end) = self.raw {
            if line.text.to_ascii_lowercase().contains(end) {
                self.raw = None;
                self.may_be_code = true;
            }
        } else {
            return false;
        }
        self.whole_line(line, number);
        true
    }

    /// Reads a line as a marker.
    fn marker(&self, line: &Line<'_>, number: usize) -> Option<Marker> {
        match line.words().as_bytes().first()? {
            b':' => {
                let marker = colons::read(line.text, line.start).filter(|marker| self.is_open(marker));
                marker.or_else(|| colons::read_leaf(line.text, line.start))
            }
            b'/' => directives::read_slashes(line.text, line.start).filter(|marker| self.is_open(marker)),
            b'`' | b'~' => {
                let opening = directives::read_fence(line.text, line.start);
                let opening = opening.or_else(|| tutorial::read_fence(line.text, line.start));
                opening.or_else(|| end_of_fence(line)).filter(|marker| self.is_open(marker))
            }
            b'!' | b'?' | b'=' => {
                let marker = indented::read(line.text, line.start)?;
                self.is_indented(line, number).then_some(marker)
            }
            _ => None,
        }
    }

    /// Tests whether a marker opens a container, or closes one that is open.
    fn is_open(&self, marker: &Marker) -> bool {
        marker.role != MarkerRole::Close || self.closed_by(marker.form).is_some()
    }

    /// Tests whether the first line with words after a line is indented below it, as plain text never is; an admonition without
    /// content is read only in a course for `MkDocs`.
    fn is_indented(&self, line: &Line<'_>, number: usize) -> bool {
        let rest = self.lines[number + 1..].iter().map(|text| Line::new(text, line.quotes));
        let next = rest.take(2).find(|next| !next.is_blank());
        next.is_some_and(|next| next.quotes == line.quotes && next.indent >= line.indent + indented::INDENT)
            || self.dialect.has(Tool::MkDocs)
    }

    /// Takes the line of a marker.
    fn mark(&mut self, line: &Line<'_>, number: usize, marker: Marker) {
        self.may_be_code = true;
        match marker.role {
            MarkerRole::Open(opening) => {
                self.open_container(line, (number, marker.start, marker.end), marker.form, opening);
            }
            MarkerRole::Leaf(opening) => {
                self.open_container(line, (number, marker.start, marker.end), marker.form, opening);
                self.close_marked(self.open.len() - 1, number);
            }
            MarkerRole::Close => {
                if let Some(at) = self.closed_by(marker.form) {
                    self.note_end(at, (marker.start, marker.end));
                    self.close_marked(at, number);
                }
            }
        }
    }

    /// Opens a container at bytes of a line.
    fn open_container(
        &mut self,
        line: &Line<'_>,
        (number, start, end): (usize, usize, usize),
        form: Form,
        opening: Opening,
    ) {
        self.note_indent(line.indent);
        let index = self.found.containers.len();
        self.options = opening.options.map(|style| Options::of(index, style, line.indent));
        self.found.containers.push(Container {
            form,
            opening,
            line: number,
            span: (start, end),
            end_span: None,
            quotes: line.quotes,
            indent: line.indent,
            list: self.lists.last().copied().unwrap_or_default(),
            body: (form == Form::Indented).then_some(line.indent + indented::INDENT),
        });
        if self.open.len() < MAX_DEPTH {
            self.found.pieces.push(Piece::Open { container: index });
        } else if self.open.len() == MAX_DEPTH {
            self.found.problems.push(problem::too_deep(number, start, end));
        }
        let (lists, quotes) = (self.lists.len(), line.quotes);
        if form == Form::Indented {
            self.indented.push(self.open.len());
        }
        self.open.push(UnendedContainer { index, lists, quotes, least: usize::MAX, heading: None });
    }

    fn finish(mut self) -> Scan {
        self.close_from(0, self.lines.len().saturating_sub(1), false);
        self.early.sort_by_key(|(at, _)| *at);
        if !self.early.is_empty() {
            let mut early = self.early.into_iter().peekable();
            let mut pieces = Vec::with_capacity(self.found.pieces.len() + early.len());
            for (at, piece) in std::mem::take(&mut self.found.pieces).into_iter().enumerate() {
                while let Some((_, close)) = early.next_if(|(before, _)| *before <= at) {
                    pieces.push(close);
                }
                pieces.push(piece);
            }
            pieces.extend(early.map(|(_, close)| close));
            self.found.pieces = pieces;
        }
        self.found
    }
}

/// Reads the end of a fence that is a container.
fn end_of_fence(line: &Line<'_>) -> Option<Marker> {
    let words = line.words().trim_end();
    let sign = *words.as_bytes().first()?;
    let is_row = words.bytes().all(|byte| byte == sign);
    is_row.then(|| Marker::closing(Form::Fence(sign, words.len()), line.text, line.start))
}
