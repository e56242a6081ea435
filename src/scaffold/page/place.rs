//! Turns the wish for a new page into its path: after the last of its kind, in the course's own way of numbering.

use super::PageKind;
use crate::course::{Course, EntryKind};
use crate::lesson::numbering::read_name;
use crate::read::Sources;
use crate::source::CoursePath;

/// Returns the path of a new page.
pub(super) fn place(course: &Course, sources: &Sources, kind: PageKind, wanted: Option<&CoursePath>) -> CoursePath {
    match wanted {
        Some(folder) if folder.is_root() || sources.folders.contains(folder) && folder.extension().is_empty() => {
            let holds_kind = |path: &CoursePath| path.parent().as_ref() == Some(folder);
            if kind.is_folder()
                && !folder.is_root()
                && !last(course, kind, holds_kind).is_some_and(|path| holds_kind(&path))
            {
                return folder.join(&first_of_course(course, kind));
            }
            after_last(course, kind, folder)
        }
        Some(path) if kind.is_folder() || !path.extension().is_empty() => path.clone(),
        Some(path) => CoursePath::new(&format!("{path}.md")),
        None => match last(course, kind, |_| true) {
            Some(path) => {
                next(&path, kind).unwrap_or_else(|| after_last(course, kind, &path.parent().unwrap_or_default()))
            }
            None => after_last(course, kind, &last_overview(course, kind)),
        },
    }
}

/// Returns the path behind the last page of a kind in a folder.
fn after_last(course: &Course, kind: PageKind, folder: &CoursePath) -> CoursePath {
    let here = last(course, kind, |path| path.parent().as_ref() == Some(folder));
    here.and_then(|path| next(&path, kind)).unwrap_or_else(|| folder.join(&first_of_course(course, kind)))
}

/// Returns the name that the first page of a kind has in this course.
fn first_of_course(course: &Course, kind: PageKind) -> String {
    let model = course.entries.iter().find(|entry| entry.kind == kind.entry_kind() && entry.listed);
    model.map_or_else(|| default_name(kind).to_owned(), |entry| first_name(&entry.path, kind))
}

/// Returns the last page of a kind whose path fits.
fn last(course: &Course, kind: PageKind, fits: impl Fn(&CoursePath) -> bool) -> Option<CoursePath> {
    let of_kind = course.entries.iter().filter(|entry| entry.kind == kind.entry_kind() && entry.listed);
    of_kind.map(|entry| &entry.path).rfind(|path| fits(path)).cloned()
}

/// Returns the folder of the last overview that holds pages of a kind.
fn last_overview(course: &Course, kind: PageKind) -> CoursePath {
    let holders: &[EntryKind] = match kind {
        PageKind::Week => &[],
        PageKind::Day => &[EntryKind::Week],
        PageKind::Session | PageKind::Lab => &[EntryKind::Day, EntryKind::Week],
    };
    let found = holders.iter().find_map(|holder| course.entries.iter().rfind(|entry| entry.kind == *holder));
    // Some courses have a page for each day, without a folder.
    let folder =
        |path: &CoursePath| if path.extension().is_empty() { path.clone() } else { path.parent().unwrap_or_default() };
    found.map(|entry| folder(&entry.path)).unwrap_or_default()
}

/// Returns the name of the first page of a kind, in the numbering of another one.
pub(super) fn first_name(path: &CoursePath, kind: PageKind) -> String {
    renumbered(path.name(), kind, |_| 1).unwrap_or_else(|| default_name(kind).to_owned())
}

/// Returns the name of the first page of a kind in a course without any.
pub(super) fn default_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Session => "session_1.md",
        PageKind::Lab => "lab_1.md",
        PageKind::Day => "day1",
        PageKind::Week => "week_01",
    }
}

/// Returns the path with the next number.
fn next(path: &CoursePath, kind: PageKind) -> Option<CoursePath> {
    let name = renumbered(path.name(), kind, |number| number + 1)?;
    Some(path.parent().unwrap_or_default().join(&name))
}

/// Replaces the number of a name, with as many digits; the words of a title behind it are replaced by that of the kind.
fn renumbered(name: &str, kind: PageKind, number: impl Fn(u32) -> u32) -> Option<String> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if matches!(extension, "md" | "markdown") => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let parts = read_name(stem);
    let word = match kind {
        PageKind::Session => "session",
        PageKind::Lab => "lab",
        PageKind::Day => "day",
        PageKind::Week => "week",
    };
    let (start, end) = if let Some(token) = parts.tokens.last() {
        digits_of(stem, token.number?.major)?
    } else {
        digits_of(stem, parts.bare?.major)?
    };
    let after = &stem[end..];
    let rest = if !parts.tokens.is_empty() {
        // `주차` and `강` follow their number.
        let counter = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        after[..counter].to_owned()
    } else if after.is_empty() {
        String::new()
    } else {
        let sign: String = after.chars().take(1).collect();
        format!("{sign}{word}")
    };
    let next = number(stem[start..end].parse().ok()?);
    let width = end - start;
    Some(format!("{}{next:0width$}{rest}{extension}", &stem[..start]))
}

/// Returns the span of the last digits of a text that are a number.
fn digits_of(text: &str, number: u32) -> Option<(usize, usize)> {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let starts = (0..text.len()).rev().filter(|&at| is_digit(at) && (at == 0 || !is_digit(at - 1)));
    let span = |start: usize| (start, (start..text.len()).find(|&at| !is_digit(at)).unwrap_or(text.len()));
    starts.map(span).find(|&(start, end)| text[start..end].parse() == Ok(number))
}

/// Returns the entry whose form a new page takes: the last one of its kind before it in its folder, else the first one of
/// the nearest folder before it.
pub(super) fn model(course: &Course, kind: EntryKind, path: &CoursePath) -> Option<usize> {
    let is_text = |lesson: &CoursePath| matches!(lesson.extension().as_str(), "md" | "markdown");
    let of_kind = course.entries.iter().enumerate().filter(|(_, entry)| {
        entry.kind == kind
            && entry.path != *path
            && entry.lesson.as_ref().is_some_and(|page| {
                is_text(page) && course.lessons.get(page).is_some_and(|lesson| !lesson.for_instructors)
            })
    });
    let (folder, mut nearest): (_, Option<(usize, &CoursePath)>) = (path.parent(), None);
    let (mut beside, mut first) = (None, None);
    for (index, entry) in of_kind {
        first = first.or(Some(index));
        if entry.path.parent() == folder {
            beside = Some(index);
        }
        // Of the pages before the new one, the first of the last folder.
        let is_new_folder = nearest.is_none_or(|(_, known)| known.parent() != entry.path.parent());
        if entry.path < *path && is_new_folder {
            nearest = Some((index, &entry.path));
        }
    }
    beside.or(nearest.map(|(index, _)| index)).or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_in_their_own_way() {
        let next = |name: &str, kind| renumbered(name, kind, |number| number + 1);
        for (name, kind, expected) in [
            ("session_1.md", PageKind::Session, "session_2.md"),
            ("session_09_intro.md", PageKind::Session, "session_10.md"),
            ("01-intro.md", PageKind::Session, "02-session.md"),
            ("week_09", PageKind::Week, "week_10"),
            ("Day01", PageKind::Day, "Day02"),
            ("day06.md", PageKind::Day, "day07.md"),
            ("1주차", PageKind::Week, "2주차"),
            ("제2강.md", PageKind::Session, "제3강.md"),
        ] {
            assert_eq!(next(name, kind).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(next("intro.md", PageKind::Session), None);
    }
}
