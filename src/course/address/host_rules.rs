//! Turns the files that a host of sites and git read (`_redirects`, `netlify.toml`, `.gitignore`), and the scripts that are
//! pages, into rules about addresses that no page of the course has.
//!
//! Sources: Docusaurus "Creating pages", Gatsby and Astro "Pages", Netlify "Redirects and rewrites" (its `_redirects` is also that of Cloudflare Pages), `gitignore(5)`. Only
//! lines without conditions and patterns without wildcards in them are understood.

use std::collections::BTreeSet;

use crate::read::Sources;
use crate::source::{CoursePath, Source};

/// The most redirects that are followed from one address.
const MAX_STEPS: usize = 4;

/// The sign by which a rule takes the rest of an address over.
const REST: &str = ":splat";

/// The folders whose scripts are pages at the route of their path.
const PAGE_SCRIPTS: [&str; 2] = ["src", "pages"];

/// The extensions of such scripts.
const SCRIPTS: [&str; 5] = ["tsx", "jsx", "ts", "js", "astro"];

/// The redirects of a host, the pages that scripts make, and the paths that git ignores.
#[derive(Debug, Default)]
pub struct HostRules {
    /// The routes of scripts, without slashes around them.
    scripts: BTreeSet<String>,
    redirects: Vec<HostRedirect>,
    ignored: Vec<IgnoredPath>,
}

/// A rule that answers an address with another one.
#[derive(Debug)]
struct HostRedirect {
    /// The address without a slash at its end; without `*` if `takes_rest`.
    from: String,
    takes_rest: bool,
    to: String,
}

/// A file or folder that git ignores.
#[derive(Debug)]
struct IgnoredPath {
    /// The folder of the `.gitignore`.
    base: CoursePath,
    /// A path below the folder, or the name of anything in it.
    pattern: String,
    is_anchored: bool,
}

impl HostRules {
    /// Reads the rules of a course.
    pub fn of(sources: &Sources) -> Self {
        let scripts = sources.files.keys().filter_map(route_of_script).collect();
        let mut rules = Self { scripts, ..Self::default() };
        for file in &sources.address_files {
            match file.path.name() {
                "_redirects" => rules.redirects.extend(file.text.lines().filter_map(redirect_of_line)),
                "netlify.toml" => rules.redirects.extend(redirects_of_netlify(file)),
                _ => rules.ignored.extend(ignored_paths(file)),
            }
        }
        rules
    }

    /// Returns the address to which the host sends that of a request, at the end of all redirects; `None` if no rule is
    /// about it. The first rule that fits counts.
    pub(in crate::course) fn redirected(&self, address: &str) -> Option<String> {
        let mut found: Option<String> = None;
        for _ in 0..MAX_STEPS {
            let here = found.as_deref().unwrap_or(address);
            let Some(next) = self.redirects.iter().find_map(|rule| rule.answer(here)) else { break };
            // A rewrite to the same address answers it with another page.
            if next == here {
                return Some(next);
            }
            found = Some(next);
        }
        found
    }

    /// Tests whether a script is the page at an address from the root of the site.
    pub(in crate::course) fn is_of_script(&self, address: &str) -> bool {
        address.starts_with('/') && self.scripts.contains(address.trim_matches('/'))
    }

    /// Tests whether git ignores a path: a program makes it on the author's machine or for the site.
    pub(in crate::course) fn is_ignored(&self, path: &CoursePath) -> bool {
        self.ignored.iter().any(|ignored| {
            let is_named = || path.parts().any(|part| part == ignored.pattern);
            let is_below = || path.is_within(&ignored.base.join(&ignored.pattern));
            path.is_within(&ignored.base) && if ignored.is_anchored { is_below() } else { is_named() }
        })
    }
}

impl HostRedirect {
    fn new(from: &str, to: &str) -> Option<Self> {
        if !from.starts_with('/') || to.is_empty() {
            return None;
        }
        let (from, takes_rest) = from.strip_suffix('*').map_or((from, false), |from| (from, true));
        // `/:year/a` takes parts of the address, and a rule for all addresses shows nothing about one.
        let is_plain = !from.contains([':', '*']) && !from.trim_matches('/').is_empty();
        is_plain.then(|| Self { from: from.trim_end_matches('/').to_owned(), takes_rest, to: to.to_owned() })
    }

    /// Returns the address that the rule answers another one with.
    fn answer(&self, address: &str) -> Option<String> {
        let rest = address.trim_end_matches('/').strip_prefix(&*self.from)?;
        if rest.is_empty() || (self.takes_rest && rest.starts_with('/')) {
            return Some(self.to.replace(REST, rest.trim_start_matches('/')));
        }
        None
    }
}

/// Returns the route of a page that a script makes; `None` for other files, and for scripts of several pages (`[slug].js`).
fn route_of_script(path: &CoursePath) -> Option<String> {
    let parts: Vec<&str> = path.parts().collect();
    let is_script = SCRIPTS.contains(&&*path.extension()) && !path.as_str().contains('[');
    let at = parts.windows(2).position(|pair| pair == PAGE_SCRIPTS).filter(|_| is_script)?;
    let (name, folders) = parts[at + 2..].split_last()?;
    let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
    let name = if stem == "index" { None } else { Some(stem) };
    Some(folders.iter().copied().chain(name).collect::<Vec<_>>().join("/"))
}

/// Reads a line `from to [status]`. One with parameters of a query or with conditions is for some requests only.
fn redirect_of_line(line: &str) -> Option<HostRedirect> {
    let mut words = line.split_whitespace().take_while(|word| !word.starts_with('#'));
    let (from, to, status) = (words.next()?, words.next()?, words.next());
    let is_status = status.is_none_or(|status| status.trim_end_matches('!').bytes().all(|byte| byte.is_ascii_digit()));
    (is_status && words.next().is_none() && !to.contains('=')).then(|| HostRedirect::new(from, to)).flatten()
}

fn redirects_of_netlify(file: &Source) -> Vec<HostRedirect> {
    let Ok(table) = file.text.parse::<toml::Table>() else { return Vec::new() };
    let rules = table.get("redirects").and_then(toml::Value::as_array).into_iter().flatten();
    let text = |rule: &toml::Value, key: &str| rule.get(key).and_then(toml::Value::as_str).map(ToOwned::to_owned);
    let is_for_all = |rule: &&toml::Value| rule.get("conditions").is_none() && rule.get("query").is_none();
    rules.filter(is_for_all).filter_map(|rule| HostRedirect::new(&text(rule, "from")?, &text(rule, "to")?)).collect()
}

fn ignored_paths(file: &Source) -> impl Iterator<Item = IgnoredPath> {
    let base = file.path.parent().unwrap_or_default();
    file.text.lines().filter_map(move |line| {
        let line = line.trim();
        let pattern = line.trim_start_matches("**/").trim_end_matches('*').trim_end_matches('/');
        let is_plain =
            !pattern.is_empty() && !pattern.starts_with(['#', '!', '.']) && !pattern.contains(['*', '?', '[']);
        let is_anchored = pattern.contains('/');
        let pattern = pattern.trim_start_matches('/').to_owned();
        (is_plain && !pattern.is_empty()).then(|| IgnoredPath { base: base.clone(), pattern, is_anchored })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(files: &[(&str, &str)]) -> HostRules {
        let address_files = files.iter().map(|(path, text)| Source::new(CoursePath::new(path), text)).collect();
        HostRules::of(&Sources { address_files, ..Sources::default() })
    }

    #[test]
    fn redirects_of_hosts() {
        let lines =
            "# old\n/env/ /docs/env/\n/docs/en/* /docs/:splat 301!\n/x /y Country=at\n/* /all 404\n/a /b\n/b /c\n";
        let table = "[[redirects]]\nfrom = \"/old\"\nto = \"https://example.org/old\"\n";
        let rules = rules(&[("static/_redirects", lines), ("netlify.toml", table)]);
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(rules.redirected(address).as_deref(), expected, "{address}");
        };
        check("/env", Some("/docs/env/"));
        check("/docs/en/a/b", Some("/docs/a/b"));
        check("/docs/enough", None);
        check("/a", Some("/c"));
        check("/old/", Some("https://example.org/old"));
        check("/x", None);
        check("/gone", None);
    }

    #[test]
    fn paths_that_git_ignores() {
        let rules =
            rules(&[(".gitignore", "*.log\n/docs/api/\nbuild/\n!keep\n.env\n"), ("docs/.gitignore", "ref/*\n")]);
        let check =
            |path: &str, expected: bool| assert_eq!(rules.is_ignored(&CoursePath::new(path)), expected, "{path}");
        check("docs/api/a.html", true);
        check("api/a.html", false);
        check("a/build/b", true);
        check("docs/ref/x", true);
        check("ref/x", false);
        check("keep", false);
        check("a.log", false);
    }

    #[test]
    fn routes_of_scripts() {
        let route = |path: &str| route_of_script(&CoursePath::new(path));
        assert_eq!(route("website/src/pages/setup.tsx").as_deref(), Some("setup"));
        assert_eq!(route("src/pages/a/index.js").as_deref(), Some("a"));
        assert_eq!(route("src/pages/[slug].js"), None);
        assert_eq!(route("src/pages/a.css"), None);
        assert_eq!(route("src/theme/a.js"), None);
    }
}
