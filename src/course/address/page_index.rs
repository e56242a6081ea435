//! Turns a route into the page or file that it names: an index of the pages by every name that tools serve them under.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::may_be_folder;
use super::site_root::site_roots;
use crate::course::Lessons;
use crate::course::index_page::readme_rank;
use crate::lesson::{Lesson, LinkKind};
use crate::read::Sources;
use crate::read::page_file::{MARKDOWN_ENDINGS, is_markdown};
use crate::source::{CoursePath, Dialect, Tool};

/// The folders whose files tools serve from the root of the site.
const STATIC_FOLDERS: [&str; 2] = ["public", "static"];

/// The extensions that an address may have instead of none.
const PAGE_EXTENSIONS: [&str; 7] = [".html", ".htm", ".md", ".mdx", ".markdown", ".qmd", ".Rmd"];

/// The folders that tools read pages from and leave out of their addresses: mdBook's `src`, Hugo's and Zola's
/// `content`, Docusaurus's `docs`, Jekyll's `_posts`.
const CONTENT_FOLDERS: [&str; 5] = ["src", "content", "docs", "pages", "_posts"];

/// The folders of dated pages that addresses leave out.
const POST_FOLDERS: [&str; 3] = ["post", "posts", "blog"];

/// The pages and files of a course by their routes.
pub(super) struct PageIndex<'a> {
    lessons: &'a Lessons,
    sources: &'a Sources,
    /// Pages by their routes, which have no extension: `guide/setup`, `guide` for an index page.
    routes: HashMap<String, Vec<&'a CoursePath>>,
    /// The routes by their lower-case form.
    routes_lower: HashMap<String, Vec<&'a CoursePath>>,
    /// Pages by the addresses from the root of the site that their front matter states.
    stated: HashMap<String, &'a CoursePath>,
    /// Pages by the last part of their routes.
    names: HashMap<String, Vec<&'a CoursePath>>,
    /// Files that are not pages, by their names.
    files: HashMap<&'a str, Vec<&'a CoursePath>>,
    /// Files of Jekyll's collections by their paths without the sign of a collection: `labs/a.png` for `_labs/a.png`.
    collection_files: HashMap<String, &'a CoursePath>,
    /// The names of all folders.
    folder_names: HashSet<&'a str>,
    /// The paths of all files in lower case.
    paths_lower: HashSet<String>,
    /// Folders of static files.
    static_folders: Vec<&'a CoursePath>,
}

impl<'a> PageIndex<'a> {
    pub(super) fn new(lessons: &'a Lessons, sources: &'a Sources) -> Self {
        let static_folders = sources.folders.iter().filter(|folder| STATIC_FOLDERS.contains(&folder.name()));
        let mut index = Self {
            lessons,
            sources,
            routes: HashMap::new(),
            routes_lower: HashMap::new(),
            stated: HashMap::new(),
            names: HashMap::new(),
            files: HashMap::new(),
            collection_files: HashMap::new(),
            folder_names: sources.folders.iter().map(CoursePath::name).collect(),
            paths_lower: sources.files.keys().map(|path| path.as_str().to_lowercase()).collect(),
            static_folders: static_folders.collect(),
        };
        for path in sources.files.keys().filter(|path| !is_markdown(path)) {
            index.files.entry(path.name()).or_default().push(path);
            if path.as_str().starts_with('_') || path.as_str().contains("/_") {
                let served = path.parts().map(|part| part.strip_prefix('_').unwrap_or(part)).collect::<Vec<_>>();
                index.collection_files.entry(served.join("/")).or_insert(path);
            }
        }
        for lesson in lessons.values() {
            index.add(&lesson.path, Some(lesson));
        }
        // Pages that are left out have routes too.
        let left_out = sources.files.keys().filter(|path| !lessons.contains_key(*path));
        for path in sources.withheld.iter().chain(left_out).filter(|path| is_markdown(path)) {
            index.add(path, None);
        }
        index
    }

    fn add(&mut self, path: &'a CoursePath, lesson: Option<&'a Lesson>) {
        let slug = lesson.and_then(|lesson| lesson.front.addresses.slug.as_deref());
        for route in routes_of(path, slug) {
            let name = route.rsplit('/').next().unwrap_or_default().to_owned();
            let lower = route.to_lowercase();
            // Starlight and others write spaces as hyphens too.
            for lower in BTreeSet::from([lower.replace(' ', "-"), lower]) {
                let pages = self.routes_lower.entry(lower).or_default();
                if !pages.contains(&path) {
                    pages.push(path);
                }
            }
            for (map, key) in [(&mut self.names, name), (&mut self.routes, route)] {
                let pages = map.entry(key).or_default();
                if !pages.contains(&path) {
                    pages.push(path);
                }
            }
        }
        let Some(addresses) = lesson.map(|lesson| &lesson.front.addresses) else { return };
        for address in addresses.permalink.iter().chain(&addresses.slug).chain(&addresses.aliases) {
            if let Some(rest) = address.strip_prefix('/') {
                self.stated.entry(route_key(rest).to_owned()).or_insert(path);
            }
        }
    }

    /// Tests whether an address names an existing file, page or folder by its path.
    pub(super) fn is_plain(&self, page: &CoursePath, address: &str, kind: LinkKind) -> bool {
        let folder = if address.starts_with('/') { CoursePath::default() } else { page.parent().unwrap_or_default() };
        folder.resolve(address).is_some_and(|path| {
            let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
            let beside = CoursePath::new(&format!("{stem}.md"));
            self.is_file(&path, kind)
                || self.is_page(&beside)
                // In another letter case it is a slip in a path, not a route.
                || self.paths_lower.contains(&path.as_str().to_lowercase())
        })
    }

    /// Tests whether a path names a page, also one that is left out.
    pub(super) fn is_page(&self, path: &CoursePath) -> bool {
        self.lessons.contains_key(path) || self.sources.withheld.contains(path)
    }

    /// Tests whether a path names a page, another file, or a folder where one can be meant.
    pub(super) fn is_file(&self, path: &CoursePath, kind: LinkKind) -> bool {
        self.is_page(path)
            || self.sources.files.contains_key(path)
            || (may_be_folder(kind) && self.sources.folders.contains(path))
    }

    /// Tests whether a path names a page or a folder that holds pages.
    pub(super) fn leads_to_page(&self, path: &CoursePath) -> bool {
        let below = || self.lessons.range(path.clone()..).take_while(|(page, _)| page.is_within(path)).next().is_some();
        self.is_page(path) || (self.sources.folders.contains(path) && below())
    }

    /// Returns the file that an address on a page names, and whether its letter case is right. `by_name` also accepts the
    /// name of a page anywhere, if only one page has it.
    pub(super) fn find(
        &self,
        page: &CoursePath,
        address: &str,
        kind: LinkKind,
        by_name: bool,
    ) -> Option<(CoursePath, bool)> {
        let dialect = self.sources.get(page).map_or_else(Dialect::default, |source| source.dialect);
        let has_routes = dialect != Dialect::default();
        let paths = candidates(page, address, by_name, has_routes);
        let key = |path: &CoursePath| route_key(path.as_str()).to_owned();
        let stated = || {
            let rest = address.strip_prefix('/').filter(|_| may_be_folder(kind))?;
            self.stated.get(route_key(rest)).copied().cloned()
        };
        let file = || paths.iter().find(|path| !path.is_root() && self.is_file(path, kind)).cloned();
        let in_collection = || paths.iter().find_map(|path| self.collection_files.get(path.as_str()).copied()).cloned();
        let route = |routes: &HashMap<String, Vec<&CoursePath>>, lower: bool| {
            let keys = paths.iter().map(key).map(|key| if lower { key.to_lowercase() } else { key });
            may_be_folder(kind).then_some(keys)?.find_map(|key| only(routes.get(&key)?))
        };
        let named = || {
            let name = route_key(address).rsplit('/').next()?;
            by_name.then(|| only(self.names.get(name)?)).flatten()
        };
        stated()
            .or_else(file)
            .or_else(in_collection)
            .or_else(|| route(&self.routes, false))
            .or_else(|| self.static_file(page, address))
            .or_else(named)
            .or_else(|| self.nearest_of_name(page, address, kind))
            .or_else(|| self.only_below_any_folder(address, kind))
            .or_else(|| self.in_root_of_site(page, address, kind))
            .or_else(|| self.behind_alias(address, kind))
            .map(|path| (path, true))
            .or_else(|| route(&self.routes_lower, true).map(|path| (path, writes_lower_case(dialect))))
    }

    /// Returns the file that an address from the root of the site names below one folder of the course only: the root of
    /// another edition's site, such as that of the language whose images all editions use.
    fn only_below_any_folder(&self, address: &str, kind: LinkKind) -> Option<CoursePath> {
        let rest = address.strip_prefix('/')?.trim_end_matches('/');
        let name = rest.rsplit('/').next()?;
        let is_below = |path: &&&CoursePath| path.as_str().strip_suffix(rest).is_some_and(|above| above.ends_with('/'));
        let files = self.files.get(name).into_iter().flatten().filter(is_below);
        let route = route_key(rest);
        let is_route = |path: &&&CoursePath| {
            let is_below = |served: &str| served.strip_suffix(route).is_some_and(|above| above.ends_with('/'));
            let slug = self.lessons.get(**path).and_then(|lesson| lesson.front.addresses.slug.as_deref());
            is_below(route_key(path.as_str())) || routes_of(path, slug).iter().any(|served| is_below(served))
        };
        let name = route.rsplit('/').next().unwrap_or_default();
        let pages = self.names.get(name).into_iter().flatten().filter(|_| may_be_folder(kind)).filter(is_route);
        // Only the name of a page is not enough: `/about` is often a page of another site.
        let mut found = files.chain(pages).filter(|_| rest.contains('/') || kind == LinkKind::Image);
        found.next().filter(|_| found.next().is_none()).map(|path| (*path).clone())
    }

    /// Returns the file that an address behind an alias of a bundler names, if its end is that of only one file:
    /// `@assets/a.png`, `~/assets/a.png`, `@site/static/a.png`.
    fn behind_alias(&self, address: &str, kind: LinkKind) -> Option<CoursePath> {
        let rest = address.strip_prefix(['@', '~'])?.trim_start_matches('/');
        let (_, below) = rest.split_once('/')?;
        [rest, below].iter().find_map(|end| self.only_below_any_folder(&format!("/{end}"), kind))
    }

    /// Returns the file that an address names from the root of the tool's site: without the folder that the site is served
    /// below, or as a relative address where the tool starts from its root.
    fn in_root_of_site(&self, page: &CoursePath, address: &str, kind: LinkKind) -> Option<CoursePath> {
        let dialect = self.sources.get(page)?.dialect;
        let bases = site_roots(page, self.sources, kind, address);
        let rest = match address.strip_prefix('/') {
            Some(path) => {
                let (served_below, rest) = path.split_once('/').filter(|(_, rest)| !rest.is_empty())?;
                (!self.folder_names.contains(served_below)).then_some(rest)?
            }
            None => address,
        };
        let is_absolute = address.starts_with('/');
        let above = std::iter::successors(page.parent(), CoursePath::parent).collect::<Vec<_>>().into_iter().rev();
        let is_of_tool = dialect != Dialect::default();
        let bases: Vec<CoursePath> = if is_absolute { above.filter(|_| is_of_tool).collect() } else { bases };
        // Docusaurus takes the path of a file literally, in one version of the pages.
        let is_file_link = dialect.has(Tool::Docusaurus) && names_markdown(rest);
        let mut paths = bases.iter().filter_map(|base| base.resolve(rest)).filter(|path| !path.is_root());
        paths.find_map(|path| {
            let key = route_key(path.as_str());
            let route = || only(self.routes.get(key).or_else(|| self.routes_lower.get(&key.to_lowercase()))?);
            let may_be_route = may_be_folder(kind) && !is_file_link;
            if self.is_file(&path, kind) { Some(path) } else { may_be_route.then(route).flatten() }
        })
    }

    /// Returns the file that a name, or the end of a path, means in Obsidian, which always takes one: the nearest in the vault.
    fn nearest_of_name(&self, page: &CoursePath, address: &str, kind: LinkKind) -> Option<CoursePath> {
        if address.starts_with('.') || !self.sources.get(page)?.dialect.has_wiki_links() {
            return None;
        }
        let near = |path: &CoursePath| path.parts().zip(page.parts()).take_while(|(a, b)| a == b).count();
        let end = route_key(address);
        let ends_alike =
            |path: &str, end: &str| path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
        let pages = self.names.get(last_part(end)).into_iter().flatten().filter(|_| may_be_folder(kind));
        let pages = pages.filter(|path| ends_alike(route_key(path.as_str()), end));
        let files = self.files.get(last_part(address)).into_iter().flatten();
        let named = files.filter(|path| ends_alike(path.as_str(), address)).chain(pages);
        let mut named: Vec<(usize, &CoursePath)> = named.map(|path| (near(path), *path)).collect();
        named.sort_by_key(|(near, path)| (std::cmp::Reverse(*near), path.parts().count(), *path));
        named.first().map(|(_, path)| (*path).clone())
    }

    /// Returns the file that an address from the root of the site names below a folder of static files, the nearest to the
    /// page.
    fn static_file(&self, page: &CoursePath, address: &str) -> Option<CoursePath> {
        let rest = address.strip_prefix('/')?;
        let near = |folder: &CoursePath| folder.parts().zip(page.parts()).take_while(|(a, b)| a == b).count();
        let files = self.static_folders.iter().filter_map(|folder| {
            let path = folder.resolve(rest)?;
            self.sources.files.contains_key(&path).then(|| (std::cmp::Reverse(near(folder)), path))
        });
        files.min().map(|(_, path)| path)
    }
}

/// Tests whether an address is the path of a file in Markdown.
fn names_markdown(address: &str) -> bool {
    MARKDOWN_ENDINGS.iter().any(|ending| address.ends_with(ending))
}

/// Tests whether a tool serves all pages in lower case.
fn writes_lower_case(dialect: Dialect) -> bool {
    dialect.has(Tool::Starlight) || dialect.has(Tool::Hugo)
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the only page, or nothing if there are several.
fn only(pages: &[&CoursePath]) -> Option<CoursePath> {
    match *pages {
        [page] => Some(page.clone()),
        // `guide.md` beside `guide/README.md`: the page of the folder.
        [first, second] => {
            let index = [first, second].into_iter().find(|path| readme_rank(path).is_some());
            index.filter(|_| first.extension() == second.extension()).cloned()
        }
        _ => None,
    }
}

/// Returns the paths that an address may name, the likeliest first. `by_name` also tries the folders above the page;
/// `has_routes` states that a tool serves the page under another path than that of its file.
fn candidates(page: &CoursePath, address: &str, by_name: bool, has_routes: bool) -> Vec<CoursePath> {
    let folder = page.parent().unwrap_or_default();
    let mut above: Vec<CoursePath> = std::iter::successors(Some(folder.clone()), CoursePath::parent).collect();
    // From the root of the course down: the root of the site is rarely deep in it.
    above.reverse();
    let bases = if address.starts_with('/') {
        above
    } else {
        let is_file = names_markdown(address);
        let served = CoursePath::new(&folder.parts().map(served_part).collect::<Vec<_>>().join("/"));
        let mut bases = vec![folder.clone()];
        bases.extend((has_routes && !is_file).then(|| [folder.join(page.stem()), served]).into_iter().flatten());
        bases.extend(by_name.then_some(above).into_iter().flatten());
        bases
    };
    bases.iter().filter_map(|base| base.resolve(address)).collect()
}

/// Returns an address without what tools leave out of routes: the extension, `index`, a slash at the end.
fn route_key(address: &str) -> &str {
    let address = address.trim_matches('/');
    let bare = PAGE_EXTENSIONS.iter().find_map(|extension| address.strip_suffix(extension)).unwrap_or(address);
    match bare.rsplit_once('/') {
        Some((folder, name)) if readme_rank(&CoursePath::new(name)).is_some() => folder,
        None if readme_rank(&CoursePath::new(bare)).is_some() => "",
        _ => bare,
    }
}

/// Returns the routes of a page: by its path, and without the numbers, dates and signs that tools leave out.
fn routes_of(path: &CoursePath, slug: Option<&str>) -> Vec<String> {
    let folder = path.parent().unwrap_or_default();
    let is_index = readme_rank(path).is_some();
    let join = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/");
    let literal: Vec<&str> = folder.parts().collect();
    // Jekyll serves `_posts/a.md` as `a`, and the collection `_labs/a.md` as `labs/a`.
    let bare: Vec<&str> = folder.parts().map(|part| without_number(part.strip_prefix('_').unwrap_or(part))).collect();
    let served: Vec<&str> = folder.parts().map(served_part).filter(|part| !part.is_empty()).collect();
    let stem = path.stem();
    let mut routes = Vec::new();
    for folder in [&literal, &bare, &served] {
        let name = if is_index { "" } else { stem };
        routes.push(join(&[folder.as_slice(), &[name]].concat()));
        if !is_index && let Some((date, name)) = dated(stem) {
            let date = date.each_ref().map(String::as_str);
            routes.push(join(&[folder.as_slice(), &[name]].concat()));
            // Jekyll's default permalink, and the usual one of Hugo: `/:year/:month/:day/:title`.
            routes.push(join(&[folder.as_slice(), date.as_slice(), &[name]].concat()));
            if let Some((_, above)) = folder.split_last().filter(|(last, _)| POST_FOLDERS.contains(last)) {
                routes.push(join(&[above, date.as_slice(), &[name]].concat()));
            }
        } else {
            routes.push(join(&[folder.as_slice(), &[without_number(name)]].concat()));
        }
        if let Some(slug) = slug.filter(|slug| !slug.starts_with('/')) {
            let above = if is_index { &folder[..folder.len().saturating_sub(1)] } else { folder.as_slice() };
            routes.push(join(&[above, &[slug.trim_matches('/')]].concat()));
        }
    }
    // Docusaurus: `a/a.md` is the page of its folder ("Category index convention").
    if folder
        .parts()
        .next_back()
        .is_some_and(|folder| without_number(folder).eq_ignore_ascii_case(without_number(stem)))
    {
        routes.extend([&literal, &bare, &served].map(|folder| join(folder)));
    }
    // A slug from the root starts at that of its plugin's pages, which is a folder above the page.
    if let Some(slug) = slug.and_then(|slug| slug.strip_prefix('/')).map(|slug| slug.trim_end_matches('/')) {
        routes.extend((1..=literal.len()).map(|depth| join(&[&literal[..depth], &[slug]].concat())));
    }
    routes.sort_unstable();
    routes.dedup();
    routes
}

/// Returns the part of an address that a folder gives; empty for a folder that gives none.
fn served_part(folder: &str) -> &str {
    if CONTENT_FOLDERS.contains(&folder) { "" } else { without_number(folder.strip_prefix('_').unwrap_or(folder)) }
}

/// Splits the date from a name: `2020-01-02-title`.
fn dated(stem: &str) -> Option<([String; 3], &str)> {
    let mut parts = stem.splitn(4, '-');
    let [year, month, day, name] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let is_number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_dated = is_number(year, 4..=4) && is_number(month, 1..=2) && is_number(day, 1..=2) && !name.is_empty();
    is_dated.then(|| ([year.to_owned(), format!("{month:0>2}"), format!("{day:0>2}")], name))
}

/// Drops the number that orders a name, as Docusaurus does: `01-intro` is served as `intro`, but `1.2` stays.
pub(super) fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = rest.trim_start_matches(['-', '_', '.', ' ']);
    let is_number = rest.len() < name.len() && bare.len() < rest.len();
    if is_number && bare.starts_with(char::is_alphabetic) { bare } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_of_pages() {
        let check = |path: &str, slug: Option<&str>, expected: &[&str]| {
            assert_eq!(routes_of(&CoursePath::new(path), slug), expected, "{path}");
        };
        check("guide/setup.md", None, &["guide/setup"]);
        check("guide/_index.md", None, &["guide"]);
        check(
            "01-basics/02_intro.md",
            None,
            &["01-basics/02_intro", "01-basics/intro", "basics/02_intro", "basics/intro"],
        );
        let post = routes_of(&CoursePath::new("_posts/2020-01-02-hello.md"), None);
        for route in ["hello", "2020/01/02/hello", "_posts/2020-01-02-hello"] {
            assert!(post.iter().any(|other| other == route), "{route}: {post:?}");
        }
        check("_labs/a.md", None, &["_labs/a", "labs/a"]);
        check("v1.2/a.md", Some("b"), &["v1.2/a", "v1.2/b"]);
        check("a/x/index.md", Some("y"), &["a/x", "a/y"]);
        check("book/src/a.md", None, &["book/a", "book/src/a"]);
    }

    #[test]
    fn keys_of_addresses() {
        for (address, key) in
            [("/a/b/", "a/b"), ("a/b.html", "a/b"), ("a/index.html", "a"), ("README.md", ""), ("a.b", "a.b")]
        {
            assert_eq!(route_key(address), key, "{address}");
        }
    }

    #[test]
    fn numbers_of_names() {
        for (name, bare) in [("01-intro", "intro"), ("3.1", "3.1"), ("1", "1"), ("01 - 소개", "소개"), ("a-1", "a-1")]
        {
            assert_eq!(without_number(name), bare);
        }
    }
}
