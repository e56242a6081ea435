//! Holds what a session loads before its text can be read: a style sheet of at most 20 KB and scripts of at most 9 KB,
//! compressed as servers send them.

use std::io::Write as _;

use crate::support::CourseTest;

/// The most bytes of the style sheet, compressed.
const STYLE_BYTES: usize = 20 * 1024;
/// The most bytes of the scripts of a session's page, compressed.
const SCRIPT_BYTES: usize = 9 * 1024;

fn compressed(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn a_session_loads_little_before_it_can_be_read() {
    let session = "# Session 1: One\n\n## Key Terms\n\n- **Pod**: the smallest unit\n\n## Text\n\nA Pod.\n\n- [ ] Read\n\n\
                   ```mermaid\nflowchart LR\nA --> B\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let built = CourseTest::new()
        .file("README.md", "# Course\n")
        .file("week_01/day1/session_1.md", session)
        .file("week_01/day1/session_2.md", "# Session 2: Two\n\nThe Pod runs.\n\n- [ ] Look\n")
        .build()
        .ok();
    let page = built.text("week_01/day1/session_2.html");
    let names = page.split("<script src=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    let names: Vec<&str> = names.filter_map(|path| path.rsplit('/').next()).collect();
    assert!(names.contains(&"reader.js") && names.contains(&"terms.js"), "{names:?}");
    let scripts: String = names.iter().map(|name| built.text(&format!("seodang/{name}"))).collect();
    let (style, scripts) = (compressed(&built.text("seodang/style.css")), compressed(&scripts));
    assert!(style <= STYLE_BYTES, "style.css has {style} bytes");
    assert!(scripts <= SCRIPT_BYTES, "{names:?} have {scripts} bytes");
}
