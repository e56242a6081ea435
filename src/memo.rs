//! Turns costly pure functions into remembered ones. Three laws hold: a remembered value never changes; it depends on
//! nothing but what is in its key; everything that could change it is in the key, the program's own version included.

pub mod store;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The name of a value: a hash of what it was made from.
pub type MemoKey = [u8; 16];

/// What is remembered. Values from earlier builds are found, those of this build are kept for later ones.
#[derive(Debug, Default)]
pub struct Memo {
    earlier: Arc<CacheFile>,
    /// What was made since, in this process.
    recent: BTreeMap<MemoKey, Arc<[u8]>>,
    used: Mutex<BTreeMap<MemoKey, MemoValue>>,
}

/// A value that was used in this build.
#[derive(Debug, Clone)]
enum MemoValue {
    /// It came from the shelf.
    Stored,
    /// It was made anew.
    Computed(Arc<[u8]>),
}

/// The values of earlier builds: one block of bytes and an index into it.
#[derive(Debug, Default)]
pub struct CacheFile {
    bytes: Vec<u8>,
    index: BTreeMap<MemoKey, (usize, usize)>,
}

impl CacheFile {
    fn get(&self, key: &MemoKey) -> Option<&[u8]> {
        self.index.get(key).map(|&(start, end)| &self.bytes[start..end])
    }
}

impl Memo {
    /// Starts with the values of earlier builds.
    pub fn new(earlier: CacheFile) -> Self {
        Self { earlier: Arc::new(earlier), ..Self::default() }
    }

    /// Starts the memo of a site's next state, in the same process.
    ///
    /// `whole` says that this one saw the making of a whole site, so that what it did not use can be forgotten: else a
    /// preview would grow with every version of a diagram that was ever typed.
    #[must_use]
    pub fn next(&self, whole: bool) -> Self {
        let mut recent = if whole { BTreeMap::new() } else { self.recent.clone() };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        recent.extend(used.iter().filter_map(|(key, value)| match value {
            MemoValue::Computed(bytes) => Some((*key, Arc::clone(bytes))),
            MemoValue::Stored => None,
        }));
        Self { earlier: Arc::clone(&self.earlier), recent, used: Mutex::default() }
    }

    /// Returns how many values were made since the program began, as far as they are not forgotten.
    pub fn computed_count(&self) -> usize {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.values().filter(|value| matches!(value, MemoValue::Computed(_))).count()
    }

    /// Gives the value of a pure function: the remembered one, or the one that `make` gives now.
    ///
    /// `kind` names the function and its version; `input` is all that it depends on. A remembered value that cannot be
    /// read is made again.
    pub fn get<T: Serialize + DeserializeOwned>(&self, kind: &str, input: &[&str], make: impl FnOnce() -> T) -> T {
        let key = key(kind, input);
        if let Some(value) = self.earlier.get(&key).and_then(|bytes| postcard::from_bytes(bytes).ok()) {
            self.record(key, MemoValue::Stored);
            return value;
        }
        let known = match self.used.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            Some(MemoValue::Computed(bytes)) => Some(Arc::clone(bytes)),
            _ => self.recent.get(&key).cloned(),
        };
        if let Some(bytes) = known
            && let Ok(value) = postcard::from_bytes(&bytes)
        {
            self.record(key, MemoValue::Computed(bytes));
            return value;
        }
        let value = make();
        if let Ok(bytes) = postcard::to_allocvec(&value) {
            self.record(key, MemoValue::Computed(bytes.into()));
        }
        value
    }

    /// Keeps every value of earlier builds, used or not: for work that uses only some of them.
    pub fn retain_all(&self) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for key in self.earlier.index.keys() {
            used.entry(*key).or_insert(MemoValue::Stored);
        }
    }

    fn record(&self, key: MemoKey, value: MemoValue) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }
}

fn key(kind: &str, input: &[&str]) -> MemoKey {
    let mut hasher = blake3::Hasher::new();
    for part in std::iter::once(kind).chain(input.iter().copied()) {
        // Lengths first, so that ("ab", "c") and ("a", "bc") differ.
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut key = MemoKey::default();
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_each_value_once() {
        let memo = Memo::default();
        let mut made = 0;
        for _ in 0..2 {
            let value: String = memo.get("test", &["a"], || {
                made += 1;
                "x".to_owned()
            });
            assert_eq!(value, "x");
        }
        assert_eq!(made, 1);
        let next = memo.next(true);
        assert_eq!(next.get("test", &["a"], || "y".to_owned()), "x", "the next state remembers");
        let after = memo.next(true).next(true);
        assert_eq!(after.get("test", &["a"], || "y".to_owned()), "y", "what a whole site did not use is forgotten");
        assert_ne!(key("k", &["ab", "c"]), key("k", &["a", "bc"]));
    }
}
