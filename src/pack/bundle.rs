//! Turns pages of the site into one document: images and styles embedded, links as anchors, ids unique.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::reference::Reference;
use super::unit::Unit;
use super::{disk, link_notes, page, sheets, style};
use crate::course::Course;
use crate::html::{Element, NodeId, Tree, parse};
use crate::memo::Memo;
use crate::render::bundle::{BundleView, SectionView, bundle};
use crate::render::font::slices::embedded;
use crate::render::role::Role;
use crate::render::theme::{DIAGRAM_STYLE, FORMULA_SCRIPT, FORMULA_STYLE, STYLE, Theme};
use crate::site::path::encode_fragment;
use crate::site::{Output, Site, SitePath};

/// The largest file in bytes that is embedded in a document: mail and learning platforms refuse larger ones.
const MAX_EMBEDDED: u64 = 16 * 1024 * 1024;

/// The scripts of a document, in order.
const SCRIPTS: [&str; 7] = ["scheme.js", "zoom.js", "reader.js", "settings.js", "terms.js", "tabs.js", "progress.js"];

/// The script of documents with a quiz.
const QUIZ_SCRIPT: &str = "quiz.js";

/// The input of documents.
#[derive(Debug, Clone, Copy)]
pub struct BundleInput<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its finished site.
    pub site: &'a Site,
    /// Its theme.
    pub theme: &'a Theme,
    /// The results of earlier builds: fonts are cut for each document.
    pub memo: &'a Memo,
}

/// A page of a document.
struct DocumentPart<'a> {
    path: &'a SitePath,
    title: String,
    label: Option<String>,
    /// The kind of the page, as in class names.
    kind: &'static str,
}

/// The medium of a document.
#[derive(Debug, Clone, Copy)]
pub enum Medium<'a> {
    /// A screen.
    Screen,
    /// Sheets of paper, with the numbers of those on which the sections begin, by their ids, as far as they are known.
    Paper(&'a BTreeMap<String, usize>),
}

/// Writes the document of a unit.
///
/// # Errors
/// Returns an error if a file of the course cannot be read or a template of the theme fails.
pub fn document(input: BundleInput<'_>, unit: &Unit, medium: Medium<'_>) -> Result<String> {
    let parts = parts(input, unit);
    let numbers: BTreeMap<&SitePath, usize> = parts.iter().enumerate().map(|(at, part)| (part.path, at + 1)).collect();
    let (mut sections, mut notes) = (Vec::new(), String::new());
    for part in &parts {
        let Some(Output::Html(page)) = input.site.files.get(part.path) else { continue };
        let converter = PartConverter { input, numbers: &numbers, page: part.path, number: numbers[part.path] };
        let mut tree = parse(page);
        let Some(main) = page::main(&tree) else { continue };
        converter.convert(&mut tree, main)?;
        notes.push_str(&take_notes(&mut tree, main));
        page::remove_roles(&mut tree, main);
        let id = format!("page--{}", converter.number);
        let mut sheet = None;
        if let Medium::Paper(sheets) = medium {
            link_notes::add(&mut tree, main);
            sheet = sheets.get(&id).copied();
        }
        sections.push(SectionView {
            id,
            sheet,
            title: part.title.clone(),
            label: part.label.clone(),
            kind: part.kind,
            html: tree.inner_html(main),
        });
    }
    let has_formulas = notes.contains("<math") || sections.iter().any(|section| section.html.contains("<math"));
    let has_quiz = sections.iter().any(|section| section.html.contains("class=\"quiz\""));
    let mut view = BundleView {
        title: unit.title.clone(),
        lang: input.course.language.tag().to_owned(),
        dir: input.course.language.direction(),
        generator: crate::render::site::GENERATOR,
        logo: input
            .theme
            .files
            .get(&input.theme.logo)
            .map(|bytes| data_url(&input.theme.logo, bytes))
            .unwrap_or_default(),
        style: String::new(),
        scripts: scripts(input.theme, has_formulas, has_quiz),
        sections,
        notes,
        remote_images: input.course.loads_remote_images,
        is_trusted: input.course.trusts_html,
    };
    // The document without its style shows which characters its fonts need.
    let fonts = embedded(&input.theme.fonts, &bundle(input.theme, &view)?, input.memo)?;
    view.style = fonts + &styles(input, has_formulas);
    if matches!(medium, Medium::Paper(_)) {
        view.style.push_str(&sheets::style(&view.title, &view.sections));
    }
    bundle(input.theme, &view)
}

/// Returns the pages of a unit: its lessons, then the files that they show, then the glossary.
fn parts<'a>(input: BundleInput<'a>, unit: &Unit) -> Vec<DocumentPart<'a>> {
    let course = input.course;
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
        let Some(Output::Html(page)) = input.site.files.get(part.path) else { continue };
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
        let title = input.theme.words.get("glossary").to_owned();
        parts.push(DocumentPart { path: &course.generated.glossary, title, label: None, kind: "glossary" });
    }
    parts
}

/// Returns the style sheets with their fonts embedded.
fn styles(input: BundleInput<'_>, has_formulas: bool) -> String {
    let Theme { files, formula_files, .. } = input.theme;
    let file = |name: &str| {
        let formulas = formula_files.get(name).filter(|_| has_formulas);
        files.get(name).or(formulas).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    let font = |name: &str| Some(data_url(name, files.get(name).or_else(|| formula_files.get(name))?));
    let drawings = SitePath::new(&format!("{}/{DIAGRAM_STYLE}", input.course.generated.theme_folder));
    let drawings = input.site.files.get(&drawings).and_then(|output| match output {
        Output::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    });
    let own = file(STYLE).unwrap_or_default() + &file(FORMULA_STYLE).unwrap_or_default();
    let all = style::with_files(&own, font) + &drawings.unwrap_or_default();
    all.replace("</", "<\\/")
}

/// Returns the scripts, escaped for `<script>` elements.
fn scripts(theme: &Theme, has_formulas: bool, has_quiz: bool) -> Vec<String> {
    let quiz = has_quiz.then_some(&QUIZ_SCRIPT);
    let own = SCRIPTS.iter().chain(quiz).filter_map(|name| theme.files.get(*name));
    let formulas = theme.formula_files.get(FORMULA_SCRIPT).filter(|_| has_formulas);
    let script =
        |bytes: &Arc<[u8]>| String::from_utf8_lossy(bytes).replace("</script", "<\\/script").replace("<!--", "<\\!--");
    own.chain(formulas).map(script).collect()
}

/// Returns a file as a `data:` address.
fn data_url(name: &str, bytes: &[u8]) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    format!("data:{kind};base64,{}", STANDARD.encode(bytes))
}

/// Removes the notes of a page's terms and returns them: a document has one list of notes.
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

/// The conversion of a page to a part of the document.
struct PartConverter<'a> {
    input: BundleInput<'a>,
    /// The 1-based numbers of the document's pages.
    numbers: &'a BTreeMap<&'a SitePath, usize>,
    page: &'a SitePath,
    number: usize,
}

impl PartConverter<'_> {
    /// Converts the main part of a page.
    fn convert(&self, tree: &mut Tree<'_>, main: NodeId) -> Result<()> {
        page::remove_elements(tree, main, |element| {
            element.name == "script" || Role::of(element) == Some(Role::SiteOnly)
        });
        for id in page::elements(tree, main) {
            let Some(element) = tree.element_mut(id) else { continue };
            self.convert_ids(element);
            self.embed_files(element)?;
            self.convert_link(element)?;
        }
        Ok(())
    }

    /// Makes the ids of an element, and its references to ids, unique in the document.
    fn convert_ids(&self, element: &mut Element<'_>) {
        let is_input = element.name == "input";
        for attribute in &mut element.attributes {
            let value = &attribute.value;
            let converted = match &*attribute.name {
                // Radio buttons of two pages must not be one group.
                "name" if is_input => self.unique_id(value),
                "id" | "for" | "data-term" | "popovertarget" => self.unique_id(value),
                "data-task" => self.unique_task(value),
                "data-names" => {
                    let all =
                        value.split(' ').map(|name| if name == "-" { name.to_owned() } else { self.unique_task(name) });
                    all.collect::<Vec<_>>().join(" ")
                }
                "aria-labelledby" | "aria-describedby" | "aria-details" | "aria-controls" | "headers" => {
                    let all: Vec<String> = value.split_ascii_whitespace().map(|id| self.unique_id(id)).collect();
                    all.join(" ")
                }
                "src" | "poster" | "srcset" => continue,
                _ if value.contains("url(#") => page::with_ids(value, |id| self.unique_id(id)),
                _ => continue,
            };
            attribute.value = converted.into();
        }
    }

    /// Embeds the files that an element shows.
    fn embed_files(&self, element: &mut Element<'_>) -> Result<()> {
        for attribute in &mut element.attributes {
            if matches!(&*attribute.name, "src" | "poster" | "srcset")
                && let Some(embedded) = self.embedded(&attribute.value)?
            {
                attribute.value = embedded.into();
            }
        }
        Ok(())
    }

    /// Converts a link to an anchor of the document or an embedded file; any other link within the site becomes text.
    fn convert_link(&self, element: &mut Element<'_>) -> Result<()> {
        let Some(href) = element.get("href").map(str::to_owned) else { return Ok(()) };
        let Reference::Within(target, fragment) = Reference::read(self.page, &href) else { return Ok(()) };
        if let Some(number) = self.numbers.get(&target) {
            let id = fragment.map_or_else(|| format!("page--{number}"), |id| format!("{id}--{number}"));
            element.set("href", format!("#{}", encode_fragment(&id)));
        } else if let Some(embedded) = self.embedded(&href)? {
            let name = target.as_str().rsplit('/').next().unwrap_or_default().to_owned();
            element.set("href", embedded);
            element.push("download", name);
        } else {
            element.name = "span".into();
            element.attributes.retain(|attribute| matches!(&*attribute.name, "class" | "id"));
            let class = element.get("class").map_or_else(|| "left-out".to_owned(), |class| format!("{class} left-out"));
            element.set("class", class);
            element.push("title", self.input.theme.words.get("left_out_page").to_owned());
        }
        Ok(())
    }

    /// Returns an id of this page that is unique in the document.
    fn unique_id(&self, id: &str) -> String {
        format!("{id}--{}", self.number)
    }

    /// Returns the key of a task's state, unique among the pages of the course.
    fn unique_task(&self, name: &str) -> String {
        let page = blake3::hash(self.page.as_str().as_bytes()).to_hex();
        format!("{name}.{}", &page[..4])
    }

    /// Returns a file of the course as a `data:` address; `None` for pages, addresses outside the site and files over the limit.
    fn embedded(&self, reference: &str) -> Result<Option<String>> {
        let Reference::Within(target, _) = Reference::read(self.page, reference) else { return Ok(None) };
        let Some(output) = self.input.site.files.get(&target).filter(|_| !target.is_page()) else { return Ok(None) };
        if let Output::Copy(file) = output
            && disk::size(file) > MAX_EMBEDDED
        {
            return Ok(None);
        }
        Ok(Some(data_url(target.as_str(), &disk::bytes(output)?)))
    }
}
