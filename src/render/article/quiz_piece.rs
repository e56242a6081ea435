//! Turns a question of a quiz into HTML away from its page: as a study card, or as a question among others.

use comrak::Arena;

use super::walk::walk;
use super::writer::ArticleWriter;
use super::{Article, ArticleFacts, RenderContext};
use crate::html::{Node, NodeId, Tree};
use crate::lesson::{Lesson, QuizFact, markdown};
use crate::site::SitePath;
use crate::source::Source;

/// The two sides of a study card as HTML.
#[derive(Debug)]
pub struct CardSides {
    /// The question with its options: elements within a line only, as a `<summary>` may contain.
    pub front: String,
    /// The answer with its explanation.
    pub back: String,
}

/// The place of a question on a page that collects questions.
#[derive(Debug, Clone)]
pub struct QuestionPlace {
    /// The name by which the browser remembers the results of the question's own page.
    pub page: String,
    /// Its 1-based number on the page.
    pub number: usize,
}

/// Writes a question among those of other pages.
pub fn quiz_question(
    context: RenderContext<'_>,
    lesson: &Lesson,
    source: &Source,
    site: &SitePath,
    (quiz, place): (&QuizFact, &QuestionPlace),
) -> Article {
    let (mut tree, facts) = question_tree(context, lesson, source, site, quiz, place.number);
    let root = tree.root();
    let ids: Vec<NodeId> = tree.descendants(root).collect();
    for id in ids {
        let Some(element) = tree.element_mut(id) else { continue };
        if element.has_class("quiz") {
            element.set("data-page", place.page.clone());
        } else if !element.has_class("quiz-hint") {
            // The ids of the question's own page mean nothing here, and may stand twice.
            element.remove("id");
        }
    }
    Article { html: tree.html(root), facts }
}

/// Writes a question of a lesson for the page at `site`, as the question with a number.
fn question_tree(
    context: RenderContext<'_>,
    lesson: &Lesson,
    source: &Source,
    site: &SitePath,
    quiz: &QuizFact,
    number: usize,
) -> (Tree<'static>, ArticleFacts) {
    let text = without_margin(source, quiz);
    let arena = Arena::new();
    let document = markdown::parse_question(&arena, &text, source.dialect);
    let mut writer = ArticleWriter::of_piece(context, lesson, source, site);
    writer.blocks = document.blocks;
    writer.quiz.begin_piece(quiz.clone(), number);
    walk(document.root, &mut writer);
    writer.finish()
}

/// Returns the text of a question without the indentation of the list item that holds it.
fn without_margin(source: &Source, quiz: &QuizFact) -> String {
    let text = &source.text[quiz.span.start..quiz.span.end];
    let margin = quiz.column.saturating_sub(1);
    let cut = |line: &str| {
        let blank = line.len() - line.trim_start_matches(' ').len();
        line[blank.min(margin)..].to_owned()
    };
    text.split('\n').map(cut).collect::<Vec<_>>().join("\n")
}

/// Writes a question as a study card; `None` if it is no question by itself.
pub fn quiz_card(
    context: RenderContext<'_>,
    lesson: &Lesson,
    source: &Source,
    site: &SitePath,
    quiz: &QuizFact,
) -> Option<CardSides> {
    let (mut tree, _) = question_tree(context, lesson, source, site, quiz, 1);
    let root = tree.root();
    let has_class =
        |tree: &Tree<'_>, id: NodeId, class: &str| tree.element(id).is_some_and(|element| element.has_class(class));
    let question = tree.descendants(root).find(|&id| has_class(&tree, id, "quiz"))?;
    let answer = tree.children(question).find(|&id| has_class(&tree, id, "quiz-answer"))?;
    tree.detach(answer);
    if let Some(summary) = tree.first_child(answer) {
        tree.detach(summary);
    }
    let controls: Vec<NodeId> = tree
        .descendants(question)
        .filter(|&id| {
            ["quiz-hint", "quiz-field"].iter().any(|class| has_class(&tree, id, class))
                || ["input", "select"].iter().any(|name| tree.is_element(id, name))
        })
        .collect();
    for control in controls {
        let is_gap = has_class(&tree, control, "quiz-gap");
        if is_gap {
            tree.replace(control, Node::Text("____".into()));
        } else {
            tree.detach(control);
        }
    }
    let blocks: Vec<NodeId> = tree.descendants(question).collect();
    for id in blocks {
        if let Some(element) = tree.element_mut(id)
            && matches!(&*element.name, "p" | "ul" | "ol" | "li" | "div" | "label" | "figure" | "blockquote")
        {
            let class = if matches!(&*element.name, "li" | "p") { "card-line" } else { "card-part" };
            element.name = "span".into();
            element.attributes.clear();
            element.set("class", class);
        }
    }
    Some(CardSides {
        front: tree.inner_html(question).trim().to_owned(),
        back: tree.inner_html(answer).trim().to_owned(),
    })
}
