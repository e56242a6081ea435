//! Takes away what nothing in the drawing refers to, and gives the rest ids that are short and the drawing's own.

use std::collections::{BTreeMap, BTreeSet};

use super::piece::{Content, Piece};

/// Stands in ids and references where a page puts the id of the drawing. A private-use character: sources are freed of it.
pub(super) const PREFIX: char = '\u{E000}';

const REFERRING: [&str; 6] = ["marker-start", "marker-mid", "marker-end", "clip-path", "mask", "href"];
const PAINTS: [&str; 2] = ["fill", "stroke"];

/// Renames the ids that are used, drops the others, and drops definitions that nothing uses.
pub(super) fn unused(contents: &mut Vec<Content>) {
    // A definition that only an unused definition refers to falls in the next round.
    loop {
        let mut used = BTreeSet::new();
        collect(contents, &mut used);
        let before = count(contents);
        drop_unused(contents, &used);
        if count(contents) == before {
            let mut present = Vec::new();
            ids(contents, &mut present);
            let names = present.iter().filter(|id| used.contains(*id)).zip(0_usize..);
            let names: BTreeMap<String, String> = names.map(|(id, n)| (id.clone(), format!("{PREFIX}-{n}"))).collect();
            rename(contents, &names);
            return;
        }
    }
}

/// The id in `url(#id)` or `#id`.
fn reference(value: &str) -> Option<&str> {
    let value = value.trim();
    let inner = value.strip_prefix("url(").and_then(|v| v.strip_suffix(')')).unwrap_or(value);
    inner.trim_matches(['"', '\'']).strip_prefix('#').filter(|id| !id.is_empty())
}

fn collect(contents: &[Content], used: &mut BTreeSet<String>) {
    for piece in pieces(contents) {
        let attributes = REFERRING.iter().filter_map(|name| piece.attribute(name));
        let paints = PAINTS.iter().filter_map(|name| piece.style.get(name)).filter(|v| v.starts_with("url("));
        used.extend(attributes.chain(paints).filter_map(reference).map(str::to_owned));
        collect(&piece.content, used);
    }
}

fn drop_unused(contents: &mut Vec<Content>, used: &BTreeSet<String>) {
    contents.retain_mut(|content| {
        let Content::Piece(piece) = content else { return true };
        drop_unused(&mut piece.content, used);
        let definition = matches!(
            piece.name.as_str(),
            "marker" | "symbol" | "clipPath" | "mask" | "pattern" | "linearGradient" | "radialGradient"
        );
        let wanted = piece.attribute("id").is_some_and(|id| used.contains(id));
        let empty_container = matches!(piece.name.as_str(), "defs" | "g") && piece.content.is_empty();
        (!definition || wanted) && !empty_container
    });
}

fn count(contents: &[Content]) -> usize {
    pieces(contents).map(|piece| 1 + count(&piece.content)).sum()
}

fn ids(contents: &[Content], found: &mut Vec<String>) {
    for piece in pieces(contents) {
        if let Some(id) = piece.attribute("id")
            && !found.iter().any(|known| known == id)
        {
            found.push(id.to_owned());
        }
        ids(&piece.content, found);
    }
}

fn rename(contents: &mut [Content], names: &BTreeMap<String, String>) {
    for content in contents {
        let Content::Piece(piece) = content else { continue };
        piece.attributes.retain_mut(|(name, value)| {
            if name == "id" {
                return names.get(value.as_str()).is_some_and(|new| {
                    value.clone_from(new);
                    true
                });
            }
            if piece.name == "a" || !REFERRING.contains(&name.as_str()) {
                return true;
            }
            let Some(new) = reference(value).and_then(|id| names.get(id)) else { return false };
            *value = if name == "href" { format!("#{new}") } else { format!("url(#{new})") };
            true
        });
        for paint in PAINTS {
            if let Some(id) = piece.style.get(paint).filter(|v| v.starts_with("url(")).and_then(reference) {
                let value = names.get(id).map_or("none".to_owned(), |new| format!("url(#{new})"));
                piece.style.set(paint, &value);
            }
        }
        rename(&mut piece.content, names);
    }
}

fn pieces(contents: &[Content]) -> impl Iterator<Item = &Piece> {
    contents.iter().filter_map(|content| match content {
        Content::Piece(piece) => Some(piece.as_ref()),
        Content::Text(_) => None,
    })
}
