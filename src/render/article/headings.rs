//! Turns headings into those of the page: an id, a level without gaps, a checkbox for steps, an anchor, emoji in elements of their own.

use comrak::nodes::{AstNode, NodeValue};

use super::code::is_output_label;
use super::nodes::NodeExit;
use super::plain;
use super::writer::ArticleWriter;
use crate::html::{Element, NodeId};
use crate::lesson::{self, markdown, step, time};
use crate::render::role::Role;
use crate::site::path::encode_fragment;

/// The elements after the text of a heading.
pub(super) struct HeadingEnd {
    element: NodeId,
    /// The duration that it states.
    duration: Option<String>,
    /// The id of its anchor; `None` in the summary of a fold, a control that must not contain another.
    anchor: Option<String>,
}

impl ArticleWriter<'_> {
    /// Opens a heading.
    pub(super) fn heading<'n>(&mut self, node: &'n AstNode<'n>, line: usize) -> NodeExit {
        if markdown::is_empty_heading(node) {
            return plain::Exit::Nothing.into();
        }
        let Some(&(heading, level)) = self.headings.get(&line) else {
            return plain::enter(&mut self.out, node).1.into();
        };
        self.code.label = Some(heading.text.clone()).filter(|text| is_output_label(text));
        self.code.section = Some(heading.text.clone()).filter(|text| !text.is_empty());
        // A nested heading of level 1 is shown at level 2.
        let name = ["h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(2, 6)) - 2];
        let element = plain::begin_block(&mut self.out, Element::new(name).with("id", heading.id.clone()));
        let icon = take_icon(node);
        if let Some(step) = &heading.step {
            // The heading labels the checkbox: `Step 3 Clean up`.
            let label = self.out.open(Element::new("label").with("class", "step"));
            let name_of_box = heading.id.clone();
            let input = Element::new("input").with("type", "checkbox").with("data-task", step.id.clone());
            self.out.leaf(input.with("aria-labelledby", name_of_box));
            self.out.text(take_mark(node, &step.mark).unwrap_or_default());
            self.out.close(label);
            self.out.text(" ");
        } else if let Some(mark) = step::leading_mark(&heading.text)
            && let Some(mark) = take_mark(node, mark)
        {
            self.out.element_with_text(Element::new("span").with("class", "step"), mark);
            self.out.text(" ");
        }
        if let Some(icon) = icon {
            // An emoji that is the whole heading is its accessible name.
            let hidden = (!heading.text.is_empty()).then_some("true");
            let emoji = Element::new("span").with("class", "emoji").with_some("aria-hidden", hidden);
            self.out.element_with_text(emoji, icon);
            self.out.text(" ");
        }
        let duration = take_duration(node);
        let anchor = (!self.folds.is_in_summary()).then(|| heading.id.clone());
        NodeExit::Heading(HeadingEnd { element, duration, anchor })
    }

    /// Closes a heading.
    pub(super) fn end_heading(&mut self, end: HeadingEnd) {
        if let Some(duration) = end.duration {
            self.out.text(" ");
            self.out.element_with_text(Element::new("span").with("class", "duration"), duration);
        }
        if let Some(id) = end.anchor {
            // A URL's fragment is percent-encoded.
            let anchor = Element::new("a").with("class", "anchor").with("href", format!("#{}", encode_fragment(&id)));
            let anchor = anchor.with("tabindex", "-1").with("aria-hidden", "true");
            self.out.element_with_text(anchor.with(Role::ATTRIBUTE, Role::ScreenOnly.as_str()), "#");
        }
        self.out.close(end.element);
        self.out.line_end();
    }
}

/// Removes the leading emoji from the first text of a heading.
fn take_icon<'n>(heading: &'n AstNode<'n>) -> Option<String> {
    let mut data = heading.first_child()?.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (icon, rest) = lesson::split_icon(text);
    let icon = icon?;
    let rest = rest.to_owned();
    let is_whole = rest.is_empty();
    *text = rest.into();
    drop(data);
    // The short code of an emoji (`:rocket:`) is a text node of its own.
    if is_whole
        && let Some(next) = heading.first_child().and_then(AstNode::next_sibling)
        && let NodeValue::Text(text) = &mut next.data_mut().value
    {
        *text = text.trim_start().to_owned().into();
    }
    Some(icon)
}

/// Removes the number of a step, and what separates it, from the first text of its heading.
fn take_mark<'n>(heading: &'n AstNode<'n>, mark: &str) -> Option<String> {
    let mut data = heading.first_child()?.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let rest = text.strip_prefix(mark)?;
    let rest = step::after_separator(rest).unwrap_or_else(|| rest.trim_start()).to_owned();
    *text = rest.into();
    Some(mark.to_owned())
}

/// Removes the duration from the last text of a heading.
fn take_duration<'n>(heading: &'n AstNode<'n>) -> Option<String> {
    let mut data = heading.last_child()?.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (_, _, at) = time::split_heading(text)?;
    let duration = text[at..].trim().trim_start_matches(['-', '–', '—']).trim().to_owned();
    let rest = text[..at].trim_end().to_owned();
    *text = rest.into();
    Some(duration)
}
