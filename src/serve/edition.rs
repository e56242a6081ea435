//! Turns one state of the course into a site whose pages are made when they are asked for.
//!
//! An edition never changes: whatever is asked of it belongs to the same state of the course, and is byte for byte
//! what a build of that state writes. Making a page takes a millisecond, making all of them hundreds; so what is asked
//! for comes first, and [`Edition::complete`] goes through the rest when there is time, for what it tells the author.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::check::baseline::Network;
use crate::check::{self, Policy, Subject};
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{self, Collected};
use crate::read::Sources;
use crate::render::site::addresses::address_problems;
use crate::render::site::{Ingredients, Job, Kitchen, Made};
use crate::site::{Output, SitePath};
use crate::source::CoursePath;

/// A site of which every page can be had at once.
#[derive(Debug)]
pub struct Edition {
    kitchen: Kitchen,
    from: Ingredients,
    parts: Vec<Part>,
    /// Which part makes a place.
    makers: BTreeMap<SitePath, usize>,
    files: BTreeMap<SitePath, Output>,
    style: SitePath,
    /// What was said of the course before any page was made.
    before: Vec<Diagnostic>,
    /// What the author wants to hear of.
    policy: Policy,
    /// What the pages say of each other: of this edition once all its parts were gone through.
    lints: OnceLock<Vec<Diagnostic>>,
    /// The same of the edition before this one.
    earlier_lints: Vec<Diagnostic>,
    /// What the edition before this one knew of its parts, for those that were not made yet.
    earlier: BTreeMap<SitePath, Arc<Facts>>,
    complete: AtomicBool,
}

/// Something that is made as a whole, and what is known of it.
#[derive(Debug)]
struct Part {
    job: Job,
    places: Vec<SitePath>,
    /// Its pages, once they were asked for.
    pages: OnceLock<Result<Outputs, String>>,
    facts: OnceLock<Arc<Facts>>,
}

type Outputs = BTreeMap<SitePath, Content>;

/// A page as made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its HTML.
    pub html: Arc<str>,
    /// What tells it from another state of itself.
    pub hash: String,
}

/// What remains of a part when its pages are let go.
#[derive(Debug, Default)]
struct Facts {
    rules: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
    /// What the template said, if it failed.
    failure: Option<String>,
}

/// What stands at a place of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A page.
    Page(Page),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A file on the disk.
    File(PathBuf),
}

impl Edition {
    /// Prepares an edition; no page is made yet. `earlier` is the one before it, if there is one.
    pub fn new(from: Ingredients, mut before: Vec<Diagnostic>, policy: Policy, earlier: Option<&Self>) -> Self {
        let kitchen = Kitchen::new(from.clone());
        let parts: Vec<Part> = kitchen
            .jobs()
            .into_iter()
            .map(|job| Part { places: kitchen.places(&job), job, pages: OnceLock::new(), facts: OnceLock::new() })
            .collect();
        let places =
            |(index, part): (usize, &Part)| part.places.iter().map(|place| (place.clone(), index)).collect::<Vec<_>>();
        let (style, _) = kitchen.diagram_style([]);
        let files = kitchen.files();
        let written = parts.iter().flat_map(|part| &part.places).chain(files.keys()).chain([&style]);
        before.extend(address_problems(&from.course, written));
        Self {
            makers: parts.iter().enumerate().flat_map(places).collect(),
            files,
            earlier: earlier.map(Self::known).unwrap_or_default(),
            complete: AtomicBool::new(false),
            kitchen,
            from,
            parts,
            style,
            before,
            policy,
            lints: OnceLock::new(),
            earlier_lints: earlier.map(|earlier| earlier.known_lints().to_vec()).unwrap_or_default(),
        }
    }

    fn known_lints(&self) -> &[Diagnostic] {
        self.lints.get().unwrap_or(&self.earlier_lints)
    }

    fn subject(&self) -> Subject<'_> {
        let Ingredients { course, sources, attachments, .. } = &self.from;
        Subject { course, sources, attachments }
    }

    /// The course.
    pub fn course(&self) -> &Course {
        &self.from.course
    }

    /// The course's files.
    pub fn sources(&self) -> &Sources {
        &self.from.sources
    }

    /// What the edition is made of.
    pub fn ingredients(&self) -> &Ingredients {
        &self.from
    }

    /// What stands at a place.
    ///
    /// # Errors
    /// What a template of the theme says that fails on this page.
    pub fn get(&self, place: &SitePath) -> Option<Result<Content, String>> {
        if *place == self.style {
            return Some(Ok(Content::Bytes(self.diagram_style())));
        }
        if let Some(&index) = self.makers.get(place) {
            return match self.pages(index) {
                Ok(pages) => pages.get(place).cloned().map(Ok),
                Err(error) => Some(Err(error.clone())),
            };
        }
        self.files.get(place).map(|output| Ok(content(output.clone())))
    }

    /// Every place of the site.
    pub fn places(&self) -> BTreeSet<&SitePath> {
        self.makers.keys().chain(self.files.keys()).chain([&self.style]).collect()
    }

    /// Makes the pages of some files of the course, so that they are there when they are asked for.
    pub fn make(&self, sources: &BTreeSet<CoursePath>) {
        let course = self.course();
        let wanted: Vec<usize> = (0..self.parts.len())
            .filter(|&index| match self.parts[index].job {
                Job::Entry(entry) => course.entries[entry].lesson.as_ref().is_some_and(|path| sources.contains(path)),
                _ => false,
            })
            .collect();
        wanted.par_iter().for_each(|&index| {
            let _ = self.pages(index);
        });
    }

    /// Goes through all parts that nobody asked for yet, unless it is told to stop; says whether it got to the end.
    pub fn complete(&self, stop: &AtomicBool, done: &AtomicUsize) -> bool {
        self.parts.par_iter().for_each(|part| {
            if !stop.load(Ordering::Relaxed) {
                // The search data has nothing to say: it is made when a reader searches.
                let quiet = part.job == Job::Search;
                part.facts.get_or_init(|| if quiet { Arc::default() } else { facts(&self.kitchen.make(&part.job)) });
                done.fetch_add(1, Ordering::Relaxed);
            }
        });
        let whole = self.parts.iter().all(|part| part.facts.get().is_some());
        if whole {
            self.lints.get_or_init(|| check::lints(self.subject()));
        }
        self.complete.store(whole, Ordering::Relaxed);
        whole
    }

    /// How many parts it has: pages, and what is made beside them.
    pub fn part_count(&self) -> usize {
        self.parts.len()
    }

    /// Whether all its parts were gone through.
    pub fn is_complete(&self) -> bool {
        self.complete.load(Ordering::Relaxed)
    }

    /// What a template said that failed on some page.
    pub fn failure(&self) -> Option<&str> {
        self.parts.iter().find_map(|part| part.facts.get()?.failure.as_deref())
    }

    /// Returns the findings that are new, sorted by path and place; of parts that were not made yet, those of the edition
    /// before.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let known = self.parts.iter().filter_map(|part| self.known_of(part));
        let collected = Collected {
            before: self.before.clone(),
            of_pages: known.flat_map(|facts| facts.diagnostics.clone()).collect(),
            lints: self.known_lints().to_vec(),
        };
        let findings = pipeline::findings(self.subject(), collected, &self.policy);
        self.policy.subtract_baseline(findings, Network::NotAsked).new
    }

    /// The style sheet that all drawings share. Until all parts are made it holds what any of them is known to need.
    pub fn diagram_style(&self) -> Arc<[u8]> {
        let known: Vec<Arc<Facts>> =
            self.parts.iter().flat_map(|part| [part.facts.get().cloned(), self.earlier_of(part)]).flatten().collect();
        match self.kitchen.diagram_style(known.iter().flat_map(|facts| &facts.rules)).1 {
            Output::Bytes(bytes) => bytes,
            Output::Html(_) | Output::Copy(_) => Arc::from([]),
        }
    }

    /// The hash of the style sheets that pages are dressed in.
    pub fn styles(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (place, output) in &self.files {
            if is_style(place.as_str())
                && let Output::Bytes(bytes) = output
            {
                hasher.update(bytes);
            }
        }
        hasher.update(&self.diagram_style());
        short(&hasher)
    }

    fn pages(&self, index: usize) -> &Result<Outputs, String> {
        let part = &self.parts[index];
        part.pages.get_or_init(|| {
            let made = self.kitchen.make(&part.job);
            part.facts.get_or_init(|| facts(&made));
            made.map(outputs).map_err(|error| format!("{error:#}"))
        })
    }

    fn known(&self) -> BTreeMap<SitePath, Arc<Facts>> {
        let known = |part: &Part| Some((part.places.first()?.clone(), self.known_of(part)?));
        self.parts.iter().filter_map(known).collect()
    }

    fn known_of(&self, part: &Part) -> Option<Arc<Facts>> {
        part.facts.get().cloned().or_else(|| self.earlier_of(part))
    }

    fn earlier_of(&self, part: &Part) -> Option<Arc<Facts>> {
        // Once all is made anew, what was before counts no more.
        if self.complete.load(Ordering::Relaxed) {
            return None;
        }
        part.places.first().and_then(|place| self.earlier.get(place)).cloned()
    }
}

/// Whether a file is a style sheet, by its name.
pub fn is_style(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("css"))
}

fn facts(made: &anyhow::Result<Made>) -> Arc<Facts> {
    Arc::new(match made {
        Ok(made) => Facts { rules: made.rules.clone(), diagnostics: made.diagnostics.clone(), failure: None },
        Err(error) => Facts { failure: Some(format!("{error:#}")), ..Facts::default() },
    })
}

fn outputs(made: Made) -> Outputs {
    made.outputs.into_iter().map(|(place, output)| (place, content(output))).collect()
}

fn content(output: Output) -> Content {
    match output {
        Output::Html(html) => {
            let mut hasher = blake3::Hasher::new();
            hasher.update(html.as_bytes());
            Content::Page(Page { html: html.into(), hash: short(&hasher) })
        }
        Output::Bytes(bytes) => Content::Bytes(bytes),
        Output::Copy(path) => Content::File(path),
    }
}

fn short(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex()[..16].to_owned()
}
