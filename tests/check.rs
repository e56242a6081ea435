//! Holds `seodang check`: what it finds, how it prints it, what it mends, what it leaves alone.

mod codes;
mod external;
mod formats;
mod mending;
mod settings;

use std::fs;

use serde_json::Value;

use crate::support::CourseTest;

/// A run of `seodang check`.
pub(crate) struct Checked {
    /// Its exit code.
    pub(crate) exit_code: i32,
    /// What it printed to standard output.
    pub(crate) out: String,
    /// What it printed to standard error.
    pub(crate) said: String,
}

/// Runs `seodang check sample` with further words.
pub(crate) fn check(course: &CourseTest, further: &[&str]) -> Checked {
    let mut words = vec!["check", "sample"];
    words.extend(further);
    let run = course.command(&words).output().unwrap();
    Checked {
        exit_code: run.status.code().unwrap_or(-1),
        out: String::from_utf8(run.stdout).unwrap(),
        said: String::from_utf8(run.stderr).unwrap(),
    }
}

/// The findings of a course, as JSON.
pub(crate) fn findings(course: &CourseTest) -> Vec<Value> {
    let checked = check(course, &["--format", "json"]);
    assert!((0..=1).contains(&checked.exit_code), "{}", checked.said);
    checked.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The findings as `code path:line:column`.
pub(crate) fn places(course: &CourseTest) -> Vec<String> {
    let place = |finding: &Value| {
        let start = &finding["range"]["start"];
        let at = if start.is_null() { String::new() } else { format!(":{}:{}", start["line"], start["column"]) };
        format!("{} {}{at}", finding["code"].as_str().unwrap(), finding["path"].as_str().unwrap())
    };
    findings(course).iter().map(place).collect()
}

#[test]
fn a_well_kept_course_is_silent() {
    let english = CourseTest::new()
        .file("README.md", "# Rust in a week\n\n- [Module 1](module-1/README.md)\n- [Appendix](appendix.md)\n")
        .file(
            "module-1/README.md",
            "# Module 1: Ownership\n\nWe begin where others end.\n\n1. [Moves](lesson-1.md)\n2. [Borrows](lesson-2.md#rules)\n",
        )
        .file(
            "module-1/lesson-1.md",
            "# Lesson 1: Moves\n\n**Duration:** 45 minutes\n**Goal:** explain a move\n\n## Moving\n\nA value has one owner. \
             See http://localhost:8080 for the <kbd>Ctrl</kbd> demo.\n\n```rust\nlet a = b; // # not a heading\n```\n\n\
             ```mermaid\nflowchart LR\n  A[a] --> B[b]\n  style A fill:#fff,stroke:#333\n```\n\n- [ ] I can explain a move\n\n\
             [Next: Borrows](lesson-2.md)\n",
        )
        .file(
            "module-1/lesson-2.md",
            "# Lesson 2: Borrows\n\n## Rules\n\n1. One writer.\n2. Or many readers.\n\n## Next steps\n\n\
             Read [the appendix](../appendix.md). [Next.js](https://nextjs.org) is not Rust.\n\n[Back to top](#)\n",
        )
        .file(
            "appendix.md",
            "# Appendix\n\n```yaml\n---\na: 1\n---\n## not Markdown\n```\n\n```\n## a banner\nvalue\n```\n\n\
             ````markdown\n```bash\nls\n```\n````\n",
        );
    assert_eq!(places(&english), Vec::<String>::new());
    let korean = CourseTest::new()
        .file("README.md", "# 데이터 분석 입문\n\n- [1주차](1주차/README.md)\n- [2주차](2주차/README.md)\n")
        .file(
            "1주차/README.md",
            "# 1주차: 판다스\n\n| 시간 | 내용 |\n|---|---|\n| 10:00~10:50 | [1강](1강.md) |\n| 11:00~12:00 | [실습](실습_1.md) |\n",
        )
        .file(
            "1주차/1강.md",
            "# 제1강 판다스 소개\n\n## 🕘 강의 정보\n\n**시간**: 10:00-10:50 (50분)\n**목표**: 표를 읽는다\n\n## 읽기 (20분)\n\n\
             글.\n\n## 쓰기 (30분)\n\n글과 데이터프레임.\n\n## 🔑 핵심 키워드\n\n- **데이터프레임 (DataFrame)**: 표\n",
        )
        .file("1주차/실습_1.md", "# 실습 1\n\n**시간**: 11:00-12:00 (60분)\n**목표**: 표를 고친다\n\n- [ ] 파일을 열었다\n")
        .file("2주차/README.md", "# 2주차: 그래프\n\n이전: [1주차](../1주차/README.md)\n");
    assert_eq!(places(&korean), Vec::<String>::new());
}

#[test]
fn a_build_reports_what_a_check_reports() {
    let text = "# P\n\n[x](gone.md) ![](a.png)\n\n<div>\n\n```mermaid\ngraph TD\n  A[x( --> B\n```\n\n```bsah\nls\n```\n\n\
                ```mermaid\ngraph TD\n  A --> B\n  style C fill:#fff\n```\n";
    let course = CourseTest::of(text);
    let of = |severity: &'static str| move |finding: &&Value| finding["severity"] == severity;
    let key = |finding: &Value| {
        let start = &finding["range"]["start"];
        let place = format!("{}:{}:{}", finding["path"].as_str().unwrap(), start["line"], start["column"]);
        format!("{} {place}", finding["code"].as_str().unwrap())
    };
    let found = findings(&course);
    // People read warnings first, and errors at the end.
    let checked: Vec<String> =
        found.iter().filter(of("warning")).chain(found.iter().filter(of("error"))).map(key).collect();
    assert_eq!(checked.len(), 7, "{checked:?}");
    assert_eq!(course.build().reports(), checked);
}

#[test]
fn nothing_is_written_but_what_is_remembered() {
    let course = CourseTest::of("# P\n\n```mermaid\ngraph TD\n  A --> B\n```\n");
    check(&course, &[]);
    let left: Vec<String> = fs::read_dir(course.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "cache")
        .collect();
    assert_eq!(left, ["sample"]);
}

#[test]
fn what_only_looks_wrong_is_left_in_peace() {
    let course = CourseTest::new()
        .file(
            "README.md",
            "# P\n\n[changes](https://github.com/a/b/compare/v1...v2) [b](b.md)\n\n**Template**:\n```\n\n## Title\n```\n\n\
             `10:00-10:50 (45 min)` is an example. 9:00-1:00 (4 hours) is a morning.\n\nA map:\n\n\
             ```mermaid\nquadrantChart\n  classDef hot color:#ff0000\n  A:::hot: [0.1, 0.2]\n```\n",
        )
        .file("b.md", "# B\n\n## Pod\n\n> **Definition**: the smallest unit that is started\n\n## Keywords\n\n- **Pod**:\n  the smallest unit. A pod is small.\n\n## A\n\n## B\n\n## C\n\n## D\n\n[P](README.md)\n");
    assert_eq!(places(&course), Vec::<String>::new());
}

#[test]
fn a_hundred_thousand_of_anything_take_no_time() {
    let began = std::time::Instant::now();
    let course = CourseTest::new()
        .file("a.md", &format!("# A\n\n{}", "## x\n\n".repeat(20_000)))
        .file("b.md", &format!("# B\n\n## Keywords\n\n- **Pod**:\n{}", "\n".repeat(200_000)))
        .file("c.md", &format!("# C\n\n{}\n", "1:00-2:00 (50 min) `".repeat(20_000)))
        .file("d.md", &format!("# D\n\n{}", "<!-- seodang: off broken-link -->\n\n[x](y.md)\n\n".repeat(2_000)))
        .file("e.md", &format!("# E\n\n{}", "[x](A.md)\n\n".repeat(2_000)));
    let checked = check(&course, &["--fix", "--dry-run"]);
    assert_eq!(checked.exit_code, 0, "{}", checked.said);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
