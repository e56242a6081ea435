//! Checks a week in a single file in both browsers: tasks are ticked and stored, a command is copied.

use std::path::PathBuf;

use serde_json::json;

use super::chromium::{Chromium, address};
use super::firefox::Firefox;
use crate::support::CourseTest;

/// Packs a week as one file: two lessons with a task of the same text.
fn week(test: &CourseTest) -> PathBuf {
    let packed = test.run(&["pack", "sample", "--single-file=week", "-o", "weeks"], "weeks").ok();
    let files: Vec<PathBuf> = std::fs::read_dir(&packed.output).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

fn course() -> CourseTest {
    CourseTest::new()
        .file(
            "week_01/session_1.md",
            "# Session 1: 시작\n\n- [ ] 복습했다\n- [ ] 물었다\n\n```bash\n$ ls  # all\n```\n\n```mermaid\ngraph TB\n  A --> B\n```\n",
        )
        .file("week_01/session_2.md", "# Session 2: 다음\n\n- [ ] 복습했다\n")
}

const TICK: &str = "document.querySelectorAll('input[data-task]')[0].click()";
const TICKED: &str = "[...document.querySelectorAll('input[data-task]')].map(box => box.checked)";
/// A script that counts the elements that need other files: sums of pages, the sheet behind them.
const DEAD: &str = "document.querySelectorAll('[data-load]:not(.figure-button), .meter, .tasks-sum').length";

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn ticks_stay_in_chromium() {
    let mut browser = Chromium::start();
    let course = course();
    let file = week(&course);
    browser.open(&file);
    assert_eq!(browser.evaluate(DEAD), json!(0), "nothing asks for a file that is not there");
    browser.evaluate(TICK);
    browser.open(&file);
    assert_eq!(browser.evaluate(TICKED), json!([true, false, false]), "the same words elsewhere are another task");
    browser.evaluate("window.copied = []; navigator.clipboard.writeText = text => { window.copied.push(text); return Promise.resolve(); }");
    browser.evaluate("document.querySelector('figure.code > .figure-button').click()");
    browser.until("window.copied.length === 1");
    assert_eq!(browser.evaluate("window.copied[0]"), json!("ls"), "the copy button is there too");
    browser.evaluate("document.querySelector('figure.diagram > .figure-button').click()");
    browser.until("document.querySelector('dialog.zoom[open] svg') !== null");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn ticks_stay_in_firefox() {
    let mut browser = Firefox::start();
    let course = course();
    let file = week(&course);
    browser.visit(&address(&file));
    browser.run(TICK);
    browser.visit("about:blank");
    browser.visit(&address(&file));
    assert_eq!(browser.run(&format!("return {TICKED};")), json!([true, false, false]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
