//! Splits a document into runs of blocks in which questions may be: below the headings of quizzes and questions.

use comrak::nodes::{AstNode, NodeValue};

use crate::lesson::markdown::text;
use crate::lesson::quiz::{QuizHeading, quiz_heading};

/// The place of a run, which decides what counts as a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunScope {
    /// Below the heading of a quiz.
    Quiz,
    /// Below the heading of a list of self-checks: its task lists are tasks.
    SelfCheck,
    /// Below a heading that is a question, outside of a quiz: only options with an answer count.
    Question,
    /// In a `quiz` fence: everything counts.
    Fence,
}

/// Blocks between two headings.
pub(super) struct Run<'a> {
    pub(super) scope: RunScope,
    /// The heading above, if it is below that of the quiz: it may be the question.
    pub(super) head: Option<&'a AstNode<'a>>,
    pub(super) blocks: Vec<&'a AstNode<'a>>,
}

/// The most bytes of a paragraph that is a label.
const MAX_LABEL: usize = 120;

/// Returns the runs of a document in which questions may be.
pub(super) fn runs<'a>(root: &'a AstNode<'a>) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    // The heading that opened the quiz, by its level, and the run that takes blocks.
    let mut open: Option<(u8, RunScope)> = None;
    let mut is_in_run = false;
    let mut folds = 0usize;
    for node in root.children() {
        let data = node.data();
        let heading = match &data.value {
            NodeValue::Heading(heading) if folds == 0 => Some(heading.level),
            NodeValue::HtmlBlock(html) => {
                let (opened, closed) = fold_tags(&html.literal);
                folds = (folds + opened).saturating_sub(closed);
                None
            }
            _ => None,
        };
        if let Some(level) = heading {
            let meaning = quiz_heading(&text(node));
            let is_below = open.is_some_and(|(above, _)| level > above);
            let (scope, head) = match meaning {
                Some(QuizHeading::Quiz) => (Some(RunScope::Quiz), None),
                Some(QuizHeading::SelfCheck) => (Some(RunScope::SelfCheck), None),
                Some(QuizHeading::Question) if !is_below => (Some(RunScope::Question), Some(node)),
                _ if is_below => (open.map(|(_, scope)| scope), Some(node)),
                _ => (None, None),
            };
            if scope.is_none() || !is_below {
                open = None;
            }
            if let Some(scope) = scope.filter(|scope| head.is_none() && *scope != RunScope::Question) {
                open = Some((level, scope));
            }
            is_in_run = scope.is_some();
            runs.extend(scope.map(|scope| Run { scope, head, blocks: Vec::new() }));
        } else if let Some(scope) = label_scope(node) {
            is_in_run = true;
            runs.push(Run { scope, head: None, blocks: Vec::new() });
        } else if let Some(run) = runs.last_mut().filter(|_| is_in_run) {
            run.blocks.push(node);
        }
    }
    runs
}

/// Returns the scope that a bold label (`**퀴즈**:`) opens; it ends at the next heading.
fn label_scope<'a>(node: &'a AstNode<'a>) -> Option<RunScope> {
    let only = node.first_child()?;
    let is_label = matches!(node.data().value, NodeValue::Paragraph)
        && node.children().any(|child| matches!(child.data().value, NodeValue::Strong))
        && node.children().count() <= 3;
    if !is_label || matches!(only.data().value, NodeValue::Image(_)) {
        return None;
    }
    let words = text(node);
    let rest = node.last_child().filter(|last| !last.same_node(only)).map(text).unwrap_or_default();
    if words.len() > MAX_LABEL
        || !matches!(rest.trim(), "" | ":" | "：") && !matches!(node.last_child()?.data().value, NodeValue::Strong)
    {
        return None;
    }
    match quiz_heading(words.trim().trim_end_matches([':', '：']))? {
        QuizHeading::Quiz => Some(RunScope::Quiz),
        QuizHeading::SelfCheck => Some(RunScope::SelfCheck),
        QuizHeading::Question => None,
    }
}

/// Counts the start and end tags of folds in raw HTML.
pub(super) fn fold_tags(html: &str) -> (usize, usize) {
    let lower = html.to_ascii_lowercase();
    (lower.matches("<details").count(), lower.matches("</details").count())
}
