//! Turns an entry of front matter into a statement about who may read the page.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::config::is_slip;
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
const HOLDING_KEYS: [(&str, bool); 14] = [
    ("draft", true),
    ("초안", true),
    ("비공개", true),
    ("草稿", true),
    ("published", false),
    ("publish", false),
    ("dgpublish", false),
    ("public", false),
    ("공개", false),
    ("visible", false),
    ("hidden", true),
    ("private", true),
    ("unlisted", true),
    ("unpublished", true),
];

/// Keys whose value can be a word that holds a page back.
const STATUS_KEYS: [&str; 4] = ["status", "state", "visibility", "상태"];

/// Values of a status that hold a page back.
const HOLDING_STATUS: [&str; 8] = ["draft", "drafts", "hidden", "private", "unpublished", "unlisted", "초안", "비공개"];

/// Keys that name the readers of a page.
const AUDIENCE_KEYS: [&str; 2] = ["audience", "대상"];

/// Words that name learners: a page that is for instructors and for them is for all. `all` and `both` name nobody: a page
/// for all instructors is for them only. Korean words may have a particle behind them.
const LEARNERS: [&str; 16] = [
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
    "학생",
    "수강생",
    "학습자",
];

/// Words by which an audience leaves somebody out: `instructors, not students`, `학생 제외`.
const EXCEPTING: [&str; 11] =
    ["not", "no", "non", "never", "without", "except", "excluding", "but", "제외", "아닌", "비공개"];

/// Words that may name instructors, or the readers of a course of another kind: the author is asked.
const LIKE_INSTRUCTORS: [&str; 19] = [
    "staff",
    "tutor",
    "tutors",
    "ta",
    "tas",
    "assistant",
    "assistants",
    "lecturer",
    "lecturers",
    "professor",
    "professors",
    "조교",
    "교수",
    "교수자",
    "튜터",
    "教师",
    "老师",
    "讲师",
    "助教",
];

/// The longest audience that is asked about, in words: more of them are a description.
const MAX_AUDIENCE: usize = 2;

const TRUE: [&str; 10] = ["true", "yes", "on", "y", "t", "1", "예", "네", "참", "是"];
const FALSE: [&str; 10] = ["false", "no", "off", "n", "f", "0", "아니오", "아니요", "거짓", "否"];

/// The beginnings of the names of months.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

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

/// Returns the key of an entry within another that hides the page where it stands alone: indented by a slip, or of a table.
pub(super) fn nested(value: &Value) -> Option<&str> {
    let mut within = vec![value];
    while let Some(value) = within.pop() {
        match value {
            Value::Array(items) => within.extend(items),
            Value::Object(entries) => {
                let hides = |(key, value): &(&String, &Value)| {
                    let plain = plain_key(key);
                    (plain == "draft" || AUDIENCE_KEYS.contains(&plain.as_str()))
                        && matches!(meaning(key, value), Meaning::Draft | Meaning::Instructors)
                };
                if let Some((key, _)) = entries.iter().find(hides) {
                    return Some(key);
                }
                within.extend(entries.values());
            }
            _ => {}
        }
    }
    None
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
            None if !holding && is_date(words) => Meaning::Nothing,
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
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if words.len() == 1 && has(&HOLDING_STATUS) {
        return Meaning::Draft;
    }
    let (learners, excepts) = (words.iter().any(|word| is_learner(word)), has(&EXCEPTING));
    if words.iter().any(|word| is_instructor_word(word)) && (excepts || !learners) {
        return Meaning::Instructors;
    }
    if learners {
        return if excepts {
            Meaning::Unclear(format!("`{key}` says for whom the page is not"))
        } else {
            Meaning::Nothing
        };
    }
    if words.len() <= MAX_AUDIENCE && has(&LIKE_INSTRUCTORS) {
        return Meaning::Unclear(format!("the readers in `{key}` are unknown; did you mean `instructor`?"));
    }
    match words.iter().find_map(|word| Some((word, near_instructor_word(word)?))) {
        Some((word, meant)) => Meaning::Unclear(format!("`{word}` in `{key}` is unknown; did you mean `{meant}`?")),
        None => Meaning::Nothing,
    }
}

/// Tests whether a word names learners, with a Korean ending or without.
fn is_learner(word: &str) -> bool {
    LEARNERS.iter().any(|learner| word == *learner || (!learner.is_ascii() && word.starts_with(learner)))
}

/// Tests whether the words are a date: `2025-11-03`, `Nov 21, 2023`.
fn is_date(words: &[String]) -> bool {
    let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let is_month = |word: &String| word.is_ascii() && word.get(..3).is_some_and(|start| MONTHS.contains(&start));
    match words {
        [first, rest @ ..] => is_number(first) || (is_month(first) && !rest.is_empty() && rest.iter().all(is_number)),
        [] => false,
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
            ("공개", json!("아니요")),
            ("visible", json!(false)),
            ("visibility", json!("private")),
            ("dg-publish", json!(false)),
            ("audience", json!("private")),
        ] {
            check(key, value, Meaning::Draft);
        }
        for value in [
            json!("instructor"),
            json!(["Instructors"]),
            json!("instructor-only"),
            json!("강사용"),
            json!({"instructor": true}),
            json!("all instructors"),
            json!("both instructors"),
            json!("instructors only, not for students"),
            json!("강사 모두"),
            json!("강사만, 학생 제외"),
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
            ("audience", json!("all")),
            ("audience", json!("staff engineers and other developers")),
            ("대상", json!("강사와 학생들")),
            ("published", json!("Nov 21, 2023")),
            ("published", json!("September 2024")),
            ("visibility", json!("public")),
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
            ("audience", json!("TA")),
            ("audience", json!("teaching assistants")),
            ("audience", json!("not students")),
            ("대상", json!("학생은 제외")),
            ("published", json!("not before 2026-12-20")),
            ("published", json!("may be later")),
        ] {
            assert!(matches!(meaning(key, &value), Meaning::Unclear(_)), "{key}: {value}");
        }
    }
}
