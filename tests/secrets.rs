//! Holds that no output contains hidden text: every way to hide, times every misspelling of it, times every output.
//!
//! Each row of [`rows`] is a page, or a part of one, that its author hid correctly or incorrectly; its text contains a unique
//! marker (`zq017qz`). All rows are pages of one course, so that a leak through another page, the glossary, the search or a
//! listing is found too. A new way to hide is one more row. [`settings`] covers pages that settings hide.

mod settings;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use base64::Engine;

use crate::pack::unpacked;
use crate::support::{CourseTest, contents};

/// The outputs in which a row may appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Hidden in every output: builds, packages, the preview.
    Draft,
    /// For instructors, or ambiguous: shown only to the author, in the preview.
    Withheld,
    /// Published: nothing hides it.
    Shown,
}

/// A page, with `SECRET` where the secret text goes.
struct Row {
    text: String,
    fate: Fate,
}

/// Returns the marker of a row.
fn marker(row: usize) -> String {
    format!("zq{row:03}qz")
}

/// Returns a text with a marker in every form that other parts of the site repeat.
fn secret(row: usize) -> String {
    let word = marker(row);
    format!(
        "# Title {word}\n\nText {word}, then `{word}` and ![{word}](img_{word}.png).\n\n## Heading {word}\n\n```mermaid\n\
         graph LR\n  A[{word}] --> B[b]\n```\n\n```python\n{word} = 1\n```\n\n- [ ] do {word}\n\n## Keywords\n\n\
         - **{word}**: the word {word}\n\n## Review questions\n\n- What is {word}?\n"
    )
}

/// Heads of files that hide the page below them, or were meant to.
const DRAFTS: [(&str, Fate); 90] = [
    ("---\ndraft: true\n---\n", Fate::Draft),
    ("+++\ndraft = true\n+++\n", Fate::Draft),
    ("---\nDraft: true\n---\n", Fate::Draft),
    ("---\nDRAFT: TRUE\n---\n", Fate::Draft),
    ("---\ndraft: \"true\"\n---\n", Fate::Draft),
    ("---\ndraft: \"yes\"\n---\n", Fate::Draft),
    ("---\ndraft: on\n---\n", Fate::Draft),
    ("---\ndraft: 1\n---\n", Fate::Draft),
    ("---\nis_draft: true\n---\n", Fate::Draft),
    ("---\npublished: false\n---\n", Fate::Draft),
    ("---\npublish: no\n---\n", Fate::Draft),
    ("---\nhidden: true\n---\n", Fate::Draft),
    ("---\nprivate: true\n---\n", Fate::Draft),
    ("---\nunlisted: true\n---\n", Fate::Draft),
    ("---\nstatus: draft\n---\n", Fate::Draft),
    ("---\n초안: true\n---\n", Fate::Draft),
    ("---\n# of this page\ndraft: true\n---\n", Fate::Draft),
    ("---\n{\"draft\": true}\n---\n", Fate::Draft),
    ("---  \ndraft: true\n---\t\n", Fate::Draft),
    ("---\ndraft: true\n...\n", Fate::Draft),
    ("---\ntitle: Quiz: answers\ndraft: true\n---\n", Fate::Withheld),
    ("---\ntitle: \"open\ndraft: true\n---\n", Fate::Withheld),
    ("---\ndraft: maybe\n---\n", Fate::Withheld),
    ("---\ndraft:\n---\n", Fate::Withheld),
    ("---\ndraft: [true\n---\n", Fate::Withheld),
    ("---\ndarft: true\n---\n", Fate::Withheld),
    ("---\npublised: false\n---\n", Fate::Withheld),
    ("---\ndraft:true\n---\n", Fate::Withheld),
    ("---\ndraft： true\n---\n", Fate::Withheld),
    ("---\ndraft = true\n---\n", Fate::Withheld),
    ("---\n\tdraft: true\n---\n", Fate::Withheld),
    ("---\ntitle: x\n  draft: true\n---\n", Fate::Withheld),
    ("---\ndraft: true\ndraft: false\n---\n", Fate::Withheld),
    ("---\ndraft: true\n\n", Fate::Withheld),
    ("---\ntitle: never closed\n\n", Fate::Withheld),
    ("---\ndraft: true\n----\n", Fate::Withheld),
    ("---\ndraft: true\n --- \n", Fate::Withheld),
    ("\n---\ndraft: true\n---\n", Fate::Withheld),
    (" ---\ndraft: true\n---\n", Fate::Withheld),
    ("----\ndraft: true\n----\n", Fate::Withheld),
    ("———\ndraft: true\n———\n", Fate::Withheld),
    ("+++\ndraft: true\n+++\n", Fate::Withheld),
    ("+++\ndraft = true\n---\n", Fate::Withheld),
    ("draft: true\n---\n", Fate::Withheld),
    ("---\n{title: x, draft: true}\n---\n", Fate::Draft),
    ("---\nvisible: false\n---\n", Fate::Draft),
    ("---\nvisibility: private\n---\n", Fate::Draft),
    ("---\npublic: false\n---\n", Fate::Draft),
    ("---\ndg-publish: false\n---\n", Fate::Draft),
    ("---\n공개: 아니요\n---\n", Fate::Draft),
    ("---\n草稿: 是\n---\n", Fate::Draft),
    ("---\nauthor:\n  name: Kim\n  draft: true\n---\n", Fate::Withheld),
    ("+++\n[params]\ndraft = true\n+++\n", Fate::Withheld),
    ("---yaml\ndraft: true\n---\n", Fate::Withheld),
    ("--- # of this page\ndraft: true\n---\n", Fate::Withheld),
    (";;;\ndraft: true\n;;;\n", Fate::Withheld),
    ("{\n  \"title\": \"x\",\n  \"draft\": true\n}\n", Fate::Withheld),
    ("<!-- of the exam -->\n---\ndraft: true\n---\n", Fate::Withheld),
    ("# Exam\n---\ndraft: true\n---\n", Fate::Withheld),
    ("---\ndescription: a <!-- instructor --> b <!-- /instructor -->\n---\n", Fate::Withheld),
    ("---\nexclude: true\n---\n", Fate::Draft),
    ("---\nstatus: wip, not to be published\n---\n", Fate::Draft),
    ("---\nstatus: not published yet\n---\n", Fate::Draft),
    ("---\n상태: 작성 중, 공개 금지\n---\n", Fate::Draft),
    ("---\nnote: do not publish before the exam\n---\n", Fate::Draft),
    ("---\n메모: 시험 전에는 배포 금지\n---\n", Fate::Draft),
    ("---\npublish: never\n---\n", Fate::Withheld),
    ("---\npublish: later\n---\n", Fate::Withheld),
    ("---\ndo_not_publish: true\n---\n", Fate::Draft),
    ("---\nunpublish: true\n---\n", Fate::Draft),
    ("---\nsecret: true\n---\n", Fate::Draft),
    ("---\n비밀: 예\n---\n", Fate::Draft),
    ("---\nheadless: true\n---\n", Fate::Draft),
    ("---\nbuild:\n  render: never\n---\n", Fate::Draft),
    ("---\nbuild: {render: false}\n---\n", Fate::Draft),
    ("+++\nrender = false\n+++\n", Fate::Draft),
    ("---\npermalink: false\n---\n", Fate::Draft),
    ("---\npublishDate: 2999-01-01\n---\n", Fate::Draft),
    ("---\npublishDate: 2999-01-01T09:00:00+09:00\n---\n", Fate::Draft),
    ("+++\npublishDate = 2999-01-01T09:00:00Z\n+++\n", Fate::Draft),
    ("---\npublished: 2999-01-01\n---\n", Fate::Draft),
    ("---\nembargo: Dec 20, 2999\n---\n", Fate::Draft),
    ("---\n공개일: 2999년 12월 20일\n---\n", Fate::Draft),
    ("---\npublishDate: after the exam\n---\n", Fate::Withheld),
    ("---\nexpiryDate: 2001-01-01\n---\n", Fate::Draft),
    ("+++\nexpiryDate = 2001-01-01\n+++\n", Fate::Draft),
    ("---\nexpires: Jan 2001\n---\n", Fate::Draft),
    ("---\naccess: private\n---\n", Fate::Draft),
    ("\n---\nexclude: true\n---\n", Fate::Withheld),
    ("---\npublishDate: 2999-01-01\n\n", Fate::Withheld),
];

/// Heads of files that mark the page below them as for instructors or as released later, or were meant to.
const AUDIENCES: [&str; 47] = [
    "---\naudience: instructor\n---\n",
    "---\nAudience: Instructors\n---\n",
    "---\naudience: [instructor]\n---\n",
    "---\naudience:\n  - instructor\n---\n",
    "---\naudience: \"강사\"\n---\n",
    "---\naudience: 강사용\n---\n",
    "---\n대상: 강사\n---\n",
    "+++\naudience = \"teacher\"\n+++\n",
    "---\naudience: instructor-only\n---\n",
    "---\naudience: instructors, tutors\n---\n",
    "---\naudience: instuctor\n---\n",
    "---\naudiance: instructor\n---\n",
    "---\naudience: instructor\nbroken: \"open\n---\n",
    "---\naudience = instructor\n---\n",
    "---\naudience: instructor\n\n",
    "audience: instructor\n---\n",
    "\u{200b}---\naudience: instructor\n---\n",
    "---\naudience: all instructors\n---\n",
    "---\naudience: instructors only, not for students\n---\n",
    "---\n대상: 강사만, 학생 제외\n---\n",
    "---\naudience: TA\n---\n",
    "---\nmeta:\n  audience: instructor\n---\n",
    "---\nfor: instructors\n---\n",
    "---\n독자: 강사\n---\n",
    "---\nreaders: [instructors]\n---\n",
    "---\ntarget_audience: teachers only\n---\n",
    "---\nvisibility: instructors\n---\n",
    "---\ninstructor-only: true\n---\n",
    "---\n강사용: 예\n---\n",
    "---\nfor: instuctors\n---\n",
    "---\nrelease: 2999-01-01\n---\n",
    "---\nrelease: \"2999-01-01 18:00\"\n---\n",
    "---\nrelease: 2999-01-01T18:00:00+09:00\n---\n",
    "+++\nrelease = 2999-01-01T18:00:00Z\n+++\n",
    "---\nRelease: 2999-01-01\n---\n",
    "---\nrelease: week_99\n---\n",
    "---\nrelease: 3/9 18:00\n---\n",
    "---\nrelease: 2001-01-01 18:00 KST\n---\n",
    "---\nrelease: after the exam\n---\n",
    "---\nrelease:\n---\n",
    "---\nrelease: [2001-01-01]\n---\n",
    "---\nrelese: 2001-01-01\n---\n",
    "---\nrelease = 2001-01-01\n---\n",
    "---\nrelease: 2999-01-01\n\n",
    "\n---\nrelease: 2999-01-01\n---\n",
    "release: 2999-01-01\n---\n",
    "---\nrelease: 2001-01-01 <!-- release 2001-01-01 -->\n---\n",
];

/// Parts of pages that are for instructors or released later, or were meant to be.
const PARTS: [&str; 65] = [
    "<!-- instructor -->\nSECRET\n<!-- /instructor -->\n",
    "<!--instructor-->\nSECRET\n<!--/instructor-->\n",
    "<!-- INSTRUCTOR -->\nSECRET\n<!-- /Instructors -->\n",
    "<!-- 강사 -->\nSECRET\n<!-- /강사 -->\n",
    "<!-- 강사용 -->\nSECRET\n<!-- /강사용 -->\n",
    "<!-- teacher -->\nSECRET\n<!-- /teacher -->\n",
    "<!--\ninstructor\n-->\nSECRET\n<!-- /instructor -->\n",
    "<!-- instructor -->\nSECRET\n",
    "<!-- instructor -->\nSECRET\n<!-- instructor -->\n",
    "<!-- instructor -->\nSECRET\n<!-- /instuctor -->\n",
    "<!-- instructor -->\nSECRET\n<!-- end instructor -->\n",
    "<!-- instuctor -->\nSECRET\n<!-- /instructor -->\n",
    "<!-- instructer -->\nSECRET\n<!-- /instructer -->\n",
    "<!-- insrtuctors -->\nSECRET\n",
    "<!-- instructor only -->\nSECRET\n<!-- /instructor only -->\n",
    "<!-- begin instructor -->\nSECRET\n<!-- end instructor -->\n",
    "<!-- for instructors: -->\nSECRET\n",
    "<!- instructor -->\nSECRET\n<!-- /instructor -->\n",
    "<-- instructor -->\nSECRET\n<-- /instructor -->\n",
    "<!— instructor —>\nSECRET\n<!— /instructor —>\n",
    "<! instructor>\nSECRET\n",
    "Text <!-- instructor\n\nSECRET\n\n<!-- /instructor -->\n",
    "<!-- instructor\n\nSECRET\n",
    "    <!-- instructor -->\n\nSECRET\n\n    <!-- /instructor -->\n",
    "\t<!-- instructor -->\n\nSECRET\n",
    "```text\nnever closed\n\n<!-- instructor -->\n\nSECRET\n",
    "> quoted\n\n<!-- instructor -->\n\nSECRET\n\n> <!-- /instructor -->\n",
    "QUOTED [!INSTRUCTOR]",
    "QUOTED [!instructors]",
    "QUOTED [!강사]",
    "QUOTED [! INSTRUCTOR ]",
    "QUOTED [!INSTUCTOR]",
    "QUOTED [！INSTRUCTOR]",
    "QUOTED [INSTRUCTOR]",
    "QUOTED first line\n> [!INSTRUCTOR]",
    "[!INSTRUCTOR]\nSECRET\n",
    "::: instructor\nSECRET\n:::\n",
    ":::{.instructor-note}\n\nSECRET\n\n::: tip\nSECRET\n:::\n\nSECRET\n\n:::\n",
    "::::: instructor\nSECRET\n",
    "INDENTED !!! instructor \"Title\"",
    "INDENTED ??? 강사용",
    "<div class=\"instructor\">\n\nSECRET\n\n</div>\n",
    "<details class=\"note instructor-only\">\n<summary>Answer</summary>\n\nSECRET\n\n</details>\n",
    "<div class='instructor'>\n\n<div>\n\nSECRET\n\n</div>\n\nSECRET\n\n</div>\n",
    "<section\n  class=\"instructor\">\n\nSECRET\n\n</section>\n",
    "<div class=\"instructor\">\n\nSECRET\n",
    "<!-- release 2999-01-01 -->\nSECRET\n<!-- /release -->\n",
    "<!--release:2999-01-01 18:00-->\nSECRET\n<!--/RELEASE-->\n",
    "<!-- 공개 2999년 1월 1일 오후 6시 -->\nSECRET\n<!-- /공개 -->\n",
    "<!-- release 2999-01-01 -->\nSECRET\n",
    "<!-- release 2999-01-01 -->\nSECRET\n<!-- /relese -->\n",
    "<!-- relase 2999-01-01 -->\nSECRET\n<!-- /release -->\n",
    "<!-- release 3/9 -->\nSECRET\n<!-- /release -->\n",
    "<!-- release week_99 -->\nSECRET\n<!-- /release -->\n",
    "<!-- release 2001-13-01 -->\nSECRET\n<!-- /release -->\n",
    "<!-- release 2001-01-01 18:00 KST -->\nSECRET\n<!-- /release -->\n",
    "<!-- release on Monday 9 March -->\nSECRET\n<!-- /release -->\n",
    "<!-- release -->\nSECRET\n<!-- /release -->\n",
    "SECRET\n<!-- /release -->\n",
    "<!- release 2999-01-01 ->\nSECRET\n",
    "<!-- release 2001-01-01 -->\n<!-- release 2999-01-01 -->\nSECRET\n<!-- /release -->\n<!-- /release -->\n",
    "<!-- release 2999-01-01 -->\n<!-- release 2001-01-01 -->\nSECRET\n<!-- /release -->\n<!-- /release -->\n",
    "Text <!-- release 2999-01-01 -->WORD<!-- /release --> and more.\n",
    "> <!-- release 2999-01-01 -->\n> WORD\n> <!-- /release -->\n",
    "```text\nnever closed\n\n<!-- release 2999-01-01 -->\n\nSECRET\n",
];

/// Comments of authors, which are never published. `WORD` is a secret word: HTML comments end at the first `-->`.
const COMMENTS: [&str; 26] = [
    "%%\nSECRET\n%%\n",
    "%%\n\nSECRET\n\n%%\n",
    "Text %%WORD%% and more.\n",
    "본문%%WORD%%입니다.\n",
    "Text %% WORD\nWORD %% and more.\n",
    "> %%\n> WORD\n> %%\n",
    "- item %%WORD%%\n",
    "## Heading %%WORD%%\n",
    "| a | b |\n|---|---|\n| c | %%WORD%% |\n",
    "{% comment %}\nSECRET\n{% endcomment %}\n",
    "{%- comment -%}SECRET{%- endcomment -%}\n",
    "{% comment %}\nSECRET\n",
    "{{% comment %}}\nSECRET\n{{% /comment %}}\n",
    "{{< comment >}}\nSECRET\n{{< /comment >}}\n",
    "{# WORD\nWORD #}\n",
    "<!-- WORD -->\n",
    "<!--\nWORD\n\nWORD\n-->\n",
    "Text <!-- WORD --> and more.\n",
    "## Heading <!-- WORD -->\n",
    "- item\n  <!-- WORD -->\n",
    "| a | b |\n|---|---|\n| c | <!-- WORD --> |\n",
    "<div>\n<!-- WORD -->\n<p>Text <!-- WORD --></p>\n</div>\n",
    "## Keywords\n\n- **Open**: a word <!-- WORD --> of the course\n",
    "<details><summary>Open <!-- WORD --></summary>\n\nText\n\n</details>\n",
    "[//]: # (WORD)\n",
    "[comment]: <> (WORD)\n",
];

/// Published pages that a rule for hidden ones could mistake for hidden.
const SHOWN: [&str; 25] = [
    "SECRET",
    "---\n\n# Slide\n\nDraft: the first of three\n\n---\n\nSECRET",
    "---\nNote: a rule stands above\n\nSECRET",
    "---\ntitle: A title\ndraft: false\n---\n\nSECRET",
    "---\npublisher: A Press\naudience: developers\nstatus: done\n---\n\nSECRET",
    "---\naudience: [students, instructors]\n---\n\nSECRET",
    "<!-- instructions -->\n\nSECRET",
    "<!-- ask the instructor -->\n\nSECRET",
    "---\nAgenda: three parts\n\n- one\n- two\n\n---\n\nSECRET",
    "---\npublished: Nov 21, 2023\ncreated: {{date}}\n---\n\nSECRET",
    "---\n대상: 강사와 학생들\n---\n\nSECRET",
    "> [강사](https://example.org/) 소개\n\nSECRET",
    "`<!-- instructor -->` in code\n\n```md\n<!-- instructor -->\n```\n\nSECRET",
    "It grew by 100%% and by 200%%.\n\nSECRET\n\nBy 300%%.",
    "```text\n%%\n{% comment %}\n::: instructor\n```\n\nSECRET\n\n%%%",
    "%%\n\nSECRET\n\nThe signs above are never closed.",
    "<div class=\"instructor-photo\">Kim</div>\n\nSECRET",
    "---\nfor: beginners\npublishDate: 2001-01-01\nexpiryDate: 2999-01-01\n---\n\nSECRET",
    "---\nexclude: [search]\nhide: [toc]\npermalink: /a/\ninstructor: Kim\n---\n\nSECRET",
    "---\ndate: 2999-01-01\nexpires: never\nnav_exclude: true\n---\n\nSECRET",
    "+++\npublished = 2001-01-01\n+++\n\nSECRET",
    "---\nrelease: 2001-01-01\n---\n\nSECRET",
    "---\nrelease: true\nreleased: 2999-01-01\n---\n\nSECRET",
    "<!-- release 2001-01-01 18:00 -->\n\nSECRET\n\n<!-- /release -->",
    "<!-- release notes of 2999-01-01 -->\n\n<!-- release -->\n\nSECRET",
];

/// Returns every row of the course.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let page = |head: &str| format!("{head}\nSECRET");
    rows.extend(DRAFTS.iter().map(|(head, fate)| Row { text: page(head), fate: *fate }));
    rows.extend(AUDIENCES.iter().map(|head| Row { text: page(head), fate: Fate::Withheld }));
    rows.extend(PARTS.iter().map(|part| Row { text: format!("# Open page\n\n{part}"), fate: Fate::Withheld }));
    rows.extend(COMMENTS.iter().map(|part| Row { text: format!("# Open page\n\n{part}"), fate: Fate::Draft }));
    rows.extend(SHOWN.iter().map(|text| Row { text: (*text).to_owned(), fate: Fate::Shown }));
    rows
}

/// Returns the text of a row with its secret.
fn written(row: &Row, number: usize) -> String {
    let secret = secret(number);
    let below = |sign: &str| secret.lines().map(|line| format!("{sign}{line}\n")).collect::<String>();
    if let Some((before, mark)) = row.text.split_once("QUOTED ") {
        return format!("{before}> {mark}\n>\n{}", below("> "));
    }
    if let Some((before, mark)) = row.text.split_once("INDENTED ") {
        return format!("{before}{mark}\n\n{}", below("    "));
    }
    row.text.replace("SECRET", &secret).replace("WORD", &marker(number))
}

/// Returns a course with a page for each row; `change` is applied to every text. The home page links all of them, and their
/// folder.
fn course(rows: &[Row], change: impl Fn(&str) -> String) -> CourseTest {
    let mut front = String::from("# Course\n\n[All](week_01/)\n\n");
    let mut test = CourseTest::new();
    for (number, row) in rows.iter().enumerate() {
        writeln!(front, "- [Page {number}](week_01/day_{number}.md)").unwrap();
        let image = format!("week_01/img_{}.png", marker(number));
        test = test
            .bytes(&format!("week_01/day_{number}.md"), change(&written(row, number)).as_bytes())
            .bytes(&image, include_bytes!("pages/dot.png"));
    }
    // A calendar, so that there is a `course.ics`.
    test.file("README.md", &front).file("seodang.toml", "[calendar]\nstart = 2026-03-02\n")
}

type Files = Vec<(String, Vec<u8>)>;

/// A change of every text, with its name.
type Change = (&'static str, fn(&str) -> String);

/// Returns the files of a package that is a folder, with the contents of the `data:` URLs in them.
fn documents(folder: &Path) -> Files {
    let mut files = contents(folder);
    for (name, bytes) in contents(folder) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for data in text.split(";base64,").skip(1) {
            let end = data.find(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c))).unwrap_or(data.len());
            if let Ok(inner) = base64::engine::general_purpose::STANDARD.decode(&data[..end]) {
                files.push((format!("{name} (data)"), inner));
            }
        }
    }
    files
}

/// Publishes a course in every form; returns the name, the exit code and the written files of each.
fn published(test: &CourseTest) -> Vec<(&'static str, i32, Files)> {
    let archive = |path: &Path| if path.exists() { unpacked(path) } else { Vec::new() };
    let build = test.build_into("site", &[]);
    let zip = test.run(&["pack", "sample", "-o", "a.zip"], "a.zip");
    let book = test.run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub");
    let one = test.run(&["pack", "sample", "--single-file=course", "-o", "one"], "one");
    vec![
        ("build", build.exit_code, contents(&build.output)),
        ("zip", zip.exit_code, archive(&zip.output)),
        ("epub", book.exit_code, archive(&book.output)),
        ("single file", one.exit_code, documents(&one.output)),
    ]
}

/// Returns every row whose marker is in some file, with the first such file.
fn found(files: &Files) -> BTreeMap<usize, String> {
    let mut found = BTreeMap::new();
    for (name, bytes) in files {
        // Calendars fold long lines (RFC 5545, 3.1).
        let text = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase().replace("\r\n ", "");
        for (at, _) in text.match_indices("zq") {
            let number = text.get(at + 2..at + 7).and_then(|rest| rest.strip_suffix("qz")).and_then(|n| n.parse().ok());
            if let Some(number) = number {
                found.entry(number).or_insert_with(|| name.clone());
            }
        }
    }
    found
}

/// Compares the found rows with the fate of each row.
fn assert_fates(form: &str, rows: &[Row], found: &BTreeMap<usize, String>, may_show: impl Fn(Fate) -> bool) {
    let mut wrong = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        match (found.get(&number), row.fate) {
            (Some(file), fate) if !may_show(fate) => wrong.push(format!("{number} leaks in {file}: {:?}", row.text)),
            (None, Fate::Shown) => wrong.push(format!("{number} is missing: {:?}", row.text)),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{form}:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_hidden_is_published() {
    let rows = rows();
    let changes: [Change; 3] = [
        ("as it is", str::to_owned),
        ("from Windows", |text| text.replace('\n', "\r\n")),
        ("with a byte order mark", |text| format!("\u{feff}{text}")),
    ];
    for (change, apply) in changes {
        let test = course(&rows, apply);
        for (form, code, files) in published(&test) {
            assert_eq!(code, 1, "{form}, {change}: what cannot be read is an error");
            assert_fates(&format!("{form}, {change}"), &rows, &found(&files), |fate| fate == Fate::Shown);
        }
    }
}

#[test]
fn what_is_open_is_found_in_every_form() {
    let rows = rows();
    let test = course(&rows, str::to_owned);
    let built = test.build_into("site", &["--base-url", "https://example.org"]);
    let files = contents(&built.output);
    let shown = |number: &usize| rows[*number].fate == Fate::Shown;
    for form in
        ["week_01/index.html", "course.ics", "glossary.html", "terms.csv", "terms.json", "terms-anki.tsv", "cards.html"]
    {
        let file = files.iter().find(|(name, _)| name == form).unwrap_or_else(|| panic!("{form} is not written"));
        assert!(found(&vec![file.clone()]).keys().any(shown), "{form} holds no open word: a leak would not be seen");
    }
    let search: Files =
        files.iter().filter(|(name, _)| name.contains("search") && name.ends_with(".js")).cloned().collect();
    assert!(found(&search).keys().any(shown), "the search data holds no open word");
    assert_fates("build for the web", &rows, &found(&files), |fate| fate == Fate::Shown);
}

#[test]
#[ignore = "needs Chromium and pdftotext (see tests/README.md)"]
fn nothing_hidden_is_printed() {
    let rows = rows();
    let test = course(&rows, str::to_owned);
    let run = test.run(&["pack", "sample", "--pdf=course", "-o", "paper"], "paper");
    assert_eq!(run.exit_code, 1, "what cannot be read is an error: {}", run.said);
    let papers = contents(&run.output);
    assert!(!papers.is_empty(), "{}", run.said);
    let text = |(name, _): &(String, Vec<u8>)| {
        let read = Command::new("pdftotext").arg(run.output.join(name)).arg("-").output().expect("pdftotext reads it");
        // A line may be broken within a marker.
        (name.clone(), String::from_utf8_lossy(&read.stdout).replace(['\n', '-'], "").into_bytes())
    };
    let mut files: Files = papers.iter().map(text).collect();
    // Titles, outlines and addresses that the file contains verbatim.
    files.extend(papers);
    assert_fates("pdf", &rows, &found(&files), |fate| fate == Fate::Shown);
}

#[test]
fn instructors_get_no_drafts_and_nothing_that_cannot_be_read() {
    let rows = rows();
    let test = course(&rows, str::to_owned);
    let built = test.build_into("site", &["--audience", "instructor"]);
    let found = found(&contents(&built.output));
    let first_part = DRAFTS.len() + AUDIENCES.len();
    assert!(found.contains_key(&first_part), "parts for instructors stay in");
    assert!(found.contains_key(&DRAFTS.len()), "pages for instructors stay in");
    let leaks: Vec<&usize> = found.keys().filter(|number| **number < DRAFTS.len()).collect();
    assert_eq!(leaks, Vec::<&usize>::new());
}

#[test]
fn the_preview_shows_no_drafts() {
    let rows = rows();
    let test = course(&rows, str::to_owned);
    let site = test.build_into("site", &["--audience", "instructor"]);
    let preview = test.serve();
    preview.rest();
    let mut targets: Vec<String> = contents(&site.output).into_iter().map(|(name, _)| name).collect();
    for number in 0..rows.len() {
        targets.extend(["html", "md", "md.html"].map(|extension| format!("week_01/day_{number}.{extension}")));
    }
    let is_text = |name: &String| !name.contains(".woff");
    let answers = targets.into_iter().filter(is_text).map(|name| {
        let answer = preview.get(&format!("/{name}"));
        // The answer repeats an address that is not found.
        let body = if answer.status == 200 { answer.body } else { Vec::new() };
        (format!("/{name}").replace("zq", ""), body)
    });
    assert_fates("preview", &rows, &found(&answers.collect()), |fate| fate != Fate::Draft);
}
