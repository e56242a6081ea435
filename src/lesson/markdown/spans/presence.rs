//! Tests whether a spelling within running text may begin at a sign, without the tree: most texts of most courses hold none.

use super::emoji;

/// The longest text between two `~` that is searched for a subscript, in bytes.
const LONGEST_SUBSCRIPT: usize = 240;

/// Tests whether a spelling may begin at the sign `at` of a text, in the line that starts at `start`; true if in doubt.
pub(in crate::lesson::markdown) fn may_begin_at(text: &str, start: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1);
    match bytes[at] {
        b'{' | b'^' => true,
        b'~' => is_subscript(bytes, start, at),
        b'[' => {
            next == Some(&b'[')
                || bytes[start..at].ends_with(b"*")
                || bytes.get(at..at + 5).is_some_and(|mark| mark.eq_ignore_ascii_case(b"[toc]"))
        }
        b'+' => next == Some(&b'+'),
        // `==mark==`, and `(label)=` of MyST.
        b'=' => next == Some(&b'=') || bytes[start..at].ends_with(b")"),
        b':' => emoji::may_begin(&text[at..]) || bytes[start..at].ends_with(b"(mdn"),
        _ => false,
    }
}

/// Tests whether a `~` directly behind a letter begins a short text up to another one on the line.
fn is_subscript(bytes: &[u8], start: usize, at: usize) -> bool {
    let is_text = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'~');
    let end = bytes.len().min(at + LONGEST_SUBSCRIPT);
    at > start
        && is_text(bytes.get(at - 1))
        && is_text(bytes.get(at + 1))
        && bytes[at + 1..end].iter().take_while(|byte| **byte != b'\n').any(|byte| *byte == b'~')
}
