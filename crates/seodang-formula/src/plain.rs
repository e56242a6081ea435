//! Turns a formula into a line of plain text, for searches, descriptions and titles: `x_i^2`, `a/b`, `∑_(i=1)^n`.

use std::panic::catch_unwind;
use std::sync::LazyLock;

use math_core::{LatexToMathML, MathDisplay};

use crate::macros::Macros;
use crate::{MAX_BYTES, bound, lenient};

static CONVERTER: LazyLock<Option<LatexToMathML>> = LazyLock::new(lenient);

/// Returns a formula as plain text; one that cannot be read stays as it is.
pub fn plain(tex: &str) -> String {
    let as_it_is = || tex.split_whitespace().collect::<Vec<_>>().join(" ");
    if tex.len() > MAX_BYTES {
        return String::new();
    }
    let Ok(read) = Macros::default().read(tex) else { return as_it_is() };
    if bound::check(&read).is_err() {
        return as_it_is();
    }
    let convert = |display| {
        let made = catch_unwind(|| CONVERTER.as_ref()?.convert_with_local_state(&read, display).ok());
        made.ok().flatten()
    };
    let made = convert(MathDisplay::Inline).or_else(|| convert(MathDisplay::Block));
    made.map_or_else(as_it_is, |made| text_of(&made.mathml))
}

/// An open element: its name, the number of its children so far, and the start of its last child.
struct Open<'m> {
    name: &'m str,
    children: usize,
    child_start: usize,
}

/// Writes the text of `MathML`, with signs (`^`, `_`, `/`) in place of positions.
fn text_of(mathml: &str) -> String {
    let mut text = String::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = mathml;
    while let Some((before, after)) = rest.split_once('<') {
        push_text(&mut text, before);
        let Some((tag, after)) = after.split_once('>') else { break };
        rest = after;
        if tag.starts_with('/') {
            open.pop();
            if let Some(parent) = open.last() {
                end_child(&mut text, parent);
            }
            continue;
        }
        let name = tag.trim_end_matches('/').split_whitespace().next().unwrap_or_default();
        if let Some(parent) = open.last_mut() {
            begin_child(&mut text, parent);
        }
        if tag.ends_with('/') {
            text.push_str(if name == "mspace" && !text.ends_with(' ') { " " } else { "" });
        } else {
            open.push(Open { name, children: 0, child_start: text.len() });
        }
    }
    push_text(&mut text, rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn begin_child(text: &mut String, parent: &mut Open<'_>) {
    parent.children += 1;
    text.push_str(match (parent.name, parent.children) {
        ("msup" | "mover", 2) | ("msubsup" | "munderover", 3) => "^",
        ("msub" | "munder" | "msubsup" | "munderover", 2) => "_",
        ("mfrac", 2) => "/",
        ("msqrt" | "mroot", 1) => "√",
        ("mtr", 2..) => " ",
        ("mtable", 2..) => "; ",
        _ => "",
    });
    parent.child_start = text.len();
}

/// Puts a child of several signs into parentheses if its end would be unclear.
fn end_child(text: &mut String, parent: &Open<'_>) {
    let is_scripted = matches!(parent.name, "msup" | "msub" | "msubsup" | "munder" | "mover" | "munderover");
    let is_apart = parent.name == "mfrac" || parent.name == "mroot" || (is_scripted && parent.children > 1);
    let child = &text[parent.child_start.min(text.len())..];
    if is_apart && child.chars().count() > 1 && !child.chars().all(char::is_numeric) && !child.starts_with('(') {
        text.insert(parent.child_start, '(');
        text.push(')');
    }
}

fn push_text(text: &mut String, raw: &str) {
    let invisible = |c: char| matches!(c, '\u{2061}'..='\u{2064}' | '\u{200b}'..='\u{200d}');
    let plain = raw.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.extend(plain.chars().filter(|c| !invisible(*c)).map(upright));
}

/// Returns the plain letter of a styled mathematical letter, as a reader would type it.
fn upright(letter: char) -> char {
    const ALPHABETS: u32 = 0x1D400;
    let code = u32::from(letter);
    match code {
        ALPHABETS..=0x1D6A3 => {
            let at = (code - ALPHABETS) % 52;
            char::from_u32(if at < 26 { 0x41 + at } else { 0x61 + at - 26 }).unwrap_or(letter)
        }
        0x1D6A8..=0x1D7C9 => {
            let at = (code - 0x1D6A8) % 58;
            let base = match at {
                0..25 => 0x391 + at,
                25 => 0x2207,
                _ => 0x3B1 + at - 26,
            };
            char::from_u32(base).unwrap_or(letter)
        }
        0x1D7CE..=0x1D7FF => char::from_u32(0x30 + (code - 0x1D7CE) % 10).unwrap_or(letter),
        _ => letter,
    }
}
