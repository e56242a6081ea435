//! Turns shots into a verdict against the pictures that were reviewed, kept one WebP a shot; or into those pictures.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::studio::{Difference, Shot, Studio};
use crate::support::files_below;

/// How long is waited before a page is looked at again.
const LATE: Duration = Duration::from_millis(300);

/// So many that differ are looked at again.
const PATIENT: usize = 10;

/// The pictures of a theme, and what was found against them.
pub(super) struct Album {
    /// Where the reviewed pictures are: `session-dark-768.webp`.
    known: PathBuf,
    /// Where new ones go that differ, beside a sheet of before, now, and where.
    new: PathBuf,
    /// Whether what differs is taken as reviewed.
    bless: bool,
    seen: BTreeSet<String>,
    /// What differs, a line a shot.
    pub(super) found: Vec<String>,
}

impl Album {
    /// Opens the pictures of a theme.
    pub(super) fn of(theme: &str) -> Self {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let new = project.join("target/visual").join(theme);
        // What an earlier run left would be taken for this one's.
        let _ = fs::remove_dir_all(&new);
        Self::at(project.join("tests/visual").join(theme), new, std::env::var_os("SEODANG_BLESS").is_some())
    }

    /// Opens pictures and says where what differs goes.
    pub(super) fn at(known: PathBuf, new: PathBuf, bless: bool) -> Self {
        Self { known, new, bless, seen: BTreeSet::new(), found: Vec::new() }
    }

    /// Compares what is shown with its picture; says whether that is settled. Blessed, it becomes that picture where the two
    /// differ.
    ///
    /// Where they differ it is not settled unless this is the last look: on a machine with much to do a part may come late and
    /// move others, or be drawn a fraction of a pixel aside, which the same page opened anew is not. Where much differs,
    /// nobody need look again.
    pub(super) fn hold(&mut self, studio: &mut Studio, name: &str, last: bool) -> bool {
        let file = format!("{name}.webp");
        let known = self.known.join(&file);
        self.seen.insert(file.clone());
        let before = fs::read(&known).ok().map(Shot);
        let shot = studio.shoot();
        let difference = before.as_ref().map(|before| studio.compare(&shot, before));
        if difference.as_ref().is_some_and(Difference::is_none) {
            return true;
        }
        if difference.is_some() && !last && self.found.len() < PATIENT {
            std::thread::sleep(LATE);
            return false;
        }
        if self.bless {
            write(&known, &shot.0);
            return true;
        }
        let new = self.new.join(&file);
        write(&new, &shot.0);
        let what = match difference {
            None => "has no reviewed picture".to_owned(),
            Some(difference) => {
                let sheet = new.with_extension("png");
                difference.picture.iter().for_each(|picture| write(&sheet, picture));
                let (x, y) = difference.at;
                let (share, worst) = (100.0 * difference.share, difference.worst);
                format!("{share:.2} % of it differ, most at {x},{y} (by {worst:.0} of 255): {}", sheet.display())
            }
        };
        self.found.push(format!("{name}: {what}; now: {}", new.display()));
        true
    }

    /// Ends the comparison: all that differs is said at once, and no picture is left of what is shown no more.
    pub(super) fn close(mut self) {
        for file in files_below(&self.known).into_iter().filter(|file| !self.seen.contains(file)) {
            if self.bless {
                fs::remove_file(self.known.join(file)).unwrap();
            } else {
                self.found.push(format!("{file}: no shot is taken of it any more"));
            }
        }
        assert!(
            self.found.is_empty(),
            "{} pictures differ from those that were reviewed:\n{}\nSee tests/visual/README.md.",
            self.found.len(),
            self.found.join("\n")
        );
    }
}

fn write(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}
