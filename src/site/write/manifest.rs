//! Turns the list of what seodang wrote into text, and back.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::site::SitePath;

/// Whether the build that wrote the list came to its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ManifestState {
    /// It is at work, or was cut off.
    Writing,
    /// It ended.
    #[default]
    Done,
}

/// What a build wrote: each file with a hash of its bytes, empty while they are not known.
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

    /// Reads the list, passing over every line that does not name a file inside the folder.
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
