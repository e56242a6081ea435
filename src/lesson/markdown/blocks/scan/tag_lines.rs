//! Turns lines with tags (`<Tip>`, `{{< hint >}}`) into containers: a line may hold several tags, and text between them.

use std::collections::BTreeMap;

use super::super::known::{KnownTag, shown_name};
use super::super::line::Line;
use super::super::marker::{Form, Opening, title_at};
use super::super::media;
use super::super::tags::{self, TagRole, TagSyntax, TemplateTag};
use super::super::{arrangement, question, script};
use super::super::{is_container, title_of};
use super::{MAX_SEARCH, Scanner};
use crate::source::{Dialect, Tool};

/// The most lines of a card.
const MAX_CARD_LINES: usize = 100;

/// The lines of the last closing tags, by language and name.
pub(super) type LastEnds = BTreeMap<(u8, String), usize>;

impl Scanner<'_> {
    /// Takes a line that begins with a tag of a container, or ends with the closing tag of the innermost one.
    pub(super) fn take_tags(&mut self, line: &Line<'_>, number: usize) -> bool {
        let first = self.tag_at(number, line.start);
        let end = if first.is_none() { self.end_in_line(number, line.start) } else { None };
        if first.is_none() && end.is_none() {
            return false;
        }
        self.may_be_code = true;
        let (mut at_line, mut at) = (number, line.start);
        loop {
            at += self.lines[at_line][at..].len() - self.lines[at_line][at..].trim_start().len();
            let rest = &self.lines[at_line][at..];
            if rest.is_empty() {
                break;
            }
            if let Some(tag) = self.tag_at(at_line, at) {
                let end = tag.end;
                self.take_tag(line, (at_line, at), tag);
                (at_line, at) = end;
                continue;
            }
            let end = self.end_in_line(at_line, at).unwrap_or(at + rest.len());
            // Text that begins the line keeps its indentation.
            let is_start = at_line == number && at == line.start;
            self.running_text(at_line, if is_start { 0 } else { at }, end);
            self.note_indent(if is_start { line.indent } else { usize::MAX });
            at = end;
        }
        self.resume = at_line + 1;
        true
    }

    /// Tests whether an element of HTML that contains Markdown begins at a byte of a line.
    pub(super) fn begins_element(&self, line: usize, at: usize) -> bool {
        let tag = if self.lines[line][at..].starts_with('<') { self.tag_at(line, at) } else { None };
        tag.is_some_and(|tag| tag.syntax == TagSyntax::Element && tag.role == TagRole::Open)
    }

    /// Returns the tag of a container at a byte of a line.
    fn tag_at(&self, line: usize, at: usize) -> Option<TemplateTag> {
        let may_be_element = self.lines[line][at..].starts_with('<') && self.may_be_element(line, at);
        let element = |lines: &[&str]| script::block_element(lines, line, at);
        let found = self.tag(line, at);
        let mut tag = found.or_else(|| if may_be_element { self.reading_element(line, element) } else { None })?;
        tag.attributes.resolve_imports(&self.imports);
        if tag.syntax == TagSyntax::Element || !is_container(&tag.name) {
            return Some(tag).filter(|tag| self.is_wrapper(tag, line, at));
        }
        // Without the tool's own file, a component that is never closed is a word in angle brackets.
        let is_component = tag.syntax == TagSyntax::Component && !self.dialect.has_components();
        let is_tag = match tag.role {
            TagRole::Open => !is_component || self.is_closed_later(&tag),
            TagRole::Close => self.opened(&tag).is_some(),
            // A box without content and title shows nothing; media need neither.
            TagRole::Leaf => {
                tag.syntax != TagSyntax::Component
                    || title_of(&tag.name, &tag.attributes).is_some()
                    || media::is_shown(&tag.name, &tag.attributes)
                    || arrangement::address_of(&tag.attributes).is_some()
                    || !question::choices(&tag.attributes).is_empty()
            }
        };
        is_tag.then_some(tag)
    }

    /// Tests whether Markdown stands in an element of HTML: in MDX in all, in kramdown and Python-Markdown ("Markdown in HTML") in
    /// those that say so and in what is in them. The parser itself reads it after a blank line.
    fn may_be_element(&self, line: usize, at: usize) -> bool {
        let is_marked = || {
            let (tag, after) = self.lines[line][at..].split_once('>').unwrap_or_default();
            let is_followed =
                tag.contains("grid") || self.lines.get(line + 1).is_some_and(|next| !next.trim().is_empty());
            let mut words = tag.split_whitespace().map(|word| word.split('=').next().unwrap_or_default());
            after.trim().is_empty() && is_followed && words.any(|word| word == "markdown")
        };
        self.templates.scripts || (self.templates.marked_elements && (self.is_in_element() || is_marked()))
    }

    /// Tests whether an element of HTML is open.
    pub(super) fn is_in_element(&self) -> bool {
        self.open.iter().any(|open| self.found.containers[open.index].form == Form::Tag(TagSyntax::Element))
    }

    /// Tests whether a tag of any other name opens or closes a container: it has its lines for itself, and is closed.
    fn is_wrapper(&self, tag: &TemplateTag, line: usize, at: usize) -> bool {
        // Any tool's file shows that a course is not plain Markdown, in which a block of a name could be an example.
        let is_known =
            self.templates.has(tag.syntax) || (tag.syntax != TagSyntax::Element && self.dialect != Dialect::default());
        let is_alone = |from: usize| {
            let before = &self.lines[line][from..at];
            before.trim().is_empty() && self.lines[tag.end.0][tag.end.1..].trim().is_empty()
        };
        match tag.role {
            TagRole::Open => {
                let is_one_line = || {
                    let rest = self.lines[line].trim_end();
                    let close = format!("</{}>", tag.name);
                    tag.syntax == TagSyntax::Element && tag.end.0 == line && rest.ends_with(&close)
                };
                let is_paragraph = tag.syntax == TagSyntax::Element && tag.name == "p";
                is_known
                    && (is_paragraph || is_one_line() || is_alone(Line::new(self.lines[line], usize::MAX).prefix))
                    && self.is_closed_later(tag)
            }
            TagRole::Close => self.opened(tag).is_some(),
            TagRole::Leaf => false,
        }
    }

    /// Returns the byte of the closing tag of the innermost container in a line, if only tags follow it.
    fn end_in_line(&self, line: usize, from: usize) -> Option<usize> {
        let Form::Tag(syntax) = self.found.containers[self.open.last()?.index].form else { return None };
        let text = self.lines[line];
        let sign = match syntax {
            TagSyntax::Element => return self.end_of_element(line, from),
            TagSyntax::Component => "</",
            TagSyntax::Shortcode => "{{",
            TagSyntax::Liquid => "{%",
        };
        let (at, _) = text[from..].match_indices(sign).find(|(at, _)| {
            let is_code = text[from..from + at].matches('`').count() % 2 == 1;
            !is_code && self.tag_at(line, from + at).is_some_and(|tag| tag.role == TagRole::Close)
        })?;
        let tag = self.tag_at(line, from + at)?;
        let after = text.get(tag.end.1..).unwrap_or_default().trim();
        (after.is_empty() || after.starts_with(['<', '{'])).then_some(from + at)
    }

    /// Returns the byte of the end tag of an open element of HTML in a line: not one of an element that begins in the text before
    /// it. Text may follow the end of an element that begins in the line.
    fn end_of_element(&self, line: usize, from: usize) -> Option<usize> {
        let text = self.lines[line];
        let mut inner: Vec<&str> = Vec::new();
        for (at, _) in text[from..].match_indices('<') {
            let is_code = || text[from..from + at].matches('`').count() % 2 == 1;
            let named = script::block_name(&text[from + at..]).filter(|_| !is_code());
            let Some((name, is_close)) = named else { continue };
            let at = from + at;
            if !is_close {
                inner.push(name);
                continue;
            }
            if let Some(start) = inner.iter().rposition(|open| *open == name) {
                inner.truncate(start);
                continue;
            }
            let Some(tag) = self.tag_at(line, at) else { continue };
            let opened = self.opened(&tag).map(|open| self.found.containers[self.open[open].index].line);
            let after = text.get(tag.end.1..).unwrap_or_default().trim();
            let is_end = after.is_empty() || after.starts_with(['<', '{']) || opened == Some(line);
            return is_end.then_some(at);
        }
        None
    }

    /// Finds the innermost open container that a closing tag closes.
    fn opened(&self, tag: &TemplateTag) -> Option<usize> {
        let near = self.open.iter().enumerate().rev().take(MAX_SEARCH);
        near.filter(|(_, open)| {
            let container = &self.found.containers[open.index];
            let is_any = tag.name.is_empty();
            container.form == Form::Tag(tag.syntax)
                && (is_any || container.opening.name.eq_ignore_ascii_case(&tag.name))
        })
        .map(|(at, _)| at)
        .next()
    }

    pub(super) fn take_tag(&mut self, line: &Line<'_>, (number, start): (usize, usize), tag: TemplateTag) {
        if tag.role == TagRole::Close {
            if let Some(at) = self.opened(&tag) {
                self.note_end(at, (start, tag.end.1));
                self.close_marked(at, number);
            }
            return;
        }
        // A shortcode that is never closed has no content; a component that is never closed is a mistake.
        let is_unclosed =
            || tag.syntax != TagSyntax::Component && (!self.is_closed_later(&tag) || self.is_followed_by_same(&tag));
        let is_leaf = tag.role == TagRole::Leaf || is_unclosed();
        let words = self.lines[number];
        let title = title_of(&tag.name, &tag.attributes).filter(|_| tag.syntax != TagSyntax::Element);
        let title = title.map(|title| (words.find(title).unwrap_or(start), title));
        let title = title.and_then(|(at, title)| title_at(at, title));
        let is_element = tag.syntax == TagSyntax::Element;
        if !is_element && !is_container(&tag.name) && KnownTag::of(&tag.name).is_none() {
            let end = if tag.end.0 == number { tag.end.1 } else { words.len() };
            self.note_unknown(&shown_name(tag.syntax, &tag.name), (number, start), end, false);
        }
        let opening = Opening { name: tag.name, attributes: tag.attributes, title, ..Opening::default() };
        let end = if tag.end.0 == number { tag.end.1 } else { words.len() };
        self.open_container(line, (number, start, end), Form::Tag(tag.syntax), opening);
        if is_leaf {
            self.close_marked(self.open.len() - 1, number);
        }
    }

    /// Tests whether another card opens before the closing tag of one: no card is in a card, and those of Hextra have no end.
    fn is_followed_by_same(&self, tag: &TemplateTag) -> bool {
        if !arrangement::is_card(&tag.name) {
            return false;
        }
        let lines = &self.lines[tag.end.0..self.lines.len().min(tag.end.0 + MAX_CARD_LINES)];
        let places = lines.iter().enumerate().flat_map(|(number, line)| {
            let from = if number == 0 { tag.end.1 } else { 0 };
            line[from..].match_indices("{{").map(move |(at, _)| (number, from + at))
        });
        let mut tags = places.filter_map(|(number, at)| tags::read(&lines[number..=number], 0, at));
        tags.find(|next| next.name.eq_ignore_ascii_case(&tag.name)).is_some_and(|next| next.role == TagRole::Open)
    }

    /// Tests whether a closing tag of this name follows.
    pub(super) fn is_closed_later(&self, tag: &TemplateTag) -> bool {
        let ends = self.last_ends.get_or_init(|| last_ends(&self.lines, self.templates.has_elements()));
        let end = |name: String| ends.get(&(tag.syntax as u8, name)).is_some_and(|last| *last >= tag.end.0);
        end(tag.name.to_lowercase())
            || (tag.syntax == TagSyntax::Liquid && self.dialect.has(Tool::Zola) && end(String::new()))
    }
}

/// Finds the last closing tag of each name.
fn last_ends(lines: &[&str], has_elements: bool) -> LastEnds {
    let mut ends = LastEnds::new();
    for (number, line) in lines.iter().enumerate() {
        for (at, _) in ["{{", "{%", "</"].into_iter().flat_map(|sign| line.match_indices(sign)) {
            // A closing tag is on one line.
            let line = &lines[number..=number];
            let element = || if has_elements { script::block_element(line, 0, at) } else { None };
            let tag = tags::read(line, 0, at).or_else(element).filter(|tag| tag.role == TagRole::Close);
            if let Some(tag) = tag {
                ends.insert((tag.syntax as u8, tag.name.to_lowercase()), number);
            }
        }
    }
    ends
}
