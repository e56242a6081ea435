//! Turns an address without a target into the file that its author most likely meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::tree::readme_rank;
use crate::diagnostic::Fix;
use crate::lesson::Link;
use crate::read::FileEntry;
use crate::source::{CoursePath, Source, Span};

/// A file that an address may have meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinkCandidate<'a> {
    /// The file.
    pub(super) path: &'a CoursePath,
    /// Whether no other file can have been meant.
    pub(super) certain: bool,
}

/// The files of a course, for looking them up by parts of a wrong address.
pub(super) struct FileLookup<'a> {
    /// The paths by their last part.
    by_name: BTreeMap<&'a str, Vec<&'a CoursePath>>,
    all: &'a BTreeMap<CoursePath, FileEntry>,
    folders: &'a BTreeSet<CoursePath>,
}

impl<'a> FileLookup<'a> {
    pub(super) fn new(all: &'a BTreeMap<CoursePath, FileEntry>, folders: &'a BTreeSet<CoursePath>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&CoursePath>> = BTreeMap::new();
        for path in all.keys() {
            by_name.entry(path.name()).or_default().push(path);
        }
        Self { by_name, all, folders }
    }

    fn named(&self, name: &str) -> &[&'a CoursePath] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn find(&self, path: &CoursePath) -> Option<&'a CoursePath> {
        self.all.get_key_value(path).map(|(path, _)| path).or_else(|| self.folders.get(path))
    }

    /// Returns the file that an address most likely means: one `../` too many or too few, the same name written
    /// otherwise or the same kind and number in the same folder, or the only file of that name. `from` is the page that
    /// holds it.
    pub(super) fn nearest(&self, address: &str, from: &CoursePath) -> Option<LinkCandidate<'a>> {
        let folder = from.parent().unwrap_or_default();
        self.by_steps(address, &folder)
            .or_else(|| self.by_spelling(&folder.resolve(address)?, from))
            .or_else(|| self.by_tail(address, from))
            .filter(|found| found.path != from)
    }

    /// Finds a file with one `../` more or less. Certain if only one of the two exists and no other folder has such a
    /// file.
    fn by_steps(&self, address: &str, folder: &CoursePath) -> Option<LinkCandidate<'a>> {
        let bare = address.trim_start_matches("./");
        let fewer = bare.strip_prefix("../").and_then(|rest| folder.resolve(rest)).and_then(|path| self.find(&path));
        let more = folder.resolve(&format!("../{bare}")).and_then(|path| self.find(&path));
        let names_a_folder = |path: &CoursePath| !self.all.contains_key(path) && path.is_root();
        match (fewer.filter(|path| !names_a_folder(path)), more.filter(|path| !names_a_folder(path))) {
            // `../session_2.md` and `README.md` are names that every folder has: if more of the path is the same, no
            // other file can be meant.
            (Some(path), None) | (None, Some(path)) => {
                let tail = bare.trim_start_matches("../");
                Some(LinkCandidate { path, certain: tail.contains('/') || self.named(path.name()).len() == 1 })
            }
            (Some(path), Some(_)) => Some(LinkCandidate { path, certain: false }),
            (None, None) => None,
        }
    }

    /// Finds a file of the same folder whose name has the same letters and digits (certain), or the same kind and
    /// number.
    fn by_spelling(&self, wanted: &CoursePath, from: &CoursePath) -> Option<LinkCandidate<'a>> {
        let folder = wanted.parent()?;
        let siblings: Vec<&CoursePath> = self
            .all
            .range(folder.clone()..)
            .map(|(path, _)| path)
            .take_while(|path| path.is_within(&folder))
            .filter(|path| {
                path.parent().as_ref() == Some(&folder) && *path != from && path.extension() == wanted.extension()
            })
            .collect();
        let only = |fits: &dyn Fn(&CoursePath) -> bool| {
            let mut found = siblings.iter().copied().filter(|path| fits(path));
            found.next().map(|path| (path, found.next().is_none()))
        };
        let letters = letters(wanted.stem());
        if let Some((path, is_only)) =
            only(&|path| self::letters(path.stem()) == letters).filter(|_| !letters.is_empty())
        {
            return Some(LinkCandidate { path, certain: is_only });
        }
        let key = key(wanted.stem())?;
        let (path, _) = only(&|path| self::key(path.stem()) == Some(key))?;
        Some(LinkCandidate { path, certain: false })
    }

    /// Finds a file with the same end of its path, else the only one of the name. A name such as `day3/session_1.md` is
    /// no evidence: every week has one, with another text.
    fn by_tail(&self, address: &str, from: &CoursePath) -> Option<LinkCandidate<'a>> {
        let parts: Vec<&str> = address.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let named = self.named(parts.last()?);
        if !parts.iter().any(|part| is_distinctive(part)) {
            return None;
        }
        let shared =
            |path: &&&CoursePath| path.parts().rev().zip(parts.iter().rev()).take_while(|(a, b)| a == *b).count();
        // Of several with the same end, the nearest to the page is taken; if two are equally near, none is suggested.
        let near = |path: &CoursePath| path.parts().zip(from.parts()).take_while(|(a, b)| a == b).count();
        let weight = |path: &&&CoursePath| (shared(path), near(path));
        let by_end: Vec<_> = named.iter().filter(|path| parts.len() > 1 && shared(path) > 1).collect();
        let best = by_end.iter().max_by_key(|path| weight(path)).copied();
        let best = best.filter(|best| by_end.iter().filter(|path| weight(path) == weight(best)).count() == 1);
        let path = best.or_else(|| named.first().filter(|_| named.len() == 1))?;
        Some(LinkCandidate { path, certain: false })
    }
}

/// Tests whether a part of a path is more than a kind and a number.
fn is_distinctive(part: &str) -> bool {
    let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
    let name = crate::lesson::numbering::read_name(stem);
    let rest = name.rest.to_lowercase();
    !rest.is_empty() && readme_rank(&CoursePath::new(&rest)).is_none()
}

/// Returns the letters and digits of a name, in lower case: `hands_on_1` and `handson-1` are the same.
fn letters(stem: &str) -> String {
    stem.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the kind and number that a name begins with, written in one way: `session1_k8s` and `session_1` are the
/// same.
fn key(stem: &str) -> Option<(crate::lesson::numbering::UnitWord, crate::lesson::numbering::Number)> {
    let token = crate::lesson::numbering::read_name(stem).tokens.into_iter().next_back()?;
    Some((token.word, token.number?))
}

/// Returns the fix that writes `right` for the address of a link, its fragment kept; `None` if the address is not found
/// verbatim and once in the link's text (it may be escaped).
pub(super) fn fix(source: &Source, link: &Link, right: &str, certain: bool) -> Option<Fix> {
    let address = link.href.split('#').next().unwrap_or_default();
    let span = address_span(source, link, address)?;
    Some(Fix::replace(span, escaped(right), certain))
}

/// Returns the fix that writes `right` for the fragment of a link.
pub(super) fn fix_fragment(source: &Source, link: &Link, right: &str, certain: bool) -> Option<Fix> {
    let (address, fragment) = link.href.split_once('#')?;
    let whole = address_span(source, link, &link.href)?;
    let start = whole.start + address.len() + 1;
    Some(Fix::replace(Span::new(start, start + fragment.len()), escaped(right), certain))
}

/// Returns the span of an address in its link: searched after the link's text, which may contain it too.
fn address_span(source: &Source, link: &Link, address: &str) -> Option<Span> {
    let written = source.text.get(link.span.start..link.span.end)?;
    let from = written.rfind("](").map_or(0, |at| at + 2);
    let mut places = written[from..].match_indices(address).map(|(at, _)| link.span.start + from + at);
    let start = places.next().filter(|_| !address.is_empty())?;
    places.next().is_none().then(|| Span::new(start, start + address.len()))
}

/// Escapes the characters that would end an address: spaces and brackets.
fn escaped(address: &str) -> String {
    address.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates() {
        let file = |path| (CoursePath::new(path), FileEntry { disk: path.into(), ..Default::default() });
        let files: BTreeMap<CoursePath, FileEntry> = [
            "week_01/day1/session_1.md",
            "week_01/day2/session_1.md",
            "week_01/day2/handson_1.md",
            "week_01/day2/lab_1.md",
            "week_01/setup/notes.md",
            "shared/k8s.yaml",
        ]
        .map(file)
        .into();
        let folders = BTreeSet::from([CoursePath::new("week_01/day1"), CoursePath::new("week_01")]);
        let known = FileLookup::new(&files, &folders);
        let check = |address: &str, expected: Option<(&str, bool)>| {
            let found = known.nearest(address, &CoursePath::new("week_01/day2/README.md"));
            assert_eq!(found.map(|found| (found.path.as_str(), found.certain)), expected, "{address}");
        };
        check("session1_intro.md", Some(("week_01/day2/session_1.md", false)));
        check("hands_on_1.md", Some(("week_01/day2/handson_1.md", true)));
        check("./Lab-1.md", Some(("week_01/day2/lab_1.md", true)));
        check("day1/session_1.md", Some(("week_01/day1/session_1.md", true)));
        check("../../day1/session_1.md", Some(("week_01/day1/session_1.md", true)));
        check("../lab_1.md", Some(("week_01/day2/lab_1.md", true)));
        check("../session_1.md", Some(("week_01/day2/session_1.md", false)));
        check("../k8s.yaml", Some(("shared/k8s.yaml", false)));
        check("../../../setup/notes.md", Some(("week_01/setup/notes.md", false)));
        check("nothing.md", None);
        check("../../week_02/session_1.md", None);
    }

    #[test]
    fn the_address_is_found_behind_a_text_that_is_the_same() {
        let source = Source::new(CoursePath::new("a.md"), "[b.md](b.md#x) [c](<d e.md>)");
        let link = |href: &str, start, end| Link {
            kind: crate::lesson::LinkKind::Link,
            href: href.to_owned(),
            text: String::new(),
            names: false,
            course_address: None,
            span: Span::new(start, end),
        };
        let edit = |fix: Option<Fix>| fix.map(|fix| (fix.edits[0].span, fix.edits[0].text.clone()));
        let first = link("b.md#x", 0, 14);
        assert_eq!(edit(fix(&source, &first, "../b.md", true)), Some((Span::new(7, 11), "../b.md".to_owned())));
        assert_eq!(edit(fix_fragment(&source, &first, "y", true)), Some((Span::new(12, 13), "y".to_owned())));
        assert_eq!(fix(&source, &link("d%20e.md", 15, 28), "x.md", true), None, "written in another way");
    }
}
