//! Turns a published course into the files by which others follow and reuse it: a feed, and the text of each page as Markdown.

use std::fmt::Write as _;
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;

use super::SiteContext;
use crate::course::{Course, Entry, Target};
use crate::html::escape;
use crate::lesson::author_comment::html_comments_of;
use crate::lesson::{Lesson, LinkKind};
use crate::memo::InputHasher;
use crate::render::share_image::ShareImage;
use crate::site::{Output, SitePath};
use crate::source::Source;

/// The most pages in a feed, the last ones changed.
const MAX_FEED_ENTRIES: usize = 50;

/// Returns the day on which the page of an entry was changed last, as its front matter states.
pub(super) fn updated(course: &Course, entry: &Entry) -> Option<Date> {
    course.lesson_of(entry)?.front.updated
}

/// Returns the feed of an edition (RFC 4287), if it has one.
pub(super) fn feed(context: &SiteContext) -> Option<(SitePath, Output)> {
    let (path, base) = (context.feed.clone()?, context.input.base_url.as_deref()?);
    let course = &*context.input.course;
    let mut entries: Vec<(Date, &Entry)> =
        course.entries.iter().filter_map(|entry| Some((updated(course, entry)?, entry))).collect();
    // Stable: of one day, in reading order.
    entries.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    entries.truncate(MAX_FEED_ENTRIES);
    let (home, title) = (course.entries[0].site.url(base), escape(&course.title));
    let last = entries.first().map(|(date, _)| *date)?;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{home}</id>\n<title>{title}</title>\n<author><name>{title}</name></author>\n<updated>{}</updated>\n\
         <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{}\"/>\n",
        course.language.tag(),
        moment(last),
        path.url(base),
    );
    for (date, entry) in entries {
        let address = entry.site.url(base);
        let title =
            entry.label.as_ref().map_or_else(|| entry.title.clone(), |label| format!("{label}: {}", entry.title));
        let summary = course.lesson_of(entry).and_then(|lesson| lesson.summary.as_deref());
        let summary = summary.map(|text| format!("<summary>{}</summary>\n", escape(text))).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = write!(
            xml,
            "<entry>\n<id>{address}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link href=\"{address}\"/>\n{summary}</entry>\n",
            escape(&title),
            moment(date),
        );
    }
    xml.push_str("</feed>\n");
    Some((path, Output::Bytes(Arc::from(xml.into_bytes()))))
}

/// Returns a day as a moment (RFC 3339): front matter states no time.
fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// Returns the path of the Markdown of a page, beside it and with the name of its file, so that links between the files
/// work; `None` if the settings ask for none.
pub(super) fn markdown_path(course: &Course, entry: &Entry) -> Option<SitePath> {
    let file = entry.lesson.as_ref().filter(|_| course.share.markdown)?;
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    Some(beside(&entry.site, &format!("{stem}.md")))
}

/// Returns the Markdown of all pages of an edition, without front matter and comments.
pub(super) fn markdown_files(context: &SiteContext) -> Vec<(SitePath, Output)> {
    let course = &*context.input.course;
    let file = |entry: &Entry| {
        let path = markdown_path(course, entry)?;
        let lesson = course.lesson_of(entry)?;
        let text = markdown(lesson, context.input.sources.get(&lesson.path)?);
        Some((path, Output::Bytes(Arc::from(text.into_bytes()))))
    };
    course.entries.iter().filter_map(file).collect()
}

fn markdown(lesson: &Lesson, source: &Source) -> String {
    let mut text = String::new();
    let mut at = lesson.front_length;
    for comment in html_comments_of(source, lesson.front_length) {
        if comment.start >= at {
            text.push_str(&source.text[at..comment.start]);
            at = comment.end;
        }
    }
    text.push_str(&source.text[at..]);
    text.trim_start_matches('\n').to_owned()
}

/// Returns the address at which readers can edit the file of an entry, if the site is published from a repository on a known
/// service.
pub(super) fn edit_address(context: &SiteContext, index: usize) -> Option<String> {
    let course = &*context.input.course;
    let file = course.entries[index].lesson.as_ref()?;
    let is_shared = context.input.base_url.is_some() && course.share.edit_links;
    context.input.sources.repository.as_ref().filter(|_| is_shared)?.edit_address(file)
}

/// The name under which pictures are remembered, with the version of their look.
const REMEMBERED: &str = "picture of a shared link 1";

/// Draws the picture for shared links of an entry, with its place in the site; `None` if the settings or the address of the
/// site ask for none, or the font lacks its letters. The name is in ASCII: `KakaoTalk` loads no other.
pub(super) fn picture(context: &SiteContext, entry: &Entry) -> Option<(SitePath, Output)> {
    let course = &*context.input.course;
    let colours = context.share_colours.filter(|_| course.share.og)?;
    let title = entry.heading.as_deref().unwrap_or(&entry.title);
    let course_title = Some(course.title.as_str()).filter(|course| *course != title);
    let label = entry.label.as_deref();
    let image = ShareImage { title, label, course: course_title, colours };
    let look = format!("{colours:?}");
    let inputs = [title, label.unwrap_or_default(), course_title.unwrap_or_default(), &look];
    let png: Option<Vec<u8>> = context.input.memo.get(REMEMBERED, &inputs, || image.png());
    let mut name = InputHasher::default();
    (entry.site.as_str(), inputs).hash(&mut name);
    let name = name.finish_text();
    let path = context.theme_path(&format!("share/{}.png", name.get(..16).unwrap_or(&name)));
    Some((path, Output::Bytes(Arc::from(png?))))
}

/// The formats of pictures that other sites show (Open Graph; `KakaoTalk` shows no SVG).
const SHOWN_FORMATS: [&str; 5] = [".png", ".jpg", ".jpeg", ".webp", ".gif"];

/// Returns the URL of the first picture of a page that other sites can show: a file of the site in a format of pixels.
pub(super) fn first_picture(context: &SiteContext, lesson: &Lesson) -> Option<String> {
    let base = context.input.base_url.as_deref()?;
    let targets = context.input.course.links.get(&lesson.path)?;
    let pictures = lesson.links.iter().filter(|link| link.kind == LinkKind::Image);
    let shown = pictures.filter_map(|link| match targets.get(&link.href)? {
        Target::File { site, .. } => Some(site),
        _ => None,
    });
    let is_shown = |site: &&SitePath| {
        let name = site.as_str().to_lowercase();
        SHOWN_FORMATS.iter().any(|ending| name.ends_with(ending))
    };
    Some(shown.into_iter().find(is_shown)?.url(base))
}

/// Returns the path of a file beside a page.
fn beside(page: &SitePath, name: &str) -> SitePath {
    let folder = page.as_str().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    SitePath::new(&format!("{folder}{name}"))
}
