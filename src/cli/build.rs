//! Runs `seodang build`: writes the site to a folder, and prints the findings.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use rayon::prelude::*;

use super::args::BuildArgs;
use super::format::human::{self, Detail};
use super::format::texts;
use super::remote_images::fetched_images;
use super::summary::{Counts, closing};
use super::terminal::{display_path, eprint, eprint_line, with_bar};
use super::workspace::Workspace;
use crate::check::Policy;
use crate::check::baseline::Network;
use crate::config::RemoteImages;
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::pack::remote;
use crate::pipeline::{self, BuildOptions, Phase, Prepared, Selection, SiteAddress};
use crate::read::project::Project;
use crate::site::write::{self, SiteWriter, WriteCounts};
use crate::site::{Output, SitePath};

/// The duration of each stage.
struct Timings {
    stages: Vec<(&'static str, Duration)>,
    last: Instant,
}

impl Timings {
    fn start() -> Self {
        Self { stages: Vec::new(), last: Instant::now() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.stages.push((stage, now - self.last));
        self.last = now;
    }

    fn total(&self) -> Duration {
        self.stages.iter().map(|(_, time)| *time).sum()
    }

    /// Prints a line for each stage, in milliseconds.
    fn eprint(&self) {
        for (stage, time) in &self.stages {
            eprint_line(&format!("{:>10.1} ms  {stage}", time.as_secs_f64() * 1000.0));
        }
    }
}

/// Builds a course; returns whether it is free of errors (and of warnings, if they are denied).
///
/// # Errors
/// Returns an error if the machine fails: missing folders, an invalid theme, a full disk.
pub fn build(args: &BuildArgs) -> Result<bool> {
    let mut timings = Timings::start();
    let workspace = Workspace::find(args.course.as_deref(), args.output.as_deref())?;
    let project = &workspace.project;
    write::check_output(&project.output)?;
    let memo = if args.fresh { Arc::default() } else { workspace.load_memo() };
    timings.lap("recall");
    let options = BuildOptions {
        selection: Selection { audience: args.audience.into(), ..Selection::default() },
        theme: args.theme.clone(),
    };
    let prepared = pipeline::prepare(project, &options, memo, |phase| timings.lap(stage(phase)))?;
    let address = args.base_url.clone().map_or_else(|| SiteAddress::of(project), SiteAddress::Url);
    let publication = Publication { prepared: &prepared, project, pages: AtomicUsize::new(0) };
    let writer = SiteWriter::open(&project.output)?;
    let problems = publication.render(&address, &writer)?;
    timings.lap("render");
    let written = writer.finish()?;
    timings.lap("write");
    remember(&workspace, &prepared.memo);
    timings.lap("remember");
    let policy = Policy::of(project);
    let findings = prepared.model.findings(problems, &policy);
    let findings = policy.subtract_baseline(findings, Network::NotAsked).new;
    timings.lap("check");
    let inputs = &prepared.model.inputs;
    let shown = human::findings(&findings, &texts(project, &inputs.sources), Detail { infos: false, all: args.all });
    eprint(&shown.text);
    if args.timings {
        timings.eprint();
    }
    let pages = publication.pages.into_inner();
    eprint_line(&format!(
        "{pages} pages in {} ({}) in {:.2} s{}",
        display_path(&project.output),
        words(&written),
        timings.total().as_secs_f64(),
        closing(&findings, shown.hidden_infos, shown.folded, inputs.omitted),
    ));
    Ok(Counts::of(&findings).passes(args.deny))
}

/// A site on its way to the output folder.
struct Publication<'a> {
    prepared: &'a Prepared,
    project: &'a Project,
    /// The number of pages so far.
    pages: AtomicUsize,
}

impl Publication<'_> {
    /// Renders the site and writes each file as soon as it is made; returns the problems of its pages.
    fn render(&self, address: &SiteAddress, writer: &SiteWriter) -> Result<Vec<Diagnostic>> {
        let progress = Arc::new(AtomicUsize::new(0));
        let put = |path: &SitePath, output: &Output| {
            let is_redirect = || self.prepared.model.course.all_editions().any(|it| it.redirects.contains_key(path));
            self.pages.fetch_add(usize::from(path.is_page() && !is_redirect()), Ordering::Relaxed);
            writer.put(path, output)
        };
        if self.project.config.images.remote != RemoteImages::Fetch {
            let render = || self.prepared.render_files(address, &progress, &|path, output| put(&path, &output));
            return with_bar(self.prepared.page_count(), &progress, render);
        }
        // The addresses of fetched images depend on all pages.
        let mut site = with_bar(self.prepared.page_count(), &progress, || self.prepared.render(address, &progress))?;
        let images = fetched_images(&site.value, false, self.project);
        remote::embed(&mut site.value, &images, &self.prepared.model.course.generated.theme_folder);
        site.value.files.par_iter().try_for_each(|(path, output)| put(path, output))?;
        Ok(site.diagnostics)
    }
}

/// Returns the name of a phase in the table of timings.
fn stage(phase: Phase) -> &'static str {
    match phase {
        Phase::Read => "read",
        Phase::Assemble => "understand",
        Phase::Theme => "theme",
    }
}

fn remember(workspace: &Workspace, memo: &Memo) {
    if let Err(error) = workspace.save_memo(memo) {
        eprint_line(&format!("note: nothing is remembered for the next build: {error:#}"));
    }
}

fn words(written: &WriteCounts) -> String {
    format!("{} written, {} unchanged, {} removed", written.written, written.unchanged, written.removed)
}
