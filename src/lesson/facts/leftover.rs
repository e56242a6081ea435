//! Finds signs of other tools' Markdown that are still text once a page is read: readers see them.
//!
//! Only signs that prose does not contain count. Code and formulas are not text nodes, and are never searched.

use comrak::nodes::{AstNode, NodeValue};

use crate::lesson::markdown::is_line_end;
use crate::source::Dialect;

/// The longest sign that is named, in bytes.
const LONGEST: usize = 40;

/// A sign in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leftover {
    /// The name under which its uses are counted.
    pub(super) name: String,
    /// The bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Finds the first sign in a text node.
pub(super) fn of_text<'a>(node: &'a AstNode<'a>, text: &str, dialect: Dialect) -> Option<Leftover> {
    let bytes = text.as_bytes();
    let may_begin_line = matches!(bytes.first(), Some(b':' | b'!' | b'?' | b'=' | b'-'));
    if !may_begin_line && !bytes.iter().any(|byte| matches!(byte, b'{' | b':' | b'%')) {
        return None;
    }
    let begins_line = may_begin_line && node.previous_sibling().is_none_or(is_line_end);
    let at_line = if begins_line { at_line_start(text) } else { None };
    at_line.or_else(|| braces(text, dialect)).or_else(|| role(node, text, dialect))
}

/// Reads the sign of a container or an include at the start of a line.
fn at_line_start(text: &str) -> Option<Leftover> {
    let of = |name: &str, end: usize| Some(Leftover { name: name.to_owned(), start: 0, end });
    let word = |sign: &str| {
        text.strip_prefix(sign).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_lowercase()))
    };
    if text.starts_with(":::") {
        return of(":::", 3);
    } else if text.starts_with("--8<--") {
        return of("--8<--", 6);
    }
    for sign in ["!!! ", "??? ", "???+ "] {
        if word(sign) {
            return of(sign.trim_end(), sign.len() - 1);
        }
    }
    let is_tab = ["=== \"", "===! \"", "===+ \""].into_iter().any(|sign| text.starts_with(sign));
    if is_tab { of("===", 3) } else { None }
}

/// Reads a tag or expression in braces.
fn braces(text: &str, dialect: Dialect) -> Option<Leftover> {
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")] {
        let Some(start) = text.find(open) else { continue };
        let rest = &text[start + open.len()..];
        let Some(length) = rest.find(close) else { continue };
        // An expression of another kind of template is text in a course of no tool.
        if open == "{{" && dialect == Dialect::default() {
            return None;
        }
        let word = rest[..length].trim_start_matches([' ', '-', '#']).split_whitespace().next().unwrap_or_default();
        let name = if open == "{{" || word.is_empty() || word.len() > LONGEST {
            format!("{open} … {close}")
        } else {
            format!("{open} {word} {close}")
        };
        return Some(Leftover { name, start, end: start + open.len() + length + close.len() });
    }
    None
}

/// Reads the name of a role before code: ``:name:`x` ``, ``{name}`x` ``.
fn role<'a>(node: &'a AstNode<'a>, text: &str, dialect: Dialect) -> Option<Leftover> {
    let (open, close) = if text.ends_with(':') { (':', ':') } else { ('{', '}') };
    let before = text.strip_suffix(close)?;
    let start = before.rfind(open)?;
    let name = &before[start + 1..];
    let is_name = name.len() > 1
        && name.len() <= LONGEST
        && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-' | ':'));
    let is_code = node.next_sibling().is_some_and(|next| matches!(next.data().value, NodeValue::Code(_)));
    let begins = before[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    if !is_name || !is_code || !begins || dialect == Dialect::default() {
        return None;
    }
    Some(Leftover { name: format!("{open}{name}{close}`…`"), start, end: text.len() })
}

#[cfg(test)]
mod tests {
    use comrak::Arena;

    use super::*;
    use crate::lesson::markdown;
    use crate::source::Tool;

    fn names(text: &str, dialect: Dialect) -> Vec<String> {
        let arena = Arena::new();
        let root = markdown::parse(&arena, text, dialect).root;
        let mut names = Vec::new();
        for node in root.descendants() {
            if let NodeValue::Text(text) = &node.data().value {
                names.extend(of_text(node, text, dialect).map(|found| found.name));
            }
        }
        names
    }

    #[test]
    fn signs_that_readers_see() {
        let plain = Dialect::default();
        assert_eq!(names("a {% x y %} b\n", plain), ["{% x %}"]);
        assert_eq!(names("a\n::: 3\n", plain), [":::"]);
        assert_eq!(names("a\n!!! note\nb\n", plain), ["!!!"]);
        assert_eq!(names("see :own:`x`\n", plain.with(Tool::Sphinx)), [":own:`…`"]);
        assert_eq!(names("a {{ x + y }} b\n", plain.with(Tool::MkDocs)), ["{{ … }}"]);
    }

    #[test]
    fn prose_and_code_have_none() {
        let prose =
            "a {{ x }} b, `{% x %}`, why??? not!!! 10:30: `x`\n\n```\n:::\n{% x %}\n```\n\n$a_{b}$ {1, 2} === a == b\n";
        assert_eq!(names(prose, Dialect::default()), Vec::<String>::new());
    }
}
