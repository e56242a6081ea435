//! Turns the folders of a project into the files that hosts and browsers expect at the top of a site: they are copied as they
//! are.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use super::project::Project;
use super::{FileEntry, Stamp};
use crate::site::SitePath;
use crate::source::CoursePath;

/// Names of files that are copied from the top of a project or its course. Each has a meaning to a host, a browser or a search
/// engine.
const NAMES: [&str; 14] = [
    // GitHub Pages: "Managing a custom domain", "Bypassing Jekyll".
    "CNAME",
    ".nojekyll",
    // Netlify and Cloudflare Pages: "Redirects", "Headers".
    "_redirects",
    "_headers",
    // RFC 9309; humanstxt.org; IAB Tech Lab.
    "robots.txt",
    "humans.txt",
    "ads.txt",
    // HTML Living Standard, "Link type icon"; Apple, "Configuring Web Applications"; W3C Web App Manifest.
    "favicon.ico",
    "favicon.svg",
    "favicon.png",
    "apple-touch-icon.png",
    "site.webmanifest",
    "manifest.webmanifest",
    // Bing Webmaster Tools, "Verify".
    "BingSiteAuth.xml",
];

/// Beginnings of the names by which Google and Naver verify who owns a site; letters and digits and `.html` follow.
const VERIFICATIONS: [&str; 2] = ["google", "naver"];

/// The least number of signs between such a beginning and the extension: `google1234567890abcdef.html`.
const MIN_TOKEN: usize = 12;

/// The folder of RFC 8615.
const WELL_KNOWN: &str = ".well-known";

/// The folder whose files are copied to the top of the site, if the project has settings.
const STATIC: &str = "static";

/// Finds the files, with their paths in the site. Links of the file system are not followed, and `exclude` counts.
pub fn host_files(project: &Project) -> BTreeMap<SitePath, FileEntry> {
    let is_excluded = |path: &str| {
        let path = CoursePath::new(path);
        project.config.exclude.iter().any(|pattern| pattern.hides(&path))
    };
    let mut found = BTreeMap::new();
    for folder in &project.host_folders {
        let top = files_below(folder, 1).filter(|(_, name)| is_host_file(name) && !is_excluded(name));
        found.extend(top.map(|(entry, name)| (SitePath::new(&name), entry)));
        for (name, is_read) in [(WELL_KNOWN, true), (STATIC, project.config_source.is_some())] {
            if !is_read {
                continue;
            }
            let kept = files_below(&folder.join(name), usize::MAX)
                .filter(|(_, path)| !is_page(path) && !is_excluded(&format!("{name}/{path}")));
            let place = |path: &str| if name == STATIC { path.to_owned() } else { format!("{name}/{path}") };
            found.extend(kept.map(|(entry, path)| (SitePath::new(&place(&path)), entry)));
        }
    }
    found
}

/// Returns the regular files below a folder, with their paths in it; nothing if there is no such folder.
fn files_below(folder: &Path, depth: usize) -> impl Iterator<Item = (FileEntry, String)> + use<> {
    let root = folder.to_owned();
    let walk = WalkDir::new(folder).min_depth(1).max_depth(depth).follow_links(false).follow_root_links(false);
    walk.sort_by_file_name().into_iter().flatten().filter_map(move |entry| {
        let data = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let path = entry.path().strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
        Some((FileEntry { disk: entry.path().to_owned(), size: data.len(), stamp: Stamp::of(&data) }, path))
    })
}

fn is_host_file(name: &str) -> bool {
    NAMES.contains(&name) || is_verification(name)
}

fn is_verification(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".html") else { return false };
    let token = VERIFICATIONS.iter().find_map(|start| stem.strip_prefix(start));
    token.is_some_and(|token| token.len() >= MIN_TOKEN && token.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Tests whether a file in `static` would be a page of the course if the folder were part of it.
fn is_page(path: &str) -> bool {
    matches!(CoursePath::new(path).extension().as_str(), "md" | "mdx" | "markdown" | "ipynb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_host_files() {
        for name in ["CNAME", "robots.txt", "google1234567890abcdef.html", "naver0123456789abcdef0123456789abcdef.html"]
        {
            assert!(is_host_file(name), "{name}");
        }
        for name in ["google.html", "googledocs-intro.html", "naver.html", "README.md", "cname"] {
            assert!(!is_host_file(name), "{name}");
        }
    }
}
