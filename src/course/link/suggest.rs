//! Turns an address without a target into the file that its author most likely meant.
//!
//! Looking one up costs a few hash look-ups and a comparison with the files of one folder whose names begin or end alike:
//! a course of 7,000 files with 10,000 wrong addresses needs as little for each as a small one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::is_slip;
use crate::course::index_page::readme_rank;
use crate::diagnostic::Fix;
use crate::lesson::Link;
use crate::read::FileEntry;
use crate::source::{CoursePath, Source, Span};

/// The letters at the start or end of a name that a misspelt one has in common with it.
const SHARED_LETTERS: usize = 4;

/// A file that an address may have meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinkCandidate<'a> {
    /// The file.
    pub(super) path: &'a CoursePath,
    /// Whether the address itself allows no other file.
    pub(super) certain: bool,
}

/// The files of a course, for looking them up by parts of a wrong address.
pub(super) struct FileLookup<'a> {
    all: &'a BTreeMap<CoursePath, FileEntry>,
    folders: &'a BTreeSet<CoursePath>,
    /// The paths by their last part.
    by_name: HashMap<&'a str, Vec<&'a CoursePath>>,
    /// The paths by their last two parts.
    by_end: HashMap<(&'a str, &'a str), Vec<&'a CoursePath>>,
    /// The files of each folder.
    files_in: HashMap<&'a str, Siblings<'a>>,
    /// The folders of each folder.
    folders_in: HashMap<&'a str, Siblings<'a>>,
}

/// The files or folders of one folder, by parts of their names.
#[derive(Default)]
struct Siblings<'a> {
    letters: HashMap<String, Vec<&'a CoursePath>>,
    keys: HashMap<NumberKey, Vec<&'a CoursePath>>,
    starts: HashMap<String, Vec<&'a CoursePath>>,
    endings: HashMap<String, Vec<&'a CoursePath>>,
}

/// The kind and number that a name begins with.
type NumberKey = (crate::lesson::numbering::UnitWord, crate::lesson::numbering::Number);

impl<'a> Siblings<'a> {
    fn add(&mut self, path: &'a CoursePath) {
        let letters = letters(path.stem());
        if let Some(key) = key(path.stem()) {
            self.keys.entry(key).or_default().push(path);
        }
        self.starts.entry(start_of(&letters)).or_default().push(path);
        self.endings.entry(end_of(&letters)).or_default().push(path);
        self.letters.entry(letters).or_default().push(path);
    }

    /// Returns the file whose name has the same letters and digits.
    fn same_letters(&self, stem: &str, fits: impl Fn(&CoursePath) -> bool) -> Option<(&'a CoursePath, bool)> {
        first_of(self.letters.get(&letters(stem)).filter(|_| !letters(stem).is_empty())?, fits)
    }

    /// Returns the first file of the same kind and number.
    fn same_number(&self, stem: &str, fits: impl Fn(&CoursePath) -> bool) -> Option<&'a CoursePath> {
        first_of(self.keys.get(&key(stem)?)?, fits).map(|(path, _)| path)
    }

    /// Returns the only file whose name is a likely slip away, and has the same digits.
    fn slip(&self, stem: &str, fits: impl Fn(&CoursePath) -> bool) -> Option<&'a CoursePath> {
        let wanted = letters(stem);
        let alike = [self.starts.get(&start_of(&wanted)), self.endings.get(&end_of(&wanted))];
        let is_near = |path: &CoursePath| {
            let name = letters(path.stem());
            digits(&name).eq(digits(&wanted)) && is_slip(&wanted, &name) && fits(path)
        };
        let near: BTreeSet<&CoursePath> =
            alike.into_iter().flatten().flatten().copied().filter(|path| is_near(path)).collect();
        near.first().copied().filter(|_| near.len() == 1)
    }
}

/// Returns the first path that fits, and whether it is the only one.
fn first_of<'a>(paths: &[&'a CoursePath], fits: impl Fn(&CoursePath) -> bool) -> Option<(&'a CoursePath, bool)> {
    let mut fitting = paths.iter().copied().filter(|path| fits(path));
    fitting.next().map(|path| (path, fitting.next().is_none()))
}

impl<'a> FileLookup<'a> {
    pub(super) fn new(all: &'a BTreeMap<CoursePath, FileEntry>, folders: &'a BTreeSet<CoursePath>) -> Self {
        let mut lookup = Self {
            all,
            folders,
            by_name: HashMap::new(),
            by_end: HashMap::new(),
            files_in: HashMap::new(),
            folders_in: HashMap::new(),
        };
        for path in all.keys() {
            let (folder, name) = split(path);
            lookup.by_name.entry(name).or_default().push(path);
            lookup.by_end.entry((last_part(folder), name)).or_default().push(path);
            lookup.files_in.entry(folder).or_default().add(path);
        }
        for path in folders.iter().filter(|path| !path.is_root()) {
            lookup.folders_in.entry(split(path).0).or_default().add(path);
        }
        lookup
    }

    fn named(&self, name: &str) -> &[&'a CoursePath] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn find(&self, path: &CoursePath) -> Option<&'a CoursePath> {
        self.all.get_key_value(path).map(|(path, _)| path).or_else(|| self.folders.get(path))
    }

    /// Returns the file that an address most likely means: one `../` too many or too few, the same name written
    /// otherwise or the same kind and number in the same folder, a likely slip, or the only file of that name. `from` is
    /// the page that holds it.
    pub(super) fn nearest(&self, address: &str, from: &CoursePath) -> Option<LinkCandidate<'a>> {
        let folder = if address.starts_with('/') { CoursePath::default() } else { from.parent().unwrap_or_default() };
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

    /// Finds a file by the spelling of its path: one folder may be misspelt, and the name may have the same letters and
    /// digits (certain), the same kind and number, or be a likely slip.
    fn by_spelling(&self, wanted: &CoursePath, from: &CoursePath) -> Option<LinkCandidate<'a>> {
        let (folder, is_moved) = self.folder_meant(wanted.parent()?)?;
        let siblings = self.files_in.get(folder.as_str())?;
        let fits = |path: &CoursePath| path != from && path.extension() == wanted.extension();
        let stem = wanted.stem();
        if let Some((path, is_only)) = siblings.same_letters(stem, fits) {
            return Some(LinkCandidate { path, certain: is_only && !is_moved });
        }
        let path = siblings.same_number(stem, fits).or_else(|| siblings.slip(stem, fits))?;
        Some(LinkCandidate { path, certain: false })
    }

    /// Returns a folder, or the one that differs from it in the spelling of one part, and whether it does.
    fn folder_meant(&self, folder: CoursePath) -> Option<(CoursePath, bool)> {
        if self.folders.contains(&folder) || folder.is_root() {
            return Some((folder, false));
        }
        let (mut here, mut is_moved) = (CoursePath::default(), false);
        for part in folder.parts() {
            let next = here.join(part);
            if self.folders.contains(&next) {
                here = next;
                continue;
            }
            let beside = self.folders_in.get(here.as_str()).filter(|_| !is_moved)?;
            let same = beside.same_letters(part, |_| true).filter(|(_, is_only)| *is_only).map(|(path, _)| path);
            here = same.or_else(|| beside.slip(part, |_| true))?.clone();
            is_moved = true;
        }
        Some((here, is_moved))
    }

    /// Finds a file with the same end of its path, else the only one of the name. A name such as `day3/session_1.md` is
    /// no evidence: every week has one, with another text.
    fn by_tail(&self, address: &str, from: &CoursePath) -> Option<LinkCandidate<'a>> {
        let parts: Vec<&str> = address.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let name = *parts.last()?;
        if !parts.iter().any(|part| is_distinctive(part)) {
            return None;
        }
        let above = parts.len().checked_sub(2).map(|at| parts[at]);
        let by_end = above.and_then(|above| self.by_end.get(&(above, name))).map_or(&[][..], Vec::as_slice);
        let shared =
            |path: &&CoursePath| path.parts().rev().zip(parts.iter().rev()).take_while(|(a, b)| a == *b).count();
        // Of several with the same end, the nearest to the page is taken; if two are equally near, none is suggested.
        let near = |path: &CoursePath| path.parts().zip(from.parts()).take_while(|(a, b)| a == b).count();
        let mut weighed: Vec<_> = by_end.iter().map(|path| ((shared(path), near(path)), *path)).collect();
        weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let best = weighed.first().filter(|(weight, _)| weighed.get(1).is_none_or(|(second, _)| second < weight));
        let named = self.named(name);
        let path = best.map(|(_, path)| *path).or_else(|| named.first().copied().filter(|_| named.len() == 1))?;
        Some(LinkCandidate { path, certain: false })
    }
}

/// Splits a path into its folder and its name.
fn split(path: &CoursePath) -> (&str, &str) {
    path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()))
}

fn last_part(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

/// Tests whether a part of a path is more than a kind and a number.
fn is_distinctive(part: &str) -> bool {
    let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
    let name = crate::lesson::numbering::read_name(stem);
    let rest = name.rest.to_lowercase();
    !rest.is_empty() && readme_rank(&CoursePath::new(&rest)).is_none()
}

/// Returns the letters and digits of a name, in lower case: `hands_on_1` and `handson-1` are the same.
pub(super) fn letters(stem: &str) -> String {
    stem.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_numeric())
}

fn start_of(letters: &str) -> String {
    letters.chars().take(SHARED_LETTERS).collect()
}

fn end_of(letters: &str) -> String {
    letters.chars().rev().take(SHARED_LETTERS).collect()
}

/// Returns the kind and number that a name begins with, written in one way: `session1_k8s` and `session_1` are the
/// same.
fn key(stem: &str) -> Option<NumberKey> {
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
        let folders = crate::course::folders_of(files.keys());
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
