//! Turns the bytes of a request's head into a head that is safe for `tiny_http`, or into the status that refuses it.
//!
//! The grammar is that of RFC 9112, read by `httparse`; `tiny_http` 0.12 never reads a client's bytes, only those that are
//! written here: a request line of HTTP/1.0 or 1.1 and the few fields that the routers read. A request with
//! `HTTP/2.0` would keep a thread of `tiny_http` for ever, and 32 of them would end the preview; a length, an encoding
//! of the body, an upgrade or an expectation would make it wait for bytes that are not forwarded.

use httparse::{Error, Status};

/// The field by which a page names the state of itself that it has.
pub const HAVE: &str = "X-Seodang-Have";

/// The field that carries the key of the [editor's port](super::editor_router).
pub const KEY: &str = "X-Seodang-Key";

/// The field by which the limiter marks clients on this machine. One that a client sends is never forwarded.
pub const LOCAL: &str = "X-Seodang-Local";

/// The fields that are forwarded: all that the routers read.
const FORWARDED: [&str; 7] = ["Host", "Origin", "Range", "Sec-Fetch-Site", "Service-Worker", HAVE, KEY];

/// The most fields that a head may have; browsers send about twenty.
const MAX_FIELDS: usize = 128;

/// The status line of a refusal, without the version.
pub type Refusal = &'static str;

/// Checks a head that ends in an empty line, and writes it anew for `tiny_http`: in ASCII, with the fields that are
/// forwarded, as the only request of its connection.
///
/// # Errors
/// Returns the status of the refusal: 400 for bytes that are not a request, 431 for too many fields,
/// 505 for a version of HTTP that is neither 1.0 nor 1.1.
pub fn rewrite(head: &[u8], is_local: bool) -> Result<Vec<u8>, Refusal> {
    const BAD: Refusal = "400 Bad Request";
    // Empty lines before a request are ignored (RFC 9112, section 2.2).
    let start = head.iter().position(|byte| !b"\r\n".contains(byte)).unwrap_or(head.len());
    let head = encode_target(&head[start..]);
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(&head) {
        Ok(Status::Complete(_)) => {}
        Err(Error::Version) => return Err("505 HTTP Version Not Supported"),
        Err(Error::TooManyHeaders) => return Err("431 Request Header Fields Too Large"),
        Ok(Status::Partial) | Err(_) => return Err(BAD),
    }
    let (Some(method), Some(target), Some(minor)) = (request.method, request.path, request.version) else {
        return Err(BAD);
    };
    // Of two hosts, one could be checked and the other one meant (RFC 9112, section 3.2).
    if request.headers.iter().filter(|field| field.name.eq_ignore_ascii_case("Host")).count() > 1 {
        return Err(BAD);
    }
    let mut plain = format!("{method} {target} HTTP/1.{minor}\r\nConnection: close\r\n").into_bytes();
    for field in request.headers {
        if let Some(name) = FORWARDED.iter().find(|name| field.name.eq_ignore_ascii_case(name)) {
            plain.extend_from_slice(format!("{name}: ").as_bytes());
            plain.extend(field.value.iter().map(|&byte| if byte.is_ascii() { byte } else { b'?' }));
            plain.extend_from_slice(b"\r\n");
        }
    }
    if is_local {
        plain.extend_from_slice(format!("{LOCAL}: yes\r\n").as_bytes());
    }
    plain.extend_from_slice(b"\r\n");
    Ok(plain)
}

/// Tests whether a rewritten head says that a page of the preview sent it, or its user (an address that was typed). Browsers write
/// this field, and no page can (Fetch Metadata, section 2.4); programs of the user can, as they can read the course itself.
pub fn is_of_own_page(head: &[u8]) -> bool {
    let lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    lines
        .filter_map(|line| line.strip_prefix(b"Sec-Fetch-Site: "))
        .any(|site| site == b"same-origin" || site == b"none")
}

/// Percent-encodes non-ASCII bytes in the request line: a target that was typed by hand, `/week_01/가.html`.
fn encode_target(head: &[u8]) -> Vec<u8> {
    let line = head.iter().position(|&byte| byte == b'\n').unwrap_or(head.len());
    let mut encoded = Vec::with_capacity(head.len());
    for &byte in &head[..line] {
        if byte.is_ascii() {
            encoded.push(byte);
        } else {
            encoded.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    encoded.extend_from_slice(&head[line..]);
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(head: &str) -> Result<String, Refusal> {
        rewrite(head.as_bytes(), false).map(|head| String::from_utf8(head).unwrap())
    }

    #[test]
    fn heads_are_made_plain() {
        let head = "GET /가 HTTP/1.1\r\nhost: localhost\r\nCookie: x\r\nRange: 값\r\nContent-Length: 9\r\n\r\n";
        let plain = "GET /%EA%B0%80 HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nRange: ???\r\n\r\n";
        assert_eq!(rewritten(head).as_deref(), Ok(plain));
    }

    #[test]
    fn a_target_after_empty_lines_is_encoded_too() {
        assert_eq!(
            rewritten("\r\n\nGET /가 HTTP/1.0\r\n\r\n").unwrap(),
            rewritten("GET /가 HTTP/1.0\r\n\r\n").unwrap()
        );
        assert!(rewritten("\nGET /가 HTTP/1.0\r\n\r\n").unwrap().is_ascii());
    }

    #[test]
    fn a_client_cannot_say_that_it_is_local() {
        let head = b"GET / HTTP/1.0\r\nX-Seodang-Local: yes\r\n\r\n";
        assert_eq!(rewrite(head, false), Ok(b"GET / HTTP/1.0\r\nConnection: close\r\n\r\n".to_vec()));
        assert!(rewrite(head, true).unwrap().ends_with(b"\r\nX-Seodang-Local: yes\r\n\r\n"));
    }

    #[test]
    fn own_pages_are_known_by_the_field_that_no_page_can_write() {
        for (site, is_own) in
            [("same-origin", true), ("none", true), ("cross-site", false), ("same-site", false), ("", false)]
        {
            let head =
                format!("GET /Sec-Fetch-Site:none HTTP/1.1\r\nsec-fetch-site: {site}\r\nRange: same-origin\r\n\r\n");
            assert_eq!(is_of_own_page(&rewrite(head.as_bytes(), true).unwrap()), is_own, "{site}");
        }
        assert!(!is_of_own_page(&rewrite(b"GET / HTTP/1.1\r\n\r\n", true).unwrap()));
    }

    #[test]
    fn only_two_versions_are_spoken() {
        for version in ["HTTP/2.0", "HTTP/3.0", "HTTP/0.9", "HTTP/1.2", "HTTP/9.9", "http/1.1", "HTTP/1", "HTTPS/1.1"] {
            let status = rewritten(&format!("GET / {version}\r\nHost: localhost\r\n\r\n")).unwrap_err();
            assert_eq!(status, "505 HTTP Version Not Supported", "{version}");
        }
    }

    #[test]
    fn a_head_that_breaks_the_grammar_is_refused() {
        let many = "A: b\r\n".repeat(MAX_FIELDS + 1);
        assert_eq!(rewritten(&format!("GET / HTTP/1.1\r\n{many}\r\n")), Err("431 Request Header Fields Too Large"));
        for head in [
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "G(T / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 more\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHOST: other\r\n\r\n",
            "GET / HTTP/1.1\r\nRange: a\0b\r\n\r\n",
        ] {
            assert_eq!(rewritten(head), Err("400 Bad Request"), "{head:?}");
        }
    }
}
