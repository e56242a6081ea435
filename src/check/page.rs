//! Turns a lesson and its source into lines that are marked as code or prose, for the checks that read lines.

use crate::lesson::{Fence, Lesson};
use crate::source::{Source, Span};

/// A page with its source text.
pub(super) struct CheckedPage<'a> {
    pub(super) lesson: &'a Lesson,
    pub(super) source: &'a Source,
    /// The first and last 1-based line of each code block, fences included.
    blocks: Vec<(usize, usize)>,
}

impl<'a> CheckedPage<'a> {
    pub(super) fn new(lesson: &'a Lesson, source: &'a Source) -> Self {
        let mut blocks: Vec<(usize, usize)> = lesson
            .fences
            .iter()
            .map(|fence| (fence.line, source.line_of(fence.span.end.saturating_sub(1).max(fence.span.start))))
            .collect();
        blocks.sort_unstable();
        Self { lesson, source, blocks }
    }

    /// Returns the text of a 1-based line.
    pub(super) fn line(&self, line: usize) -> &'a str {
        let span = self.source.line_span(line);
        &self.source.text[span.start..span.end]
    }

    /// Tests whether a 1-based line is code.
    pub(super) fn is_code(&self, line: usize) -> bool {
        let at = self.blocks.partition_point(|&(first, _)| first <= line);
        self.blocks[..at].last().is_some_and(|&(_, last)| line <= last)
    }

    /// Returns the lines that are neither front matter nor code, with their 1-based numbers.
    pub(super) fn prose(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let first = self.source.line_of(self.lesson.front_length);
        (first..=self.source.line_count()).filter(|line| !self.is_code(*line)).map(|line| (line, self.line(line)))
    }

    /// Returns the last line above a 1-based one that is not blank.
    pub(super) fn above(&self, line: usize) -> Option<(usize, &'a str)> {
        (1..line).rev().map(|line| (line, self.line(line))).find(|(_, text)| !text.trim().is_empty())
    }

    /// Returns the span of a 1-based line without surrounding whitespace.
    pub(super) fn words_of(&self, line: usize) -> Span {
        let span = self.source.line_span(line);
        let text = &self.source.text[span.start..span.end];
        let start = span.start + (text.len() - text.trim_start().len());
        Span::new(start, (span.start + text.trim_end().len()).max(start))
    }

    /// Returns the lines inside a fenced block with their 1-based numbers, without the indent of the fence.
    pub(super) fn inside(&self, fence: &Fence) -> Vec<(usize, &'a str)> {
        let last = self.source.line_of(fence.span.end.saturating_sub(1).max(fence.span.start));
        let end = if fence.closed { last } else { last + 1 };
        let opener = self.source.line_span(fence.line);
        let indent = fence.span.start - opener.start;
        (fence.line + 1..end).map(|line| (line, without_indent(self.line(line), indent))).collect()
    }

    /// Returns the sign and length of the opening fence: three or more backticks or tildes; `None` for indented code.
    pub(super) fn opener(&self, fence: &Fence) -> Option<(char, usize)> {
        let text = &self.source.text[fence.span.start..fence.span.end];
        marker(text)
    }
}

/// Returns the span at which findings about a lesson as a whole are reported: its title, or the start of the text.
pub(super) fn title_span(lesson: &Lesson) -> Span {
    lesson.title.as_ref().and_then(|title| title.span).unwrap_or(Span::new(lesson.front_length, lesson.front_length))
}

/// Returns the fence with which a line begins: its sign and length.
pub(super) fn marker(line: &str) -> Option<(char, usize)> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = line.chars().take_while(|c| *c == sign).count();
    (count >= 3).then_some((sign, count))
}

/// Returns a line without up to `indent` bytes of spaces, tabs and `>` at its start.
fn without_indent(line: &str, indent: usize) -> &str {
    let cut = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'>' | b'\t')).count();
    &line[cut..]
}
