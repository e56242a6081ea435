//! Tests how a text uses a word: as the noun that a definition explains, or otherwise.

use super::everyday::{is_everyday_english, is_function_word};
use crate::source::Span;

/// Words before which a noun does not stand: what they follow is a verb.
const BEFORE_VERBS: [&str; 22] = [
    "to", "will", "can", "could", "should", "would", "must", "may", "might", "not", "we", "you", "they", "i", "don't",
    "doesn't", "can't", "let's", "and then", "please", "also", "just",
];

/// Words behind a verb, at which its object begins.
const BEHIND_VERBS: [&str; 18] = [
    "the", "a", "an", "them", "it", "this", "these", "those", "your", "our", "their", "its", "each", "every", "all",
    "some", "any", "us",
];

/// Words before a noun that stands alone, besides the small words of English.
const BEFORE_NOUNS: [&str; 40] = [
    "a", "an", "the", "this", "that", "these", "those", "each", "every", "its", "our", "your", "their", "his", "her",
    "my", "of", "in", "into", "on", "onto", "with", "without", "by", "from", "for", "as", "and", "or", "between",
    "one", "two", "no", "any", "some", "which", "what", "another", "new", "same",
];

/// Words that classify what follows `of`, whatever they mean otherwise: `another type of file`.
const CLASSIFYING: [&str; 12] =
    ["type", "kind", "sort", "form", "set", "group", "class", "number", "list", "series", "range", "version"];

/// Words behind a noun that begins a sentence without an article.
const BEHIND_NOUNS: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "can", "will", "and", "or", "in", "for", "that", "which", "may", "must",
];

/// Tests for an everyday word of English that is not written in capitals throughout, as proper names are (`ALIAS`).
pub(super) fn is_everyday_word(found: &str) -> bool {
    found.contains(|c: char| c.is_ascii_lowercase()) && is_everyday_english(found)
}

/// Tests whether a single English word stands alone as a noun: not as a verb (`to process it`, `Type this`), not behind another
/// noun, with which it names something else (`command prompt`), and not before what it only classifies (`type of file`).
pub(super) fn is_noun_alone(text: &str, span: Span) -> bool {
    let (before, found, after) = (&text[..span.start], &text[span.start..span.end], &text[span.end..]);
    if !found.bytes().all(|byte| byte.is_ascii_alphabetic()) || !is_everyday_english(found) {
        return true;
    }
    if CLASSIFYING.contains(&found.to_lowercase().as_str()) && word_behind(after) == "of" {
        return false;
    }
    if found.starts_with(|c: char| c.is_ascii_uppercase()) {
        return !is_imperative(before, found, after);
    }
    let previous = word_before(before).to_lowercase();
    let next = word_behind(after).to_lowercase();
    let is_verb = BEFORE_VERBS.contains(&previous.as_str()) || BEHIND_VERBS.contains(&next.as_str());
    let is_joined = before.ends_with(' ')
        && !previous.is_empty()
        && previous.is_ascii()
        && !BEFORE_NOUNS.contains(&previous.as_str())
        && !is_function_word(&previous);
    !is_verb && !is_joined
}

/// Tests whether a word that begins a sentence tells the reader what to do: `Type this into the box`.
fn is_imperative(before: &str, found: &str, after: &str) -> bool {
    let begins = before.is_empty() || before.trim_end().ends_with(['.', '!', '?', ':']);
    let next = word_behind(after);
    begins
        && !found.ends_with('s')
        && !after.starts_with(|c: char| c.is_alphabetic())
        && next.starts_with(|c: char| c.is_ascii_lowercase())
        && !BEHIND_NOUNS.contains(&next)
}

/// Tests whether the ending of a plural, or of the third person, follows a name.
pub(super) fn is_plural(text: &str, span: Span) -> bool {
    text[span.end..].starts_with('s') || text[..span.end].ends_with("ies")
}

/// The fewest words of a quotation that is a message or a saying rather than a name in quotation marks.
const FEWEST_QUOTED: usize = 3;

/// Tests whether a place is within a quotation: `Could not resolve hostname` in its marks.
pub(super) fn is_in_quotation(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let is_open = before.matches('"').count() % 2 == 1 || before.rfind('“') > before.rfind('”');
    let start = before.rfind(['"', '“']);
    let end = after.find(['"', '”']);
    let (Some(start), Some(end)) = (start.filter(|_| is_open), end) else { return false };
    before[start..].split_whitespace().count() + after[..end].split_whitespace().count() >= FEWEST_QUOTED
}

/// Tests whether a word stands as a verb: `to merge`, `merge the branches`.
pub(super) fn is_verb(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':']);
    BEFORE_VERBS.contains(&word_before(before).to_lowercase().as_str())
        || BEHIND_VERBS.contains(&word_behind(after).to_lowercase().as_str())
        || (begins && word_behind(after).starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Returns the word that ends directly before a place.
fn word_before(before: &str) -> &str {
    let Some(before) = before.strip_suffix(' ') else { return "" };
    let start =
        before.rfind(|c: char| !c.is_alphanumeric() && c != '\'').map_or(0, |at| before.ceil_char_boundary(at + 1));
    &before[start..]
}

/// Returns the word that begins directly behind a place.
fn word_behind(after: &str) -> &str {
    let Some(after) = after.strip_prefix(' ') else { return "" };
    &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())]
}

/// Tests whether a text explains a name where it stands: `**Pod**: the smallest unit`, `정의: 이미지는 …`.
pub(super) fn is_explained_there(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“'));
    let is_subject = ["정의:", "Definition:", "定義:"].iter().any(|label| before.trim() == *label);
    let after = text[span.end..].trim_start_matches(|c: char| c.is_alphabetic() && c.is_ascii_lowercase());
    let after = after
        .strip_prefix(" (")
        .or_else(|| after.strip_prefix('('))
        .and_then(|rest| rest.split_once(')'))
        .map_or(after, |(_, rest)| rest);
    // `Health Check (헬스 체크): …`
    let is_other_name = text[..span.start].ends_with(['(', '（']) && after.starts_with([')', '）']);
    let behind = after.trim_start_matches([')', '）', ' ']);
    (is_other_name && behind.starts_with([':', '：', '-', '–', '—', '=']))
        || is_subject
        || (before.is_empty() && after.trim_start().starts_with([':', '：', '=']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, name: &str) -> Span {
        let start = text.find(name).unwrap();
        Span::new(start, start + name.len())
    }

    #[test]
    fn nouns_that_stand_alone() {
        let check = |text: &str, name: &str, expected: bool| {
            assert_eq!(is_noun_alone(text, place(text, name)), expected, "{text}");
        };
        check("a process that runs", "process", true);
        check("what files to process next", "process", false);
        check("type them in manually", "type", false);
        check("the command prompt opens", "prompt", false);
        check("the error type is shown", "type", false);
        check("each of the parameters", "parameter", true);
        check("컨테이너의 image 계층", "image", true);
        check("Use Docker here", "Docker", true);
        check("another type of file", "type", false);
        check("Type read matrix into the box", "Type", false);
        check("A value. Type is what", "Type", true);
        check("Functions can be called", "Function", true);
    }

    #[test]
    fn quotations_and_plurals() {
        let quoted = |text: &str, name: &str| is_in_quotation(text, place(text, name));
        assert!(quoted("failed with \"Could not resolve hostname\" here", "resolve"));
        assert!(!quoted("the \"resolve\" step", "resolve") && !quoted("to resolve it", "resolve"));
        let plural = |text: &str, name: &str| is_plural(text, place(text, name));
        assert!(plural("some of these groups", "group") && !plural("group the rows", "group"));
        assert!(is_verb("group the rows", place("group the rows", "group")));
    }

    #[test]
    fn places_that_explain() {
        let check = |text: &str, name: &str, expected: bool| {
            assert_eq!(is_explained_there(text, place(text, name)), expected, "{text}");
        };
        check("Pod: the smallest unit", "Pod", true);
        check("🔧 Docker Image (이미지): 템플릿", "Docker Image", true);
        check("정의: 이미지는 층의 묶음이다", "이미지", true);
        check("Health Check (헬스 체크): 상태 확인", "헬스 체크", true);
        check("이미지를 만든다: 이렇게", "이미지", false);
        check("우리는 Pod: 하나를 쓴다", "Pod", false);
    }
}
