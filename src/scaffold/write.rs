//! Turns new files into files on the disk: all or none, and never over a file that is there.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::ScaffoldFile;

/// Writes files below a folder, which is made if it does not exist; returns their paths.
///
/// # Errors
/// Returns an error if one of the files exists, if a symbolic link leads out of the folder, or if the disk fails.
pub fn write_new(folder: &Path, files: &[ScaffoldFile]) -> Result<Vec<PathBuf>> {
    let targets: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    if let Some(taken) = targets.iter().find(|target| fs::symlink_metadata(target).is_ok()) {
        bail!("{} exists already; nothing was written", taken.display());
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let root = fs::canonicalize(folder).with_context(|| format!("cannot open {}", folder.display()))?;
    for (file, target) in files.iter().zip(&targets) {
        let parent = target.parent().unwrap_or(folder);
        refuse_links(folder, &root, parent)?;
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        let write = || File::create_new(target)?.write_all(file.text.as_bytes());
        write().with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(targets)
}

/// Fails if the nearest existing folder on the way to a file is not below the root.
fn refuse_links(folder: &Path, root: &Path, parent: &Path) -> Result<()> {
    let existing = parent.ancestors().find(|above| fs::symlink_metadata(above).is_ok()).unwrap_or(folder);
    let real = fs::canonicalize(existing).with_context(|| format!("cannot open {}", existing.display()))?;
    if !real.starts_with(root) {
        bail!("{} leads out of {}", existing.display(), folder.display());
    }
    Ok(())
}

/// Tests whether a folder holds anything. A folder that does not exist is empty.
pub fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
