//! Addresses and paths → targets inside the course: no path leaves its root.
#![no_main]

use seodang::html::allowed::is_harmless_address;
use seodang::serve::address::{Address, address};
use seodang::source::CoursePath;

fn is_inside(path: &str) -> bool {
    !path.starts_with('/') && path.split('/').all(|part| part != "..")
}

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() > seodang_fuzz::MAX_BYTES {
        return;
    }
    if let Some(resolved) = CoursePath::new("week_01").resolve(text) {
        assert!(is_inside(resolved.as_str()), "{text:?} leads to {resolved:?}");
    }
    if let Address::Site { place, .. } = address(text) {
        assert!(is_inside(place.as_str()) && !place.as_str().contains(['\\', '\0']), "{text:?} names {place:?}");
    }
    is_harmless_address(text);
    let text = text.replace(['\n', '\r'], " ");
    let page = format!("# P\n\n[a]({text}) [b](<{text}>) ![c]({text}) <{text}> {text} [[{text}]]\n\n[d][r]\n\n[r]: {text}\n");
    seodang_fuzz::check_course(&[("week_01/a.md", &page), ("week_01/b.md", "# B\n"), ("README.md", &page)]);
});
