//! Turns the content of one file of a site into a file in the staging folder, unless the file in its place is the same.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::disk::{CHUNK_BYTES, Disk, read_chunk};
use crate::site::Output;

/// The result of staging a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Staged {
    /// The file in its place has these bytes already.
    Same(String),
    /// It was written to the staging folder.
    Written(String),
    /// The file of the course that would be copied cannot be read any more.
    Unreadable,
}

/// Writes a file of the site to a `part` if the file in its place differs.
///
/// # Errors
/// Returns an error if a folder is in its place, or if the disk of the output fails.
pub(super) fn stage(
    disk: &Disk,
    target: &Path,
    output: &Output,
    part: impl FnOnce() -> Result<PathBuf>,
) -> Result<Staged> {
    let place = fs::symlink_metadata(target).ok();
    if place.as_ref().is_some_and(fs::Metadata::is_dir) {
        bail!("{} is a folder where the site needs a file; remove it", target.display());
    }
    let length = place.filter(fs::Metadata::is_file).map(|data| data.len());
    let bytes: &[u8] = match output {
        Output::Html(html) => html.as_bytes(),
        Output::Bytes(bytes) => bytes,
        Output::Copy(source) => return stage_copy(disk, target, source, length, part),
    };
    let hash = hash(bytes);
    if length == Some(bytes.len() as u64) && is_same(target, bytes)? {
        return Ok(Staged::Same(hash));
    }
    disk.write(&part()?, bytes, false).with_context(|| format!("cannot write {}", target.display()))?;
    Ok(Staged::Written(hash))
}

/// Copies a file of the course, piece by piece. A file that cannot be read costs itself only: a course is edited while it is
/// built.
fn stage_copy(
    disk: &Disk,
    target: &Path,
    source: &Path,
    length: Option<u64>,
    part: impl FnOnce() -> Result<PathBuf>,
) -> Result<Staged> {
    let Ok(original) = open_unlinked(source) else { return Ok(Staged::Unreadable) };
    if length.is_some() && length == original.metadata().ok().map(|data| data.len()) {
        let copy = File::open(target).with_context(|| format!("cannot read {}", target.display()))?;
        if let Ok(Some(hash)) = hash_if_same(original, copy) {
            return Ok(Staged::Same(hash));
        }
    }
    let Ok(original) = open_unlinked(source) else { return Ok(Staged::Unreadable) };
    let mut original = FailingReader { file: original, has_failed: false };
    let mut hasher = blake3::Hasher::new();
    let copied = disk.copy(&part()?, &mut original, false, &mut |chunk| {
        hasher.update(chunk);
    });
    match copied {
        Ok(()) => Ok(Staged::Written(short(&hasher.finalize()))),
        Err(_) if original.has_failed => Ok(Staged::Unreadable),
        Err(error) => Err(error).with_context(|| format!("cannot write {}", target.display())),
    }
}

/// Opens a file of a course by the canonical path that its reader found: no pipe, no device, and not what somebody has put in
/// the place of the file or of a folder on the way to it since.
///
/// # Errors
/// Returns an error if the path is not canonical, is no regular file, or cannot be opened.
pub fn open_unlinked(path: &Path) -> io::Result<File> {
    let gone = || io::Error::from(io::ErrorKind::NotFound);
    if !fs::symlink_metadata(path)?.is_file() || fs::canonicalize(path)? != path {
        return Err(gone());
    }
    let file = File::open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(gone()) }
}

/// A file of the course that records whether reading it failed, in contrast to writing its copy.
struct FailingReader {
    file: File,
    has_failed: bool,
}

impl io::Read for FailingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer).inspect_err(|_| self.has_failed = true)
    }
}

/// Tests whether a file holds some bytes.
fn is_same(file: &Path, bytes: &[u8]) -> Result<bool> {
    let cannot_read = || format!("cannot read {}", file.display());
    let mut reader = File::open(file).with_context(cannot_read)?;
    let mut chunk = Vec::with_capacity(CHUNK_BYTES.min(bytes.len()));
    for expected in bytes.chunks(CHUNK_BYTES) {
        read_chunk(&mut reader, &mut chunk).with_context(cannot_read)?;
        if chunk != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the hash of two files' bytes if they are the same.
fn hash_if_same(mut first: File, mut second: File) -> io::Result<Option<String>> {
    let mut hasher = blake3::Hasher::new();
    let (mut chunk, mut other) = (Vec::with_capacity(CHUNK_BYTES), Vec::with_capacity(CHUNK_BYTES));
    loop {
        read_chunk(&mut first, &mut chunk)?;
        read_chunk(&mut second, &mut other)?;
        if chunk != other {
            return Ok(None);
        }
        if chunk.is_empty() {
            return Ok(Some(short(&hasher.finalize())));
        }
        hasher.update(&chunk);
    }
}

/// Returns the hash of a file's bytes, as manifests have it.
pub(super) fn hash(bytes: &[u8]) -> String {
    short(&blake3::hash(bytes))
}

/// Returns the hash of a file on the disk.
pub(super) fn hash_of_file(file: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(file)?)?;
    Ok(short(&hasher.finalize()))
}

fn short(hash: &blake3::Hash) -> String {
    // 64 bits suffice to detect changes: only the owner of the folder could forge them.
    hash.to_hex()[..16].to_owned()
}
