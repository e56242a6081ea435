//! Checks the documentation of the codes: each first example shows its code, and each second one does not.

use std::fs;

use seodang::diagnostic::Code;
use seodang::message::MessageLanguage;

use super::{findings, places};
use crate::support::CourseTest;

/// Returns the courses in a text: blocks marked `course`.
fn courses(text: &str) -> Vec<CourseTest> {
    let mut courses = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_suffix("course").filter(|fence| fence.starts_with("```")) else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != fence).flat_map(|line| [line, "\n"]).collect();
        courses.push(CourseTest::of_files(&text));
    }
    courses
}

fn has(course: &CourseTest, code: Code) -> bool {
    findings(course).iter().any(|finding| finding["code"] == code.as_str())
}

/// Returns the course of a code whose example is not a course; `None` if this system or no course can show the code.
fn special(code: Code) -> Option<CourseTest> {
    let course = CourseTest::of("# P\n");
    Some(match code {
        Code::NotUtf8 => course.bytes("b.md", b"# \xb0\xa1\n"),
        #[cfg(target_os = "linux")]
        Code::UnreadableName => {
            use std::os::unix::ffi::OsStrExt;
            let name = std::ffi::OsStr::from_bytes(b"session_\xb0.md");
            fs::write(course.course().join(name), "# S\n").ok()?;
            course
        }
        #[cfg(unix)]
        Code::SymlinkSkipped => {
            std::os::unix::fs::symlink("/nowhere", course.course().join("notes.md")).ok()?;
            course
        }
        Code::BrokenNotebook => course.file("b.ipynb", "{\n \"cells\": [}\n"),
        Code::NotebookOutput => {
            let output = r#"{"output_type": "display_data", "data": {"application/x": 1}}"#;
            let cell = format!(r#"{{"cell_type": "code", "source": "x", "outputs": [{output}]}}"#);
            course.file("b.ipynb", &format!(r#"{{"cells": [{cell}]}}"#))
        }
        Code::FileTooLarge => course.bytes("b.md", &vec![b'a'; 17 * 1024 * 1024]),
        Code::TooDeep => course.file("b.md", &format!("{}deep\n", "> ".repeat(100))),
        Code::LargeImage => course.file("b.md", "# B\n\n![a map](map.png)\n").bytes("map.png", &png(6000, 600_000)),
        Code::MissingInfo | Code::MissingObjectives | Code::MissingKeywords | Code::MissingChecklist => {
            convention(code, false)
        }
        #[cfg(target_os = "linux")]
        Code::SameName => course.file("\u{d55c}.md", "# A\n").file("\u{1112}\u{1161}\u{11ab}.md", "# B\n"),
        #[cfg(not(target_os = "linux"))]
        Code::UnreadableName | Code::SameName => return None,
        #[cfg(not(unix))]
        Code::SymlinkSkipped => return None,
        // No course shows it, as `routes.rs` checks; the tests of `site::address` cover its detection.
        Code::MissingIndex => return None,
        // An administrator can read all files: see `tests/hostile.rs`.
        Code::UnreadableFile => return None,
        // Needs an earlier build: see `tests/redirects.rs`.
        Code::MovedPage => return None,
        // Needs a network: see `external.rs`.
        Code::DeadExternalLink | Code::MovedExternalLink => return None,
        _ => panic!("{code} has no example"),
    })
}

/// Returns a PNG with a stated width and a length in bytes; only its head is read.
fn png(width: u32, bytes: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([8, 2, 0, 0, 0]);
    file.resize(bytes, 0);
    file
}

/// Returns a course of twelve sessions, of which all but the last (or all) follow a rule.
fn convention(code: Code, all: bool) -> CourseTest {
    let part = match code {
        Code::MissingInfo => "**Time**: 10:00-11:00\n**Level**: easy\n",
        Code::MissingObjectives => "## What you will learn\n\nText.\n",
        Code::MissingKeywords => "## Keywords\n\n- **Session**: an hour\n",
        _ => "- [ ] done\n",
    };
    (1..=12).fold(CourseTest::new(), |course, number| {
        let part = if all || number < 12 { part } else { "Text.\n" };
        course.file(&format!("session_{number}.md"), &format!("# Session {number}\n\n{part}"))
    })
}

#[test]
fn every_code_has_an_example_that_shows_it_and_one_that_mends_it() {
    for &code in Code::ALL {
        match courses(&code.explanation(MessageLanguage::English)).as_slice() {
            [wrong, right] => {
                assert!(has(wrong, code), "{code}: the first example shows {:?}", places(wrong));
                assert!(!has(right, code), "{code}: the second example shows {:?}", places(right));
            }
            [] => {
                let Some(course) = special(code) else { continue };
                assert!(has(&course, code), "{code}: {:?}", places(&course));
            }
            others => panic!("{code} has {} examples", others.len()),
        }
    }
}

#[test]
fn conventions_are_learnt_from_the_course() {
    for code in [Code::MissingInfo, Code::MissingObjectives, Code::MissingKeywords, Code::MissingChecklist] {
        let found: Vec<String> =
            places(&convention(code, false)).into_iter().filter(|place| place.starts_with(code.as_str())).collect();
        assert_eq!(found, [format!("{code} session_12.md:1:1")]);
        assert!(!has(&convention(code, true), code));
    }
}
