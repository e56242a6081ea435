//! Turns the children of a folder into their reading order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::lesson::Lesson;
use crate::lesson::numbering::{MONTHS, NameParts, Number, UnitWord};
use crate::source::CoursePath;
use crate::source::path::natural_order;

/// A child of a folder with the facts that decide its position.
#[derive(Debug, Clone)]
pub struct Sibling {
    /// Its file or folder.
    pub path: CoursePath,
    /// The file that it shows.
    pub page: Option<CoursePath>,
    /// The order that its front matter states.
    pub order: Option<f64>,
    /// The numbering in its name.
    pub parts: NameParts,
    /// The word and number of its label.
    pub numbered: Option<(UnitWord, Option<Number>)>,
    /// Whether it is a folder with more than one page.
    pub folder: bool,
}

/// Sorts siblings: as a page links them, then by kind and number, then by name; an order that front matter states
/// counts as a number and wins. The page is the first of the tables of contents and the folder's own page that links
/// any sibling, else the first page above that links most of them: a page that points out a few states no order for the
/// others.
///
/// If the page links some of a row of numbered sessions in ascending order and omits one, that one is placed by its
/// number, not at the end.
pub fn sort<'a>(
    siblings: &mut Vec<Sibling>,
    pages: impl IntoIterator<Item = &'a Lesson>,
    above: impl IntoIterator<Item = &'a Lesson>,
) {
    siblings.sort_by(natural);
    let most = siblings.len().div_ceil(2).max(2);
    let own = pages.into_iter().map(|page| (page, 1));
    let linked = own
        .chain(above.into_iter().map(|page| (page, most)))
        .map(|(page, fewest)| (linked_order(siblings, page), fewest))
        .find(|(order, fewest)| order.len() >= *fewest);
    let linked = linked.map(|(order, _)| order).unwrap_or_default();
    if !linked.is_empty() {
        let mut rest: Vec<Sibling> = Vec::new();
        let mut first: Vec<(usize, Sibling)> = Vec::new();
        for sibling in siblings.drain(..) {
            match linked.get(&sibling.path) {
                Some(&place) => first.push((place, sibling)),
                None => rest.push(sibling),
            }
        }
        first.sort_by_key(|(place, _)| *place);
        let mut ordered: Vec<Sibling> = first.into_iter().map(|(_, sibling)| sibling).collect();
        for sibling in rest {
            let at = position_in_row(&ordered, &sibling).unwrap_or(ordered.len());
            ordered.insert(at, sibling);
        }
        *siblings = ordered;
    }
    place_by_front_matter(siblings);
}

/// Moves siblings whose front matter states an order to the place of that number among the numbers of the others, or
/// before all others if these have no numbers.
fn place_by_front_matter(siblings: &mut Vec<Sibling>) {
    let (mut stated, rest): (Vec<Sibling>, Vec<Sibling>) =
        siblings.drain(..).partition(|sibling| sibling.order.is_some());
    *siblings = rest;
    stated.sort_by(|a, b| a.order.unwrap_or_default().total_cmp(&b.order.unwrap_or_default()));
    for sibling in stated {
        let order = sibling.order.unwrap_or_default();
        let value = |other: &Sibling| other.order.or_else(|| number(other).map(|number| f64::from(number.major)));
        let later = siblings.iter().position(|other| value(other).is_some_and(|value| value > order));
        let earlier = siblings.iter().rposition(|other| value(other).is_some_and(|value| value <= order));
        let at = later.or(earlier.map(|at| at + 1)).unwrap_or(0);
        siblings.insert(at, sibling);
    }
}

/// Returns each sibling that a page links, directly or below it, with the position of the first such link.
fn linked_order(siblings: &[Sibling], page: &Lesson) -> BTreeMap<CoursePath, usize> {
    let mut order = BTreeMap::new();
    for (place, target) in page.linked_paths().enumerate() {
        if let Some(child) =
            siblings.iter().find(|child| child.page.as_ref() == Some(&target) || target.is_within(&child.path))
        {
            order.entry(child.path.clone()).or_insert(place);
        }
    }
    order
}

/// Returns the place among linked siblings of the same word where an omitted one belongs: before the first with a
/// greater number, else after the last; after one with an equal number (`day_01_notes.md` beside `day1/`). `None`
/// unless two or more are in ascending order: a deliberate order is never broken, and a single link is not a series.
fn position_in_row(ordered: &[Sibling], omitted: &Sibling) -> Option<usize> {
    let (word, number) = omitted.numbered?;
    let number = number?;
    let row: Vec<(usize, Number)> = ordered
        .iter()
        .enumerate()
        .filter_map(|(at, sibling)| {
            sibling.numbered.filter(|(other, _)| *other == word).and_then(|(_, n)| Some((at, n?)))
        })
        .collect();
    if row.len() < 2 || !row.is_sorted_by_key(|(_, number)| *number) {
        return None;
    }
    match row.iter().rev().find(|(_, other)| *other <= number) {
        Some((at, _)) => Some(at + 1),
        None => row.first().map(|(at, _)| *at),
    }
}

fn natural(a: &Sibling, b: &Sibling) -> Ordering {
    rank(a)
        .cmp(&rank(b))
        .then_with(|| month(a).unwrap_or(MONTHS.len()).cmp(&month(b).unwrap_or(MONTHS.len())))
        .then_with(|| number(a).cmp(&number(b)))
        .then_with(|| natural_order(a.path.name(), b.path.name()))
}

fn number(sibling: &Sibling) -> Option<Number> {
    sibling.parts.bare.or(sibling.numbered.and_then(|(_, number)| number))
}

/// Returns the rank of a kind: a bare number first (it numbers all kinds), overviews before lessons,
/// lessons before practice, practice before what only belongs to it.
fn rank(sibling: &Sibling) -> u8 {
    // `12월` is a month, not the number of a unit.
    let is_month = sibling.numbered.is_none() && month(sibling).is_some();
    if sibling.parts.bare.is_some() && !is_month {
        return 1;
    }
    match sibling.numbered.map(|(word, _)| word) {
        Some(UnitWord::Part) => 2,
        Some(UnitWord::Module | UnitWord::Unit) => 3,
        Some(UnitWord::Week) => 4,
        Some(UnitWord::Chapter) => 5,
        Some(UnitWord::Day) => 6,
        Some(UnitWord::Lecture | UnitWord::Lesson | UnitWord::Topic | UnitWord::Section) => 7,
        Some(UnitWord::Session) => 8,
        Some(UnitWord::Lab) => 9,
        Some(UnitWord::HandsOn) => 10,
        Some(UnitWord::Exercise) => 11,
        Some(UnitWord::Challenge) => 12,
        Some(UnitWord::Project) => 13,
        Some(UnitWord::Appendix) => 17,
        None if is_opening(&sibling.parts.rest) => 0,
        None if sibling.folder => 15,
        None => 14,
    }
}

/// Tests whether an unnumbered name opens a course.
fn is_opening(name: &str) -> bool {
    let name = name.to_lowercase();
    let openings =
        ["intro", "introduction", "overview", "getting started", "welcome", "orientation", "syllabus", "start here"];
    openings.contains(&name.as_str())
        || ["소개", "개요", "시작하기", "들어가며", "오리엔테이션", "강의계획서"].contains(&name.as_str())
}

/// Returns the month that a name begins with, from 0: `november`, `Nov`, `11월 보강`; `None` for other names.
fn month(sibling: &Sibling) -> Option<usize> {
    let name = sibling.path.stem().to_lowercase();
    let word = name.split(['_', '-', ' ', '.']).next().unwrap_or_default();
    let english = MONTHS.iter().position(|month| word == *month || (word.len() == 3 && month.starts_with(word)));
    let korean =
        || word.strip_suffix('월')?.parse::<usize>().ok()?.checked_sub(1).filter(|month| *month < MONTHS.len());
    english.or_else(korean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::numbering::read_name;
    use crate::lesson::{Vocabulary, parse};
    use crate::source::Source;

    fn sorted(names: &[&str], readme: &str) -> Vec<String> {
        sorted_with(names, readme, &[])
    }

    fn sorted_with(names: &[&str], readme: &str, orders: &[(&str, f64)]) -> Vec<String> {
        let mut siblings: Vec<Sibling> = names
            .iter()
            .map(|name| {
                let path = CoursePath::new(name);
                let parts = read_name(path.stem());
                let numbered = parts.tokens.last().map(|token| (token.word, token.number));
                let order = orders.iter().find(|(other, _)| other == name).map(|(_, order)| *order);
                Sibling { folder: !name.contains('.'), page: None, order, parts, numbered, path }
            })
            .collect();
        let readme = parse(&Source::new(CoursePath::new("README.md"), readme), &Vocabulary::default()).value;
        sort(&mut siblings, [&readme], []);
        siblings.into_iter().map(|sibling| sibling.path.as_str().to_owned()).collect()
    }

    #[test]
    fn by_kind_and_number() {
        let names =
            ["challenge_1.md", "lab_1.md", "session_10.md", "session_2.md", "handson_1.md", "hints.md", "intro.md"];
        let expected =
            ["intro.md", "session_2.md", "session_10.md", "lab_1.md", "handson_1.md", "challenge_1.md", "hints.md"];
        assert_eq!(sorted(&names, "# A"), expected);
        assert_eq!(sorted(&["10-b.md", "2-a.md", "1-c"], ""), ["1-c", "2-a.md", "10-b.md"]);
        assert_eq!(
            sorted(&["december", "november", "week_01", "special"], ""),
            ["week_01", "november", "december", "special"]
        );
        assert_eq!(sorted(&["2주차", "10주차", "1주차"], ""), ["1주차", "2주차", "10주차"]);
        assert_eq!(sorted(&["12월", "october", "9월_준비", "Nov"], ""), ["9월_준비", "october", "Nov", "12월"]);
        assert_eq!(
            sorted(&["2025-10-01-b", "2025-09-15-z", "2025-09-01-c", "2024-12-30"], ""),
            ["2024-12-30", "2025-09-01-c", "2025-09-15-z", "2025-10-01-b"]
        );
        assert_eq!(sorted(&["20251001", "20250915-z", "20250901"], ""), ["20250901", "20250915-z", "20251001"]);
    }

    #[test]
    fn as_the_readme_links() {
        let names = ["a.md", "b.md", "c.md"];
        assert_eq!(sorted(&names, "# R\n[b](b.md) [a](./a.md#x)"), ["b.md", "a.md", "c.md"]);
        assert_eq!(sorted(&["day1", "day2"], "# R\n[x](day2/session_1.md) ![i](day1/x.png)"), ["day2", "day1"]);
        let days = ["day1", "day2", "day3"];
        assert_eq!(sorted(&days, "# R\n[b](day2/) [a](day1/)"), ["day2", "day1", "day3"]);
    }

    #[test]
    fn as_front_matter_states() {
        let check = |names: &[&str], orders: &[(&str, f64)], expected: &[&str]| {
            assert_eq!(sorted_with(names, "# R", orders), expected);
        };
        check(&["01-a.md", "02-b.md", "x.md"], &[("x.md", 1.5)], &["01-a.md", "x.md", "02-b.md"]);
        check(&["01-a.md", "02-b.md", "03-c.md"], &[("02-b.md", 2.0)], &["01-a.md", "02-b.md", "03-c.md"]);
        check(&["a.md", "b.md", "c.md"], &[("c.md", 1.0), ("b.md", 2.0)], &["c.md", "b.md", "a.md"]);
        check(
            &["session_1.md", "session_2.md", "lab_1.md"],
            &[("session_1.md", 9.0)],
            &["session_2.md", "lab_1.md", "session_1.md"],
        );
    }

    #[test]
    fn a_forgotten_session_stands_in_its_row() {
        let names = ["session_1.md", "session_2.md", "session_3.md", "lab_1.md"];
        let readme = "# R\n[1](session_1.md) [3](session_3.md) [l](lab_1.md)";
        assert_eq!(sorted(&names, readme), ["session_1.md", "session_2.md", "session_3.md", "lab_1.md"]);
        let check = |linked: &[&str], expected: &[&str]| {
            let mut names = expected.to_vec();
            names.reverse();
            let links: Vec<String> = linked.iter().map(|name| format!("[x]({name})")).collect();
            assert_eq!(sorted(&names, &format!("# R\n{}", links.join(" "))), expected);
        };
        // An entry with an equal number comes after the other one, also at the ends of the row.
        check(&["day1", "day2", "extra"], &["day1", "day_01_notes.md", "day2", "day_02_more.md", "extra"]);
        // So do the first and the last of a row, among other linked pages.
        check(&["a.md", "day2", "day3", "z.md"], &["a.md", "day1", "day2", "day3", "day4", "day5", "z.md"]);
        // A single link is not a series, and an order that the author states is kept.
        check(&["session_2.md", "z.md"], &["session_2.md", "z.md", "session_1.md"]);
        check(&["day3", "day1", "z.md"], &["day3", "day1", "z.md", "day2"]);
    }
}
