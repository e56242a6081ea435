//! Markdown → a page: no panic, and what holds for every page.
#![no_main]

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() <= seodang_fuzz::MAX_BYTES {
        seodang_fuzz::check_course(&[("page.md", text)]);
    }
});
