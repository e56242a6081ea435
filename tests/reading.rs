//! Checks reading a folder as a course where several builds, other bytes or other folders are needed.
//!
//! Names, numbers, order and files that are left out are in the documents of `tests/cases/reading`.

use std::fs;

use crate::support::{CourseTest, contents, course_data};

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
fn an_english_course_shows_no_hangul() {
    let course = CourseTest::of_files(
        "== README.md
# Course

Welcome.
== week01/README.md
# Week 1: Start

| Time | What |
|---|---|
| 09:00-10:00 | [Session 1](session1.md) |
| 10:00-10:10 | Break |
== week01/session1.md
# Session 1: Shells

## 📋 Session Info

**Time**: 09:00-10:00 (60 min)
**Goal**: Learn

## Keywords

- **shell**: a program

- [ ] done

```mermaid
graph LR
A-->B
```

| a |
|---|
| b |

[script](run.sh)
== week01/run.sh
echo hi
",
    );
    let built = course.build().ok();
    for page in built.files().iter().filter(|path| path.ends_with(".html")) {
        let hangul: Vec<char> = built.text(page).chars().filter(|c| ('가'..='힣').contains(c)).collect();
        assert!(hangul.is_empty(), "{page}: {hangul:?}");
    }
}

#[test]
fn settings_that_are_wrong_are_named_and_nothing_is_built() {
    let course = CourseTest::of("# Page\n").file("seodang.toml", "\ntitel = \"x\"\n\nlanguage = \"french\"\n");
    let built = course.build();
    assert_eq!(built.exit_code, 2);
    assert_eq!(built.reports(), ["bad-config seodang.toml:2:1", "bad-config seodang.toml:4:12"]);
    assert!(built.said.contains("did you mean `title`?") && built.said.contains("2 mistakes"), "{}", built.said);
    assert!(!built.output.exists());
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    let text = r#"---
title: 제목
---

# 제목

## 🕘 세션 정보

**시간**: 10:00-10:50 (50분)
**목표**: 이해

```sh
echo a\
  b
```

```mermaid
graph TD
A-->B
```

| a | b |
|---|---|
| 1 | 2 |

- [ ] x

<div align="center">

**b**

</div>

[x](none.md)
"#;
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
    // macOS may list names in decomposed form (NFD); authors type links in composed form.
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
fn a_part_of_the_course_has_the_page_beside_its_folder() {
    let course = CourseTest::new().titles(&[("README.md", "T"), ("memory.md", "Memory"), ("memory/heap.md", "Heap")]);
    let packed = course.run(&["pack", "sample", "--only", "memory", "-o", "memory.zip"], "memory.zip").ok();
    let files = crate::pack::unpacked(&packed.output);
    assert!(files.iter().any(|(name, _)| name == "memory.html"), "a part has its page");
}

#[test]
fn a_file_above_the_course_states_its_order() {
    let docs = |tool: &str, text: &str| {
        let course = CourseTest::new();
        fs::create_dir_all(course.root().join("project/docs")).unwrap();
        for (name, title) in [("index", "Home"), ("first", "First"), ("second", "Second")] {
            fs::write(course.root().join(format!("project/docs/{name}.md")), format!("# {title}\n")).unwrap();
        }
        fs::write(course.root().join("project/outside.md"), "# Outside\n").unwrap();
        let file = course.root().join("project").join(tool);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        course.run(&["build", "project/docs"], "public").ok()
    };
    let nav = "site_name: Named above\nnav: [index.md, second.md, first.md, ../outside.md]\n";
    let built = docs("mkdocs.yml", nav);
    assert_eq!(built.walk("index.html"), ["index.html", "second.html", "first.html"]);
    assert!(built.text("index.html").contains("Named above"));
    assert!(!built.pages().iter().any(|page| page.contains("outside")), "{:?}", built.pages());
    let built = docs("sidebars.js", "module.exports = { docs: ['index', 'second', 'first'] };\n");
    assert_eq!(built.walk("index.html"), ["index.html", "second.html", "first.html"]);
}
