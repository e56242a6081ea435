//! Turns one state of the course into a site whose pages are rendered on request.
//!
//! A snapshot never changes: all of its pages belong to the same state of the course, and equal those that a build of that
//! state writes, byte for byte. Rendering a page takes a millisecond, rendering all of them hundreds; so requested pages come
//! first, and [`SiteSnapshot::render_rest`] renders the others in the background, for their diagnostics.

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
use crate::render::site::{EditionJob, RenderInput, RenderJob, RenderedFiles, SiteRenderer};
use crate::site::{Output, SitePath};
use crate::source::CoursePath;

/// A site of one state of the course.
#[derive(Debug)]
pub struct SiteSnapshot {
    renderer: SiteRenderer,
    from: RenderInput,
    parts: Vec<Part>,
    /// The index of the part that renders each path.
    part_of: BTreeMap<SitePath, usize>,
    files: BTreeMap<SitePath, Output>,
    style: SitePath,
    /// The diagnostics of the phases before rendering.
    before: Vec<Diagnostic>,
    /// The levels and the baseline that the author set.
    policy: Policy,
    /// The findings that compare pages, once all parts were rendered.
    lints: OnceLock<Vec<Diagnostic>>,
    /// The same of the snapshot before.
    earlier_lints: Vec<Diagnostic>,
    /// The summaries of the snapshot before, for parts that were not rendered yet.
    earlier: BTreeMap<SitePath, Arc<PartSummary>>,
    complete: AtomicBool,
}

/// A job of the renderer, with its results.
#[derive(Debug)]
struct Part {
    job: EditionJob,
    places: Vec<SitePath>,
    /// The rendered files, once they were requested.
    rendered: OnceLock<Result<RenderedPart, String>>,
    summary: OnceLock<Arc<PartSummary>>,
}

type RenderedPart = BTreeMap<SitePath, Content>;

/// A rendered page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its HTML.
    pub html: Arc<str>,
    /// The hash of its HTML.
    pub hash: String,
}

/// The results of a part without its files, which are kept for the next snapshot.
#[derive(Debug, Default)]
struct PartSummary {
    rules: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
    /// The error of the template, if it failed.
    failure: Option<String>,
}

/// The content of a path of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A page.
    Page(Page),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A file on the disk.
    File(PathBuf),
}

impl SiteSnapshot {
    /// Creates a snapshot of which no page is rendered yet. `earlier` is the one before it, if there is one.
    ///
    /// # Errors
    /// Returns an error if the words of a language are wrong.
    pub fn new(
        from: RenderInput,
        mut before: Vec<Diagnostic>,
        policy: Policy,
        earlier: Option<&Self>,
    ) -> anyhow::Result<Self> {
        let renderer = SiteRenderer::new(from.clone())?;
        let parts: Vec<Part> = renderer
            .jobs()
            .into_iter()
            .map(|job| Part { places: renderer.paths(&job), job, rendered: OnceLock::new(), summary: OnceLock::new() })
            .collect();
        let places =
            |(index, part): (usize, &Part)| part.places.iter().map(|place| (place.clone(), index)).collect::<Vec<_>>();
        let (style, _) = renderer.diagram_style([]);
        let files = renderer.files();
        let written = parts.iter().flat_map(|part| &part.places).chain(files.keys()).chain([&style]);
        before.extend(address_problems(&from.course, written));
        Ok(Self {
            part_of: parts.iter().enumerate().flat_map(places).collect(),
            files,
            earlier: earlier.map(Self::summaries).unwrap_or_default(),
            complete: AtomicBool::new(false),
            renderer,
            from,
            parts,
            style,
            before,
            policy,
            lints: OnceLock::new(),
            earlier_lints: earlier.map(|earlier| earlier.known_lints().to_vec()).unwrap_or_default(),
        })
    }

    fn known_lints(&self) -> &[Diagnostic] {
        self.lints.get().unwrap_or(&self.earlier_lints)
    }

    fn subject(&self) -> Subject<'_> {
        let RenderInput { course, sources, attachments, .. } = &self.from;
        Subject { course, sources, attachments }
    }

    /// Returns the course.
    pub fn course(&self) -> &Course {
        &self.from.course
    }

    /// Returns the course's files.
    pub fn sources(&self) -> &Sources {
        &self.from.sources
    }

    /// Returns the input of the renderer.
    pub fn render_input(&self) -> &RenderInput {
        &self.from
    }

    /// Returns the content of a path, rendering it if that was not done before.
    ///
    /// # Errors
    /// Returns the error of a template that fails on this page.
    pub fn get(&self, place: &SitePath) -> Option<Result<Content, String>> {
        if *place == self.style {
            return Some(Ok(Content::Bytes(self.diagram_style())));
        }
        if let Some(&index) = self.part_of.get(place) {
            return match self.rendered(index) {
                Ok(pages) => pages.get(place).cloned().map(Ok),
                Err(error) => Some(Err(error.clone())),
            };
        }
        self.files.get(place).map(|output| Ok(content(output.clone())))
    }

    /// Returns every path of the site.
    pub fn places(&self) -> BTreeSet<&SitePath> {
        self.part_of.keys().chain(self.files.keys()).chain([&self.style]).collect()
    }

    /// Renders the pages of some files of the course, before they are requested.
    pub fn render_pages(&self, sources: &BTreeSet<CoursePath>) {
        let course = self.course();
        let wanted: Vec<usize> = (0..self.parts.len())
            .filter(|&index| match self.parts[index].job {
                EditionJob { edition, job: RenderJob::Entry(entry) } => {
                    let Some(course) = course.all_editions().nth(edition) else { return false };
                    course.entries[entry].lesson.as_ref().is_some_and(|path| sources.contains(path))
                }
                _ => false,
            })
            .collect();
        wanted.par_iter().for_each(|&index| {
            let _ = self.rendered(index);
        });
    }

    /// Renders all parts that were not requested yet, for their summaries, until `stop` is set, and returns whether all are
    /// done. `done` counts them.
    pub fn render_rest(&self, stop: &AtomicBool, done: &AtomicUsize) -> bool {
        self.parts.par_iter().for_each(|part| {
            if !stop.load(Ordering::Relaxed) {
                // The search data has no diagnostics: it is rendered when a reader searches.
                let is_silent = part.job.job == RenderJob::Search;
                part.summary
                    .get_or_init(|| if is_silent { Arc::default() } else { summary(&self.renderer.render(&part.job)) });
                done.fetch_add(1, Ordering::Relaxed);
            }
        });
        let complete = self.parts.iter().all(|part| part.summary.get().is_some());
        if complete {
            self.lints.get_or_init(|| check::lints(self.subject()));
        }
        self.complete.store(complete, Ordering::Relaxed);
        complete
    }

    /// Returns the number of parts: pages, and files that are rendered with them.
    pub fn part_count(&self) -> usize {
        self.parts.len()
    }

    /// Tests whether all parts were rendered.
    pub fn is_complete(&self) -> bool {
        self.complete.load(Ordering::Relaxed)
    }

    /// Returns the error of a template that failed on some page.
    pub fn failure(&self) -> Option<&str> {
        self.parts.iter().find_map(|part| part.summary.get()?.failure.as_deref())
    }

    /// Returns the findings that are new, sorted by path and place; of parts that were not rendered yet, those of the
    /// snapshot before.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let summaries = self.parts.iter().filter_map(|part| self.summary_of(part));
        let collected = Collected {
            before: self.before.clone(),
            of_pages: summaries.flat_map(|summary| summary.diagnostics.clone()).collect(),
            lints: self.known_lints().to_vec(),
        };
        let findings = pipeline::findings(self.subject(), collected, &self.policy);
        self.policy.subtract_baseline(findings, Network::NotAsked).new
    }

    /// Returns the style sheet that all drawings share. Until all parts are rendered it also holds the rules that they
    /// needed in the snapshot before.
    pub fn diagram_style(&self) -> Arc<[u8]> {
        let known: Vec<Arc<PartSummary>> =
            self.parts.iter().flat_map(|part| [part.summary.get().cloned(), self.earlier_of(part)]).flatten().collect();
        match self.renderer.diagram_style(known.iter().flat_map(|summary| &summary.rules)).1 {
            Output::Bytes(bytes) => bytes,
            Output::Html(_) | Output::Copy(_) => Arc::from([]),
        }
    }

    /// Returns the hash of all style sheets.
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

    fn rendered(&self, index: usize) -> &Result<RenderedPart, String> {
        let part = &self.parts[index];
        part.rendered.get_or_init(|| {
            let made = self.renderer.render(&part.job);
            part.summary.get_or_init(|| summary(&made));
            made.map(contents).map_err(|error| format!("{error:#}"))
        })
    }

    fn summaries(&self) -> BTreeMap<SitePath, Arc<PartSummary>> {
        let summary = |part: &Part| Some((part.places.first()?.clone(), self.summary_of(part)?));
        self.parts.iter().filter_map(summary).collect()
    }

    fn summary_of(&self, part: &Part) -> Option<Arc<PartSummary>> {
        part.summary.get().cloned().or_else(|| self.earlier_of(part))
    }

    fn earlier_of(&self, part: &Part) -> Option<Arc<PartSummary>> {
        // Once all parts are rendered, the snapshot before does not count.
        if self.complete.load(Ordering::Relaxed) {
            return None;
        }
        part.places.first().and_then(|place| self.earlier.get(place)).cloned()
    }
}

/// Tests whether a file is a style sheet, by its name.
pub fn is_style(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("css"))
}

fn summary(made: &anyhow::Result<RenderedFiles>) -> Arc<PartSummary> {
    Arc::new(match made {
        Ok(made) => PartSummary { rules: made.rules.clone(), diagnostics: made.diagnostics.clone(), failure: None },
        Err(error) => PartSummary { failure: Some(format!("{error:#}")), ..PartSummary::default() },
    })
}

fn contents(made: RenderedFiles) -> RenderedPart {
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
