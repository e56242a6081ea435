//! Turns `seodang check` into its steps: find, settle, mend, print.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use super::args::Deny;
use super::format::{Around, Format, github, human, json, sarif};
use super::report::Texts;
use crate::check::baseline::{Baseline, Sifted};
use crate::check::fix::{self, Change};
use crate::check::write::{self, Outcome};
use crate::check::{self, Policy, Subject};
use crate::config;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::memo::{Memo, store};
use crate::read::project::{self, Project};
use crate::read::{self, Sources};

/// `seodang check`
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Check {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
    /// Make the changes that are certain, and show each as a diff
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the changes, make none
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Report these codes alone (several with commas between them)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub only: Vec<Code>,
    /// Show what is only information too, instead of counting it
    #[arg(long)]
    pub info: bool,
    /// Ask the network whether addresses outside the course are still there (answers are kept for a day)
    #[arg(long)]
    pub external: bool,
    /// Take all that is found as known: report only what is new from now on
    #[arg(long, conflicts_with_all = ["only", "fix"])]
    pub update_baseline: bool,
    /// Say what a code means, what shows it and what mends it
    #[arg(long, value_name = "CODE", exclusive = true)]
    pub explain: Option<Code>,
}

/// Checks a course; tells whether it is free of errors (and of warnings, where they are denied).
///
/// # Errors
/// Where the machine fails: folders that are not there, files that cannot be written.
pub fn check(args: &Check) -> Result<bool> {
    if let Some(code) = args.explain {
        print(&explained(code));
        return Ok(true);
    }
    let began = Instant::now();
    let current = std::env::current_dir().context("cannot tell the current folder")?;
    let project = project::find(&current, args.course.as_deref(), None)?;
    let policy = Policy::of(&project);
    let Found { sources, mut problems, asked } = find(&project, &policy, args.external)?;
    if !args.only.is_empty() {
        problems.retain(|problem| args.only.contains(&problem.code));
    }
    let known = project.home.join(config::BASELINE);
    if args.update_baseline {
        let baseline = Baseline::of(&problems);
        let baseline = if asked { baseline } else { baseline.with_external_of(&policy.known) };
        write::replace(&known, &baseline.to_text())?;
        print(&format!("{} findings are known now: {}\n", baseline.len(), seen_from(&current, &known).display()));
        return Ok(true);
    }
    if args.fix {
        mend(args, &mut problems, &sources)?;
    }
    let sifted = policy.known.sift_asked(problems, asked);
    let course = seen_from(&current, &project.course);
    let settings = seen_from(&current, &project.home.join(config::FILE_NAME));
    let around = Around { texts: texts(&project, &sources), course: &course, settings: &settings };
    // Programs get all; people ask for what is only information.
    let all = args.info || !args.only.is_empty();
    let is_shown = |problem: &&Diagnostic| all || problem.severity != Severity::Info;
    let shown: Vec<Diagnostic> = sifted.new.iter().filter(is_shown).cloned().collect();
    match args.format {
        Format::Human => {
            let seconds = began.elapsed().as_secs_f64();
            let mut text = human::findings(&shown, &around);
            text.push_str(&human::by_code(&sifted.new));
            text.push_str(&closing(&sources, &sifted, all, seconds));
            print(&text);
        }
        Format::Json => print(&json::lines(&sifted.new, &around)),
        Format::Github => print(&github::lines(&shown, &around)),
        Format::Sarif => print(&sarif::log(&sifted.new, &around)),
    }
    let has = |severity| sifted.new.iter().any(|problem| problem.severity == severity);
    Ok(!has(Severity::Error) && (args.deny != Some(Deny::Warnings) || !has(Severity::Warning)))
}

/// A course and what is to be said of it.
struct Found {
    sources: Sources,
    problems: Vec<Diagnostic>,
    /// Whether something is known of every address outside.
    asked: bool,
}

/// Reads the course and finds all that the settings want to hear of.
fn find(project: &Project, policy: &Policy, external: bool) -> Result<Found> {
    let mut problems = project.diagnostics.clone();
    let sources = read::course(&project.course, &project.read_options())?.collect_into(&mut problems);
    let course = crate::course_of(&sources, &project.config).collect_into(&mut problems);
    let is_image = |file: &(crate::source::CoursePath, read::FileEntry)| !read::attachment::is_text(&file.0);
    let attachments = read::attachments(&course.attached(&sources).into_iter().filter(is_image).collect::<Vec<_>>())?;
    let subject = Subject { course: &course, sources: &sources, attachments: &attachments };
    let place = store::place(&project.course.canonicalize().unwrap_or_default(), |name| std::env::var(name).ok());
    let memo = Memo::new(place.as_deref().map(store::load).unwrap_or_default());
    problems.extend(check::page_problems(subject, &memo));
    problems.extend(check::lints(subject));
    if let Some(place) = &place {
        // What a check draws, a build need not draw; a check that cannot remember is none the worse.
        memo.keep_all();
        let _ = store::save(&memo, place);
    }
    let asked = external && super::external::ask(subject, &mut problems);
    let problems = policy.settle(problems, subject);
    Ok(Found { sources, problems, asked })
}

/// Shows the certain changes and makes them; what was mended is no longer a problem.
fn mend(args: &Check, problems: &mut Vec<Diagnostic>, sources: &Sources) -> Result<()> {
    // Programs read standard output: there the diff would be in the way.
    let show = |text: &str| if args.format == Format::Human { print(text) } else { super::command::say(text) };
    for change in fix::plan(problems, &sources.sources) {
        show(&change.diff);
        if args.dry_run {
            continue;
        }
        match apply(&change, sources)? {
            Outcome::Written => problems.retain(|problem| {
                problem.path != change.path || !problem.fix.as_ref().is_some_and(|fix| change.makes(fix))
            }),
            Outcome::LeftAlone => {
                show(&format!("note: {} was left alone: it is not the text that was checked\n", change.path));
            }
        }
    }
    Ok(())
}

fn apply(change: &Change, sources: &Sources) -> Result<Outcome> {
    match sources.files.get(&change.path) {
        Some(file) => write::write(change, &file.disk),
        None => Ok(Outcome::LeftAlone),
    }
}

/// The texts that findings are about, by their paths.
pub(super) fn texts<'a>(project: &'a Project, sources: &'a Sources) -> Texts<'a> {
    let pages = sources.sources.iter().chain(&project.config_source);
    pages.map(|source| (&source.path, source)).collect()
}

fn closing(sources: &Sources, sifted: &Sifted, all: bool, seconds: f64) -> String {
    let pages = sources.sources.len();
    let sum = human::sum(&sifted.new);
    let sum = if sum.is_empty() { "nothing to report".to_owned() } else { sum };
    let hidden = !all && sifted.new.iter().any(|problem| problem.severity == Severity::Info);
    let hidden = if hidden { " (infos are shown with --info)" } else { "" };
    let known = if sifted.known > 0 { format!("; {} known", sifted.known) } else { String::new() };
    let gone = if sifted.gone > 0 {
        format!("; {} known ones are mended: run `seodang check --update-baseline`", sifted.gone)
    } else {
        String::new()
    };
    format!("{pages} pages checked in {seconds:.2} s: {sum}{hidden}{known}{gone}\n")
}

fn explained(code: Code) -> String {
    let level = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    format!("{code} ({level})\n\n{}\n", code.explanation())
}

/// A path as seen from the current folder, where it is below it.
fn seen_from(current: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(current).unwrap_or(path).to_owned()
}

/// Prints to standard output, with colours where that is a terminal that wants them.
fn print(text: &str) {
    // Nothing can be done where even this cannot be written: a closed pipe ends the reading, not the check.
    let _ = write!(anstream::stdout(), "{text}");
}
