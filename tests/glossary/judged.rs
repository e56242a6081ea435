//! Compares the marks of the shipped course with the judgement of a person on each of them.
//!
//! `judged.tsv` has a row for each mark: the verdict (`right`, `wrong`: another sense, `useless`: the definition does not
//! explain), the page, the term, and the text around the mark, which is in `[[…]]`. A person who did not write the rules gave
//! the verdicts. `SEODANG_UPDATE=1` writes the current marks, new ones with the verdict `?`, which a person must replace.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use seodang::config::Config;
use seodang::read::{self, ReadOptions};

const VERDICTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/glossary/judged.tsv");

/// The number of characters on each side of a mark that identify it.
const AROUND: usize = 30;

/// Returns the marks of the shipped course, as rows without verdicts, in order.
fn marks() -> Vec<String> {
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let sources = read::course(&sessions, &ReadOptions::default()).unwrap().value;
    let course = seodang::pipeline::course_of(&sources, &Config::default()).value;
    let mut rows = Vec::new();
    for (path, marks) in &course.glossary.marks {
        for mark in marks {
            let passage = course.lessons[path].prose.iter().find(|passage| passage.place == mark.passage).unwrap();
            let (before, rest) = passage.text.split_at(mark.span.start);
            let (name, after) = rest.split_at(mark.span.end - mark.span.start);
            let skipped = before.chars().count().saturating_sub(AROUND);
            let before: String = before.chars().skip(skipped).collect();
            let after: String = after.chars().take(AROUND).collect();
            let term = course.glossary.term(mark.term).unwrap();
            rows.push(format!("{path}\t{}\t{before}[[{name}]]{after}", term.name));
        }
    }
    rows
}

#[test]
fn marks_of_the_shipped_course_mean_what_they_show() {
    let known = fs::read_to_string(VERDICTS).unwrap_or_default();
    let known: BTreeMap<&str, &str> =
        known.lines().filter_map(|line| line.split_once('\t')).map(|(verdict, row)| (row, verdict)).collect();
    let marks = marks();
    let verdict = |row: &String| known.get(row.as_str()).copied().unwrap_or("?");
    if std::env::var_os("SEODANG_UPDATE").is_some() {
        let mut list = String::new();
        for row in &marks {
            writeln!(list, "{}\t{row}", verdict(row)).unwrap();
        }
        fs::write(VERDICTS, list).unwrap();
    }
    let unjudged: Vec<&String> = marks.iter().filter(|row| verdict(row) == "?").collect();
    assert!(
        unjudged.is_empty(),
        "judge these marks in tests/glossary/judged.tsv (SEODANG_UPDATE=1 lists them):\n{unjudged:#?}"
    );
    let right = marks.iter().filter(|row| verdict(row) == "right").count();
    assert!(marks.len() > 50, "{} marks", marks.len());
    assert!(right * 100 >= marks.len() * 93, "{right} of {} marks are right", marks.len());
}
