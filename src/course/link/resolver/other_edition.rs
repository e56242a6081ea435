//! Turns an address that names nothing in the edition of its page into the same file of another edition.

use super::{Resolution, Resolver};
use crate::course::address::path_and_fragment;
use crate::course::edition::layout::original_in_docusaurus;
use crate::course::link::edition::{edition_of, language_folder};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::source::{CoursePath, Dialect};

impl Resolver<'_> {
    /// Resolves an address of a translated page in another edition of the course, where only that one has the file.
    pub(super) fn in_other_edition(&mut self, lesson: &Lesson, link: &Link, address: &str) -> Option<Resolution> {
        let folder = if address.starts_with('/') { CoursePath::default() } else { lesson.path.parent()? };
        let wanted = folder.resolve(address)?;
        let served = |path: &CoursePath| self.served(path);
        let original = || {
            let (own, of) = self.others.original.as_ref()?;
            let below = match wanted.as_str().strip_prefix(own.as_str()).filter(|_| wanted.is_within(own)) {
                Some(below) => below.trim_start_matches('/'),
                // From the root of the site, where the folder of the language may come first.
                None if address.starts_with('/') => without_first(wanted.as_str(), own.name()),
                None => return None,
            };
            let moved = original_in_docusaurus(below).map(|path| of.join(&path));
            let path = served(&of.join(below)).or_else(|| served(&moved?))?;
            (path != wanted).then_some((path, "original"))
        };
        // `/about` on a page of `content/ko` is the page of that edition, else that of another.
        let in_own = || {
            let rest = without_first(wanted.as_str(), language_folder(&lesson.path)?);
            let own = edition_of(&lesson.path)?.join(rest);
            address.starts_with('/').then(|| self.files.editions.find(&own, served)).flatten()
        };
        // `/course/guide` of a site that is served below `/course`.
        let below_host = || {
            let (_, rest) = wanted.as_str().split_once('/')?;
            let own = edition_of(&lesson.path)?.join(rest);
            let is_of_tool = self.source(lesson)?.dialect != Dialect::default();
            (is_of_tool && address.starts_with('/')).then(|| self.files.editions.find(&own, served)).flatten()
        };
        let (path, language) =
            self.files.editions.find(&wanted, served).or_else(original).or_else(in_own).or_else(below_host)?;
        let fragment = path_and_fragment(&link.href).1.map(ToOwned::to_owned);
        let written = path.as_str().to_owned();
        let (target, _) = self.resolve_in_course(lesson, link, (&written, &path), fragment.as_deref());
        let code = if link.kind == LinkKind::Image { Code::MissingImage } else { Code::BrokenLink };
        let message = message!("broken-link-edition", href = &link.href, language);
        let problem = Diagnostic::at(&lesson.path, link.span, code, message).as_info();
        Some((target, Some(problem.hint(message!("broken-link-edition.hint")))))
    }
}

/// Returns a path without its first part if that is `first`, else the whole path.
fn without_first<'p>(path: &'p str, first: &str) -> &'p str {
    path.split_once('/').filter(|(part, _)| *part == first).map_or(path, |(_, rest)| rest)
}
