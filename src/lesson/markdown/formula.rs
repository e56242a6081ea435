//! Turns the spellings of formulas into nodes: `Math` within a line, a `CodeBlock` of the language `math` on lines of its own.
//!
//! 1. A first parse finds paragraphs, tables and code. Plain pages only cost a search for a few signs.
//! 2. `blocks` finds formulas on lines of their own (`$$`, `\[`, `\begin{align}`). Their signs become those of a processing
//!    instruction (`<?`, `?>`), which may hold blank lines and interrupt a paragraph, and which ends at its sign.
//! 3. `inline` finds the others. `$x$` is read by the parser's own option; each `$` that begins no formula (a price, a
//!    variable of a shell) is masked meanwhile. `\(x\)` becomes `` $`x`$ ``, which the same parser reads.
//! 4. The second parse sees a text of the same length, so that all positions stay those of the author's file; then masks are
//!    undone, and processing instructions become formulas.
//!
//! Sources: GitHub, "Writing mathematical expressions"; Pandoc, `tex_math_dollars`, `tex_math_single_backslash` and
//! `tex_math_double_backslash`; mdBook, "`MathJax` support"; `MyST`, "Math and equations"; Quarto, "Equations".

mod blocks;
mod closes;
mod evidence;
mod inline;

use std::collections::BTreeMap;
use std::ops::Range;

use comrak::nodes::{AstNode, NodeCodeBlock, NodeMath, NodeValue};

use crate::source::SignSearch;
use blocks::BlockFormula;
pub use evidence::MATH_LANGUAGE;

/// The replacement, during parsing, of a `$` that begins no formula: a control character that no text holds.
const DOLLAR_MASK: u8 = 0x1e;
/// The replacement of a `|` in a formula, which would end the cell of a table.
const PIPE_MASK: u8 = 0x1f;

/// Tests by the first bytes of a text whether a formula may begin there.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    match rest {
        [b'$', ..] | [b'\\', b'(' | b'[', ..] => true,
        [b'\\', ..] => rest.starts_with(b"\\begin{"),
        [b'{', ..] => rest.starts_with(b"{math}"),
        [b':', ..] => rest.starts_with(b":math:`"),
        _ => false,
    }
}

/// A text whose formulas are written so that the parser reads them; of the same length.
pub(super) struct Rewritten {
    /// The text.
    pub(super) text: String,
    /// Whether formulas within lines need the parser's options.
    pub(super) has_inline: bool,
    /// The formulas on lines of their own, by the 1-based line of their first sign.
    blocks: BTreeMap<usize, BlockFormula>,
}

/// The text as lines and as blocks of the first parse.
pub(super) struct FormulaLines<'t> {
    text: &'t str,
    /// The start of each line, and the end of the text.
    starts: Vec<usize>,
    /// Whether a line, by its index, is code or raw HTML.
    closed: Vec<bool>,
    /// Whether a line is in a list.
    listed: Vec<bool>,
}

impl<'t> FormulaLines<'t> {
    fn new<'a>(root: &'a AstNode<'a>, text: &'t str) -> Self {
        let mut starts: Vec<usize> = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        let count = starts.len();
        starts.push(text.len());
        let (mut closed, mut listed) = (vec![false; count], vec![false; count]);
        for node in root.descendants() {
            let data = node.data();
            let marks = match data.value {
                NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) => &mut closed,
                NodeValue::List(_) | NodeValue::FootnoteDefinition(_) => &mut listed,
                _ => continue,
            };
            let last = data.sourcepos.end.line.min(count);
            let first = data.sourcepos.start.line.saturating_sub(1).min(last);
            marks[first..last].fill(true);
        }
        Self { text, starts, closed, listed }
    }

    fn count(&self) -> usize {
        self.closed.len()
    }

    /// Returns the span of a line, by its index, with its end.
    fn span(&self, line: usize) -> Range<usize> {
        self.starts[line]..self.starts[line + 1]
    }

    /// Returns a line without its end.
    fn line(&self, line: usize) -> &'t str {
        self.text[self.span(line)].trim_end_matches(['\n', '\r'])
    }
}

/// Writes the formulas of a text for the parser; `None` if it has none.
pub(super) fn rewrite<'a>(root: &'a AstNode<'a>, body: &str) -> Option<Rewritten> {
    let has_blocks = BLOCK_SIGNS.may_be_in(body);
    let may_be_inline = inline::may_hold(body);
    let is_masked = || [DOLLAR_MASK, PIPE_MASK].iter().any(|mask| body.as_bytes().contains(mask));
    if !has_blocks && !may_be_inline && !ROLE_SIGNS.may_be_in(body) || is_masked() {
        return None;
    }
    let lines = FormulaLines::new(root, body);
    let mut bytes = body.as_bytes().to_vec();
    let found = blocks::find(&lines);
    let mut taken = vec![false; lines.count()];
    for block in &found {
        block.write(&mut bytes);
        taken[block.lines.clone()].fill(true);
    }
    let has_inline = may_be_inline && inline::write(root, &lines, &taken, !found.is_empty(), &mut bytes);
    if found.is_empty() && !has_inline && !ROLE_SIGNS.may_be_in(body) {
        return None;
    }
    let blocks = found.into_iter().map(|block| (block.lines.start + 1, block)).collect();
    // Only ASCII signs were replaced by ASCII signs.
    Some(Rewritten { text: String::from_utf8(bytes).ok()?, has_inline, blocks })
}

/// The signs at which formulas on lines of their own begin.
static BLOCK_SIGNS: SignSearch = SignSearch::new(&["$$", "\\[", "\\begin{"]);

/// The signs of the role and the directive of `MyST`, which need no second parse.
static ROLE_SIGNS: SignSearch = SignSearch::new(&["{math}", ":math:`"]);

impl Rewritten {
    /// Tests whether the text must be parsed again.
    pub(super) fn is_changed(&self) -> bool {
        self.has_inline || !self.blocks.is_empty()
    }

    /// Makes formulas of their replacements in the parsed text, and undoes the masks.
    pub(super) fn restore<'a>(&self, root: &'a AstNode<'a>) {
        for node in root.descendants() {
            let mut data = node.data_mut();
            let line = data.sourcepos.start.line;
            let block = self.blocks.get(&line);
            let made = match &mut data.value {
                NodeValue::HtmlBlock(html) => block.and_then(|block| block.code_block(&html.literal)),
                NodeValue::HtmlInline(html) => block.and_then(|block| block.math(html)),
                NodeValue::CodeBlock(code) => {
                    read_directive(code);
                    None
                }
                _ => None,
            };
            if let Some(made) = made {
                data.value = made;
            }
            if self.has_inline {
                unmask(&mut data.value);
            }
        }
        for code in root.descendants().filter(|node| matches!(node.data().value, NodeValue::Code(_))) {
            read_role(code);
        }
    }
}

/// Returns a formula within a line as plain text, for search, titles and descriptions.
pub fn plain(math: &NodeMath) -> String {
    seodang_formula::plain(&math.literal)
}

/// Returns a formula on lines of its own as plain text.
pub fn plain_of_block(block: &NodeCodeBlock) -> String {
    seodang_formula::plain(&block.literal)
}

/// Tests whether the info string of a code block is that of a formula.
pub fn is_formula(info: &str) -> bool {
    info.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case(MATH_LANGUAGE))
}

/// Undoes the masks of a node.
fn unmask(value: &mut NodeValue) {
    let masks = [char::from(DOLLAR_MASK), char::from(PIPE_MASK)];
    let undo = |text: &mut String| {
        if text.contains(masks) {
            *text = text.replace(masks[0], "$").replace(masks[1], "|");
        }
    };
    match value {
        NodeValue::Text(text) if text.contains(masks) => undo(text.to_mut()),
        NodeValue::Code(code) => undo(&mut code.literal),
        NodeValue::Math(math) => undo(&mut math.literal),
        NodeValue::HtmlInline(html) => undo(html),
        NodeValue::Link(link) | NodeValue::Image(link) => {
            undo(&mut link.url);
            undo(&mut link.title);
        }
        _ => {}
    }
}

/// Reads a fence of `MyST` (```` ```{math} ````): its options give a label, and are not part of the formula.
fn read_directive(code: &mut NodeCodeBlock) {
    if code.info.split_whitespace().next() != Some("{math}") {
        return;
    }
    let mut label = "";
    let is_option = |line: &&str| line.trim().is_empty() || line.starts_with(':');
    let options: Vec<&str> = code.literal.split_inclusive('\n').take_while(is_option).collect();
    for line in &options {
        label = line.strip_prefix(":label:").or_else(|| line.strip_prefix(":name:")).map_or(label, str::trim);
    }
    code.info = named_info(label);
    let length: usize = options.iter().map(|line| line.len()).sum();
    // Blank lines replace the options, so that lines of the formula are lines of the file.
    code.literal = "\n".repeat(options.len()) + &code.literal[length..];
}

/// Returns the info string of a formula with a label, which may be empty.
fn named_info(label: &str) -> String {
    if label.is_empty() { MATH_LANGUAGE.to_owned() } else { format!("{MATH_LANGUAGE} {label}") }
}

/// Returns the label of a formula from its info string.
pub fn label(info: &str) -> Option<&str> {
    info.split_whitespace().nth(1)
}

/// Reads a role of `MyST` (`` {math}`x` ``) or `Sphinx` (`` :math:`x` ``).
fn read_role<'a>(code: &'a AstNode<'a>) {
    let Some(before) = code.previous_sibling() else { return };
    let mut before = before.data_mut();
    let NodeValue::Text(text) = &mut before.value else { return };
    let Some(length) = ["{math}", ":math:"].iter().find(|role| text.ends_with(*role)).map(|role| role.len()) else {
        return;
    };
    let kept = text.len() - length;
    text.to_mut().truncate(kept);
    let mut data = code.data_mut();
    if let NodeValue::Code(code) = &mut data.value {
        let literal = std::mem::take(&mut code.literal);
        data.value = NodeValue::Math(NodeMath { dollar_math: false, display_math: false, literal });
    }
}
