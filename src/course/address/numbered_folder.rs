//! Turns the names of numbered folders without their numbers (`/bind`, `info:bind` for `10-bind/article.md`) into their pages.
//!
//! Source: the guide for authors of the engine of javascript.info ("Internal links", "Sandboxes").

use std::collections::{BTreeMap, HashMap};

use super::page_index::without_number;
use crate::course::Lessons;
use crate::course::index_page::readme_rank;
use crate::read::Sources;
use crate::source::{CoursePath, is_external};

/// The schemes of addresses that name a folder in any place of the course.
const SCHEMES: [&str; 2] = ["info:", "task:"];

/// The scheme of addresses that name an example beside the page, and the end of the name of its folder.
const EXAMPLE: (&str, &str) = ("sandbox:", ".view");

/// The pages of numbered folders, by the names of the folders without numbers.
pub(super) struct NumberedFolders {
    pages: HashMap<String, Vec<CoursePath>>,
}

impl NumberedFolders {
    pub(super) fn of(lessons: &Lessons) -> Self {
        let mut by_folder: BTreeMap<CoursePath, Vec<&CoursePath>> = BTreeMap::new();
        for path in lessons.keys() {
            by_folder.entry(path.parent().unwrap_or_default()).or_default().push(path);
        }
        let mut pages: HashMap<String, Vec<CoursePath>> = HashMap::new();
        for (folder, inside) in by_folder {
            let name = without_number(folder.name());
            let index = inside.iter().find(|path| readme_rank(path).is_some());
            let task = inside.iter().find(|path| path.stem() == "task");
            let page = index.or(task).or(inside.first().filter(|_| inside.len() == 1));
            if let Some(page) = page.filter(|_| name.len() < folder.name().len()) {
                pages.entry(name.to_owned()).or_default().push((*page).clone());
            }
        }
        Self { pages }
    }

    /// Returns the file or folder that an address names, with its fragment.
    pub(super) fn find<'h>(
        &self,
        page: &CoursePath,
        href: &'h str,
        sources: &Sources,
    ) -> Option<(CoursePath, Option<&'h str>)> {
        let (address, fragment) = href.split_once('#').map_or((href, None), |(address, id)| (address, Some(id)));
        if let Some(name) = address.strip_prefix(EXAMPLE.0) {
            let folder =
                page.parent().unwrap_or_default().resolve(&format!("{}{}", name.trim_matches('/'), EXAMPLE.1))?;
            return sources.folders.contains(&folder).then_some((folder, None));
        }
        let name = SCHEMES.iter().find_map(|scheme| address.strip_prefix(scheme));
        let name = name.or_else(|| address.strip_prefix('/').filter(|_| !is_external(address)))?.trim_end_matches('/');
        match self.pages.get(name).map(Vec::as_slice) {
            Some([only]) => Some((only.clone(), fragment)),
            _ => None,
        }
    }
}
