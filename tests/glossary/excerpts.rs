//! Measures precision and recall of the marks on excerpts of public lessons, against the judgement of people on each place.
//!
//! `judged/places.tsv` has a row for each judged place: verdict, course, page, heading, the text around the place, which is in `[[…]]`,
//! and the term. The verdicts of marks are `right`, `wrong` (another sense, a part of another name, everyday use) and `useless` (the
//! definition does not explain); those of places without a mark are `wanted` and `not`. People who did not write the rules gave
//! those of four drawings by seed; an author of the rules added the rows with `+` behind the verdict, for marks that the excerpts
//! have in other places. The glossary of each lesson is `judged/<course>.md`, complete. `judged/README.md` names the sources.
//!
//! `SEODANG_UPDATE=1` appends the marks without a verdict, with `?`, which a person must replace.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use seodang::config::Config;
use seodang::course::Course;
use seodang::read::{self, ReadOptions};

use crate::support::CourseTest;

/// The floors, in percent: what the program reaches on the judged places. An excerpt lacks the section around it, in which an everyday
/// word finds the words of its definition: on whole pages more places are marked.
const PRECISION: usize = 96;
const RECALL: usize = 50;

/// The sign before the number of a passage in the name of its page.
const NUMBER: &str = "_passage_";

/// The name of the course that ships with the program; its pages are read where they are.
const SHIPPED: &str = "sessions";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/glossary/judged")
}

/// A judged place.
struct Judged {
    verdict: String,
    course: String,
    page: String,
    heading: String,
    /// The text without the marks of the place.
    text: String,
    place: Place,
}

/// Where a place is: the letters and digits of its passage, their number before the place, and the place itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    page: String,
    passage: String,
    before: usize,
    name: String,
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Place {
    fn of(page: &str, before: &str, name: &str, after: &str) -> Self {
        let passage = letters(before) + &letters(name) + &letters(after);
        let before = letters(before).chars().count();
        Self { page: page.to_owned(), passage, before, name: letters(name) }
    }
}

fn judged() -> Vec<Judged> {
    let rows = fs::read_to_string(folder().join("places.tsv")).unwrap();
    let row = |row: &str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let (before, rest) = cells[4].split_once("[[").unwrap();
        let (name, after) = rest.split_once("]]").unwrap();
        Judged {
            verdict: cells[0].trim_end_matches('+').to_owned(),
            course: cells[1].to_owned(),
            page: cells[2].to_owned(),
            heading: cells[3].to_owned(),
            text: format!("{before}{name}{after}"),
            place: Place::of(cells[2], before, name, after),
        }
    };
    rows.lines().map(row).collect()
}

/// Writes a text so that Markdown has no meaning in it.
fn escaped(text: &str) -> String {
    let mut written = String::new();
    for (at, c) in text.chars().enumerate() {
        let is_sign = c.is_ascii_punctuation() && (at == 0 || !".,:;'\"/-?%()".contains(c));
        written.extend(is_sign.then_some('\\'));
        written.push(c);
    }
    let numbered = written.split_once(". ").filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit()));
    numbered.map_or(written.clone(), |(number, rest)| format!("{number}\\. {rest}"))
}

/// Builds the course of the excerpts of a lesson: a page for each passage, so that each may have a mark.
fn excerpts(name: &str, places: &[&Judged]) -> Course {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for judged in places {
        if seen.insert((&judged.place.page, &judged.place.passage)) {
            let (heading, text) = (escaped(&judged.heading), escaped(judged.text.trim()));
            let page = format!("{}{NUMBER}{}", judged.page, seen.len());
            pages.insert(page, format!("# {}\n\n## {heading}\n\n{text}\n", escaped(&judged.page)));
        }
    }
    let glossary = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap();
    let mut course = CourseTest::new().file("README.md", "# A lesson in English about software\n");
    course = course.file("learners/reference.md", &glossary);
    for (page, text) in pages {
        course = course.file(&format!("{page}.md"), &text);
    }
    read_course(&course.course())
}

fn read_course(folder: &Path) -> Course {
    let sources = read::course(folder, &ReadOptions::default()).unwrap().value;
    seodang::pipeline::course_of(&sources, &Config::default()).value
}

/// Returns the marks of a course, by place, with rows for `places.tsv`.
fn marks(name: &str, course: &Course) -> BTreeMap<Place, String> {
    let mut found = BTreeMap::new();
    for (path, marks) in &course.glossary.marks {
        let lesson = &course.lessons[path];
        let page = path.as_str().trim_end_matches(".md");
        let page = page.rsplit_once(NUMBER).map_or(page, |(page, _)| page);
        for mark in marks {
            let passage = lesson.prose.iter().find(|passage| passage.place == mark.passage).unwrap();
            let (before, rest) = passage.text.split_at(mark.span.start);
            let (name_there, after) = rest.split_at(mark.span.end - mark.span.start);
            let term = &course.glossary.term(mark.term).unwrap().name;
            let heading = passage.section.map_or("", |heading| lesson.headings[heading].text.as_str());
            let row = format!("{name}\t{page}\t{heading}\t{before}[[{name_there}]]{after}\t{term}");
            found.insert(Place::of(page, before, name_there, after), row);
        }
    }
    found
}

/// The numbers of places by verdict, and of those that are marked.
#[derive(Default)]
struct Counts {
    marked: BTreeMap<String, usize>,
    unmarked: BTreeMap<String, usize>,
    /// For each passage with a place where readers want a definition, whether one is marked there.
    passages: BTreeMap<(String, String, String), bool>,
}

impl Counts {
    fn marked(&self, verdicts: &[&str]) -> usize {
        verdicts.iter().filter_map(|verdict| self.marked.get(*verdict)).sum()
    }

    /// Returns the share of marks that are right, in percent and tenths.
    fn precision(&self) -> usize {
        self.marked(&["right", "wanted"]) * 1000 / self.marked.values().sum::<usize>().max(1)
    }

    /// Returns the share of the passages where readers want a definition that have one, in percent and tenths.
    fn recall(&self) -> usize {
        self.passages.values().filter(|is_marked| **is_marked).count() * 1000 / self.passages.len().max(1)
    }
}

#[test]
fn marks_of_public_lessons_mean_what_they_show() {
    let judged = judged();
    let mut by_course: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for place in &judged {
        by_course.entry(&place.course).or_default().push(place);
    }
    assert!(by_course.len() > 3 && judged.len() >= 400, "{} courses, {} places", by_course.len(), judged.len());
    let (mut counts, mut unjudged, mut mistakes) = (Counts::default(), Vec::new(), String::new());
    for (name, places) in by_course {
        let is_shipped = name == SHIPPED;
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join(SHIPPED);
        let course = if is_shipped { read_course(&shipped) } else { excerpts(name, &places) };
        let mut marks = marks(name, &course);
        for place in places {
            let row = marks.remove(&place.place);
            let counted = if row.is_some() { &mut counts.marked } else { &mut counts.unmarked };
            *counted.entry(place.verdict.clone()).or_default() += 1;
            let is_good = ["right", "wanted"].contains(&place.verdict.as_str());
            if is_good {
                let passage = (name.to_owned(), place.page.clone(), place.place.passage.clone());
                *counts.passages.entry(passage).or_default() |= row.is_some();
            }
            if let Some(row) = row.filter(|_| !is_good) {
                writeln!(mistakes, "{}: {row}", place.verdict).unwrap();
            }
        }
        // Of the shipped course `judged.tsv` has all marks.
        unjudged.extend(marks.into_values().filter(|_| !is_shipped));
    }
    if std::env::var_os("SEODANG_UPDATE").is_some() && !unjudged.is_empty() {
        let path = folder().join("places.tsv");
        let mut rows = fs::read_to_string(&path).unwrap();
        for row in &unjudged {
            writeln!(rows, "?+\t{row}").unwrap();
        }
        fs::write(path, rows).unwrap();
    }
    assert!(unjudged.is_empty(), "judge these marks in places.tsv (SEODANG_UPDATE=1 appends them):\n{unjudged:#?}");
    assert!(judged.iter().all(|place| place.verdict != "?"), "replace each ? in places.tsv");
    let (precision, recall) = (counts.precision(), counts.recall());
    println!("precision {precision} ‰, recall {recall} ‰, {:?} marked, {:?} not", counts.marked, counts.unmarked);
    assert!(precision >= PRECISION * 10, "precision {precision} ‰:\n{mistakes}");
    assert!(recall >= RECALL * 10, "recall {recall} ‰");
}
