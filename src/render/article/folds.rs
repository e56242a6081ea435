//! Turns sections with a hint or an answer into folded ones that a reader opens.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};

use super::writer::ArticleWriter;
use crate::course::EntryKind;
use crate::html::{Element, NodeId, TagKind, tags};
use crate::lesson::{normalise, step};

/// Headings of folded sections, also before a number, a colon or a bracket: `힌트 2`, `Hint: the port`.
const HINTS: [&str; 3] = ["힌트", "hints", "hint"];

/// Headings of folded sections, if they have no other word.
const ANSWERS: [&str; 7] = ["정답", "해답", "모범 답안", "모범답안", "answers", "answer", "answer key"];

/// Headings of folded sections on pages of exercises; on other pages a solution is part of the lesson.
const SOLUTIONS: [&str; 5] = ["풀이", "정답과 풀이", "solutions", "solution", "sample solution"];

/// The sections of a document that are folded.
#[derive(Debug, Default)]
pub(super) struct Folds {
    /// By the index of a heading among the document's children: the index of its section's last block.
    planned: BTreeMap<usize, usize>,
    /// The index of the child that is being written.
    child: usize,
    open: Option<OpenFold>,
}

/// The fold that is being written.
#[derive(Debug)]
struct OpenFold {
    details: NodeId,
    /// The `<summary>` with the heading. It is a control, which must not contain another: no link, no anchor.
    summary: Option<NodeId>,
    /// The index of the last block.
    last: usize,
}

impl Folds {
    /// Tests whether the writer is inside a `<summary>`.
    pub(super) fn is_in_summary(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.summary.is_some())
    }
}

impl ArticleWriter<'_> {
    /// Finds the sections to fold.
    pub(super) fn plan_folds<'n>(&mut self, root: &'n AstNode<'n>) {
        let kind = self.page.map(|page| self.context.course.entries[page].kind);
        let is_exercise = matches!(kind, Some(EntryKind::Lab | EntryKind::HandsOn | EntryKind::Challenge));
        let mut past = 0;
        for (index, node) in root.children().enumerate() {
            let line = node.data().sourcepos.start.line;
            let is_section = level(node).is_some_and(|level| level > 1);
            let Some((heading, _)) = self.headings.get(&line).filter(|_| is_section && index >= past) else { continue };
            let has_link = node.descendants().any(|inner| matches!(inner.data().value, NodeValue::Link(_)));
            if has_link || !hides(&heading.text, is_exercise) {
                continue;
            }
            let Some(length) = length_of_section(node, heading.level) else { continue };
            self.folds.planned.insert(index, index + length);
            past = index + length + 1;
        }
    }

    /// Begins the fold whose heading is the next child of the document, if it is one.
    pub(super) fn enter_fold(&mut self) {
        if let Some(&last) = self.folds.planned.get(&self.folds.child) {
            let details = self.out.open(Element::new("details").with("class", "fold"));
            let summary = Some(self.out.open(Element::new("summary")));
            self.folds.open = Some(OpenFold { details, summary, last });
        }
    }

    /// Closes the elements that end with a child of the document: the summary of a fold, or the fold.
    pub(super) fn leave_fold(&mut self) {
        let child = self.folds.child;
        self.folds.child += 1;
        let Some(open) = &mut self.folds.open else { return };
        if let Some(summary) = open.summary.take() {
            self.out.close(summary);
        }
        if open.last == child {
            self.out.close(open.details);
            self.folds.open = None;
        }
    }
}

fn hides(text: &str, is_exercise: bool) -> bool {
    let text = normalise(text);
    let follows = |word: &str| {
        let rest = text.strip_prefix(word)?.trim_start();
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        Some(rest.strip_prefix("보기").unwrap_or(rest).trim_start())
    };
    let alone = |word: &str| follows(word) == Some("");
    HINTS
        .iter()
        .filter_map(|word| follows(word))
        .any(|rest| rest.starts_with('(') || step::after_separator(rest).is_some())
        || ANSWERS.iter().any(|word| alone(word))
        || (is_exercise && SOLUTIONS.iter().any(|word| alone(word)))
}

/// Returns the number of blocks in a heading's section; `None` if the section cannot be folded.
///
/// A thematic break ends the section, and so does unbalanced raw HTML: an
/// element must not begin inside the fold and end outside.
fn length_of_section<'a>(heading: &'a AstNode<'a>, own: u8) -> Option<usize> {
    let inside = |node: &&'a AstNode<'a>| match &node.data().value {
        NodeValue::Heading(heading) => heading.level > own,
        NodeValue::ThematicBreak | NodeValue::FootnoteDefinition(_) => false,
        NodeValue::HtmlBlock(html) => is_balanced(&html.literal),
        _ => true,
    };
    let mut section = heading.following_siblings().skip(1).take_while(inside).peekable();
    // A hint that its author folds with `<details>` is not folded again.
    let is_folded = section.peek().is_some_and(
        |first| matches!(&first.data().value, NodeValue::HtmlBlock(html) if html.literal.trim_start().starts_with("<details")),
    );
    let length = if is_folded { 0 } else { section.count() };
    (length > 0).then_some(length)
}

fn is_balanced(html: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html) {
        match tag.kind {
            TagKind::Open => open.push(tag.name),
            TagKind::Close if open.pop().is_none_or(|name| name != tag.name) => return false,
            TagKind::Close | TagKind::Void => {}
        }
    }
    open.is_empty()
}

fn level<'a>(node: &'a AstNode<'a>) -> Option<u8> {
    match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_hide() {
        for text in [
            "힌트",
            "힌트 2",
            "힌트 보기",
            "Hint 1: the port",
            "Hints",
            "힌트 (막힐 때만)",
            "정답",
            "해답 3",
            "Answer key",
        ] {
            assert!(hides(text, false), "{text}");
        }
        for text in ["Solution", "풀이"] {
            assert!(hides(text, true) && !hides(text, false), "{text}");
        }
        for text in ["힌트를 주는 법", "Hinting", "정답률", "정답: 3", "Solution architecture", "Hints for success", ""]
        {
            assert!(!hides(text, true), "{text}");
        }
    }

    #[test]
    fn html_that_stands_by_itself() {
        assert!(is_balanced("<div><b>a</b><br></div>") && is_balanced("<!-- a -->"));
        assert!(!is_balanced("<div>") && !is_balanced("</div>") && !is_balanced("<b><i></b></i>"));
    }
}
