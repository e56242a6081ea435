//! Turns the metadata of a file into a stamp: while the stamp is unchanged, so is the file.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{Metadata, read_dir};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The coarsest step of a file system's times, two seconds on FAT: a file that changed less than this before it was
/// read may change again with the same time. Git's index calls such entries racy and reads them again.
const STEP: Duration = Duration::from_secs(2);

/// The metadata by which states of a file are distinguished.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// On Unix the time of the last change of any kind (seconds, nanoseconds), which programs cannot set back, and the
    /// inode number, which changes when a save replaces the file by a new one. Zeros elsewhere.
    identity: (i64, i64, u64),
}

impl Stamp {
    /// Takes the stamp of the file of this program; `None` if the system does not tell which it is.
    pub fn of_program() -> Option<Self> {
        std::env::current_exe().ok().and_then(|file| Self::of_file(&file))
    }

    /// Takes the stamp of a file.
    pub fn of(data: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt;
            (data.ctime(), data.ctime_nsec(), data.ino())
        };
        #[cfg(not(unix))]
        let identity = (0, 0, 0);
        Self { size: data.len(), modified: data.modified().ok(), identity }
    }

    /// Takes the stamp of the file at a path; `None` if it cannot be looked at.
    pub fn of_file(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|data| Self::of(&data))
    }

    /// Tests whether any later state of a file that was read at a time has another stamp.
    pub fn is_settled(&self, read_at: SystemTime) -> bool {
        self.modified.is_some_and(|modified| modified.checked_add(STEP).is_some_and(|end| end < read_at))
    }
}

/// Returns the stamps of the files and folders directly in a folder; none if it cannot be read.
pub fn stamps(folder: &Path) -> BTreeMap<OsString, Stamp> {
    let entries = read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.filter_map(|entry| Some((entry.file_name(), Stamp::of(&entry.metadata().ok()?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_just_written_is_not_settled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "a").unwrap();
        let stamp = Stamp::of(&std::fs::metadata(&path).unwrap());
        let now = SystemTime::now();
        assert!(!stamp.is_settled(now));
        assert!(stamp.is_settled(now + 2 * STEP));
        assert!(!Stamp::default().is_settled(now), "a time that is not known proves nothing");
    }
}
