//! Turns an output folder into the list of the files in it that earlier builds wrote, interrupted ones included.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::manifest::{KnownFile, ManifestState, OutputManifest};
use super::stage::hash_of_file;
use super::{MANIFEST, STAGING};
use crate::site::SitePath;

/// Reads the manifest of an earlier build; fails if a folder without one holds any file but `.gitignore`. A build that was
/// interrupted before its manifest leaves only its staging folder.
pub(super) fn read_manifest(out: &Path) -> Result<OutputManifest> {
    match fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => return Ok(OutputManifest::parse(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory => bail!("{} is not a folder", out.display()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", out.join(MANIFEST).display())),
    }
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(OutputManifest::default()),
        Err(error) => return Err(error).with_context(|| format!("cannot open the output folder {}", out.display())),
    };
    for entry in entries {
        let name = entry.with_context(|| format!("cannot read {}", out.display()))?.file_name();
        if name != ".gitignore" && name != STAGING && name != ".seodang-lock" {
            bail!(
                "the output folder {} holds files that seodang did not write (for example {}); \
                 choose another with -o, or empty it first",
                out.display(),
                name.to_string_lossy()
            );
        }
    }
    Ok(OutputManifest::default())
}

/// Returns the files that builds wrote, with their hashes. Where a build was interrupted, the bytes of each file decide.
pub(super) fn settled(out: &Path, manifest: OutputManifest) -> BTreeMap<SitePath, String> {
    let is_done = manifest.state == ManifestState::Done;
    let files = manifest.files.into_par_iter();
    files
        .filter_map(|(path, known)| {
            let hash = if is_done { known.new } else { settled_file(&out.join(path.as_str()), known) };
            Some((path, hash?))
        })
        .collect()
}

/// Returns the hash of a file that an interrupted build knew; `None` if it is not there, or is not one that seodang wrote.
fn settled_file(target: &Path, known: KnownFile) -> Option<String> {
    if !fs::symlink_metadata(target).ok()?.is_file() {
        return None;
    }
    let hash = hash_of_file(target).ok()?;
    if known.has(&hash) || known == KnownFile::default() {
        return Some(hash);
    }
    // A file that a build wrote and somebody edited; a new one of this name belongs to somebody else.
    known.old
}
