//! Reads the `toctree` directives in the pages of Sphinx and `MyST`: a tree that begins at the page of a folder, or at its `index.rst`,
//! of which only the tree and the title are read.
//!
//! Source: "toctree" in the documentation of Sphinx, "Organising content" in that of `MyST` Parser.

use std::collections::BTreeSet;

use super::reader::CourseFiles;
use super::{EntryList, MAX_DEPTH, StatedStructure, StatedTarget, toc_yaml};
use crate::source::{CoursePath, Source};

/// The word behind the signs of a fence that opens a tree.
const DIRECTIVE: &str = "{toctree}";

/// The directive in reStructuredText.
const RST_DIRECTIVE: &str = ".. toctree::";

/// The file of a folder in reStructuredText.
pub(super) const RST_INDEX: &str = "index.rst";

/// The signs that underline titles in reStructuredText.
const UNDERLINES: &str = "=-`:'\"~^_*+#<>.";

/// The fewest signs of a fence.
const MIN_SIGNS: usize = 3;

/// Finds the outermost pages with a `toctree` and reads the tree of each.
pub(super) fn read_all(files: &CourseFiles<'_>) -> Vec<StatedStructure> {
    let mut found: Vec<StatedStructure> = Vec::new();
    let with_tree = files.sources.sources.iter().filter(|source| may_hold_tree(source));
    let in_rst =
        files.sources.structure_files.iter().filter(|file| is_rst(&file.path) && file.text.contains(RST_DIRECTIVE));
    let mut pages: Vec<&Source> =
        with_tree.filter(|page| files.lessons.contains_key(&page.path)).chain(in_rst).collect();
    pages.sort_by_key(|page| page.path.parts().count());
    for root in pages {
        let content = root.path.parent().unwrap_or_default();
        let is_page = !is_rst(&root.path);
        let is_index = !is_page || files.index_of(&content) == Some(&root.path);
        if is_index && !found.iter().any(|other| content.is_within(&other.content)) {
            let entries = entries(files, &content, &root.path).0;
            let (file, project) = (root.path.clone(), content.clone());
            let home = is_page.then(|| root.path.clone());
            let title = if is_page { None } else { rst_title(&root.text) };
            found.push(StatedStructure { file, project, content, title, home, entries });
        }
    }
    found
}

/// Tests whether a file is the page of a folder in reStructuredText.
fn is_rst(path: &CoursePath) -> bool {
    path.name() == RST_INDEX
}

/// Returns the first title of a text in reStructuredText: a line above one of signs that is at least as long.
fn rst_title(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let underlined = lines.windows(2).find(|pair| {
        let (title, line) = (pair[0].trim(), pair[1].trim_end());
        let is_line = line.len() > 2 && line.chars().all(|c| UNDERLINES.contains(c) && line.starts_with(c));
        is_line && title.chars().any(char::is_alphanumeric) && line.len() >= title.chars().count()
    });
    underlined.map(|pair| pair[0].trim().to_owned())
}

/// Returns the lines of each tree of a text in reStructuredText: those that are indented below the directive.
fn trees_of_rst(text: &str) -> Vec<Vec<&str>> {
    let mut trees: Vec<Vec<&str>> = Vec::new();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        if bare == RST_DIRECTIVE {
            trees.push(Vec::new());
            open = Some(indent);
        } else if let Some(outer) = open {
            if bare.is_empty() || indent > outer {
                trees.last_mut().into_iter().for_each(|tree| tree.push(bare));
            } else {
                open = None;
            }
        }
    }
    trees
}

/// Tests whether the text of a page may hold a tree; an example in a fence of code may look like one.
pub(super) fn may_hold_tree(source: &Source) -> bool {
    source.text.contains(DIRECTIVE)
}

/// Returns the lines of each tree of a text. Trees in fences of code are examples.
fn trees(text: &str) -> Vec<Vec<&str>> {
    let mut trees: Vec<Vec<&str>> = Vec::new();
    // The fence around the present line: its signs, and whether it opens a tree.
    let mut open: Option<(&str, bool)> = None;
    for line in text.lines() {
        let bare = line.trim();
        let signs = &bare[..bare.len() - bare.trim_start_matches(['`', '~', ':']).len()];
        let is_fence = signs.len() >= MIN_SIGNS && signs.chars().all(|c| signs.starts_with(c));
        let rest = bare[signs.len()..].trim();
        match open {
            Some((opening, _)) if is_fence && rest.is_empty() && signs.starts_with(opening) => open = None,
            Some((_, true)) => trees.last_mut().into_iter().for_each(|tree| tree.push(bare)),
            None if is_fence && rest.starts_with(DIRECTIVE) => {
                trees.push(Vec::new());
                open = Some((signs, true));
            }
            // Boxes of colons hold Markdown.
            None if is_fence && !signs.starts_with(':') => open = Some((signs, false)),
            _ => {}
        }
    }
    trees
}

/// An item of a `toctree`, or the caption above its items.
enum TreeItem {
    Caption(String),
    Page { title: Option<String>, reference: String },
}

/// Returns the entries below a page: those of its own trees, each followed by those of the page that it names.
fn entries(files: &CourseFiles<'_>, content: &CoursePath, root: &CoursePath) -> EntryList {
    let mut entries = EntryList::default();
    let mut seen = BTreeSet::from([root.clone()]);
    let mut waiting: Vec<(usize, CoursePath, TreeItem)> = items_below(files, root, 0);
    while let Some((depth, page, item)) = waiting.pop() {
        let (title, reference) = match item {
            TreeItem::Caption(title) => {
                entries.push(depth, Some(&title), StatedTarget::Nothing);
                continue;
            }
            TreeItem::Page { title, reference } => (title, reference),
        };
        let folder = page.parent().unwrap_or_default();
        if reference.contains('*') {
            entries.push(depth, None, toc_yaml::folder_of_pattern(files, &folder, &reference));
            continue;
        }
        let target = files.target(content, &folder, &reference);
        if let Some(index) = rst_of(files, &target).filter(|index| seen.insert((*index).clone())) {
            let own = files.text(index).and_then(|file| rst_title(&file.text));
            entries.push(depth, title.or(own).as_deref(), StatedTarget::Nothing);
            waiting.extend(items_below(files, index, (depth + 1).min(MAX_DEPTH)));
            continue;
        }
        if let StatedTarget::Page(path) = &target
            && seen.insert(path.clone())
        {
            waiting.extend(items_below(files, path, (depth + 1).min(MAX_DEPTH)));
        }
        entries.push(depth, title.as_deref(), target);
    }
    entries
}

/// Returns the `index.rst` that a target without a page of its own is.
fn rst_of<'a>(files: &CourseFiles<'a>, target: &StatedTarget) -> Option<&'a CoursePath> {
    let StatedTarget::Page(path) = target else { return None };
    let index = path.parent()?.join(RST_INDEX);
    let is_missing = path.stem() == "index" && !files.lessons.contains_key(path);
    files.text(&index).filter(|_| is_missing).map(|file| &file.path)
}

/// Returns the items of a page's trees, the last one first, with their levels.
fn items_below(files: &CourseFiles<'_>, page: &CoursePath, depth: usize) -> Vec<(usize, CoursePath, TreeItem)> {
    let page_text = files.sources.get(page).filter(|_| files.lessons.contains_key(page)).map(|page| trees(&page.text));
    let trees = page_text.or_else(|| files.text(page).filter(|_| is_rst(page)).map(|file| trees_of_rst(&file.text)));
    let mut items = Vec::new();
    for lines in trees.unwrap_or_default() {
        let option =
            |line: &&str| line.trim_start_matches(':').strip_prefix("caption:").map(|rest| rest.trim().to_owned());
        let caption = lines.iter().find_map(option);
        let depth_of_items = (depth + usize::from(caption.is_some())).min(MAX_DEPTH);
        items.extend(caption.map(|caption| (depth, page.clone(), TreeItem::Caption(caption))));
        items.extend(references(&lines).map(|line| (depth_of_items, page.clone(), item(line))));
    }
    items.reverse();
    items
}

/// Returns the lines of a tree that name pages: skips options, which begin with a colon or are between `---`.
fn references<'t>(lines: &'t [&'t str]) -> impl Iterator<Item = &'t str> {
    let options = lines.first().filter(|line| **line == "---");
    let end = options.and_then(|_| lines.iter().skip(1).position(|line| *line == "---")).map_or(0, |at| at + 2);
    lines[end..].iter().copied().filter(|line| !line.is_empty() && !line.starts_with([':', '#']) && *line != "self")
}

/// Reads a line: `intro`, or `Title <intro>`.
fn item(line: &str) -> TreeItem {
    match line.strip_suffix('>').and_then(|line| line.rsplit_once('<')) {
        Some((title, reference)) => {
            TreeItem::Page { title: Some(title.trim().to_owned()), reference: reference.trim().to_owned() }
        }
        None => TreeItem::Page { title: None, reference: line.to_owned() },
    }
}
