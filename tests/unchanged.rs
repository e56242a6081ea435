//! Holds that a build with unchanged inputs gives the same result as a build from nothing.

use std::fs;

use crate::support::{Built, CourseTest, Random, contents};

/// Returns a course with an included file, a shown file, a copied one, its own theme and settings, and findings.
fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course\n\n[1](week_1/a.md) [gone](gone.md)\n")
        .file("week_1/a.md", "# Session 1: A\n\n![i](dot.png) [run](run.sh)\n\n```mermaid\ngraph LR\nA-->B\n```\n")
        .file("week_1/b.md", "# Session 2: B\n\n{{#include part.txt}}\n\n- **Term**: words\n")
        .file("week_1/part.txt", "An included line.\n")
        .file("week_1/run.sh", "ls\n")
        .bytes("week_1/dot.png", include_bytes!("pages/dot.png"))
        .file("seodang.toml", "theme = \"mine\"\n")
        .file("themes/mine/theme.toml", "extends = \"default\"\n")
        .file("themes/mine/css/tokens.css", ":root { --mine: 0 }\n")
}

/// Makes a change of one kind; returns its name.
fn change(course: &CourseTest, random: &mut Random, round: usize) -> &'static str {
    let public = |path: &str| course.root().join("public").join(path);
    match random.below(12) {
        0 => course.edit("week_1/a.md", &format!("# Session 1: A{round}\n\n[x](y{round}.md) ![i](dot.png)\n")),
        1 => course.edit(&format!("week_1/new_{}.md", random.below(3)), &format!("# New {round}\n")),
        2 => course.edit("week_1/part.txt", &format!("Included {round}.\n")),
        3 => course.edit("week_1/run.sh", &format!("ls {round}\n")),
        4 => fs::write(course.course().join("week_1/dot.png"), format!("image {round}")).unwrap(),
        5 => course.edit("themes/mine/css/tokens.css", &format!(":root {{ --mine: {round} }}\n")),
        6 => course.edit("seodang.toml", &format!("theme = \"mine\"\nexclude = [\"week_1/new_{}.md\"]\n", round % 3)),
        7 => course.edit("seodang-baseline.txt", "1\tbroken-link\tREADME.md\tx\n"),
        8 => fs::write(public("index.html"), "edited by hand").unwrap(),
        9 => drop(fs::remove_file(public("week_1/run.sh.html"))),
        10 => drop(fs::remove_file(course.course().join("week_1/new_0.md"))),
        _ => return "nothing",
    }
    "a file"
}

/// Returns the printed text without the time, the folder and the numbers of written files.
fn said(built: &Built) -> String {
    let line = |line: &str| match (line.split_once(" pages in "), line.split_once(" s;")) {
        (Some((pages, _)), rest) => format!("{pages} pages {}", rest.map_or("", |(_, rest)| rest)),
        _ => line.to_owned(),
    };
    let lines = built.said.lines().filter(|line| !line.starts_with("next: "));
    lines.map(line).collect::<Vec<_>>().join("\n")
}

/// Tests whether a build printed that it rendered the site.
fn has_rendered(built: &Built) -> bool {
    built.said.lines().any(|line| line.ends_with(" ms  render"))
}

#[test]
fn builds_after_any_change_equal_builds_from_nothing() {
    let course = course();
    let mut random = Random(24);
    for round in 0..24 {
        let what = change(&course, &mut random, round);
        let built = course.build();
        let again = course.build();
        let fresh = course.build_into("fresh", &["--fresh"]);
        assert_eq!(said(&built), said(&fresh), "round {round}: {what}");
        assert_eq!(said(&again), said(&fresh), "round {round}: {what}");
        assert_eq!(contents(&built.output), contents(&fresh.output), "round {round}: {what}");
    }
}

#[test]
fn checks_after_any_change_equal_checks_from_nothing() {
    let course = course();
    let mut random = Random(7);
    course.build();
    let check = |cache: &str| {
        let mut command = course.command(&["check", "sample", "--all", "--info", "--format", "json"]);
        let run = command.env("SEODANG_CACHE_DIR", course.root().join(cache)).output().unwrap();
        String::from_utf8(run.stdout).unwrap()
    };
    for round in 0..24 {
        let what = change(&course, &mut random, round);
        let (checked, again) = (check("cache"), check("cache"));
        let fresh = check(&format!("empty-{round}"));
        assert_eq!(checked, fresh, "round {round}: {what}");
        assert_eq!(again, fresh, "round {round}: {what}");
    }
}

#[test]
fn a_build_without_changes_renders_nothing() {
    let course = course();
    let timed = || course.build_with(&["--timings"]);
    assert!(has_rendered(&timed()));
    let second = timed();
    assert!(!has_rendered(&second), "{}", second.said);
    assert!(second.said.contains("broken-link"), "findings are printed again");
    assert!(has_rendered(&course.build_with(&["--timings", "--base-url", "https://a.example/"])), "other arguments");
    assert!(has_rendered(&timed()), "the other build is the last one");
    fs::write(course.root().join("public/index.html"), "x").unwrap();
    assert!(has_rendered(&timed()), "the output was changed");
    assert!(!has_rendered(&timed()));
}

#[test]
fn a_page_that_states_its_time_is_always_built() {
    let course = CourseTest::of("---\nexpiryDate: 2999-01-01\n---\n\n# Page\n");
    for _ in 0..2 {
        assert!(has_rendered(&course.build_with(&["--timings"])));
    }
}
