//! Tests whether the text around a name is about what a definition says.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Sense;
use super::candidate::Occurrence;
use super::reach::NameReach;
use super::scope::{NameMeaning, Nearness};
use crate::lesson::Lesson;

/// A part of a page whose text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PagePart {
    /// The page with all of its headings.
    Whole,
    /// A section, as [`crate::lesson::Passage::section`] has it, with its heading.
    Section(Option<usize>),
}

/// The running text of a page in lower case, made when it is asked for.
pub(super) struct PageTexts<'l> {
    lesson: &'l Lesson,
    parts: RefCell<BTreeMap<PagePart, String>>,
}

impl<'l> PageTexts<'l> {
    pub(super) fn of(lesson: &'l Lesson) -> Self {
        Self { lesson, parts: RefCell::default() }
    }

    /// Tests whether the text around a name is about what a definition says. Common words need evidence, far away all but proper
    /// names do: a proper name of the definition on the page, and another of its words in the section, in the passage itself if
    /// the definition comes later. Far away, a definition must say enough, and the text must not explain the name itself.
    pub(super) fn are_about(&self, sense: &Sense, meaning: NameMeaning, reach: NameReach, place: &Occurrence) -> bool {
        let passage = &self.lesson.prose[place.passage];
        let near = meaning.near;
        let is_proper = || passage.text[place.span.start..place.span.end].contains(|c: char| c.is_ascii_uppercase());
        let is_common = reach <= NameReach::Unit || (near == Nearness::Course && !is_proper());
        let lower = passage.text.to_lowercase();
        sense.subject.is_of_domain(&passage.text)
            && !sense.subject.is_said_by(&lower)
            && !(is_common && meaning.is_later && !sense.subject.shares_content(&lower))
            && !(is_common
                && near > Nearness::Page
                && !self.test(PagePart::Whole, |text| sense.subject.shares_names(text)))
            && !(is_common
                && near > Nearness::Day
                && !self.test(PagePart::Section(passage.section), |text| sense.subject.shares_content(text)))
            && !(near > Nearness::Day && is_in_brackets(&passage.text, place))
            && !(near == Nearness::Course
                && (!sense.subject.is_enough_far_away() || has_brackets_behind(&passage.text, place)))
    }

    fn test(&self, part: PagePart, test: impl Fn(&str) -> bool) -> bool {
        test(self.parts.borrow_mut().entry(part).or_insert_with(|| self.text(part)))
    }

    /// Returns the text of a part of the page.
    fn text(&self, part: PagePart) -> String {
        let is_in = |section: Option<usize>| part == PagePart::Whole || part == PagePart::Section(section);
        let passages = self.lesson.prose.iter().filter(|passage| is_in(passage.section));
        let headings = self.lesson.headings.iter().enumerate().filter(|(at, _)| is_in(Some(*at)));
        let texts = headings.map(|(_, heading)| &heading.text).chain(passages.map(|passage| &passage.text));
        let mut all = String::new();
        for text in texts {
            all.push_str(&text.to_lowercase());
            all.push('\n');
        }
        all
    }
}

/// Tests whether a name alone stands in brackets: `복구 시간 목표(RTO)`.
fn is_in_brackets(text: &str, place: &Occurrence) -> bool {
    text[..place.span.start].ends_with(['(', '（']) && text[place.span.end..].starts_with([')', '）'])
}

/// Tests whether brackets with words follow a name: `TTL(time to live)`.
fn has_brackets_behind(text: &str, place: &Occurrence) -> bool {
    text[place.span.end..].trim_start_matches(' ').starts_with(['(', '（'])
}
