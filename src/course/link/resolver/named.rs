//! Turns references by name into destinations: wiki links (`[[page#heading]]`) and labels (`` {ref}`label` ``).

use std::collections::BTreeMap;

use super::{Destination, Resolution, Resolver, broken};
use crate::course::link::Target;
use crate::course::link::edition::language_folder;
use crate::course::wiki_link::{self, NameIndex, NamedFile};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind, markdown, normalise, split_icon};
use crate::message;
use crate::source::{CoursePath, Tool};

/// The pages that Sphinx makes by itself, which have labels.
const PAGES_OF_SPHINX: [&str; 4] = ["genindex", "modindex", "py-modindex", "search"];

/// The most candidates that a report names.
const MOST_NAMED: usize = 4;

impl Resolver<'_> {
    /// Resolves a reference by name; `None` if an address is none.
    pub(super) fn by_name(&mut self, lesson: &Lesson, link: &Link) -> Option<Resolution> {
        if let Some(name) = wiki_link::name(&link.href) {
            return Some(self.wiki_link(lesson, link, name));
        }
        let label = link.href.strip_prefix(markdown::LABEL_SIGN)?;
        if let Some(destination) = self.label(lesson, label).or_else(|| self.declared_label(label)) {
            return Some((destination, None));
        }
        let (destination, problem) = broken(lesson, link, Code::BrokenLink, message!("broken-link-label", label))
            .hint(message!("broken-link-label.hint", label));
        // `project:label` is in the inventory of another project.
        let is_of_sphinx = self.source(lesson).is_some_and(|source| source.dialect.has(Tool::Sphinx))
            && (label.contains(':') || PAGES_OF_SPHINX.contains(&label));
        Some((destination, if is_of_sphinx { problem.map(Diagnostic::as_info) } else { problem }))
    }

    fn wiki_link(&mut self, lesson: &Lesson, link: &Link, name: &str) -> Resolution {
        let (name, fragment) = name.split_once('#').map_or((name, None), |(name, fragment)| (name, Some(fragment)));
        let fragment = fragment.map(|fragment| fragment.rsplit('#').next().unwrap_or_default().trim());
        let path = if name.trim().is_empty() {
            lesson.path.clone()
        } else {
            let index = self.names.get_or_insert_with(|| NameIndex::new(self.sources, self.lessons));
            match index.find(name, &lesson.path) {
                NamedFile::One(path) => path.clone(),
                NamedFile::Missing => return nothing_named(lesson, link),
                NamedFile::Several(mut paths) => {
                    // The copies of other editions are no candidates.
                    let edition = language_folder(&lesson.path);
                    if paths.iter().any(|path| language_folder(path) == edition) {
                        paths.retain(|path| language_folder(path) == edition);
                    }
                    if let [path] = paths[..] {
                        let path = path.clone();
                        return self.named_file(lesson, link, &path, fragment);
                    }
                    // A file whose name is written in the same way is meant.
                    let same = paths.iter().position(|path| path.stem() == name.trim()).unwrap_or_default();
                    paths.swap(0, same);
                    let problem = ambiguous(lesson, link, &paths);
                    let path = paths[0].clone();
                    let (destination, _) = self.named_file(lesson, link, &path, fragment);
                    return (destination, Some(problem));
                }
            }
        };
        self.named_file(lesson, link, &path, fragment)
    }

    fn named_file(&mut self, lesson: &Lesson, link: &Link, path: &CoursePath, fragment: Option<&str>) -> Resolution {
        let (destination, problem) = match (self.pages.get(path).copied(), fragment) {
            (Some(entry), Some(fragment)) => match self.heading(path, fragment) {
                Some(id) => (Destination::Known(Target::Page { entry, fragment: Some(id) }), None),
                None => self.resolve_fragment(lesson, link, entry, fragment),
            },
            _ => self.resolve_in_course(lesson, link, (path.as_str(), path), None),
        };
        (destination, problem.filter(|problem| problem.code != Code::InexactAnchor))
    }

    /// Returns the id of the heading of a page that has the words of a fragment: they are its name here.
    fn heading(&self, path: &CoursePath, words: &str) -> Option<String> {
        let words = normalise(split_icon(words).1);
        let headings = &self.lessons.get(path)?.headings;
        headings.iter().find(|heading| normalise(&heading.text) == words).map(|heading| heading.id.clone())
    }

    /// Returns the place that a label names: on the page itself, else on the first page that has it.
    pub(in crate::course::link) fn label(&self, lesson: &Lesson, label: &str) -> Option<Destination> {
        let (path, id) = match (lesson.labels.get(label), lesson.html_ids.contains(label)) {
            (Some(id), _) => (&lesson.path, id.clone()),
            (None, true) => (&lesson.path, label.to_owned()),
            _ => self.named_labels.get_or_init(|| labels(self)).get(label).map(|(path, id)| (*path, id.clone()))?,
        };
        let entry = *self.pages.get(path)?;
        Some(Destination::Known(Target::Page { entry, fragment: Some(id) }))
    }

    /// Returns the place that an address other than a path names, in a course whose headings have labels.
    pub(super) fn label_of_course(&self, lesson: &Lesson, address: &str) -> Option<Destination> {
        let may_be = !address.contains(['/', '.']) && self.lessons.values().any(|lesson| !lesson.labels.is_empty());
        if may_be { self.label(lesson, address) } else { None }
    }
}

/// Returns the labels of a course with the pages and ids that they name: those of headings, then those of other places.
fn labels<'a>(resolver: &Resolver<'a>) -> BTreeMap<&'a str, (&'a CoursePath, String)> {
    let mut labels = BTreeMap::new();
    for lesson in resolver.lessons.values() {
        for (label, id) in &lesson.labels {
            labels.entry(&**label).or_insert((&lesson.path, id.clone()));
        }
    }
    for lesson in resolver.lessons.values() {
        for id in &lesson.html_ids {
            labels.entry(&**id).or_insert((&lesson.path, id.clone()));
        }
    }
    // In Quarto and bookdown the id of a heading is its label.
    let is_quarto = |lesson: &Lesson| resolver.source(lesson).is_some_and(|source| source.dialect.has(Tool::Quarto));
    for lesson in resolver.lessons.values().filter(|lesson| is_quarto(lesson)) {
        for heading in &lesson.headings {
            labels.entry(&*heading.id).or_insert((&lesson.path, heading.id.clone()));
        }
    }
    labels
}

fn nothing_named(lesson: &Lesson, link: &Link) -> Resolution {
    let code = match link.kind {
        LinkKind::Link => Code::BrokenLink,
        LinkKind::Image => Code::MissingImage,
    };
    broken(lesson, link, code, message!("broken-link-name", href = &link.href)).hint(message!("broken-link-name.hint"))
}

fn ambiguous(lesson: &Lesson, link: &Link, paths: &[&CoursePath]) -> Diagnostic {
    let named: Vec<String> = paths.iter().take(MOST_NAMED).map(|path| format!("`{path}`")).collect();
    let more = if paths.len() > MOST_NAMED { ", …" } else { "" };
    let message = message!("ambiguous-link", href = &link.href, files = named.join(", ") + more);
    let hint = message!("ambiguous-link.hint", path = paths[0].as_str());
    Diagnostic::at(&lesson.path, link.span, Code::AmbiguousLink, message).hint(hint)
}
