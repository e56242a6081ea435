//! Checks `--fix`: only unambiguous changes, shown, made once, and never in a file that changed meanwhile.

use std::fs;

use super::{check, places};
use crate::support::CourseTest;

/// Returns a course with one mistake for each kind of unambiguous fix, and ambiguous mistakes that must stay.
fn course() -> CourseTest {
    CourseTest::of_files(
        "== week_01/day1/session_1.md
# Session 1

[case](Session_2.md), [Lab 1](../../day2/lab_1.md#steps), [Session 2](session2.md)

[anchor](session_2.md#volumes)

[guess](lab_1_never_written.md)

```mermaid
graph TD
  A --> B
  style A,B fill:#fff
```
== week_01/day1/session_2.md
# Session 2

## 📦 Volumes

Text.
== week_01/day1/lab_1.md
# Lab 1
== week_01/day2/lab_1.md
# Lab 1

## Steps

Text.
",
    )
}

/// The session after all unambiguous fixes.
const FIXED: &str = "# Session 1

[case](session_2.md), [Lab 1](../day2/lab_1.md#steps), [Session 2](session_2.md)

[anchor](session_2.md#-volumes)

[guess](lab_1_never_written.md)

```mermaid
graph TD
  A --> B
  style A fill:#fff
  style B fill:#fff
```
";

fn text(course: &CourseTest) -> String {
    fs::read_to_string(course.course().join("week_01/day1/session_1.md")).unwrap()
}

#[test]
fn certain_changes_are_made_once() {
    let course = course();
    let before = text(&course);
    let dry = check(&course, &["--fix", "--dry-run"]);
    assert_eq!(text(&course), before);
    let fixed = check(&course, &["--fix"]);
    let after = text(&course);
    assert_eq!(after, FIXED);
    for out in [&dry.out, &fixed.out] {
        assert!(out.starts_with("--- week_01/day1/session_1.md\n+++ "), "{out}");
        assert!(out.contains("\n-[anchor](session_2.md#volumes)\n+[anchor](session_2.md#-volumes)\n"), "{out}");
    }
    assert!(dry.out.contains("[link-case]") && !fixed.out.contains("[link-case]"), "what is mended is not reported");
    let again = check(&course, &["--fix"]);
    assert_eq!(text(&course), after);
    assert!(!again.out.contains("+++"), "{}", again.out);
    let left: Vec<String> = places(&course).into_iter().filter(|place| place.starts_with("broken-link")).collect();
    assert_eq!(left, ["broken-link week_01/day1/session_1.md:7:1"]);
}

#[test]
fn only_the_named_codes_are_mended() {
    let course = course();
    check(&course, &["--fix", "--only", "link-case"]);
    assert!(text(&course).contains("[case](session_2.md), [Lab 1](../../day2/"));
}

#[test]
fn line_ends_and_marks_stay() {
    let course = CourseTest::new()
        .file("README.md", "\u{feff}# P\r\n\r\n[x](Setup.md)\r\n")
        .file("mixed.md", "# M\r\n\u{1b}\n[x](Setup.md)\n")
        .file("setup.md", "# S\n");
    let checked = check(&course, &["--fix"]);
    let read = |name: &str| fs::read_to_string(course.course().join(name)).unwrap();
    assert_eq!(read("README.md"), "\u{feff}# P\r\n\r\n[x](setup.md)\r\n");
    assert_eq!(read("mixed.md"), "# M\r\n\u{1b}\n[x](setup.md)\n");
    assert!(!checked.out.contains("skipped"), "{}", checked.out);
}
