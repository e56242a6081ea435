//! Turns a text into the address under which a site is published.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use url::Url;

/// The address under which a site is published: `https://example.org/course`, as written.
///
/// The option `--base-url` and the setting `base-url` are both parsed by this type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl(String);

/// The message for an address that is not a web address.
const EXPECTED: &str = "an address begins with https:// or http:// and a host, such as https://example.org/course";

impl BaseUrl {
    /// Returns the address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // WHATWG's rules, by which `url` parses, also accept `https:host`, `https:///host` and line breaks.
        let rest = text.split_once("://").map(|(_, rest)| rest).unwrap_or_default();
        if rest.is_empty() || rest.starts_with(['/', '\\']) || text.contains(char::is_whitespace) {
            return Err(EXPECTED.to_owned());
        }
        let url = Url::parse(text).map_err(|_| EXPECTED.to_owned())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(EXPECTED.to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("the address of a site has neither `?` nor `#`: paths are added to its end".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the address of a site is public and must not hold a user name or password".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<BaseUrl> for String {
    fn from(address: BaseUrl) -> Self {
        address.0
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_sites_and_others() {
        for good in ["https://example.org", "http://localhost:8000/a/", "https://강의.kr/과정/", "https://[::1]/a"]
        {
            assert_eq!(good.parse::<BaseUrl>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///course",
            "https:example.org",
            "https://exa mple.org",
            "https://example.org/?a=b",
            "https://example.org/#top",
            "https://me:secret@example.org/",
            "javascript://example.org/%0aalert(1)",
        ] {
            assert!(bad.parse::<BaseUrl>().is_err(), "{bad}");
        }
    }
}
