//! Holds the properties of every site on random trees of files whose names collide.
//!
//! The trees are in memory, so that they can contain names that collide on a disk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use seodang::config::{Config, Language};
use seodang::course::Course;
use seodang::diagnostic::{Code, Diagnostic};
use seodang::memo::Memo;
use seodang::read::theme::DEFAULT;
use seodang::read::{FileEntry, Sources};
use seodang::render::site::{RenderInput, site};
use seodang::render::theme::Theme;
use seodang::site::{Output, Site, SitePath};
use seodang::source::{CoursePath, Source};

use crate::support::{Random, resolve};

/// The number of trees that are built.
const TREES: u64 = 250;

/// Names of folders: some differ only in case or in Unicode normalisation, some collide with addresses of pages.
const FOLDERS: [&str; 14] = [
    "week_01",
    "Week_01",
    "week_01/day1",
    "a.html",
    "A.HTML",
    "index.html",
    "seodang",
    "glossary.html",
    "lab_scripts",
    "assets/demo",
    "한글",
    "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
    "index",
    "404.html",
];

/// Names of files: pages, and attachments that claim the same addresses.
const FILES: [&str; 34] = [
    "README.md",
    "readme.md",
    "index.md",
    "INDEX.md",
    "_index.md",
    "README.markdown",
    "index.html",
    "INDEX.HTML",
    "index.original.html",
    "index-2.md",
    "a.md",
    "A.md",
    "a.markdown",
    "a.html",
    "A.html",
    "a.html.md",
    "week_01.md",
    "glossary.md",
    "glossary.html",
    "404.md",
    "404.html",
    "cards.md",
    "cards.html",
    "terms.csv",
    "sitemap.xml",
    "seodang.md",
    "run.sh",
    "run.sh.md",
    "run.sh.html",
    "한글.md",
    "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}.md",
    "한글.html",
    "LICENSE",
    "img.png",
];

/// Makes a tree of files, of which pages link some.
fn tree(random: &mut Random) -> Sources {
    let mut files: BTreeSet<CoursePath> = BTreeSet::new();
    for _ in 0..=random.below(24) {
        let folder = if random.below(3) == 0 { "" } else { random.pick(&FOLDERS) };
        let path = CoursePath::new(folder).join(random.pick(&FILES));
        // A name cannot be both a file and a folder.
        let collides = |other: &CoursePath| other.is_within(&path) || path.is_within(other);
        if !files.iter().any(collides) {
            files.insert(path);
        }
    }
    let mut sources = Sources { folder_name: "course".to_owned(), ..Sources::default() };
    let all: Vec<CoursePath> = files.iter().cloned().collect();
    for (number, path) in all.iter().enumerate() {
        let mut folder = path.parent();
        while let Some(known) = folder.filter(|folder| sources.folders.insert(folder.clone())) {
            folder = known.parent();
        }
        sources.files.insert(path.clone(), FileEntry { disk: path.as_str().into(), ..FileEntry::default() });
        if is_page(path) {
            let text = text(random, number, path, &all);
            sources.sources.push(Source::new(path.clone(), &text));
        }
    }
    sources
}

/// Returns the text of a page: a unique title, links to some files and folders, and a term.
fn text(random: &mut Random, number: usize, path: &CoursePath, all: &[CoursePath]) -> String {
    let here = path.parent().unwrap_or_default();
    let mut text = format!("# {}\n\n", title(number));
    for _ in 0..random.below(4) {
        let target = &all[random.index(all.len())];
        let target = if random.below(5) == 0 { target.parent().unwrap_or_default() } else { target.clone() };
        let image = if random.below(6) == 0 { "!" } else { "" };
        writeln!(text, "{image}[{number}](<{}>)", target.relative_from(&here)).unwrap();
    }
    if random.below(3) == 0 {
        write!(text, "\n## Keywords\n\n- **Term {number}**: what page {number} explains\n").unwrap();
    }
    text
}

fn title(number: usize) -> String {
    format!("Title of file {number}.")
}

fn is_page(path: &CoursePath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown")
}

/// Builds a tree.
fn build(sources: Sources, theme: &Arc<Theme>) -> (Arc<Course>, Arc<Sources>, Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let course = Arc::new(seodang::pipeline::course_of(&sources, &Config::default()).collect_into(&mut diagnostics));
    let sources = Arc::new(sources);
    let render_input = RenderInput {
        course: Arc::clone(&course),
        sources: Arc::clone(&sources),
        attachments: Arc::default(),
        theme: Arc::clone(theme),
        memo: Arc::new(Memo::default()),
        base_url: Some("https://example.org/course".to_owned()),
        root: None,
        lines: false,
        progress: Arc::default(),
        frame: None,
    };
    let site = site(render_input).unwrap().collect_into(&mut diagnostics);
    (course, sources, site, diagnostics)
}

#[test]
fn every_page_of_every_tree_is_in_the_site_and_can_be_reached() {
    let files = seodang::read::theme::theme(DEFAULT, &[]).unwrap();
    let theme = Arc::new(Theme::load(&files, Language::ENGLISH).unwrap());
    let mut seen = BTreeMap::new();
    for seed in 0..TREES {
        let (course, sources, site, diagnostics) = build(tree(&mut Random(seed)), &theme);
        let shown = || {
            let files: Vec<&str> = sources.files.keys().map(CoursePath::as_str).collect();
            let written: Vec<&str> =
                site.files.keys().map(SitePath::as_str).filter(|path| !path.contains("seodang")).collect();
            format!("seed {seed}: {files:?} became {written:?}")
        };
        if let Err(fault) = held(&course, &sources, &site, &diagnostics) {
            panic!("{fault}\n{}", shown());
        }
        for diagnostic in diagnostics {
            *seen.entry(diagnostic.code).or_insert(0) += 1;
        }
    }
    // Ensures that names collide.
    assert!(seen[&Code::DuplicateRoute] > 300, "{seen:?}");
}

/// Checks the properties of every site.
fn held(course: &Course, sources: &Sources, site: &Site, diagnostics: &[Diagnostic]) -> Result<(), String> {
    let wrong = diagnostics.iter().filter(|problem| {
        problem.code == Code::MissingIndex
            || problem.hint.as_ref().is_some_and(|hint| hint.to_string().contains("please report"))
    });
    none("the program found a fault of its own", wrong.map(|problem| problem.message.to_string()))?;
    addresses(site)?;
    pages(course, sources, site)?;
    let copies = course.assets.iter().filter(|(path, place)| {
        site.files.get(*place) != Some(&Output::Copy(path.as_str().into())) || !sources.files.contains_key(*path)
    });
    none("a file is not copied to its address", copies.map(|(path, place)| format!("{path} to {place}")))?;
    let reached = reached(site)?;
    let lost = course.entries.iter().filter(|entry| entry.listed && !reached.contains(&entry.site));
    none("a lesson cannot be reached", lost.map(|entry| entry.site.to_string()))
}

fn none(what: &str, found: impl Iterator<Item = String>) -> Result<(), String> {
    let found: Vec<String> = found.collect();
    if found.is_empty() { Ok(()) } else { Err(format!("{what}: {found:?}")) }
}

/// Checks that no two files of a site are equal without regard to case, and that none is a folder too.
fn addresses(site: &Site) -> Result<(), String> {
    let mut lower: BTreeMap<String, &SitePath> = BTreeMap::new();
    let twice = site.files.keys().filter(|path| lower.insert(path.as_str().to_lowercase(), path).is_some());
    none("two files have one address", twice.map(ToString::to_string).collect::<Vec<_>>().into_iter())?;
    let folders = site.files.keys().flat_map(|path| {
        let path = path.as_str().to_lowercase();
        path.match_indices('/').map(|(at, _)| path[..at].to_owned()).collect::<Vec<_>>()
    });
    none("a file is a folder too", folders.filter(|folder| lower.contains_key(folder)))
}

/// Checks that each source has a page with its title, and each folder of pages an index.
fn pages(course: &Course, sources: &Sources, site: &Site) -> Result<(), String> {
    let html = |place: &SitePath| match site.files.get(place) {
        Some(Output::Html(html)) => Some(html),
        _ => None,
    };
    if html(&SitePath::new("index.html")).is_none() {
        return Err("the site has no home page".to_owned());
    }
    let places: BTreeMap<&CoursePath, &SitePath> =
        course.entries.iter().filter_map(|entry| Some((entry.lesson.as_ref()?, &entry.site))).collect();
    for (number, path) in sources.files.keys().enumerate().filter(|(_, path)| is_page(path)) {
        let Some(place) = places.get(path) else { return Err(format!("{path} has no page")) };
        if html(place).is_none_or(|html| !html.contains(&title(number))) {
            return Err(format!("{place} does not show {path}"));
        }
        let mut folder = place.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            let index = SitePath::new(&format!("{above}/index.html"));
            if !site.files.contains_key(&index) {
                return Err(format!("{index} is missing"));
            }
            folder = above;
        }
        // The page of a folder is its index.
        let is_folder = course.entries.iter().any(|entry| entry.site == **place && entry.path != *path && entry.listed);
        let is_beside = |entry: &seodang::course::Entry| entry.path.name() == path.stem();
        let beside = course.entries.iter().any(|entry| entry.site == **place && is_beside(entry));
        if is_folder && !beside && place.as_str().rsplit('/').next() != Some("index.html") {
            return Err(format!("the page of a folder is written to {place}"));
        }
    }
    Ok(())
}

/// Returns the pages that can be reached from the home page; fails on a link without a target.
fn reached(site: &Site) -> Result<BTreeSet<SitePath>, String> {
    let mut links: BTreeMap<&SitePath, Vec<SitePath>> = BTreeMap::new();
    for (place, output) in &site.files {
        let Output::Html(html) = output else { continue };
        for reference in [" href=\"", " src=\""].iter().flat_map(|name| html.split(name).skip(1)) {
            let href = reference.split('"').next().unwrap_or_default();
            // The "not found" page uses paths from the root of the host.
            let href = href.strip_prefix("/course/").unwrap_or(href);
            if href.contains(':') {
                continue;
            }
            let target = SitePath::new(&resolve(place.as_str(), href));
            if !site.files.contains_key(&target) {
                return Err(format!("{place} links {href}, and there is no {target}"));
            }
            links.entry(place).or_default().push(target);
        }
    }
    let home = SitePath::new("index.html");
    let (mut reached, mut queue) = (BTreeSet::from([home.clone()]), VecDeque::from([home]));
    while let Some(here) = queue.pop_front() {
        for target in links.get(&here).into_iter().flatten() {
            if reached.insert(target.clone()) {
                queue.push_back(target.clone());
            }
        }
    }
    Ok(reached)
}
