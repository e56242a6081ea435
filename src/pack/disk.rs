//! Reads and writes what packing needs of the disk: files of the course, packages, kept images, a browser.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::site::Output;

/// Opens a file of the course.
///
/// # Errors
/// Where it cannot be read.
pub fn open(file: &Path) -> Result<File> {
    File::open(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The bytes of a file of the site.
///
/// # Errors
/// Where it stands on the disk and cannot be read.
pub fn bytes(output: &Output) -> Result<Vec<u8>> {
    Ok(match output {
        Output::Html(page) => page.clone().into_bytes(),
        Output::Bytes(bytes) => bytes.to_vec(),
        Output::Copy(file) => fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
    })
}

/// Makes a folder, and those above it.
///
/// # Errors
/// Where the disk fails.
pub fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// Writes a file whole or not at all; gives its size in bytes.
///
/// # Errors
/// Where the disk fails, or what fills the file does.
pub fn write(file: &Path, fill: impl FnOnce(BufWriter<File>) -> Result<BufWriter<File>>) -> Result<u64> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder)?;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let part = file.with_file_name(format!("{name}.{}.seodang-part", std::process::id()));
    let put = || -> Result<u64> {
        let mut filled = fill(BufWriter::new(File::create(&part)?))?;
        filled.flush()?;
        drop(filled);
        fs::rename(&part, file)?;
        Ok(fs::metadata(file)?.len())
    };
    put().inspect_err(|_| drop(fs::remove_file(&part))).with_context(|| format!("cannot write {}", file.display()))
}

/// Writes bytes as a file, whole or not at all; gives their number.
///
/// # Errors
/// Where the disk fails.
pub fn write_bytes(file: &Path, bytes: &[u8]) -> Result<u64> {
    write(file, |mut to| {
        to.write_all(bytes)?;
        Ok(to)
    })
}

/// Reads a file that may not be there.
pub fn read(file: &Path) -> Option<Vec<u8>> {
    fs::read(file).ok()
}

/// Whether a file or folder is there.
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// Whether a folder is there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The size of a file in bytes; 0 where there is none.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

/// Makes a path whole, where it is there.
pub fn whole(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// The first of some files that is there.
pub fn first_file(candidates: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    candidates.into_iter().find(|path| path.is_file())
}

/// Removes a folder of our own with all that is in it.
pub fn remove_folder(folder: &Path) {
    // What cannot be removed lies in the system's folder for such things, which cleans it.
    let _ = fs::remove_dir_all(folder);
}
