//! Reads the answer and the explanation after a question: `**Answer:** B`, `해설: …`, a quote, a fold.

use comrak::Options;
use comrak::nodes::{AstNode, LineColumn, NodeValue};

use super::lines::{drop_front, line_text, lines_of};
use super::nodes::NodeMaker;
use super::sections::{RunScope, fold_tags};
use crate::html;
use crate::lesson::markdown::{Block, BoxKind, KnownKind, text};
use crate::lesson::quiz::answer::{answer_length, explanation_length, is_answer_summary, truth};
use crate::lesson::quiz::option_mark::named_options;

/// The answer of a question that was found; nothing is moved yet.
#[derive(Default)]
pub(super) struct AnswerDraft<'a> {
    /// The plain text of the answer.
    pub(super) value: Option<String>,
    /// The block and the line that hold it, with the bytes before it.
    marked: Option<(&'a AstNode<'a>, usize, usize)>,
    /// The blocks of answer and explanation, in order.
    blocks: Vec<&'a AstNode<'a>>,
    /// The blocks around them, which are removed.
    shells: Vec<&'a AstNode<'a>>,
    /// The number of blocks after the question that it takes.
    pub(super) length: usize,
}

/// Reads answers.
pub(super) struct TrailingReader<'a, 'r, 'b> {
    pub(super) maker: &'r NodeMaker<'a, 'b>,
    pub(super) options: &'r Options<'static>,
    pub(super) scope: RunScope,
}

impl<'a> AnswerDraft<'a> {
    /// Adds blocks; the first line that opens an answer states it. In a fold, a first line that is an answer needs no words
    /// before it.
    pub(super) fn add(&mut self, blocks: &[&'a AstNode<'a>], is_fold: bool) {
        for block in blocks {
            let is_text = matches!(block.data().value, NodeValue::Paragraph | NodeValue::Heading(_));
            if is_text && self.value.is_none() {
                self.find(block, is_fold && self.blocks.is_empty());
            }
            self.blocks.push(block);
        }
    }

    fn find(&mut self, block: &'a AstNode<'a>, may_be_bare: bool) {
        for (at, line) in lines_of(block).iter().enumerate() {
            let words = line_text(line);
            let bare = || {
                let is_answer = named_options(&words).is_some() || truth(&words).is_some();
                (may_be_bare && at == 0 && is_answer).then_some(0)
            };
            if let Some(length) = answer_length(&words).or_else(bare) {
                self.value = Some(words[length..].trim().to_owned());
                self.marked = Some((block, at, length));
                return;
            }
        }
    }

    /// Adds the blocks of another draft that follow: the first answer counts.
    pub(super) fn join(&mut self, more: Self) {
        if self.value.is_none() {
            (self.value, self.marked) = (more.value, more.marked);
        }
        self.blocks.extend(more.blocks);
        self.shells.extend(more.shells);
        self.length += more.length;
    }

    /// Adds blocks that are empty once the question is made.
    pub(super) fn add_shells(&mut self, shells: &[&'a AstNode<'a>]) {
        self.shells.extend(shells);
    }

    /// Returns the place of its last block.
    pub(super) fn end(&self) -> Option<LineColumn> {
        let ends = self.blocks.iter().chain(&self.shells).map(|block| block.data().sourcepos.end);
        ends.max()
    }

    /// Returns the blocks of the explanation. `rest` is the part of the answer's text that explains it; `None` keeps all of it.
    pub(super) fn explanation(&mut self, maker: &NodeMaker<'a, '_>, rest: Option<&str>) -> Vec<&'a AstNode<'a>> {
        for shell in self.shells.drain(..) {
            shell.detach();
        }
        let value = self.value.clone().unwrap_or_default();
        let mut kept = Vec::new();
        for block in std::mem::take(&mut self.blocks) {
            let place = block.data().sourcepos;
            if !matches!(block.data().value, NodeValue::Paragraph | NodeValue::Heading(_)) {
                kept.push(block);
                continue;
            }
            let mut lines = lines_of(block);
            for (at, line) in lines.iter_mut().enumerate() {
                let words = line_text(line);
                if let Some((_, _, length)) =
                    self.marked.filter(|(marked, marked_at, _)| marked.same_node(block) && *marked_at == at)
                {
                    let taken = rest.map_or(0, |rest| value.len() - rest.len());
                    drop_front(line, length + taken);
                    if rest == Some("") {
                        line.clear();
                    }
                } else if let Some(length) = explanation_length(&words) {
                    drop_front(line, length);
                }
            }
            let paragraph = maker.paragraph(&lines, place);
            block.detach();
            if paragraph.first_child().is_some() {
                kept.push(paragraph);
            }
        }
        kept
    }
}

impl<'a> TrailingReader<'a, '_, '_> {
    /// Reads the blocks after a question. `is_last` states that no question follows.
    pub(super) fn read(&self, blocks: &[&'a AstNode<'a>], is_last: bool) -> AnswerDraft<'a> {
        let mut draft = AnswerDraft::default();
        // Whether a line such as `해설:` expects the next block.
        let mut expects = false;
        while let Some(&block) = blocks.get(draft.length) {
            let is_first = draft.length == 0;
            let taken = match &block.data().value {
                NodeValue::Paragraph => {
                    let opens = lines_of(block).first().and_then(|line| opening(&line_text(line)));
                    let is_text = opens.is_some_and(|is_answer| !is_answer || draft.value.is_none());
                    (is_text || expects || self.takes_all(is_last)).then(|| (vec![block], None))
                }
                NodeValue::BlockQuote => {
                    let children: Vec<_> = block.children().collect();
                    let opens = children.first().is_some_and(|first| opening(&text(first)).is_some());
                    (opens || is_first || self.takes_all(is_last)).then_some((children, Some(block)))
                }
                NodeValue::BlockDirective(_) => self.boxed(block).map(|children| (children, Some(block))),
                NodeValue::HtmlBlock(_) => {
                    if let Some(length) = self.fold(&blocks[draft.length..], &mut draft) {
                        draft.length += length;
                        continue;
                    }
                    None
                }
                NodeValue::Heading(_) | NodeValue::ThematicBreak => None,
                _ => (expects || self.takes_all(is_last)).then(|| (vec![block], None)),
            };
            let Some((children, shell)) = taken else { break };
            let is_box = matches!(block.data().value, NodeValue::BlockDirective(_));
            draft.add(&children, is_box);
            draft.shells.extend(shell);
            draft.length += 1;
            expects = matches!(block.data().value, NodeValue::Paragraph) && is_only_opening(&text(block));
        }
        draft
    }

    /// Tests whether all blocks up to the end explain the question: in a fence, those after its only or last question.
    fn takes_all(&self, is_last: bool) -> bool {
        is_last && self.scope == RunScope::Fence
    }

    /// Returns the content of a box that holds an answer.
    fn boxed(&self, node: &'a AstNode<'a>) -> Option<Vec<&'a AstNode<'a>>> {
        let data = node.data();
        let NodeValue::BlockDirective(directive) = &data.value else { return None };
        let Some(Block::Box(block)) = directive.info.parse::<usize>().ok().and_then(|at| self.maker.blocks.get(at))
        else {
            return None;
        };
        let title = node.first_child().filter(|first| matches!(first.data().value, NodeValue::CalloutTitle));
        let is_solution = block.kind == BoxKind::Known(KnownKind::Solution);
        let says_so = title.is_some_and(|title| is_answer_summary(&text(title)));
        let is_answer = is_solution || (block.fold.is_some() && says_so);
        if !is_answer {
            return None;
        }
        Some(node.children().filter(|child| title.is_none_or(|title| !title.same_node(child))).collect())
    }

    /// Reads a fold in raw HTML whose summary announces an answer; returns the number of its blocks.
    fn fold(&self, blocks: &[&'a AstNode<'a>], draft: &mut AnswerDraft<'a>) -> Option<usize> {
        let literal = |node: &'a AstNode<'a>| match &node.data().value {
            NodeValue::HtmlBlock(html) => Some(html.literal.clone()),
            _ => None,
        };
        let first = blocks.first().copied()?;
        let start = literal(first)?;
        let lower = start.to_ascii_lowercase();
        if !lower.trim_start().starts_with("<details") {
            return None;
        }
        let summary_end = lower.find("</summary>")?;
        let summary = html::words(&start[..summary_end]);
        let states = answer_length(&summary).is_some();
        if !states && !is_answer_summary(&summary) {
            return None;
        }
        let inner = &start[summary_end + "</summary>".len()..];
        let (mut depth, closed) = fold_tags(&start);
        depth = depth.saturating_sub(closed);
        let place = first.data().sourcepos;
        let mut found = Vec::new();
        if states {
            found.extend(self.parsed(&summary, place));
        }
        let mut length = 1;
        if depth == 0 {
            let end = inner.to_ascii_lowercase().find("</details").unwrap_or(inner.len());
            found.extend(self.parsed(&inner[..end], place));
        } else {
            found.extend(self.parsed(inner, place));
            for &node in &blocks[1..] {
                length += 1;
                let Some(html) = literal(node) else {
                    found.push(node);
                    continue;
                };
                let (opened, closed) = fold_tags(&html);
                depth = (depth + opened).saturating_sub(closed);
                if depth == 0 {
                    let end = html.to_ascii_lowercase().find("</details").unwrap_or(html.len());
                    found.extend(self.parsed(&html[..end], node.data().sourcepos));
                    draft.shells.push(node);
                    break;
                }
                found.push(node);
            }
        }
        draft.shells.push(first);
        draft.add(&found, true);
        Some(length)
    }

    /// Parses Markdown in raw HTML; tags without words are no content.
    fn parsed(&self, markdown: &str, place: comrak::nodes::Sourcepos) -> Vec<&'a AstNode<'a>> {
        if html::words(markdown).trim().is_empty() {
            return Vec::new();
        }
        let root = comrak::parse_document(self.maker.arena, markdown.trim(), self.options);
        for node in root.descendants() {
            node.data_mut().sourcepos = place;
        }
        root.children().collect()
    }
}

/// Tests whether a line opens an answer (`true`) or an explanation (`false`).
fn opening(line: &str) -> Option<bool> {
    answer_length(line).map(|_| true).or_else(|| explanation_length(line).map(|_| false))
}

/// Tests whether a text is only the words that open an answer or an explanation.
fn is_only_opening(words: &str) -> bool {
    let length = answer_length(words).or_else(|| explanation_length(words));
    length.is_some_and(|length| words[length..].trim().is_empty())
}
