//! Turns the files that pages include into their texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::limits::MAX_SHOWN_BYTES;
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
    ///
    /// # Errors
    /// Returns an error if a file cannot be read.
    pub fn read(&mut self, files: &[(CoursePath, FileEntry)]) -> Result<Vec<IncludedFile>> {
        let read: Vec<CachedFile> =
            files.par_iter().map(|(path, entry)| self.cached(path, entry)).collect::<Result<_>>()?;
        for ((_, entry), file) in files.iter().zip(&read) {
            self.cached.insert(entry.disk.clone(), file.clone());
        }
        Ok(read.into_iter().map(|cached| cached.file).collect())
    }

    fn cached(&self, path: &CoursePath, entry: &FileEntry) -> Result<CachedFile> {
        let is_same = |known: &&CachedFile| {
            !self.ignore_stamps
                && known.path == *path
                && known.stamp == entry.stamp
                && known.stamp.is_settled(known.read_at)
        };
        if let Some(known) = self.cached.get(&entry.disk).filter(is_same) {
            return Ok(known.clone());
        }
        let read_at = SystemTime::now();
        Ok(CachedFile { path: path.clone(), stamp: entry.stamp, read_at, file: included(path, entry)? })
    }
}

fn included(path: &CoursePath, entry: &FileEntry) -> Result<IncludedFile> {
    if entry.size > MAX_SHOWN_BYTES {
        return Ok(IncludedFile::TooLarge(entry.size));
    }
    let bytes = fs::read(&entry.disk).with_context(|| format!("cannot read {}", entry.disk.display()))?;
    let source = Source::decode(path.clone(), &bytes).ok().filter(|_| !bytes.contains(&0));
    Ok(source.map_or(IncludedFile::Binary, IncludedFile::Text))
}
