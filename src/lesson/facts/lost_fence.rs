//! Finds lines that were meant to open a code block but do not: the line meant to close it then opens another one.

use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Fence, Lesson};
use crate::message;
use crate::message::Message;
use crate::source::{Source, Span};

/// A line that looks like the opening of a code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostFence {
    /// Its 1-based line.
    pub line: usize,
    /// The span of its text.
    pub span: Span,
    /// The reason, to follow "this line opens no code block".
    pub reason: Message,
    /// The advice.
    pub hint: Message,
}

impl LostFence {
    /// Returns the report of the line and of its effect.
    pub fn report(&self, lesson: &Lesson, code: Code) -> Diagnostic {
        let message = message!("lost-fence", reason = &self.reason);
        let hint = message!("lost-fence.hint", advice = &self.hint);
        Diagnostic::at(&lesson.path, self.span, code, message).hint(hint)
    }
}

/// Finds the first such line: its info string holds a backtick (`CommonMark` 0.31, section 4.5), or it belongs to a block of
/// HTML that no blank line ends.
pub fn lost_fence(lesson: &Lesson, source: &Source) -> Option<LostFence> {
    let mut blocks = lesson
        .fences
        .iter()
        .map(|fence| (fence.line, source.line_of(fence.span.end.saturating_sub(1).max(fence.span.start))))
        .collect::<Vec<_>>();
    blocks.sort_unstable();
    let is_code = |line: usize| blocks.iter().any(|&(first, last)| (first..=last).contains(&line));
    let first = source.line_of(lesson.front_length);
    (first..=source.line_count()).find_map(|line| {
        let span = source.line_span(line);
        let text = source.text[span.start..span.end].trim_start();
        let count = text.bytes().take_while(|byte| *byte == b'`').count();
        let info = text[count..].trim();
        // "```code```" in running text is a code span.
        let is_opening = count >= 3 && info.starts_with(char::is_alphabetic) && !info.ends_with("```");
        if !is_opening || is_code(line) {
            return None;
        }
        let above = source.line_span(line.saturating_sub(1).max(1));
        let in_html = line > first && source.text[above.start..above.end].trim_end().ends_with('>');
        let (reason, hint) = match (info.contains('`'), in_html) {
            (true, _) => (message!("lost-fence-backtick"), message!("lost-fence-backtick.hint")),
            (false, true) => (message!("lost-fence-html"), message!("lost-fence-html.hint")),
            (false, false) => return None,
        };
        Some(LostFence { line, span: Span::new(span.end - text.len(), span.end), reason, hint })
    })
}

/// Returns the reports of code blocks that are never closed, or of the lost opening that leads to them.
pub(super) fn unclosed(lesson: &Lesson, source: &Source) -> Vec<Diagnostic> {
    let unclosed: Vec<&Fence> = lesson.fences.iter().filter(|fence| !fence.closed).collect();
    let lost = unclosed.last().and_then(|fence| lost_fence(lesson, source).filter(|lost| lost.line < fence.line));
    // The line that was meant to close a lost opening opens the block that never closes.
    let rest = unclosed.into_iter().filter(|fence| lost.as_ref().is_none_or(|lost| fence.line < lost.line));
    let report = |fence: &Fence| {
        let first_line = Span::new(fence.span.start, fence.span.end.min(fence.span.start + 3));
        Diagnostic::at(&lesson.path, first_line, Code::UnclosedFence, message!("unclosed-fence"))
            .hint(message!("unclosed-fence.hint"))
    };
    rest.map(report).chain(lost.as_ref().map(|lost| lost.report(lesson, Code::UnclosedFence))).collect()
}
