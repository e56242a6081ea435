//! Publishes a site to another folder, such as that of a web server: only files that differ are written.

use std::path::Path;

use anyhow::Result;

use super::PublishCounts;
use crate::pack::disk;
use crate::site::write::{SiteWriter, published};
use crate::site::{Output, SitePath};

/// Copies a built site to a folder; files there that seodang did not write are never touched.
///
/// # Errors
/// Returns an error if the folder holds files that seodang did not write, or if the disk fails.
pub fn publish(site: &Path, to: &Path, is_dry_run: bool) -> Result<PublishCounts> {
    let files = published(site);
    if is_dry_run {
        let earlier = published(to);
        let is_same = |path: &&SitePath| {
            let bytes = |folder: &Path| disk::bytes(&Output::Copy(folder.join(path.as_str()))).ok();
            earlier.contains(*path) && bytes(site) == bytes(to)
        };
        let unchanged = files.iter().filter(is_same).count();
        let removed = earlier.difference(&files).count();
        return Ok(PublishCounts { uploaded: files.len() - unchanged, unchanged, removed });
    }
    let writer = SiteWriter::open(to)?;
    let put = |path: &SitePath| writer.put(path, &Output::Copy(site.join(path.as_str()))).map(drop);
    files.iter().try_for_each(put)?;
    let counts = writer.finish()?;
    Ok(PublishCounts { uploaded: counts.written, unchanged: counts.unchanged, removed: counts.removed })
}
