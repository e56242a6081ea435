//! Reports images without alternative text, images that no page shows, and images far larger than they are shown.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::Subject;
use super::page::CheckedPage;
use crate::course::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::html::{Tag, tags};
use crate::lesson::markdown::RECORDINGS;
use crate::lesson::{Link, LinkKind};
use crate::message;
use crate::source::{CoursePath, scheme};

/// File extensions of the images that browsers show.
const EXTENSIONS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp"];

/// The most characters of an image's own bytes that a message shows.
const MAX_ADDRESS: usize = 40;

/// Images below this size in bytes load quickly on any connection.
const SMALL_BYTES: u64 = 500_000;

/// The widest that a page shows an image, in CSS pixels; screens may have two device pixels for each.
const COLUMN_WIDTH: usize = 800;

/// Reports images without alternative text.
pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for link in page.lesson.links.iter().filter(|link| link.kind == LinkKind::Image) {
        let written = &page.source.text[link.span.start..link.span.end];
        // `alt=""` marks an image as decorative; Markdown has no way to state that.
        // A wiki link to a recording (`![[talk.mp3]]`) is one of an `<audio>` element.
        let is_picture = EXTENSIONS.iter().any(|extension| link.href.to_lowercase().contains(extension));
        let is_recording = RECORDINGS.iter().any(|extension| link.href.ends_with(&format!(".{extension}")));
        // `![](#label)` and `![](xref:spec#note)` embed a part of a page in MyST.
        let is_embed = link.href.starts_with('#')
            || scheme(&link.href).is_some_and(|scheme| !matches!(scheme.as_str(), "http" | "https" | "data"));
        let lacks = !is_recording
            && !is_embed
            && !has_alt_attribute(&page.source.text[link.span.end..])
            && (written.starts_with("![")
                && link.text.trim().is_empty()
                && (is_picture || !link.href.starts_with("[["))
                || tag(written).is_some_and(|tag| {
                    tag.name == "img" && ["alt", "fig-alt"].iter().all(|name| tag.attribute(name).is_none())
                }));
        if lacks {
            let message = message!("missing-alt", href = shortened(&link.href));
            let problem = Diagnostic::at(&page.lesson.path, link.span, Code::MissingAlt, message)
                .hint(message!("missing-alt.hint"));
            // Obsidian writes embeds by itself, with the name of the file only ("Embed files").
            found.push(if written.starts_with("![[") { problem.as_info() } else { problem });
        }
    }
}

/// Tests whether attributes after an image state its alternative text: `{fig-alt="a cat"}` in Quarto, `{alt="a cat"}`.
fn has_alt_attribute(after: &str) -> bool {
    let attributes = after.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    attributes
        .is_some_and(|(list, _)| [" alt=", "{alt=", "fig-alt="].iter().any(|key| format!("{{{list}").contains(key)))
}

/// Returns an address, or its start if it holds the image itself.
fn shortened(href: &str) -> String {
    match href.char_indices().nth(MAX_ADDRESS) {
        Some((end, _)) if href.starts_with("data:") => format!("{}…", &href[..end]),
        _ => href.to_owned(),
    }
}

fn tag(written: &str) -> Option<Tag> {
    written.starts_with('<').then(|| tags(written)).and_then(|tags| tags.into_iter().next())
}

/// Reports images that no page shows, and images far larger than they are shown.
pub(super) fn check_files(subject: Subject<'_>, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    unused(subject, pages, found);
    let mut seen = BTreeSet::new();
    for page in pages {
        let mut editions = subject.course.all_editions();
        let Some(targets) = editions.find_map(|course| course.links.get(&page.lesson.path)) else { continue };
        for link in page.lesson.links.iter().filter(|link| link.kind == LinkKind::Image) {
            if let Some(Target::File { path, .. }) = targets.get(&link.href)
                && seen.insert(path)
            {
                found.extend(too_large(subject, page, link, path));
            }
        }
    }
}

fn too_large(subject: Subject<'_>, page: &CheckedPage<'_>, link: &Link, path: &CoursePath) -> Option<Diagnostic> {
    let file = subject.attachments.get(path).filter(|file| file.size >= SMALL_BYTES)?;
    let (width, height) = file.measures?;
    let written = &page.source.text[link.span.start..link.span.end];
    let stated = tag(written).and_then(|tag| tag.attribute("width")?.trim_end_matches("px").parse::<usize>().ok());
    let shown = stated.unwrap_or(COLUMN_WIDTH).clamp(1, COLUMN_WIDTH);
    if width < shown * 4 {
        return None;
    }
    let message = message!("large-image", width, height, kilobytes = file.size / 1000, shown);
    let hint = message!("large-image.hint", width = shown * 2);
    Some(Diagnostic::at(&page.lesson.path, link.span, Code::LargeImage, message).hint(hint))
}

fn unused(subject: Subject<'_>, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    let is_image = |path: &&CoursePath| EXTENSIONS.contains(&path.extension().as_str());
    let used = |path: &&CoursePath| subject.course.all_editions().any(|course| course.assets.contains_key(*path));
    let images: Vec<&CoursePath> = subject.sources.files.keys().filter(is_image).filter(|path| !used(path)).collect();
    if images.is_empty() {
        return;
    }
    // An image named in a text, such as in code, may be used in ways other than links.
    let named: BTreeSet<&str> = AhoCorasick::new(images.iter().map(|path| path.name()))
        .map(|search| {
            let names = |page: &CheckedPage<'_>| -> Vec<&str> {
                let hits = search.find_overlapping_iter(&*page.source.text);
                hits.map(|hit| images[hit.pattern().as_usize()].name()).collect()
            };
            pages.par_iter().flat_map_iter(names).collect()
        })
        .unwrap_or_default();
    for path in images.into_iter().filter(|path| !named.contains(path.name())) {
        found.push(
            Diagnostic::about(path, Code::UnusedImage, message!("unused-image")).hint(message!("unused-image.hint")),
        );
    }
}
