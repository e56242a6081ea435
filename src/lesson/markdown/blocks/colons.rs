//! Turns lines of colons (`:::tip Title`) into markers: the containers of Docusaurus, Starlight, `VitePress`, `VuePress`, Pandoc,
//! Quarto and `MyST`.
//!
//! Sources: Docusaurus, "Admonitions"; `VitePress`, "Markdown Extensions: Custom Containers"; Pandoc's manual, `fenced_divs`;
//! `MyST`, "Directives: colon fences".

use super::attributes::{Attributes, end_of_braces};
use super::marker::{Form, Marker, MarkerRole, Opening, OptionStyle, title_at};
use super::media;
use super::name::is_name;

/// The shortest row of colons.
const SHORTEST: usize = 3;

/// Reads a line whose first character that is not a space is at `start`.
pub(super) fn read(line: &str, start: usize) -> Option<Marker> {
    let text = &line[start..];
    if text.starts_with(":begin_tab:") || text.starts_with(":end_tab:") {
        return tab_mark(line, start);
    }
    let colons = text.bytes().take_while(|byte| *byte == b':').count();
    if colons < SHORTEST {
        return None;
    }
    let form = Form::Colons(colons);
    let after = &text[colons..];
    if after.trim().is_empty() {
        return Some(Marker::closing(form, line, start));
    }
    let words = after.trim_end().trim_end_matches(':').trim_end();
    let at = start + colons + (words.len() - words.trim_start().len());
    let opening = opening(words.trim_start(), at)?;
    Some(Marker::opening(form, line, start, opening))
}

/// Reads a line of two colons that shows media (`::youtube[Title]{#id}`, `remark-directive`); others are text: `std::fmt`, `::1`.
pub(super) fn read_leaf(line: &str, start: usize) -> Option<Marker> {
    let rest = line[start..].strip_prefix("::").filter(|rest| rest.contains('{'))?;
    let opening = opening(rest.trim_end(), start + 2).filter(|opening| media::of(opening).is_some())?;
    Some(Marker { form: Form::Colons(2), role: MarkerRole::Leaf(opening), start, end: line.len() })
}

/// Returns the name of a leaf directive that has a line for itself, and the byte after it: one with attributes (`::name[words]{key="x"}`),
/// or a bare `::name` in a course whose tool has such directives (`remark-directive`, "Syntax").
pub(super) fn leaf_name(line: &str, start: usize, is_plain: bool) -> Option<(&str, usize)> {
    let text = line[start..].trim_end();
    let rest = text.strip_prefix("::").filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(rest.len());
    let (name, mut after) = rest.split_at(length);
    if after.starts_with('[') {
        after = &after[end_of_brackets(after)?..];
    }
    let is_whole = if after.is_empty() {
        is_plain
    } else {
        let has_braces = after.starts_with('{') && end_of_braces(after) == after.len() && after.ends_with('}');
        has_braces && Attributes::parse(&after[1..after.len() - 1]).pairs().next().is_some()
    };
    is_whole.then_some((name, start + text.len()))
}

/// Reads a mark of a tab of d2lbook's: ``:begin_tab:`pytorch, jax` ``, `:end_tab:`.
fn tab_mark(line: &str, start: usize) -> Option<Marker> {
    let Some(label) = line[start..].strip_prefix(":begin_tab:") else {
        return Some(Marker::closing(Form::TabMarks, line, start));
    };
    let label = label.trim().trim_matches('`');
    let title = title_at(start + line[start..].find(label)?, label);
    Some(Marker::opening(Form::TabMarks, line, start, Opening { name: "tab".to_owned(), title, ..Opening::default() }))
}

/// Reads the text after the colons, which begins at a byte of the line.
fn opening(text: &str, at: usize) -> Option<Opening> {
    if text.starts_with('{') {
        return braces(text, at);
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{')).unwrap_or(text.len());
    let name = &text[..end];
    // `::: package.Class` of mkdocstrings is a reference to code, not a container.
    if !is_name(name) || name.contains('.') {
        return None;
    }
    let mut opening = Opening { name: name.to_owned(), ..Opening::default() };
    let (mut rest, mut at) = (&text[end..], at + end);
    if rest.starts_with('[') {
        let length = end_of_brackets(rest)?;
        opening.title = title_at(at + 1, &rest[1..length - 1]);
        (rest, at) = (&rest[length..], at + length);
    }
    let spaces = rest.len() - rest.trim_start().len();
    (rest, at) = (rest.trim_start(), at + spaces);
    if rest.starts_with('{') {
        let length = end_of_braces(rest);
        opening.attributes = Attributes::parse(rest[1..length].trim_end_matches('}'));
        (rest, at) = (&rest[length..], at + length);
    } else if let Some((title, list)) = rest.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')) {
        // `VitePress`: `::: details Title {open}`.
        opening.attributes = Attributes::parse(list);
        rest = title;
    }
    opening.title = opening.title.or_else(|| title_at(at, rest));
    Some(opening)
}

/// Reads the two forms in braces: `MyST`'s `{name} Title`, and Pandoc's `{.class #id title="x"}`.
fn braces(text: &str, at: usize) -> Option<Opening> {
    let length = end_of_braces(text);
    let inner = text[1..length].trim_end_matches('}').trim();
    // Pandoc: a container without attributes.
    if text.trim_end() == "{}" {
        return Some(Opening { name: ".".to_owned(), ..Opening::default() });
    }
    if is_name(inner) {
        let title = title_at(at + length, &text[length..]);
        return Some(Opening {
            name: inner.to_owned(),
            title,
            options: Some(OptionStyle::Colons),
            ..Opening::default()
        });
    }
    // `MyST`: `{seealso .dropdown}`.
    if let Some((name, list)) =
        inner.split_once(' ').filter(|(name, list)| is_name(name) && list.starts_with(['.', '#']))
    {
        let title = title_at(at + length, &text[length..]);
        let (name, attributes) = (name.to_owned(), Attributes::parse(list));
        return Some(Opening { name, attributes, title, options: Some(OptionStyle::Colons), ..Opening::default() });
    }
    // Quarto: `::: {layout-ncol=2}`.
    let has_pairs = inner.split_once('=').is_some_and(|(name, _)| is_name(name));
    if !inner.starts_with(['.', '#']) && !has_pairs {
        return None;
    }
    let attributes = Attributes::parse(inner);
    let name = attributes.classes().next().unwrap_or_default().to_owned();
    let given = attributes.get(&["title"]).filter(|title| !title.is_empty());
    let title = given.map(|title| (at + text.find(title).unwrap_or_default(), title.to_owned()));
    let fold = attributes.get(&["collapse"]).map(|value| value == "false");
    Some(Opening { name: format!(".{name}"), attributes, title, fold, ..Opening::default() })
}

/// Returns where the brackets at the start of a text end, after the closing one.
fn end_of_brackets(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => {}
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at + 1),
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::marker::MarkerRole;
    use super::*;

    /// Returns name and title of the opening that a line is.
    fn opened(line: &str) -> Option<(String, Option<(usize, String)>)> {
        match read(line, 0)?.role {
            MarkerRole::Open(opening) => Some((opening.name, opening.title)),
            MarkerRole::Close | MarkerRole::Leaf(_) => None,
        }
    }

    #[test]
    fn the_forms_of_each_tool() {
        let check = |line: &str, name: &str, title: Option<&str>| {
            let (found, words) = opened(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.as_str(), words.as_ref().map(|(_, text)| text.as_str())), (name, title), "{line}");
            if let Some((at, words)) = words {
                assert!(line[at..].starts_with(&words), "{line}");
            }
        };
        check(":::tip", "tip", None);
        check("::: tip 읽을 것 **굵게**", "tip", Some("읽을 것 **굵게**"));
        check(":::tip[A [b] c]{icon=\"x\"}", "tip", Some("A [b] c"));
        check("::: details 눌러 보기 {open}", "details", Some("눌러 보기"));
        check("::::{admonition} Title :::", "admonition", Some("Title"));
        check("::: {.callout-note title=\"With x\"}", ".callout-note", Some("With x"));
        check("::: warning :::::::", "warning", None);
        check(":::{seealso .dropdown} More", "seealso", Some("More"));
        for line in ["::tip", "::: 3", "::: \"x\"", "::: package.Class", ":::tip[x"] {
            assert_eq!(opened(line), None, "{line}");
        }
        assert!(matches!(read("  :::: ", 2), Some(Marker { form: Form::Colons(4), role: MarkerRole::Close, .. })));
    }
}
