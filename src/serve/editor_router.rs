//! Turns an author's Alt-click on a page into the editor that opens there, out of reach of the page's own scripts.
//!
//! A course can come from anybody. The scripts of its theme run in its pages and can do all that pages of the preview can:
//! read every byte that is served to them, send every request, and dispatch clicks. So no secret in a page can prove an
//! author's intent, and no header or cookie distinguishes a script's request from the preview's own. The preview therefore
//! starts programs from a second port only:
//!
//! 1. The port is another origin, on the loopback interface. It serves nothing of any course: one empty document with one
//!    script and the key. The same-origin policy keeps both from pages of the site.
//! 2. While the author holds Alt, the preview's script in the page lays this document over the page as a transparent frame.
//!    The click lands in the frame. Only the browser can make it: scripts of another origin cannot dispatch events there, and
//!    the frame's script accepts only trusted events with the Alt key down. It then asks the page for the file and line at
//!    that point, once for each click, and posts them with the key.
//! 3. [`EditorRouter`] accepts a request from a loopback peer whose `Host` is the port's own address (a name could be pointed
//!    at it: DNS rebinding), whose `Origin` is the port's own, and which has the key.
//! 4. It opens a file of the current course, or its settings, in the editor that the author chose
//!    [outside the course](super::editor), [one at a time](super::editor_launcher).
//!
//! A hostile page can still lead a real Alt-click to another file of its own course.
//!
//! Rejected: a key in the page (any script reads it), a cookie (the browser adds it to a script's requests), `Sec-Fetch-User`
//! (a script has it for seconds after any click; Safari does not send it), a window to confirm in (a second click for each
//! place).

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::address::parameter;
use super::client::{EDITOR_FRAME, EDITOR_SCRIPT};
use super::editor::{self, EditorChoice, EditorCommand};
use super::editor_launcher::EditorLauncher;
use super::http_server::RequestHandler;
use super::live_state::{LiveState, random};
use super::reply::{Reply, bytes, json, plain};
use super::request::Request;
use super::source_map;
use crate::message;
use crate::message::MessageLanguage;
use crate::source::CoursePath;

/// Returns the author's choice of an editor. It is called for each click, so that a change counts at once.
pub type ChosenEditor = Box<dyn Fn() -> Result<Option<EditorChoice>, String> + Send + Sync>;

/// Replies to requests at the editor's port.
pub struct EditorRouter {
    live: Arc<LiveState>,
    /// The port's own address.
    address: SocketAddr,
    /// The origins of the site for browsers on this machine.
    sites: Vec<String>,
    /// The secret that only the frame is given.
    key: String,
    language: MessageLanguage,
    chosen: ChosenEditor,
    launcher: EditorLauncher,
}

impl RequestHandler for EditorRouter {
    fn handle(&self, request: &Request) -> Reply {
        if !request.is_local || request.host != Some(self.address.to_string()) || request.is_service_worker {
            return plain(403, "this port serves the preview's own pages on this machine only\n");
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match (request.method.as_str(), path) {
            ("GET" | "HEAD", "/") => self.frame(),
            ("GET" | "HEAD", "/editor.js") => bytes(200, "text/javascript; charset=utf-8", EDITOR_SCRIPT.into()),
            ("POST", "/open") => self.open(request, query),
            ("GET" | "HEAD", _) => plain(404, "not found\n"),
            _ => plain(405, "method not allowed: only /open takes a POST\n"),
        }
    }
}

impl EditorRouter {
    /// Creates the router of the port at `address` for a site at `site`, which was requested as `host`.
    pub fn new(
        live: Arc<LiveState>,
        address: SocketAddr,
        (site, host): (SocketAddr, &str),
        language: MessageLanguage,
        chosen: ChosenEditor,
        launcher: EditorLauncher,
    ) -> Self {
        let key = random() + &random();
        Self { live, address, sites: origins(site, host), key, language, chosen, launcher }
    }

    /// Returns the port's origin: `http://127.0.0.1:41234`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    fn frame(&self) -> Reply {
        let html = EDITOR_FRAME
            .replace("{key}", &self.key)
            .replace("{sites}", &self.sites.join(" "))
            .replace("{language}", self.language.tag())
            .replace("{title}", &message!("preview-frame").text(self.language));
        let mut reply = bytes(200, "text/html; charset=utf-8", html.into_bytes());
        // The policy's grammar has no addresses of IPv6: for a site at one, only the script checks who holds the frame.
        let ancestors: Vec<&str> = self.sites.iter().map(String::as_str).filter(|site| !site.contains('[')).collect();
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {}",
            if self.address.is_ipv4() { ancestors.join(" ") } else { "http:".to_owned() },
        );
        reply.headers.push(("Content-Security-Policy", policy));
        reply
    }

    /// Opens an editor at a place in a file of the course, for the frame only.
    fn open(&self, request: &Request, query: &str) -> Reply {
        if request.origin != Some(self.origin()) || request.key.as_ref() != Some(&self.key) {
            return plain(403, "only the preview's own frame can open an editor\n");
        }
        let number = |name: &str| parameter(query, name).and_then(|text| text.parse().ok()).unwrap_or(1);
        let (line, column) = (number("line"), number("column"));
        let Some((name, disk)) = self.file(query) else {
            return plain(404, "not found: no file of the course makes this page\n");
        };
        // Scripts of the page can read the note: it names the file as the course does, and no path of this machine.
        let note = |text: &str| json(&json!({ "note": format!("{name}:{line} — {text}") }));
        let choice = match (self.chosen)() {
            Ok(Some(choice)) => choice,
            Ok(None) => return note(&message!("preview-no-editor").text(self.language)),
            Err(error) => return note(&error),
        };
        match editor::command(&choice, &disk, line, column) {
            Ok(EditorCommand::Address(address)) => json(&json!({ "address": address })),
            Ok(EditorCommand::Program { program, arguments, in_terminal }) => {
                match self.launcher.start(&program, &arguments, in_terminal) {
                    Ok(()) => json(&json!({})),
                    Err(error) => note(&error.text(self.language)),
                }
            }
            Err(error) => note(&error.text(self.language)),
        }
    }

    /// Returns the file that a query names, or the source of the page that it names: its path in the course, and on the disk.
    fn file(&self, query: &str) -> Option<(String, PathBuf)> {
        let current = self.live.now();
        let path = match parameter(query, "file") {
            Some(file) => CoursePath::new(&file),
            None => {
                source_map::source_of(current.snapshot.as_deref()?, &source_map::of_page(&parameter(query, "page")?)?)?
            }
        };
        Some((path.to_string(), source_map::disk_of(&current, &path)?))
    }
}

/// Returns the origins of a site for browsers on this machine: its address, the name that was requested, `localhost`.
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
