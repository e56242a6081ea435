//! Turns fragments that differ slightly from a heading's id into the id of the heading that they mean.

use crate::lesson::Lesson;

/// Returns the id of the first heading with the same letters and digits.
///
/// Authors lose the `-` that an emoji leaves behind, or U+FE0F and the keycap: 10 of the 14 bad anchors of the real
/// course. If several headings fit, the first one is taken, as with equal headings on GitHub.
pub(super) fn lenient(page: &Lesson, fragment: &str) -> Option<String> {
    let wanted = letters(fragment);
    if wanted.is_empty() {
        return None;
    }
    let ids = page.headings.iter().map(|heading| &heading.id).chain(&page.html_ids);
    ids.clone()
        .find(|id| letters(id) == wanted)
        // A number at the end may count repeats (`설정-1`); it must not be dropped if the rest differs.
        .or_else(|| ids.clone().find(|id| letters(id).trim_start_matches(|c: char| c.is_ascii_digit()) == wanted))
        .cloned()
}

/// Returns the letters and digits of an id, in lower case.
fn letters(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the id of a heading that contains the fragment's letters, or is contained in them: near enough for a hint,
/// too far to follow.
pub(super) fn near<'a>(page: &'a Lesson, fragment: &str) -> Option<&'a str> {
    let wanted = letters(fragment);
    if wanted.chars().count() < 2 {
        return None;
    }
    let fits = |id: &str| {
        let id = letters(id);
        id.chars().count() >= 2 && (id.contains(&wanted) || wanted.contains(&id))
    };
    page.headings.iter().map(|heading| heading.id.as_str()).find(|id| fits(id))
}
