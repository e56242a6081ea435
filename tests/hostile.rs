//! Checks that no input makes the program crash, hang, or read or write outside its folders.

mod boundary;
mod terminal;

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{CourseTest, files_below};

/// The longest time that hostile input may take. On two idle cores the slowest takes some 8 s in a debug build; quadratic
/// work on these inputs takes minutes. The margin is for busy machines.
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn an_empty_course_and_a_folder_without_markdown_say_so() {
    for course in [CourseTest::new(), CourseTest::new().file("notes.txt", "x").file("img/a.svg", "<svg/>")] {
        let built = course.build();
        assert_eq!(built.exit_code, 1);
        assert_eq!(built.reports(), ["empty-course ."]);
        assert_eq!(built.pages(), ["index.html"]);
    }
}

#[test]
fn empty_files_are_pages() {
    let built =
        CourseTest::new().file("empty.md", "").file("blank.md", "\n\n  \n").file("bom.md", "\u{feff}").build().ok();
    assert_eq!(built.pages(), ["blank.html", "bom.html", "empty.html", "index.html"]);
    for page in built.pages() {
        assert_eq!(built.page(&page).elements("h1").iter().filter(|h1| !h1.text().is_empty()).count(), 1, "{page}");
    }
}

#[test]
fn an_unclosed_fence_is_reported_where_it_opens() {
    let built = CourseTest::of("# P\n\ntext\n\n```yaml\na: 1\n\n## swallowed\n").build().ok();
    assert_eq!(built.reports(), ["unclosed-fence page.md:5:1"]);
    assert!(built.prose("page.html").text().contains("## swallowed"));
    let mermaid = CourseTest::of("# P\n\n```mermaid\ngraph LR\nA-->B\n").build().ok();
    assert_eq!(mermaid.reports(), ["unclosed-fence page.md:3:1"]);
}

#[track_caller]
fn survives(name: &str, text: &str) -> crate::support::Built {
    let started = Instant::now();
    let course = CourseTest::of("# Honest\n\ntext\n").file("strange.md", text);
    // Without --all, which would print each of a hundred thousand findings.
    let built = course.run(&["build", "sample", "-o", "public"], "public");
    assert!(
        [0, 1].contains(&built.exit_code),
        "{name}: exit {} {}",
        built.exit_code,
        built.said.chars().take(2000).collect::<String>()
    );
    assert!(started.elapsed() < PATIENCE, "{name} took {:?}", started.elapsed());
    assert!(built.prose("page.html").text().contains("text"), "{name}");
    assert!(
        built.output.join("strange.html").is_file(),
        "{name}: {}",
        built.said.chars().take(2000).collect::<String>()
    );
    assert!(built.said.len() < 100_000, "{name}: the report has {} bytes", built.said.len());
    built
}

#[test]
fn ten_megabytes_in_one_line() {
    survives("letters", &"a".repeat(10_000_000));
    survives("words", &"말 ".repeat(2_500_000));
    survives("heading", &format!("# {}\n", "x ".repeat(5_000_000)));
}

#[test]
fn ten_megabytes_of_signs_in_one_line() {
    survives("stars", &"*a ".repeat(1_000_000));
    survives("brackets", &"[".repeat(1_000_000));
    survives("links", &"[a](".repeat(500_000));
    survives("angles", &"<a ".repeat(500_000));
    survives("ticks", &"`a".repeat(500_000));
}

#[test]
fn a_megabyte_of_signs_of_formulas() {
    for sign in ["$a ", "$a$", "$", "\\(", "\\\\[ ", "$`", "$$ a\n", "\\begin{align}\n", "x^2$ $y `a <b \\( "] {
        survives(sign, &format!("$x^2$ {}", sign.repeat(1_000_000 / sign.len())));
    }
}

#[test]
fn a_hundred_thousand_levels() {
    let quotes = survives("quotes", &format!("{} deep\n", ">".repeat(100_000)));
    assert!(
        quotes.reports().iter().any(|report| report.starts_with("too-deep strange.md:1:")),
        "{:?}",
        quotes.reports()
    );
    assert!(quotes.prose("strange.html").text().contains("deep"));
    let lists: String = (0..1_000).map(|n| format!("{}- {n}\n", "  ".repeat(n))).collect();
    survives("indented lists", &lists);
    survives("list markers", &format!("{}deep\n", "- ".repeat(100_000)));
    survives("numbered markers", &format!("{}deep\n", "1. ".repeat(100_000)));
    survives("mixed", &format!("{}deep\n", "> - ".repeat(50_000)));
    survives("divs", &format!("{}\n\ndeep\n", "<div>".repeat(100_000)));
    survives("inline tags", &format!("x {} deep\n", "<b>".repeat(100_000)));
    survives("emphasis", &format!("{}deep{}\n", "**a ".repeat(20_000), "**".repeat(20_000)));
}

#[test]
fn containers_without_end() {
    let twice = |open: &str, close: &str| format!("{}deep\n{}", open.repeat(20_000), close.repeat(20_000));
    survives("containers", &":::note\n".repeat(20_000));
    survives("paired containers", &twice(":::note\n", ":::\n"));
    survives("containers of two lengths", &twice("::::note\n", ":::\n"));
    survives("directives", &twice("```{note}\n", "```\n"));
    survives("components", &twice("<Tip>\n", "</Tip>\n"));
    survives("components in one line", &format!("{}deep\n", "<Tip>".repeat(20_000)));
    survives("a component with attributes", &format!("<Tip {}>\nx\n</Tip>\n", "a=\"b\" ".repeat(20_000)));
    survives("components whose tags never end", &"<Callout type=\"\n".repeat(20_000));
    survives("shortcodes", &"{{< note >}}\n".repeat(5_000));
    survives("tabs", &"=== \"a\"\n    x\n\n".repeat(5_000));
    survives("callouts", &format!("{}[!note] x\n", "> ".repeat(300)));
}

/// Returns a tag with 10,000 attributes, which would overflow the stack of a recursive reader.
fn tag_without_end(name: &str) -> String {
    let letter = |n: u32| char::from_digit(10 + n % 26, 36).unwrap();
    let word = |n: u32| [letter(n / 676), letter(n / 26), letter(n)].iter().collect::<String>();
    let attributes: String = (0..10_000).map(|n| format!(" aria-{}=\"1\"", word(n))).collect();
    format!("<{name}{attributes}>")
}

#[test]
fn ten_thousand_attributes_are_cut_and_reported() {
    let (block, inline) = (tag_without_end("div"), tag_without_end("b"));
    let built = survives("attributes", &format!("# S\n\n{block}deep</div>\n\nfoo {inline}bar</b> end\n"));
    assert_eq!(built.reports(), ["unsafe-html strange.md:3:1", "unsafe-html strange.md:5:5"]);
    let prose = built.prose("strange.html");
    assert_eq!(prose.elements("div")[0].attributes.len(), 100);
    assert_eq!(prose.elements("b")[0].attributes.len(), 100);
    assert_eq!(prose.text(), "deep foo bar end");
}

#[test]
fn ten_thousand_attributes_end_no_preview() {
    let course = CourseTest::of("# P\n\ntext\n");
    let preview = course.serve();
    course.edit("page.md", &format!("# P\n\n{}deep</div>\n", tag_without_end("div")));
    preview.until_page("/page.html", "deep");
    course.edit("page.md", "# P\n\nhonest again\n");
    preview.until_page("/page.html", "honest again");
}

#[test]
fn tables_and_headings_without_end() {
    survives("columns", &format!("{}\n{}\n{}\n", "|a".repeat(5_000), "|-".repeat(5_000), "|b".repeat(5_000)));
    survives("rows", &format!("|a|\n|-|\n{}", "|b|\n".repeat(50_000)));
    survives("same headings", &"## same\n\n".repeat(20_000));
    survives("footnotes", &(0..5_000).map(|n| format!("[^{n}]\n\n[^{n}]: note\n\n")).collect::<String>());
    survives(
        "keywords",
        &format!("# S\n\n## Keywords\n\n{}", (0..10_000).map(|n| format!("- **t{n}**: d\n")).collect::<String>()),
    );
    survives("facts", &format!("# S\n\n## Session Info\n\n{}", "**Time**: 10:00-10:50\n".repeat(10_000)));
    survives("footnote circle", "[^a]\n\n[^a]: see [^b]\n[^b]: see [^a]\n");
}

#[test]
fn a_hundred_thousand_links_in_a_paragraph() {
    let some = |count, link: &dyn Fn(usize) -> String| format!("# S\n\n{}\n", (0..count).map(link).collect::<String>());
    let links = |link: &dyn Fn(usize) -> String| some(100_000, link);
    survives("links elsewhere", &links(&|n| format!("[a{n}](https://example.org/{n}) ")));
    survives("links to a page", &links(&|_| "[a](page.md) ".to_owned()));
    survives("broken links", &links(&|n| format!("[a](gone{n}.md) ")));
    // These are searched in the headings of their page.
    survives("broken anchors", &some(30_000, &|n| format!("[a](#h{n}) ")));
}

#[test]
fn diagrams_and_code_that_want_too_much() {
    let nodes: String = (0..3_000).map(|n| format!("A{n}-->A{}\n", (n * 7 + 1) % 3_000)).collect();
    survives("huge diagram", &format!("# S\n\n```mermaid\ngraph LR\n{nodes}```\n"));
    survives(
        "deep subgraphs",
        &format!("# S\n\n```mermaid\ngraph LR\n{}{}```\n", "subgraph x\n".repeat(500), "end\n".repeat(500)),
    );
    survives("long code", &format!("# S\n\n```js\n{}\n```\n", "(".repeat(200_000)));
    survives("long line of code", &format!("# S\n\n```sh\n{}\n```\n", "echo \"$(x)\" ".repeat(20_000)));
    survives("many blocks", &"```yaml\na: 1\n```\n\n".repeat(3_000));
}

#[test]
fn control_signs_and_lone_marks() {
    let built = survives(
        "controls",
        "# a\u{0}b\u{1}c\n\n\u{0}\u{b}\u{c} text \u{fffe} \u{202e} \u{feff}\n\n```sh\n\u{1b}[0m\n```\n",
    );
    let page = built.text("strange.html");
    assert!(!page.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "a page holds no control signs");
}

#[test]
fn huge_files_are_refused_and_named() {
    let course = CourseTest::of("# P\n").file("huge.md", &"a\n".repeat(9_000_000));
    let built = course.build();
    assert_eq!(built.exit_code, 1);
    assert_eq!(built.reports(), ["file-too-large huge.md"]);
    assert_eq!(built.pages(), ["index.html", "page.html"]);
}

#[cfg(unix)]
mod links_of_the_file_system {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn loops_and_ways_out_are_not_followed() {
        let course = CourseTest::of("# P\n\n![secret](secret.png) [s](out/secret.md) [t](secret.txt)\n");
        fs::write(course.root().join("secret.md"), "# Secret\n").unwrap();
        fs::write(course.root().join("secret.png"), "secret").unwrap();
        symlink(course.course(), course.course().join("loop")).unwrap();
        symlink(course.root(), course.course().join("out")).unwrap();
        symlink(course.root().join("secret.md"), course.course().join("stolen.md")).unwrap();
        symlink(course.root().join("secret.png"), course.course().join("secret.png")).unwrap();
        symlink("/etc/passwd", course.course().join("secret.txt")).unwrap();
        symlink("nowhere.md", course.course().join("dangling.md")).unwrap();
        let built = course.build().ok();
        assert_eq!(built.pages(), ["index.html", "page.html"]);
        let skipped: Vec<String> =
            built.reports().into_iter().filter(|report| report.starts_with("symlink-skipped")).collect();
        assert_eq!(skipped.len(), 6, "{:?}", built.reports());
        for file in built.files() {
            let bytes = fs::read(built.output.join(&file)).unwrap();
            assert!(
                !bytes.windows(6).any(|window| window == b"Secret")
                    && !bytes.windows(5).any(|window| window == b"root:"),
                "{file}"
            );
        }
    }

    #[test]
    fn a_link_to_a_file_of_the_course_is_that_file() {
        let course = CourseTest::of("# P\n");
        symlink(course.course().join("page.md"), course.course().join("same.md")).unwrap();
        let built = course.build().ok();
        assert_eq!(built.page("same.html").texts("h1"), ["P"]);
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let course = CourseTest::of("# P\n\n[f](fifo.sh)\n");
        let made = std::process::Command::new("mkfifo")
            .arg(course.course().join("fifo.sh"))
            .arg(course.course().join("fifo.md"))
            .status();
        assert!(made.unwrap().success(), "POSIX systems have mkfifo");
        let built = course.build().ok();
        assert_eq!(built.pages(), ["index.html", "page.html"]);
    }
}

#[test]
fn nothing_outside_the_output_is_written() {
    let course = CourseTest::of("# P\n\n[up](../../../etc/x.md) ![i](..%2f..%2fx.png) [e](%2e%2e/%2e%2e/y.sh)\n")
        .file("a/..b.md", "# B\n");
    let before = files_below(course.root());
    let built = course.build().ok();
    let added: Vec<String> = files_below(course.root()).into_iter().filter(|path| !before.contains(path)).collect();
    assert!(added.iter().all(|path| path.starts_with("public/") || path.starts_with("cache/")), "{added:?}");
    assert_eq!(
        built.reports().iter().filter(|report| report.starts_with("outside-course")).count(),
        3,
        "{:?}",
        built.reports()
    );
}

/// Pieces of Markdown and HTML: complete, broken, or cut off.
const PIECES: [&str; 44] = [
    "<div>",
    "</div>",
    "<details><summary>x</summary>",
    "</details>",
    "<p>",
    "</p>",
    "<table><tr><td>",
    "</td></tr></table>",
    "- l",
    "  - m",
    "    code",
    "```",
    "~~~",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<ul>\n<li>x",
    "</ul>",
    "## 🎉 H (5분)",
    "**시간**: 10:00-10:50 (50분)",
    "## 🕘 세션 정보",
    "## 🔑 핵심 키워드",
    "- **a**: b",
    "Term\n: def",
    "x[^1]",
    "[^1]: x",
    "| a |\n|---|\n| b |",
    "<h1>x</h1>",
    "<svg><g><path d=\"M0 0\"/>",
    "<a href=\"gone.md\">",
    "</a>",
    "<img src=x.png>",
    "1. x",
    "- [ ] t",
    "![](x.png)\n*c*",
    "---",
    "\\",
    "`",
    "<a",
    "<div class=\"",
    "가 • <a href=\"없음.md\">나</a>",
    "> [!TIP]\n> x",
    "```mermaid\ngraph LR\nA-->B\n```",
];

#[test]
fn pages_of_random_pieces_are_balanced() {
    // A congruential generator (Knuth's MMIX constants): the same pages on every machine.
    let mut state: u64 = 7;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % sides
    };
    let mut course = CourseTest::new();
    for page in 0..300 {
        let mut text = format!("# Page {page}\n\n");
        for _ in 0..3 + roll(12) {
            let mut piece = PIECES[roll(PIECES.len())].to_owned();
            for _ in 0..2 {
                match roll(5) {
                    0 => piece = piece.lines().map(|line| format!("> {line}\n")).collect(),
                    1 => piece = format!("- {}", piece.replace('\n', "\n  ")),
                    _ => {}
                }
            }
            text.push_str(&piece);
            text.push_str(if roll(3) == 0 { "\n" } else { "\n\n" });
        }
        course = course.file(&format!("p{page}.md"), &text);
    }
    let built = course.build();
    assert!([0, 1].contains(&built.exit_code), "{}", built.said);
    for page in 0..300 {
        let html = built.text(&format!("p{page}.html"));
        assert_eq!(
            crate::support::misnested(&html),
            None,
            "p{page}:\n{}",
            fs::read_to_string(course.course().join(format!("p{page}.md"))).unwrap()
        );
    }
}
