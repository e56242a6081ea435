//! Caches the values of costly pure functions. Three laws hold: a cached value never changes; it depends only on its
//! key; everything that could change it is in the key, the program's own version included.

mod input_hash;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use input_hash::InputHasher;

/// The key of a value: a hash of the function's name and input, 16 bytes.
pub type MemoKey = [u8; 16];

/// The cached values: those of earlier builds are reused, those of this build are stored for later ones.
#[derive(Debug, Default)]
pub struct Memo {
    values: Arc<MemoValues>,
    /// The keys that are used through this handle, if it records them.
    recorded: Option<Mutex<BTreeSet<MemoKey>>>,
}

/// The values that all handles of a memo share.
#[derive(Debug, Default)]
struct MemoValues {
    /// A text that differs for each build of the program, for values that any change of it may change; `None` if unknown.
    program: Option<Arc<str>>,
    earlier: Arc<StoredValues>,
    /// Values that earlier states of the site computed in this process.
    recent: BTreeMap<MemoKey, Arc<[u8]>>,
    used: Mutex<BTreeMap<MemoKey, MemoValue>>,
}

/// A value that was used in this build.
#[derive(Debug, Clone)]
enum MemoValue {
    /// It was found in the cache file.
    Stored,
    /// It was computed in this process.
    Computed(Arc<[u8]>),
}

/// The values of earlier builds: the bytes of the cache file, and an index into them.
#[derive(Debug, Default)]
pub struct StoredValues {
    bytes: Vec<u8>,
    index: BTreeMap<MemoKey, Range<usize>>,
    /// Whether the index holds all of the file, so that more can be appended to it.
    is_complete: bool,
}

impl StoredValues {
    fn get(&self, key: &MemoKey) -> Option<&[u8]> {
        self.index.get(key).and_then(|place| self.bytes.get(place.clone()))
    }
}

impl Memo {
    /// Creates a memo with the values of earlier builds. `program` differs for each build of the program; without it, values
    /// that depend on the whole program are not remembered.
    pub fn new(earlier: StoredValues, program: Option<&str>) -> Self {
        let values =
            MemoValues { program: program.map(Arc::from), earlier: Arc::new(earlier), ..MemoValues::default() };
        Self { values: Arc::new(values), recorded: None }
    }

    /// Returns a handle to the same values that records which of them are used through it.
    #[must_use]
    pub fn recorder(&self) -> Self {
        Self { values: Arc::clone(&self.values), recorded: Some(Mutex::default()) }
    }

    /// Returns the keys of the values that were used through this [recorder](Self::recorder).
    pub fn into_recorded(self) -> BTreeSet<MemoKey> {
        self.recorded.map(|keys| keys.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default()
    }

    /// Returns the memo for the next state of the site, in the same process.
    ///
    /// `whole` states that a whole site was rendered with this memo, so that values that it did not use can be dropped:
    /// otherwise a preview would grow with every version of a diagram that was ever typed.
    #[must_use]
    pub fn next(&self, whole: bool) -> Self {
        let MemoValues { program, earlier, recent, used } = &*self.values;
        let mut recent = if whole { BTreeMap::new() } else { recent.clone() };
        let used = used.lock().unwrap_or_else(PoisonError::into_inner);
        recent.extend(used.iter().filter_map(|(key, value)| match value {
            MemoValue::Computed(bytes) => Some((*key, Arc::clone(bytes))),
            MemoValue::Stored => None,
        }));
        let values =
            MemoValues { program: program.clone(), earlier: Arc::clone(earlier), recent, used: Mutex::default() };
        Self { values: Arc::new(values), recorded: None }
    }

    /// Returns the number of values that were computed in this process and are still held.
    pub fn computed_count(&self) -> usize {
        let used = self.values.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.values().filter(|value| matches!(value, MemoValue::Computed(_))).count()
    }

    /// Returns the value of a pure function: the cached one, or the one that `make` computes now.
    ///
    /// `kind` names the function and its version; `input` is everything that it depends on. A cached value that cannot
    /// be decoded is computed again.
    pub fn get<T: Serialize + DeserializeOwned>(&self, kind: &str, input: &[&str], make: impl FnOnce() -> T) -> T {
        self.get_by(key(kind, input), make)
    }

    /// Returns the key of a value that may change with any change of the program; `None` if the program is not known, and
    /// the value cannot be remembered.
    pub fn program_key(&self, kind: &str, input: &impl Hash) -> Option<MemoKey> {
        let mut hasher = InputHasher::default();
        (kind, self.values.program.as_ref()?, input).hash(&mut hasher);
        Some(hasher.finish_key())
    }

    /// Returns the value of a key: the cached one, or the one that `make` computes now.
    pub fn get_by<T: Serialize + DeserializeOwned>(&self, key: MemoKey, make: impl FnOnce() -> T) -> T {
        self.find_by(key).unwrap_or_else(|| {
            let value = make();
            self.keep_by(key, &value);
            value
        })
    }

    /// Marks a value as used by this build, if it is held.
    pub fn retain(&self, key: MemoKey) {
        if self.values.earlier.index.contains_key(&key) {
            self.record(key, MemoValue::Stored);
        } else if let Some(bytes) = self.values.recent.get(&key) {
            self.record(key, MemoValue::Computed(Arc::clone(bytes)));
        }
    }

    /// Returns the cached value of a pure function; see [`get`](Self::get).
    pub fn find<T: DeserializeOwned>(&self, kind: &str, input: &[&str]) -> Option<T> {
        self.find_by(key(kind, input))
    }

    /// Caches a value of a pure function; see [`get`](Self::get).
    pub fn keep<T: Serialize>(&self, kind: &str, input: &[&str], value: &T) {
        self.keep_by(key(kind, input), value);
    }

    /// Returns the cached value of a key; see [`get_by`](Self::get_by).
    pub fn find_by<T: DeserializeOwned>(&self, key: MemoKey) -> Option<T> {
        if let Some(value) = self.values.earlier.get(&key).and_then(|bytes| postcard::from_bytes(bytes).ok()) {
            self.record(key, MemoValue::Stored);
            return Some(value);
        }
        let known = match self.values.used.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            Some(MemoValue::Computed(bytes)) => Some(Arc::clone(bytes)),
            _ => self.values.recent.get(&key).cloned(),
        };
        let bytes = known?;
        let value = postcard::from_bytes(&bytes).ok()?;
        self.record(key, MemoValue::Computed(bytes));
        Some(value)
    }

    /// Caches the value of a key; see [`get_by`](Self::get_by).
    pub fn keep_by<T: Serialize>(&self, key: MemoKey, value: &T) {
        if let Ok(bytes) = postcard::to_allocvec(value) {
            self.record(key, MemoValue::Computed(bytes.into()));
        }
    }

    /// Marks every value of earlier builds as used: for commands that use only some of them.
    pub fn retain_all(&self) {
        let mut used = self.values.used.lock().unwrap_or_else(PoisonError::into_inner);
        for key in self.values.earlier.index.keys() {
            used.entry(*key).or_insert(MemoValue::Stored);
        }
    }

    fn record(&self, key: MemoKey, value: MemoValue) {
        if let Some(recorded) = &self.recorded {
            recorded.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        }
        self.values.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
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
    fn a_recorder_states_the_values_behind_a_value() {
        let memo = Memo::default();
        let value = |memo: &Memo, input: &str| memo.get("test", &[input], || input.to_owned());
        value(&memo, "before");
        let recorder = memo.recorder();
        value(&recorder, "new");
        value(&recorder, "before");
        value(&memo, "after");
        assert_eq!(recorder.into_recorded(), BTreeSet::from([key("test", &["new"]), key("test", &["before"])]));
        assert_eq!(memo.computed_count(), 3, "a recorder shares the values");
    }

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
