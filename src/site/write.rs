//! Turns a site into files on the disk: only files that differ are written, each completely or not at all, and files that
//! seodang did not write are never changed.
//!
//! A manifest in the output folder lists what seodang wrote, with a hash of each file. It is written before the first
//! file and again after the last, so that the next build recognises a folder that an interrupted build left.

mod manifest;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::{Output, Site, SitePath};
use manifest::{ManifestState, OutputManifest};

/// The name of the manifest in the output folder; a folder with a manifest is never read as part of a course.
pub const MANIFEST: &str = ".seodang-manifest";

/// The ending of a file's name while it is being written.
const UNFINISHED: &str = ".seodang-part";

/// The numbers of files that a write changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriteCounts {
    /// Files whose bytes differed, and new files.
    pub written: usize,
    /// Files that were already the same.
    pub unchanged: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
}

/// Checks that a site may be written to a folder, before any work is done for it.
///
/// # Errors
/// Returns an error if the folder holds files that seodang did not write, or cannot be read.
pub fn check_output(out: &Path) -> Result<()> {
    read_manifest(out).map(|_| ())
}

/// Writes the site to a folder, and removes the files of earlier builds that are not part of it.
///
/// # Errors
/// Returns an error if the folder holds files that seodang did not write, if a symbolic link is in the way, or if the disk fails.
pub fn write(site: &Site, out: &Path) -> Result<WriteCounts> {
    let old = read_manifest(out)?;
    fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    if old.state == ManifestState::Writing {
        remove_partial_files(out)?;
    }
    make_folders(site, out)?;
    refuse_foreign_files(site, out, &old)?;

    let mut during = old.clone();
    during.state = ManifestState::Writing;
    for path in site.files.keys() {
        during.files.entry(path.clone()).or_default();
    }
    if site.files.keys().any(|path| !old.files.contains_key(path)) || old.files.is_empty() {
        write_atomically(&out.join(MANIFEST), during.to_text().as_bytes())?;
    }

    let results: Result<Vec<_>> = site.files.par_iter().map(|(path, output)| write_file(out, path, output)).collect();
    let results = results?;
    let mut done = OutputManifest { state: ManifestState::Done, ..OutputManifest::default() };
    let mut summary = WriteCounts::default();
    for ((path, _), (hash, changed)) in site.files.iter().zip(results) {
        done.files.insert(path.clone(), hash);
        if changed {
            summary.written += 1;
        } else {
            summary.unchanged += 1;
        }
    }
    for (path, hash) in old.files.iter().filter(|(path, _)| !site.files.contains_key(*path)) {
        summary.removed += usize::from(remove(out, path, hash)?);
    }
    let text = done.to_text();
    if fs::read(out.join(MANIFEST)).ok().as_deref() != Some(text.as_bytes()) {
        write_atomically(&out.join(MANIFEST), text.as_bytes())?;
    }
    Ok(summary)
}

/// Returns the files that the last finished build wrote to a folder; nothing if there is none.
pub fn published(out: &Path) -> BTreeSet<SitePath> {
    let manifest = fs::read_to_string(out.join(MANIFEST)).map(|text| OutputManifest::parse(&text)).unwrap_or_default();
    manifest.files.into_keys().filter(|_| manifest.state == ManifestState::Done).collect()
}

/// Reads the manifest of an earlier build; fails if a folder without one holds any file but `.gitignore`.
fn read_manifest(out: &Path) -> Result<OutputManifest> {
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
        if name != ".gitignore" {
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

/// Creates every folder of the site. Symbolic links are refused: they could lead out of `out`.
fn make_folders(site: &Site, out: &Path) -> Result<()> {
    let mut folders = BTreeSet::new();
    for path in site.files.keys() {
        let mut parts: Vec<&str> = path.as_str().split('/').collect();
        while parts.pop().is_some() && !parts.is_empty() && folders.insert(parts.join("/")) {}
    }
    for folder in folders {
        let path = out.join(&folder);
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_dir() => {}
            Ok(_) => bail!("{} is in the place of a folder of the site; remove it", path.display()),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir(&path).with_context(|| format!("cannot make the folder {}", path.display()))?;
            }
            Err(error) => return Err(error).with_context(|| format!("cannot look at {}", path.display())),
        }
    }
    Ok(())
}

/// Fails if the site would overwrite a file that no earlier build wrote.
fn refuse_foreign_files(site: &Site, out: &Path, old: &OutputManifest) -> Result<()> {
    for path in site.files.keys().filter(|path| !old.files.contains_key(*path)) {
        let target = out.join(path.as_str());
        if fs::symlink_metadata(&target).is_ok() {
            bail!("{} was not written by seodang and would be overwritten; move it away", target.display());
        }
    }
    Ok(())
}

/// Writes one file if its bytes differ; returns its hash and whether it was written.
fn write_file(out: &Path, path: &SitePath, output: &Output) -> Result<(String, bool)> {
    let target = out.join(path.as_str());
    let copied;
    let bytes: &[u8] = match output {
        Output::Html(html) => html.as_bytes(),
        Output::Bytes(bytes) => bytes,
        Output::Copy(source) => {
            copied = fs::read(source).with_context(|| format!("cannot read {}", source.display()))?;
            &copied
        }
    };
    let hash = hash(bytes);
    match fs::symlink_metadata(&target) {
        Ok(data) if data.is_file() => {
            let same = data.len() == bytes.len() as u64
                && fs::read(&target).with_context(|| format!("cannot read {}", target.display()))? == bytes;
            if same {
                return Ok((hash, false));
            }
        }
        Ok(data) if data.is_dir() => bail!("{} is a folder where the site needs a file; remove it", target.display()),
        _ => {}
    }
    write_atomically(&target, bytes)?;
    Ok((hash, true))
}

/// Writes a file under a temporary name and renames it: readers see the old or the new content, never a part.
fn write_atomically(target: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    // The process id is in the name, so that two builds into one folder do not rename each other's files.
    name.push(format!(".{}{UNFINISHED}", std::process::id()));
    let part: PathBuf = target.with_file_name(name);
    // A symbolic link at this name must not be followed.
    if fs::symlink_metadata(&part).is_ok_and(|data| !data.is_file()) {
        fs::remove_file(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    fs::write(&part, bytes).with_context(|| format!("cannot write {}", part.display()))?;
    fs::rename(&part, target).with_context(|| format!("cannot write {}", target.display()))
}

/// Removes a file that an earlier build wrote, unless it was changed since, and the folders that become empty.
fn remove(out: &Path, path: &SitePath, known: &str) -> Result<bool> {
    let target = out.join(path.as_str());
    let Ok(data) = fs::symlink_metadata(&target) else { return Ok(false) };
    if !data.is_file() || passes_link(out, path) {
        return Ok(false);
    }
    let bytes = fs::read(&target).with_context(|| format!("cannot read {}", target.display()))?;
    if !known.is_empty() && hash(&bytes) != known {
        return Ok(false);
    }
    fs::remove_file(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    let mut folder = target.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out && fs::remove_dir(folder).is_ok()) {
        folder = empty.parent();
    }
    Ok(true)
}

/// Tests whether a folder on the way to a file is a symbolic link.
fn passes_link(out: &Path, path: &SitePath) -> bool {
    let mut here = out.to_owned();
    path.as_str().split('/').any(|part| {
        here.push(part);
        fs::symlink_metadata(&here).is_ok_and(|data| data.is_symlink())
    })
}

/// Removes the partial files of an interrupted build.
fn remove_partial_files(out: &Path) -> Result<()> {
    for entry in walkdir::WalkDir::new(out).follow_links(false) {
        let entry = entry.with_context(|| format!("cannot read {}", out.display()))?;
        if entry.file_type().is_file() && entry.file_name().to_string_lossy().ends_with(UNFINISHED) {
            fs::remove_file(entry.path()).with_context(|| format!("cannot remove {}", entry.path().display()))?;
        }
    }
    Ok(())
}

fn hash(bytes: &[u8]) -> String {
    // 64 bits suffice to detect changes: only the owner of the folder could forge them.
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests;
