//! Turns the quiz questions of a week or module into one page, on which results are kept as on the pages of the questions.

use anyhow::Result;

use super::description::description;
use super::navigation::{breadcrumb, navigation_around, place_view};
use super::source_view::source_view;
use super::template::fill_template_with;
use super::{RenderedFiles, SiteContext};
use crate::course::Deck;
use crate::render::article;
use crate::render::page::{CollectedQuestionView, PageView, QuizView};
use crate::site::SitePath;

/// Renders the page of the quiz questions of a deck.
///
/// # Errors
/// Returns the error of the template.
pub(super) fn quiz_page(context: &SiteContext, number: usize) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    let course = &*context.input.course;
    let Some(deck) = course.decks.get(number) else { return Ok(files) };
    let Some(site) = &deck.quiz else { return Ok(files) };
    let title = context.input.theme.words.get("quiz").to_owned();
    let entry = &course.entries[deck.entry];
    let mut breadcrumb = breadcrumb(context, site, deck.entry);
    breadcrumb.push(place_view(context, site, deck.entry));
    let label = (deck.entry != 0).then(|| context.labels[deck.entry].clone().unwrap_or_else(|| entry.title.clone()));
    let document_title = context.document_title(label.as_deref(), &title);
    let page = PageView {
        kind: "quiz",
        description: Some(description(None, std::iter::empty(), &document_title)),
        document_title,
        label,
        title,
        canonical: context.canonical(site),
        breadcrumb,
        tasks: context.tallies[deck.entry],
        has_quiz: true,
        ..PageView::default()
    };
    let view = quiz_view(context, deck, site, &mut files);
    let nav = navigation_around(context, site, deck.entry);
    let parts = context.parts_of_any();
    let output = fill_template_with(context, "quiz.html", site, &page, parts, &nav, |variables| {
        variables.insert("quiz", &view);
    })?;
    files.outputs.extend(output);
    Ok(files)
}

fn quiz_view(context: &SiteContext, deck: &Deck, site: &SitePath, files: &mut RenderedFiles) -> QuizView {
    let course = &*context.input.course;
    let mut questions = Vec::new();
    for (entry, index) in deck.quiz_questions() {
        let Some(lesson) = course.lesson_of(&course.entries[entry]) else { continue };
        let Some(source) = context.input.sources.get(&lesson.path) else { continue };
        let Some(quiz) = lesson.quizzes.get(index) else { continue };
        let place = article::QuestionPlace {
            // As the page itself names its record.
            page: course.entries[0].site.href_to(&course.entries[entry].site),
            number: questions.len() + 1,
        };
        let written = article::quiz_question(context.article_context(), lesson, source, site, (quiz, &place));
        files.rules.extend(written.facts.rules);
        let source = source_view(context, site, entry, quiz.section.as_deref());
        questions.push(CollectedQuestionView { html: written.html, source });
    }
    QuizView { questions }
}
