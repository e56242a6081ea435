//! Turns footnotes into a section at the end of the article, with links there and back.

use comrak::nodes::{AstNode, NodeFootnoteDefinition, NodeFootnoteReference, NodeValue};

use super::plain::Exit;
use super::writer::ArticleWriter;
use crate::html::{Element, NodeId, text};

/// The footnotes that are written so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// The section that holds them, with its list.
    section: Option<(NodeId, NodeId)>,
    /// Their number.
    count: u32,
    /// The number of those with their backlinks.
    linked: u32,
}

/// The work at the end of a footnote.
pub(super) struct NoteEnd {
    element: NodeId,
    name: String,
    references: u32,
}

impl ArticleWriter<'_> {
    /// Opens the definition of a footnote; the first one opens the section.
    pub(super) fn note(&mut self, note: &NodeFootnoteDefinition) -> NoteEnd {
        if self.footnotes.section.is_none() {
            let section = Element::new("section").with("class", "footnotes").with("data-footnotes", "");
            let section = self.out.open(section);
            self.out.line_end();
            let list = self.out.open(Element::new("ol"));
            self.out.line_end();
            self.footnotes.section = Some((section, list));
        }
        self.footnotes.count += 1;
        let element = self.out.open(Element::new("li").with("id", format!("fn-{}", reference_of(&note.name))));
        NoteEnd { element, name: note.name.clone(), references: note.total_references }
    }

    /// Closes a footnote.
    pub(super) fn end_note(&mut self, end: &NoteEnd) {
        if self.links_back(&end.name, end.references) {
            self.out.line_end();
        }
        self.out.close(end.element);
        self.out.line_end();
    }

    /// Closes the section of footnotes, if there is one.
    pub(super) fn end_notes(&mut self) {
        if let Some((section, list)) = self.footnotes.section.take() {
            self.out.close(list);
            self.out.line_end();
            self.out.close(section);
            self.out.line_end();
        }
    }

    /// Appends the backlinks to the last paragraph of a footnote.
    pub(super) fn end_note_paragraph<'n>(&mut self, paragraph: &'n AstNode<'n>) {
        let note = paragraph.parent().filter(|_| paragraph.next_sibling().is_none());
        if let Some(note) = note
            && let NodeValue::FootnoteDefinition(note) = &note.data().value
        {
            self.out.text(" ");
            self.links_back(&note.name, note.total_references);
        }
    }

    /// Writes a reference to a footnote.
    pub(super) fn note_reference(&mut self, reference: &NodeFootnoteReference) -> Exit {
        let name = reference_of(&reference.name);
        let number = if reference.ref_num > 1 { format!("-{}", reference.ref_num) } else { String::new() };
        let sup = self.out.open(Element::new("sup").with("class", "footnote-ref"));
        let link = Element::new("a").with("href", format!("#fn-{name}")).with("id", format!("fnref-{name}{number}"));
        self.out.element_with_text(link.with("data-footnote-ref", ""), reference.ix.to_string());
        self.out.close(sup);
        Exit::Nothing
    }

    /// Writes the links from a footnote to its references, once; returns whether it did.
    fn links_back(&mut self, name: &str, references: u32) -> bool {
        if self.footnotes.linked >= self.footnotes.count {
            return false;
        }
        self.footnotes.linked = self.footnotes.count;
        let (name, number) = (reference_of(name), self.footnotes.count);
        for reference in 1..=references {
            let suffix = if reference > 1 { format!("-{reference}") } else { String::new() };
            if reference > 1 {
                self.out.text(" ");
            }
            let link = Element::new("a")
                .with("href", format!("#fnref-{name}{suffix}"))
                .with("class", "footnote-backref")
                .with("data-footnote-backref", "")
                .with("data-footnote-backref-idx", format!("{number}{suffix}"))
                .with("aria-label", format!("Back to reference {number}{suffix}"));
            let link = self.out.open(link);
            self.out.text("↩");
            if reference > 1 {
                self.out.element_with_text(Element::new("sup").with("class", "footnote-ref"), reference.to_string());
            }
            self.out.close(link);
        }
        true
    }
}

/// Encodes a footnote's name as a part of an address, as `CommonMark`'s reference output does.
fn reference_of(name: &str) -> String {
    let mut encoded = String::new();
    // Writing to a string cannot fail.
    let _ = comrak::html::escape_href(&mut encoded, name, false);
    text::unescape(&encoded).into_owned()
}
