//! Turns keys between plus signs (`++ctrl+alt+del++`) into `<kbd>` elements.
//!
//! Source: Python-Markdown's extension Keys (`pymdownx.keys`), with its table of names.

use super::{SpanCandidate, SpanReader, SpanReplacement};
use crate::source::Tool;

/// The names of keys, with the words on them.
const KEYS: [(&str, &str); 66] = [
    ("alt", "Alt"),
    ("arrow-down", "↓"),
    ("arrow-left", "←"),
    ("arrow-right", "→"),
    ("arrow-up", "↑"),
    ("asterisk", "*"),
    ("backslash", "\\"),
    ("backspace", "Backspace"),
    ("break", "Break"),
    ("caps-lock", "Caps Lock"),
    ("capslock", "Caps Lock"),
    ("cmd", "Cmd"),
    ("colon", ":"),
    ("comma", ","),
    ("command", "Cmd"),
    ("context-menu", "Menu"),
    ("control", "Ctrl"),
    ("ctrl", "Ctrl"),
    ("del", "Del"),
    ("delete", "Del"),
    ("down", "↓"),
    ("end", "End"),
    ("enter", "Enter"),
    ("equal", "="),
    ("esc", "Esc"),
    ("escape", "Esc"),
    ("fn", "Fn"),
    ("grave", "`"),
    ("home", "Home"),
    ("ins", "Ins"),
    ("insert", "Ins"),
    ("left", "←"),
    ("left-alt", "Alt"),
    ("left-button", "Left Button"),
    ("left-control", "Ctrl"),
    ("left-shift", "Shift"),
    ("menu", "Menu"),
    ("meta", "Meta"),
    ("middle-button", "Middle Button"),
    ("minus", "-"),
    ("num-lock", "Num Lock"),
    ("opt", "Option"),
    ("option", "Option"),
    ("page-down", "Page Down"),
    ("page-up", "Page Up"),
    ("pause", "Pause"),
    ("period", "."),
    ("pg-dn", "Page Down"),
    ("pg-up", "Page Up"),
    ("plus", "+"),
    ("print-screen", "Print Screen"),
    ("return", "Return"),
    ("right", "→"),
    ("right-button", "Right Button"),
    ("right-control", "Ctrl"),
    ("right-shift", "Shift"),
    ("scroll-lock", "Scroll Lock"),
    ("semicolon", ";"),
    ("shift", "Shift"),
    ("slash", "/"),
    ("space", "Space"),
    ("super", "Super"),
    ("tab", "Tab"),
    ("up", "↑"),
    ("win", "Win"),
    ("windows", "Win"),
];

/// The most keys of a chord.
const MOST_KEYS: usize = 8;

impl<'a> SpanReader<'a, '_> {
    /// Reads the keys of a chord. `C++` and `i++ and j++` are text.
    pub(super) fn keys(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        // `{++ins++}` is of Critic Markup.
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '{' | '}');
        if candidate.before().is_some_and(is_part) {
            return None;
        }
        let (inner, after) = candidate.rest().strip_prefix("++")?.split_once("++")?;
        if inner.is_empty() || after.starts_with(is_part) {
            return None;
        }
        let names: Vec<&str> = inner.split('+').collect();
        let is_known = |name: &&str| known(name).is_some() || is_function_key(name);
        let has_tool = self.dialect.has(Tool::MkDocs);
        if names.len() > MOST_KEYS || !(has_tool || names.iter().any(is_known)) {
            return None;
        }
        let labels = names.into_iter().map(label).collect::<Option<Vec<String>>>()?;
        let end = candidate.at + inner.len() + 4;
        let place = candidate.literal.place(candidate.at, end);
        let mut nodes = Vec::new();
        for label in labels {
            if !nodes.is_empty() {
                nodes.push(self.text_node("+", place));
            }
            nodes.extend([self.html("<kbd>", place), self.text_node(&label, place), self.html("</kbd>", place)]);
        }
        Some(SpanReplacement { end, nodes })
    }
}

/// Returns the words on a key.
fn label(name: &str) -> Option<String> {
    if let Some(words) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        return Some(words.to_owned());
    }
    let is_sign = name.chars().count() == 1 && !name.contains(char::is_whitespace);
    let shown = known(name).map(ToOwned::to_owned);
    shown.or_else(|| (is_sign || is_function_key(name)).then(|| name.to_uppercase()))
}

fn known(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let at = KEYS.binary_search_by(|(known, _)| known.cmp(&&*name)).ok()?;
    KEYS.get(at).map(|(_, words)| *words)
}

/// Tests for `f1` to `f24`.
fn is_function_key(name: &str) -> bool {
    let number = name.strip_prefix(['f', 'F']).and_then(|number| number.parse::<u8>().ok());
    number.is_some_and(|number| (1..=24).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(KEYS.is_sorted());
    }
}
