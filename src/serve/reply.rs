//! Builds the replies of a router: a status, headers, and a body that may be read as it is sent.

use std::io::{Cursor, Read};

use super::range::{Wanted, wanted};
use super::request::Request;
use crate::read::attachment::is_text;
use crate::read::media::Media;
use crate::site::SitePath;
use crate::source::CoursePath;

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

/// Builds a reply with the headers of every reply: no caching, no sniffing of types, for pages of this preview only.
fn reply(status: u16, kind: &str, body: Box<dyn Read + Send>, length: u64) -> Reply {
    let headers = vec![
        ("Content-Type", kind.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ];
    Reply { status, headers, body, length }
}

/// Builds a reply of bytes in memory.
pub fn bytes(status: u16, kind: &str, bytes: Vec<u8>) -> Reply {
    let length = bytes.len() as u64;
    reply(status, kind, Box::new(Cursor::new(bytes)), length)
}

/// Builds a reply of plain text.
pub fn plain(status: u16, text: &str) -> Reply {
    bytes(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

/// Builds a reply of JSON.
pub fn json(value: &serde_json::Value) -> Reply {
    bytes(200, "application/json", value.to_string().into_bytes())
}

/// Builds a reply of bytes of which a part may be wanted.
pub fn part(request: &Request, place: &SitePath, all: &[u8]) -> Reply {
    ranged(request, place, all.len() as u64, |range| {
        let within = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(all.len());
        Ok(Box::new(Cursor::new(all[within(range.start)..within(range.end)].to_vec())))
    })
}

/// Builds a reply of a file on the disk of which a part may be wanted.
pub fn file(request: &Request, place: &SitePath, media: Media) -> Reply {
    ranged(request, place, media.length, |range| Ok(Box::new(media.range(&range)?)))
}

type Body = Box<dyn Read + Send>;

fn ranged(
    request: &Request,
    place: &SitePath,
    length: u64,
    body: impl FnOnce(std::ops::Range<u64>) -> std::io::Result<Body>,
) -> Reply {
    let (status, range) = match wanted(request.range.as_deref().filter(|_| request.method == "GET"), length) {
        Wanted::All => (200, 0..length),
        Wanted::Part(range) => (206, range),
        Wanted::Beyond => {
            let mut reply = plain(416, "");
            reply.headers.push(("Content-Range", format!("bytes */{length}")));
            return reply;
        }
    };
    let Ok(body) = body(range.clone()) else { return plain(404, "not found: the file was removed\n") };
    let mut reply = reply(status, &kind(place), body, range.end - range.start);
    reply.headers.push(("Accept-Ranges", "bytes".to_owned()));
    if status == 206 {
        reply.headers.push(("Content-Range", format!("bytes {}-{}/{length}", range.start, range.end - 1)));
    }
    reply
}

/// Returns the media type of a file by its name.
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
}
