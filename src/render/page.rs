//! Defines the views: the values that templates get, made from entries of a course.
//!
//! `docs/template-reference.md` is generated from the documentation of their fields (`tests/template_reference.rs`).

mod study;

use serde::Serialize;

use super::article::OutlineItem;
use super::date::DateView;
use crate::lesson::Tally;

pub use study::{
    CardView, DeckView, ExportsView, GlossaryEntryView, GlossaryGroupView, GlossaryView, SenseView, SourceView,
    StudyView, UseView,
};

/// The variable `site`, on every page.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView<'a> {
    /// The title of the course.
    pub title: &'a str,
    /// The language tag: `ko`, `en`.
    pub lang: &'static str,
    /// The relative URL of the home page.
    pub home: String,
    /// The relative URL of this page as seen from the home page.
    pub here: String,
    /// The number of checkboxes in the course.
    pub tasks: Tally,
    /// The relative URL of the glossary, if the course defines terms.
    pub glossary: Option<String>,
    /// The relative URL of the theme's files, with a trailing slash.
    pub assets: String,
    /// The name and version of the program.
    pub generator: &'static str,
    /// Whether the page needs the style sheet of the drawings, `diagrams.css`.
    pub diagrams: bool,
}

/// The variable `page`, on every page. Every field exists on every page; it is null or empty where it does not apply.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// The kind: `course`, `part`, `week`, `day`, `session`, `lab`, `challenge`, `hands-on`, `page`; or `glossary`, `cards`,
    /// `viewer`, `not-found`.
    pub kind: &'static str,
    /// The label: `Week 1`, `Session 3`.
    pub label: Option<String>,
    /// Whether the page is for instructors only.
    pub for_instructors: bool,
    /// The id of the H1, for links to it.
    pub id: Option<String>,
    /// The title.
    pub title: String,
    /// The emoji in front of the title.
    pub icon: Option<String>,
    /// The title for `<title>`: label, title and course.
    pub document_title: String,
    /// The summary, one sentence.
    pub description: Option<String>,
    /// The canonical URL, if the URL of the site is known.
    pub canonical: Option<String>,
    /// The path of the Markdown file in the course.
    pub source: Option<String>,
    /// The article as HTML.
    pub body: String,
    /// The outline: the headings of the article, nested.
    pub outline: Vec<OutlineItem>,
    /// The facts that the lesson states about itself: time, goals, material.
    pub info: Option<InfoView>,
    /// The pages above it, the home page first.
    pub breadcrumb: Vec<PlaceView>,
    /// The previous page in reading order.
    pub previous: Option<PlaceView>,
    /// The next page in reading order.
    pub next: Option<PlaceView>,
    /// The terms that the page defines.
    pub terms: Vec<TermView>,
    /// The study section of an overview: terms and cards.
    pub study: Option<StudyView>,
    /// The notes for the terms that the article marks: `data-term` of a mark is the id of its note.
    pub notes: Vec<NoteView>,
    /// The number of checkboxes on it and the pages below it.
    pub tasks: Tally,
    /// The pages below it, in reading order, in runs of one form.
    pub contents: Vec<RunView>,
    /// The timetable of a day, made from the times of its sessions; empty if the author wrote one.
    pub timetable: Vec<SlotView>,
    /// The date, if the settings state when the course begins.
    pub date: Option<DateView>,
    /// The relative URL of the iCalendar file, on overviews of the course and of weeks.
    pub calendar: Option<String>,
    /// The schedule of a week: days across, times down.
    pub map: Option<MapView>,
}

/// A link to a page.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    /// The label: `Week 1`, `Session 3`.
    pub label: Option<String>,
    /// The title.
    pub title: String,
    /// The relative URL.
    pub href: String,
    /// The kind, as in `page.kind`.
    pub kind: &'static str,
}

/// The facts that a lesson states about itself, shown as a card.
#[derive(Debug, Clone, Serialize)]
pub struct InfoView {
    /// The id of the heading that the card replaces.
    pub id: Option<String>,
    /// The start: `10:00`.
    pub start: Option<String>,
    /// The end: `10:50`.
    pub end: Option<String>,
    /// The duration in minutes.
    pub minutes: Option<u32>,
    /// The time as written by the author.
    pub time_text: Option<String>,
    /// The remark after the duration: `점심시간 포함` in `(110분, 점심시간 포함)`.
    pub note: Option<String>,
    /// All facts, in the order of the source.
    pub facts: Vec<FactView>,
}

/// A fact of a lesson.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// The key: `time`, `objective`, `method`, `cost`, `level`, `prerequisites`, ….
    pub key: &'static str,
    /// The label as written by the author.
    pub label: String,
    /// The value as HTML.
    pub html: String,
}

/// A term with its definition.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// The name of the term.
    pub term: String,
    /// The relative URL of its entry in the glossary.
    pub href: String,
    /// The definition as HTML.
    pub definition_html: String,
}

/// The note for a term that an article marks.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// The number of the note on the page, which `data-term` of the marks repeats.
    pub id: String,
    /// The name of the term.
    pub term: String,
    /// The other names of the term.
    pub aliases: Vec<String>,
    /// The definition nearest to the page, as HTML.
    pub html: String,
    /// The heading of the group that the definition is in.
    pub category: Option<String>,
    /// The label of the defining page.
    pub label: Option<String>,
    /// The title of the defining page.
    pub title: String,
    /// The relative URL of the definition.
    pub href: String,
    /// Whether this page defines the term.
    pub here: bool,
    /// The relative URL of the term's entry in the glossary.
    pub glossary: String,
    /// The number of senses of the term.
    pub senses: usize,
}

/// Consecutive pages below an overview that are shown in the same form.
#[derive(Debug, Clone, Serialize)]
pub struct RunView {
    /// Whether they contain pages, and are shown as cards instead of rows.
    pub units: bool,
    /// The pages of the run.
    pub entries: Vec<ChildView>,
}

/// A page below an overview.
#[derive(Debug, Clone, Serialize)]
pub struct ChildView {
    /// The kind, as in `page.kind`.
    pub kind: &'static str,
    /// The label: `Week 1`, `Session 3`.
    pub label: Option<String>,
    /// The title.
    pub title: String,
    /// The relative URL.
    pub href: String,
    /// The emoji in front of the title.
    pub icon: Option<String>,
    /// The time: `10:00–10:50`.
    pub time: Option<String>,
    /// The duration in minutes.
    pub minutes: Option<u32>,
    /// The date.
    pub date: Option<DateView>,
    /// The summary, one sentence.
    pub summary: Option<String>,
    /// The number of checkboxes on it and the pages below it.
    pub tasks: Tally,
    /// The pages below it, one level deep.
    pub children: Vec<ChildView>,
}

/// The schedule of a week: days across, times down.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// The days, one for each column.
    pub days: Vec<MapDayView>,
    /// The rows, one for each time at which a session begins.
    pub rows: Vec<MapRowView>,
}

/// A column of the schedule.
#[derive(Debug, Clone, Serialize)]
pub struct MapDayView {
    /// The page of the day.
    pub place: PlaceView,
    /// The date.
    pub date: Option<DateView>,
}

impl From<(PlaceView, Option<DateView>)> for MapDayView {
    fn from((place, date): (PlaceView, Option<DateView>)) -> Self {
        Self { place, date }
    }
}

/// A row of the schedule.
#[derive(Debug, Clone, Serialize)]
pub struct MapRowView {
    /// The time: `10:00–10:50`.
    pub time: String,
    /// The sessions at this time, one list for each day.
    pub cells: Vec<Vec<PlaceView>>,
}

/// A row of a day's timetable.
#[derive(Debug, Clone, Serialize)]
pub struct SlotView {
    /// The time: `10:00–10:50`.
    pub time: String,
    /// The same in minutes after midnight, for scripts: `540-590`.
    pub span: String,
    /// The kind, as in `page.kind`.
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// The relative URL of its page.
    pub href: Option<String>,
    /// The summary, one sentence.
    pub about: Option<String>,
    /// The duration in minutes.
    pub minutes: Option<u32>,
    /// The number of its checkboxes.
    pub tasks: Tally,
}

/// An entry of the navigation. The variable `nav` is the list of the top entries.
#[derive(Debug, Clone, Serialize)]
pub struct NavView {
    /// The label: `Week 1`, `Session 3`.
    pub label: Option<String>,
    /// The title.
    pub title: String,
    /// The relative URL.
    pub href: String,
    /// The kind, as in `page.kind`.
    pub kind: &'static str,
    /// Whether it is the current page.
    pub current: bool,
    /// Whether it is the current page, or an entry above it.
    pub open: bool,
    /// The number of checkboxes on it and the pages below it.
    pub tasks: Tally,
    /// The entries below it; empty unless `open`.
    pub children: Vec<NavView>,
}

/// The variable `file`, on pages that show a file of the course (`viewer.html`).
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// The title.
    pub name: String,
    /// The name of its language.
    pub language: String,
    /// The number of lines.
    pub lines: usize,
    /// The size: `2.3 KB`.
    pub size: String,
    /// The text as a code figure, as HTML.
    pub html: String,
    /// The relative URL of the file.
    pub raw: String,
}
