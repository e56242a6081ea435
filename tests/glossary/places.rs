//! Measures how well terms are found in running text: precision and recall at places drawn by a seed, labelled by hand.
//!
//! - A **marked** place is one that a page marks.
//! - A **candidate** is any other place of running text (links, code and what else no mark may touch left out) where the
//!   letters of a name or alias stand, whatever their case and whatever stands around them, spaces and hyphens not
//!   counted, and that the search refused. Most are three letters inside an English word (`ca` in `cache`), which no
//!   one would take for a use; so candidates in Latin letters with a Latin letter on either side are drawn apart, and
//!   two in three of those that are drawn are others. Places that the search accepts and the page leaves unmarked (a second use in a
//!   section, an everyday word, one mark too many) are neither.
//! - A place is a **use** if its words are the term, and no part of another word or name. If the course defines that term
//!   only for something else of the same name (`저장소` of code, where data are stored), it is one in another **sense**.
//!
//! 300 marked and 300 candidates are drawn: those whose hash with the seed is least, so that a change of the rules redraws few.
//! Precision is the share of uses among the marked. Recall is estimated over all accepted places: `A·p / (A·p + R·m)`, with
//! `A` accepted and `R` refused places, `p` the precision and `m` the share of uses among the drawn candidates, with `R·m`
//! summed over both kinds of candidates.
//!
//! To label: `SEODANG_PLACES=places.tsv cargo test --test main places` writes every drawn place with its context there,
//! verdicts that are known filled in; `tests/glossary/labels.tsv` holds them, without a word of the course.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use seodang::config::Config;
use seodang::course::Course;
use seodang::course::glossary::Search;
use seodang::lesson::Passage;
use seodang::read::{self, ReadOptions};
use seodang::source::Span;

/// Chosen before the first draw.
const SEED: &str = "seodang glossary 1";

/// How many places of each kind are drawn.
const DRAWN: usize = 300;

/// How many of the candidates are drawn inside Latin words, at most.
const INSIDE: usize = 100;

/// The folder of the course that is measured, where it is there: it is no part of the project.
pub(super) fn sample_folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).find_map(|above| {
        let folder = above.join("shared/sample-course");
        folder.is_dir().then_some(folder)
    });
    let folder = folder.or_else(|| std::env::var_os("SEODANG_SAMPLE_COURSE").map(PathBuf::from));
    if folder.is_none() {
        println!("skipped: there is no ../shared/sample-course; SEODANG_SAMPLE_COURSE names one");
    }
    folder
}

/// That course.
pub(super) fn sample() -> Option<Course> {
    let folder = sample_folder()?;
    let sources = read::course(&folder, &ReadOptions::default()).unwrap().value;
    Some(seodang::pipeline::course_of(&sources, &Config::default()).value)
}

/// A place of a course.
struct Place<'a> {
    /// What stands for it in the labels: hashes of page and passage, and the offset.
    id: String,
    page: String,
    passage: &'a Passage,
    span: Span,
    term: String,
}

fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..10].to_owned()
}

fn place<'a>(page: &str, passage: &'a Passage, span: Span, term: &str) -> Place<'a> {
    let id = format!("{} {} {}-{}", short_hash(page), short_hash(&passage.text), span.start, span.end);
    Place { id, page: page.to_owned(), passage, span, term: term.to_owned() }
}

/// Whether a place stands inside a word of Latin letters.
fn is_inside(place: &Place<'_>) -> bool {
    let text = &place.passage.text;
    let (before, after) = (text[..place.span.start].chars().next_back(), text[place.span.end..].chars().next());
    let found = &text[place.span.start..place.span.end];
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    (is_latin(before) && is_latin(found.chars().next())) || (is_latin(found.chars().next_back()) && is_latin(after))
}

/// The marked places, the refused candidates, and how many places the search accepts.
fn all(course: &Course) -> (Vec<Place<'_>>, Vec<Place<'_>>, usize) {
    let terms: Vec<_> = course.glossary.terms().collect();
    let search = Search::new(terms.iter().copied(), None).unwrap();
    let folded: Vec<(String, &str)> = terms
        .iter()
        .flat_map(|term| {
            std::iter::once(&term.name).chain(&term.aliases).map(|name| (fold(name).0, term.name.as_str()))
        })
        .filter(|(name, _)| name.chars().filter(|c| c.is_alphanumeric()).count() > 1)
        .collect();
    let (mut marked, mut refused, mut accepted) = (Vec::new(), Vec::new(), 0);
    for (path, lesson) in &course.lessons {
        let page = path.to_string();
        for passage in &lesson.prose {
            let hits: Vec<Span> = search
                .find(&passage.text)
                .iter()
                .map(|hit| hit.span)
                .filter(|span| passage.holds_whole(*span))
                .collect();
            accepted += hits.len();
            for mark in course.glossary.marks[path].iter().filter(|mark| mark.passage == passage.place) {
                marked.push(place(&page, passage, mark.span, &terms[mark.term].name));
            }
            let (text, offsets) = fold(&passage.text);
            let mut seen: Vec<Span> = Vec::new();
            for (name, term) in &folded {
                for (at, _) in text.match_indices(name.as_str()) {
                    let span = Span::new(offsets[at], offsets[at + name.len() - 1] + 1);
                    let span = Span::new(span.start, passage.text.ceil_char_boundary(span.end));
                    let overlaps = |other: &Span| other.start < span.end && span.start < other.end;
                    if passage.holds_whole(span) && !hits.iter().any(overlaps) && !seen.contains(&span) {
                        seen.push(span);
                        refused.push(place(&page, passage, span, term));
                    }
                }
            }
        }
    }
    (marked, refused, accepted)
}

/// A text in lower case without spaces and hyphens, and for each byte of it the offset in the text.
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

/// The places whose hash with the seed is least.
fn draw(mut places: Vec<Place<'_>>, most: usize) -> Vec<Place<'_>> {
    places.sort_by_cached_key(|place| short_hash(&format!("{SEED} {}", place.id)));
    places.truncate(most);
    places
}

/// The verdicts that were given by hand.
fn labels() -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/glossary/labels.tsv");
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(id, verdict)| (id.to_owned(), verdict.to_owned())).collect()
}

/// The drawn places as lines to label: verdict, kind, id, page, term, context with the place in brackets.
fn listed(kind: &str, places: &[Place<'_>], labels: &BTreeMap<String, String>) -> String {
    let mut lines = String::new();
    for place in places {
        let verdict = labels.get(&place.id).map_or("?", String::as_str);
        let text = &place.passage.text;
        let before: String =
            text[..place.span.start].chars().rev().take(50).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text[place.span.end..].chars().take(40).collect();
        let found = &text[place.span.start..place.span.end];
        writeln!(lines, "{verdict}\t{kind}\t{}\t{}\t{}\t{before}[{found}]{after}", place.id, place.page, place.term)
            .unwrap();
    }
    lines
}

#[test]
fn places_of_terms_are_found_with_precision_and_recall() {
    let Some(course) = sample() else { return };
    let labels = labels();
    let (marked, refused, accepted) = all(&course);
    let (inside, outside): (Vec<_>, Vec<_>) = refused.into_iter().partition(is_inside);
    let (all_marked, all_inside, all_outside) = (marked.len(), inside.len(), outside.len());
    let outside = draw(outside, DRAWN - INSIDE);
    let (marked, inside) = (draw(marked, DRAWN), draw(inside, DRAWN - outside.len()));
    if let Some(file) = std::env::var_os("SEODANG_PLACES") {
        let lines = listed("marked", &marked, &labels)
            + &listed("inside", &inside, &labels)
            + &listed("outside", &outside, &labels);
        fs::write(file, lines).unwrap();
    }
    let share = |places: &[Place<'_>]| {
        let known: Vec<&str> = places.iter().filter_map(|place| labels.get(&place.id)).map(String::as_str).collect();
        let uses = known.iter().filter(|verdict| **verdict != "no").count();
        (known.len(), uses)
    };
    let (known_marked, right) = share(&marked);
    let other = marked.iter().filter(|place| labels.get(&place.id).is_some_and(|verdict| verdict == "sense")).count();
    let ((known_inside, missed_inside), (known_outside, missed_outside)) = (share(&inside), share(&outside));
    println!(
        "{all_marked} marked, {accepted} accepted places, {all_inside} candidates inside words, {all_outside} others"
    );
    println!(
        "labelled: {known_marked} marked of which {right} uses ({other} in another sense); candidates: {missed_inside} uses of {known_inside} inside words, {missed_outside} of {known_outside} others"
    );
    let rate =
        |part: usize, of: usize| f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap());
    let precision = rate(right, known_marked);
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    let found = count(accepted) * precision;
    let lost = count(all_inside) * rate(missed_inside, known_inside)
        + count(all_outside) * rate(missed_outside, known_outside);
    let recall = found / (found + lost);
    let fitting = rate(right - other, known_marked);
    println!(
        "precision {:.1} % ({:.1} % in a sense that is defined), recall {:.1} %",
        precision * 100.0,
        fitting * 100.0,
        recall * 100.0
    );
    // A change of the rules redraws some places, whose labels are not there yet; most must be.
    assert!(
        known_marked > DRAWN * 9 / 10 && (known_inside + known_outside) > DRAWN * 9 / 10,
        "draw anew and label: see the top of this file"
    );
    assert!(precision >= 0.98, "precision {precision}");
    assert!(fitting >= 0.95, "in a sense that is defined: {fitting}");
    assert!(recall >= 0.95, "recall {recall}");
}
