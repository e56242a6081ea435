//! Reads and writes files for packing: files of the course, packages, cached images, the browser's program.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::site::Output;
use crate::site::write::{PartFile, open_unlinked};

/// Opens a file of the course by its canonical path.
///
/// # Errors
/// Returns an error if it cannot be read.
pub fn open(file: &Path) -> Result<File> {
    open_unlinked(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Returns the bytes of a file of the site.
///
/// # Errors
/// Returns an error if it is a copy of a file that cannot be read.
pub fn bytes(output: &Output) -> Result<Vec<u8>> {
    Ok(match output {
        Output::Html(page) => page.clone().into_bytes(),
        Output::Bytes(bytes) => bytes.to_vec(),
        Output::Copy(file) => fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
    })
}

/// Creates a folder with its parents.
///
/// # Errors
/// Returns an error if the disk fails.
pub fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create the folder {}", folder.display()))
}

/// Writes a file atomically; returns its size in bytes.
///
/// # Errors
/// Returns an error if the disk or `fill` fails.
pub fn write(file: &Path, fill: impl FnOnce(BufWriter<File>) -> Result<BufWriter<File>>) -> Result<u64> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folder(folder)?;
    }
    let replace = || -> Result<u64> {
        let (part, to) = PartFile::create(file)?;
        let mut filled = fill(BufWriter::new(to))?;
        filled.flush()?;
        drop(filled);
        part.commit()?;
        Ok(fs::metadata(file)?.len())
    };
    replace().with_context(|| format!("cannot write {}", file.display()))
}

/// Writes bytes as a file atomically; returns their number.
///
/// # Errors
/// Returns an error if the disk fails.
pub fn write_bytes(file: &Path, bytes: &[u8]) -> Result<u64> {
    write(file, |mut to| {
        to.write_all(bytes)?;
        Ok(to)
    })
}

/// Reads a file; returns `None` if that fails.
pub fn read(file: &Path) -> Option<Vec<u8>> {
    fs::read(file).ok()
}

/// Tests whether a file or folder exists.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Tests whether a path is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Returns the size of a file in bytes; 0 for a missing file.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

/// Returns the canonical, absolute form of a path that exists.
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Returns the first path that is a file.
pub fn first_file(candidates: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    candidates.into_iter().find(|path| path.is_file())
}

/// Removes a temporary folder with its contents.
pub fn remove_folder(folder: &Path) {
    // The system cleans its folder of temporary files.
    let _ = fs::remove_dir_all(folder);
}
