//! Turns the `[redirects]` table of the settings into former addresses and the pages that they lead to.

use std::collections::BTreeMap;

use super::table::{Mistakes, Value};
use crate::message;
use crate::source::Span;

/// The `[redirects]` table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RedirectConfig(pub Vec<RedirectRule>);

/// A former address and the page that it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectRule {
    /// The former address, from the root of the site: `old/place.html`, `/old/place/`.
    pub from: String,
    /// The file of a page in the course, or its address in the site.
    pub to: String,
    /// The place of the former address in the settings.
    pub span: Span,
}

impl RedirectConfig {
    /// Reads the table. A redirect to another redirect is a mistake: browsers show each page of a chain, and never arrive
    /// in a circle.
    pub(super) fn read(&mut self, value: Value<'_>, mistakes: &mut Mistakes) {
        for (key, value) in mistakes.table(value).into_iter().flatten() {
            let place = value.span();
            let Some(to) = mistakes.value::<String>(value) else { continue };
            if to.contains("://") || to.contains('#') || to.trim().is_empty() {
                mistakes.add(place, message!("bad-config-redirect-target"));
                continue;
            }
            let span = Span::new(key.span().start, key.span().end);
            self.0.push(RedirectRule { from: key.get_ref().to_string(), to, span });
        }
        let next: BTreeMap<String, &RedirectRule> = self.0.iter().map(|rule| (address_key(&rule.from), rule)).collect();
        for rule in &self.0 {
            let Some(second) = next.get(&address_key(&rule.to)) else { continue };
            let message = if leads_back(rule, &next) {
                message!("bad-config-redirect-circle", from = &rule.from, by = &second.from)
            } else {
                message!("bad-config-redirect-chain", from = &rule.from, to = &second.to)
            };
            mistakes.add(rule.span.start..rule.span.end, message);
        }
    }
}

/// Tests whether a chain of redirects has a cycle.
fn leads_back(first: &RedirectRule, next: &BTreeMap<String, &RedirectRule>) -> bool {
    let mut here = first;
    for _ in 0..=next.len() {
        match next.get(&address_key(&here.to)) {
            Some(rule) => here = rule,
            None => return false,
        }
    }
    true
}

/// Returns an address in the form in which two spellings of one are equal: no slashes at its ends, no extension of a page.
fn address_key(address: &str) -> String {
    let bare = address.trim_matches('/');
    let bare = [".html", ".md"].iter().find_map(|extension| bare.strip_suffix(extension)).unwrap_or(bare);
    bare.strip_suffix("/index").unwrap_or(bare).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, FILE_NAME};
    use crate::source::{CoursePath, Source};

    fn messages(text: &str) -> Vec<String> {
        let found = Config::parse(&Source::new(CoursePath::new(FILE_NAME), text));
        found.err().unwrap_or_default().into_iter().map(|mistake| mistake.message.to_string()).collect()
    }

    #[test]
    fn chains_and_circles_are_mistakes() {
        assert_eq!(messages("[redirects]\n\"/old/\" = \"a.md\"\n\"older.html\" = \"a.md\"\n"), Vec::<String>::new());
        assert_eq!(
            messages("[redirects]\na = \"b.html\"\n\"/b/\" = \"c.md\"\n"),
            ["`a` leads to another redirect; let it lead to `c.md`"]
        );
        let circle = messages("[redirects]\na = \"b\"\nb = \"/a/\"\n");
        assert!(circle.len() == 2 && circle.iter().all(|message| message.contains("in a circle")), "{circle:?}");
        assert!(messages("[redirects]\na = \"a.html\"\n")[0].contains("in a circle"));
        for to in ["\"https://a.example\"", "\"a.md#b\"", "3"] {
            assert_eq!(messages(&format!("[redirects]\na = {to}\n")).len(), 1, "{to}");
        }
    }
}
