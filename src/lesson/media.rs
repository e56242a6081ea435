//! Turns the address of a recording, a program or a document on another site into its page, and the frame that shows it.
//!
//! Both forms of an address are read: that of the page, as a reader copies it, and that of the frame, as a site offers it to be put
//! into a page.

mod rules;

use url::Url;

use self::rules::{AddressRule, RULES};

/// A thing on another site that a page can show in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteMedia {
    /// The name of the site: `YouTube`; its host, if the site is not a known one.
    pub provider: String,
    /// The address of its page, which a reader can open.
    pub address: String,
    /// The address of the frame; `None` if other sites may not frame it.
    pub frame: Option<String>,
    /// The form of the frame.
    pub shape: Shape,
}

/// The form of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A film: 16 units wide and 9 high.
    Film,
    /// A player of sound: a low bar.
    Sound,
    /// A page with things to operate or to read.
    Page,
    /// A file with a film.
    Video,
    /// A file with sound.
    Audio,
}

impl RemoteMedia {
    /// Reads an address that one of the known sites understands.
    pub fn of_address(address: &str) -> Option<Self> {
        let url = parse(address)?;
        let host = host_of(&url)?;
        let mut rules = RULES.iter().filter(|rule| rule.is_for(host));
        rules.find_map(|rule| rule.media(&url))
    }

    /// Reads the address of a frame; any site may offer one.
    pub fn of_frame(address: &str) -> Option<Self> {
        if let Some(known) = Self::of_address(address) {
            return Some(known);
        }
        let url = parse(address)?;
        let provider = host_of(&url)?.to_owned();
        let frame = (url.scheme() == "https").then(|| url.to_string());
        Some(Self { provider, address: url.into(), frame, shape: Shape::Page })
    }

    /// Returns the address as readers see it: without the scheme and `www.`.
    pub fn shown_address(&self) -> &str {
        let address = self.address.split_once("://").map_or(&*self.address, |(_, rest)| rest);
        address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
    }

    /// Tests whether the frame works only with a referrer: `YouTube`, "Error 153".
    pub fn needs_referrer(&self) -> bool {
        self.provider == "YouTube"
    }
}

/// Parses the address of a web site; one without a scheme (`//player.example/…`) is read as HTTPS.
fn parse(address: &str) -> Option<Url> {
    let address = address.trim();
    let whole = match address.strip_prefix("//") {
        Some(rest) => Url::parse(&format!("https://{rest}")),
        None => Url::parse(address),
    };
    whole.ok().filter(|url| matches!(url.scheme(), "https" | "http"))
}

/// Returns the host of an address, without the name of a form of the site for some devices.
fn host_of(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    let bare = host.strip_prefix("www.").or_else(|| host.strip_prefix("m."));
    bare.or(Some(host)).filter(|host| host.contains('.'))
}

impl AddressRule {
    /// Tests whether the rule is about a host, or one that ends in it: `.wistia.com`.
    fn is_for(&self, host: &str) -> bool {
        if self.host.starts_with('.') { host.ends_with(self.host) } else { host == self.host }
    }

    /// Reads an address; `None` if its path is another one.
    fn media(&self, url: &Url) -> Option<RemoteMedia> {
        let values = self.values(url)?;
        let frame = (!self.frame.is_empty()).then(|| filled(self.frame, &values));
        let mut media = RemoteMedia {
            provider: self.provider.to_owned(),
            address: filled(self.page, &values),
            frame,
            shape: self.shape,
        };
        add_start(&mut media, url);
        Some(media)
    }

    /// Returns the parts of an address at the stars of the rule.
    fn values(&self, url: &Url) -> Option<Vec<String>> {
        let (path, query) = self.path.split_once('?').unwrap_or((self.path, ""));
        let mut values = Vec::new();
        let mut given = url.path_segments()?.filter(|part| !part.is_empty());
        for wanted in path.split('/').filter(|part| !part.is_empty()) {
            if wanted == "**" {
                let rest: Vec<&str> = given.by_ref().collect();
                values.push(rest.join("/"));
                break;
            }
            let part = given.next()?;
            let is_read = match wanted {
                "*" => is_value(part),
                "#" => part.bytes().all(|byte| byte.is_ascii_digit()),
                _ => wanted.split('|').any(|word| word == part),
            };
            if !is_read {
                return None;
            } else if matches!(wanted, "*" | "#") || wanted.contains('|') {
                values.push(part.to_owned());
            }
        }
        // A path that goes on is another page, unless it is only the title of this one.
        if given.next().is_some() && !self.may_go_on {
            return None;
        }
        for name in query.split('&').filter_map(|pair| pair.strip_suffix("=*")) {
            let value = parameter(url, name)?;
            values.push(if name == "url" { encoded(&value) } else { Some(value).filter(|value| is_value(value))? });
        }
        let is_long = |value: &String| self.id_length == 0 || value.len() == self.id_length;
        values.first().is_none_or(is_long).then_some(values)
    }
}

/// Tests whether a text can be part of the address of a frame without encoding.
fn is_value(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~@%:!,".contains(c))
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// Puts values into a template in place of `{1}`, `{2}`, …
fn filled(template: &str, values: &[String]) -> String {
    let fill = |text: String, (at, value): (usize, &String)| text.replace(&format!("{{{}}}", at + 1), value);
    values.iter().enumerate().fold(template.to_owned(), fill)
}

/// Adds the further parameters in an address of `YouTube` or Vimeo: the start of the film, its list, the key of an unlisted film.
fn add_start(media: &mut RemoteMedia, url: &Url) {
    let mut add = |on_page: &str, in_frame: &str, value: &str| {
        add_parameter(&mut media.address, on_page, value);
        if let Some(frame) = &mut media.frame {
            add_parameter(frame, in_frame, value);
        }
    };
    match media.provider.as_str() {
        "YouTube" => {
            let start = parameter(url, "start").or_else(|| parameter(url, "t"));
            if let Some(start) = start.and_then(|start| seconds(&start)).filter(|start| *start > 0) {
                add("t", "start", &start.to_string());
            }
            let list = parameter(url, "list").filter(|list| is_value(list));
            if let Some(list) = list.filter(|_| url.path() != "/playlist" && !url.path().ends_with("/videoseries")) {
                add("list", "list", &list);
            }
        }
        "Vimeo" => {
            if let Some(key) = parameter(url, "h").filter(|key| is_value(key)) {
                add("h", "h", &key);
            }
        }
        _ => {}
    }
}

fn add_parameter(address: &mut String, name: &str, value: &str) {
    address.push(if address.contains('?') { '&' } else { '?' });
    address.push_str(name);
    address.push('=');
    address.push_str(value);
}

/// Reads a time: `90`, `90s`, `1h2m3s`.
fn seconds(text: &str) -> Option<u64> {
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let mut total = 0u64;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let unit = match rest.as_bytes()[digits] {
            b'h' => 3600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        total = total.checked_add(rest[..digits].parse::<u64>().ok()?.checked_mul(unit)?)?;
        rest = &rest[digits + 1..];
    }
    Some(total)
}

#[cfg(test)]
mod tests;
