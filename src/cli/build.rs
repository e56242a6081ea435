//! Runs `seodang build`: writes the site to a folder, and prints the findings.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::args::BuildArgs;
use super::format::human::{self, Detail};
use super::format::texts;
use super::remote_images::fetched_images;
use super::summary::{Counts, closing};
use super::terminal::{display_path, eprint, eprint_line, with_bar};
use super::workspace::Workspace;
use crate::check::Policy;
use crate::check::baseline::Network;
use crate::memo::Memo;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::pack::remote;
use crate::pipeline::{self, BuildOptions, Phase, Selection, SiteAddress};
use crate::site::SitePath;
use crate::site::write::{self, WriteCounts, write};

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
pub fn build(args: &BuildArgs, language: MessageLanguage) -> Result<bool> {
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
    let progress = Arc::new(AtomicUsize::new(0));
    let address = args.base_url.clone().map_or_else(|| SiteAddress::of(project), SiteAddress::Url);
    let mut site = with_bar(prepared.page_count(), &progress, language, || prepared.render(&address, &progress))?;
    let images = fetched_images(&site.value, false, project, language);
    remote::embed(&mut site.value, &images, &prepared.model.course.generated.theme_folder);
    timings.lap("render");
    let written = write(&site.value, &project.output)?;
    let is_redirect =
        |path: &SitePath| prepared.model.course.all_editions().any(|course| course.redirects.contains_key(path));
    let pages = site.value.files.keys().filter(|path| path.is_page() && !is_redirect(path)).count();
    // Frees most of the memory before the checks, which do not read pages.
    drop(site.value);
    timings.lap("write");
    remember(&workspace, &prepared.memo, language);
    timings.lap("remember");
    let policy = Policy::of(project);
    let findings = prepared.model.findings(site.diagnostics, &policy);
    let findings = policy.subtract_baseline(findings, Network::NotAsked).new;
    timings.lap("check");
    let inputs = &prepared.model.inputs;
    let detail = Detail { infos: false, all: args.all };
    let shown = human::findings(&findings, &texts(project, &inputs.sources), detail, language);
    eprint(&shown.text);
    if args.timings {
        timings.eprint();
    }
    let folder = display_path(&project.output);
    let seconds = format!("{:.2}", timings.total().as_secs_f64());
    let summary = message!("cli-built", pages, folder, written = words(&written), seconds).text(language);
    let closing = closing(&findings, shown.hidden_infos, shown.folded, inputs.omitted, language);
    eprint_line(&(summary + &closing));
    Ok(Counts::of(&findings).passes(args.deny))
}

/// Returns the name of a phase in the table of timings.
fn stage(phase: Phase) -> &'static str {
    match phase {
        Phase::Read => "read",
        Phase::Assemble => "understand",
        Phase::Theme => "theme",
    }
}

fn remember(workspace: &Workspace, memo: &Memo, language: MessageLanguage) {
    if let Err(error) = workspace.save_memo(memo) {
        let note = message!("cli-not-remembered", error = format!("{error:#}"));
        eprint_line(&note.text(language));
    }
}

fn words(counts: &WriteCounts) -> Message {
    let &WriteCounts { written, unchanged, removed } = counts;
    message!("cli-written", written, unchanged, removed)
}
