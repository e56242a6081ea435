//! HTML of an author → a tree → text: what is written is read as the same, and nothing in a page runs.
#![no_main]

use seodang::html::{parse, tags, text_of};

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() > seodang_fuzz::MAX_BYTES {
        return;
    }
    let tree = parse(text);
    let once = tree.inner_html(tree.root());
    let again = parse(&once);
    let twice = again.inner_html(again.root());
    assert_eq!(once, twice, "the tree of a written tree is another one");
    text_of(text, &tags(text));
    seodang_fuzz::check_course(&[("page.md", &format!("# T\n\n<div>{text}\n\nx {text}\n"))]);
});
