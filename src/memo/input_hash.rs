//! Turns a value with a derived `Hash` into a hash without collisions.

use std::hash::Hasher;

use super::MemoKey;

/// The number of bytes that are hashed at once.
const BUFFER_BYTES: usize = 16 * 1024;

/// Hashes values without collisions: a derived `Hash` passes every field of a value on.
#[derive(Debug, Clone, Default)]
pub struct InputHasher {
    hasher: blake3::Hasher,
    /// Bytes that are not hashed yet: most values are numbers.
    buffer: Vec<u8>,
}

impl InputHasher {
    /// Returns the hash as text.
    pub fn finish_text(self) -> String {
        self.whole().to_hex().to_string()
    }

    /// Returns the hash as a key of the memo.
    pub fn finish_key(self) -> MemoKey {
        let mut key = MemoKey::default();
        key.copy_from_slice(&self.whole().as_bytes()[..size_of::<MemoKey>()]);
        key
    }

    fn whole(mut self) -> blake3::Hash {
        self.hasher.update(&self.buffer);
        self.hasher.finalize()
    }
}

impl Hasher for InputHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend(bytes);
        if self.buffer.len() >= BUFFER_BYTES {
            self.hasher.update(&self.buffer);
            self.buffer.clear();
        }
    }

    fn finish(&self) -> u64 {
        let whole = self.hasher.clone().update(&self.buffer).finalize();
        whole.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}
