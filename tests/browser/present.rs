//! Holds what a class sees of a page: sections as slides, what does not fit on further ones, and the page unharmed after.

use serde_json::json;

use super::chromium::Chromium;
use crate::support::{Built, CourseTest};

fn course() -> Built {
    let long: String = (0..60).map(|n| format!("- 항목 {n}\n")).collect();
    let page = format!(
        "# Session 1: 시작\n\n## 소개 (5분)\n\n글.\n\n### 자세히\n\n```mermaid\ngraph TD\nA-->B\n```\n\n## 목록\n\n{long}\n## 끝\n\n- [ ] 확인\n"
    );
    CourseTest::new().file("week_01/session_1.md", &page).build().ok()
}

/// Presses a key as a keyboard with the Korean input method on sends it: by its place alone.
fn press(browser: &mut Chromium, key: &str, code: &str) {
    let target = "(document.querySelector('.present[open]') || document.body)";
    browser.evaluate(&format!(
        "{target}.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', code: '{code}', bubbles: true, cancelable: true }}))"
    ));
}

const NOW: &str = "document.querySelector('.slide[data-now]')";

#[test]
fn sections_are_slides_and_the_page_stays_as_it_was() {
    let Some(mut browser) = Chromium::start() else { return };
    let built = course();
    browser.resize(1280, 720);
    browser.open(&built.output.join("week_01/session_1.html"));
    let before = browser.evaluate("document.querySelector('main').outerHTML");
    press(&mut browser, "ㅔ", "KeyP");
    browser.until("!!document.querySelector('.present[open]')");
    let titles = browser.evaluate("[...document.querySelectorAll('.slide')].map(slide => slide.title_)");
    let titles: Vec<&str> = titles.as_array().unwrap().iter().filter_map(|title| title.as_str()).collect();
    assert_eq!(titles[..3], ["시작", "소개", "자세히"], "{titles:?}");
    assert!(titles.iter().filter(|title| **title == "목록").count() > 1, "a long list goes on: {titles:?}");
    let items = browser.evaluate("document.querySelectorAll('.present li:not(.task)').length");
    assert_eq!(items, json!(60), "nothing is lost on the way");
    let too_tall = "[...document.querySelectorAll('.slide-body')].filter(body => body.scrollHeight > body.clientHeight + 2).length";
    assert_eq!(browser.evaluate(too_tall), json!(0));
    let ids = "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(each => each.id))";
    assert_eq!(browser.evaluate(ids), json!(0), "no name has two owners");

    press(&mut browser, "ArrowRight", "ArrowRight");
    assert_eq!(browser.evaluate(&format!("{NOW}.title_")), json!("소개"));
    let timer = browser.evaluate("document.querySelector('.present-section').textContent");
    assert!(timer.as_str().unwrap().ends_with("/ 5분"), "{timer}");
    press(&mut browser, "ㅠ", "KeyB");
    assert_eq!(browser.evaluate("document.querySelector('.present').dataset.screen"), json!("black"));
    press(&mut browser, "ㅠ", "KeyB");
    press(&mut browser, "End", "End");
    browser.evaluate(&format!("{NOW}.querySelector('input').click()"));
    let ticked = "document.querySelector('main .task input').checked";
    assert_eq!(browser.evaluate(ticked), json!(true), "a tick on a slide is a tick on the page");
    browser.evaluate(&format!("{NOW}.querySelector('input').click()"));
    press(&mut browser, "Escape", "Escape");
    browser.until("!document.querySelector('.present')");
    assert_eq!(browser.evaluate("document.querySelector('main').outerHTML"), before);
    assert_eq!(browser.evaluate("document.body.querySelectorAll('[inert]').length"), json!(0));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
