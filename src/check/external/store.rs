//! Turns verdicts into a file of the user's cache folder, and back: a reachable address is not requested again for a day.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::check::write;

/// The name of the file in the cache folder. A new layout needs a new name.
pub const FILE_NAME: &str = "external-links-3.json";

/// The time in seconds for which a verdict on a reachable address is valid.
const REACHABLE_SECONDS: u64 = 24 * 60 * 60;

/// The time in seconds for which any other verdict is valid.
const OTHER_SECONDS: u64 = 60 * 60;

/// Verdicts on addresses, each with its time (seconds since 1970).
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictCache(BTreeMap<String, (u64, Verdict)>);

impl VerdictCache {
    /// Reads the cache without expired entries; a missing or damaged file gives an empty cache.
    pub fn load(place: &Path, now: u64) -> Self {
        let text = fs::read_to_string(place).unwrap_or_default();
        let mut cache: Self = serde_json::from_str(&text).unwrap_or_default();
        cache.0.retain(|_, (time, verdict)| {
            let is_reachable = matches!(verdict, Verdict::Reachable | Verdict::Moved(_));
            let age = if is_reachable { REACHABLE_SECONDS } else { OTHER_SECONDS };
            // A time in the future was written with a wrong clock.
            (now.saturating_sub(age)..=now).contains(time)
        });
        cache
    }

    /// Returns the verdict on an address.
    pub fn get(&self, address: &str) -> Option<&Verdict> {
        self.0.get(address).map(|(_, verdict)| verdict)
    }

    /// Stores verdicts with their time, in seconds since 1970; deferred ones are not stored.
    pub fn insert(&mut self, verdicts: &BTreeMap<String, Verdict>, now: u64) {
        for (address, verdict) in verdicts.iter().filter(|(_, verdict)| **verdict != Verdict::Deferred) {
            self.0.insert(address.clone(), (now, verdict.clone()));
        }
    }

    /// Writes the cache atomically.
    ///
    /// # Errors
    /// Returns an error if the cache folder cannot be written to. The findings are complete in any case.
    pub fn save(&self, place: &Path) -> Result<()> {
        let folder = place.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
        write::replace(place, &serde_json::to_string(self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::external::FailureReason;

    #[test]
    fn verdicts_are_valid_for_a_day_if_reachable_and_else_for_an_hour() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deep").join(FILE_NAME);
        let verdicts = [
            ("fine", Verdict::Reachable),
            ("gone", Verdict::Gone(FailureReason::Status(404))),
            ("later", Verdict::Deferred),
        ];
        let mut cache = VerdictCache::load(&place, 100_000);
        cache.insert(&verdicts.map(|(address, verdict)| (address.to_owned(), verdict)).into(), 100_000);
        cache.save(&place).unwrap();
        let is_cached = |now: u64| {
            let cache = VerdictCache::load(&place, now);
            ["fine", "gone", "later"].map(|address| cache.get(address).is_some())
        };
        assert_eq!(is_cached(100_000 + OTHER_SECONDS), [true, true, false]);
        assert_eq!(is_cached(100_000 + OTHER_SECONDS + 1), [true, false, false]);
        assert_eq!(is_cached(100_000 + REACHABLE_SECONDS + 1), [false, false, false]);
        assert_eq!(is_cached(99_999), [false, false, false]);
        let whole = fs::read(&place).unwrap();
        fs::write(&place, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(VerdictCache::load(&place, 100_000), VerdictCache::default());
    }
}
