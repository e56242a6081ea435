//! Turns a document into a PDF with an installed browser of the Chromium family.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::disk;
use crate::html::escape;

/// The names of Chromium browsers in `PATH`.
const NAMES: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
    "brave-browser",
];

/// Their paths on Windows, below the folders of programs.
const WINDOWS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
];

/// Their paths on macOS.
const MAC: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Further paths on Linux.
const LINUX: [&str; 2] = ["/snap/bin/chromium", "/usr/lib/chromium/chromium"];

/// The time limit of one document: a week of the real course takes some seconds.
const TIMEOUT: Duration = Duration::from_mins(3);

/// The message if no browser is found.
pub const NOT_FOUND: &str = "there is no browser to print with: install Chromium, Google Chrome or Microsoft Edge (Debian and Ubuntu: \
`apt install chromium`; macOS: `brew install --cask chromium`; Windows has Edge), or name one with CHROME; or print the \
documents of `--single-file` from any browser";

/// Finds a browser. `variable` looks up variables of the environment: `CHROME`, a browser by its path, then `PATH`.
pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let named = variable("CHROME").map(PathBuf::from);
    let folders: Vec<PathBuf> = variable("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let in_path = NAMES.iter().flat_map(|name| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&name)).collect::<Vec<_>>()
    });
    let programs = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].into_iter().filter_map(&variable);
    let windows = programs.flat_map(|folder| WINDOWS.map(|name| Path::new(&folder).join(name)));
    let fixed = MAC.iter().chain(&LINUX).map(PathBuf::from);
    disk::first_file(named.into_iter().chain(in_path).chain(windows).chain(fixed))
}

/// Prints a document as a PDF with bookmarks for its headings. The browser has a new profile below `scratch`, and no network.
///
/// # Errors
/// Returns an error if the browser fails or takes over three minutes.
pub fn print(browser: &Path, document: &Path, to: &Path, scratch: &Path) -> Result<()> {
    let address = address(document)?;
    let mut child = Command::new(browser)
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"])
        .args(["--disable-component-update", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND"])
        // Chromium refuses its sandbox to root, the only user of many containers; the document runs scripts of the theme only.
        .args(["--no-sandbox", "--disable-dev-shm-usage"])
        .args(["--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf"])
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .arg(format!("--print-to-pdf={}", to.display()))
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", browser.display()))?;
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().with_context(|| format!("cannot wait for {}", browser.display()))? {
            if !status.success() || disk::size(to) == 0 {
                bail!("{} could not print {} ({status})", browser.display(), document.display());
            }
            return Ok(());
        }
        if began.elapsed() > TIMEOUT {
            // This process started it, and it has no unsaved state.
            let _ = child.kill();
            let _ = child.wait();
            bail!("{} took over {} s to print {}", browser.display(), TIMEOUT.as_secs(), document.display());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Returns the `file:` address of a file.
fn address(file: &Path) -> Result<String> {
    let path = disk::canonical(file).with_context(|| format!("cannot find {}", escape(&file.display().to_string())))?;
    let parts: Vec<String> =
        path.to_string_lossy().trim_start_matches(r"\\?\").split(['/', '\\']).map(crate::site::path::encode).collect();
    let path = parts.join("/");
    Ok(if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_browser_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (folder.path().join("own"), folder.path().join("chromium"));
        let path = folder.path().as_os_str().to_owned();
        let find_with = |named: Option<&Path>| {
            find(|name| match name {
                "CHROME" => named.map(|named| named.as_os_str().to_owned()),
                "PATH" => Some(path.clone()),
                _ => None,
            })
        };
        std::fs::write(&other, "").unwrap();
        assert_eq!(find_with(None), Some(other.clone()));
        assert_eq!(find_with(Some(&own)), Some(other), "a named one that does not exist");
        std::fs::write(&own, "").unwrap();
        assert_eq!(find_with(Some(&own)), Some(own.clone()));
    }
}
