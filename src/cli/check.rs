//! Runs `seodang check`: prints findings, and fixes files with `--fix`.

mod external;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;

use super::args::{CheckArgs, OutputFormat};
use super::format::human::{self, Detail};
use super::format::{FindingContext, github, json, sarif, texts};
use super::summary::{Counts, severity_word};
use super::terminal::{eprint_line, print, relative_to};
use super::workspace::Workspace;
use crate::audience_filter::Audience;
use crate::check::baseline::{Baseline, Network, Partitioned};
use crate::check::fix::{self, FileChange};
use crate::check::write::{self, WriteOutcome};
use crate::check::{Policy, moved_pages};
use crate::config::{self, SettingsError};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::memo::Memo;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::pipeline::{CheckIdentity, ReadCourse, Selection};
use crate::read::Sources;
use crate::site::SitePath;
use crate::site::write::published;

/// Checks a course; returns whether it is free of errors (and of warnings, if they are denied).
///
/// # Errors
/// Returns an error if the machine fails: missing folders, files that cannot be written.
pub fn check(args: &CheckArgs, language: MessageLanguage) -> Result<bool> {
    if let Some(code) = args.explain {
        print(&explanation(code, language));
        return Ok(true);
    }
    let began = Instant::now();
    let checked = CheckedCourse::read(args).inspect_err(|error| {
        if let Some(error) = error.downcast_ref::<SettingsError>() {
            print(&settings_mistakes(args.format, error));
        }
    })?;
    let (workspace, sources) = (&checked.workspace, Arc::clone(&checked.read.inputs.sources));
    let policy = Policy::of(&workspace.project);
    let (mut findings, network) = checked.find(args, &policy, language)?;
    if args.update_baseline {
        update_baseline(workspace, &policy, &findings, network, language)?;
        return Ok(true);
    }
    if args.fix {
        apply_fixes(args, &mut findings, &sources, language)?;
    }
    let parts = policy.subtract_baseline(findings, network);
    print(&text(args, workspace, &sources, &parts, CheckOutput { began, language }));
    if args.format == OutputFormat::Human && !args.fix {
        eprint_line(&next_step(&parts.new).text(language));
    }
    Ok(Counts::of(&parts.new).passes(args.deny))
}

/// Returns what to do after a check.
fn next_step(findings: &[Diagnostic]) -> Message {
    let fixable = findings.iter().filter(|finding| finding.fix.is_some()).count();
    match findings.iter().min_by_key(|finding| finding.severity) {
        _ if fixable > 0 => message!("next-fix", count = fixable),
        Some(worst) if worst.severity != Severity::Info => message!("next-explain", code = worst.code.as_str()),
        _ => message!("next-build"),
    }
}

/// A course whose texts are read, with the memo of earlier runs.
struct CheckedCourse {
    workspace: Workspace,
    memo: Arc<Memo>,
    selection: Selection,
    read: ReadCourse,
}

impl CheckedCourse {
    fn read(args: &CheckArgs) -> Result<Self> {
        let workspace = Workspace::find(args.course.as_deref(), None)?;
        // Instructors check courses: pages and parts for them are checked too.
        let selection = Selection { audience: Audience::Instructor, as_of: args.as_of, ..Selection::default() };
        let memo = workspace.load_memo();
        let read = ReadCourse::read(&workspace.project, &selection, Arc::clone(&memo))?;
        Ok(Self { workspace, memo, selection, read })
    }

    /// Returns the findings that the settings and the arguments select: those of the last check, if nothing changed since.
    fn find(&self, args: &CheckArgs, policy: &Policy, language: MessageLanguage) -> Result<(Vec<Diagnostic>, Network)> {
        let project = &self.workspace.project;
        let published = published(&project.output);
        // What other sites answer changes at any time.
        let program = self.workspace.program.filter(|_| !args.external);
        let inputs = &self.read.inputs;
        let identity = program.map(|program| CheckIdentity::of(project, &self.selection, inputs, &published, &program));
        let known = identity.as_ref().and_then(|identity| identity.find(&self.memo, &inputs.sources));
        let (mut findings, network) = match known {
            Some(findings) => (findings, Network::NotAsked),
            None => self.find_anew(args, policy, (identity, &published), language)?,
        };
        if !args.only.is_empty() {
            findings.retain(|finding| args.only.contains(&finding.code));
        }
        Ok((findings, network))
    }

    fn find_anew(
        &self,
        args: &CheckArgs,
        policy: &Policy,
        (identity, published): (Option<CheckIdentity>, &BTreeSet<SitePath>),
        language: MessageLanguage,
    ) -> Result<(Vec<Diagnostic>, Network)> {
        let model = self.read.analyze(&self.workspace.project)?;
        let mut of_pages = model.page_problems(&self.memo);
        of_pages.extend(moved_pages(model.subject(), published));
        let network =
            if args.external { external::ask(model.subject(), &mut of_pages, language) } else { Network::NotAsked };
        let findings = model.findings(of_pages, policy);
        if let Some(identity) = identity {
            identity.keep(&self.memo, &model, &findings);
        }
        // Later builds reuse the lessons and drawings of a check.
        self.workspace.add_to_memo(&self.memo);
        Ok((findings, network))
    }
}

/// Returns the mistakes of settings for programs; people read them on standard error.
fn settings_mistakes(format: OutputFormat, error: &SettingsError) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let settings = relative_to(&current, &error.file);
    let texts = [(&error.source.path, &error.source)].into();
    let context = FindingContext { texts, course: settings.parent().unwrap_or(settings), settings };
    match format {
        OutputFormat::Human => String::new(),
        OutputFormat::Json => json::lines(&error.mistakes, &context),
        OutputFormat::Github => github::lines(&error.mistakes, &context),
        OutputFormat::Sarif => sarif::log(&error.mistakes, &context),
    }
}

fn update_baseline(
    workspace: &Workspace,
    policy: &Policy,
    findings: &[Diagnostic],
    network: Network,
    language: MessageLanguage,
) -> Result<()> {
    let file = workspace.project.home.join(config::BASELINE);
    let baseline = Baseline::of(findings);
    let baseline = match network {
        Network::Asked => baseline,
        Network::NotAsked => baseline.with_external_of(&policy.baseline),
    };
    write::replace(&file, &baseline.to_text())?;
    let file = relative_to(&workspace.current, &file).display().to_string();
    print(&(message!("cli-baseline", count = baseline.len(), file).text(language) + "\n"));
    Ok(())
}

/// Shows the unambiguous changes and applies them; removes the findings that they fix.
fn apply_fixes(
    args: &CheckArgs,
    findings: &mut Vec<Diagnostic>,
    sources: &Sources,
    language: MessageLanguage,
) -> Result<()> {
    // Other formats are for programs, so the diff goes to standard error.
    let show = |text: &str| if args.format == OutputFormat::Human { print(text) } else { eprint_line(text) };
    for change in fix::plan(findings, sources.texts()) {
        show(&change.diff);
        if args.dry_run {
            continue;
        }
        match apply(&change, sources)? {
            WriteOutcome::Written => findings.retain(|finding| {
                finding.path != change.path || !finding.fix.as_ref().is_some_and(|fix| change.contains(fix))
            }),
            WriteOutcome::Skipped => {
                show(&(message!("cli-fix-skipped", path = change.path.as_str()).text(language) + "\n"));
            }
        }
    }
    Ok(())
}

fn apply(change: &FileChange, sources: &Sources) -> Result<WriteOutcome> {
    match sources.files.get(&change.path) {
        Some(file) => write::write(change, &file.disk),
        None => Ok(WriteOutcome::Skipped),
    }
}

/// The start of a check, and the language of its output.
#[derive(Clone, Copy)]
struct CheckOutput {
    began: Instant,
    language: MessageLanguage,
}

/// Returns the findings in the requested format.
fn text(
    args: &CheckArgs,
    workspace: &Workspace,
    sources: &Sources,
    parts: &Partitioned,
    output: CheckOutput,
) -> String {
    let project = &workspace.project;
    let course = relative_to(&workspace.current, &project.course).to_owned();
    let settings: PathBuf = project.home.join(config::FILE_NAME);
    let settings = relative_to(&workspace.current, &settings).to_owned();
    let context = FindingContext { texts: texts(project, sources), course: &course, settings: &settings };
    // Formats for programs contain everything; people request information, or codes.
    let infos = args.info || !args.only.is_empty();
    match args.format {
        OutputFormat::Human => {
            let shown = human::findings(&parts.new, &context.texts, Detail { infos, all: args.all }, output.language);
            let counts = human::by_code(&parts.new, output.language);
            let closing = closing(sources.sources.len(), parts, &shown, output);
            shown.text + &counts + &closing
        }
        OutputFormat::Json => json::lines(&parts.new, &context),
        OutputFormat::Github => {
            let is_shown = |problem: &&Diagnostic| infos || problem.severity != Severity::Info;
            github::lines(&parts.new.iter().filter(is_shown).cloned().collect::<Vec<_>>(), &context)
        }
        OutputFormat::Sarif => sarif::log(&parts.new, &context),
    }
}

/// Returns the closing line.
fn closing(pages: usize, parts: &Partitioned, shown: &human::Findings, output: CheckOutput) -> String {
    let language = output.language;
    let counts = Counts::of(&parts.new).words(language);
    let counts = if counts.is_empty() { message!("cli-no-findings").text(language) } else { counts };
    let mut hints = Vec::new();
    hints.extend((shown.hidden_infos > 0).then(|| message!("cli-infos-hint").text(language)));
    hints.extend((shown.folded > 0).then(|| message!("cli-folded-hint", count = shown.folded).text(language)));
    let hints = if hints.is_empty() { String::new() } else { format!(" ({})", hints.join("; ")) };
    // The empty first part yields the leading separator.
    let mut baseline = vec![String::new()];
    baseline.extend((parts.known > 0).then(|| message!("cli-known", count = parts.known).text(language)));
    baseline.extend((parts.resolved > 0).then(|| message!("cli-resolved", count = parts.resolved).text(language)));
    let baseline = baseline.join("; ");
    let seconds = format!("{:.2}", output.began.elapsed().as_secs_f64());
    message!("cli-checked", pages, seconds, counts).text(language) + &hints + &baseline + "\n"
}

fn explanation(code: Code, language: MessageLanguage) -> String {
    format!("{code} ({})\n\n{}\n", severity_word(code.severity(), language), code.explanation(language))
}
