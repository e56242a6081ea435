//! Defines the views: the values that templates get, made from entries of a course.
//!
//! `docs/template-reference.md` is generated from the documentation of their fields (`tests/template_reference.rs`).

mod study;

use serde::Serialize;

use super::article::OutlineItem;
use super::date::DateView;
use crate::lesson::Tally;

pub(crate) use study::{
    CardView, CollectedQuestionView, DeckView, ExportsView, GlossaryEntryView, GlossaryGroupView, GlossaryView,
    QuizView, SenseView, SourceView, StudyView, UseView,
};

/// The variable `site`, on every page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SiteView<'a> {
    /// The title of the course.
    pub(crate) title: &'a str,
    /// The tag of the language that the course is written in: `ko`, `en`, `zh-Hant`.
    pub(crate) lang: &'a str,
    /// The direction of its text: `ltr` or `rtl`.
    pub(crate) dir: &'static str,
    /// The relative URL of the home page.
    pub(crate) home: String,
    /// The relative URL of this page as seen from the home page.
    pub(crate) here: String,
    /// The number of checkboxes in the course.
    pub(crate) tasks: Tally,
    /// The relative URL of the glossary, if the course defines terms.
    pub(crate) glossary: Option<String>,
    /// The relative URL of the theme's files, with a trailing slash.
    pub(crate) assets: String,
    /// The relative URL of the tree of the whole course, which the navigation loads when a reader opens a branch.
    pub(crate) contents: String,
    /// The folder of the search data within that of the theme, if it is not `search/`.
    pub(crate) search: Option<String>,
    /// The relative URL of the feed, if the site has one.
    pub(crate) feed: Option<String>,
    /// The editions of the course in all its languages, this one included; empty if there is only one.
    pub(crate) editions: Vec<EditionView>,
    /// The name and version of the program.
    pub(crate) generator: &'static str,
    /// Whether the page needs the style sheet of the drawings, `diagrams.css`.
    pub(crate) diagrams: bool,
    /// Whether the page needs the style sheet and the script of formulas, `formulas.css` and `formulas.js`.
    pub(crate) formulas: bool,
    /// Whether the page must find the root of the site by a script, because it is shown at any path.
    pub(crate) finds_root: bool,
}

/// An edition of the course, as a page links it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EditionView {
    /// The tag of its language: `ko`, `zh-Hant`.
    pub(crate) lang: String,
    /// The direction of its text: `ltr` or `rtl`.
    pub(crate) dir: &'static str,
    /// The name of its language, in itself.
    pub(crate) name: String,
    /// The relative URL of this page in it; that of its home page, if it lacks the page.
    pub(crate) href: String,
    /// The full URL of this page in it, if it has the page and the URL of the site is known.
    pub(crate) url: Option<String>,
    /// Whether it is the edition of this page.
    pub(crate) current: bool,
    /// Whether this page is not translated in it.
    pub(crate) missing: bool,
    /// Whether its translation of this page is older than the page that it translates.
    pub(crate) older: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each script by itself")]
/// The variable `page`, on every page. Every field exists on every page; it is null or empty where it does not apply.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct PageView {
    /// The kind: `course`, `part`, `week`, `day`, `session`, `lab`, `challenge`, `hands-on`, `page`; or `glossary`, `cards`,
    /// `viewer`, `not-found`.
    pub(crate) kind: &'static str,
    /// The label: `Week 1`, `Session 3`.
    pub(crate) label: Option<String>,
    /// Whether the page is for instructors only.
    pub(crate) for_instructors: bool,
    /// The time from which the page is published, on pages for those who see it before.
    pub(crate) release: Option<String>,
    /// The id of the H1, for links to it.
    pub(crate) id: Option<String>,
    /// The title.
    pub(crate) title: String,
    /// The emoji in front of the title.
    pub(crate) icon: Option<String>,
    /// The title for `<title>`: label, title and course.
    pub(crate) document_title: String,
    /// The summary, one sentence.
    pub(crate) description: Option<String>,
    /// The canonical URL, if the URL of the site is known.
    pub(crate) canonical: Option<String>,
    /// The tag of the language of the article, if that is not the one of the course.
    pub(crate) lang: Option<String>,
    /// The direction of the article's text, if it has a language of its own.
    pub(crate) dir: Option<&'static str>,
    /// The relative URL of the page that it translates, if that was changed later.
    pub(crate) older_than: Option<String>,
    /// The path of the Markdown file in the course.
    pub(crate) source: Option<String>,
    /// The URL of a picture on the page, if the URL of the site is known.
    pub(crate) picture: Option<String>,
    /// Whether that picture was drawn with the title of the page: 1200 × 630 pixels.
    pub(crate) picture_is_drawn: bool,
    /// The relative URL of its Markdown, if the settings ask for it.
    pub(crate) markdown: Option<String>,
    /// The URL at which the file can be edited, if the site is published from a known repository.
    pub(crate) edit: Option<String>,
    /// The day on which it was changed last, as it states: `2026-03-02`.
    pub(crate) updated: Option<String>,
    /// The article as HTML.
    pub(crate) body: String,
    /// Whether the article has tabs, which `tabs.js` builds from its panels.
    pub(crate) has_tabs: bool,
    /// Whether the article has questions of a quiz, which `quiz.js` judges.
    pub(crate) has_quiz: bool,
    /// Whether the article has cards of media, whose frames `media.js` loads.
    pub(crate) has_media: bool,
    /// The outline: the headings of the article, nested.
    pub(crate) outline: Vec<OutlineItem>,
    /// The facts that the lesson states about itself: time, goals, material.
    pub(crate) info: Option<InfoView>,
    /// The pages above it, the home page first.
    pub(crate) breadcrumb: Vec<PlaceView>,
    /// The previous page in reading order.
    pub(crate) previous: Option<PlaceView>,
    /// The next page in reading order.
    pub(crate) next: Option<PlaceView>,
    /// The next lab, challenge or hands-on page in reading order; on the home page the first one.
    pub(crate) next_lab: Option<PlaceView>,
    /// The name of the checkbox that marks the page as read, if it has no others.
    pub(crate) read_task: Option<&'static str>,
    /// The terms that the page defines.
    pub(crate) terms: Vec<TermView>,
    /// The study section of an overview: terms and cards.
    pub(crate) study: Option<StudyView>,
    /// The notes for the terms that the article marks: `data-term` of a mark is the id of its note.
    pub(crate) notes: Vec<NoteView>,
    /// The number of checkboxes on it and the pages below it.
    pub(crate) tasks: Tally,
    /// The pages below it, in reading order, in runs of one form.
    pub(crate) contents: Vec<RunView>,
    /// The timetable of a day, made from the times of its sessions; empty if the author wrote one.
    pub(crate) timetable: Vec<SlotView>,
    /// The date, if the settings state when the course begins.
    pub(crate) date: Option<DateView>,
    /// The relative URL of the iCalendar file, on overviews of the course and of weeks.
    pub(crate) calendar: Option<String>,
    /// When the work of the page is due.
    pub(crate) due: Option<DueView>,
    /// The pages below an overview whose work is due, by their dates; not on the home page.
    pub(crate) dues: Vec<DueEntryView>,
    /// The relative URL of the script that holds all due dates, on the home page of a course with some.
    pub(crate) due_data: Option<String>,
    /// The schedule of a week: days across, times down.
    pub(crate) map: Option<MapView>,
    /// The notebook that the page was made from.
    pub(crate) notebook: Option<NotebookView>,
}

/// The moment at which work is due.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DueView {
    /// The moment for programs: `2026-03-14`, `2026-03-14T18:00`, `2026-03-14T18:00+09:00`.
    pub(crate) moment: String,
    /// The moment for readers: `Sat 14 Mar, 18:00`.
    pub(crate) text: String,
}

/// A page whose work is due.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DueEntryView {
    /// The page.
    pub(crate) place: PlaceView,
    /// The moment.
    pub(crate) due: DueView,
}

/// A link to a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlaceView {
    /// The label: `Week 1`, `Session 3`.
    pub(crate) label: Option<String>,
    /// The title.
    pub(crate) title: String,
    /// The relative URL.
    pub(crate) href: String,
    /// The kind, as in `page.kind`.
    pub(crate) kind: &'static str,
}

/// The facts that a lesson states about itself, shown as a card.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct InfoView {
    /// The id of the heading that the card replaces.
    pub(crate) id: Option<String>,
    /// The start: `10:00`.
    pub(crate) start: Option<String>,
    /// The end: `10:50`.
    pub(crate) end: Option<String>,
    /// The duration in minutes.
    pub(crate) minutes: Option<u32>,
    /// The time as written by the author.
    pub(crate) time_text: Option<String>,
    /// The remark after the duration: `점심시간 포함` in `(110분, 점심시간 포함)`.
    pub(crate) note: Option<String>,
    /// All facts, in the order of the source.
    pub(crate) facts: Vec<FactView>,
}

/// A fact of a lesson.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FactView {
    /// The key: `time`, `objective`, `method`, `cost`, `level`, `prerequisites`, ….
    pub(crate) key: &'static str,
    /// The label as written by the author.
    pub(crate) label: String,
    /// The value as HTML.
    pub(crate) html: String,
}

/// A term with its definition.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TermView {
    /// The name of the term.
    pub(crate) term: String,
    /// The relative URL of its entry in the glossary.
    pub(crate) href: String,
    /// The definition as HTML.
    pub(crate) definition_html: String,
}

/// The note for a term that an article marks.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NoteView {
    /// The number of the note on the page, which `data-term` of the marks repeats.
    pub(crate) id: String,
    /// The name of the term.
    pub(crate) term: String,
    /// The other names of the term.
    pub(crate) aliases: Vec<String>,
    /// The definition nearest to the page, as HTML.
    pub(crate) html: String,
    /// The heading of the group that the definition is in.
    pub(crate) category: Option<String>,
    /// The label of the defining page.
    pub(crate) label: Option<String>,
    /// The title of the defining page.
    pub(crate) title: String,
    /// The relative URL of the definition.
    pub(crate) href: String,
    /// Whether this page defines the term.
    pub(crate) here: bool,
    /// The relative URL of the term's entry in the glossary.
    pub(crate) glossary: String,
    /// The number of senses of the term.
    pub(crate) senses: usize,
}

/// Consecutive pages below an overview that are shown in the same form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RunView {
    /// Whether they contain pages, and are shown as cards instead of rows.
    pub(crate) units: bool,
    /// The pages of the run.
    pub(crate) entries: Vec<ChildView>,
}

/// A page below an overview.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChildView {
    /// The kind, as in `page.kind`.
    pub(crate) kind: &'static str,
    /// The label: `Week 1`, `Session 3`.
    pub(crate) label: Option<String>,
    /// The title.
    pub(crate) title: String,
    /// The name of its file or folder, if another page beside it has the same label and title.
    pub(crate) file_name: Option<String>,
    /// The relative URL.
    pub(crate) href: String,
    /// The emoji in front of the title.
    pub(crate) icon: Option<String>,
    /// The time: `10:00–10:50`.
    pub(crate) time: Option<String>,
    /// The duration in minutes.
    pub(crate) minutes: Option<u32>,
    /// The date.
    pub(crate) date: Option<DateView>,
    /// The summary, one sentence.
    pub(crate) summary: Option<String>,
    /// The number of checkboxes on it and the pages below it.
    pub(crate) tasks: Tally,
    /// The pages below it, one level deep.
    pub(crate) children: Vec<ChildView>,
}

impl ChildView {
    /// Tests whether it or a page below it states a time, a duration or a date.
    pub(crate) fn is_timed(&self) -> bool {
        let is_timed = |view: &Self| view.time.is_some() || view.minutes.is_some() || view.date.is_some();
        is_timed(self) || self.children.iter().any(is_timed)
    }
}

/// The schedule of a week: days across, times down.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapView {
    /// The days with sessions by the clock, one for each column.
    pub(crate) days: Vec<MapDayView>,
    /// The rows, on one axis of time.
    pub(crate) rows: Vec<MapRowView>,
}

/// A column of the schedule.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapDayView {
    /// The page of the day.
    pub(crate) place: PlaceView,
    /// The date.
    pub(crate) date: Option<DateView>,
}

impl From<(PlaceView, Option<DateView>)> for MapDayView {
    fn from((place, date): (PlaceView, Option<DateView>)) -> Self {
        Self { place, date }
    }
}

/// A row of the schedule: from a time to the next at which anything begins or ends.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapRowView {
    /// Its start, if a session begins then: `10:00`.
    pub(crate) time: Option<String>,
    /// Its length in minutes, in steps of 10, at most 120.
    pub(crate) height: u32,
    /// The cells that begin in it; one that spans several rows is only in its first.
    pub(crate) cells: Vec<MapCellView>,
}

/// A cell of the schedule: sessions, or time without any.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapCellView {
    /// The number of the day's column, from 1.
    pub(crate) day: usize,
    /// The number of rows that it spans.
    pub(crate) rows: usize,
    /// The minutes of a break between sessions.
    pub(crate) gap: Option<u32>,
    /// The sessions: several if they overlap.
    pub(crate) entries: Vec<MapEntryView>,
}

/// A session in the schedule.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapEntryView {
    /// The time: `10:00–10:50`.
    pub(crate) time: String,
    /// Its page.
    pub(crate) place: PlaceView,
}

/// A row of a day's timetable.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SlotView {
    /// The time: `10:00–10:50`.
    pub(crate) time: String,
    /// The same in minutes after midnight, for scripts: `540-590`.
    pub(crate) span: String,
    /// The kind, as in `page.kind`.
    pub(crate) kind: &'static str,
    /// The title.
    pub(crate) title: String,
    /// The relative URL of its page.
    pub(crate) href: Option<String>,
    /// The summary, one sentence.
    pub(crate) about: Option<String>,
    /// The duration in minutes.
    pub(crate) minutes: Option<u32>,
    /// The number of its checkboxes.
    pub(crate) tasks: Tally,
}

/// An entry of the navigation. The variable `nav` is the list of the top entries.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NavView {
    /// The label: `Week 1`, `Session 3`.
    pub(crate) label: Option<String>,
    /// The title.
    pub(crate) title: String,
    /// The name of its file or folder, if another page beside it has the same label and title.
    pub(crate) file_name: Option<String>,
    /// The relative URL.
    pub(crate) href: String,
    /// The kind, as in `page.kind`.
    pub(crate) kind: &'static str,
    /// The value of `aria-current`: `page` if it is the current page, `true` if the current page is not listed and belongs to it
    /// (a file, a deck of cards).
    pub(crate) current: Option<&'static str>,
    /// Whether it has entries below it.
    pub(crate) is_branch: bool,
    /// Whether it is the current page, or an entry above it.
    pub(crate) open: bool,
    /// The number of checkboxes on it and the pages below it.
    pub(crate) tasks: Tally,
    /// The entries below it; empty unless `open`.
    pub(crate) children: Vec<NavView>,
}

/// A notebook to load.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NotebookView {
    /// Its name.
    pub(crate) name: String,
    /// Its relative URL.
    pub(crate) href: String,
    /// Its size: `2.3 KB`.
    pub(crate) size: String,
    /// The address at which it runs in Google Colab, if the course is a repository on GitHub.
    pub(crate) colab: Option<String>,
}

/// The variable `file`, on pages that show a file of the course (`viewer.html`).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FileView {
    /// The title.
    pub(crate) name: String,
    /// The name of its language.
    pub(crate) language: String,
    /// The number of lines.
    pub(crate) lines: usize,
    /// The size: `2.3 KB`.
    pub(crate) size: String,
    /// The text as a code figure, as HTML.
    pub(crate) html: String,
    /// The relative URL of the file.
    pub(crate) raw: String,
    /// The pages that link it.
    pub(crate) pages: Vec<SourceView>,
}
