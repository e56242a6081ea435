//! Turns the files that pages include into their texts.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

use rayon::prelude::*;

use super::limits::MAX_SHOWN_BYTES;
use super::regular_file::read_regular;
use super::{FileEntry, Stamp};
use crate::source::{CoursePath, Source};

/// A file that a page includes.
#[derive(Debug, Clone)]
pub enum IncludedFile {
    /// Its text.
    Text(Source),
    /// It is too large to be included; its size in bytes.
    TooLarge(u64),
    /// It is not UTF-8.
    Binary,
}

/// Reads included files repeatedly: only files whose stamps changed are read again.
#[derive(Debug, Default)]
pub struct IncludedReader {
    cached: BTreeMap<PathBuf, CachedFile>,
    /// Whether every file is read each time: for file systems whose times are unreliable.
    pub ignore_stamps: bool,
}

#[derive(Debug, Clone)]
struct CachedFile {
    path: CoursePath,
    stamp: Stamp,
    read_at: SystemTime,
    file: IncludedFile,
}

impl IncludedReader {
    /// Reads files as they are now.
    pub fn read(&mut self, files: &[(CoursePath, FileEntry)]) -> Vec<IncludedFile> {
        let read: Vec<CachedFile> = files.par_iter().map(|(path, entry)| self.cached(path, entry)).collect();
        for ((_, entry), file) in files.iter().zip(&read) {
            self.cached.insert(entry.disk.clone(), file.clone());
        }
        read.into_iter().map(|cached| cached.file).collect()
    }

    fn cached(&self, path: &CoursePath, entry: &FileEntry) -> CachedFile {
        let is_same = |known: &&CachedFile| {
            !self.ignore_stamps
                && known.path == *path
                && known.stamp == entry.stamp
                && known.stamp.is_settled(known.read_at)
        };
        if let Some(known) = self.cached.get(&entry.disk).filter(is_same) {
            return known.clone();
        }
        let read_at = SystemTime::now();
        CachedFile { path: path.clone(), stamp: entry.stamp, read_at, file: included(path, entry) }
    }
}

fn included(path: &CoursePath, entry: &FileEntry) -> IncludedFile {
    if entry.size > MAX_SHOWN_BYTES {
        return IncludedFile::TooLarge(entry.size);
    }
    // A file that vanished is left out like one that is not text.
    let Ok(bytes) = read_regular(&entry.disk, MAX_SHOWN_BYTES) else { return IncludedFile::Binary };
    let source = Source::decode(path.clone(), &bytes).ok().filter(|_| !bytes.contains(&0));
    source.map_or(IncludedFile::Binary, IncludedFile::Text)
}
