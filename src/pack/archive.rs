//! Turns a site into a zip archive: the same site, the same bytes.

use std::io::{Seek, Write, copy};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::disk;
use crate::site::{Output, Site};

/// Files whose bytes are packed already, by their extensions.
const PACKED: [&str; 12] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "woff2", "mp4", "webm", "mp3", "zip", "pdf"];

/// Writes the archive.
///
/// Every file bears the first moment that an archive can state (1980), for the clock is no part of the course; names are
/// UTF-8 and say so, whatever system unpacks them.
///
/// # Errors
/// Where a file of the course cannot be read, or the archive not written.
pub fn write<W: Write + Seek>(site: &Site, to: W) -> Result<W> {
    let mut archive = ZipWriter::new(to);
    for (path, output) in &site.files {
        let start = || format!("cannot pack {path}");
        let extension = path.as_str().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        archive.start_file(path.as_str(), options(PACKED.contains(&extension.as_str()))).with_context(start)?;
        match output {
            Output::Html(page) => archive.write_all(page.as_bytes()).with_context(start)?,
            Output::Bytes(bytes) => archive.write_all(bytes).with_context(start)?,
            Output::Copy(file) => {
                let mut bytes = disk::open(file)?;
                copy(&mut bytes, &mut archive).with_context(start)?;
            }
        }
    }
    archive.finish().context("cannot finish the archive")
}

/// How a file is stored: only what becomes smaller is deflated.
pub(super) fn options(packed: bool) -> SimpleFileOptions {
    let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
