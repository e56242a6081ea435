//! Turns the text of a code block into HTML whose words carry a few flat colour classes: see [`seodang_code`].

pub use seodang_code::{
    CodeLanguage, Grammar, MAX_BLOCK, MAX_LINE, VERSION, highlight, language, language_of_file, title_line,
};
