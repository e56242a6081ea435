//! Turns embeds of notes (`![[note]]`, `![[note#heading]]`) into the text of the note in place, below a link to it.
//!
//! The text is written as on the note's own page, with these differences: its title and the anchors of its headings are
//! removed, its headings are lowered below the one above the embed, its ids are removed except those of footnotes, and its
//! checkboxes keep no state. Nested embeds are followed to a bounded depth, never in a cycle.

use std::collections::BTreeSet;

use comrak::Arena;
use comrak::nodes::{AstNode, NodeFootnoteDefinition, NodeFootnoteReference, NodeValue};

use super::plain::{Exit, begin_block};
use super::walk::walk;
use super::writer::ArticleWriter;
use crate::course::Target;
use crate::html::{Element, NodeId, Tree};
use crate::lesson::{Lesson, markdown};
use crate::source::Source;

/// The deepest level of nested embeds; deeper ones become links.
const MAX_DEPTH: usize = 3;

/// The maximum bytes of text that a page embeds; further embeds become links.
const MAX_BYTES: usize = 500_000;

/// The embeds of a page so far, and those that enclose the current text.
#[derive(Debug, Default, Clone)]
pub(super) struct Embeds {
    /// The addresses of the notes that enclose the current text.
    open: Vec<(usize, Option<String>)>,
    /// The number of written embeds.
    count: usize,
    /// Their total size in bytes.
    bytes: usize,
    /// The level of the heading above the outermost embed.
    level: u8,
}

impl ArticleWriter<'_> {
    /// Writes an embed: the note, or a link if it is not a note of the course or cannot be shown here.
    pub(super) fn embed<'n>(&mut self, node: &'n AstNode<'n>, url: &str) -> Exit {
        let line = node.data().sourcepos.start.line;
        let target = match self.target(url) {
            Some(Target::Page { entry, fragment }) => Some((*entry, fragment.clone())),
            _ => None,
        };
        let name = url.trim_start_matches("[[").trim_end_matches("]]");
        let title = match &target {
            Some((entry, None)) => self.context.course.entries[*entry].title.clone(),
            _ => name.rsplit(['#', '/']).next().unwrap_or(name).to_owned(),
        };
        let section = begin_block(&mut self.out, Element::new("section").with("class", "embed"));
        self.out.line_end();
        let heading = self.out.open(Element::new("p").with("class", "embed-title"));
        match self.href(url) {
            Some(href) => self.out.element_with_text(Element::new("a").with("href", href), title),
            None => self.out.element_with_text(Element::new("span").with("class", "broken-link"), title),
        };
        self.out.close(heading);
        self.out.line_end();
        if let Some(target) = target {
            self.embedded_text(&target, line);
        }
        Exit::Line(section)
    }

    /// Writes the text of a note, or of the part that a fragment names.
    fn embedded_text(&mut self, target: &(usize, Option<String>), line: usize) {
        let context = self.context;
        let Some(lesson) = context.course.lesson_of(&context.course.entries[target.0]) else { return };
        let Some(source) = context.sources.and_then(|sources| sources.get(&lesson.path)) else { return };
        let is_open = self.embeds.open.iter().any(|open| open.0 == target.0 && (open.1.is_none() || open == target));
        let is_own = self.page == Some(target.0) && target.1.is_none();
        let bytes = self.embeds.bytes + source.text.len();
        if is_open || is_own || self.embeds.open.len() >= MAX_DEPTH || bytes > MAX_BYTES {
            return;
        }
        let level = match self.embeds.open.len() {
            0 => self.level_above(line),
            _ => self.embeds.level,
        };
        let mut writer = ArticleWriter::of_piece(context, lesson, source, self.site);
        writer.page = self.page;
        writer.code.diagrams = self.code.diagrams;
        writer.code.diagram_names.clone_from(&self.code.diagram_names);
        let mut open = self.embeds.open.clone();
        open.push(target.clone());
        writer.embeds = Embeds { open, count: self.embeds.count + 1, bytes, level };
        let body = markdown::body(source, lesson.front_length);
        let arena = Arena::new();
        let document = markdown::parse_signs(&arena, &body, source.dialect, lesson.signs);
        keep_part(document.root, lesson, source, target.1.as_deref());
        drop_unused_notes(document.root);
        lower_headings(document.root, level);
        rename_notes(document.root, writer.embeds.count);
        walk(document.root, &mut writer);
        let embeds = (writer.embeds.count, writer.embeds.bytes);
        (self.embeds.count, self.embeds.bytes) = embeds;
        self.code.diagrams = writer.code.diagrams;
        self.code.diagram_names = std::mem::take(&mut writer.code.diagram_names);
        let (mut tree, article) = writer.finish();
        drop_ids(&mut tree);
        self.out.markup(tree.html(tree.root()));
        self.article.rules.extend(article.rules);
        self.article.has_diagrams |= article.has_diagrams;
        self.article.scripts.media |= article.scripts.media;
        self.article.scripts.tabs |= article.scripts.tabs;
    }

    /// Returns the level of the heading above a line.
    fn level_above(&self, line: usize) -> u8 {
        let above = self.headings.range(..line).next_back();
        above.map_or(1, |(_, (_, level))| *level)
    }
}

/// Keeps the blocks of a note that a fragment names: a heading with its section, or the block that holds an id. Without a
/// fragment, keeps all blocks except the title.
fn keep_part<'n>(root: &'n AstNode<'n>, lesson: &Lesson, source: &Source, fragment: Option<&str>) {
    let title = lesson.title.as_ref().and_then(|title| title.line);
    let section = fragment.and_then(|fragment| {
        let at = lesson.headings.iter().position(|heading| heading.id == fragment)?;
        let (first, level) = (&lesson.headings[at], lesson.headings[at].level);
        let next = lesson.headings[at + 1..].iter().find(|heading| heading.level <= level && !heading.nested);
        Some((first.line, next.map_or(usize::MAX, |next| next.line)))
    });
    let holds_id = |node: &'n AstNode<'n>| {
        let id = fragment.map(|fragment| format!("id=\"{fragment}\""));
        let holds = |inner: &'n AstNode<'n>| match (&inner.data().value, &id) {
            (NodeValue::HtmlInline(html), Some(id)) => html.contains(&**id),
            (NodeValue::HtmlBlock(html), Some(id)) => html.literal.contains(&**id),
            _ => false,
        };
        node.descendants().any(holds)
    };
    for node in root.children().collect::<Vec<_>>() {
        let line = node.data().sourcepos.start.line;
        let is_note = matches!(node.data().value, NodeValue::FootnoteDefinition(_));
        let is_kept = match (fragment, section) {
            (None, _) => Some(line) != title,
            (Some(_), Some((first, end))) => (first..end).contains(&line),
            (Some(_), None) => holds_id(node) && source.line_count() >= line,
        };
        if !is_kept && !is_note {
            node.detach();
        }
    }
}

/// Removes the footnotes that no kept block refers to.
fn drop_unused_notes<'n>(root: &'n AstNode<'n>) {
    let name = |node: &'n AstNode<'n>| match &node.data().value {
        NodeValue::FootnoteReference(reference) => Some(reference.name.clone()),
        _ => None,
    };
    let used: BTreeSet<String> = root.descendants().filter_map(name).collect();
    for node in root.children().collect::<Vec<_>>() {
        let is_unused = matches!(&node.data().value, NodeValue::FootnoteDefinition(note) if !used.contains(&note.name));
        if is_unused {
            node.detach();
        }
    }
}

/// Lowers the headings of an embed below a level.
fn lower_headings<'n>(root: &'n AstNode<'n>, level: u8) {
    let levels = root.descendants().filter_map(|node| match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    });
    let Some(highest) = levels.min() else { return };
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &mut node.data_mut().value {
            heading.level = (heading.level - highest + level + 1).min(6);
        }
    }
}

/// Renames footnotes so that their names are unique on the page.
fn rename_notes<'n>(root: &'n AstNode<'n>, number: usize) {
    for node in root.descendants() {
        match &mut node.data_mut().value {
            NodeValue::FootnoteDefinition(NodeFootnoteDefinition { name, .. }) => *name = format!("{name}-e{number}"),
            NodeValue::FootnoteReference(reference) => {
                let NodeFootnoteReference { name, .. } = &mut **reference;
                *name = format!("{name}-e{number}");
            }
            _ => {}
        }
    }
}

/// Removes the ids of a note's text except those of footnotes: the page may have them already.
fn drop_ids(tree: &mut Tree<'_>) {
    let all: Vec<NodeId> = tree.descendants(tree.root()).collect();
    for &id in &all {
        if let Some(element) = tree.element_mut(id) {
            let is_note = |value: &str| value.starts_with("fn-") || value.starts_with("fnref-");
            element.attributes.retain(|attribute| attribute.name != "id" || is_note(&attribute.value));
        }
    }
    // An anchor whose only attribute was its id has no further use.
    let is_empty_anchor = |id: NodeId| {
        let is_bare = tree.element(id).is_some_and(|element| element.name == "a" && element.attributes.is_empty());
        is_bare && tree.first_child(id).is_none()
    };
    let anchors: Vec<NodeId> = all.iter().copied().filter(|&id| is_empty_anchor(id)).collect();
    for anchor in anchors {
        tree.detach(anchor);
    }
}
