//! Turns a site into files on the disk: only files that differ are written, each completely or not at all, and files that
//! seodang did not write are never changed.
//!
//! 1. One writer at a time has the lock of the output folder.
//! 2. Files that differ are written to the staging folder in it, while pages are rendered. Until they are complete, nothing
//!    else changes: a build that fails leaves the site as it was.
//! 3. The manifest states that a build is writing, with the hash of each file before and after it.
//! 4. Files get their names, files that the site lost are removed, and the manifest states that the build is done.
//!
//! Whenever this is interrupted, the manifest lists every file that seodang wrote, so that the next build recognises them by
//! their hashes, and ends with the same folder as a build into an empty one. `faults.rs` interrupts it at each operation.

mod disk;
#[cfg(test)]
mod faults;
mod lock;
mod manifest;
mod part_file;
mod recovery;
mod stage;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::{Output, Site, SitePath};
use disk::{Disk, IS_SYNCED};
use lock::FolderLock;
use manifest::{KnownFile, ManifestState, OutputManifest};
pub use part_file::PartFile;
use recovery::{read_manifest, settled};
pub use stage::open_unlinked;
use stage::{Staged, hash, hash_of_file, stage};

/// The name of the manifest in the output folder; a folder with a manifest is never read as part of a course.
pub const MANIFEST: &str = ".seodang-manifest";

/// The name of the folder in the output folder that holds files until they get their names.
const STAGING: &str = ".seodang-staging";

/// The name of the file that is locked where folders cannot be.
#[cfg(not(unix))]
const LOCK: &str = ".seodang-lock";

/// The numbers of files that a write changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriteCounts {
    /// Files whose bytes differed, and new files.
    pub written: usize,
    /// Files that were already the same.
    pub unchanged: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Files that could not become part of the site, in the order of their paths.
    pub skipped: Vec<(SitePath, SkipReason)>,
}

/// The reason for which a file did not become part of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// The file of the course that would be copied cannot be read any more.
    Unreadable,
    /// Its name is too long for the file system.
    NameTooLong,
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
    site.files.par_iter().try_for_each(|(path, output)| writer.put(path, output).map(drop))?;
    writer.finish()
}

/// Writes a site to a folder file by file, so that no more than some files are in memory. Without an end the folder stays as
/// it was.
#[derive(Debug)]
pub struct SiteWriter {
    disk: Disk,
    out: PathBuf,
    /// Whether the folder was made for this site.
    is_new: bool,
    /// The files of earlier builds, with their hashes.
    old: BTreeMap<SitePath, String>,
    /// Whether an earlier build was interrupted.
    is_interrupted: bool,
    changes: Mutex<Changes>,
    /// Released after all else.
    _lock: FolderLock,
}

/// The changes so far.
#[derive(Debug, Default)]
struct Changes {
    /// Whether the staging folder was made.
    has_staging: bool,
    /// The number of files that were staged.
    staged: usize,
    /// The folders of files, by their paths in the site: none of them is a link.
    folders: BTreeSet<String>,
    files: BTreeMap<SitePath, StagedFile>,
    skipped: BTreeMap<SitePath, SkipReason>,
}

/// A file of the new site.
#[derive(Debug)]
struct StagedFile {
    hash: String,
    /// Its place in the staging folder; `None` if the file in its place is the same.
    part: Option<PathBuf>,
}

impl SiteWriter {
    /// Starts to write a site.
    ///
    /// # Errors
    /// Returns an error if the folder holds files that seodang did not write, if another process is writing to it, or if the
    /// disk fails.
    pub fn open(out: &Path) -> Result<Self> {
        Self::open_on(Disk::default(), out)
    }

    fn open_on(disk: Disk, out: &Path) -> Result<Self> {
        read_manifest(out)?;
        let is_new = !out.exists();
        disk.create_folders(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
        let lock = FolderLock::take(out)?;
        // Another writer may have finished since.
        let manifest = read_manifest(out)?;
        let is_interrupted = manifest.state == ManifestState::Writing && !manifest.files.is_empty();
        let old = settled(out, manifest);
        let (out, changes) = (out.to_owned(), Mutex::default());
        let writer = Self { disk, out, is_new, old, is_interrupted, changes, _lock: lock };
        writer.remove_staging()?;
        Ok(writer)
    }

    /// Takes a file of the site, and returns the hash of its content; `None` if it is skipped. No two files have the same path.
    ///
    /// # Errors
    /// Returns an error if the site would overwrite a file that no earlier build wrote, if a symbolic link is in the way, or
    /// if the disk fails. A file whose name is too long, or that would be copied and cannot be read, is skipped.
    pub fn put(&self, path: &SitePath, output: &Output) -> Result<Option<String>> {
        let target = self.out.join(path.as_str());
        self.check_folders_of(path)?;
        match fs::symlink_metadata(&target) {
            Ok(_) if !self.old.contains_key(path) => {
                bail!("{} was not written by seodang and would be overwritten; move it away", target.display())
            }
            Err(error) if error.kind() == ErrorKind::InvalidFilename => {
                self.changes().skipped.insert(path.clone(), SkipReason::NameTooLong);
                return Ok(None);
            }
            _ => {}
        }
        let mut part = None;
        let staged = stage(&self.disk, &target, output, || Ok(part.insert(self.next_part()?).clone()))?;
        let mut changes = self.changes();
        let (hash, part) = match staged {
            Staged::Same(hash) => (hash, None),
            Staged::Written(hash) => (hash, part),
            Staged::Unreadable => {
                changes.skipped.insert(path.clone(), SkipReason::Unreadable);
                return Ok(None);
            }
        };
        changes.files.insert(path.clone(), StagedFile { hash: hash.clone(), part });
        Ok(Some(hash))
    }

    /// Keeps the file that an earlier build wrote to a path, if its content still has a hash; returns whether it does.
    pub fn keep(&self, path: &SitePath, hash: &str) -> bool {
        let target = self.out.join(path.as_str());
        let is_known = self.old.get(path).is_some_and(|known| known == hash) && self.check_folders_of(path).is_ok();
        let is_file = || fs::symlink_metadata(&target).is_ok_and(|data| data.is_file());
        if !is_known || !is_file() || !hash_of_file(&target).is_ok_and(|now| now == hash) {
            return false;
        }
        self.changes().files.insert(path.clone(), StagedFile { hash: hash.to_owned(), part: None });
        true
    }

    /// Gives all files their names, and removes the files of earlier builds that are not part of the site.
    ///
    /// # Errors
    /// Returns an error if the disk fails. The next build then takes up what is left.
    pub fn finish(self) -> Result<WriteCounts> {
        let (files, skipped) = {
            let mut changes = self.changes();
            (std::mem::take(&mut changes.files), std::mem::take(&mut changes.skipped))
        };
        let is_gone = |(path, _): &(&SitePath, &String)| !files.contains_key(*path);
        let gone: Vec<(&SitePath, &String)> = self.old.iter().filter(is_gone).collect();
        let parts: Vec<(&SitePath, &Path)> =
            files.iter().filter_map(|(path, file)| Some((path, file.part.as_deref()?))).collect();
        let hashes = files.iter().map(|(path, file)| (path.clone(), KnownFile::written(file.hash.clone())));
        let done = OutputManifest { state: ManifestState::Done, files: hashes.collect() };
        if !parts.is_empty() || !gone.is_empty() || self.is_interrupted {
            self.write_manifest(&self.during(&files))?;
        }
        self.make_folders(&parts)?;
        parts.par_iter().try_for_each(|(path, part)| {
            let target = self.out.join(path.as_str());
            self.disk.rename(part, &target).with_context(|| format!("cannot write {}", target.display()))
        })?;
        let mut counts = WriteCounts { written: parts.len(), ..WriteCounts::default() };
        counts.unchanged = files.len() - counts.written;
        counts.skipped = skipped.into_iter().collect();
        counts.removed = self.remove_gone(&gone)?;
        if fs::read(self.out.join(MANIFEST)).ok().as_deref() != Some(done.to_text().as_bytes()) {
            self.write_manifest(&done)?;
        }
        Ok(counts)
    }

    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the manifest of a folder in which each file is old or new.
    fn during(&self, files: &BTreeMap<SitePath, StagedFile>) -> OutputManifest {
        let old = self.old.iter().map(|(path, hash)| (path.clone(), Some(hash.clone())));
        let mut known: BTreeMap<SitePath, KnownFile> =
            old.map(|(path, old)| (path, KnownFile { old, new: None })).collect();
        for (path, file) in files {
            known.entry(path.clone()).or_default().new = Some(file.hash.clone());
        }
        OutputManifest { state: ManifestState::Writing, files: known }
    }

    /// Replaces the manifest. It reaches the disk before any change that follows: after a power failure the next build must
    /// know every file.
    fn write_manifest(&self, manifest: &OutputManifest) -> Result<()> {
        let file = self.out.join(MANIFEST);
        let replace = || -> Result<()> {
            let part = self.next_part()?;
            self.disk.write(&part, manifest.to_text().as_bytes(), true)?;
            self.disk.rename(&part, &file)?;
            sync_folder(&self.out);
            Ok(())
        };
        replace().with_context(|| format!("cannot write {}", file.display()))
    }

    /// Returns an unused path in the staging folder, and makes the folder. Its short names fit wherever a page's does.
    fn next_part(&self) -> Result<PathBuf> {
        let staging = self.out.join(STAGING);
        let mut changes = self.changes();
        if !changes.has_staging {
            self.disk
                .create_folder(&staging)
                .with_context(|| format!("cannot make the folder {}", staging.display()))?;
            changes.has_staging = true;
        }
        changes.staged += 1;
        Ok(staging.join(changes.staged.to_string()))
    }

    /// Removes the staging folder of this or of an interrupted build.
    fn remove_staging(&self) -> Result<()> {
        let staging = self.out.join(STAGING);
        let cannot_remove = || format!("cannot remove {}", staging.display());
        match fs::symlink_metadata(&staging) {
            Ok(data) if data.is_dir() => self.disk.remove_files_in(&staging).with_context(cannot_remove),
            Ok(_) => self.disk.remove_file(&staging).with_context(cannot_remove),
            Err(_) => Ok(()),
        }
    }

    /// Checks the folders on the way to a file. Symbolic links are refused: they could lead out of the output folder.
    fn check_folders_of(&self, path: &SitePath) -> Result<()> {
        let Some((folder, _)) = path.as_str().rsplit_once('/') else { return Ok(()) };
        if self.changes().folders.contains(folder) {
            return Ok(());
        }
        for end in folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]) {
            let place = self.out.join(&folder[..end]);
            match fs::symlink_metadata(&place) {
                Ok(data) if data.is_dir() => {}
                // An earlier build may have written a file `week` in the place of the folder `week/`.
                Ok(data) if data.is_file() && self.old.contains_key(&SitePath::new(&folder[..end])) => break,
                Ok(_) => bail!("{} is in the place of a folder of the site; remove it", place.display()),
                // The name of the file itself is reported.
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidFilename) => break,
                Err(error) => return Err(error).with_context(|| format!("cannot look at {}", place.display())),
            }
        }
        self.changes().folders.insert(folder.to_owned());
        Ok(())
    }

    /// Makes the folders of files, outer ones first.
    fn make_folders(&self, parts: &[(&SitePath, &Path)]) -> Result<()> {
        let mut folders = BTreeSet::new();
        for (path, _) in parts {
            folders.extend(path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]));
        }
        for folder in folders {
            let place = self.out.join(folder);
            let cannot_make = || format!("cannot make the folder {}", place.display());
            if fs::symlink_metadata(&place).is_ok_and(|data| data.is_file()) {
                // A file of an earlier build, see `check_folders_of`.
                self.disk.remove_file(&place).with_context(cannot_make)?;
            }
            match self.disk.create_folder(&place) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error).with_context(cannot_make),
                _ => {}
            }
        }
        Ok(())
    }

    /// Removes files of earlier builds, unless they were changed since, and the folders that become empty; returns their
    /// number.
    fn remove_gone(&self, gone: &[(&SitePath, &String)]) -> Result<usize> {
        let (mut count, mut folders) = (0, BTreeSet::new());
        for (path, known) in gone {
            let target = self.out.join(path.as_str());
            let is_file = fs::symlink_metadata(&target).is_ok_and(|data| data.is_file());
            if !is_file || passes_link(&self.out, path) {
                continue;
            }
            let cannot_remove = || format!("cannot remove {}", target.display());
            if hash_of_file(&target).with_context(cannot_remove)? != **known {
                continue;
            }
            self.disk.remove_file(&target).with_context(cannot_remove)?;
            count += 1;
            let mut folder = target.parent();
            while let Some(empty) = folder.filter(|at| *at != self.out && self.disk.remove_folder(at).is_ok()) {
                folder = empty.parent();
            }
            folders.extend(folder.map(Path::to_owned));
        }
        // After a power failure no removed page is back once the manifest no longer lists it.
        for folder in &folders {
            sync_folder(folder);
        }
        Ok(count)
    }
}

/// Removes the staging folder; the lock follows.
impl Drop for SiteWriter {
    fn drop(&mut self) {
        // The next build removes what cannot be removed now.
        let _ = self.remove_staging();
        if self.is_new {
            // Fails if the folder holds a site.
            let _ = self.disk.remove_folder(&self.out);
        }
    }
}

/// Writes the entries of a folder to the disk. Not all systems can, and a failure costs only the protection from power failures.
fn sync_folder(folder: &Path) {
    if IS_SYNCED {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Tests whether a folder holds a finished site as it was written: `manifest` is the hash of its manifest. The files in
/// `copies` must still be the same as the ones of the course that they were copied from.
pub fn is_current(out: &Path, manifest: &str, copies: &[(SitePath, &Path)]) -> bool {
    let Ok(text) = fs::read_to_string(out.join(MANIFEST)) else { return false };
    let listed = OutputManifest::parse(&text);
    let is_as_written = |(path, known): (&SitePath, &KnownFile)| {
        let target = out.join(path.as_str());
        let is_file = fs::symlink_metadata(&target).is_ok_and(|data| data.is_file());
        is_file && !passes_link(out, path) && hash_of_file(&target).is_ok_and(|hash| known.has(&hash))
    };
    let is_as_copied = |(path, source): &(SitePath, &Path)| {
        let known = listed.files.get(path);
        known.is_some_and(|known| hash_of_file(source).is_ok_and(|hash| known.has(&hash)))
    };
    hash(text.as_bytes()) == manifest
        && listed.state == ManifestState::Done
        && listed.files.par_iter().all(is_as_written)
        && copies.par_iter().all(is_as_copied)
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

/// Returns the files of a manifest, and the manifest written anew: for its fuzz target.
#[cfg(fuzzing)]
pub fn manifest_paths(text: &str) -> (Vec<String>, String) {
    let manifest = OutputManifest { state: ManifestState::Writing, ..OutputManifest::parse(text) };
    (manifest.files.keys().map(ToString::to_string).collect(), manifest.to_text())
}

/// Tests whether a folder on the way to a file is a symbolic link.
fn passes_link(out: &Path, path: &SitePath) -> bool {
    let mut here = out.to_owned();
    path.as_str().split('/').any(|part| {
        here.push(part);
        fs::symlink_metadata(&here).is_ok_and(|data| data.is_symlink())
    })
}

#[cfg(test)]
mod tests;
