//! Keeps two writers out of one folder: while one has the lock, another is refused. The system releases it when the process
//! ends, in whatever way.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The lock of a folder, for as long as the value exists.
#[derive(Debug)]
pub(super) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock of a folder that exists.
    ///
    /// # Errors
    /// Returns an error if another writer has it, or if the folder cannot be opened.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let cannot_open = || format!("cannot open the output folder {}", folder.display());
        loop {
            let file = open(folder).with_context(cannot_open)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => bail!(
                    "another seodang is writing to the output folder {}; wait until it has finished",
                    folder.display()
                ),
                // Some network file systems have no locks.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error).with_context(cannot_open),
            }
            // The folder may have been replaced since it was opened.
            if is_same(&file, folder).with_context(cannot_open)? {
                return Ok(Self { _file: file });
            }
        }
    }
}

/// Opens the folder itself: a lock needs no file in it.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

#[cfg(unix)]
fn is_same(file: &File, folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (locked, there) = (file.metadata()?, fs::metadata(folder)?);
    Ok((locked.dev(), locked.ino()) == (there.dev(), there.ino()))
}

/// Opens a file in the folder: other systems lock files only.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.join(super::LOCK))
}

#[cfg(not(unix))]
fn is_same(_: &File, folder: &Path) -> io::Result<bool> {
    fs::metadata(folder.join(super::LOCK)).map(|data| data.is_file())
}
