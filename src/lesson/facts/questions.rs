//! Turns the self-check sections of a parsed file into questions with the answers that follow them.

use comrak::nodes::{AstNode, NodeValue};

use crate::lesson::question::{
    ParsedQuestion, Question, answer_in, inside_details, is_question_heading, read_paragraph,
};
use crate::lesson::{Lesson, markdown, terms};
use crate::source::{Source, Span};

/// The form that opened the current section of questions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// A heading of this level: the section ends at the next heading of the same or a higher level.
    Heading(u8),
    /// A bold label: the section ends at the next heading or label.
    Label,
}

/// A walk over the blocks of a file.
struct Walk<'a> {
    source: &'a Source,
    lesson: &'a Lesson,
    opened: Option<Opened>,
    /// A heading that is itself a question (`### Q1. Why?`), with the span of the content below it so far.
    asked_by_heading: Option<(Span, usize, Option<Span>)>,
    questions: Vec<Question>,
}

/// Reads the questions of a file whose headings are known.
pub(super) fn read<'a>(root: &'a AstNode<'a>, source: &Source, lesson: &Lesson) -> Vec<Question> {
    let mut walk = Walk { source, lesson, opened: None, asked_by_heading: None, questions: Vec::new() };
    for block in root.children() {
        walk.block(block);
    }
    walk.end_heading();
    walk.questions
}

impl Walk<'_> {
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        let place = node.data().sourcepos;
        let span = markdown::span(self.source, place);
        let level = match node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        if let Some(level) = level {
            self.heading(node, level, span);
            return;
        }
        let label = match node.data().value {
            NodeValue::Paragraph => terms::read_label(self.text(span)),
            _ => None,
        };
        if let Some(label) = label {
            if is_question_heading(label) {
                self.opened = Some(Opened::Label);
            } else if self.opened == Some(Opened::Label) {
                self.opened = None;
            }
            return;
        }
        if self.opened.is_none() {
            return;
        }
        if matches!(node.data().value, NodeValue::BlockDirective(_)) {
            // A question of a quiz has its own card.
            self.asked_by_heading = None;
        }
        if let Some((_, _, below)) = &mut self.asked_by_heading {
            if !matches!(node.data().value, NodeValue::ThematicBreak) {
                *below = Some(below.map_or(span, |first| Span::new(first.start, span.end)));
            }
            return;
        }
        match node.data().value {
            NodeValue::List(_) => node.children().for_each(|item| self.item(item)),
            NodeValue::Paragraph => self.paragraph(span, place.start.line),
            NodeValue::HtmlBlock(_) => self.details(span.start, self.source.text.len()),
            _ => {}
        }
    }

    fn heading<'a>(&mut self, node: &'a AstNode<'a>, level: u8, span: Span) {
        self.end_heading();
        let text = markdown::text(node);
        if is_question_heading(&text) {
            self.opened = Some(Opened::Heading(level));
            return;
        }
        let is_below = matches!(self.opened, Some(Opened::Heading(open)) if level > open);
        if !is_below {
            self.opened = None;
            return;
        }
        // The text of the heading without its number signs: `### Q1. Why?`.
        let written = self.text(span).trim_start_matches('#').trim_end_matches('#').trim();
        let offset = span.start + self.text(span).find(written).unwrap_or_default();
        if let Some(asked) = read_paragraph(written, offset).filter(|asked| asked.is_plain) {
            self.asked_by_heading = Some((asked.text, node.data().sourcepos.start.line, None));
        }
    }

    /// Ends a question in a heading: all content below it is its answer.
    fn end_heading(&mut self) {
        let Some((text, line, below)) = self.asked_by_heading.take() else { return };
        let answer = below.map(|below| {
            let marked = answer_in(self.text(below)).map(|at| Span::new(below.start + at, below.end));
            marked.or_else(|| inside_details(&self.source.text, below.start, below.end)).unwrap_or(below)
        });
        self.push(text, answer, line);
    }

    /// Reads a list item: its first paragraph is the question, the content below it may be the answer.
    fn item<'a>(&mut self, item: &'a AstNode<'a>) {
        let place = item.data().sourcepos;
        let whole = markdown::span(self.source, place);
        let Some(first) = item.first_child().filter(|node| matches!(node.data().value, NodeValue::Paragraph)) else {
            return;
        };
        let span = markdown::span(self.source, first.data().sourcepos);
        // A checkbox belongs to the item, not to the question.
        let text = self.text(span);
        let inner = ["[ ]", "[x]", "[X]"].iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text);
        let offset = span.end - inner.len();
        let Some(asked) = read_paragraph(inner, offset) else { return };
        let answer = asked
            .answer
            .or_else(|| first.following_siblings().skip(1).find_map(|block| self.answer_of(block, whole.end)));
        self.take(ParsedQuestion { answer, ..asked }, place.start.line);
    }

    /// Returns the span of the answer that a block below a question gives.
    fn answer_of<'a>(&self, block: &'a AstNode<'a>, until: usize) -> Option<Span> {
        let span = markdown::span(self.source, block.data().sourcepos);
        match block.data().value {
            NodeValue::Paragraph => answer_in(self.text(span)).map(|at| Span::new(span.start + at, span.end)),
            NodeValue::HtmlBlock(_) => inside_details(&self.source.text, span.start, until),
            NodeValue::List(_) => {
                let paragraph = block.first_child()?.first_child()?;
                let span = markdown::span(self.source, paragraph.data().sourcepos);
                answer_in(self.text(span)).map(|at| Span::new(span.start + at, span.end))
            }
            _ => None,
        }
    }

    /// Reads a paragraph as a question, or as the answer to the question before it.
    fn paragraph(&mut self, span: Span, line: usize) {
        let text = self.text(span);
        if let Some(asked) = read_paragraph(text, span.start) {
            self.take(asked, line);
        } else {
            let answer = answer_in(text).map(|at| Span::new(span.start + at, span.end));
            self.answer_last(answer);
        }
    }

    fn details(&mut self, start: usize, until: usize) {
        self.answer_last(inside_details(&self.source.text, start, until));
    }

    fn answer_last(&mut self, answer: Option<Span>) {
        if let Some(last) = self.questions.last_mut().filter(|last| last.answer.is_none()) {
            last.answer = answer;
        }
    }

    fn take(&mut self, asked: ParsedQuestion, line: usize) {
        if asked.is_plain || asked.answer.is_some() {
            self.push(asked.text, asked.answer, line);
        }
    }

    fn push(&mut self, text: Span, answer: Option<Span>, line: usize) {
        let section = self.lesson.section_of(line).map(|heading| heading.id.clone());
        self.questions.push(Question { text, answer, section, line });
    }

    fn text(&self, span: Span) -> &str {
        &self.source.text[span.start..span.end]
    }
}
