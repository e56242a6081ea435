//! Runs `seodang build`: writes the site to a folder, and prints the findings.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use jiff::ZonedDateTime;
use rayon::prelude::*;

use super::args::BuildArgs;
use super::format::human::{self, Detail};
use super::format::texts;
use super::remote_images::fetched_images;
use super::summary::{Counts, closing, in_zone, next_release};
use super::terminal::{display_path, eprint, eprint_line, print, with_bar};
use super::workspace::Workspace;
use crate::audience_filter::Omitted;
use crate::check::Policy;
use crate::check::baseline::Network;
use crate::config::RemoteImages;
use crate::diagnostic::{Code, Diagnostic};
use crate::memo::{Memo, MemoKey};
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::pack::remote;
use crate::pipeline::{
    BuildIdentity, BuildOptions, FinishedBuild, Phase, Prepared, ReadProject, Selection, SiteAddress,
};
use crate::read::project::Project;
use crate::site::write::{self, SiteWriter, SkipReason, WriteCounts};
use crate::site::{Output, SitePath, SiteSink};
use crate::source::CoursePath;

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
    let memo = if args.fresh { workspace.empty_memo() } else { workspace.load_memo() };
    timings.lap("recall");
    let options = BuildOptions {
        selection: Selection { audience: args.audience.into(), as_of: args.as_of, ..Selection::default() },
        theme: args.theme.clone(),
    };
    let read = ReadProject::read(project, &options)?;
    timings.lap("read");
    let address = args.base_url.clone().map_or_else(|| SiteAddress::of(project), SiteAddress::Url);
    let identity = (project.config.images.remote != RemoteImages::Fetch)
        .then(|| Some(BuildIdentity::of(project, &options, &address, &read, &workspace.program?)))
        .flatten();
    let sources = Arc::clone(&read.inputs.sources);
    let omitted = read.inputs.omitted;
    let earlier = identity.as_ref().and_then(|identity| identity.find(&memo, &sources, &project.output));
    timings.lap("compare");
    let (build, written) = if let Some(build) = earlier {
        let written = WriteCounts { unchanged: build.files, ..WriteCounts::default() };
        (build, written)
    } else {
        let prepared = read.prepare(project, memo, |phase| timings.lap(stage(phase)))?;
        let made = publish(project, &prepared, (&address, identity.as_ref()), language, &mut timings)?;
        if let Some(identity) = identity {
            identity.keep(&prepared.memo, &prepared, &made.0);
        }
        remember(&workspace, &prepared.memo, language);
        timings.lap("remember");
        made
    };
    let findings = &build.findings;
    let detail = Detail { infos: false, all: args.all };
    let shown = human::findings(findings, &texts(project, &sources), detail, language);
    eprint(&shown.text);
    if args.timings {
        timings.eprint();
    }
    let folder = display_path(&project.output);
    let seconds = format!("{:.2}", timings.total().as_secs_f64());
    let summary = message!("cli-built", pages = build.pages, folder, written = words(&written), seconds).text(language);
    eprint_line(&(summary + &closing(findings, shown.hidden_infos, shown.folded, omitted, language)));
    if let Some(next) = next_release(sources.next_release, project) {
        eprint_line(&next.text(language));
    }
    if args.json {
        print(&json(&build, &written, omitted, sources.next_release.map(|time| in_zone(time, project))));
    }
    let file = display_path(&project.output.join("index.html"));
    eprint_line(&message!("next-open", file).text(language));
    Ok(Counts::of(findings).passes(args.deny))
}

/// Returns the counts of a build and the time of the next release as a line of JSON.
fn json(build: &FinishedBuild, written: &WriteCounts, omitted: Omitted, next_release: Option<ZonedDateTime>) -> String {
    let Counts { errors, warnings, infos } = Counts::of(&build.findings);
    let next = next_release.map(|time| time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    let line = serde_json::json!({
        "pages": build.pages,
        "files": build.files,
        "written": written.written,
        "unchanged": written.unchanged,
        "removed": written.removed,
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        "unreleased_pages": omitted.unreleased_pages,
        "unreleased_parts": omitted.unreleased_parts,
        "next_release": next,
    });
    format!("{line}\n")
}

/// Renders a site, writes it to the output folder, and finds the problems of its course.
fn publish(
    project: &Project,
    prepared: &Prepared,
    (address, identity): (&SiteAddress, Option<&BuildIdentity>),
    language: MessageLanguage,
    timings: &mut Timings,
) -> Result<(FinishedBuild, WriteCounts)> {
    let writer = SiteWriter::open(&project.output)?;
    let publication = Publication { prepared, project, language, writer, pages: Mutex::default() };
    let mut problems = publication.render(address, identity.map(|identity| identity.frame))?;
    timings.lap("render");
    let Publication { writer, pages, .. } = publication;
    let written = writer.finish()?;
    timings.lap("write");
    let policy = Policy::of(project);
    problems.extend(written.skipped.iter().map(skipped));
    let findings = prepared.model.findings(problems, &policy);
    let findings = policy.subtract_baseline(findings, Network::NotAsked).new;
    timings.lap("check");
    let build = FinishedBuild {
        manifest: write::manifest_hash(&project.output).unwrap_or_default(),
        pages: pages.into_inner().unwrap_or_else(PoisonError::into_inner).len(),
        files: written.written + written.unchanged,
        findings,
    };
    Ok((build, written))
}

/// Returns the report of a file that did not become part of the site.
fn skipped((path, reason): &(SitePath, SkipReason)) -> Diagnostic {
    let path = CoursePath::new(path.as_str());
    let (message, hint) = match reason {
        SkipReason::Unreadable => (message!("unreadable-file-vanished"), message!("unreadable-file-vanished.hint")),
        SkipReason::NameTooLong => (message!("unreadable-file-long-name"), message!("unreadable-file-long-name.hint")),
    };
    Diagnostic::about(&path, Code::UnreadableFile, message).hint(hint)
}

/// A site on its way to the output folder.
struct Publication<'a> {
    prepared: &'a Prepared,
    project: &'a Project,
    /// The language of what is printed.
    language: MessageLanguage,
    writer: SiteWriter,
    /// The pages so far.
    pages: Mutex<BTreeSet<SitePath>>,
}

impl SiteSink for Publication<'_> {
    fn put(&self, path: SitePath, output: Output) -> Result<Option<String>> {
        self.count(&path);
        self.writer.put(&path, &output)
    }

    fn keep(&self, path: &SitePath, hash: &str) -> bool {
        let is_kept = self.writer.keep(path, hash);
        if is_kept {
            self.count(path);
        }
        is_kept
    }
}

impl Publication<'_> {
    /// Counts a file if it is a page.
    fn count(&self, path: &SitePath) {
        let is_redirect = || self.prepared.model.course.all_editions().any(|it| it.redirects.contains_key(path));
        if path.is_page() && !is_redirect() {
            self.pages.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        }
    }

    /// Renders the site and writes each file as soon as it is made; returns the problems of its pages.
    fn render(&self, address: &SiteAddress, frame: Option<MemoKey>) -> Result<Vec<Diagnostic>> {
        let progress = Arc::new(AtomicUsize::new(0));
        if self.project.config.images.remote != RemoteImages::Fetch {
            let render = || self.prepared.render_files(address, &progress, frame, self);
            return with_bar(self.prepared.page_count(), &progress, self.language, render);
        }
        // The addresses of fetched images depend on all pages.
        let mut site = with_bar(self.prepared.page_count(), &progress, self.language, || {
            self.prepared.render(address, &progress)
        })?;
        let images = fetched_images(&site.value, false, self.project, self.language);
        remote::embed(&mut site.value, &images, &self.prepared.model.course.generated.theme_folder);
        site.value.files.into_par_iter().try_for_each(|(path, output)| self.put(path, output).map(drop))?;
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

fn remember(workspace: &Workspace, memo: &Memo, language: MessageLanguage) {
    if let Err(error) = workspace.save_memo(memo) {
        let note = message!("cli-not-remembered", error = format!("{error:#}"));
        eprint_line(&note.text(language));
    }
}

fn words(counts: &WriteCounts) -> Message {
    let &WriteCounts { written, unchanged, removed, .. } = counts;
    message!("cli-written", written, unchanged, removed)
}
