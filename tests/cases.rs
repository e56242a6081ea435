//! Runs the cases in the documents of `tests/cases`: courses with the diagnostics and the output that they must give.
//!
//! `tests/README.md` describes the form of a case. `SEODANG_UPDATE=1 cargo test cases` rewrites the expectations.

mod document;
mod outcome;
mod shape;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{files_below, is_update};
use document::Document;
pub(crate) use outcome::check_pages;
use outcome::{Outcome, expected_text};

/// Declares a test for each document: `area: [document, …]`.
macro_rules! documents {
    ($($area:ident: [$($name:ident),* $(,)?]),* $(,)?) => {
        $(mod $area {
            $(#[test]
            fn $name() {
                super::run(concat!(stringify!($area), "/", stringify!($name), ".md"));
            })*
        })*

        /// The documents that are run.
        const DOCUMENTS: &[&str] = &[$($(concat!(stringify!($area), "/", stringify!($name), ".md"),)*)*];
    };
}

documents! {
    check: [addresses, fixes, generated, other_tools, silence, site_addresses, switches],
    dialects: [boxes, layouts, media, quarto, tabs, templates],
    glossary: [cards, marks],
    markdown: [
        blocks, code, code_attributes, formulas, headings, html, images, includes, quizzes, sessions, spans, unbalanced_html, wiki_links,
    ],
    reading: [addresses, editions, front_matter, left_out, numbering, order, structure],
}

/// Returns the folder of the documents.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Runs the cases of a document, and compares the document with what it should be.
fn run(path: &str) {
    let file = folder().join(path);
    let text = fs::read_to_string(&file).unwrap();
    let (found, differences) = rerun(path, &text);
    if is_update() {
        fs::write(&file, found).unwrap();
    } else {
        assert!(differences.is_empty(), "{differences}SEODANG_UPDATE=1 takes what was found.");
    }
}

/// Runs the cases of a document; returns the document with the expectations that hold, and a report of those that did not.
fn rerun(path: &str, text: &str) -> (String, String) {
    let mut document = Document::parse(text);
    assert_eq!(document.to_text(), text, "{path}: a fence is not closed");
    assert!(!document.cases.is_empty(), "{path} has no cases");
    let mut differences = String::new();
    for case in &mut document.cases {
        let outcome = Outcome::of(case, path.starts_with("check/"));
        let elsewhere = outcome.elsewhere(case);
        assert!(elsewhere.is_empty(), "{path}: {}: no block holds the files of {elsewhere:?}", case.name);
        let head = format!("tests/cases/{path}:{} {}", case.line, case.name);
        for block in case.blocks_mut() {
            let expected = expected_text(&outcome, block);
            if block.text != expected {
                let info = &block.info;
                writeln!(differences, "{head}: ```{info}\n--- expected\n{}--- found\n{expected}", block.text).unwrap();
                block.text = expected;
            }
        }
    }
    (document.to_text(), differences)
}

#[test]
fn what_a_case_expects_wrongly_is_reported_and_written_anew() {
    let right = "# T\n\n## C\n\nWhy.\n\n````md\n# P\n\n[x](gone.md)\n\
                 //~ 1 warning[broken-link]: `gone.md` leads to no file of the course\n````\n\n\
                 ````text expect page.html\nx\n````\n";
    assert_eq!(rerun("markdown/x.md", right), (right.to_owned(), String::new()));
    for (from, to) in [
        ("//~ 1 ", "//~ 2 "),
        ("//~ 1 warning[broken-link]: `gone.md` leads to no file of the course\n", ""),
        ("# P\n", "# P\n//~ 1 error[broken-link]: not here\n"),
        ("page.html\nx\n", "page.html\ny\n"),
    ] {
        let wrong = right.replacen(from, to, 1);
        let (found, differences) = rerun("markdown/x.md", &wrong);
        assert_eq!(found, right);
        assert!(differences.starts_with("tests/cases/markdown/x.md:3 C: ```"), "{differences}");
    }
    let short = right.replace("leads to no file of the course", "leads…");
    assert_eq!(rerun("markdown/x.md", &short), (short.clone(), String::new()), "the beginning of a message will do");
}

#[test]
fn every_document_is_run() {
    let files: Vec<String> = files_below(&folder()).into_iter().filter(|file| file.ends_with(".md")).collect();
    assert_eq!(files, DOCUMENTS);
}
