//! Turns fences that name a directive (```` ```{note} Title ````) and blocks of slashes (`/// note | Title`) into markers.
//!
//! Sources: `MyST`, "Directives"; `PyMdown` Extensions, "Blocks".

use super::attributes::end_of_braces;
use super::kind::KnownKind;
use super::marker::{Form, Marker, Opening, OptionStyle, title_at};
use super::media::is_media;
use super::name::is_name;

/// The shortest fence.
const SHORTEST: usize = 3;

/// Directives other than boxes whose content is Markdown.
const CONTENT: [&str; 16] = [
    "tabs",
    "tab",
    "group-tab",
    "figure",
    "image",
    "tab-set",
    "tab-item",
    "card",
    "grid",
    "grid-item",
    "grid-item-card",
    "epigraph",
    "div",
    "container",
    "rubric",
    "glossary",
];

/// Blocks of slashes other than boxes.
const SLASHED: [&str; 5] = ["tab", "html", "caption", "figure-caption", "define"];

/// Reads the fence whose first sign is at `start`; `None` for code, and for directives that are code.
pub(super) fn read_fence(line: &str, start: usize) -> Option<Marker> {
    let text = &line[start..];
    let sign = *text.as_bytes().first()?;
    let length = text.bytes().take_while(|byte| *byte == sign).count();
    let rest = text.get(length..).filter(|rest| length >= SHORTEST && rest.starts_with('{'))?;
    let end = end_of_braces(rest);
    let name = rest[1..end].strip_suffix('}')?.trim();
    if !CONTENT.contains(&name) && KnownKind::of(name).is_none() && !is_media(name) {
        return None;
    }
    let title = title_at(start + length + end, &rest[end..]);
    let opening = Opening { name: name.to_owned(), title, options: Some(OptionStyle::Colons), ..Opening::default() };
    Some(Marker::opening(Form::Fence(sign, length), line, start, opening))
}

/// Reads a row of slashes that begins at `start`.
pub(super) fn read_slashes(line: &str, start: usize) -> Option<Marker> {
    let text = &line[start..];
    let length = text.bytes().take_while(|byte| *byte == b'/').count();
    if length < SHORTEST {
        return None;
    }
    let form = Form::Slashes(length);
    let rest = &text[length..];
    if rest.trim().is_empty() {
        return Some(Marker::closing(form, line, start));
    }
    let (name, title) = rest.split_once('|').map_or((rest, None), |(name, title)| (name, Some(title)));
    let words = name.trim();
    if !is_name(words) || (KnownKind::of(words).is_none() && !SLASHED.contains(&words) && title.is_none()) {
        return None;
    }
    let title = title.and_then(|title| title_at(start + length + name.len() + 1, title));
    let opening = Opening { name: words.to_owned(), title, options: Some(OptionStyle::Indented), ..Opening::default() };
    Some(Marker::opening(form, line, start, opening))
}

#[cfg(test)]
mod tests {
    use super::super::marker::MarkerRole;
    use super::*;

    fn opened(marker: Option<Marker>) -> Option<(String, Option<String>)> {
        match marker?.role {
            MarkerRole::Open(opening) => Some((opening.name, opening.title.map(|(_, title)| title))),
            MarkerRole::Close | MarkerRole::Leaf(_) => None,
        }
    }

    #[test]
    fn fences_and_slashes() {
        let title = |words: &str| Some(words.to_owned());
        assert_eq!(opened(read_fence("```{note}", 0)), Some(("note".to_owned(), None)));
        assert_eq!(
            opened(read_fence("~~~~{admonition} 제목 *x*", 0)),
            Some(("admonition".to_owned(), title("제목 *x*")))
        );
        for code in ["```note", "```{code-block} python", "```{python}", "``{note}", "```{.python}", "```{note", "```"]
        {
            assert_eq!(opened(read_fence(code, 0)), None, "{code}");
        }
        assert_eq!(opened(read_slashes("/// note | 제목", 0)), Some(("note".to_owned(), title("제목"))));
        assert_eq!(opened(read_slashes("//// details | A", 0)), Some(("details".to_owned(), title("A"))));
        assert_eq!(opened(read_slashes("/// own | A", 0)), Some(("own".to_owned(), title("A"))));
        for text in ["// note", "/// Returns the title", "/// word", "/// a b | c"] {
            assert_eq!(opened(read_slashes(text, 0)), None, "{text}");
        }
        assert!(matches!(read_slashes("///", 0), Some(Marker { role: MarkerRole::Close, .. })));
    }
}
