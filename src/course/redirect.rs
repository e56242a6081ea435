//! Turns former addresses of pages (`[redirects]` of the settings, `aliases` and `redirect_from` of front matter) into
//! addresses in the site that lead on. A page never yields its address to a redirect.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::route::{INDEX, Routes};
use super::{Entry, Lessons};
use crate::config::{FILE_NAME, RedirectConfig, RedirectRule};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::read::page_file::without_ending;
use crate::site::SitePath;
use crate::source::CoursePath;

/// Adds a redirect for each former address to `redirects`; those of the settings come first.
pub(super) fn add(
    entries: &[Entry],
    (lessons, sources): (&Lessons, &Sources),
    config: &RedirectConfig,
    routes: &mut Routes,
    redirects: &mut BTreeMap<SitePath, SitePath>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let settings = CoursePath::new(FILE_NAME);
    for rule in &config.0 {
        let report = |message: Message| Diagnostic::at(&settings, rule.span, Code::BrokenRedirect, message);
        match (target(rule, entries), former_address(&CoursePath::default(), &rule.from)) {
            (Some(entry), Some(address)) => {
                let taken = claim(&address, entry, routes, redirects);
                diagnostics.extend(
                    taken.map(|message| report(message).as_warning().hint(message!("address-taken-redirect.hint"))),
                );
            }
            (None, _) if is_withheld(rule, sources) => {}
            (None, _) => diagnostics.push(
                report(message!("broken-redirect-target", to = &rule.to)).hint(message!("broken-redirect-target.hint")),
            ),
            (_, None) => diagnostics.push(
                report(message!("broken-redirect-address", from = &rule.from))
                    .hint(message!("broken-redirect-address.hint")),
            ),
        }
    }
    for entry in entries {
        let Some(lesson) = entry.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        let folder = lesson.path.parent().unwrap_or_default();
        for alias in &lesson.front.addresses.aliases {
            let Some(address) = former_address(&folder, alias) else { continue };
            let taken = claim(&address, entry, routes, redirects);
            diagnostics.extend(taken.map(|message| {
                // The alias may be seen from the root of another site: a folder of this course.
                Diagnostic::about(&lesson.path, Code::DuplicateRoute, message)
                    .as_info()
                    .hint(message!("address-taken-alias.hint"))
            }));
        }
    }
    diagnostics
}

/// Finds the entry that a redirect of the settings leads to: by its file or folder, or by its address in the site.
fn target<'a>(rule: &RedirectRule, entries: &'a [Entry]) -> Option<&'a Entry> {
    let path = CoursePath::default().resolve(&rule.to)?;
    let page = CoursePath::new(&format!("{path}.md"));
    let index = path.join(INDEX);
    entries.iter().find(|entry| {
        let lesson = entry.lesson.as_ref();
        lesson == Some(&path) || entry.path == path || lesson == Some(&page) || {
            let site = entry.site.as_str();
            site == path.as_str() || site == index.as_str()
        }
    })
}

/// Tests whether a redirect leads to a page that exists and is left out on purpose.
fn is_withheld(rule: &RedirectRule, sources: &Sources) -> bool {
    let path = CoursePath::default().resolve(&rule.to);
    // Files of pages that are left out, such as drafts, are listed as well.
    path.is_some_and(|path| sources.withheld.contains(&path) || sources.files.contains_key(&path))
}

/// Returns the path of the file in the site that a former address names: `old/place/` → `old/place/index.html`. An address
/// that does not begin with `/` is seen from `folder`. `None` if it leads out of the site.
fn former_address(folder: &CoursePath, address: &str) -> Option<CoursePath> {
    let decoded = percent_decode_str(address.trim()).decode_utf8().ok()?;
    let base = if decoded.starts_with('/') { &CoursePath::default() } else { folder };
    let path = base.resolve(&decoded).filter(|path| !path.is_root())?;
    Some(match path.extension().as_str() {
        "html" | "htm" if !decoded.ends_with('/') => path,
        "md" | "mdx" | "qmd" | "rmd" => CoursePath::new(&format!("{}.html", without_ending(path.as_str()))),
        _ => path.join(INDEX),
    })
}

/// Claims an address for a redirect; returns its holder if it is taken, unless that is the page itself.
fn claim(
    address: &CoursePath,
    entry: &Entry,
    routes: &mut Routes,
    redirects: &mut BTreeMap<SitePath, SitePath>,
) -> Option<Message> {
    let own = entry.lesson.as_ref().unwrap_or(&entry.path);
    if routes.is_taken(address.as_str()) {
        let holder = routes.holder(address.as_str()).filter(|holder| *holder != own)?;
        return Some(message!("address-taken-by", address = address.as_str(), holder = holder.as_str()));
    }
    let folder = address.parent().unwrap_or_default();
    let site = routes.claim_page(&folder, address.name(), own);
    // A folder of that name is somewhere else in the site.
    routes.take_renamed();
    if site.as_str() != address.as_str() {
        return Some(message!("address-taken-folder", address = address.as_str()));
    }
    redirects.insert(site, entry.site.clone());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_former_addresses() {
        let folder = CoursePath::new("week_01");
        let check = |address: &str, expected: Option<&str>| {
            let found = former_address(&folder, address);
            assert_eq!(found.as_ref().map(CoursePath::as_str), expected, "{address}");
        };
        check("/old/place/", Some("old/place/index.html"));
        check("/old/place", Some("old/place/index.html"));
        check("/old.html", Some("old.html"));
        check("old.md", Some("week_01/old.html"));
        check("../%EA%B0%80/", Some("가/index.html"));
        check("/../x/", None);
        check("../../x/", None);
        check("/", None);
    }
}
