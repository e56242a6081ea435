//! Performs the file operations of a write: the one place where the writer touches a folder, so that tests can interrupt it at
//! each operation.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

#[cfg(test)]
use fuse::Fuse;

/// The bytes of a file that are read at once: copies of any size take no more memory.
pub(super) const CHUNK_BYTES: usize = 64 * 1024;

/// Whether files are written through to the disk: tests end no power, and would take 30 times as long.
pub(super) const IS_SYNCED: bool = !cfg!(test);

/// The file operations of one write.
#[derive(Debug, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) fuse: Fuse,
}

/// A change of the disk, as far as tests distinguish them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChangeKind {
    /// It needs space.
    Grow,
    /// It needs none.
    Move,
}

#[cfg_attr(not(test), expect(clippy::unused_self, reason = "tests interrupt the operations of one writer"))]
impl Disk {
    /// Fails if a test interrupts the write here.
    #[cfg_attr(not(test), expect(clippy::unnecessary_wraps, reason = "only tests interrupt"))]
    fn check(&self, change: FileChangeKind) -> io::Result<()> {
        #[cfg(test)]
        self.fuse.check(change)?;
        let _ = change;
        Ok(())
    }

    pub(super) fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.check(FileChangeKind::Grow)?;
        fs::create_dir(folder)
    }

    pub(super) fn create_folders(&self, folder: &Path) -> io::Result<()> {
        self.check(FileChangeKind::Grow)?;
        fs::create_dir_all(folder)
    }

    /// Writes a new file. An interruption leaves a part of it.
    pub(super) fn write(&self, file: &Path, bytes: &[u8], is_synced: bool) -> io::Result<()> {
        self.copy(file, bytes, is_synced, &mut |_| {})
    }

    /// Writes a new file with the bytes of a reader, which `take` sees piece by piece.
    pub(super) fn copy(
        &self,
        file: &Path,
        mut from: impl Read,
        is_synced: bool,
        take: &mut dyn FnMut(&[u8]),
    ) -> io::Result<()> {
        self.check(FileChangeKind::Grow)?;
        // Neither a link nor a file that is there already is written to.
        let mut to = File::options().write(true).create_new(true).open(file)?;
        let mut chunk = Vec::with_capacity(CHUNK_BYTES);
        loop {
            read_chunk(&mut from, &mut chunk)?;
            if chunk.is_empty() {
                break;
            }
            if let Err(error) = self.check(FileChangeKind::Grow) {
                to.write_all(&chunk[..chunk.len() / 2])?;
                return Err(error);
            }
            take(&chunk);
            to.write_all(&chunk)?;
        }
        if is_synced && IS_SYNCED { to.sync_all() } else { Ok(()) }
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check(FileChangeKind::Move)?;
        fs::rename(from, to)
    }

    pub(super) fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.check(FileChangeKind::Move)?;
        fs::remove_file(file)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.check(FileChangeKind::Move)?;
        fs::remove_dir(folder)
    }

    /// Removes a folder of files, whatever of them is there.
    pub(super) fn remove_files_in(&self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            self.remove_file(&entry?.path())?;
        }
        self.remove_folder(folder)
    }
}

/// Reads the next [`CHUNK_BYTES`] of a file, fewer only at its end.
pub(super) fn read_chunk(file: &mut impl Read, chunk: &mut Vec<u8>) -> io::Result<()> {
    chunk.clear();
    file.take(CHUNK_BYTES as u64).read_to_end(chunk).map(|_| ())
}

/// Interrupts the operations of a writer in tests.
#[cfg(test)]
pub(super) mod fuse {
    use std::io;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::FileChangeKind;

    /// The kind of an interruption.
    #[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
    pub(in crate::site::write) enum Fault {
        #[default]
        None,
        /// The process ends: no operation after it has an effect, so nothing is cleaned up.
        Kill,
        /// The disk is full: operations that need space fail from then on.
        Full,
        /// One operation fails: a folder vanished, or a file is in use.
        Once,
    }

    /// Counts down to an interruption.
    #[derive(Debug, Default)]
    pub(in crate::site::write) struct Fuse {
        pub(in crate::site::write) fault: Fault,
        /// The number of operations before it.
        pub(in crate::site::write) left: AtomicI64,
    }

    impl Fuse {
        pub(super) fn check(&self, change: FileChangeKind) -> io::Result<()> {
            if self.fault == Fault::None {
                return Ok(());
            }
            let left = self.left.fetch_sub(1, Ordering::SeqCst);
            let is_hit = match self.fault {
                Fault::None => false,
                Fault::Kill => left <= 0,
                Fault::Full => left <= 0 && change == FileChangeKind::Grow,
                Fault::Once => left == 0,
            };
            if is_hit { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }
    }
}
