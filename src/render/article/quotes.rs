//! Turns quotes and alerts into boxes: definitions, goals, warnings, parts for instructors.

use comrak::nodes::{AlertType, AstNode, NodeAlert, NodeValue};

use super::plain::{Exit, begin_block};
use super::writer::ArticleWriter;
use crate::html::Element;
use crate::lesson::release_time::ReleaseTime;
use crate::lesson::{audience, markdown, normalise, split_icon};

impl ArticleWriter<'_> {
    /// Opens a quote that starts on a line.
    pub(super) fn quote<'n>(&mut self, node: &'n AstNode<'n>, line: usize) -> Exit {
        let quote = Element::new("blockquote").with_some("id", self.term_id(line));
        let taken = take_instructors_mark(node);
        let class = if taken.is_some() { Some("for-instructors") } else { callout(node) };
        let id = begin_block(&mut self.out, quote.with_some("class", class));
        if let Some(length) = taken {
            self.instructors_label(true);
            self.passages.skip(length);
        }
        self.out.line_end();
        Exit::Block(id)
    }

    /// Opens an alert (`> [!NOTE]`).
    pub(super) fn alert(&mut self, alert: &NodeAlert) -> Exit {
        let (class, word) = match alert.alert_type {
            AlertType::Note => ("alert alert-note", "alert_note"),
            AlertType::Tip => ("alert alert-tip", "alert_tip"),
            AlertType::Important => ("alert alert-important", "alert_important"),
            AlertType::Warning => ("alert alert-warning", "alert_warning"),
            AlertType::Caution => ("alert alert-caution", "alert_caution"),
        };
        let title = alert.title.as_deref().unwrap_or(self.word(word)).to_owned();
        let id = begin_block(&mut self.out, Element::new("div").with("class", class).with("role", "note"));
        self.out.element_with_text(Element::new("p").with("class", "alert-title"), title);
        self.out.line_end();
        Exit::Block(id)
    }

    /// Writes the label of a part for instructors on a page for them.
    pub(super) fn instructors_label(&mut self, is_block: bool) {
        let word = self.word("for_instructors").to_owned();
        self.part_label(word, is_block);
    }

    /// Writes the label of a part that is released later on a page for those who see it.
    pub(super) fn release_label(&mut self, time: Option<&ReleaseTime>, is_block: bool) {
        let time = time.map(ToString::to_string).unwrap_or_default();
        let word = self.word("released_at").replace("{time}", &time);
        self.part_label(word, is_block);
    }

    fn part_label(&mut self, word: String, is_block: bool) {
        let name = if is_block { "p" } else { "span" };
        self.out.element_with_text(Element::new(name).with("class", "instructors-label"), word);
    }
}

/// Removes `[!INSTRUCTOR]` from the start of a quote; returns the number of removed bytes.
fn take_instructors_mark<'n>(quote: &'n AstNode<'n>) -> Option<usize> {
    let mut data = quote.first_child().and_then(AstNode::first_child)?.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let mark = audience::quote_mark(text)?.len();
    let rest = text[mark..].trim_start().to_owned();
    let taken = text.len() - rest.len();
    *text = rest.into();
    Some(taken)
}

/// Returns the class of a quote that begins with a bold label that courses use: `> **정의**: …`.
fn callout<'n>(quote: &'n AstNode<'n>) -> Option<&'static str> {
    let strong = quote.first_child()?.first_child()?;
    if !matches!(strong.data().value, NodeValue::Strong) {
        return None;
    }
    let label = normalise(split_icon(&markdown::text(strong)).1);
    let label = label.trim_end_matches([':', '：']);
    let class = match label {
        "정의" | "definition" => "callout definition",
        "목표" | "학습 목표" | "goal" | "objective" => "callout goal",
        "주의" | "경고" | "주의사항" | "caution" | "warning" => "callout caution",
        "참고" | "팁" | "note" | "tip" | "노트" => "callout note",
        "핵심 질문" | "질문" | "question" | "key question" => "callout question",
        _ if label.starts_with("정의 (") || label.starts_with("정의(") => "callout definition",
        _ => return None,
    };
    Some(class)
}
