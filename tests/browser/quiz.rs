//! Checks quizzes in a browser: answers hidden until they are tried, judged, kept over reloads and small changes of words.

use serde_json::{Value, json};

use super::chromium::Chromium;
use crate::support::CourseTest;

const QUIZ: &str = "# Session 1: One\n\n## Quiz\n\nWhich one?\n\n- [ ] first\n  > Not this one.\n- [x] second\n\nExplanation: zqwhy\n\n\
    What is the name?\n\nAnswer: Docker Pull | pull\n\nHow much?\n\nAnswer: 3.14 ± 0.01\n\nPut these in order.\n\n1. write\n2. build\n3. run\n\n\
    Match these.\n\n| a | b |\n|---|---|\n| l1 | r1 |\n| l2 | r2 |\n\nThe commands are ____ and ____.\n\nAnswer: build, run\n";

fn course() -> CourseTest {
    CourseTest::new().file("README.md", "# Course\n").file("week_01/session_1.md", QUIZ)
}

/// Evaluates an expression about a question, `q`, by its number from 1.
fn about(browser: &mut Chromium, number: usize, expression: &str) -> Value {
    browser.evaluate(&format!("(q => {expression})(document.querySelectorAll('.quiz')[{}])", number - 1))
}

/// Answers a question by an expression, and presses its first button.
fn answer(browser: &mut Chromium, number: usize, expression: &str) -> Value {
    about(browser, number, &format!("{{ {expression}; q.querySelector('.quiz-acts button').click(); }}"));
    about(browser, number, "[q.dataset.result, q.querySelector('.quiz-answer').hidden]")
}

fn sum(browser: &mut Chromium) -> Value {
    browser.evaluate("document.querySelector('.quiz-score').textContent.match(/\\d+/g).map(Number)")
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn answers_are_judged_and_kept() {
    let mut browser = Chromium::start();
    let course = course();
    let built = course.build().ok();
    let page = built.output.join("week_01/session_1.html");
    browser.open(&page);
    assert_eq!(browser.evaluate("document.body.innerText.includes('zqwhy')"), json!(false));
    assert_eq!(answer(&mut browser, 1, ""), json!([null, true]), "nothing was chosen");
    let wrong = answer(&mut browser, 1, "q.querySelectorAll('input')[0].click()");
    assert_eq!(wrong, json!(["wrong", true]), "a wrong answer reveals nothing");
    let feedback = about(&mut browser, 1, "q.querySelector('.quiz-feedback').textContent.includes('Not this one.')");
    assert_eq!(feedback, json!(true));
    assert_eq!(answer(&mut browser, 1, "q.querySelectorAll('input')[1].click()"), json!(["right", false]));
    assert_eq!(browser.evaluate("document.body.innerText.includes('zqwhy')"), json!(true));
    let text = |value: &str| format!("q.querySelector('input[type=text]').value = '{value}'");
    assert_eq!(
        answer(&mut browser, 2, &text(" docker  pull. ")),
        json!(["right", false]),
        "case and spaces are forgiven"
    );
    assert_eq!(answer(&mut browser, 3, &text("3.2")), json!(["wrong", true]));
    assert_eq!(answer(&mut browser, 3, &text("3.145")), json!(["right", false]), "within the tolerance");
    let order = "[...q.querySelectorAll('li')].sort((a, b) => a.dataset.option - b.dataset.option).forEach(i => i.parentElement.append(i))";
    assert_eq!(answer(&mut browser, 4, ""), json!(["wrong", true]), "the items do not begin in order");
    assert_eq!(answer(&mut browser, 4, order), json!(["right", false]));
    let pairs = "q.querySelectorAll('select').forEach((s, at) => { s.value = `r${at + 1}`; })";
    assert_eq!(answer(&mut browser, 5, pairs), json!(["right", false]));
    let gaps = "q.querySelectorAll('.quiz-gap').forEach((g, at) => { g.value = ['build', 'stop'][at]; })";
    assert_eq!(answer(&mut browser, 6, gaps), json!(["wrong", true]));
    assert_eq!(sum(&mut browser), json!([5, 6]));
    browser.open(&page);
    assert_eq!(sum(&mut browser), json!([5, 6]), "results are kept");
    assert_eq!(about(&mut browser, 6, "q.dataset.result"), json!("missed"));
    browser.open(&built.output.join("index.html"));
    assert_eq!(browser.evaluate("document.querySelector('.tasks-sum').textContent"), json!("5/6"), "and counted");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn results_survive_changes_and_are_shared_with_the_page_of_the_week() {
    let mut browser = Chromium::start();
    let course = course();
    let built = course.build().ok();
    let (page, week) = (built.output.join("week_01/session_1.html"), built.output.join("week_01/quiz.html"));
    browser.open(&week);
    assert_eq!(answer(&mut browser, 1, "q.querySelectorAll('input')[1].click()"), json!(["right", false]));
    let missed = "q.querySelector('input[type=text]').value = 'push'";
    assert_eq!(answer(&mut browser, 2, missed), json!(["wrong", true]));
    browser.open(&page);
    assert_eq!(about(&mut browser, 1, "q.dataset.result"), json!("right"));
    assert_eq!(about(&mut browser, 2, "q.dataset.result"), json!("missed"));
    // Other words for the question, another order, the same options.
    let (first, rest) = QUIZ.split_once("What is the name?").unwrap();
    let changed = first.replace("Which one?", "Which of these is it?");
    course.edit(
        "week_01/session_1.md",
        &format!(
            "# Session 1: One\n\n## Quiz\n\nWhat is the name?{rest}\n{}",
            &changed["# Session 1: One\n\n## Quiz\n\n".len()..]
        ),
    );
    let built = course.build().ok();
    browser.open(&built.output.join("week_01/session_1.html"));
    assert_eq!(about(&mut browser, 6, "q.dataset.result"), json!("right"), "known by its options");
    assert_eq!(about(&mut browser, 1, "q.dataset.result"), json!("missed"));
    assert_eq!(sum(&mut browser), json!([1, 6]));
    browser.open(&built.output.join("week_01/cards.html"));
    let front = browser.evaluate("document.querySelector('.study-front').textContent");
    assert!(front.as_str().unwrap().contains("What is the name?"), "a missed question is due first: {front}");
}
