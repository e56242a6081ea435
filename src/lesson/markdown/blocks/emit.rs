//! Turns the pieces of a text into a text that the parser can read: markers are on lines of their own as processing
//! instructions, and indented content begins in the first column. Maps each line to its place in the author's file.

use std::borrow::Cow;
use std::fmt::Write as _;

use comrak::nodes::{AstNode, LineColumn};

use super::line::Line;
use super::marker::Form;
use super::scan::{Piece, Scan};
use super::sign::{PADDING, padding, template_sign};

/// The columns of white space that make a line code (`CommonMark` 0.31, section 4.4).
const CODE_INDENT: usize = 4;

/// A text for the parser.
#[derive(Debug)]
pub(super) struct Emitted {
    pub(super) text: String,
    /// For each line the line of the author's file, 1-based, and the number to add to its columns.
    origins: Vec<(usize, isize)>,
    /// The prefix of the markers.
    pub(super) sign: String,
}

impl Emitted {
    /// Changes the places of all nodes from those in the text to those in the author's file.
    pub(super) fn restore_places<'a>(&self, root: &'a AstNode<'a>) {
        for node in root.descendants() {
            let place = &mut node.data_mut().sourcepos;
            place.start = self.origin(place.start);
            place.end = self.origin(place.end);
        }
    }

    fn origin(&self, place: LineColumn) -> LineColumn {
        let Some(&(line, shift)) = place.line.checked_sub(1).and_then(|line| self.origins.get(line)) else {
            return place;
        };
        let column = if place.column == 0 { 0 } else { place.column.saturating_add_signed(shift) };
        LineColumn { line, column }
    }
}

/// A container that is open.
#[derive(Debug, Clone, Copy)]
struct Margin {
    /// The column at which its markers are emitted.
    out: usize,
    /// The columns that are cut off the lines of its content.
    cut: usize,
    quotes: usize,
}

struct Emitter<'t> {
    lines: Vec<&'t str>,
    emitted: Emitted,
    open: Vec<Margin>,
    /// Whether the last line is raw HTML, which only a blank line ends (`CommonMark` 0.31, section 4.6, kinds 6 and 7).
    is_html: bool,
}

/// Emits a scanned text.
pub(super) fn emit(text: &str, scan: &Scan) -> Emitted {
    let mut sign = "<?sd".to_owned();
    while text.contains(&sign) {
        sign.push('-');
    }
    let emitted = Emitted { text: String::with_capacity(text.len() + 64), origins: Vec::new(), sign };
    let mut emitter = Emitter { lines: text.split('\n').collect(), emitted, open: Vec::new(), is_html: false };
    for piece in &scan.pieces {
        emitter.piece(scan, *piece);
    }
    // The last line has no line end.
    emitter.emitted.text.pop();
    emitter.emitted
}

impl<'t> Emitter<'t> {
    fn piece(&mut self, scan: &Scan, piece: Piece) {
        match piece {
            Piece::Text { line, start: 0, end } => self.line(line, &self.with_signs(scan, line, 0, end)),
            Piece::Text { line, start, end } => self.part(line, start, &self.with_signs(scan, line, start, end)),
            Piece::Written { line, words } => self.line(line, &scan.written[words]),
            Piece::Open { container: index } => {
                let container = &scan.containers[index];
                let outer = self.open.last().map_or(0, |open| open.cut);
                let list = container.list.saturating_sub(outer);
                let out = container.indent.saturating_sub(outer);
                // The indentation of a fence is that of its content too.
                let is_fence = matches!(container.form, Form::Colons(_) | Form::Fence(..));
                let out = if is_fence || out >= list + CODE_INDENT { out.min(list) } else { out };
                self.marker('o', index, container.line, out, container.quotes);
                let cut = container.body.map_or(container.indent - out, |body| body.saturating_sub(out));
                self.open.push(Margin { out, cut, quotes: container.quotes });
            }
            Piece::Close { container: index, line, is_marked } => {
                let Some(open) = self.open.pop() else { return };
                // A quote ends what begins in it.
                if open.quotes == 0 || is_marked {
                    self.marker('c', index, line, open.out, open.quotes);
                }
            }
        }
    }

    /// Returns bytes of a line with a sign in place of each tag in them; every other byte keeps its column.
    fn with_signs(&self, scan: &Scan, number: usize, start: usize, end: usize) -> Cow<'t, str> {
        let line = &self.lines[number][start..end];
        let first = scan.templates.partition_point(|span| span.start < (number, start));
        let in_range = scan.templates[first..].iter().take_while(|span| span.start < (number, end));
        let mut text = String::new();
        let mut at = start;
        for (index, span) in (first..).zip(in_range) {
            let until = if span.end.0 == number { span.end.1 } else { end };
            text.push_str(&self.lines[number][at..span.start.1]);
            text.extend(template_sign(index));
            text.extend(std::iter::repeat_n(PADDING, padding(until - span.start.1)));
            at = until;
        }
        if at == start {
            return Cow::Borrowed(line);
        }
        text.push_str(&self.lines[number][at..end]);
        Cow::Owned(text)
    }

    fn marker(&mut self, kind: char, index: usize, line: usize, out: usize, quotes: usize) {
        let prefix = "> ".repeat(quotes);
        if self.is_html {
            self.end_line(line, prefix.trim_end(), 0);
            self.is_html = false;
        }
        let mut text = format!("{prefix}{:out$}", "");
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{kind}{index}?>", self.emitted.sign);
        self.end_line(line, &text, 0);
    }

    /// Emits a whole line, with the indentation of the containers cut off.
    fn line(&mut self, number: usize, text: &str) {
        let (cut, quotes) = self.open.last().map_or((0, 0), |open| (open.cut, open.quotes));
        let line = Line::new(text, quotes);
        self.note_html(line.words());
        if cut == 0 {
            self.end_line(number, text, 0);
            return;
        }
        let kept = line.indent.saturating_sub(cut);
        let cut_text = format!("{}{:kept$}{}", &text[..line.prefix], "", line.words());
        let shift =
            isize::try_from(text.len()).unwrap_or_default() - isize::try_from(cut_text.len()).unwrap_or_default();
        self.end_line(number, &cut_text, shift);
    }

    /// Emits a part of a line beside markers.
    fn part(&mut self, number: usize, start: usize, words: &str) {
        self.note_html(words.trim_start());
        let (out, quotes) = self.open.last().map_or((0, 0), |open| (open.out, open.quotes));
        let text = format!("{}{:out$}{}", "> ".repeat(quotes), "", words);
        let before = isize::try_from(quotes * 2 + out).unwrap_or_default();
        self.end_line(number, &text, isize::try_from(start).unwrap_or_default() - before);
    }

    /// Records whether the parser is in raw HTML after a line of words.
    fn note_html(&mut self, words: &str) {
        if words.trim().is_empty() {
            self.is_html = false;
        } else if words
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        {
            self.is_html = true;
        }
    }

    fn end_line(&mut self, line: usize, text: &str, shift: isize) {
        self.emitted.text.push_str(text);
        self.emitted.text.push('\n');
        self.emitted.origins.push((line + 1, shift));
    }
}
