//! Turns a published course into data for other programs: `course.json`, its tree with times, tasks, questions and links, and
//! `llms.txt`, an outline for language models (llmstxt.org).

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::share::{markdown_path, updated};
use super::{GENERATOR, SiteContext};
use crate::course::{Course, Entry, Target};
use crate::lesson::{Lesson, Question, QuizFact};
use crate::render::article::{plain, unquoted};
use crate::site::{Output, SitePath};

/// The version of the format. `docs/course.schema.json` describes it; a change that readers notice has another number.
const VERSION: u32 = 1;

/// The files, at the top of the site.
const FILES: [&str; 2] = ["course.json", "llms.txt"];

#[derive(Serialize)]
struct CourseData<'a> {
    version: u32,
    generator: &'static str,
    title: &'a str,
    language: &'a str,
    base: &'a str,
    terms: Option<&'a str>,
    entries: Vec<EntryData<'a>>,
}

/// An entry of the course. References are relative to the file.
#[derive(Serialize)]
struct EntryData<'a> {
    kind: &'static str,
    label: Option<&'a str>,
    title: &'a str,
    href: String,
    source: Option<&'a str>,
    /// The place of the entry above it in the list.
    parent: Option<usize>,
    /// Whether it is in the reading order.
    listed: bool,
    date: Option<DateData>,
    time: Option<TimeData>,
    minutes: Option<u32>,
    tasks: usize,
    summary: Option<&'a str>,
    /// The day on which it was changed last, as it states.
    updated: Option<String>,
    questions: Vec<QuestionData>,
    links: Vec<String>,
}

#[derive(Serialize)]
struct DateData {
    first: String,
    last: String,
}

#[derive(Serialize)]
struct TimeData {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct QuestionData {
    question: String,
    answer: Option<String>,
}

/// Returns the files of a course that is published at `base`.
pub(super) fn course_data(context: &SiteContext, base: &str) -> Vec<(SitePath, Output)> {
    let course = &*context.input.course;
    let [data, outline] = FILES.map(SitePath::new);
    let entries = (0..course.entries.len()).map(|index| entry_data(context, &data, index)).collect();
    let terms = context.glossary_site.as_ref().map(|_| course.generated.exports.json.as_str());
    let (title, language) = (&*course.title, course.language.tag());
    let whole = CourseData { version: VERSION, generator: GENERATOR, title, language, base, terms, entries };
    // A value of texts and numbers can always be written.
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n";
    let output = |text: String| Output::Bytes(Arc::from(text.into_bytes()));
    vec![(data, output(text)), (outline.clone(), output(llms(course, &outline)))]
}

fn entry_data<'a>(context: &'a SiteContext, file: &SitePath, index: usize) -> EntryData<'a> {
    let course = &*context.input.course;
    let entry = &course.entries[index];
    let lesson = entry.lesson.as_ref().and_then(|page| course.lessons.get(page));
    let info = lesson.and_then(|lesson| lesson.info.as_ref());
    let range = info.and_then(|info| info.range);
    EntryData {
        kind: entry.kind.as_str(),
        label: entry.label.as_deref(),
        title: &entry.title,
        href: file.href_to(&entry.site),
        source: entry.lesson.as_ref().map(crate::source::CoursePath::as_str),
        parent: entry.parent,
        listed: entry.listed,
        date: course
            .dates
            .get(&index)
            .map(|dates| DateData { first: dates.first.to_string(), last: dates.last.to_string() }),
        time: range.map(|range| TimeData { start: range.start.to_string(), end: range.end.to_string() }),
        minutes: info.and_then(|info| info.minutes),
        tasks: lesson.map_or(0, |lesson| lesson.tally().all),
        summary: lesson.and_then(|lesson| lesson.summary.as_deref()),
        updated: updated(course, entry).map(|date| date.to_string()),
        questions: lesson.map(|lesson| questions(context, lesson)).unwrap_or_default(),
        links: links(course, file, entry),
    }
}

fn questions(context: &SiteContext, lesson: &Lesson) -> Vec<QuestionData> {
    let Some(source) = context.input.sources.get(&lesson.path) else { return Vec::new() };
    let text = |span| plain(&unquoted(source, span)).trim().to_owned();
    let asked = |question: &Question| QuestionData { question: text(question.text), answer: question.answer.map(text) };
    // The answers of quizzes are hidden until a reader tries.
    let graded = |quiz: &QuizFact| QuestionData { question: quiz.question.stem.clone(), answer: None };
    lesson.questions.iter().map(asked).chain(lesson.quizzes.iter().map(graded)).collect()
}

/// Returns the pages that a page links, in order, each once.
fn links(course: &Course, file: &SitePath, entry: &Entry) -> Vec<String> {
    let targets = entry.lesson.as_ref().and_then(|page| course.links.get(page)).into_iter().flatten();
    let mut links: Vec<String> = targets
        .filter_map(|(_, target)| match target {
            Target::Page { entry, .. } => Some(file.href_to(&course.entries[*entry].site)),
            _ => None,
        })
        .collect();
    links.sort();
    links.dedup();
    links
}

/// Returns the outline: a heading for each part of the first level, and a link for each page below it.
fn llms(course: &Course, file: &SitePath) -> String {
    let summary = |entry: &Entry| entry.lesson.as_ref().and_then(|page| course.lessons.get(page)?.summary.clone());
    let name = |entry: &Entry| match &entry.label {
        Some(label) => format!("{label}: {}", entry.title),
        None => entry.title.clone(),
    };
    let mut text = format!("# {}\n", one_line(&course.title));
    let Some(home) = course.entries.first() else { return text };
    if let Some(summary) = summary(home) {
        let _ = write!(text, "\n> {}\n", one_line(&summary));
    }
    let mut is_open = false;
    for (index, entry) in course.entries.iter().enumerate().skip(1).filter(|(_, entry)| entry.listed) {
        let depth = course.ancestors(index).len();
        if depth == 1 && entry.kind.is_overview() {
            let _ = write!(text, "\n## {}\n\n", one_line(&name(entry)));
            is_open = true;
        } else if !is_open {
            text.push('\n');
            is_open = true;
        }
        let about = summary(entry).map(|summary| format!(": {}", one_line(&summary))).unwrap_or_default();
        let target = markdown_path(course, entry).unwrap_or_else(|| entry.site.clone());
        let _ = writeln!(text, "- [{}]({}){about}", one_line(&name(entry)), file.href_to(&target));
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
