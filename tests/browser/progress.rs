//! Checks the checkboxes of readers (ticked, stored, counted, exported, imported) and the keys of a page.

use serde_json::{Value, json};

use super::chromium::Chromium;
use crate::support::{Built, CourseTest};

const SESSION: &str =
    "# Session 1: One\n\n- [ ] first with a [link](lab_1.md)\n- [ ] second\n- [x] third\n- [ ] second\n";
const LAB: &str = "# Lab 1: Two\n\n## Step 1: Do\n\n```bash\n# make it\nmkdir x  # here\n\ncat > f <<EOF\n# kept\nEOF\n```\n\n```console\n$ ls  # all\nx\n$ cat <<END\n# in\nEND\nout\n```\n\n**예상 결과**:\n```\nx\n```\n\n## Step 2: Undo\n";

fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course of boxes\n")
        .file("week_01/README.md", "# Week 1\n")
        .file("week_01/day1/session_1.md", SESSION)
        .file("week_01/day1/lab_1.md", LAB)
        .file("week_02/session_1.md", "# Session 1: Three\n\n- [ ] last\n")
}

fn open(browser: &mut Chromium, built: &Built, page: &str) {
    browser.open(&built.output.join(page));
}

fn tick(browser: &mut Chromium, number: usize) {
    browser.evaluate(&format!("document.querySelectorAll('main input[data-task]')[{number}].click()"));
}

fn ticks(browser: &mut Chromium) -> Value {
    browser.evaluate("[...document.querySelectorAll('main input[data-task]')].map(box => +box.checked)")
}

/// Returns the sums in the navigation, from top to bottom.
fn sums(browser: &mut Chromium) -> Value {
    browser.evaluate("[...document.querySelectorAll('.course-nav .tasks-sum')].map(sum => sum.textContent)")
}

fn meter(browser: &mut Chromium) -> Value {
    browser.evaluate("document.querySelector('.meter .tasks-sum').textContent")
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn ticks_stay_with_their_words_and_add_up() {
    let mut browser = Chromium::start();
    let course = course();
    let built = course.build().ok();
    browser.resize(1200, 800);
    open(&mut browser, &built, "week_01/day1/session_1.html");
    assert_eq!(ticks(&mut browser), json!([0, 0, 1, 0]), "the author's own to begin with");
    assert_eq!(sums(&mut browser), json!(["0/5", "0/5", "0/3", "0/2", "0/1"]), "the author's tick is no progress");
    browser.evaluate("document.querySelector('main .task label').click()");
    tick(&mut browser, 3);
    assert_eq!(ticks(&mut browser), json!([1, 0, 1, 1]), "words tick their box, equal words one each");
    assert_eq!(sums(&mut browser), json!(["2/5", "2/5", "2/3", "0/2", "0/1"]));
    open(&mut browser, &built, "week_01/day1/lab_1.html");
    tick(&mut browser, 1);
    assert_eq!(
        browser.evaluate("[...document.querySelectorAll('.outline [data-done]')].map(a => a.textContent)"),
        json!(["Step 2: Undo"])
    );
    assert_eq!(sums(&mut browser), json!(["3/5", "3/5", "2/3", "1/2", "0/1"]));
    open(&mut browser, &built, "index.html");
    assert_eq!((sums(&mut browser), meter(&mut browser)), (json!(["3/5", "0/1"]), json!("3/6")));
    open(&mut browser, &built, "week_01/index.html");
    assert_eq!(meter(&mut browser), json!("3/5"));
    // A new order keeps ticks, a new text makes a new task, and a removed task no longer counts.
    course.edit(
        "week_01/day1/session_1.md",
        "# Session 1: One\n\n- [ ] new\n- [ ] second\n- [x] third\n- [ ] first, worded anew\n- [ ] second\n",
    );
    let built = course.build().ok();
    open(&mut browser, &built, "week_01/day1/session_1.html");
    assert_eq!(ticks(&mut browser), json!([0, 0, 1, 0, 1]));
    assert_eq!(sums(&mut browser), json!(["2/6", "2/6", "1/4", "1/2", "0/1"]));
    course.edit("week_01/day1/session_1.md", SESSION);
    let built = course.build().ok();
    open(&mut browser, &built, "week_01/day1/session_1.html");
    assert_eq!(ticks(&mut browser), json!([1, 0, 1, 1]), "the old words bring their tick back");
    tick(&mut browser, 2);
    open(&mut browser, &built, "week_01/day1/session_1.html");
    assert_eq!((ticks(&mut browser), meter(&mut browser)), (json!([1, 0, 0, 1]), json!("2/3")), "the author's can go");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn two_courses_and_two_tabs_do_not_disturb_each_other() {
    let mut browser = Chromium::start();
    let course = course();
    let (one, two) = (course.build_into("a/site", &[]).ok(), course.build_into("a/site 2", &[]).ok());
    open(&mut browser, &one, "week_01/day1/session_1.html");
    tick(&mut browser, 0);
    open(&mut browser, &two, "week_01/day1/session_1.html");
    assert_eq!(ticks(&mut browser), json!([0, 0, 1, 0]));
    open(&mut browser, &one, "week_01/day1/session_1.html");
    let first = 0;
    let second = browser.open_tab();
    open(&mut browser, &one, "week_01/day1/lab_1.html");
    tick(&mut browser, 0);
    browser.turn_to(first);
    browser.until("document.querySelectorAll('.course-nav .tasks-sum')[3].textContent === '1/2'");
    tick(&mut browser, 1);
    browser.turn_to(second);
    browser.until("document.querySelectorAll('.course-nav .tasks-sum')[2].textContent === '2/3'");
    assert_eq!(ticks(&mut browser), json!([1, 0]));
}

/// Returns two codes: a line that fits in no way, though its beginning fits in 2⁶⁴ ways, and a line of 13 MB in 13 KB.
fn codes_that_want_too_much(browser: &mut Chromium) -> Vec<Value> {
    browser.evaluate(
        "window.hostile = []; for (const text of ['aaaa|'.repeat(64) + '~', 'aaaa|'.repeat(2600000)]) { \
         const stream = new Blob(['c\\np.html\\t' + text]).stream().pipeThrough(new CompressionStream('deflate')); \
         new Response(stream).arrayBuffer().then(bytes => { const text = btoa(String.fromCharCode(...new Uint8Array(bytes))); \
         hostile.push('SD1.' + text.replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '')); }); }",
    );
    browser.until("hostile.length === 2");
    browser.evaluate("hostile").as_array().unwrap().clone()
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn ticks_leave_as_a_code_and_come_back() {
    let mut browser = Chromium::start();
    let built = course().build().ok();
    let page = "week_01/day1/session_1.html";
    let sheet = |browser: &mut Chromium| {
        browser.evaluate("(button => { button.focus(); button.click(); })(document.querySelector('.meter-open'))");
        browser.until("document.getElementById('sd-tasks').open");
    };
    let act = |browser: &mut Chromium, name: &str| {
        browser.evaluate(&format!("document.querySelector('[data-act={name}]').click()"));
    };
    let code = "document.querySelector('#sd-tasks textarea').value";
    open(&mut browser, &built, "week_01/day1/lab_1.html");
    tick(&mut browser, 0);
    open(&mut browser, &built, page);
    tick(&mut browser, 0);
    tick(&mut browser, 2);
    sheet(&mut browser);
    let rows = browser.evaluate("[...document.querySelectorAll('.sheet-sums dd')].map(row => row.textContent.trim())");
    assert_eq!(rows, json!(["2/6", "2/5", "2/5", "1/3"]), "course, week, day, page");
    act(&mut browser, "code");
    browser.until(&format!("{code}.startsWith('SD1.')"));
    let exported = browser.evaluate(code);
    assert!(exported.as_str().unwrap().len() < 250, "{exported}");
    browser.evaluate("window.saved = null; URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return 'about:blank'; }; HTMLAnchorElement.prototype.click = () => {};");
    act(&mut browser, "save");
    browser.until("window.saved !== null");
    let file = browser.evaluate("window.saved");
    browser.evaluate("window.confirm = () => true");
    act(&mut browser, "reset-page");
    assert_eq!(
        (ticks(&mut browser), sums(&mut browser)),
        (json!([0, 0, 1, 0]), json!(["1/5", "1/5", "0/3", "1/2", "0/1"]))
    );
    act(&mut browser, "reset-course");
    assert_eq!(sums(&mut browser), json!(["0/5", "0/5", "0/3", "0/2", "0/1"]));
    // A box that was ticked meanwhile stays ticked, and the author's tick counts on both sides.
    tick(&mut browser, 1);
    browser.evaluate(&format!("{code} = ' ' + {exported}.slice(0, 30) + '\\n' + {exported}.slice(30)"));
    act(&mut browser, "take");
    browser.until("document.querySelector('.sheet-said').textContent.includes('2')");
    assert_eq!(
        (ticks(&mut browser), sums(&mut browser)),
        (json!([1, 1, 1, 0]), json!(["3/5", "3/5", "2/3", "1/2", "0/1"]))
    );
    for wrong in ["", "SD1.", "SD1.abcd", "hello"] {
        browser.evaluate(&format!("document.querySelector('.sheet-said').textContent = ''; {code} = {}", json!(wrong)));
        act(&mut browser, "take");
        browser.until(
            "document.querySelector('.sheet-said').textContent === document.getElementById('sd-tasks').dataset.wrong",
        );
    }
    for hostile in codes_that_want_too_much(&mut browser) {
        browser.evaluate(&format!("document.querySelector('.sheet-said').textContent = ''; {code} = {hostile}"));
        act(&mut browser, "take");
        browser.until(
            "document.querySelector('.sheet-said').textContent === document.getElementById('sd-tasks').dataset.wrong",
        );
    }
    act(&mut browser, "reset-course");
    browser.evaluate(&format!(
        "(input => {{ const list = new DataTransfer(); list.items.add(new File([{file}], 'a.txt')); input.files = list.files; input.dispatchEvent(new Event('change')); }})(document.querySelector('.sheet-file input'))"
    ));
    browser.until("document.querySelector('.course-nav .tasks-sum').textContent === '2/5'");
    assert_eq!(ticks(&mut browser), json!([1, 0, 1, 0]), "what either side has ticked is ticked");
    browser.press("Escape", 27);
    assert_eq!(browser.evaluate("document.activeElement.className"), json!("meter-open"), "focus returns");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn where_nothing_can_be_kept_the_page_says_so() {
    let mut browser = Chromium::start();
    let built = course().build().ok();
    browser.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })" }));
    open(&mut browser, &built, "week_01/day1/session_1.html");
    let note = "document.querySelector('.meter-note').textContent !== ''";
    assert_eq!(browser.evaluate(note), json!(false), "nothing is said before there is anything to lose");
    tick(&mut browser, 0);
    assert_eq!((browser.evaluate(note), meter(&mut browser)), (json!(true), json!("1/3")));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn commands_are_copied_without_prompts_comments_and_output() {
    let mut browser = Chromium::start();
    let built = course().build().ok();
    open(&mut browser, &built, "week_01/day1/lab_1.html");
    browser.evaluate("window.copied = []; navigator.clipboard.writeText = text => { window.copied.push(text); return Promise.resolve(); }");
    browser.evaluate("document.querySelectorAll('figure.code > .figure-button').forEach(button => button.click())");
    assert_eq!(
        browser.evaluate("window.copied"),
        json!(["mkdir x\n\ncat > f <<EOF\n# kept\nEOF", "ls\ncat <<END\n# in\nEND"])
    );
    assert_eq!(browser.evaluate("document.querySelectorAll('.output > .figure-button').length"), json!(0));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn keys_are_listed_lead_on_and_can_be_switched_off() {
    let mut browser = Chromium::start();
    let built = course().build().ok();
    browser.resize(1200, 800);
    open(&mut browser, &built, "week_01/day1/session_1.html");
    let loaded = "[...document.scripts].some(script => script.src.endsWith('/keys.js'))";
    assert_eq!(browser.evaluate(loaded), json!(false), "nobody asked");
    browser.press("?", 191);
    browser.until("document.getElementById('sd-keys').open");
    let keys = browser.evaluate("[...document.querySelectorAll('.sheet-keys dt')].map(key => key.textContent.trim())");
    let names = browser.evaluate("[...document.querySelectorAll('.sheet-keys dt')].find(key => key.textContent.trim() === 'P').nextElementSibling.textContent");
    assert_eq!(names, json!("Present"), "a key is named after what it does");
    for key in ["T", "J", "K", "?", "Esc"] {
        assert!(keys.as_array().unwrap().contains(&json!(key)), "{key} in {keys}");
    }
    let here = "location.pathname.split('/').slice(-2).join('/')";
    browser.press("j", 74);
    assert_eq!(browser.evaluate(here), json!("day1/session_1.html"), "an open sheet has the keys");
    browser.press("Escape", 27);
    browser.press("j", 74);
    browser.until(&format!("{here} === 'day1/lab_1.html' && document.readyState === 'complete'"));
    browser.press("?", 191);
    browser.until("document.getElementById('sd-keys').open");
    browser.evaluate("document.querySelector('#sd-keys input').click()");
    browser.press("Escape", 27);
    browser.press("k", 75);
    browser.press("?", 191);
    assert_eq!(browser.evaluate("document.getElementById('sd-keys').open"), json!(false), "letters do nothing now");
    open(&mut browser, &built, "week_01/day1/session_1.html");
    browser.press("j", 74);
    assert_eq!(browser.evaluate(here), json!("day1/session_1.html"), "and the choice is remembered");
    browser.evaluate("document.querySelector('.foot-keys').click()");
    browser.until("document.getElementById('sd-keys').open");
    assert_eq!(browser.evaluate("document.querySelector('#sd-keys input').checked"), json!(false));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
