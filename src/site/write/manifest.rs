//! Turns the list of written files into text, and back.

use std::collections::BTreeMap;
use std::fmt::Write;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::site::SitePath;

/// Whether the build that wrote the manifest has finished.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ManifestState {
    /// It is running, or was interrupted: each file has its old or its new content.
    Writing,
    /// It has finished.
    #[default]
    Done,
}

/// The hashes that a file of the output may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct KnownFile {
    /// The hash before the build; `None` if there was no file.
    pub(super) old: Option<String>,
    /// The hash after it; `None` if the site has no such file any more.
    pub(super) new: Option<String>,
}

impl KnownFile {
    /// Returns a file of a finished build.
    pub(super) fn written(hash: String) -> Self {
        Self { old: Some(hash.clone()), new: Some(hash) }
    }

    /// Tests whether a file with a hash is one that a build wrote.
    pub(super) fn has(&self, hash: &str) -> bool {
        [&self.old, &self.new].into_iter().flatten().any(|known| known == hash)
    }
}

/// The files that builds wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OutputManifest {
    pub(super) state: ManifestState,
    pub(super) files: BTreeMap<SitePath, KnownFile>,
}

const HEADER: &str = "seodang manifest 2";

/// The header of the form that seodang wrote before November 2026: a hash or `-`, then the path as it is.
const EARLIER_HEADER: &str = "seodang manifest 1";

/// The sign for a hash that is not known.
const NO_HASH: &str = "-";

/// The characters of a path that are written as `%0A`: those that would end the line, and the sign itself.
const ENCODED: &AsciiSet = &CONTROLS.add(b'%');

impl OutputManifest {
    /// Returns the text: a header with the state, then a line for each file. It is the hash and the path of the file;
    /// while a build is writing, the hashes before and after it and the path.
    pub(super) fn to_text(&self) -> String {
        let is_done = self.state == ManifestState::Done;
        let mut text = format!("{HEADER} {}\n", if is_done { "done" } else { "writing" });
        let shown = |hash: &Option<String>| hash.clone().unwrap_or_else(|| NO_HASH.to_owned());
        for (path, file) in &self.files {
            let path = utf8_percent_encode(path.as_str(), ENCODED);
            // Writing to a string cannot fail.
            let _ = if is_done {
                writeln!(text, "{} {path}", shown(&file.new))
            } else {
                writeln!(text, "{} {} {path}", shown(&file.old), shown(&file.new))
            };
        }
        text
    }

    /// Parses the list; lines that do not name a file inside the folder are ignored.
    pub(super) fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default();
        let (version, state) = header.rsplit_once(' ').unwrap_or_default();
        let state = if state == "done" { ManifestState::Done } else { ManifestState::Writing };
        let files = match version {
            HEADER => lines.filter_map(|line| entry(line, state)).collect(),
            EARLIER_HEADER => lines.filter_map(earlier_entry).collect(),
            _ => BTreeMap::new(),
        };
        let state = if files.is_empty() && version != HEADER { ManifestState::Writing } else { state };
        Self { state, files }
    }
}

fn entry(line: &str, state: ManifestState) -> Option<(SitePath, KnownFile)> {
    let hash = |text: &str| Some(text.to_owned()).filter(|text| text != NO_HASH);
    let (first, rest) = line.split_once(' ')?;
    let (file, path) = match state {
        ManifestState::Done => (KnownFile::written(hash(first)?), rest),
        ManifestState::Writing => {
            let (second, rest) = rest.split_once(' ')?;
            (KnownFile { old: hash(first), new: hash(second) }, rest)
        }
    };
    let path = percent_decode_str(path).decode_utf8().ok()?;
    is_inside(&path).then(|| (SitePath::new(&path), file))
}

fn earlier_entry(line: &str) -> Option<(SitePath, KnownFile)> {
    let (hash, path) = line.split_once(' ')?;
    let file = if hash == NO_HASH { KnownFile::default() } else { KnownFile::written(hash.to_owned()) };
    is_inside(path).then(|| (SitePath::new(path), file))
}

fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !path.split('/').next().is_some_and(|first| first.ends_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let file = |old: Option<&str>, new: Option<&str>| KnownFile {
            old: old.map(ToOwned::to_owned),
            new: new.map(ToOwned::to_owned),
        };
        let names = ["a b.html", "line\nend - /etc", "100%0A.html", "한글/\u{1b}[0m.md", " lead", "tab\t.html"];
        let hashes = [(Some("1"), Some("2")), (None, Some("2")), (Some("1"), None)];
        for (old, new) in hashes {
            let files = names.iter().map(|name| (SitePath::new(name), file(old, new))).collect();
            let manifest = OutputManifest { state: ManifestState::Writing, files };
            assert_eq!(OutputManifest::parse(&manifest.to_text()), manifest);
        }
        let files = names.iter().map(|name| (SitePath::new(name), KnownFile::written("1".to_owned()))).collect();
        let manifest = OutputManifest { state: ManifestState::Done, files };
        assert_eq!(OutputManifest::parse(&manifest.to_text()), manifest);
        assert_eq!(manifest.to_text().lines().count(), 1 + names.len());
    }

    #[test]
    fn names_outside_the_folder_are_no_entries() {
        for path in ["../a", "/a", "a/../b", "a//b", "c:/a", "a\\b", "%2e%2e/a", "a/%2E%2E/b", "%2Fa", "%00"] {
            let text = format!("{HEADER} done\n1 {path}\n");
            assert_eq!(OutputManifest::parse(&text).files.len(), 0, "{path}");
        }
        assert_eq!(OutputManifest::parse("").state, ManifestState::Writing);
    }
}
