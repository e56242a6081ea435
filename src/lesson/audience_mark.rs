//! Turns the words of a marker into the start or end of a part for instructors, tolerating likely misspellings.

pub use super::comment_mark::Bound;
use super::comment_mark::{CommentMark, comment_marks, comment_words};

/// The words by which authors name instructors, in lower case.
const INSTRUCTORS: [&str; 8] = ["instructor", "instructors", "강사", "강사용", "teacher", "teachers", "교사", "교사용"];

/// Words beside them in a misspelt marker: `<!-- instructor only -->`, `<!-- end instructor -->`.
const BESIDE: [&str; 5] = ["only", "for", "start", "begin", "시작"];

/// Words that end a part in a misspelt marker.
const ENDING: [&str; 4] = ["end", "stop", "close", "끝"];

/// Parses a whole comment (`<!-- instructor -->`) as a marker. A likely misspelling opens a part and closes none.
pub fn bound(comment: &str) -> Option<Bound> {
    let (bound, is_slip) = read(comment_words(comment)?)?;
    (bound == Bound::Open || !is_slip).then_some(bound)
}

/// Returns the words that open a quote for instructors: `[!INSTRUCTOR]`. A likely slip counts.
pub fn quote_mark(text: &str) -> Option<&str> {
    let start = text.trim_start();
    let inner = ["[!", "[！"].into_iter().find_map(|sign| start.strip_prefix(sign))?;
    let (word, _) = inner.split_once(']')?;
    let name = word.trim().to_lowercase();
    let is_mark = INSTRUCTORS.contains(&name.as_str()) || near_instructor_word(&name).is_some();
    is_mark.then(|| &text[..=text.len() - inner.len() + word.len()])
}

/// Returns the length of a mark that lacks its `!` and is on a line of its own, in capitals like marks:
/// `[INSTRUCTOR]`. `[강사]` may name a speaker.
pub(super) fn without_sign(line: &str) -> Option<usize> {
    let mark = line.trim_end();
    let word = mark.strip_prefix('[')?.strip_suffix(']')?.trim();
    let is_mark = word.chars().all(|c| c.is_ascii_uppercase()) && INSTRUCTORS.contains(&word.to_lowercase().as_str());
    is_mark.then_some(mark.len())
}

/// Tests whether a word names instructors, with a Korean ending or without.
pub fn is_instructor_word(word: &str) -> bool {
    INSTRUCTORS.contains(&word) || word.starts_with("강사") || word.starts_with("교사")
}

/// Returns the word for instructors that another word is a likely misspelling of.
///
/// `instruction` and `instruct` are words of their own, two letters away: where the stem is whole, one slip is allowed.
pub fn near_instructor_word(word: &str) -> Option<&'static str> {
    let is_slip = |name: &&&str| {
        let allowed = if name.starts_with("instructor") && !word.starts_with("instruct") { 2 } else { 1 };
        // Fast path: no distance is less than the difference of the lengths.
        word.chars().count().abs_diff(name.len()) <= allowed && strsim::damerau_levenshtein(word, name) <= allowed
    };
    let latin = INSTRUCTORS.iter().filter(|name| name.is_ascii());
    latin.filter(is_slip).min_by_key(|name| strsim::damerau_levenshtein(word, name)).copied()
}

/// Finds markers and likely misspellings of them in a text, also in code.
pub(super) fn marks(text: &str) -> impl Iterator<Item = CommentMark<Bound>> {
    comment_marks(text, read)
}

/// Parses the words of a marker; returns whether it is misspelt.
fn read(inner: &str) -> Option<(Bound, bool)> {
    let inner = inner.trim().to_lowercase();
    let (exact, bare) = match inner.strip_prefix('/') {
        Some(rest) => (Bound::Close, rest.trim()),
        None => (Bound::Open, inner.as_str()),
    };
    if INSTRUCTORS.contains(&bare) {
        return Some((exact, false));
    }
    let words: Vec<&str> = inner.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &&&str| INSTRUCTORS.contains(word) || near_instructor_word(word).is_some();
    let names = words.iter().filter(is_name).count();
    let is_known = |word: &&str| is_name(&word) || BESIDE.contains(word) || ENDING.contains(word);
    if names != 1 || words.len() > 3 || !words.iter().all(is_known) {
        return None;
    }
    let closes = inner.contains(['/', '\\']) || words.iter().any(|word| ENDING.contains(word));
    Some((if closes { Bound::Close } else { Bound::Open }, true))
}
