//! Turns screenshots into a verdict against the reviewed ones, each a WebP file; or replaces the reviewed ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::screenshot::{Difference, Photographer, Screenshot};
use crate::support::{files_below, is_update};

/// The pause before a page is captured again.
const PAUSE: Duration = Duration::from_millis(300);

/// The number of differing screenshots beyond which none is captured again.
const MAX_RETRIED: usize = 10;

/// The reviewed screenshots of a theme, and the differences from them.
pub(super) struct Baselines {
    /// The folder of the reviewed screenshots: `session-dark-768.webp`.
    reviewed: PathBuf,
    /// The folder for new screenshots that differ, each with a sheet of both and the difference.
    new: PathBuf,
    /// Whether a new screenshot replaces the reviewed one that it differs from.
    update: bool,
    seen: BTreeSet<String>,
    /// A line for each screenshot that differs.
    pub(super) differences: Vec<String>,
}

impl Baselines {
    /// Opens the reviewed screenshots of a theme.
    pub(super) fn of_theme(theme: &str) -> Self {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let new = project.join("target/visual").join(theme);
        // Files of an earlier run would be mistaken for those of this one.
        let _ = fs::remove_dir_all(&new);
        Self::at(project.join("tests/visual").join(theme), new, is_update())
    }

    /// Opens reviewed screenshots in a folder; new ones that differ go to another.
    pub(super) fn at(reviewed: PathBuf, new: PathBuf, update: bool) -> Self {
        Self { reviewed, new, update, seen: BTreeSet::new(), differences: Vec::new() }
    }

    /// Compares the window with its reviewed screenshot; returns whether the verdict is final.
    ///
    /// A difference is final on the last attempt: on a busy machine a part may be late, or be drawn a fraction of a pixel
    /// aside, and is correct when the page is opened again.
    pub(super) fn check(&mut self, photographer: &mut Photographer, name: &str, is_last: bool) -> bool {
        let file = format!("{name}.webp");
        let reviewed = self.reviewed.join(&file);
        self.seen.insert(file.clone());
        let before = fs::read(&reviewed).ok().map(Screenshot);
        let screenshot = photographer.capture();
        let difference = before.as_ref().map(|before| photographer.compare(&screenshot, before));
        if difference.as_ref().is_some_and(Difference::is_none) {
            return true;
        }
        if difference.is_some() && !is_last && self.differences.len() < MAX_RETRIED {
            std::thread::sleep(PAUSE);
            return false;
        }
        if self.update {
            write(&reviewed, &screenshot.0);
            return true;
        }
        let new = self.new.join(&file);
        write(&new, &screenshot.0);
        let verdict = match difference {
            None => "has no reviewed screenshot".to_owned(),
            Some(difference) => {
                let sheet = new.with_extension("png");
                difference.picture.iter().for_each(|picture| write(&sheet, picture));
                let (x, y) = difference.at;
                let (share, worst) = (100.0 * difference.share, difference.worst);
                format!("{share:.2} % of it differ, most at {x},{y} (by {worst:.0} of 255): {}", sheet.display())
            }
        };
        self.differences.push(format!("{name}: {verdict}; now: {}", new.display()));
        true
    }

    /// Reports all differences at once, with the reviewed screenshots that no case captures any more.
    pub(super) fn finish(mut self) {
        for file in files_below(&self.reviewed).into_iter().filter(|file| !self.seen.contains(file)) {
            if self.update {
                fs::remove_file(self.reviewed.join(file)).unwrap();
            } else {
                self.differences.push(format!("{file}: no case captures it any more"));
            }
        }
        assert!(
            self.differences.is_empty(),
            "{} screenshots differ from the reviewed ones:\n{}\nSee tests/visual/README.md.",
            self.differences.len(),
            self.differences.join("\n")
        );
    }
}

fn write(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}
