//! A formula in TeX → MathML and plain text: no panic, well-formed.
#![no_main]

use seodang_formula::{Display, Formulas, plain};

libfuzzer_sys::fuzz_target!(init: seodang_fuzz::let_panics_unwind(), |text: &str| {
    if text.len() > seodang_fuzz::MAX_BYTES {
        return;
    }
    let mut formulas = Formulas::default();
    for display in [Display::Inline, Display::Block] {
        if let Ok(mathml) = formulas.mathml(text, display) {
            seodang_fuzz::check_drawing(&mathml);
        }
    }
    plain(text);
});
