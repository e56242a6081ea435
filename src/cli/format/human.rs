//! Turns findings into text for people: the least severe first, similar ones counted, errors at the end.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::fold::{Item, by_severity, fold};
use super::{Texts, snippet};
use crate::cli::summary::{severity_style, severity_word};
use crate::diagnostic::{Code, CodeGroup, Diagnostic, Severity};
use crate::message;
use crate::message::{Message, MessageLanguage};

/// The most lines of an output, unless all findings are requested: terminals keep some thousands.
const MAX_LINES: usize = 1_900;

/// The most places that a line of counted findings names.
const MAX_PLACES: usize = 6;

/// Which findings to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Detail {
    /// Information too. Otherwise only information about files that are left out is printed.
    pub infos: bool,
    /// Each finding by itself, without counting similar ones.
    pub all: bool,
}

/// Findings as text, with the number of those that are not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The text, with colours.
    pub text: String,
    /// The number of findings that are only counted.
    pub folded: usize,
    /// The number of findings that are information and not requested.
    pub hidden_infos: usize,
}

/// Renders findings.
pub fn findings(problems: &[Diagnostic], texts: &Texts<'_>, detail: Detail, language: MessageLanguage) -> Findings {
    let is_shown = |problem: &&Diagnostic| {
        detail.infos || problem.severity != Severity::Info || problem.code.group() == CodeGroup::Files
    };
    let mut shown: Vec<&Diagnostic> = problems.iter().filter(is_shown).collect();
    let hidden_infos = problems.len() - shown.len();
    by_severity(&mut shown);
    if detail.all {
        let text = shown.iter().map(|problem| one(problem, texts, language)).collect();
        return Findings { text, folded: 0, hidden_infos };
    }
    let items = fold(&shown);
    let mut folded: usize = items.iter().map(Item::folded).sum();
    let (mut parts, mut lines) = (Vec::new(), 0);
    // From the end, because the most severe are there.
    for (index, item) in items.iter().enumerate().rev() {
        let part = self::item(item, texts, language);
        lines += part.lines().count();
        if lines > MAX_LINES {
            let cut: usize = items[..=index].iter().map(|item| item.folded().max(1)).sum();
            folded += items[..=index].iter().filter(|item| item.folded() == 0).count();
            parts.push(message!("cli-cut", count = cut).text(language) + "\n\n");
            break;
        }
        parts.push(part);
    }
    Findings { text: parts.into_iter().rev().collect(), folded, hidden_infos }
}

fn one(problem: &Diagnostic, texts: &Texts<'_>, language: MessageLanguage) -> String {
    snippet::render(problem, texts, language) + "\n\n"
}

fn item(item: &Item<'_>, texts: &Texts<'_>, language: MessageLanguage) -> String {
    match item {
        Item::One(problem) => one(problem, texts, language),
        Item::More(alike) => {
            let (first, style) = (alike[0], severity_style(alike[0].severity));
            let count = alike.len();
            let kind = match first.severity {
                Severity::Error => message!("cli-more-errors", count),
                Severity::Warning => message!("cli-more-warnings", count),
                Severity::Info => message!("cli-more-infos", count),
            };
            let kind = format!("{style}{}[{}]{style:#}", kind.text(language), first.code);
            let (place, places) = (place(alike), places(alike, texts));
            message!("cli-more", kind, place, places).text(language) + "\n\n"
        }
        Item::Files(alike) => {
            let (first, style) = (alike[0], severity_style(alike[0].severity));
            let head = format!("{style}{}[{}]{style:#}", severity_word(first.severity, language), first.code);
            let message = if alike.iter().all(|other| other.message == first.message) {
                first.message.text(language)
            } else {
                first.code.summary(language).trim_end_matches('.').to_owned()
            };
            let (count, place, places) = (alike.len(), place(alike), places(alike, texts));
            message!("cli-files", head, message, count, place, places).text(language) + "\n\n"
        }
    }
}

/// Returns the file that findings are about, or the folder of their files.
fn place(alike: &[&Diagnostic]) -> Message {
    let first = alike[0];
    if alike.iter().all(|other| other.path == first.path) {
        return Message::verbatim(first.path.as_str());
    }
    let folder = first.path.parent().unwrap_or_default().to_string();
    if folder.is_empty() || folder == "." {
        message!("cli-course-folder")
    } else {
        Message::verbatim(format!("{folder}/"))
    }
}

/// Returns `lines 3, 5, 8` for findings in one file, else `a.md:3, b.md`.
fn places(alike: &[&Diagnostic], texts: &Texts<'_>) -> Message {
    let is_one_file = alike.iter().all(|other| other.path == alike[0].path);
    let line = |finding: &Diagnostic| Some(texts.get(&finding.path)?.line_of(finding.span?.start));
    let named = alike.iter().take(MAX_PLACES).map(|finding| match line(finding) {
        Some(line) if is_one_file => line.to_string(),
        Some(line) => format!("{}:{line}", finding.path.name()),
        None => finding.path.name().to_owned(),
    });
    let names = named.collect::<Vec<_>>().join(", ");
    let places = match alike.len().saturating_sub(MAX_PLACES) {
        0 => Message::verbatim(names),
        more => message!("list-and-more", names, more),
    };
    if is_one_file { message!("cli-lines", count = alike.len(), places) } else { places }
}

/// Returns the count of each code, the most severe last: `31 broken-link`.
pub fn by_code(problems: &[Diagnostic], language: MessageLanguage) -> String {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry((problem.severity, problem.code)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((severity, code), _)| (std::cmp::Reverse(*severity), *code));
    let mut lines = String::new();
    for ((severity, code), count) in counts {
        let style = severity_style(severity);
        let _ = writeln!(lines, "{count:>6} {style}{:<8}{style:#} {code}", severity_word(severity, language));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{CoursePath, Source, Span};

    fn plain(problems: &[Diagnostic], texts: &Texts<'_>, detail: Detail) -> (Vec<String>, usize) {
        let found = findings(problems, texts, detail, MessageLanguage::English);
        let text = anstream::adapter::strip_str(&found.text).to_string();
        (text.lines().map(str::to_owned).collect(), found.folded)
    }

    #[test]
    fn places_of_what_is_counted_are_named() {
        let source = Source::new(CoursePath::new("w/a.md"), &"line\n".repeat(20));
        let texts = Texts::from([(&source.path, &source)]);
        let link =
            |line: usize| Diagnostic::at(&source.path, Span::new(line * 5, line * 5 + 4), Code::BrokenLink, "no");
        let links: Vec<Diagnostic> = (0..12).map(link).collect();
        let (lines, folded) = plain(&links, &texts, Detail::default());
        assert_eq!(lines[lines.len() - 2], "9 more warnings[broken-link] in w/a.md: lines 4, 5, 6, 7, 8, 9 and 3 more");
        assert_eq!(folded, 9);
        let image =
            |name: &str| Diagnostic::about(&CoursePath::new(name), Code::UnusedImage, "no page shows this image");
        let images = ["a.png", "b.png", "c.png", "d.png"].map(image);
        let infos = Detail { infos: true, ..Detail::default() };
        let expected = "info[unused-image]: no page shows this image: 4 files in the course's folder: \
                        a.png, b.png, c.png, d.png";
        assert_eq!(plain(&images, &texts, infos).0[0], expected);
        assert_eq!(plain(&images, &texts, Detail::default()), (Vec::new(), 0));
        let all = Detail { infos: true, all: true };
        assert_eq!(plain(&images, &texts, all).0.iter().filter(|line| line.starts_with("info")).count(), 4);
    }

    #[test]
    fn no_output_is_endless_and_errors_are_in_it() {
        let texts = Texts::new();
        let mut problems: Vec<Diagnostic> = (0..5_000)
            .map(|number| Diagnostic::about(&CoursePath::new(&format!("{number}/a.md")), Code::BrokenLink, "no"))
            .collect();
        problems.push(Diagnostic::about(&CoursePath::new("a.md"), Code::NotUtf8, "not UTF-8"));
        let (lines, folded) = plain(&problems, &texts, Detail::default());
        assert!(lines.len() <= 2_000, "{}", lines.len());
        assert!(lines[0].starts_with("note: ") && lines[0].ends_with(" findings before these are not printed"));
        assert_eq!(lines[lines.len() - 3], "error[not-utf8]: not UTF-8");
        let printed = lines.iter().filter(|line| line.contains("]: ")).count();
        assert_eq!(printed + folded, problems.len());
        assert!(plain(&problems, &texts, Detail { all: true, ..Detail::default() }).0.len() > 10_000);
    }
}
