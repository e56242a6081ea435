//! Turns the input of a site into the context that its pages are rendered in: the input, and look-ups that are made once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use super::labels::full_labels;
use super::{GENERATOR, RenderInput, tally};
use crate::course::glossary::key;
use crate::course::{Course, EditionPlace, EditionSummary, EntryKind, Target};
use crate::lesson::Tally;
use crate::memo::{InputHasher, MemoKey};
use crate::read::Sources;
use crate::render::article::{self, RenderContext};
use crate::render::font::slices::CourseFonts;
use crate::render::page::{EditionView, SiteView};
use crate::render::share_image::ShareColours;
use crate::render::theme::{STYLE, Theme};
use crate::site::SitePath;
use crate::source::{CoursePath, Span};

/// The input of a site with the look-ups that its pages share. Pages are functions of it, in any order and in parallel.
#[derive(Debug)]
pub(super) struct SiteContext {
    /// The course, its files and the theme.
    pub(super) input: RenderInput,
    /// The files of the fonts, for all editions.
    pub(super) fonts: Arc<CourseFonts>,
    /// The entries in reading order.
    pub(super) reading: Vec<usize>,
    /// A hash of what all articles depend on, if pages may be kept.
    pub(super) shared_inputs: Option<MemoKey>,
    /// A hash of what all pages depend on beside their variables, if pages may be kept.
    pub(super) page_frame: Option<MemoKey>,
    /// The path of the glossary page, if there is one.
    pub(super) glossary_site: Option<SitePath>,
    /// The path of the feed, if there is one: the address of the site is known, and a page states when it changed.
    pub(super) feed: Option<SitePath>,
    /// The colours of pictures for shared links, if the address of the site is known.
    pub(super) share_colours: Option<ShareColours>,
    /// The ids of the glossary's terms, by their keys.
    pub(super) glossary_ids: BTreeMap<String, String>,
    /// The definitions that are the same on every page because they contain no link, by file and span.
    pub(super) definitions: BTreeMap<(CoursePath, Span), OnceLock<String>>,
    /// The ids of the terms that each page defines, by their lines (from 1).
    pub(super) term_ids: BTreeMap<CoursePath, BTreeMap<usize, String>>,
    /// The full label of each entry (`Week 1 Day 2`), with the name of its part where two entries would share one.
    pub(super) labels: Vec<Option<String>>,
    /// The entries that share their label and title with another one beside them.
    pub(super) equal_names: BTreeSet<usize>,
    /// The next practical page (lab, challenge, hands-on) after each entry.
    pub(super) next_labs: Vec<Option<usize>>,
    /// The number of checkboxes of each entry and the pages below it.
    pub(super) tallies: Vec<Tally>,
    /// The entries whose pages link each page that shows a file.
    pub(super) linking_entries: BTreeMap<SitePath, Vec<usize>>,
}

/// The parts of a page that need a style sheet of their own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PageParts {
    /// Whether it holds a drawing.
    pub(super) diagrams: bool,
    /// Whether it holds a formula.
    pub(super) formulas: bool,
}

impl SiteContext {
    /// Computes the look-ups.
    pub(super) fn new(input: RenderInput, fonts: Arc<CourseFonts>) -> Self {
        let course = &*input.course;
        Self {
            reading: course.reading_order().collect(),
            shared_inputs: shared_inputs(&input),
            page_frame: page_frame(&input, &fonts),
            glossary_ids: course.glossary.terms().map(|term| (key(&term.name), term.id.clone())).collect(),
            term_ids: course.lessons.iter().map(|(path, lesson)| (path.clone(), article::term_ids(lesson))).collect(),
            definitions: definitions(course, &input.sources),
            labels: full_labels(course),
            equal_names: equal_names(course),
            next_labs: next_labs(course),
            tallies: tally::tallies(course),
            linking_entries: linking_entries(course),
            glossary_site: (!course.glossary.is_empty()).then(|| course.generated.glossary.clone()),
            feed: feed_path(course, input.base_url.is_some()),
            fonts,
            share_colours: input.base_url.is_some().then(|| share_colours(&input.theme)),
            input,
        }
    }

    /// Returns the parts of a page that shows pieces of any lesson.
    pub(super) fn parts_of_any(&self) -> PageParts {
        PageParts { diagrams: false, formulas: self.input.course.has_formulas() }
    }

    /// Returns the path of a file of the theme within the site.
    pub(super) fn theme_path(&self, name: &str) -> SitePath {
        SitePath::new(&format!("{}/{name}", self.input.course.generated.theme_folder))
    }

    /// Returns the paths of the font files that belong to a page.
    pub(super) fn page_font_paths(&self, page: &SitePath) -> Vec<SitePath> {
        self.fonts.page_file_names(page).iter().map(|name| self.theme_path(name)).collect()
    }

    /// Returns the path of the tree of the whole course within the site.
    pub(super) fn contents_path(&self) -> SitePath {
        self.theme_path(&format!("{}contents.js", self.input.course.generated.search))
    }

    /// Returns the path of the script with all due dates.
    pub(super) fn due_path(&self) -> SitePath {
        self.theme_path(&format!("{}due-dates.js", self.input.course.generated.search))
    }

    /// Returns the name of an entry's file or folder, if its label and title do not tell it from another one beside it.
    pub(super) fn file_name(&self, index: usize) -> Option<String> {
        self.equal_names.contains(&index).then(|| self.input.course.entries[index].path.name().to_owned())
    }

    /// Returns the input that articles share.
    pub(super) fn article_context(&self) -> RenderContext<'_> {
        RenderContext {
            course: &self.input.course,
            attachments: &self.input.attachments,
            words: &self.input.theme.words,
            diagram: &self.input.theme.diagram,
            memo: &self.input.memo,
            lines: self.input.lines,
            sources: Some(&self.input.sources),
            glossary_site: self.glossary_site.as_ref(),
        }
    }

    /// Returns the template variable `site` for the page at `site`.
    pub(super) fn site_view(&self, site: &SitePath, parts: PageParts) -> SiteView<'_> {
        let course = &*self.input.course;
        SiteView {
            title: &course.title,
            lang: course.language.tag(),
            dir: course.language.direction(),
            home: site.href_to(&course.entries[0].site),
            here: course.entries[0].site.href_to(site),
            tasks: self.tallies[0],
            glossary: self.glossary_site.as_ref().map(|glossary| site.href_to(glossary)),
            assets: format!("{}{}/", site.to_root(), course.generated.theme_folder),
            contents: site.href_to(&self.contents_path()),
            search: (!course.generated.search.is_empty()).then(|| format!("search/{}", course.generated.search)),
            feed: self.feed.as_ref().map(|feed| site.href_to(feed)),
            editions: self.edition_views(site),
            generator: GENERATOR,
            diagrams: parts.diagrams,
            formulas: parts.formulas,
            finds_root: false,
        }
    }

    /// Returns the links to a page in all editions of the course, as the page at `site` shows them.
    fn edition_views(&self, site: &SitePath) -> Vec<EditionView> {
        let course = &*self.input.course;
        let Some(set) = &course.editions else { return Vec::new() };
        let view = |(at, edition): (usize, &EditionSummary)| {
            let place = set.place(site, at);
            let to = if let EditionPlace::Page(to) = place { to } else { &edition.home };
            let is_here = at == course.edition;
            let is_translation = !is_here && matches!(place, EditionPlace::Page(_));
            EditionView {
                lang: edition.language.tag().to_owned(),
                dir: edition.language.direction(),
                name: edition.name.clone(),
                href: site.href_to(if is_here { site } else { to }),
                url: if is_here || is_translation { self.canonical(if is_here { site } else { to }) } else { None },
                current: is_here,
                missing: !is_here && place == EditionPlace::Missing,
                older: is_translation && set.is_older(to),
            }
        };
        set.editions.iter().enumerate().map(view).collect()
    }

    /// Returns the title for the browser's tab: label, title and course.
    pub(super) fn document_title(&self, label: Option<&str>, title: &str) -> String {
        let course = &self.input.course.title;
        match label {
            _ if title == course => course.clone(),
            Some(label) => format!("{label}: {title} · {course}"),
            None => format!("{title} · {course}"),
        }
    }

    /// Returns the canonical URL of a page, if the site's URL is known.
    pub(super) fn canonical(&self, site: &SitePath) -> Option<String> {
        self.input.base_url.as_deref().map(|base| site.url(base))
    }
}

/// Returns what all articles of a course depend on as a hash, if pages may be kept.
fn shared_inputs(input: &RenderInput) -> Option<MemoKey> {
    input.frame?;
    let mut hasher = InputHasher::default();
    article::hash_shared_inputs(&input.course, &mut hasher);
    Some(hasher.finish_key())
}

/// Returns the colours of pictures for shared links: those of the theme's style sheet.
fn share_colours(theme: &Theme) -> ShareColours {
    let style = theme.files.get(STYLE).map(|style| String::from_utf8_lossy(style));
    ShareColours::of_style(style.as_deref().unwrap_or_default())
}

/// Returns what all pages depend on beside their variables as a hash, if pages may be kept: the frame, the language, the fonts.
fn page_frame(input: &RenderInput, fonts: &CourseFonts) -> Option<MemoKey> {
    let mut hasher = InputHasher::default();
    (input.frame?, input.course.interface.tag(), fonts.key()).hash(&mut hasher);
    Some(hasher.finish_key())
}

/// Returns the path of the feed of an edition, if it has one.
fn feed_path(course: &Course, has_address: bool) -> Option<SitePath> {
    let has_date = || course.lessons.values().any(|lesson| lesson.front.updated.is_some());
    (has_address && course.share.feed && has_date()).then(|| course.generated.feed.clone())
}

/// Returns the entries whose pages link each page that shows a file, in the order of the course.
fn linking_entries(course: &Course) -> BTreeMap<SitePath, Vec<usize>> {
    let mut linking: BTreeMap<SitePath, Vec<usize>> =
        course.viewers.values().map(|site| (site.clone(), Vec::new())).collect();
    for (index, entry) in course.entries.iter().enumerate() {
        for target in entry.lesson.iter().filter_map(|path| course.links.get(path)).flat_map(BTreeMap::values) {
            if let Target::Shown(site) = target
                && let Some(entries) = linking.get_mut(site)
                && entries.last() != Some(&index)
            {
                entries.push(index);
            }
        }
    }
    linking
}

/// Returns the entries that share their label and title with another child of the same entry, or of the uppermost level.
fn equal_names(course: &Course) -> BTreeSet<usize> {
    let mut equal = BTreeSet::new();
    let uppermost = course.uppermost();
    for level in course.entries.iter().map(|entry| &entry.children).chain([&uppermost]) {
        let mut first: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
        for &index in level {
            let entry = &course.entries[index];
            if let Some(&other) = first.get(&(entry.label.as_deref(), &*entry.title)) {
                equal.extend([other, index]);
            } else {
                first.insert((entry.label.as_deref(), &*entry.title), index);
            }
        }
    }
    equal
}

/// Returns the first practical page after each entry in reading order.
fn next_labs(course: &Course) -> Vec<Option<usize>> {
    let practical = [EntryKind::Lab, EntryKind::Challenge, EntryKind::HandsOn];
    let mut next = None;
    let mut labs = vec![None; course.entries.len()];
    for (index, entry) in course.entries.iter().enumerate().rev() {
        labs[index] = next;
        if entry.listed && entry.lesson.is_some() && practical.contains(&entry.kind) {
            next = Some(index);
        }
    }
    labs
}

/// Returns empty cells for the definitions that are the same on every page: those without a link in any notation.
fn definitions(course: &Course, sources: &Sources) -> BTreeMap<(CoursePath, Span), OnceLock<String>> {
    let senses = course.glossary.terms().flat_map(|term| &term.senses);
    let found = senses.filter_map(|sense| {
        let path = course.entries[sense.entry].lesson.clone()?;
        let span = sense.definition.definition;
        let text = sources.get(&path)?.text.get(span.start..span.end)?;
        let may_link = text.contains(['[', '<', '@']) || text.contains("://") || text.contains("www.");
        (!may_link).then(|| ((path, span), OnceLock::new()))
    });
    found.collect()
}
