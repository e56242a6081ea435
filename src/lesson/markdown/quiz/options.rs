//! Reads the options of a question: task lists, lists, and lines with letters (`A) …`).

use comrak::nodes::{AstNode, ListType, NodeValue};

use super::lines::{InlineLine, line_text, lines_of};
use crate::lesson::markdown::text;
use crate::lesson::quiz::OptionMark;
use crate::lesson::quiz::answer::{answer_length, explanation_length};
use crate::lesson::quiz::option_mark::option_mark;

/// An option that was found; nothing is moved yet.
pub(super) struct OptionDraft<'a> {
    /// Its first line, and whether the author marked it as right.
    pub(super) first: InlineLine<'a>,
    /// The bytes of plain text before its words: `A) `.
    pub(super) mark: usize,
    pub(super) is_right: bool,
    /// Further lines of its first paragraph.
    pub(super) more: Vec<InlineLine<'a>>,
    /// Its further blocks.
    pub(super) blocks: Vec<&'a AstNode<'a>>,
    /// The explanation of it: blocks.
    pub(super) note: Vec<&'a AstNode<'a>>,
    /// The explanation of it in its own paragraph: lines, with the bytes before the words.
    pub(super) note_lines: Option<(Vec<InlineLine<'a>>, usize)>,
    pub(super) place: comrak::nodes::Sourcepos,
}

/// Options with the form of their labels.
pub(super) struct Choices<'a> {
    pub(super) labels: OptionMark,
    pub(super) options: Vec<OptionDraft<'a>>,
    /// Whether the author labelled them: an answer may then name them by letters without doubt.
    pub(super) is_labelled: bool,
}

/// The most options of a question.
const MAX_OPTIONS: usize = 50;

impl<'a> OptionDraft<'a> {
    /// Reads an item of a list.
    fn of_item(item: &'a AstNode<'a>, is_right: bool) -> Option<Self> {
        let first = item.first_child().filter(|first| matches!(first.data().value, NodeValue::Paragraph))?;
        let mut lines = lines_of(first);
        let note_at = lines.iter().skip(1).position(|line| explanation_length(&line_text(line)).is_some());
        let note_lines = note_at.map(|at| {
            let note = lines.split_off(at + 1);
            let length = note.first().and_then(|line| explanation_length(&line_text(line))).unwrap_or_default();
            (note, length)
        });
        let (note, blocks): (Vec<_>, Vec<_>) = first.following_siblings().skip(1).partition(|block| is_note(block));
        let more = lines.split_off(1);
        let first = lines.pop()?;
        let place = item.data().sourcepos;
        Some(Self { first, mark: 0, is_right, more, blocks, note, note_lines, place })
    }

    /// Returns its words.
    pub(super) fn words(&self) -> String {
        let mut words = line_text(&self.first);
        words.drain(..self.mark.min(words.len()));
        for line in &self.more {
            words.push(' ');
            words.push_str(&line_text(line));
        }
        for block in &self.blocks {
            words.push(' ');
            if let NodeValue::CodeBlock(code) = &block.data().value {
                words.push_str(&code.literal);
            }
            words.push_str(&text(block));
        }
        words
    }
}

/// Tests whether a block of an item explains its option: a quote, or a text that says so.
fn is_note<'a>(block: &'a AstNode<'a>) -> bool {
    match block.data().value {
        NodeValue::BlockQuote | NodeValue::Alert(_) => true,
        NodeValue::Paragraph => explanation_length(&text(block)).is_some(),
        NodeValue::List(_) => block.first_child().is_some_and(|item| explanation_length(&text(item)).is_some()),
        _ => false,
    }
}

/// Reads a task list whose every item is an option.
pub(super) fn of_task_list<'a>(list: &'a AstNode<'a>) -> Option<Choices<'a>> {
    if !matches!(list.data().value, NodeValue::List(_)) {
        return None;
    }
    let option = |item: &'a AstNode<'a>| match &item.data().value {
        NodeValue::TaskItem(task) => OptionDraft::of_item(item, task.symbol.is_some()),
        _ => None,
    };
    let options: Option<Vec<_>> = list.children().take(MAX_OPTIONS).map(option).collect();
    let mut options = options?;
    let labels = take_marks(&mut options);
    Some(Choices { labels: labels.unwrap_or_default(), is_labelled: true, options })
}

/// Reads any other list as options, which only an answer after it makes certain.
pub(super) fn of_list<'a>(list: &'a AstNode<'a>) -> Option<Choices<'a>> {
    let NodeValue::List(kind) = list.data().value else { return None };
    let is_item = |item: &'a AstNode<'a>| matches!(item.data().value, NodeValue::Item(_));
    let option = |item: &'a AstNode<'a>| OptionDraft::of_item(item, false).filter(|_| is_item(item));
    let options: Option<Vec<_>> = list.children().take(MAX_OPTIONS).map(option).collect();
    let mut options = options.filter(|options| options.len() > 1)?;
    let marks = take_marks(&mut options);
    let labels =
        marks.unwrap_or(if kind.list_type == ListType::Ordered { OptionMark::Number } else { OptionMark::Letter });
    let is_labelled = marks.is_some() || kind.list_type == ListType::Ordered;
    Some(Choices { labels, options, is_labelled })
}

/// Finds the marks of all options (`A)`, `B)`, …), if each has its own.
fn take_marks(options: &mut [OptionDraft<'_>]) -> Option<OptionMark> {
    let found: Option<Vec<_>> = options.iter().map(|option| option_mark(&line_text(&option.first))).collect();
    let found = found?;
    let form = found.first()?.0;
    if found.iter().enumerate().any(|(at, (own, index, _))| *own != form || *index != at) {
        return None;
    }
    for (option, (_, _, length)) in options.iter_mut().zip(&found) {
        option.mark = *length;
    }
    Some(form)
}

/// A paragraph whose lines hold options: the lines before them, the options, and the lines from the answer on.
pub(super) struct LetteredLines<'a> {
    pub(super) before: Vec<InlineLine<'a>>,
    pub(super) choices: Choices<'a>,
    pub(super) after: Vec<InlineLine<'a>>,
}

/// Reads a paragraph whose lines hold options.
pub(super) fn of_lines<'a>(paragraph: &'a AstNode<'a>) -> Option<LetteredLines<'a>> {
    if !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return None;
    }
    let mut before = lines_of(paragraph);
    let is_first = |line: &InlineLine<'a>| option_mark(&line_text(line)).is_some_and(|(_, index, _)| index == 0);
    let at = before.iter().position(is_first)?;
    let mut rest = before.split_off(at).into_iter().peekable();
    let mut options: Vec<OptionDraft<'a>> = Vec::new();
    let mut form = OptionMark::Letter;
    while let Some(line) = rest.peek() {
        let words = line_text(line);
        if answer_length(&words).is_some() || explanation_length(&words).is_some() {
            break;
        }
        let mark = option_mark(&words)
            .filter(|(own, index, _)| *index == options.len() && (options.is_empty() || *own == form));
        let line = rest.next().unwrap_or_default();
        if let Some((own, _, mark)) = mark {
            form = own;
            let place = line.first().map_or(paragraph.data().sourcepos, |node| node.data().sourcepos);
            options.push(OptionDraft {
                first: line,
                mark,
                is_right: false,
                more: Vec::new(),
                blocks: Vec::new(),
                note: Vec::new(),
                note_lines: None,
                place,
            });
        } else if let Some(last) = options.last_mut() {
            last.more.push(line);
        }
    }
    let choices = Choices { labels: form, options, is_labelled: true };
    (choices.options.len() > 1).then(|| LetteredLines { before, choices, after: rest.collect() })
}
