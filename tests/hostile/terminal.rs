//! Checks that names and texts of a course cannot control the terminal, and that output which cannot be written is a failure.

use std::fs::File;
use std::process::Stdio;

use crate::support::CourseTest;

#[cfg(unix)]
#[test]
fn no_control_character_of_a_course_reaches_the_terminal() {
    let name = "a\u{1b}]0;title\u{7}\rb\u{9b}2J.md";
    let course = CourseTest::of("# P\n\n[x](gone\u{1b}[2J.md) [y](<\u{8}.md>)\n")
        .file(name, "# A\n\n[x](gone.md)\n")
        .file("page2.md", "# \u{1b}[8mB\n\n![](\u{1b}c.png)\n");
    for words in [&["build", "sample", "-o", "public", "--all"][..], &["check", "sample", "--info"]] {
        let run = course.command(words).output().unwrap();
        let said = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
        assert!(said.contains("gone.md"), "{said}");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let course = CourseTest::of("# P\n\n[x](gone.md)\n");
    for words in [&["check", "sample"][..], &["check", "--explain", "broken-link"], &["--help"], &["--version"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let run = course.command(words).stdout(full).stderr(Stdio::null()).status().unwrap();
        assert_eq!(run.code(), Some(2), "{words:?}");
        // A reader that ends before it has read anything.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = course.command(words).stdout(writer).stderr(Stdio::null()).status().unwrap();
        assert_eq!(run.code(), Some(2), "{words:?}");
    }
}
