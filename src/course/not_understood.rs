//! Turns the spellings that no page understands into diagnostics: one for each name, at its first place, with its count.

use std::collections::BTreeMap;

use super::Lessons;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Appearance, NotUnderstood};
use crate::message;
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
    let (shown, hint) = match uses.appearance {
        Appearance::Content => (message!("not-understood-content"), message!("not-understood-content.hint")),
        Appearance::Label => (message!("not-understood-label"), message!("not-understood-label.hint")),
        Appearance::Signs => (message!("not-understood-signs"), message!("not-understood-signs.hint")),
    };
    let message = match (uses.count, uses.pages) {
        (1, _) => message!("not-understood", name, shown),
        (count, 1) => message!("not-understood-on-page", name, count, shown),
        (count, pages) => message!("not-understood-on-pages", name, count, pages, shown),
    };
    let diagnostic = Diagnostic::at(path, found.span, Code::NotUnderstood, message).hint(hint);
    if uses.appearance == Appearance::Label { diagnostic } else { diagnostic.as_info() }
}
