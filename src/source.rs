//! Turns the bytes of a course file into text with a path, and offsets of that text into lines and columns.

pub mod dialect;
mod fence;
pub mod path;
mod scheme;
pub mod sign_search;
pub mod spliced;
pub mod wiki_name;

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use dialect::{Dialect, Tool};
pub use fence::FenceLine;
pub use path::CoursePath;
pub use scheme::{is_external, scheme};
pub use sign_search::SignSearch;
pub use spliced::SplicedText;

/// A half-open range of byte offsets into [`Source::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// Makes the span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the span of `part` within `whole`, of which it is a slice; `None` for a slice of another text.
    ///
    /// The only place that compares addresses: `str::substr_range` of the standard library is unstable.
    pub fn of_slice(whole: &str, part: &str) -> Option<Self> {
        let start = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
        let end = start.checked_add(part.len()).filter(|end| *end <= whole.len())?;
        Some(Self { start, end })
    }

    /// Returns the span moved forward by `offset` bytes: from a part of a text to the whole of it.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }
}

/// A position in a text as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line of the file.
    pub line: usize,
    /// 1-based column, counted in characters.
    pub column: usize,
}

/// The text that an author wrote, without byte order mark and with every line end as `\n`; the texts of included files are
/// in place.
///
/// Line ends are normalised only here, so that a course from Windows gives the same site as one from Linux; lines and
/// columns are unchanged.
#[derive(Debug, Clone, Hash)]
pub struct Source {
    /// The file's path in the course: its identity.
    pub path: CoursePath,
    /// The text.
    pub text: Arc<str>,
    /// The tools whose Markdown it may use.
    pub dialect: Dialect,
    /// How it relates to its file.
    pub origin: Origin,
    line_starts: Arc<[usize]>,
    /// The files that it was composed from, if it includes others.
    spliced: Option<Arc<spliced::SplicedFiles>>,
    /// The 1-based line of the file for each line of the text, if they differ.
    file_lines: Option<Arc<Vec<usize>>>,
}

/// How a text relates to the file that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Origin {
    /// It is the text of the file.
    #[default]
    Text,
    /// It was made from a whole notebook.
    Notebook,
    /// It was made from a notebook of which parts were cut: the file must not be published.
    CutNotebook,
}

/// The first byte of a file that is not valid UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotUtf8 {
    /// 0-based offset in the file.
    pub offset: usize,
    /// 1-based line of the byte.
    pub line: usize,
    /// The byte.
    pub byte: u8,
}

/// The number of bytes that [`readable`] tests at once: some vectors of a processor.
const CHUNK_BYTES: usize = 64;

/// Returns a text as pages can hold it: no byte order mark, every line end `\n`, no character that HTML forbids.
///
/// Forbidden ones (controls such as escape, and noncharacters) become U+FFFD, as `CommonMark` replaces U+0000; pasted
/// output of terminals contains them.
pub fn readable(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
            || matches!(c, '\u{fdd0}'..='\u{fdef}')
    };
    // Fast path, because all texts of a course pass here: forbidden characters begin only with these bytes in UTF-8. The
    // bytes of a chunk are tested all at once.
    let may_begin_one = |byte: u8| matches!(byte, 0..=8 | 11..=31 | 0x7f | 0xc2 | 0xef..=0xf4);
    let mut chunks = text.as_bytes().chunks(CHUNK_BYTES).enumerate();
    let has_forbidden = chunks.any(|(chunk, bytes)| {
        let begins =
            |(at, byte): (usize, &u8)| may_begin_one(*byte) && text[chunk * CHUNK_BYTES + at..].starts_with(forbidden);
        bytes.iter().fold(false, |any, byte| any | may_begin_one(*byte)) && bytes.iter().enumerate().any(begins)
    });
    if !has_forbidden {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(if text.contains(forbidden) { text.replace(forbidden, "\u{fffd}") } else { text })
}

impl Source {
    /// Creates a source, normalising line ends and dropping a byte order mark.
    pub fn new(path: CoursePath, text: &str) -> Self {
        let text: Arc<str> = readable(text).into();
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let dialect = Dialect::of_extension(&path.extension());
        Self { path, text, dialect, origin: Origin::Text, line_starts, spliced: None, file_lines: None }
    }

    /// Returns the source as one made from a notebook, with the 1-based line of the file for each line of the text.
    #[must_use]
    pub fn of_notebook(self, file_lines: Vec<usize>) -> Self {
        Self { origin: Origin::Notebook, file_lines: Some(Arc::new(file_lines)), ..self }
    }

    /// Returns the 1-based line of the page's file for a line of the text; for a line of an included file, that of the
    /// directive.
    pub fn file_line(&self, line: usize) -> usize {
        if let Some(files) = self.spliced.as_deref() {
            let page = self.as_written();
            return page.file_line(page.line_of(files.offset_in_page(self.line_start(line))));
        }
        let Some(lines) = &self.file_lines else { return line };
        lines.get(line.saturating_sub(1)).or(lines.last()).copied().unwrap_or(line)
    }

    /// Returns the place in the file of a byte offset in the text. Columns are those of the text.
    pub fn file_position(&self, offset: usize) -> Position {
        let position = self.position(offset);
        Position { line: self.file_line(position.line), ..position }
    }

    /// Returns the source with the text that remains when parts are cut; their line ends stay.
    #[must_use]
    pub fn cut_to(&self, text: &str) -> Self {
        let origin = if self.origin == Origin::Text { Origin::Text } else { Origin::CutNotebook };
        let cut = Self::new(self.path.clone(), text).in_dialect(self.dialect);
        Self { origin, file_lines: self.file_lines.clone(), ..cut }
    }

    /// Returns the source under another path.
    #[must_use]
    pub fn at(self, path: CoursePath) -> Self {
        Self { path, ..self }
    }

    /// Returns the source of a course whose Markdown is written for some tools.
    #[must_use]
    pub fn in_dialect(self, dialect: Dialect) -> Self {
        Self { dialect: self.dialect.and(dialect), ..self }
    }

    /// Decodes the bytes of a file as UTF-8.
    ///
    /// # Errors
    /// Returns the first byte that is not UTF-8.
    pub fn decode(path: CoursePath, bytes: &[u8]) -> Result<Self, NotUtf8> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path, text)),
            Err(error) => {
                let offset = error.valid_up_to();
                let line = bytes[..offset].split(|&b| b == b'\n').count();
                Err(NotUtf8 { offset, line, byte: bytes[offset] })
            }
        }
    }

    /// Returns the line and column of a byte offset; an offset past the end counts as the end.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// Returns the 1-based line of a byte offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Returns the offset at which a 1-based line starts; a line past the end starts at the end.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// Returns the span of a 1-based line without its line end.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_start(line);
        let end = self.line_start(line + 1);
        Span::new(start, if self.text[start..end].ends_with('\n') { end - 1 } else { end })
    }

    /// Returns the page as its author wrote it, without the texts of other files.
    pub fn as_written(&self) -> &Self {
        self.spliced.as_deref().and_then(spliced::SplicedFiles::page).unwrap_or(self)
    }

    /// Maps a span of the page, as its author wrote it, to the span of the text.
    pub fn span_in_text(&self, written: Span) -> Span {
        self.spliced.as_deref().map_or(written, |files| files.span_in_text(written))
    }

    /// Returns the paths of the files that it includes.
    pub fn included_paths(&self) -> impl Iterator<Item = &CoursePath> {
        self.spliced.as_deref().into_iter().flat_map(spliced::SplicedFiles::included)
    }

    /// Returns the file that a span comes from, as its author wrote it, and the span in that file.
    pub fn locate(&self, span: Span) -> (&Self, Span) {
        self.spliced.as_deref().and_then(|files| files.locate(span)).unwrap_or((self, span))
    }

    /// Returns the file and span of which the whole span is a copy; `None` if it is not a copy, and so cannot be edited.
    pub fn copied_from(&self, span: Span) -> Option<(&Self, Span)> {
        self.spliced.as_deref().map_or(Some((self, span)), |files| files.copied_from(span))
    }

    /// Returns the number of lines; a final line end does not begin a further line.
    pub fn line_count(&self) -> usize {
        self.line_starts.len() - usize::from(self.text.ends_with('\n'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_slices() {
        let whole = String::from("가나 다");
        let part = whole.split(' ').nth(1).unwrap();
        let span = Span::of_slice(&whole, part).unwrap();
        assert_eq!((span, span.shifted(2)), (Span::new(7, 10), Span::new(9, 12)));
        assert_eq!(Span::of_slice(&whole, "다"), None);
        assert_eq!(Span::of_slice(part, &whole), None);
    }

    fn source(text: &str) -> Source {
        Source::new(CoursePath::new("a.md"), text)
    }

    #[test]
    fn positions_count_characters_not_bytes() {
        let source = source("가나\n다라🚀마\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(source.text.find('마').unwrap()), Position { line: 2, column: 4 });
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
        assert_eq!(source.line_count(), 2);
    }

    #[test]
    fn windows_text_equals_unix_text() {
        assert_eq!(source("\u{feff}a\r\nb\r\n").text, source("a\nb\n").text);
    }

    #[test]
    fn what_html_forbids_is_replaced_and_nothing_else() {
        for c in ('\0'..='\u{2ffff}').chain('\u{10fff0}'..=char::MAX) {
            let code = u32::from(c);
            let forbidden = (code < 0x20 && !matches!(c, '\t' | '\n' | '\r'))
                || (0x7f..0xa0).contains(&code)
                || (0xfdd0..0xfdf0).contains(&code)
                || code & 0xfffe == 0xfffe;
            let expected = if forbidden { '\u{fffd}' } else { c };
            let expected = if c == '\r' { '\n' } else { expected };
            assert_eq!(readable(&format!("a{c}")), format!("a{expected}"), "{code:x}");
        }
    }

    #[test]
    fn names_the_byte_that_is_not_utf8() {
        let error = Source::decode(CoursePath::new("a.md"), b"ok\n\xb0\xa1").unwrap_err();
        assert_eq!(error, NotUtf8 { offset: 3, line: 2, byte: 0xb0 });
    }
}
