//! Removes definitions and ids that nothing in the drawing refers to, and renames the other ids to short ones of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::svg_node::{SvgContent, SvgNode};

/// The placeholder for the id of the drawing in ids and references, which a page replaces. A private-use character: it is
/// removed from sources.
pub(crate) const PREFIX: char = '\u{E000}';

const REFERRING: [&str; 6] = ["marker-start", "marker-mid", "marker-end", "clip-path", "mask", "href"];
const PAINTS: [&str; 2] = ["fill", "stroke"];

/// Renames the ids that are used, drops the others, and drops definitions that nothing uses.
pub(crate) fn remove_unused(contents: &mut Vec<SvgContent>) {
    // A definition that only an unused definition refers to is removed in the next round.
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

/// Returns the id in `url(#id)` or `#id`.
fn reference(value: &str) -> Option<&str> {
    let value = value.trim();
    let inner = value.strip_prefix("url(").and_then(|v| v.strip_suffix(')')).unwrap_or(value);
    inner.trim_matches(['"', '\'']).strip_prefix('#').filter(|id| !id.is_empty())
}

fn collect(contents: &[SvgContent], used: &mut BTreeSet<String>) {
    for node in nodes(contents) {
        let attributes = REFERRING.iter().filter_map(|name| node.attribute(name));
        let paints = PAINTS.iter().filter_map(|name| node.style.get(name)).filter(|v| v.starts_with("url("));
        used.extend(attributes.chain(paints).filter_map(reference).map(str::to_owned));
        collect(&node.content, used);
    }
}

fn drop_unused(contents: &mut Vec<SvgContent>, used: &BTreeSet<String>) {
    contents.retain_mut(|content| {
        let SvgContent::Node(node) = content else { return true };
        drop_unused(&mut node.content, used);
        let definition = matches!(
            node.name.as_str(),
            "marker" | "symbol" | "clipPath" | "mask" | "pattern" | "linearGradient" | "radialGradient"
        );
        let wanted = node.attribute("id").is_some_and(|id| used.contains(id));
        let empty_container = matches!(node.name.as_str(), "defs" | "g") && node.content.is_empty();
        (!definition || wanted) && !empty_container
    });
}

fn count(contents: &[SvgContent]) -> usize {
    nodes(contents).map(|node| 1 + count(&node.content)).sum()
}

fn ids(contents: &[SvgContent], found: &mut Vec<String>) {
    for node in nodes(contents) {
        if let Some(id) = node.attribute("id")
            && !found.iter().any(|known| known == id)
        {
            found.push(id.to_owned());
        }
        ids(&node.content, found);
    }
}

fn rename(contents: &mut [SvgContent], names: &BTreeMap<String, String>) {
    for content in contents {
        let SvgContent::Node(node) = content else { continue };
        node.attributes.retain_mut(|(name, value)| {
            if name == "id" {
                return names.get(value.as_str()).is_some_and(|new| {
                    value.clone_from(new);
                    true
                });
            }
            if node.name == "a" || !REFERRING.contains(&name.as_str()) {
                return true;
            }
            let Some(new) = reference(value).and_then(|id| names.get(id)) else { return false };
            *value = if name == "href" { format!("#{new}") } else { format!("url(#{new})") };
            true
        });
        for paint in PAINTS {
            if let Some(id) = node.style.get(paint).filter(|v| v.starts_with("url(")).and_then(reference) {
                let value = names.get(id).map_or("none".to_owned(), |new| format!("url(#{new})"));
                node.style.set(paint, &value);
            }
        }
        rename(&mut node.content, names);
    }
}

fn nodes(contents: &[SvgContent]) -> impl Iterator<Item = &SvgNode> {
    contents.iter().filter_map(|content| match content {
        SvgContent::Node(node) => Some(node.as_ref()),
        SvgContent::Text(_) => None,
    })
}
