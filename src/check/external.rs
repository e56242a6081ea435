//! Turns the outside addresses of a course into a plan of what to ask whom, and the answers into findings.
//!
//! All here is pure: [`client`] asks, [`store`] remembers. A finding that a stranger's server causes must be right: what says
//! that a page is gone (404, 410, a name that nobody has) is a warning, what may pass (timeouts, server errors) is
//! information, and what only says that programs are not welcome (401, 403, 429) is nothing.

pub mod client;
pub mod store;

use std::collections::BTreeMap;
use std::net::IpAddr;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::page::Page;
use super::{Subject, links};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{CoursePath, Span};

/// What an address may not hold bare; letters beyond ASCII are always encoded.
const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'`').add(b'\\').add(b'^').add(b'|');

/// The most addresses that one run asks for: some ten times what a large course links.
const MAX_ADDRESSES: usize = 2000;

/// Where each address stands in the course.
pub type Places = BTreeMap<String, Vec<(CoursePath, Span)>>;

/// What to ask: for each host its addresses, the host with the most first, for it takes the longest.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Hosts with their addresses.
    pub hosts: Vec<(String, Vec<String>)>,
    /// How many addresses are beyond the limit of a run.
    pub left: usize,
}

/// What one request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The server answered.
    Status {
        /// The HTTP status.
        status: u16,
        /// Whether it asks to come back later (`Retry-After`).
        later: bool,
        /// Where it redirects to (`Location`), as written.
        location: Option<String>,
    },
    /// The name of the host leads nowhere.
    NoHost,
    /// Nothing came back that could be read; the words say why.
    Silent(&'static str),
}

/// What is known of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It is there, or is there for readers who sign in.
    There,
    /// It is there, and has another address for good.
    Moved(String),
    /// It is gone; the words say how that shows.
    Gone(String),
    /// It could not be read today; the words say why.
    Unsure(String),
    /// The server asks to come back later.
    Later,
}

/// The outside addresses of a course that can be asked for, each with its places.
pub fn collect(subject: Subject<'_>) -> Places {
    let mut places = Places::new();
    for page in subject.pages() {
        let Page { lesson, .. } = page;
        for link in lesson.links.iter().filter(|link| !links::is_placeholder(&page, link)) {
            if let Some(address) = address(&link.href) {
                places.entry(address).or_default().push((lesson.path.clone(), link.span));
            }
        }
    }
    places
}

/// The address to ask for: without its fragment, encoded; `None` where it is not for the public or was not meant to be
/// followed.
fn address(href: &str) -> Option<String> {
    let bare = href.trim().split('#').next().unwrap_or_default();
    let host = host(bare)?;
    let is_filler = |part: &str| {
        let part = part.to_ascii_lowercase();
        part.starts_with("your") || matches!(part.as_str(), "username" | "user-name" | "..." | "…")
    };
    let is_sample = bare.contains(['{', '}', '<', '>', '$', '*', '[', ']']) || bare.split('/').skip(2).any(is_filler);
    (is_public(&host) && !is_sample).then(|| utf8_percent_encode(&normal(bare), UNSAFE).to_string())
}

/// One way to write a web address of many: scheme and host in small letters, and a path (RFC 3986, 6.2).
fn normal(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("{}://{}{root}{path}", scheme.to_ascii_lowercase(), authority.to_ascii_lowercase())
}

/// The host of a web address in small letters, without its port; `None` for all that is no plain web address, and for one
/// with a password in it.
pub fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (is_web && is_plain && !host.is_empty() && !authority.contains('@')).then_some(host)
}

/// Whether a host can be one of the public network: no name of a machine nearby, no private address, none that is kept for
/// examples (RFC 2606, RFC 6761) or that readers are to put their own name for.
pub fn is_public(host: &str) -> bool {
    if let Ok(IpAddr::V4(ip)) = host.parse::<IpAddr>() {
        let [first, second, ..] = ip.octets();
        // Addresses of providers' own networks (RFC 6598), and all that are not those of one machine.
        let is_shared = first == 100 && (64..128).contains(&second);
        return !(ip.is_private()
            || ip.is_loopback()
            || ip.is_link_local()
            || ip.is_documentation()
            || is_shared
            || first == 0
            || first >= 224);
    }
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let [.., second, last] = labels.as_slice() else { return false };
    let is_kept = matches!(*last, "example" | "test" | "invalid" | "localhost" | "local" | "internal" | "lan" | "home")
        || (*second == "example" && matches!(*last, "com" | "org" | "net"))
        || last.chars().all(|c| c.is_ascii_digit());
    let is_filler = |label: &&str| {
        label.starts_with("your")
            || label.starts_with("my-")
            || matches!(*label, "mydomain" | "mysite" | "myapp" | "xxx")
    };
    !is_kept && !labels.iter().any(is_filler)
}

/// Plans what to ask: the addresses of which nothing is known, by host.
pub fn plan<'a>(addresses: impl Iterator<Item = &'a String>) -> Plan {
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut left = 0;
    for (at, address) in addresses.enumerate() {
        match host(address) {
            Some(host) if at < MAX_ADDRESSES => hosts.entry(host).or_default().push(address.clone()),
            _ => left += 1,
        }
    }
    let mut hosts: Vec<(String, Vec<String>)> = hosts.into_iter().collect();
    hosts.sort_by_key(|(_, addresses)| std::cmp::Reverse(addresses.len()));
    Plan { hosts, left }
}

/// Whether a server may have refused the manner of the question (HEAD) rather than the address.
pub fn asks_for_get(answer: &Answer) -> bool {
    match answer {
        Answer::Status { status, later, .. } => *status >= 400 && !later && !matches!(status, 401 | 429),
        Answer::NoHost => false,
        Answer::Silent(why) => *why != client::TIMED_OUT,
    }
}

/// Judges the last answer for an address; `moved` is where permanent redirects led.
pub fn judge(answer: &Answer, moved: Option<String>) -> Verdict {
    match answer {
        Answer::NoHost => Verdict::Gone("no host has that name".to_owned()),
        Answer::Silent(why) => Verdict::Unsure((*why).to_owned()),
        Answer::Status { status: 429, .. } | Answer::Status { status: 503, later: true, .. } => Verdict::Later,
        Answer::Status { status: status @ (404 | 410), .. } => Verdict::Gone(format!("the server answers {status}")),
        Answer::Status { status: status @ 500..600, .. } => Verdict::Unsure(format!("the server answers {status}")),
        Answer::Status { status: 200..300, .. } => moved.map_or(Verdict::There, Verdict::Moved),
        Answer::Status { .. } => Verdict::There,
    }
}

/// Where a redirect leads from an address (RFC 3986, 5.2); `None` where it leads out of the public network or is not
/// understood.
pub fn redirected(from: &str, location: &str) -> Option<String> {
    let location = location.split('#').next().unwrap_or_default().trim();
    let from = normal(from);
    let (scheme, rest) = from.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find('/')?);
    let path = path.split('?').next().unwrap_or_default();
    let is_whole = location
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
    let target = if location.is_empty() {
        return None;
    } else if is_whole {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('?') {
        format!("{scheme}://{authority}{path}{location}")
    } else {
        let (own, query) = location.split_at(location.find('?').unwrap_or(location.len()));
        let folder = if own.starts_with('/') { "" } else { &path[..=path.rfind('/')?] };
        format!("{scheme}://{authority}{}{query}", without_dots(&format!("{folder}{own}")))
    };
    host(&target)
        .is_some_and(|host| is_public(&host))
        .then(|| utf8_percent_encode(&normal(&target), UNSAFE).to_string())
}

/// A path from the root with its `.` and `..` carried out (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(kept.pop()),
            _ => kept.push(part),
        }
    }
    let is_folder = ["/.", "/.."].iter().any(|end| path.ends_with(end)) && !kept.is_empty();
    format!("/{}{}", kept.join("/"), if is_folder { "/" } else { "" })
}

/// What authors should know of the addresses, each at all its places.
pub fn findings(places: &Places, verdicts: &BTreeMap<String, Verdict>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (address, verdict) in verdicts {
        for (path, span) in places.get(address).into_iter().flatten() {
            let at = |code, message: String| Diagnostic::at(path, *span, code, message);
            found.extend(match verdict {
                Verdict::There | Verdict::Later => None,
                Verdict::Gone(why) => Some(
                    at(Code::DeadExternalLink, format!("`{address}` is not there: {why}"))
                        .hint("link to where it is now, or remove the link"),
                ),
                Verdict::Unsure(why) => Some(
                    at(Code::DeadExternalLink, format!("`{address}` could not be read: {why}"))
                        .hint("look at it in a browser; it may be back already")
                        .as_info(),
                ),
                Verdict::Moved(to) => Some(
                    at(Code::MovedExternalLink, format!("`{address}` has moved for good"))
                        .hint(format!("its new address is {to}")),
                ),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Answer {
        Answer::Status { status, later: false, location: None }
    }

    #[test]
    fn only_public_addresses_are_asked_for() {
        let kept = |href: &str| address(href);
        assert_eq!(kept("https://Docs.Rs/a?b=c#d").as_deref(), Some("https://docs.rs/a?b=c"));
        assert_eq!(kept("HTTPS://Docs.Rs"), kept("https://docs.rs/"));
        assert_eq!(kept("https://docs.rs?Q").as_deref(), Some("https://docs.rs/?Q"));
        assert_eq!(kept("http://ko.site.kr/한").as_deref(), Some("http://ko.site.kr/%ED%95%9C"));
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
        ] {
            assert_eq!(kept(href), None, "{href}");
        }
    }

    #[test]
    fn a_plan_asks_each_host_for_its_own_and_has_an_end() {
        let addresses = ["https://a.org/1", "https://b.org/1", "https://b.org/2"].map(str::to_owned);
        let plan_of = plan(addresses.iter());
        let hosts: Vec<_> = plan_of.hosts.iter().map(|(host, addresses)| (host.as_str(), addresses.len())).collect();
        assert_eq!((hosts, plan_of.left), (vec![("b.org", 2), ("a.org", 1)], 0));
        let many: Vec<String> = (0..MAX_ADDRESSES + 3).map(|at| format!("https://a.org/{at}")).collect();
        assert_eq!(plan(many.iter()).left, 3);
    }

    #[test]
    fn only_what_is_surely_gone_is_called_gone() {
        for code in [404, 410] {
            assert!(matches!(judge(&status(code), None), Verdict::Gone(_)), "{code}");
        }
        for code in [200, 204, 302, 400, 401, 403, 405, 999] {
            assert_eq!(judge(&status(code), None), Verdict::There, "{code}");
        }
        assert!(matches!(judge(&status(500), None), Verdict::Unsure(_)));
        assert!(matches!(judge(&status(503), None), Verdict::Unsure(_)));
        assert_eq!(judge(&Answer::Status { status: 503, later: true, location: None }, None), Verdict::Later);
        assert_eq!(judge(&status(429), None), Verdict::Later);
        assert!(matches!(judge(&Answer::NoHost, None), Verdict::Gone(_)));
        let moved = Some("https://b.org/".to_owned());
        assert!(matches!(judge(&status(200), moved.clone()), Verdict::Moved(_)));
        assert!(matches!(judge(&status(404), moved), Verdict::Gone(_)));
    }

    #[test]
    fn redirects_lead_on_from_where_they_stand() {
        let to = |location: &str| redirected("https://a.org/x/y?z", location);
        assert_eq!(to("/n").as_deref(), Some("https://a.org/n"));
        assert_eq!(to("n").as_deref(), Some("https://a.org/x/n"));
        assert_eq!(to("//b.org/n").as_deref(), Some("https://b.org/n"));
        assert_eq!(to("http://b.org/n#f").as_deref(), Some("http://b.org/n"));
        assert_eq!(redirected("https://a.org", "n").as_deref(), Some("https://a.org/n"));
        assert_eq!(to("../n").as_deref(), Some("https://a.org/n"));
        assert_eq!(to("../../n/./m/..?k=..").as_deref(), Some("https://a.org/n/?k=.."));
        assert_eq!(to("?k").as_deref(), Some("https://a.org/x/y?k"));
        assert_eq!(to("/in?next=https://b.org/").as_deref(), Some("https://a.org/in?next=https://b.org/"));
        assert_eq!((to("http://127.0.0.1/"), to("mailto:a@b.org"), to("")), (None, None, None));
    }
}
