//! Holds the way from a page back to its source: the line of each block, and the editor that opens there.

use std::fs;

use crate::support::{CourseTest, Preview};

const PAGE: &str = "# Session 1: Lines\n\nfirst MARK3\n\n## Heading MARK5\n\n- item MARK7\n- item MARK8\n  - nested MARK9\n\n    inner paragraph MARK11\n\n| a | b |\n|---|---|\n| x | MARK15 |\n| y | MARK16 |\n\n> quoted MARK18\n>\n> - in the quote MARK20\n\n```yaml\nkey: MARK23\n```\n\nlast\nof MARK27\n\n1. one MARK29\n\n   ```sh\n   echo MARK32\n   ```\n";

/// The line that stands last before a text, as a comment of the page with lines.
fn line_before(page: &str, text: &str) -> usize {
    // What the page's head says of it is in no block.
    let (_, page) = page.split_once("<main").unwrap();
    let at = page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    let (_, comment) = page[..at].rsplit_once("<!--line ").unwrap_or_else(|| panic!("no line before {text}"));
    comment.split_once("-->").unwrap().0.parse().unwrap()
}

fn course() -> CourseTest {
    CourseTest::new().file("README.md", "# Course\n\ntext\n").file("week 1/가.md", PAGE)
}

const TARGET: &str = "/week%201/%EA%B0%80.html";

#[test]
fn every_block_knows_its_line() {
    let course = course();
    let preview = course.serve();
    let answer = preview.get("/__seodang/lines?page=%2Fweek%25201%2F%25EA%25B0%2580.html");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.text();
    for line in [3, 5, 7, 8, 9, 11, 15, 16, 18, 20, 29] {
        assert_eq!(line_before(&page, &format!("MARK{line}")), line);
    }
    // Of a block of several lines it is the first.
    for (mark, line) in [("MARK23", 22), ("MARK27", 26), ("MARK32", 31)] {
        assert_eq!(line_before(&page, mark), line, "{mark}");
    }
    assert!(!preview.get(TARGET).text().contains("<!--line"), "the page itself has none of it");
    // But for the comments it is the page: a click finds its way from the one into the other by the places of elements.
    let mut plain = String::new();
    for (number, piece) in page.split("<!--line ").enumerate() {
        plain.push_str(if number == 0 { piece } else { piece.split_once("-->").unwrap().1 });
    }
    assert_eq!(without_blanks(&plain), without_blanks(&preview.get(TARGET).page()));
    assert_eq!(preview.get("/__seodang/lines?page=/nothing.html").status, 404);
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The key that pages of the preview carry.
fn key(preview: &Preview) -> String {
    let page = preview.get("/").text();
    page.split_once("data-key=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

fn open(preview: &Preview, query: &str) -> String {
    let answer = preview.ask("POST", &format!("/__seodang/open?key={}&{query}", key(preview)), "Content-Length: 0\r\n");
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

#[cfg(unix)]
#[test]
fn the_editor_of_the_environment_is_started_at_the_line() {
    use std::os::unix::fs::PermissionsExt;
    let course = course();
    let script = course.root().join("code");
    let noted = course.root().join("noted");
    fs::write(&script, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$NOTED.part\"\nmv \"$NOTED.part\" \"$NOTED\"\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = course.serve_command(&["--port", "0"]);
    command.env("EDITOR", &script).env("NOTED", &noted);
    let preview = Preview::start(&mut command);
    assert_eq!(open(&preview, "page=%2Fweek%25201%2F%25EA%25B0%2580.html&line=9&column=3"), "{}");
    preview.until("the editor was started", |_| noted.exists());
    let file = course.course().canonicalize().unwrap().join("week 1/가.md");
    assert_eq!(fs::read_to_string(&noted).unwrap(), format!("--goto\n{}:9:3\n", file.display()));
    fs::remove_file(&noted).unwrap();
    open(&preview, "file=README.md");
    preview.until("the editor was started", |_| noted.exists());
    assert!(fs::read_to_string(&noted).unwrap().ends_with("README.md:1:1\n"));
    for query in ["file=../noted", "file=/etc/passwd", "file=nothing.md", "page=/nothing.html", ""] {
        let target = format!("/__seodang/open?key={}&{query}", key(&preview));
        assert_eq!(preview.ask("POST", &target, "Content-Length: 0\r\n").status, 404, "{query}");
    }
}

#[test]
fn the_settings_can_name_an_address_or_nothing_is_set() {
    let course = course();
    let preview = course.serve();
    let answer = open(&preview, "file=README.md&line=2");
    assert!(answer.contains("no-editor") && answer.contains("README.md:2"), "{answer}");
    course.edit("seodang.toml", "editor = \"vscode://file/{path}:{line}:{column}\"\n");
    preview.until("the setting counts", |preview| open(preview, "file=README.md&line=2").contains("vscode"));
    let answer = open(&preview, "page=%2Fweek%25201%2F%25EA%25B0%2580.html&line=4");
    assert!(answer.contains("vscode://file/") && answer.contains("week%201/") && answer.contains(":4:1"), "{answer}");
    course.edit("seodang.toml", "editor = \"there-is-no-such-program\"\n");
    preview.until("the setting counts", |preview| open(preview, "file=README.md").contains("cannot be started"));
}
