//! Turns the headings of a lesson into its outline, and into levels that skip none.

use serde::Serialize;

use crate::lesson::Lesson;

/// A heading in the outline of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutlineItem {
    /// The id of the heading.
    pub id: String,
    /// The text.
    pub text: String,
    /// The duration that the heading states, in minutes.
    pub minutes: Option<u32>,
    /// The name of its checkbox, if it is a step.
    pub task: Option<String>,
    /// The headings below it.
    pub children: Vec<OutlineItem>,
}

/// Returns the level at which each heading is shown: as the author nests them, but from 2 on (the page's title is the one
/// H1) and without gaps, as WCAG's headings technique (G141) asks.
pub(super) fn levels(lesson: &Lesson) -> Vec<u8> {
    let title_line = lesson.title.as_ref().and_then(|title| title.line);
    let mut open: Vec<u8> = Vec::new();
    lesson
        .headings
        .iter()
        .map(|heading| {
            if Some(heading.line) == title_line {
                return 1;
            }
            // A second H1 is a section like those at level 2.
            let level = heading.level.max(2);
            while open.last().is_some_and(|&above| above >= level) {
                open.pop();
            }
            open.push(level);
            u8::try_from(open.len() + 1).unwrap_or(6).min(6)
        })
        .collect()
}

/// Returns the outline of a page: its headings of levels 2 and 3, without those that the page shows outside the article.
pub fn outline(lesson: &Lesson) -> Vec<OutlineItem> {
    let shown_elsewhere = lesson.info.as_ref().and_then(|info| info.heading_line);
    let mut outline: Vec<OutlineItem> = Vec::new();
    for (heading, level) in lesson.headings.iter().zip(levels(lesson)) {
        if heading.nested || Some(heading.line) == shown_elsewhere || heading.text.is_empty() {
            continue;
        }
        let item = OutlineItem {
            id: heading.id.clone(),
            text: heading.text.clone(),
            minutes: heading.minutes,
            task: heading.step.as_ref().map(|step| step.id.clone()),
            children: Vec::new(),
        };
        match (level, outline.last_mut()) {
            (2, _) => outline.push(item),
            (3, Some(section)) => section.children.push(item),
            _ => {}
        }
    }
    outline
}
