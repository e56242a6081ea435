//! Compares the places at which terms are found in running text with labels that a person wrote into two small courses.
//!
//! The courses are `tests/courses/glossary_ko` and `glossary_en`. Braces in their texts label places and are removed before
//! the course is read:
//!
//! - `{=로드 밸런서}` is a use of a term. It must be found.
//! - `{-배포}판` and `{-blog}` contain the letters of a term's name but are not uses of it. They must be refused.
//! - `{~저장소}` has another sense than the one that the course defines. The text around it gives no evidence, so it is found.
//! - `{=!…}` and `{-!…}` are known mistakes: a missed use, and letters that are mistaken for a use.
//!
//! Every place that the search accepts needs a label, and so does every refused place with the letters of a name (in any
//! case, without spaces and hyphens), unless they are part of a word in Latin letters (`ca` in `cache`).

use std::fmt::Write as _;
use std::path::Path;

use seodang::config::Config;
use seodang::course::Course;
use seodang::course::glossary::TermSearch;
use seodang::lesson::Passage;
use seodang::read::{self, ReadOptions};
use seodang::source::Span;

use crate::support::{CourseTest, contents};

/// The labelled courses.
pub(super) const COURSES: [&str; 2] = ["glossary_ko", "glossary_en"];

/// The judgement of a person on a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The words are the term.
    Use,
    /// The words are the term, in a sense that the course does not define.
    OtherSense,
    /// The letters are part of another word or name.
    NoUse,
}

/// A labelled place of a source.
#[derive(Debug)]
struct Label {
    text: String,
    /// 1-based.
    line: usize,
    verdict: Verdict,
    /// Whether the search is known to be wrong here.
    is_mistake: bool,
}

/// A place of a passage: accepted by the search, or refused although it has the letters of a name.
struct Place {
    span: Span,
    is_accepted: bool,
}

/// Splits a labelled source into the text of the lesson and its labels.
fn unlabelled(source: &str) -> (String, Vec<Label>) {
    let (mut text, mut labels) = (String::new(), Vec::new());
    let mut parts = source.split('{');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (label, rest) = part.split_once('}').unwrap_or_else(|| panic!("a label is never closed: {part}"));
        let (verdict, words) = match label.split_at(1) {
            ("=", words) => (Verdict::Use, words),
            ("~", words) => (Verdict::OtherSense, words),
            ("-", words) => (Verdict::NoUse, words),
            _ => panic!("{{{label}}} has no verdict"),
        };
        let (words, is_mistake) = words.strip_prefix('!').map_or((words, false), |words| (words, true));
        labels.push(Label { text: words.to_owned(), line: text.matches('\n').count() + 1, verdict, is_mistake });
        text.push_str(words);
        text.push_str(rest);
    }
    (text, labels)
}

/// Returns a course of `tests/courses` without its labels, and the labels by page.
fn labelled(name: &str) -> (CourseTest, Vec<(String, Vec<Label>)>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses").join(name);
    let mut labels = Vec::new();
    let course = contents(&folder).into_iter().fold(CourseTest::new(), |course, (path, bytes)| {
        let (text, found) = unlabelled(&String::from_utf8(bytes).unwrap());
        labels.push((path.clone(), found));
        course.file(&path, &text)
    });
    (course, labels)
}

/// Returns a labelled course without its labels.
pub(super) fn course(name: &str) -> CourseTest {
    labelled(name).0
}

/// Returns the course as data.
pub(super) fn data(course: &CourseTest) -> Course {
    let sources = read::course(&course.course(), &ReadOptions::default()).unwrap().value;
    seodang::pipeline::course_of(&sources, &Config::default()).value
}

/// Returns a text in lower case without spaces and hyphens, and for each byte of it the offset in the text.
fn fold(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut offsets) = (String::new(), Vec::new());
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace() && *c != '-') {
        for lower in c.to_lowercase() {
            folded.push(lower);
            offsets.resize(folded.len(), at);
        }
    }
    (folded, offsets)
}

/// Tests whether a place is part of a word in Latin letters.
fn is_inside_word(text: &str, span: Span) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let found = &text[span.start..span.end];
    (is_latin(text[..span.start].chars().next_back()) && is_latin(found.chars().next()))
        || (is_latin(found.chars().next_back()) && is_latin(text[span.end..].chars().next()))
}

/// Returns the Latin letters around a place.
fn word_around(text: &str, span: Span) -> &str {
    let start = text[..span.start].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let rest = &text[span.end..];
    &text[start..text.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len()]
}

/// Returns the places of a passage in order, without overlaps: accepted ones take precedence, then longer refused ones.
fn places(passage: &Passage, search: &TermSearch, names: &[String]) -> Vec<Place> {
    let mut places: Vec<Place> = search
        .find(&passage.text)
        .iter()
        .map(|hit| Place { span: hit.span, is_accepted: true })
        .filter(|place| passage.holds_whole(place.span))
        .collect();
    let (text, offsets) = fold(&passage.text);
    let mut refused: Vec<Span> = names
        .iter()
        .flat_map(|name| text.match_indices(name.as_str()).map(move |(at, _)| (at, at + name.len() - 1)))
        .map(|(first, last)| Span::new(offsets[first], passage.text.ceil_char_boundary(offsets[last] + 1)))
        .filter(|span| passage.holds_whole(*span))
        .collect();
    refused.sort_by_key(|span| (std::cmp::Reverse(span.end - span.start), span.start));
    for span in refused {
        if !places.iter().any(|place| place.span.start < span.end && span.start < place.span.end) {
            places.push(Place { span, is_accepted: false });
        }
    }
    places.sort_by_key(|place| place.span.start);
    places
}

/// The numbers of places, by the results of the search and the labels.
#[derive(Default)]
struct Score {
    uses_found: usize,
    uses_missed: usize,
    other_senses: usize,
    no_use_found: usize,
    no_use_refused: usize,
    /// Lines for the places where labels and search disagree.
    wrong: String,
}

impl Score {
    /// Counts a label that was compared with the search.
    fn count(&mut self, page: &str, label: &Label, is_accepted: bool) {
        let is_right = match (label.verdict, is_accepted) {
            (Verdict::Use, true) => (true, self.uses_found += 1).0,
            (Verdict::Use, false) => (false, self.uses_missed += 1).0,
            (Verdict::OtherSense, true) => (true, self.other_senses += 1).0,
            (Verdict::OtherSense, false) => true,
            (Verdict::NoUse, true) => (false, self.no_use_found += 1).0,
            (Verdict::NoUse, false) => (true, self.no_use_refused += 1).0,
        };
        if is_right == label.is_mistake {
            let found = if is_accepted { "found" } else { "not found" };
            writeln!(self.wrong, "{page}:{} `{}` is {found}: {label:?}", label.line, label.text).unwrap();
        }
    }

    /// Compares the places of one passage with the labels of its lines.
    fn compare(&mut self, page: &str, text: &str, places: &[Place], labels: &[Label]) {
        let mut left = labels;
        for place in places {
            let found = &text[place.span.start..place.span.end];
            let fits = |label: &Label| {
                // The search excludes the `s` of a plural, and the letters may be part of the labelled text.
                let is_part = label.verdict == Verdict::NoUse && label.text.contains(found);
                label.text == found
                    || label.text.strip_suffix('s') == Some(found)
                    || (is_part && (label.text == word_around(text, place.span) || !found.is_ascii()))
            };
            if let Some(at) = left.iter().position(fits) {
                left[..at].iter().for_each(|label| self.count(page, label, false));
                self.count(page, &left[at], place.is_accepted);
                left = &left[at + 1..];
            } else if place.is_accepted || !is_inside_word(text, place.span) {
                writeln!(self.wrong, "{page}: `{found}` has no label in: {text}").unwrap();
            }
        }
        for label in left {
            self.count(page, label, false);
        }
    }
}

/// Compares a labelled course with the results of the search in it.
fn score(name: &str) -> Score {
    let (course, labels) = labelled(name);
    let course = data(&course);
    let terms: Vec<_> = course.glossary.terms().collect();
    let search = TermSearch::new(terms.iter().copied(), None).unwrap();
    let names: Vec<String> = terms
        .iter()
        .flat_map(|term| std::iter::once(&term.name).chain(&term.aliases))
        .map(|name| fold(name).0)
        .filter(|name| name.chars().filter(|c| c.is_alphanumeric()).count() > 1)
        .collect();
    let mut score = Score::default();
    for (path, lesson) in &course.lessons {
        let page = format!("{name}/{path}");
        let (_, labels) = labels.iter().find(|(labelled, _)| *labelled == path.to_string()).unwrap();
        let mut labels = labels.as_slice();
        let mut passages = lesson.prose.iter().peekable();
        while let Some(passage) = passages.next() {
            let end = passages.peek().map_or(usize::MAX, |next| next.place.0);
            let (own, rest) = labels.split_at(labels.iter().take_while(|label| label.line < end).count());
            score.compare(&page, &passage.text, &places(passage, &search, &names), own);
            labels = rest;
        }
        assert!(labels.is_empty(), "{page}: labels outside of running text: {labels:?}");
    }
    score
}

#[test]
fn places_of_terms_are_found_with_precision_and_recall() {
    let scores = COURSES.map(score);
    let wrong: String = scores.iter().map(|score| score.wrong.as_str()).collect();
    assert!(wrong.is_empty(), "labels and search disagree:\n{wrong}");
    let sum = |count: fn(&Score) -> usize| f64::from(u32::try_from(scores.iter().map(count).sum::<usize>()).unwrap());
    let (found, missed) = (sum(|score| score.uses_found), sum(|score| score.uses_missed));
    let (senses, taken) = (sum(|score| score.other_senses), sum(|score| score.no_use_found));
    let refused = sum(|score| score.no_use_refused);
    let precision = (found + senses) / (found + senses + taken);
    let fitting = found / (found + senses + taken);
    let recall = found / (found + missed);
    println!(
        "{found} uses found, {missed} missed; {senses} in another sense; {taken} taken for a use, {refused} refused"
    );
    println!("precision {precision:.3}, in a sense that is defined {fitting:.3}, recall {recall:.3}");
    assert!(found >= 200.0 && refused >= 20.0, "there was something to measure");
    assert!(precision >= 0.98, "precision {precision}");
    assert!(fitting >= 0.95, "in a sense that is defined: {fitting}");
    assert!(recall >= 0.95, "recall {recall}");
}
