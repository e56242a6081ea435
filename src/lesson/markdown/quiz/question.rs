//! Makes the nodes of a question from its drafts, and finds its mistakes.

use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::gaps;
use super::lines::drop_front;
use super::nodes::NodeMaker;
use super::options::{Choices, OptionDraft};
use super::trailing::AnswerDraft;
use crate::lesson::markdown::text;
use crate::lesson::quiz::answer::truth;
use crate::lesson::quiz::option_mark::named_options;
use crate::lesson::quiz::{Accepted, OptionMark, QuizKind, QuizPart, QuizProblem, QuizQuestion, bare_words};

/// A question that was found; nothing is moved yet.
pub(super) struct QuestionDraft<'a> {
    /// The blocks of the question itself; empty if it is the heading above.
    pub(super) stem: Vec<&'a AstNode<'a>>,
    /// Its words.
    pub(super) words: String,
    pub(super) form: DraftForm<'a>,
    pub(super) answer: AnswerDraft<'a>,
    /// The place at which it begins.
    pub(super) anchor: &'a AstNode<'a>,
}

/// The way in which a question is answered.
pub(super) enum DraftForm<'a> {
    Choices(Choices<'a>),
    /// By a text, true or false, or thinking.
    Written,
    /// The items of a list, in order.
    Order(Vec<OptionDraft<'a>>),
    /// The rows of a table with two columns, each two cells.
    Match(Vec<(&'a AstNode<'a>, &'a AstNode<'a>)>),
}

/// A judged question: its kind, the right options, and the part of the answer's text that explains it.
struct Judgement {
    kind: QuizKind,
    right: Vec<usize>,
    rest: Option<String>,
    problems: Vec<QuizProblem>,
}

impl<'a> QuestionDraft<'a> {
    /// Tests whether it is certainly a question of its form; a list without marks needs an answer that names its options.
    pub(super) fn is_certain(&self) -> bool {
        match &self.form {
            DraftForm::Choices(choices) => {
                choices.options.iter().any(|option| option.is_right)
                    || self.answer.value.as_deref().is_some_and(|value| chosen(value, choices).is_some())
            }
            DraftForm::Written => self.answer.value.as_deref().is_some_and(|value| !value.is_empty()),
            DraftForm::Order(items) => items.len() > 1,
            DraftForm::Match(rows) => rows.len() > 1,
        }
    }

    /// Returns it with further blocks that are empty once it is made.
    pub(super) fn with_shells(mut self, shells: &[&'a AstNode<'a>]) -> Self {
        self.answer.add_shells(shells);
        self
    }

    /// Makes its nodes before its first block; returns the node.
    pub(super) fn make(mut self, maker: &mut NodeMaker<'a, '_>) -> &'a AstNode<'a> {
        let verdict = self.verdict();
        let place = self.place();
        let question = QuizQuestion {
            labels: match &self.form {
                DraftForm::Choices(choices) => choices.labels,
                _ => OptionMark::Letter,
            },
            stem: self.words.trim().to_owned(),
            options: self.option_words(),
            kind: verdict.kind,
            right: verdict.right,
            problems: verdict.problems,
        };
        if matches!(question.kind, QuizKind::Blanks(_)) {
            gaps::make(maker, &self.stem);
        }
        let node = maker.part(QuizPart::Question(Box::new(question)), place);
        self.stem.first().copied().unwrap_or(self.anchor).insert_before(node);
        for block in &self.stem {
            unwrap_item(node, block);
        }
        let mut answer = Vec::new();
        match self.form {
            DraftForm::Choices(choices) => append_options(maker, node, choices.options, false, &mut answer),
            DraftForm::Order(items) => append_options(maker, node, items, true, &mut answer),
            DraftForm::Match(rows) => append_pairs(maker, node, &rows),
            DraftForm::Written => {}
        }
        // The block that held the options is empty, or was one of the blocks of the question.
        if !self.stem.iter().any(|block| block.same_node(self.anchor)) {
            self.anchor.detach();
        }
        answer.extend(self.answer.explanation(maker, verdict.rest.as_deref()));
        let part = maker.part(QuizPart::Answer, place);
        node.append(part);
        for block in answer {
            flatten_headings(maker, block);
            part.append(block);
        }
        node
    }

    fn place(&self) -> Sourcepos {
        let first = self.stem.first().copied().unwrap_or(self.anchor).data().sourcepos;
        let last = self.anchor.data().sourcepos;
        Sourcepos { start: first.start, end: self.answer.end().map_or(last.end, |end| end.max(last.end)) }
    }

    /// Judges the question.
    fn verdict(&self) -> Judgement {
        let value = self.answer.value.as_deref();
        match &self.form {
            DraftForm::Choices(choices) => judge_choices(choices, value),
            DraftForm::Order(_) => {
                Judgement { kind: QuizKind::Order, right: Vec::new(), rest: None, problems: Vec::new() }
            }
            DraftForm::Match(_) => {
                Judgement { kind: QuizKind::Match, right: Vec::new(), rest: None, problems: Vec::new() }
            }
            DraftForm::Written => judge_written(gaps::count(&self.stem), value.unwrap_or_default()),
        }
    }

    /// Returns the words of its options, sorted.
    fn option_words(&self) -> String {
        let mut words: Vec<String> = match &self.form {
            DraftForm::Choices(choices) => choices.options.iter().map(|option| bare_words(&option.words())).collect(),
            DraftForm::Order(items) => items.iter().map(|item| bare_words(&item.words())).collect(),
            DraftForm::Match(rows) => {
                rows.iter().map(|(left, right)| bare_words(&(text(left) + &text(right)))).collect()
            }
            DraftForm::Written => vec![bare_words(self.answer.value.as_deref().unwrap_or_default())],
        };
        words.sort_unstable();
        words.join("\n")
    }
}

/// Returns the options that an answer names, by their labels or words, and the text after them.
fn chosen<'v>(value: &'v str, choices: &Choices<'_>) -> Option<(Vec<usize>, &'v str)> {
    let bare = bare_words(value);
    let same = choices.options.iter().position(|option| !bare.is_empty() && bare_words(&option.words()) == bare);
    if let Some(same) = same {
        return Some((vec![same], ""));
    }
    let (found, rest) = named_options(value).filter(|_| choices.is_labelled)?;
    let repeats = found.len() == 1
        && choices.options.get(found[0]).is_some_and(|option| bare_words(&option.words()) == bare_words(rest));
    Some((found, if repeats { "" } else { rest }))
}

fn judge_choices(choices: &Choices<'_>, value: Option<&str>) -> Judgement {
    let count = choices.options.len();
    let marked: Vec<usize> = (0..count).filter(|&at| choices.options[at].is_right).collect();
    let mut problems = Vec::new();
    let mut right = marked.clone();
    let mut rest = None;
    if let Some((named, after)) = value.and_then(|value| chosen(value, choices)) {
        if let Some(&wrong) = named.iter().find(|&&at| at >= count) {
            problems.push(QuizProblem::NoSuchOption(choices.labels.label(wrong)));
        } else if !marked.is_empty() && marked != named {
            problems.push(QuizProblem::Contradiction);
        } else {
            rest = Some(after.to_owned());
        }
        if marked.is_empty() {
            right = named.into_iter().filter(|&at| at < count).collect();
        }
    }
    let all: Vec<String> = choices.options.iter().map(|option| option.words().trim().to_owned()).collect();
    if let Some(at) = (1..count).find(|&at| !all[at].is_empty() && all[..at].contains(&all[at])) {
        problems.push(QuizProblem::SameOption(choices.options[at].words().trim().to_owned()));
    }
    if right.is_empty() && problems.is_empty() {
        problems.push(QuizProblem::NoAnswer);
    } else if right.len() == count {
        problems.push(QuizProblem::AllRight);
    }
    let kind = if right.len() > 1 { QuizKind::Several } else { QuizKind::One };
    Judgement { kind, right, rest, problems }
}

fn judge_written(gaps: usize, value: &str) -> Judgement {
    let verdict =
        |kind, right, rest: Option<&str>, problems| Judgement { kind, right, rest: rest.map(str::to_owned), problems };
    if gaps > 0 {
        let answers = Accepted::parse_gaps(value, gaps);
        if answers.len() == gaps {
            return verdict(QuizKind::Blanks(answers), Vec::new(), Some(""), Vec::new());
        }
        let problem = QuizProblem::Gaps { gaps, answers: answers.len() };
        return verdict(QuizKind::Open, Vec::new(), None, vec![problem]);
    }
    if let Some((is_true, rest)) = truth(value) {
        return verdict(QuizKind::TrueFalse, vec![usize::from(!is_true)], Some(rest), Vec::new());
    }
    match Accepted::parse(value) {
        Some(accepted) => verdict(QuizKind::Text(accepted), Vec::new(), Some(""), Vec::new()),
        None => verdict(QuizKind::Open, Vec::new(), None, Vec::new()),
    }
}

/// Appends a block of the question; of a list with a single item, its content.
fn unwrap_item<'a>(parent: &'a AstNode<'a>, block: &'a AstNode<'a>) {
    if !matches!(block.data().value, NodeValue::List(_)) {
        parent.append(block);
        return;
    }
    let items: Vec<&'a AstNode<'a>> = block.children().collect();
    for item in items {
        parent.extend(item.children().collect::<Vec<_>>());
    }
    block.detach();
}

/// Appends the options of a question, and collects their explanations.
fn append_options<'a>(
    maker: &mut NodeMaker<'a, '_>,
    parent: &'a AstNode<'a>,
    options: Vec<OptionDraft<'a>>,
    is_secret: bool,
    notes: &mut Vec<&'a AstNode<'a>>,
) {
    let place = parent.data().sourcepos;
    let list = maker.part(QuizPart::Options { is_secret }, place);
    parent.append(list);
    let mut options: Vec<(usize, OptionDraft<'a>)> = options.into_iter().enumerate().collect();
    if is_secret {
        shuffle(&mut options);
    }
    for (at, mut option) in options {
        let node = maker.part(QuizPart::Option(at), option.place);
        list.append(node);
        drop_front(&mut option.first, option.mark);
        let mut lines = vec![option.first];
        lines.append(&mut option.more);
        node.append(maker.paragraph(&lines, option.place));
        node.extend(option.blocks);
        let mut note: Vec<&'a AstNode<'a>> = Vec::new();
        if let Some((mut lines, length)) = option.note_lines {
            lines.iter_mut().take(1).for_each(|line| drop_front(line, length));
            note.push(maker.paragraph(&lines, option.place));
        }
        for block in option.note {
            if matches!(block.data().value, NodeValue::BlockQuote) {
                note.extend(block.children().collect::<Vec<_>>());
                block.detach();
            } else {
                note.push(block);
            }
        }
        if !note.is_empty() {
            let part = maker.part(QuizPart::OptionNote(at), option.place);
            part.extend(note);
            notes.push(part);
        }
    }
}

/// Puts options in an order that depends on their words only, and is not their own.
fn shuffle(options: &mut [(usize, OptionDraft<'_>)]) {
    options.sort_by_cached_key(|(_, option)| *blake3::hash(option.words().as_bytes()).as_bytes());
    if options.iter().enumerate().all(|(at, (own, _))| at == *own) {
        options.rotate_left(1);
    }
}

/// Appends the pairs of a question.
fn append_pairs<'a>(
    maker: &mut NodeMaker<'a, '_>,
    parent: &'a AstNode<'a>,
    rows: &[(&'a AstNode<'a>, &'a AstNode<'a>)],
) {
    let list = maker.part(QuizPart::Options { is_secret: true }, parent.data().sourcepos);
    parent.append(list);
    for (at, (left, right)) in rows.iter().enumerate() {
        let place = left.data().sourcepos;
        let pair = maker.part(QuizPart::Option(at), place);
        list.append(pair);
        for (cell, is_second) in [(left, false), (right, true)] {
            let side = maker.part(QuizPart::Side(is_second), cell.data().sourcepos);
            pair.append(side);
            side.append(maker.paragraph(&[cell.children().collect()], cell.data().sourcepos));
        }
    }
}

/// Makes bold paragraphs of the headings in a block: the outline of a page must not state answers.
pub(super) fn flatten_headings<'a>(maker: &NodeMaker<'a, '_>, block: &'a AstNode<'a>) {
    let headings: Vec<&'a AstNode<'a>> =
        block.descendants().filter(|node| matches!(node.data().value, NodeValue::Heading(_))).collect();
    for heading in headings {
        let place = heading.data().sourcepos;
        heading.data_mut().value = NodeValue::Paragraph;
        let strong = maker.node(NodeValue::Strong, place);
        let children: Vec<&'a AstNode<'a>> = heading.children().collect();
        heading.append(strong);
        strong.extend(children);
    }
}
