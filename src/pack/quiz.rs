//! Turns the questions of quizzes in finished pages into values that the formats of other programs are written from.

pub mod gift;
pub mod qti;
pub mod sheet;

use std::collections::BTreeMap;

use crate::course::Course;
use crate::html::{NodeId, Tree, parse};
use crate::pack::page;
use crate::site::{Output, Site};

/// The character that stands for a gap in the text of a question (U+FFFC, object replacement character).
pub const GAP: char = '\u{fffc}';

/// The questions of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageQuestions {
    /// The title of the page, with its label.
    pub title: String,
    /// Its questions, in order.
    pub questions: Vec<ExchangeQuestion>,
}

/// A question as other programs take it: plain text, with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeQuestion {
    /// Its name, unique in the course.
    pub id: String,
    /// Its 1-based number on the page.
    pub number: usize,
    /// Its text.
    pub stem: Vec<TextBlock>,
    /// Its form, with the right answer.
    pub form: ExchangeForm,
    /// The explanation, shown after an answer; empty without one.
    pub explanation: String,
}

/// A block of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextBlock {
    /// A paragraph on one line.
    Paragraph(String),
    /// Lines of code.
    Code(String),
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeOption {
    /// Its text.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
    /// The explanation of it; empty without one.
    pub note: String,
}

/// The form of a question, with its right answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExchangeForm {
    /// Choose one option.
    One(Vec<ExchangeOption>),
    /// Choose all right options.
    Several(Vec<ExchangeOption>),
    /// True or false.
    TrueFalse(bool),
    /// A short text: the accepted spellings.
    Text(Vec<String>),
    /// The accepted spellings of each gap of the text.
    Gaps(Vec<Vec<String>>),
    /// Items in their right order.
    Order(Vec<String>),
    /// Pairs.
    Match(Vec<(String, String)>),
    /// A longer text that people judge; the explanation holds the author's answer.
    Essay,
}

impl ExchangeQuestion {
    /// Returns the text on one line, with `____` for gaps, at most 80 characters: a title.
    pub fn title(&self) -> String {
        const MAX_CHARS: usize = 80;
        let first = self.stem.first().map(TextBlock::text).unwrap_or_default().replace(GAP, "____");
        let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= MAX_CHARS {
            return line;
        }
        line.chars().take(MAX_CHARS - 1).chain(['…']).collect()
    }
}

impl TextBlock {
    /// Returns its text.
    pub fn text(&self) -> &str {
        match self {
            Self::Paragraph(text) | Self::Code(text) => text,
        }
    }
}

/// Reads a number with its tolerance: `3.14 ± 0.01`, `42`.
pub fn number(spelling: &str) -> Option<(f64, f64)> {
    let (value, tolerance) = spelling.split_once('±').unwrap_or((spelling, "0"));
    Some((value.trim().parse().ok()?, tolerance.trim().parse().ok()?))
}

/// Returns the questions that have an answer of the pages of some entries, in reading order.
pub fn questions(course: &Course, site: &Site, entries: impl IntoIterator<Item = usize>) -> Vec<PageQuestions> {
    let page = |index: usize| {
        let entry = course.entries.get(index)?;
        let Output::Html(html) = site.files.get(&entry.site)? else { return None };
        let title = match &entry.label {
            Some(label) => format!("{label}: {}", entry.title),
            None => entry.title.clone(),
        };
        // Fast path: the class stands on pages with a quiz only.
        let questions = if html.contains("class=\"quiz\"") { read_page(html) } else { Vec::new() };
        (!questions.is_empty()).then_some(PageQuestions { title, questions })
    };
    let mut pages: Vec<PageQuestions> = entries.into_iter().filter_map(page).collect();
    // The key of a card is a hash of the words: the same question on two pages has the same one.
    let mut known = BTreeMap::new();
    for question in pages.iter_mut().flat_map(|page| &mut page.questions) {
        let uses = known.entry(question.id.clone()).or_insert(0_usize);
        *uses += 1;
        if *uses > 1 {
            question.id = format!("{}-{uses}", question.id);
        }
    }
    pages
}

/// Reads the questions of a page.
fn read_page(html: &str) -> Vec<ExchangeQuestion> {
    let mut tree = parse(html);
    let Some(main) = page::main(&tree) else { return Vec::new() };
    let is_quiz = |tree: &Tree<'_>, id: NodeId| {
        tree.element(id).is_some_and(|it| it.has_class("quiz") && it.get("data-quiz").is_some())
    };
    let groups: Vec<NodeId> = page::elements(&tree, main).into_iter().filter(|&id| is_quiz(&tree, id)).collect();
    make_plain(&mut tree, main);
    let read = |(at, group): (usize, NodeId)| GroupReader { tree: &tree, group }.read(at + 1);
    groups.into_iter().enumerate().filter_map(read).collect()
}

/// Replaces elements that have no text by one, and removes those whose text is that of controls.
fn make_plain(tree: &mut Tree<'_>, main: NodeId) {
    for id in page::elements(tree, main) {
        let Some(element) = tree.element(id) else { continue };
        let text = match &*element.name {
            "input" if element.has_class("quiz-gap") => Some(GAP.to_string()),
            "img" => Some(element.get("alt").unwrap_or_default().to_owned()),
            "select" | "input" | "svg" | "summary" | "annotation" => Some(String::new()),
            _ if element.has_class("quiz-letter") || element.has_class("quiz-hint") => Some(String::new()),
            _ => None,
        };
        if let Some(text) = text {
            page::replace_by_text(tree, id, text);
        }
    }
}

/// Reads a group of controls.
struct GroupReader<'t, 'a> {
    tree: &'t Tree<'a>,
    group: NodeId,
}

impl GroupReader<'_, '_> {
    fn read(&self, number: usize) -> Option<ExchangeQuestion> {
        let element = self.tree.element(self.group)?;
        let answer = self.child_of_class("quiz-answer");
        let form = self.form(element.get("data-quiz")?, answer)?;
        let stem = self.stem();
        let id = format!("q-{}", element.get("data-card").unwrap_or_default());
        let explanation = answer.map(|answer| self.explanation(answer)).unwrap_or_default();
        Some(ExchangeQuestion { id, number, stem, form, explanation })
    }

    fn form(&self, kind: &str, answer: Option<NodeId>) -> Option<ExchangeForm> {
        let attribute = |name: &str| self.tree.element(answer?)?.get(name).map(ToOwned::to_owned);
        let right: Vec<usize> =
            attribute("data-right").unwrap_or_default().split(' ').filter_map(|at| at.parse().ok()).collect();
        let accepted: Vec<Vec<String>> =
            attribute("data-accept").and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        Some(match kind {
            "one" | "several" if right.is_empty() => return None,
            "one" => ExchangeForm::One(self.options(&right, answer)),
            "several" => ExchangeForm::Several(self.options(&right, answer)),
            "true-false" => ExchangeForm::TrueFalse(*right.first()? == 1),
            "text" => ExchangeForm::Text(accepted.into_iter().next()?),
            "blanks" => ExchangeForm::Gaps(accepted),
            "order" => {
                let mut items = self.items();
                items.sort_by_key(|(place, _)| *place);
                ExchangeForm::Order(items.into_iter().map(|(_, text)| text).collect())
            }
            "match" => {
                let rights = accepted.into_iter().filter_map(|spellings| spellings.into_iter().next());
                ExchangeForm::Match(self.items().into_iter().map(|(_, left)| left).zip(rights).collect())
            }
            "open" => ExchangeForm::Essay,
            _ => return None,
        })
    }

    /// Returns the texts of the options with their 1-based places in the author's order.
    fn items(&self) -> Vec<(usize, String)> {
        let list = self.child_of_class("quiz-options");
        let items = list.into_iter().flat_map(|list| self.tree.children(list));
        let item = |id: NodeId| {
            let place = self.tree.element(id)?.get("data-option")?.parse().ok()?;
            Some((place, one_line(&self.tree.text(id))))
        };
        items.filter_map(item).collect()
    }

    fn options(&self, right: &[usize], answer: Option<NodeId>) -> Vec<ExchangeOption> {
        let note = |place: usize| {
            let notes = answer.into_iter().flat_map(|answer| self.tree.children(answer));
            let own = |id: &NodeId| {
                let element = self.tree.element(*id);
                element.is_some_and(|it| it.has_class("quiz-note") && it.get("data-option") == Some(&place.to_string()))
            };
            notes.filter(own).map(|id| one_line(&self.tree.text(id))).next().unwrap_or_default()
        };
        let option = |(place, text)| ExchangeOption { text, is_right: right.contains(&place), note: note(place) };
        self.items().into_iter().map(option).collect()
    }

    /// Returns the text of the question: its own blocks, or the heading above it.
    fn stem(&self) -> Vec<TextBlock> {
        let is_control = |id: NodeId| {
            let element = self.tree.element(id);
            element
                .is_none_or(|it| ["quiz-options", "quiz-field", "quiz-answer"].iter().any(|class| it.has_class(class)))
        };
        let own: Vec<TextBlock> =
            self.tree.children(self.group).filter(|&id| !is_control(id)).filter_map(|id| self.block(id)).collect();
        if !own.is_empty() {
            return own;
        }
        let siblings = self.tree.parent(self.group).into_iter().flat_map(|parent| self.tree.children(parent));
        let before = siblings.take_while(|&id| id != self.group).filter(|&id| self.tree.element(id).is_some()).last();
        before.and_then(|id| self.block(id)).into_iter().collect()
    }

    fn block(&self, id: NodeId) -> Option<TextBlock> {
        let code = std::iter::once(id).chain(self.tree.descendants(id)).find(|&id| self.tree.is_element(id, "pre"));
        if let Some(code) = code {
            return Some(TextBlock::Code(self.tree.text(code).trim_end().to_owned()));
        }
        let text = one_line(self.tree.text(id).trim_end_matches('#'));
        (!text.is_empty()).then_some(TextBlock::Paragraph(text))
    }

    /// Returns the explanation in an answer, without the right answer and the notes of options.
    fn explanation(&self, answer: NodeId) -> String {
        let is_own = |id: &NodeId| {
            let element = self.tree.element(*id);
            element.is_some_and(|it| !it.has_class("quiz-right") && !it.has_class("quiz-note"))
        };
        let blocks = self.tree.children(answer).filter(is_own).filter_map(|id| self.block(id));
        blocks.map(|block| block.text().to_owned()).collect::<Vec<_>>().join("\n")
    }

    fn child_of_class(&self, class: &str) -> Option<NodeId> {
        self.tree.children(self.group).find(|&id| self.tree.element(id).is_some_and(|it| it.has_class(class)))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
