//! Turns headings into the title of a page: the first one of level 1, with corrections for other uses of that level.

use crate::lesson::{Lesson, Title, numbering, split_icon, time};
use crate::source::Span;

/// A longer title, in characters, is a paragraph by mistake; it is shown as it is and not searched for numbers.
const MAX_NUMBERED_TITLE: usize = 300;

/// Splits a title into its parts.
pub fn read_title(text: &str, span: Option<Span>, line: Option<usize>) -> Title {
    let (icon, rest) = split_icon(text.trim());
    let rest = time::split_heading(rest).map_or(rest, |(name, _, _)| name);
    let (tokens, name) =
        if rest.len() <= MAX_NUMBERED_TITLE { numbering::read_title(rest) } else { (Vec::new(), rest.to_owned()) };
    // `# Session 1: 🚀 Start`: an emoji may follow the numbering too.
    let (inner, name) = split_icon(&name);
    let (icon, name) = (icon.or(inner), name.trim().to_owned());
    Title { text: text.trim().to_owned(), icon, tokens, name, span, line }
}

/// Corrects the title that comes from the first H1.
///
/// On a page without an H1, the title is the first heading if it is above all others, or has the number of the file. If
/// several H1s are numbered (`# 1. …`, `# 2. …`), all of them are sections and the page has no title.
pub(super) fn correct(lesson: &mut Lesson, text: &str) {
    let headings = || lesson.headings.iter().filter(|heading| !heading.nested);
    let Some(title) = &lesson.title else {
        let Some(first) = headings().next() else { return };
        // Its number is that of its file or folder, or no other heading is of its level.
        let is_above = is_own_number(lesson, &first.text) || headings().skip(1).all(|other| other.level > first.level);
        let says_more =
            first.step.is_some() || lesson.info.as_ref().is_some_and(|info| info.heading_line == Some(first.line));
        if is_above && !says_more && is_blank(&text[lesson.front_length..first.span.start]) {
            let icon = first.icon.as_ref().map(|icon| format!("{icon} ")).unwrap_or_default();
            lesson.title = Some(read_title(&format!("{icon}{}", first.text), Some(first.span), Some(first.line)));
        }
        return;
    };
    let (Some(own), Some(line)) = (number(&title.text), title.line) else { return };
    let sections = headings().filter(|heading| heading.level == 1 && heading.line != line);
    let is_section = sections.filter_map(|heading| number(&heading.text)).any(|other| !other.starts_with(own));
    if is_section {
        lesson.title = None;
    }
}

/// Tests whether a heading has the number of the file or its folder: `3.3 Observability` in `3.3/README.md`.
fn is_own_number(lesson: &Lesson, heading: &str) -> bool {
    let Some(own) = number(heading) else { return false };
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
    lesson.path.parts().rev().take(2).any(|part| part.strip_prefix(own).is_some_and(ends))
}

/// Tests whether a text has no visible content: white space and comments only.
fn is_blank(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// Returns the number at the start of a heading: `3` of `3. Loops`, `3.1` of `3.1) Loops`.
fn number(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    let is_closed = text[..end].ends_with('.') || number.contains('.') || text[end..].starts_with(')');
    (is_closed && number.starts_with(|c: char| c.is_ascii_digit())).then_some(number)
}
