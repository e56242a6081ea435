//! Compares the terms that are mined of the sample course with a literal scan of its keyword sections.

use std::fs;

use super::places::{sample, sample_folder};

/// The items of keyword sections as the census of the course counts them, by line: `- **term**: definition`, outside code,
/// under a heading of level 2 that says 핵심 키워드.
fn literal(text: &str) -> Vec<(usize, String, String)> {
    let (mut in_section, mut in_code) = (false, false);
    let mut items = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if line.starts_with("# ") || line.starts_with("## ") {
            in_section = line.contains("핵심 키워드");
        } else if in_section && !in_code {
            let item = line.trim_start().strip_prefix(['-', '*', '+']).map(str::trim_start);
            let parts = item.and_then(|item| item.strip_prefix("**")).and_then(|item| item.split_once("**:"));
            if let Some((term, definition)) = parts.filter(|(_, definition)| !definition.trim().is_empty()) {
                items.push((number + 1, term.to_owned(), definition.trim().to_owned()));
            }
        }
    }
    items
}

#[test]
fn every_term_of_the_keyword_sections_is_mined_and_nothing_else() {
    let (Some(course), Some(folder)) = (sample(), sample_folder()) else { return };
    let (mut found, mut lists, mut quotes) = (0, Vec::new(), 0);
    for (path, lesson) in &course.lessons {
        let text = fs::read_to_string(folder.join(path.as_str())).unwrap();
        let items = literal(&text);
        for (line, term, definition) in &items {
            if lesson.terms.iter().any(|mined| mined.line == *line) {
                found += 1;
            } else {
                // A list of names behind a label is the one form that is left out.
                assert!(definition.contains(", ") && definition.is_ascii(), "{path}:{line} {term}: {definition}");
                lists.push(term.clone());
            }
        }
        for mined in lesson.terms.iter().filter(|mined| items.iter().all(|(line, ..)| *line != mined.line)) {
            let line = text.lines().nth(mined.line - 1).unwrap_or_default();
            assert!(line.starts_with("> **"), "{path}:{} {} is no term", mined.line, mined.term);
            quotes += 1;
        }
    }
    println!(
        "{found} items are mined, {} labels of lists of names are not, {quotes} quotes that define are",
        lists.len()
    );
    assert!(found > 200 && lists.len() * 20 < found);
}
