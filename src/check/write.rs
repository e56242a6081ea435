//! Turns planned changes into files: each written atomically, only in the bytes that change, and never over a file that changed
//! since it was read.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use super::fix::FileChange;
use crate::site::write::PartFile;
use crate::source::readable;

/// The result of writing a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOutcome {
    /// The file was written.
    Written,
    /// The file was skipped: its text differs from the one that was checked.
    Skipped,
}

/// Writes the changes of a file. All else stays byte for byte: the byte order mark, mixed line ends, control characters.
///
/// # Errors
/// Returns an error if the file cannot be read or written.
pub fn write(change: &FileChange, file: &Path) -> Result<WriteOutcome> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let Some(encoded) = String::from_utf8(bytes).ok().and_then(|current| changed_bytes(change, &current)) else {
        return Ok(WriteOutcome::Skipped);
    };
    replace(file, &encoded)?;
    Ok(WriteOutcome::Written)
}

/// Returns the file's text with the changes; `None` if it is not the text that was checked.
fn changed_bytes(change: &FileChange, current: &str) -> Option<String> {
    if readable(current) != change.before {
        return None;
    }
    let wanted: Vec<usize> = change.edits.iter().flat_map(|edit| [edit.span.start, edit.span.end]).collect();
    let places = places_in_file(current, &wanted);
    let line_end = if current.contains("\r\n") { "\r\n" } else { "\n" };
    let mut changed = String::with_capacity(current.len());
    let mut at = 0;
    for (edit, place) in change.edits.iter().zip(places.chunks_exact(2)) {
        changed.push_str(current.get(at..place[0])?);
        changed.push_str(&edit.text.replace('\n', line_end));
        at = place[1];
    }
    changed.push_str(current.get(at..)?);
    Some(changed)
}

/// Returns the offsets in a file for ascending offsets in its [`readable`] text, in which a byte order mark is left out, each
/// line end is one byte, and a forbidden character is replaced by another.
fn places_in_file(current: &str, wanted: &[usize]) -> Vec<usize> {
    let mut places = Vec::with_capacity(wanted.len());
    let mut at = current.len() - current.trim_start_matches('\u{feff}').len();
    at = at.min('\u{feff}'.len_utf8());
    let mut read = 0;
    for &offset in wanted {
        while read < offset {
            let Some(c) = current[at..].chars().next() else { break };
            let length = if current[at..].starts_with("\r\n") { 2 } else { c.len_utf8() };
            // Only at the beginning of a file is this a mark.
            read += if c == '\u{feff}' { length } else { readable(&current[at..at + length]).len() };
            at += length;
        }
        places.push(at);
    }
    places
}

/// Replaces the text of a file as a whole; it keeps its permissions.
///
/// # Errors
/// Returns an error if the folder cannot be written to.
pub fn replace(file: &Path, text: &str) -> Result<()> {
    let put = || -> std::io::Result<()> {
        let (part, mut to) = PartFile::create(file)?;
        to.write_all(text.as_bytes())?;
        if let Ok(data) = fs::metadata(file) {
            to.set_permissions(data.permissions())?;
        }
        drop(to);
        part.commit()
    };
    put().with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Edit;
    use crate::source::Span;

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
        check("# A\nb!\n", WriteOutcome::Skipped, "# A\nb!\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the file");
    }

    #[test]
    fn only_the_bytes_of_a_change_are_written() {
        let current = "\u{feff}# A\r\n\u{1b}[0m x\ny\r\u{fffe}\u{feff} old\r\nend\n";
        let before = readable(current).into_owned();
        let mut change = FileChange::of_texts(&before, &before.replace("old", "new\nline").replace("# A", "# B"));
        let edit = |old: &str, new: &str| {
            let start = before.find(old).unwrap();
            Edit { span: Span::new(start, start + old.len()), text: new.to_owned() }
        };
        change.edits = vec![edit("# A", "# B"), edit("old", "new\nline")];
        let changed = changed_bytes(&change, current).unwrap();
        assert_eq!(changed, "\u{feff}# B\r\n\u{1b}[0m x\ny\r\u{fffe}\u{feff} new\r\nline\r\nend\n");
        assert_eq!(readable(&changed), change.after);
    }
}
