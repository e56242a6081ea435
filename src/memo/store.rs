//! Turns a memo into one file of the user's cache folder, and back.
//!
//! The file is written under a temporary name and renamed, and ends with a hash of its content: of builds that run at
//! the same time, each writes a complete file and the last one wins; a file that a crash left incomplete is not read.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use anyhow::{Context, Result};

use super::{CacheFile, Memo, MemoKey, MemoValue};

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

/// Reads the values of earlier builds; they are empty if the file is missing, damaged or of another version.
pub fn load(place: &Path) -> CacheFile {
    let Ok(bytes) = fs::read(place) else { return CacheFile::default() };
    read(bytes).unwrap_or_default()
}

fn read(mut bytes: Vec<u8>) -> Option<CacheFile> {
    let end = bytes.len().checked_sub(SEAL)?;
    if !bytes.starts_with(HEADER.as_bytes()) || blake3::hash(&bytes[..end]).as_bytes() != &bytes[end..] {
        return None;
    }
    bytes.truncate(end);
    let mut index = std::collections::BTreeMap::new();
    let mut at = HEADER.len();
    while at < end {
        let key: MemoKey = bytes.get(at..at + KEY)?.try_into().ok()?;
        let length: [u8; LENGTH] = bytes.get(at + KEY..at + KEY + LENGTH)?.try_into().ok()?;
        let start = at + KEY + LENGTH;
        at = start.checked_add(usize::try_from(u32::from_le_bytes(length)).ok()?)?;
        bytes.get(start..at)?;
        index.insert(key, (start, at));
    }
    Some(CacheFile { bytes, index })
}

/// Writes the values that this build used, if some are new or many stored ones are unused.
///
/// # Errors
/// Returns an error if the cache folder cannot be written to. The site is complete nevertheless.
pub fn save(memo: &Memo, place: &Path) -> Result<()> {
    let used = memo.used.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = used.values().any(|value| matches!(value, MemoValue::Computed(_)));
    // Unused values are dropped once they are more than half of the file.
    if !is_new && used.len() * 2 >= memo.earlier.index.len() {
        return Ok(());
    }
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
    let part = place.with_extension(format!("{}.part", std::process::id()));
    let entries = used.iter().map(|(key, value)| match value {
        MemoValue::Computed(bytes) => (key, &**bytes),
        MemoValue::Stored => (key, memo.earlier.get(key).unwrap_or_default()),
    });
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

    fn used(place: &Path, input: &str) -> (String, bool) {
        let memo = Memo::new(load(place));
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
        let whole = fs::read(&place).unwrap();
        for length in 0..whole.len() {
            fs::write(&place, &whole[..length]).unwrap();
            assert!(load(&place).index.is_empty(), "torn at {length}");
        }
        let mut bent = whole.clone();
        bent[HEADER.len() + KEY + LENGTH + 1] ^= 1;
        fs::write(&place, bent).unwrap();
        assert_eq!(used(&place, "a"), ("value of a".to_owned(), true));
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
