//! Moves the answers of quizzes in finished pages to the end of their pages, as books and printed sheets show them, or removes them.

use crate::html::{Element, Node, NodeId, Tree, parse};
use crate::pack::page;
use crate::render::role::Role;
use crate::render::theme::Words;
use crate::site::{Output, Site};

/// The place of the answers in a package on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerPlace {
    /// A list at the end of each page.
    End,
    /// Nowhere.
    Omitted,
}

/// Changes the pages of a site.
pub fn place(site: &mut Site, answers: AnswerPlace, words: &Words) {
    // Fast path: the attribute stands on pages with a quiz only.
    let mark = format!("{}=\"{}\"", Role::ATTRIBUTE, Role::QuizAnswer.as_str());
    for output in site.files.values_mut() {
        let Output::Html(html) = output else { continue };
        if html.contains(&mark) {
            *html = changed(html, answers, words);
        }
    }
}

/// Returns a page with its answers in their place.
fn changed(html: &str, answers: AnswerPlace, words: &Words) -> String {
    let mut tree = parse(html);
    let Some(main) = page::main(&tree) else { return html.to_owned() };
    let is_answer = |tree: &Tree<'_>, id: NodeId| tree.element(id).and_then(Role::of) == Some(Role::QuizAnswer);
    let found: Vec<NodeId> = page::elements(&tree, main).into_iter().filter(|&id| is_answer(&tree, id)).collect();
    let list = tree.create(Node::Element(Element::new("ol")));
    for answer in found {
        let number = tree.parent(answer).and_then(|question| number_of(&tree, question));
        tree.detach(answer);
        let item = Element::new("li").with_some("value", number);
        let item = tree.append(list, Node::Element(item));
        for child in tree.children(answer).collect::<Vec<_>>() {
            if !tree.is_element(child, "summary") {
                tree.append_node(item, child);
            }
        }
    }
    if answers == AnswerPlace::End {
        let section = Element::new("section").with("class", "prose quiz-answers");
        let section = tree.create(Node::Element(section));
        let heading = tree.append(section, Node::Element(Element::new("h2")));
        tree.append(heading, Node::Text(words.get("quiz_answers").to_owned().into()));
        tree.append_node(section, list);
        tree.append_node(main, section);
    }
    tree.html(tree.root())
}

/// Returns the number of a question on its page, as its hint states it.
fn number_of(tree: &Tree<'_>, question: NodeId) -> Option<String> {
    let label = tree.element(question)?.get("aria-labelledby")?;
    let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    (!digits.is_empty()).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_move_to_the_end() {
        let page = "<main><div class=\"quiz\" aria-labelledby=\"sd-quiz-3\"><p>q</p><details data-role=\"quiz-answer\"><summary>s</summary><p>a</p></details></div></main>";
        let moved = changed(page, AnswerPlace::End, &Words::default());
        assert!(moved.contains("<p>q</p></div><section"), "{moved}");
        assert!(moved.contains("<li value=\"3\"><p>a</p></li>") && !moved.contains("<summary>"), "{moved}");
        let omitted = changed(page, AnswerPlace::Omitted, &Words::default());
        assert!(!omitted.contains("<p>a</p>") && omitted.contains("<p>q</p>"), "{omitted}");
    }
}
