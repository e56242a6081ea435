//! Turns lists and definition lists of keyword sections into terms.

use comrak::nodes::{AstNode, NodeValue};

use super::Reader;
use crate::lesson::{TermDefinition, markdown, terms};

impl Reader<'_> {
    pub(super) fn terms_of_list<'a>(&mut self, list: &'a AstNode<'a>) {
        if self.section.keywords.is_none() {
            return;
        }
        for item in list.children() {
            let Some(paragraph) = item.first_child().filter(|n| matches!(n.data().value, NodeValue::Paragraph)) else {
                continue;
            };
            let place = paragraph.data().sourcepos;
            let span = markdown::span(self.source, place);
            let text = &self.source.text[span.start..span.end];
            let category = self.section.category.as_deref();
            if let Some(term) = terms::read_item(text, span.start, item.data().sourcepos.start.line, category) {
                self.lesson.terms.push(term);
            }
        }
    }

    pub(super) fn terms_of_descriptions<'a>(&mut self, list: &'a AstNode<'a>) {
        self.mix_info();
        if self.section.keywords.is_none() {
            return;
        }
        for item in list.children() {
            let mut name = None;
            for part in item.children() {
                let place = part.data().sourcepos;
                match part.data().value {
                    NodeValue::DescriptionTerm => name = Some(markdown::text(part)),
                    NodeValue::DescriptionDetails => {
                        let (Some(name), Some(content)) = (&name, part.first_child()) else { continue };
                        let (term, alias) = terms::split_alias(name);
                        let definition = markdown::span(self.source, content.data().sourcepos);
                        let category = self.section.category.clone();
                        let line = item.data().sourcepos.start.line.min(place.start.line);
                        self.lesson.terms.push(TermDefinition {
                            term,
                            alias,
                            category,
                            definition,
                            line,
                            section: (line, line),
                        });
                    }
                    _ => {}
                }
            }
        }
    }
}
