//! Holds that no lesson is lost: the rules for copies and reports, and the diagnostics about formats that are not read.

use std::fmt::Write as _;

use crate::support::{Built, CourseTest};

/// The reports of some code, as `place message`.
fn said(built: &Built, code: &str) -> Vec<String> {
    let problems = built.problems().into_iter().filter(|problem| problem.code == code);
    problems.map(|problem| format!("{} {}", problem.place, problem.message)).collect()
}

/// A text of some words, the same for the same subject.
fn words(subject: &str, count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        write!(text, "{subject}{number} ").unwrap();
    }
    text
}

#[test]
fn lessons_on_backups_and_copies_stay() {
    let lessons = [
        ("03_etcd_backup.md", "etcd backup"),
        ("13_backup_and_restore.md", "Backup and restore"),
        ("02_데이터베이스_백업.md", "데이터베이스 백업"),
        ("02_데이터베이스.md", "데이터베이스"),
        ("etcd.md", "etcd"),
        ("etcd_backup.md", "Backing etcd up"),
        ("deep_copy.md", "Deep copies"),
        ("deep.md", "Deep nesting"),
        ("backup.md", "Backup"),
        ("네트워크 (1).md", "네트워크 1"),
        ("네트워크 (2).md", "네트워크 2"),
        ("DATA_STRUCTURE.md", "Data structures"),
        ("01_SUMMARY.md", "In short"),
        ("Week 1 Summary.md", "The first week"),
    ];
    let mut course = CourseTest::new();
    for (number, (path, title)) in lessons.iter().enumerate() {
        course = course.file(path, &format!("# {title}\n\n{}\n", words(&format!("w{number}x"), 60)));
    }
    // What has no original beside it is no copy.
    let course = course.file("deep/challenge_2_backup.md", "# Challenge 2\n").file("deep/notes (1).md", "# Notes\n");
    // Of two with the same text, neither is a copy of the other.
    let twin = format!("# Twin\n\n{}\n", words("twin", 80));
    let course = course.file("deep/one_backup.md", &twin).file("deep/two_backup.md", &twin);
    let built = course.build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.pages().len(), lessons.len() + 6, "the pages, and those of the two folders: {:?}", built.pages());
}

#[test]
fn copies_are_left_out_with_a_warning_that_names_the_original() {
    let text = format!("# Lab 1\n\n{}\n", words("lab", 80));
    let worked_on = format!("# Lab 1\n\n{}{}\n", words("lab", 60), words("new", 30));
    let copies = [
        "Lab_1 - Copy.md",
        "Lab_1 (1).md",
        "Lab_1.bak.md",
        "Lab_1 복사본.md",
        "Lab_1~.md",
        "backup-lab-1.md",
        "Copy of Lab_1.md",
        "lab_1_backup.md",
        "lab_1_backup_20251031_012405.md",
        "lab_1_백업.md",
        "old_backup_of_first.md",
    ];
    let course = copies.iter().fold(CourseTest::new().file("lab_1.md", &worked_on), |course, path| {
        course.file(path, if *path == "old_backup_of_first.md" { &worked_on } else { &text })
    });
    let built = course.build().ok();
    assert_eq!(built.pages(), ["index.html", "lab_1.html"]);
    let mut expected: Vec<String> = copies
        .iter()
        .map(|path| format!("{path} this page looks like a copy of lab_1.md and is left out of the site"))
        .collect();
    expected.sort();
    assert_eq!(said(&built, "left-out"), expected);
    assert!(built.problems().iter().all(|problem| problem.level == "warning"));
    assert!(built.said.contains("include = [\"lab_1_backup.md\"]"), "{}", built.said);
    // A page that another one links to is wanted.
    course.edit("b.md", "# B\n\n[the old one](lab_1_backup.md)\n");
    assert!(course.build().ok().pages().contains(&"lab_1_backup.html".to_owned()));
}

#[test]
fn what_is_only_named_like_a_copy_of_its_neighbour_stays() {
    let built = CourseTest::new()
        .file("redis.md", &format!("# Redis\n\n{}\n", words("redis", 80)))
        .file("redis_backup.md", &format!("# Snapshots\n\n{}\n", words("snapshot", 80)))
        .file("07-Backup-Methods.md", &format!("# Practice: Backup\n\n{}\n", words("practice", 80)))
        .file("08-Backup-Methods-2.md", &format!("# Practice: Backup 2\n\n{}\n", words("practice", 80)))
        .file("sorting.md", &format!("# Sorting\n\n{}\n", words("sort", 80)))
        .file("sorting (1).md", &format!("# Bubbles\n\n{}\n", words("bubble", 80)))
        .file("sorting (2).md", &format!("# Heaps\n\n{}\n", words("heap", 80)))
        .build()
        .ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.pages().len(), 8);
}

#[test]
fn reports_stand_out_from_the_pages_around_them() {
    let course = CourseTest::new()
        .titles(&[("README.md", "Course"), ("session_1.md", "One"), ("COMPLETION_SUMMARY.md", "Completion Summary")])
        .titles(&[("loud/INTRO.md", "Intro"), ("loud/LAB.md", "Lab"), ("loud/SUMMARY.md", "Summary")])
        .file("terms/REPORT.md", "# Reports\n\n## Keywords\n\n- **Report**: a text on what was done\n")
        .file("links/SUMMARY.md", "# Contents\n\n[a](https://example.org/a) [b](https://example.org/b)\n");
    let built = course.build().ok();
    assert_eq!(
        said(&built, "left-out"),
        ["COMPLETION_SUMMARY.md this page looks like a report and is left out of the site"]
    );
}

#[test]
fn a_folder_of_another_format_is_named_as_such() {
    let mut course = CourseTest::new();
    for number in 0..400 {
        course = course.file(&format!("docs/page_{number:03}.mdx"), "# Page\n");
    }
    let built = course.file("docs/intro.rst", "x").file("a.pdf", "").build();
    assert_eq!(built.exit_code, 1);
    assert_eq!(
        said(&built, "empty-course"),
        [
            ". nothing here becomes a page: the course folder holds 400 MDX files (.mdx), 1 reStructuredText file (.rst) \
          and 1 PDF file (.pdf), and seodang reads Markdown"
        ]
    );
    assert_eq!(
        said(&built, "unread-format"),
        [
            "docs/intro.rst 1 reStructuredText file (.rst) is not read: docs/intro.rst",
            "docs/page_000.mdx 400 MDX files (.mdx) are not read: docs/page_000.mdx, docs/page_001.mdx, docs/page_002.mdx and 397 more"
        ]
    );
    assert!(!built.said.to_lowercase().contains("no markdown"), "{}", built.said);
}

#[test]
fn formats_that_are_not_read_are_said_once_each_beside_markdown() {
    let course = CourseTest::of("# Page\n\n[n](a.org) [m](b.org)\n")
        .file("a.org", "x")
        .file("b.org", "x")
        .file("book/ch1.asc", "= One")
        .file("book/ch2.adoc", "= Two")
        .file("tool.tar.gz.asc", "-----BEGIN PGP SIGNATURE-----")
        .file("notes.txt", "x")
        .file("one.rst", "One")
        .file("old/x.rst", "X");
    let built = course.build().ok();
    assert_eq!(
        said(&built, "unread-format"),
        [
            "a.org 2 Org files (.org) are not read: a.org, b.org; pages link to them, and they are copied as they are",
            "book/ch1.asc 2 AsciiDoc files (.adoc, .asc) are not read: book/ch1.asc, book/ch2.adoc",
            "old/x.rst 2 reStructuredText files (.rst) are not read: old/x.rst, one.rst",
        ]
    );
    let levels: Vec<String> = built.problems().into_iter().map(|problem| problem.level).collect();
    assert_eq!(levels, ["info", "warning", "warning"]);
    course.edit("seodang.toml", "exclude = [\"old\", \"one.rst\", \"book\", \"*.org\"]\n");
    assert_eq!(said(&course.build(), "unread-format"), Vec::<String>::new());
}

#[test]
fn a_course_whose_pages_are_all_left_out_says_so() {
    let built = CourseTest::new().file("a.md", "---\ndraft: true\n---\n# A\n").build();
    assert_eq!(said(&built, "empty-course"), [". the only Markdown file of the course folder becomes no page"]);
    let two = CourseTest::new()
        .file("a.md", "---\ndraft: true\n---\n# A\n")
        .file("b.md", "---\naudience: instructor\n---\n# B\n")
        .build();
    assert_eq!(said(&two, "empty-course"), [". none of the 2 Markdown files of the course folder becomes a page"]);
}

#[test]
fn a_course_whose_pages_are_all_excluded_names_the_setting() {
    let one = CourseTest::new().file("a.md", "# A\n").file("seodang.toml", "exclude = [\"*.md\"]\n").build();
    assert_eq!(said(&one, "empty-course"), [". the only Markdown file of the course folder is left out by `exclude`"]);
    let all = CourseTest::new()
        .file("a.md", "# A\n")
        .file("b/c.md", "# C\n")
        .file("b/d.rst", "x")
        .file("seodang.toml", "exclude = [\"**\"]\n")
        .build();
    assert_eq!(said(&all, "empty-course"), [". all 2 Markdown files of the course folder are left out by `exclude`"]);
    let mixed = CourseTest::new()
        .file("a.md", "# A\n")
        .file("b.md", "---\ndraft: true\n---\n# B\n")
        .file("seodang.toml", "exclude = [\"a.md\"]\n")
        .build();
    assert_eq!(said(&mixed, "empty-course"), [". none of the 2 Markdown files of the course folder becomes a page"]);
}
