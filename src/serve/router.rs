//! Turns a request into a reply: from the edition that is shown, and from nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use super::address::{Address, OWN, address, is_host_allowed, parameter};
use super::client::LIVE;
use super::edition::{Content, Page};
use super::http::Answer;
use super::place;
use super::reply::{Reply, bytes, file, json, part, plain};
use super::request::Request;
use super::stand::{Shown, Stand};
use crate::read::media::Media;
use crate::site::SitePath;

/// How long a request for news is held: shorter than what proxies and sleeping laptops cut off.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many requests are held at once, of the [gate](super::gate)'s places; each browser needs one. Others are
/// answered at once, and ask again.
const MOST_HELD: usize = 20;

/// Answers what browsers ask of the site. It changes nothing and starts nothing: whatever a page of the course can ask
/// for is the course itself.
pub struct Router {
    stand: Arc<Stand>,
    /// The host name that the server was given.
    host: String,
    /// The origin of the [editor's port](super::editor_router), if there is one.
    editor: Option<String>,
    /// How many requests are held.
    held: AtomicUsize,
}

impl Answer for Router {
    /// Answers a request. A request for news is held until there are some.
    fn answer(&self, request: &Request) -> Reply {
        if !request.host.as_deref().is_some_and(|host| is_host_allowed(host, &self.host)) {
            return plain(403, "the preview answers at localhost and at its own address only\n");
        }
        // It would outlive the preview, and answer in place of the next one on this port: for another course.
        if request.is_service_worker {
            return plain(403, "the preview serves no service workers\n");
        }
        match (request.method.as_str(), address(&request.target)) {
            (_, Address::Refused) => plain(400, "this is not an address of the site\n"),
            ("GET" | "HEAD", Address::Site { place, folder }) => self.site(request, &place, folder),
            // Another site's page can read none of it, but could take up the places of those that wait.
            ("GET" | "HEAD", Address::Own { .. }) if request.site.as_deref() == Some("cross-site") => {
                plain(403, "only pages of this preview can ask for this\n")
            }
            ("GET" | "HEAD", Address::Own { name, query }) => self.own(&name, &query),
            _ => {
                let mut reply = plain(405, "the preview can only be read: use GET or HEAD\n");
                reply.headers.push(("Allow", "GET, HEAD".to_owned()));
                reply
            }
        }
    }
}

impl Router {
    /// Creates a router for the site that is shown on a host.
    pub fn new(stand: Arc<Stand>, host: String, editor: Option<String>) -> Self {
        Self { stand, host, editor, held: AtomicUsize::new(0) }
    }

    fn site(&self, request: &Request, place: &SitePath, folder: bool) -> Reply {
        let shown = self.stand.now();
        let Some(edition) = &shown.edition else { return self.nothing_yet(request, &shown) };
        let found = edition.get(place);
        // `/week_01` is meant as `/week_01/`; relative references need the slash.
        let index = SitePath::new(&format!("{place}/index.html"));
        if found.is_none() && !folder && edition.get(&index).is_some() {
            let mut reply = plain(302, "");
            reply.headers.push(("Location", format!("/{}/", encoded(place))));
            return reply;
        }
        match found {
            Some(Ok(Content::Page(page))) => self.page(request, &shown, &page, 200),
            Some(Ok(Content::Bytes(bytes))) => part(request, place, &bytes),
            Some(Ok(Content::File(path))) => match Media::open(&path) {
                Ok(media) => file(request, place, media),
                Err(_) => plain(404, "the file is gone\n"),
            },
            Some(Err(error)) => self.message(request, &shown, 500, &error),
            None => self.not_found(request, &shown, place),
        }
    }

    /// A page with the script that keeps it current; nothing where the browser has it already.
    fn page(&self, request: &Request, shown: &Shown, page: &Page, status: u16) -> Reply {
        if request.have.as_deref() == Some(&page.hash) {
            return bytes(204, "text/html; charset=utf-8", Vec::new());
        }
        let html = with_script(&page.html, &self.script(request, shown, &page.hash));
        let mut reply = bytes(status, "text/html; charset=utf-8", html.into_bytes());
        reply.headers.push(("X-Seodang-Page", page.hash.clone()));
        reply
    }

    /// The element that brings the preview's script into a page, with the state that the page is in.
    fn script(&self, request: &Request, shown: &Shown, hash: &str) -> String {
        let editor = self.editor.as_ref().filter(|_| request.is_local);
        let editor = editor.map(|origin| format!(" data-editor=\"{origin}\"")).unwrap_or_default();
        format!(
            "<script src=\"/{OWN}/live.js\" defer data-seodang-live data-state=\"{}\" data-page=\"{hash}\" data-reload=\"{}\" data-styles=\"{}\"{editor}></script>",
            self.stand.state(shown),
            shown.reload,
            shown.styles,
        )
    }

    fn not_found(&self, request: &Request, shown: &Shown, place: &SitePath) -> Reply {
        let Some(edition) = &shown.edition else { return self.nothing_yet(request, shown) };
        let mut reply = match edition.get(&edition.course().places.not_found) {
            Some(Ok(Content::Page(page))) => self.page(request, shown, &page, 404),
            _ => plain(404, "there is no such page\n"),
        };
        if let Some(target) = place::instead(shown, place) {
            reply.headers.push(("X-Seodang-Instead", format!("/{}", encoded(&target))));
        }
        reply
    }

    /// The page while there is no site: it waits for the first one.
    fn nothing_yet(&self, request: &Request, shown: &Shown) -> Reply {
        self.message(request, shown, 503, shown.problems.failure.as_deref().unwrap_or_default())
    }

    fn message(&self, request: &Request, shown: &Shown, status: u16, text: &str) -> Reply {
        let page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>seodang</title></head><body><main><h1>This page cannot be shown yet</h1><pre>";
        let html = format!("{page}{}</pre></main></body></html>\n", crate::render::article::escape(text));
        // Whatever comes next is another page altogether.
        let mut other = shown.clone();
        other.reload = u64::MAX;
        let script = self.script(request, &other, "");
        bytes(status, "text/html; charset=utf-8", with_script(&html, &script).into_bytes())
    }

    fn own(&self, name: &str, query: &str) -> Reply {
        match name {
            "live.js" => bytes(200, "text/javascript; charset=utf-8", LIVE.as_bytes().to_vec()),
            "state" => {
                let since = parameter(query, "since").unwrap_or_default();
                let held = self.held.fetch_add(1, Ordering::Relaxed);
                let hold = parameter(query, "hold").is_some() && held < MOST_HELD;
                let shown = self.stand.wait(&since, if hold { PATIENCE } else { Duration::ZERO });
                self.held.fetch_sub(1, Ordering::Relaxed);
                json(&self.state(&shown))
            }
            "problems" => json(&json!(*self.stand.now().problems)),
            "lines" => self.lines(&parameter(query, "page").unwrap_or_default()),
            _ => plain(404, "the preview has nothing of this name\n"),
        }
    }

    fn state(&self, shown: &Shown) -> serde_json::Value {
        json!({
            "state": self.stand.state(shown),
            "reload": shown.reload,
            "styles": shown.styles,
            "errors": shown.problems.errors,
            "warnings": shown.problems.warnings,
            "failure": shown.problems.failure.is_some(),
        })
    }

    /// A page once more, with comments that say the lines of its source.
    fn lines(&self, page: &str) -> Reply {
        let shown = self.stand.now();
        let html = place::of_page(page).and_then(|place| place::with_lines(shown.edition.as_deref()?, &place));
        match html {
            Some(html) => bytes(200, "text/html; charset=utf-8", html.into_bytes()),
            None => plain(404, "no file of the course makes this page\n"),
        }
    }
}

/// Puts the script at the head of the page's head: it must note what the page was before the theme's scripts change it.
fn with_script(html: &str, script: &str) -> String {
    let at = html.find("<head>").map_or_else(|| html.find("<body").unwrap_or(0), |at| at + "<head>".len());
    [&html[..at], script, &html[at..]].concat()
}

fn encoded(place: &SitePath) -> String {
    place.as_str().split('/').map(crate::site::path::encode).map(|part| ascii(&part)).collect::<Vec<_>>().join("/")
}

/// Headers hold ASCII alone.
fn ascii(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::CONTROLS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_comes_first() {
        assert_eq!(with_script("<html><head><script>", "S"), "<html><head>S<script>");
        assert_eq!(with_script("<p>no head", "S"), "S<p>no head");
    }
}
