//! Holds the link from a page to its source: the line of each block, and the editor that opens it.

use std::fs;

use crate::support::{CourseTest, Preview};

const PAGE: &str = "# Session 1: Lines\n\nfirst MARK3\n\n## Heading MARK5\n\n- item MARK7\n- item MARK8\n  - nested MARK9\n\n    inner paragraph MARK11\n\n| a | b |\n|---|---|\n| x | MARK15 |\n| y | MARK16 |\n\n> quoted MARK18\n>\n> - in the quote MARK20\n\n```yaml\nkey: MARK23\n```\n\nlast\nof MARK27\n\n1. one MARK29\n\n   ```sh\n   echo MARK32\n   ```\n";

/// Returns the last line number before a text, from the comments of the page with lines.
fn line_before(page: &str, text: &str) -> usize {
    // The head of the page may contain the text too.
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
    // A block of several lines has the number of its first.
    for (mark, line) in [("MARK23", 22), ("MARK27", 26), ("MARK32", 31)] {
        assert_eq!(line_before(&page, mark), line, "{mark}");
    }
    assert!(!preview.get(TARGET).text().contains("<!--line"), "the page itself has none of it");
    // Without the comments it equals the page: a click is mapped from one to the other by the positions of elements.
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

/// Writes a program with the name of an editor, which records its arguments in the file that the variable `NOTED` names.
#[cfg(unix)]
fn editor(course: &CourseTest, name: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let script = course.root().join(name);
    fs::write(&script, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$NOTED.part\"\nmv \"$NOTED.part\" \"$NOTED\"\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    script
}

/// Returns the message that the author gets if no editor is opened.
fn note(preview: &Preview, query: &str) -> String {
    let answer = preview.open_in_editor(query);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    answer["note"].as_str().unwrap_or_default().to_owned()
}

#[cfg(unix)]
#[test]
fn the_editor_of_the_environment_is_started_at_the_line() {
    let course = course();
    let noted = course.root().join("noted");
    let mut command = course.serve_command(&["--port", "0"]);
    command.env("EDITOR", editor(&course, "code")).env("NOTED", &noted);
    let preview = Preview::start(&mut command);
    assert_eq!(preview.open_in_editor("page=%2Fweek%25201%2F%25EA%25B0%2580.html&line=9&column=3").text(), "{}");
    preview.until("the editor was started", |_| noted.exists());
    let file = course.course().canonicalize().unwrap().join("week 1/가.md");
    assert_eq!(fs::read_to_string(&noted).unwrap(), format!("--goto\n{}:9:3\n", file.display()));
    assert!(note(&preview, "file=README.md").contains("just now"), "one at a time");
    fs::remove_file(&noted).unwrap();
    preview.until("the next one is started", |preview| note(preview, "file=README.md").is_empty());
    preview.until("the editor was started", |_| noted.exists());
    assert!(fs::read_to_string(&noted).unwrap().ends_with("README.md:1:1\n"));
    fs::remove_file(&noted).unwrap();
    for query in ["file=../noted", "file=/etc/passwd", "file=nothing.md", "page=/nothing.html", ""] {
        assert_eq!(preview.open_in_editor(query).status, 404, "{query}");
    }
    assert!(!noted.exists());
}

#[cfg(unix)]
#[test]
fn only_the_frame_of_the_editors_port_can_open_an_editor() {
    let course = course();
    let noted = course.root().join("noted");
    let mut command = course.serve_command(&["--port", "0"]);
    command.env("EDITOR", editor(&course, "code")).env("NOTED", &noted);
    let preview = Preview::start(&mut command);
    let (port, key, site) = (preview.editor_port(), preview.editor_key(), preview.address);
    let own = format!("Host: {port}\r\nOrigin: http://{port}\r\n");
    for headers in [
        // No key, a wrong one, and the right one from a page of the course, from another site, and from nowhere.
        own.clone(),
        format!("{own}X-Seodang-Key: 00\r\n"),
        format!("{own}X-Seodang-Key:\r\n"),
        format!("Host: {port}\r\nOrigin: http://{site}\r\nX-Seodang-Key: {key}\r\n"),
        format!("Host: {port}\r\nOrigin: https://evil.example\r\nX-Seodang-Key: {key}\r\n"),
        format!("Host: {port}\r\nOrigin: null\r\nX-Seodang-Key: {key}\r\n"),
        format!("Host: {port}\r\nX-Seodang-Key: {key}\r\n"),
        // Names that resolve to this machine.
        format!("Host: evil.example:{}\r\nOrigin: http://{port}\r\nX-Seodang-Key: {key}\r\n", port.port()),
        format!("Host: localhost:{}\r\nOrigin: http://{port}\r\nX-Seodang-Key: {key}\r\n", port.port()),
        format!("Origin: http://{port}\r\nX-Seodang-Key: {key}\r\n"),
    ] {
        assert_eq!(preview.ask_editor("file=README.md", &headers).status, 403, "{headers}");
    }
    assert!(!preview.get("/").text().contains(&key), "no page of the site holds the key");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(!noted.exists());
    assert_eq!(preview.open_in_editor("file=README.md").text(), "{}");
}

#[test]
fn other_machines_are_not_told_of_the_editors_port() {
    let course = course();
    let preview = course.serve_with(&["--port", "0", "--host", "0.0.0.0"]);
    assert!(preview.editor_port().ip().is_loopback());
    // The address of this machine in the network; a request to it from here has it as its source too.
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    let outside = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()).map(|address| address.ip());
    let Ok(outside) = outside.map_err(|_| ()) else { return };
    if outside.is_loopback() || outside.is_unspecified() {
        return;
    }
    let address = std::net::SocketAddr::new(outside, preview.address.port());
    let page = preview
        .raw_at(address, format!("GET / HTTP/1.1\r\nHost: {address}\r\nX-Seodang-Local: yes\r\n\r\n").as_bytes());
    assert_eq!(page.status, 200);
    assert!(page.text().contains("live.js") && !page.text().contains("data-editor"), "{}", page.text());
}

#[test]
fn the_users_own_settings_name_the_editor_and_a_course_does_not() {
    let course = course().file("seodang.toml", "editor = \"vscode://file/{path}\"\n");
    let preview = course.serve();
    preview.until("it is told", |preview| preview.get("/__seodang/problems").text().contains("ignored-setting"));
    let unset = note(&preview, "file=README.md&line=2");
    assert!(unset.starts_with("README.md:2 — no editor is set"), "{unset}");
    // They apply from the next click on.
    course.edit("../config/config.toml", "editor = \"vscodium://file/{path}:{line}:{column}\"\n");
    let answer = preview.open_in_editor("page=%2Fweek%25201%2F%25EA%25B0%2580.html&line=4").text();
    assert!(answer.contains("vscodium://file/") && answer.contains("week%201/") && answer.contains(":4:1"), "{answer}");
    course.edit("../config/config.toml", "editor = \"there-is-no-such-program {path}\"\n");
    assert!(note(&preview, "file=README.md").contains("cannot be started"));
    course.edit("../config/config.toml", "editor = \"sh {path}\"\n");
    assert!(note(&preview, "file=README.md").contains("`sh` is a shell"));
    course.edit("../config/config.toml", "editr = \"code\"\n");
    assert!(note(&preview, "file=README.md").contains("line 1"));
}
