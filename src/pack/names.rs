//! Turns the names of a site's files, and the references to them, into names that every system can unpack.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::page;
use super::reference::Reference;
use crate::html::parse;
use crate::site::path::{encode, encode_fragment};
use crate::site::{Output, Site, SitePath};

/// Names that Windows reserves for devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The longest path in an archive in UTF-16 code units: Windows allows 260, and the folder that a student unpacks to takes
/// some hundred.
const MAX_PATH: usize = 150;

/// The longest name of one file or folder, in bytes: Linux allows 255.
const MAX_NAME: usize = 120;

/// Renames the files of a site that Windows cannot unpack; returns the site and the renamed paths, from old to new.
pub fn portable(site: Site) -> (Site, BTreeMap<SitePath, SitePath>) {
    let renamed = renames(site.files.keys());
    if renamed.is_empty() {
        return (site, renamed);
    }
    let new_path = |path: &SitePath| renamed.get(path).cloned().unwrap_or_else(|| path.clone());
    let file = |(path, output): (SitePath, Output)| {
        let output = match output {
            Output::Html(page) => Output::Html(rewrite_references(&page, &path, &new_path)),
            Output::Bytes(bytes) => Output::Bytes(rewrite_data(bytes, &renamed)),
            copy @ Output::Copy(_) => copy,
        };
        (new_path(&path), output)
    };
    (Site { files: site.files.into_iter().map(file).collect() }, renamed)
}

/// Returns the paths that need another name, with that name.
fn renames<'a>(paths: impl Iterator<Item = &'a SitePath>) -> BTreeMap<SitePath, SitePath> {
    let (mut renamed, mut taken) = (BTreeMap::new(), BTreeSet::new());
    let mut unportable = Vec::new();
    for path in paths {
        // Names on Windows do not differ by case only.
        if portable_path(path) != path.as_str() || !taken.insert(path.as_str().to_lowercase()) {
            unportable.push(path);
        }
    }
    for path in unportable {
        let wanted = portable_path(path);
        let (stem, extension) = match wanted.rsplit_once('.') {
            Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
            _ => (wanted.as_str(), String::new()),
        };
        let names = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{stem}-{number}{extension}")));
        for name in names {
            if taken.insert(name.to_lowercase()) {
                renamed.insert(path.clone(), SitePath::new(&name));
                break;
            }
        }
    }
    renamed
}

/// Returns a path whose parts every system accepts.
fn portable_path(path: &SitePath) -> String {
    let parts: Vec<Cow<'_, str>> = path.as_str().split('/').map(portable_name).collect();
    let whole = parts.join("/");
    if whole.encode_utf16().count() <= MAX_PATH {
        return whole;
    }
    // A path that is too long is replaced; the hash keeps two of them distinct.
    let hash = blake3::hash(whole.as_bytes()).to_hex();
    let name = parts.last().map(|name| shortened(name, 60)).unwrap_or_default();
    format!("files/{}-{name}", &hash[..8])
}

/// Returns a name that every system accepts.
fn portable_name(name: &str) -> Cow<'_, str> {
    let is_bad = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*');
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_device = DEVICES.contains(&stem.to_ascii_lowercase().as_str());
    if !name.contains(is_bad) && !name.ends_with(['.', ' ']) && !is_device && name.len() <= MAX_NAME {
        return Cow::Borrowed(name);
    }
    let mut name = name.replace(is_bad, "_");
    let bare = name.trim_end_matches(['.', ' ']).len();
    name.truncate(bare);
    if is_device {
        name.insert(0, '_');
    }
    Cow::Owned(if name.is_empty() { "_".to_owned() } else { shortened(&name, MAX_NAME) })
}

/// Shortens a name to at most `max` bytes, with its extension.
fn shortened(name: &str, max: usize) -> String {
    if name.len() <= max {
        return name.to_owned();
    }
    let extension =
        name.rfind('.').map(|dot| &name[dot..]).filter(|extension| extension.len() <= 12).unwrap_or_default();
    let hash = blake3::hash(name.as_bytes()).to_hex();
    let end = name.floor_char_boundary(max - extension.len() - 9);
    format!("{}-{}{extension}", &name[..end], &hash[..8])
}

/// Rewrites the references of a page.
fn rewrite_references(text: &str, path: &SitePath, new_path: &impl Fn(&SitePath) -> SitePath) -> String {
    let here = new_path(path);
    let mut tree = parse(text);
    for id in page::elements(&tree, tree.root()) {
        let Some(element) = tree.element_mut(id) else { continue };
        for name in ["href", "src", "poster", "srcset"] {
            let Some(value) = element.get(name).filter(|value| !value.starts_with('#')) else { continue };
            if let Reference::Within(target, fragment) = Reference::read(path, value) {
                let fragment = fragment.map(|id| format!("#{}", encode_fragment(&id))).unwrap_or_default();
                let href = here.href_to(&new_path(&target)) + &fragment;
                element.set(name, href);
            }
        }
        let is_refresh = element.get("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh"));
        let content = element.get("content").filter(|_| is_refresh);
        if let Some(content) = content.and_then(|content| rewritten_refresh(content, path, new_path)) {
            element.set("content", content);
        }
    }
    tree.html(tree.root())
}

/// Returns the content of a redirect (`0; url=a.html`, HTML standard, section 4.2.5.3) with the new name of its target;
/// `None` if it is outside the site.
fn rewritten_refresh(content: &str, path: &SitePath, new_path: &impl Fn(&SitePath) -> SitePath) -> Option<String> {
    let (delay, url) = content.split_once("url=")?;
    let Reference::Within(target, fragment) = Reference::read(path, url) else { return None };
    let fragment = fragment.map(|id| format!("#{}", encode_fragment(&id))).unwrap_or_default();
    Some(format!("{delay}url={}{fragment}", new_path(path).href_to(&new_path(&target))))
}

/// Rewrites the references in data (search, downloads), which are relative to the folder of the data.
fn rewrite_data(bytes: std::sync::Arc<[u8]>, renamed: &BTreeMap<SitePath, SitePath>) -> std::sync::Arc<[u8]> {
    let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
    let encoded = |path: &SitePath| path.as_str().split('/').map(encode).collect::<Vec<_>>().join("/");
    let mut changed = Cow::Borrowed(text);
    for (old, new) in renamed {
        let old = encoded(old);
        if changed.contains(&old) {
            changed = Cow::Owned(changed.replace(&old, &encoded(new)));
        }
    }
    match changed {
        Cow::Borrowed(_) => bytes,
        Cow::Owned(text) => text.into_bytes().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_takes() {
        let check = |name: &str, expected: &str| assert_eq!(portable_path(&SitePath::new(name)), expected, "{name}");
        check("week_01/1주차 소개.html", "week_01/1주차 소개.html");
        check("a/con.md.html", "a/_con.md.html");
        check("what?.html", "what_.html");
        check("ends. /b.html", "ends/b.html");
        let long = format!("{}.html", "가".repeat(100));
        let short = portable_path(&SitePath::new(&long));
        assert!(short.len() <= MAX_NAME && short.split('.').next_back() == Some("html"), "{short}");
        let deep = format!("{}x.html", "folder_with_a_name/".repeat(12));
        assert!(portable_path(&SitePath::new(&deep)).len() < 100);
    }

    #[test]
    fn redirects_follow_their_targets() {
        let redirect =
            "<meta http-equiv=\"refresh\" content=\"0; url=../aux.html#x\"><meta name=\"robots\" content=\"noindex\">";
        let files = [("aux.html", ""), ("aux/index.html", redirect)];
        let files = files.map(|(path, text)| (SitePath::new(path), Output::Html(text.to_owned())));
        let (site, _) = portable(Site { files: files.into() });
        let Output::Html(page) = &site.files[&SitePath::new("_aux/index.html")] else { panic!("{site:?}") };
        assert!(page.contains("content=\"0; url=../_aux.html#x\"") && page.contains("content=\"noindex\""), "{page}");
    }

    #[test]
    fn pages_follow_their_files() {
        let page = |text: &str| Output::Html(text.to_owned());
        let files = [
            ("A.html", page("<a href=\"a.html#x\">1</a><a href=\"aux/b.html\">2</a>")),
            ("a.html", page("<a href=\"A.html\">1</a>")),
            ("aux/b.html", page("<!doctype html><img src=\"../A.html\" alt=\"\">")),
        ];
        let site = Site { files: files.into_iter().map(|(path, page)| (SitePath::new(path), page)).collect() };
        let (site, renamed) = portable(site);
        assert_eq!(renamed.len(), 2);
        let text = |path: &str| match &site.files[&SitePath::new(path)] {
            Output::Html(page) => page.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(text("A.html"), "<a href=\"a-2.html#x\">1</a><a href=\"_aux/b.html\">2</a>");
        assert_eq!(text("_aux/b.html"), "<!doctype html><img src=\"../A.html\" alt=\"\">");
    }
}
