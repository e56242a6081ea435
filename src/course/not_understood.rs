//! Turns the spellings that no page understands into diagnostics: one for each name, at its first place, with its count.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Lessons;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Appearance, NotUnderstood};
use crate::message;
use crate::source::CoursePath;

/// The fewest elements that share the first part of their names for it to be that of a set of icons.
const MIN_ICONS: usize = 3;

/// The uses of a name in the course.
struct NameUses<'a> {
    first: (&'a CoursePath, &'a NotUnderstood),
    count: usize,
    pages: usize,
    last_page: &'a CoursePath,
    appearance: Appearance,
}

impl NameUses<'_> {
    /// Adds the uses of another name of the same set.
    fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.pages += other.pages - usize::from(other.last_page == self.last_page);
        self.appearance = self.appearance.max(other.appearance);
    }
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
    let shown: BTreeMap<String, NameUses<'_>> = without_icons(names);
    shown.iter().map(|(name, uses)| diagnostic(name, uses)).collect()
}

/// Joins the uses of elements that differ only behind the first part of their names: `<carbon-pen>` and `<carbon-sun>` are
/// icons of the set `carbon` ("unplugin-icons", names of components), and one finding is enough for the set.
fn without_icons<'a>(names: BTreeMap<&'a str, NameUses<'a>>) -> BTreeMap<String, NameUses<'a>> {
    let mut sets: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.keys() {
        if let Some(set) = icon_set(name) {
            *sets.entry(set).or_default() += 1;
        }
    }
    let mut joined: BTreeMap<String, NameUses<'a>> = BTreeMap::new();
    for (name, uses) in names {
        let set = icon_set(name).filter(|set| sets.get(set).is_some_and(|count| *count >= MIN_ICONS));
        let shown = set.map_or_else(|| name.to_owned(), |set| format!("<{set}-…>"));
        match joined.entry(shown) {
            Entry::Vacant(place) => drop(place.insert(uses)),
            Entry::Occupied(mut place) => place.get_mut().add(&uses),
        }
    }
    joined
}

/// Returns the first part of the name of an element in lower case with hyphens.
fn icon_set(name: &str) -> Option<&str> {
    let inner = name.strip_prefix('<')?.strip_suffix('>')?;
    let is_plain = inner.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | ':'));
    let (set, rest) = inner.split_once(['-', ':'])?;
    (is_plain && !set.is_empty() && !rest.is_empty()).then_some(set)
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
