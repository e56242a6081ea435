//! A block of Mermaid → SVG: no panic, well-formed.
#![no_main]

use seodang_diagram::draw;
use seodang_fuzz::{MAX_BYTES, check_drawing, diagram_theme};

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() > MAX_BYTES {
        return;
    }
    if let Ok(drawing) = draw(diagram_theme(), text) {
        check_drawing(&drawing.svg("d", "name", "description"));
    }
});
