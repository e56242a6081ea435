//! Checks the preview in a real browser: pages follow every save and keep their state.

use std::fs;

use serde_json::{Value, json};

use super::chromium::Chromium;
use crate::support::{CourseTest, Preview};

const PAGE: &str = "/week_01/session_1.html";
const FILE: &str = "week_01/session_1.md";

/// Returns a long page with everything that readers change: `words` in its middle, `box` in its drawing, `key` in its code.
fn text(words: &str, label: &str, key: &str) -> String {
    let filler = |name: &str| (0..25).map(|n| format!("{name} paragraph {n} with some words.\n\n")).collect::<String>();
    format!(
        "# Session 1: First\n\n## Begin\n\n{}<details><summary>More</summary>\n\nhidden words\n\n</details>\n\n- [ ] to do\n\n## Middle\n\n{words}\n\n```yaml\nkey: {key}\n```\n\n```mermaid\ngraph TB\n  A[{label}] --> B[End]\n```\n\n## End\n\n{}Last words.\n",
        filler("early"),
        filler("late"),
    )
}

fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course\n\n[one](week_01/session_1.md)\n")
        .file("week_01/README.md", "# Week 1: Start\n\ntext\n")
        .file(FILE, &text("words0", "Label0", "value0"))
        .file("week_01/session_2.md", "# Session 2: Second\n\ntext\n")
}

/// Opens a page of an idle preview and marks it: a page that is loaded again has no mark.
fn visit(browser: &mut Chromium, preview: &Preview, target: &str) {
    browser.resize(1200, 800);
    browser.visit(&preview.url(target));
    browser.evaluate("document.fonts.ready.then(() => 0)");
    browser.evaluate("window.kept = true");
}

fn holds(words: &str) -> String {
    format!("document.querySelector('main').textContent.includes({})", json!(words))
}

const KEPT: &str = "window.kept === true";
const PANEL: &str = "document.querySelector('seodang-problems').shadowRoot.querySelector('.panel')";

/// Returns the errors of pages, except expected ones: requests that a reload aborts or that are answered with an error.
fn complaints(browser: &Chromium) -> Vec<String> {
    let meant = |complaint: &String| {
        let event: Value = serde_json::from_str(complaint).unwrap();
        event["canceled"] == true || event["errorText"].is_string() || event["entry"]["source"] == "network"
    };
    browser.complaints().into_iter().filter(|complaint| !meant(complaint)).collect()
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn an_edit_is_shown_in_place_and_nothing_is_lost() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    super::choose_scheme(&mut browser, "dark");
    browser.evaluate("document.querySelector('main details').open = true");
    browser.evaluate("document.querySelector('main input[type=checkbox]').click()");
    browser.evaluate("[...document.querySelectorAll('main p')].find(p => p.textContent === 'words0').scrollIntoView({ block: 'center', behavior: 'instant' })");
    assert!(browser.evaluate("window.scrollY").as_f64() > Some(500.0), "it has scrolled");
    // Waits until the opened and switched elements have settled.
    browser.evaluate("new Promise(rest => requestAnimationFrame(() => requestAnimationFrame(() => Promise.allSettled(document.getAnimations().map(a => a.finished)).then(() => rest(0)))))");
    // The place on the screen must not change, even if the content above it changes its height meanwhile.
    let top = "[...document.querySelectorAll('main p')].find(p => p.textContent.startsWith('words')).getBoundingClientRect().top";
    let place = browser.evaluate(top);
    course.edit(FILE, &text("words1", "Label0", "value0"));
    browser.until(&holds("words1"));
    let state = "[window.kept, document.documentElement.dataset.scheme, document.querySelector('main details').open, document.querySelector('main input[type=checkbox]').checked]";
    assert_eq!(browser.evaluate(state), json!([true, "dark", true, true]));
    let now = browser.evaluate(top);
    assert!((now.as_f64().unwrap() - place.as_f64().unwrap()).abs() < 2.0, "the place stays: {place}, {now}");
    // A change outside the window is scrolled into view.
    course.edit(FILE, &text("words1", "Label0", "value0").replace("Last words", "Very last words"));
    browser.until(&holds("Very last words"));
    browser.until("(b => b.top > 0 && b.bottom < innerHeight)([...document.querySelectorAll('main p')].find(p => p.textContent.startsWith('Very last')).getBoundingClientRect())");
    assert_eq!(browser.evaluate(state), json!([true, "dark", true, true]));
    // Headings are added to and removed from the outline too.
    course.edit(FILE, &text("words1\n\n## Further\n\nwords2", "Label0", "value0"));
    browser.until("[...document.querySelectorAll('.outline a')].some(a => a.textContent.includes('Further'))");
    assert_eq!(browser.evaluate(state), json!([true, "dark", true, true]));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn an_open_view_stays_and_shows_the_new_drawing_next_time() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    let enlarge = "document.querySelector('figure.diagram > .figure-button').click()";
    browser.evaluate(enlarge);
    browser.until("document.querySelector('dialog.zoom[open]') !== null");
    let shown = |label: &str| format!("document.querySelector('dialog.zoom[open]').textContent.includes('{label}')");
    assert_eq!(browser.evaluate(&shown("Label0")), json!(true));
    course.edit(FILE, &text("words1", "Label0", "value0"));
    browser.until(&holds("words1"));
    assert_eq!(browser.evaluate(&shown("Label0")), json!(true), "the view stays open");
    course.edit(FILE, &text("words1", "Label1", "value0"));
    browser.until("document.querySelector('figure.diagram svg').textContent.includes('Label1')");
    browser.evaluate("document.querySelector('dialog.zoom').close()");
    assert_eq!(browser.evaluate("document.querySelectorAll('figure.diagram > .figure-button').length"), json!(1));
    browser.evaluate(enlarge);
    assert_eq!(browser.evaluate(&shown("Label1")), json!(true), "the new drawing is enlarged");
    assert_eq!(browser.evaluate(KEPT), json!(true));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_first_card_and_first_tabs_work_at_once() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    assert_eq!(browser.evaluate("document.querySelectorAll('script[src$=\"media.js\"]').length"), json!(0));
    let words = "https://vimeo.com/76979871\n\n:::tabs\n=== \"A\"\n\n    one\n\n=== \"B\"\n\n    two\n:::\n";
    course.edit(FILE, &text(words, "Label0", "value0"));
    browser.until("document.querySelector('.media-load:not([hidden])') !== null");
    browser.until("document.querySelectorAll('.tab-list > [role=tab]').length === 2");
    course.edit(FILE, &text("words1", "Label0", "value0"));
    browser.until(&holds("words1"));
    course.edit(FILE, &text(words, "Label0", "value0"));
    browser.until("document.querySelectorAll('.tab-list > [role=tab]').length === 2");
    assert_eq!(browser.evaluate("document.querySelectorAll('script[src$=\"tabs.js\"]').length"), json!(1));
    assert_eq!(browser.evaluate(KEPT), json!(true), "the page was not loaded anew");
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn changed_code_is_copied_as_it_is_now() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    for (round, key) in ["value1", "value2"].into_iter().enumerate() {
        course.edit(FILE, &text("words0", "Label0", key));
        browser.until(&holds(key));
        let button = "[...document.querySelectorAll('figure.code[data-language=yaml] > .figure-button')]";
        assert_eq!(browser.evaluate(&format!("{button}.length")), json!(1), "round {round}");
        browser.evaluate("window.copied = null; navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }");
        browser.evaluate(&format!("{button}[0].click()"));
        assert_eq!(browser.evaluate("window.copied"), json!(format!("key: {key}")));
    }
    // A new block gets its button too.
    course.edit(FILE, &text("```sh\necho new\n```", "Label0", "value2"));
    browser.until("document.querySelectorAll('figure.code[data-language=sh] > .figure-button').length === 1");
    assert_eq!(browser.evaluate(KEPT), json!(true));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_sheet_is_swapped_and_a_template_is_loaded_anew() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    browser.evaluate("window.scrollTo({ top: 700, behavior: 'instant' })");
    let outline = |colour: &str| format!("getComputedStyle(document.body).outlineColor === '{colour}'");
    for (rule, colour) in [("rgb(1 2 3)", "rgb(1, 2, 3)"), ("rgb(4 5 6)", "rgb(4, 5, 6)")] {
        course.edit("../themes/default/css/glossary.css", &format!("body {{ outline: 1px solid {rule}; }}\n"));
        browser.until(&outline(colour));
        assert_eq!(browser.evaluate(KEPT), json!(true), "without a reload");
        // The new sheet loads its fonts again: until then, lines in the fallback font may move it by a pixel or two.
        browser.until("window.scrollY === 700");
    }
    // The old sheets are removed, and edits are still shown.
    let sheets = browser.evaluate("document.querySelectorAll('link[rel=stylesheet]').length");
    course.edit(FILE, &text("words1", "Label0", "value0"));
    browser.until(&holds("words1"));
    assert_eq!(browser.evaluate("document.querySelectorAll('link[rel=stylesheet]').length"), sheets);
    assert_eq!(browser.evaluate(&outline("rgb(4, 5, 6)")), json!(true));
    assert_eq!(browser.evaluate(KEPT), json!(true));
    let mine = "<!doctype html><html lang=\"en\"><head><title>x</title></head><body><main>MINE {{ page.title }}</main></body></html>";
    course.edit("../themes/default/templates/page.html", mine);
    browser.until(&holds("MINE First"));
    assert_eq!(browser.evaluate("window.kept === undefined"), json!(true), "another template is another page");
    // With a broken template, the last good page stays, with the error over it.
    browser.evaluate("window.kept = true");
    course.edit("../themes/default/templates/page.html", "{% if %}");
    browser.until(&format!("!{PANEL}.hidden && {PANEL}.textContent.includes('page.html')"));
    assert_eq!(browser.evaluate(&holds("MINE")), json!(true));
    course.edit("../themes/default/templates/page.html", &mine.replace("MINE", "MENDED"));
    browser.until(&holds("MENDED First"));
    browser.until(&format!("!document.querySelector('seodang-problems') || {PANEL}.hidden"));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_broken_drawing_keeps_its_last_state_until_it_is_mended() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    let drawing = |label: &str| format!("document.querySelector('figure.diagram svg').textContent.includes('{label}')");
    // An element without a rule is black.
    let fill = "getComputedStyle(document.querySelector('figure.diagram svg rect')).fill";
    for round in 0..2 {
        browser.until(&format!("{fill} !== 'rgb(0, 0, 0)'"));
        let painted = browser.evaluate(fill);
        course.edit(FILE, &text("words0", "Broken[[", "value0"));
        browser.until(&format!("!!document.querySelector('seodang-problems') && !{PANEL}.hidden"));
        let said = browser.evaluate(&format!("[...{PANEL}.querySelectorAll('.where, pre')].map(e => e.textContent)"));
        let words = text("words0", "Broken[[", "value0");
        let lines: Vec<&str> = words.lines().collect();
        let first = lines.iter().position(|line| *line == "```mermaid").unwrap();
        let is_place = |n: usize| {
            said[0].as_str().is_some_and(|place| place.starts_with(&format!("{FILE}:{}:", n + 1)))
                && said[1] == lines[n]
        };
        assert!((first..first + 4).any(is_place), "a line of the drawing, and what it says: {said}");
        assert_eq!(browser.evaluate(&drawing(&format!("Label{round}"))), json!(true), "the last drawing stays");
        assert_eq!(browser.evaluate(fill), painted, "in its colours");
        assert_eq!(browser.evaluate("document.querySelectorAll('[data-seodang-stale]').length"), json!(1));
        // Other edits are shown meanwhile.
        course.edit(FILE, &text(&format!("meanwhile{round}"), "Broken[[", "value0"));
        browser.until(&holds(&format!("meanwhile{round}")));
        assert_eq!(browser.evaluate(&drawing(&format!("Label{round}"))), json!(true), "it stays even then");
        assert_eq!(browser.evaluate(fill), painted, "and is painted as it was");
        course.edit(FILE, &text("words0", &format!("Label{}", round + 1), "value0"));
        browser.until(&drawing(&format!("Label{}", round + 1)));
        browser.until(&format!("{PANEL}.hidden"));
        assert_eq!(browser.evaluate("document.querySelectorAll('[data-seodang-stale]').length"), json!(0));
        assert_eq!(browser.evaluate("document.querySelectorAll('figure.diagram > .figure-button').length"), json!(1));
    }
    assert_eq!(browser.evaluate(KEPT), json!(true));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn pages_come_go_and_are_renamed() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    course.edit("week_01/session_3.md", "# Session 3: Third\n\nnew words\n");
    browser.until("document.querySelector('.course-nav').textContent.includes('Third')");
    assert_eq!(browser.evaluate(KEPT), json!(true));
    browser
        .evaluate("[...document.querySelectorAll('.course-nav a')].find(a => a.textContent.includes('Third')).click()");
    browser.until(&holds("new words"));
    fs::rename(course.course().join("week_01/session_3.md"), course.course().join("week_01/session_4.md")).unwrap();
    browser.until("location.pathname === '/week_01/session_4.html'");
    browser.until(&holds("new words"));
    course.edit("week_01/session_4.md", "# Session 4: Third\n\nnewer words\n");
    browser.until(&holds("newer words"));
    course.remove("week_01/session_4.md");
    browser.until("location.pathname === '/week_01/index.html' || location.pathname === '/week_01/'");
    browser.until("!document.querySelector('.course-nav').textContent.includes('Third')");
    // A new page replaces the "not found" page of a reader who opened its address earlier.
    browser.visit(&preview.url("/week_01/session_9.html"));
    course.edit("week_01/session_9.md", "# Session 9: Ninth\n\nawaited words\n");
    browser.until(&holds("awaited words"));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn any_number_of_tabs_follow() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    for _ in 1..8 {
        browser.open_tab();
        visit(&mut browser, &preview, PAGE);
    }
    let all_show = |browser: &mut Chromium, from: usize, words: &str| {
        for tab in from..8 {
            browser.turn_to(tab);
            browser.until(&holds(words));
            assert_eq!(browser.evaluate(KEPT), json!(true), "tab {tab}");
        }
    };
    course.edit(FILE, &text("words1", "Label0", "value0"));
    all_show(&mut browser, 0, "words1");
    // Browsers open at most six connections to a host: no tab may wait for another.
    for tab in 0..8 {
        browser.turn_to(tab);
        visit(&mut browser, &preview, PAGE);
    }
    // The tab that polls for all of them is closed, and then the next one.
    for closed in 0..3 {
        browser.close_tab(closed);
        let words = format!("after{closed}");
        course.edit(FILE, &text(&words, "Label0", "value0"));
        all_show(&mut browser, closed + 1, &words);
    }
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_page_outlives_the_server_and_finds_the_next_one() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    let port = preview.address.port().to_string();
    visit(&mut browser, &preview, PAGE);
    drop(preview);
    browser.until("!document.querySelector('seodang-problems').shadowRoot.querySelector('.offline').hidden");
    assert_eq!(browser.evaluate(&holds("words0")), json!(true), "the page stays");
    course.edit(FILE, &text("words1", "Label0", "value0"));
    let next = course.serve_with(&["--port", &port]);
    assert_eq!(next.address.port().to_string(), port, "the port is free again");
    browser.until(&holds("words1"));
    browser.evaluate("window.kept = true");
    course.edit(FILE, &text("words2", "Label0", "value0"));
    browser.until(&holds("words2"));
    assert_eq!(browser.evaluate(KEPT), json!(true));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn mistakes_that_are_put_away_stay_away_until_there_are_others() {
    let mut browser = Chromium::start();
    let course = course();
    let preview = course.serve();
    visit(&mut browser, &preview, PAGE);
    let broken = |words: &str, label: &str| text(words, label, "value0");
    course.edit(FILE, &broken("words0", "Broken[["));
    browser.until(&format!("!!document.querySelector('seodang-problems') && !{PANEL}.hidden"));
    browser.evaluate(&format!("{PANEL}.querySelector('header button').click()"));
    let pill = "document.querySelector('seodang-problems').shadowRoot.querySelector('.pill')";
    assert_eq!(browser.evaluate(&format!("[{PANEL}.hidden, {pill}.hidden]")), json!([true, false]));
    course.edit(FILE, &broken("words1", "Broken[["));
    browser.until(&holds("words1"));
    course.edit(FILE, &broken("words2", "Broken[["));
    browser.until(&holds("words2"));
    assert_eq!(browser.evaluate(&format!("[{PANEL}.hidden, {pill}.hidden]")), json!([true, false]), "it stays away");
    browser.evaluate(&format!("{pill}.click()"));
    assert_eq!(browser.evaluate(&format!("{PANEL}.hidden")), json!(false), "it can be had again");
    browser.evaluate(&format!("{PANEL}.querySelector('header button').click()"));
    course.edit("week_01/session_2.md", "# Session 2: Second\n\n```mermaid\nno such kind\n```\n");
    browser.until(&format!("!{PANEL}.hidden && {PANEL}.textContent.includes('session_2.md')"));
    let first = browser.evaluate(&format!("{PANEL}.querySelector('.where').textContent"));
    assert!(first.as_str().unwrap().starts_with(FILE), "what is wrong with this page comes first: {first}");
    course.edit(FILE, &broken("words3", "Label1"));
    course.edit("week_01/session_2.md", "# Session 2: Second\n\ntext\n");
    browser.until(&format!("{PANEL}.hidden && {pill}.hidden"));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn mistakes_elsewhere_wait_behind_the_pill() {
    let mut browser = Chromium::start();
    let course = course();
    let broken = "# Session 2: Second\n\n```mermaid\nno such kind\n```\n";
    course.edit("week_01/session_2.md", broken);
    let preview = course.serve();
    let pill = "document.querySelector('seodang-problems').shadowRoot.querySelector('.pill')";
    let shut = format!("!!document.querySelector('seodang-problems') && {PANEL}.hidden && !{pill}.hidden");
    let open = format!("!!document.querySelector('seodang-problems') && !{PANEL}.hidden");
    visit(&mut browser, &preview, PAGE);
    browser.until(&shut);
    visit(&mut browser, &preview, "/week_01/session_2.html");
    browser.until(&open);
    browser.evaluate(&format!("{PANEL}.querySelector('header button').click()"));
    visit(&mut browser, &preview, PAGE);
    browser.until(&shut);
    visit(&mut browser, &preview, "/week_01/session_2.html");
    browser.until(&shut);
    // A new one opens it, wherever it is, and only where it came.
    visit(&mut browser, &preview, PAGE);
    browser.until(&shut);
    course.edit("week_01/session_3.md", "# Session 3: Third\n\n```mermaid\nno such kind\n```\n");
    browser.until(&format!("{open} && {PANEL}.textContent.includes('session_3.md')"));
    assert_eq!(browser.evaluate(&format!("{PANEL}.textContent.includes('session_2.md')")), json!(false));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}

/// Clicks an element with the Alt key held, as an author does to open its source.
#[cfg(unix)]
pub(super) fn alt_click(browser: &mut Chromium, thing: &str) {
    let point = format!(
        "(e => {{ e.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]; }})({thing})"
    );
    let point = browser.evaluate(&point);
    let (x, y) = (point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
    browser.point_at(x + 1.0, y, true);
    browser.until("!!document.querySelector('iframe[data-seodang-editor=ready]')");
    browser.point_at(x, y, true);
    browser.click_at(x, y, true);
    browser.point_at(x, y, false);
}

#[cfg(unix)]
#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_click_with_alt_opens_the_line_of_the_block() {
    use std::os::unix::fs::PermissionsExt;
    let mut browser = Chromium::start();
    let course = course();
    let (script, noted) = (course.root().join("vscodium"), course.root().join("noted"));
    fs::write(&script, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$NOTED.part\"\nmv \"$NOTED.part\" \"$NOTED\"\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let preview = Preview::start(course.serve_command(&["--port", "0"]).env("EDITOR", &script).env("NOTED", &noted));
    visit(&mut browser, &preview, PAGE);
    let opened = |preview: &Preview| {
        preview.until("the editor was started", |_| noted.exists());
        let said = fs::read_to_string(&noted).unwrap();
        fs::remove_file(&noted).unwrap();
        // The preview starts the next editor only after a pause.
        std::thread::sleep(std::time::Duration::from_millis(600));
        said
    };
    // Once on the page as loaded, and once after a patch.
    for words in ["words0", "further words\n\nwords1"] {
        let text = text(words, "Label0", "value0");
        course.edit(FILE, &text);
        browser.until(&holds(words.lines().last().unwrap()));
        browser.evaluate("document.querySelector('main details').open = true");
        for (selector, line) in [
            ("'Last words'", "Last words."),
            ("'late paragraph 3 '", "late paragraph 3 with some words."),
            ("'hidden words'", "hidden words"),
        ] {
            let thing =
                format!("[...document.querySelectorAll('main p')].find(p => p.textContent.startsWith({selector}))");
            alt_click(&mut browser, &thing);
            let number = text.lines().position(|found| found == line).unwrap() + 1;
            let said = opened(&preview);
            assert!(said.contains(&format!("{FILE}:{number}:")), "{line} is line {number}: {said}");
        }
    }
    // The file names in the list of problems open the editor too, by pointer and by keyboard.
    course.edit(FILE, &text("words2", "Broken[[", "value0"));
    browser.until(&format!("!!document.querySelector('seodang-problems') && !{PANEL}.hidden"));
    let name = format!("{PANEL}.querySelector('.where')");
    alt_click(&mut browser, &name);
    assert!(opened(&preview).contains(&format!("{FILE}:")));
    browser.evaluate(&format!("{name}.focus()"));
    let alt = json!({ "key": "Alt", "code": "AltLeft", "windowsVirtualKeyCode": 18, "modifiers": 1 });
    let enter = json!({ "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "modifiers": 1 });
    for (kind, key) in [("rawKeyDown", &alt), ("rawKeyDown", &enter), ("keyUp", &enter), ("keyUp", &alt)] {
        let mut event = key.clone();
        event["type"] = json!(kind);
        browser.call("Input.dispatchKeyEvent", &event);
    }
    assert!(opened(&preview).contains(&format!("{FILE}:")));
    assert_eq!(
        browser.evaluate(&format!("document.querySelector('seodang-problems').shadowRoot.activeElement === {name}")),
        json!(true),
        "the focus comes back"
    );
    // A click without Alt opens nothing and shows a hint.
    browser.evaluate(&format!("{name}.click()"));
    browser.until("document.querySelector('seodang-problems').shadowRoot.querySelector('.offline').textContent.includes('Hold Alt')");
    assert!(!noted.exists());
    assert_eq!(browser.evaluate(KEPT), json!(true));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}
