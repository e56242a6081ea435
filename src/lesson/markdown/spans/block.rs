//! Turns paragraphs and lines that describe a block into attributes or nothing: attribute lists, marks of a
//! table of contents, labels (`(label)=`); and abbreviations (`*[HTML]: …`) into a list of terms.
//!
//! Sources: kramdown's syntax ("Block Inline Attribute Lists", "Automatic Table of Contents"), Python-Markdown's "Table of
//! Contents" and "Abbreviations", GitLab's `[[_TOC_]]`, `VitePress`' `[[toc]]`, `MyST`'s "Targets and cross-references".

use comrak::nodes::{AstNode, NodeDescriptionItem, NodeHtmlBlock, NodeValue, Sourcepos};

use super::literal::Literal;
use super::{SpanReader, is_line_end, option};
use crate::html::escape;
use crate::lesson::markdown::attributes::AttributeList;
use crate::lesson::markdown::{self, heading_id};
use crate::source::Tool;

/// Marks for which other tools write a table of contents, without blanks and in lower case. A page has one beside its text.
const CONTENTS_MARKS: [&str; 8] = ["[toc]", "[[toc]]", "[[_toc_]]", "{toc}", "{:toc}", "{{toc}}", "${toc}", "@[toc]"];

/// The longest text of a mark, with blanks.
const LONGEST_MARK: usize = 16;

/// The kind of an HTML block that ends with a blank line (`CommonMark` 0.31, section 4.6).
const ANY_TAG: u8 = 7;

/// The kinds of lines within paragraphs that a document may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct MeaningfulLines {
    /// Whether lines between others may be meant, not only the first and the last.
    between: bool,
}

impl MeaningfulLines {
    /// Finds the kinds that a document may have.
    pub(super) fn of(body: &str) -> Self {
        Self { between: body.contains("{:") || option::may_hold(body) }
    }

    /// Tests whether a paragraph or cell may have such a line.
    pub(super) fn may_be_in<'a>(self, block: &'a AstNode<'a>) -> bool {
        let is_text = |node: Option<&'a AstNode<'a>>, fits: fn(&str) -> bool| {
            node.is_some_and(|node| matches!(&node.data().value, NodeValue::Text(text) if fits(text)))
        };
        self.between
            || is_text(block.first_child(), |text| text.starts_with(['[', '{', '$', '@', '(', '*']))
            || is_text(block.last_child(), |text| text.trim_end().ends_with('}'))
    }
}

impl<'a> SpanReader<'a, '_> {
    /// Reads paragraphs and cells.
    pub(super) fn blocks(&self, blocks: &[&'a AstNode<'a>]) {
        for &block in blocks {
            let first = block.first_child().and_then(text_of).unwrap_or_default();
            let is_paragraph = matches!(block.data().value, NodeValue::Paragraph);
            if is_paragraph && first.starts_with(['[', '{', '$', '@']) && is_contents_mark(block) {
                block.detach();
            } else if is_paragraph && first.starts_with('(') && self.dialect.has_roles() && first.ends_with(")=") {
                self.label(block, &first);
            } else if is_paragraph && first.starts_with("*[") && self.abbreviations(block) {
                block.detach();
            } else if !self.first_list(block, &first) {
                remove_lists_between(block);
                self.last_list(block);
                self.options(block);
            }
        }
    }

    /// Reads the attribute list that is the first line of a paragraph, or begins an item; returns whether the block is gone.
    fn first_list(&self, block: &'a AstNode<'a>, first: &str) -> bool {
        let Some(list) = AttributeList::read(first).filter(AttributeList::is_certain) else { return false };
        let (Some(node), rest) = (block.first_child(), &first[list.length..]) else { return false };
        let id = list.attributes.id;
        if rest.trim().is_empty() {
            let Some(next) = node.next_sibling() else {
                if let Some(id) = id {
                    block.insert_before(self.anchor_block(&id, block.data().sourcepos));
                }
                block.detach();
                return true;
            };
            // `{a=b}` before a line may be text.
            if list.has_colon && is_line_end(next) {
                node.detach();
                next.detach();
                self.begin_with_anchor(block, id.as_deref());
            }
        } else if list.has_colon && rest.starts_with(' ') && is_in_item(block) {
            self.keep(node, first, list.length + 1, first.len());
            self.begin_with_anchor(block, id.as_deref());
        }
        false
    }

    /// Reads the attribute list that is the last line of a block, or ends it.
    fn last_list(&self, block: &'a AstNode<'a>) {
        let Some(node) = block.last_child() else { return };
        let Some(text) = text_of(node).filter(|text| text.trim_end().ends_with('}')) else { return };
        let Some((before, list)) = AttributeList::read_end(&text).filter(|(_, list)| list.is_certain()) else { return };
        let line_end = node.previous_sibling().filter(|previous| is_line_end(previous));
        let is_contents = list.references.iter().any(|name| name == "toc");
        if before.trim().is_empty() && line_end.is_none() {
            return;
        }
        if before.trim().is_empty() {
            node.detach();
            if let Some(line_end) = line_end {
                line_end.detach();
            }
        } else if before.ends_with(' ') && (list.has_colon || self.dialect.has(Tool::MkDocs)) {
            self.keep(node, &text, 0, before.trim_end().len());
        } else {
            return;
        }
        self.begin_with_anchor(block, list.attributes.id.as_deref());
        // kramdown writes its table of contents in place of a list of one item.
        let list = block.parent().and_then(AstNode::parent).filter(|_| is_contents && is_in_item(block));
        if let Some(list) = list.filter(|list| list.first_child().is_some_and(|only| only.next_sibling().is_none())) {
            list.detach();
        }
    }

    /// Reads a label: adds it to the heading after it, else names the place.
    fn label(&self, block: &'a AstNode<'a>, first: &str) {
        let label = first.trim_start_matches('(').trim_end_matches(")=");
        if label.is_empty() || label.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')')) {
            return;
        }
        let Some(node) = block.first_child() else { return };
        if let Some(next) = node.next_sibling() {
            if is_line_end(next) {
                node.detach();
                next.detach();
                self.begin_with_anchor(block, Some(label));
            }
            return;
        }
        match block.next_sibling().filter(|next| matches!(next.data().value, NodeValue::Heading(_))) {
            Some(heading) => heading_id::add_label(heading, label),
            None => block.insert_before(self.anchor_block(label, block.data().sourcepos)),
        }
        block.detach();
    }

    /// Writes the abbreviations of a paragraph as a list of terms before it; returns whether each of its lines is one.
    fn abbreviations(&self, block: &'a AstNode<'a>) -> bool {
        let mut lines: Vec<Vec<&'a AstNode<'a>>> = vec![Vec::new()];
        for node in block.children() {
            match lines.last_mut() {
                Some(line) if !is_line_end(node) => line.push(node),
                _ => lines.push(Vec::new()),
            }
        }
        let is_abbreviation = |line: &Vec<&'a AstNode<'a>>| {
            line.first().and_then(|node| text_of(node)).is_some_and(|text| abbreviation(&text).is_some())
        };
        if !lines.iter().all(is_abbreviation) {
            return false;
        }
        let place = block.data().sourcepos;
        let list = self.node(NodeValue::DescriptionList, place);
        for line in lines {
            let Some(text) = line.first().and_then(|node| text_of(node)) else { continue };
            let Some((name, from)) = abbreviation(&text) else { continue };
            let place = Sourcepos {
                start: line.first().map_or(place.start, |node| node.data().sourcepos.start),
                end: line.last().map_or(place.end, |node| node.data().sourcepos.end),
            };
            let item = NodeDescriptionItem { marker_offset: 0, padding: 0, tight: true };
            let item = self.node(NodeValue::DescriptionItem(item), place);
            let term = self.node(NodeValue::DescriptionTerm, place);
            let words = self.node(NodeValue::Paragraph, place);
            words.append(self.text_node(name, place));
            term.append(words);
            let details = self.node(NodeValue::DescriptionDetails, place);
            if let Some(first) = line.first() {
                self.keep(first, &text, from, text.len());
            }
            let start = line.first().map_or(place.start, |node| node.data().sourcepos.start);
            let words = self.node(NodeValue::Paragraph, Sourcepos { start, end: place.end });
            for node in line {
                words.append(node);
            }
            details.append(words);
            item.append(term);
            item.append(details);
            list.append(item);
        }
        block.insert_before(list);
        true
    }

    /// Keeps a span of a text node.
    fn keep(&self, node: &'a AstNode<'a>, text: &str, start: usize, end: usize) {
        let mut data = node.data_mut();
        let place = Literal::new(self.slice(data.sourcepos), text, data.sourcepos).place(start, end);
        data.sourcepos = place;
        data.value = NodeValue::Text(text[start..end].to_owned().into());
    }

    /// Begins a block with the place that an id names.
    pub(super) fn begin_with_anchor(&self, block: &'a AstNode<'a>, id: Option<&str>) {
        let Some(id) = id else { return };
        for node in self.anchor(id, block.data().sourcepos).into_iter().rev() {
            block.prepend(node);
        }
    }

    pub(super) fn anchor_block(&self, id: &str, place: Sourcepos) -> &'a AstNode<'a> {
        let literal = format!("<a id=\"{}\"></a>\n", escape(id));
        self.node(NodeValue::HtmlBlock(NodeHtmlBlock { block_type: ANY_TAG, literal }), place)
    }
}

/// Removes attribute lists that are lines within a paragraph: kramdown's for a span on the line above.
fn remove_lists_between<'a>(block: &'a AstNode<'a>) {
    let is_list = |text: &str| {
        let list = AttributeList::read(text.trim()).filter(|list| list.has_colon);
        list.is_some_and(|list| list.length == text.trim().len())
    };
    for node in block.children().collect::<Vec<_>>() {
        let (Some(before), Some(after)) = (node.previous_sibling(), node.next_sibling()) else { continue };
        if is_line_end(before) && is_line_end(after) && text_of(node).is_some_and(|text| is_list(&text)) {
            before.detach();
            node.detach();
        }
    }
}

/// Splits `*[name]: definition` into the name and the offset of the definition.
fn abbreviation(text: &str) -> Option<(&str, usize)> {
    let (name, definition) = text.strip_prefix("*[")?.split_once("]:")?;
    let from = text.len() - definition.trim_start().len();
    (!name.trim().is_empty() && from < text.len()).then_some((name, from))
}

/// Tests whether a paragraph is a mark for a table of contents.
fn is_contents_mark<'a>(block: &'a AstNode<'a>) -> bool {
    // The parser reads the underscores of `[[_TOC_]]` as emphasis.
    if block.children().take(4).count() > 3 {
        return false;
    }
    let text = markdown::text(block);
    let mark: String = text.chars().take(LONGEST_MARK).filter(|c| !c.is_whitespace()).collect();
    text.len() <= LONGEST_MARK && CONTENTS_MARKS.contains(&&*mark.to_ascii_lowercase())
}

fn is_in_item<'a>(block: &'a AstNode<'a>) -> bool {
    block.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Item(_)))
}

fn text_of<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    }
}
