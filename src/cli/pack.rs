//! Runs `seodang pack`: writes packages for students, and prints the findings.

mod quiz;
mod target;
mod units;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Instant;

use anyhow::{Result, anyhow};

use super::args::{PackArgs, QuizFormat};
use super::format::human::{self, Detail};
use super::format::texts;
use super::remote_images::fetched_images;
use super::summary::{Counts, closing, megabytes, next_release};
use super::terminal::{display_path, eprint, eprint_line, with_bar};
use super::workspace::Workspace;
use crate::check::Policy;
use crate::check::baseline::Network;
use crate::config::RemoteImages;
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::pack::quiz_answers::{self, AnswerPlace};
use crate::pack::remote;
use crate::pack::scorm::{self, ScormVersion};
use crate::pack::{archive, book, browser, disk, names};
use crate::pipeline::{self, BuildOptions, Prepared, Selection, SiteAddress};
use crate::read::project::Project;
use crate::render::theme::Words;
use crate::site::Site;

use target::target;
use units::UnitPrinter;

/// The size of a package in bytes above which a note is printed: common limits of mail and uploads are 20 to 25 MB.
const LARGE: u64 = 20 * 1024 * 1024;

/// A rendered course.
struct Rendered {
    prepared: Prepared,
    site: Site,
}

/// A file that was written, with its size in bytes.
type Package = (PathBuf, u64);

/// Packs a course; returns whether it is free of errors (and of warnings, if they are denied).
///
/// # Errors
/// Returns an error if the machine fails: missing folders, a full disk, no browser for a PDF.
pub fn pack(args: &PackArgs, language: MessageLanguage) -> Result<bool> {
    let began = Instant::now();
    // Fail early if no browser is installed.
    let printer = if args.pdf.is_some() || args.quiz == Some(QuizFormat::Pdf) {
        Some(browser::find(|name| std::env::var_os(name)).ok_or_else(|| anyhow!(browser::NOT_FOUND))?)
    } else {
        None
    };
    let workspace = Workspace::find(args.course.as_deref(), None)?;
    let project = &offline(&workspace.project);
    let options = options(args, project);
    let prepared = pipeline::prepare(project, &options, workspace.load_memo(), |_| {})?;
    let (mut rendered, of_pages) = render(prepared, language)?;
    workspace.add_to_memo(&rendered.prepared.memo);
    let findings = findings(project, &options, &rendered.prepared, of_pages)?;
    let images = fetched_images(&rendered.site, args.fetch_remote, project, language);
    remote::embed(&mut rendered.site, &images, &rendered.prepared.model.course.generated.theme_folder);
    place_answers(&mut rendered.site, args, &rendered.prepared.theme.words);
    let inputs = rendered.prepared.model.inputs.clone();
    let units = |rendered| UnitPrinter { args, project, options: &options, images: &images, whole: rendered, language };
    let packages = if let Some(format) = args.quiz {
        quiz::write(args, format, &rendered, printer.as_deref())?
    } else if let Some(version) = args.scorm {
        vec![write_scorm(args, version.into(), rendered)?]
    } else {
        match (args.epub, args.single_file, args.pdf.zip(printer.as_deref())) {
            (true, ..) => vec![write_book(args, &rendered)?],
            (_, Some(unit), _) => units(&rendered).write_documents(unit.into())?,
            (_, _, Some((unit, printer))) => units(&rendered).write_sheets(unit.into(), printer)?,
            _ => vec![write_archive(args, rendered, language)?],
        }
    };
    let detail = Detail { infos: false, all: args.all };
    let shown = human::findings(&findings, &texts(project, &inputs.sources), detail, language);
    eprint(&shown.text);
    let closing = closing(&findings, shown.hidden_infos, shown.folded, inputs.omitted, language);
    print_summary(&packages, &closing, began, language);
    if let Some(next) = next_release(inputs.sources.next_release, project) {
        eprint_line(&next.text(language));
    }
    let is_archive =
        !args.epub && args.quiz.is_none() && args.scorm.is_none() && args.single_file.is_none() && args.pdf.is_none();
    let next = if is_archive { message!("next-unpack") } else { message!("next-hand-out") };
    eprint_line(&next.text(language));
    Ok(Counts::of(&findings).passes(args.deny))
}

/// Moves the answers of quizzes to the end of the pages of a book or PDF, or removes them: nothing folds on paper.
fn place_answers(site: &mut Site, args: &PackArgs, words: &Words) {
    if args.epub || args.pdf.is_some() {
        let place = if args.no_answers { AnswerPlace::Omitted } else { AnswerPlace::End };
        quiz_answers::place(site, place, words);
    }
}

/// Returns the project with pages that load nothing: a package opens without a network.
fn offline(project: &Project) -> Project {
    let mut project = project.clone();
    // They are for hosts.
    project.host_folders.clear();
    if project.config.images.remote == RemoteImages::Load {
        project.config.images.remote = RemoteImages::Link;
    }
    project
}

fn options(args: &PackArgs, project: &Project) -> BuildOptions {
    let root = disk::canonical(&project.course).unwrap_or_default();
    let selection = Selection {
        audience: args.audience.into(),
        only: args.only.iter().map(|path| in_course(path, &root)).collect(),
        language: args.language,
        as_of: args.as_of,
        // Never read an earlier package as course input.
        not_course: args.output.iter().cloned().collect(),
    };
    BuildOptions { selection, theme: args.theme.clone() }
}

/// Resolves an argument, a path in the course or on the disk, to its path in the course.
fn in_course(path: &str, root: &Path) -> String {
    let below = disk::canonical(Path::new(path)).and_then(|path| path.strip_prefix(root).ok().map(Path::to_owned));
    let below = below.map(|below| below.to_string_lossy().replace('\\', "/")).filter(|below| !below.is_empty());
    // If a name exists in the course and in the current folder, the one in the course wins.
    if disk::exists(&root.join(path)) { path.to_owned() } else { below.unwrap_or_else(|| path.to_owned()) }
}

/// Renders a course for a package; returns the problems of its pages too.
fn render(prepared: Prepared, language: MessageLanguage) -> Result<(Rendered, Vec<Diagnostic>)> {
    let progress = Arc::new(AtomicUsize::new(0));
    // The settings name the address of the published site; a package opens anywhere.
    let report =
        with_bar(prepared.page_count(), &progress, language, || prepared.render(&SiteAddress::Unknown, &progress))?;
    let mut site = report.value;
    // Only servers show that page.
    site.files.remove(&prepared.model.course.generated.not_found);
    Ok((Rendered { prepared, site }, report.diagnostics))
}

/// Returns the findings about the pages that are packed, judged within the whole course.
fn findings(
    project: &Project,
    options: &BuildOptions,
    prepared: &Prepared,
    of_pages: Vec<Diagnostic>,
) -> Result<Vec<Diagnostic>> {
    let policy = Policy::of(project);
    let model = &prepared.model;
    let findings = if options.selection.only.is_empty() {
        model.findings(of_pages, &policy)
    } else {
        let all = Selection { only: Vec::new(), ..options.selection.clone() };
        pipeline::analyze(project, &all, Arc::clone(&prepared.memo))?.findings_of_part(model, of_pages, &policy)
    };
    Ok(policy.subtract_baseline(findings, Network::NotAsked).new)
}

fn write_book(args: &PackArgs, rendered: &Rendered) -> Result<Package> {
    let Rendered { prepared, site } = rendered;
    let course = &prepared.model.course;
    let file = target(args, course, "epub");
    let size = disk::write(&file, |to| book::write(course, site, &prepared.theme, to))?;
    Ok((file, size))
}

fn write_archive(args: &PackArgs, rendered: Rendered, language: MessageLanguage) -> Result<Package> {
    let file = target(args, &rendered.prepared.model.course, "zip");
    let (site, renamed) = names::portable(rendered.site);
    for (old, new) in &renamed {
        let note = message!("cli-packed-as", old = old.as_str(), new = new.as_str());
        eprint_line(&note.text(language));
    }
    let size = disk::write(&file, |to| archive::write(&site, to))?;
    Ok((file, size))
}

fn write_scorm(args: &PackArgs, version: ScormVersion, rendered: Rendered) -> Result<Package> {
    let course = &rendered.prepared.model.course;
    let file = target(args, course, "scorm.zip");
    let (site, _) = names::portable(rendered.site);
    let size = disk::write(&file, |to| scorm::write(course, &site, version, to))?;
    Ok((file, size))
}

fn print_summary(packages: &[Package], closing: &str, began: Instant, language: MessageLanguage) {
    for (file, size) in packages.iter().filter(|(_, size)| *size > LARGE) {
        let note = message!("cli-large-package", file = display_path(file), size = megabytes(*size));
        eprint_line(&note.text(language));
    }
    let written = match packages {
        [(file, size)] => Message::verbatim(format!("{} ({})", display_path(file), megabytes(*size))),
        files => {
            let folder = files.first().and_then(|(file, _)| file.parent()).map(display_path).unwrap_or_default();
            let size = megabytes(files.iter().map(|(_, size)| size).sum());
            message!("cli-packed-files", count = files.len(), folder, size)
        }
    };
    let seconds = format!("{:.2}", began.elapsed().as_secs_f64());
    eprint_line(&(message!("cli-packed", written, seconds).text(language) + closing));
}
