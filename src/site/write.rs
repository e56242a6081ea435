//! Turns a site into files on the disk: only files that differ are written, each completely or not at all, and files that
//! seodang did not write are never changed.
//!
//! A manifest in the output folder lists what seodang wrote, with a hash of each file. It is written before the first
//! file and again after the last, so that the next build recognises a folder that an interrupted build left. Files are
//! written beside their places, and get their names when the last one is made: until then readers see the site of before.

mod manifest;
mod stage;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::{Output, Site, SitePath};
use manifest::{ManifestState, OutputManifest};
use stage::{StagedFile, UNFINISHED, commit, hash, hash_of_file, own_ending, stage, write_atomically};

/// The name of the manifest in the output folder; a folder with a manifest is never read as part of a course.
pub const MANIFEST: &str = ".seodang-manifest";

/// The numbers of files that a write changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriteCounts {
    /// Files whose bytes differed, and new files.
    pub written: usize,
    /// Files that were already the same.
    pub unchanged: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
}

/// Checks that a site may be written to a folder, before any work is done for it.
///
/// # Errors
/// Returns an error if the folder holds files that seodang did not write, or cannot be read.
pub fn check_output(out: &Path) -> Result<()> {
    read_manifest(out).map(|_| ())
}

/// Writes the site to a folder, and removes the files of earlier builds that are not part of it.
///
/// # Errors
/// Returns an error if the folder holds files that seodang did not write, if a symbolic link is in the way, or if the disk fails.
pub fn write(site: &Site, out: &Path) -> Result<WriteCounts> {
    let writer = SiteWriter::open(out)?;
    site.files.par_iter().try_for_each(|(path, output)| writer.put(path, output))?;
    writer.finish()
}

/// Writes a site to a folder file by file, so that no more than some files are in memory: each is written beside its place
/// when it is made, and all get their names at the end. Without an end the folder stays as it was.
#[derive(Debug)]
pub struct SiteWriter {
    out: PathBuf,
    /// Whether the folder was made for this site.
    is_new: bool,
    /// The text of the manifest of the earlier build, if there is one.
    old_text: Option<String>,
    old: OutputManifest,
    changes: Mutex<Changes>,
}

/// The changes in a folder so far.
#[derive(Debug, Default)]
struct Changes {
    /// Whether the manifest states that a site is being written.
    is_marked: bool,
    /// The folders that exist, by their paths in the site.
    folders: BTreeSet<String>,
    /// The folders that were made, in this order.
    made: Vec<PathBuf>,
    files: BTreeMap<SitePath, StagedFile>,
    is_finished: bool,
}

impl SiteWriter {
    /// Starts to write a site.
    ///
    /// # Errors
    /// Returns an error if the folder holds files that seodang did not write, or if the disk fails.
    pub fn open(out: &Path) -> Result<Self> {
        let old = read_manifest(out)?;
        let is_new = !out.exists();
        fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
        if old.state == ManifestState::Writing {
            remove_partial_files(out, UNFINISHED)?;
        }
        let old_text = fs::read_to_string(out.join(MANIFEST)).ok();
        Ok(Self { out: out.to_owned(), is_new, old_text, old, changes: Mutex::default() })
    }

    /// Takes a file of the site. No two files have the same path.
    ///
    /// # Errors
    /// Returns an error if the site would overwrite a file that no earlier build wrote, if a symbolic link is in the way, or
    /// if the disk fails.
    pub fn put(&self, path: &SitePath, output: &Output) -> Result<()> {
        let target = self.out.join(path.as_str());
        self.make_folder_of(path)?;
        if !self.old.files.contains_key(path) && fs::symlink_metadata(&target).is_ok() {
            bail!("{} was not written by seodang and would be overwritten; move it away", target.display());
        }
        let file = stage(&target, output, || self.mark(&mut self.changes()))?;
        self.changes().files.insert(path.clone(), file);
        Ok(())
    }

    /// Gives all files their names, and removes the files of earlier builds that are not part of the site.
    ///
    /// # Errors
    /// Returns an error if the disk fails. The next build then takes up what is left.
    pub fn finish(self) -> Result<WriteCounts> {
        let mut changes = self.changes();
        // From here on the folder changes, and is not restored.
        changes.is_finished = true;
        let changed = || changes.files.iter().filter(|(_, file)| file.is_changed).map(|(path, _)| path);
        if changed().any(|path| !self.old.files.contains_key(path)) {
            let mut during = self.old.clone();
            during.state = ManifestState::Writing;
            for path in changes.files.keys() {
                during.files.entry(path.clone()).or_default();
            }
            write_atomically(&self.out.join(MANIFEST), during.to_text().as_bytes())?;
        }
        let targets: Vec<PathBuf> = changed().map(|path| self.out.join(path.as_str())).collect();
        targets.par_iter().try_for_each(|target| commit(target))?;
        let mut counts = WriteCounts { written: changed().count(), ..WriteCounts::default() };
        counts.unchanged = changes.files.len() - counts.written;
        for (path, hash) in self.old.files.iter().filter(|(path, _)| !changes.files.contains_key(*path)) {
            counts.removed += usize::from(remove(&self.out, path, hash)?);
        }
        let files = changes.files.iter().map(|(path, file)| (path.clone(), file.hash.clone())).collect();
        let text = OutputManifest { state: ManifestState::Done, files }.to_text();
        if fs::read(self.out.join(MANIFEST)).ok().as_deref() != Some(text.as_bytes()) {
            write_atomically(&self.out.join(MANIFEST), text.as_bytes())?;
        }
        drop(changes);
        Ok(counts)
    }

    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// States in the manifest that a site is being written, before the first change in the folder.
    fn mark(&self, changes: &mut Changes) -> Result<()> {
        if !changes.is_marked {
            let during = OutputManifest { state: ManifestState::Writing, files: self.old.files.clone() };
            write_atomically(&self.out.join(MANIFEST), during.to_text().as_bytes())?;
            changes.is_marked = true;
        }
        Ok(())
    }

    /// Makes the folder of a file. Symbolic links are refused: they could lead out of the output folder.
    fn make_folder_of(&self, path: &SitePath) -> Result<()> {
        let Some((folder, _)) = path.as_str().rsplit_once('/') else { return Ok(()) };
        let mut changes = self.changes();
        if changes.folders.contains(folder) {
            return Ok(());
        }
        for end in folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]) {
            let name = &folder[..end];
            if changes.folders.contains(name) {
                continue;
            }
            let place = self.out.join(name);
            match fs::symlink_metadata(&place) {
                Ok(data) if data.is_dir() => {}
                Ok(_) => bail!("{} is in the place of a folder of the site; remove it", place.display()),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    self.mark(&mut changes)?;
                    fs::create_dir(&place).with_context(|| format!("cannot make the folder {}", place.display()))?;
                    changes.made.push(place);
                }
                Err(error) => return Err(error).with_context(|| format!("cannot look at {}", place.display())),
            }
            changes.folders.insert(name.to_owned());
        }
        Ok(())
    }
}

/// Restores the folder of a site that was not finished.
impl Drop for SiteWriter {
    fn drop(&mut self) {
        let changes = self.changes.get_mut().unwrap_or_else(PoisonError::into_inner);
        if changes.is_finished {
            return;
        }
        // What cannot be removed is removed by the next build.
        if changes.is_marked {
            let _ = remove_partial_files(&self.out, &own_ending());
        }
        for folder in changes.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
        if changes.is_marked {
            let manifest = self.out.join(MANIFEST);
            let _ = match &self.old_text {
                Some(text) => write_atomically(&manifest, text.as_bytes()),
                None => fs::remove_file(manifest).map_err(Into::into),
            };
        }
        if self.is_new {
            let _ = fs::remove_dir(&self.out);
        }
    }
}

/// Tests whether a folder holds a finished site as it was written: `manifest` is the hash of its manifest. The files in
/// `copies` must still be the same as the ones of the course that they were copied from.
pub fn is_current(out: &Path, manifest: &str, copies: &[(SitePath, &Path)]) -> bool {
    let Ok(text) = fs::read_to_string(out.join(MANIFEST)) else { return false };
    let listed = OutputManifest::parse(&text);
    let is_as_written = |(path, known): (&SitePath, &String)| {
        let target = out.join(path.as_str());
        let is_file = fs::symlink_metadata(&target).is_ok_and(|data| data.is_file());
        is_file && !passes_link(out, path) && hash_of_file(&target).is_ok_and(|hash| hash == *known)
    };
    hash(text.as_bytes()) == manifest
        && listed.state == ManifestState::Done
        && listed.files.par_iter().all(is_as_written)
        && copies.par_iter().all(|(path, source)| hash_of_file(source).ok().as_ref() == listed.files.get(path))
}

/// Returns the hash of the manifest in a folder, for [`is_current`]; `None` if there is none.
pub fn manifest_hash(out: &Path) -> Option<String> {
    fs::read(out.join(MANIFEST)).ok().map(|text| hash(&text))
}

/// Returns the files that the last finished build wrote to a folder; nothing if there is none.
pub fn published(out: &Path) -> BTreeSet<SitePath> {
    let manifest = fs::read_to_string(out.join(MANIFEST)).map(|text| OutputManifest::parse(&text)).unwrap_or_default();
    manifest.files.into_keys().filter(|_| manifest.state == ManifestState::Done).collect()
}

/// Reads the manifest of an earlier build; fails if a folder without one holds any file but `.gitignore`.
fn read_manifest(out: &Path) -> Result<OutputManifest> {
    match fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => return Ok(OutputManifest::parse(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory => bail!("{} is not a folder", out.display()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", out.join(MANIFEST).display())),
    }
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(OutputManifest::default()),
        Err(error) => return Err(error).with_context(|| format!("cannot open the output folder {}", out.display())),
    };
    for entry in entries {
        let name = entry.with_context(|| format!("cannot read {}", out.display()))?.file_name();
        if name != ".gitignore" {
            bail!(
                "the output folder {} holds files that seodang did not write (for example {}); \
                 choose another with -o, or empty it first",
                out.display(),
                name.to_string_lossy()
            );
        }
    }
    Ok(OutputManifest::default())
}

/// Removes a file that an earlier build wrote, unless it was changed since, and the folders that become empty.
fn remove(out: &Path, path: &SitePath, known: &str) -> Result<bool> {
    let target = out.join(path.as_str());
    let Ok(data) = fs::symlink_metadata(&target) else { return Ok(false) };
    if !data.is_file() || passes_link(out, path) {
        return Ok(false);
    }
    let bytes = fs::read(&target).with_context(|| format!("cannot read {}", target.display()))?;
    if !known.is_empty() && hash(&bytes) != known {
        return Ok(false);
    }
    fs::remove_file(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    let mut folder = target.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out && fs::remove_dir(folder).is_ok()) {
        folder = empty.parent();
    }
    Ok(true)
}

/// Tests whether a folder on the way to a file is a symbolic link.
fn passes_link(out: &Path, path: &SitePath) -> bool {
    let mut here = out.to_owned();
    path.as_str().split('/').any(|part| {
        here.push(part);
        fs::symlink_metadata(&here).is_ok_and(|data| data.is_symlink())
    })
}

/// Removes the files of an interrupted build whose names have an ending.
fn remove_partial_files(out: &Path, ending: &str) -> Result<()> {
    for entry in walkdir::WalkDir::new(out).follow_links(false) {
        let entry = entry.with_context(|| format!("cannot read {}", out.display()))?;
        if entry.file_type().is_file() && entry.file_name().to_string_lossy().ends_with(ending) {
            fs::remove_file(entry.path()).with_context(|| format!("cannot remove {}", entry.path().display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
