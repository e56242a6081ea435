//! Checks that pages fit their screens: drawings, tables, the full-size view, the week by the clock.

use serde_json::json;

use super::chromium::Chromium;
use crate::support::CourseTest;

/// The number of drawings and tables that reach out of their frames, and of pages that scroll sideways.
const CROPPED: &str = "(() => {
  const out = (inner, outer) => { const [a, b] = [inner, outer].map((each) => each.getBoundingClientRect()); return a.left < b.left - 1 || a.right > b.right + 1; };
  const drawings = [...document.querySelectorAll('.diagram-view')].filter((view) => out(view.querySelector('svg'), view));
  const tables = [...document.querySelectorAll('.table-view')].filter((view) => view.scrollWidth > view.clientWidth + 1);
  return drawings.length + tables.length + (document.documentElement.scrollWidth > innerWidth + 1 ? 1 : 0);
})()";

fn course() -> CourseTest {
    let steps: String =
        (1..=14).map(|n| format!("  S{n}[Step number {n}] --> S{}[Step number {}]\n", n + 1, n + 1)).collect();
    let session = |n: u8, time: &str, text: &str| {
        format!("# Session {n}: S{n}\n\n## Session Info\n\n**Time**: {time} (50 min)\n\n## Text\n\n{text}\n")
    };
    let text = format!(
        "```mermaid\nflowchart LR\n{steps}```\n\n```mermaid\nflowchart TD\n  A --> B\n```\n\n\
         | Name | Command | What it does | When it is used |\n|---|---|---|---|\n\
         | bridge | `docker network create -d bridge shop` | It joins the containers of one host | In development |\n\n\
         | Key | Value |\n|---|---|\n| port | 8080 |\n"
    );
    CourseTest::new()
        .file("README.md", "# Course\n")
        .file("week_01/README.md", "# Week 1: Begin\n")
        .file("week_01/day1/session_1.md", &session(1, "09:00-09:50", &text))
        .file("week_01/day1/session_2.md", &session(2, "10:00-10:50", "Text."))
        .file("week_01/day2/session_1.md", &session(1, "09:00-09:50", "Text."))
        .file("week_01/day2/session_2.md", &session(2, "13:00-13:50", "Text."))
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn drawings_and_tables_are_whole_at_every_width() {
    let built = course().build().ok();
    let mut browser = Chromium::start();
    for width in [1440, 1024, 768, 360] {
        browser.resize(width, 800);
        browser.open(&built.output.join("week_01/day1/session_1.html"));
        assert_eq!(browser.evaluate(CROPPED), json!(0), "{width}");
    }
    browser.until("document.querySelectorAll('.diagram[data-small]').length === 1");
    let label = "getComputedStyle(document.querySelector('.stacked td:nth-child(2)'), '::before').content";
    assert_eq!(browser.evaluate(label), json!("\"Command\""));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_drawing_opens_fitted_by_click_and_enter() {
    let built = course().build().ok();
    let mut browser = Chromium::start();
    browser.resize(360, 700);
    browser.open(&built.output.join("week_01/day1/session_1.html"));
    let fitted = "(() => {
      const box = document.querySelector('dialog.zoom[open] svg').getBoundingClientRect();
      return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
    })()";
    browser.evaluate("document.querySelector('.diagram-view').click()");
    browser.until("document.querySelector('dialog.zoom[open] svg') !== null");
    assert_eq!(browser.evaluate(fitted), json!(true));
    browser.evaluate("document.querySelector('dialog.zoom').close()");
    browser.until("document.querySelector('dialog.zoom svg') === null");
    browser.evaluate("document.querySelector('.diagram-view').focus()");
    browser.press("Enter", 13);
    browser.until("document.querySelector('dialog.zoom[open] svg') !== null");
    assert_eq!(browser.evaluate(fitted), json!(true));
    // The hint goes away once the reader moves the drawing.
    browser.press("+", 187);
    browser.until("'done' in document.querySelector('.zoom-hint').dataset");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_week_is_one_axis_and_on_a_phone_one_day_at_a_time() {
    let built = course().build().ok();
    let mut browser = Chromium::start();
    browser.open(&built.output.join("week_01/index.html"));
    // The session at 13:00 begins as far below as it begins later, up to the greatest height of a gap.
    let order = "(() => {
      const top = (text) => [...document.querySelectorAll('.week-map-entry')].find((entry) => entry.textContent.includes(text)).getBoundingClientRect().top;
      return top('10:00') > top('09:00') && top('13:00') > top('10:00') + 60;
    })()";
    assert_eq!(browser.evaluate(order), json!(true));
    browser.resize(360, 700);
    let shown = "[...document.querySelectorAll('.week-map-entry')].filter((entry) => entry.checkVisibility()).length";
    browser.until(&format!("{shown} === 2"));
    assert_eq!(browser.evaluate(CROPPED), json!(0));
    browser.evaluate("document.querySelectorAll('.week-days input')[1].click()");
    browser.until("document.querySelector('.week-map-entry[href*=\"day2/session_2\"]').checkVisibility()");
    assert_eq!(browser.evaluate(shown), json!(2));
}
