//! Turns the text of a code block into HTML whose words carry a few flat colour classes: see [`seodang_code`].

pub use seodang_code::{
    CodeLanguage, Grammar, LineElement, MAX_BLOCK, MAX_LINE, VERSION, highlight, language, language_of_file, mark_word,
    title_line, wrap_lines,
};
