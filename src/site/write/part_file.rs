//! Replaces one file as a whole: a new file beside it takes its name once it is complete.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The beginning of the names of files that are not complete. The names are short, so that they fit wherever a file's name does.
const PREFIX: &str = ".seodang-part-";

/// The age at which such a file is left over from a process that ended: no file takes an hour to write.
const ABANDONED: Duration = Duration::from_hours(1);

/// A file that is being written beside the one that it will replace.
#[derive(Debug)]
pub struct PartFile {
    part: PathBuf,
    target: PathBuf,
}

impl PartFile {
    /// Creates the file, and removes those in the same folder that earlier processes left.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be written to.
    pub fn create(target: &Path) -> io::Result<(Self, File)> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        remove_abandoned(folder);
        let name = format!("{PREFIX}{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let part = folder.join(name);
        // A process of the same number may have left one.
        let _ = fs::remove_file(&part);
        let file = File::options().write(true).create_new(true).open(&part)?;
        Ok((Self { part, target: target.to_owned() }, file))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// Returns an error if the file cannot be renamed.
    pub fn commit(self) -> io::Result<()> {
        fs::rename(&self.part, &self.target)
    }
}

/// Removes a file that was not completed; one that was has another name.
impl Drop for PartFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

fn remove_abandoned(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes()) {
            continue;
        }
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        // 80 syllables of Hangul: 240 bytes.
        let target = folder.path().join("가".repeat(80));
        fs::write(&target, "old").unwrap();
        let abandoned = folder.path().join(format!("{PREFIX}1-1"));
        File::create(&abandoned).unwrap().set_modified(SystemTime::now() - 2 * ABANDONED).unwrap();
        drop(PartFile::create(&target).unwrap());
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        let (part, mut file) = PartFile::create(&target).unwrap();
        file.write_all(b"new").unwrap();
        part.commit().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
