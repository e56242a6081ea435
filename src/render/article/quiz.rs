//! Turns the questions of quizzes into groups of controls with a folded answer; `js/quiz.js` judges the answers of readers.
//!
//! Without JavaScript a reader answers, opens the fold and compares. Packages leave the answer out or move it by its role.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeBlockDirective, NodeValue};

use super::nodes::NodeExit;
use super::plain::{Exit, begin_block};
use super::walk::Below;
use super::writer::ArticleWriter;
use crate::html::Element;
use crate::lesson::markdown::{self, Block};
use crate::lesson::quiz::{Accepted, OptionMark, QuizFact, QuizKind, QuizPart, QuizQuestion};
use crate::render::role::Role;

/// The questions of the page so far.
#[derive(Debug, Default)]
pub(super) struct QuizState {
    /// The number of questions so far.
    count: usize,
    /// The gaps of the current question so far.
    gaps: usize,
    /// The question that is being written.
    current: Option<QuizQuestion>,
    /// The texts of the second parts of its pairs, in the order in which they are offered.
    offers: Vec<String>,
    /// The plain texts of its options, by their indexes.
    texts: Vec<String>,
    /// The facts of the only question of a piece.
    piece: Option<QuizFact>,
}

impl QuizState {
    /// Begins a piece that is one question, with its number on the page.
    pub(super) fn begin_piece(&mut self, fact: QuizFact, number: usize) {
        self.count = number - 1;
        self.piece = Some(fact);
    }
}

impl ArticleWriter<'_> {
    /// Begins a part of a quiz.
    pub(super) fn quiz<'n>(&mut self, node: &'n AstNode<'n>, part: QuizPart) -> (Below, NodeExit) {
        let exit = match part {
            QuizPart::Group => Exit::Nothing,
            QuizPart::Question(question) => self.begin_question(node, *question),
            QuizPart::Options { .. } => self.begin_options(node),
            QuizPart::Option(index) => self.begin_option(index),
            QuizPart::Side(is_second) => return self.side(node, is_second),
            QuizPart::Answer => self.begin_answer(node),
            QuizPart::OptionNote(index) => self.begin_note(index),
        };
        (Below::Walk, exit.into())
    }

    fn begin_question<'n>(&mut self, node: &'n AstNode<'n>, question: QuizQuestion) -> Exit {
        self.article.scripts.quiz = true;
        let place = node.data().sourcepos.start;
        let piece = self.quiz.piece.clone();
        let fact = piece.as_ref().or_else(|| self.quizzes.get(&(place.line, place.column)).copied());
        self.quiz.count += 1;
        let number = self.quiz.count;
        self.quiz.gaps = 0;
        let names = fact.filter(|fact| fact.is_graded()).map(names_of);
        let label = self.word("quiz_question").replace("{number}", &number.to_string());
        let hint = format!("sd-quiz-{number}");
        let group = Element::new("div").with("class", "quiz").with("role", "group");
        let group = group.with("data-quiz", question.kind.as_str()).with_some("data-names", names);
        let group = group.with_some("data-card", fact.map(|fact| fact.card.clone()));
        let group = group.with_some("data-words", (number == 1).then(|| self.script_words()));
        let id = begin_block(&mut self.out, group.with("aria-labelledby", hint.clone()));
        self.out.line_end();
        let word = match question.kind {
            QuizKind::One => "quiz_one",
            QuizKind::Several => "quiz_several",
            QuizKind::TrueFalse => "quiz_true_false",
            QuizKind::Text(_) => "quiz_text",
            QuizKind::Blanks(_) => "quiz_blanks",
            QuizKind::Order => "quiz_order",
            QuizKind::Match => "quiz_match",
            QuizKind::Open => "quiz_open",
        };
        let line = self.out.open(Element::new("p").with("class", "quiz-hint").with("id", hint));
        self.out.element_with_text(Element::new("strong"), label);
        let words = format!(" {}", self.word(word));
        self.out.text(words);
        self.out.close(line);
        self.out.line_end();
        self.quiz.current = Some(question);
        self.quiz.texts.clear();
        Exit::Block(id)
    }

    /// Returns the words of the script as JSON.
    fn script_words(&self) -> String {
        const WORDS: [(&str, &str); 11] = [
            ("check", "quiz_check"),
            ("retry", "quiz_retry"),
            ("show", "quiz_show"),
            ("empty", "quiz_empty"),
            ("right", "quiz_is_right"),
            ("wrong", "quiz_is_wrong"),
            ("done", "quiz_done"),
            ("missed", "quiz_missed"),
            ("up", "quiz_up"),
            ("down", "quiz_down"),
            ("score", "quiz_score"),
        ];
        let words: BTreeMap<&str, &str> = WORDS.iter().map(|(name, key)| (*name, self.word(key))).collect();
        serde_json::to_string(&words).unwrap_or_default()
    }

    /// Begins the options.
    fn begin_options<'n>(&mut self, node: &'n AstNode<'n>) -> Exit {
        self.quiz.texts = self.option_texts(node);
        let mut offers: Vec<String> = node.descendants().filter_map(|side| self.second_side(side)).collect();
        offers.sort_by_cached_key(|text| *blake3::hash(text.as_bytes()).as_bytes());
        offers.dedup();
        self.quiz.offers = offers;
        let is_order = self.is_kind(|kind| matches!(kind, QuizKind::Order));
        let list = Element::new(if is_order { "ol" } else { "ul" }).with("class", "quiz-options");
        let id = begin_block(&mut self.out, list);
        self.out.line_end();
        Exit::Block(id)
    }

    fn begin_option(&mut self, index: usize) -> Exit {
        let item = Element::new("li").with("data-option", (index + 1).to_string());
        let item = Exit::Line(begin_block(&mut self.out, item));
        if self.is_kind(|kind| matches!(kind, QuizKind::Order)) {
            let label = self.word("quiz_position").to_owned();
            let count = self.quiz.texts.len();
            let select = self.out.open(Element::new("select").with("aria-label", label));
            self.offer(String::new(), "–".to_owned());
            for at in 1..=count {
                self.offer(at.to_string(), at.to_string());
            }
            self.out.close(select);
            self.out.text(" ");
        }
        item
    }

    /// Opens the first paragraph of an option: the label of its control.
    pub(super) fn option_label<'n>(&mut self, paragraph: &'n AstNode<'n>) -> Option<Exit> {
        let parent = paragraph.parent().filter(|_| paragraph.previous_sibling().is_none())?;
        let Some(QuizPart::Option(index)) = self.quiz_part(parent) else {
            return matches!(self.quiz_part(parent), Some(QuizPart::Side(_))).then_some(Exit::Nothing);
        };
        let (kind, labels) = self.quiz.current.as_ref().map(|question| (question.kind.clone(), question.labels))?;
        let kind = match kind {
            QuizKind::One => "radio",
            QuizKind::Several => "checkbox",
            _ => return Some(Exit::Nothing),
        };
        Some(self.begin_choice(kind, index, &labels.label(index)))
    }

    fn begin_choice(&mut self, kind: &'static str, index: usize, letter: &str) -> Exit {
        let label = self.out.open(Element::new("label"));
        let name = format!("sd-quiz-{}-choice", self.quiz.count);
        let input = Element::new("input").with("type", kind).with("name", name);
        self.out.leaf(input.with("value", (index + 1).to_string()));
        if !letter.is_empty() {
            self.out.text(" ");
            self.out.element_with_text(Element::new("span").with("class", "quiz-letter"), letter.to_owned());
        }
        self.out.text(" ");
        Exit::Inline(label)
    }

    /// Writes one part of a pair: the first as it is, the second as a choice among all second parts.
    fn side<'n>(&mut self, node: &'n AstNode<'n>, is_second: bool) -> (Below, NodeExit) {
        if !is_second {
            return (Below::Walk, Exit::Inline(self.out.open(Element::new("span").with("class", "quiz-left"))).into());
        }
        self.out.text(" ");
        let left = node.previous_sibling().map(markdown::text).unwrap_or_default();
        let select = self.out.open(Element::new("select").with("aria-label", left.trim().to_owned()));
        let choose = self.word("quiz_choose").to_owned();
        self.offer(String::new(), choose);
        for text in self.quiz.offers.clone() {
            self.offer(text.clone(), text);
        }
        self.out.close(select);
        (Below::Skip, Exit::Nothing.into())
    }

    fn offer(&mut self, value: String, text: String) {
        self.out.element_with_text(Element::new("option").with("value", value), text);
    }

    /// Writes the field of a gap.
    pub(super) fn gap(&mut self) -> Exit {
        self.quiz.gaps += 1;
        let label = self.word("quiz_gap").replace("{number}", &self.quiz.gaps.to_string());
        self.out.leaf(text_field(label).with("class", "quiz-gap"));
        Exit::Nothing
    }

    /// Begins the folded answer, after the controls that are no options.
    fn begin_answer<'n>(&mut self, node: &'n AstNode<'n>) -> Exit {
        let Some(question) = self.quiz.current.clone() else { return Exit::Nothing };
        match question.kind {
            QuizKind::TrueFalse => self.truths(),
            QuizKind::Text(_) => {
                let line = begin_block(&mut self.out, Element::new("p").with("class", "quiz-field"));
                let label = self.word("quiz_field").to_owned();
                self.out.leaf(text_field(label));
                self.out.close(line);
                self.out.line_end();
            }
            _ => {}
        }
        let has_answer = question.is_graded();
        if !has_answer && node.first_child().is_none() {
            return Exit::Nothing;
        }
        let right: Vec<String> = question.right.iter().map(|at| (at + 1).to_string()).collect();
        let fold =
            Element::new("details").with("class", "quiz-answer").with(Role::ATTRIBUTE, Role::QuizAnswer.as_str());
        let fold = fold.with_some("data-right", Some(right.join(" ")).filter(|right| !right.is_empty()));
        let accepted = accepted(&question.kind, &self.pair_texts(node));
        let id = begin_block(&mut self.out, fold.with_some("data-accept", accepted));
        let show = self.word("quiz_show").to_owned();
        self.out.element_with_text(Element::new("summary"), show);
        self.out.line_end();
        if has_answer {
            self.right_answer(&question, node);
        }
        Exit::Block(id)
    }

    fn truths(&mut self) {
        let list = begin_block(&mut self.out, Element::new("ul").with("class", "quiz-options"));
        for (index, word) in ["quiz_true", "quiz_false"].into_iter().enumerate() {
            let item = self.out.open(Element::new("li").with("data-option", (index + 1).to_string()));
            let label = self.begin_choice("radio", index, "");
            let words = self.word(word).to_owned();
            self.out.text(words);
            label.apply(&mut self.out);
            self.out.close(item);
        }
        self.out.close(list);
        self.out.line_end();
    }

    /// Writes the right answer.
    fn right_answer<'n>(&mut self, question: &QuizQuestion, node: &'n AstNode<'n>) {
        let line = self.out.open(Element::new("p").with("class", "quiz-right"));
        let word = self.word("quiz_answer_right").to_owned();
        self.out.element_with_text(Element::new("strong"), word);
        let labels =
            |marks: OptionMark| question.right.iter().map(|&at| marks.label(at)).collect::<Vec<_>>().join(", ");
        let shown = |accepted: &Accepted| accepted.spellings.join(" / ");
        let text = match &question.kind {
            QuizKind::One | QuizKind::Several => labels(question.labels),
            QuizKind::TrueFalse => self.word(if question.right == [0] { "quiz_true" } else { "quiz_false" }).to_owned(),
            QuizKind::Text(accepted) => shown(accepted),
            QuizKind::Blanks(gaps) => gaps.iter().map(shown).collect::<Vec<_>>().join(", "),
            QuizKind::Order => self.quiz.texts.join(" → "),
            QuizKind::Match => {
                let pairs = self.pair_texts(node);
                pairs.iter().map(|(left, right)| format!("{left} → {right}")).collect::<Vec<_>>().join("; ")
            }
            QuizKind::Open => String::new(),
        };
        self.out.text(format!(" {text}"));
        self.out.close(line);
        self.out.line_end();
    }

    fn begin_note(&mut self, index: usize) -> Exit {
        let note = Element::new("div").with("class", "quiz-note").with("data-option", (index + 1).to_string());
        let id = begin_block(&mut self.out, note);
        let label = self.quiz.current.as_ref().map(|question| question.labels.label(index)).unwrap_or_default();
        self.out.element_with_text(Element::new("p").with("class", "quiz-letter"), label);
        self.out.line_end();
        Exit::Block(id)
    }

    /// Returns the plain texts of the options below a node, by their indexes.
    fn option_texts<'n>(&self, options: &'n AstNode<'n>) -> Vec<String> {
        let mut texts: Vec<(usize, String)> = Vec::new();
        for option in options.children() {
            if let Some(QuizPart::Option(index)) = self.quiz_part(option) {
                texts.push((
                    index,
                    option.children().map(markdown::text).collect::<Vec<_>>().join(" ").trim().to_owned(),
                ));
            }
        }
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text).collect()
    }

    /// Returns the pairs of the question that an answer belongs to, as plain texts.
    fn pair_texts<'n>(&self, answer: &'n AstNode<'n>) -> Vec<(String, String)> {
        let options = answer.previous_sibling().into_iter().flat_map(AstNode::children);
        let sides = |option: &'n AstNode<'n>| {
            let mut sides = option.children().map(|side| markdown::text(side).trim().to_owned());
            Some((sides.next()?, sides.next()?))
        };
        options.filter(|option| matches!(self.quiz_part(option), Some(QuizPart::Option(_)))).filter_map(sides).collect()
    }

    fn second_side<'n>(&self, node: &'n AstNode<'n>) -> Option<String> {
        matches!(self.quiz_part(node), Some(QuizPart::Side(true))).then(|| markdown::text(node).trim().to_owned())
    }

    fn is_kind(&self, is_kind: impl Fn(&QuizKind) -> bool) -> bool {
        self.quiz.current.as_ref().is_some_and(|question| is_kind(&question.kind))
    }

    /// Returns the part of a quiz that a node is.
    fn quiz_part<'n>(&self, node: &'n AstNode<'n>) -> Option<QuizPart> {
        let data = node.data();
        let NodeValue::BlockDirective(directive) = &data.value else { return None };
        self.part_of(directive)
    }

    /// Returns the part of a quiz that a block directive is.
    pub(super) fn part_of(&self, directive: &NodeBlockDirective) -> Option<QuizPart> {
        match self.blocks.get(directive.info.parse::<usize>().ok()?)? {
            Block::Quiz(part) => Some(part.clone()),
            _ => None,
        }
    }
}

/// Returns the field of a written answer.
fn text_field(label: String) -> Element<'static> {
    let field = Element::new("input").with("type", "text").with("aria-label", label).with("autocomplete", "off");
    field.with("autocapitalize", "off").with("spellcheck", "false")
}

/// Returns the names of the results of a question, separated by spaces; `-` stands for one that it lacks.
fn names_of(fact: &QuizFact) -> String {
    let names = &fact.names;
    let all = [&names.done, &names.done_options, &names.missed, &names.missed_options];
    all.map(|name| if name.is_empty() { "-" } else { name }).join(" ")
}

/// Returns the accepted answers of the fields of a question as JSON: a list for each field.
fn accepted(kind: &QuizKind, pairs: &[(String, String)]) -> Option<String> {
    let fields: Vec<Vec<&str>> = match kind {
        QuizKind::Text(accepted) => vec![accepted.spellings.iter().map(String::as_str).collect()],
        QuizKind::Blanks(gaps) => gaps.iter().map(|gap| gap.spellings.iter().map(String::as_str).collect()).collect(),
        QuizKind::Match => pairs.iter().map(|(_, right)| vec![right.as_str()]).collect(),
        _ => return None,
    };
    serde_json::to_string(&fields).ok()
}
