//! Turns an author's Alt-click on a page into the editor that opens there, out of reach of the page's own scripts.
//!
//! A course can come from anybody. Its theme's scripts run in its pages, with all that pages of the preview can do: they
//! read every byte that those are served, and send every request that those can send. So nothing that a page holds can
//! prove that its author wants something, no header and no cookie tells a script's request from the preview's own, and a
//! click can be made up. Therefore the preview has a second port for what it does rather than shows:
//!
//! 1. The port is another origin, at an address that is bound to this machine. It serves nothing of any course: one
//!    empty document with one script, and the key in it. Pages of the site cannot read it.
//! 2. While the author holds Alt, the preview's script in the page lays this document over the page in a frame. The click
//!    lands in the frame. The browser alone can make it: no script of another origin reaches in, and the frame's script
//!    believes only events that are trusted and have the Alt key down. Then it asks the page which file and line
//!    stands at that point, and posts these with the key.
//! 3. [`EditorRouter`] believes a request that comes from this machine, names the port's own address (no name that
//!    someone could point at it), comes from the port's own origin, and has the key.
//! 4. What it opens is a file of the course that is shown, or its settings, in the editor that the author named
//!    [elsewhere](super::editor), [one at a time](super::editor_launcher).
//!
//! What a hostile page can still do is to lead a real Alt-click of the author's to another file of its own course.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::address::parameter;
use super::client::{EDITOR_FRAME, EDITOR_SCRIPT};
use super::editor::{self, EditorChoice, EditorCommand};
use super::editor_launcher::EditorLauncher;
use super::http::Answer;
use super::place;
use super::reply::{Reply, bytes, json, plain};
use super::request::Request;
use super::stand::{Stand, random};
use crate::source::CoursePath;

/// The note where no editor is chosen.
const UNSET: &str =
    "no editor is set: set VISUAL or EDITOR, or `editor` in seodang/config.toml of your configuration folder";

/// Returns the author's choice of an editor: asked anew for each click, so that a change counts at once.
pub type Chosen = Box<dyn Fn() -> Result<Option<EditorChoice>, String> + Send + Sync>;

/// Answers on the editor's port.
pub struct EditorRouter {
    stand: Arc<Stand>,
    /// The port's own address.
    address: SocketAddr,
    /// The origins under which this machine's browsers can show the site.
    sites: Vec<String>,
    /// What the frame knows and pages of the site do not.
    key: String,
    chosen: Chosen,
    launcher: EditorLauncher,
}

impl Answer for EditorRouter {
    /// Answers a request.
    fn answer(&self, request: &Request) -> Reply {
        if !request.is_local || request.host != Some(self.address.to_string()) || request.is_service_worker {
            return plain(403, "this port serves the preview's own pages on this machine only\n");
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match (request.method.as_str(), path) {
            ("GET" | "HEAD", "/") => self.frame(),
            ("GET" | "HEAD", "/editor.js") => bytes(200, "text/javascript; charset=utf-8", EDITOR_SCRIPT.into()),
            ("POST", "/open") => self.open(request, query),
            ("GET" | "HEAD", _) => plain(404, "the preview has nothing of this name\n"),
            _ => plain(405, "only /open takes a POST\n"),
        }
    }
}

impl EditorRouter {
    /// Creates the router of a port for a site that is shown at `site`, an address that was asked for as `host`.
    pub fn new(
        stand: Arc<Stand>,
        address: SocketAddr,
        site: SocketAddr,
        host: &str,
        chosen: Chosen,
        launcher: EditorLauncher,
    ) -> Self {
        let key = random() + &random();
        Self { stand, address, sites: origins(site, host), key, chosen, launcher }
    }

    /// Returns the port's origin: `http://127.0.0.1:41234`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    fn frame(&self) -> Reply {
        let html = EDITOR_FRAME.replace("{key}", &self.key).replace("{sites}", &self.sites.join(" "));
        let mut reply = bytes(200, "text/html; charset=utf-8", html.into_bytes());
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {}",
            // The policy's grammar has no addresses of IPv6: there the script alone looks at who holds the frame.
            if self.address.is_ipv4() { self.sites.join(" ") } else { "http:".to_owned() },
        );
        reply.headers.push(("Content-Security-Policy", policy));
        reply
    }

    /// Opens an editor at a place in a file of the course, for the frame alone.
    fn open(&self, request: &Request, query: &str) -> Reply {
        if request.origin != Some(self.origin()) || request.key.as_ref() != Some(&self.key) {
            return plain(403, "only the preview's own frame can open an editor\n");
        }
        let number = |name: &str| parameter(query, name).and_then(|text| text.parse().ok()).unwrap_or(1);
        let (line, column) = (number("line"), number("column"));
        let Some((name, disk)) = self.file(query) else {
            return plain(404, "no file of the course makes this page\n");
        };
        // The page's scripts read the note: it names the file as the course does, and nothing else of this machine.
        let note = |text: &str| json(&json!({ "note": format!("{name}:{line} — {text}") }));
        let choice = match (self.chosen)() {
            Ok(Some(choice)) => choice,
            Ok(None) => return note(UNSET),
            Err(error) => return note(&error),
        };
        match editor::command(&choice, &disk, line, column) {
            Ok(EditorCommand::Address(address)) => json(&json!({ "address": address })),
            Ok(EditorCommand::Program { program, arguments, in_terminal }) => {
                match self.launcher.start(&program, &arguments, in_terminal) {
                    Ok(()) => json(&json!({})),
                    Err(error) => note(&error),
                }
            }
            Err(error) => note(&error),
        }
    }

    /// The file that a query names or that made the page it names: by its path in the course, and on the disk.
    fn file(&self, query: &str) -> Option<(String, PathBuf)> {
        let shown = self.stand.now();
        let path = match parameter(query, "file") {
            Some(file) => CoursePath::new(&file),
            None => place::source_of(shown.edition.as_deref()?, &place::of_page(&parameter(query, "page")?)?)?,
        };
        Some((path.to_string(), place::disk_of(&shown, &path)?))
    }
}

/// The origins of a site for browsers on this machine: its address, the name that it was given, and `localhost`.
fn origins(site: SocketAddr, host: &str) -> Vec<String> {
    let ip = match site.ip() {
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(ip) => ip.to_string(),
    };
    let is_name = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), ip];
    names.extend(is_name.then(|| host.to_ascii_lowercase()));
    names.sort();
    names.dedup();
    names.into_iter().map(|name| format!("http://{name}:{}", site.port())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_few_origins() {
        let of = |site: &str, host: &str| origins(site.parse().unwrap(), host);
        assert_eq!(of("127.0.0.1:4000", "127.0.0.1"), ["http://127.0.0.1:4000", "http://localhost:4000"]);
        assert!(of("127.0.1.1:4000", "MyBox").contains(&"http://mybox:4000".to_owned()));
        assert!(of("[::1]:80", "::1").contains(&"http://[::1]:80".to_owned()));
        assert!(!of("127.0.0.1:1", "x; script-src *").iter().any(|origin| origin.contains("script-src")));
    }
}
