//! Finds formulas within lines, and writes them so that the parser reads these and no others.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::closes::Closes;
use super::evidence::{self, Strength};
use super::{DOLLAR_MASK, FormulaLines, PIPE_MASK};

/// The most lines that a formula within a paragraph spans between single signs: a price here and one four lines on are no
/// formula.
const MAX_LINE_ENDS: usize = 4;

/// The longest formula within a line, in bytes: the search for its end goes no further, so that no page takes quadratic time.
const MAX_LENGTH: usize = 4 * 1024;

/// The signs around a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InlineSigns {
    /// `$x$`
    Dollar,
    /// `$$x$$`
    Dollars,
    /// `` $`x`$ ``
    Code,
    /// `\(x\)`, `\[x\]`, with one or two backslashes: their number.
    Backslash(usize, u8),
}

/// A text that may be a formula.
#[derive(Debug)]
struct FormulaCandidate {
    signs: InlineSigns,
    /// Its place, with its signs.
    span: Range<usize>,
    strength: Strength,
}

/// The result of scanning the text of a block.
#[derive(Debug, Default)]
struct FormulaScan {
    candidates: Vec<FormulaCandidate>,
    /// The places of `$` outside of code, tags and addresses.
    dollars: Vec<usize>,
    closes: Closes,
    /// The start of the last block.
    from: usize,
}

/// Writes the formulas within the lines of a text; returns whether there are any. `is_sure` is set if the page has others.
pub(super) fn write<'a>(
    root: &'a AstNode<'a>,
    lines: &FormulaLines<'_>,
    taken: &[bool],
    is_sure: bool,
    bytes: &mut [u8],
) -> bool {
    let mut scan = FormulaScan::default();
    for node in root.descendants() {
        let data = node.data();
        if matches!(data.value, NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableRow(_)) {
            let last = data.sourcepos.end.line.min(lines.count());
            let first = data.sourcepos.start.line.saturating_sub(1).min(last);
            let is_row = matches!(data.value, NodeValue::TableRow(_));
            for run in runs(first..last, taken) {
                let span = lines.starts[run.start]..lines.starts[run.end];
                scan.block(lines.text, span, is_row);
            }
        }
    }
    scan.write(is_sure, lines.text, bytes)
}

/// Tests whether a text, code included, holds any candidate: most pages with a `$` hold none.
pub(super) fn may_hold(text: &str) -> bool {
    let mut scan = FormulaScan::default();
    let is_first = |at: &usize| *at == 0 || text.as_bytes()[at - 1] != b'$';
    let dollars = text.match_indices('$').map(|(at, _)| at).filter(is_first);
    if dollars.into_iter().any(|at| scan.at_dollar(text, 0, at..text.len(), false).is_some()) {
        return true;
    }
    ["\\(", "\\["].iter().any(|sign| {
        let mut scan = FormulaScan::default();
        text.match_indices(*sign).any(|(at, _)| scan.at_backslash(text, 0, at..text.len()).is_some())
    })
}

/// Returns the part of a span in which a formula may end.
fn near(text: &str, span: Range<usize>) -> Range<usize> {
    span.start..text.floor_char_boundary(span.end.min(span.start + MAX_LENGTH))
}

/// Returns the runs of lines that are not taken.
fn runs(lines: Range<usize>, taken: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for line in lines.filter(|line| !taken[*line]) {
        match runs.last_mut() {
            Some(run) if run.end == line => run.end += 1,
            _ => runs.push(line..line + 1),
        }
    }
    runs
}

impl FormulaScan {
    /// Writes the formulas that the scan accepts.
    fn write(self, is_sure: bool, text: &str, bytes: &mut [u8]) -> bool {
        let is_strong = |candidate: &&FormulaCandidate| candidate.strength == Strength::Strong;
        let is_backslash = |candidate: &&FormulaCandidate| matches!(candidate.signs, InlineSigns::Backslash(..));
        let has_strong = is_sure || self.candidates.iter().any(|candidate| is_strong(&candidate));
        // Little but formulas stands in brackets with two backslashes each: `\\(p\\)`.
        let is_double = |candidate: &&FormulaCandidate| {
            candidate.signs == InlineSigns::Backslash(2, b'(') && candidate.strength != Strength::Weak
        };
        let strong_backslash = self.candidates.iter().filter(is_strong).any(|candidate| is_backslash(&candidate));
        let has_double = self.candidates.iter().any(|candidate| is_double(&candidate));
        let accepted: Vec<FormulaCandidate> = self
            .candidates
            .into_iter()
            .filter(|candidate| match (candidate.signs, candidate.strength) {
                (_, Strength::Strong) => true,
                // Escaped brackets are common: `\(optional\)`, `\[1\]`.
                (InlineSigns::Backslash(2, b'('), _) if has_double => true,
                (InlineSigns::Backslash(_, sign), _) => strong_backslash && sign == b'(',
                (_, Strength::Clear) => true,
                (_, Strength::Weak) => has_strong,
            })
            .collect();
        if accepted.is_empty() {
            return false;
        }
        let mut formulas = accepted.iter().map(|formula| &formula.span).peekable();
        for &at in &self.dollars {
            while formulas.next_if(|span| span.end <= at).is_some() {}
            if !formulas.peek().is_some_and(|span| span.contains(&at)) {
                bytes[at] = DOLLAR_MASK;
            }
        }
        for formula in &accepted {
            formula.write(text, bytes);
        }
        true
    }

    /// Scans the text of a block.
    fn block(&mut self, text: &str, span: Range<usize>, is_row: bool) {
        // Footnotes are at the end of the tree, but anywhere in the text.
        if span.start < self.from {
            self.closes = Closes::default();
        }
        self.from = span.start;
        if text[span.clone()].contains(['$', '\\']) {
            self.signs(text, span, is_row);
        }
    }

    fn signs(&mut self, text: &str, span: Range<usize>, is_row: bool) {
        let end = span.end;
        let mut at = span.start;
        let start = at;
        while let Some(found) = text[at..end].find(['$', '\\', '`', '<', ']', ':']) {
            at += found;
            let rest = &text[near(text, at..end)];
            at += match rest.as_bytes()[0] {
                b'`' => code_length(rest),
                b'<' => tag_length(rest),
                b']' => target_length(rest),
                b':' => {
                    if rest.starts_with("://") {
                        rest.find(char::is_whitespace).unwrap_or(rest.len())
                    } else {
                        1
                    }
                }
                b'\\' => self.backslash(text, start, at..end),
                _ => self.dollar(text, start, at..end, is_row),
            };
        }
    }

    /// Returns the length to the next close from a byte on, if it is near.
    fn length_to(&mut self, close: &str, text: &str, from: usize, end: usize) -> Option<usize> {
        let next = self.closes.next(close, text, from)?;
        (next + close.len() <= end).then(|| next - from)
    }

    fn push(&mut self, text: &str, candidate: FormulaCandidate) -> usize {
        let span = candidate.span.clone();
        self.dollars.extend(span.clone().filter(|at| text.as_bytes()[*at] == b'$'));
        self.candidates.push(candidate);
        span.len()
    }

    /// Reads the candidate or escape at a backslash; returns its length.
    fn backslash(&mut self, text: &str, start: usize, span: Range<usize>) -> usize {
        let escaped = 1 + text[span.start + 1..span.end].chars().next().map_or(0, char::len_utf8);
        match self.at_backslash(text, start, span) {
            Some(candidate) => self.push(text, candidate),
            None => escaped,
        }
    }

    fn at_backslash(&mut self, text: &str, start: usize, span: Range<usize>) -> Option<FormulaCandidate> {
        let span = near(text, span);
        let rest = &text[span.clone()];
        let count = if rest.starts_with("\\\\(") || rest.starts_with("\\\\[") { 2 } else { 1 };
        let sign = *rest.as_bytes().get(count).unwrap_or(&b' ');
        let close = match (sign, count) {
            (b'(', 1) => "\\)",
            (b'(', _) => "\\\\)",
            (b'[', 1) => "\\]",
            (b'[', _) => "\\\\]",
            _ => return None,
        };
        let inner = span.start + count + 1;
        let follows_word = text[start..span.start].ends_with(|c: char| c.is_ascii_alphanumeric());
        let length = self.length_to(close, text, inner, span.end).filter(|_| !follows_word)?;
        let content = &text[inner..inner + length];
        let end = inner + length + close.len();
        let is_link = text[end..span.end].starts_with(['(', ':']) && sign == b'[';
        let is_long = content.matches('\n').count() > MAX_LINE_ENDS;
        let is_weak = count == 2 && sign == b'(' && content.contains(|c: char| c.is_ascii_alphanumeric());
        let strength = evidence::strength(content).or(is_weak.then_some(Strength::Weak)).filter(|strength| {
            let is_escape = count == 1 && sign == b'[' && !evidence::has_command(content);
            let is_bracket = is_escape && *strength == Strength::Strong && !content.contains('^');
            !(is_link || is_long || is_bracket || content.contains('`'))
        });
        let signs = InlineSigns::Backslash(count, sign);
        strength.map(|strength| FormulaCandidate { signs, span: span.start..end, strength })
    }

    /// Reads the candidate at a `$`; returns its length.
    fn dollar(&mut self, text: &str, start: usize, span: Range<usize>, is_row: bool) -> usize {
        if let Some(candidate) = self.at_dollar(text, start, span.clone(), is_row) {
            return self.push(text, candidate);
        }
        let rest = &text[span.clone()];
        let count = rest.len() - rest.trim_start_matches('$').len();
        self.dollars.extend(span.start..span.start + count);
        count
    }

    fn at_dollar(&mut self, text: &str, start: usize, span: Range<usize>, is_row: bool) -> Option<FormulaCandidate> {
        let span = near(text, span);
        let rest = &text[span.clone()];
        let (signs, length, strength) = if rest.starts_with("$$$") {
            return None;
        } else if rest.starts_with("$$") {
            let length = self.length_to("$$", text, span.start + 2, span.end)?;
            double(rest, length)?
        } else if rest.starts_with("$`") {
            let length = self.length_to("`$", text, span.start + 2, span.end).filter(|length| *length > 0)?;
            (InlineSigns::Code, length + 4, Strength::Strong)
        } else {
            single(&text[start..span.start], rest, is_row)?
        };
        Some(FormulaCandidate { signs, span: span.start..span.start + length, strength })
    }
}

impl FormulaCandidate {
    /// Writes a formula for the parser.
    fn write(&self, text: &str, bytes: &mut [u8]) {
        let Range { start, end } = self.span;
        for at in self.span.clone().filter(|at| text.as_bytes()[*at] == b'|') {
            bytes[at] = PIPE_MASK;
        }
        if let InlineSigns::Backslash(count, sign) = self.signs {
            let length = count + 1;
            bytes[start..start + length].fill(b' ');
            bytes[end - length..end].fill(b' ');
            let (open, close) = if sign == b'(' { (b"$`", b"`$") } else { (b"$$", b"$$") };
            bytes[start..start + 2].copy_from_slice(open);
            bytes[end - 2..end].copy_from_slice(close);
        }
    }
}

/// Reads `$x$` at the start of a text: Pandoc's rules (no blank inside the signs, no digit behind), GitHub's (no letter before
/// or behind), and the [`evidence`] of the content.
fn single(before: &str, rest: &str, is_row: bool) -> Option<(InlineSigns, usize, Strength)> {
    if rest[1..].starts_with(char::is_whitespace) {
        return None;
    }
    let end = closing_dollar(rest)?;
    let content = &rest[1..end];
    let after = rest[end + 1..].chars().next();
    if content.ends_with(char::is_whitespace) || content.matches('\n').count() > MAX_LINE_ENDS {
        return None;
    }
    let strength = evidence::strength(content)?;
    // `2$\times$`, `modèle$f(\mathbf{x})$`; but `US$10`, `C$\Users`.
    let is_joined = match before.chars().next_back() {
        Some(c) if c.is_ascii_digit() => content.starts_with('\\'),
        Some(c) if c.is_ascii_alphabetic() => evidence::has_command(content) && !content.starts_with('\\'),
        _ => true,
    };
    if !is_joined {
        return None;
    }
    let is_short = content.chars().count() == 1 || (strength == Strength::Strong && content.contains(['\\', '^', '{']));
    match after {
        Some(c) if c.is_ascii_digit() || c == '$' || c == '_' => return None,
        // `$n$th`, `$x_{i}$s`
        Some(c) if c.is_ascii_alphabetic() && !is_short => return None,
        _ => {}
    }
    (!is_row || fits_cell(content, strength)).then_some((InlineSigns::Dollar, end + 1, strength))
}

/// Tests whether the `|` of a formula in a row of a table are its own: in brackets, or in pairs.
fn fits_cell(content: &str, strength: Strength) -> bool {
    let (mut depth, mut open, mut bars) = (0i32, 0, 0);
    for c in content.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '|' if depth > 0 => bars += 1,
            '|' => open += 1,
            _ => {}
        }
    }
    let is_norm = content.trim_start().starts_with('|') && content.trim_end().ends_with('|');
    open == 0 && bars >= 0 || open % 2 == 0 && (strength == Strength::Strong || is_norm)
}

/// Returns the place of the first `$` that no backslash escapes.
fn closing_dollar(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'$' => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// Reads `$$x$$` within a line; the content has a length.
fn double(rest: &str, length: usize) -> Option<(InlineSigns, usize, Strength)> {
    let end = length + 2;
    if rest[end + 2..].starts_with('$') {
        return None;
    }
    Some((InlineSigns::Dollars, end + 2, evidence::strength(&rest[2..end])?))
}

/// Returns the length of the code that a text begins with, or of its backticks where they open none.
fn code_length(rest: &str) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(found) = rest[at..].find('`') {
        at += found;
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        at += run;
        if run == ticks {
            return at;
        }
    }
    ticks
}

/// Returns the length of the tag or address that a text begins with, or 1.
fn tag_length(rest: &str) -> usize {
    let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    rest.find('>').filter(|_| is_tag).map_or(1, |end| end + 1)
}

/// Returns the length of the address of a link whose text ends here, or 1.
fn target_length(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix("](") else { return 1 };
    inner.find([')', '\n']).filter(|end| inner[*end..].starts_with(')')).map_or(1, |end| end + 3)
}
