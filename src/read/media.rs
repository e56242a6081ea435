//! Turns a range of a file into a stream of bytes, so that a lecture's video need not fit into memory.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom, Take};
use std::ops::Range;
use std::path::Path;

use crate::site::write::open_unlinked;

/// An open file.
#[derive(Debug)]
pub struct Media {
    file: File,
    /// Its length in bytes.
    pub length: u64,
}

impl Media {
    /// Opens a file of a course by its canonical path.
    ///
    /// # Errors
    /// Returns an error if it does not exist, is not a file, or cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let file = open_unlinked(path)?;
        let length = file.metadata()?.len();
        Ok(Self { file, length })
    }

    /// Returns a reader of a range of the file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be sought in.
    pub fn range(mut self, range: &Range<u64>) -> Result<Take<File>> {
        self.file.seek(SeekFrom::Start(range.start))?;
        Ok(self.file.take(range.end.saturating_sub(range.start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mp4");
        std::fs::write(&path, "0123456789").unwrap();
        let media = Media::open(&path).unwrap();
        assert_eq!(media.length, 10);
        let mut text = String::new();
        media.range(&(3..6)).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "345");
        assert!(Media::open(folder.path()).is_err());
    }
}
