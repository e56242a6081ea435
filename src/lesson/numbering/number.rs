//! Turns the digits at the start of a text into a place in a numbering: `3`, `2.1.3`, `3a`, the range `1-2`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Numbers from here on are years or amounts, not places in a course.
const NUMBER_LIMIT: u32 = 1000;

/// The most digits of a level below the first: `2.5` is a place, `3.141` is an amount.
const MOST_DIGITS_BELOW: usize = 2;

/// A place in a numbering: `3`, `2.5`, `2.1.3`, `3a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    /// The first level: `2` in `2.1.3`.
    pub major: u32,
    /// The levels below it: `1` and `3` in `2.1.3`.
    below: [Option<u32>; 2],
    /// The letter that divides a number: `a` in `3a`.
    letter: Option<char>,
}

impl Number {
    /// Returns a whole number.
    pub fn whole(major: u32) -> Self {
        Self { major, below: [None; 2], letter: None }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.major)?;
        for level in self.below.iter().flatten() {
            write!(f, ".{level}")?;
        }
        self.letter.map_or(Ok(()), |letter| write!(f, "{letter}"))
    }
}

/// The continuation of a number: `-2` in `Week 1-2`, ` & 2` in `Day 1 & 2`, ` of 3` in `Part 1 of 3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Continuation {
    /// The text after the first number, as labels show it.
    pub text: String,
    /// The last number that is named.
    pub last: Number,
}

/// Reads a number at the start of a text, if it can be a place in a course: `01`, `2.5`, `2.1.3`.
///
/// A number with further levels (`127.0.0.1`) or longer ones (`3.141`) is none.
pub(super) fn leading_number(text: &str) -> Option<(Number, &str)> {
    let (major, mut rest) = digits(text)?;
    let mut number = Number::whole(major.parse().ok().filter(|&number| number < NUMBER_LIMIT)?);
    let mut below = number.below.iter_mut();
    while let Some((level, after)) = rest.strip_prefix('.').and_then(digits) {
        *below.next().filter(|_| level.len() <= MOST_DIGITS_BELOW)? = Some(level.parse().ok()?);
        rest = after;
    }
    Some((number, rest))
}

/// Reads a number that a letter may divide: `3a` in `Lab 3a`. The letter ends the word.
pub(super) fn leading_divided(text: &str) -> Option<(Number, &str)> {
    let (number, rest) = leading_number(text)?;
    let letter = rest.chars().next().filter(char::is_ascii_alphabetic);
    match letter.filter(|_| ends_word(&rest[1..])) {
        Some(letter) => Some((Number { letter: Some(letter), ..number }, &rest[1..])),
        None => Some((number, rest)),
    }
}

/// Splits the digits from the start of a text.
fn digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| text.split_at(length))
}

/// Signs and words between two numbers that are named together, with the form in which labels show them.
const JOINTS: [(&str, &str); 18] = [
    ("-", "-"),
    ("\u{2011}", "-"),
    ("–", "–"),
    ("—", "—"),
    ("~", "~"),
    ("～", "~"),
    ("〜", "~"),
    ("∼", "~"),
    ("&", " & "),
    ("+", "+"),
    (",", ", "),
    ("/", "/"),
    ("·", "·"),
    ("and ", " and "),
    ("to ", "–"),
    ("of ", " of "),
    ("와 ", "와 "),
    ("과 ", "과 "),
];

/// Reads a joint at the start of a text; returns its form in labels and the rest of the text.
pub(super) fn joint(text: &str) -> Option<(&'static str, &str)> {
    let bare = text.trim_start_matches(' ');
    let (shown, rest) = JOINTS.iter().find_map(|&(sign, shown)| Some((shown, bare.strip_prefix(sign)?)))?;
    // A space is before a word, none before a particle.
    let is_apart = bare.len() < text.len() || !bare.starts_with(|c: char| c.is_ascii_alphabetic());
    is_apart.then(|| (shown, rest.trim_start_matches(' ')))
}

/// Reads the numbers that are named together with the one before the text: `-2` of `1-2`, `, 2, 3` of `1, 2, 3`.
///
/// They ascend, and the last one ends its word.
pub(super) fn continuation(first: Number, text: &str) -> Option<(Continuation, &str)> {
    let mut found: Option<(Continuation, &str)> = None;
    loop {
        let (last, rest) = found.as_ref().map_or((first, text), |(known, rest)| (known.last, rest));
        let Some((shown, after)) = joint(rest) else { return found };
        let Some((number, after)) = leading_divided(after) else { return found };
        if number < last || (number == last && shown != " of ") {
            return found;
        }
        let before = found.map(|(known, _)| known.text).unwrap_or_default();
        found = Some((Continuation { text: format!("{before}{shown}{number}"), last: number }, after));
    }
}

/// The digits of Roman numerals up to thirty-nine.
const ROMAN: [(&str, u32); 5] = [("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)];

/// Reads a Roman numeral in capitals at the start of a text, up to thirty-nine; it is a word of its own.
pub(super) fn leading_roman(text: &str) -> Option<(Number, &str)> {
    let (mut rest, mut value) = (text, 0);
    for (sign, worth) in ROMAN {
        let most = if matches!(sign, "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            if let Some(after) = rest.strip_prefix(sign) {
                (rest, value) = (after, value + worth);
            }
        }
    }
    (value > 0 && ends_word(rest)).then(|| (Number::whole(value), rest))
}

/// Reads a capital letter that numbers: `A` in `Appendix A`; it is a word of its own.
pub(super) fn leading_letter(text: &str) -> Option<(Number, &str)> {
    let letter = text.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = &text[1..];
    ends_word(rest).then(|| (Number::whole(u32::from(letter) - u32::from('A') + 1), rest))
}

/// Tests whether no letter or digit goes on where a text begins.
pub(super) fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}
