//! Holds in which order pages come and what they are called, as overviews, tables of contents and numbers say.

use super::{check, unindented};
use crate::support::{CourseTest, tree};

#[test]
fn the_folders_page_orders_what_it_links() {
    check(
        &[("README.md", "T"), ("a.md", "A"), ("b.md", "B"), ("c/README.md", "C"), ("c/x.md", "X"), ("d.md", "D")],
        "
        course T
          page A
          page B
          page D
          part C
            page X
        ",
    );
    let course = CourseTest::new()
        .titles(&[("a.md", "A"), ("b.md", "B"), ("c/README.md", "C"), ("c/x.md", "X"), ("d.md", "D")])
        .file(
            "README.md",
            "# T\n\n1. [deep](c/x.md)\n2. [d](./d.md#part)\n3. [web](https://example.org/a.md)\n4. [a](a.md)\n",
        );
    let expected = "
        course T
          part C
            page X
          page D
          page A
          page B
    ";
    assert_eq!(tree(&course), unindented(expected));
}

#[test]
fn a_table_of_contents_orders_and_is_no_page() {
    let table = "# Summary\n\n[Preface](preface.md)\n\n- [Start](start.md)\n  - [Two](deep/two.md)\n  - [One](deep/one%20more.md)\n- [Gone](gone.md)\n";
    let course = CourseTest::new()
        .titles(&[("src/deep/one more.md", "One"), ("src/deep/two.md", "Two"), ("src/deep/last.md", "Last")])
        .titles(&[("src/a.md", "A"), ("src/preface.md", "Preface"), ("src/start.md", "Start")])
        .file("README.md", "# A book\n")
        .file("src/SUMMARY.md", table);
    let expected = "
        course A book
          part Src
            page Preface
            page Start
            part Deep
              page Two
              page One
              page Last
            page A
    ";
    assert_eq!(tree(&course), unindented(expected));
    let built = course.build().ok();
    assert_eq!(built.reports(), ["broken-link src/SUMMARY.md:8:3"], "its links are held to what they say");
    assert!(!built.output.join("src/SUMMARY.html").exists());
    // A folder's own page orders what the table leaves open; a table that a page links is wanted as a page.
    course.edit("src/deep/README.md", "# Deep\n\n[one](one%20more.md) [two](two.md)\n");
    course.edit("src/SUMMARY.md", "- [Start](start.md)\n- [Deep](deep/README.md)\n");
    course.edit("README.md", "# A book\n\n[All](src/SUMMARY.md)\n");
    let expected = "
        course A book
          part Src
            page Start
            part Deep
              page One
              page Two
              page Last
            page A
            page Preface
            page SUMMARY
    ";
    assert_eq!(tree(&course), unindented(expected));
    // What sums up is a lesson, and a report is a report.
    let course = CourseTest::of("# Page\n")
        .file("Summary.md", "# In short\n\n[p](page.md) [q](q.md)\n")
        .file("q.md", "# Q\n")
        .file("reports/SUMMARY.md", "# Done\n\n[p](../page.md) [q](../q.md)\n\n- [x] built\n");
    let built = course.build().ok();
    assert_eq!(built.pages(), ["Summary.html", "index.html", "page.html", "q.html"]);
    assert_eq!(built.reports(), ["left-out reports/SUMMARY.md"]);
}

#[test]
fn a_page_beside_a_folder_of_its_name_is_that_folders() {
    let course = CourseTest::new()
        .file("README.md", "# T\n\n[Memory](memory.md), [the same](memory/), [start](start.md)\n")
        .file("memory.md", "# Memory\n\n[stack](memory/stack.md), [heap](memory/heap.md)\n")
        .titles(&[("memory/heap.md", "Heap"), ("memory/stack.md", "Stack")])
        .titles(&[("start.md", "Start"), ("start/README.md", "Begin"), ("start/one.md", "One")])
        .titles(&[("week_01.md", "Week 1: First"), ("week_01/session_1.md", "Session 1: S")]);
    let expected = "
        course T
          part Memory
            page Stack
            page Heap
          page Start
          week Week 1: First
            session Session 1: S
          part Begin
            page One
    ";
    assert_eq!(tree(&course), unindented(expected));
    let built = course.build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    let home = built.prose("index.html");
    assert_eq!(home.link("Memory").unwrap(), "memory.html");
    assert_eq!(home.link("the same").unwrap(), "memory.html");
    let packed = course.run(&["pack", "sample", "--only", "memory", "-o", "memory.zip"], "memory.zip").ok();
    let files = crate::pack::unpacked(&packed.output);
    assert!(files.iter().any(|(name, _)| name == "memory.html"), "a part has its page");
}

#[test]
fn an_overview_above_orders_and_names_what_says_nothing_itself() {
    let readme = "# T\n\n## 둘째 주\n\n1. [2일차: 파일](/class/week_2/day_2.md) - 준비물\n2. [셸 첫걸음](class/week_2/day_1.md)\n3. [이름만 다른 링크](class/week_2/day_3.md)\n\n## 첫째 주\n\n- [여는 이야기](class/week_1/)\n- [바로가기](class/week_1/intro.md)\n\n보통 [이 글](class/week_1/rest.md)을 봅니다.\n";
    let course = CourseTest::new()
        .file("README.md", readme)
        .file("class/week_1/intro.md", "글\n")
        .file("class/week_1/rest.md", "글\n")
        .file("class/week_2/day_1.md", "# Day_1\n")
        .file("class/week_2/day_2.md", "글\n")
        .file("class/week_2/day_3.md", "# Day 3: 제 이름\n");
    let expected = "
        course T
          part Class
            week 둘째 주
              day 2일차: 파일
              day Day 1: 셸 첫걸음
              day Day 3: 제 이름
            week 1주차: 여는 이야기
              page Intro
              page Rest
    ";
    assert_eq!(tree(&course), unindented(expected));
    // What stands under a heading of its own is called as the heading says, with its number.
    course.edit(
        "README.md",
        "# T\n\n## 3주차. 여는 주\n\n- [소개](class/week_1/intro.md)\n- [나머지](class/week_1/rest.md)\n",
    );
    let week: Vec<String> = tree(&course).lines().filter(|line| line.contains("week ")).map(str::to_owned).collect();
    assert_eq!(week, ["    week 1주차: 여는 주", "    week 2주차"], "the path's number counts");
    // A page above that points out one of many orders nothing.
    course.edit("README.md", "# T\n\nBegin with [this](class/week_2/day_3.md).\n");
    let days: Vec<String> = tree(&course).lines().filter(|line| line.contains("day ")).map(str::to_owned).collect();
    assert_eq!(days, ["      day Day 1", "      day Day 2", "      day Day 3: 제 이름"]);
}

#[test]
fn of_an_index_and_a_readme_the_index_was_written_for_a_site() {
    let course = CourseTest::new().titles(&[("README.md", "For the repository"), ("index.md", "For readers")]);
    assert_eq!(tree(&course), "course For readers\n  page For the repository\n");
    let built = course.build().ok();
    assert_eq!((built.pages(), built.reports()), (vec!["README.html".to_owned(), "index.html".to_owned()], vec![]));
}

#[test]
fn a_forgotten_session_stands_between_its_neighbours() {
    let sessions: Vec<(String, String)> =
        (1..=4).map(|n| (format!("session_{n}.md"), format!("Session {n}: S{n}"))).collect();
    let course =
        sessions.iter().fold(CourseTest::new(), |course, (path, title)| course.file(path, &format!("# {title}\n")));
    // The first and one between are forgotten.
    let course = course.file("README.md", "# T\n\n[2](session_2.md), [4](session_4.md), [about](about.md)\n");
    let course = course.file("about.md", "# About\n");
    let expected = "
        course T
          session Session 1: S1
          session Session 2: S2
          session Session 3: S3
          session Session 4: S4
          page About
    ";
    assert_eq!(tree(&course), unindented(expected));
}
