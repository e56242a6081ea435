//! Holds that no lesson is lost: the rules for copies and reports, and the diagnostics about formats that are not read.

use std::fmt::Write as _;

use crate::support::{Built, CourseTest, contents};

/// Returns the reports of a code, as `place message`.
fn said(built: &Built, code: &str) -> Vec<String> {
    let problems = built.problems().into_iter().filter(|problem| problem.code == code);
    problems.map(|problem| format!("{} {}", problem.place, problem.message)).collect()
}

/// Returns a text of some words, the same for the same subject.
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
    // A page without an original beside it is not a copy.
    let course = course.file("deep/challenge_2_backup.md", "# Challenge 2\n").file("deep/notes (1).md", "# Notes\n");
    // Two pages with the same text are not copies of each other.
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
        "Lab_1(1).md",
        "Lab_1.sync-conflict-20240101-120000-ABCDEFG.md",
        "Lab_1_old.md",
        "lab_1_backup2.md",
        "lab_1_구버전.md",
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
    // A page that another one links to is kept.
    course.edit("b.md", "# B\n\n[the old one](lab_1_backup.md)\n");
    assert!(course.build().ok().pages().contains(&"lab_1_backup.html".to_owned()));
}

#[test]
fn what_is_only_named_like_a_copy_of_its_neighbour_stays() {
    let built = CourseTest::new()
        .file("redis.md", &format!("# Redis\n\n{}\n", words("redis", 80)))
        .file("temple.md", &format!("# Temples\n\n{}\n", words("temple", 80)))
        .file("temple_old.md", &format!("# Older temples\n\n{}\n", words("older", 80)))
        .file("redis_backup.md", &format!("# Snapshots\n\n{}\n", words("snapshot", 80)))
        .file("07-Backup-Methods.md", &format!("# Practice: Backup\n\n{}\n", words("practice", 80)))
        .file("08-Backup-Methods-2.md", &format!("# Practice: Backup 2\n\n{}\n", words("practice", 80)))
        .file("sorting.md", &format!("# Sorting\n\n{}\n", words("sort", 80)))
        .file("sorting (1).md", &format!("# Bubbles\n\n{}\n", words("bubble", 80)))
        .file("sorting (2).md", &format!("# Heaps\n\n{}\n", words("heap", 80)))
        .build()
        .ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.pages().len(), 10);
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
        course = course.file(&format!("docs/page_{number:03}.org"), "* Page\n");
    }
    let built = course.file("docs/intro.rst", "x").file("a.pdf", "").build();
    assert_eq!(built.exit_code, 1);
    assert_eq!(
        said(&built, "empty-course"),
        [
            ". nothing here becomes a page: the course folder holds 1 reStructuredText file (.rst), 400 Org files (.org) \
          and 1 PDF file (.pdf), and seodang reads Markdown"
        ]
    );
    assert_eq!(
        said(&built, "unread-format"),
        [
            "docs/intro.rst 1 reStructuredText file (.rst) is not read: docs/intro.rst",
            "docs/page_000.org 400 Org files (.org) are not read: docs/page_000.org, docs/page_001.org, docs/page_002.org and 397 more"
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
        .file("lesson.md.txt", "# Saved as text")
        .file("one.rst", "One")
        .file("old/x.rst", "X");
    let built = course.build().ok();
    assert_eq!(
        said(&built, "unread-format"),
        [
            "a.org 2 Org files (.org) are not read: a.org, b.org; pages link to them, and they are copied as they are",
            "book/ch1.asc 2 AsciiDoc files (.adoc, .asc) are not read: book/ch1.asc, book/ch2.adoc",
            "lesson.md.txt 1 Markdown file with another extension (.md.txt) is not read: lesson.md.txt",
            "old/x.rst 2 reStructuredText files (.rst) are not read: old/x.rst, one.rst",
        ]
    );
    let levels: Vec<String> = built.problems().into_iter().map(|problem| problem.level).collect();
    assert_eq!(levels, ["info", "warning", "warning", "warning"]);
    course.edit("seodang.toml", "exclude = [\"old\", \"one.rst\", \"book\", \"*.org\", \"*.txt\"]\n");
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

#[test]
fn folders_whose_names_say_so_are_left_out_with_a_way_back() {
    let course = CourseTest::new()
        .file(
            "README.md",
            "# Course\n\n[a](_drafts/a.md) [b](private/) [c](private/key.txt) [d](net/private/d.md) [e](drafts.md)\n",
        )
        .titles(&[("_drafts/a.md", "Zqsecret a"), ("private/b.md", "Zqsecret b"), ("week_01/초안/c.md", "Zqsecret c")])
        .titles(&[
            ("net/private/d.md", "Private subnets"),
            ("net/public/d.md", "Public subnets"),
            ("drafts.md", "On drafts"),
        ])
        .file("private/key.txt", "zqsecret");
    let built = course.build().ok();
    assert_eq!(
        said(&built, "left-out"),
        [
            "_drafts this folder is named `_drafts`, and is left out of the site with 1 page",
            "private this folder is named `private`, and is left out of the site with 1 page",
            "week_01/초안 this folder is named `초안`, and is left out of the site with 1 page",
        ]
    );
    assert_eq!(
        said(&built, "broken-link"),
        ["README.md:3:33 `private/key.txt` is in a folder that is left out of the site by its name"]
    );
    let holds = |built: &Built| {
        let files = contents(&built.output);
        files.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).to_lowercase().contains("zqsecret")).count()
    };
    assert_eq!(holds(&built), 0);
    assert_eq!(built.pages().iter().filter(|page| page.ends_with("/d.html") || *page == "drafts.html").count(), 3);
    course.edit("seodang.toml", "include = [\"_drafts\", \"private/b.md\"]\n");
    let included = course.build().ok();
    assert!(
        included.pages().contains(&"_drafts/a.html".to_owned())
            && included.pages().contains(&"private/b.html".to_owned())
    );
    assert_eq!(said(&included, "left-out").len(), 1);
    course.edit("seodang.toml", "exclude = [\"_drafts\", \"private\", \"초안\"]\n");
    let excluded = course.build().ok();
    assert_eq!((said(&excluded, "left-out"), holds(&excluded)), (Vec::new(), 0));
}

#[test]
fn pages_are_held_back_by_dates_with_a_way_back() {
    let course = CourseTest::new()
        .titles(&[("README.md", "Course"), ("now.md", "Now")])
        .file("later.md", "---\npublishDate: 2999-01-01\n---\n# Later\n")
        .file("over.md", "---\nexpiryDate: 2001-01-01\n---\n# Over\n");
    let built = course.build().ok();
    assert_eq!(built.pages(), ["index.html", "now.html"]);
    assert_eq!(
        said(&built, "draft"),
        [
            "later.md this page is not to be published before 2999-01-01 (`publishDate` in its front matter) and is left out of the site",
            "over.md this page was to be published until 2001-01-01 (`expiryDate` in its front matter) and is left out of the site",
        ]
    );
    course.edit("seodang.toml", "include = [\"later.md\"]\n");
    assert!(course.build().ok().pages().contains(&"later.html".to_owned()));
}

#[test]
fn what_hugo_hands_down_to_a_folder_counts_for_its_pages() {
    let built = CourseTest::new()
        .titles(&[("README.md", "Course"), ("week_01/a.md", "A"), ("week_02/deep/b.md", "B")])
        .file("week_02/README.md", "---\ncascade:\n  draft: true\n---\n# Week 2\n")
        .build()
        .ok();
    assert!(built.pages().iter().all(|page| !page.starts_with("week_02")), "{:?}", built.pages());
    assert!(built.pages().contains(&"week_01/a.html".to_owned()));
}
