//! Turns planned changes into files: each written atomically, and never over a file that changed since it was read.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::fix::FileChange;
use crate::source::readable;

/// The result of writing a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOutcome {
    /// The file was written.
    Written,
    /// The file was skipped: its text differs from the one that was checked, or its line ends are mixed.
    Skipped,
}

/// Writes the changed text of a file, with the byte order mark and the line ends of that file.
///
/// # Errors
/// Returns an error if the file cannot be read or written.
pub fn write(change: &FileChange, file: &Path) -> Result<WriteOutcome> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let Some(encoded) = String::from_utf8(bytes).ok().and_then(|current| encode_like(change, &current)) else {
        return Ok(WriteOutcome::Skipped);
    };
    replace(file, &encoded)?;
    Ok(WriteOutcome::Written)
}

/// Encodes the new text like the current text of the file; `None` if that is not the text that was checked.
fn encode_like(change: &FileChange, current: &str) -> Option<String> {
    let encode = |text: &str| {
        let mark = if current.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        let text = if current.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
        format!("{mark}{text}")
    };
    // Text that cannot be restored exactly (mixed line ends, forbidden characters) is skipped too.
    (readable(current) == change.before && encode(&change.before) == current).then(|| encode(&change.after))
}

/// Writes a text to a temporary file beside the target and renames it.
///
/// # Errors
/// Returns an error if the folder cannot be written to.
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
    fn files_keep_their_line_ends_and_changed_files_are_skipped() {
        let change = FileChange::of_texts("# A\nb\n", "# A\nc\n");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let check = |text: &str, outcome, expected: &str| {
            fs::write(&file, text).unwrap();
            assert_eq!(write(&change, &file).unwrap(), outcome, "{text:?}");
            assert_eq!(fs::read_to_string(&file).unwrap(), expected);
        };
        check("# A\nb\n", WriteOutcome::Written, "# A\nc\n");
        check("\u{feff}# A\r\nb\r\n", WriteOutcome::Written, "\u{feff}# A\r\nc\r\n");
        check("# A\r\nb\n", WriteOutcome::Skipped, "# A\r\nb\n");
        check("# A\nb!\n", WriteOutcome::Skipped, "# A\nb!\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the file");
    }
}
