//! Finds formulas on lines of their own: `$$ … $$`, `\[ … \]`, `\begin{align} … \end{align}`.

use std::ops::Range;

use comrak::nodes::{NodeCodeBlock, NodeMath, NodeValue};

use super::FormulaLines;
use super::closes::Closes;
use super::evidence;

/// The most lines of a formula. The longest of d2l-en, pumpkin-book, d2l-ko and `QuantEcon` (39,929 formulas) has 127.
const MAX_LINES: usize = 400;

/// Environments that `amsmath` begins outside of other formulas.
const ENVIRONMENTS: [&str; 10] =
    ["equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "displaymath", "math", "aligned"];

/// A formula on lines of its own.
pub(super) struct BlockFormula {
    /// The indexes of its lines.
    pub(super) lines: Range<usize>,
    /// The places of its first and last sign.
    open: Range<usize>,
    close: Range<usize>,
    /// The original two bytes of the signs, if these are part of the formula.
    kept: Option<([u8; 2], [u8; 2])>,
    /// The name by which others refer to it.
    label: Option<String>,
}

impl BlockFormula {
    /// Writes the signs of a processing instruction in place of those of the formula.
    pub(super) fn write(&self, bytes: &mut [u8]) {
        bytes[self.open.clone()].fill(b' ');
        bytes[self.close.clone()].fill(b' ');
        bytes[self.open.start..self.open.start + 2].copy_from_slice(b"<?");
        bytes[self.close.end - 2..self.close.end].copy_from_slice(b"?>");
    }

    /// Returns the node of the formula in a processing instruction.
    pub(super) fn code_block(&self, literal: &str) -> Option<NodeValue> {
        let literal = self.tex(literal)?;
        let label = self.label.as_deref().unwrap_or_default();
        let info = super::named_info(label);
        let code = NodeCodeBlock {
            fenced: true,
            fence_char: b'$',
            fence_length: 2,
            fence_offset: 0,
            info,
            literal,
            closed: true,
        };
        Some(NodeValue::CodeBlock(Box::new(code)))
    }

    /// Returns the node of the formula where it is part of a paragraph.
    pub(super) fn math(&self, literal: &str) -> Option<NodeValue> {
        let literal = self.tex(literal)?;
        Some(NodeValue::Math(NodeMath { dollar_math: true, display_math: true, literal }))
    }

    fn tex(&self, literal: &str) -> Option<String> {
        let inner = literal.trim_start().strip_prefix("<?")?;
        let inner = inner.rsplit_once("?>").map_or(inner, |(inner, _)| inner);
        let inner = match label_within(inner) {
            Some(span) => [&inner[..span.start], &inner[span.end..]].concat(),
            None => inner.to_owned(),
        };
        let Some((open, close)) = self.kept else { return Some(inner) };
        let sign = |bytes: [u8; 2]| bytes.map(char::from).iter().collect::<String>();
        Some(sign(open) + &inner + &sign(close))
    }
}

/// The place in a line at which its own text begins, and the prefix before it.
struct Prefix {
    /// The byte in the line at which the text begins.
    length: usize,
    /// The number of `>`.
    quotes: usize,
    /// The width between the last `>` and the text.
    indent: usize,
    has_marker: bool,
}

impl Prefix {
    fn of(line: &str) -> Self {
        let quoted = line.rfind('>').filter(|at| line[..*at].bytes().all(|byte| matches!(byte, b' ' | b'>')));
        let after_quotes = quoted.map_or(0, |at| at + 1);
        let quotes = line[..after_quotes].matches('>').count();
        let mut rest = line[after_quotes..].trim_start();
        let mut has_marker = false;
        while let Some(length) = marker(rest) {
            has_marker = true;
            rest = rest[length..].trim_start();
        }
        let length = line.len() - rest.len();
        Self { length, quotes, indent: length - after_quotes, has_marker }
    }
}

/// Returns the length of the marker of a list's item or a note that a text begins with, where a blank follows.
fn marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.as_bytes() {
        [b'-' | b'*' | b'+', ..] => 1,
        bytes if (1..=9).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) => digits + 1,
        [b'[', b'^', ..] => text.find("]:")? + 2,
        _ => return None,
    };
    text[length..].starts_with([' ', '\t']).then_some(length)
}

/// The signs around a formula.
struct BlockSigns<'t> {
    open: &'t str,
    close: String,
    /// Whether the signs are part of the formula.
    is_environment: bool,
}

impl<'t> BlockSigns<'t> {
    fn at(text: &'t str) -> Option<Self> {
        let of = |open: &'static str, close: &str| Some(Self { open, close: close.to_owned(), is_environment: false });
        if text.starts_with("$$") {
            return if text.starts_with("$$$") { None } else { of("$$", "$$") };
        } else if text.starts_with("\\\\[") {
            return of("\\\\[", "\\\\]");
        } else if text.starts_with("\\[") {
            return of("\\[", "\\]");
        }
        let name = text.strip_prefix("\\begin{")?.split_once('}')?.0;
        if !ENVIRONMENTS.contains(&name.trim_end_matches('*')) {
            return None;
        }
        let open = &text[.."\\begin{}".len() + name.len()];
        Some(Self { open, close: format!("\\end{{{name}}}"), is_environment: true })
    }

    /// Returns the place of the closing sign in a text.
    fn find_close(&self, text: &str) -> Option<usize> {
        text.match_indices(&self.close).map(|(at, _)| at).find(|at| {
            let slashes = text[..*at].len() - text[..*at].trim_end_matches('\\').len();
            // `\\]` holds `\]`; `\$$` and `\\[1em]` end nothing.
            slashes.is_multiple_of(2) && !(self.open == "$$" && text[at + 2..].starts_with('$'))
        })
    }
}

/// Finds the formulas of a text, in order.
pub(super) fn find(lines: &FormulaLines<'_>) -> Vec<BlockFormula> {
    let mut found = Vec::new();
    let mut closes = Closes::default();
    let mut line = 0;
    while line < lines.count() {
        match at_line(lines, line, &mut closes) {
            Some(block) => {
                line = block.lines.end;
                found.push(block);
            }
            None => line += 1,
        }
    }
    found
}

/// Reads the formula that begins on a line.
fn at_line(lines: &FormulaLines<'_>, first: usize, closes: &mut Closes) -> Option<BlockFormula> {
    if lines.closed[first] {
        return None;
    }
    let line = lines.line(first);
    let prefix = Prefix::of(line);
    let signs = BlockSigns::at(&line[prefix.length..])?;
    let open = lines.starts[first] + prefix.length;
    let inner = open + signs.open.len();
    let limit = lines.starts[lines.count().min(first + MAX_LINES)];
    if closes.next(&signs.close, lines.text, inner).is_none_or(|close| close > limit) {
        return None;
    }
    let (last, close) = find_end(lines, first, &prefix, &signs, inner)?;
    let tex = &lines.text[inner..close];
    let end = close + signs.close.len();
    let label = label_behind(lines.text[end..lines.span(last).end].trim())?;
    if tex.trim().is_empty() || tex.contains("?>") || !is_meant(&signs, tex, first == last) {
        return None;
    }
    let within = label_within(tex).map(|span| &tex[span.start + 3..span.end - 1]);
    let label = if label.is_empty() { within.unwrap_or_default() } else { label };
    let kept = signs.is_environment.then_some((*b"\\b", [lines.text.as_bytes()[end - 2], b'}']));
    let open = if signs.is_environment { open..open + 2 } else { open..inner };
    let close = if signs.is_environment { end - 2..end } else { close..end };
    Some(BlockFormula {
        lines: first..last + 1,
        open,
        close,
        kept,
        label: (!label.is_empty()).then(|| label.to_owned()),
    })
}

/// Finds the line and the place of the sign that ends a formula.
fn find_end(
    lines: &FormulaLines<'_>,
    first: usize,
    prefix: &Prefix,
    signs: &BlockSigns<'_>,
    inner: usize,
) -> Option<(usize, usize)> {
    let rest = &lines.text[inner..lines.starts[first] + lines.line(first).len()];
    if let Some(at) = signs.find_close(rest) {
        return Some((first, inner + at));
    }
    for line in first + 1..lines.count().min(first + MAX_LINES) {
        let text = lines.line(line);
        let own = Prefix::of(text);
        let words = text[own.length..].trim();
        let is_blank = words.is_empty() && !own.has_marker;
        // Outside of its container, or at a sign that parts blocks anywhere, the formula was never closed.
        let leaves_list =
            lines.listed[first] && !is_blank && text.len() - text.trim_start().len() < prefix.indent.min(2);
        let leaves_marker = prefix.has_marker && !is_blank && own.quotes == prefix.quotes && {
            let after = text.rfind('>').filter(|_| own.quotes > 0).map_or(0, |at| at + 1);
            text[after..].len() - text[after..].trim_start().len() < prefix.indent
        };
        let interrupts = words.starts_with("```") || words.starts_with("~~~") || words.starts_with("# ");
        let is_apart = is_blank && prefix.indent > 3 && !lines.listed[first];
        let leaves_quote = prefix.quotes > 0 && own.quotes != prefix.quotes;
        if leaves_quote || leaves_list || leaves_marker || interrupts || is_apart {
            return None;
        }
        if let Some(at) = signs.find_close(text) {
            return Some((line, lines.starts[line] + at));
        }
    }
    None
}

/// Returns the bytes of the label within a formula of bookdown: `(\#eq:label)` ("Equations").
fn label_within(tex: &str) -> Option<Range<usize>> {
    let start = tex.find("(\\#eq:")?;
    let end = start + tex[start..].find(')')? + 1;
    (!tex[start..end].contains(char::is_whitespace)).then_some(start..end)
}

/// Returns the label after a formula (`(label)` in `MyST`, `{#label}` in Quarto), or an empty one; `None` if
/// text follows, so that the formula is part of a paragraph. A line end that is forced there shows nothing.
fn label_behind(text: &str) -> Option<&str> {
    let label = match text {
        "" | "\\" => return Some(""),
        text if text.starts_with("{#") => text[2..].strip_suffix('}')?,
        text => text.strip_prefix('(')?.strip_suffix(')')?,
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    (!label.is_empty() && label.chars().all(is_name)).then_some(label)
}

/// Tests whether signs that plain Markdown may hold enclose a formula: `\[` is an escaped bracket too.
fn is_meant(signs: &BlockSigns<'_>, tex: &str, is_one_line: bool) -> bool {
    match signs.open {
        "\\[" if is_one_line => evidence::has_command(tex),
        "\\[" | "\\\\[" => tex.contains(['\\', '=', '^', '_']) || evidence::strength(tex).is_some(),
        _ => true,
    }
}
