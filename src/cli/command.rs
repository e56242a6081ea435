//! Turns a command into its steps; the only place that prints.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::args::{Build, Deny};
use super::check::texts;
use super::progress::with_bar;
use super::report::{self, Texts};
use crate::check::{self, Policy, Subject};
use crate::course::Course;
use crate::cut::{self, Spared};
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::memo::{Memo, Shelf, store};
use crate::read;
use crate::read::project::{self, Project};
use crate::read::theme::DEFAULT;
use crate::render::site::{Ingredients, site};
use crate::render::theme::Theme;
use crate::site::Site;
use crate::site::write::{self, write};

/// Reports of one kind about one file beyond this many are only counted: nobody reads a thousand, and one slip can
/// cause them all.
const MAX_ALIKE: usize = 30;

/// How long each stage took.
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
}

/// Builds a course; tells whether it is free of errors (and of warnings, where they are denied).
///
/// # Errors
/// Where the machine fails: folders that are not there, a theme that is wrong, a disk that is full.
pub fn build(args: &Build) -> Result<bool> {
    let mut timings = Timings::start();
    let current = std::env::current_dir().context("cannot tell the current folder")?;
    let project = project::find(&current, args.course.as_deref(), args.output.as_deref())?;
    write::check(&project.output)?;
    let mut problems = project.diagnostics.clone();
    let sources = read::course(&project.course, &project.read_options())?.collect_into(&mut problems);
    let (sources, spared) = cut::for_audience(sources, args.audience.into());
    let sources = Arc::new(sources.collect_into(&mut problems));
    timings.lap("read");
    let course = crate::course_of(&sources, &project.config).collect_into(&mut problems);
    timings.lap("understand");
    let attachments = read::attachments(&course.attached(&sources))?;
    let theme = theme(args, &project, &course)?;
    timings.lap("attachments and theme");
    let place = store::place(&project.course.canonicalize().unwrap_or_default(), |name| std::env::var(name).ok());
    let shelf = place.as_deref().filter(|_| !args.fresh).map_or_else(Shelf::default, store::load);
    let memo = Arc::new(Memo::new(shelf));
    timings.lap("recall");
    let progress = Arc::new(AtomicUsize::new(0));
    let total = course.entries.len() + course.viewers.len();
    let (course, attachments) = (Arc::new(course), Arc::new(attachments));
    let ingredients = Ingredients {
        course: Arc::clone(&course),
        sources: Arc::clone(&sources),
        attachments: Arc::clone(&attachments),
        theme: Arc::new(theme),
        memo: Arc::clone(&memo),
        base_url: args.base_url.clone().or_else(|| project.config.base_url.clone()),
        root: None,
        lines: false,
        progress: Arc::clone(&progress),
    };
    let made: Site = with_bar(total, &progress, || site(ingredients))?.collect_into(&mut problems);
    timings.lap("render");
    let written = write(&made, &project.output)?;
    let pages = made.files.keys().filter(|path| path.is_page()).count();
    drop(made);
    timings.lap("write");
    if let Some(place) = &place
        && let Err(error) = store::save(&memo, place)
    {
        say(&format!("note: nothing is remembered for the next build: {error:#}"));
    }
    timings.lap("remember");
    let subject = Subject { course: &course, sources: &sources, attachments: &attachments };
    problems.extend(check::lints(subject));
    let problems = Policy::of(&project).sift(problems, subject).new;
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    timings.lap("check");
    show(&problems, &texts(&project, &sources));
    say(&format!(
        "{pages} pages in {} ({} written, {} unchanged, {} removed) in {:.2} s{}",
        shown(&project.output),
        written.written,
        written.unchanged,
        written.removed,
        timings.total().as_secs_f64(),
        counts(of(Severity::Error), of(Severity::Warning)) + &infos(&problems) + &spared_words(spared),
    ));
    if args.timings {
        show_timings(&timings);
    }
    Ok(of(Severity::Error) == 0 && (args.deny != Some(Deny::Warnings) || of(Severity::Warning) == 0))
}

/// `; 2 pages and 3 parts for instructors left out`; nothing where there are none.
pub(super) fn spared_words(spared: Spared) -> String {
    let some =
        |count: usize, word: &str| (count > 0).then(|| format!("{count} {word}{}", if count == 1 { "" } else { "s" }));
    let words: Vec<String> = [some(spared.pages, "page"), some(spared.parts, "part")].into_iter().flatten().collect();
    if words.is_empty() { String::new() } else { format!("; {} for instructors left out", words.join(" and ")) }
}

/// Says that the machine failed.
pub fn fail(error: &anyhow::Error) {
    say(&format!("error: {error:#}"));
}

fn theme(args: &Build, project: &Project, course: &Course) -> Result<Theme> {
    let name = args.theme.as_deref().or(project.config.theme.as_deref()).unwrap_or(DEFAULT);
    let files = read::theme::theme(name, &project.theme_folders)?;
    Theme::load(&files, course.language).with_context(|| format!("the theme `{name}` cannot be used"))
}

/// Prints what is wrong, and what is left out of the site; other information is only counted.
pub(super) fn show(problems: &[Diagnostic], texts: &Texts<'_>) {
    let problems: Vec<&Diagnostic> = problems.iter().filter(|problem| is_shown(problem)).collect();
    for group in problems.chunk_by(|a, b| a.path == b.path) {
        let mut alike = BTreeMap::new();
        for &problem in group {
            let count = alike.entry(problem.code).or_insert(0);
            *count += 1;
            if *count <= MAX_ALIKE {
                say(&format!("{}\n", report::render(problem, texts)));
            }
        }
        for (code, count) in alike.into_iter().filter(|(_, count)| *count > MAX_ALIKE) {
            say(&format!("note: {} has {} more of [{code}]\n", group[0].path, count - MAX_ALIKE));
        }
    }
}

fn show_timings(timings: &Timings) {
    for (stage, time) in &timings.stages {
        say(&format!("{:>10.1} ms  {stage}", time.as_secs_f64() * 1000.0));
    }
}

/// `; 1 error, 3 warnings`; nothing where there are none.
pub(super) fn counts(errors: usize, warnings: usize) -> String {
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => String::new(),
        (0, warnings) => format!("; {}", plural(warnings, "warning")),
        (errors, 0) => format!("; {}", plural(errors, "error")),
        (errors, warnings) => format!("; {}, {}", plural(errors, "error"), plural(warnings, "warning")),
    }
}

/// The number of what is only counted.
fn infos(problems: &[Diagnostic]) -> String {
    match problems.iter().filter(|problem| !is_shown(problem)).count() {
        0 => String::new(),
        1 => "; 1 info (`seodang check --info` shows it)".to_owned(),
        count => format!("; {count} infos (`seodang check --info` shows them)"),
    }
}

/// Whether a build prints a problem: what is wrong, and what is left out of the site.
fn is_shown(problem: &Diagnostic) -> bool {
    problem.severity != Severity::Info || problem.code.group() == Group::Files
}

/// A path as people would type it: relative to the current folder where that is shorter.
pub(super) fn shown(path: &std::path::Path) -> String {
    let current: PathBuf = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).display().to_string()
}

/// Prints a line to standard error, with colours where that is a terminal that wants them.
pub(super) fn say(line: &str) {
    // Nothing can be done where even this cannot be written.
    let _ = writeln!(anstream::stderr(), "{line}");
}
