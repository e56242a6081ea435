//! Turns finished pages into sheets on paper: one of the questions, and one of their answers.

use std::borrow::Cow;

use crate::html::{Element, Node, NodeId, Tree, parse};
use crate::pack::page;
use crate::pack::quiz_answers::{self, AnswerPlace};
use crate::render::theme::Words;
use crate::site::{Output, Site};

/// The content of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetContent {
    /// The questions, with room for answers.
    Questions,
    /// The answers, by the numbers of the questions.
    Answers,
}

/// The class of questions on paper; their script does not take them for its own.
const PAPER: &str = "quiz quiz-paper";

/// Reduces the pages of a site to the questions or the answers that they hold.
pub fn reduce(site: &mut Site, content: SheetContent, words: &Words) {
    if content == SheetContent::Answers {
        quiz_answers::place(site, AnswerPlace::End, words);
    } else {
        quiz_answers::place(site, AnswerPlace::Omitted, words);
    }
    for output in site.files.values_mut() {
        if let Output::Html(html) = output {
            *html = reduced(html, content);
        }
    }
}

/// Tests whether a page has questions: others are no part of a sheet.
pub fn has_questions(html: &str) -> bool {
    html.contains("data-quiz=\"")
}

fn reduced(html: &str, content: SheetContent) -> String {
    let mut tree = parse(html);
    let Some(main) = page::main(&tree) else { return html.to_owned() };
    let kept: Vec<NodeId> = page::elements(&tree, main)
        .into_iter()
        .filter(|&id| tree.element(id).is_some_and(|element| is_kept(element, content)))
        .collect();
    let title = page::elements(&tree, main).into_iter().find(|&id| tree.is_element(id, "h1"));
    let article = tree.create(Node::Element(Element::new("article").with("class", "article prose")));
    for id in title.into_iter().chain(kept) {
        tree.detach(id);
        tree.append_node(article, id);
        on_paper(&mut tree, id);
    }
    for child in tree.children(main).collect::<Vec<_>>() {
        tree.detach(child);
    }
    tree.append_node(main, article);
    tree.html(tree.root())
}

fn is_kept(element: &Element<'_>, content: SheetContent) -> bool {
    match content {
        SheetContent::Questions => element.get("data-quiz").is_some(),
        SheetContent::Answers => element.has_class("quiz-answers"),
    }
}

/// Replaces the controls of a question by lines to write on; the second parts of pairs stand in a line below.
fn on_paper(tree: &mut Tree<'_>, question: NodeId) {
    let mut offers: Vec<String> = Vec::new();
    if let Some(element) = tree.element_mut(question)
        && element.get("data-quiz").is_some()
    {
        element.set("class", PAPER);
        for name in ["data-names", "data-card", "data-words"] {
            element.remove(name);
        }
    }
    for id in page::elements(tree, question) {
        let Some(element) = tree.element(id) else { continue };
        match &*element.name {
            "input" if element.get("type") == Some("text") => page::replace_by_text(tree, id, "________________"),
            "input" => page::replace_by_text(tree, id, "☐"),
            "select" => {
                if offers.is_empty() {
                    let options = tree.children(id).filter(|&option| {
                        tree.element(option).and_then(|it| it.get("value")).is_some_and(|value| {
                            // The places of an order are numbers that the paper need not list.
                            !value.is_empty() && value.parse::<usize>().is_err()
                        })
                    });
                    offers = options.map(|option| tree.text(option)).collect();
                }
                page::replace_by_text(tree, id, "____");
            }
            _ => {}
        }
    }
    if !offers.is_empty() {
        let line = tree.append(question, Node::Element(Element::new("p").with("class", "quiz-offers")));
        tree.append(line, Node::Text(Cow::Owned(offers.join(" · "))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_have_lines_and_no_answers() {
        let page = "<main><h1>T</h1><p>text</p><div class=\"quiz\" data-quiz=\"match\" data-card=\"c\"><p>q</p><ul><li><span>a</span> \
                    <select><option value>Choose</option><option value=\"x\">x</option></select></li></ul></div></main>";
        let sheet = reduced(page, SheetContent::Questions);
        assert!(sheet.contains("<h1>T</h1>") && !sheet.contains("text") && !sheet.contains("data-card"), "{sheet}");
        assert!(sheet.contains("<span>a</span> ____") && sheet.contains("<p class=\"quiz-offers\">x</p>"), "{sheet}");
    }
}
