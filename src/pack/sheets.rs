//! Turns the pages of a document into the style of its printed sheets, and a printed PDF into the numbers of their sheets.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::render::bundle::SectionView;

/// Rules of every printed document: the number of the sheet at its foot, the contents in two columns, notes for links.
const STYLE: &str = include_str!("sheets.css");

/// The kinds of pages that are short: the first page below them shares their sheet.
const OVERVIEWS: [&str; 3] = ["week", "day", "part"];

/// The kind of the pages that show a file, mostly of a few lines.
const VIEWER: &str = "viewer";

/// Returns the rules of a printed document: each section names itself and the document at the head of its sheets.
pub(super) fn style(title: &str, sections: &[SectionView]) -> String {
    let title = css_text(title);
    let mut style = format!("@page {{ @top-left {{ content: \"{title}\" }} }}\n{STYLE}");
    let shares =
        |number: usize| sections.get(number).is_some_and(|section| shares_next(section, sections.get(number + 1)));
    for (number, section) in sections.iter().enumerate() {
        let id = &section.id;
        // Sheets of another name begin anew, so sections that share one have the name of the last.
        let last = (number..sections.len()).find(|&number| !shares(number)).unwrap_or(number);
        if number > 0 && shares(number - 1) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                style,
                "#{id} {{ break-before: auto; margin-block-start: 2rem; padding-block-start: 1.5rem; border-block-start: 1px solid #e2e6eb }}"
            );
        }
        let label = section.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
        let name = if section.kind == VIEWER { String::new() } else { css_text(&format!("{label}{}", section.title)) };
        let _ = writeln!(
            style,
            "@page sheet-{number} {{ @top-right {{ content: \"{name}\" }} }}\n#{id} {{ page: sheet-{last} }}"
        );
    }
    style
}

/// Tests whether the section after another one may begin on the same sheet.
fn shares_next(section: &SectionView, next: Option<&SectionView>) -> bool {
    next.is_some_and(|next| OVERVIEWS.contains(&section.kind) || (section.kind == VIEWER && next.kind == VIEWER))
}

/// Escapes a text for a string of a style sheet within `<style>`.
fn css_text(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '"' | '\\' | '<' => {
                let _ = write!(escaped, "\\{:x} ", u32::from(character));
            }
            _ if character.is_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Returns the numbers of the sheets, from 1, on which the sections of a document begin, by their ids.
///
/// It reads what Chromium writes: a tree of pages (ISO 32000-1, section 7.7.3) and named destinations (section 12.3.2.3), both as
/// plain objects. From any other file it returns no numbers, and the contents have none.
pub fn sheet_numbers(pdf: &[u8]) -> BTreeMap<String, usize> {
    let text = String::from_utf8_lossy(pdf);
    let order = page_order(&text);
    let mut numbers = BTreeMap::new();
    for part in text.split("/page--").skip(1) {
        let Some((number, rest)) = part.split_once(" [") else { continue };
        let object = rest.split_once(" 0 R /XYZ").and_then(|(object, _)| object.parse::<u32>().ok());
        if let Some(sheet) = object.and_then(|object| order.get(&object))
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            numbers.insert(format!("page--{number}"), sheet + 1);
        }
    }
    numbers
}

/// Returns the places of the pages in a PDF, from 0, by the numbers of their objects.
fn page_order(text: &str) -> BTreeMap<u32, usize> {
    let mut nodes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut root = None;
    for (at, _) in text.match_indices("/Type /Pages\n") {
        let before = text[..at].rsplit_once(" 0 obj").map_or("", |(before, _)| before);
        let number = before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok());
        let object = text[at..].split_once("endobj").map_or("", |(object, _)| object);
        let kids = object.split_once("/Kids [").and_then(|(_, rest)| Some(rest.split_once(']')?.0)).unwrap_or_default();
        let kids = kids.split(" 0 R").filter_map(|kid| kid.trim().parse().ok()).collect();
        let Some(number) = number else { continue };
        if !object.contains("/Parent ") {
            root = Some(number);
        }
        nodes.insert(number, kids);
    }
    let mut order = BTreeMap::new();
    let mut waiting: Vec<u32> = root.into_iter().collect();
    while let Some(number) = waiting.pop() {
        if let Some(kids) = nodes.remove(&number) {
            waiting.extend(kids.into_iter().rev());
        } else {
            let place = order.len();
            order.entry(number).or_insert(place);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_numbered_by_the_tree_of_pages() {
        let pdf = b"7 0 obj\n<</Type /Pages\n/Count 2\n/Kids [3 0 R 9 0 R]\n/Parent 8 0 R>>\nendobj\n\
            8 0 obj\n<</Type /Pages\n/Count 3\n/Kids [7 0 R 4 0 R]>>\nendobj\n\
            <</page--1 [3 0 R /XYZ 0 8 0]\n/page--2 [4 0 R /XYZ 0 8 0]\n/sd-main [3 0 R /XYZ 0 8 0]>>";
        let numbers = sheet_numbers(pdf);
        assert_eq!(numbers, BTreeMap::from([("page--1".to_owned(), 1), ("page--2".to_owned(), 3)]));
        assert!(sheet_numbers(b"%PDF-1.7 of another program").is_empty());
    }

    #[test]
    fn names_of_sections_end_no_rule() {
        assert_eq!(css_text("a\"b\\c</style>\n"), "a\\22 b\\5c c\\3c /style> ");
    }
}
