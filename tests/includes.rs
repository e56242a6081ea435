//! Holds the rules of included files that one document cannot show: secrets, hostile courses, the preview, fixes, packages.

use std::fs;
use std::time::{Duration, Instant};

use crate::pack::unpacked;
use crate::support::{CourseTest, contents};

/// Returns a page that includes files in the spelling that is read in every course.
fn page(paths: &[&str]) -> String {
    let lines: Vec<String> = paths.iter().map(|path| format!("<!--@include: {path}-->\n")).collect();
    format!("# Page\n\n{}\nThe end.\n", lines.join("\n"))
}

#[test]
fn what_readers_must_not_see_is_not_included() {
    let course = CourseTest::of(&page(&[
        "teacher.md",
        "draft.md",
        "broken.md",
        "part.md",
        "part.html",
        "head.txt",
        "out.md",
        ".env",
        "away.txt",
        "seodang.toml",
    ]))
    .file("teacher.md", "---\naudience: instructor\n---\n# T\n\nzq1qz\n")
    .file("draft.md", "---\ndraft: true\n---\n# D\n\nzq2qz\n")
    .file("broken.md", "---\ntitle: \"a\naudience: instructor\n---\n# B\n\nzq3qz\n")
    .file("part.md", "# Part\n\n<!-- instructor -->\nzq4qz\n<!-- /instructor -->\nshown1\n")
    .file("part.html", "<!-- instructor -->\nzq5qz\n<!-- /instructor -->\nshown2\n")
    .file("head.txt", "---\naudience: instructor\n---\nzq6qz\n")
    .file("out.md", "# Out\n\nzq7qz\n")
    .file(".env", "zq8qz\n")
    .file("seodang.toml", "exclude = [\"out.md\"]\ntitle = \"zq-course\"\n");
    fs::write(course.root().join("away.txt"), "zq9qz\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("../away.txt", course.course().join("away.txt")).unwrap();
    let built = course.build();
    let everything = contents(&built.output);
    for (path, bytes) in &everything {
        let text = String::from_utf8_lossy(bytes);
        for marker in 1..=9 {
            assert!(!text.contains(&format!("zq{marker}qz")), "{path} has zq{marker}qz");
        }
        assert!(!text.contains("exclude = "), "{path}");
    }
    let text = built.prose("page.html").text();
    assert!(text.contains("shown1") && text.contains("shown2") && text.contains("The end."), "{text}");
    let refused = built.problems().into_iter().filter(|problem| problem.code == "broken-include").count();
    assert_eq!(refused, 8, "{:#?}", built.problems());
}

#[test]
fn includes_end_however_they_are_nested() {
    // Each of ten files includes the next one ten times: 10^10 includes without a bound.
    let mut course = CourseTest::of(&page(&["f0.md"])).file("loop.md", &page(&["loop.md", "page.md"]));
    for level in 0..12 {
        let next = format!("f{}.md", level + 1);
        course = course.file(&format!("f{level}.md"), &page(&[next.as_str(); 10]));
    }
    let started = Instant::now();
    let built = course.file("f12.md", "End.\n").build();
    assert_eq!(built.exit_code, 0, "{}", built.said);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    let problems = built.problems();
    let has = |words: &str| problems.iter().any(|problem| problem.message.contains(words));
    assert!(has("comes after 1000 other files"), "{problems:#?}");
    assert!(has("includes itself"), "{problems:#?}");
    assert!(built.prose("page.html").text().contains("The end."));
}

#[test]
fn large_and_binary_files_are_refused() {
    let built = CourseTest::of(&page(&["large.txt", "picture.png", "latin.txt"]))
        .file("large.txt", &"text\n".repeat(200_000))
        .bytes("picture.png", b"\x89PNG\r\n\0\0")
        .bytes("latin.txt", b"caf\xe9\n")
        .build();
    let messages: Vec<String> = built.problems().into_iter().map(|problem| problem.message).collect();
    assert_eq!(
        messages,
        [
            "`large.txt` has 1000000 bytes, too many to include, and is not included",
            "`picture.png` is no text in UTF-8, and is not included",
            "`latin.txt` is no text in UTF-8, and is not included"
        ]
    );
    assert_eq!(built.exit_code, 0);
    assert!(built.prose("page.html").text().contains("picture.png"));
}

#[test]
fn text_of_every_shape_is_read_without_a_panic() {
    let pieces = [
        "{{#include ",
        "}}",
        "{{#",
        "--8<-- \"",
        "--8<--",
        ";--8<--",
        "<<< ",
        "@/a.js",
        "{1,3",
        "}",
        "<!--@include: ",
        "-->",
        "{* a.py ",
        "hl[1:",
        "]",
        "*}",
        "@[code](",
        ")",
        "{{< readfile file=\"",
        "\" >}}",
        "{% include_relative ",
        "%}",
        "```",
        "````",
        "~~~",
        "{literalinclude} ",
        ":lines: ",
        "file=",
        "js",
        "\n",
        "\n> ",
        "\n- ",
        "    ",
        "가",
        "⚠️",
        "`",
        "\\",
        "a.md",
        "part.md",
        ":1:",
        "#x",
        "[x](a ':include",
        "')",
        "import A from './part.md'",
        "<A />",
        "# ",
        "// [!code ++]",
        "// highlight-start",
        "(1)!",
        "title=\"",
        "'",
        "/",
        "{.py",
        "ins={",
    ];
    let mut random = crate::support::Random(16);
    let mut course = CourseTest::new().file("part.md", "# Part\n\ntext\n").file("README.md", "# Course\n");
    for number in 0..200 {
        let text: String = (0..60).map(|_| random.pick(&pieces)).collect();
        course = course.file(&format!("p{number}.md"), &format!("# P\n\n{text}\n"));
    }
    let built = course.run(&["build", "sample", "-o", "public"], "public");
    assert!([0, 1].contains(&built.exit_code) && !built.said.contains("panicked"), "{}", built.said);
    assert_eq!(built.pages().iter().filter(|page| page.starts_with('p')).count(), 201);
}

#[test]
fn a_fix_is_made_in_the_file_that_is_included() {
    let course =
        CourseTest::of(&page(&["_part.md"])).file("_part.md", "가 [link](./TARGET.md)\n").file("target.md", "# T\n");
    assert_eq!(course.build().reports(), ["link-case _part.md:1:3"]);
    let fixed = course.run(&["check", "sample", "--fix"], "public");
    assert_eq!(fixed.exit_code, 0, "{}", fixed.said);
    assert_eq!(fs::read_to_string(course.course().join("_part.md")).unwrap(), "가 [link](target.md)\n");
    assert!(fs::read_to_string(course.course().join("page.md")).unwrap().contains("@include: _part.md"));
}

#[test]
fn the_preview_sees_a_change_of_an_included_file() {
    let course = CourseTest::of("# Page\n\n```py\n{{#include a.py}}\n```\n\n<!--@include: _part.md-->\n")
        .file("a.py", "first = 1\n")
        .file("_part.md", "hello\n");
    let preview = course.serve();
    preview.until_page("/page.html", "hello");
    course.edit("a.py", "second = 2\n");
    preview.until("code", |preview| preview.get("/page.html").text().contains("second"));
    course.edit("_part.md", "goodbye\n");
    preview.until_page("/page.html", "goodbye");
}

#[test]
fn a_part_of_the_course_includes_files_of_the_rest() {
    let course = CourseTest::new()
        .file("README.md", "# Course\n")
        .file("week_01/README.md", &page(&["../shared/rules.md"]))
        .file("shared/rules.md", "Bring a laptop.\n");
    let packed = course.run(&["pack", "sample", "--only", "week_01", "-o", "a.zip"], "a.zip").ok();
    assert_eq!(packed.reports(), Vec::<String>::new());
    let pages = unpacked(&packed.output);
    let page = |end: &str| pages.iter().find(|(path, _)| path.ends_with(end));
    assert!(String::from_utf8_lossy(&page("week_01/index.html").unwrap().1).contains("Bring a laptop."));
    assert!(page("shared/rules.html").is_none());
}

#[test]
fn what_is_included_is_found_in_the_search_and_the_glossary() {
    let built = CourseTest::of(&page(&["_words.md"]))
        .file("_words.md", "## Key words\n\n- **Turtle**: a slow animal\n\n## More\n\nThe zebra sees the turtle.\n")
        .build()
        .ok();
    assert!(built.text("glossary.html").contains("a slow animal"));
    let search = contents(&built.output.join("seodang/search"));
    assert!(search.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("zebra")));
}

#[test]
fn signs_of_comments_are_code_in_a_file_of_code() {
    let built = CourseTest::of("# Page\n\n```matlab\n{{#include a.m}}\n```\n")
        .file("a.m", "%% First\na = 1;\n%% Second\nb = 2;\n")
        .build()
        .ok();
    let text = built.prose("page.html").text();
    assert!(text.contains("%% First") && text.contains("a = 1;") && text.contains("%% Second"), "{text}");
}
