//! Colours code as HTML whose words carry a few flat classes, for any style sheet.
//!
//! ```
//! use seodang_code::{highlight, language};
//!
//! let code = "# Lists files\nls -l\n";
//! let bash = language("sh", code);
//! assert_eq!(bash.name(), "Bash");
//! assert!(highlight(&bash, code).starts_with("<span class=\"hl-c\"># Lists files</span>\n<span class=\"hl-f\">ls</span>"));
//! ```
//!
//! # How a block is coloured
//!
//! 1. [`language()`] (a fence's word) or [`language_of_file`] (a file's name) selects the grammar;
//! 2. [`title_line`] splits off a first comment that only names a file, for the block's title bar;
//! 3. [`highlight`] reads the code line by line and writes it escaped, with spans;
//! 4. [`wrap_lines`] puts an element around each line, for marks and numbers, and [`mark_word`] around words.
//!
//! Classes (the theme colours them; text without a span has the colour of plain code):
//! `hl-a` annotation or preprocessor, `hl-b` built-in, `hl-c` comment, `hl-d` deleted, `hl-e` escape or interpolation mark,
//! `hl-f` function or command, `hl-g` tag, `hl-h` heading, `hl-i` inserted, `hl-k` keyword, `hl-l` literal constant,
//! `hl-n` number, `hl-o` operator, `hl-p` property, key, attribute or option, `hl-q` prompt of a session, `hl-s` string,
//! `hl-t` type, `hl-v` variable.
//!
//! Every function is pure; grammars are part of the binary and loaded when the first block needs them.

mod class;
mod file_name;
mod grammar;
mod language;
mod line;
mod marked;
mod notices;
mod rules;
mod session;
mod title;

pub use grammar::Grammar;
pub use language::{CodeLanguage, language, language_of_file};
pub use marked::{LineElement, mark_word, wrap_lines};
pub use notices::grammar_notices;
pub use title::title_line;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The version of the HTML: a part of the key of cached blocks, raised whenever the same code may result in other HTML.
pub const VERSION: u32 = 1;

/// Longest line in bytes that is coloured; a longer one is written plain. The engine's time for a line grows with the square
/// of its length in bad cases (with the third power in the worst that was found), and a line of 1,000 bytes in a course is
/// minified or encoded data.
pub const MAX_LINE: usize = 1_000;

/// Largest block in bytes that is coloured; a larger one is written plain. Blocks of courses have a few KB; larger ones are
/// data, and hostile text of this size was found to take up to 2.6 s. Ordinary code takes 0.1 to 2 ms a KB.
pub const MAX_BLOCK: usize = 256 * 1_024;

/// Writes the inside of a `<code>` element: `code` as escaped HTML in which `<span class="hl-…">` marks its words.
///
/// The text of the result (tags removed, `&amp;`, `&lt;` and `&gt;` resolved) is `code`, byte for byte. No span crosses
/// a line break or begins or ends with white space, so every line of the result is valid HTML by itself. Equal arguments
/// give equal results. Plain and unknown languages, over-long blocks, and code on which the engine fails are escaped
/// without spans; an over-long line is the only one of its block without them.
pub fn highlight(language: &CodeLanguage, code: &str) -> String {
    let CodeLanguage::Known(known) = *language else {
        return escape(code);
    };
    if code.len() > MAX_BLOCK {
        return escape(code);
    }
    // The engine asserts some of its invariants; a failure to colour one block must not lose the page.
    let colour = || if known.session() { session::highlight(code) } else { line::highlight(known, code) };
    catch_unwind(AssertUnwindSafe(colour)).ok().flatten().unwrap_or_else(|| escape(code))
}

fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    line::push_escaped(&mut html, text);
    html
}

/// Runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct CodeReadme;
