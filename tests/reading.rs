//! Holds how a folder becomes a course: names and numbers into a tree, order and labels, and what is left out.

mod order;

use std::fs;

use crate::support::{CourseTest, contents, course_data, tree};

#[track_caller]
fn check(pages: &[(&str, &str)], expected: &str) {
    let course = CourseTest::new().titles(pages);
    assert_eq!(tree(&course), unindented(expected));
}

/// A text without its first line end and without the indentation that all its lines share.
fn unindented(text: &str) -> String {
    let lines: Vec<&str> = text.trim_matches('\n').lines().filter(|line| !line.trim().is_empty()).collect();
    let shared = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", &line[shared..])).collect()
}

#[test]
fn weeks_days_and_sessions_in_korean_with_english_numbers() {
    check(
        &[
            ("README.md", "도커 과정"),
            ("week_01/README.md", "Week 1: 컨테이너"),
            ("week_01/day2/README.md", "Week 1 Day 2: 이미지"),
            ("week_01/day2/session_1.md", "Week 1 Day 2 Session 1: 레이어"),
            ("week_01/day10/README.md", "Week 1 Day 10: 정리"),
            ("week_01/day10/lab_1.md", "Week 1 Day 10 Lab 1: 복습 실습"),
            ("week_01/day10/session_2.md", "Week 1 Day 10 Session 2: 복습"),
            ("week_01/day10/challenge_1.md", "Week 1 Day 10 Challenge 1: 장애"),
            ("week_01/day10/handson_1.md", "Week 1 Day 10 Hands-on 1: 손으로"),
        ],
        "
        course 도커 과정
          week Week 1: 컨테이너
            day Day 2: 이미지
              session Session 1: 레이어
            day Day 10: 정리
              session Session 2: 복습
              lab Lab 1: 복습 실습
              hands-on Hands-on 1: 손으로
              challenge Challenge 1: 장애
        ",
    );
}

#[test]
fn korean_counters() {
    check(
        &[
            ("README.md", "파이썬 입문"),
            ("1주차/README.md", "1주차: 시작하기"),
            ("1주차/1일차.md", "1일차: 설치"),
            ("1주차/2일차.md", "2일차: 변수"),
            ("10주차/README.md", "10주차 마무리"),
            ("2주차/1강.md", "제1강 반복문"),
            ("2주차/2강.md", "제2강 조건문"),
        ],
        "
        course 파이썬 입문
          week 1주차: 시작하기
            day 1일차: 설치
            day 2일차: 변수
          week 2주차
            session 제1강: 반복문
            session 제2강: 조건문
          week 10주차: 마무리
        ",
    );
}

#[test]
fn english_weeks_with_spaces_and_day_files() {
    check(
        &[
            ("README.md", "Rust in Practice"),
            ("Week 1/Day01.md", "Ownership"),
            ("Week 1/Day02.md", "Borrowing"),
            ("Week 2/Day01.md", "Traits"),
            ("Week 10/Day01.md", "Wrapping up"),
        ],
        "
        course Rust in Practice
          week Week 1
            day Day 1: Ownership
            day Day 2: Borrowing
          week Week 2
            day Day 1: Traits
          week Week 10
            day Day 1: Wrapping up
        ",
    );
}

#[test]
fn glued_weeks() {
    check(
        &[
            ("README.md", "Networks"),
            ("week01/lecture3.md", "Routing"),
            ("week01/lecture12.md", "Switching"),
            ("week02/README.md", "Week 2 – Transport"),
        ],
        "
        course Networks
          week Week 1
            session Lecture 3: Routing
            session Lecture 12: Switching
          week Week 2: Transport
        ",
    );
}

#[test]
fn numbered_folders_with_a_page_each() {
    check(
        &[
            ("README.md", "Statistics"),
            ("01-intro/README.md", "Introduction"),
            ("02-probability/README.md", "Probability"),
            ("10-regression/README.md", "Regression"),
            ("10-regression/exercises.md", "Exercises"),
        ],
        "
        course Statistics
          page Introduction
          page Probability
          part Regression
            lab Exercises
        ",
    );
}

#[test]
fn lessons_modules_units_and_chapters() {
    check(
        &[
            ("README.md", "Everything"),
            ("module-1/README.md", "Module 1: Foundations"),
            ("module-1/lesson-2.md", "Lesson 2: Types"),
            ("module-1/lesson-10.md", "Lesson 10: Errors"),
            ("module-2/unit-1.md", "Unit 1: Queues"),
            ("module-2/unit-2.md", "Unit 2: Stacks"),
        ],
        "
        course Everything
          part Module 1: Foundations
            session Lesson 2: Types
            session Lesson 10: Errors
          part Module 2
            session Unit 1: Queues
            session Unit 2: Stacks
        ",
    );
    check(
        &[
            ("README.md", "A Book"),
            ("chapter02.md", "Chapter 2. The Middle"),
            ("chapter01.md", "Chapter 1. The Start"),
            ("ch10.md", "The End"),
            ("appendix-a.md", "Tables"),
        ],
        "
        course A Book
          session Chapter 1: The Start
          session Chapter 2: The Middle
          session Chapter 10: The End
          page Tables
        ",
    );
}

#[test]
fn months_hold_their_own_weeks() {
    let course = CourseTest::new().titles(&[
        ("README.md", "과정"),
        ("december/week_01/README.md", "December Week 1: 운영"),
        ("november/week_01/README.md", "November Week 1: AWS"),
        ("november/week_01/day1/session_1.md", "November Week 1 Day 1 Session 1: 리전"),
        ("special_lecture/01_iam.md", "IAM 기초"),
        ("week_01/README.md", "Week 1: 도커"),
    ]);
    let expected = "
        course 과정
          week Week 1: 도커
          part November
            week Week 1: AWS
              day Day 1
                session Session 1: 리전
          part December
            week Week 1: 운영
          part Special lecture
            page IAM 기초
    ";
    assert_eq!(tree(&course), unindented(expected));
}

#[test]
fn a_flat_folder_is_a_course() {
    let course = (1..=30).rev().fold(CourseTest::new(), |course, n| {
        course.file(&format!("{n}. Topic {n}.md"), &format!("# Topic number {n}\n"))
    });
    let data = course_data(&course).value;
    let titles: Vec<&str> = data.entries[1..].iter().map(|entry| entry.title.as_str()).collect();
    let expected: Vec<String> = (1..=30).map(|n| format!("Topic number {n}")).collect();
    assert_eq!(titles, expected);
    assert!(data.entries[1..].iter().all(|entry| entry.parent == Some(0)));
}

#[test]
fn levels_of_any_depth() {
    let course = CourseTest::new().titles(&[("a/b/c/d/e/f/page.md", "Deep"), ("top.md", "Top")]);
    let built = course.build().ok();
    assert_eq!(built.page("a/b/c/d/e/f/page.html").link("Top").unwrap(), "../../../../../../top.html");
    assert!(built.page("a/b/c/index.html").links().iter().any(|link| link.href == "d/index.html"));
}

#[test]
fn the_title_comes_from_settings_then_heading_then_folder() {
    let course = CourseTest::new().file("README.md", "# 🐳 Docker for All\n").file("a.md", "# A\n");
    assert!(course.build().ok().page("a.html").texts("title")[0].ends_with("· Docker for All"));
    course.edit("seodang.toml", "title = \"Containers, 2026\"\n");
    let built = course.build().ok();
    assert!(built.page("a.html").texts("title")[0].ends_with("· Containers, 2026"));
    course.remove("README.md");
    course.remove("seodang.toml");
    assert_eq!(course.build().ok().page("index.html").texts("h1"), ["Sample"]);
}

#[test]
fn labels_follow_the_courses_language() {
    let english = CourseTest::new().file("week01/day02.md", "Plain English words about systems, without a heading.\n");
    let built = english.build().ok();
    assert!(tree(&english).contains("week Week 1\n"), "{}", tree(&english));
    assert!(built.text("week01/index.html").contains("<html lang=\"en\">"));
    assert!(built.page("week01/day02.html").text().contains("Skip to content"));
    let korean = CourseTest::new().file("week01/day02.md", "제목 없이 쓴 한국어 글입니다. 컨테이너를 배웁니다.\n");
    let built = korean.build().ok();
    assert!(tree(&korean).contains("week 1주차\n"), "{}", tree(&korean));
    assert!(built.text("week01/index.html").contains("<html lang=\"ko\">"));
    korean.edit("seodang.toml", "language = \"en\"\n");
    assert!(korean.build().ok().text("week01/index.html").contains("<html lang=\"en\">"));
}

#[test]
fn an_english_course_shows_no_hangul() {
    let course = CourseTest::new()
        .file("README.md", "# Course\n\nWelcome.\n")
        .file("week01/README.md", "# Week 1: Start\n\n| Time | What |\n|---|---|\n| 09:00-10:00 | [Session 1](session1.md) |\n| 10:00-10:10 | Break |\n")
        .file(
            "week01/session1.md",
            "# Session 1: Shells\n\n## 📋 Session Info\n\n**Time**: 09:00-10:00 (60 min)\n**Goal**: Learn\n\n## Keywords\n\n- **shell**: a program\n\n- [ ] done\n\n```mermaid\ngraph LR\nA-->B\n```\n\n| a |\n|---|\n| b |\n\n[script](run.sh)\n",
        )
        .file("week01/run.sh", "echo hi\n");
    let built = course.build().ok();
    for page in built.files().iter().filter(|path| path.ends_with(".html")) {
        let hangul: Vec<char> = built.text(page).chars().filter(|c| ('가'..='힣').contains(c)).collect();
        assert!(hangul.is_empty(), "{page}: {hangul:?}");
    }
}

#[test]
fn a_title_that_contradicts_its_path_is_reported_and_the_path_counts() {
    let course = CourseTest::new().titles(&[("week_03/day2/session_3.md", "Week 5 Day 2 Session 3: 서비스")]);
    let built = course.build().ok();
    assert_eq!(built.reports(), ["title-number week_03/day2/session_3.md:1:1"]);
    assert!(tree(&course).contains("session Session 3: 서비스"), "{}", tree(&course));
}

#[test]
fn front_matter_counts_and_is_not_shown() {
    let course = CourseTest::new()
        .file("a.md", "---\ntitle: From YAML\norder: 2\ndescription: What it is about, in one sentence.\ntags: [x, y]\n---\n\n# Other\n\nText of a.\n")
        .file("b.md", "+++\ntitle = \"From TOML\"\norder = 1\n+++\n\nText of b.\n")
        .file("c.md", "---\n\nA rule above, and a rule below.\n\n---\n\n# C\n");
    let built = course.build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    let expected = "
        course Sample
          page From TOML
          page From YAML
          page C
    ";
    assert_eq!(tree(&course), unindented(expected));
    let a = built.page("a.html");
    let description =
        a.elements("meta").into_iter().find(|meta| meta.attribute("name") == Some("description")).unwrap();
    assert_eq!(description.attribute("content"), Some("What it is about, in one sentence."));
    assert!(!a.text().contains("tags"), "{}", a.text());
    assert!(built.prose("b.html").text() == "Text of b.");
    let c = built.prose("c.html");
    assert_eq!(c.elements("hr").len(), 2);
    assert!(c.text().contains("A rule above"));
}

#[test]
fn front_matter_that_cannot_be_read_is_reported_at_its_line() {
    let built = CourseTest::of("---\ntitle: \"open\norder: 1\n---\n\n# Page\n").build().ok();
    let problems = built.problems();
    assert_eq!(problems.len(), 1, "{}", built.said);
    assert_eq!(problems[0].code, "bad-front-matter");
    assert!(problems[0].place.starts_with("page.md:"), "{}", problems[0].place);
    assert!(built.page("page.html").text().contains("Page"));
}

#[test]
fn slides_with_a_front_matter_keep_their_rules() {
    let built = CourseTest::of("---\nmarp: true\n---\n\n# One\n\n---\n\n# Two\n").build().ok();
    let prose = built.prose("page.html");
    assert_eq!(prose.elements("hr").len(), 1);
    assert!(!prose.text().contains("marp"));
    assert_eq!(built.page("page.html").elements("h1").len(), 1);
}

#[test]
fn drafts_are_held_back_and_said_so() {
    let course = CourseTest::new().file("a.md", "# A\n\n[b](b.md)\n").file("b.md", "---\ndraft: true\n---\n\n# B\n");
    let built = course.build().ok();
    assert_eq!(built.pages(), ["a.html", "index.html"]);
    assert_eq!(built.reports(), ["draft b.md", "broken-link a.md:3:1"]);
    course.edit("seodang.toml", "include = [\"b.md\"]\n");
    assert_eq!(course.build().ok().pages(), ["a.html", "b.html", "index.html"]);
}

#[test]
fn debris_is_left_out_and_reported_and_can_be_included() {
    let debris = [
        "challenge_2_backup.md",
        "lab_1_backup_20251031_012405.md",
        "COMPLETION.md",
        "SUMMARY.md",
        "DIAGRAMS_SUMMARY.md",
        "STRUCTURE.md",
        "VERIFICATION_REPORT.md",
        "week3_template_guidelines.md",
    ];
    let course = debris.iter().fold(CourseTest::of("# Page\n"), |course, path| course.file(path, "# X\n"));
    let course = course.file("challenge_2.md", "# X\n");
    let built = course.build().ok();
    assert_eq!(built.pages(), ["challenge_2.html", "index.html", "page.html"]);
    let mut expected: Vec<String> = debris.iter().map(|path| format!("left-out {path}")).collect();
    expected.sort();
    assert_eq!(built.reports(), expected);
    course.edit("seodang.toml", "include = [\"*_backup*\", \"SUMMARY.md\"]\n");
    let pages = course.build().ok().pages();
    let expected = [
        "SUMMARY.html",
        "challenge_2.html",
        "challenge_2_backup.html",
        "index.html",
        "lab_1_backup_20251031_012405.html",
        "page.html",
    ];
    assert_eq!(pages, expected);
}

#[test]
fn debris_that_a_page_links_is_wanted() {
    let course = CourseTest::of("# Page\n\n[the summary](SUMMARY.md)\n").file("SUMMARY.md", "# Sum\n");
    let built = course.build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.prose("page.html").link("the summary").unwrap(), "SUMMARY.html");
}

#[test]
fn hidden_files_modules_and_excluded_paths_are_not_read() {
    let course = CourseTest::of("# Page\n")
        .file(".hidden.md", "# H\n")
        .file(".git/a.md", "# G\n")
        .file("node_modules/x/README.md", "# N\n")
        .file("old/a.md", "# O\n")
        .file("week/notes.private.md", "# P\n")
        .file("seodang.toml", "exclude = [\"old\", \"*.private.md\"]\n");
    let built = course.build().ok();
    assert_eq!(built.pages(), ["index.html", "page.html"]);
    assert_eq!(built.reports(), Vec::<String>::new());
}

#[test]
fn settings_that_are_wrong_are_named_and_the_course_is_built() {
    let course = CourseTest::of("# Page\n").file("seodang.toml", "\ntitel = \"x\"\n");
    let built = course.build();
    assert_eq!(built.exit_code, 1);
    assert_eq!(built.reports(), ["bad-config seodang.toml:2:1"]);
    assert_eq!(built.pages(), ["index.html", "page.html"]);
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    let text = "---\ntitle: 제목\n---\n\n# 제목\n\n## 🕘 세션 정보\n\n**시간**: 10:00-10:50 (50분)\n**목표**: 이해\n\n```sh\necho a\\\n  b\n```\n\n```mermaid\ngraph TD\nA-->B\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] x\n\n<div align=\"center\">\n\n**b**\n\n</div>\n\n[x](none.md)\n";
    let plain = CourseTest::of(text).file("run.sh", "a\nb\n").file("b.md", "# B\n\n[r](run.sh)\n");
    let other = CourseTest::of(&format!("\u{feff}{}", text.replace('\n', "\r\n")))
        .file("run.sh", "a\nb\n")
        .file("b.md", "# B\r\n\r\n[r](run.sh)\r\n");
    let (plain, other) = (plain.build().ok(), other.build().ok());
    assert_eq!(plain.reports(), other.reports());
    assert_eq!(plain.reports(), ["broken-link page.md:34:1"]);
    for ((path, a), (_, b)) in contents(&plain.output).into_iter().zip(contents(&other.output)) {
        assert!(a == b, "{path} differs");
    }
}

#[test]
fn a_file_that_is_not_utf8_is_named_and_the_rest_is_built() {
    let course = CourseTest::of("# Page\n").bytes("bad.md", b"# Good\n\n\xb0\xa1 euc-kr\n");
    let built = course.build();
    assert_eq!(built.exit_code, 1);
    let problem = &built.problems()[0];
    assert_eq!(
        (problem.level.as_str(), problem.code.as_str(), problem.place.as_str()),
        ("error", "not-utf8", "bad.md")
    );
    assert!(
        problem.message.contains("0xb0") && problem.message.contains("offset 8") && problem.message.contains("line 3"),
        "{}",
        problem.message
    );
    assert_eq!(built.pages(), ["index.html", "page.html"]);
}

#[test]
fn decomposed_names_are_the_composed_ones() {
    // macOS may give names decomposed (NFD), authors type links composed.
    let decomposed = "\u{1109}\u{1175}\u{11af}\u{1109}\u{1173}\u{11b8}.md";
    let course = CourseTest::new().file(decomposed, "# 실습\n").file("a.md", "# A\n\n[go](실습.md)\n");
    let built = course.build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.prose("a.html").link("go").unwrap(), "실습.html");
    assert!(built.output.join("실습.html").is_file());
}

#[test]
fn the_course_is_found_where_none_is_named() {
    let course = CourseTest::new();
    fs::create_dir_all(course.root().join("sessions")).unwrap();
    fs::write(course.root().join("sessions/a.md"), "# In sessions\n").unwrap();
    fs::write(course.root().join("outside.md"), "# Outside\n").unwrap();
    let built = course.run(&["build"], "public").ok();
    assert_eq!(built.pages(), ["a.html", "index.html"]);
    fs::create_dir_all(course.root().join("lessons")).unwrap();
    fs::write(course.root().join("lessons/b.md"), "# In lessons\n").unwrap();
    fs::write(course.root().join("seodang.toml"), "source = \"lessons\"\noutput = \"site\"\n").unwrap();
    let built = course.run(&["build"], "site").ok();
    assert_eq!(built.pages(), ["b.html", "index.html"]);
    let bare = CourseTest::of("# P\n");
    let mut command = bare.command(&["build"]);
    let run = command.current_dir(bare.course()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(bare.course().join("public/page.html").is_file());
}

#[test]
fn lectures_without_numbers_come_before_their_practice() {
    check(
        &[
            ("README.md", "C"),
            ("Week 1/lab.md", "Lab"),
            ("Week 1/homework.md", "Homework 1"),
            ("Week 1/lecture.md", "Lecture notes"),
        ],
        "
        course C
          week Week 1
            session Lecture notes
            lab Lab
            lab Homework 1
        ",
    );
}
