//! Compares the terms that are read from the labelled courses with a literal scan of their keyword sections.

use std::fs;

use super::places::{COURSES, course, data};

/// Returns the items of keyword sections, by line: `- **term**: definition`, outside code, under a heading of level 2 that
/// contains 핵심 키워드 or Key terms.
fn literal(text: &str) -> Vec<(usize, String)> {
    let (mut in_section, mut in_code) = (false, false);
    let mut items = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if line.starts_with("# ") || line.starts_with("## ") {
            in_section = line.contains("핵심 키워드") || line.contains("Key terms");
        } else if in_section && !in_code {
            let item = line.trim_start().strip_prefix("- **").and_then(|item| item.split_once("**:"));
            items.extend(item.map(|(term, _)| (number + 1, term.to_owned())));
        }
    }
    items
}

#[test]
fn every_term_of_the_keyword_sections_is_mined_and_nothing_else() {
    let mut all = 0;
    for name in COURSES {
        let course = course(name);
        for (path, lesson) in &data(&course).lessons {
            let items = literal(&fs::read_to_string(course.course().join(path.as_str())).unwrap());
            all += items.len();
            let lines: Vec<usize> = lesson.terms.iter().map(|term| term.line).collect();
            assert_eq!(lines, items.iter().map(|(line, _)| *line).collect::<Vec<_>>(), "{name}/{path}: {items:?}");
            for (term, (_, written)) in lesson.terms.iter().zip(&items) {
                assert!(written.starts_with(&term.term), "{name}/{path}: {written} is mined as {}", term.term);
            }
        }
    }
    assert!(all >= 29, "{all}");
}
