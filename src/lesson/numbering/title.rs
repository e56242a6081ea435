//! Turns a title into the numbering that leads it and the name behind it.

use super::NumberingToken;
use super::token::{NumberingContext, leading_token, separated};

/// English names of months, by which courses number what weeks and days number again from one: `November Week 1`.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads the beginning of a title: `Week 1 Day 2 Session 3: Volumes` gives three tokens and `Volumes`.
///
/// The text before the first separator is numbering only if all of it is: tokens, with months before them
/// (`November Week 1 Day 2: …`, `11월 보강 Week 1: …`). Otherwise the whole title is the name.
pub fn read_title(title: &str) -> (Vec<NumberingToken>, String) {
    let title = title.trim();
    let found = leading_tokens(title);
    if let Some(tokens) = found.as_ref().and_then(only_numbered) {
        return (tokens, String::new());
    }
    // `DAY _ 1`, `Lab - 4`: only numbering, with any separator between word and number.
    let spaced = title.replace(['_', '-'], " ");
    let spaced = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(tokens) = leading_tokens(&spaced).and_then(|found| only_numbered(&found)) {
        return (tokens, String::new());
    }
    if let Some((mut tokens, rest)) = found
        && let Some(tail) = separated(rest)
    {
        let (deeper, name) = read_title(tail);
        tokens.extend(deeper);
        return (tokens, name);
    }
    counted(title).unwrap_or_else(|| (Vec::new(), title.to_owned()))
}

/// Returns the tokens of a title that consists of tokens, if each has a number.
fn only_numbered((tokens, rest): &(Vec<NumberingToken>, &str)) -> Option<Vec<NumberingToken>> {
    (rest.trim().is_empty() && tokens.iter().all(|token| token.number.is_some())).then(|| tokens.clone())
}

/// Reads the tokens at the start of a title; returns them with the rest of the title.
fn leading_tokens(title: &str) -> Option<(Vec<NumberingToken>, &str)> {
    let (mut tokens, mut rest) = (Vec::new(), title);
    loop {
        let next =
            if tokens.is_empty() { rest } else { rest.trim_start_matches([' ', ',', '-', '–', '·', '/', '_']) };
        let next = without_month(next).unwrap_or(next);
        let Some((token, after)) = leading_token(next, NumberingContext::Title) else { break };
        tokens.push(token);
        rest = after;
    }
    let rest = without_month(rest.trim_start()).filter(|rest| separated(rest).is_some()).unwrap_or(rest);
    (!tokens.is_empty()).then_some((tokens, rest))
}

/// Strips a month from the start of a text: `November`, `11월`, `11월 보강`.
fn without_month(text: &str) -> Option<&str> {
    let korean = || {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[digits..].strip_prefix('월').filter(|_| matches!(digits, 1 | 2))?;
        let bare = rest.trim_start();
        Some(bare.strip_prefix("보강").unwrap_or(rest))
    };
    let word = text.split([' ', ':']).next().unwrap_or_default();
    let english = MONTHS.contains(&word.to_lowercase().as_str()).then(|| &text[word.len()..]);
    let rest = english.or_else(korean).filter(|rest| rest.starts_with([' ', ':']))?;
    Some(rest.trim_start())
}

/// Reads a title that Korean counters begin: `1주차 도커 기초` needs no separator before the name.
fn counted(title: &str) -> Option<(Vec<NumberingToken>, String)> {
    let (mut tokens, mut rest) = (Vec::new(), title);
    while let Some((token, after)) =
        leading_token(rest.trim_start(), NumberingContext::Title).filter(|(token, _)| token.counted)
    {
        tokens.push(token);
        rest = after;
    }
    let last = tokens.last()?;
    // `3주 리눅스`: a bare `주` behind digits is more often a length of time.
    let is_length = last.spelling.0 == "주" && last.text.starts_with(|c: char| c.is_ascii_digit());
    let name = separated(rest)
        .or_else(|| rest.strip_prefix(['.', ')', '-', ',']))
        .or_else(|| rest.strip_prefix(' ').filter(|_| !is_length))?;
    Some((tokens, name.trim().to_owned()))
}
