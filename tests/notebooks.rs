//! Checks how a Jupyter notebook becomes a page of the course.

use serde_json::{Value, json};

use crate::support::CourseTest;

/// A picture of one pixel.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// Returns a notebook as Jupyter saves it: indented by one space, and each line of a text on its own.
fn notebook(cells: &[Value]) -> String {
    let notebook = json!({ "cells": cells, "metadata": { "language_info": { "name": "python" } }, "nbformat": 4 });
    let mut text = Vec::new();
    let style = serde_json::ser::PrettyFormatter::with_indent(b" ");
    serde::Serialize::serialize(&notebook, &mut serde_json::Serializer::with_formatter(&mut text, style)).unwrap();
    String::from_utf8(text).unwrap()
}

fn markdown(lines: &[&str]) -> Value {
    let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    json!({ "cell_type": "markdown", "metadata": {}, "source": lines })
}

fn code(source: &str, outputs: &Value) -> Value {
    json!({ "cell_type": "code", "metadata": {}, "execution_count": 1, "source": source, "outputs": outputs })
}

#[test]
fn a_notebook_is_a_page() {
    let table = "<style scoped>td { color: red }</style>\n<table>\n\n<tr><td>7</td></tr>\n</table>";
    let text = notebook(&[
        markdown(&["# Numbers", "", "Some **text** and a [page](other.md)."]),
        code("print(1)", &json!([{ "output_type": "stream", "name": "stdout", "text": ["one\n", "<b>two</b>\n"] }])),
        code(
            "plot()",
            &json!([{ "output_type": "display_data", "data": { "image/png": DOT, "text/plain": "<Figure with 1 Axes>" } }]),
        ),
        code(
            "table()",
            &json!([{ "output_type": "execute_result", "data": { "text/html": table, "text/plain": "7" } }]),
        ),
        code(
            "1/0",
            &json!([{ "output_type": "error", "ename": "E", "evalue": "x", "traceback": ["\u{1b}[31mE\u{1b}[0m: x"] }]),
        ),
    ]);
    let course = CourseTest::new().file("numbers.ipynb", &text).file("other.md", "# Other\n\n[n](numbers.ipynb)\n");
    let built = course.build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    let page = built.page("numbers.html");
    assert_eq!(page.texts("h1"), ["Numbers"]);
    let codes = page.texts("pre");
    assert_eq!(codes, ["print(1)", "one <b>two</b>", "plot()", "table()", "1/0", "E: x"]);
    assert_eq!(page.texts("td"), ["7"]);
    assert_eq!(built.page("other.html").link("n").unwrap(), "numbers.html");
    let html = built.text("numbers.html");
    assert!(html.contains("alt=\"Figure with 1 Axes\" width=\"1\" height=\"1\""), "{html}");
    assert!(!html.contains("scoped"));
    assert_eq!(built.text("numbers.ipynb"), text, "readers can load it");
    assert_eq!(page.link("Download the notebook").unwrap(), "numbers.ipynb");
}

#[test]
fn a_notebook_of_a_repository_on_github_opens_elsewhere() {
    let text = notebook(&[markdown(&["# Numbers"])]);
    let course = || CourseTest::new().file("a b.ipynb", &text).file(".git/HEAD", "ref: refs/heads/main\n");
    let remote = |url: &str| format!("[remote \"origin\"]\n\turl = {url}\n");
    let built = course().file(".git/config", &remote("git@github.com:me/course.git")).build().ok();
    let page = built.page("a b.html");
    assert_eq!(
        page.link("Open in Google Colab").unwrap(),
        "https://colab.research.google.com/github/me/course/blob/main/a%20b.ipynb"
    );
    let elsewhere = course().file(".git/config", &remote("https://git.example/me/course")).build().ok();
    assert!(!elsewhere.text("a b.html").contains("colab"));
}

#[test]
fn what_is_for_instructors_leaves_neither_in_the_page_nor_in_the_notebook() {
    let text = notebook(&[
        markdown(&["# Task", "", "Do it."]),
        json!({ "cell_type": "code", "metadata": { "tags": ["instructor"] }, "source": "SECRET_1", "outputs": [] }),
        markdown(&["<!-- instructor -->", "SECRET_2", "<!-- /instructor -->", "Done."]),
    ]);
    let course = CourseTest::new().file("task.ipynb", &text).file("a.md", "# A\n\n[t](task.ipynb)\n");
    let built = course.build().ok();
    assert!(built.text("task.html").contains("Done.") && !built.text("task.html").contains("SECRET"));
    assert!(!built.files().contains(&"task.ipynb".to_owned()), "{:?}", built.files());
}

#[test]
fn a_hidden_notebook_is_in_no_output() {
    let raw = json!({ "cell_type": "raw", "metadata": {}, "source": ["---\n", "draft: true\n", "---"] });
    let text = notebook(&[raw, markdown(&["# Exam", "SECRET"])]);
    let built = CourseTest::new().file("exam.ipynb", &text).file("a.md", "# A\n\n[t](exam.ipynb)\n").build();
    assert!(!built.files().iter().any(|file| file.starts_with("exam")), "{:?}", built.files());
}

#[test]
fn a_notebook_beside_its_export_is_a_file_to_load() {
    let text = notebook(&[markdown(&["# From the notebook"])]);
    let built = CourseTest::new().file("a.ipynb", &text).file("a.md", "# A\n\n[t](a.ipynb)\n").build().ok();
    assert_eq!(built.page("a.html").texts("h1"), ["A"]);
    assert_eq!(built.page("a.html").link("t").unwrap(), "a.ipynb");
    assert!(!built.files().contains(&"a-2.html".to_owned()));
}

#[test]
fn mistakes_have_the_line_of_the_notebook() {
    let text = notebook(&[
        code("print(1)", &json!([{ "output_type": "stream", "name": "stdout", "text": "a\n".repeat(50) }])),
        markdown(&["# Title", "", "[gone](missing.md)"]),
    ]);
    let line = 1 + text.lines().position(|line| line.contains("missing.md")).unwrap();
    let built =
        CourseTest::new().file("a.ipynb", &text).file("b.ipynb", "{\n \"cells\": [}\n").file("c.ipynb", "[]").build();
    assert!(built.said.contains(&format!("a.ipynb:{line}:")), "{}", built.said);
    assert!(built.reports().contains(&"broken-notebook b.ipynb".to_owned()), "{:?}", built.reports());
    assert!(built.reports().contains(&"broken-notebook c.ipynb".to_owned()), "{:?}", built.reports());
    assert!(built.said.contains("(line 2)"), "{}", built.said);
    assert_eq!(built.page("a.html").texts("h1"), ["Title"], "the others are built");
}

#[test]
fn a_huge_picture_is_left_out_alone() {
    let big = "A".repeat(9 * 1024 * 1024);
    let output = json!([{ "output_type": "display_data", "data": { "image/png": big } }]);
    let text = notebook(&[markdown(&["# Title"]), code("plot()", &output), markdown(&["The end."])]);
    let built = CourseTest::new().file("a.ipynb", &text).build();
    assert_eq!(built.reports(), ["notebook-output a.ipynb:14:1"]);
    assert!(built.text("a.html").contains("The end."));
}
