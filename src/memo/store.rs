//! Turns a memo into some files of the user's cache folder, and back.
//!
//! Values are spread over the files by their keys, so that a build with few new values writes few files again. Each file is
//! written under a temporary name and renamed, and ends with a hash of its content: of builds that run at the same time, each
//! writes a complete file and the last one wins; a file that a crash left incomplete is not read.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use anyhow::{Context, Result};

use super::{Memo, MemoKey, MemoValue, StoredPlace, StoredValues};

/// The first bytes of the file: the version of the layout and of the program.
const HEADER: &str = concat!("seodang memo 1 ", env!("CARGO_PKG_VERSION"), "\n");

/// The sizes in bytes of a key, of a length, and of the hash at the end.
const KEY: usize = 16;
const LENGTH: usize = 4;
const SEAL: usize = 32;

/// Returns the path of a course's memo: a file in the cache folder, named by a hash of the course's path. `None` if
/// there is no cache folder.
pub fn memo_file(course: &Path, variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let name = blake3::hash(course.to_string_lossy().as_bytes()).to_hex();
    Some(cache_folder(variable)?.join(format!("{}.memo", &name[..16])))
}

/// Returns the cache folder: `SEODANG_CACHE_DIR` if it is set, else the system's own. `None` if the environment names
/// none.
pub fn cache_folder(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("SEODANG_CACHE_DIR").or_else(|| {
        let system = if cfg!(windows) {
            set("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            set("HOME").map(|home| home.join("Library/Caches"))
        } else {
            set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
        };
        system.map(|system| system.join("seodang"))
    })
}

/// The number of cache files: a power of two, so that keys are spread evenly. With more, opening the files costs more than
/// writing fewer bytes saves.
const FILES: usize = 16;

/// Returns the cache file that holds a key.
fn file_of(key: &MemoKey) -> usize {
    usize::from(key[0]) % FILES
}

/// Returns the path of a cache file: that of the memo, with the number of the file before its ending.
fn numbered(place: &Path, file: usize) -> PathBuf {
    place.with_extension(format!("{file:x}.memo"))
}

/// Reads the values of earlier builds, without those of files that are missing, damaged or of another version.
pub fn load(place: &Path) -> StoredValues {
    let mut values = StoredValues::default();
    for file in 0..FILES {
        let bytes = fs::read(numbered(place, file)).unwrap_or_default();
        let bytes = if is_whole(&bytes) && add_to_index(&bytes, file, &mut values.index).is_some() {
            bytes
        } else {
            Vec::new()
        };
        values.files.push(bytes);
    }
    values
}

/// Tests whether a file has the header of this version, and the hash of its content at its end.
fn is_whole(bytes: &[u8]) -> bool {
    let content = bytes.len().checked_sub(SEAL).map(|end| bytes.split_at(end));
    content.is_some_and(|(content, seal)| {
        content.starts_with(HEADER.as_bytes()) && blake3::hash(content).as_bytes() == seal
    })
}

/// Adds the places of a file's values to an index.
fn add_to_index(bytes: &[u8], file: usize, index: &mut BTreeMap<MemoKey, StoredPlace>) -> Option<()> {
    let mut at = HEADER.len();
    while at + SEAL < bytes.len() {
        let key: MemoKey = bytes.get(at..at + KEY)?.try_into().ok()?;
        let length: [u8; LENGTH] = bytes.get(at + KEY..at + KEY + LENGTH)?.try_into().ok()?;
        let start = at + KEY + LENGTH;
        at = start.checked_add(usize::try_from(u32::from_le_bytes(length)).ok()?)?;
        bytes.get(start..at)?;
        index.insert(key, StoredPlace { file, start, end: at });
    }
    Some(())
}

/// Writes the values that this build used: of each cache file with new ones, or with many that are unused.
///
/// # Errors
/// Returns an error if the cache folder cannot be written to. The site is complete nevertheless.
pub fn save(memo: &Memo, place: &Path) -> Result<()> {
    let used = memo.used.lock().unwrap_or_else(PoisonError::into_inner);
    let mut stored = [0; FILES];
    for key in memo.earlier.index.keys() {
        stored[file_of(key)] += 1;
    }
    let mut values: [Vec<(&MemoKey, &MemoValue)>; FILES] = Default::default();
    for entry in used.iter() {
        values[file_of(entry.0)].push(entry);
    }
    for (file, values) in values.iter().enumerate() {
        let is_new = values.iter().any(|(_, value)| matches!(value, MemoValue::Computed(_)));
        // Unused values are dropped once they are more than half of the file.
        if is_new || values.len() * 2 < stored[file] {
            let entries = values.iter().map(|(key, value)| match value {
                MemoValue::Computed(bytes) => (*key, &**bytes),
                MemoValue::Stored => (*key, memo.earlier.get(key).unwrap_or_default()),
            });
            replace(&numbered(place, file), entries)?;
        }
    }
    Ok(())
}

/// Replaces a cache file by one with some values.
fn replace<'m>(place: &Path, entries: impl Iterator<Item = (&'m MemoKey, &'m [u8])>) -> Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
    let part = place.with_extension(format!("{}.part", std::process::id()));
    write(entries, &part).with_context(|| format!("cannot write {}", part.display()))?;
    fs::rename(&part, place).with_context(|| format!("cannot write {}", place.display()))
}

/// Writes the file value by value, so that no copy of all drawings is held in memory beside the finished site.
fn write<'m>(entries: impl Iterator<Item = (&'m MemoKey, &'m [u8])>, place: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(fs::File::create(place)?);
    let mut hasher = blake3::Hasher::new();
    let mut put = |bytes: &[u8]| {
        hasher.update(bytes);
        file.write_all(bytes)
    };
    put(HEADER.as_bytes())?;
    for (key, value) in entries {
        let Ok(length) = u32::try_from(value.len()) else { continue };
        put(key)?;
        put(&length.to_le_bytes())?;
        put(value)?;
    }
    file.write_all(hasher.finalize().as_bytes())?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::key;

    fn used(place: &Path, input: &str) -> (String, bool) {
        let memo = Memo::new(load(place), None);
        let mut made = false;
        let value = memo.get("test", &[input], || {
            made = true;
            format!("value of {input}")
        });
        save(&memo, place).unwrap();
        (value, made)
    }

    #[test]
    fn remembers_between_builds_and_forgives_damage() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deep/er/x.memo");
        assert_eq!(used(&place, "a"), ("value of a".to_owned(), true));
        assert_eq!(used(&place, "a"), ("value of a".to_owned(), false));
        let file = numbered(&place, file_of(&key("test", &["a"])));
        let whole = fs::read(&file).unwrap();
        for length in 0..whole.len() {
            fs::write(&file, &whole[..length]).unwrap();
            assert!(load(&place).index.is_empty(), "torn at {length}");
        }
        let mut bent = whole.clone();
        bent[HEADER.len() + KEY + LENGTH + 1] ^= 1;
        fs::write(&file, bent).unwrap();
        assert_eq!(used(&place, "a"), ("value of a".to_owned(), true));
    }

    #[test]
    fn a_new_value_changes_one_file_and_unused_ones_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("x.memo");
        let build = |inputs: &[String]| {
            let memo = Memo::new(load(&place), None);
            for input in inputs {
                memo.get("test", &[input], || input.clone());
            }
            save(&memo, &place).unwrap();
        };
        let bytes = || (0..FILES).map(|file| fs::read(numbered(&place, file)).unwrap()).collect::<Vec<_>>();
        let mut inputs: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        build(&inputs);
        let before = bytes();
        inputs[7] = "new".to_owned();
        build(&inputs);
        let changed = before.iter().zip(bytes()).filter(|(before, after)| *before != after).count();
        assert_eq!(changed, 1);
        build(&inputs[..50]);
        let held = load(&place).index.len();
        assert!((50..200).contains(&held), "{held} values");
    }

    #[test]
    fn the_variable_wins() {
        let place = |set: &'static [(&str, &str)]| {
            memo_file(Path::new("/course"), |name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(place(&[("SEODANG_CACHE_DIR", "/x"), ("HOME", "/h")]).unwrap().starts_with("/x"));
        assert_eq!(place(&[]), None);
    }
}
