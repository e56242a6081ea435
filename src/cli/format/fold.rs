//! Turns findings in the order of reading into fewer items: of many similar ones, the first few and a count.
//!
//! Findings are similar if they share a code and a severity within a folder. Errors and files without a page are
//! similar only within a file, so that every such file is named.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::CoursePath;

/// The number of similar findings that are shown; the others are counted in one line.
const SHOWN: usize = 3;

/// An item to print.
#[derive(Debug, PartialEq, Eq)]
pub enum Item<'p> {
    /// A finding by itself.
    One(&'p Diagnostic),
    /// Findings that are only counted, after the first ones of their kind.
    More(Vec<&'p Diagnostic>),
    /// All findings of a kind in a folder, each about a file as a whole, so that the names suffice.
    Files(Vec<&'p Diagnostic>),
}

impl Item<'_> {
    /// Returns the number of its findings that are not shown by themselves.
    pub fn folded(&self) -> usize {
        match self {
            Self::One(_) => 0,
            Self::More(alike) | Self::Files(alike) => alike.len(),
        }
    }
}

type FoldKey = (Severity, Code, CoursePath);

/// Sorts findings for people, who read the end of an output first: information, warnings, errors; each by path and place.
pub fn by_severity(findings: &mut [&Diagnostic]) {
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.cmp(b)));
}

/// Folds similar findings. The line that counts the rest is in the place of the first of them.
pub fn fold<'p>(findings: &[&'p Diagnostic]) -> Vec<Item<'p>> {
    let mut groups: BTreeMap<FoldKey, Vec<&'p Diagnostic>> = BTreeMap::new();
    for finding in findings {
        groups.entry(key(finding)).or_default().push(finding);
    }
    let mut items = Vec::new();
    let mut seen: BTreeMap<FoldKey, usize> = BTreeMap::new();
    for &finding in findings {
        let key = key(finding);
        let number = seen.entry(key.clone()).or_default();
        *number += 1;
        let alike = &groups[&key];
        match *number {
            1 if is_list_of_files(alike) => items.push(Item::Files(alike.clone())),
            _ if is_list_of_files(alike) => {}
            number if number <= SHOWN => items.push(Item::One(finding)),
            number if number == SHOWN + 1 => items.push(Item::More(alike[SHOWN..].to_vec())),
            _ => {}
        }
    }
    items
}

fn is_list_of_files(alike: &[&Diagnostic]) -> bool {
    alike.len() > SHOWN && alike.iter().all(|finding| finding.severity == Severity::Info && finding.span.is_none())
}

fn key(finding: &Diagnostic) -> FoldKey {
    let is_loss = matches!(finding.code, Code::LeftOut | Code::UnreadFormat);
    let place = if finding.severity == Severity::Error || is_loss {
        finding.path.clone()
    } else {
        finding.path.parent().unwrap_or_default()
    };
    (finding.severity, finding.code, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn at(path: &str, place: usize, code: Code) -> Diagnostic {
        Diagnostic::at(&CoursePath::new(path), Span::new(place, place + 1), code, "message")
    }

    /// Writes the items in a few letters: a code and its path, `+2` for more, `=5` for a list of files.
    fn folded(findings: &[Diagnostic]) -> Vec<String> {
        let mut all: Vec<&Diagnostic> = findings.iter().collect();
        by_severity(&mut all);
        let words = |item: &Item<'_>| match item {
            Item::One(finding) => format!("{} {}", finding.code, finding.path),
            Item::More(alike) => format!("{} +{}", alike[0].code, alike.len()),
            Item::Files(alike) => format!("{} ={}", alike[0].code, alike.len()),
        };
        fold(&all).iter().map(words).collect()
    }

    #[test]
    fn information_first_errors_last_and_of_many_alike_the_first_three() {
        let mut findings: Vec<Diagnostic> = (0..5).map(|place| at("w/b.md", place, Code::BrokenLink)).collect();
        findings.push(at("w/a.md", 9, Code::BrokenLink));
        findings.push(at("v/a.md", 9, Code::BrokenLink));
        findings.push(at("a.md", 1, Code::BrokenDiagram));
        findings.extend((0..5).map(|number| {
            Diagnostic::about(&CoursePath::new(&format!("w/{number}.png")), Code::UnusedImage, "no page shows it")
        }));
        assert_eq!(
            folded(&findings),
            [
                "unused-image =5",
                "broken-link v/a.md",
                "broken-link w/a.md",
                "broken-link w/b.md",
                "broken-link w/b.md",
                "broken-link +3",
                "broken-diagram a.md"
            ]
        );
    }

    #[test]
    fn every_file_with_an_error_or_without_a_page_is_named() {
        let names: Vec<String> = (0..9).map(|number| format!("{number}.md")).collect();
        let errors: Vec<Diagnostic> =
            names.iter().map(|name| Diagnostic::about(&CoursePath::new(name), Code::NotUtf8, "not UTF-8")).collect();
        assert_eq!(folded(&errors).len(), 9);
        let left_out: Vec<Diagnostic> =
            names.iter().map(|name| Diagnostic::about(&CoursePath::new(name), Code::LeftOut, "a copy")).collect();
        assert_eq!(folded(&left_out).len(), 9);
        let many: Vec<Diagnostic> = (0..9).map(|place| at("a.md", place, Code::BrokenDiagram)).collect();
        assert_eq!(folded(&many).len(), 4);
    }
}
