//! Holds that a broken course keeps its last good pages, with the mistake shown, until it is corrected.

use seodang::serve::rebuilder::{Rebuilder, ServeTarget};
use serde_json::Value;

use crate::support::{CourseTest, Html, Preview};

fn course() -> CourseTest {
    CourseTest::new().file("README.md", "# Course\n\nhello\n").file("a.md", "# Page A\n\nfirst\n")
}

/// Returns the problems that the preview sends to its pages.
fn problems(preview: &Preview) -> Value {
    preview.data("/__seodang/problems")
}

fn codes(preview: &Preview) -> Vec<String> {
    let list = problems(preview)["list"].as_array().unwrap().clone();
    list.iter().map(|problem| format!("{}:{}", problem["code"].as_str().unwrap(), problem["line"])).collect()
}

const TEMPLATE: &str = "../themes/default/templates/page.html";

#[test]
fn a_mistake_is_told_with_its_place_and_goes_when_it_is_mended() {
    let course = course();
    let preview = course.serve();
    preview.rest();
    assert_eq!(codes(&preview), Vec::<String>::new());
    course.edit("a.md", "# Page A\n\ntext\n\n```mermaid\ngraph TB\n  A --> \n  B[[[\n```\n\n[x](nothing.md)\n");
    preview.until("both are told", |preview| codes(preview).len() == 2);
    let all = problems(&preview);
    assert_eq!((&all["errors"], &all["warnings"], &all["failure"]), (&1.into(), &1.into(), &Value::Null));
    let (first, second) = (&all["list"][0], &all["list"][1]);
    assert_eq!(
        (&first["severity"], &first["path"], &first["page"]),
        (&"error".into(), &"a.md".into(), &"/a.html".into())
    );
    assert!(first["line"].as_u64().is_some_and(|line| (5..=9).contains(&line)), "{first}");
    assert_eq!((&second["code"], &second["line"]), (&"broken-link".into(), &11.into()));
    let excerpt: String = second["excerpt"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
    assert_eq!(excerpt, "[x](nothing.md)");
    let state = preview.data("/__seodang/state?since=");
    assert_eq!((&state["errors"], &state["warnings"]), (&1.into(), &1.into()));
    course.edit("a.md", "# Page A\n\nmended\n");
    preview.until("nothing is wrong", |preview| codes(preview).is_empty());
}

#[test]
fn the_terminal_names_new_problems_once() {
    let course = course().file("b.md", "# B\n\n[x](old.md)\n");
    let preview = course.serve();
    preview.until("all pages are rendered", |preview| preview.said().iter().any(|line| line.contains(" pages in ")));
    assert!(!preview.said().iter().any(|line| line.contains("old.md")), "what there was is counted");
    course.edit("a.md", "# Page A\n\n[x](nothing.md)\n");
    let names = |preview: &Preview, text: &str| preview.said().iter().filter(|line| line.contains(text)).count();
    preview.until("the new one is named", |preview| names(preview, "a.md:3:1: warning[broken-link]: ") == 1);
    course.edit("a.md", "# Page A\n\nmore\n\n[x](nothing.md)\n");
    preview.until_page("/a.html", "more");
    let many: String = (0..9).map(|n| format!("[x](gone{n}.md)\n\n")).collect();
    course.edit("a.md", &format!("# Page A\n\n[x](nothing.md)\n\n{many}"));
    preview.until("the rest is counted", |preview| names(preview, "and 4 more problems") == 1);
    assert_eq!(names(&preview, "nothing.md"), 1, "{:?}", preview.said());
    assert_eq!(names(&preview, "old.md"), 0);
}

#[test]
fn broken_settings_change_nothing_until_they_are_mended() {
    let course = course();
    let preview = course.serve();
    course.edit("seodang.toml", "title = \"Named\"\n");
    preview.until_page("/", "Named");
    course.edit("seodang.toml", "title = \"Named\nlanguage = ");
    preview.until("it is told", |preview| codes(preview) == ["bad-config:1", "bad-config:2"]);
    preview.until("the terminal says so", |preview| {
        preview.said().iter().any(|line| line.contains("the last good settings stay in use"))
    });
    assert!(preview.get("/").text().contains("Named"), "what was set stays set");
    course.edit("a.md", "# Page A\n\nmeanwhile\n");
    preview.until_page("/a.html", "meanwhile");
    course.edit("seodang.toml", "title = \"Renamed\"\n");
    preview.until_page("/", "Renamed");
    preview.until("nothing is wrong", |preview| codes(preview).is_empty());
    course.remove("seodang.toml");
    preview.until("the settings are gone", |preview| !preview.get("/").text().contains("Renamed"));
}

#[test]
fn half_typed_settings_do_not_move_the_course() {
    let course = CourseTest::new()
        .file("../seodang.toml", "source = \"lessons\"\n")
        .file("../lessons/a.md", "# Page A\n\nfirst\n")
        .file("../other/b.md", "# Page B\n\nno part of it\n");
    let preview = Preview::start(&mut course.command(&["serve", "--port", "0"]));
    preview.until_page("/a.html", "first");
    course.edit("../seodang.toml", "source = \"lessons\"\ntitle = \"");
    preview.until("it is told", |preview| codes(preview) == ["bad-config:2"]);
    assert_eq!((preview.get("/a.html").status, preview.get("/other/b.html").status), (200, 404));
    course.edit("../seodang.toml", "source = \"other\"\n");
    preview.until_page("/b.html", "no part of it");
}

#[test]
fn settings_that_are_empty_for_a_moment_are_not_the_last_good_ones() {
    let course = CourseTest::new().file("../seodang.toml", "source = \"lessons\"\n").file("../lessons/a.md", "# A\n");
    let target = ServeTarget { current: course.root().to_owned(), ..ServeTarget::default() };
    let mut rebuilder = Rebuilder::new(target);
    let (first, _) = rebuilder.scan().unwrap();
    rebuilder.commit(&first);
    // An editor empties the file before it writes it: the scan of the empty file is not committed.
    course.edit("../seodang.toml", "");
    let (between, _) = rebuilder.scan().unwrap();
    assert_ne!(between.project.course, first.project.course);
    course.edit("../seodang.toml", "source = \"lessons\"\ntitle = \"");
    let (last, _) = rebuilder.scan().unwrap();
    assert_eq!(last.project.course, first.project.course);
    assert_eq!(last.inputs.diagnostics.len(), 1, "{:?}", last.inputs.diagnostics);
}

#[test]
fn settings_of_a_course_of_which_a_part_is_shown_count_when_they_change() {
    let course = CourseTest::new()
        .file("../seodang.toml", "source = \"lessons\"\n")
        .file("../lessons/deep/part/week_01/a.md", "# A\n")
        .file("../lessons/deep/part/week_01/exam.md", "# Exam\n");
    let preview = Preview::start(&mut course.command(&["serve", "lessons/deep/part/week_01", "--port", "0"]));
    preview.until_page("/exam.html", "Exam");
    course.edit("../seodang.toml", "source = \"lessons\"\nexclude = [\"**/exam.md\"]\n");
    preview.until("the exam is gone", |preview| preview.get("/exam.html").status == 404);
    assert_eq!(preview.get("/a.html").status, 200);
}

#[test]
fn settings_that_are_broken_at_the_start_start_no_preview() {
    let course = course().file("seodang.toml", "nonsense = 1\n");
    let run = course.run(&["serve", "sample", "--port", "0"], "public");
    assert_eq!(run.exit_code, 2, "no preview by the defaults: {}", run.said);
    assert_eq!(run.reports(), ["bad-config seodang.toml:1:1"]);
}

#[test]
fn a_template_that_breaks_leaves_the_last_good_page() {
    let course = course().file(TEMPLATE, "<!doctype html><html><head></head><body>MINE {{ page.title }}</body></html>");
    let preview = course.serve();
    preview.until_page("/a.html", "MINE Page A");
    // Templates that cannot be parsed, that fail on every page, and that include a missing template.
    for broken in ["{% if %}", "{{ page.title.there.is.no.such }}", "{% include \"nothing.html\" %}"] {
        course.replace(TEMPLATE, broken);
        preview.until("it is told", |preview| problems(preview)["failure"].is_string());
        assert!(preview.data("/__seodang/state?since=")["failure"] == true);
        assert!(preview.get("/a.html").text().contains("MINE Page A"), "the last good page stays");
        course.replace(TEMPLATE, "<!doctype html><html><head></head><body>MINE {{ page.title }}</body></html>");
        preview.until("it recovers", |preview| problems(preview)["failure"].is_null());
    }
    let failures = preview.said().iter().filter(|line| line.starts_with("note: the pages before this change")).count();
    assert_eq!(failures, 3, "each is said once: {:#?}", preview.said());
}

#[test]
fn edits_while_a_template_is_broken_are_there_when_it_is_mended() {
    let good = "<!doctype html><html><head></head><body>MINE {{ page.title }}</body></html>";
    let course = course().file(TEMPLATE, good);
    let preview = course.serve();
    preview.until_page("/a.html", "MINE Page A");
    course.replace(TEMPLATE, "{% if %}");
    preview.until("it is told", |preview| problems(preview)["failure"].is_string());
    course.edit("a.md", "# Page Z\n");
    preview.rest();
    assert!(preview.get("/a.html").text().contains("MINE Page A"));
    course.replace(TEMPLATE, good);
    preview.until_page("/a.html", "MINE Page Z");
}

#[test]
fn a_theme_that_is_broken_at_the_start_is_shown_and_waited_for() {
    let course = course().file(TEMPLATE, "{% if %}");
    let preview = course.serve();
    preview.until("it is told", |preview| problems(preview)["failure"].is_string());
    let answer = preview.get("/a.html");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("/__seodang/live.js"), "the page waits for the first one");
    course.replace(TEMPLATE, "<!doctype html><html><head></head><body>MINE {{ page.title }}</body></html>");
    preview.until_page("/a.html", "MINE Page A");
    assert!(problems(&preview)["failure"].is_null());
}

#[test]
fn a_theme_that_comes_later_is_seen() {
    let course = course();
    let preview = course.serve();
    preview.until_page("/a.html", "Page A");
    preview.rest();
    course.edit("../themes/default/css/print.css", ".of-the-course { order: 1 }\n");
    preview.until("the sheet is there", |preview| {
        let links = Html::new(preview.get("/a.html").page()).elements("link");
        let mut sheets = links.iter().filter(|link| link.attribute("rel") == Some("stylesheet"));
        sheets
            .any(|link| preview.get(&format!("/{}", link.attribute("href").unwrap())).text().contains("of-the-course"))
    });
}

#[test]
fn a_course_that_is_not_there_is_an_error() {
    let course = CourseTest::new();
    let run = course.run(&["serve", "nowhere", "--port", "0"], "public");
    assert_eq!(run.exit_code, 2, "{}", run.said);
    assert!(run.said.contains("nowhere"), "{}", run.said);
}

#[test]
fn a_course_of_nothing_waits_for_its_first_page() {
    let course = CourseTest::new();
    let preview = course.serve();
    preview.until("it answers", |preview| preview.get("/").status > 0);
    course.edit("README.md", "# First words\n");
    preview.until_page("/", "First words");
}
