//! Turns the spellings that no page understands into diagnostics: one for each name, at its first place, with its count.

use std::collections::BTreeMap;

use super::Lessons;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Appearance, NotUnderstood};
use crate::source::CoursePath;

/// The uses of a name in the course.
struct NameUses<'a> {
    first: (&'a CoursePath, &'a NotUnderstood),
    count: usize,
    pages: usize,
    last_page: &'a CoursePath,
    appearance: Appearance,
}

/// Reports each name once.
pub fn report(lessons: &Lessons) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, NameUses<'_>> = BTreeMap::new();
    for lesson in lessons.values() {
        for found in &lesson.not_understood {
            let uses = names.entry(&found.name).or_insert_with(|| NameUses {
                first: (&lesson.path, found),
                count: 0,
                pages: 1,
                last_page: &lesson.path,
                appearance: found.appearance,
            });
            uses.count += 1;
            uses.pages += usize::from(uses.last_page != &lesson.path);
            uses.last_page = &lesson.path;
            uses.appearance = uses.appearance.max(found.appearance);
        }
    }
    names.into_iter().map(|(name, uses)| diagnostic(name, &uses)).collect()
}

fn diagnostic(name: &str, uses: &NameUses<'_>) -> Diagnostic {
    let (path, found) = uses.first;
    let counted = match (uses.count, uses.pages) {
        (1, _) => String::new(),
        (count, 1) => format!(" {count} times on this page"),
        (count, pages) => format!(" {count} times on {pages} pages, here first"),
    };
    let (shown, hint) = match uses.appearance {
        Appearance::Content => {
            ("its content is shown without it", "nothing is lost; write Markdown if the look matters")
        }
        Appearance::Label => ("a label with its name stands in its place", "write its content as Markdown"),
        Appearance::Signs => ("readers see its signs", "write it as Markdown, or as code if the signs are meant"),
    };
    let message = format!("`{name}` is not understood{counted}: {shown}");
    let diagnostic = Diagnostic::at(path, found.span, Code::NotUnderstood, message).hint(hint);
    if uses.appearance == Appearance::Label { diagnostic } else { diagnostic.as_info() }
}
