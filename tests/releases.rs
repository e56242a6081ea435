//! Holds that nothing is published before its time, in no output, and all of it from then on.

use std::collections::BTreeSet;

use crate::pack::unpacked;
use crate::support::{CourseTest, contents};

/// Returns a text with a marker in every form that other parts of the site repeat.
fn secret(word: &str) -> String {
    format!(
        "Text {word}, then ![{word}](img_{word}.png) and [a file](file_{word}.txt).\n\n## Heading {word}\n\n```mermaid\ngraph LR\n  \
         A[{word}] --> B[b]\n```\n\n```python\n{word} = 1\n```\n\n- [ ] do {word}\n\n## Keywords\n\n- **{word}**: the word \
         {word}\n\n## Quiz\n\n1. What is {word}?\n   - [x] yes {word}\n   - [ ] no\n"
    )
}

/// The markers of the course, each with the first moment at which it is published, on the clock of Seoul.
const MARKERS: [(&str, &str); 8] = [
    ("zqpage", "2026-03-09 18:00"),
    ("zqfolder", "2026-03-16 00:00"),
    ("zqbeside", "2026-03-16 00:00"),
    ("zqpart", "2026-03-10 09:30"),
    ("zqinner", "2026-03-11 00:00"),
    ("zqwords", "2026-03-12 00:00"),
    ("zqsnippet", "2026-03-13 00:00"),
    ("zqoffset", "2026-03-14 03:00"),
];

/// Returns a course in which each marker stands in a text that is released later.
fn course() -> CourseTest {
    let mut test = CourseTest::new()
        .file("seodang.toml", "time-zone = \"Asia/Seoul\"\n[calendar]\nstart = 2026-03-09\n[calendar.dates]\n\"week_02\" = 2026-03-16\n")
        .file("README.md", "# Course\n\n[Week 2](week_02/) · [page](week_01/day_1/page.md) · [all](week_01/day_1/)\n")
        .file("week_01/README.md", "# Week 1\n\nOpen words.\n")
        .file("week_01/day_1/README.md", "# Day 1\n")
        .file("week_01/day_1/page.md", &format!("---\nrelease: 2026-03-09 18:00\n---\n# Title zqpage\n\n{}", secret("zqpage")))
        .file(
            "week_01/day_1/parts.md",
            &format!(
                "# Open page\n\nOpen text.\n\n<!-- release 2026-03-10 09:30 -->\n\n{}\n<!-- release 2026-03-11 -->\n\n{}\n<!-- /release \
                 -->\n\n<!-- /release -->\n\nSome <!-- release 2026년 3월 12일 -->zqwords <!-- /release -->words.\n\n```python\n# \
                 include\n```\n\n{{{{#include _snippet.html}}}}\n",
                secret("zqpart"),
                secret("zqinner")
            ),
        )
        .file("week_01/day_1/_snippet.html", "<p>Open snippet</p>\n<!-- release 2026-03-13 -->\n<p>zqsnippet</p>\n<!-- /release -->\n")
        .file("week_01/day_1/offset.md", "---\nrelease: 2026-03-13T18:00:00Z\n---\n# Title zqoffset\n\nText zqoffset.\n")
        .file("week_02/README.md", &format!("---\nrelease: week_02\n---\n# Week 2 zqfolder\n\n{}", secret("zqfolder")))
        .file("week_02/day_1/session_1.md", &format!("# Session zqbeside\n\n{}", secret("zqbeside")));
    for (folder, word) in [
        ("week_01/day_1", "zqpage"),
        ("week_01/day_1", "zqpart"),
        ("week_01/day_1", "zqinner"),
        ("week_02", "zqfolder"),
        ("week_02/day_1", "zqbeside"),
    ] {
        test = test
            .bytes(&format!("{folder}/img_{word}.png"), include_bytes!("pages/dot.png"))
            .file(&format!("{folder}/file_{word}.txt"), &format!("content {word}\n"));
    }
    test
}

/// Returns the markers that some files hold, in their names or contents.
fn found(files: &[(String, Vec<u8>)]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (name, bytes) in files {
        let text = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase().replace("\r\n ", "");
        found.extend(MARKERS.iter().map(|(word, _)| *word).filter(|word| text.contains(word)));
    }
    found
}

/// Returns the markers that are published from a moment on.
fn due(moment: &str) -> BTreeSet<&'static str> {
    MARKERS.iter().filter(|(_, time)| *time <= moment).map(|(word, _)| *word).collect()
}

#[test]
fn nothing_leaks_before_and_all_is_there_after() {
    let test = course();
    // A minute before each moment, and at it.
    let moments = [
        "2026-03-08 12:00",
        "2026-03-09 17:59",
        "2026-03-09 18:00",
        "2026-03-10 09:30",
        "2026-03-10 23:59",
        "2026-03-12 00:00",
        "2026-03-13 00:00",
        "2026-03-14 02:59",
        "2026-03-14 03:00",
        "2026-03-15 23:59",
        "2026-03-16 00:00",
    ];
    for moment in moments {
        // One folder for all builds: an earlier site must not be taken for a later one.
        let built = test.build_into("site", &["--as-of", moment]).ok();
        assert_eq!(found(&contents(&built.output)), due(moment), "build as of {moment}");
    }
    let built = test.build_into("site", &["--as-of", "2026-03-08"]).ok();
    assert_eq!(found(&contents(&built.output)), BTreeSet::new(), "back in time");
    for moment in ["2026-03-08", "2026-03-12 00:00", "2026-03-16 00:00"] {
        for (words, out) in [
            (["pack", "sample", "-o", "a.zip"].as_slice(), "a.zip"),
            (["pack", "sample", "--epub", "-o", "a.epub"].as_slice(), "a.epub"),
            (["pack", "sample", "--single-file=course", "-o", "one"].as_slice(), "one"),
        ] {
            let run = test.run(&[words, &["--as-of", moment]].concat(), out).ok();
            let files = if out == "one" { contents(&run.output) } else { unpacked(&run.output) };
            assert_eq!(found(&files), due(&format!("{moment} 00:00")[..16]), "{words:?} as of {moment}");
        }
    }
}

#[test]
fn the_next_release_is_stated() {
    let test = course();
    let before = test.build_with(&["--as-of", "2026-03-08"]).ok();
    assert!(before.said.contains("next release: 2026-03-09 18:00 (Asia/Seoul)"), "{}", before.said);
    // The page, the page at an offset, and two of week 2; the parts of its pages.
    assert!(before.said.contains("4 pages and 3 parts not released yet"), "{}", before.said);
    let json = |moment: &str| -> serde_json::Value {
        let run = test.command(&["build", "sample", "-o", "public", "--json", "--as-of", moment]).output().unwrap();
        serde_json::from_slice(&run.stdout).unwrap()
    };
    for (moment, expected) in [
        ("2026-03-08", "2026-03-09T18:00:00+09:00"),
        ("2026-03-09 18:00", "2026-03-10T09:30:00+09:00"),
        ("2026-03-12", "2026-03-13T00:00:00+09:00"),
        ("2026-03-13 12:00", "2026-03-14T03:00:00+09:00"),
        ("2026-03-15", "2026-03-16T00:00:00+09:00"),
    ] {
        assert_eq!(json(moment)["next_release"], expected, "as of {moment}");
    }
    let last = json("2026-03-16");
    assert_eq!((&last["next_release"], &last["unreleased_pages"]), (&serde_json::Value::Null, &0.into()));
    let after = test.build_with(&["--as-of", "2026-03-16"]).ok();
    assert!(!after.said.contains("release"), "{}", after.said);
}

#[test]
fn an_unchanged_course_is_built_anew_when_a_release_has_come() {
    let test = CourseTest::of("---\nrelease: 2026-03-09\n---\n# Page\n\nzqpage\n").file("README.md", "# Course\n");
    let build = |moment: &str| test.build_with(&["--as-of", moment]).ok().files();
    assert!(!build("2026-03-08").contains(&"page.html".to_owned()));
    assert!(!build("2026-03-08").contains(&"page.html".to_owned()));
    assert!(build("2026-03-09").contains(&"page.html".to_owned()));
    // Without `--as-of` the clock counts, which is after that day; and the day of a release may be far.
    assert!(test.build().ok().files().contains(&"page.html".to_owned()));
    test.edit("page.md", "---\nrelease: 2999-03-09\n---\n# Page\n");
    assert!(!test.build().ok().files().contains(&"page.html".to_owned()));
}

#[test]
fn a_folder_whose_page_cannot_be_read_stays_back() {
    for head in [
        "---\nrelease: week_9\n---\n",
        "---\nrelease: soon\n---\n",
        "---\nrelease:\n---\n",
        "---\nrelease: 2999-01-01\ntitle: \"open\n---\n",
        "---\nrelese: 2999-01-01\n---\n",
        "---\nrelease: 2999-01-01\n\n",
    ] {
        let test = CourseTest::new()
            .file("README.md", "# Course\n")
            .file("week_02/README.md", &format!("{head}# Week 2\n"))
            .file("week_02/answers.md", "# Answers\n\nzqpage\n");
        let built = test.build();
        assert_eq!(built.exit_code, 1, "{head}: {}", built.said);
        assert_eq!(found(&contents(&built.output)), BTreeSet::new(), "{head}");
    }
    let test = CourseTest::new()
        .file("README.md", "# Course\n")
        .file("week_02.md", "---\nrelease: 2999-01-01\n---\n# Week 2\n")
        .file("week_02/answers.md", "# Answers\n\nzqpage\n");
    assert_eq!(found(&contents(&test.build().ok().output)), BTreeSet::new(), "a page beside its folder");
}

#[test]
fn the_preview_and_instructors_get_all_with_labels() {
    let test = course();
    let built = test.build_with(&["--audience", "instructor"]).ok();
    assert_eq!(found(&contents(&built.output)).len(), MARKERS.len());
    let labels = |page: &str| -> Vec<String> {
        let page = built.page(page);
        let all = page.elements("p").into_iter().chain(page.elements("span"));
        all.filter(|label| label.has_class("instructors-label")).map(|label| label.text()).collect()
    };
    assert_eq!(labels("week_01/day_1/page.html"), ["Released: 2026-03-09 18:00"]);
    assert_eq!(labels("week_02/day_1/session_1.html"), ["Released: week_02"]);
    assert_eq!(labels("week_01/day_1/parts.html").len(), 3);
    let preview = test.serve();
    let page = preview.get("/week_01/day_1/parts.html");
    assert!(String::from_utf8_lossy(&page.body).contains("Released: 2026-03-10 09:30"));
    // Released texts carry no trace of it.
    let after = test.build_with(&["--as-of", "2026-04-01"]).ok();
    assert!(!after.text("week_01/day_1/parts.html").contains("elease"));
    assert!(!after.text("week_01/day_1/page.html").contains("Released"));
}

#[test]
fn check_reads_the_course_at_a_time() {
    let test = CourseTest::new()
        .file("README.md", "# Course\n\n[a](a.md)\n")
        .file("a.md", "---\nrelease: 2999-01-01\n---\n# A\n\n[gone](gone.md)\n");
    let all = test.run(&["check", "sample", "--format", "json"], "");
    assert_eq!(all.exit_code, 0);
    let output = |words: &[&str]| String::from_utf8(test.command(words).output().unwrap().stdout).unwrap();
    assert!(output(&["check", "sample", "--format", "json"]).contains("gone.md"), "pages that come later are checked");
    assert!(!output(&["check", "sample", "--format", "json", "--as-of", "2026-01-01"]).contains("gone.md"));
    let wrong = test.run(&["check", "sample", "--as-of", "soon"], "");
    assert_eq!(wrong.exit_code, 2);
    assert!(wrong.said.contains("is no date"), "{}", wrong.said);
}
