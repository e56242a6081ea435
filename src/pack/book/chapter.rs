//! Turns the main part of a page into a chapter: XHTML without what only a site can do.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{chapter_name, image};
use crate::pack::html::{self, Piece, Tag, Xml, escape};
use crate::pack::place::{Places, Reference};
use crate::pack::style::light_only;
use crate::render::theme::Theme;
use crate::site::SitePath;

/// What a chapter is made of.
pub(super) struct Chapter<'a> {
    pub(super) path: &'a SitePath,
    /// Its title; that of the page's heading where it is empty.
    pub(super) title: &'a str,
    pub(super) lang: &'a str,
    /// The places of all chapters.
    pub(super) ids: &'a BTreeMap<&'a SitePath, Ids>,
    pub(super) theme: &'a Theme,
}

/// A chapter.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) images: BTreeSet<SitePath>,
    pub(super) has_drawings: bool,
}

/// The places of a page with the ids that they have in the book: XML allows less in them than HTML does.
pub(super) struct Ids(BTreeMap<String, String>);

impl Ids {
    /// Finds the places of a page's main part.
    pub(super) fn of(main: &str) -> Self {
        let mut ids = BTreeMap::new();
        let mut skip = Skip::default();
        for piece in html::pieces(main) {
            if skip.skips(&piece) {
                continue;
            }
            if let Piece::Open(tag) = &piece
                && let Some(id) = tag.get("id")
            {
                let number = ids.len() + 1;
                ids.entry(id.to_owned()).or_insert_with(|| format!("p{number}"));
            }
        }
        Self(ids)
    }

    fn get(&self, id: &str) -> Option<&String> {
        self.0.get(id)
    }
}

/// What a book has no use for: what leads about, what needs a script, what cannot be shown.
#[derive(Default)]
struct Skip(Vec<String>);

impl Skip {
    fn skips(&mut self, piece: &Piece<'_>) -> bool {
        const CLASSES: [&str; 10] = [
            "breadcrumb",
            "pager",
            "anchor",
            "study-ways",
            "term-notes",
            "page-terms",
            "letters",
            "glossary-filter",
            "diagram-source",
            "downloads",
        ];
        const ELEMENTS: [&str; 7] = ["script", "button", "form", "video", "audio", "template", "select"];
        match piece {
            Piece::Open(tag) => {
                let out = !self.0.is_empty()
                    || ELEMENTS.contains(&&*tag.name)
                    || CLASSES.iter().any(|class| tag.has_class(class))
                    || (&*tag.name == "input" && tag.get("type") != Some("checkbox"));
                if out && !tag.is_void() {
                    self.0.push(tag.name.clone().into_owned());
                }
                out
            }
            Piece::Close(_) => self.0.pop().is_some(),
            Piece::Text(_) => !self.0.is_empty(),
        }
    }
}

/// Writes a chapter.
pub(super) fn write(chapter: &Chapter<'_>, page: &str) -> Written {
    let mut written = Written { text: String::new(), images: BTreeSet::new(), has_drawings: false };
    let (mut xml, mut skip, mut seen) = (Xml::default(), Skip::default(), BTreeSet::new());
    // For each open element, the name by which it was written.
    let mut names: Vec<(String, String)> = Vec::new();
    for piece in html::pieces(html::main(page)) {
        if skip.skips(&piece) {
            continue;
        }
        match piece {
            Piece::Text(_) => xml.put(&piece),
            Piece::Close(name) => {
                if let Some((_, written)) = names.pop_if(|(open, _)| open == name) {
                    xml.put(&Piece::Close(&written));
                }
            }
            Piece::Open(tag) if &*tag.name == "input" => {
                let sign = if tag.get("checked").is_some() { "☑ " } else { "☐ " };
                xml.raw(sign);
            }
            Piece::Open(tag) => {
                let name = tag.name.clone().into_owned();
                let is_open = !tag.is_void();
                written.has_drawings |= name == "svg";
                let Some(tag) = converted(chapter, tag, &mut written.images, &mut seen) else { continue };
                if is_open {
                    names.push((name, tag.name.clone().into_owned()));
                }
                xml.put(&Piece::Open(tag));
            }
        }
    }
    let title = if chapter.title.is_empty() { chapter.theme.words.get("glossary") } else { chapter.title };
    written.text = document(chapter.lang, title, &xml.finish());
    written
}

/// An element as a book can hold it; `None` where it cannot.
fn converted<'a>(
    chapter: &Chapter<'_>,
    mut tag: Tag<'a>,
    images: &mut BTreeSet<SitePath>,
    seen: &mut BTreeSet<String>,
) -> Option<Tag<'a>> {
    let own = chapter.ids.get(chapter.path)?;
    if &*tag.name == "img" {
        let found = tag.get("src").and_then(|src| image(chapter.path, src))?;
        tag.set("src", chapter_name(&found));
        images.insert(found);
    }
    if matches!(&*tag.name, "source" | "track") {
        return None;
    }
    tag.attributes.retain(|(name, _)| is_kept(name));
    for (name, value) in &mut tag.attributes {
        let all = |value: &str| -> String {
            let known: Vec<&str> =
                value.split_ascii_whitespace().filter_map(|id| own.get(id)).map(String::as_str).collect();
            known.join(" ")
        };
        match *name {
            "id" => {
                *value =
                    Cow::Owned(own.get(value).filter(|id| seen.insert((*id).clone())).cloned().unwrap_or_default());
            }
            "for" | "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
                *value = Cow::Owned(all(value));
            }
            _ if value.contains("url(#") => *value = Cow::Owned(with_ids(value, own)),
            _ if value.contains("light-dark(") => *value = Cow::Owned(light_only(value)),
            _ => {}
        }
    }
    // What lost its value says nothing.
    tag.attributes.retain(|(name, value)| !value.is_empty() || !(is_reference(name) || *name == "id"));
    if &*tag.name == "label" {
        tag.name = Cow::Borrowed("span");
        tag.attributes.retain(|(name, _)| *name != "for");
    }
    // EPUBCheck knows no other roles of drawings.
    if &*tag.name == "svg" && !matches!(tag.get("role"), Some("img" | "application" | "document")) {
        tag.attributes.retain(|(name, _)| *name != "role");
    }
    if &*tag.name == "svg" && tag.get("xmlns").is_none() {
        tag.attributes.insert(0, ("xmlns", Cow::Borrowed("http://www.w3.org/2000/svg")));
    }
    link(chapter, &mut tag);
    Some(tag)
}

fn is_reference(name: &str) -> bool {
    matches!(name, "for" | "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers")
}

/// Whether an attribute means something in a book.
fn is_kept(name: &str) -> bool {
    let gone = [
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
    !name.starts_with("data-")
        && !name.starts_with("popover")
        && !gone.contains(&name)
        && !name.starts_with("aria-roledesc")
}

/// Leads a link to its chapter; one that leads to no chapter keeps its words.
fn link(chapter: &Chapter<'_>, tag: &mut Tag<'_>) {
    let Some(href) = tag.get("href").map(str::to_owned) else { return };
    let Reference::Within(target, fragment) = (Places { page: chapter.path }).read(&href) else { return };
    if let Some(ids) = chapter.ids.get(&target) {
        let fragment = fragment.and_then(|id| ids.get(&id)).map(|id| format!("#{id}")).unwrap_or_default();
        tag.set("href", chapter_name(&target) + &fragment);
    } else {
        tag.name = Cow::Borrowed("span");
        tag.attributes.retain(|(name, _)| matches!(*name, "class" | "id"));
    }
}

/// A value in which references to places of the page name them as the book does.
fn with_ids(value: &str, own: &Ids) -> String {
    let mut parts = value.split("url(#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once(')').unwrap_or((part, ""));
        out.push_str("url(#");
        out.push_str(own.get(id).map_or(id, String::as_str));
        out.push(')');
        out.push_str(rest);
    }
    out
}

/// A whole XHTML file.
pub(super) fn document(lang: &str, title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\">\n<head>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        escape(title)
    )
}
