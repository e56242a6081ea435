//! Finds the questions in a run of blocks, from top to bottom.

use comrak::Options;
use comrak::nodes::{AstNode, ListType, NodeTable, NodeValue};

use super::lines::{line_text, lines_of};
use super::nodes::NodeMaker;
use super::options::{Choices, of_lines, of_list, of_task_list};
use super::question::{DraftForm, QuestionDraft};
use super::sections::{RunScope, fold_tags};
use super::trailing::{AnswerDraft, TrailingReader};
use super::{gaps, options};
use crate::lesson::markdown::text;
use crate::lesson::normalise;
use crate::lesson::quiz::answer::{answer_length, explanation_length};
use crate::lesson::quiz::heading::{is_asking, is_numbered_question};

/// Words of a question that asks for an order.
const ORDER_WORDS: [&str; 10] =
    ["순서", "정렬", "나열", "배열", "in order", "the order", "correct order", "sort ", "arrange", "sequence"];

/// Words of a question that asks to match.
const MATCH_WORDS: [&str; 9] = ["짝", "연결하", "연결해", "이으", "이어", "match", "pair ", "연결 지", "관계있는"];

/// Reads the questions of runs.
pub(super) struct RunReader<'a, 'r, 'b> {
    pub(super) maker: NodeMaker<'a, 'b>,
    pub(super) options: &'r Options<'static>,
}

/// A place in a run.
struct Place<'a, 'p> {
    blocks: &'p [&'a AstNode<'a>],
    /// The first block that may belong to the next question.
    floor: usize,
    at: usize,
    head: Option<&'a AstNode<'a>>,
    scope: RunScope,
}

/// A question that was found, and the index after its last block.
type Found<'a> = (QuestionDraft<'a>, usize);

impl<'a> RunReader<'a, '_, '_> {
    /// Makes the questions of a run, and of the items of its lists; returns their number.
    pub(super) fn read(&mut self, blocks: &[&'a AstNode<'a>], scope: RunScope, head: Option<&'a AstNode<'a>>) -> usize {
        let mut found = 0;
        let mut place = Place { blocks, floor: 0, at: 0, head, scope };
        while let Some(&block) = blocks.get(place.at) {
            if matches!(block.data().value, NodeValue::ThematicBreak | NodeValue::Heading(_))
                && scope != RunScope::Fence
            {
                place.head = None;
                place.floor = place.at + 1;
            } else if let Some((draft, end)) = self.question_at(&place) {
                draft.make(&mut self.maker);
                found += 1;
                (place.floor, place.at, place.head) = (end, end, None);
                continue;
            } else if matches!(block.data().value, NodeValue::List(_)) {
                found += self.items(block, scope);
            } else if matches!(&block.data().value, NodeValue::HtmlBlock(html) if fold_tags(&html.literal).1 > 0) {
                // A fold that is no answer of a question that is read belongs to the text above it.
                place.floor = place.at + 1;
            }
            place.at += 1;
        }
        found
    }

    /// Makes the questions that are items of a list.
    fn items(&mut self, list: &'a AstNode<'a>, scope: RunScope) -> usize {
        let mut found = 0;
        for item in list.children().collect::<Vec<_>>() {
            if !matches!(item.data().value, NodeValue::Item(_)) || scope == RunScope::Question {
                continue;
            }
            let blocks: Vec<&'a AstNode<'a>> = item.children().collect();
            let mut place = Place { blocks: &blocks, floor: 0, at: 0, head: None, scope };
            while place.at < blocks.len() {
                match self.question_at(&place) {
                    Some((draft, end)) => {
                        draft.make(&mut self.maker);
                        found += 1;
                        (place.floor, place.at) = (end, end);
                    }
                    None => place.at += 1,
                }
            }
        }
        found
    }

    /// Returns the question whose options or answer are at a place.
    fn question_at(&self, place: &Place<'a, '_>) -> Option<Found<'a>> {
        let block = place.blocks[place.at];
        let data = block.data();
        match &data.value {
            NodeValue::List(list) => {
                let is_ordered = list.list_type == ListType::Ordered;
                self.task_list(place)
                    .or_else(|| self.list(place))
                    .or_else(|| if is_ordered { self.order(place) } else { None })
            }
            NodeValue::Paragraph => self.lettered(place).or_else(|| self.written(place)),
            NodeValue::Table(table) => self.pairs(place, table),
            _ => None,
        }
    }

    /// Reads a task list as options: with those after it that only the notes of its last option separate from it.
    fn task_list(&self, place: &Place<'a, '_>) -> Option<Found<'a>> {
        let mut choices = of_task_list(place.blocks[place.at])?;
        let mut end = place.at + 1;
        while let (Some(quote), Some(list)) = (place.blocks.get(end), place.blocks.get(end + 1)) {
            let is_quote = matches!(quote.data().value, NodeValue::BlockQuote);
            let Some(more) = of_task_list(list).filter(|_| is_quote) else { break };
            choices.options.last_mut()?.note.push(quote);
            choices.options.extend(more.options);
            end += 2;
        }
        let has_right = choices.options.iter().any(|option| option.is_right);
        let stem = Self::stem(place, place.at);
        let is_fence = place.scope == RunScope::Fence;
        if stem.is_none() && !is_fence || place.scope == RunScope::SelfCheck {
            return None;
        }
        let (stem, words) = stem.unwrap_or_default();
        let answer = self.trailing(place, end);
        // A list of tasks below a sentence: no question, unless the sentence asks or an option is right.
        let is_question = has_right || answer.value.is_some() || is_fence || is_asking(&words);
        let is_single = choices.options.len() < 2 && !is_fence;
        if is_single || !is_question || (place.scope == RunScope::Question && !has_right) {
            return None;
        }
        let end = end + answer.length;
        let further: Vec<_> = place.blocks[place.at + 1..end - answer.length].to_vec();
        let draft =
            QuestionDraft { stem, words, form: DraftForm::Choices(choices), answer, anchor: place.blocks[place.at] };
        Some((draft.with_shells(&further), end))
    }

    /// Reads another list as options, if an answer after it names some.
    fn list(&self, place: &Place<'a, '_>) -> Option<Found<'a>> {
        let choices = of_list(place.blocks[place.at])?;
        let (stem, words) = Self::stem(place, place.at)?;
        let answer = self.trailing(place, place.at + 1);
        let end = place.at + 1 + answer.length;
        let draft =
            QuestionDraft { stem, words, form: DraftForm::Choices(choices), answer, anchor: place.blocks[place.at] };
        draft.is_certain().then_some((draft, end))
    }

    /// Reads a paragraph whose lines hold options.
    fn lettered(&self, place: &Place<'a, '_>) -> Option<Found<'a>> {
        let paragraph = place.blocks[place.at];
        let options::LetteredLines { before, choices, after } = of_lines(paragraph)?;
        let (stem, words) = if before.is_empty() { Self::stem(place, place.at)? } else { (Vec::new(), String::new()) };
        let mut answer = AnswerDraft::default();
        let sourcepos = paragraph.data().sourcepos;
        if after.is_empty() {
            answer = self.trailing(place, place.at + 1);
        } else {
            let value = after.first().and_then(|line| {
                let words = line_text(line);
                answer_length(&words).map(|length| words[length..].trim().to_owned())
            });
            answer.value = value;
        }
        let mut draft = QuestionDraft { stem, words, form: DraftForm::Choices(choices), answer, anchor: paragraph };
        if !draft.is_certain() {
            return None;
        }
        if !after.is_empty() {
            draft.answer = AnswerDraft::default();
            draft.answer.add(&[self.maker.paragraph(&after, sourcepos)], false);
            let more = self.trailing(place, place.at + 1);
            draft.answer.join(more);
        }
        if !before.is_empty() {
            draft.words = before.iter().map(|line| line_text(line)).collect::<Vec<_>>().join(" ");
            let above = Self::code_above(place);
            let own = self.maker.paragraph(&before, sourcepos);
            paragraph.insert_before(own);
            draft.stem = above.into_iter().chain([own]).collect();
        }
        let end = place.at + 1 + draft.answer.length;
        Some((draft, end))
    }

    /// Reads a question with a written answer: in the same paragraph, or in this one below the question.
    fn written(&self, place: &Place<'a, '_>) -> Option<Found<'a>> {
        let paragraph = place.blocks[place.at];
        let mut lines = lines_of(paragraph);
        let at = lines.iter().position(|line| answer_length(&line_text(line)).is_some())?;
        if place.scope == RunScope::Question {
            return None;
        }
        let sourcepos = paragraph.data().sourcepos;
        let mut answer = AnswerDraft::default();
        let (stem, words) = if at == 0 {
            answer.add(&[paragraph], false);
            Self::stem(place, place.at)?
        } else {
            let after = lines.split_off(at);
            let words = lines.iter().map(|line| line_text(line)).collect::<Vec<_>>().join(" ");
            let value = answer_length(&line_text(after.first()?))
                .map(|length| line_text(&after[0])[length..].trim().to_owned());
            if value.is_none_or(|value| value.is_empty()) || explanation_length(&words).is_some() {
                return None;
            }
            answer.add(&[self.maker.paragraph(&after, sourcepos)], false);
            let own = self.maker.paragraph(&lines, sourcepos);
            paragraph.insert_before(own);
            (vec![own], words)
        };
        let more = self.trailing(place, place.at + 1);
        answer.join(more);
        let end = place.at + 1 + answer.length;
        let draft = QuestionDraft { stem, words, form: DraftForm::Written, answer, anchor: paragraph };
        draft.is_certain().then_some((draft, end))
    }

    /// Reads an ordered list that is to be put in order.
    fn order(&self, place: &Place<'a, '_>) -> Option<Found<'a>> {
        let Choices { options, .. } = of_list(place.blocks[place.at])?;
        let (stem, words) = Self::sentence(place)?;
        let asks = |text: &str, among: &[&str]| among.iter().any(|word| normalise(text).contains(word));
        let is_plain = options.iter().all(|item| item.blocks.is_empty() && !is_asking(&item.words()));
        if !asks(&words, &ORDER_WORDS) || !is_plain || matches!(place.scope, RunScope::Question | RunScope::SelfCheck) {
            return None;
        }
        let answer = self.trailing(place, place.at + 1);
        let end = place.at + 1 + answer.length;
        let draft =
            QuestionDraft { stem, words, form: DraftForm::Order(options), answer, anchor: place.blocks[place.at] };
        draft.is_certain().then_some((draft, end))
    }

    /// Reads a table with two columns that are to be matched.
    fn pairs(&self, place: &Place<'a, '_>, table: &NodeTable) -> Option<Found<'a>> {
        if table.num_columns != 2 || matches!(place.scope, RunScope::Question | RunScope::SelfCheck) {
            return None;
        }
        let (stem, words) = Self::sentence(place)?;
        if !MATCH_WORDS.iter().any(|word| normalise(&words).contains(word)) {
            return None;
        }
        let rows = place.blocks[place.at].children().skip(1).filter_map(|row| {
            let left = row.first_child()?;
            Some((left, left.next_sibling()?))
        });
        let rows: Vec<_> =
            rows.filter(|(left, right)| !text(left).trim().is_empty() && !text(right).trim().is_empty()).collect();
        let answer = self.trailing(place, place.at + 1);
        let end = place.at + 1 + answer.length;
        let draft = QuestionDraft { stem, words, form: DraftForm::Match(rows), answer, anchor: place.blocks[place.at] };
        draft.is_certain().then_some((draft, end))
    }

    /// Returns the blocks of the question above an index with its words: from the last paragraph that asks something, else the last
    /// paragraph; the heading above, which stays where it is, if there is none.
    fn stem(place: &Place<'a, '_>, until: usize) -> Option<(Vec<&'a AstNode<'a>>, String)> {
        let blocks = &place.blocks[place.floor..until];
        let head = || place.head.map(|head| (blocks.to_vec(), text(head)));
        if place.scope == RunScope::Question || place.head.is_some_and(|head| is_question(&text(head))) {
            return head();
        }
        let is_words = |block: &&&'a AstNode<'a>| match block.data().value {
            NodeValue::Paragraph => true,
            NodeValue::List(_) => block.children().count() == 1,
            _ => false,
        };
        let asks = blocks.iter().rposition(|block| is_words(&block) && is_question(&text(block)));
        let Some(first) = asks.or_else(|| blocks.iter().rposition(|block| is_words(&block))) else { return head() };
        let words = text(blocks[first]);
        Some((blocks[first..].to_vec(), words))
    }

    /// Returns the paragraph right above a place as the question, else the heading.
    fn sentence(place: &Place<'a, '_>) -> Option<(Vec<&'a AstNode<'a>>, String)> {
        let above = place.blocks[place.floor..place.at].last();
        match above.filter(|block| matches!(block.data().value, NodeValue::Paragraph)) {
            Some(block) => Some((vec![*block], text(block))),
            None => Self::stem(place, place.at),
        }
    }

    /// Returns the blocks right above a place that belong to its question although they have no words: code, pictures.
    fn code_above(place: &Place<'a, '_>) -> Vec<&'a AstNode<'a>> {
        let blocks = &place.blocks[place.floor..place.at];
        let count =
            blocks.iter().rev().take_while(|block| matches!(block.data().value, NodeValue::CodeBlock(_))).count();
        match blocks.len() - count {
            // Code below a paragraph belongs to that one.
            0 => blocks.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Reads the answer and the explanation after a question.
    fn trailing(&self, place: &Place<'a, '_>, from: usize) -> AnswerDraft<'a> {
        let rest = &place.blocks[from..];
        let reader = TrailingReader { maker: &self.maker, options: self.options, scope: place.scope };
        reader.read(rest, !rest.iter().any(|block| holds_question(block)))
    }
}

/// Tests whether a text asks something, or is numbered as a question.
fn is_question(words: &str) -> bool {
    is_asking(words) || is_numbered_question(words)
}

/// Tests whether a block may hold the options or the answer of a further question.
fn holds_question<'a>(block: &'a AstNode<'a>) -> bool {
    match block.data().value {
        NodeValue::List(list) => list.is_task_list || of_list(block).is_some(),
        NodeValue::Paragraph => {
            let is_gap = gaps::count(&[block]) > 0;
            is_gap
                || of_lines(block).is_some()
                || lines_of(block).iter().any(|line| answer_length(&line_text(line)).is_some())
        }
        NodeValue::Table(_) => true,
        _ => false,
    }
}
