//! Turns the words of a comment into the start or end of a part that is published at a time: `<!-- release 2026-03-09 -->`.

use super::comment_mark::{Bound, CommentMark, comment_marks, comment_words};
use super::moment::Moment;
use super::numbering::read_name;
use super::release_time::ReleaseTime;
use crate::config::is_slip;
use crate::source::Span;

/// The words that open and close a part.
const WORDS: [&str; 2] = ["release", "공개"];

/// Words between them and a time that is not written as one: `release on Monday 9 March`.
const PREPOSITIONS: [&str; 9] = ["on", "at", "after", "from", "until", "in", "before", "by", "not"];

/// Words that end a part in a misspelt mark.
const ENDING: [&str; 4] = ["end", "stop", "close", "끝"];

/// The start or end of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseBound {
    /// Whether the part begins or ends.
    pub bound: Bound,
    /// The time from which it is published; `None` at its end, and if there is none.
    pub time: Option<ReleaseTime>,
}

/// Parses a whole comment as a mark: `<!-- release 2026-03-09 18:00 -->`.
pub fn release_bound(comment: &str) -> Option<ReleaseBound> {
    let (bound, is_slip) = read(comment_words(comment)?)?;
    (bound.bound == Bound::Open || !is_slip).then_some(bound)
}

/// Finds the first comment that is a mark, or a likely misspelling of one.
pub fn first_release_mark(text: &str) -> Option<Span> {
    release_marks(text).next().map(|mark| mark.span)
}

/// Finds marks and likely misspellings of them in a text, also in code.
///
/// `<!-- release -->` without a time is one only where a mark closes it: it is also a remark.
pub(super) fn release_marks(text: &str) -> impl Iterator<Item = CommentMark<ReleaseBound>> {
    let is_closed = std::cell::OnceCell::new();
    let has_close =
        move || *is_closed.get_or_init(|| comment_marks(text, read).any(|mark| mark.value.bound == Bound::Close));
    comment_marks(text, read).filter(move |mark| {
        let is_bare = mark.value.bound == Bound::Open && mark.value.time.is_none();
        !is_bare || has_close()
    })
}

/// Parses the words of a mark; returns whether it is misspelt.
fn read(inner: &str) -> Option<(ReleaseBound, bool)> {
    let inner = inner.trim();
    // Fast path: these letters begin the word and its slips.
    if !inner.starts_with(['/', '\\', 'r', 'R', '공', 'e', 'E', 's', 'S', 'c', 'C', '끝']) {
        return None;
    }
    let close = |is_slip: bool| Some((ReleaseBound { bound: Bound::Close, time: None }, is_slip));
    let lower = inner.to_lowercase();
    if let Some(rest) = lower.strip_prefix(['/', '\\']) {
        let word = rest.trim();
        let is_exact = WORDS.contains(&word) && lower.starts_with('/');
        return if is_exact || is_word(first_word(word).0) { close(!is_exact) } else { None };
    }
    let (word, rest) = first_word(inner);
    let word = word.to_lowercase();
    if ENDING.contains(&word.as_str()) {
        return if is_word(rest.trim()) { close(true) } else { None };
    }
    let (is_exact, rest) = (WORDS.contains(&word.as_str()), rest.trim());
    if !is_exact && !is_word(&word) {
        return None;
    }
    if rest.is_empty() {
        return (word == "release").then_some((ReleaseBound { bound: Bound::Open, time: None }, false));
    }
    states_time(rest).then(|| (ReleaseBound { bound: Bound::Open, time: ReleaseTime::parse(rest) }, !is_exact))
}

/// Splits a text behind its first word.
fn first_word(text: &str) -> (&str, &str) {
    text.split_once(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：')).unwrap_or((text, ""))
}

/// Tests whether a word is one that opens a part, or a likely slip for it.
fn is_word(word: &str) -> bool {
    WORDS.contains(&word) || is_slip(word, WORDS[0]) || matches!(word, "relaese" | "realese")
}

/// Tests whether words were meant to state a time: a remark may begin with `release` too.
fn states_time(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit())
        || Moment::parse(rest).is_some()
        || !read_name(rest).tokens.is_empty()
        || !read_name(first.rsplit('/').next().unwrap_or_default()).tokens.is_empty()
        || (PREPOSITIONS.contains(&first.to_lowercase().as_str()) && rest.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_remarks() {
        let check = |text: &str, expected: &str| {
            let found = release_marks(text).map(|mark| {
                let ReleaseBound { bound, time } = mark.value;
                let time = time.map(|time| time.to_string()).unwrap_or_default();
                format!("{}{}", format!("{bound:?} {time}").trim(), if mark.is_slip { "?" } else { "" })
            });
            assert_eq!(found.collect::<Vec<_>>().join(", "), expected, "{text}");
        };
        check("<!-- release 2026-03-09 18:00 -->a<!-- /release -->", "Open 2026-03-09 18:00, Close");
        check("<!--release: 2026-03-09-->", "Open 2026-03-09");
        check("<!-- 공개 2026년 3월 9일 --><!-- /공개 -->", "Open 2026-03-09, Close");
        check("<!-- RELEASE week_02 --><!-- /Release -->", "Open week_02, Close");
        check("<!-- release 2주차 -->", "Open 2주차");
        check("<!-- relese 2026-03-09 --><!-- /relase -->", "Open 2026-03-09?, Close?");
        check("<!-- release 3/9 18:00 --><!-- end release -->", "Open 3/9 18:00, Close?");
        check("<!-- release on Monday 9 March -->", "Open on Monday 9 March");
        check("<!- release 2026-03-09 ->", "Open 2026-03-09?");
        check("<!-- release --> <!-- /release -->", "Open, Close");
        for remark in [
            "<!-- release -->",
            "<!-- release notes of 2026-03-09 -->",
            "<!-- release the lock first -->",
            "<!-- 공개 -->",
            "<!-- release v1.2 -->",
            "<!-- releasing 2026-03-09 -->",
            "<!-- end -->",
            "<!-- reload 2026-03-09 -->",
        ] {
            check(remark, "");
        }
    }
}
