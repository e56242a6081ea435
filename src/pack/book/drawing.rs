//! Turns a copied SVG file into one whose ids are unique XML names, which readers of books require.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The text before the `#` of a reference to an id within the file.
const REFERENCES: [&str; 5] = ["url(", "url(\"", "url('", "href=\"", "href='"];

/// Replaces ids that are no XML names or occur twice, with the references to them. Drawing programs write the names of layers
/// as ids (`Icon-Architecture/64/Arch`), and copies of a shape with one id.
pub(super) fn with_valid_ids(svg: &str) -> Cow<'_, str> {
    let ids = ids(svg);
    let names: BTreeSet<&str> = ids.iter().map(|place| &svg[place.clone()]).collect();
    let mut seen = BTreeSet::new();
    let mut renamed: BTreeMap<&str, String> = BTreeMap::new();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut number = 0;
    for place in ids {
        let id = &svg[place.clone()];
        let is_first = seen.insert(id);
        if is_first && is_name(id) {
            continue;
        }
        let new = loop {
            number += 1;
            let new = format!("id-{number}");
            if !names.contains(&*new) {
                break new;
            }
        };
        if is_first {
            renamed.insert(id, new.clone());
        }
        edits.push((place, new));
    }
    for (at, _) in svg.match_indices('#') {
        let Some(before) = REFERENCES.iter().find(|before| svg[..at].ends_with(**before)) else { continue };
        let rest = &svg[at + 1..];
        let end = rest.find([')', '"', '\'']).unwrap_or(rest.len());
        let id = &rest[..end];
        if let Some(new) = renamed.get(id) {
            edits.push((at + 1..at + 1 + end, new.clone()));
        } else if before.starts_with("href") && !names.contains(id) {
            // A reference to nothing is an error in a book: the attribute goes.
            let start = svg[..at].rfind(char::is_whitespace).unwrap_or(at);
            edits.push((start..(at + 2 + end).min(svg.len()), String::new()));
        }
    }
    if edits.is_empty() {
        return Cow::Borrowed(svg);
    }
    edits.sort_by_key(|(place, _)| place.start);
    let (mut text, mut done) = (String::with_capacity(svg.len()), 0);
    for (place, new) in edits {
        text.push_str(&svg[done..place.start]);
        text.push_str(&new);
        done = place.end;
    }
    text.push_str(&svg[done..]);
    Cow::Owned(text)
}

/// Returns the places of the values of all `id` attributes.
fn ids(svg: &str) -> Vec<Range<usize>> {
    let value = |(at, _): (usize, &str)| {
        let is_attribute = svg[..at].ends_with(char::is_whitespace);
        let quote = svg[at + 3..].chars().next().filter(|quote| is_attribute && matches!(quote, '"' | '\''))?;
        let start = at + 4;
        let length = svg[start..].find(quote)?;
        Some(start..start + length)
    };
    svg.match_indices("id=").filter_map(value).collect()
}

/// Tests whether an id is an XML name without colons (Namespaces in XML 1.0, `NCName`).
fn is_name(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_unique_names_and_references_follow() {
        let svg = r##"<svg><g id="a/b"><rect id="r" fill="url(#a/b)"/><rect id="r"/></g><use xlink:href='#a/b'/><use href="#r"/><use href="#gone"/></svg>"##;
        assert_eq!(
            with_valid_ids(svg),
            r##"<svg><g id="id-1"><rect id="r" fill="url(#id-1)"/><rect id="id-2"/></g><use xlink:href='#id-1'/><use href="#r"/><use/></svg>"##
        );
    }

    #[test]
    fn valid_files_are_not_changed() {
        let svg = r#"<svg grid="1 2"><g id="ok"/><path data-id="1 x" fill="url(#ok)"/></svg>"#;
        assert!(matches!(with_valid_ids(svg), Cow::Borrowed(_)));
    }
}
