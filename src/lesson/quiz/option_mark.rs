//! Reads the marks of options (`A)`, `(b)`, `②`, `가.`) and the options that an answer names by them.

use serde::{Deserialize, Serialize};

/// The form of the labels of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum OptionMark {
    /// A, B, C.
    #[default]
    Letter,
    /// 1, 2, 3.
    Number,
    /// 가, 나, 다.
    Hangul,
}

/// The labels of options in Korean, in order.
const HANGUL: [char; 14] = ['가', '나', '다', '라', '마', '바', '사', '아', '자', '차', '카', '타', '파', '하'];

/// The most options that have labels.
const MAX_OPTIONS: usize = 26;

impl OptionMark {
    /// Returns the label of an option.
    pub fn label(self, index: usize) -> String {
        let letter = || u8::try_from(index).ok().filter(|index| *index < 26).map(|index| char::from(b'A' + index));
        match self {
            Self::Letter => letter().map(String::from),
            Self::Hangul => HANGUL.get(index).map(|c| String::from(*c)),
            Self::Number => None,
        }
        .unwrap_or_else(|| (index + 1).to_string())
    }
}

/// Returns the mark that a text opens with: its form, the index of its option, and its length with the space after it.
pub fn option_mark(text: &str) -> Option<(OptionMark, usize, usize)> {
    let start = text.trim_start_matches([' ', '*', '_']);
    let (open, body) = match start.strip_prefix(['(', '[']) {
        Some(body) => (true, body),
        None => (false, start),
    };
    let (form, index, rest) = label(body)?;
    let is_circled = body.starts_with(|c| circled(c).is_some());
    let after = if open {
        rest.strip_prefix([')', ']'])?
    } else if is_circled {
        rest
    } else {
        rest.strip_prefix([')', '.', ':', '：'])?
    };
    let after = after.trim_start_matches(['*', '_']);
    if !(after.is_empty() || after.starts_with(char::is_whitespace) || is_circled || open) {
        return None;
    }
    let after = after.trim_start();
    (index < MAX_OPTIONS).then(|| (form, index, text.len() - after.len()))
}

/// Reads a label at the start of a text; returns the text after it.
fn label(text: &str) -> Option<(OptionMark, usize, &str)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    if let Some(index) = circled(first) {
        return Some((OptionMark::Number, index, rest));
    }
    if let Some(index) = HANGUL.iter().position(|c| *c == first) {
        return Some((OptionMark::Hangul, index, rest));
    }
    if first.is_ascii_alphabetic() {
        let index = first.to_ascii_uppercase() as usize - 'A' as usize;
        return Some((OptionMark::Letter, index, rest));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: usize = text[..digits].parse().ok()?;
    Some((OptionMark::Number, number.checked_sub(1)?, &text[digits..]))
}

/// Returns the index of a circled number: `①` is 0.
fn circled(c: char) -> Option<usize> {
    matches!(c, '①'..='⑳').then(|| c as usize - '①' as usize)
}

/// Returns the options that an answer names (`B`, `A, C`, `②번`, `(가)와 (다)`) and the text after them; `None` if it names
/// none.
pub fn named_options(answer: &str) -> Option<(Vec<usize>, &str)> {
    let mut found = Vec::new();
    let mut rest = answer.trim();
    loop {
        let (index, after) = named_option(rest, !found.is_empty())?;
        found.push(index);
        rest = after;
        let next = rest.trim_start();
        let joined = next.strip_prefix([',', '、', '·', '/', '&', '+']).or_else(|| {
            let words = ["and ", "와 ", "과 ", "및 ", "그리고 "];
            words.iter().find_map(|word| next.strip_prefix(word))
        });
        match joined.map(str::trim_start) {
            Some(more) if named_option(more, true).is_some() => rest = more,
            _ => break,
        }
    }
    let tail = rest.trim_start();
    let after = tail.trim_start_matches([')', ']', '.', ':', '-', '–', '—', ',']).trim_start();
    // `A pod` is no option A with a text: a sign must be between.
    let is_end = tail.is_empty() || tail.len() > after.len() || tail.starts_with('(');
    found.sort_unstable();
    found.dedup();
    is_end.then_some((found, after))
}

/// Reads the name of one option; returns the text after it.
fn named_option(text: &str, is_further: bool) -> Option<(usize, &str)> {
    let body = text.trim_start_matches(['(', '[', '*', '`']);
    let (form, index, rest) = label(body)?;
    let unit = rest.trim_start().strip_prefix('번');
    let rest = unit.unwrap_or(rest);
    let rest = if body.len() < text.len() { rest.trim_start_matches([')', ']', '*', '`']) } else { rest };
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric() || (is_further && matches!(c, '와' | '과')))
        || matches!(rest.chars().next(), Some('와' | '과' | '및'));
    let is_number = form == OptionMark::Number && !body.starts_with(|c| circled(c).is_some());
    // `3.14` and `10%` are numbers, not options.
    let is_quantity = is_number
        && unit.is_none()
        && rest.starts_with(['.', ',', '%'])
        && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    (ends && !is_quantity && index < MAX_OPTIONS).then_some((index, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_options() {
        let of = |text: &str| option_mark(text).map(|(form, index, length)| (form, index, text[length..].to_owned()));
        assert_eq!(of("A) nginx"), Some((OptionMark::Letter, 0, "nginx".to_owned())));
        assert_eq!(of("**B.** nginx"), Some((OptionMark::Letter, 1, "nginx".to_owned())));
        assert_eq!(of("(c) nginx"), Some((OptionMark::Letter, 2, "nginx".to_owned())));
        assert_eq!(of("②nginx"), Some((OptionMark::Number, 1, "nginx".to_owned())));
        assert_eq!(of("다. nginx"), Some((OptionMark::Hangul, 2, "nginx".to_owned())));
        assert_eq!(of("3) nginx"), Some((OptionMark::Number, 2, "nginx".to_owned())));
        for text in ["A pod", "a.out", "나는 안다", "3.14", "", "가)", "IP) x"] {
            assert!(of(text).is_none() || text == "가)", "{text}");
        }
    }

    #[test]
    fn options_that_an_answer_names() {
        let of = |text: &str| named_options(text).map(|(found, rest)| (found, rest.to_owned()));
        assert_eq!(of("B"), Some((vec![1], String::new())));
        assert_eq!(of("A, C"), Some((vec![0, 2], String::new())));
        assert_eq!(of("A and C"), Some((vec![0, 2], String::new())));
        assert_eq!(of("②번"), Some((vec![1], String::new())));
        assert_eq!(of("(가)와 (다)"), Some((vec![0, 2], String::new())));
        assert_eq!(of("B) nginx"), Some((vec![1], "nginx".to_owned())));
        assert_eq!(of("D (because)"), Some((vec![3], "(because)".to_owned())));
        assert_eq!(of("2"), Some((vec![1], String::new())));
        for text in ["A pod", "nginx", "3.14", "가상화", ""] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
