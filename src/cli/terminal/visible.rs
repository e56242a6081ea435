//! Turns control characters in a text into visible signs, so that a file name can neither move the cursor nor hide a line.

use std::borrow::Cow;

/// Returns a text for a terminal: with line ends, tabs, and the colours that this program prints; each other control
/// character is shown as its picture (Unicode, block "Control Pictures").
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = colour_length(rest);
        let (text, after) = rest.split_at(colour.unwrap_or(c.len_utf8()));
        if colour.is_none() && is_control(c) {
            shown.push(picture(c));
        } else {
            shown.push_str(text);
        }
        rest = after;
    }
    Cow::Owned(shown)
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Returns the length of a sequence that selects a colour or weight (ECMA-48, section 8.3.117) at the start of a text.
/// Codes that hide text are none.
fn colour_length(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let (codes, _) = codes.split_once('m')?;
    let is_colour =
        |code: &str| matches!(code.parse::<u8>(), Ok(0..=4 | 22..=24 | 30..=39 | 90..=97)) || code.is_empty();
    (codes.len() <= 16 && codes.split(';').all(is_colour)).then_some(codes.len() + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_visible() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected);
        check("a\tb\n한글", "a\tb\n한글");
        check("a\u{1b}[2Jb\r\u{7}\u{7f}\u{9b}8m", "a␛[2Jb␍␇␡\u{fffd}8m");
        check("\u{1b}[1;31mred\u{1b}[0m", "\u{1b}[1;31mred\u{1b}[0m");
        check("\u{1b}[8mhidden\u{1b}]0;title\u{7}", "␛[8mhidden␛]0;title␇");
        check("\u{1b}[", "␛[");
    }
}
