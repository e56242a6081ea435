//! Turns a site into a book (EPUB 3.3): a chapter for each page, the course's tree as contents, the glossary at the end.

mod chapter;
mod drawing;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Seek, Write};

use anyhow::{Context, Result};
use rayon::prelude::*;
use zip::ZipWriter;

use super::reference::Reference;
use super::{archive, disk, style};
use crate::course::Course;
use crate::html::escape;
use crate::render::theme::{DIAGRAM_STYLE, Theme};
use crate::site::{Output, Site, SitePath};
use chapter::{Chapter, ChapterIds, ChapterText};

/// The media types of images that every reading system supports (EPUB 3.3, section 3.2).
const IMAGE_TYPES: [&str; 5] = ["image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"];

/// The date of every book: the same course results in the same bytes at any time.
const MODIFIED: &str = "2000-01-01T00:00:00Z";

/// Writes the book of a course.
///
/// # Errors
/// Returns an error if a file of the course cannot be read or the book cannot be written.
pub fn write<W: Write + Seek>(course: &Course, site: &Site, theme: &Theme, to: W) -> Result<W> {
    let pages = pages(course);
    let ids: BTreeMap<&SitePath, ChapterIds> =
        pages.par_iter().filter_map(|(path, _)| Some((*path, ChapterIds::of(page(site, path)?)))).collect();
    let mut book = Book { files: BTreeMap::new(), manifest: String::new(), spine: String::new() };
    let mut images = BTreeSet::new();
    let write = |(path, title): &(&SitePath, String)| {
        let chapter = Chapter { path, title, lang: course.language.tag(), ids: &ids, theme };
        Some(chapter::write(&chapter, page(site, path)?))
    };
    let chapters: Vec<Option<ChapterText>> = pages.par_iter().map(write).collect();
    for (number, ((path, _), chapter)) in pages.iter().zip(chapters).enumerate() {
        let Some(chapter) = chapter else { continue };
        images.extend(chapter.images);
        let properties = match (chapter.has_drawings, chapter.has_formulas) {
            (true, true) => " properties=\"svg mathml\"",
            (true, false) => " properties=\"svg\"",
            (false, true) => " properties=\"mathml\"",
            (false, false) => "",
        };
        let name = chapter_name(path);
        book.item(&format!("c{number}"), &name, "application/xhtml+xml", properties);
        // Writing to a string cannot fail.
        let _ = writeln!(book.spine, "<itemref idref=\"c{number}\"/>");
        book.files.insert(name, chapter.text.into_bytes());
    }
    for (number, image) in images.iter().enumerate() {
        let Some(output) = site.files.get(image) else { continue };
        let (name, mut bytes) = (chapter_name(image), disk::bytes(output)?);
        let media_type = media_type(image, &bytes);
        if let ("image/svg+xml", Ok(svg)) = (media_type, std::str::from_utf8(&bytes)) {
            bytes = drawing::with_valid_ids(svg).into_owned().into_bytes();
        }
        book.item(&format!("i{number}"), &name, media_type, "");
        book.files.insert(name, bytes);
    }
    book.item("style", "book.css", "text/css", "");
    book.files.insert("book.css".to_owned(), styles(course, site, theme).into_bytes());
    book.item("nav", "nav.xhtml", "application/xhtml+xml", " properties=\"nav\"");
    book.files.insert("nav.xhtml".to_owned(), contents(course, theme, &ids).into_bytes());
    let package = book.package(course);
    book.files.insert("package.opf".to_owned(), package.into_bytes());
    book.write(to)
}

/// Returns the pages of the book in reading order, with their titles.
fn pages(course: &Course) -> Vec<(&SitePath, String)> {
    let title =
        |label: Option<&String>, title: &str| label.map_or(title.to_owned(), |label| format!("{label}: {title}"));
    let mut pages: Vec<(&SitePath, String)> =
        course.entries.iter().map(|entry| (&entry.site, title(entry.label.as_ref(), &entry.title))).collect();
    pages.extend(course.viewers.iter().map(|(path, site)| (site, path.name().to_owned())));
    pages.extend(course.listings.iter().map(|(path, site)| (site, path.name().to_owned())));
    if !course.glossary.is_empty() {
        pages.push((&course.generated.glossary, String::new()));
    }
    pages
}

fn page<'a>(site: &'a Site, path: &SitePath) -> Option<&'a str> {
    match site.files.get(path) {
        Some(Output::Html(page)) => Some(page),
        _ => None,
    }
}

/// Returns the name of a file in the book: ASCII letters and digits only, which every reading system supports.
pub(super) fn chapter_name(path: &SitePath) -> String {
    let (stem, extension) = path.as_str().rsplit_once('.').unwrap_or((path.as_str(), "bin"));
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    let hash = blake3::hash(path.as_str().as_bytes()).to_hex();
    let extension = if path.is_page() { "xhtml" } else { extension };
    let short = &plain[..plain.len().min(60)];
    format!("{short}-{}.{}", &hash[..8], extension.to_ascii_lowercase())
}

/// Returns the media type of an image by its first bytes: extensions are often wrong, and reading systems rely on the type.
fn media_type(path: &SitePath, bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => {
            let guessed = mime_guess::from_path(path.as_str()).first_or_octet_stream();
            IMAGE_TYPES.into_iter().find(|known| *known == guessed.essence_str()).unwrap_or("image/png")
        }
    }
}

/// Tests whether a file is an image that a book can show, by its name.
fn is_image(path: &SitePath) -> bool {
    let guessed = mime_guess::from_path(path.as_str()).first_or_octet_stream();
    IMAGE_TYPES.contains(&guessed.essence_str())
}

/// Returns the style sheet of the book and its drawings, in light colours.
fn styles(course: &Course, site: &Site, theme: &Theme) -> String {
    let drawings = SitePath::new(&format!("{}/{DIAGRAM_STYLE}", course.generated.theme_folder));
    let drawings = match site.files.get(&drawings) {
        Some(Output::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    };
    theme.book.clone() + &style::light_only(&drawings)
}

/// Writes the book's table of contents: the tree of the course, then the glossary.
fn contents(course: &Course, theme: &Theme, ids: &BTreeMap<&SitePath, ChapterIds>) -> String {
    let mut list = String::new();
    // Entries without a page in the book are skipped, and so their levels may be.
    let mut depth = 0;
    for (index, entry) in course.entries.iter().enumerate().filter(|(_, entry)| ids.contains_key(&entry.site)) {
        let here = course.ancestors(index).len() + 1;
        if here > depth {
            list.push_str(&"<ol>\n<li>".repeat(here - depth));
        } else {
            list.push_str("</li>\n");
            list.push_str(&"</ol></li>\n".repeat(depth - here));
            list.push_str("<li>");
        }
        depth = here;
        let title = entry.label.as_ref().map_or(entry.title.clone(), |label| format!("{label}: {}", entry.title));
        let _ = write!(list, "<a href=\"{}\">{}</a>", chapter_name(&entry.site), escape(&title));
    }
    list.push_str(&"</li></ol>".repeat(depth.saturating_sub(1)));
    if depth > 0 {
        list.push_str("</li>\n");
    }
    if ids.contains_key(&course.generated.glossary) {
        let word = escape(theme.words.get("glossary"));
        let _ = writeln!(list, "<li><a href=\"{}\">{word}</a></li>", chapter_name(&course.generated.glossary));
    }
    list.push_str("</ol>");
    let heading = escape(theme.words.get("contents_course"));
    let body = format!("<nav epub:type=\"toc\" id=\"toc\"><h1>{heading}</h1>\n{list}</nav>");
    chapter::document(course.language.tag(), &course.title, &body)
}

/// The files of a book, and the entries of its package document.
struct Book {
    files: BTreeMap<String, Vec<u8>>,
    manifest: String,
    spine: String,
}

impl Book {
    /// Adds a file to the manifest.
    fn item(&mut self, id: &str, name: &str, media_type: &str, properties: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.manifest, "<item id=\"{id}\" href=\"{name}\" media-type=\"{media_type}\"{properties}/>");
    }

    /// Writes the package document. The identifier is a hash of all files, so that it changes with the text.
    fn package(&self, course: &Course) -> String {
        let mut hash = blake3::Hasher::new();
        for (name, bytes) in &self.files {
            hash.update(name.as_bytes());
            hash.update(bytes);
        }
        let id = hash.finalize().to_hex();
        let id = format!("{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..32]);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{lang}\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">urn:uuid:{id}</dc:identifier>\n<dc:title>{title}</dc:title>\n\
             <dc:language>{lang}</dc:language>\n<meta property=\"dcterms:modified\">{MODIFIED}</meta>\n</metadata>\n\
             <manifest>\n{manifest}</manifest>\n<spine{progression}>\n{spine}</spine>\n</package>\n",
            lang = course.language.tag(),
            title = escape(&course.title),
            manifest = self.manifest,
            spine = self.spine,
            progression = if course.language.direction() == "rtl" { " page-progression-direction=\"rtl\"" } else { "" },
        )
    }

    fn write<W: Write + Seek>(&self, to: W) -> Result<W> {
        const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container version=\"1.0\" \
            xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"EPUB/package.opf\" \
            media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";
        let mut zip = ZipWriter::new(to);
        let failed = || "cannot write the book";
        // Reading systems identify a book by its first bytes: this file comes first, uncompressed (OCF 3.3, section 4.3).
        zip.start_file("mimetype", archive::options(true)).with_context(failed)?;
        zip.write_all(b"application/epub+zip").with_context(failed)?;
        zip.start_file("META-INF/container.xml", archive::options(false)).with_context(failed)?;
        zip.write_all(CONTAINER.as_bytes()).with_context(failed)?;
        for (name, bytes) in &self.files {
            zip.start_file(format!("EPUB/{name}"), archive::options(false)).with_context(failed)?;
            zip.write_all(bytes).with_context(failed)?;
        }
        zip.finish().context("cannot finish the book")
    }
}

/// Returns the image that a reference on a page names, if a book can show it.
fn image(page: &SitePath, reference: &str) -> Option<SitePath> {
    match Reference::read(page, reference) {
        Reference::Within(target, _) if is_image(&target) => Some(target),
        _ => None,
    }
}
