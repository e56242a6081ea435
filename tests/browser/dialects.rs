//! Checks other tools' Markdown on pages: tabs, boxes that fold, formulas, cards of media; from the disk, in both browsers.

use serde_json::{Value, json};

use super::chromium::{Chromium, address};
use super::firefox::Firefox;
use crate::support::{Built, CourseTest};

const TABS: &str = "=== \"Python\"\n\n    ```python\n    print(1)\n    ```\n\n=== \"Rust\"\n\n    ## 숨은 제목\n\n    숨은말은 여기에만 있다.\n\n=== \"Go\"\n\n    세 번째.\n\n";

const BOXES: &str = "!!! danger \"위험\"\n    본문\n\n??? question \"접힌 질문\"\n    숨은 답 [링크](session_2.md)\n\n> [!TIP]\n> 도움말\n\n";

const FORMULAS: &str = "본문 $x^2 + \\frac{a}{b}$ 안의 식.\n\n$$\n\\sum_{i=1}^n x_i\n$$\n\n![점](dot.png)\n\n";

const MEDIA: &str =
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n<iframe src=\"https://curve.invalid/a\" title=\"곡선\"></iframe>\n";

fn course() -> Built {
    let page = format!("# Session 1: 모두\n\n{TABS}## 상자\n\n{BOXES}## 식\n\n{FORMULAS}## 매체\n\n{MEDIA}");
    CourseTest::new()
        .file("README.md", "# 과정\n\n첫 문장입니다.\n")
        .file("week_01/session_1.md", &page)
        .file(
            "week_01/session_2.md",
            &format!("# Session 2: 다음\n\n{TABS}사이 글.\n\n=== \"하나\"\n\n    가\n\n=== \"둘\"\n\n    나\n"),
        )
        .bytes("week_01/dot.png", include_bytes!("../pages/dot.png"))
        .build_into("out #1 한글/%", &[])
        .ok()
}

fn open(browser: &mut Chromium, built: &Built, page: &str) {
    browser.resize(1200, 800);
    browser.open(&built.output.join("week_01").join(page));
}

const SELECTED: &str = "[...document.querySelectorAll('[role=tab][aria-selected=true]')].map(tab => tab.textContent)";
const SHOWN: &str = "[...document.querySelectorAll('.tab')].map(panel => panel.getClientRects().length > 0 && panel.offsetHeight > 0 && getComputedStyle(panel).contentVisibility === 'visible')";
const FOCUSED: &str = "document.activeElement.textContent";

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn tabs_are_chosen_with_the_keyboard() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "session_1.html");
    let wired = "[...document.querySelectorAll('[role=tab]')].every(tab => {
      const panel = document.getElementById(tab.getAttribute('aria-controls'));
      return tab.parentElement.role === 'tablist' && panel.role === 'tabpanel' && panel.getAttribute('aria-labelledby') === tab.id;
    })";
    assert_eq!(browser.evaluate(wired), json!(true), "each tab names its panel, and each panel its tab");
    assert_eq!(browser.evaluate(SHOWN), json!([true, false, false]));
    let stops = "document.querySelectorAll('[role=tab][tabindex=\"0\"]').length";
    assert_eq!(browser.evaluate(stops), json!(1), "the set is one stop of the Tab key");
    browser.evaluate("document.querySelector('[role=tab]').focus()");
    for (key, code, expected) in [
        ("ArrowRight", 39, "Rust"),
        ("End", 35, "Go"),
        ("ArrowRight", 39, "Python"),
        ("ArrowLeft", 37, "Go"),
        ("Home", 36, "Python"),
        ("ArrowRight", 39, "Rust"),
    ] {
        browser.press(key, code);
        assert_eq!(browser.evaluate(FOCUSED), json!(expected), "{key}");
        assert_eq!(browser.evaluate(SELECTED), json!([expected]), "{key}");
    }
    assert_eq!(browser.evaluate(SHOWN), json!([false, true, false]));
    browser.press("Tab", 9);
    assert_eq!(browser.evaluate("document.activeElement.closest('.tab')?.getAttribute('aria-labelledby') === document.querySelector('[aria-selected=true]').id"), json!(true), "Tab leads into the panel");
    // The choice applies only to equal labels.
    open(&mut browser, &built, "session_2.html");
    assert_eq!(browser.evaluate(SELECTED), json!(["Rust", "하나"]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn all_panels_are_read_without_scripts_and_on_paper() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "session_1.html");
    browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    assert_eq!(browser.evaluate(SHOWN), json!([true, true, true]), "on paper");
    let titles = "[...document.querySelectorAll('.tab-title')].filter(title => title.getClientRects().length).map(title => title.textContent)";
    assert_eq!(browser.evaluate(titles), json!(["Python", "Rust", "Go"]));
    let hidden = "['.tab-list', '.media-load', '.figure-button'].filter(name => document.querySelector(name).getClientRects().length)";
    assert_eq!(browser.evaluate(hidden), json!([]), "nobody presses paper");
    let answer = "(range => { range.selectNodeContents(document.querySelector('details.alert p')); return range.getBoundingClientRect().height > 0; })(document.createRange())";
    assert_eq!(browser.evaluate(answer), json!(true), "what is folded is printed");
    browser.call("Emulation.setEmulatedMedia", &json!({ "media": "" }));
    browser.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    open(&mut browser, &built, "session_1.html");
    assert_eq!(browser.evaluate(SHOWN), json!([true, true, true]), "without scripts");
    assert_eq!(browser.evaluate(titles), json!(["Python", "Rust", "Go"]));
    let dead =
        "[...document.querySelectorAll('.prose button')].filter(button => button.getClientRects().length).length";
    assert_eq!(browser.evaluate(dead), json!(0), "no button that does nothing");
    assert_eq!(browser.evaluate("document.querySelectorAll('.media a[href]').length"), json!(2), "cards are links");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn what_lies_in_a_hidden_panel_is_found() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "session_2.html");
    browser.press("/", 191);
    browser.until("!!document.querySelector('dialog.search[open]') && document.activeElement.role === 'combobox'");
    let ask = "new Promise(done => {
      const input = document.querySelector('.search-input');
      document.addEventListener('seodang:found', () => done(0), { once: true });
      input.value = '숨은말은';
      input.dispatchEvent(new Event('input'));
    })";
    browser.evaluate(ask);
    // The title of the page, then the place in it.
    browser.press("ArrowDown", 40);
    browser.press("ArrowDown", 40);
    browser.press("Enter", 13);
    browser.until("!!document.querySelector('.tab mark.found')");
    assert_eq!(browser.evaluate(&format!("{SELECTED}[0]")), json!("Rust"), "the search opens the tab");
    browser.until("(box => box.height > 0 && box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('mark.found').getBoundingClientRect())");
    // So does a link to a heading in it.
    browser.evaluate("localStorage.clear()");
    open(&mut browser, &built, "session_1.html");
    assert_eq!(browser.evaluate(SELECTED), json!(["Python"]));
    browser.evaluate("location.hash = document.querySelector('.tab h2, .tab h3').id");
    browser.until(&format!("JSON.stringify({SELECTED}) === '[\"Rust\"]'"));
}

/// A script that tests whether formulas are drawn: the exponent is small and high, the fraction is higher than a line, the
/// font is that of mathematics, the colour is that of the text.
const DRAWN: &str = "(async () => {
  await document.fonts.ready;
  const box = name => document.querySelector(name).getBoundingClientRect();
  const [base, script] = [box('msup > :first-child'), box('msup > :last-child')];
  const bad = [];
  if (!(script.height < base.height && script.bottom < base.bottom)) bad.push('exponent');
  if (!(box('mfrac > :first-child').bottom <= box('mfrac > :last-child').top + 1)) bad.push('fraction');
  if (![...document.fonts].some(font => font.family.includes('Seodang Math') && font.status === 'loaded')) bad.push('font');
  const colour = name => getComputedStyle(document.querySelector(name)).color;
  if (colour('math mi') !== colour('.prose > p')) bad.push('colour');
  if (document.querySelector('main').innerText.includes('frac')) bad.push('source');
  return bad;
})()";

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn formulas_are_drawn_in_chromium_and_copied() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "session_1.html");
    for scheme in ["light", "dark"] {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.call("Emulation.setEmulatedMedia", &features);
        assert_eq!(browser.evaluate(DRAWN), json!([]), "{scheme}");
    }
    browser.evaluate("window.copied = []; navigator.clipboard.writeText = text => { window.copied.push(text); return Promise.resolve(); }");
    browser.evaluate("document.querySelector('.formula > .figure-button').click()");
    browser.until("window.copied.length === 1");
    // For a formula in a line, the button appears when the pointer is over it.
    assert_eq!(browser.evaluate("document.querySelector('.formula-copy').hidden"), json!(true));
    browser.evaluate("document.querySelector('p math').scrollIntoView({ block: 'center', behavior: 'instant' })");
    let middle = "(box => [box.x + box.width / 2, box.y + box.height / 2])(document.querySelector('NAME').getBoundingClientRect())";
    let at = browser.evaluate(&middle.replace("NAME", "p math mi"));
    browser.point_at(at[0].as_f64().unwrap(), at[1].as_f64().unwrap(), false);
    browser.until("!document.querySelector('.formula-copy').hidden");
    let at = browser.evaluate(&middle.replace("NAME", ".formula-copy"));
    browser.click_at(at[0].as_f64().unwrap(), at[1].as_f64().unwrap(), false);
    browser.until("window.copied.length === 2");
    assert_eq!(browser.evaluate("window.copied"), json!(["\\sum_{i=1}^n x_i", "x^2 + \\frac{a}{b}"]));
    browser.press("Escape", 27);
    assert_eq!(browser.evaluate("document.querySelector('.formula-copy').hidden"), json!(true));
    // A copied selection contains the source too.
    let selected = "new Promise(done => {
      getSelection().selectAllChildren(document.querySelector('p:has(> math)'));
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
      document.dispatchEvent(event);
      done(event.clipboardData.getData('text/plain'));
    })";
    assert_eq!(browser.evaluate(selected), json!("본문 $x^2 + \\frac{a}{b}$ 안의 식."));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn formulas_and_tabs_work_in_firefox() {
    let mut browser = Firefox::start();
    let built = course();
    browser.visit(&address(&built.output.join("week_01/session_1.html")));
    assert_eq!(browser.run(&format!("return await {DRAWN};")), json!([]));
    let shown = "return [...document.querySelectorAll('.tab')].map(panel => panel.offsetHeight > 30);";
    assert_eq!(browser.run(shown), json!([true, false, false]));
    browser.run("document.querySelector('[role=tab]').focus();");
    browser.press("\u{E014}");
    assert_eq!(browser.run(shown), json!([false, true, false]), "the right arrow");
    assert_eq!(browser.run("return document.activeElement.textContent;"), json!("Rust"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn boxes_fold_and_have_icons() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "session_1.html");
    browser.evaluate("document.querySelector('details.alert > summary').focus()");
    browser.press("Enter", 13);
    browser.until("document.querySelector('details.alert').open");
    browser.press("Enter", 13);
    browser.until("!document.querySelector('details.alert').open");
    let icons =
        "[...document.querySelectorAll('.alert-title')].map(title => getComputedStyle(title, '::before').maskImage)";
    let icons: Vec<Value> = browser.evaluate(icons).as_array().unwrap().clone();
    assert!(
        icons.len() == 3 && icons.iter().all(|icon| icon.as_str().unwrap().starts_with("url(\"data:image/svg+xml")),
        "{icons:?}"
    );
    assert!(icons[0] != icons[1] && icons[1] != icons[2], "each kind has its own");
    // The icon is visible in forced colours.
    browser
        .call("Emulation.setEmulatedMedia", &json!({ "features": [{ "name": "forced-colors", "value": "active" }] }));
    let seen = "(style => style.backgroundColor !== getComputedStyle(document.body).backgroundColor)(getComputedStyle(document.querySelector('.alert-title'), '::before'))";
    assert_eq!(browser.evaluate(seen), json!(true));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn media_are_loaded_on_a_press_only() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "session_1.html");
    let others = |browser: &Chromium| {
        browser.requests().into_iter().filter(|address| address.starts_with("http")).collect::<Vec<_>>()
    };
    assert_eq!(others(&browser), Vec::<String>::new(), "nothing is loaded before");
    let buttons = "[...document.querySelectorAll('.media')].map(card => card.querySelector('.media-load').getClientRects().length)";
    assert_eq!(browser.evaluate(buttons), json!([0, 1]), "YouTube plays on no page of the disk");
    browser.evaluate("document.querySelector('.media-load:not([hidden])').focus()");
    browser.press("Enter", 13);
    browser.until("!!document.querySelector('.media > iframe')");
    let frame = "(frame => [frame.src, frame.title, frame.referrerPolicy, frame.sandbox.contains('allow-top-navigation'), document.activeElement === frame])(document.querySelector('.media > iframe'))";
    assert_eq!(
        browser.evaluate(frame),
        json!(["https://curve.invalid/a", "곡선", "no-referrer", false, true]),
        "the frame has a name and the focus, and learns nothing"
    );
    assert_eq!(browser.evaluate("document.querySelectorAll('.media a').length"), json!(2), "the links stay");
    // Without a network, the button that loads a frame is disabled.
    open(&mut browser, &built, "session_1.html");
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.call("Network.emulateNetworkConditions", &offline);
    browser.until("document.querySelector('.media-load:not([hidden])').disabled");
}
