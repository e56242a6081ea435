//! Turns the questions of a parsed file into facts: their spans, the names of their results, their mistakes.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::markdown::{self, Block};
use crate::lesson::quiz::{QuizFact, QuizNames, QuizPart, QuizProblem, QuizQuestion, bare_words};
use crate::lesson::{Lesson, task};
use crate::message;
use crate::source::{Source, Span};

/// Reads the questions of a file whose headings are known.
pub(super) fn read<'a>(
    root: &'a AstNode<'a>,
    blocks: &[Block],
    source: &Source,
    lesson: &Lesson,
    names: &mut task::Names,
) -> Vec<QuizFact> {
    if !blocks.iter().any(|block| matches!(block, Block::Quiz(_))) {
        return Vec::new();
    }
    let questions: Vec<(&'a AstNode<'a>, &QuizQuestion)> =
        root.descendants().filter_map(|node| Some((node, question_of(node, blocks)?))).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, question) in &questions {
        *uses.entry(&question.options).or_default() += 1;
    }
    let fact = |(node, question): (&'a AstNode<'a>, &QuizQuestion)| {
        let place = node.data().sourcepos;
        let line = place.start.line;
        let is_unique = !question.options.is_empty() && uses.get(&*question.options) == Some(&1);
        QuizFact {
            span: span_of(source, node, question),
            hidden_lines: hidden_lines(node, blocks),
            card: card_key(question),
            names: names_of(question, is_unique, names),
            question: question.clone(),
            section: lesson.section_of(line).map(|heading| heading.id.clone()),
            line,
            column: place.start.column,
        }
    };
    questions.into_iter().map(fact).collect()
}

/// Returns the question that a node is.
fn question_of<'b>(node: &AstNode<'_>, blocks: &'b [Block]) -> Option<&'b QuizQuestion> {
    match part_of(node, blocks)? {
        QuizPart::Question(question) => Some(question),
        _ => None,
    }
}

/// Returns the part of a quiz that a node is.
pub(super) fn part_of<'b>(node: &AstNode<'_>, blocks: &'b [Block]) -> Option<&'b QuizPart> {
    let NodeValue::BlockDirective(directive) = &node.data().value else { return None };
    match blocks.get(directive.info.parse::<usize>().ok()?)? {
        Block::Quiz(part) => Some(part),
        _ => None,
    }
}

/// Returns the span of a question, with the heading above if that is its text.
fn span_of<'a>(source: &Source, node: &'a AstNode<'a>, question: &QuizQuestion) -> Span {
    let span = markdown::span(source, node.data().sourcepos);
    let head = node.previous_sibling().filter(|head| {
        matches!(head.data().value, NodeValue::Heading(_)) && markdown::text(head).trim() == question.stem
    });
    let start = head.map_or(span.start, |head| markdown::span(source, head.data().sourcepos).start);
    // Begins at the start of the line: the indentation of an item belongs to its blocks.
    Span::new(source.line_span(source.line_of(start)).start, span.end)
}

/// Returns the lines of the code blocks in the answer of a question.
fn hidden_lines<'a>(node: &'a AstNode<'a>, blocks: &[Block]) -> Vec<usize> {
    let answer = node.children().find(|child| matches!(part_of(child, blocks), Some(QuizPart::Answer)));
    let inside = answer.into_iter().flat_map(AstNode::descendants);
    let code = inside.filter(|node| matches!(node.data().value, NodeValue::CodeBlock(_)));
    code.map(|node| node.data().sourcepos.start.line).collect()
}

/// Assigns the names of the results of a question.
fn names_of(question: &QuizQuestion, is_unique: bool, names: &mut task::Names) -> QuizNames {
    let words = bare_words(&question.stem);
    let words = if words.is_empty() { &question.options } else { &words };
    let mut of_options = |kind: &str| if is_unique { names.name(kind, &question.options) } else { String::new() };
    let (done_options, missed_options) = (of_options("quiz options"), of_options("missed quiz options"));
    QuizNames {
        done: names.name("quiz", words),
        done_options,
        missed: names.name("missed quiz", words),
        missed_options,
    }
}

/// Returns the key of the study card of a question.
fn card_key(question: &QuizQuestion) -> String {
    /// With 64 bits, the chance that two of 10,000 cards share a key is about 1 in 10¹¹.
    const LENGTH: usize = 16;
    let words = format!("quiz\n{}\n{}", bare_words(&question.stem), question.options);
    blake3::hash(words.as_bytes()).to_hex()[..LENGTH].to_owned()
}

/// Returns the diagnostics of the questions of a lesson.
pub(super) fn problems(lesson: &Lesson) -> impl Iterator<Item = Diagnostic> {
    lesson
        .quizzes
        .iter()
        .flat_map(|quiz| quiz.question.problems.iter().map(|problem| diagnostic(lesson, quiz, problem)))
}

fn diagnostic(lesson: &Lesson, quiz: &QuizFact, problem: &QuizProblem) -> Diagnostic {
    let at = |code, message| Diagnostic::at(&lesson.path, quiz.span, code, message);
    match problem {
        QuizProblem::NoAnswer => at(Code::QuizAnswer, message!("quiz-no-answer")).hint(message!("quiz-no-answer.hint")),
        QuizProblem::NoSuchOption(label) => at(Code::QuizAnswer, message!("quiz-no-such-option", label = &**label))
            .hint(message!("quiz-no-such-option.hint")),
        QuizProblem::Contradiction => {
            at(Code::QuizAnswer, message!("quiz-contradiction")).hint(message!("quiz-contradiction.hint"))
        }
        QuizProblem::Gaps { gaps, answers } => {
            at(Code::QuizAnswer, message!("quiz-gaps", gaps = *gaps, answers = *answers))
                .hint(message!("quiz-gaps.hint"))
        }
        QuizProblem::AllRight => {
            at(Code::QuizOptions, message!("quiz-all-right")).hint(message!("quiz-all-right.hint"))
        }
        QuizProblem::SameOption(option) => at(Code::QuizOptions, message!("quiz-same-option", option = &**option))
            .hint(message!("quiz-same-option.hint")),
        QuizProblem::NoQuestion => {
            at(Code::QuizOptions, message!("quiz-no-question")).hint(message!("quiz-no-question.hint"))
        }
    }
}
