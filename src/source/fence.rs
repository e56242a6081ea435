//! Turns a line without its indentation into the fence of a code block that it is (`CommonMark` 0.31, section 4.5): the one rule
//! that the readers of lines share. Quotes and lists around a fence are theirs.

/// The shortest fence.
const SHORTEST: usize = 3;

/// A line that opens a code block, or closes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FenceLine<'t> {
    /// Its sign: a backtick or a tilde.
    pub sign: u8,
    /// The number of signs.
    pub length: usize,
    /// The text after the signs, without the white space around it.
    pub info: &'t str,
}

impl<'t> FenceLine<'t> {
    /// Reads the line that `text` begins with, from its first character that is no white space. The info string of a fence of
    /// backticks holds none: ```` ```a``` ```` is code in running text.
    pub fn of(text: &'t str) -> Option<Self> {
        let sign = *text.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
        let length = text.bytes().take_while(|byte| *byte == sign).count();
        if length < SHORTEST {
            return None;
        }
        let rest = &text[length..];
        let info = rest.split('\n').next().unwrap_or(rest).trim();
        (!(sign == b'`' && info.contains('`'))).then_some(Self { sign, length, info })
    }

    /// Tests whether the line closes a code block that a fence of these many of a sign opens.
    pub fn closes(&self, sign: u8, length: usize) -> bool {
        self.info.is_empty() && self.sign == sign && self.length >= length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_fences() {
        assert_eq!(FenceLine::of("```rust x \nmore"), Some(FenceLine { sign: b'`', length: 3, info: "rust x" }));
        assert_eq!(FenceLine::of("~~~~ a`b"), Some(FenceLine { sign: b'~', length: 4, info: "a`b" }));
        for text in ["``", "```a```", "~~ ~", "", " ```", "가```"] {
            assert_eq!(FenceLine::of(text), None, "{text}");
        }
        let closes = |text: &str, sign, length| FenceLine::of(text).is_some_and(|fence| fence.closes(sign, length));
        assert!(closes("````  ", b'`', 3) && closes("~~~", b'~', 3));
        assert!(!closes("```", b'`', 4) && !closes("``` x", b'`', 3) && !closes("~~~", b'`', 3));
    }
}
