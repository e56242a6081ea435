//! Learns which features nearly all lessons of a kind have, and reports the few lessons that lack one.

use std::collections::BTreeSet;

use super::page::CheckedPage;
use crate::course::{Course, EntryKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::terms::is_keyword_heading;
use crate::lesson::{FactKey, Lesson, normalise};
use crate::message;
use crate::message::Message;

/// The minimum number of lessons of a kind from which a rule is learnt; fewer may be alike by chance.
const MIN_LESSONS: usize = 8;

/// The share of lessons that must have the feature: nine in ten.
const SHARE: (usize, usize) = (9, 10);

/// Words of a heading under which a lesson states its objectives.
const OBJECTIVES: [&str; 9] = [
    "학습 목표",
    "목표",
    "배울 내용",
    "objective",
    "goal",
    "learning outcome",
    "you will learn",
    "you'll learn",
    "what you'll be able",
];

/// A feature that the lessons of a course may have.
struct Feature {
    code: Code,
    /// The message, from the number of lessons that have the feature, that of all, and their kind.
    message: fn(usize, usize, &str) -> Message,
    hint: fn() -> Message,
    has: fn(&Lesson) -> bool,
}

const FEATURES: [Feature; 4] = [
    Feature {
        code: Code::MissingInfo,
        message: |have, all, kind| message!("missing-info", have, all, kind),
        hint: || message!("missing-info.hint"),
        has: |lesson| lesson.info.is_some(),
    },
    Feature {
        code: Code::MissingObjectives,
        message: |have, all, kind| message!("missing-objectives", have, all, kind),
        hint: || message!("missing-objectives.hint"),
        has: has_objectives,
    },
    Feature {
        code: Code::MissingKeywords,
        message: |have, all, kind| message!("missing-keywords", have, all, kind),
        hint: || message!("missing-keywords.hint"),
        has: |lesson| {
            !lesson.terms.is_empty() || lesson.headings.iter().any(|heading| is_keyword_heading(&heading.text, &[]))
        },
    },
    Feature {
        code: Code::MissingChecklist,
        message: |have, all, kind| message!("missing-checklist", have, all, kind),
        hint: || message!("missing-checklist.hint"),
        has: |lesson| !lesson.checks.is_empty(),
    },
];

/// The kinds of pages that are alike enough to be compared, with their plurals.
const KINDS: [(EntryKind, &str); 4] = [
    (EntryKind::Session, "sessions"),
    (EntryKind::Lab, "labs"),
    (EntryKind::HandsOn, "hands-ons"),
    (EntryKind::Challenge, "challenges"),
];

pub(super) fn check(course: &Course, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    for (kind, plural) in KINDS {
        let entries = course.entries.iter().filter(|entry| entry.kind == kind && entry.listed);
        let lessons: Vec<&Lesson> = entries.filter_map(|entry| course.lesson_of(entry)).collect();
        for feature in &FEATURES {
            let (having, lacking): (Vec<&Lesson>, Vec<&Lesson>) =
                lessons.iter().partition(|lesson| (feature.has)(lesson));
            if lessons.len() < MIN_LESSONS || having.len() * SHARE.1 < lessons.len() * SHARE.0 {
                continue;
            }
            let folders: BTreeSet<_> = having.iter().map(|lesson| lesson.path.parent()).collect();
            // A folder whose lessons all lack it has a form of its own; a task in code is reported there.
            let lacks = |lesson: &&Lesson| {
                folders.contains(&lesson.path.parent())
                    && !(feature.code == Code::MissingChecklist && has_task_in_code(pages, lesson))
            };
            for lesson in lacking.into_iter().filter(lacks) {
                let message = (feature.message)(having.len(), lessons.len(), plural);
                let span = super::page::title_span(lesson);
                found.push(Diagnostic::at(&lesson.path, span, feature.code, message).hint((feature.hint)()));
            }
        }
    }
}

/// Tests whether a code block of a lesson holds tasks: a mistake in its fences may enclose the checklist.
fn has_task_in_code(pages: &[CheckedPage<'_>], lesson: &Lesson) -> bool {
    let page = pages.iter().find(|page| page.lesson.path == lesson.path);
    page.is_some_and(|page| page.source.text.contains("- [ ] "))
}

/// Tests whether a lesson states objectives, in its info block or under a heading.
fn has_objectives(lesson: &Lesson) -> bool {
    let in_info = lesson.info.as_ref().is_some_and(|info| info.facts.iter().any(|fact| fact.key == FactKey::Objective));
    let names_objectives = |text: &str| {
        let text = normalise(text);
        OBJECTIVES.iter().any(|word| text.contains(word))
    };
    in_info || lesson.headings.iter().any(|heading| names_objectives(&heading.text))
}
