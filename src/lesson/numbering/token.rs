//! Turns the start of a title or of a name into a numbering token: `Week 1`, `w1`, `1-2주차`, `Appendix A`.

use super::number::{
    Continuation, Number, continuation, ends_word, joint, leading_divided, leading_letter, leading_number,
    leading_roman,
};
use super::spelling::{NumberPosition, SPELLINGS, Spelling};
use super::{NumberingToken, UnitWord};
use crate::language::LabelLanguage;

/// The kind of text that a token is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberingContext {
    /// In a title, where spaces part words.
    Title,
    /// In the name of a file or folder, where `_`, `-` and `.` do too.
    Name,
}

/// The signs that may be between a word and its number in a name.
const GAPS: [char; 5] = [' ', '#', '_', '-', '.'];

/// Drops the gap between a word and its number.
fn without_gap(after: &str, context: NumberingContext) -> &str {
    match context {
        NumberingContext::Name => after.trim_start_matches(GAPS),
        // `Week 1`, `Lab #3`, `Day_1`; in `Session - 3 things` the dash is a separator.
        NumberingContext::Title => {
            let bare = after.trim_start_matches(' ');
            bare.strip_prefix('#').or_else(|| after.strip_prefix(['_', '-'])).unwrap_or(bare)
        }
    }
}

/// Reads the numbering token at the start of a text; returns it with the rest of the text.
pub(super) fn leading_token(text: &str, context: NumberingContext) -> Option<(NumberingToken, &str)> {
    let (mut token, mut rest) = single_token(text, context)?;
    // `1주차~2주차`, `Week 1 - Week 2`: two tokens of one word are a range.
    while let Some((shown, after)) = joint(rest)
        && let Some((other, after)) = single_token(after, context)
        && other.word == token.word
        && let Some(last) = other.number.filter(|last| token.last().is_some_and(|number| number < *last))
        && (context == NumberingContext::Title || other.counted)
    {
        let before = token.continuation.map(|known| known.text).unwrap_or_default();
        token.continuation = Some(Continuation { text: format!("{before}{shown}{last}"), last });
        text[..text.len() - after.len()].trim_end().clone_into(&mut token.text);
        rest = after;
    }
    Some((token, rest))
}

/// Reads one token, without those that it makes a range with.
fn single_token(text: &str, context: NumberingContext) -> Option<(NumberingToken, &str)> {
    let spelled = || {
        let spellings = SPELLINGS.iter().filter(|spelling| match spelling.position {
            NumberPosition::Before => true,
            NumberPosition::After => false,
            NumberPosition::Glued => context == NumberingContext::Name,
        });
        spellings.into_iter().find_map(|spelling| spelled_token(text, spelling, context))
    };
    korean_counter(text, context).or_else(spelled)
}

/// Reads a token whose word is before its number.
fn spelled_token<'t>(
    text: &'t str,
    spelling: &Spelling,
    context: NumberingContext,
) -> Option<(NumberingToken, &'t str)> {
    let after = strip_spelling(text, spelling.text)?;
    let Some((number, continuation, rest)) = number_behind(after, spelling, context) else {
        return is_unnumbered_token(after, spelling, context)
            .then(|| (spelling.token(None, None, shown(text, after)), after));
    };
    Some((spelling.token(Some(number), continuation, shown(text, rest)), rest))
}

/// A number, its continuation, and the rest of the text.
type Numbered<'t> = (Number, Option<Continuation>, &'t str);

/// Reads the number behind a word.
fn number_behind<'t>(after: &'t str, spelling: &Spelling, context: NumberingContext) -> Option<Numbered<'t>> {
    let bare = if spelling.position == NumberPosition::Glued { after } else { without_gap(after, context) };
    let gap = &after[..after.len() - bare.len()];
    if let Some((number, rest)) = leading_divided(bare) {
        let range = match context {
            NumberingContext::Title => continuation(number, rest).filter(|(_, end)| ends_token(end)),
            NumberingContext::Name => named_range(number, rest),
        };
        let is_whole = match context {
            NumberingContext::Title => ends_word(rest),
            // `d3js` and `w3schools` are names; `w1d2` and `week1intro` are numbered.
            NumberingContext::Name => {
                ends_word(rest) || spelling.text.len() > 1 || single_token(rest, context).is_some()
            }
        };
        return match range {
            Some((range, rest)) => Some((number, Some(range), rest)),
            None => is_whole.then_some((number, None, rest)),
        };
    }
    // `Weeks 1-2`, `Days 1 and 2`: the plural of a word names several numbers.
    if let Some(plural) =
        after.strip_prefix(['s', 'S']).filter(|_| spelling.is_english() && context == NumberingContext::Title)
    {
        let (number, rest) = leading_number(plural.strip_prefix(' ')?)?;
        let (range, rest) = continuation(number, rest).filter(|(_, end)| ends_token(end))?;
        return Some((number, Some(range), rest));
    }
    if context == NumberingContext::Name || gap != " " {
        return None;
    }
    let by_letter = || leading_letter(bare).filter(|_| spelling.word.may_have_letter());
    let (number, rest) = leading_roman(bare).filter(|_| spelling.word.may_be_roman()).or_else(by_letter)?;
    ends_token(rest).then_some((number, None, rest))
}

/// Reads the numbers that share a word in a name: `week1-2`, `week_1-2_volumes`, `ch01-02` at its end.
///
/// A hyphen before further words (`ch01-02-hello`) may part a number from its section as well.
fn named_range(first: Number, text: &str) -> Option<(Continuation, &str)> {
    if let Some((last, "")) = text.strip_prefix('-').and_then(leading_divided) {
        // A range or a section: the label keeps the form of the name.
        return Some((Continuation { text: format!("-{last}"), last: last.max(first) }, ""));
    }
    continuation(first, text).filter(|(_, end)| ends_word(end) && !(text.starts_with('-') && end.starts_with('-')))
}

/// Tests whether a word without a number numbers its page: `Lab: Docker`, a file `lab.md`.
fn is_unnumbered_token(after: &str, spelling: &Spelling, context: NumberingContext) -> bool {
    let is_closed = match context {
        // `Lab environment: …` is about labs, it is not the lab without a number.
        NumberingContext::Title => separated(after).is_some() || begins_token(after),
        NumberingContext::Name => after.trim_matches(GAPS).is_empty(),
    };
    spelling.position == NumberPosition::Before && spelling.word.may_lack_number() && ends_word(after) && is_closed
}

/// Tests whether a token may end here: at the end, before a separator, before white space and another token.
fn ends_token(rest: &str) -> bool {
    rest.trim().is_empty() || separated(rest).is_some() || begins_token(rest)
}

/// Tests whether white space and the word of another token follow. Looks no further: tokens in a row are read one by one.
fn begins_token(rest: &str) -> bool {
    let Some(next) = rest.strip_prefix(' ').map(str::trim_start) else { return false };
    let mut before = SPELLINGS.iter().filter(|spelling| spelling.position == NumberPosition::Before);
    let is_word = |after: &str| !after.starts_with(char::is_alphabetic);
    before.any(|spelling| strip_spelling(next, spelling.text).is_some_and(is_word))
        || korean_counter(next, NumberingContext::Title).is_some()
}

/// Returns the text after the separator at the start of a text: `: `, ` - `, `. `, `|`.
pub(super) fn separated(rest: &str) -> Option<&str> {
    let bare = rest.trim_start_matches(' ');
    let sign = bare.chars().next()?;
    let after = &bare[sign.len_utf8()..];
    let is_tight = bare.len() == rest.len();
    let cuts = match sign {
        ':' | '：' | '–' | '—' | '|' | '·' | '/' => true,
        '.' | ')' => is_tight && after.starts_with(' '),
        '-' => !is_tight && after.starts_with(' '),
        _ => false,
    };
    cuts.then_some(after)
}

/// Numbers in words, from one on: `첫째 주`.
const ORDINALS: [&str; 10] = ["첫째", "둘째", "셋째", "넷째", "다섯째", "여섯째", "일곱째", "여덟째", "아홉째", "열째"];

/// Parses `첫째 주`, `둘째날` at the start of a text.
fn korean_ordinal(text: &str, context: NumberingContext) -> Option<(NumberingToken, &str)> {
    let (number, after) = (1..).zip(ORDINALS).find_map(|(number, word)| Some((number, text.strip_prefix(word)?)))?;
    let after = after.strip_prefix(gap(context)).unwrap_or(after);
    let (counter, rest) = [("주차", "주"), ("일차", "날")]
        .into_iter()
        .find_map(|(counter, word)| Some((counter, after.strip_prefix(word)?)))?;
    let spelling = SPELLINGS.iter().find(|spelling| spelling.text == counter).filter(|_| ends_word(rest))?;
    Some((spelling.token(Some(Number::whole(number)), None, shown(text, rest)), rest))
}

/// Returns the signs that may be once between a number and its counter.
fn gap(context: NumberingContext) -> &'static [char] {
    match context {
        NumberingContext::Title => &[' '],
        NumberingContext::Name => &[' ', '_', '-'],
    }
}

/// Reads `3주차`, `제2강`, `1 일차`, `1-2주차` at the start of a text.
pub(super) fn korean_counter(text: &str, context: NumberingContext) -> Option<(NumberingToken, &str)> {
    if let Some(found) = korean_ordinal(text, context) {
        return Some(found);
    }
    let bare = text.strip_prefix('제').map_or(text, |bare| bare.trim_start_matches(gap(context)));
    let (number, after) = leading_number(bare)?;
    let (range, after) = ranged(number, after).unwrap_or((None, after));
    let counter = after.strip_prefix(gap(context)).unwrap_or(after);
    SPELLINGS.iter().filter(|spelling| spelling.position == NumberPosition::After).find_map(|spelling| {
        let rest = counter.strip_prefix(spelling.text)?;
        // `1강의실`, `3과정`, `5부터`: a counter ends its word.
        if !ends_word(rest) || is_no_counter(spelling.text, rest, context) {
            return None;
        }
        Some((spelling.token(Some(number), range.clone(), shown(text, rest)), rest))
    })
}

/// Reads the numbers that share a counter: `-2` in `1-2주차`.
fn ranged(first: Number, text: &str) -> Option<(Option<Continuation>, &str)> {
    let (shown, after) = joint(text)?;
    let (last, after) = leading_number(after).filter(|(last, _)| first < *last)?;
    let range = Continuation { text: format!("{shown}{last}"), last };
    Some(ranged(last, after).map_or((Some(range.clone()), after), |(more, after)| {
        let more = more.map(|more| Continuation { text: format!("{}{}", range.text, more.text), last: more.last });
        (more, after)
    }))
}

/// Words behind `3주` that make it a length of time: `3주 완성`, `4주 과정`.
const AFTER_LENGTH: [&str; 9] = ["완성", "만에", "동안", "과정", "코스", "챌린지", "계획", "커리큘럼", "플랜"];

/// Tests whether an ambiguous counter has its other meaning: `3주 완성`, `3과 5`.
fn is_no_counter(counter: &str, rest: &str, context: NumberingContext) -> bool {
    let after = rest.trim_start_matches([' ', '_', '-']);
    match counter {
        "주" => AFTER_LENGTH.iter().any(|word| after.starts_with(word)),
        "과" => {
            context == NumberingContext::Title
                && rest.starts_with(' ')
                && after.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// Strips a spelling from the start of a text, ignoring case and taking `-` and `_` for its spaces.
fn strip_spelling<'a>(text: &'a str, spelling: &str) -> Option<&'a str> {
    // Fast path: each text is compared with some fifty spellings, and most begin with another letter. Beyond ASCII only the
    // sign for kelvin (U+212A) is an ASCII letter in lower case.
    if let (Some(found), Some(wanted)) = (text.as_bytes().first(), spelling.as_bytes().first())
        && *found != 0xe2
        && wanted.is_ascii_alphabetic()
        && !found.eq_ignore_ascii_case(wanted)
    {
        return None;
    }
    let mut rest = text.chars();
    for wanted in spelling.chars() {
        let found = rest.next()?;
        let same = if wanted == ' ' {
            matches!(found, ' ' | '-' | '_' | '\u{2011}')
        } else {
            // Hangul has no case.
            found == wanted || (!('가'..='힣').contains(&found) && found.to_lowercase().eq(wanted.to_lowercase()))
        };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Returns a token as its author wrote it, with the signs of names as spaces.
fn shown(text: &str, rest: &str) -> String {
    text[..text.len() - rest.len()].replace('_', " ").trim_end().to_owned()
}

impl UnitWord {
    /// Tests whether Roman numerals count it: `Part II`. Words that letters name (`Class C`, `Project X`) are left out.
    fn may_be_roman(self) -> bool {
        matches!(self, Self::Part | Self::Chapter | Self::Unit | Self::Module | Self::Section | Self::Appendix)
    }

    /// Tests whether capital letters count it: `Appendix A`.
    fn may_have_letter(self) -> bool {
        matches!(self, Self::Appendix | Self::Part | Self::Lab | Self::Section | Self::Exercise)
    }
}

impl Spelling {
    fn is_english(&self) -> bool {
        self.language == LabelLanguage::English
    }
}
