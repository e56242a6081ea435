//! Turns entries of a course into the views that templates see: the only values that are handed to them.

mod study;

use serde::Serialize;

use super::article::OutlineItem;
use super::date::DateView;
use crate::lesson::Tally;

pub use study::{
    CardView, DeckView, ExportsView, GlossaryEntryView, GlossaryGroupView, GlossaryView, SenseView, SourceView,
    StudyView, UseView,
};

/// What a template knows of the site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView<'a> {
    /// The course's title.
    pub title: &'a str,
    /// The language's tag.
    pub lang: &'static str,
    /// The reference to the course's page.
    pub home: String,
    /// The reference from the course's page to this one.
    pub here: String,
    /// How many boxes the course has to tick.
    pub tasks: Tally,
    /// The reference to the glossary, if there is one.
    pub glossary: Option<String>,
    /// The reference to the theme's files, with a closing slash.
    pub assets: String,
    /// The program's name and version.
    pub generator: &'static str,
    /// Whether the page needs the style sheet of the drawings.
    pub diagrams: bool,
}

/// What a template knows of its page. Every field is always there; what does not apply is null or empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// The kind, as [`crate::course::EntryKind::as_str`] names it; or `glossary`, `cards`, `viewer`, `not-found`.
    pub kind: &'static str,
    /// Its number in words.
    pub label: Option<String>,
    /// Whether it is for instructors alone.
    pub for_instructors: bool,
    /// The id of its heading, for links to it.
    pub id: Option<String>,
    /// Its name.
    pub title: String,
    /// The emoji that leads its title.
    pub icon: Option<String>,
    /// The title of the browser's tab.
    pub document_title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its one true address, where the site's is known.
    pub canonical: Option<String>,
    /// The file that it was made of.
    pub source: Option<String>,
    /// Its article.
    pub body: String,
    /// Its headings.
    pub outline: Vec<OutlineItem>,
    /// What the session says of itself.
    pub info: Option<InfoView>,
    /// The pages above it, the course first.
    pub breadcrumb: Vec<PlaceView>,
    /// The page before it.
    pub previous: Option<PlaceView>,
    /// The page after it.
    pub next: Option<PlaceView>,
    /// The terms that it defines.
    pub terms: Vec<TermView>,
    /// What an overview offers for studying what is below it.
    pub study: Option<StudyView>,
    /// What it explains of the terms that its text marks: `data-term` of a mark is the note's id.
    pub notes: Vec<NoteView>,
    /// How many boxes it and the pages below it have to tick.
    pub tasks: Tally,
    /// The pages below it, in reading order.
    pub contents: Vec<RunView>,
    /// The day's timetable, where the author drew none.
    pub timetable: Vec<SlotView>,
    /// When it is taught, where the settings say when the course begins.
    pub date: Option<DateView>,
    /// The reference to the file for calendar programs, on overviews that it covers.
    pub calendar: Option<String>,
    /// The week by the clock.
    pub map: Option<MapView>,
}

/// A place to go to.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    /// Its number in words.
    pub label: Option<String>,
    /// Its name.
    pub title: String,
    /// The reference to it.
    pub href: String,
    /// What it is.
    pub kind: &'static str,
}

/// The session's card.
#[derive(Debug, Clone, Serialize)]
pub struct InfoView {
    /// The id of the heading that the card stands for.
    pub id: Option<String>,
    /// When it begins: `10:00`.
    pub start: Option<String>,
    /// When it ends.
    pub end: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// The time as the author wrote it.
    pub time_text: Option<String>,
    /// What the author adds to the length: `점심시간 포함` in `(110분, 점심시간 포함)`.
    pub note: Option<String>,
    /// All facts, in the author's order.
    pub facts: Vec<FactView>,
}

/// A line of the card.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// What it is about.
    pub key: &'static str,
    /// The author's word for it.
    pub label: String,
    /// Its value.
    pub html: String,
}

/// A term on the page that defines it.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// The term.
    pub term: String,
    /// The reference to its entry in the glossary.
    pub href: String,
    /// Its definition.
    pub definition_html: String,
}

/// What a page explains of a term that its text marks.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// Its number on the page, which the marks' `data-term` names.
    pub id: String,
    /// The term.
    pub term: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The definition that is nearest to the page.
    pub html: String,
    /// The sub-heading under which that stands.
    pub category: Option<String>,
    /// The defining page's number in words.
    pub label: Option<String>,
    /// The defining page's name.
    pub title: String,
    /// The reference to the definition on its page.
    pub href: String,
    /// Whether this very page defines it.
    pub here: bool,
    /// The reference to the term's entry in the glossary.
    pub glossary: String,
    /// How many senses that entry holds.
    pub senses: usize,
}

/// Pages below an overview that follow each other and are shown in one way.
#[derive(Debug, Clone, Serialize)]
pub struct RunView {
    /// Whether they hold pages themselves, and are shown as cards rather than as rows.
    pub units: bool,
    /// The pages.
    pub entries: Vec<ChildView>,
}

/// A page below an overview.
#[derive(Debug, Clone, Serialize)]
pub struct ChildView {
    /// What it is.
    pub kind: &'static str,
    /// Its number in words.
    pub label: Option<String>,
    /// Its name.
    pub title: String,
    /// The reference to it.
    pub href: String,
    /// The emoji that leads its title.
    pub icon: Option<String>,
    /// From when to when: `10:00–10:50`.
    pub time: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// When it is taught.
    pub date: Option<DateView>,
    /// One sentence about it.
    pub summary: Option<String>,
    /// How many boxes it and the pages below it have to tick.
    pub tasks: Tally,
    /// The pages below it, one level.
    pub children: Vec<ChildView>,
}

/// A week by the clock.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// Its days, a column each.
    pub days: Vec<MapDayView>,
    /// The times at which something begins, a row each.
    pub rows: Vec<MapRowView>,
}

/// A column of it.
#[derive(Debug, Clone, Serialize)]
pub struct MapDayView {
    /// The day's page.
    pub place: PlaceView,
    /// Its date.
    pub date: Option<DateView>,
}

impl From<(PlaceView, Option<DateView>)> for MapDayView {
    fn from((place, date): (PlaceView, Option<DateView>)) -> Self {
        Self { place, date }
    }
}

/// A row of it.
#[derive(Debug, Clone, Serialize)]
pub struct MapRowView {
    /// From when to when.
    pub time: String,
    /// What takes place then on each of the days.
    pub cells: Vec<Vec<PlaceView>>,
}

/// A row of the day's timetable.
#[derive(Debug, Clone, Serialize)]
pub struct SlotView {
    /// From when to when.
    pub time: String,
    /// The same in minutes after midnight, for scripts: `540-590`.
    pub span: String,
    /// What goes on.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// The reference to its page.
    pub href: Option<String>,
    /// One sentence about it.
    pub about: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many boxes it has to tick.
    pub tasks: Tally,
}

/// An entry of the course's navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavView {
    /// Its number in words.
    pub label: Option<String>,
    /// Its name.
    pub title: String,
    /// The reference to it.
    pub href: String,
    /// What it is.
    pub kind: &'static str,
    /// Whether it is the page that is shown.
    pub current: bool,
    /// Whether the page that is shown stands below it.
    pub open: bool,
    /// How many boxes it and the pages below it have to tick.
    pub tasks: Tally,
    /// The entries below it, where it is open.
    pub children: Vec<NavView>,
}

/// A file that is shown.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// The language it is in.
    pub language: String,
    /// How many lines it has.
    pub lines: usize,
    /// Its size for people: `2.3 KB`.
    pub size: String,
    /// Its text as a code figure.
    pub html: String,
    /// The reference to the file itself.
    pub raw: String,
}
