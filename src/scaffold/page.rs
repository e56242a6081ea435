//! Turns a course and the place of a new page into its text, in the form of the pages beside it.

mod outline;
mod place;
mod title;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::ScaffoldFile;
use crate::course::{Course, Entry, EntryKind};
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::read::Sources;
use crate::source::CoursePath;

/// The kind of a new page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// A session.
    Session,
    /// A lab.
    Lab,
    /// A folder for a day, with its overview and first session.
    Day,
    /// A folder for a week, with its overview, first day and first session.
    Week,
}

impl PageKind {
    fn entry_kind(self) -> EntryKind {
        match self {
            Self::Session => EntryKind::Session,
            Self::Lab => EntryKind::Lab,
            Self::Day => EntryKind::Day,
            Self::Week => EntryKind::Week,
        }
    }

    fn of(kind: EntryKind) -> Option<Self> {
        [Self::Session, Self::Lab, Self::Day, Self::Week].into_iter().find(|known| known.entry_kind() == kind)
    }

    fn is_folder(self) -> bool {
        matches!(self, Self::Day | Self::Week)
    }
}

/// The pages to write, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageDraft {
    /// The pages.
    pub files: Vec<ScaffoldFile>,
    /// The page whose form the first of them has.
    pub model: Option<CoursePath>,
    /// The overview that lists the pages beside it, and a line that would list the new one too.
    pub listing: Option<(CoursePath, String)>,
}

/// Drafts a page of a course.
///
/// `wanted` is a file, a folder, or `None` for the place after the last page of that kind.
///
/// # Errors
/// Returns a message if the place is taken.
pub fn draft(
    course: &Course,
    sources: &Sources,
    kind: PageKind,
    wanted: Option<&CoursePath>,
    title: Option<&str>,
) -> Result<PageDraft, Message> {
    let path = place::place(course, sources, kind, wanted);
    if sources.files.contains_key(&path) || sources.folders.contains(&path) && kind.is_folder() {
        return Err(message!("new-page-taken", path = path.as_str()));
    }
    let drafting = Drafting { course, sources };
    let mut draft = PageDraft { files: Vec::new(), model: None, listing: None };
    drafting.add(&mut draft, kind, &path, title, None);
    draft.listing = drafting.listing(kind, &path, title);
    Ok(draft)
}

/// The course that pages are drafted for.
struct Drafting<'a> {
    course: &'a Course,
    sources: &'a Sources,
}

impl Drafting<'_> {
    /// Adds a page, and the first page below it if it is an overview. `near` is the entry to take the form from.
    fn add(&self, draft: &mut PageDraft, kind: PageKind, path: &CoursePath, title: Option<&str>, near: Option<usize>) {
        let model = near.or_else(|| place::model(self.course, kind.entry_kind(), path));
        let entry = model.map(|index| &self.course.entries[index]);
        let peers = self.peers(kind.entry_kind());
        let page = outline::NewPage { kind, path, title, model: entry, peers: &peers };
        draft.files.push(ScaffoldFile::new(file_of(kind, path, entry).as_str(), page.text(self.course, self.sources)));
        if draft.files.len() == 1 {
            draft.model = entry.and_then(|entry| entry.lesson.clone());
        }
        if !kind.is_folder() || is_page_file(path) {
            return;
        }
        let child = entry.and_then(|entry| self.first_below(entry));
        let default = if kind == PageKind::Week && entry.is_none() { PageKind::Day } else { PageKind::Session };
        let child_kind = child.and_then(|index| PageKind::of(self.course.entries[index].kind)).unwrap_or(default);
        let name = child.map(|index| place::first_name(&self.course.entries[index].path, child_kind));
        let name = name.unwrap_or_else(|| place::default_name(child_kind).to_owned());
        let (overview, below) = (draft.files.len() - 1, path.join(&name));
        self.add(draft, child_kind, &below, None, child);
        let link = draft.files.get(overview + 1).and_then(|file| link_to(&draft.files[overview].path, &file.path));
        if let Some(href) = link {
            let text =
                title::plain(self.course, child_kind, &below, None, child.map(|index| &self.course.entries[index]));
            let _ = write!(draft.files[overview].text, "\n- [{text}](./{href})\n");
        }
    }

    /// Returns the first day or session below an overview.
    fn first_below(&self, entry: &Entry) -> Option<usize> {
        let is_model = |index: &&usize| {
            let below = &self.course.entries[**index];
            below.path.is_within(&entry.path) && matches!(below.kind, EntryKind::Day | EntryKind::Session)
        };
        entry.children.iter().find(is_model).copied()
    }

    /// Returns the pages of a kind.
    fn peers(&self, kind: EntryKind) -> Vec<&CoursePath> {
        let pages: BTreeSet<&CoursePath> = self
            .course
            .entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .filter_map(|entry| entry.lesson.as_ref())
            .collect();
        pages.into_iter().collect()
    }

    /// Returns the overview above a new page with a line that would list it, if the overview links pages of its folder.
    fn listing(&self, kind: PageKind, path: &CoursePath, title: Option<&str>) -> Option<(CoursePath, String)> {
        let folder = path.parent()?;
        let above = self.course.entries.iter().find(|entry| entry.path == folder && entry.kind.is_overview())?;
        let page = above.lesson.as_ref()?;
        let lesson = self.course.lessons.get(page)?;
        if !lesson.linked_paths().any(|linked| linked.is_within(&folder) && linked != folder) {
            return None;
        }
        let model = place::model(self.course, kind.entry_kind(), path).map(|index| &self.course.entries[index]);
        let target = file_of(kind, path, model);
        let href = link_to(page.as_str(), target.as_str())?;
        let text = title::plain(self.course, kind, path, title, model);
        Some((page.clone(), format!("- [{text}](./{href})")))
    }
}

/// Returns the link of a page to a file in its folder or below.
fn link_to(page: &str, file: &str) -> Option<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    file.strip_prefix(folder).map(|below| below.trim_start_matches('/').to_owned())
}

/// Returns the file of a new page: that of a folder has the name and the place that others of its kind have.
fn file_of(kind: PageKind, path: &CoursePath, model: Option<&Entry>) -> CoursePath {
    if !kind.is_folder() || is_page_file(path) {
        return path.clone();
    }
    match model.and_then(|entry| entry.lesson.as_ref().map(|lesson| (entry, lesson))) {
        Some((entry, lesson)) if *lesson == CoursePath::new(&format!("{}.md", entry.path)) => {
            CoursePath::new(&format!("{path}.md"))
        }
        Some((entry, lesson)) if lesson.parent().as_ref() == Some(&entry.path) => path.join(lesson.name()),
        _ => path.join("README.md"),
    }
}

/// Tests whether a path is that of a Markdown file: some courses have a page for each day, without a folder.
fn is_page_file(path: &CoursePath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown")
}

/// Returns the language that new texts of a course are in: Korean, or English for all others.
fn language(course: &Course) -> MessageLanguage {
    MessageLanguage::of_locale(course.language.tag()).unwrap_or_default()
}
