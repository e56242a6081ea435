//! Turns a folder into the list of its course files, and its Markdown files into texts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{FileEntry, Sources};
use crate::config;
use crate::diagnostic::{Code, Diagnostic, Report, tidy};
use crate::site::write::MANIFEST;
use crate::source::{CoursePath, Source};

/// The largest Markdown file that becomes a page, in bytes. The largest of the real course has 55 KB; a page of 16 MB
/// would take a browser down.
const MAX_PAGE: u64 = 16 * 1024 * 1024;

/// What to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Patterns of paths to leave out: see [`config::matches`].
    pub exclude: Vec<String>,
    /// Patterns of paths to keep although a pattern of `exclude` matches them.
    pub include: Vec<String>,
    /// Folders that are not part of the course though they stand in it: the output, the themes.
    pub not_course: Vec<PathBuf>,
}

/// Reads a course.
///
/// # Errors
/// Where the folder itself cannot be read. A single file that cannot be understood is a diagnostic.
pub fn course(root: &Path, options: &ReadOptions) -> Result<Report<Sources>> {
    let root = fs::canonicalize(root).with_context(|| format!("cannot open the course folder {}", root.display()))?;
    let not_course: Vec<PathBuf> = options.not_course.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut diagnostics = Vec::new();
    let mut sources = Sources { folder_name: folder_name(&root), ..Sources::default() };
    let walk = WalkDir::new(&root).follow_links(false).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || is_course(entry, &not_course)) {
        let entry = entry.with_context(|| format!("cannot read the course folder {}", root.display()))?;
        if entry.depth() > 0
            && let Some((path, file)) = file_entry(&root, &entry, options, &mut diagnostics)
        {
            let mut folder = path.parent();
            while let Some(known) = folder.filter(|folder| sources.folders.insert(folder.clone())) {
                folder = known.parent();
            }
            sources.files.insert(path, file);
        }
    }
    let (texts, unreadable) = texts(&sources)?;
    sources.sources = texts;
    diagnostics.extend(unreadable);
    tidy(&mut diagnostics);
    Ok(Report { value: sources, diagnostics })
}

/// A file to list, or a diagnostic that says why not.
fn file_entry(
    root: &Path,
    entry: &DirEntry,
    options: &ReadOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(CoursePath, FileEntry)> {
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    let relative = entry.path().strip_prefix(root).ok()?;
    let Some(path) = course_path(relative) else {
        let shown = CoursePath::new(&relative.to_string_lossy().replace('\\', "/"));
        let diagnostic = Diagnostic::about(&shown, Code::UnreadableName, "the file's name is not valid Unicode")
            .hint("rename it; it is left out of the site");
        diagnostics.push(diagnostic);
        return None;
    };
    let among = |patterns: &[String]| patterns.iter().any(|pattern| config::matches(pattern, &path));
    if among(&options.exclude) && !among(&options.include) {
        return None;
    }
    let disk = entry.path().to_owned();
    if kind.is_symlink() {
        return linked_file(root, &path, &disk, diagnostics);
    }
    // Sockets, pipes and devices are no course files.
    kind.is_file().then(|| (path, FileEntry { disk, size: entry.metadata().map_or(0, |data| data.len()) }))
}

/// Follows a link of the file system only to a file inside the course: so no walk can loop or leave it.
fn linked_file(
    root: &Path,
    path: &CoursePath,
    disk: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(CoursePath, FileEntry)> {
    let target = fs::canonicalize(disk);
    let problem = match &target {
        Err(_) => "this link of the file system leads nowhere",
        Ok(target) if !target.starts_with(root) => "this link of the file system leads out of the course",
        Ok(target) if !target.is_file() => "this link of the file system leads to a folder",
        Ok(_) => "",
    };
    match target {
        Ok(disk) if problem.is_empty() => {
            let size = fs::metadata(&disk).map_or(0, |data| data.len());
            Some((path.clone(), FileEntry { disk, size }))
        }
        _ => {
            diagnostics.push(
                Diagnostic::about(path, Code::SymlinkSkipped, problem)
                    .hint("copy what it leads to into the course; it is left out of the site"),
            );
            None
        }
    }
}

/// Whether a file or folder can belong to a course.
fn is_course(entry: &DirEntry, not_course: &[PathBuf]) -> bool {
    let name = entry.file_name().to_string_lossy();
    if name.starts_with('.') || name == "node_modules" {
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

/// Whether a file is a page of the course.
pub fn is_markdown(path: &CoursePath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown")
}

/// Reads the texts of all Markdown files.
fn texts(sources: &Sources) -> Result<(Vec<Source>, Vec<Diagnostic>)> {
    let pages: Vec<_> = sources.files.iter().filter(|(path, _)| is_markdown(path)).collect();
    let read: Result<Vec<_>> = pages.into_par_iter().map(|(path, file)| text(path, file)).collect();
    let mut texts = Vec::new();
    let mut diagnostics = Vec::new();
    for result in read? {
        match result {
            Ok(source) => texts.push(source),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Ok((texts, diagnostics))
}

fn text(path: &CoursePath, file: &FileEntry) -> Result<Result<Source, Diagnostic>> {
    if file.size > MAX_PAGE {
        let message = format!("the file has {} bytes, a page can have {MAX_PAGE} at the most", file.size);
        return Ok(Err(Diagnostic::about(path, Code::FileTooLarge, message).hint("split it into several pages")));
    }
    let bytes = fs::read(&file.disk).with_context(|| format!("cannot read {}", file.disk.display()))?;
    Ok(Source::decode(path.clone(), &bytes).map_err(|error| {
        let message = format!(
            "the file is not UTF-8: byte 0x{:02x} at offset {} (line {})",
            error.byte, error.offset, error.line
        );
        Diagnostic::about(path, Code::NotUtf8, message)
            .hint("save it as UTF-8; the rest of the site is built without it")
    }))
}
