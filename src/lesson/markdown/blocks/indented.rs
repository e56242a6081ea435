//! Turns the lines that open an indented block (`!!! note "Title"`, `??? note`, `=== "Tab"`) into markers: the admonitions and
//! tabs of `MkDocs`.
//!
//! Sources: Python-Markdown, "Admonition"; `PyMdown` Extensions, "Details" and "Tabbed".

use super::attributes::Attributes;
use super::marker::{Form, Marker, Opening, title_at};

/// The columns by which the content is indented (Python-Markdown's `tab_length`).
pub(super) const INDENT: usize = 4;

/// The name of a tab, which no admonition has.
pub(super) const TAB: &str = "===";

/// Reads a line whose first character that is not a space is at `start`. The caller tests that an indented line follows.
pub(super) fn read(line: &str, start: usize) -> Option<Marker> {
    let (sign, _) = line[start..].split_at_checked(3)?;
    let mut at = start + 3;
    let mut fold = None;
    if sign == "???" {
        let is_open = line[at..].starts_with('+');
        at += usize::from(is_open);
        fold = Some(is_open);
    } else if sign == TAB {
        // `===!` begins another set of tabs, `===+` selects a tab.
        at += usize::from(line[at..].starts_with(['!', '+']));
    } else if sign != "!!!" {
        return None;
    }
    let (words, title) = split_title(&line[at..])?;
    let title = title.map(|span| (at + span.0, line[at + span.0..at + span.1].to_owned()));
    let attributes = Attributes::parse(&line[start + 3..at]);
    let opening = if sign == TAB {
        let title = title.filter(|(_, title)| !title.is_empty() && words.trim().is_empty())?;
        let (at, title) = title_at(title.0, &title.1)?;
        Opening { name: TAB.to_owned(), attributes, title: Some((at, title)), ..Opening::default() }
    } else {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let name =
            words.split_whitespace().next().unwrap_or(if fold.is_some() && title.is_some() { "details" } else { "" });
        if name.is_empty() || !words.chars().all(is_word) {
            return None;
        }
        Opening { name: name.to_owned(), attributes, title, fold, ..Opening::default() }
    };
    Some(Marker::opening(Form::Indented, line, start, opening))
}

/// Splits the words of a line from the span of the quoted text at its end; `None` if anything follows that.
fn split_title(text: &str) -> Option<(&str, Option<(usize, usize)>)> {
    let Some(quote) = text.find('"') else { return Some((text, None)) };
    let inner = text[quote + 1..].trim_end().strip_suffix('"')?;
    Some((&text[..quote], Some((quote + 1, quote + 1 + inner.len()))))
}

#[cfg(test)]
mod tests {
    use super::super::marker::MarkerRole;
    use super::*;

    fn opened(line: &str) -> Option<(String, Option<String>, Option<bool>)> {
        match read(line, 0)?.role {
            MarkerRole::Open(opening) => Some((opening.name, opening.title.map(|(_, text)| text), opening.fold)),
            MarkerRole::Close | MarkerRole::Leaf(_) => None,
        }
    }

    #[test]
    fn admonitions_and_tabs() {
        let check = |line: &str, name: &str, title: Option<&str>, fold: Option<bool>| {
            assert_eq!(opened(line), Some((name.to_owned(), title.map(str::to_owned), fold)), "{line}");
        };
        check("!!! note", "note", None, None);
        check("!!! danger highlight \"제목 **굵게**\" ", "danger", Some("제목 **굵게**"), None);
        check("!!! note \"\"", "note", Some(""), None);
        check("??? tip", "tip", None, Some(false));
        check("???+ tip \"Say \"hi\"\"", "tip", Some("Say \"hi\""), Some(true));
        check("??? \"Only a title\"", "details", Some("Only a title"), Some(false));
        check("=== \"C++\"", TAB, Some("C++"), None);
        check("===! \"x\"", TAB, Some("x"), None);
        for line in ["!!!", "!!! 안녕, 여러분", "====", "=== x", "=== \"\"", "!!! note \"x\" y", "???", "가나"] {
            assert_eq!(opened(line), None, "{line}");
        }
    }
}
