//! Decides whether the letters of a name in a text are that name or a part of a longer word.

mod unspaced;

use super::equal_names::is_provider;
use super::everyday::{is_everyday_english, is_function_word};
use super::name::{is_abbreviation, is_hangul};
use super::particle;
use crate::language::is_alphanumeric;
use crate::source::Span;

/// The rule by which a name is compared with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CaseRule {
    /// Letter by letter: abbreviations (`IT`, `AS`), names of two letters, names with signs, identifiers (`readOnly`).
    Own,
    /// In lower case, except for the first letter of a sentence: `environment` is a key, `Environment` another name.
    Lower,
    /// In any case.
    Any,
}

/// Returns the rule for a name: abbreviations match only in capitals (`IT` is not `it`).
pub(super) fn case_of(name: &str) -> CaseRule {
    let letters = name.chars().filter(char::is_ascii_alphabetic).count();
    let capitals = name.chars().filter(char::is_ascii_uppercase).count();
    let is_one_word = !name.contains([' ', '-']);
    match (letters, capitals) {
        // Hangul has no case.
        (0, _) => CaseRule::Any,
        _ if is_abbreviation(name) || letters <= 2 || letters == capitals => CaseRule::Own,
        // An identifier: `readOnly` is no word of a text that is read-only.
        (_, 1..) if is_one_word && name.starts_with(|c: char| c.is_ascii_lowercase()) => CaseRule::Own,
        (_, 0) if is_one_word && name.is_ascii() => CaseRule::Lower,
        _ => CaseRule::Any,
    }
}

/// Tests whether `text[start..end]` is written as the rule of a name demands.
pub(super) fn is_written_so(name: &str, case: CaseRule, text: &str, start: usize, end: usize) -> bool {
    let found = &text[start..end];
    match case {
        CaseRule::Any => true,
        CaseRule::Own => found == name,
        CaseRule::Lower => {
            let begins_sentence = || {
                let before = text[..start].trim_end_matches(|c: char| !is_alphanumeric(c) && !".!?:".contains(c));
                before.is_empty() || before.ends_with(['.', '!', '?'])
            };
            let (first, rest) = found.split_at(1.min(found.len()));
            let is_lower = !rest.contains(|c: char| c.is_ascii_uppercase());
            is_lower && (first.chars().all(|c| !c.is_ascii_uppercase()) || begins_sentence())
        }
    }
}

/// Tests whether a place is a part of the long form of an abbreviation: `Simple` in `S3 (Simple Storage Service)`.
///
/// The last words are excepted, for they name the thing: a `Network Load Balancer` is a load balancer.
pub(super) fn is_in_expansion(text: &str, start: usize, end: usize) -> bool {
    let Some(open) = text[..start].rfind('(').filter(|open| !text[*open..start].contains(')')) else { return false };
    let Some(close) = text[end..].find(')').map(|at| end + at) else { return false };
    let (inner, before) = (text[open + 1..close].trim(), text[..open].trim_end());
    let short = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap_or_default();
    let is_long_form = inner.contains(' ')
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '&' | '/' | '\''))
        && inner.chars().next() == short.chars().next();
    is_abbreviation(short) && is_long_form && end < text[..close].trim_end().len()
}

/// Tests whether a name in Latin letters is part of a longer proper name, which means something else: `Replication` in
/// `Cross-Region Replication`, `GitHub` in `GitHub Actions`, but not `EKS` in `Amazon EKS`.
pub(super) fn is_in_longer_name(text: &str, span: Span) -> bool {
    let (before, found, after) = (&text[..span.start], &text[span.start..span.end], &text[span.end..]);
    if !found.is_ascii() || !found.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let is_title = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.contains(|c: char| c.is_ascii_lowercase())
    };
    let end = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let next = after.strip_prefix(' ').map(|after| &after[..end(after)]);
    let is_before = latin_word_before(before).is_some_and(|word| is_title(word) && !is_provider(word));
    is_before || (!found.contains(' ') && next.is_some_and(is_title))
}

/// Returns the proper name in Latin letters that stands directly before a place: `Akka` before `Cluster`. A word that begins
/// a sentence is none, if it is an everyday word.
pub(super) fn name_before(before: &str) -> Option<&str> {
    let is_name =
        |word: &&str| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) && !is_function_word(word);
    latin_word_before(before).filter(is_name)
}

/// Returns the word in Latin letters that stands directly before a place; none for an everyday word that begins a sentence,
/// whose capital says nothing.
fn latin_word_before(before: &str) -> Option<&str> {
    let before = before.strip_suffix(' ')?;
    let start = before
        .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .map_or(0, |at| before.ceil_char_boundary(at + 1));
    let (earlier, word) = (before[..start].trim_end(), &before[start..]);
    let begins_sentence = earlier.is_empty() || earlier.ends_with(['.', '!', '?', ':']);
    (!(begins_sentence && is_everyday_english(word))).then_some(word)
}

/// Tests whether a name can be searched in texts: a single letter or syllable, digits only, or a small word such as `not`
/// would match everywhere. `NOT` is a name of its own.
pub(super) fn can_be_found(name: &str) -> bool {
    if !is_abbreviation(name) && is_function_word(name) {
        return false;
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    letters > 0 && letters + digits >= 2
}

/// Tests whether `text[start..end]` is a whole word or row of words, followed only by particles (or an English plural
/// ending).
pub(super) fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let (before, found, after) = (&text[..start], &text[start..end], &text[end..]);
    let (Some(first), Some(last)) = (found.chars().next(), found.chars().next_back()) else { return false };
    begins(before, first) && ends(last, after)
}

fn begins(before: &str, first: char) -> bool {
    let mut back = before.chars().rev();
    let Some(previous) = back.next() else { return true };
    let beyond = back.next();
    if is_hangul(first) {
        return !is_hangul(previous) && !previous.is_numeric();
    }
    if unspaced::is_unspaced(previous) || (unspaced::is_unspaced(first) && is_word(previous)) {
        return unspaced::begins(previous, first);
    }
    // A change of script ends a word: `기본VPC`.
    let is_latin = is_word(previous) && !is_hangul(previous);
    let is_in_path = previous == '/' && is_path(before);
    !is_latin && !joins(previous, beyond) && !is_in_path
}

/// Tests whether the word that a text ends in is a path rather than a list: `/var/`, `./src/`, `~/notes/`.
fn is_path(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '`')).next().unwrap_or_default();
    word.starts_with(['/', '.', '~']) || word.contains("//")
}

/// Tests whether a sign joins its two sides into one word: `kube-proxy`, `node.js`, `a_b`, `@scope`; a slash lists.
fn joins(sign: char, beyond: Option<char>) -> bool {
    match sign {
        '_' | '@' | '#' | '$' | '\\' | '~' | '=' => true,
        '-' | '.' | ':' | '\'' | '’' | '+' | '&' => beyond.is_some_and(is_word),
        '/' => !beyond.is_some_and(is_word),
        _ => false,
    }
}

fn is_word(c: char) -> bool {
    is_alphanumeric(c)
}

fn ends(last: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if is_hangul(next) {
        return particle::follows(last, after);
    }
    if unspaced::is_unspaced(next) || (unspaced::is_unspaced(last) && is_word(next)) {
        return unspaced::ends(last, next);
    }
    if is_hangul(last) {
        return !is_word(next);
    }
    if ends_word(after) {
        return true;
    }
    // Plurals: `Pods`, `classes`; `VPC` and `VPCs`.
    ["s", "es", "S"].iter().any(|plural| {
        after.strip_prefix(plural).is_some_and(|rest| {
            is_plural(last, plural)
                && match rest.chars().next() {
                    Some(next) if is_hangul(next) => particle::follows('s', rest),
                    _ => ends_word(rest),
                }
        })
    })
}

fn is_plural(last: char, ending: &str) -> bool {
    match ending {
        "s" => last.is_ascii_alphanumeric() && !matches!(last, 's' | 'x' | 'z'),
        "es" => matches!(last, 's' | 'x' | 'z' | 'h'),
        _ => false,
    }
}

/// Endings that turn the word before the hyphen into an adjective.
const ENDINGS: [&str; 8] = ["based", "style", "like", "driven", "aware", "level", "native", "compatible"];

/// Tests whether a text begins with a whole number that is not part of a longer token.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    !rest.starts_with(|c: char| is_word(c) || matches!(c, '.' | '%' | '/' | ':' | ',' | '-' | '~' | '×'))
}

/// Tests whether a word of Latin letters ends where `after` begins.
fn ends_word(after: &str) -> bool {
    let mut chars = after.chars();
    let (Some(next), beyond) = (chars.next(), chars.next()) else { return true };
    match next {
        '_' | '@' | '#' | '$' | '\\' | '=' => false,
        // A call: `print()`.
        '(' => beyond != Some(')'),
        // `Latency-based` is a use of `Latency`.
        '-' if ENDINGS.iter().any(|ending| after[1..].starts_with(ending)) => true,
        // `Layer 7`, `Phase 2`: a number makes another name of it; in `Pod 3개` it counts things.
        ' ' if beyond.is_some_and(|c| c.is_ascii_digit()) => !is_numbered(&after[1..]),
        '.' | ':' | '-' | '+' | '&' => !beyond.is_some_and(|c| c.is_ascii_alphanumeric() || c == next),
        // `it's` is `it` and `is`; `Docker's` is Docker.
        '\'' | '’' => true,
        next => !is_word(next),
    }
}

#[cfg(test)]
mod tests;
