//! Turns the blocks that define terms into terms: keyword sections, quotes under a concept's heading, tables of terms.

use comrak::arena_tree::Node;
use comrak::nodes::{AstNode, NodeValue};

use super::FactReader;
use crate::lesson::terms::concept::{self, LabelledLine};
use crate::lesson::terms::glossary_page::{HeadedLine, read_headed_line};
use crate::lesson::terms::{navigation, part_name, read_item, read_label, read_plain_item, split_alias};
use crate::lesson::{Heading, TermDefinition, UnreadItems, markdown, split_icon};
use crate::source::Span;

/// The share of items that must define a term for a list to count as one of terms: authors make mistakes, and other lists
/// contain a colon now and then.
const PLAIN_SHARE: (usize, usize) = (4, 5);

impl FactReader<'_> {
    /// Reads a list of a keyword section: an item defines a term, or names the category of the list in it.
    pub(super) fn terms_of_list<'a>(&mut self, list: &'a AstNode<'a>) {
        if self.section.keywords.is_none() {
            return;
        }
        if self.labelled_definition(list) {
            return;
        }
        let above = self.section.category.clone();
        let before = self.lesson.terms.len();
        let mut unread = Vec::new();
        for item in list.children() {
            let Some(span) = self.words_of_item(item) else { continue };
            let line = item.data().sourcepos.start.line;
            if let Some(term) = self.item(span, line, above.as_deref()) {
                self.lesson.terms.push(term);
                continue;
            }
            let inner = item.children().find(|n| matches!(n.data().value, NodeValue::List(_)));
            let label = read_label(&self.source.text[span.start..span.end]).map(ToOwned::to_owned);
            let (Some(inner), Some(label)) = (inner, label) else {
                unread.push((line, span));
                continue;
            };
            for item in inner.children() {
                let Some(span) = self.words_of_item(item) else { continue };
                let line = item.data().sourcepos.start.line;
                let found = self.item(span, line, Some(&label));
                unread.extend(found.is_none().then_some((line, span)));
                self.lesson.terms.extend(found);
            }
        }
        if self.lesson.terms.len() == before {
            self.plain_terms_of_list(list, above.as_deref());
        }
        self.leave_unread(before, unread);
    }

    /// Reads a list about the term that the heading above names: `- 뜻: …`, `- 영어: …`. Returns whether it is one.
    fn labelled_definition<'a>(&mut self, list: &'a AstNode<'a>) -> bool {
        let above = list.previous_sibling().filter(|node| matches!(node.data().value, NodeValue::Heading(_)));
        let Some(heading) = above.and_then(|_| self.lesson.headings.iter().rev().find(|heading| !heading.nested))
        else {
            return false;
        };
        let (heading, source) = (heading.clone(), self.source);
        let (mut definition, mut alias) = (None, None);
        for item in list.children() {
            let Some(span) = self.words_of_item(item) else { continue };
            match read_headed_line(&source.text[span.start..span.end]) {
                Some(HeadedLine::Definition(value)) if definition.is_none() => {
                    let place = Span::of_slice(&source.text, value);
                    definition = place.map(|place| (place, item.data().sourcepos.start.line));
                }
                Some(HeadedLine::Alias(value)) => alias = Some(value),
                Some(HeadedLine::Definition(_)) | None => {}
            }
        }
        let Some((definition, line)) = definition else { return false };
        self.section.headed.labelled(&heading, alias, definition, line);
        true
    }

    /// Returns the span of the words of an item, if it begins with a paragraph.
    fn words_of_item<'a>(&self, item: &'a AstNode<'a>) -> Option<Span> {
        let paragraph = item.first_child().filter(|node| matches!(node.data().value, NodeValue::Paragraph))?;
        Some(self.span_of(paragraph))
    }

    /// Keeps the items of a list that define nothing: each one if others define terms, else the list as a whole.
    fn leave_unread(&mut self, before: usize, mut items: Vec<(usize, Span)>) {
        let read: Vec<usize> = self.lesson.terms[before..].iter().map(|term| term.line).collect();
        items.retain(|(line, span)| {
            let text = &self.source.text[span.start..span.end];
            // A term without a definition has its own diagnostic; links lead to other pages.
            !read.contains(line) && read_label(text).is_none() && !navigation::is_only_links(text)
        });
        if read.is_empty() {
            let count = items.len();
            self.section.unread.extend(items.first().map(|&(_, span)| UnreadItems { span, count }));
        } else {
            self.section.unread.extend(items.into_iter().map(|(_, span)| UnreadItems { span, count: 1 }));
        }
    }

    /// Reads a list whose items define terms without bold: `- Container: a process of its own`.
    fn plain_terms_of_list<'a>(&mut self, list: &'a AstNode<'a>, category: Option<&str>) {
        let items = list.children().filter_map(|item| {
            let span = self.words_of_item(item)?;
            let text = &self.source.text[span.start..span.end];
            read_plain_item(text, span.start, item.data().sourcepos.start.line, category)
        });
        let (terms, all): (Vec<TermDefinition>, usize) = (items.collect(), list.children().count());
        if terms.len() > 1 && terms.len() * PLAIN_SHARE.1 >= all * PLAIN_SHARE.0 {
            self.lesson.terms.extend(terms);
        }
    }

    fn span_of<'a>(&self, node: &'a AstNode<'a>) -> Span {
        markdown::span(self.source, node.data().sourcepos)
    }

    fn item(&self, span: Span, line: usize, category: Option<&str>) -> Option<TermDefinition> {
        read_item(&self.source.text[span.start..span.end], span.start, line, category)
    }

    /// Reads a paragraph of a keyword section: a label of the content below, or lines that define a term each.
    pub(super) fn terms_of_paragraph(&mut self, span: Span, line: usize) {
        if self.section.keywords.is_none() {
            return;
        }
        let text = &self.source.text[span.start..span.end];
        if let Some(label) = read_label(text) {
            self.section.category = Some(label.to_owned());
            return;
        }
        // A definition ends before the next line that begins with a bold term.
        let mut starts: Vec<usize> = Vec::new();
        let mut at = 0;
        for words in text.split_inclusive('\n') {
            if is_bold(words) && read_item(words, 0, line, None).is_some() {
                starts.push(at);
            }
            at += words.len();
        }
        if starts.first() != Some(&0) {
            return;
        }
        if navigation::is_only_links(text.split_once([':', '：']).map_or(text, |(_, value)| value)) {
            return;
        }
        let category = self.section.category.clone();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        for (start, end) in starts.iter().copied().zip(ends) {
            let found = self.item(Span::new(span.start + start, span.start + end), line, category.as_deref());
            self.lesson.terms.extend(found);
        }
    }

    /// Reads a definition list of a keyword section, or abbreviations (`*[HTML]: …`): other lists describe options or files.
    pub(super) fn terms_of_descriptions<'a>(&mut self, list: &'a AstNode<'a>, is_glossary: bool) {
        self.mix_info();
        let is_abbreviations = self.source.text[self.span_of(list).start..].starts_with("*[");
        if self.section.keywords.is_none() && !is_abbreviations && !is_glossary {
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
                        let definition = self.span_of(content);
                        let line = item.data().sourcepos.start.line.min(place.start.line);
                        self.define(split_alias(name), definition, line);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Reads a term of a glossary of Sphinx, whose definition is on the lines below it.
    pub(super) fn term_of_glossary<'a>(&mut self, paragraph: &'a AstNode<'a>) {
        let (source, span) = (self.source, self.span_of(paragraph));
        let Some((name, definition)) = source.text[span.start..span.end].split_once('\n') else { return };
        if let Some(definition) = Span::of_slice(&source.text, definition.trim()) {
            self.define(split_alias(name), definition, paragraph.data().sourcepos.start.line);
        }
    }

    /// Reads a table of terms: `용어 | 설명`.
    pub(super) fn terms_of_table<'a>(&mut self, table: &'a AstNode<'a>) {
        let mut rows = table.children();
        let Some(header) = rows.next() else { return };
        let titles: Vec<String> = header.children().map(|cell| markdown::text(cell).trim().to_owned()).collect();
        let is_open = self.section.keywords.is_some();
        let Some(column) = concept::definition_column(titles.iter().map(String::as_str), is_open) else { return };
        if is_table_of_code(table) {
            return;
        }
        for row in rows {
            let mut cells = row.children();
            let (Some(term), Some(definition)) = (cells.next(), cells.nth(column - 1)) else { continue };
            let name = markdown::text(term);
            let span = self.content_of(definition);
            if is_name(&name) && span.start < span.end {
                self.define(split_alias(&name), span, row.data().sourcepos.start.line);
            }
        }
    }

    /// Returns the content of a cell, trimmed.
    fn content_of<'a>(&self, cell: &'a AstNode<'a>) -> Span {
        let (Some(first), Some(last)) = (cell.first_child(), cell.last_child()) else { return Span::new(0, 0) };
        Span::new(self.span_of(first).start, self.span_of(last).end)
    }

    /// Reads a quote with a definition: of the concept in the heading or bold label directly above, or of the terms it names.
    pub(super) fn terms_of_quote<'a>(&mut self, quote: &'a AstNode<'a>) {
        let line = quote.data().sourcepos.start.line;
        let mut technical: Option<&str> = None;
        for paragraph in quote.children().filter(|node| matches!(node.data().value, NodeValue::Paragraph)) {
            let place = paragraph.data().sourcepos;
            for number in place.start.line..=place.end.line {
                let whole = self.source.line_span(number);
                let text = &self.source.text[whole.start..whole.end];
                let (term, value) = match concept::read_line(text) {
                    Some(LabelledLine::Definition(value)) => (self.concept_above(quote), value),
                    Some(LabelledLine::Technical(name)) => {
                        technical = Some(name);
                        continue;
                    }
                    Some(LabelledLine::Plain(value)) => {
                        (technical.take().map(|name| split_alias(&name.replace(['*', '`'], ""))), value)
                    }
                    Some(LabelledLine::Other) | None => continue,
                };
                let Some(term) = term.filter(|(name, _)| is_name(name)) else { continue };
                let Some(value) = Span::of_slice(text, value).map(|span| span.shifted(whole.start)) else { continue };
                let end = self.end_of_value(number, place.end.line, value.end);
                self.define(term, Span::new(value.start, end), line);
            }
        }
    }

    /// Returns the end of a value that begins on a line: lines below it without a label belong to it.
    fn end_of_value(&self, line: usize, last: usize, end: usize) -> usize {
        let lines = (line + 1..=last).map(|line| self.source.line_span(line));
        let going_on = lines.take_while(|span| {
            let text = &self.source.text[span.start..span.end];
            !split_icon(text.trim_start_matches(['>', ' '])).1.starts_with("**")
        });
        going_on.last().map_or(end, |span| span.start + self.source.text[span.start..span.end].trim_end().len())
    }

    /// Returns the concept above a block: that of its heading, or of a bold label directly above it.
    fn concept_above<'a>(&self, block: &'a AstNode<'a>) -> Option<(String, Option<String>)> {
        let previous = block.previous_sibling()?;
        let is_heading = matches!(previous.data().value, NodeValue::Heading(_));
        if !is_heading {
            let text = markdown::text(previous);
            let span = self.span_of(previous);
            let is_bold =
                self.source.text[span.start..span.end].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*');
            return (is_bold.starts_with("**") && is_bold.trim_end().trim_end_matches(':').ends_with("**"))
                .then(|| concept::of_heading(&text))
                .flatten();
        }
        let mut level = u8::MAX;
        let mut above = self.lesson.headings.iter().rev().filter(|heading| !heading.nested);
        let named = above.find(|heading| {
            let is_outer = heading.level < level;
            level = level.min(heading.level);
            is_outer && !concept::is_generic(&heading.text)
        })?;
        concept::of_heading(&named.text)
    }

    fn define(&mut self, (term, alias): (String, Option<String>), definition: Span, line: usize) {
        let category = self.section.category.clone().filter(|_| self.section.keywords.is_some());
        self.lesson.terms.push(TermDefinition { term, alias, category, definition, line, section: (line, line) });
    }

    /// Drops names that only number a part, and sets the section of each term.
    pub(super) fn sections_of_terms(&mut self) {
        let is_name = |name: &str| {
            name.contains(char::is_alphabetic) && !part_name::is_number(name) && !part_name::is_transition(name)
        };
        self.lesson.terms.retain(|term| is_name(&term.term));
        let headings: Vec<&Heading> = self.lesson.headings.iter().filter(|heading| !heading.nested).collect();
        for term in &mut self.lesson.terms {
            let next = headings.partition_point(|heading| heading.line <= term.line);
            let Some(own) = next.checked_sub(1).map(|at| headings[at]) else { continue };
            let end = headings[next..].iter().find(|heading| heading.level <= own.level);
            term.section = (own.line, end.map_or(usize::MAX, |heading| heading.line - 1));
        }
    }
}

/// Returns the lines of the directives that are glossaries: `:::{glossary}`, ```` ```{glossary} ````, to their closing lines.
pub(super) fn glossaries(text: &str) -> Vec<(usize, usize)> {
    const NAME: &str = "{glossary}";
    if !text.contains(NAME) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        match open {
            None => {
                let marks = line.strip_suffix(NAME).filter(|marks| marks.len() >= 3);
                open = marks.filter(|marks| marks.chars().all(|c| ":`~".contains(c))).map(|marks| (number, marks));
            }
            Some((first, marks)) if line == marks => {
                found.push((first, number));
                open = None;
            }
            Some(_) => {}
        }
    }
    found.extend(open.map(|(first, _)| (first, usize::MAX)));
    found
}

/// Tests whether most cells of a table's first column are code: options and fields rather than terms.
fn is_table_of_code<'a>(table: &'a AstNode<'a>) -> bool {
    let first = table.children().skip(1).filter_map(Node::first_child).filter_map(Node::first_child);
    let is_code: Vec<bool> = first.map(|inner| matches!(inner.data().value, NodeValue::Code(_))).collect();
    is_code.iter().filter(|code| **code).count() * 2 > is_code.len()
}

/// Tests whether a line begins with bold text or code, as terms in running text do; a word in italics is a remark.
fn is_bold(line: &str) -> bool {
    let line = split_icon(line).1;
    ["**", "__", "`"].iter().any(|marker| line.starts_with(marker))
}

/// Tests whether a text is a name rather than a sentence or a question.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(char::is_alphanumeric) && text.split_whitespace().count() <= 6 && !text.ends_with(['?', '!', '.'])
}
