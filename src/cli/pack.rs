//! Turns `seodang pack` into its steps: read, cut, render, pack, print.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;

use super::args::{Deny, ForWhom};
use super::check::texts;
use super::command::{counts, say, show, shown, spared_words};
use super::progress::with_bar;
use crate::check::{Policy, Subject};
use crate::course::Course;
use crate::cut::{self, Spared};
use crate::diagnostic::{Diagnostic, Severity};
use crate::memo::{Memo, Shelf, store};
use crate::pack::bundle::{self, Whole};
use crate::pack::remote::Images;
use crate::pack::unit::{Extent, Unit, units};
use crate::pack::{archive, book, browser, disk, names, remote};
use crate::read::project::{self, Project};
use crate::read::theme::DEFAULT;
use crate::read::{self, Attachment, Sources};
use crate::render::site::{Ingredients, site};
use crate::render::theme::Theme;
use crate::site::Site;
use crate::source::CoursePath;

/// A package that is larger than this is hard to mail or to upload; whoever makes one hears of it. In bytes.
const LARGE: u64 = 20 * 1024 * 1024;

/// `seodang pack`
#[derive(Debug, clap::Args)]
pub struct Pack {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Archive or book to write, or folder for several files [default: named after the course, in the current folder]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Pack these folders and files of the course alone (several with commas between them)
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub only: Vec<String>,
    /// One HTML file per day, week or course, with everything in it
    #[arg(long, value_name = "UNIT", num_args = 0..=1, require_equals = true, default_missing_value = "week")]
    pub single_file: Option<UnitName>,
    /// A book for e-readers (EPUB 3)
    #[arg(long, conflicts_with_all = ["single_file", "pdf"])]
    pub epub: bool,
    /// One PDF per day, week or course, printed with a Chromium, Chrome or Edge of this machine
    #[arg(long, value_name = "UNIT", num_args = 0..=1, require_equals = true, default_missing_value = "week", conflicts_with = "single_file")]
    pub pdf: Option<UnitName>,
    /// For whom the package is
    #[arg(long, value_name = "WHO", value_enum, default_value_t)]
    pub audience: ForWhom,
    /// Fetch images of other sites and pack them too
    #[arg(long)]
    pub fetch_remote: bool,
    /// Theme: a built-in one, or a folder themes/NAME beside the course
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

/// What one file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnitName {
    /// A day
    Day,
    /// A week
    Week,
    /// The whole course
    Course,
}

impl From<UnitName> for Extent {
    fn from(name: UnitName) -> Self {
        match name {
            UnitName::Day => Self::Day,
            UnitName::Week => Self::Week,
            UnitName::Course => Self::Course,
        }
    }
}

/// A rendered course.
struct Made {
    course: Arc<Course>,
    attachments: Arc<BTreeMap<CoursePath, Attachment>>,
    theme: Arc<Theme>,
    site: Site,
}

/// Packs a course; tells whether it is free of errors (and of warnings, where they are denied).
///
/// # Errors
/// Where the machine fails: folders that are not there, a disk that is full, no browser to print with.
pub fn pack(args: &Pack) -> Result<bool> {
    let began = Instant::now();
    let current = std::env::current_dir().context("cannot tell the current folder")?;
    // Without one to print with there is no need to begin.
    let printer = match args.pdf {
        Some(_) => Some(browser::find(|name| std::env::var_os(name)).ok_or_else(|| anyhow!(browser::NONE))?),
        None => None,
    };
    let project = project::find(&current, args.course.as_deref(), None)?;
    let mut problems = project.diagnostics.clone();
    let (sources, spared) = sources(args, &project, &mut problems)?;
    let sources = Arc::new(sources);
    let mut made = make(args, &project, &sources, &mut problems)?;
    let images = if args.fetch_remote { fetch(&made) } else { Images::new() };
    remote::put(&mut made.site, &images, &made.course.places.theme_folder);
    let subject = Subject { course: &made.course, sources: &sources, attachments: &made.attachments };
    let problems = Policy::of(&project).sift(problems, subject).new;
    show(&problems, &texts(&project, &sources));
    let written = if args.epub {
        let file = target(args, &made.course, "epub");
        let size = disk::write(&file, |to| book::write(&made.course, &made.site, &made.theme, to))?;
        vec![(file, size)]
    } else if let Some(unit) = args.single_file {
        documents(&Press { args, project: &project, sources: &sources, images: &images, made: &made }, unit.into())?
    } else if let (Some(unit), Some(printer)) = (args.pdf, &printer) {
        let press = Press { args, project: &project, sources: &sources, images: &images, made: &made };
        sheets(&press, unit.into(), printer)?
    } else {
        vec![archived(args, made)?]
    };
    tell(&written, &problems, spared, began);
    let has = |severity| problems.iter().any(|problem| problem.severity == severity);
    Ok(!has(Severity::Error) && (args.deny != Some(Deny::Warnings) || !has(Severity::Warning)))
}

/// Reads the course and cuts it to what is to be packed.
fn sources(args: &Pack, project: &Project, problems: &mut Vec<Diagnostic>) -> Result<(Sources, Spared)> {
    let mut options = project.read_options();
    // A package of before is no part of the course.
    options.not_course.extend(args.output.clone());
    let sources = read::course(&project.course, &options)?.collect_into(problems);
    let root = disk::whole(&project.course).unwrap_or_default();
    let only: Vec<String> = args.only.iter().map(|path| in_course(path, &root)).collect();
    // First the parts: what is for instructors elsewhere is not spared, it was never wanted.
    let sources = cut::only(sources, &only).map_err(|path| {
        anyhow!("--only {path}: no page of the course stands there (paths are those below {})", root.display())
    })?;
    let (sources, spared) = cut::for_audience(sources, args.audience.into());
    Ok((sources.collect_into(problems), spared))
}

/// A path below the course's folder, where it was given as one of the disk.
fn in_course(path: &str, root: &Path) -> String {
    let below = disk::whole(Path::new(path)).and_then(|whole| whole.strip_prefix(root).ok().map(Path::to_owned));
    let below = below.map(|below| below.to_string_lossy().replace('\\', "/")).filter(|below| !below.is_empty());
    // The same name can stand in the course and in the current folder: the course's own wins.
    if disk::is_there(&root.join(path)) { path.to_owned() } else { below.unwrap_or_else(|| path.to_owned()) }
}

fn make(args: &Pack, project: &Project, sources: &Arc<Sources>, problems: &mut Vec<Diagnostic>) -> Result<Made> {
    let course = Arc::new(crate::course_of(sources, &project.config).collect_into(problems));
    let attachments = Arc::new(read::attachments(&course.attached(sources))?);
    let name = args.theme.as_deref().or(project.config.theme.as_deref()).unwrap_or(DEFAULT);
    let files = read::theme::theme(name, &project.theme_folders)?;
    let theme = Theme::load(&files, course.language).with_context(|| format!("the theme `{name}` cannot be used"))?;
    let theme = Arc::new(theme);
    let place = store::place(&project.course.canonicalize().unwrap_or_default(), |name| std::env::var(name).ok());
    let memo = Arc::new(Memo::new(place.as_deref().map_or_else(Shelf::default, store::load)));
    let progress = Arc::new(AtomicUsize::new(0));
    let total = course.entries.len() + course.viewers.len();
    let ingredients = Ingredients {
        course: Arc::clone(&course),
        sources: Arc::clone(sources),
        attachments: Arc::clone(&attachments),
        theme: Arc::clone(&theme),
        memo: Arc::clone(&memo),
        // A package stands nowhere.
        base_url: None,
        root: None,
        lines: false,
        progress: Arc::clone(&progress),
    };
    let mut site: Site = with_bar(total, &progress, || site(ingredients))?.collect_into(problems);
    // What servers show for an address that is not there has no server here.
    site.files.remove(&course.places.not_found);
    if let Some(place) = &place {
        // A part of the course must not make the rest forgotten; a package that cannot remember is none the worse.
        memo.keep_all();
        let _ = store::save(&memo, place);
    }
    Ok(Made { course, attachments, theme, site })
}

/// Fetches the images of other sites, and says which could not be had.
fn fetch(made: &Made) -> Images {
    let wanted = remote::wanted(&made.site);
    let kept = store::place(Path::new("remote-images"), |name| std::env::var(name).ok());
    let (images, failures) = remote::fetch(&wanted, kept.map(|place| place.with_extension("images")).as_deref());
    for (address, reason) in &failures {
        say(&format!("note: {address} could not be fetched: {reason}"));
    }
    say(&format!("{} of {} images of other sites fetched", images.len(), wanted.len()));
    images
}

/// Writes the archive.
fn archived(args: &Pack, made: Made) -> Result<(PathBuf, u64)> {
    let file = target(args, &made.course, "zip");
    let (site, renamed) = names::portable(made.site);
    for (old, new) in &renamed {
        say(&format!("note: {old} is packed as {new}: Windows could not unpack it otherwise"));
    }
    let size = disk::write(&file, |to| archive::write(&site, to))?;
    Ok((file, size))
}

/// Makes a document of each unit of the course, with all that they need.
struct Press<'a> {
    args: &'a Pack,
    project: &'a Project,
    sources: &'a Arc<Sources>,
    images: &'a Images,
    made: &'a Made,
}

impl Press<'_> {
    /// Makes the documents, one after the other, and hands each to `take`.
    fn documents<T>(&self, extent: Extent, mut take: impl FnMut(&Unit, String) -> Result<T>) -> Result<Vec<T>> {
        let all = units(&self.made.course, extent);
        all.iter().map(|unit| take(unit, self.document(unit, extent, all.len())?)).collect()
    }

    /// A unit by itself is cut from the course first: its glossary explains what is in it, no more.
    fn document(&self, unit: &Unit, extent: Extent, count: usize) -> Result<String> {
        let whole = |made: &Made, unit: &Unit| {
            bundle::document(Whole { course: &made.course, site: &made.site, theme: &made.theme }, unit)
        };
        let Some(folder) = unit.folder.as_ref().filter(|_| count > 1) else { return whole(self.made, unit) };
        let sources = cut::only((**self.sources).clone(), &[folder.to_string()])
            .map_err(|path| anyhow!("no page of the course stands in {path}"))?;
        // What is wrong with it was said of the whole course.
        let mut part = make(self.args, self.project, &Arc::new(sources), &mut Vec::new())?;
        remote::put(&mut part.site, self.images, &part.course.places.theme_folder);
        let same = |candidate: &Unit| candidate.folder == unit.folder;
        match units(&part.course, extent).into_iter().find(same) {
            Some(own) => whole(&part, &Unit { title: unit.title.clone(), ..own }),
            None => whole(self.made, unit),
        }
    }
}

/// Writes a document for each unit.
fn documents(press: &Press<'_>, extent: Extent) -> Result<Vec<(PathBuf, u64)>> {
    let folder = folder(press.args, &press.made.course);
    press.documents(extent, |unit, document| {
        let file = folder.join(format!("{}.html", unit.name));
        let size = disk::write_bytes(&file, document.as_bytes())?;
        Ok((file, size))
    })
}

/// Prints each unit.
fn sheets(press: &Press<'_>, extent: Extent, printer: &Path) -> Result<Vec<(PathBuf, u64)>> {
    let folder = folder(press.args, &press.made.course);
    disk::make_folder(&folder)?;
    let folder = disk::whole(&folder).unwrap_or(folder);
    let scratch = std::env::temp_dir().join(format!("seodang-print-{}", std::process::id()));
    let written = press.documents(extent, |unit, text| {
        let document = scratch.join(format!("{}.html", unit.name));
        disk::write_bytes(&document, text.as_bytes())?;
        let file = folder.join(format!("{}.pdf", unit.name));
        browser::print(printer, &document, &file, &scratch)?;
        let size = disk::size(&file);
        Ok((file, size))
    });
    disk::remove_folder(&scratch);
    written
}

/// The file to write.
fn target(args: &Pack, course: &Course, extension: &str) -> PathBuf {
    let name = || PathBuf::from(format!("{}.{extension}", stem(course)));
    match &args.output {
        Some(output) if disk::is_folder(output) => output.join(name()),
        Some(output) => output.clone(),
        None => name(),
    }
}

/// The folder for several files.
fn folder(args: &Pack, course: &Course) -> PathBuf {
    args.output.clone().unwrap_or_else(|| PathBuf::from(stem(course)))
}

/// The course's title as a file's name.
fn stem(course: &Course) -> String {
    let words: Vec<String> = course
        .title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name: String = words.join("-").chars().take(60).collect();
    if name.is_empty() { "course".to_owned() } else { name }
}

fn tell(written: &[(PathBuf, u64)], problems: &[Diagnostic], spared: Spared, began: Instant) {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    for (file, size) in written {
        if *size > LARGE {
            say(&format!(
                "note: {} has {}: too much for most mail, and for many learning platforms",
                shown(file),
                megabytes(*size)
            ));
        }
    }
    let what = match written {
        [(file, size)] => format!("{} ({})", shown(file), megabytes(*size)),
        files => {
            let folder = files.first().and_then(|(file, _)| file.parent()).map(shown).unwrap_or_default();
            format!("{} files in {folder} ({})", files.len(), megabytes(files.iter().map(|(_, size)| size).sum()))
        }
    };
    let seconds = began.elapsed().as_secs_f64();
    let rest = counts(of(Severity::Error), of(Severity::Warning)) + &spared_words(spared);
    say(&format!("{what} in {seconds:.2} s{rest}"));
}

/// A size in bytes for people; whole numbers, as `render` shows those of files.
fn megabytes(bytes: u64) -> String {
    const MB: u64 = 1024 * 1024;
    format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB)
}
