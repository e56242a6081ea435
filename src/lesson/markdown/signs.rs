//! Turns a text into the kinds of spellings that it may hold, in one pass over its bytes: most texts hold few, and a step of
//! the parser that finds nothing still costs a search.

use super::{blocks, formula, media, spans};
use crate::source::FenceLine;

/// The kinds of spellings that a text may hold; a kind is included if in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u8);

/// Containers of other tools.
const CONTAINERS: u8 = 1;
/// Formulas.
const FORMULAS: u8 = 2;
/// Spellings within running text.
const SPANS: u8 = 4;
/// Titles underlined with `=`.
const UNDERLINES: u8 = 8;
/// Media: addresses and `@[name](id)`.
const MEDIA: u8 = 16;
/// Spellings that only the templates of a course's own tools have.
const TEMPLATES: u8 = 32;

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
    let signs = b":!?/={`~<$\\^[+@";
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
                    let is_underline = rest.starts_with('=') && rest.trim_end().bytes().all(|byte| byte == b'=');
                    outside |= found | if is_underline { UNDERLINES } else { 0 };
                    outside |= if blocks::is_script(&text.as_bytes()[start..]) { CONTAINERS } else { 0 };
                }
                (Some((sign, length, indent)), fence) => {
                    let is_end = |fence: FenceLine<'_>| fence.closes(sign, length);
                    if bare - start < indent + CODE_INDENT && fence.is_some_and(is_end) {
                        open = None;
                    }
                    inside |= found | UNDERLINES;
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

    /// Tests for media.
    pub(super) fn has_media(self) -> bool {
        self.0 & MEDIA != 0
    }

    /// Tests for spellings that only the templates of a course's own tools have.
    pub(super) fn has_templates(self) -> bool {
        self.0 & TEMPLATES != 0
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

/// Returns the start of the next line, and the kinds whose signs the line from `start` on holds.
fn line(text: &str, start: usize) -> (usize, u8) {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (0, start);
    // Not an iterator: tests build without the optimisations that make one as fast, and every text of a course passes here.
    while at < bytes.len() {
        match CLASSES[bytes[at] as usize] {
            ByteClass::Other => {}
            ByteClass::LineEnd => return (at + 1, found),
            ByteClass::Sign => {
                let is = |kind: u8, test: bool| if test { kind } else { 0 };
                found |= is(CONTAINERS, blocks::may_begin(&bytes[at..]));
                found |= is(FORMULAS, formula::may_begin(&bytes[at..]));
                found |= is(MEDIA, media::may_begin(&bytes[at..]));
                found |= is(TEMPLATES, blocks::may_begin_template(&bytes[at..]));
                if found & SPANS == 0 {
                    found |= is(SPANS, spans::may_begin_at(text, start, at));
                }
            }
        }
        at += 1;
    }
    (at, found)
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
        for text in ["제목\n===", "제목\n=", "> 제목\n> ===\n"] {
            assert!(kinds(text)[3], "{text}");
        }
        assert!(!kinds("a\n== b")[3] && !kinds("a == b\n")[3]);
    }

    #[test]
    fn a_fence_that_may_be_none_hides_nothing() {
        assert!(Signs::of("글\n\n    ```\n\n[[a]]\n\n```\na\n```\n").has_spans(), "indented code");
        assert!(Signs::of("- ```\n  a\n\n[[b]]\n").has_spans(), "no end");
        assert!(Signs::of("```{tip}\n$x$\n```\n").has_formulas(), "a directive of MyST");
    }
}
