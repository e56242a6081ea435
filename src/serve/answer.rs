//! Turns a request into a reply: from the edition that is shown, and from nothing else.

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use super::address::{Address, OWN, address, is_host_allowed, parameter};
use super::edition::{Content, Page};
use super::editor::Opening;
use super::place;
use super::range::{Wanted, wanted};
use super::stand::{Shown, Stand};
use crate::read::attachment::is_text;
use crate::read::media::Media;
use crate::site::SitePath;
use crate::source::CoursePath;

/// The script that keeps a page current.
const LIVE: &str = include_str!("client/live.js");

/// How long a request for news is held: shorter than what proxies and sleeping laptops cut off.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many requests are held at once, of the [gate](super::gate)'s places; each browser needs one. Others are
/// answered at once, and ask again.
const MOST_HELD: usize = 20;

/// What was asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// `GET`, `HEAD`, `POST` …
    pub method: String,
    /// The address, as it was sent.
    pub target: String,
    /// The host that it was sent to.
    pub host: Option<String>,
    /// The part that is wanted.
    pub range: Option<String>,
    /// The hash of the page that the browser has.
    pub have: Option<String>,
}

/// A reply.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<(&'static str, String)>,
    /// Its body.
    pub body: Box<dyn Read + Send>,
    /// The body's length in bytes.
    pub length: u64,
}

/// Answers requests.
pub struct Desk {
    stand: Arc<Stand>,
    /// The host name that the server was given.
    host: String,
    /// Opens an editor; says what hinders it, if anything does.
    open: Box<dyn Fn(Opening) -> Result<(), String> + Send + Sync>,
    /// How many requests are held.
    held: AtomicUsize,
}

impl Desk {
    /// A desk for what is shown at a stand.
    pub fn new(
        stand: Arc<Stand>,
        host: String,
        open: Box<dyn Fn(Opening) -> Result<(), String> + Send + Sync>,
    ) -> Self {
        Self { stand, host, open, held: AtomicUsize::new(0) }
    }

    /// Answers a request. A request for news is held until there are some.
    pub fn answer(&self, asked: &Asked) -> Reply {
        if !asked.host.as_deref().is_some_and(|host| is_host_allowed(host, &self.host)) {
            return plain(403, "this preview answers to localhost, to its own address and to no other name\n");
        }
        match (asked.method.as_str(), address(&asked.target)) {
            (_, Address::Refused) => plain(400, "there is no such address\n"),
            ("GET" | "HEAD", Address::Site { place, folder }) => self.site(asked, &place, folder),
            ("GET" | "HEAD", Address::Own { name, query }) => self.own(&name, &query),
            ("POST", Address::Own { name, query }) if name == "open" => self.open(&query),
            _ => {
                let mut reply = plain(405, "this preview is for reading\n");
                reply.headers.push(("Allow", "GET, HEAD".to_owned()));
                reply
            }
        }
    }

    fn site(&self, asked: &Asked, place: &SitePath, folder: bool) -> Reply {
        let shown = self.stand.now();
        let Some(edition) = &shown.edition else { return self.nothing_yet(&shown) };
        let found = edition.get(place);
        // `/week_01` is meant as `/week_01/`; relative references need the slash.
        let index = SitePath::new(&format!("{place}/index.html"));
        if found.is_none() && !folder && edition.get(&index).is_some() {
            let mut reply = plain(302, "");
            reply.headers.push(("Location", format!("/{}/", encoded(place))));
            return reply;
        }
        match found {
            Some(Ok(Content::Page(page))) => self.page(asked, &shown, &page, 200),
            Some(Ok(Content::Bytes(bytes))) => part(asked, place, &bytes),
            Some(Ok(Content::File(path))) => match Media::open(&path) {
                Ok(media) => file(asked, place, media),
                Err(_) => plain(404, "the file is gone\n"),
            },
            Some(Err(error)) => self.broken_template(&shown, &error),
            None => self.not_found(asked, &shown, place),
        }
    }

    /// A page with the script that keeps it current; nothing where the browser has it already.
    fn page(&self, asked: &Asked, shown: &Shown, page: &Page, status: u16) -> Reply {
        if asked.have.as_deref() == Some(&page.hash) {
            return bytes(204, "text/html; charset=utf-8", Vec::new());
        }
        let html = with_script(&page.html, &self.script(shown, &page.hash));
        let mut reply = bytes(status, "text/html; charset=utf-8", html.into_bytes());
        reply.headers.push(("X-Seodang-Page", page.hash.clone()));
        reply
    }

    fn script(&self, shown: &Shown, hash: &str) -> String {
        format!(
            "<script src=\"/{OWN}/live.js\" defer data-seodang-live data-state=\"{}\" data-page=\"{hash}\" data-reload=\"{}\" data-styles=\"{}\" data-key=\"{}\"></script>",
            self.stand.state(shown),
            shown.reload,
            shown.styles,
            self.stand.key,
        )
    }

    fn not_found(&self, asked: &Asked, shown: &Shown, place: &SitePath) -> Reply {
        let Some(edition) = &shown.edition else { return self.nothing_yet(shown) };
        let mut reply = match edition.get(&edition.course().places.not_found) {
            Some(Ok(Content::Page(page))) => self.page(asked, shown, &page, 404),
            _ => plain(404, "there is no such page\n"),
        };
        if let Some(target) = place::instead(shown, place) {
            reply.headers.push(("X-Seodang-Instead", format!("/{}", encoded(&target))));
        }
        reply
    }

    /// The page while there is no site: it waits for the first one.
    fn nothing_yet(&self, shown: &Shown) -> Reply {
        self.message(shown, 503, shown.problems.failure.as_deref().unwrap_or_default())
    }

    fn broken_template(&self, shown: &Shown, error: &str) -> Reply {
        self.message(shown, 500, error)
    }

    fn message(&self, shown: &Shown, status: u16, text: &str) -> Reply {
        let page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>seodang</title></head><body><main><h1>This page cannot be shown yet</h1><pre>";
        let html = format!("{page}{}</pre></main></body></html>\n", crate::render::article::escape(text));
        // Whatever comes next is another page altogether.
        let mut other = shown.clone();
        other.reload = u64::MAX;
        let script = self.script(&other, "");
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
            _ => plain(404, "there is no such thing\n"),
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

    /// Opens an editor at a place in a file of the course, for a page that knows the key.
    fn open(&self, query: &str) -> Reply {
        let number = |name: &str| parameter(query, name).and_then(|text| text.parse().ok()).unwrap_or(1);
        if parameter(query, "key").as_deref() != Some(&self.stand.key) {
            return plain(403, "this is for the preview's own pages\n");
        }
        let shown = self.stand.now();
        let file = match (parameter(query, "file"), parameter(query, "page")) {
            (Some(file), _) => place::disk_of(&shown, &CoursePath::new(&file)),
            (None, Some(page)) => {
                place::of_page(&page).and_then(|place| place::source_of(shown.edition.as_deref()?, &place))
            }
            (None, None) => None,
        };
        let Some(file) = file else { return plain(404, "no file of the course makes this page\n") };
        let variable = |name: &str| std::env::var(name).ok();
        let line = number("line");
        let Some(opening) = super::editor::opening(shown.editor.as_deref(), variable, &file, line, number("column"))
        else {
            let place = format!("{}:{line}", file.display());
            return json(&json!({ "place": place, "problem": "no-editor" }));
        };
        match opening {
            Opening::Address(address) => json(&json!({ "address": address })),
            command @ Opening::Command { .. } => match (self.open)(command) {
                Ok(()) => json(&json!({})),
                Err(problem) => json(&json!({ "place": format!("{}:{line}", file.display()), "problem": problem })),
            },
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

/// What every reply says: this is for now, and for pages of this preview.
fn reply(status: u16, kind: &str, body: Box<dyn Read + Send>, length: u64) -> Reply {
    let headers = vec![
        ("Content-Type", kind.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ];
    Reply { status, headers, body, length }
}

fn bytes(status: u16, kind: &str, bytes: Vec<u8>) -> Reply {
    let length = bytes.len() as u64;
    reply(status, kind, Box::new(Cursor::new(bytes)), length)
}

fn plain(status: u16, text: &str) -> Reply {
    bytes(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn json(value: &serde_json::Value) -> Reply {
    bytes(200, "application/json", value.to_string().into_bytes())
}

fn part(asked: &Asked, place: &SitePath, all: &[u8]) -> Reply {
    ranged(asked, place, all.len() as u64, |range| {
        let within = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(all.len());
        Ok(Box::new(Cursor::new(all[within(range.start)..within(range.end)].to_vec())))
    })
}

fn file(asked: &Asked, place: &SitePath, media: Media) -> Reply {
    ranged(asked, place, media.length, |range| Ok(Box::new(media.range(&range)?)))
}

type Body = Box<dyn Read + Send>;

fn ranged(
    asked: &Asked,
    place: &SitePath,
    length: u64,
    body: impl FnOnce(std::ops::Range<u64>) -> std::io::Result<Body>,
) -> Reply {
    let (status, range) = match wanted(asked.range.as_deref().filter(|_| asked.method == "GET"), length) {
        Wanted::All => (200, 0..length),
        Wanted::Part(range) => (206, range),
        Wanted::Beyond => {
            let mut reply = plain(416, "");
            reply.headers.push(("Content-Range", format!("bytes */{length}")));
            return reply;
        }
    };
    let Ok(body) = body(range.clone()) else { return plain(404, "the file is gone\n") };
    let mut reply = reply(status, &kind(place), body, range.end - range.start);
    reply.headers.push(("Accept-Ranges", "bytes".to_owned()));
    if status == 206 {
        reply.headers.push(("Content-Range", format!("bytes {}-{}/{length}", range.start, range.end - 1)));
    }
    reply
}

/// The media type of a file, by its name.
fn kind(place: &SitePath) -> String {
    let path = CoursePath::new(place.as_str());
    let known = mime_guess::from_path(place.as_str()).first_or_octet_stream();
    let shown_by_browsers =
        matches!(path.extension().as_str(), "html" | "htm" | "css" | "js" | "mjs" | "json" | "svg" | "xml" | "csv");
    match known.type_().as_str() {
        // A shell script or a manifest that a lab links is there to be read, not to be downloaded.
        _ if is_text(&path) && !shown_by_browsers => "text/plain; charset=utf-8".to_owned(),
        "text" => format!("{known}; charset=utf-8"),
        _ if path.extension() == "js" || path.extension() == "mjs" => "text/javascript; charset=utf-8".to_owned(),
        _ => known.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_files() {
        let check = |name: &str, expected: &str| assert_eq!(kind(&SitePath::new(name)), expected, "{name}");
        check("seodang/style.css", "text/css; charset=utf-8");
        check("seodang/reader.js", "text/javascript; charset=utf-8");
        check("a/b.png", "image/png");
        check("a/b.svg", "image/svg+xml");
        check("seodang/x.woff2", "font/woff2");
        check("lab/setup.sh", "text/plain; charset=utf-8");
        check("lab/app.ts", "text/plain; charset=utf-8");
        check("lab/Dockerfile", "text/plain; charset=utf-8");
        check("talk.mp4", "video/mp4");
        check("x.unknown-kind", "application/octet-stream");
    }

    #[test]
    fn the_script_comes_first() {
        assert_eq!(with_script("<html><head><script>", "S"), "<html><head>S<script>");
        assert_eq!(with_script("<p>no head", "S"), "S<p>no head");
    }
}
