//! Checks the presentation of a page: sections as slides, split where they are too long, and the page unchanged afterwards.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::chromium::{Chromium, address};
use super::firefox::Firefox;
use crate::support::{Built, CourseTest};

fn course() -> Built {
    let long: String = (0..60).map(|n| format!("- 항목 {n}\n")).collect();
    let page = format!(
        "# Session 1: 시작\n\n## 소개 (5분)\n\n글.\n\n### 자세히\n\n```mermaid\ngraph TD\nA-->B\n```\n\n## 목록\n\n{long}\n## 끝\n\n- [ ] 확인\n"
    );
    CourseTest::new().file("week_01/session_1.md", &page).build().ok()
}

/// Presses a key as the Korean input method sends it: only with its place on the keyboard.
fn press(browser: &mut Chromium, key: &str, code: &str) {
    let target = "(document.querySelector('.present[open]') || document.body)";
    browser.evaluate(&format!(
        "{target}.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', code: '{code}', bubbles: true, cancelable: true }}))"
    ));
}

/// Opens a lesson and its slides; the returned value owns the site.
fn presented(browser: &mut Chromium) -> Built {
    browser.resize(1280, 720);
    let built = course();
    browser.open(&built.output.join("week_01/session_1.html"));
    press(browser, "p", "KeyP");
    browser.until("!!document.querySelector('.present[open]')");
    built
}

const NOW: &str = "document.querySelector('.slide[data-shown]')";

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn sections_are_slides_and_the_page_stays_as_it_was() {
    let mut browser = Chromium::start();
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

    let mark = format!("['::before', '::after'].map(side => getComputedStyle({NOW}, side).content)");
    assert_eq!(browser.evaluate(&mark), json!(["none", "none"]), "what marks the present time is no part of a slide");

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

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_next_slide_and_the_speakers_window_show_what_comes() {
    let mut browser = Chromium::start();
    let _built = presented(&mut browser);
    press(&mut browser, "n", "KeyN");
    let small = "(([a, b]) => [b.title_, getComputedStyle(b).visibility, Math.round(100 * b.getBoundingClientRect().width / a.getBoundingClientRect().width)])([...document.querySelectorAll('.slide')])";
    assert_eq!(browser.evaluate(small), json!(["소개", "visible", 25]));
    browser.evaluate("window.speaker_ = null; window.open = (open => (...how) => window.speaker_ = open.call(window, ...how))(window.open)");
    press(&mut browser, "ㅍ", "KeyV");
    let heads =
        "['now', 'then'].map(id => window.speaker_.document.querySelector(`#${id} :is(h1, h2, h3)`)?.innerText.trim())";
    assert_eq!(browser.evaluate(heads), json!(["시작", "소개 (5분)"]));
    press(&mut browser, "ArrowRight", "ArrowRight");
    assert_eq!(browser.evaluate(heads), json!(["소개 (5분)", "자세히"]), "it goes along");
    browser.evaluate("window.speaker_.document.onkeydown({ key: 'ArrowLeft', code: 'ArrowLeft', target: window.speaker_.document.body, preventDefault() {} })");
    assert_eq!(browser.evaluate(&format!("{NOW}.title_")), json!("시작"), "and its keys turn the slides");
    press(&mut browser, "Escape", "Escape");
    browser.until("window.speaker_.closed");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn paper_takes_a_sheet_for_each_slide() {
    let mut browser = Chromium::start();
    let _built = presented(&mut browser);
    let slides = browser.evaluate("document.querySelectorAll('.slide').length").as_u64().unwrap();
    let printed = browser.call("Page.printToPDF", &json!({ "preferCSSPageSize": true, "printBackground": true }));
    let paper = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
    // Chromium writes the page objects uncompressed; the tree above them is named `/Pages`.
    let sheets =
        String::from_utf8_lossy(&paper).split("/Type /Page").skip(1).filter(|rest| !rest.starts_with('s')).count();
    assert_eq!(sheets as u64, slides);
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn slides_are_the_same_in_firefox() {
    let mut browser = Firefox::start();
    let built = course();
    browser.visit(&address(&built.output.join("week_01/session_1.html")));
    let found = browser.run(
        "const key = (key, code) => (document.querySelector('.present[open]') || document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
         key('ㅔ', 'KeyP');
         while (!document.querySelector('.present[open]')) await new Promise(go => setTimeout(go, 20));
         const bodies = [...document.querySelectorAll('.slide-body')];
         key('ArrowRight', 'ArrowRight');
         const now = document.querySelector('.slide[data-shown]').title_;
         const items = document.querySelectorAll('.present li:not(.task)').length;
         const tall = bodies.filter(body => body.scrollHeight > body.clientHeight + 2).length;
         const [slide, stage] = ['.slide[data-shown]', '.present-stage'].map(s => document.querySelector(s).getBoundingClientRect());
         key('Escape', 'Escape');
         return [now, items, tall, Math.abs(slide.width - stage.width) < 2, !document.querySelector('.present')];",
    );
    assert_eq!(found, json!(["소개", 60, 0, true, true]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn slides_keep_together_what_belongs_together() {
    let mut browser = Chromium::start();
    let lines: String = (0..70).map(|n| format!("command --number {n}\n")).collect();
    let rows: String = (0..40).map(|n| format!("| {n} | value |\n")).collect();
    let page = format!(
        "# Session 1: S\n\n## Chapter\n\n### Part\n\nText.\n\n**Check**:\n\n```bash\n{lines}```\n\n## Table\n\nThe values:\n\n| a | b |\n|---|---|\n{rows}"
    );
    let built = CourseTest::new().file("week_01/session_1.md", &page).build().ok();
    browser.resize(1280, 720);
    browser.visit(&format!("{}#slide-2", address(&built.output.join("week_01/session_1.html"))));
    browser.until("!!document.querySelector('.slide[data-shown]')");
    assert_eq!(browser.evaluate(&format!("{NOW}.title_")), json!("Part"), "the address names the slide");
    let seen = browser.evaluate(
        "[...document.querySelectorAll('.slide')].map(slide => { const body = slide.querySelector('.slide-body'); const last = body.lastElementChild; return { title: slide.title_, empty: !last, label: !!last && /:$/.test(last.textContent.trim()), tall: body.scrollHeight > body.clientHeight + 2, zoom: +(body.style.zoom || 1) }; })",
    );
    let seen = seen.as_array().unwrap();
    assert!(
        seen.iter().all(|slide| slide["title"] != "Chapter"),
        "a chapter without text of its own has no slide: {seen:?}"
    );
    for slide in &seen[1..] {
        assert!(slide["empty"] == false && slide["label"] == false && slide["tall"] == false, "{slide}");
        assert!(slide["zoom"].as_f64().unwrap() >= 0.8, "{slide}");
    }
    let all = "[...document.querySelectorAll('.slide code')].map(code => code.textContent.trim().split('\\n').length).reduce((a, b) => a + b)";
    assert_eq!(browser.evaluate(all), json!(70), "no line is lost");
    assert_eq!(browser.evaluate("document.querySelectorAll('.slide tbody tr').length"), json!(40));
    // Step by step: what is hidden comes with the next step, then the next slide.
    press(&mut browser, "i", "KeyI");
    let hidden = format!(
        "[...{NOW}.querySelectorAll('.slide-body > *')].filter(part => part.style.visibility === 'hidden').length"
    );
    assert_eq!(browser.evaluate(&hidden), json!(2));
    press(&mut browser, "ArrowRight", "ArrowRight");
    assert_eq!(browser.evaluate(&hidden), json!(1));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
