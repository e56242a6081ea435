//! Turns pieces of several files into one text that maps each of its bytes to its file.
//!
//! A page that includes other files is read as one text. Diagnostics are found in that text, and reported in the file in
//! which an author can correct them.

use std::sync::Arc;

use super::{CoursePath, Source, Span};

/// The files that a text was composed from.
#[derive(Debug, Clone, Hash)]
pub(super) struct SplicedFiles {
    /// The files as their authors wrote them, the page first.
    files: Vec<Source>,
    /// The pieces of the text, in order and without gaps.
    pieces: Vec<SplicedPiece>,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, Hash)]
struct SplicedPiece {
    /// Offset in the text at which it begins.
    at: usize,
    /// The file, as an index into [`SplicedFiles::files`].
    file: usize,
    /// The bytes of the file.
    span: Span,
    /// Whether it is a copy of these bytes; otherwise it replaces them as a whole.
    is_copy: bool,
}

impl SplicedFiles {
    /// Returns the page as its author wrote it.
    pub(super) fn page(&self) -> Option<&Source> {
        self.files.first()
    }

    /// Returns the paths of the files other than the page.
    pub(super) fn included(&self) -> impl Iterator<Item = &CoursePath> {
        self.files.iter().skip(1).map(|file| &file.path)
    }

    /// Returns the file that a span of the text comes from, and the span in that file. A span over several files counts as
    /// one of the file in which it begins.
    pub(super) fn locate(&self, span: Span) -> Option<(&Source, Span)> {
        let first = self.piece_at(span.start)?;
        let last = self.piece_at(span.end.saturating_sub(1).max(span.start))?;
        let start = first.offset(span.start);
        let end = if last.file == first.file && last.is_copy { last.offset(span.end) } else { first.span.end };
        Some((&self.files[first.file], Span::new(start, end.max(start))))
    }

    /// Returns the span in its file of a span of the text, if the whole span is a copy of these bytes.
    pub(super) fn copied_from(&self, span: Span) -> Option<(&Source, Span)> {
        let piece = self.piece_at(span.start).filter(|piece| piece.is_copy)?;
        let found = Span::new(piece.offset(span.start), piece.span.start + span.end - piece.at);
        (found.end <= piece.span.end).then(|| (&self.files[piece.file], found))
    }

    /// Maps a span of the page to the span of the text.
    pub(super) fn span_in_text(&self, written: Span) -> Span {
        let of_page = || self.pieces.iter().filter(|piece| piece.file == 0);
        let place = |offset: usize, is_end: bool| {
            let holds = |piece: &&SplicedPiece| {
                piece.span.start <= offset && (offset < piece.span.end || is_end && offset == piece.span.end)
            };
            let piece = of_page().find(holds).or_else(|| of_page().find(|piece| piece.span.start >= offset))?;
            let inner = offset.saturating_sub(piece.span.start);
            Some(if piece.is_copy { piece.at + inner } else { piece.at })
        };
        let start = place(written.start, false).unwrap_or_default();
        Span::new(start, place(written.end, true).unwrap_or(start))
    }

    /// Returns the offset in the page of a byte of the text: for an included byte, that of its directive.
    pub(super) fn offset_in_page(&self, offset: usize) -> usize {
        let last = self.pieces.partition_point(|piece| piece.at <= offset);
        let of_page = self.pieces[..last].iter().rev().find(|piece| piece.file == 0);
        of_page.map_or(0, |piece| piece.offset(offset).min(piece.span.end))
    }

    fn piece_at(&self, offset: usize) -> Option<SplicedPiece> {
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        self.pieces.get(after.saturating_sub(1)).copied()
    }
}

impl SplicedPiece {
    fn offset(&self, at: usize) -> usize {
        if self.is_copy { (self.span.start + at.saturating_sub(self.at)).min(self.span.end) } else { self.span.start }
    }
}

/// A text under construction from pieces of several files.
#[derive(Debug)]
pub struct SplicedText {
    text: String,
    files: SplicedFiles,
}

impl SplicedText {
    /// Begins the text of a page, given as its author wrote it.
    pub fn new(page: &Source) -> Self {
        let files = SplicedFiles { files: vec![page.clone()], pieces: Vec::new() };
        Self { text: String::with_capacity(page.text.len() * 2), files }
    }

    /// Returns the length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Tests whether the text is still empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Copies bytes of a file, or of a text that was itself composed.
    pub fn copy(&mut self, source: &Source, span: Span) {
        if span.start >= span.end {
            return;
        }
        match &source.spliced {
            None => self.piece(source, span, true),
            Some(files) => {
                let from = files.pieces.partition_point(|piece| piece.at <= span.start).saturating_sub(1);
                for (index, piece) in files.pieces.iter().enumerate().skip(from) {
                    let next = files.pieces.get(index + 1).map_or(source.text.len(), |next| next.at);
                    let (start, end) = (piece.at.max(span.start), next.min(span.end));
                    if start >= end {
                        break;
                    }
                    let place = Span::new(piece.offset(start), piece.offset(end).max(piece.span.start));
                    let place = if piece.is_copy { place } else { piece.span };
                    self.piece(&files.files[piece.file], place, piece.is_copy);
                    self.text.push_str(&source.text[start..end]);
                }
                return;
            }
        }
        self.text.push_str(&source.text[span.start..span.end]);
    }

    /// Inserts text that replaces some bytes of a file.
    pub fn insert(&mut self, text: &str, source: &Source, span: Span) {
        if !text.is_empty() {
            self.piece(source, span, false);
            self.text.push_str(text);
        }
    }

    /// Records that the next bytes of the text come from a file.
    fn piece(&mut self, source: &Source, span: Span, is_copy: bool) {
        let known = self.files.files.iter().position(|file| file.path == source.path);
        let file = known.unwrap_or(self.files.files.len());
        if known.is_none() {
            self.files.files.push(source.clone());
        }
        self.files.pieces.push(SplicedPiece { at: self.text.len(), file, span, is_copy });
    }

    /// Returns the finished text, with the path and the dialect of the page.
    pub fn finish(self) -> Source {
        let Self { text, files } = self;
        let page = &files.files[0];
        let source = Source::new(page.path.clone(), &text).in_dialect(page.dialect);
        Source { origin: page.origin, spliced: Some(Arc::new(files)), ..source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source::new(CoursePath::new(path), text)
    }

    /// Returns the span of a word in a text.
    fn of(source: &Source, word: &str) -> Span {
        let start = source.text.find(word).unwrap();
        Span::new(start, start + word.len())
    }

    #[test]
    fn every_byte_knows_its_file() {
        let (page, part, inner) =
            (source("a.md", "가\nPART\n끝\n"), source("b.md", "나\nINNER\n다\n"), source("c.md", "라 마\n"));
        let mut middle = SplicedText::new(&part);
        middle.copy(&part, Span::new(0, 4));
        middle.copy(&inner, Span::new(0, 7));
        middle.copy(&part, Span::new(9, part.text.len()));
        let middle = middle.finish();
        assert_eq!(&*middle.text, "나\n라 마\n다\n");
        let mut whole = SplicedText::new(&page);
        whole.copy(&page, Span::new(0, 4));
        whole.insert("```\n", &page, of(&page, "PART"));
        whole.copy(&middle, Span::new(0, middle.text.len()));
        whole.copy(&page, Span::new(8, page.text.len()));
        let whole = whole.finish();
        assert_eq!(&*whole.text, "가\n```\n나\n라 마\n다\n\n끝\n");
        let check = |word: &str, path: &str, text: &str| {
            let (file, span) = whole.locate(of(&whole, word));
            assert_eq!((file.path.as_str(), &file.text[span.start..span.end]), (path, text), "{word}");
        };
        check("가", "a.md", "가");
        check("```", "a.md", "PART");
        check("나", "b.md", "나");
        check("마", "c.md", "마");
        check("다", "b.md", "다");
        check("끝", "a.md", "끝");
        assert_eq!(whole.copied_from(of(&whole, "라 마")).unwrap().0.path.as_str(), "c.md");
        assert!(whole.copied_from(of(&whole, "나\n라")).is_none(), "an edit cannot be made in two files");
        assert_eq!([1, 2, 3, 4, 5, 7].map(|line| whole.file_line(line)), [1, 2, 2, 2, 2, 3]);
        assert_eq!(whole.as_written().text, page.text);
        for word in ["가", "PART", "끝"] {
            let written = of(&page, word);
            assert_eq!(whole.locate(whole.span_in_text(written)).1, written, "{word}");
        }
    }
}
