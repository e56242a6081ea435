//! Checks the glossary in a browser: notes by pointer, keyboard and touch, the filter, cards with stored progress.

use serde_json::{Value, json};

use super::chromium::Chromium;
use crate::support::{Built, CourseTest};

fn course() -> Built {
    let table = "| 이름 | 뜻 |\n|---|---|\n| 하나 | 컨테이너를 날마다 쓴다. |\n";
    let more = "글이 이어지고 또 이어집니다.\n\n".repeat(30);
    CourseTest::new()
        .file("week_01/day1/session_1.md", "# Session 1: 뜻\n\n## 🔑 핵심 키워드\n\n- **컨테이너 (Container)**: 격리된 `환경`에서 도는 프로세스\n- **볼륨**: 따로 사는 저장소\n- **Load Balancer (로드 밸런서)**: 부하를 나누는 것\n\n## 확인 질문\n\n- 왜 나누나요?\n")
        .file("week_01/day1/session_2.md", &format!("# Session 2: 쓰기\n\n## 처음\n\n오늘은 컨테이너를 만들고 볼륨을 붙인다.\n\n{more}## 표\n\n{table}\n{more}"))
        .build()
        .ok()
}

const OPEN: &str = "document.querySelector('.term-note:popover-open') !== null";

fn wait(browser: &mut Chromium, milliseconds: u32) {
    browser.evaluate(&format!("new Promise(done => setTimeout(done, {milliseconds}))"));
}

/// Returns the middle of an element's first line.
fn middle(browser: &mut Chromium, element: &str) -> (f64, f64) {
    let place = browser.evaluate(&format!(
        "(e => {{ const r = e.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2]; }})({element})"
    ));
    (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
}

fn point(browser: &mut Chromium, (x, y): (f64, f64)) {
    browser.call("Input.dispatchMouseEvent", &json!({ "type": "mouseMoved", "x": x, "y": y }));
}

fn tap(browser: &mut Chromium, (x, y): (f64, f64)) {
    browser.call("Input.dispatchTouchEvent", &json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] }));
    browser.call("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
    wait(browser, 150);
}

fn open_session(browser: &mut Chromium, built: &Built) {
    browser.open(&built.output.join("week_01/day1/session_2.html"));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn pointing_at_a_term_explains_it() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    open_session(&mut browser, &built);
    let mark = "document.querySelector('main a.term')";
    let place = middle(&mut browser, mark);
    point(&mut browser, place);
    assert_eq!(browser.evaluate(OPEN), json!(false), "passing over a term opens nothing");
    wait(&mut browser, 400);
    let note = "document.querySelector('.term-note')";
    assert_eq!(browser.evaluate(OPEN), json!(true));
    let text = browser.evaluate(&format!("{note}.textContent"));
    assert!(text.as_str().unwrap().contains("격리된 환경") && text.as_str().unwrap().contains("Session 1"), "{text}");
    assert_eq!(
        browser.evaluate(&format!("{note}.querySelector('code').textContent")),
        json!("환경"),
        "with its formatting"
    );
    let covers = format!(
        "(() => {{ const a = {mark}.getBoundingClientRect(), b = {note}.getBoundingClientRect(); return b.top < a.bottom && b.bottom > a.top; }})()"
    );
    assert_eq!(browser.evaluate(&covers), json!(false), "the word stays in sight");
    let inside = middle(&mut browser, note);
    point(&mut browser, inside);
    wait(&mut browser, 500);
    assert_eq!(browser.evaluate(OPEN), json!(true), "the pointer may move into the note");
    point(&mut browser, (5.0, 700.0));
    wait(&mut browser, 500);
    assert_eq!(browser.evaluate(OPEN), json!(false));
    point(&mut browser, place);
    wait(&mut browser, 400);
    browser.press("Escape", 27);
    assert_eq!(browser.evaluate(OPEN), json!(false), "Escape closes");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_keyboard_reaches_a_note_and_what_is_in_it() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    open_session(&mut browser, &built);
    let focus = "document.activeElement.className + ' ' + document.activeElement.textContent";
    // The tab order starts at the heading before the first term.
    browser.evaluate("(h => { h.tabIndex = -1; h.focus(); })(document.querySelector('main h2'))");
    let mut steps = 0;
    while browser.evaluate("document.activeElement.matches('a.term')") != json!(true) {
        browser.press("Tab", 9);
        steps += 1;
        assert!(steps < 5, "{}", browser.evaluate(focus));
    }
    assert_eq!(browser.evaluate(OPEN), json!(true), "focus shows the note");
    let described = browser
        .evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent");
    assert_eq!(described, json!("격리된 환경에서 도는 프로세스"));
    let tree = browser.call("Accessibility.getFullAXTree", &json!({}));
    let told = tree["nodes"].as_array().unwrap().iter().any(|node| {
        node["name"]["value"] == "컨테이너"
            && node["role"]["value"] == "link"
            // Browsers set code apart by spaces.
            && node["description"]["value"].as_str().is_some_and(|text| text.replace(' ', "") == "격리된환경에서도는프로세스")
    });
    assert!(told, "a screen reader reads the definition with the link");
    browser.press("Tab", 9);
    assert_eq!(
        browser.evaluate("document.activeElement.closest('.term-note') !== null"),
        json!(true),
        "{}",
        browser.evaluate(focus)
    );
    browser.press("Escape", 27);
    assert_eq!(browser.evaluate(OPEN), json!(false));
    assert_eq!(browser.evaluate("document.activeElement.textContent"), json!("컨테이너"), "and gives the focus back");
    browser.press("Tab", 9);
    assert_eq!(browser.evaluate("document.activeElement.textContent"), json!("볼륨"), "the next stop is the next term");
    assert_eq!(browser.evaluate("document.querySelectorAll('.term-note:popover-open').length"), json!(1));
    browser.press("Tab", 9);
    browser.press("Tab", 9);
    browser.press("Tab", 9);
    assert_eq!(
        browser.evaluate("document.activeElement.closest('.term-note')"),
        Value::Null,
        "Tab leads out of the note"
    );
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_first_tap_explains_and_the_second_follows() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(320, 640);
    browser.call("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    open_session(&mut browser, &built);
    let mark = "document.querySelector('table a.term')";
    browser.evaluate(&format!("{mark}.scrollIntoView({{ block: 'center' }})"));
    let place = middle(&mut browser, mark);
    tap(&mut browser, place);
    assert_eq!(browser.evaluate(OPEN), json!(true));
    assert_eq!(browser.evaluate("location.pathname.endsWith('session_2.html')"), json!(true), "the first tap stays");
    let inside = "(r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('.term-note').getBoundingClientRect())";
    assert_eq!(browser.evaluate(inside), json!(true), "the note stands within a small screen");
    tap(&mut browser, (160.0, 630.0));
    assert_eq!(browser.evaluate(OPEN), json!(false), "a tap beside it closes");
    tap(&mut browser, place);
    tap(&mut browser, place);
    wait(&mut browser, 300);
    assert_eq!(
        browser.evaluate("location.pathname.split('/').pop() + decodeURIComponent(location.hash)"),
        json!("glossary.html#term-컨테이너")
    );
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_glossary_answers_while_one_types() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    browser.open(&built.output.join("glossary.html"));
    let shown =
        "[...document.querySelectorAll('.entry-term')].filter(e => e.getClientRects().length).map(e => e.textContent)";
    let mut type_in = |text: &str| {
        browser.evaluate(&format!(
            "(i => {{ i.value = {}; i.dispatchEvent(new Event('input')); }})(document.getElementById('sd-filter'))",
            json!(text)
        ));
        wait(&mut browser, 300);
        let groups = browser.evaluate("[...document.querySelectorAll('.letter h2')].filter(e => e.getClientRects().length).map(e => e.textContent)");
        (browser.evaluate(shown), groups, browser.evaluate("document.getElementById('sd-count').textContent"))
    };
    assert_eq!(type_in("ㅋㅌㅇㄴ"), (json!(["컨테이너"]), json!(["ㅋ"]), json!("용어 1개")));
    assert_eq!(type_in("컨텡").0, json!(["컨테이너"]), "while the next syllable is being typed");
    assert_eq!(type_in("loadbal").0, json!(["Load Balancer"]));
    assert_eq!(type_in("로드밸런서").0, json!(["Load Balancer"]), "by another name, without its space");
    assert_eq!(type_in("저장소").0, json!(["볼륨"]), "by its meaning");
    assert_eq!(type_in("없는말"), (json!([]), json!([]), json!("일치하는 용어가 없습니다")));
    browser.evaluate("location.hash = '#term-볼륨'");
    wait(&mut browser, 300);
    assert_eq!(browser.evaluate(shown).as_array().unwrap().len(), 3, "an address shows its entry");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn cards_flip_and_are_remembered() {
    let mut browser = Chromium::start();
    let built = course();
    let page = built.output.join("week_01/cards.html");
    browser.resize(1200, 800);
    browser.open(&page);
    let front = "document.querySelector('.study-front').textContent.trim()";
    let back = "document.querySelector('.study-back').getClientRects().length > 0";
    let known = "document.querySelector('[data-known]').textContent";
    assert!(browser.evaluate(front).as_str().unwrap().starts_with("컨테이너"));
    assert_eq!((browser.evaluate(back), browser.evaluate(known)), (json!(false), json!("외운 카드 0 / 4")));
    browser.press("2", 50);
    assert_eq!(browser.evaluate(known), json!("외운 카드 0 / 4"), "no answer before the back is seen");
    browser.press(" ", 32);
    assert_eq!(browser.evaluate(back), json!(true));
    browser.press("2", 50);
    assert_eq!(browser.evaluate(known), json!("외운 카드 1 / 4"));
    assert_eq!(browser.evaluate(front), json!("볼륨"));
    browser.press(" ", 32);
    browser.press("1", 49);
    assert_eq!(
        browser.evaluate("document.querySelector('[data-due]').textContent"),
        json!("오늘 남은 카드 3장"),
        "what was missed comes again"
    );
    browser.open(&page);
    assert_eq!(browser.evaluate(known), json!("외운 카드 1 / 4"), "the browser remembers over a reload");
    browser.evaluate("(s => { s.value = 'definition'; s.dispatchEvent(new Event('change')); })(document.querySelector('.study-direction'))");
    assert_eq!(browser.evaluate(front), json!("따로 사는 저장소"), "the other way round, and the missed one first");
    for _ in 0..3 {
        browser.press(" ", 32);
        browser.press("2", 50);
    }
    assert_eq!(browser.evaluate("document.querySelector('.study-done').hidden"), json!(false));
    browser.evaluate("window.confirm = () => true; document.querySelector('.study-reset').click()");
    assert_eq!(browser.evaluate(known), json!("외운 카드 0 / 4"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_push_to_the_side_answers() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(360, 740);
    browser.call("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    browser.open(&built.output.join("week_01/cards.html"));
    browser.evaluate("document.querySelector('.study-card').scrollIntoView({ block: 'center' })");
    let card = middle(&mut browser, "document.querySelector('.study-card')");
    let known = "document.querySelector('[data-known]').textContent";
    tap(&mut browser, card);
    assert_eq!(browser.evaluate("document.querySelector('.study-card').hasAttribute('data-flipped')"), json!(true));
    let (x, y) = middle(&mut browser, "document.querySelector('.study-front')");
    let finger = |browser: &mut Chromium, kind: &str, x: f64| {
        let points = if kind == "touchEnd" { json!([]) } else { json!([{ "x": x, "y": y }]) };
        browser.call("Input.dispatchTouchEvent", &json!({ "type": kind, "touchPoints": points }));
    };
    finger(&mut browser, "touchStart", x);
    for step in 1..=6 {
        finger(&mut browser, "touchMove", x + 20.0 * f64::from(step));
    }
    finger(&mut browser, "touchEnd", x);
    wait(&mut browser, 100);
    assert_eq!(browser.evaluate(known), json!("외운 카드 1 / 4"), "to the right means known");
    assert_eq!(browser.evaluate("document.querySelector('.study-card').hasAttribute('data-flipped')"), json!(false));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn cards_work_where_nothing_can_be_kept() {
    let mut browser = Chromium::start();
    let built = course();
    browser.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })" }));
    browser.open(&built.output.join("cards.html"));
    assert_eq!(browser.evaluate("document.querySelector('.study-memory').hidden"), json!(false), "it says so");
    browser.press(" ", 32);
    browser.press("2", 50);
    assert_eq!(browser.evaluate("document.querySelector('[data-known]').textContent"), json!("외운 카드 1 / 4"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
