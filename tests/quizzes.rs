//! Checks quizzes beyond one page: answers are in no other output, results have stable names, bad input is told.

use crate::pack::unpacked;
use crate::support::{Built, CourseTest, Html, contents};

const PAGE: &str = "# Session 1: One\n\nSome text about containers.\n\n## Quiz\n\nWhich one is right?\n\n- [ ] first\n  > Not zqnote.\n\
    - [x] second\n\nExplanation: zqwhy, see `zqcode`.\n\n```text\nzqvisible\n```\n\nWhat is the name?\n\nAnswer: zqanswer\n\n\
    Why so?\n\n<details><summary>Answer</summary>\n\nIt is because of zqlong reasons.\n\n```text\nzqfence\n```\n\n</details>\n\n\
    Match these.\n\n| a | b |\n|---|---|\n| zqleft | zqright |\n| zqup | zqdown |\n";

fn course() -> CourseTest {
    CourseTest::new().file("week_01/session_1.md", PAGE).file("week_01/session_2.md", "# Session 2: Two\n\nText.\n")
}

/// Returns the questions of a page: their names and kinds.
fn names(built: &Built, page: &str) -> Vec<(String, String)> {
    let quizzes = built.page(page).elements("div").into_iter().filter(|element| element.has_class("quiz"));
    let attribute =
        |element: &crate::support::Element, name: &str| element.attribute(name).unwrap_or_default().to_owned();
    quizzes.map(|element| (attribute(&element, "data-names"), attribute(&element, "data-quiz"))).collect()
}

#[test]
fn answers_stand_only_on_the_page_and_its_cards() {
    let built = course().build().ok();
    let pages = ["week_01/session_1.html", "week_01/cards.html", "week_01/quiz.html", "cards.html"];
    let files: Vec<(String, String)> = contents(&built.output)
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    for word in ["zqnote", "zqwhy", "zqcode", "zqanswer", "zqright"] {
        for (path, text) in &files {
            assert!(!text.contains(word) || pages.contains(&&**path), "{word} is in {path}");
        }
        let page = built.text("week_01/session_1.html");
        let before = page.split("<details class=\"quiz-answer\"").next().unwrap();
        assert!(!before.contains(word), "{word} stands before the fold");
    }
    let search: String =
        files.iter().filter(|(path, _)| path.contains("/search/")).map(|(_, text)| text.as_str()).collect();
    assert!(search.contains("Which one is right") && search.contains("zqvisible"), "questions are searched");
}

#[test]
fn books_show_the_answers_at_the_end_or_not_at_all() {
    let book = |further: &[&str]| {
        let words = [&["pack", "sample", "--epub", "-o", "a.epub"], further].concat();
        let book = course().run(&words, "a.epub").ok();
        let files = unpacked(&book.output).into_iter();
        files.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>()
    };
    let text = book(&[]);
    let (before, after) = text.split_once("quiz-answers").unwrap();
    let question = before.rfind("Which one is right?").unwrap();
    for word in ["zqnote", "zqwhy", "zqanswer"] {
        assert!(!before[question..].contains(word) && after.contains(word), "{word}");
    }
    let text = book(&["--no-answers"]);
    assert!(text.contains("Which one is right?"));
    for word in ["zqnote", "zqwhy", "zqanswer", "zqright", "quiz-answer"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn names_survive_another_order_and_other_signs() {
    let text = |body: &str| format!("# P\n\n## Quiz\n\n{body}");
    let one = "Which is it?\n\n- [ ] a b\n- [x] c d\n\n";
    let two = "What is *that*?\n\n- [x] e\n- [ ] f\n\n";
    let of = |body: &str| names(&CourseTest::of(&text(body)).build().ok(), "page.html");
    let (first, second) =
        (of(&format!("{one}{two}")), of(&format!("{two}{}", "Which is it\n\n- [ ] a b\n- [x] `c` d\n\n")));
    assert_eq!((&first[0], &first[1]), (&second[1], &second[0]));
    let parts = |names: &str| names.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let reworded = of("Which of these is it now?\n\n- [x] c d\n- [ ] a b\n");
    let (old, new) = (parts(&first[0].0), parts(&reworded[0].0));
    assert_ne!(old[0], new[0], "other words have another name");
    assert_eq!(old[1], new[1], "the options still name the question");
}

#[test]
fn questions_count_as_tasks_and_options_do_not() {
    let built = course().build().ok();
    let page = built.page("week_01/session_1.html");
    let own = page.elements("a").into_iter().find(|link| link.attribute("aria-current") == Some("page")).unwrap();
    assert!(own.inner.contains("data-tasks=\"3\""), "without the one that no program judges: {}", own.inner);
    let two = built.text("week_01/session_2.html");
    assert!(!two.contains("quiz.js"), "a page without a quiz loads no script for it");
}

#[test]
fn a_week_collects_its_questions() {
    let built = course().build().ok();
    let quiz = built.text("week_01/quiz.html");
    assert!(quiz.contains("Which one is right?") && quiz.contains("data-page=\"week_01/session_1.html\""), "{quiz}");
    assert!(quiz.contains("session_1.html#quiz"), "each question leads to its page");
    assert!(built.text("week_01/index.html").contains("href=\"quiz.html\""));
    let page = Html::new(quiz);
    let hints: Vec<_> = page.elements("p").into_iter().filter(|p| p.has_class("quiz-hint")).collect();
    let ids: std::collections::BTreeSet<_> = hints.iter().map(|hint| hint.attribute("id")).collect();
    assert_eq!(ids.len(), hints.len());
}

#[test]
fn bad_input_costs_only_its_block() {
    let many: String = (0..500).map(|n| format!("Which is {n}?\n\n- [x] yes {n}\n- [ ] no {n}\n\n")).collect();
    let built = CourseTest::of(&format!("# P\n\n## Quiz\n\n{many}")).build().ok();
    assert_eq!(names(&built, "page.html").len(), 500);
    let html = "# P\n\n## Quiz\n\nWhich <b>one?\n\n- [ ] <div>open\n- [x] </details></li><script>x</script>\n\n## After\n\nText.\n";
    let built = CourseTest::of(html).build().ok();
    let page = built.text("page.html");
    assert!(!page.contains("<script>x") && page.contains("<h2 id=\"after\""), "{page}");
    for text in [
        "```quiz\n```\n",
        "## Quiz\n\n- [x]\n- [ ]\n",
        "## Quiz\n\nAnswer: B\n",
        "## Quiz\n\nA)\nB)\n\nAnswer: C\n",
        "## Quiz\n\n<details><summary>Answer</summary>\n\nB\n",
    ] {
        let built = CourseTest::of(&format!("# P\n\nText.\n\n{text}")).build();
        assert!(built.text("page.html").contains("Text."), "{text}");
    }
}
