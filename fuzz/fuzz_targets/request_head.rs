//! The head of a request → a head for the HTTP server, or a refusal.
#![no_main]

use seodang::serve::request_head::{LOCAL, rewrite};

libfuzzer_sys::fuzz_target!(|head: &[u8]| {
    let Ok(plain) = rewrite(head, false) else { return };
    let text = std::str::from_utf8(&plain).expect("a rewritten head is ASCII");
    assert!(text.is_ascii() && text.ends_with("\r\n\r\n"), "{text:?}");
    assert_eq!(text.matches("\r\n\r\n").count(), 1, "one request only: {text:?}");
    assert!(!text.contains(&format!("\r\n{LOCAL}")), "a client cannot say that it is local: {text:?}");
    let line = text.lines().next().unwrap_or_default();
    assert!(line.ends_with("HTTP/1.0") || line.ends_with("HTTP/1.1"), "{line:?}");
    assert!(!text.to_ascii_lowercase().contains("\r\ntransfer-encoding:"), "{text:?}");
    assert_eq!(rewrite(&plain, false).as_ref(), Ok(&plain), "a rewritten head stays as it is");
});
