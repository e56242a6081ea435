//! Front matter and settings → values or diagnostics.
#![no_main]

use seodang::config::{Config, named_source};
use seodang::lesson::front_matter;
use seodang::source::{CoursePath, Source};

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() > seodang_fuzz::MAX_BYTES {
        return;
    }
    let settings = Source::new(CoursePath::new("seodang.toml"), text);
    match Config::parse(&settings) {
        Ok(config) => drop(config),
        Err(diagnostics) => assert!(!diagnostics.is_empty(), "settings that are refused have a reason"),
    }
    for page in [text.to_owned(), format!("---\n{text}\n---\n\n# P\n"), format!("+++\n{text}\n+++\n\n# P\n")] {
        let source = Source::new(CoursePath::new("page.md"), &page);
        front_matter::read(&source, &mut Vec::new());
        front_matter::values(&source);
    }
    seodang_fuzz::check_course(&[("page.md", &format!("---\n{text}\n---\n\n# P\n"))]);
    named_source(text);
});
