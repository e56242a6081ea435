//! Turns costly pure functions into remembered ones. Three laws hold: a remembered value never changes; it depends on
//! nothing but what is in its key; everything that could change it is in the key, the program's own version included.

pub mod store;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The name of a value: a hash of what it was made from.
pub type Key = [u8; 16];

/// What is remembered. Values from earlier builds are found, those of this build are kept for later ones.
#[derive(Debug, Default)]
pub struct Memo {
    earlier: Shelf,
    used: Mutex<BTreeMap<Key, Value>>,
}

/// A value that was used in this build.
#[derive(Debug, Clone)]
enum Value {
    /// It came from the shelf.
    Kept,
    /// It was made anew.
    Made(Arc<[u8]>),
}

/// The values of earlier builds: one block of bytes and an index into it.
#[derive(Debug, Default)]
pub struct Shelf {
    bytes: Vec<u8>,
    index: BTreeMap<Key, (usize, usize)>,
}

impl Shelf {
    fn get(&self, key: &Key) -> Option<&[u8]> {
        self.index.get(key).map(|&(start, end)| &self.bytes[start..end])
    }
}

impl Memo {
    /// Starts with the values of earlier builds.
    pub fn new(earlier: Shelf) -> Self {
        Self { earlier, used: Mutex::default() }
    }

    /// Gives the value of a pure function: the remembered one, or the one that `make` gives now.
    ///
    /// `kind` names the function and its version; `input` is all that it depends on. A remembered value that cannot be
    /// read is made again.
    pub fn get<T: Serialize + DeserializeOwned>(&self, kind: &str, input: &[&str], make: impl FnOnce() -> T) -> T {
        let key = key(kind, input);
        if let Some(value) = self.earlier.get(&key).and_then(|bytes| postcard::from_bytes(bytes).ok()) {
            self.note(key, Value::Kept);
            return value;
        }
        let known = self.used.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(Value::Made(bytes)) = known
            && let Ok(value) = postcard::from_bytes(&bytes)
        {
            return value;
        }
        let value = make();
        if let Ok(bytes) = postcard::to_allocvec(&value) {
            self.note(key, Value::Made(bytes.into()));
        }
        value
    }

    /// Keeps every value of earlier builds, used or not: for work that uses only some of them.
    pub fn keep_all(&self) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for key in self.earlier.index.keys() {
            used.entry(*key).or_insert(Value::Kept);
        }
    }

    fn note(&self, key: Key, value: Value) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }
}

fn key(kind: &str, input: &[&str]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in std::iter::once(kind).chain(input.iter().copied()) {
        // Lengths first, so that ("ab", "c") and ("a", "bc") differ.
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut key = Key::default();
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
        assert_ne!(key("k", &["ab", "c"]), key("k", &["a", "bc"]));
    }
}
