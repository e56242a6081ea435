//! Turns an entry of front matter into a statement about who may read the page.

mod words;

use std::collections::BTreeMap;

use serde_json::Value;

use self::words::{
    AUDIENCE_KEYS, BUILD_KEYS, EXCEPTING, FALSE, FORBIDDING, FROM_KEYS, HOLDING_KEYS, HOLDING_STATUS, INSTRUCTOR_KEYS,
    KOREAN_NEGATING, KOREAN_PUBLISHING, LEARNERS, LIKE_INSTRUCTORS, LIKE_RELEASE, LOOSE_HOLDING_KEYS, MAX_APART,
    MAX_AUDIENCE, NEGATING, NESTED_KEYS, PUBLISHING, RELEASE_KEY, REMARK_KEYS, STATUS_KEYS, TRUE, UNTIL_KEYS,
};
use crate::config::is_slip;
use crate::lesson::audience::{is_instructor_word, near_instructor_word};
use crate::lesson::moment::Moment;
use crate::lesson::release_time::ReleaseTime;
use crate::message;
use crate::message::Message;

/// A statement of an entry about who may read the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing.
    Nothing,
    /// The page is not to be published.
    Draft,
    /// Neither the page nor those in its folder are to be published.
    FolderDraft,
    /// The page is not to be published before a moment.
    From(Moment),
    /// The page is not to be published from a moment on.
    Until(Moment),
    /// The page, or the folder that it introduces, is not to be published before a time.
    Release(ReleaseTime),
    /// The page is for instructors only.
    Instructors,
    /// Something that cannot be understood: the page is hidden until it can.
    Unclear(Message),
}

impl Meaning {
    /// Tests whether the page is hidden from learners, be it only for some time.
    pub(super) fn hides(&self) -> bool {
        matches!(self, Self::Draft | Self::FolderDraft | Self::Instructors)
    }
}

/// Tests whether the keys of front matter are those of an article on a Forem site (dev.to), as its clients write them: a
/// number as `id`, with `canonical_url` or `cover_image`. There `published` states whether the article is public on that site,
/// not in the course: in 90DaysOfDevOps 633 lessons have `published: false`, and its README links them all.
pub(super) fn is_forem_article(entries: &BTreeMap<String, Value>) -> bool {
    entries.get("id").is_some_and(Value::is_number)
        && (entries.contains_key("canonical_url") || entries.contains_key("cover_image"))
}

/// Returns the statement of an entry about the readers of the page.
pub(super) fn meaning(key: &str, value: &Value) -> Meaning {
    let plain = plain_key(key);
    if let Some(meaning) = known(&plain, key, value) {
        return meaning;
    }
    // A key that is a slip for one of these counts where its value would hide the page.
    let names = HOLDING_KEYS.iter().map(|(name, _)| *name).chain(AUDIENCE_KEYS);
    for name in names.filter(|name| is_slip(&plain, name)) {
        if known(name, key, value).is_some_and(|meaning| meaning.hides()) {
            return Meaning::Unclear(message!("bad-front-matter-key", key, name));
        }
    }
    if is_release_key(key) && moment(value).is_some() {
        return Meaning::Unclear(message!("bad-front-matter-key", key, name = RELEASE_KEY));
    }
    Meaning::Nothing
}

/// Returns the key of a nested entry that would hide the page at the top level: indented by a slip, or of a table.
pub(super) fn nested(value: &Value) -> Option<&str> {
    let mut within = vec![value];
    while let Some(value) = within.pop() {
        match value {
            Value::Array(items) => within.extend(items),
            Value::Object(entries) => {
                let hides = |(key, value): &(&String, &Value)| {
                    NESTED_KEYS.contains(&plain_key(key).as_str()) && meaning(key, value).hides()
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

/// Tests whether a key states when the page is published, or is a likely slip for the one that does.
pub(super) fn is_release_key(key: &str) -> bool {
    let plain = plain_key(key);
    is_slip(&plain, RELEASE_KEY) && !LIKE_RELEASE.contains(&plain.as_str())
}

/// Returns the statement of an entry that could not be parsed.
pub(super) fn meaning_of_text(key: &str, value: &str) -> Meaning {
    meaning(key, &Value::String(value.to_owned()))
}

/// Returns the statement of an entry with a known key; `None` for other keys.
fn known(plain: &str, key: &str, value: &Value) -> Option<Meaning> {
    let words = words(value);
    if let Some((_, holding)) = HOLDING_KEYS.iter().find(|(name, _)| *name == plain) {
        return Some(match truth(&words) {
            Some(value) if value == *holding => Meaning::Draft,
            Some(_) => Meaning::Nothing,
            None => match moment(value).filter(|_| !holding) {
                Some(moment) => Meaning::From(moment),
                None => Meaning::Unclear(message!("bad-front-matter-truth", key)),
            },
        });
    }
    if let Some((_, holding)) = LOOSE_HOLDING_KEYS.iter().find(|(name, _)| *name == plain) {
        return (truth(&words) == Some(*holding)).then_some(Meaning::Draft);
    }
    if INSTRUCTOR_KEYS.contains(&plain) {
        return (truth(&words) == Some(true)).then_some(Meaning::Instructors);
    }
    if BUILD_KEYS.contains(&plain) {
        let render = value.get("render").map(|render| self::words(render).join(" "));
        return render.filter(|render| matches!(render.as_str(), "never" | "false" | "link")).map(|_| Meaning::Draft);
    }
    if plain == "cascade" {
        return nested(value).map(|_| Meaning::FolderDraft);
    }
    if FROM_KEYS.contains(&plain) || UNTIL_KEYS.contains(&plain) {
        return scheduled(plain, key, value, &words);
    }
    if plain == RELEASE_KEY {
        return Some(release(key, value, &words));
    }
    let is_status = STATUS_KEYS.contains(&plain);
    if is_status && words.iter().any(|word| HOLDING_STATUS.contains(&word.as_str())) {
        return Some(Meaning::Draft);
    }
    let forbids = || FORBIDDING.iter().any(|sentence| words.join(" ").contains(sentence));
    if (is_status && forbids_publishing(&words)) || (REMARK_KEYS.contains(&plain) && forbids()) {
        return Some(Meaning::Draft);
    }
    AUDIENCE_KEYS.contains(&plain).then(|| audience(key, &words))
}

/// Returns the moment from which, or until which, a page is published.
fn scheduled(plain: &str, key: &str, value: &Value, words: &[String]) -> Option<Meaning> {
    if words.is_empty() || truth(words) == Some(false) || words == ["never"] {
        return None;
    }
    Some(match moment(value) {
        Some(moment) if FROM_KEYS.contains(&plain) => Meaning::From(moment),
        Some(moment) => Meaning::Until(moment),
        None => Meaning::Unclear(message!("bad-front-matter-date", key)),
    })
}

/// Returns the time from which a page is published. `true` and `false` are read as those of `published`.
fn release(key: &str, value: &Value, words: &[String]) -> Meaning {
    let time = match (truth(words), value) {
        (Some(true), Value::Bool(_)) => return Meaning::Nothing,
        (Some(false), Value::Bool(_)) => return Meaning::Draft,
        (_, Value::String(text)) => ReleaseTime::parse(text),
        (_, Value::Number(number)) => ReleaseTime::parse(&number.to_string()),
        _ => None,
    };
    time.map_or_else(|| Meaning::Unclear(message!("bad-front-matter-date", key)), Meaning::Release)
}

fn moment(value: &Value) -> Option<Moment> {
    match value {
        Value::String(text) => Moment::parse(text),
        Value::Number(number) => Moment::parse(&number.to_string()),
        _ => None,
    }
}

/// Tests whether words forbid to publish: `wip, not to be published`, `공개 금지`.
fn forbids_publishing(words: &[String]) -> bool {
    let begins = |word: &String, beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
    let english = words.iter().enumerate().filter(|(_, word)| NEGATING.contains(&word.as_str()));
    let forbids = |(at, _): (usize, &String)| words[at..].iter().take(MAX_APART).any(|word| begins(word, &PUBLISHING));
    let korean =
        words.windows(2).any(|pair| begins(&pair[0], &KOREAN_PUBLISHING) && begins(&pair[1], &KOREAN_NEGATING));
    english.into_iter().any(forbids) || korean || words.iter().any(|word| matches!(word.as_str(), "비공개" | "미공개"))
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
        return if excepts { Meaning::Unclear(message!("bad-front-matter-excepting", key)) } else { Meaning::Nothing };
    }
    if words.len() <= MAX_AUDIENCE && has(&LIKE_INSTRUCTORS) {
        return Meaning::Unclear(message!("bad-front-matter-readers", key));
    }
    match words.iter().find_map(|word| Some((word, near_instructor_word(word)?))) {
        Some((word, meant)) => Meaning::Unclear(message!("bad-front-matter-reader", word, key, meant)),
        None => Meaning::Nothing,
    }
}

/// Tests whether a word names learners, with a Korean ending or without.
fn is_learner(word: &str) -> bool {
    LEARNERS.iter().any(|learner| word == *learner || (!learner.is_ascii() && word.starts_with(learner)))
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
mod tests;
