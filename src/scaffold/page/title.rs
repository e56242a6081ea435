//! Turns the place of a new page into its title, with the numbering that the titles beside it have.

use std::collections::BTreeMap;

use super::{PageKind, language};
use crate::course::{Course, Entry};
use crate::language::LabelLanguage;
use crate::lesson::numbering::{Number, NumberingToken, UnitWord, read_name};
use crate::lesson::{Lesson, split_icon};
use crate::message;
use crate::message::MessageLanguage;
use crate::source::{CoursePath, Source};

/// The page whose title is the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct TitleModel<'a> {
    pub(super) lesson: &'a Lesson,
    pub(super) source: &'a Source,
    /// Whether all pages of its kind have its emoji.
    pub(super) has_common_icon: bool,
}

/// Returns the line of the title.
pub(super) fn heading(
    course: &Course,
    kind: PageKind,
    path: &CoursePath,
    title: Option<&str>,
    model: Option<TitleModel<'_>>,
) -> String {
    let numbers = numbers(path, kind);
    let of_model = model.and_then(|model| numbering_of(model, &numbers));
    let name = title.map_or_else(|| placeholder(course, kind), ToOwned::to_owned);
    match of_model {
        Some(numbering) => format!("# {numbering}{name}"),
        None => format!("# {}", joined(&labels(course, path), &name)),
    }
}

/// Returns the text of a link to a new page: its own number, as that of the model is written, and its name.
pub(super) fn plain(
    course: &Course,
    kind: PageKind,
    path: &CoursePath,
    title: Option<&str>,
    model: Option<&Entry>,
) -> String {
    let name = title.map_or_else(|| placeholder(course, kind), ToOwned::to_owned);
    let number = read_name(path.stem()).tokens.pop().and_then(|token| token.number);
    let of_model = number.and_then(|number| Some(with_number(model?.label.as_deref()?, number)));
    let label = of_model.or_else(|| labels(course, path).pop());
    joined(label.as_slice(), &name)
}

/// Returns the name of a page for which none is given.
fn placeholder(course: &Course, kind: PageKind) -> String {
    let name = match kind {
        PageKind::Session => message!("new-page-session"),
        PageKind::Lab => message!("new-page-lab"),
        PageKind::Day => message!("new-page-day"),
        PageKind::Week => message!("new-page-week"),
    };
    name.text(language(course))
}

fn joined(labels: &[String], name: &str) -> String {
    if labels.is_empty() { name.to_owned() } else { format!("{}: {name}", labels.join(" ")) }
}

/// Returns the numbering words of a path.
fn tokens(path: &CoursePath) -> Vec<NumberingToken> {
    let stems = path.parts().map(|part| part.strip_suffix(".md").unwrap_or(part));
    stems.flat_map(|stem| read_name(stem).tokens).collect()
}

fn labels(course: &Course, path: &CoursePath) -> Vec<String> {
    let language = match language(course) {
        MessageLanguage::Korean => LabelLanguage::Korean,
        MessageLanguage::English => LabelLanguage::English,
    };
    tokens(path).iter().map(|token| token.label(language)).collect()
}

/// Returns the numbers that a path states; a bare one is that of the kind's word.
fn numbers(path: &CoursePath, kind: PageKind) -> BTreeMap<UnitWord, Number> {
    let named = tokens(path).into_iter().filter_map(|token| Some((token.word, token.number?)));
    let mut numbers: BTreeMap<UnitWord, Number> = named.collect();
    if let Some(bare) = read_name(path.stem()).bare {
        let words: &[UnitWord] = match kind {
            PageKind::Session => &[UnitWord::Session, UnitWord::Lecture, UnitWord::Lesson, UnitWord::Chapter],
            PageKind::Lab => &[UnitWord::Lab],
            PageKind::Day => &[UnitWord::Day],
            PageKind::Week => &[UnitWord::Week],
        };
        for word in words {
            numbers.entry(*word).or_insert(bare);
        }
    }
    numbers
}

/// Returns what stands before the name in the title of the model, with the new numbers: `Week 2 Day 1 Session 3: `.
fn numbering_of(model: TitleModel<'_>, numbers: &BTreeMap<UnitWord, Number>) -> Option<String> {
    let title = model.lesson.title.as_ref()?;
    let line = model.source.line_span(title.line?);
    let line = model.source.text.get(line.start..line.end)?;
    let raw = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let mut before = if title.name.is_empty() {
        format!("{raw}: ")
    } else {
        raw.rfind(&title.name).map(|at| raw[..at].to_owned())?
    };
    if !model.has_common_icon {
        before = split_icon(&before).1.to_owned();
    }
    let mut at = 0;
    for token in &title.tokens {
        let start = at + before[at..].find(&token.text)?;
        let end = start + token.text.len();
        let new =
            numbers.get(&token.word).map_or_else(|| token.text.clone(), |number| with_number(&token.text, *number));
        before.replace_range(start..end, &new);
        at = start + new.len();
    }
    Some(before)
}

/// Replaces the number in the text of a token: `Week 01` keeps its zero.
fn with_number(text: &str, number: Number) -> String {
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return text.to_owned() };
    let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| start + length);
    let width = if text[start..].starts_with('0') { end - start } else { 0 };
    let shown = number.to_string();
    let zeros = "0".repeat(width.saturating_sub(shown.len()));
    format!("{}{zeros}{shown}{}", &text[..start], &text[end..])
}
