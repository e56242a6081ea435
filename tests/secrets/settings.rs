//! Holds that no output contains pages that settings hide: each row of [`exclusions`] is a course, since settings count for all of it.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use super::{found, published, secret};
use crate::support::{CourseTest, PATIENCE, contents};

/// The expected effect of the settings of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settings {
    /// They are valid.
    Good,
    /// Every command ends with an error.
    Refused,
}

/// Returns settings that hide `exams/zq000qz.md`, or were meant to.
fn exclusions() -> Vec<(&'static str, Settings)> {
    use Settings::{Good, Refused};
    vec![
        ("exclude = [\"exams\"]\n", Good),
        ("exclude = [\"exams/\"]\n", Good),
        ("exclude = [\"./exams\"]\n", Good),
        ("exclude = [\"/exams/*.md\"]\n", Good),
        ("exclude = [\"exams/**\"]\n", Good),
        ("exclude = [\"**/zq*\"]\n", Good),
        ("exclude = [\"{exams,keys}\"]\n", Good),
        ("exclude = [\"[e]xams\"]\n", Good),
        ("exclude = ['exams\\zq000qz.md']\n", Good),
        ("exclude = [\"EXAMS\"]\n", Good),
        ("exclude = [\"Exams/ZQ000QZ.MD\"]\n", Good),
        ("exclude = [\" exams \"]\n", Good),
        ("\texclude\t=\t[\"exams\"]\n", Good),
        ("\u{feff}exclude = [\"exams\"]\n", Good),
        ("exclude = [\r\n  \"exams\",\r\n]\r\n", Good),
        ("exclude = [\"keys, exams\"]\n", Refused),
        ("exclude = [\"exmas\"]\n", Refused),
        ("exclude = [\"exam\"]\n", Refused),
        ("exclude = [\"sample/exams\"]\n", Refused),
        ("exclude = [\"exams/zq000qz\"]\n", Refused),
        ("exclude = [\"exams/zq000qz.html\"]\n", Refused),
        ("exclude = [\"exams/zq00qz.md\"]\n", Refused),
        ("exclude = [\"../sample/exams\"]\n", Refused),
        ("exclude = [\"C:/sample/exams\"]\n", Refused),
        ("exclude = [\"!exams\"]\n", Refused),
        ("exclude = [\"exams[\"]\n", Refused),
        ("exclude = [\"exams\\new.md\"]\n", Refused),
        ("exclude = [\"exams\", \"\"]\n", Refused),
        ("exclude = [\"exams\", 3]\n", Refused),
        ("exclude = \"exams\"\n", Refused),
        ("exclude = [exams]\n", Refused),
        ("exclude = [\"exams\"\n", Refused),
        ("exclude = [\"exams]\n", Refused),
        ("exclude: [\"exams\"]\n", Refused),
        ("Exclude = [\"exams\"]\n", Refused),
        ("exlude = [\"exams\"]\n", Refused),
        ("excludes = [\"exams\"]\n", Refused),
        ("ignore = [\"exams\"]\n", Refused),
        ("[calendar]\nexclude = [\"exams\"]\n", Refused),
        ("[exclude]\npaths = [\"exams\"]\n", Refused),
        ("exclude = [\"exams\"]\nexclude = []\n", Refused),
        ("exclude = [\"exams\"]\ntitel = \"T\"\n", Refused),
        ("exclude = [\"exams\"]\nlanguage = \"french\"\n", Refused),
        ("exclude = [\"exams\"]\nbase-url = \"example.org\"\n", Refused),
        ("exclude = [\"exams\"]\n[check]\nbroken-lnk = \"off\"\n", Refused),
        ("exclude = [\"exams\"]\n[calendar]\nstart = \"soon\"\n", Refused),
    ]
}

fn course_with_exams() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course\n\nOpen words. [Exams](exams/)\n")
        .file("exams/zq000qz.md", &secret(0))
}

/// Starts a preview that must fail and returns its exit code; `None` if it keeps running.
fn refused_preview(test: &CourseTest) -> Option<i32> {
    let mut child = test.serve_command(&["--port", "0"]).stderr(std::process::Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// Asserts that every command ends with an error that states the reason, and that nothing is written.
fn assert_refused(test: &CourseTest, what: &str) {
    for (form, code, files) in published(test) {
        assert_eq!((code, files.len()), (2, 0), "{form}: {what}");
    }
    let check = test.run(&["check", "sample"], "public");
    assert_eq!(check.exit_code, 2, "{what}: {}", check.said);
    assert!(check.problems().iter().any(|problem| problem.code == "bad-config"), "{what}: {}", check.said);
    assert_eq!(refused_preview(test), Some(2), "serve: {what}");
}

#[test]
fn no_exclusion_is_lost() {
    for (settings, expected) in exclusions() {
        let test = course_with_exams().bytes("seodang.toml", settings.as_bytes());
        if expected == Settings::Refused {
            assert_refused(&test, settings);
            continue;
        }
        for (form, code, files) in published(&test) {
            assert_eq!(code, 0, "{form}: {settings}");
            assert!(files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Open words")), "{form}");
            assert_eq!(found(&files), BTreeMap::new(), "{form}: {settings}");
        }
        let preview = test.serve();
        for target in ["/", "/exams/", "/exams/zq000qz.html", "/exams/zq000qz.md", "/glossary.html", "/terms.json"] {
            let answer = preview.get(target);
            assert!(answer.status != 200 || !answer.text().contains("zq000qz"), "{target}: {settings}");
        }
    }
}

#[test]
fn settings_that_are_not_read_are_no_settings() {
    let good = "exclude = [\"exams\"]\n";
    let test = course_with_exams().bytes("seodang.toml", b"exclude = [\"exams\"]\ntitle = \"\xb0\xad\"\n");
    assert_refused(&test, "not UTF-8");
    for name in ["Seodang.toml", "seodang.toml.txt", "seodang.tml", "seodang.yml"] {
        assert_refused(&course_with_exams().file(name, good), name);
    }
    let test = course_with_exams().file("../Seodang.toml", good);
    assert_refused(&test, "a wrong name beside the course");
}

#[test]
fn settings_above_the_course_count() {
    let good = "source = \"sample\"\nexclude = [\"exams\"]\n";
    let test = course_with_exams().file("../seodang.toml", good);
    for (form, code, files) in published(&test) {
        assert_eq!((code, found(&files)), (0, BTreeMap::new()), "{form}");
    }
    for broken in [
        "source = \"sample\"\nexclude = [\"exams\"]\ntitel = 1\n",
        "source = \"sample\"\nexclude = [\"exams\n",
        "exclude = [\"exams\nsource = \"sample\"\n",
    ] {
        assert_refused(&course_with_exams().file("../seodang.toml", broken), broken);
    }
    // The settings of another course do not apply.
    let test = course_with_exams().file("../seodang.toml", "source = \"other\"\ntitel = 1\n");
    assert_eq!(test.build().exit_code, 0);
    // Settings two folders up, with names in composed letters where the disk has decomposed ones, as on macOS.
    let test = CourseTest::new()
        .file("../seodang.toml", "source = \"sample/강의\"\nexclude = [\"시험\"]\n")
        .file("강의/README.md", "# Course\n\nOpen words.\n")
        .file("강의/\u{1109}\u{1175}\u{1112}\u{1165}\u{11b7}/a.md", &secret(0));
    let built = test.run(&["build", "sample/강의", "-o", "site"], "site").ok();
    assert_eq!(found(&contents(&built.output)), BTreeMap::new());
}

/// Asserts that a run of `build` in a folder of the test publishes something, but no marker.
#[track_caller]
fn assert_hidden(test: &CourseTest, folder: &str, course: &[&str]) {
    let words = [&["build"][..], course, &["-o", "site"]].concat();
    let site = test.root().join(folder).join("site");
    let run = test.command(&words).current_dir(test.root().join(folder)).output().unwrap();
    let files = contents(&site);
    assert!(run.status.code() != Some(2) && !files.is_empty(), "{course:?}: {}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(found(&files), BTreeMap::new(), "{folder} {course:?}");
    fs::remove_dir_all(site).unwrap();
}

#[test]
fn settings_of_a_whole_course_count_for_its_parts() {
    let whole = || {
        CourseTest::new()
            .file("week_01/README.md", "# Week 1\n\nOpen words.\n")
            .file("week_01/exams/zq000qz.md", &secret(0))
            .file("week_01/key_zq001qz.md", &secret(1))
    };
    for (above, settings) in [
        ("..", "source = \"sample\"\nexclude = [\"exams\", \"week_01/key_*.md\"]\n"),
        (".", "exclude = [\"exams\", \"week_01/key_*.md\"]\n"),
    ] {
        let test = whole().file(&format!("{above}/seodang.toml"), settings);
        assert_hidden(&test, ".", &["sample/week_01"]);
        assert_hidden(&test, "sample", &["week_01"]);
        assert_hidden(&test, "sample/week_01", &[]);
        // The part's own settings add to them, but cannot include a page again.
        let test =
            test.file("week_01/seodang.toml", "title = \"Own\"\ninclude = [\"exams/*.md\", \"key_zq001qz.md\"]\n");
        assert_hidden(&test, ".", &["sample/week_01"]);
        assert_hidden(&test, "sample/week_01", &[]);
        // A part that is hidden as a whole has no pages.
        let built = test.run(&["build", "sample/week_01/exams", "-o", "site"], "site");
        assert_eq!((built.exit_code, found(&contents(&built.output))), (1, BTreeMap::new()), "{}", built.said);
    }
    let test = whole().file("seodang.toml", "exclude = [\"exams\"]\ntitel = 1\n");
    assert_eq!(test.run(&["build", "sample/week_01", "-o", "site"], "site").exit_code, 2);
}

#[test]
fn settings_inside_the_course_count() {
    let test = CourseTest::new()
        .file("README.md", "# Course\n\nOpen words. [key](part/exams/zq000qz.md)\n")
        .file("part/README.md", "# Part\n")
        .file("part/exams/zq000qz.md", &secret(0))
        .file("part/seodang.toml", "exclude = [\"exams/*.md\"]\n");
    assert_hidden(&test, ".", &["sample"]);
    let test = test.file("part/seodang.toml", "exclude = [\"exams/*.md\n");
    assert_eq!(test.build().exit_code, 2, "nobody can tell what they hide");
    // The default folder of a course.
    let test = CourseTest::new()
        .file("sessions/README.md", "# Course\n\nOpen words.\n")
        .file("sessions/exams/zq000qz.md", &secret(0))
        .file("sessions/seodang.toml", "exclude = [\"exams\"]\n");
    assert_hidden(&test, "sample", &[]);
    assert_hidden(&test, "sample/sessions", &[]);
    assert_hidden(&test, ".", &["sample"]);
}

#[cfg(unix)]
#[test]
fn links_of_the_file_system_bring_nothing_back() {
    let test = course_with_exams()
        .file("seodang.toml", "exclude = [\"exams\"]\n")
        .file("README.md", "# Course\n\n[a](open.txt) [b](env.txt) [c](config.txt) [d](settings.txt)\n")
        .file("exams/key.txt", "zq001qz")
        .file(".env", "zq002qz")
        .file(".git/config", "zq003qz")
        .file("../secret.txt", "zq004qz");
    for (link, target) in [
        ("open.md", "exams/zq000qz.md"),
        ("open.txt", "exams/key.txt"),
        ("env.txt", ".env"),
        ("config.txt", ".git/config"),
        ("settings.txt", "seodang.toml"),
        ("secret.md", "../secret.txt"),
        ("folder", "exams"),
    ] {
        std::os::unix::fs::symlink(target, test.course().join(link)).unwrap();
    }
    for (form, code, files) in published(&test) {
        assert_eq!((code, found(&files)), (0, BTreeMap::new()), "{form}");
        assert!(!files.iter().any(|(name, _)| name.ends_with("settings.txt")), "{form}");
    }
}

#[test]
fn a_pattern_of_include_publishes_only_what_it_names() {
    for (include, is_back) in [
        ("exams/zq000qz.md", true),
        ("exams/*.md", true),
        ("*.md", false),
        ("**", false),
        ("**/*.md", false),
        ("*/zq000qz.md", false),
        ("zq000qz.md", false),
    ] {
        let settings = format!("exclude = [\"exams\"]\ninclude = [\"{include}\"]\n");
        let built = course_with_exams().file("seodang.toml", &settings).build().ok();
        assert_eq!(found(&contents(&built.output)).contains_key(&0), is_back, "{include}");
        let is_told = built.said.contains("matches only what `exclude` leaves out");
        assert_eq!(is_told, include.contains("zq") && !is_back, "{include}: {}", built.said);
    }
    let draft = CourseTest::of("# Course\n").file("a_backup.md", &format!("---\ndraft: true\n---\n{}", secret(0)));
    let built = draft.file("seodang.toml", "include = [\"*_backup*\"]\n").build().ok();
    assert_eq!(found(&contents(&built.output)), BTreeMap::new(), "a draft is no backup");
}

#[test]
fn what_is_published_already_is_not_replaced() {
    let test = course_with_exams().file("seodang.toml", "exclude = [\"exams\"]\n");
    test.build().ok();
    let before = contents(&test.root().join("public"));
    test.edit("seodang.toml", "exclude = [\"exmas\"]\n");
    assert_eq!(test.build().exit_code, 2);
    assert_eq!(contents(&test.root().join("public")), before);
    fs::remove_dir_all(test.root().join("public")).unwrap();
    assert_eq!(test.build().exit_code, 2);
    assert!(!test.root().join("public").exists());
}

#[test]
fn a_pattern_that_hides_nothing_is_told() {
    let test =
        course_with_exams().file("seodang.toml", "exclude = [\"keys\", \"*.bak.md\"]\ninclude = [\"gone.md\"]\n");
    let built = test.build().ok();
    let problems = built.problems().into_iter().filter(|problem| problem.code == "unmatched-pattern");
    let told: Vec<String> = problems.map(|problem| format!("{} {}", problem.level, problem.place)).collect();
    let expected = ["info seodang.toml:1:20", "warning seodang.toml:1:12", "warning seodang.toml:2:12"];
    assert_eq!(told, expected, "{}", built.said);
}
