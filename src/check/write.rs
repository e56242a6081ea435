//! Turns planned changes into files: each whole or not at all, and none that was changed since it was read.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::fix::Change;
use crate::source::readable;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The file was written.
    Written,
    /// The file is not what was checked any more, or its line ends are mixed: it was left alone.
    LeftAlone,
}

/// Writes the changed text of a file, with the byte order mark and the line ends that it has.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn write(change: &Change, file: &Path) -> Result<Outcome> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let Some(encoded) = String::from_utf8(bytes).ok().and_then(|now| as_written(change, &now)) else {
        return Ok(Outcome::LeftAlone);
    };
    replace(file, &encoded)?;
    Ok(Outcome::Written)
}

/// The new text as the file holds texts; `None` where the file holds another text than the one that was checked.
fn as_written(change: &Change, now: &str) -> Option<String> {
    let encode = |text: &str| {
        let mark = if now.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        let text = if now.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
        format!("{mark}{text}")
    };
    // What cannot be written back as it was (mixed line ends, forbidden characters) is left alone too.
    (readable(now) == change.before && encode(&change.before) == now).then(|| encode(&change.after))
}

/// Writes a text beside the file and moves it there.
///
/// # Errors
/// Where the disk fails.
pub fn replace(file: &Path, text: &str) -> Result<()> {
    let part = file.with_extension(format!("{}.seodang-part", std::process::id()));
    let put = || -> std::io::Result<()> {
        fs::write(&part, text)?;
        if let Ok(data) = fs::metadata(file) {
            fs::set_permissions(&part, data.permissions())?;
        }
        fs::rename(&part, file)
    };
    put().inspect_err(|_| drop(fs::remove_file(&part))).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_their_line_ends_and_those_that_changed_are_left_alone() {
        let change = Change::of_texts("# A\nb\n", "# A\nc\n");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let check = |text: &str, outcome, expected: &str| {
            fs::write(&file, text).unwrap();
            assert_eq!(write(&change, &file).unwrap(), outcome, "{text:?}");
            assert_eq!(fs::read_to_string(&file).unwrap(), expected);
        };
        check("# A\nb\n", Outcome::Written, "# A\nc\n");
        check("\u{feff}# A\r\nb\r\n", Outcome::Written, "\u{feff}# A\r\nc\r\n");
        check("# A\r\nb\n", Outcome::LeftAlone, "# A\r\nb\n");
        check("# A\nb!\n", Outcome::LeftAlone, "# A\nb!\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the file");
    }
}
