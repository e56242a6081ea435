//! Checks the settings of findings: levels for the course, for paths and for blocks, and the baseline.

use std::fs;

use super::{check, findings};
use crate::support::CourseTest;

fn with_settings(settings: &str) -> CourseTest {
    let pages = "== README.md
# P

[x](gone.md)
== old/a.md
# A

[x](gone.md)
";
    CourseTest::of_files(pages).file("seodang.toml", settings)
}

/// Returns the severities of the broken links of a course.
fn severities(course: &CourseTest) -> Vec<String> {
    let broken = findings(course).into_iter().filter(|finding| finding["code"] == "broken-link");
    broken.map(|finding| format!("{} {}", finding["path"], finding["severity"]).replace('"', "")).collect()
}

#[test]
fn levels_for_the_course_and_for_paths() {
    let course = with_settings(
        r#"
[check]
broken-link = "error"

[[check.path]]
paths = ["old"]
broken-link = "info"
"#,
    );
    assert_eq!(severities(&course), ["README.md error", "old/a.md info"]);
    assert_eq!(check(&course, &[]).exit_code, 1);
    assert_eq!(course.build().exit_code, 1, "a build holds the same line");
    let off = with_settings("[check]\nbroken-link = \"off\"\n");
    assert_eq!(severities(&off), Vec::<String>::new());
}

#[test]
fn a_baseline_holds_the_line() {
    let course = CourseTest::of("# P\n\n[x](gone.md)\n\n![](https://example.org/a.png)\n");
    assert_eq!(check(&course, &["--deny", "warnings"]).exit_code, 1);
    let update = check(&course, &["--update-baseline"]);
    assert_eq!(
        (update.exit_code, update.out.as_str()),
        (0, "2 findings are in the baseline now: sample/seodang-baseline.txt\n")
    );
    course.edit("page.md", "# P\n\nMoved.\n\n[x](gone.md)\n\n![](https://example.org/a.png)\n");
    let checked = check(&course, &["--deny", "warnings"]);
    assert_eq!(checked.exit_code, 0, "{}", checked.out);
    assert!(checked.out.contains("; 2 known"), "{}", checked.out);
    assert_eq!(course.build_with(&["--deny", "warnings"]).exit_code, 0, "a build knows it too");
    course.edit("page.md", "# P\n\n[x](gone.md)\n\n[y](gone.md)\n");
    let checked = check(&course, &["--deny", "warnings"]);
    assert_eq!(checked.exit_code, 1, "a second one of a kind is new");
    assert!(checked.out.contains("1 known ones are fixed"), "{}", checked.out);
    let text = fs::read_to_string(course.course().join("seodang-baseline.txt")).unwrap();
    assert!(text.contains("1\tbroken-link\tpage.md\t`gone.md` leads to no file of the course\n"), "{text}");
}

#[test]
fn a_misspelt_theme_is_suggested() {
    let course = with_settings("theme = \"chalkbord\"\n");
    let built = course.build();
    assert_eq!(built.exit_code, 2);
    assert!(built.said.contains("did you mean `chalkboard`?"), "{}", built.said);
}
