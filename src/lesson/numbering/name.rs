//! Turns the name of a file or folder into the numbering that leads it and the words behind it.

use super::NameParts;
use super::number::{Number, leading_number};
use super::token::{NumberingContext, korean_counter, leading_token};

/// Reads the name of a file or folder (without extension).
pub fn read_name(name: &str) -> NameParts {
    let mut rest = name.trim_matches([' ', '_', '-']);
    let mut parts = NameParts::default();
    if korean_counter(rest, NumberingContext::Name).is_none()
        && let Some((number, after)) = leading_number(rest)
    {
        parts.bare = Some(number);
        if let Some(after) = Some(after).filter(|_| is_apart(rest, number, after)) {
            rest = without_gap(after);
        }
    }
    while let Some((token, after)) = leading_token(rest, NumberingContext::Name) {
        parts.tokens.push(token);
        rest = without_gap(after);
    }
    parts.rest = spaced(rest);
    parts
}

/// Drops the signs between a number and the words behind it; a dot only right behind the number, for `.NET` keeps its own.
fn without_gap(after: &str) -> &str {
    let after = after.strip_prefix(['.', ')', '+']).unwrap_or(after);
    after.trim_start_matches([' ', '_', '-'])
}

/// Words that form a name with a number: `7-Zip`, `12-Factor App`, `3-tier`, `2-way binding`.
const COMPOUNDS: [&str; 13] =
    ["zip", "factor", "tier", "way", "phase", "layer", "bit", "dimensional", "step", "click", "pass", "on", "fold"];

/// Plural nouns that numbers count rather than number: `90 Days of DevOps`, `5 things`.
const AMOUNTS: [&str; 16] = [
    "days",
    "weeks",
    "months",
    "years",
    "hours",
    "minutes",
    "seconds",
    "things",
    "ways",
    "tips",
    "reasons",
    "rules",
    "questions",
    "mistakes",
    "principles",
    "laws",
];

/// Numbers from here on are names of their own, such as `404` and `802.11`, unless zeros lead them.
const NAMES_FROM: u32 = 100;

/// Tests whether the number that begins a name numbers it and is not part of its words: `3D`, `2PC`, `7-Zip`, `404 pages`.
///
/// In doubt the number stays in the name: an extra number is better than half a name.
fn is_apart(name: &str, number: Number, after: &str) -> bool {
    let Some(sign) = after.chars().next() else { return true };
    let is_padded = name.starts_with('0') && !name.starts_with("0.") && name.len() - after.len() > 1;
    if sign.is_alphanumeric() {
        return is_padded;
    }
    let words = after.trim_start_matches([' ', '_', '-', '.', ')']);
    let word = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let is_name = (matches!(sign, '-') && COMPOUNDS.contains(&word.as_str())) || AMOUNTS.contains(&word.as_str());
    matches!(sign, ' ' | '_' | '-' | '.' | ')')
        && (is_padded || (number.major < NAMES_FROM && !is_name))
        && !(sign == '-' && is_number(&after[1..]))
}

/// Tests whether a number goes on: `1-intro` behind `2-`, `01-news` behind `03-`; not `3-tier`, `3tier`.
fn is_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len()
        && !rest.starts_with(char::is_alphanumeric)
        && !is_inner_hyphen("0", &rest[rest.len().min(1)..])
}

/// Writes the words of a name with spaces: `node.js-intro` is `node.js intro`.
///
/// Hyphens stay between digits (`2024-03-01`) and in compounds (`12-factor`), dots between letters, unless two or more
/// of them part the words (`docker.compose.basics`).
pub fn spaced(name: &str) -> String {
    let has_other_gaps = name.contains([' ', '_', '-']);
    let inner_dots = name.trim_matches('.').matches('.').count();
    let dots_part = !has_other_gaps && inner_dots > 1 && !name.contains(|c: char| c.is_ascii_digit());
    let mut spaced = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        let (before, after) = (&name[..at], &name[at + c.len_utf8()..]);
        let is_gap = match c {
            '_' => true,
            '-' => !is_inner_hyphen(before, after),
            '.' => dots_part && at > 0,
            _ => false,
        };
        spaced.push(if is_gap { ' ' } else { c });
    }
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tests whether a hyphen holds a name together: between digits, or behind the number of a compound.
fn is_inner_hyphen(before: &str, after: &str) -> bool {
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    before.ends_with(|c: char| c.is_ascii_digit())
        && (after.starts_with(|c: char| c.is_ascii_digit()) || COMPOUNDS.contains(&word.as_str()))
}
