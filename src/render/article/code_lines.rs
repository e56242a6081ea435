//! Turns coloured code whose lines have marks or numbers into an element for each line.
//!
//! Marks are elements of HTML (`mark`, `ins`, `del`), which screen readers announce and which need no style sheet. Numbers
//! and signs come from the style sheet, so that copied text is only the code.

use crate::lesson::code_block::{CodeBlock, LineMark};
use crate::render::code::{LineElement, mark_word, wrap_lines};

/// Returns the coloured code of a block with the marks of its lines and words.
pub(super) fn marked(html: &str, block: &CodeBlock<'_>) -> String {
    if block.words.is_empty() {
        return wrap_lines(html, |number| element(number, block));
    }
    let mark = |line: &str| {
        let mark = |line: String, (word, mark): &(String, LineMark)| mark_word(&line, word, element_name(*mark));
        block.words.iter().fold(line.to_owned(), mark)
    };
    let html: String = html.split_inclusive('\n').map(mark).collect();
    wrap_lines(&html, |number| element(number, block))
}

/// Returns the coloured text of a whole file, each line with its number, and with the id by which links name it (`#L10`).
pub(super) fn numbered(html: &str) -> String {
    wrap_lines(html, |number| LineElement {
        open: format!("<span class=\"line\" id=\"L{number}\" data-line=\"{number}\">"),
        close: "</span>",
        after: String::new(),
    })
}

fn element_name(mark: LineMark) -> &'static str {
    match mark {
        LineMark::Inserted => "ins",
        LineMark::Deleted => "del",
        LineMark::Highlighted | LineMark::Error | LineMark::Warning => "mark",
    }
}

fn element(number: usize, block: &CodeBlock<'_>) -> LineElement {
    let mark = block.marks.get(&number).copied();
    let (name, close) = match mark.map(element_name) {
        None => ("span", "</span>"),
        Some("ins") => ("ins", "</ins>"),
        Some("del") => ("del", "</del>"),
        Some(_) => ("mark", "</mark>"),
    };
    let class = match mark {
        Some(LineMark::Error) => "line error",
        Some(LineMark::Warning) => "line warning",
        _ => "line",
    };
    let number_of_line = block.first_number.map(|first| format!(" data-line=\"{}\"", first.saturating_add(number - 1)));
    let notes = block.notes.get(&number).into_iter().flatten();
    let badge = |note: &usize| ["<span class=\"code-note\" data-note=\"", &note.to_string(), "\"></span>"].concat();
    let after = notes.map(badge).collect();
    let open = format!("<{name} class=\"{class}\"{}>", number_of_line.unwrap_or_default());
    LineElement { open, close, after }
}
