//! Reads the sidebar in the configuration of `VitePress` (`.vitepress/config.ts`) and `VuePress` (`.vuepress/config.js`).
//!
//! Sources: "Sidebar" and "srcDir" in the documentation of `VitePress`; "Sidebar" in that of `VuePress` 1 and 2.

use serde_json::Value;

use super::javascript::Scripts;
use super::reader::CourseFiles;
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, yaml};
use crate::course::label::humanise;
use crate::read::page_file::is_markdown;
use crate::source::{CoursePath, Source};

/// Tests whether a file is the configuration of a site: `config.*` in the hidden folder, or `index.*` in its `config/`.
pub(super) fn is_config(file: &Source) -> bool {
    let folder = file.path.parent().unwrap_or_default();
    let is_hidden = |folder: &CoursePath| matches!(folder.name(), ".vitepress" | ".vuepress");
    (file.path.stem() == "config" && is_hidden(&folder))
        || (file.path.stem() == "index"
            && folder.name() == "config"
            && folder.parent().is_some_and(|above| is_hidden(&above)))
}

/// Reads the site that a configuration states.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> StatedStructure {
    let hidden = file.path.parent().unwrap_or_default();
    let hidden = if hidden.name() == "config" { hidden.parent().unwrap_or_default() } else { hidden };
    let folder = hidden.parent().unwrap_or_default();
    let others =
        files.sources.structure_files.iter().filter(|other| other.path.is_within(&hidden) && other.path != file.path);
    let mut scripts = Scripts::new(std::iter::once(file).chain(others));
    let config = scripts.export(file.path.stem());
    let content =
        yaml::text(&config, &["srcDir"]).and_then(|source| folder.resolve(source)).unwrap_or_else(|| folder.clone());
    let sidebar = sidebar_of(&config)
        .or_else(|| sidebar_of(root_locale(&config)?))
        .or_else(|| root_locale(config.get("themeConfig")?)?.get("sidebar"))
        .cloned()
        .unwrap_or_else(|| scripts.named("sidebar"));
    let nav = config.get("themeConfig").and_then(|theme| theme.get("nav")).cloned().unwrap_or_default();
    let mut reader = SidebarReader { files, content: &content, entries: EntryList::default() };
    reader.sidebar(&sidebar, &nav);
    let entries = reader.entries.0;
    let title = ["title", "siteTitle"].iter().find_map(|key| yaml::text(&config, &[key])).map(ToOwned::to_owned);
    StatedStructure { file: file.path.clone(), project: folder, content, title, home: None, entries }
}

/// Returns the sidebar of a configuration's theme.
fn sidebar_of(config: &Value) -> Option<&Value> {
    ["themeConfig", "theme"].iter().find_map(|key| config.get(key)?.get("sidebar"))
}

/// Returns the settings for the language at the root of the site.
fn root_locale(config: &Value) -> Option<&Value> {
    ["root", "/"].iter().find_map(|key| config.get("locales")?.get(key))
}

struct SidebarReader<'a> {
    files: &'a CourseFiles<'a>,
    content: &'a CoursePath,
    entries: EntryList,
}

impl SidebarReader<'_> {
    /// Adds a sidebar, or one for each prefix of addresses.
    fn sidebar(&mut self, sidebar: &Value, nav: &Value) {
        let Value::Object(sidebars) = sidebar else {
            self.add(sidebar, 0, "/");
            return;
        };
        let has_several = sidebars.values().filter(|items| !items.is_null()).count() > 1;
        for (prefix, sidebar) in sidebars {
            // `{ base, items }` is a list whose links are relative to `base`.
            let items = sidebar.get("items").unwrap_or(sidebar);
            let base = sidebar.get("base").and_then(Value::as_str).unwrap_or(prefix);
            // A single group has a title of its own.
            let is_group = items.as_array().is_some_and(|items| items.len() == 1 && items[0].get("items").is_some());
            let depth = usize::from(has_several && prefix != "/" && !is_group);
            if depth > 0 {
                let title = nav_title(nav, prefix).unwrap_or_else(|| humanise(prefix.trim_matches('/')));
                self.entries.push(0, Some(&title), StatedTarget::Nothing);
            }
            self.add(items, depth, base);
        }
    }

    /// Adds the items of a list and of all lists within it.
    fn add(&mut self, items: &Value, depth: usize, base: &str) {
        let mut waiting: Vec<(usize, String, &Value)> = vec![(depth, base.to_owned(), items)];
        while let Some((depth, base, item)) = waiting.pop() {
            let below = (depth + 1).min(MAX_DEPTH);
            match item {
                Value::String(link) => self.push(depth, None, &base, link),
                // `['/guide/start', 'Start']` of `VuePress` 1.
                Value::Array(pair) if is_pair(pair) => {
                    self.push(depth, pair[1].as_str(), &base, pair[0].as_str().unwrap_or_default());
                }
                Value::Array(items) => waiting.extend(items.iter().rev().map(|item| (depth, base.clone(), item))),
                Value::Object(object) => {
                    let text = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key)?.as_str());
                    let base = text(&["base"]).map_or(base, ToOwned::to_owned);
                    let title = text(&["text", "title"]);
                    match text(&["link", "path"]) {
                        Some(link) => self.push(depth, title, &base, link),
                        None => self.entries.push(depth, title, StatedTarget::Nothing),
                    }
                    let items = ["items", "children"].iter().find_map(|key| object.get(*key));
                    waiting.extend(items.map(|items| (below, base, items)));
                }
                _ => {}
            }
        }
    }

    /// Adds an entry with a link, which is relative to `base` unless it begins with `/`.
    fn push(&mut self, depth: usize, title: Option<&str>, base: &str, link: &str) {
        let folder = self.content.resolve(base.trim_start_matches('/')).unwrap_or_default();
        // The link of a folder's page may be empty.
        let link = if link.is_empty() { "./" } else { link };
        let target = match self.files.target(self.content, &folder, link) {
            // `base` counts also for links that begin with `/`, if there is no such page.
            StatedTarget::Page(path) if !self.files.lessons.contains_key(&path) && base != "/" => {
                self.files.target(self.content, &folder, link.trim_start_matches('/'))
            }
            target => target,
        };
        let title = title.filter(|title| !title.is_empty());
        self.entries.push(depth, title, target);
    }
}

/// Tests whether a list is a link with its title: `['/guide/start', 'Start']`. A title is not a path.
fn is_pair(items: &[Value]) -> bool {
    let is_path = |text: &str| {
        is_markdown(&CoursePath::new(text))
            || text.contains('/')
            || text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    matches!(items, [Value::String(_), Value::String(title)] if !is_path(title))
}

/// Returns the text of the uppermost item of the navigation bar that leads to a prefix.
fn nav_title(nav: &Value, prefix: &str) -> Option<String> {
    let items = nav.as_array()?.iter();
    let text = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    items
        .clone()
        .find(|item| text(item, "link").is_some_and(|link| link.starts_with(prefix)))
        .and_then(|item| text(item, "text"))
}
