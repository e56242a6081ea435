//! Turns a text into the kinds of spellings that it may hold, in one pass over its bytes: most texts hold few, and a step of
//! the parser that finds nothing still costs a search.

use serde::{Deserialize, Serialize};

use super::{blocks, formula, grid_table, media, spans};
use crate::source::FenceLine;

/// The kinds of spellings that a text may hold; a kind is included if in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signs(u16);

/// Containers of other tools.
const CONTAINERS: u16 = 1;
/// Formulas.
const FORMULAS: u16 = 2;
/// Spellings within running text.
const SPANS: u16 = 4;
/// Titles underlined with `=` or `-`.
const UNDERLINES: u16 = 8;
/// Media: addresses and `@[name](id)`.
const MEDIA: u16 = 16;
/// Spellings that only the templates of a course's own tools have.
const TEMPLATES: u16 = 32;
/// Braces.
const BRACES: u16 = 64;
/// Expressions of templates: `{{` and `{%`.
const EXPRESSIONS: u16 = 128;
/// Footnotes and their definitions: `[^`.
const FOOTNOTES: u16 = 256;
/// Footnotes within running text: `^[`.
const INLINE_FOOTNOTES: u16 = 512;
/// End tags.
const END_TAGS: u16 = 1024;
/// Rows of `>`.
const QUOTE_ROWS: u16 = 2048;
/// Grid tables: a line `+---`.
const GRIDS: u16 = 4096;

/// The kinds that count in fenced code too: their readers ask for the whole text.
const ANYWHERE: u16 = BRACES | EXPRESSIONS | FOOTNOTES | INLINE_FOOTNOTES | END_TAGS | QUOTE_ROWS;

/// The columns of white space that make a line code (`CommonMark` 0.31, section 4.4).
const CODE_INDENT: usize = 4;

/// The class of a byte: it begins nothing, the next line, or a spelling.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    Other,
    LineEnd,
    Sign,
}

/// The class of each byte.
static CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Other; 256];
    let signs = b":!?/={`~<$\\^[+@>";
    let mut at = 0;
    while at < signs.len() {
        classes[signs[at] as usize] = ByteClass::Sign;
        at += 1;
    }
    classes[b'\n' as usize] = ByteClass::LineEnd;
    classes
};

/// A fence of code that is open: its sign, its length and its indentation.
type OpenFence = (u8, usize, usize);

impl Signs {
    /// Finds the kinds of spellings that a text may hold outside of fenced code.
    pub fn of(text: &str) -> Self {
        let (mut outside, mut inside) = (0, 0);
        let mut open: Option<OpenFence> = None;
        // A fence that a list or quote ends has no end of its own, one that is indented may be a line of code, and a directive
        // of MyST contains running text.
        let mut is_certain = true;
        let mut start = 0;
        while start < text.len() {
            let bare = start + indent(&text.as_bytes()[start..]);
            let fence = FenceLine::of(&text[bare..]);
            let (end, found) = line(text, start);
            match (open, fence) {
                (None, Some(fence)) => {
                    is_certain &= bare - start < CODE_INDENT && !fence.info.starts_with('{');
                    open = Some((fence.sign, fence.length, bare - start));
                    // The name of a directive follows the fence.
                    outside |= found & !SPANS;
                }
                (None, None) => {
                    let rest = &text[bare..end];
                    let is_row = rest.starts_with('=') && rest.trim_end().bytes().all(|byte| byte == b'=');
                    let is_underline = is_row || is_row_of_dashes(&text.as_bytes()[start..bare], rest);
                    outside |= found | if is_underline { UNDERLINES } else { 0 };
                    outside |= if blocks::is_script(&text.as_bytes()[start..]) { CONTAINERS } else { 0 };
                }
                (Some((sign, length, indent)), fence) => {
                    let is_end = |fence: FenceLine<'_>| fence.closes(sign, length);
                    if bare - start < indent + CODE_INDENT && fence.is_some_and(is_end) {
                        open = None;
                    }
                    inside |= found | UNDERLINES;
                    outside |= found & ANYWHERE;
                }
            }
            start = end;
        }
        Self(if is_certain && open.is_none() { outside } else { outside | inside })
    }

    /// Tests for containers of other tools.
    pub(super) fn has_containers(self) -> bool {
        self.0 & CONTAINERS != 0
    }

    /// Tests for formulas.
    pub(super) fn has_formulas(self) -> bool {
        self.0 & FORMULAS != 0
    }

    /// Tests for spellings within running text.
    pub(super) fn has_spans(self) -> bool {
        self.0 & SPANS != 0
    }

    /// Tests for grid tables.
    pub(super) fn has_grids(self) -> bool {
        self.0 & GRIDS != 0
    }

    /// Tests for media.
    pub(super) fn has_media(self) -> bool {
        self.0 & MEDIA != 0
    }

    /// Tests for spellings that only the templates of a course's own tools have.
    pub(super) fn has_templates(self) -> bool {
        self.0 & TEMPLATES != 0
    }

    /// Tests for braces.
    pub(super) fn has_braces(self) -> bool {
        self.0 & BRACES != 0
    }

    /// Tests for expressions of templates.
    pub(super) fn has_expressions(self) -> bool {
        self.0 & EXPRESSIONS != 0
    }

    /// Tests for footnotes.
    pub(super) fn has_footnotes(self) -> bool {
        self.0 & FOOTNOTES != 0
    }

    /// Tests for footnotes within running text.
    pub(super) fn has_inline_footnotes(self) -> bool {
        self.0 & INLINE_FOOTNOTES != 0
    }

    /// Tests for end tags.
    pub(super) fn has_end_tags(self) -> bool {
        self.0 & END_TAGS != 0
    }

    /// Tests for rows of `>`.
    pub(super) fn has_quote_rows(self) -> bool {
        self.0 & QUOTE_ROWS != 0
    }

    /// Tests for lines that can underline a title.
    pub(super) fn has_underlines(self) -> bool {
        self.0 & UNDERLINES != 0
    }
}

/// Returns the number of bytes of white space, quotes and bullets at the start of a line.
fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+')).count()
}

/// Tests whether a line, split behind its first bullets, may underline a title: it ends in a row of `-`.
fn is_row_of_dashes(bullets: &[u8], rest: &str) -> bool {
    let dashes = bullets.iter().rev().take_while(|byte| **byte == b'-').count();
    dashes >= super::setext::MIN_DASHES && rest.trim().is_empty()
}

/// Returns the start of the next line, and the kinds whose signs the line from `start` on holds.
fn line(text: &str, start: usize) -> (usize, u16) {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (0, start);
    // Not an iterator: tests build without the optimisations that make one as fast, and every text of a course passes here.
    while at < bytes.len() {
        match CLASSES[bytes[at] as usize] {
            ByteClass::Other => {}
            ByteClass::LineEnd => return (at + 1, found),
            ByteClass::Sign => found |= of_sign(text, start, at, found),
        }
        at += 1;
    }
    (at, found)
}

/// Returns the kinds that the sign at `at` shows, on the line from `start` on, beside those that are `known`.
///
/// A function of its own, so that the loop over all bytes keeps its values in registers.
#[inline(never)]
fn of_sign(text: &str, start: usize, at: usize, known: u16) -> u16 {
    let rest = &text.as_bytes()[at..];
    let is = |kind: u16, test: bool| if test { kind } else { 0 };
    of_pair(rest)
        | is(CONTAINERS, blocks::may_begin(rest))
        | is(FORMULAS, formula::may_begin(rest))
        | is(MEDIA, media::may_begin(rest))
        | is(GRIDS, grid_table::may_begin(rest))
        | is(TEMPLATES, blocks::may_begin_template(rest))
        | is(SPANS, known & SPANS == 0 && spans::may_begin_at(text, start, at))
}

/// Returns the kinds that one or two bytes show.
fn of_pair(rest: &[u8]) -> u16 {
    match rest {
        [b'{', b'{' | b'%', ..] => BRACES | EXPRESSIONS,
        // `[#id]` after a heading is an attribute list too.
        [b'{', ..] | [b'[', b'#', ..] => BRACES,
        [b'[', b'^', ..] => FOOTNOTES,
        [b'^', b'[', ..] => INLINE_FOOTNOTES,
        [b'<', b'/', ..] => END_TAGS,
        [b'>', b'>', b'>', b'>', ..] => QUOTE_ROWS,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_outside_of_fences_counts() {
        for text in [
            "a\n```\n{: x} ::: $x$\n===\n```\nb",
            "````md\n```\n{x}\n````\n1~2 a",
            "- ~~~\n  [[a]]\n  ~~~\n",
            "a: b, 10:30, [Theory], a:aws:s3:::b",
            "a = b\nc",
        ] {
            assert!(!Signs::of(text).has_spans(), "{text}");
        }
        for text in [
            "a\n```\nx\n```\n{: x}",
            "```x``` {a}",
            "- ```\n  {x}\n\ntext",
            "H~2~O",
            "a :tada:",
            "++a",
            "*[a]: b",
            "[TOC]",
        ] {
            assert!(Signs::of(text).has_spans(), "{text}");
        }
    }

    #[test]
    fn each_kind_has_its_signs() {
        let kinds = |text: &str| {
            let signs = Signs::of(text);
            [signs.has_containers(), signs.has_formulas(), signs.has_spans(), signs.has_underlines()]
        };
        assert_eq!(kinds("글 `code` **굵게** [a](b.md)\n\n- a\n\n```rust\nlet a = &b[0]::<T>();\n```\n"), [false; 4]);
        for text in
            [":::tip", "!!! note", "??? a", "/// note", "=== \"a\"", "{{< a >}}", "{% a %}", "```{note}", "<Tip>"]
        {
            assert!(kinds(text)[0], "{text}");
        }
        for text in ["$x$", "가 \\(x\\)", "\\[", "\\begin{align}", "{math}`x`", ":math:`x`"] {
            assert!(kinds(text)[1], "{text}");
        }
        for text in ["제목\n===", "제목\n=", "> 제목\n> ===\n", "제목\n----", "> 제목\n> -----\n"] {
            assert!(kinds(text)[3], "{text}");
        }
        assert!(!kinds("글\n---\n")[3], "a row that separates parts");
        assert!(!kinds("a\n== b")[3] && !kinds("a == b\n")[3]);
    }

    #[test]
    fn a_fence_that_may_be_none_hides_nothing() {
        assert!(Signs::of("글\n\n    ```\n\n[[a]]\n\n```\na\n```\n").has_spans(), "indented code");
        assert!(Signs::of("- ```\n  a\n\n[[b]]\n").has_spans(), "no end");
        assert!(Signs::of("```{tip}\n$x$\n```\n").has_formulas(), "a directive of MyST");
    }
}
