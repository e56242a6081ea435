//! Turns pages of the site into one document: images and styles inside, links within it as anchors, ids apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::disk;
use super::html::{self, Piece, Tag};
use super::place::{Places, Reference};
use super::style;
use super::unit::Unit;
use crate::course::Course;
use crate::render::bundle::{BundleView, SectionView, bundle};
use crate::render::theme::{DIAGRAM_STYLE, STYLE, Theme};
use crate::site::path::encode_fragment;
use crate::site::{Output, Site, SitePath};

/// A file that is larger than this is not carried inside a document: mail and learning platforms refuse it.
const MAX_INSIDE: u64 = 16 * 1024 * 1024;

/// The scripts that such a document needs, in their order.
const SCRIPTS: [&str; 4] = ["scheme.js", "reader.js", "terms.js", "progress.js"];

/// All that documents are made of.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its finished site.
    pub site: &'a Site,
    /// What it looks like.
    pub theme: &'a Theme,
}

/// A page that goes into a document.
struct Part<'a> {
    path: &'a SitePath,
    title: String,
    label: Option<String>,
    /// What it is, as class names have it.
    kind: &'static str,
}

/// Makes the document of a unit.
///
/// # Errors
/// Where a file of the course cannot be read, or the theme is wrong.
pub fn document(whole: Whole<'_>, unit: &Unit) -> Result<String> {
    let parts = parts(whole, unit);
    let numbers: BTreeMap<&SitePath, usize> = parts.iter().enumerate().map(|(at, part)| (part.path, at + 1)).collect();
    let (mut sections, mut notes) = (Vec::new(), String::new());
    for part in &parts {
        let Some(Output::Html(page)) = whole.site.files.get(part.path) else { continue };
        let mut writer = Writer {
            whole,
            numbers: &numbers,
            page: part.path,
            number: numbers[part.path],
            skip: Vec::new(),
            ends: Vec::new(),
        };
        let written = writer.article(html::main(page))?;
        notes.push_str(&written.notes);
        let id = format!("page--{}", writer.number);
        sections.push(SectionView {
            id,
            title: part.title.clone(),
            label: part.label.clone(),
            kind: part.kind,
            html: written.article,
        });
    }
    let view = BundleView {
        title: unit.title.clone(),
        lang: whole.course.language.tag(),
        generator: crate::render::site::GENERATOR,
        logo: whole
            .theme
            .files
            .get(&whole.theme.logo)
            .map(|bytes| data_url(&whole.theme.logo, bytes))
            .unwrap_or_default(),
        style: styles(whole),
        scripts: SCRIPTS.iter().filter_map(|name| script(whole.theme, name)).collect(),
        sections,
        notes,
    };
    bundle(whole.theme, &view)
}

/// The pages of a unit: its lessons, then the files that they show, then the glossary.
fn parts<'a>(whole: Whole<'a>, unit: &Unit) -> Vec<Part<'a>> {
    let course = whole.course;
    let entries = unit.entries.iter().map(|&index| &course.entries[index]);
    let mut parts: Vec<Part<'_>> = entries
        .map(|entry| Part {
            path: &entry.site,
            title: entry.title.clone(),
            label: entry.label.clone(),
            kind: entry.kind.as_str(),
        })
        .collect();
    let mut named = BTreeSet::new();
    for part in &parts {
        let Some(Output::Html(page)) = whole.site.files.get(part.path) else { continue };
        for piece in html::pieces(html::main(page)) {
            if let Piece::Open(tag) = piece
                && let Some(Reference::Within(target, _)) =
                    tag.get("href").map(|href| Places { page: part.path }.read(href))
            {
                named.insert(target);
            }
        }
    }
    let viewers = course.viewers.iter().filter(|(_, site)| named.contains(*site));
    parts.extend(viewers.map(|(path, site)| Part {
        path: site,
        title: path.name().to_owned(),
        label: None,
        kind: "viewer",
    }));
    if named.contains(&course.places.glossary) {
        let title = whole.theme.words.get("glossary").to_owned();
        parts.push(Part { path: &course.places.glossary, title, label: None, kind: "glossary" });
    }
    parts
}

/// All style rules, with the fonts inside.
fn styles(whole: Whole<'_>) -> String {
    let file = |name: &str| whole.theme.files.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let font = |name: &str| Some(data_url(name, whole.theme.files.get(name)?));
    let drawings = SitePath::new(&format!("{}/{DIAGRAM_STYLE}", whole.course.places.theme_folder));
    let drawings = whole.site.files.get(&drawings).and_then(|output| match output {
        Output::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    });
    let all = style::with_files(&file(STYLE).unwrap_or_default(), font) + &drawings.unwrap_or_default();
    all.replace("</", "<\\/")
}

/// A script as it may stand in a document.
fn script(theme: &Theme, name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(theme.files.get(name)?).into_owned();
    Some(text.replace("</script", "<\\/script").replace("<!--", "<\\!--"))
}

/// The address of a file that stands inside the document.
fn data_url(name: &str, bytes: &[u8]) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    format!("data:{kind};base64,{}", STANDARD.encode(bytes))
}

struct Written {
    article: String,
    notes: String,
}

struct Writer<'a> {
    whole: Whole<'a>,
    numbers: &'a BTreeMap<&'a SitePath, usize>,
    page: &'a SitePath,
    number: usize,
    /// The elements that are being left out, innermost last.
    skip: Vec<String>,
    /// For each element that is open: its name, and the name by which it was written.
    ends: Vec<(String, Option<String>)>,
}

impl Writer<'_> {
    /// Writes an article; the notes of its terms by themselves, for a document has one list of them.
    fn article(&mut self, page: &str) -> Result<Written> {
        let (mut article, mut notes) = (String::new(), String::new());
        let mut in_notes: Option<usize> = None;
        for piece in html::pieces(page) {
            if self.skips(&piece) {
                continue;
            }
            let out = if in_notes.is_some() { &mut notes } else { &mut article };
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Open(tag) => {
                    let is_notes = tag.has_class("term-notes");
                    let is_open = !tag.is_void();
                    let name = tag.name.clone().into_owned();
                    let written = if is_notes { None } else { Some(self.open(tag, out)?) };
                    if is_open {
                        if is_notes {
                            in_notes = Some(self.ends.len());
                        }
                        self.ends.push((name, written));
                    }
                }
                Piece::Close(name) => {
                    let Some((_, written)) = self.ends.pop_if(|(open, _)| open == name) else { continue };
                    if let Some(written) = written {
                        Piece::Close(&written).write(out);
                    }
                    in_notes = in_notes.filter(|depth| self.ends.len() > *depth);
                }
            }
        }
        Ok(Written { article, notes })
    }

    /// Leaves out what leads about in a site, or sums up its pages.
    fn skips(&mut self, piece: &Piece<'_>) -> bool {
        match piece {
            Piece::Open(tag) => {
                let leads = ["breadcrumb", "pager", "study-ways", "glossary-bar", "page-terms", "meter", "tasks-sum"];
                let out =
                    !self.skip.is_empty() || leads.iter().any(|class| tag.has_class(class)) || &*tag.name == "script";
                if out && !tag.is_void() {
                    self.skip.push(tag.name.clone().into_owned());
                }
                out
            }
            Piece::Close(_) => self.skip.pop().is_some(),
            Piece::Text(_) => !self.skip.is_empty(),
        }
    }

    /// Writes a start tag as it stands in the document; gives the name by which it was written.
    fn open(&self, mut tag: Tag<'_>, out: &mut String) -> Result<String> {
        for (name, value) in &mut tag.attributes {
            match *name {
                "id" | "for" | "data-term" | "popovertarget" => *value = Cow::Owned(self.apart(value)),
                "data-task" => *value = Cow::Owned(self.task(value)),
                "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
                    let all: Vec<String> = value.split_ascii_whitespace().map(|id| self.apart(id)).collect();
                    *value = Cow::Owned(all.join(" "));
                }
                "src" | "poster" | "srcset" => {
                    if let Some(inside) = self.inside(value)? {
                        *value = Cow::Owned(inside);
                    }
                }
                _ if value.contains("url(#") => *value = Cow::Owned(self.references_apart(value)),
                _ => {}
            }
        }
        if let Some(href) = tag.get("href").map(str::to_owned) {
            self.link(&mut tag, &href)?;
        }
        tag.write(out);
        Ok(tag.name.into_owned())
    }

    /// An id of this page, apart from those of all others.
    fn apart(&self, id: &str) -> String {
        format!("{id}--{}", self.number)
    }

    /// The name by which a box is kept, apart from boxes with the same words on other pages, wherever those stand.
    fn task(&self, name: &str) -> String {
        let page = blake3::hash(self.page.as_str().as_bytes()).to_hex();
        format!("{name}.{}", &page[..4])
    }

    fn references_apart(&self, value: &str) -> String {
        let mut parts = value.split("url(#");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (id, rest) = part.split_once(')').unwrap_or((part, ""));
            // Writing to a string cannot fail.
            let _ = write!(out, "url(#{}){rest}", self.apart(id));
        }
        out
    }

    /// Leads a link to a place in the document, to a file inside it, or nowhere.
    fn link(&self, tag: &mut Tag<'_>, href: &str) -> Result<()> {
        let Reference::Within(target, fragment) = (Places { page: self.page }).read(href) else { return Ok(()) };
        if let Some(number) = self.numbers.get(&target) {
            let id = fragment.map_or_else(|| format!("page--{number}"), |id| format!("{id}--{number}"));
            tag.set("href", format!("#{}", encode_fragment(&id)));
        } else if let Some(inside) = self.inside(href)? {
            let name = target.as_str().rsplit('/').next().unwrap_or_default().to_owned();
            tag.set("href", inside);
            tag.attributes.push(("download", Cow::Owned(name)));
        } else {
            tag.name = Cow::Borrowed("span");
            tag.attributes.retain(|(name, _)| matches!(*name, "class" | "id"));
            let why = self.whole.theme.words.get("left_out_page").to_owned();
            match tag.attributes.iter_mut().find(|(name, _)| *name == "class") {
                Some((_, class)) => *class = Cow::Owned(format!("{class} left-out")),
                None => tag.attributes.push(("class", Cow::Borrowed("left-out"))),
            }
            tag.attributes.push(("title", Cow::Owned(why)));
        }
        Ok(())
    }

    /// A file of the course as an address that holds all of it; `None` for pages, addresses and what is too large.
    fn inside(&self, reference: &str) -> Result<Option<String>> {
        let Reference::Within(target, _) = (Places { page: self.page }).read(reference) else { return Ok(None) };
        let Some(output) = self.whole.site.files.get(&target).filter(|_| !target.is_page()) else { return Ok(None) };
        if let Output::Copy(file) = output
            && disk::size(file) > MAX_INSIDE
        {
            return Ok(None);
        }
        Ok(Some(data_url(target.as_str(), &disk::bytes(output)?)))
    }
}
