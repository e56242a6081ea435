//! Turns a site into a zip archive, whose bytes depend on the site only.

use std::io::{Seek, Write, copy};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::disk;
use crate::site::{Output, Site, SitePath};

/// Extensions of formats that are compressed already.
const COMPRESSED: [&str; 12] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "woff2", "mp4", "webm", "mp3", "zip", "pdf"];

/// Writes the archive.
///
/// Every file has the earliest time of the format (1980), so that the bytes do not depend on the clock; names are marked as
/// UTF-8.
///
/// # Errors
/// Returns an error if a file of the course cannot be read or the archive cannot be written.
pub fn write<W: Write + Seek>(site: &Site, to: W) -> Result<W> {
    let mut archive = ZipWriter::new(to);
    for (path, output) in &site.files {
        let context = || format!("cannot pack {path}");
        archive.start_file(path.as_str(), options(is_compressed(path))).with_context(context)?;
        match output {
            Output::Html(page) => archive.write_all(page.as_bytes()).with_context(context)?,
            Output::Bytes(bytes) => archive.write_all(bytes).with_context(context)?,
            Output::Copy(file) => {
                let mut bytes = disk::open(file)?;
                copy(&mut bytes, &mut archive).with_context(context)?;
            }
        }
    }
    archive.finish().context("cannot finish the archive")
}

/// Tests whether a file has a format that is compressed already.
pub(super) fn is_compressed(path: &SitePath) -> bool {
    let extension = path.as_str().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    COMPRESSED.contains(&extension.as_str())
}

/// Returns the options of a file in an archive; a compressed one is stored, any other is deflated.
pub(super) fn options(is_compressed: bool) -> SimpleFileOptions {
    let method = if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
