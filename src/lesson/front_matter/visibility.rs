//! Turns an entry of front matter into a statement about who may read the page.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::lesson::audience::{is_instructor_word, near_instructor_word};

/// A statement of an entry about who may read the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing.
    Nothing,
    /// The page is not to be published.
    Draft,
    /// The page is for instructors only.
    Instructors,
    /// Something that cannot be understood: the page is hidden until it can.
    Unclear(String),
}

/// Keys that hold a page back, with the value that does. They are compared in lower case, without `_`, `-` and a leading
/// `is`. Besides seodang's own `draft`, they are those of other generators: a course that moves here must not be
/// published by it.
const HOLDING_KEYS: [(&str, bool); 9] = [
    ("draft", true),
    ("초안", true),
    ("비공개", true),
    ("published", false),
    ("publish", false),
    ("hidden", true),
    ("private", true),
    ("unlisted", true),
    ("unpublished", true),
];

/// Keys whose value can be a word that holds a page back.
const STATUS_KEYS: [&str; 3] = ["status", "state", "상태"];

/// Values of a status that hold a page back.
const HOLDING_STATUS: [&str; 8] = ["draft", "drafts", "hidden", "private", "unpublished", "unlisted", "초안", "비공개"];

/// Keys that name the readers of a page.
const AUDIENCE_KEYS: [&str; 2] = ["audience", "대상"];

/// Words that name learners: a page that is for instructors and for them is for all.
const LEARNERS: [&str; 20] = [
    "student",
    "students",
    "learner",
    "learners",
    "trainee",
    "trainees",
    "participant",
    "participants",
    "attendee",
    "attendees",
    "everyone",
    "everybody",
    "anyone",
    "all",
    "both",
    "public",
    "학생",
    "수강생",
    "학습자",
    "모두",
];

const TRUE: [&str; 9] = ["true", "yes", "on", "y", "t", "1", "예", "네", "참"];
const FALSE: [&str; 8] = ["false", "no", "off", "n", "f", "0", "아니오", "거짓"];

/// Tests whether the keys of front matter are those of an article on a Forem site (dev.to), as its clients write them: a
/// number as `id`, with `canonical_url` or `cover_image`. There `published` says whether the article is public on that site,
/// which states nothing of the course: in 90DaysOfDevOps 633 lessons have `published: false`, and its README links them all.
pub(super) fn is_forem_article(entries: &BTreeMap<String, Value>) -> bool {
    entries.get("id").is_some_and(Value::is_number)
        && (entries.contains_key("canonical_url") || entries.contains_key("cover_image"))
}

/// Returns what an entry says of who may read the page.
pub(super) fn meaning(key: &str, value: &Value) -> Meaning {
    let words = words(value);
    let plain = plain_key(key);
    if let Some(meaning) = known(&plain, key, &words) {
        return meaning;
    }
    // A key that is a slip for one of these counts where its value would hide the page.
    let names = HOLDING_KEYS.iter().map(|(name, _)| *name).chain(AUDIENCE_KEYS);
    for name in names.filter(|name| is_slip(&plain, name)) {
        if matches!(known(name, key, &words), Some(Meaning::Draft | Meaning::Instructors)) {
            return Meaning::Unclear(format!("unknown key `{key}`; did you mean `{name}`?"));
        }
    }
    Meaning::Nothing
}

/// Returns what an entry says that could not be parsed.
pub(super) fn meaning_of_text(key: &str, value: &str) -> Meaning {
    meaning(key, &Value::String(value.to_owned()))
}

fn known(plain: &str, key: &str, words: &[String]) -> Option<Meaning> {
    if let Some((_, holding)) = HOLDING_KEYS.iter().find(|(name, _)| *name == plain) {
        return Some(match truth(words) {
            Some(value) if value == *holding => Meaning::Draft,
            Some(_) => Meaning::Nothing,
            // `published: 2025-11-03` is a date.
            None if !holding && words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) => {
                Meaning::Nothing
            }
            None => Meaning::Unclear(format!("`{key}` is `true` or `false`, and nothing else")),
        });
    }
    if STATUS_KEYS.contains(&plain) {
        let holds = words.iter().any(|word| HOLDING_STATUS.contains(&word.as_str()));
        return Some(if holds { Meaning::Draft } else { Meaning::Nothing });
    }
    AUDIENCE_KEYS.contains(&plain).then(|| audience(key, words))
}

fn audience(key: &str, words: &[String]) -> Meaning {
    if words.iter().any(|word| LEARNERS.contains(&word.as_str())) {
        return Meaning::Nothing;
    }
    if words.iter().any(|word| is_instructor_word(word)) {
        return Meaning::Instructors;
    }
    match words.iter().find_map(|word| Some((word, near_instructor_word(word)?))) {
        Some((word, meant)) => Meaning::Unclear(format!("`{word}` in `{key}` is unknown; did you mean `{meant}`?")),
        None => Meaning::Nothing,
    }
}

fn truth(words: &[String]) -> Option<bool> {
    let [word] = words else { return None };
    let word = word.as_str();
    (TRUE.contains(&word) || FALSE.contains(&word)).then(|| TRUE.contains(&word))
}

/// Returns the words of a value, in lower case; those of a list or a table are those of all that is in it.
fn words(value: &Value) -> Vec<String> {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

fn plain_key(key: &str) -> String {
    let plain: String = key.to_lowercase().chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect();
    let is_holding = |rest: &&str| HOLDING_KEYS.iter().any(|(name, _)| name == rest);
    plain.strip_prefix("is").filter(is_holding).map(ToOwned::to_owned).unwrap_or(plain)
}

/// Tests whether a word is a likely slip for another: one slip in a short word, two in a long one.
fn is_slip(word: &str, name: &str) -> bool {
    let allowed = match name.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    strsim::damerau_levenshtein(word, name) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn who_may_read_a_page() {
        let check =
            |key: &str, value: Value, expected: Meaning| assert_eq!(meaning(key, &value), expected, "{key}: {value}");
        for (key, value) in [
            ("draft", json!(true)),
            ("Draft", json!("yes")),
            ("DRAFT", json!(1)),
            ("isDraft", json!("True")),
            ("published", json!(false)),
            ("publish", json!("no")),
            ("hidden", json!(true)),
            ("unlisted", json!(true)),
            ("status", json!("Draft")),
            ("초안", json!("예")),
        ] {
            check(key, value, Meaning::Draft);
        }
        for value in [
            json!("instructor"),
            json!(["Instructors"]),
            json!("instructor-only"),
            json!("강사용"),
            json!({"instructor": true}),
        ] {
            check("Audience", value, Meaning::Instructors);
        }
        for (key, value) in [
            ("draft", json!(false)),
            ("published", json!("2025-11-03")),
            ("publisher", json!("Seodang Press")),
            ("craft", json!("boats")),
            ("status", json!("done")),
            ("audience", json!("developers")),
            ("audience", json!(["students", "instructors"])),
            ("audience", Value::Null),
            ("title", json!("instructor")),
        ] {
            check(key, value, Meaning::Nothing);
        }
        for (key, value) in [
            ("draft", json!("maybe")),
            ("draft", Value::Null),
            ("darft", json!(true)),
            ("publised", json!(false)),
            ("audiance", json!("instructor")),
            ("audience", json!("instuctor")),
        ] {
            assert!(matches!(meaning(key, &value), Meaning::Unclear(_)), "{key}: {value}");
        }
    }
}
