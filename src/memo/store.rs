//! Turns a memo into a file of the user's cache folder, and back.
//!
//! The file is a journal: a header, then segments of values. A build appends its new values as one segment, so that it writes
//! no more than it computed; the file is written anew, under a temporary name, once most of it is unused. Each segment ends
//! with a hash of its content: what a crash left incomplete is not read. Builds that run at the same time append after each
//! other, as a value means the same wherever it stands.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use anyhow::{Context, Result};

use super::{Memo, MemoKey, MemoValue, StoredValues};

/// The first bytes of the file: the version of the layout and of the program.
const HEADER: &str = concat!("seodang memo 2 ", env!("CARGO_PKG_VERSION"), "\n");

/// The sizes in bytes of a key, of the length of a value, of the length of a segment's values, and of the hash after them.
const KEY: usize = 16;
const LENGTH: usize = 4;
const SEGMENT_LENGTH: usize = 8;
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

/// Reads the values of earlier builds, up to the first segment that is damaged; none of a file of another version.
pub fn load(place: &Path) -> StoredValues {
    let bytes = fs::read(place).unwrap_or_default();
    let mut values = StoredValues::default();
    if !bytes.starts_with(HEADER.as_bytes()) {
        return values;
    }
    let mut at = HEADER.len();
    while let Some(end) = segment_end(&bytes, at) {
        if add_to_index(&bytes, at + SEGMENT_LENGTH, end, &mut values).is_none() {
            break;
        }
        at = end + SEAL;
    }
    values.is_complete = at == bytes.len();
    values.bytes = bytes;
    values
}

/// Returns the end of the values of the segment at a place; `None` if no whole one is there.
fn segment_end(bytes: &[u8], at: usize) -> Option<usize> {
    let start = at.checked_add(SEGMENT_LENGTH)?;
    let length: [u8; SEGMENT_LENGTH] = bytes.get(at..start)?.try_into().ok()?;
    let end = start.checked_add(usize::try_from(u64::from_le_bytes(length)).ok()?)?;
    let seal = bytes.get(end..end.checked_add(SEAL)?)?;
    (blake3::hash(&bytes[start..end]).as_bytes() == seal).then_some(end)
}

/// Adds the places of a segment's values to the index.
fn add_to_index(bytes: &[u8], mut at: usize, segment_end: usize, values: &mut StoredValues) -> Option<()> {
    while at < segment_end {
        let key: MemoKey = bytes.get(at..at + KEY)?.try_into().ok()?;
        let length: [u8; LENGTH] = bytes.get(at + KEY..at + KEY + LENGTH)?.try_into().ok()?;
        let start = at + KEY + LENGTH;
        at = start.checked_add(usize::try_from(u32::from_le_bytes(length)).ok()?)?;
        bytes.get(start..at)?;
        values.index.insert(key, start..at);
    }
    Some(())
}

/// Writes the values that this build computed. The file keeps the unused values of earlier builds until they are more than
/// half of it.
///
/// # Errors
/// Returns an error if the cache folder cannot be written to. The site is complete nevertheless.
pub fn save(memo: &Memo, place: &Path) -> Result<()> {
    let earlier = &memo.values.earlier;
    let is_usable = earlier.is_complete && used_bytes(memo) * 2 >= earlier.bytes.len();
    if !is_usable {
        return replace(memo, place);
    }
    let used = memo.values.used.lock().unwrap_or_else(PoisonError::into_inner);
    let computed = used.iter().filter_map(|(key, value)| match value {
        MemoValue::Computed(bytes) => Some((key, &**bytes)),
        MemoValue::Stored => None,
    });
    let mut segment = Vec::new();
    write_segment(computed, &mut segment).context("cannot collect the values to remember")?;
    if segment.len() == SEGMENT_LENGTH + SEAL {
        return Ok(());
    }
    // One write, so that segments of builds that run at the same time do not mix.
    let append = || fs::OpenOptions::new().append(true).open(place)?.write_all(&segment);
    append().with_context(|| format!("cannot write {}", place.display()))
}

/// Returns the number of bytes of the file that this build used.
fn used_bytes(memo: &Memo) -> usize {
    let used = memo.values.used.lock().unwrap_or_else(PoisonError::into_inner);
    let stored = used.iter().filter(|(_, value)| matches!(value, MemoValue::Stored));
    HEADER.len() + stored.filter_map(|(key, _)| Some(KEY + LENGTH + memo.values.earlier.get(key)?.len())).sum::<usize>()
}

/// Replaces the file by one with the values that this build used, and no others.
///
/// # Errors
/// Returns an error if the cache folder cannot be written to. The site is complete nevertheless.
pub fn replace(memo: &Memo, place: &Path) -> Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
    let part = place.with_extension(format!("{}.part", std::process::id()));
    let used = memo.values.used.lock().unwrap_or_else(PoisonError::into_inner);
    let entries = used.iter().map(|(key, value)| match value {
        MemoValue::Computed(bytes) => (key, &**bytes),
        MemoValue::Stored => (key, memo.values.earlier.get(key).unwrap_or_default()),
    });
    let write = || {
        let mut file = BufWriter::new(fs::File::create(&part)?);
        file.write_all(HEADER.as_bytes())?;
        write_segment(entries, &mut file)?;
        file.flush()
    };
    write().with_context(|| format!("cannot write {}", part.display()))?;
    fs::rename(&part, place).with_context(|| format!("cannot write {}", place.display()))
}

/// Writes a segment value by value, so that no copy of all drawings is held in memory beside the finished site.
fn write_segment<'m>(
    entries: impl Iterator<Item = (&'m MemoKey, &'m [u8])> + Clone,
    out: &mut impl Write,
) -> io::Result<()> {
    let entries = entries.filter_map(|(key, value)| Some((key, u32::try_from(value.len()).ok()?, value)));
    let length: u64 = entries.clone().map(|(_, length, _)| (KEY + LENGTH) as u64 + u64::from(length)).sum();
    out.write_all(&length.to_le_bytes())?;
    let mut hasher = blake3::Hasher::new();
    for (key, length, value) in entries {
        for bytes in [key, &length.to_le_bytes()[..], value] {
            hasher.update(bytes);
            out.write_all(bytes)?;
        }
    }
    out.write_all(hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let whole = fs::read(&place).unwrap();
        for length in 0..whole.len() {
            fs::write(&place, &whole[..length]).unwrap();
            assert!(load(&place).index.is_empty(), "torn at {length}");
        }
        let mut bent = whole.clone();
        bent[HEADER.len() + SEGMENT_LENGTH + KEY + LENGTH + 1] ^= 1;
        fs::write(&place, bent).unwrap();
        assert_eq!(used(&place, "a"), ("value of a".to_owned(), true));
        assert_eq!(used(&place, "a"), ("value of a".to_owned(), false), "the damaged file was replaced");
    }

    fn build(place: &Path, inputs: &[String]) {
        let memo = Memo::new(load(place), None);
        for input in inputs {
            memo.get("test", &[input], || input.clone());
        }
        save(&memo, place).unwrap();
    }

    #[test]
    fn a_new_value_is_appended_and_unused_ones_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("x.memo");
        let mut inputs: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        build(&place, &inputs);
        let before = fs::read(&place).unwrap();
        build(&place, &inputs);
        assert_eq!(fs::read(&place).unwrap(), before, "nothing new");
        inputs[7] = "new".to_owned();
        build(&place, &inputs);
        let after = fs::read(&place).unwrap();
        assert!(after.starts_with(&before) && after.len() < before.len() + 100);
        for length in before.len() + 1..after.len() {
            fs::write(&place, &after[..length]).unwrap();
            let torn = load(&place);
            assert!(torn.index.len() == 200 && !torn.is_complete, "torn at {length}");
        }
        build(&place, &inputs);
        assert!(load(&place).is_complete && load(&place).index.len() == 200, "written anew");
        build(&place, &inputs[..50]);
        assert_eq!(load(&place).index.len(), 50);
    }

    #[test]
    fn builds_at_the_same_time_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("x.memo");
        let common: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        build(&place, &common);
        std::thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                let inputs = [common.clone(), vec![name.repeat(100_000)]].concat();
                let place = &place;
                scope.spawn(move || build(place, &inputs));
            }
        });
        let after = load(&place);
        assert!(after.is_complete);
        assert!(after.index.len() > 20, "{} values", after.index.len());
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
