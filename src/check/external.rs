//! Turns the addresses outside a course into a plan of requests, and the responses into findings.
//!
//! Everything here is pure: [`client`] sends the requests, [`store`] keeps the verdicts. A finding that somebody else's server
//! causes must be right: proof that a page is gone (404, 410, an unknown host name) is a warning, a state that may pass
//! (timeouts, server errors) is information, and a refusal of programs (401, 403, 429) is not a finding.

pub mod client;
pub mod store;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::page::CheckedPage;
use super::{Subject, links};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::source::{CoursePath, Span};

/// The most addresses that one run requests: some ten times the number of links of a large course.
const MAX_ADDRESSES: usize = 2000;

/// A link to an address outside the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalLink {
    /// The page of the link.
    pub path: CoursePath,
    /// The place of the link in the page.
    pub span: Span,
    /// The address as its author wrote it.
    pub href: String,
}

/// The links of a course by the address that is requested for them.
pub type ExternalLinks = BTreeMap<String, Vec<ExternalLink>>;

/// The addresses to request, by host; the host with the most comes first, for it takes the longest.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RequestPlan {
    /// Hosts with their addresses.
    pub hosts: Vec<(String, Vec<String>)>,
    /// The number of addresses beyond the limit of a run.
    pub skipped: usize,
}

/// The response to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// The server responded.
    Status {
        /// The HTTP status.
        status: u16,
        /// Whether it has a `Retry-After` header.
        later: bool,
        /// The target of a redirect (`Location`), as sent.
        location: Option<String>,
    },
    /// No host has this name.
    NoHost,
    /// No response that could be read, with the reason.
    None(FailureReason),
}

/// The reason why an address was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureReason {
    /// No host has this name.
    NoHost,
    /// The status of the response.
    Status(u16),
    /// The certificate cannot be trusted.
    Certificate,
    /// No response arrived in time.
    TimedOut,
    /// The host cannot be reached.
    Unreached,
    /// The response is not one of HTTP.
    NotHttp,
    /// The redirects have no end.
    Redirects,
}

impl FailureReason {
    /// Returns the reason in words.
    fn message(self) -> Message {
        match self {
            Self::NoHost => message!("external-no-host"),
            Self::Status(status) => message!("external-status", status = status.to_string()),
            Self::Certificate => message!("external-certificate"),
            Self::TimedOut => message!("external-timed-out"),
            Self::Unreached => message!("external-unreached"),
            Self::NotHttp => message!("external-not-http"),
            Self::Redirects => message!("external-redirects"),
        }
    }
}

/// The state of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It exists, perhaps only for readers who sign in.
    Reachable,
    /// It exists, and redirects to another address permanently.
    Moved(String),
    /// It no longer exists, with the proof.
    Gone(FailureReason),
    /// It could not be read today, with the reason.
    Unclear(FailureReason),
    /// The server asks for a later request.
    Deferred,
}

/// Collects the addresses outside a course that can be requested, each with its links.
pub fn collect(subject: Subject<'_>) -> ExternalLinks {
    let mut links = ExternalLinks::new();
    for page in subject.pages() {
        let CheckedPage { lesson, .. } = page;
        for link in lesson.links.iter().filter(|link| !links::is_placeholder(&page, link)) {
            if let Some(address) = requested_address(&link.href) {
                let (path, href) = (lesson.path.clone(), link.href.clone());
                links.entry(address).or_default().push(ExternalLink { path, span: link.span, href });
            }
        }
    }
    links
}

/// Returns the address to request for a link, normalised and without its fragment (RFC 3986, 6.2); `None` for an address
/// that is not public or is an example.
fn requested_address(href: &str) -> Option<String> {
    let bare = href.trim().split('#').next().unwrap_or_default();
    let is_filler = |part: &str| {
        let part = part.to_ascii_lowercase();
        part.starts_with("your") || matches!(part.as_str(), "username" | "user-name" | "..." | "…")
    };
    let is_example = bare.contains(['{', '}', '<', '>', '$', '*', '[', ']']) || bare.split('/').skip(2).any(is_filler);
    let url = Url::parse(bare).ok().filter(|url| is_public(url) && !is_example)?;
    // A version such as `http://1.2.3/` parses as an address too: only four written parts are one.
    let is_written_out = match url.host()? {
        Host::Ipv4(address) => bare.contains(&address.to_string()),
        _ => true,
    };
    is_written_out.then(|| url.into())
}

/// Returns the host of an address as the network knows it: in small letters, ASCII (IDNA), without a port.
pub fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}

/// Tests whether an address is that of a page on the public web: no password in it, no machine of a private network, no
/// name reserved for examples (RFC 2606, RFC 6761), no name that readers are to replace.
fn is_public(url: &Url) -> bool {
    let is_plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    is_plain
        && match url.host() {
            Some(Host::Domain(name)) => is_public_name(name),
            Some(Host::Ipv4(address)) => is_public_address(address),
            Some(Host::Ipv6(_)) | None => false,
        }
}

fn is_public_address(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    // Shared addresses of providers (RFC 6598), and multicast and reserved ones (RFC 5771, RFC 1112).
    let is_shared = first == 100 && (64..128).contains(&second);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || first == 0
        || first >= 224)
}

fn is_public_name(name: &str) -> bool {
    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
    let [.., second, last] = labels.as_slice() else { return false };
    let is_reserved =
        matches!(*last, "example" | "test" | "invalid" | "localhost" | "local" | "internal" | "lan" | "home")
            || (*second == "example" && matches!(*last, "com" | "org" | "net"));
    let is_filler = |label: &&str| {
        label.starts_with("your")
            || label.starts_with("my-")
            || matches!(*label, "mydomain" | "mysite" | "myapp" | "xxx")
    };
    !is_reserved && !labels.iter().any(is_filler)
}

/// Plans the requests for addresses, by host.
pub fn plan<'a>(addresses: impl Iterator<Item = &'a String>) -> RequestPlan {
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut skipped = 0;
    for (at, address) in addresses.enumerate() {
        match host(address) {
            Some(host) if at < MAX_ADDRESSES => hosts.entry(host).or_default().push(address.clone()),
            _ => skipped += 1,
        }
    }
    let mut hosts: Vec<(String, Vec<String>)> = hosts.into_iter().collect();
    hosts.sort_by_key(|(_, addresses)| std::cmp::Reverse(addresses.len()));
    RequestPlan { hosts, skipped }
}

/// Tests whether a server may have refused the method (HEAD) rather than the address.
pub fn should_retry_with_get(response: &Response) -> bool {
    match response {
        Response::Status { status, later, .. } => *status >= 400 && !later && !matches!(status, 401 | 429),
        Response::NoHost => false,
        Response::None(why) => *why != FailureReason::TimedOut,
    }
}

/// Returns the verdict on an address from the last response; `moved` is the target of permanent redirects.
pub fn verdict_of(response: &Response, moved: Option<String>) -> Verdict {
    match response {
        Response::NoHost => Verdict::Gone(FailureReason::NoHost),
        Response::None(why) => Verdict::Unclear(*why),
        Response::Status { status: 429, .. } | Response::Status { status: 503, later: true, .. } => Verdict::Deferred,
        Response::Status { status: status @ (404 | 410), .. } => Verdict::Gone(FailureReason::Status(*status)),
        Response::Status { status: status @ 500..600, .. } => Verdict::Unclear(FailureReason::Status(*status)),
        Response::Status { status: 200..300, .. } => moved.map_or(Verdict::Reachable, Verdict::Moved),
        Response::Status { .. } => Verdict::Reachable,
    }
}

/// Returns the target of a redirect (RFC 3986, 5.2), without its fragment; `None` for a malformed one, and for one that is
/// not public.
pub fn resolve_redirect(from: &str, location: &str) -> Option<String> {
    let location = location.split('#').next().unwrap_or_default().trim();
    let target = Url::parse(from).ok()?.join(location).ok()?;
    (!location.is_empty() && is_public(&target)).then(|| target.into())
}

/// Returns the findings about addresses, each at all of its links.
pub fn findings(links: &ExternalLinks, verdicts: &BTreeMap<String, Verdict>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (address, verdict) in verdicts {
        for ExternalLink { path, span, href } in links.get(address).into_iter().flatten() {
            let at = |code, message: Message| Diagnostic::at(path, *span, code, message);
            found.extend(match verdict {
                Verdict::Reachable | Verdict::Deferred => None,
                Verdict::Gone(why) => Some(
                    at(Code::DeadExternalLink, message!("dead-external-link", href, reason = why.message()))
                        .hint(message!("dead-external-link.hint")),
                ),
                Verdict::Unclear(why) => Some(
                    at(Code::DeadExternalLink, message!("dead-external-link-unclear", href, reason = why.message()))
                        .hint(message!("dead-external-link-unclear.hint"))
                        .as_info(),
                ),
                Verdict::Moved(to) => Some(
                    at(Code::MovedExternalLink, message!("moved-external-link", href))
                        .hint(message!("moved-external-link.hint", to)),
                ),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Response {
        Response::Status { status, later: false, location: None }
    }

    #[test]
    fn only_public_addresses_are_requested() {
        let kept = requested_address;
        assert_eq!(kept("https://Docs.Rs/a?b=c#d").as_deref(), Some("https://docs.rs/a?b=c"));
        assert_eq!(kept("HTTPS://Docs.Rs"), kept("https://docs.rs/"));
        assert_eq!(kept("https://docs.rs?Q").as_deref(), Some("https://docs.rs/?Q"));
        assert_eq!(kept("http://ko.site.kr/한").as_deref(), Some("http://ko.site.kr/%ED%95%9C"));
        assert_eq!(kept("https://한글.한국/길").as_deref(), Some("https://xn--bj0bj06e.xn--3e0b707e/%EA%B8%B8"));
        assert_eq!(host("http://한글.한국:8080/").as_deref(), Some("xn--bj0bj06e.xn--3e0b707e"));
        for href in [
            "http://localhost:80/",
            "http://127.0.0.1/",
            "http://10.1.2.3/",
            "http://192.168.0.1",
            "http://172.16.0.1/x",
            "http://169.254.169.254/latest",
            "http://0.0.0.0:8080",
            "http://[::1]/",
            "http://server:9090/",
            "http://a.test/",
            "https://www.example.com/x",
            "https://a.example",
            "https://x.invalid/",
            "https://user:pw@site.org/",
            "https://your-domain.com/",
            "https://github.com/your-name/x",
            "https://site.org/{id}",
            "mailto:a@b.c",
            "ftp://site.org/",
            "page.md",
            "//site.org/x",
            "http://1.2.3/",
            "http://0x7f.1/",
            "https://예.example/",
        ] {
            assert_eq!(kept(href), None, "{href}");
        }
    }

    #[test]
    fn a_plan_groups_by_host_and_has_a_limit() {
        let addresses = ["https://a.org/1", "https://b.org/1", "https://b.org/2"].map(str::to_owned);
        let plan_of = plan(addresses.iter());
        let hosts: Vec<_> = plan_of.hosts.iter().map(|(host, addresses)| (host.as_str(), addresses.len())).collect();
        assert_eq!((hosts, plan_of.skipped), (vec![("b.org", 2), ("a.org", 1)], 0));
        let many: Vec<String> = (0..MAX_ADDRESSES + 3).map(|at| format!("https://a.org/{at}")).collect();
        assert_eq!(plan(many.iter()).skipped, 3);
    }

    #[test]
    fn only_proof_makes_an_address_gone() {
        for code in [404, 410] {
            assert!(matches!(verdict_of(&status(code), None), Verdict::Gone(_)), "{code}");
        }
        for code in [200, 204, 302, 400, 401, 403, 405, 999] {
            assert_eq!(verdict_of(&status(code), None), Verdict::Reachable, "{code}");
        }
        assert!(matches!(verdict_of(&status(500), None), Verdict::Unclear(_)));
        assert!(matches!(verdict_of(&status(503), None), Verdict::Unclear(_)));
        assert_eq!(verdict_of(&Response::Status { status: 503, later: true, location: None }, None), Verdict::Deferred);
        assert_eq!(verdict_of(&status(429), None), Verdict::Deferred);
        assert!(matches!(verdict_of(&Response::NoHost, None), Verdict::Gone(_)));
        let moved = Some("https://b.org/".to_owned());
        assert!(matches!(verdict_of(&status(200), moved.clone()), Verdict::Moved(_)));
        assert!(matches!(verdict_of(&status(404), moved), Verdict::Gone(_)));
    }

    #[test]
    fn redirects_are_relative_to_their_address() {
        let to = |location: &str| resolve_redirect("https://a.org/x/y?z", location);
        assert_eq!(to("/n").as_deref(), Some("https://a.org/n"));
        assert_eq!(to("n").as_deref(), Some("https://a.org/x/n"));
        assert_eq!(to("//b.org/n").as_deref(), Some("https://b.org/n"));
        assert_eq!(to("http://b.org/n#f").as_deref(), Some("http://b.org/n"));
        assert_eq!(resolve_redirect("https://a.org", "n").as_deref(), Some("https://a.org/n"));
        assert_eq!(to("../n").as_deref(), Some("https://a.org/n"));
        assert_eq!(to("../../n/./m/..?k=..").as_deref(), Some("https://a.org/n/?k=.."));
        assert_eq!(to("?k").as_deref(), Some("https://a.org/x/y?k"));
        assert_eq!(to("/in?next=https://b.org/").as_deref(), Some("https://a.org/in?next=https://b.org/"));
        assert_eq!((to("http://127.0.0.1/"), to("mailto:a@b.org"), to("")), (None, None, None));
    }
}
