//! Checks `seodang check`: findings, formats, fixes, settings. Most findings are in `src/diagnostic/codes.md` and `tests/cases/check`.

mod codes;
mod external;
mod fixes;
mod formats;
mod settings;
mod theme;

use std::fs;

use serde_json::Value;

use crate::support::CourseTest;

/// A run of `seodang check`.
pub(crate) struct Checked {
    /// Its exit code.
    pub(crate) exit_code: i32,
    /// The text on standard output.
    pub(crate) out: String,
    /// The text on standard error.
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

/// Returns the findings of a course, as JSON.
pub(crate) fn findings(course: &CourseTest) -> Vec<Value> {
    let checked = check(course, &["--format", "json"]);
    let is_refused = checked.exit_code == 2 && checked.out.contains("\"bad-config\"");
    assert!((0..=1).contains(&checked.exit_code) || is_refused, "{}", checked.said);
    checked.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the findings as `code path:line:column`.
pub(crate) fn places(course: &CourseTest) -> Vec<String> {
    let place = |finding: &Value| {
        let start = &finding["range"]["start"];
        let at = if start.is_null() { String::new() } else { format!(":{}:{}", start["line"], start["column"]) };
        format!("{} {}{at}", finding["code"].as_str().unwrap(), finding["path"].as_str().unwrap())
    };
    findings(course).iter().map(place).collect()
}

#[test]
fn a_build_reports_what_a_check_reports() {
    let text = "# P

[x](gone.md) ![](a.png)

<div>

```mermaid
graph TD
  A[x( --> B
```

```bsah
ls
```

```mermaid
graph TD
  A --> B
  style C fill:#fff
```
";
    let course = CourseTest::of(text);
    let of = |severity: &'static str| move |finding: &&Value| finding["severity"] == severity;
    let key = |finding: &Value| {
        let start = &finding["range"]["start"];
        let place = format!("{}:{}:{}", finding["path"].as_str().unwrap(), start["line"], start["column"]);
        format!("{} {place}", finding["code"].as_str().unwrap())
    };
    let found = findings(&course);
    // In the human format, warnings come first and errors last.
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
