//! Turns a request into a reply, from the current snapshot only.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use super::address::{Address, OWN, address, is_host_allowed, parameter};
use super::client::live_script;
use super::http_server::RequestHandler;
use super::live_state::{CurrentState, LiveState};
use super::reply::{Reply, bytes, file, json, part, plain};
use super::request::Request;
use super::site_snapshot::{Content, Page};
use super::source_map;
use crate::message;
use crate::message::MessageLanguage;
use crate::read::media::Media;
use crate::site::SitePath;

/// The time for which a request that waits for changes is held: shorter than proxies and sleeping laptops allow.
const HOLD_TIME: Duration = Duration::from_secs(20);

/// The requests that are held at once, of those that the [limiter](super::connection_limiter) lets through; each browser
/// needs one. Others get a reply at once, and ask again.
const MAX_HELD: usize = 20;

/// Replies to requests for the site. It changes nothing and starts nothing: a page of the course can request only the
/// course itself.
pub struct Router {
    live: Arc<LiveState>,
    /// The host name that the preview was started with.
    host: String,
    /// The origin of the [editor's port](super::editor_router), if there is one.
    editor: Option<String>,
    /// The language of the texts over the pages.
    language: MessageLanguage,
    /// The number of requests that are held.
    held: AtomicUsize,
}

impl RequestHandler for Router {
    /// Replies to a request. One that waits for changes is held until there are some.
    fn handle(&self, request: &Request) -> Reply {
        if !request.host.as_deref().is_some_and(|host| is_host_allowed(host, &self.host)) {
            return plain(403, "the preview answers at localhost and at its own address only\n");
        }
        // A service worker would outlive the preview, and serve its own pages to the next course on this port.
        if request.is_service_worker {
            return plain(403, "the preview serves no service workers\n");
        }
        match (request.method.as_str(), address(&request.target)) {
            (_, Address::Refused) => plain(400, "bad request: this is not an address of the site\n"),
            ("GET" | "HEAD", Address::Site { place, folder }) => self.site(request, &place, folder),
            // Pages of other sites cannot read the reply, but could use up the requests that may be held.
            ("GET" | "HEAD", Address::Own { .. }) if request.site.as_deref() == Some("cross-site") => {
                plain(403, "only pages of this preview can ask for this\n")
            }
            ("GET" | "HEAD", Address::Own { name, query }) => self.own(&name, &query),
            _ => {
                let mut reply = plain(405, "method not allowed: the preview answers GET and HEAD\n");
                reply.headers.push(("Allow", "GET, HEAD".to_owned()));
                reply
            }
        }
    }
}

impl Router {
    /// Creates a router for the site that is current, on a host.
    pub fn new(live: Arc<LiveState>, host: String, editor: Option<String>, language: MessageLanguage) -> Self {
        Self { live, host, editor, language, held: AtomicUsize::new(0) }
    }

    fn site(&self, request: &Request, place: &SitePath, folder: bool) -> Reply {
        let current = self.live.now();
        let Some(snapshot) = &current.snapshot else { return self.no_site_yet(request, &current) };
        let found = snapshot.get(place);
        // `/week_01` means `/week_01/`: relative references need the slash.
        let index = SitePath::new(&format!("{place}/index.html"));
        if found.is_none() && !folder && snapshot.get(&index).is_some() {
            let mut reply = plain(302, "");
            reply.headers.push(("Location", format!("/{}/", encoded(place))));
            return reply;
        }
        match found {
            Some(Ok(Content::Page(page))) => self.page(request, &current, &page, 200),
            Some(Ok(Content::Bytes(bytes))) => part(request, place, &bytes),
            Some(Ok(Content::File(path))) => match Media::open(&path) {
                Ok(media) => file(request, place, media),
                Err(_) => plain(404, "not found: the file was removed\n"),
            },
            Some(Err(error)) => self.message(request, &current, 500, &error),
            None => self.not_found(request, &current, place),
        }
    }

    /// Returns a page with the script that keeps it current, or no content if the browser has this state of it.
    fn page(&self, request: &Request, current: &CurrentState, page: &Page, status: u16) -> Reply {
        if request.have.as_deref() == Some(&page.hash) {
            return bytes(204, "text/html; charset=utf-8", Vec::new());
        }
        let mut html = with_script(&page.html, &self.script(request, current, &page.hash));
        if let Some(editor) = self.editor.as_ref().filter(|_| request.is_local) {
            allow_frame(&mut html, editor);
        }
        let mut reply = bytes(status, "text/html; charset=utf-8", html.into_bytes());
        reply.headers.push(("X-Seodang-Page", page.hash.clone()));
        reply
    }

    /// Returns the element that loads the preview's script, with the state of the page.
    fn script(&self, request: &Request, current: &CurrentState, hash: &str) -> String {
        let editor = self.editor.as_ref().filter(|_| request.is_local);
        let editor = editor.map(|origin| format!(" data-editor=\"{origin}\"")).unwrap_or_default();
        format!(
            "<script src=\"/{OWN}/live.js\" defer data-seodang-live data-state=\"{}\" data-page=\"{hash}\" data-reload=\"{}\" data-styles=\"{}\"{editor}></script>",
            self.live.id(current),
            current.reload,
            current.styles,
        )
    }

    fn not_found(&self, request: &Request, current: &CurrentState, place: &SitePath) -> Reply {
        let Some(snapshot) = &current.snapshot else { return self.no_site_yet(request, current) };
        let mut reply = match snapshot.get(&snapshot.course().generated.not_found) {
            Some(Ok(Content::Page(page))) => self.page(request, current, &page, 404),
            _ => plain(404, "not found\n"),
        };
        if let Some(target) = source_map::instead(current, place) {
            reply.headers.push(("X-Seodang-Instead", format!("/{}", encoded(&target))));
        }
        reply
    }

    /// Returns the page while there is no site; it waits for the first one.
    fn no_site_yet(&self, request: &Request, current: &CurrentState) -> Reply {
        self.message(request, current, 503, current.problems.failure.as_deref().unwrap_or_default())
    }

    fn message(&self, request: &Request, current: &CurrentState, status: u16, text: &str) -> Reply {
        let (tag, title) = (self.language.tag(), message!("preview-not-yet").text(self.language));
        let head = format!("<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>seodang</title></head>");
        let text = crate::html::escape(text);
        let html =
            format!("<!doctype html>\n{head}<body><main><h1>{title}</h1><pre>{text}</pre></main></body></html>\n");
        // The next state is always loaded as another page.
        let mut other = current.clone();
        other.reload = u64::MAX;
        let script = self.script(request, &other, "");
        bytes(status, "text/html; charset=utf-8", with_script(&html, &script).into_bytes())
    }

    /// Returns a resource of the preview's own, by its name below `/__seodang/`.
    fn own(&self, name: &str, query: &str) -> Reply {
        match name {
            "live.js" => bytes(200, "text/javascript; charset=utf-8", live_script(self.language).into_bytes()),
            "state" => {
                let since = parameter(query, "since").unwrap_or_default();
                let held = self.held.fetch_add(1, Ordering::Relaxed);
                let hold = parameter(query, "hold").is_some() && held < MAX_HELD;
                let current = self.live.wait(&since, if hold { HOLD_TIME } else { Duration::ZERO });
                self.held.fetch_sub(1, Ordering::Relaxed);
                json(&self.state(&current))
            }
            "problems" => json(&self.live.now().problems.json(self.language)),
            "lines" => self.lines(&parameter(query, "page").unwrap_or_default()),
            _ => plain(404, "not found\n"),
        }
    }

    fn state(&self, current: &CurrentState) -> serde_json::Value {
        json!({
            "state": self.live.id(current),
            "reload": current.reload,
            "styles": current.styles,
            "errors": current.problems.errors,
            "warnings": current.problems.warnings,
            "failure": current.problems.failure.is_some(),
        })
    }

    /// Returns a page with comments that name the lines of its source.
    fn lines(&self, page: &str) -> Reply {
        let current = self.live.now();
        let html =
            source_map::of_page(page).and_then(|place| source_map::with_lines(current.snapshot.as_deref()?, &place));
        match html {
            Some(html) => bytes(200, "text/html; charset=utf-8", html.into_bytes()),
            None => plain(404, "not found: no file of the course makes this page\n"),
        }
    }
}

/// Inserts the script at the start of the page's head: it must read the page before the theme's scripts change it.
fn with_script(html: &str, script: &str) -> String {
    let at = html.find("<head>").map_or_else(|| html.find("<body").unwrap_or(0), |at| at + "<head>".len());
    [&html[..at], script, &html[at..]].concat()
}

/// Allows the frame of the editor's port in the policy of a page.
fn allow_frame(html: &mut String, origin: &str) {
    const FRAMES: &str = "frame-src ";
    let policy = html.find("http-equiv=\"Content-Security-Policy\"");
    let Some(at) = policy.and_then(|policy| Some(policy + html[policy..].find(FRAMES)? + FRAMES.len())) else { return };
    let none = "'none'";
    let end = if html[at..].starts_with(none) { at + none.len() } else { at };
    html.replace_range(at..end, &format!("{origin}{}", if end == at { " " } else { "" }));
}

fn encoded(place: &SitePath) -> String {
    place.as_str().split('/').map(crate::site::path::encode).map(|part| ascii(&part)).collect::<Vec<_>>().join("/")
}

/// Percent-encodes control characters and everything outside ASCII, which headers cannot hold.
fn ascii(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::CONTROLS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_of_the_editor_is_allowed() {
        let with = |frames: &str| {
            let mut html =
                format!("<meta http-equiv=\"Content-Security-Policy\" content=\"a; frame-src {frames}; b\">frame-src ");
            allow_frame(&mut html, "http://127.0.0.1:1");
            html
        };
        assert!(with("'none'").contains("a; frame-src http://127.0.0.1:1; b\">frame-src "));
        assert!(with("https: http:").contains("a; frame-src http://127.0.0.1:1 https: http:; b"));
    }

    #[test]
    fn the_script_comes_first() {
        assert_eq!(with_script("<html><head><script>", "S"), "<html><head>S<script>");
        assert_eq!(with_script("<p>no head", "S"), "S<p>no head");
    }
}
