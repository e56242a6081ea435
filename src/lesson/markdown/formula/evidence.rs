//! Decides whether a text between two signs is a formula: prices, variables of shells and escaped brackets are not.

/// The language of a block of code that is a formula, as on GitHub.
pub const MATH_LANGUAGE: &str = "math";

/// The evidence that a text is a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A formula only on a page that holds another: `xy`, `10`.
    Weak,
    /// A formula unless the context contradicts: `x`, `n - 1`.
    Clear,
    /// Syntax that only formulas have: `\alpha`, `x^2`, `a_i`.
    Strong,
}

/// Words that occur in formulas without a backslash.
const WORDS: [&str; 28] = [
    "sin", "cos", "tan", "log", "exp", "max", "min", "lim", "sup", "inf", "arg", "det", "gcd", "lcm", "mod", "deg",
    "dim", "rank", "relu", "sigmoid", "softmax", "argmax", "argmin", "var", "cov", "sgn", "sign", "if",
];

/// The letters before the `$` of a currency.
const CURRENCIES: [&str; 12] = ["US", "AU", "CA", "NZ", "HK", "NT", "SG", "A", "C", "S", "R", "MX"];

/// Tests for a command of TeX: a backslash and a letter.
pub(super) fn has_command(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic())
}

/// Returns the evidence in the text between two signs; `None` if it is not a formula.
pub(super) fn strength(content: &str) -> Option<Strength> {
    let text = content.trim();
    if text.is_empty() {
        return None;
    }
    if !is_balanced(text) {
        // A mistake in a formula is worth a message: `\frac{1}{x`.
        return (text.starts_with('\\') && has_command(text)).then_some(Strength::Strong);
    }
    if has_command(text) || has_script(text) || has_escape(text) {
        return Some(Strength::Strong);
    }
    if !text.contains(char::is_alphanumeric) {
        let is_operator = |c: char| matches!(c, '+' | '-' | '=' | '<' | '>' | '*' | '/') || !c.is_ascii();
        return (text.chars().count() <= 2 && text.chars().all(is_operator)).then_some(Strength::Weak);
    }
    without_marks(text)
}

/// Returns the evidence in a text without signs that only formulas have.
fn without_marks(text: &str) -> Option<Strength> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let has_space = text.contains(char::is_whitespace);
    let has_sign = text.contains(['=', '+', '<', '>', '*', '/', '≤', '≥', '≠', '∈', '→', '×']);
    let is_symbol = |c: char| c.is_ascii() || ('\u{370}'..='\u{3ff}').contains(&c) || is_mathematical(c);
    if !words.iter().all(|word| word.chars().all(is_symbol)) {
        // Words of Hangul or Han: only `정확도 = a / b`, and never after a price.
        let is_equation = text.contains('=') && !text.starts_with(|c: char| c.is_ascii_digit());
        return is_equation.then_some(Strength::Weak);
    }
    let first = text.chars().next()?;
    if is_indexed(text) || is_equation(text) {
        return Some(Strength::Clear);
    }
    let has_long = words.iter().any(|word| word.chars().count() > 2 && !WORDS.contains(&word.to_lowercase().as_str()));
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Some(Strength::Clear);
    }
    if first.is_ascii_digit() {
        let is_currency = CURRENCIES.iter().any(|name| words.last() == Some(name) && text.ends_with(name));
        let has_words = words.iter().any(|word| word.chars().count() > 1);
        // A product: `2mnp`.
        let is_product = words.len() == 1 && words[0].len() == 3 && text.ends_with(|c: char| c.is_ascii_lowercase());
        let is_text = is_currency || (has_long && (has_space || !is_product)) || (has_space && has_words);
        // A fraction: `1/n`; a price has a unit of more letters, or white space before the next one.
        let is_fraction = !has_space && words.len() == 1 && !has_words && text[1..].trim_end_matches(words[0]) == "/";
        let strength = if is_fraction { Strength::Clear } else { Strength::Weak };
        return (!is_text).then_some(strength);
    }
    if has_long {
        // `row - col`
        let is_difference = text.contains(" - ") && !is_prose(text);
        return (is_difference || !has_space && !text.contains(['"', ';', '/', ':']) || has_space && has_sign)
            .then_some(Strength::Weak);
    }
    if text.chars().count() == 1 {
        return Some(Strength::Clear);
    }
    let is_list = text.starts_with(['(', '[', '|', '-']) && text.contains([',', '|', '+', '-', '=']);
    let begins_well = (first.is_alphabetic() && !words[0].eq_ignore_ascii_case("if")) || is_list;
    let has_operator = has_sign || text.contains(['(', '-', '|', '\'', ',']);
    let ends_well = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '|' | '\''));
    let is_clear = begins_well && has_operator && ends_well && words.iter().all(|word| word.chars().count() <= 3);
    if is_clear {
        return Some(Strength::Clear);
    }
    let are_letters = words.len() > 1 && words.iter().all(|word| word.chars().count() == 1);
    (!has_space || has_operator || (are_letters && text.contains([':', '_', '^']))).then_some(Strength::Weak)
}

/// Tests for an element or a call, or a list in brackets: `dp[n, cap]`, `coins[i - 1]`, `(row, col)`. No two words stand side by
/// side in it, as in prose.
fn is_indexed(text: &str) -> bool {
    let Some(open) = text.find(['[', '(']).filter(|_| text.ends_with([']', ')'])) else { return false };
    let (name, inner) = (&text[..open], &text[open + 1..text.len() - 1]);
    let is_name =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !name.starts_with(|c: char| c.is_ascii_digit());
    let is_sign =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '+' | '-' | '*' | '[' | ']' | '(' | ')');
    let has_separator = inner.contains([',', '+', '*']) || inner.contains(" - ") || name.len() > 1;
    is_name && !inner.is_empty() && inner.chars().all(is_sign) && has_separator && !is_prose(inner)
}

/// Tests whether two words stand side by side.
fn is_prose(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let mut is_prose = false;
    while let Some(word) = words.next() {
        let is_joined = |c: char| c.is_alphanumeric();
        is_prose |= word.ends_with(is_joined) && words.peek().is_some_and(|next| next.starts_with(is_joined));
    }
    is_prose
}

/// Tests for an equation of numbers (`31 - 20 = 11`) or a sum with one letter (`2i + 1`), which no price is: `5k + 10`.
fn is_equation(text: &str) -> bool {
    let mut letters = text.chars().filter(char::is_ascii_alphabetic);
    let (letter, other) = (letters.next(), letters.next());
    let is_sign =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '+' | '-' | '*' | '/' | '=' | '<' | '>');
    let ends_well = text.ends_with(|c: char| c.is_ascii_alphanumeric());
    let has_form = match letter {
        None => text.contains('=') && text.contains(['+', '-', '*', '/']),
        Some(letter) => {
            other.is_none() && !matches!(letter, 'k' | 'K' | 'm' | 'M' | 'b' | 'B') && text.contains(['+', '='])
        }
    };
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_sign) && ends_well && has_form
}

/// Tests for a superscript or subscript as TeX writes them: `x^2`, `x_{i}`, `x_i`, but not `my_name`.
fn has_script(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let argument = |at: usize| {
        bytes
            .get(at + 1)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'{' | b'(' | b'*' | b'+' | b'-'))
    };
    (1..bytes.len()).any(|at| match bytes[at] {
        b'^' => argument(at) || bytes.get(at + 1).is_some_and(|byte| matches!(byte, b'\\' | b'\'')),
        b'_' => {
            // `2_a`: equal numbers that are told apart.
            let is_number = at == 1 || !bytes[at - 2].is_ascii_alphanumeric();
            let is_number = bytes[at - 1].is_ascii_digit()
                && is_number
                && is_letter(at + 1)
                && bytes.get(at + 2).is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
            let is_lone = is_number
                || is_letter(at - 1) && (at < 2 || !bytes[at - 2].is_ascii_alphanumeric() && bytes[at - 2] != b'_');
            let is_closed = matches!(bytes[at - 1], b'}' | b')' | b'|' | b'\'');
            let is_short =
                bytes.get(at + 1) == Some(&b'{') || !is_letter(at + 1) || !is_letter(at + 2) || !is_letter(at + 3);
            argument(at) && (is_lone || is_closed) && is_short
        }
        _ => false,
    })
}

/// Tests for a sign that only TeX escapes.
fn has_escape(text: &str) -> bool {
    let after = |at: usize| text.as_bytes().get(at + 1);
    text.match_indices('\\').any(|(at, _)| matches!(after(at), Some(b'{' | b'}' | b'|' | b',' | b';' | b'!' | b'\\')))
}

/// Tests whether brackets close what is open: `[0, 1)` is an interval, `) and (` is none.
fn is_balanced(text: &str) -> bool {
    let (mut round, mut curly) = (0i32, 0i32);
    let mut is_escaped = false;
    for c in text.chars() {
        match c {
            _ if is_escaped => {
                is_escaped = false;
                continue;
            }
            '\\' => is_escaped = true,
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            '{' => curly += 1,
            '}' => curly -= 1,
            _ => {}
        }
        if curly < 0 || (round < 0 && !text.contains('\\')) {
            return false;
        }
    }
    curly == 0 && (round == 0 || text.contains('\\'))
}

/// Tests for a letter-like sign of mathematics.
fn is_mathematical(c: char) -> bool {
    ('\u{2100}'..='\u{214f}').contains(&c) || ('\u{1d400}'..='\u{1d7ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strengths() {
        let cases: [(Option<Strength>, &[&str]); 4] = [
            (
                Some(Strength::Strong),
                &[
                    "x^2",
                    "\\alpha",
                    "a_i",
                    "x_{ij}",
                    "P(A|B)_k",
                    "\\{1\\}",
                    "O(n^2)",
                    "\\frac{1}{x",
                    "e^{-x}",
                    "한 \\to 글",
                    "2_a",
                    "[2_a, 2_b, 1]",
                ],
            ),
            (
                Some(Strength::Clear),
                &[
                    "x",
                    "N",
                    "α",
                    "x+y",
                    "n - 1",
                    "50",
                    "f(x)",
                    "O(n)",
                    "x = 3",
                    "(a, b)",
                    "|x|",
                    "f'",
                    "max(a, b)",
                    "1/n",
                    "dp[n, cap]",
                    "coins[i - 1]",
                    "(row, col)",
                    "wgt[i-1]",
                    "31 - 20 = 11",
                    "2i + 1",
                ],
            ),
            (
                Some(Strength::Weak),
                &[
                    "100, 200",
                    "xy",
                    "2mnp",
                    "a : b :: c : d",
                    "p _ X",
                    "5k+10",
                    "loss",
                    "row - col",
                    "=",
                    "정확도 = a / b",
                    "precision = a",
                ],
            ),
            (
                None,
                &[
                    "5 and ",
                    "5 off",
                    "HOME:",
                    "5와 US",
                    "100, US",
                    ") and (",
                    "",
                    " ",
                    "foo bar",
                    "5 per month",
                    "?|",
                    "100원",
                    "100 (약 12만 원)",
                    "HOME (the folder)",
                    "row - the last one",
                ],
            ),
        ];
        for (expected, texts) in cases {
            for text in texts {
                assert_eq!(strength(text), expected, "{text}");
            }
        }
    }
}
