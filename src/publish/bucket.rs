//! Publishes a site to a bucket of S3, or of a service that is compatible with it, through the installed client `aws`.
//!
//! A list of the published files with their hashes is kept in the bucket ([`LIST`]): only files that differ from it are sent,
//! and only files that it names are removed. It is written last, so that an interrupted publication is completed by the next
//! one. Programs: `aws s3 cp` and `aws s3 rm`, with `--endpoint-url` if one is named; the client finds its own credentials.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::PublishCounts;
use super::program::Program;
use crate::pack::disk;
use crate::site::write::published;
use crate::site::{Output, SitePath};

/// The list of published files, in the bucket.
pub const LIST: &str = ".seodang-published.json";

/// The scheme of the address of a bucket.
pub const SCHEME: &str = "s3://";

/// Sends a built site to a bucket: `s3://bucket/folder`.
///
/// # Errors
/// Returns an error if the client is not installed, or fails.
pub fn publish(site: &Path, to: &str, endpoint: Option<&str>, is_dry_run: bool) -> Result<PublishCounts> {
    let rest = to.strip_prefix(SCHEME).unwrap_or_default().trim_end_matches('/');
    if rest.is_empty() || rest.starts_with('-') || rest.contains(char::is_whitespace) {
        bail!("`{to}` is not the address of a bucket, such as s3://bucket/folder");
    }
    let base = format!("{SCHEME}{rest}/");
    let mut before: Vec<String> = endpoint.into_iter().map(|url| format!("--endpoint-url={url}")).collect();
    before.push("s3".to_owned());
    let aws = Program { name: "aws", before, variables: Vec::new(), folder: site };
    let earlier = earlier(&aws, &base)?;
    let now: BTreeMap<String, String> = published(site)
        .iter()
        .map(|path: &SitePath| {
            let bytes = disk::bytes(&Output::Copy(site.join(path.as_str())))?;
            Ok((path.to_string(), blake3::hash(&bytes).to_hex().to_string()))
        })
        .collect::<Result<_>>()?;
    let changed: Vec<&String> =
        now.iter().filter(|(path, hash)| earlier.get(*path) != Some(*hash)).map(|(path, _)| path).collect();
    let gone: Vec<&String> = earlier.keys().filter(|path| !now.contains_key(*path)).collect();
    let counts = PublishCounts { uploaded: changed.len(), unchanged: now.len() - changed.len(), removed: gone.len() };
    if is_dry_run || changed.is_empty() && gone.is_empty() {
        return Ok(counts);
    }
    // Pages last: they name the other files.
    let (pages, files): (Vec<&String>, Vec<&String>) =
        changed.into_iter().partition(|path| SitePath::new(path).is_page());
    for path in files.into_iter().chain(pages) {
        // A name may begin with a dash.
        aws.run(&["cp", "--only-show-errors", &format!("./{path}"), &format!("{base}{path}")])?;
    }
    for path in gone {
        aws.run(&["rm", "--only-show-errors", &format!("{base}{path}")])?;
    }
    let list = serde_json::to_string_pretty(&now).context("cannot write the list of published files")?;
    aws.run_with(
        &["cp", "--only-show-errors", "--content-type=application/json", "-", &format!("{base}{LIST}")],
        list.as_bytes(),
    )?;
    Ok(counts)
}

/// Reads the list of an earlier publication; it is empty if there is none.
fn earlier(aws: &Program<'_>, base: &str) -> Result<BTreeMap<String, String>> {
    let output = aws.call(&["cp", "--only-show-errors", &format!("{base}{LIST}"), "-"], b"")?;
    if output.is_success {
        let list: BTreeMap<String, String> =
            serde_json::from_str(&output.text).context("the list of published files in the bucket is damaged")?;
        // A list from elsewhere must not remove files outside of the site's folder.
        return Ok(list
            .into_iter()
            .filter(|(path, _)| !path.split('/').any(|part| matches!(part, "" | "." | "..")))
            .collect());
    }
    let is_missing = ["404", "NoSuchKey", "Not Found", "does not exist"].iter().any(|word| output.error.contains(word));
    if !is_missing {
        bail!("aws s3 cp failed:\n{}", output.error.trim());
    }
    Ok(BTreeMap::new())
}
