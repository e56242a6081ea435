//! Refuses formulas whose reading would overflow the stack: the reader of TeX recurses.

use crate::FormulaError;

/// The maximum nesting. Every level of braces, `\left` and `\begin` counts, and every command in a row of commands, because
/// each may be the argument of the one before it (`\sqrt\sqrt x`). Without optimisation, a thread of 2 MB reads 80 levels
/// of any kind and overflows at 100. The deepest of 39,929 formulas in four courses has 15.
const MAX_DEPTH: usize = 60;

/// Checks the nesting of a formula.
///
/// # Errors
/// Returns the place at which the nesting is too deep.
pub(crate) fn check(tex: &str) -> Result<(), FormulaError> {
    // The depth at the opening of each open group; commands in a row since the last other sign.
    let mut open: Vec<usize> = Vec::new();
    let mut row = 0usize;
    let mut rest = tex;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest, first);
        let token = &rest[..length];
        let here = open.last().copied().unwrap_or_default();
        match token {
            "{" | "[" | "\\left" | "\\begin" => {
                open.push(here + row + 1);
                row = 0;
            }
            "}" | "]" | "\\right" | "\\end" => {
                open.pop();
                row = 0;
            }
            "^" | "_" => row += 1,
            _ if first == '\\' => row += 1,
            _ if first.is_whitespace() => {}
            _ => row = 0,
        }
        if open.last().copied().unwrap_or_default() + row > MAX_DEPTH {
            let at = tex.len() - rest.len();
            return Err(FormulaError {
                message: format!("it is nested more than {MAX_DEPTH} levels deep"),
                span: Some(at..at + length),
            });
        }
        rest = &rest[length..];
    }
    Ok(())
}

/// Tests whether a formula has a line end (`\\\\`) outside of groups and environments.
pub(crate) fn has_rows(tex: &str) -> bool {
    let (mut depth, mut at) = (0i32, 0);
    while let Some(first) = tex[at..].chars().next() {
        let length = token_length(&tex[at..], first);
        match &tex[at..at + length] {
            "{" | "\\left" | "\\begin" => depth += 1,
            "}" | "\\right" | "\\end" => depth -= 1,
            "\\\\" if depth == 0 && !tex[at + length..].trim().is_empty() => return true,
            _ => {}
        }
        at += length;
    }
    false
}

/// Returns the length of the token that a text begins with: a command with its name, or a character.
pub(crate) fn token_length(text: &str, first: char) -> usize {
    if first != '\\' {
        return first.len_utf8();
    }
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    match text[1..].chars().next() {
        Some(sign) if letters == 0 => 1 + sign.len_utf8(),
        _ => 1 + letters,
    }
}
