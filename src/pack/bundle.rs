//! Turns pages of the site into one document: images and styles inside, links within it as anchors, ids apart.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::reference::Reference;
use super::unit::Unit;
use super::{disk, page, style};
use crate::course::Course;
use crate::html::{Element, NodeId, Tree, parse};
use crate::render::bundle::{BundleView, SectionView, bundle};
use crate::render::role::Role;
use crate::render::theme::{DIAGRAM_STYLE, STYLE, Theme};
use crate::site::path::encode_fragment;
use crate::site::{Output, Site, SitePath};

/// A file that is larger than this is not carried inside a document: mail and learning platforms refuse it.
const MAX_INSIDE: u64 = 16 * 1024 * 1024;

/// The scripts that such a document needs, in their order.
const SCRIPTS: [&str; 5] = ["scheme.js", "reader.js", "terms.js", "tabs.js", "progress.js"];

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
struct DocumentPart<'a> {
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
        let place = PartPlace { whole, numbers: &numbers, page: part.path, number: numbers[part.path] };
        let mut tree = parse(page);
        let Some(main) = page::main(&tree) else { continue };
        place.convert(&mut tree, main)?;
        notes.push_str(&take_notes(&mut tree, main));
        page::remove_roles(&mut tree, main);
        let id = format!("page--{}", place.number);
        sections.push(SectionView {
            id,
            title: part.title.clone(),
            label: part.label.clone(),
            kind: part.kind,
            html: tree.inner_html(main),
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
fn parts<'a>(whole: Whole<'a>, unit: &Unit) -> Vec<DocumentPart<'a>> {
    let course = whole.course;
    let entries = unit.entries.iter().map(|&index| &course.entries[index]);
    let mut parts: Vec<DocumentPart<'_>> = entries
        .map(|entry| DocumentPart {
            path: &entry.site,
            title: entry.title.clone(),
            label: entry.label.clone(),
            kind: entry.kind.as_str(),
        })
        .collect();
    let mut named = BTreeSet::new();
    for part in &parts {
        let Some(Output::Html(page)) = whole.site.files.get(part.path) else { continue };
        let tree = parse(page);
        for element in page::main(&tree).into_iter().flat_map(|main| tree.descendants(main)) {
            let href = tree.element(element).and_then(|element| element.get("href"));
            if let Some(Reference::Within(target, _)) = href.map(|href| Reference::read(part.path, href)) {
                named.insert(target);
            }
        }
    }
    let viewers = course.viewers.iter().filter(|(_, site)| named.contains(*site));
    parts.extend(viewers.map(|(path, site)| DocumentPart {
        path: site,
        title: path.name().to_owned(),
        label: None,
        kind: "viewer",
    }));
    if named.contains(&course.generated.glossary) {
        let title = whole.theme.words.get("glossary").to_owned();
        parts.push(DocumentPart { path: &course.generated.glossary, title, label: None, kind: "glossary" });
    }
    parts
}

/// All style rules, with the fonts inside.
fn styles(whole: Whole<'_>) -> String {
    let file = |name: &str| whole.theme.files.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let font = |name: &str| Some(data_url(name, whole.theme.files.get(name)?));
    let drawings = SitePath::new(&format!("{}/{DIAGRAM_STYLE}", whole.course.generated.theme_folder));
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

/// Takes the notes of a page's terms out of it, for a document has one list of them.
fn take_notes(tree: &mut Tree<'_>, main: NodeId) -> String {
    let mut notes = String::new();
    for id in page::elements(tree, main) {
        if tree.element(id).and_then(Role::of) == Some(Role::TermNotes) {
            notes.push_str(&tree.inner_html(id));
            tree.detach(id);
        }
    }
    notes
}

/// A page's place in the document.
struct PartPlace<'a> {
    whole: Whole<'a>,
    /// The numbers of the pages that the document holds.
    numbers: &'a BTreeMap<&'a SitePath, usize>,
    page: &'a SitePath,
    number: usize,
}

impl PartPlace<'_> {
    /// Makes a page's main part a part of the document.
    fn convert(&self, tree: &mut Tree<'_>, main: NodeId) -> Result<()> {
        page::leave_out(tree, main, |element| element.name == "script" || Role::of(element) == Some(Role::SiteOnly));
        for id in page::elements(tree, main) {
            let Some(element) = tree.element_mut(id) else { continue };
            self.separate_ids(element);
            self.embed_files(element)?;
            self.convert_link(element)?;
        }
        Ok(())
    }

    /// Sets the ids of an element, and its references to others, apart from those of all other pages.
    fn separate_ids(&self, element: &mut Element<'_>) {
        for attribute in &mut element.attributes {
            let value = &attribute.value;
            let separate = match &*attribute.name {
                "id" | "for" | "data-term" | "popovertarget" => self.apart(value),
                "data-task" => self.task(value),
                "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
                    let all: Vec<String> = value.split_ascii_whitespace().map(|id| self.apart(id)).collect();
                    all.join(" ")
                }
                "src" | "poster" | "srcset" => continue,
                _ if value.contains("url(#") => page::with_ids(value, |id| self.apart(id)),
                _ => continue,
            };
            attribute.value = separate.into();
        }
    }

    /// Puts the files that an element shows into the document.
    fn embed_files(&self, element: &mut Element<'_>) -> Result<()> {
        for attribute in &mut element.attributes {
            if matches!(&*attribute.name, "src" | "poster" | "srcset")
                && let Some(inside) = self.inside(&attribute.value)?
            {
                attribute.value = inside.into();
            }
        }
        Ok(())
    }

    /// Leads a link to a place in the document, to a file inside it, or nowhere.
    fn convert_link(&self, element: &mut Element<'_>) -> Result<()> {
        let Some(href) = element.get("href").map(str::to_owned) else { return Ok(()) };
        let Reference::Within(target, fragment) = Reference::read(self.page, &href) else { return Ok(()) };
        if let Some(number) = self.numbers.get(&target) {
            let id = fragment.map_or_else(|| format!("page--{number}"), |id| format!("{id}--{number}"));
            element.set("href", format!("#{}", encode_fragment(&id)));
        } else if let Some(inside) = self.inside(&href)? {
            let name = target.as_str().rsplit('/').next().unwrap_or_default().to_owned();
            element.set("href", inside);
            element.push("download", name);
        } else {
            element.name = "span".into();
            element.attributes.retain(|attribute| matches!(&*attribute.name, "class" | "id"));
            let class = element.get("class").map_or_else(|| "left-out".to_owned(), |class| format!("{class} left-out"));
            element.set("class", class);
            element.push("title", self.whole.theme.words.get("left_out_page").to_owned());
        }
        Ok(())
    }

    /// Returns an id of this page, apart from those of all others.
    fn apart(&self, id: &str) -> String {
        format!("{id}--{}", self.number)
    }

    /// Returns the name by which a box is kept, apart from boxes with the same words on other pages, wherever those stand.
    fn task(&self, name: &str) -> String {
        let page = blake3::hash(self.page.as_str().as_bytes()).to_hex();
        format!("{name}.{}", &page[..4])
    }

    /// Returns a file of the course as an address that holds all of it; `None` for pages, addresses and what is too large.
    fn inside(&self, reference: &str) -> Result<Option<String>> {
        let Reference::Within(target, _) = Reference::read(self.page, reference) else { return Ok(None) };
        let Some(output) = self.whole.site.files.get(&target).filter(|_| !target.is_page()) else { return Ok(None) };
        if let Output::Copy(file) = output
            && disk::size(file) > MAX_INSIDE
        {
            return Ok(None);
        }
        Ok(Some(data_url(target.as_str(), &disk::bytes(output)?)))
    }
}
