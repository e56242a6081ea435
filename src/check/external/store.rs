//! Turns verdicts into a file of the user's cache folder, and back: what was fine is not asked for again for a day.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::check::write;

/// The name of the file in the cache folder. A new layout needs a new name.
pub const FILE_NAME: &str = "external-links-1.json";

/// How long, in seconds, an address that is there is not asked for again; and one that is not.
const DAY: u64 = 24 * 60 * 60;
const HOUR: u64 = 60 * 60;

/// What is known of addresses, each with when it was learnt (seconds since 1970).
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known(BTreeMap<String, (u64, Verdict)>);

impl Known {
    /// Reads what is known; a file that is not there or is damaged is an empty one.
    pub fn load(place: &Path, now: u64) -> Self {
        let text = fs::read_to_string(place).unwrap_or_default();
        let mut known: Self = serde_json::from_str(&text).unwrap_or_default();
        known.0.retain(|_, (learnt, verdict)| {
            let age = if matches!(verdict, Verdict::There | Verdict::Moved(_)) { DAY } else { HOUR };
            // What comes from the future was written by a clock that was wrong.
            (now.saturating_sub(age)..=now).contains(learnt)
        });
        known
    }

    /// What is known of an address.
    pub fn get(&self, address: &str) -> Option<&Verdict> {
        self.0.get(address).map(|(_, verdict)| verdict)
    }

    /// Learns what was found; what is to be asked later is not learnt.
    pub fn learn(&mut self, verdicts: &BTreeMap<String, Verdict>, now: u64) {
        for (address, verdict) in verdicts.iter().filter(|(_, verdict)| **verdict != Verdict::Later) {
            self.0.insert(address.clone(), (now, verdict.clone()));
        }
    }

    /// Writes what is known, whole or not at all.
    ///
    /// # Errors
    /// Where the cache folder cannot be written to. The findings are whole all the same.
    pub fn save(&self, place: &Path) -> Result<()> {
        let folder = place.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
        write::replace(place, &serde_json::to_string(self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fine_is_known_for_a_day_and_what_is_not_for_an_hour() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deep").join(FILE_NAME);
        let verdicts = [("fine", Verdict::There), ("gone", Verdict::Gone("404".into())), ("later", Verdict::Later)];
        let mut known = Known::load(&place, 100_000);
        known.learn(&verdicts.map(|(address, verdict)| (address.to_owned(), verdict)).into(), 100_000);
        known.save(&place).unwrap();
        let is_known = |now: u64| {
            let known = Known::load(&place, now);
            ["fine", "gone", "later"].map(|address| known.get(address).is_some())
        };
        assert_eq!(is_known(100_000 + HOUR), [true, true, false]);
        assert_eq!(is_known(100_000 + HOUR + 1), [true, false, false]);
        assert_eq!(is_known(100_000 + DAY + 1), [false, false, false]);
        assert_eq!(is_known(99_999), [false, false, false]);
        let whole = fs::read(&place).unwrap();
        fs::write(&place, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(Known::load(&place, 100_000), Known::default());
    }
}
