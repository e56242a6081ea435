//! Holds the pipeline: every command reports the same findings in the same order, and the library builds the same site.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use seodang::audience_filter::Audience;
use seodang::check::Policy;
use seodang::diagnostic::Severity;
use seodang::pipeline::{
    Attached, BuildOptions, Inputs, Model, Prepared, Reuse, Selection, SiteAddress, ThemeInput, build,
};
use seodang::read::project::{self, Project};
use seodang::site::{Output, Site};

use crate::check::check;
use crate::support::{Built, CourseTest, Problem, contents};

/// The forms of `seodang pack` that need no browser.
const FORMS: [&[&str]; 3] = [&[], &["--single-file"], &["--epub"]];

/// Returns a course with mistakes for each phase (reading, parsing, assembling, rendering, linting), in pages and in other
/// files; with settings that change levels, a baseline, a comment, and similar findings.
fn course() -> CourseTest {
    let links: String = (0..6).map(|number| format!("[{number}](gone_{number}.md)\n\n")).collect();
    CourseTest::new()
        .file("seodang.toml", "[check]\nmissing-alt = \"error\"\norphan-page = \"warning\"\nnear-term = \"off\"\n")
        .file("seodang-baseline.txt", "1\tbroken-link\tweek_01/b.md\t`known.md` leads to no file of the course\n")
        .file("README.md", "# Course\n\n[One](week_01/a.md) [Anchor](week_01/a.md#none) [Two](week_02/c.md)\n")
        .file(
            "week_01/a.md",
            &format!("# A\n\n{links}<div>\n\n```mermaid\ngraph TD\n  A[x( --> B\n```\n\n```bsah\nls\n```\n"),
        )
        .file("week_01/b.md", "# B\n\n[known](known.md) [new](new.md) ![](dot.png)\n\n##Close\n\n```bsah\nls\n```\n")
        .file("week_01/draft.md", "---\ndraft: true\n---\n\n# Draft\n")
        .file(
            "week_02/c.md",
            "# C\n\n<!-- seodang: off broken-link -->\n[quiet](gone.md)\n\n10:00-10:50 (45 min)\n\n## Empty\n",
        )
        .bytes("week_02/d.md", b"# \xff\n")
        .bytes("week_01/dot.png", include_bytes!("pages/dot.png"))
}

/// Returns the findings that a check prints in the human format.
fn checked(course: &CourseTest, further: &[&str]) -> Vec<Problem> {
    let run = check(course, further);
    Problem::parse(&run.out)
}

fn packed(course: &CourseTest, further: &[&str]) -> Built {
    // Some forms write a file, others a folder.
    let name = format!("packed{}", further.concat().replace('/', "-"));
    let mut words = vec!["pack", "sample", "-o", &name];
    words.extend(further);
    course.run(&words, &name)
}

/// Returns the findings that a preview sends to its pages: no information, and errors first.
fn previewed(course: &CourseTest, expected: usize) -> Vec<Problem> {
    let preview = course.serve();
    let list = || preview.data("/__seodang/problems")["list"].as_array().unwrap().clone();
    preview.until("all is told", |_| list().len() >= expected);
    preview.rest();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let problem = |told: &serde_json::Value| {
        let path = text(&told["path"]);
        let place = if told["line"].is_null() { path } else { format!("{path}:{}:{}", told["line"], told["column"]) };
        Problem { level: text(&told["severity"]), code: text(&told["code"]), place, message: text(&told["message"]) }
    };
    list().iter().map(problem).collect()
}

#[test]
fn every_command_reports_the_same_findings_in_the_same_order() {
    let course = course();
    for detail in [&[][..], &["--all"]] {
        let expected = checked(&course, detail);
        let codes: Vec<&str> = expected.iter().map(|problem| problem.code.as_str()).collect();
        for code in [
            "draft",
            "broken-link",
            "unknown-anchor",
            "heading-space",
            "unbalanced-html",
            "unknown-language",
            "orphan-page",
            "time-length",
            "broken-diagram",
            "missing-alt",
            "not-utf8",
        ] {
            assert!(codes.contains(&code), "{code} in {codes:?}");
        }
        let words = [&["build", "sample", "-o", "public"], detail].concat();
        let built = course.run(&words, "public");
        assert_eq!((built.exit_code, built.problems()), (1, expected.clone()));
        for form in FORMS {
            let packed = packed(&course, &[form, detail].concat());
            assert_eq!((packed.exit_code, packed.problems()), (1, expected.clone()), "{form:?}");
        }
        if !detail.is_empty() {
            let told: Vec<Problem> = expected.iter().filter(|problem| problem.level != "info").cloned().collect();
            let (errors, warnings): (Vec<_>, Vec<_>) = told.into_iter().partition(|problem| problem.level == "error");
            // A panel is read from the top, so errors come first; a terminal from the end, so they come last.
            let expected = [errors, warnings].concat();
            assert_eq!(previewed(&course, expected.len()), expected);
        }
    }
}

#[test]
fn those_who_teach_are_told_of_what_is_theirs() {
    let course = CourseTest::of("# P\n\n[x](gone.md)\n\n<!-- instructor -->\n[y](answers.md)\n<!-- /instructor -->\n")
        .file("key.md", "---\naudience: instructor\n---\n\n# Key\n\n[z](nowhere.md)\n");
    let broken = |problems: &[Problem]| problems.iter().filter(|problem| problem.code == "broken-link").count();
    assert_eq!(broken(&checked(&course, &[])), 3);
    assert_eq!(broken(&previewed(&course, 3)), 3);
    assert_eq!(broken(&course.build().problems()), 1);
    let all = course.build_with(&["--audience", "instructor"]);
    assert_eq!(all.problems(), checked(&course, &["--all"]));
    for form in FORMS {
        assert_eq!(broken(&packed(&course, form).problems()), 1);
        let all = packed(&course, &[form, &["--audience", "instructor", "--all"]].concat());
        assert_eq!(all.problems(), checked(&course, &["--all"]), "{form:?}");
    }
}

#[test]
fn a_package_fails_on_denied_warnings() {
    // Only a lint finds the second mistake.
    for text in ["# P\n\n[x](gone.md)\n", "# P\n\n##Close\n"] {
        let course = CourseTest::of(text);
        for form in FORMS {
            assert_eq!(packed(&course, form).exit_code, 0, "{form:?}");
            let denied = packed(&course, &[form, &["--deny", "warnings"]].concat());
            assert_eq!((denied.exit_code, denied.problems().len()), (1, 1), "{form:?}: {}", denied.said);
            assert!(denied.closing().ends_with("; 1 warning"), "{}", denied.said);
        }
    }
}

#[test]
fn a_part_of_a_course_is_judged_within_the_whole() {
    // All other sessions state their time: the one without is reported, although the package contains only part of them.
    let page = |number: usize| match number {
        3 => "# Session 3\n\n[before](session_2.md) [gone](gone.md)\n".to_owned(),
        _ => format!("# Session {number}\n\n**Time**: 10:00-11:00\n**Level**: easy\n"),
    };
    let course = (1..=12).fold(CourseTest::new().file("README.md", "# C\n"), |course, number| {
        course.file(&format!("week_{}/session_{number}.md", number % 2 + 1), &page(number))
    });
    let whole = checked(&course, &["--all"]);
    let part = packed(&course, &["--only", "week_2/session_3.md", "--all"]);
    let expected: Vec<Problem> =
        whole.iter().filter(|problem| problem.place.contains("session_3.md")).cloned().collect();
    assert!(expected.iter().any(|problem| problem.code == "missing-info"), "{whole:?}");
    assert_eq!(part.problems(), expected, "{}", part.said);
    let other = packed(&course, &["--only", "week_1", "--all"]);
    assert_eq!(other.problems(), [], "nothing is wrong with it, nor with its links to the other week: {}", other.said);
}

fn project(course: &CourseTest) -> Project {
    project::find(course.root(), Some(&course.course()), None).unwrap()
}

/// Returns the bytes of a site, by path.
fn bytes(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let bytes = |output: &Output| match output {
        Output::Html(html) => html.clone().into_bytes(),
        Output::Bytes(bytes) => bytes.to_vec(),
        Output::Copy(file) => fs::read(file).unwrap(),
    };
    site.files.iter().map(|(path, output)| (path.as_str().to_owned(), bytes(output))).collect()
}

#[test]
fn the_library_builds_what_the_program_builds() {
    let course = course();
    let report = build(&project(&course), &BuildOptions::default()).unwrap();
    let built = course.build();
    let written: BTreeMap<String, Vec<u8>> =
        contents(&built.output).into_iter().filter(|(path, _)| path != ".seodang-manifest").collect();
    assert!(bytes(&report.value) == written, "{:?} and {:?}", bytes(&report.value).keys(), written.keys());
    let found = |level: &str| built.problems().iter().filter(|problem| problem.level == level).count();
    let of = |severity| report.diagnostics.iter().filter(|problem| problem.severity == severity).count();
    assert_eq!((of(Severity::Error), of(Severity::Warning)), (found("error"), found("warning")));
}

/// Runs every phase; `earlier` is the course of an earlier run.
fn run(project: &Project, reuse: &mut Reuse, earlier: Option<&Prepared>) -> (Prepared, Site, Vec<String>) {
    let selection = Selection { audience: Audience::Instructor, ..Selection::default() };
    let inputs = Inputs::read(project, &selection, reuse).unwrap();
    let known = earlier.map(|prepared| &*prepared.model.course);
    let model = Model::assemble(inputs, &project.config, Attached::All, reuse, known).unwrap();
    let theme = Arc::new(ThemeInput::read(project, None).load(model.course.language).unwrap());
    let memo = Arc::new(earlier.map(|prepared| prepared.memo.next(true)).unwrap_or_default());
    let prepared = Prepared { model, theme, memo };
    let report = prepared.render(&SiteAddress::Unknown, &Arc::default()).unwrap();
    let findings = prepared.model.findings(report.diagnostics, &Policy::of(project));
    (prepared, report.value, findings.iter().map(|finding| format!("{finding:?}")).collect())
}

#[test]
fn what_is_reused_changes_nothing() {
    let course = course();
    let project = project(&course);
    let mut reuse = Reuse::default();
    let mut earlier: Option<Prepared> = None;
    let edits = [
        ("week_01/b.md", "# B\n\n- **Keel**: a beam\n"),
        ("week_02/c.md", "# Other\n\nA keel.\n\n[back](../week_01/b.md)\n"),
        ("week_02/e.md", "# E\n\n## Keywords\n\n- **Keel**: the backbone of a boat\n"),
    ];
    for (path, text) in edits {
        let (warm, site, findings) = run(&project, &mut reuse, earlier.as_ref());
        let (_, cold_site, cold_findings) = run(&project, &mut Reuse::default(), None);
        assert!(bytes(&site) == bytes(&cold_site), "before {path} was edited");
        assert_eq!(findings, cold_findings);
        earlier = Some(warm);
        course.edit(path, text);
    }
}
