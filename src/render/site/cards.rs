//! Turns a deck into its page of study cards: a list of terms and questions that a script shows as cards.

use anyhow::Result;

use super::description::description;
use super::glossary::sense_view;
use super::navigation::{breadcrumb, navigation_around, place_view};
use super::source_view::source_view;
use super::template::fill_template_with;
use super::{RenderedFiles, SiteContext};
use crate::course::{Card, Deck};
use crate::html::escape;
use crate::lesson::Question;
use crate::render::article;
use crate::render::page::{CardView, DeckView, PageView, SenseView};
use crate::site::SitePath;
use crate::site::path::encode_fragment;

/// The most senses that a card shows; the glossary lists all.
const MOST_SENSES: usize = 3;

/// The number of hexadecimal digits in the key of a card: with 64 bits, the chance that two of 10,000 cards share one is
/// about 1 in 10¹¹.
const KEY_LENGTH: usize = 16;

/// Renders the page of a deck.
///
/// # Errors
/// Returns the error of the template.
pub(super) fn cards_page(context: &SiteContext, number: usize) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    let course = &*context.input.course;
    let Some(deck) = course.decks.get(number) else { return Ok(files) };
    let site = &deck.site;
    let title = context.input.theme.words.get("cards").to_owned();
    let entry = &course.entries[deck.entry];
    let mut breadcrumb = breadcrumb(context, site, deck.entry);
    breadcrumb.push(place_view(context, site, deck.entry));
    let label = (deck.entry != 0).then(|| context.labels[deck.entry].clone().unwrap_or_else(|| entry.title.clone()));
    let document_title = context.document_title(label.as_deref(), &title);
    let terms = deck.cards.iter().filter_map(|card| match card {
        Card::Term { term, .. } => course.glossary.term(*term).map(|term| &*term.name),
        Card::Quiz { .. } | Card::Question { .. } => None,
    });
    let page = PageView {
        kind: "cards",
        description: Some(description(None, terms, &document_title)),
        document_title,
        label,
        title,
        canonical: context.canonical(site),
        breadcrumb,
        ..PageView::default()
    };
    let view = deck_view(context, deck);
    let nav = navigation_around(context, site, deck.entry);
    let output = fill_template_with(context, "cards.html", site, &page, context.parts_of_any(), &nav, |variables| {
        variables.insert("deck", &view);
    })?;
    files.outputs.extend(output);
    Ok(files)
}

fn deck_view(context: &SiteContext, deck: &Deck) -> DeckView {
    let course = &*context.input.course;
    let site = &deck.site;
    let cards: Vec<CardView> = deck.cards.iter().filter_map(|card| card_view(context, site, card)).collect();
    let others = course.decks.iter().filter(|other| other.site != *site).map(|other| {
        let mut place = place_view(context, site, other.entry);
        place.label.clone_from(&context.labels[other.entry]);
        place.href = site.href_to(&other.site);
        place
    });
    DeckView {
        terms: cards.iter().filter(|card| card.kind == "term").count(),
        questions: cards.iter().filter(|card| card.kind == "question").count(),
        cards,
        others: others.collect(),
        glossary: context.glossary_site.as_ref().map(|glossary| site.href_to(glossary)),
    }
}

fn card_view(context: &SiteContext, site: &SitePath, card: &Card) -> Option<CardView> {
    match card {
        Card::Term { term, senses } => term_card(context, site, *term, senses),
        Card::Quiz { entry, number } => quiz_card(context, site, *entry, *number),
        Card::Question { entry, number } => {
            let course = &*context.input.course;
            let question = course.lesson_of(&course.entries[*entry])?.questions.get(*number)?;
            question_card(context, site, *entry, question)
        }
    }
}

fn term_card(context: &SiteContext, site: &SitePath, term: usize, senses: &[usize]) -> Option<CardView> {
    let course = &*context.input.course;
    let term = course.glossary.term(term)?;
    let shown: Vec<_> = senses.iter().filter_map(|&number| term.senses.get(number)).take(MOST_SENSES).collect();
    let mut words = vec!["term", term.name.as_str()];
    for sense in &shown {
        let source = context.input.sources.get(course.entries[sense.entry].lesson.as_ref()?)?;
        words.push(&source.text[sense.definition.definition.start..sense.definition.definition.end]);
    }
    let glossary = context.glossary_site.as_ref()?;
    Some(CardView {
        key: key_of(&words),
        kind: "term",
        front_html: escape(&term.name),
        aliases: term.aliases.clone(),
        senses: shown.into_iter().filter_map(|sense| sense_view(context, site, sense)).collect::<Vec<SenseView>>(),
        answer_html: None,
        source: None,
        glossary: Some(format!("{}#{}", site.href_to(glossary), encode_fragment(&term.id))),
    })
}

fn question_card(context: &SiteContext, site: &SitePath, entry: usize, question: &Question) -> Option<CardView> {
    let course = &*context.input.course;
    let lesson = course.lesson_of(&course.entries[entry])?;
    let source = context.input.sources.get(&lesson.path)?;
    let text = |span: crate::source::Span| &source.text[span.start..span.end];
    let answer = question.answer.map(text);
    let inline = |span| article::inline(context.article_context(), lesson, source, site, span);
    Some(CardView {
        key: key_of(&["question", text(question.text), answer.unwrap_or_default()]),
        kind: "question",
        front_html: inline(question.text),
        aliases: Vec::new(),
        senses: Vec::new(),
        answer_html: question.answer.filter(|&span| is_self_contained(text(span))).map(inline),
        source: Some(source_view(context, site, entry, question.section.as_deref())),
        glossary: None,
    })
}

fn quiz_card(context: &SiteContext, site: &SitePath, entry: usize, number: usize) -> Option<CardView> {
    let lesson = context.input.course.lesson_of(&context.input.course.entries[entry])?;
    let source = context.input.sources.get(&lesson.path)?;
    let quiz = lesson.quizzes.get(number)?;
    let sides = article::quiz_card(context.article_context(), lesson, source, site, quiz)?;
    Some(CardView {
        key: quiz.card.clone(),
        kind: "question",
        front_html: sides.front,
        aliases: Vec::new(),
        senses: Vec::new(),
        answer_html: Some(sides.back),
        source: Some(source_view(context, site, entry, quiz.section.as_deref())),
        glossary: None,
    })
}

/// Tests whether an answer can be shown away from its page. Headings, checkboxes and drawings have ids that are unique
/// only on their own page, so the card links to such an answer.
fn is_self_contained(answer: &str) -> bool {
    !answer.lines().map(str::trim_start).any(|line| {
        line.starts_with('#') || line.starts_with("- [") || line.starts_with("```mermaid") || line.starts_with("[^")
    })
}

/// Returns the key of a card in the browser: a hash of its text, so that progress survives a rebuild, and a card whose text
/// changed counts as new.
fn key_of(words: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        let normal = word.split_whitespace().collect::<Vec<_>>().join(" ");
        hasher.update(&normal.len().to_le_bytes());
        hasher.update(normal.as_bytes());
    }
    hasher.finalize().to_hex()[..KEY_LENGTH].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_only_on_the_words() {
        assert_eq!(key_of(&["term", "Pod", "작은  단위"]), key_of(&["term", "Pod", "작은\n단위"]));
        assert_ne!(key_of(&["term", "Pod", "작은 단위"]), key_of(&["term", "Pod", "더 작은 단위"]));
        assert_ne!(key_of(&["a", "bc"]), key_of(&["ab", "c"]));
        assert_eq!(key_of(&["a"]).len(), KEY_LENGTH);
    }

    #[test]
    fn answers_that_need_their_page() {
        assert!(is_self_contained("그래서 `a`"));
        assert!(is_self_contained("```sh\nls\n```"));
        assert!(!is_self_contained("먼저\n\n### 제목"));
        assert!(!is_self_contained("```mermaid\ngraph TB\n```"));
    }
}
