//! Information blocks and definitions → facts, terms and their marks on another page.
#![no_main]

use seodang::lesson::info::read_line;

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() > seodang_fuzz::MAX_BYTES {
        return;
    }
    for line in text.lines() {
        read_line(line, 0);
    }
    let lesson = format!("# S\n\n## Session Info\n\n{text}\n\n## Keywords\n\n{text}\n");
    seodang_fuzz::check_course(&[("week_01/a.md", &lesson), ("week_01/b.md", &format!("# B\n\n{text}\n"))]);
});
