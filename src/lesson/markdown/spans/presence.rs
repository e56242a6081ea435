//! Tells whether a text can contain a spelling at all, without its tree: most texts of most courses contain none.

use super::emoji;

/// The longest text between two `~` that is searched for a subscript, in bytes.
const LONGEST_SUBSCRIPT: usize = 240;

/// Tests whether a line outside of fenced code contains a sign that may begin a spelling. In doubt it does.
pub(super) fn may_hold_spans(body: &str) -> bool {
    // The sign and the length of the fence that is open.
    let mut open: Option<(u8, usize)> = None;
    for line in body.lines() {
        let bare = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        match (open, fence(bare)) {
            (None, Some((sign, length, _))) => open = Some((sign, length)),
            (Some((sign, length)), Some((other, count, true))) if sign == other && count >= length => open = None,
            (None, None) if may_hold(line) => return true,
            _ => {}
        }
    }
    // A fence that a list or quote ends has no end of its own: what follows was not searched.
    open.is_some()
}

/// Reads the fence that a line begins with: its sign, its length, and whether nothing follows.
fn fence(line: &str) -> Option<(u8, usize, bool)> {
    let sign = *line.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == sign).count();
    let rest = line[length..].trim();
    (length >= 3 && !(sign == b'`' && rest.contains('`'))).then_some((sign, length, rest.is_empty()))
}

fn may_hold(line: &str) -> bool {
    let bytes = line.as_bytes();
    // Not an iterator: tests build without the optimisations that make one as fast, and every text of a course passes here.
    let mut at = 0;
    while at < bytes.len() {
        let next = bytes.get(at + 1);
        let is_sign = match bytes[at] {
            b'{' | b'^' => true,
            b'~' => is_subscript(bytes, at),
            b'[' => {
                next == Some(&b'[')
                    || bytes[..at].ends_with(b"*")
                    || bytes.get(at..at + 5).is_some_and(|mark| mark.eq_ignore_ascii_case(b"[toc]"))
            }
            b'+' => next == Some(&b'+'),
            // `==mark==`, and `(label)=` of MyST.
            b'=' => next == Some(&b'=') || bytes[..at].ends_with(b")"),
            b':' => emoji::may_begin(&line[at..]),
            _ => false,
        };
        if is_sign {
            return true;
        }
        at += 1;
    }
    false
}

/// Tests whether a `~` directly behind a letter begins a short text up to another one.
fn is_subscript(bytes: &[u8], at: usize) -> bool {
    let is_text = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'~');
    let end = bytes.len().min(at + LONGEST_SUBSCRIPT);
    at > 0 && is_text(bytes.get(at - 1)) && is_text(bytes.get(at + 1)) && bytes[at + 1..end].contains(&b'~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_outside_of_fences_counts() {
        for text in [
            "a\n```\n{: x}\n```\nb",
            "````md\n```\n{x}\n````\n1~2 a",
            "- ~~~\n  [[a]]\n  ~~~\n",
            "a: b, 10:30, [Theory], a:aws:s3:::b",
        ] {
            assert!(!may_hold_spans(text), "{text}");
        }
        for text in [
            "a\n```\nx\n```\n{: x}",
            "```x``` {a}",
            "- ```\n  x\n\ntext",
            "H~2~O",
            "a :tada:",
            "++a",
            "*[a]: b",
            "[TOC]",
        ] {
            assert!(may_hold_spans(text), "{text}");
        }
    }
}
