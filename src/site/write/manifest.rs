//! Turns the list of written files into text, and back.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::site::SitePath;

/// Whether the build that wrote the manifest has finished.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ManifestState {
    /// It is running, or was interrupted.
    Writing,
    /// It has finished.
    #[default]
    Done,
}

/// The files that a build wrote, each with a hash of its bytes, which is empty until the file is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OutputManifest {
    pub(super) state: ManifestState,
    pub(super) files: BTreeMap<SitePath, String>,
}

const HEADER: &str = "seodang manifest 1";

impl OutputManifest {
    pub(super) fn to_text(&self) -> String {
        let state = if self.state == ManifestState::Done { "done" } else { "writing" };
        let mut text = format!("{HEADER} {state}\n");
        for (path, hash) in &self.files {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{} {path}", if hash.is_empty() { "-" } else { hash });
        }
        text
    }

    /// Parses the list; lines that do not name a file inside the folder are ignored.
    pub(super) fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let state =
            if lines.next() == Some(&format!("{HEADER} done")) { ManifestState::Done } else { ManifestState::Writing };
        let files = lines
            .filter_map(|line| line.split_once(' '))
            .filter(|(_, path)| is_inside(path))
            .map(|(hash, path)| (SitePath::new(path), if hash == "-" { String::new() } else { hash.to_owned() }))
            .collect();
        Self { state, files }
    }
}

fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !path.split('/').next().is_some_and(|first| first.ends_with(':'))
}
