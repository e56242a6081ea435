//! Checks the formats of findings for people, programs and code hosts.

use serde_json::Value;

use super::{check, findings};
use crate::support::CourseTest;

fn course() -> CourseTest {
    CourseTest::of_files(
        "== README.md
# 강의

🚀 한글 [설정](Setup.md)과 [없음](gone.md) 그리고
== setup.md
# 설정

## 빈 절
",
    )
}

#[test]
fn people_read_lines_carets_and_a_count() {
    let checked = check(&course(), &[]);
    assert_eq!(checked.exit_code, 0);
    assert_eq!(checked.said, "next: `seodang check --fix` fixes 1 of them; add `--dry-run` to see how\n");
    let lines: Vec<&str> = checked.out.lines().collect();
    let expected = [
        "warning[link-case]: `Setup.md` differs from the file's name in letter case",
        " --> README.md:3:6",
        "  |",
        "3 | 🚀 한글 [설정](Setup.md)과 [없음](gone.md) 그리고",
        "  |         ^^^^^^^^^^^^^^^^",
        "  |",
        "help: write `setup.md`: many servers distinguish the two",
    ];
    assert_eq!(lines[..7], expected);
    let counts: Vec<&str> = lines[lines.len() - 4..lines.len() - 1].iter().map(|line| line.trim()).collect();
    assert_eq!(counts, ["1 info     empty-section", "1 warning  broken-link", "1 warning  link-case"]);
    let last = lines.last().unwrap();
    assert!(
        last.starts_with("2 pages checked in ") && last.contains(": 2 warnings, 1 info (infos are shown"),
        "{last}"
    );
    assert!(!checked.out.contains('\u{1b}'), "no colours where no terminal is");
    assert!(!checked.out.contains("[empty-section]") && check(&course(), &["--info"]).out.contains("[empty-section]"));
}

#[test]
fn a_denied_warning_fails_and_information_does_not() {
    let info = CourseTest::of("# P\n\n## Empty\n");
    assert_eq!(check(&info, &["--deny", "warnings"]).exit_code, 0);
    assert_eq!(check(&course(), &["--deny", "warnings"]).exit_code, 1);
    let error = CourseTest::of("# P\n\n```mermaid\ngraph TD\n  A[x( --> B\n```\n");
    assert_eq!(check(&error, &[]).exit_code, 1);
    assert_eq!(check(&error, &["--only", "broken-link,empty-link"]).exit_code, 0);
    assert_eq!(check(&error, &["--only", "no-such-code"]).exit_code, 2);
    assert_eq!(check(&error, &["--dry-run"]).exit_code, 2, "there is nothing to leave out without --fix");
}

#[test]
fn programs_read_ranges_and_edits() {
    let found = findings(&course());
    let link = found.iter().find(|finding| finding["code"] == "link-case").unwrap();
    assert_eq!((&link["severity"], &link["file"]), (&Value::from("warning"), &Value::from("sample/README.md")));
    let range = &link["range"];
    assert_eq!((&range["start"]["line"], &range["start"]["column"]), (&Value::from(3), &Value::from(6)));
    let text = "# 강의\n\n🚀 한글 [설정](Setup.md)과 [없음](gone.md) 그리고\n";
    let bytes = |range: &Value| {
        let byte = |end: &str| usize::try_from(range[end]["byte"].as_u64().unwrap()).unwrap();
        text[byte("start")..byte("end")].to_owned()
    };
    assert_eq!(bytes(range), "[설정](Setup.md)");
    let fix = &link["fix"];
    assert_eq!((&fix["certain"], &fix["edits"][0]["text"]), (&Value::from(true), &Value::from("setup.md")));
    assert_eq!(bytes(&fix["edits"][0]["range"]), "Setup.md");
    assert!(found.iter().any(|finding| finding["severity"] == "info"), "programs get all");
}

#[test]
fn github_reads_workflow_commands() {
    let out = check(&course(), &["--format", "github"]).out;
    let first = out.lines().next().unwrap();
    assert_eq!(
        first,
        "::warning file=sample/README.md,line=3,endLine=3,col=6,endColumn=19,title=link-case::\
         `Setup.md` differs from the file's name in letter case%0Awrite `setup.md`: many servers distinguish the two"
    );
    let course = CourseTest::new().file("a,b: 50%.md", "# A\n[x](gone.md)\n");
    let out = check(&course, &["--format", "github"]).out;
    assert!(out.starts_with("::warning file=sample/a%2Cb%3A 50%25.md,line=2,"), "{out}");
}

#[test]
fn code_scanning_reads_sarif() {
    let checked = check(&course(), &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "seodang");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings(&course()).len());
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("sample/"));
    }
    let case = results.iter().find(|result| result["ruleId"] == "link-case").unwrap();
    assert_eq!(case["locations"][0]["physicalLocation"]["region"]["startColumn"], 6);
    let change = &case["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "setup.md");
}

#[test]
fn a_code_explains_itself() {
    let course = CourseTest::new();
    let run = course.command(&["check", "--explain", "link-case"]).output().unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(out.starts_with("link-case (warning)\n\nA link differs from the name of the file"), "{out}");
    let run = course.command(&["check", "--explain", "link-cases"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("did you mean `link-case`?"));
}
