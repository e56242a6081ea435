//! Turns the main part of a page into a chapter: XHTML without navigation, scripts and forms.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::{chapter_name, image};
use crate::html::{Attribute, Element, Node, NodeId, Tree, escape, parse};
use crate::language::Language;
use crate::pack::page;
use crate::pack::reference::Reference;
use crate::pack::style::light_only;
use crate::render::role::Role;
use crate::render::theme::Theme;
use crate::site::SitePath;

/// The input of a chapter.
pub(super) struct Chapter<'a> {
    pub(super) path: &'a SitePath,
    /// Its title; empty for the glossary.
    pub(super) title: &'a str,
    pub(super) lang: &'a str,
    /// The ids of all chapters.
    pub(super) ids: &'a BTreeMap<&'a SitePath, ChapterIds>,
    pub(super) theme: &'a Theme,
}

/// A written chapter.
pub(super) struct ChapterText {
    pub(super) text: String,
    pub(super) images: BTreeSet<SitePath>,
    pub(super) has_drawings: bool,
    pub(super) has_formulas: bool,
}

/// The ids of a page with their ids in the book: XML allows fewer characters in them than HTML.
pub(super) struct ChapterIds(BTreeMap<String, String>);

impl ChapterIds {
    /// Assigns ids to the elements of a page that have one.
    pub(super) fn of(page: &str) -> Self {
        let (tree, main) = parse_main(page);
        let mut ids = BTreeMap::new();
        for id in tree.descendants(main).filter_map(|id| tree.element(id)?.get("id")) {
            let number = ids.len() + 1;
            ids.entry(id.to_owned()).or_insert_with(|| format!("p{number}"));
        }
        Self(ids)
    }

    fn get(&self, id: &str) -> Option<&String> {
        self.0.get(id)
    }
}

/// Parses a page; returns its main part without elements that a book cannot use: navigation, forms, scripts, media.
fn parse_main(page: &str) -> (Tree<'_>, NodeId) {
    const ELEMENTS: [&str; 8] = ["script", "button", "form", "video", "audio", "template", "select", "source"];
    let mut tree = parse(page);
    let main = page::main(&tree).unwrap_or_else(|| tree.append(tree.root(), Node::Fragment));
    name_recordings(&mut tree, main);
    page::remove_elements(&mut tree, main, |element| {
        ELEMENTS.contains(&&*element.name)
            || Role::of(element).is_some()
            || (element.name == "input" && element.get("type") != Some("checkbox"))
    });
    // Its sources are gone, and an image of another site becomes text, which a `<picture>` must not hold.
    for id in page::elements(&tree, main) {
        if tree.is_element(id, "picture") {
            tree.unwrap(id);
        }
    }
    (tree, main)
}

/// Replaces recordings by their names: a book contains no recordings.
fn name_recordings(tree: &mut Tree<'_>, main: NodeId) {
    for id in page::elements(tree, main) {
        let Some(player) = tree.element(id).filter(|element| matches!(&*element.name, "video" | "audio")) else {
            continue;
        };
        let sources = tree.children(id).filter_map(|child| tree.element(child)?.get("src"));
        let file = player.get("src").into_iter().chain(sources).next().unwrap_or_default();
        let file = percent_decode_str(file.rsplit('/').next().unwrap_or(file)).decode_utf8_lossy();
        let name = match player.get("aria-label").or_else(|| player.get("title")) {
            Some(label) => format!("▶ {label} ({file})"),
            None => format!("▶ {file}"),
        };
        for child in tree.children(id).collect::<Vec<_>>() {
            tree.detach(child);
        }
        tree.replace(id, Node::Text(name.into()));
    }
}

/// Writes a chapter.
pub(super) fn write(chapter: &Chapter<'_>, page: &str) -> ChapterText {
    let mut written =
        ChapterText { text: String::new(), images: BTreeSet::new(), has_drawings: false, has_formulas: false };
    let (mut tree, main) = parse_main(page);
    let mut seen = BTreeSet::new();
    for id in page::elements(&tree, main) {
        let Some(element) = tree.element_mut(id) else { continue };
        written.has_drawings |= element.name == "svg";
        written.has_formulas |= element.name == "math";
        if element.name == "input" {
            let sign = if element.get("checked").is_some() { "☑ " } else { "☐ " };
            tree.replace(id, Node::Text(sign.into()));
        } else if !convert(chapter, element, &mut written.images, &mut seen) {
            tree.detach(id);
        } else if element.name == "a" {
            name_link_in_drawing(&mut tree, id);
        }
    }
    let title = if chapter.title.is_empty() { chapter.theme.words.get("glossary") } else { chapter.title };
    written.text = document(chapter.lang, title, &tree.inner_xhtml(main));
    written
}

/// Converts an element for a book; returns `false` if a book cannot contain it.
fn convert(
    chapter: &Chapter<'_>,
    element: &mut Element<'_>,
    images: &mut BTreeSet<SitePath>,
    seen: &mut BTreeSet<String>,
) -> bool {
    let Some(own) = chapter.ids.get(chapter.path) else { return false };
    if element.name == "img" {
        let Some(found) = element.get("src").and_then(|src| image(chapter.path, src)) else { return false };
        element.set("src", chapter_name(&found));
        images.insert(found);
    }
    if matches!(&*element.name, "source" | "track") {
        return false;
    }
    for attribute in &mut element.attributes {
        if attribute.name == "xlink:href" {
            attribute.name = "href".into();
        }
    }
    element.attributes.retain(|attribute| is_kept(&attribute.name));
    convert_values(element, own, seen);
    if element.name == "details" {
        // Many e-readers cannot open a fold.
        element.set("open", "");
    }
    if element.name == "label" {
        element.name = "span".into();
        element.remove("for");
    }
    convert_formula(element);
    if element.name == "svg" {
        // EPUBCheck rejects other roles of drawings.
        if !matches!(element.get("role"), Some("img" | "application" | "document")) {
            element.remove("role");
        }
        if element.get("xmlns").is_none() {
            let mut drawing = Element::new("svg").with("xmlns", "http://www.w3.org/2000/svg");
            drawing.attributes.append(&mut element.attributes);
            element.attributes = drawing.attributes;
        }
    }
    link(chapter, element);
    true
}

/// Gives a link in a drawing its text as title, which reading systems announce (`EPUBCheck`, ACC-011).
fn name_link_in_drawing(tree: &mut Tree<'_>, link: NodeId) {
    let mut above = tree.parent(link);
    while let Some(id) = above {
        if tree.element(id).is_some_and(|element| element.name == "svg") {
            let text = tree.text(link).split_whitespace().collect::<Vec<_>>().join(" ");
            let has_title =
                tree.children(link).any(|child| tree.element(child).is_some_and(|child| child.name == "title"));
            if !text.is_empty() && !has_title {
                let title = tree.append(link, Node::Element(Element::new("title")));
                tree.append(title, Node::Text(text.into()));
            }
            return;
        }
        above = tree.parent(id);
    }
}

/// Converts an element of a formula to `MathML` 3, which EPUB 3 requires: `MathML` Core allows two attributes on every
/// element, `MathML` 3 only on some.
fn convert_formula(element: &mut Element<'_>) {
    if element.name == "math" {
        let namespace = "http://www.w3.org/1998/Math/MathML".into();
        element.attributes.insert(0, Attribute { name: "xmlns".into(), value: namespace });
    }
    if element.name != "mstyle" {
        element.remove("scriptlevel");
        if !matches!(&*element.name, "math" | "mtable") {
            element.remove("displaystyle");
        }
    }
}

/// Converts the values of an element's attributes: ids, references to ids, colours.
fn convert_values(element: &mut Element<'_>, own: &ChapterIds, seen: &mut BTreeSet<String>) {
    let all = |value: &str| -> String {
        let known: Vec<&str> =
            value.split_ascii_whitespace().filter_map(|id| own.get(id)).map(String::as_str).collect();
        known.join(" ")
    };
    for attribute in &mut element.attributes {
        let value = &attribute.value;
        let converted = match &*attribute.name {
            "id" => own.get(value).filter(|id| seen.insert((*id).clone())).cloned().unwrap_or_default(),
            name if is_reference(name) => all(value),
            _ if value.contains("url(#") => {
                page::with_ids(value, |id| own.get(id).map_or(id, String::as_str).to_owned())
            }
            _ if value.contains("light-dark(") => light_only(value),
            _ => continue,
        };
        attribute.value = converted.into();
    }
    // Attributes whose ids are not in the book are dropped.
    element
        .attributes
        .retain(|attribute| !attribute.value.is_empty() || !(is_reference(&attribute.name) || attribute.name == "id"));
}

fn is_reference(name: &str) -> bool {
    matches!(name, "for" | "aria-labelledby" | "aria-describedby" | "aria-details" | "aria-controls" | "headers")
}

/// Tests whether a book keeps an attribute.
fn is_kept(name: &str) -> bool {
    let dropped = [
        "loading",
        "decoding",
        "tabindex",
        "hidden",
        "popover",
        "rel",
        "target",
        "download",
        "srcset",
        "contenteditable",
    ];
    is_xml_name(name)
        && !name.starts_with("data-")
        && !name.starts_with("popover")
        && !dropped.contains(&name)
        && !name.starts_with("aria-roledesc")
}

/// Tests whether XML allows an attribute of this name without the declaration of a namespace: HTML allows `:src`, `@click`, `1a`.
fn is_xml_name(name: &str) -> bool {
    let plain = name.strip_prefix("xml:").unwrap_or(name);
    plain.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Converts a link to the address of its chapter; a link to a page that is not in the book becomes text.
fn link(chapter: &Chapter<'_>, element: &mut Element<'_>) {
    let Some(href) = element.get("href").map(str::to_owned) else { return };
    let Reference::Within(target, fragment) = Reference::read(chapter.path, &href) else { return };
    if let Some(ids) = chapter.ids.get(&target) {
        let fragment = fragment.and_then(|id| ids.get(&id)).map(|id| format!("#{id}")).unwrap_or_default();
        element.set("href", chapter_name(&target) + &fragment);
    } else {
        element.name = "span".into();
        element.attributes.retain(|attribute| matches!(&*attribute.name, "class" | "id"));
    }
}

/// Writes an XHTML document.
pub(super) fn document(lang: &str, title: &str, body: &str) -> String {
    let is_from_right = Language::parse(lang).is_some_and(|language| language.direction() == "rtl");
    let dir = if is_from_right { " dir=\"rtl\"" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\"{dir}>\n<head>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        escape(title)
    )
}
