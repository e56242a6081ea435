//! Decides which declarations of an author's `style` attribute are kept.
//!
//! Comments, escapes and functions that are not in the list make a declaration invalid here: `u\72l(…)` and `image-set(…)` load
//! images. Without them the text between `:` and `;` reads the same to every parser (CSS Syntax 3, section 4).

mod tables;

use std::borrow::Cow;

use tables::{FUNCTIONS, PROPERTIES};

/// Returns the declarations of a style that are allowed; `None` if there are none. A style that is allowed as a whole is
/// returned unchanged.
pub fn allowed_style(style: &str) -> Option<Cow<'_, str>> {
    let declarations = split(style);
    let is_allowed = |text: &&str| text.trim().is_empty() || is_allowed_declaration(text);
    let kept: Vec<&str> = declarations.iter().copied().filter(is_allowed).collect();
    let is_empty = kept.iter().all(|text| text.trim().is_empty());
    if kept.len() == declarations.len() {
        return (!is_empty || style.is_empty()).then_some(Cow::Borrowed(style));
    }
    (!is_empty).then(|| Cow::Owned(kept.join(";").trim().to_owned()))
}

/// Tests whether the value of a presentation attribute of SVG is allowed: as in a style, and a reference within the page
/// (`url(#gradient)`).
pub fn is_allowed_paint(value: &str) -> bool {
    match value.trim().strip_prefix("url(#") {
        Some(rest) => rest.strip_suffix(')').is_some_and(|id| {
            !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        }),
        None => is_allowed_value(value),
    }
}

fn is_allowed_declaration(text: &str) -> bool {
    let Some((name, value)) = text.split_once(':') else { return false };
    let name = name.trim().to_ascii_lowercase();
    let is_custom = name
        .strip_prefix("--")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    if !is_allowed_value(value) {
        return false;
    }
    match &*name {
        // A fixed element lies over the page's own parts.
        "position" => {
            let value = value.to_ascii_lowercase();
            let value = value.trim().trim_end_matches("!important").trim_end();
            matches!(value, "static" | "relative" | "absolute")
        }
        name => is_custom || PROPERTIES.binary_search(&name).is_ok(),
    }
}

/// Tests whether a value contains only words, numbers, strings, and functions that load nothing.
fn is_allowed_value(value: &str) -> bool {
    if value.contains(['\\', '{', '}', '@', '<']) || value.contains("/*") || value.chars().any(is_control) {
        return false;
    }
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => {
                depth += 1;
                let before = &value[..at];
                let start = before.rfind(|c: char| !is_name(c)).map_or(0, |end| end + char_length(before, end));
                let name = before[start..].to_ascii_lowercase();
                if !name.is_empty() && FUNCTIONS.binary_search(&&*name).is_err() {
                    return false;
                }
            }
            (None, ')') => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            },
            _ => {}
        }
    }
    quote.is_none() && depth == 0
}

fn char_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

/// Splits a style at the semicolons outside of strings and brackets.
fn split(style: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (at, c) in style.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                parts.push(&style[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&style[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PROPERTIES.is_sorted() && FUNCTIONS.is_sorted());
    }

    #[test]
    fn ordinary_styles_stay_unchanged() {
        for style in [
            "color:red",
            " color : rgb(1, 2, 3) ; ",
            "background: linear-gradient(90deg, #fff 0%, var(--ink) 100%) !important;",
            "font-family: \"D2Coding; x\", monospace",
            "width:calc(100% - (2 * 3px));position: relative",
            "--gap: 1em; grid-template-columns: repeat(2, minmax(0, 1fr))",
            "",
        ] {
            assert_eq!(allowed_style(style).as_deref(), Some(style));
        }
    }

    #[test]
    fn declarations_that_load_or_cover_are_dropped() {
        for style in [
            "background:url(https://x.example/a)",
            "background:u\\72l(https://x.example/a)",
            "background:URL(x)",
            "background-image:image-set('https://x.example/a' 1x)",
            "background:-webkit-image-set(url(a) 1x)",
            "background:cross-fade(a,b)",
            "background:src('a')",
            "list-style-image:none",
            "behavior:x",
            "-moz-binding:none",
            "position:fixed",
            "position:/**/fixed",
            "position: FIXED !important",
            "z-index:9",
            "width:expression(alert(1))",
            "content:'x'",
            "color:red}body{color:red",
            "color:attr(x)",
            "color:rgb(1",
            "color:'a",
            "color:red)",
            "@import 'x'",
            "한글:red",
            "-:red",
        ] {
            assert_eq!(allowed_style(style), None, "{style}");
        }
        assert_eq!(allowed_style("color:red;background:url(a);width:1px").as_deref(), Some("color:red;width:1px"));
        assert_eq!(allowed_style("a;b:url(;color:red;)").as_deref(), None);
    }
}
