//! Turns lines into the code blocks that fences bound, in quotes and lists too.

use crate::source::{FenceLine, Span};

/// A code block between fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FencedCode {
    /// The sign of its fences: a backtick, `~`, or `:` for a directive of MyST.
    pub(super) sign: char,
    /// The length of its opening fence.
    pub(super) length: usize,
    /// The text after its opening fence.
    pub(super) info: String,
    /// The opening fence, from its first sign to the end of its line.
    pub(super) opening: Span,
    /// The closing fence without its prefix (indent, signs of quotes); `None` if it is missing.
    pub(super) closing: Option<Span>,
}

impl FencedCode {
    /// Returns the bytes of the block, both fences included.
    pub(super) fn span(&self) -> Span {
        Span::new(self.opening.start, self.closing.unwrap_or(self.opening).end)
    }

    /// Returns the bytes between the line of the opening fence and that of the closing one.
    pub(super) fn inside<'t>(&self, text: &'t str) -> &'t str {
        let end = self.closing.map_or(self.opening.end, |closing| closing.start);
        let inside = text.get(self.opening.end..end).unwrap_or_default();
        // The prefix of the closing fence is its indent, or the sign of a quote.
        inside.rfind('\n').map_or("", |end| &inside[..end])
    }
}

/// The effect of a line.
pub(super) enum FenceStep {
    /// It is running text.
    Text,
    /// It opens a code block.
    Opening,
    /// It is code.
    Inside,
    /// It closes a code block.
    Closed(FencedCode),
}

/// Reads lines in order.
#[derive(Debug, Default)]
pub(super) struct FenceReader {
    open: Option<FencedCode>,
}

impl FenceReader {
    /// Reads a line with its place.
    pub(super) fn read(&mut self, line: &str, span: Span) -> FenceStep {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        let start = span.end - rest.len();
        if let Some(open) = &mut self.open {
            let signs = rest.trim_end();
            let closes = signs.len() >= open.length && signs.chars().all(|c| c == open.sign);
            if !closes {
                return FenceStep::Inside;
            }
            open.closing = Some(Span::new(start, start + signs.len()));
            return self.open.take().map_or(FenceStep::Text, FenceStep::Closed);
        }
        // A fence may begin an item of a list.
        let item = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', '*', '+', '.', ')']);
        let inner = if item.starts_with(' ') { item.trim_start() } else { rest };
        let start = start + (rest.len() - inner.len());
        self.open = opening(inner, Span::new(start, span.end));
        if self.open.is_some() { FenceStep::Opening } else { FenceStep::Text }
    }

    /// Returns the code block that is open at the end.
    pub(super) fn finish(self) -> Option<FencedCode> {
        self.open
    }
}

/// Reads an opening fence.
fn opening(line: &str, opening: Span) -> Option<FencedCode> {
    if let Some(FenceLine { sign, length, info }) = FenceLine::of(line) {
        return Some(FencedCode { sign: char::from(sign), length, info: info.to_owned(), opening, closing: None });
    }
    // A colon fence holds text; only one that includes a file is read here.
    let rest = line.trim_start_matches(':');
    let (length, info) = (line.len() - rest.len(), rest.trim());
    let is_directive = info.starts_with("{include}") || info.starts_with("{literalinclude}");
    let is_fence = length >= 3 && is_directive;
    is_fence.then(|| FencedCode { sign: ':', length, info: info.to_owned(), opening, closing: None })
}
