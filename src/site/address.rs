//! Finds unusable addresses of a site: folders of pages without an index, files with colliding addresses.

use std::collections::{BTreeMap, BTreeSet};

use super::SitePath;

/// The name of a folder's page: servers show it for an address that names only the folder.
const INDEX: &str = "index.html";

/// A fault in the addresses of a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressFault {
    /// A folder of pages, or the site itself, has no `index.html`.
    NoIndex {
        /// The missing file.
        index: SitePath,
    },
    /// Two files have one address on systems that do not distinguish letter case, or a file has that of a folder.
    Collision {
        /// The one that comes first in the order of paths.
        first: SitePath,
        /// The other one.
        second: SitePath,
    },
}

/// Returns the faults in the addresses of a site's `files`; `pages` are those of them that are pages of the course.
///
/// `files` names a file twice if two are written to it.
pub fn address_faults<'a>(
    files: impl IntoIterator<Item = &'a SitePath>,
    pages: impl IntoIterator<Item = &'a SitePath>,
) -> Vec<AddressFault> {
    let mut files: Vec<&SitePath> = files.into_iter().collect();
    files.sort();
    let mut faults = Vec::new();
    let mut taken: BTreeMap<String, &SitePath> = BTreeMap::new();
    for &file in &files {
        if let Some(&first) = taken.get(&file.as_str().to_lowercase()) {
            faults.push(AddressFault::Collision { first: first.clone(), second: file.clone() });
        } else {
            taken.insert(file.as_str().to_lowercase(), file);
        }
    }
    let folders: BTreeMap<&str, &SitePath> =
        files.iter().flat_map(|file| folders_above(file.as_str()).map(move |folder| (folder, *file))).collect();
    for (folder, below) in folders {
        if let Some(&file) = taken.get(&folder.to_lowercase()) {
            faults.push(AddressFault::Collision { first: file.clone(), second: below.clone() });
        }
    }
    let known: BTreeSet<&SitePath> = files.into_iter().collect();
    let mut wanted = BTreeSet::from([SitePath::new(INDEX)]);
    for page in pages {
        wanted.extend(folders_above(page.as_str()).map(|folder| SitePath::new(&format!("{folder}/{INDEX}"))));
    }
    let missing = wanted.into_iter().filter(|index| !known.contains(index));
    faults.extend(missing.map(|index| AddressFault::NoIndex { index }));
    faults
}

/// Returns the folders above a path, the innermost first; not the root.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    let above = |path: &str| path.rfind('/');
    std::iter::successors(above(path).map(|at| &path[..at]), move |folder| above(folder).map(|at| &folder[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults() {
        let check = |files: &[&str], pages: &[&str], expected: &[&str]| {
            let paths = |texts: &[&str]| texts.iter().map(|text| SitePath::new(text)).collect::<Vec<_>>();
            let (files, pages) = (paths(files), paths(pages));
            let found: Vec<String> = address_faults(&files, &pages)
                .into_iter()
                .map(|fault| match fault {
                    AddressFault::NoIndex { index } => format!("no {index}"),
                    AddressFault::Collision { first, second } => format!("{first} = {second}"),
                })
                .collect();
            assert_eq!(found, expected, "{files:?}");
        };
        check(&["index.html", "a/index.html", "a/b.html", "img/x.png"], &["a/b.html"], &[]);
        check(&["index-2.html"], &["index-2.html"], &["no index.html"]);
        check(&["index.html", "a/b/c.html"], &["a/b/c.html"], &["no a/b/index.html", "no a/index.html"]);
        check(&["index.html", "a.html", "A.html"], &[], &["A.html = a.html"]);
        check(&["index.html", "index.html"], &[], &["index.html = index.html"]);
        check(&["index.html", "a.html", "A.HTML/b.png"], &[], &["a.html = A.HTML/b.png"]);
    }
}
