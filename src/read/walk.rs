//! Turns a folder into the list of its course files, and its Markdown files into texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use unicode_normalization::is_nfc;
use walkdir::{DirEntry, WalkDir};

use super::exclusion::Exclusion;
use super::held_folder::HeldFolders;
use super::hidden::hidden_paths;
use super::options::ReadOptions;
use super::page_file::is_markdown;
use super::text::{ReadText, is_notebook, text, unreadable};
use super::{FileEntry, Sources, Stamp, dialect, patterns, project, repository, structure};
use crate::config;
use crate::diagnostic::{Code, Diagnostic, Report, sort_and_dedup};
use crate::message;
use crate::site::write::MANIFEST;
use crate::source::wiki_name::has_wiki_links;
use crate::source::{CoursePath, Dialect, Tool};

/// Reads a course once.
///
/// # Errors
/// Returns an error if the folder itself cannot be read. A single file that cannot be decoded is a diagnostic.
pub fn course(root: &Path, options: &ReadOptions) -> Result<Report<Sources>> {
    CourseReader::default().course(root, options)
}

/// Reads a course repeatedly: the names of its files always, the texts only of files whose stamps changed.
#[derive(Debug, Default)]
pub struct CourseReader {
    cached: BTreeMap<PathBuf, CachedText>,
    /// Whether every text is read each time: for file systems whose times are unreliable.
    pub ignore_stamps: bool,
}

/// A text with the stamp of its file when it was read.
#[derive(Debug, Clone)]
struct CachedText {
    stamp: Stamp,
    read_at: SystemTime,
    text: ReadText,
}

impl CourseReader {
    /// Reads the course as it is now.
    ///
    /// # Errors
    /// Returns an error if the folder itself cannot be read. A single file that cannot be decoded is a diagnostic.
    pub fn course(&mut self, root: &Path, options: &ReadOptions) -> Result<Report<Sources>> {
        let mut report = listing(root, options)?;
        let sources = &mut report.value;
        let dialect = dialect::of_course(root);
        let inner = dialect::InnerDialects::of(sources);
        let is_template =
            |path: &CoursePath| is_hugo_template(path) && dialect.and(inner.of_file(path)).has(Tool::Hugo);
        let is_page =
            |path: &CoursePath| is_markdown(path) && !has_markdown_twin(path, &sources.files) && !is_template(path);
        let pages: Vec<_> = sources.files.iter().filter(|(path, _)| is_page(path)).collect();
        #[expect(
            clippy::result_large_err,
            reason = "a file that is no page is rare, and its diagnostic is kept as it is"
        )]
        let read: Vec<_> = pages.into_par_iter().map(|(path, file)| self.text(path, file)).collect();
        let (mut texts, mut cached) = (Vec::new(), BTreeMap::new());
        for result in read {
            match result {
                Ok((disk, known)) => {
                    let source = known.text.source.clone();
                    let inner = inner.of_file(&source.path);
                    texts.push(source.in_dialect(dialect.and(inner)));
                    report.diagnostics.extend(known.text.diagnostics.iter().cloned());
                    cached.insert(disk, known);
                }
                Err(diagnostic) => report.diagnostics.push(diagnostic),
            }
        }
        let files: Vec<&CoursePath> = sources.files.keys().collect();
        if !dialect.has_wiki_links() && has_wiki_links(texts.iter().map(|source| &*source.text), &files) {
            texts = texts.into_iter().map(|source| source.in_dialect(Dialect::default().with(Tool::Wiki))).collect();
        }
        sources.sources = texts;
        self.cached = cached;
        sort_and_dedup(&mut report.diagnostics);
        Ok(report)
    }

    #[expect(clippy::result_large_err, reason = "a file that is no page is rare, and its diagnostic is kept as it is")]
    fn text(&self, path: &CoursePath, file: &FileEntry) -> Result<(PathBuf, CachedText), Diagnostic> {
        let known = self.cached.get(&file.disk).filter(|known| {
            !self.ignore_stamps
                && known.stamp == file.stamp
                && known.stamp.is_settled(known.read_at)
                && known.text.source.path == *path
        });
        if let Some(known) = known {
            return Ok((file.disk.clone(), known.clone()));
        }
        let read_at = SystemTime::now();
        let text = text(path, file)?;
        Ok((file.disk.clone(), CachedText { stamp: file.stamp, read_at, text }))
    }
}

/// Lists the files of a course.
fn listing(root: &Path, options: &ReadOptions) -> Result<Report<Sources>> {
    let root = fs::canonicalize(root).with_context(|| format!("cannot open the course folder {}", root.display()))?;
    let mut diagnostics = Vec::new();
    let mut sources = Sources {
        folder_name: folder_name(&root),
        repository: repository::of_course(&root),
        read_at: Timestamp::now().to_zoned_datetime(TimeZone::UTC),
        ..Sources::default()
    };
    let mut seen = BTreeSet::new();
    let mut rules = Rules::new(root, options);
    let (entries, hidden, unread) = entries(&rules)?;
    let is_unread = |folder: &Path| {
        let below = folder.strip_prefix(&rules.root).ok().and_then(course_path);
        below.is_some_and(|path| unread.iter().any(|report| report.path == path))
    };
    let hidden = hidden_paths(&hidden).into_iter();
    sources.hidden = hidden.filter_map(|path| path.strip_prefix(&rules.root).ok().and_then(course_path)).collect();
    let folders: Vec<&DirEntry> = entries.iter().filter(|entry| entry.file_type().is_dir()).collect();
    let below_root = |entry: &&DirEntry| entry.path().strip_prefix(&rules.root).ok().and_then(course_path);
    rules.held = HeldFolders::of(&folders.iter().filter_map(below_root).collect());
    let (unread_folders, folders): (Vec<&DirEntry>, Vec<&DirEntry>) =
        folders.into_iter().partition(|folder| is_unread(folder.path()));
    diagnostics.extend(unread);
    sources.visited_folders.extend(unread_folders.iter().map(|folder| folder.path().to_owned()));
    for folder in folders {
        rules.add_settings_in(folder.path())?;
        sources.visited_folders.insert(folder.path().to_owned());
    }
    for entry in &entries {
        if let Some((path, file)) = rules.file_entry(entry, &mut seen, &mut diagnostics) {
            let mut folder = path.parent();
            while let Some(known) = folder.filter(|folder| sources.folders.insert(folder.clone())) {
                folder = known.parent();
            }
            if let Some(first) = sources.files.get(&path) {
                diagnostics.push(same_name(&path, &first.disk, &file.disk));
            } else {
                sources.files.insert(path, file);
            }
        }
    }
    sources.hidden.retain(|path| !sources.files.contains_key(path) && !sources.folders.contains(path));
    diagnostics.extend(patterns::check(options, &seen, &rules.root)?);
    sources.structure_above = structure::structure_above(&rules.root);
    let tools = structure::structure_files(&rules.root, &sources, sources.structure_above.as_ref());
    sources.structure_files = tools.texts;
    sources.address_files = structure::address_files(&rules.root, &sources);
    sources.visited_folders.extend(tools.folders);
    let is_excluded = |path: &CoursePath| rules.is_excluded_by_settings(&rules.root.join(path.as_str()), path);
    let (excluded, others): (BTreeSet<_>, BTreeSet<_>) = seen.into_iter().partition(is_excluded);
    sources.excluded = excluded.into_iter().filter(is_markdown).collect();
    let held = others.into_iter().filter(|path| rules.held.holding(path, &options.include).is_some());
    (sources.withheld, sources.held_files) = held.partition(is_markdown);
    diagnostics.extend(rules.held.reports(&sources.withheld));
    let held = sources.withheld.iter().filter_map(|path| rules.held.holding(path, &options.include).cloned());
    sources.withheld.extend(held.collect::<BTreeSet<_>>());
    Ok(Report { value: sources, diagnostics })
}

/// Returns every file and folder that can belong to the course, a folder before what is in it, the hidden ones, and the
/// reports of those that cannot be looked at.
fn entries(rules: &Rules<'_>) -> Result<(Vec<DirEntry>, Vec<PathBuf>, Vec<Diagnostic>)> {
    let walk = WalkDir::new(&rules.root).follow_links(false).sort_by_file_name().into_iter();
    let (mut entries, mut hidden, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    let is_walked = |entry: &DirEntry| {
        let name = entry.file_name();
        if entry.depth() > 0 && name.as_encoded_bytes().starts_with(b".") && name != ".git" {
            hidden.push(entry.path().to_owned());
        }
        entry.depth() == 0 || is_course(entry, &rules.not_course)
    };
    for entry in walk.filter_entry(is_walked) {
        match entry {
            Ok(entry) => entries.push(entry),
            // The file or folder was removed during the walk: a course is edited while it is read.
            Err(error) if error.depth() > 0 && is_gone(&error) => {}
            Err(error) => match unread_entry(&rules.root, &error) {
                Some(report) => unread.push(report),
                None => {
                    return Err(error)
                        .with_context(|| format!("cannot read the course folder {}", rules.root.display()));
                }
            },
        }
    }
    Ok((entries, hidden, unread))
}

/// Returns the report of two files whose names differ only in Unicode normalisation (macOS decomposes letters): only
/// the first is read.
fn same_name(path: &CoursePath, read: &Path, left_out: &Path) -> Diagnostic {
    let form = |disk: &Path| {
        if is_nfc(&disk.to_string_lossy()) { message!("same-name-composed") } else { message!("same-name-decomposed") }
    };
    let message = message!("same-name", read = form(read), other = form(left_out));
    Diagnostic::about(path, Code::SameName, message).hint(message!("same-name.hint"))
}

/// Returns the report of a file or folder below the course's folder that cannot be looked at.
fn unread_entry(root: &Path, error: &walkdir::Error) -> Option<Diagnostic> {
    let below = error.path()?.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty())?;
    let shown = CoursePath::new(&below.to_string_lossy().replace('\\', "/"));
    Some(unreadable(&shown, error.io_error()?))
}

fn is_gone(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound)
}

/// The rules by which a file of the course's folder belongs to the course.
struct Rules<'a> {
    /// The course's folder, in its canonical form.
    root: PathBuf,
    options: &'a ReadOptions,
    /// The exclusions of settings of other folders.
    exclusions: Vec<Exclusion>,
    /// Folders that are not part of the course, in their canonical form.
    not_course: Vec<PathBuf>,
    /// The settings that the options come from, in their canonical form.
    settings: Option<PathBuf>,
    /// The folders that are left out by their names.
    held: HeldFolders,
}

impl<'a> Rules<'a> {
    fn new(root: PathBuf, options: &'a ReadOptions) -> Self {
        let not_course = options.not_course.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let settings = options.settings.as_ref().and_then(|(file, _)| fs::canonicalize(file).ok());
        Self {
            root,
            options,
            exclusions: options.exclusions.clone(),
            not_course,
            settings,
            held: HeldFolders::default(),
        }
    }

    /// Adds the exclusions of settings in a folder of the course, unless they are those that the options come from.
    fn add_settings_in(&mut self, folder: &Path) -> Result<()> {
        if self.settings.as_deref() != Some(&*folder.join(config::FILE_NAME)) {
            self.exclusions.extend(project::exclusions_in(folder)?);
        }
        Ok(())
    }

    /// Tests whether settings or the name of a folder leave out a file of the course.
    fn is_excluded(&self, disk: &Path, path: &CoursePath) -> bool {
        self.is_excluded_by_settings(disk, path) || self.held.holding(path, &self.options.include).is_some()
    }

    /// Tests whether settings leave out a file of the course; `disk` is its canonical path, `path` the one in the course.
    fn is_excluded_by_settings(&self, disk: &Path, path: &CoursePath) -> bool {
        self.options.excludes(path) || self.exclusions.iter().any(|exclusion| exclusion.hides(disk))
    }

    /// Returns the file to list, or adds a diagnostic with the reason; `seen` takes the paths of all files.
    fn file_entry(
        &self,
        entry: &DirEntry,
        seen: &mut BTreeSet<CoursePath>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(CoursePath, FileEntry)> {
        let kind = entry.file_type();
        if kind.is_dir() {
            return None;
        }
        let relative = entry.path().strip_prefix(&self.root).ok()?;
        let Some(path) = course_path(relative) else {
            let shown = CoursePath::new(&relative.to_string_lossy().replace('\\', "/"));
            let diagnostic = Diagnostic::about(&shown, Code::UnreadableName, message!("unreadable-name"))
                .hint(message!("unreadable-name.hint"));
            diagnostics.push(diagnostic);
            return None;
        };
        if is_markdown(&path) && path.parts().any(|part| STATIC_HOLDERS.contains(&part)) {
            return None;
        }
        seen.insert(path.clone());
        if self.is_excluded(entry.path(), &path) {
            return None;
        }
        let disk = entry.path().to_owned();
        if kind.is_symlink() {
            return self.linked_file(&path, &disk, diagnostics);
        }
        // Sockets, pipes and devices are not course files.
        let data = entry.metadata().ok().filter(|_| kind.is_file())?;
        // Pages are read in any case; other files only if pages use them.
        if !is_markdown(&path)
            && let Err(error) = fs::File::open(&disk)
        {
            diagnostics.push(unreadable(&path, &error));
            return None;
        }
        Some((path, FileEntry { disk, size: data.len(), stamp: Stamp::of(&data) }))
    }

    /// Follows a link of the file system only to a file of the course: so no walk can loop or leave it, and nothing that is
    /// left out comes in under another name.
    fn linked_file(
        &self,
        path: &CoursePath,
        disk: &Path,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(CoursePath, FileEntry)> {
        let target = fs::canonicalize(disk);
        let problem = match &target {
            Err(_) => Some(message!("symlink-skipped-nowhere")),
            Ok(target) if !target.starts_with(&self.root) => Some(message!("symlink-skipped-outside")),
            Ok(target) if !target.is_file() => Some(message!("symlink-skipped-folder")),
            Ok(target) if !self.is_published(target) => Some(message!("symlink-skipped-left-out")),
            Ok(_) => None,
        };
        if let Some(problem) = problem {
            let diagnostic = Diagnostic::about(path, Code::SymlinkSkipped, problem);
            diagnostics.push(diagnostic.hint(message!("symlink-skipped.hint")));
            return None;
        }
        let disk = target.ok()?;
        let data = fs::metadata(&disk).ok()?;
        Some((path.clone(), FileEntry { disk, size: data.len(), stamp: Stamp::of(&data) }))
    }

    /// Tests whether a file below the course's folder, by its canonical path, is one that the walk itself would list.
    fn is_published(&self, target: &Path) -> bool {
        let Some(path) = target.strip_prefix(&self.root).ok().and_then(course_path) else { return false };
        path.parts().all(|name| !is_never_read(name))
            && path.name() != config::FILE_NAME
            && !self.not_course.iter().any(|folder| target.starts_with(folder))
            && !self.is_excluded(target, &path)
    }
}

/// The hidden folders of tools in which a folder of static files is (`VuePress`, "Public Files").
const STATIC_HOLDERS: [&str; 2] = [".vitepress", ".vuepress"];

/// The name of that folder.
const STATIC_FOLDER: &str = "public";

/// Tests whether a name is never part of a course: hidden files and folders, and the packages of Node.js.
fn is_never_read(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

/// Tests whether a file or folder can belong to a course.
fn is_course(entry: &DirEntry, not_course: &[PathBuf]) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_folder = entry.file_type().is_dir();
    if is_folder && STATIC_HOLDERS.contains(&&*name) && entry.path().join(STATIC_FOLDER).is_dir() {
        return true;
    }
    let above = entry.path().parent().and_then(Path::file_name).map(|above| above.to_string_lossy());
    if above.is_some_and(|above| STATIC_HOLDERS.contains(&&*above)) {
        return is_folder && name == STATIC_FOLDER;
    }
    if is_never_read(&name) {
        return false;
    }
    if !entry.file_type().is_dir() {
        return name != config::FILE_NAME;
    }
    !not_course.iter().any(|path| path == entry.path()) && !entry.path().join(MANIFEST).is_file()
}

fn course_path(relative: &Path) -> Option<CoursePath> {
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(CoursePath::new(&parts?.join("/")))
}

fn folder_name(root: &Path) -> String {
    const GENERIC: [&str; 8] = ["sessions", "docs", "content", "course", "src", "lessons", "theory", "pages"];
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let own = name(root).unwrap_or_default();
    if GENERIC.contains(&own.to_lowercase().as_str()) { root.parent().and_then(name).unwrap_or(own) } else { own }
}

/// Tests whether a file of a site of Hugo is a template for pages ("Directory structure"): in `archetypes` or `layouts` outside of
/// the content.
fn is_hugo_template(path: &CoursePath) -> bool {
    let folders = path.parent().unwrap_or_default();
    let first = folders.parts().find(|part| matches!(*part, "archetypes" | "layouts" | "content" | "docs"));
    first.is_some_and(|part| matches!(part, "archetypes" | "layouts"))
}

/// Tests whether a notebook or a file of MDX, Quarto or R Markdown has a Markdown file of its name beside it, as Jupytext, knitr
/// and exports write it: that is the page, and the other a file to load.
pub fn has_markdown_twin(path: &CoursePath, files: &BTreeMap<CoursePath, FileEntry>) -> bool {
    let twin = format!("{}.md", path.stem());
    (is_notebook(path) || matches!(&*path.extension(), "mdx" | "qmd" | "rmd"))
        && files.contains_key(&path.parent().map_or_else(|| CoursePath::new(&twin), |folder| folder.join(&twin)))
}
