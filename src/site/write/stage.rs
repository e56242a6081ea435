//! Turns the content of one file of a site into a file beside its place, unless the file in its place is the same.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::site::Output;

/// The ending of a file's name while it is being written.
pub(super) const UNFINISHED: &str = ".seodang-part";

/// The bytes of a file that are read at once: copies of any size take no more memory.
const CHUNK_BYTES: usize = 64 * 1024;

/// A file of the site, compared with the one in its place.
#[derive(Debug)]
pub(super) struct StagedFile {
    /// The hash of its bytes.
    pub(super) hash: String,
    /// Whether it was written beside its place, to be renamed; otherwise the file in its place is the same.
    pub(super) is_changed: bool,
}

/// Writes a file beside its place if the file in its place differs. `before_write` is called before the first byte is written.
///
/// # Errors
/// Returns an error if a folder is in its place, or if the disk fails.
pub(super) fn stage(target: &Path, output: &Output, before_write: impl FnOnce() -> Result<()>) -> Result<StagedFile> {
    let place = fs::symlink_metadata(target).ok();
    if place.as_ref().is_some_and(fs::Metadata::is_dir) {
        bail!("{} is a folder where the site needs a file; remove it", target.display());
    }
    let length = place.filter(fs::Metadata::is_file).map(|data| data.len());
    let bytes: &[u8] = match output {
        Output::Html(html) => html.as_bytes(),
        Output::Bytes(bytes) => bytes,
        Output::Copy(source) => return stage_copy(target, source, length, before_write),
    };
    let hash = hash(bytes);
    if length == Some(bytes.len() as u64) && is_same(target, bytes)? {
        return Ok(StagedFile { hash, is_changed: false });
    }
    before_write()?;
    let part = part_of(target)?;
    fs::write(&part, bytes).with_context(|| format!("cannot write {}", part.display()))?;
    Ok(StagedFile { hash, is_changed: true })
}

/// Copies a file of the course beside its place, piece by piece.
fn stage_copy(
    target: &Path,
    source: &Path,
    length: Option<u64>,
    before_write: impl FnOnce() -> Result<()>,
) -> Result<StagedFile> {
    let cannot_read = || format!("cannot read {}", source.display());
    let mut original = File::open(source).with_context(cannot_read)?;
    if length == Some(original.metadata().with_context(cannot_read)?.len()) {
        let copy = File::open(target).with_context(|| format!("cannot read {}", target.display()))?;
        if let Some(hash) = hash_if_same(original, copy).with_context(cannot_read)? {
            return Ok(StagedFile { hash, is_changed: false });
        }
        original = File::open(source).with_context(cannot_read)?;
    }
    before_write()?;
    let part = part_of(target)?;
    let mut copy = File::create(&part).with_context(|| format!("cannot write {}", part.display()))?;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = Vec::with_capacity(CHUNK_BYTES);
    loop {
        read_chunk(&mut original, &mut chunk).with_context(cannot_read)?;
        if chunk.is_empty() {
            return Ok(StagedFile { hash: short(&hasher.finalize()), is_changed: true });
        }
        hasher.update(&chunk);
        copy.write_all(&chunk).with_context(|| format!("cannot write {}", part.display()))?;
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

/// Reads the next [`CHUNK_BYTES`] of a file, fewer only at its end.
fn read_chunk(file: &mut File, chunk: &mut Vec<u8>) -> io::Result<()> {
    chunk.clear();
    file.take(CHUNK_BYTES as u64).read_to_end(chunk).map(|_| ())
}

/// Returns the ending of files that this process writes: of two builds into one folder, none renames the other's files.
pub(super) fn own_ending() -> String {
    format!(".{}{UNFINISHED}", std::process::id())
}

/// Returns the path at which a file is written before it is renamed; no symbolic link is there.
fn part_of(target: &Path) -> Result<PathBuf> {
    let part = beside(target);
    // A symbolic link at this name must not be followed.
    if fs::symlink_metadata(&part).is_ok_and(|data| !data.is_file()) {
        fs::remove_file(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    Ok(part)
}

/// Returns the path beside a file's place.
fn beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(own_ending());
    target.with_file_name(name)
}

/// Gives a file that was written beside its place its name: readers see the old or the new content, never a part.
pub(super) fn commit(target: &Path) -> Result<()> {
    fs::rename(beside(target), target).with_context(|| format!("cannot write {}", target.display()))
}

/// Writes a file under a temporary name and renames it.
pub(super) fn write_atomically(target: &Path, bytes: &[u8]) -> Result<()> {
    let part = part_of(target)?;
    fs::write(&part, bytes).with_context(|| format!("cannot write {}", part.display()))?;
    commit(target)
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
