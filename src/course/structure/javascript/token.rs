//! Turns the text of a script into tokens. Comments and regular expressions are dropped.

/// A token of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ScriptToken<'a> {
    /// A text in quotation marks, its escapes resolved; a template only if nothing is put into it.
    Text(String),
    /// A number.
    Number(&'a str),
    /// A name or a word of the language.
    Name(&'a str),
    /// `...`
    Spread,
    /// Any other character.
    Sign(char),
}

/// Returns the tokens of a script.
pub(super) fn tokens(text: &str) -> Vec<ScriptToken<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            c if c.is_whitespace() => (None, c.len_utf8()),
            '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => (None, rest.find("*/").map_or(rest.len(), |end| end + 2)),
            '/' if begins_pattern(tokens.last()) => (Some(ScriptToken::Name("RegExp")), pattern_length(rest)),
            '"' | '\'' | '`' => quoted(rest, first),
            '.' if rest.starts_with("...") => (Some(ScriptToken::Spread), 3),
            c if c.is_ascii_digit() => {
                let length = length_of(rest, |c| c.is_ascii_alphanumeric() || c == '.');
                (Some(ScriptToken::Number(&rest[..length])), length)
            }
            c if c.is_alphabetic() || matches!(c, '_' | '$') => {
                let length = length_of(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '$'));
                (Some(ScriptToken::Name(&rest[..length])), length)
            }
            c => (Some(ScriptToken::Sign(c)), c.len_utf8()),
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    tokens
}

fn length_of(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// Reads a text in quotation marks.
fn quoted(text: &str, mark: char) -> (Option<ScriptToken<'_>>, usize) {
    let (mut value, mut is_plain) = (String::new(), true);
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == mark => {
                let token = if is_plain { ScriptToken::Text(value) } else { ScriptToken::Name("undefined") };
                return (Some(token), at + c.len_utf8());
            }
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('\n') | None => {}
                Some('u') => {
                    if let Some((c, length)) = code_point(&text[at + 2..]) {
                        value.push(c);
                        chars.nth(length - 1);
                    }
                }
                Some(c) => value.push(c),
            },
            '$' if mark == '`' && chars.peek().is_some_and(|(_, next)| *next == '{') => is_plain = false,
            // A quotation mark that the line does not close is a slip, or part of a pattern.
            '\n' if mark != '`' => return (Some(ScriptToken::Name("undefined")), at),
            c => value.push(c),
        }
    }
    (Some(ScriptToken::Name("undefined")), text.len())
}

/// Reads the digits of `\u1234` and `\u{1f600}`; returns the character and the number of characters read.
fn code_point(text: &str) -> Option<(char, usize)> {
    let (digits, length) = match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((digits, _)) => (digits, digits.chars().count() + 2),
        None => (text.get(..4)?, 4),
    };
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some((char::from_u32(value).unwrap_or('\u{fffd}'), length))
}

/// Tests whether a slash behind a token begins a regular expression rather than a division.
fn begins_pattern(before: Option<&ScriptToken<'_>>) -> bool {
    match before {
        None => true,
        Some(ScriptToken::Sign(c)) => !matches!(c, ')' | ']' | '}'),
        Some(ScriptToken::Name(word)) => *word == "return",
        Some(_) => false,
    }
}

/// Returns the length of the regular expression at the start of a text; it ends with its line at the latest.
fn pattern_length(text: &str) -> usize {
    let (mut is_escaped, mut in_class) = (false, false);
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return at + 1,
            _ => {}
        }
    }
    text.len()
}
