//! Turns the tree of a parsed file into a lesson: one walk that passes each block to the reader of its form.

mod heading_terms;
mod leftover;
mod links;
mod lost_fence;
mod problems;
mod prose;
mod questions;
mod quizzes;
mod spaced_link;
mod summary;
mod terms;
mod title;

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use self::heading_terms::HeadingTerms;
pub use self::lost_fence::{LostFence, lost_fence};
use self::summary::Summary;
pub use self::title::read_title;
use super::due;
use super::front_matter::{self, Readers};
use super::info::{self, InfoBlock};
use super::terms::glossary_page::is_glossary_file;
use super::terms::{is_keyword_heading, is_reserved_title};
use super::timetable::{self, Cell};
use super::{Appearance, CheckItem, Fence, Heading, Lesson, NotUnderstood, Step, UnreadItems, Vocabulary};
use super::{code_block, markdown, split_icon, step, task, time};
use crate::config::Letters;
use crate::diagnostic::Report;
use crate::language;
use crate::source::{Source, Span};

/// Reads the facts of one source.
pub fn parse(source: &Source, vocabulary: &Vocabulary) -> Report<Lesson> {
    let mut diagnostics = Vec::new();
    let found = front_matter::read(source, &mut diagnostics);
    let body = markdown::body(source, found.length);
    let arena = Arena::new();
    let signs = markdown::Signs::of(&body);
    let document = markdown::parse_signs(&arena, &body, source.dialect, signs);
    let letters = Letters::of(&source.text);
    let mut reader = FactReader {
        source,
        vocabulary,
        ids: markdown::HeadingIds::default(),
        names: task::Names::default(),
        section: Section::of_file(source),
        lesson: Lesson {
            path: source.path.clone(),
            front_length: found.length,
            for_instructors: found.readers != Readers::Everyone,
            title: None,
            headings: Vec::new(),
            info: None,
            due: found.front.due.clone(),
            timetables: Vec::new(),
            links: Vec::new(),
            spaced_links: spaced_link::read(document.root, source, found.length),
            html_ids: std::collections::BTreeSet::new(),
            labels: std::collections::BTreeMap::new(),
            terms: Vec::new(),
            unread_items: Vec::new(),
            prose: Vec::new(),
            asides: Vec::new(),
            checks: Vec::new(),
            questions: Vec::new(),
            quizzes: Vec::new(),
            fences: Vec::new(),
            has_formulas: false,
            summary: None,
            letters,
            signs,
            not_understood: NotUnderstood::of_templates(&document.unknown, source),
            language: found.front.language.or_else(|| language::detect(&source.text[found.length..], &letters)),
            flattened: document.flattened.map(|place| markdown::span(source, place)),
            front: found.front,
        },
        summary: Summary::default(),
        keyword_lines: Vec::new(),
    };
    for node in document.root.children() {
        reader.block(node);
    }
    for node in document.root.descendants() {
        reader.anywhere(node);
    }
    reader.prose(document.root, &document.blocks);
    let mut names = std::mem::take(&mut reader.names);
    let mut lesson = reader.finish();
    lesson.questions = questions::read(document.root, source, &lesson);
    lesson.quizzes = quizzes::read(document.root, &document.blocks, source, &lesson, &mut names);
    diagnostics.extend(document.problems.iter().map(|problem| problem.diagnostic(source)));
    problems::add(&lesson, source, &mut diagnostics);
    Report { value: lesson, diagnostics }
}

/// The state of the walk in a section.
#[derive(Default)]
struct Section {
    /// The level and line of the heading that opened the keyword section.
    keywords: Option<(u8, usize)>,
    category: Option<String>,
    headed: HeadingTerms,
    unread: Vec<UnreadItems>,
    info: Option<InfoSection>,
    /// The lines of the directives of the file that are glossaries, both included.
    glossaries: Vec<(usize, usize)>,
}

impl Section {
    /// Returns the state at the start of a file: a file whose name says glossary is one keyword section.
    fn of_file(source: &Source) -> Self {
        let keywords = is_glossary_file(source.path.stem()).then_some((0, 1));
        Self { keywords, glossaries: terms::glossaries(&source.text), ..Self::default() }
    }

    /// Tests whether a line is within a directive that is a glossary.
    fn is_in_glossary(&self, line: usize) -> bool {
        self.glossaries.iter().any(|&(first, last)| first < line && line < last)
    }
}

/// An info block under construction.
struct InfoSection {
    heading: Option<(String, usize)>,
    facts: Vec<info::Fact>,
    lines: Option<(usize, usize)>,
    /// Whether the section contains other content too.
    mixed: bool,
}

struct FactReader<'s> {
    source: &'s Source,
    vocabulary: &'s Vocabulary,
    ids: markdown::HeadingIds,
    names: task::Names,
    section: Section,
    lesson: Lesson,
    summary: Summary,
    /// The lines of each keyword section, both included.
    keyword_lines: Vec<(usize, usize)>,
}

impl FactReader<'_> {
    /// Reads a block at the top level, where sections are.
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        let data = node.data();
        let (place, value) = (data.sourcepos, &data.value);
        if self.section.keywords.is_some() && !self.section.is_in_glossary(place.start.line) {
            let span = markdown::span(self.source, place);
            let text = &self.source.text[span.start..span.end];
            match value {
                NodeValue::Paragraph if !text.starts_with("![") => {
                    self.section.headed.paragraph(text, span, place.start.line);
                }
                // An example, or the type of what is explained.
                NodeValue::CodeBlock(_) => {}
                _ => self.section.headed.other_block(),
            }
        }
        match value {
            NodeValue::Heading(heading) => self.heading(node, heading.level),
            NodeValue::ThematicBreak => self.end_info(),
            NodeValue::Paragraph if self.section.is_in_glossary(place.start.line) => self.term_of_glossary(node),
            NodeValue::Paragraph => {
                let span = markdown::span(self.source, place);
                self.info_lines(span, (place.start.line, place.end.line));
                self.terms_of_paragraph(span, place.start.line);
                self.offer(node, span, false);
            }
            NodeValue::List(_) => {
                let span = markdown::span(self.source, place);
                self.info_lines(span, (place.start.line, place.end.line));
                self.terms_of_list(node);
            }
            NodeValue::DescriptionList => {
                self.terms_of_descriptions(node, self.section.is_in_glossary(place.start.line));
            }
            NodeValue::BlockQuote => {
                self.mix_info();
                self.terms_of_quote(node);
                let span = markdown::span(self.source, place);
                self.offer(node, span, true);
            }
            NodeValue::Table(_) => {
                self.mix_info();
                self.terms_of_table(node);
            }
            NodeValue::HtmlBlock(html) if html.literal.trim_start().starts_with("<!--") => {}
            NodeValue::HtmlBlock(html) => {
                self.mix_info();
                self.summary.html(&html.literal);
            }
            _ => self.mix_info(),
        }
        self.nested_headings(node);
    }

    /// Assigns ids to headings inside quotes and lists: GitHub counts every heading, in document order.
    fn nested_headings<'a>(&mut self, block: &'a AstNode<'a>) {
        for node in block.descendants().skip(1) {
            let data = node.data();
            if let NodeValue::Heading(heading) = data.value {
                let span = markdown::span(self.source, data.sourcepos);
                let text = markdown::text(node);
                let id = self.ids.of_heading(node);
                self.labels(node, &id);
                if markdown::is_empty_heading(node) {
                    continue;
                }
                self.push_heading(&text, id, heading.level, data.sourcepos.start.line, span, true);
            }
        }
    }

    /// Keeps the labels by which other pages may name a heading.
    fn labels<'a>(&mut self, heading: &'a AstNode<'a>, id: &str) {
        self.lesson.labels.extend(markdown::labels(heading).into_iter().map(|label| (label, id.to_owned())));
    }

    fn push_heading(&mut self, text: &str, id: String, level: u8, line: usize, span: Span, nested: bool) -> String {
        let (icon, rest) = split_icon(text);
        let (name, minutes) =
            time::split_heading(rest).map_or((rest, None), |(name, minutes, _)| (name, Some(minutes)));
        let text = name.trim().to_owned();
        // A heading with a check mark (`### ✅ Step 1: …`) lists the checks of a step.
        let is_check = icon.as_deref().is_some_and(|icon| icon.contains(['✅', '☑', '✔']));
        let mark = step::split(&text).filter(|_| level > 1 && !nested && !is_check).map(|(mark, _)| mark.to_owned());
        let step = mark.map(|mark| Step { id: self.names.name("step", &text), mark });
        self.lesson.headings.push(Heading { level, id, text: text.clone(), icon, minutes, line, span, nested, step });
        text
    }

    /// Reads a block that may occur at any depth.
    fn anywhere<'a>(&mut self, node: &'a AstNode<'a>) {
        let data = node.data();
        let place = data.sourcepos;
        let span = || markdown::span(self.source, place);
        match &data.value {
            NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::WikiLink(_) => self.link(node, span()),
            NodeValue::HtmlBlock(html) => self.html(&html.literal, span()),
            NodeValue::HtmlInline(html) => self.html(html, span()),
            NodeValue::Math(_) => self.lesson.has_formulas = true,
            NodeValue::CodeBlock(code) => {
                if markdown::formula::is_formula(&code.info) {
                    self.lesson.has_formulas = true;
                    self.add_id(markdown::formula::label(&code.info));
                }
                let fence = Fence {
                    language: code_block::language_word(&code.info).to_owned(),
                    info: code.info.clone(),
                    closed: code.closed || !code.fenced,
                    line: place.start.line,
                    span: span(),
                };
                self.lesson.fences.push(fence);
            }
            NodeValue::TaskItem(task) => {
                // A task's box precedes its text.
                let words = node.first_child().filter(|child| matches!(child.data().value, NodeValue::Paragraph));
                let Some(text) = words.map(markdown::text) else { return };
                let (line, column) = (place.start.line, place.start.column);
                let section = self.lesson.section_of(line).map(|heading| heading.id.clone());
                let id = self.names.name("task", &text);
                self.lesson.checks.push(CheckItem { id, text, checked: task.symbol.is_some(), section, line, column });
            }
            NodeValue::Table(_) => self.table(node, place.start.line),
            NodeValue::Text(text) => {
                if let Some(found) = leftover::of_text(node, text, self.source.dialect) {
                    let whole = span();
                    let at =
                        |offset: usize| self.source.text.floor_char_boundary((whole.start + offset).min(whole.end));
                    let span = Span::new(at(found.start), at(found.end));
                    let sign = NotUnderstood { name: found.name, span, appearance: Appearance::Signs };
                    self.lesson.not_understood.push(sign);
                }
            }
            _ => {}
        }
    }

    fn heading<'a>(&mut self, node: &'a AstNode<'a>, level: u8) {
        self.end_info();
        let place = node.data().sourcepos;
        let text = markdown::text(node);
        let span = markdown::span(self.source, place);
        let id = self.ids.of_heading(node);
        self.labels(node, &id);
        if markdown::is_empty_heading(node) {
            return;
        }
        let name = self.push_heading(&text, id.clone(), level, place.start.line, span, false);
        if self.section.keywords.is_some_and(|(open, _)| level <= open) {
            self.end_keywords(place.start.line);
        }
        if self.section.keywords.is_some() {
            self.section.category = Some(name.clone()).filter(|_| level > 1);
            self.section.headed.heading(&name, level);
        } else if !(level == 1 && is_reserved_title(&name))
            && is_keyword_heading(&name, &self.vocabulary.keyword_sections)
        {
            self.section.keywords = Some((level, place.start.line));
            self.section.category = None;
            self.section.headed = HeadingTerms::below(&self.lesson.terms);
        }
        if level > 1 && self.lesson.info.is_none() && info::is_info_heading(&name, &self.vocabulary.info_sections) {
            let heading = Some((id, place.start.line));
            self.section.info = Some(InfoSection { heading, facts: Vec::new(), lines: None, mixed: false });
        } else if level == 1 && self.lesson.title.is_none() {
            // Many English courses put their facts directly under the title, without a heading.
            self.section.info = Some(InfoSection { heading: None, facts: Vec::new(), lines: None, mixed: false });
        }
        if level == 1 && self.lesson.title.is_none() {
            // `# ![Assessment 1](banner.png)`: the title is an image.
            let text = if text.trim().is_empty() { markdown::picture_text(node) } else { text };
            self.lesson.title = Some(read_title(&text, Some(span), Some(place.start.line)));
        }
    }

    /// Ends the keyword section, if there is one, before a line.
    fn end_keywords(&mut self, line: usize) {
        let Some((_, first)) = self.section.keywords.take() else { return };
        self.keyword_lines.push((first, line.saturating_sub(1)));
        let unread = std::mem::take(&mut self.section.unread);
        // Lists below headings that define terms are their details.
        if !std::mem::take(&mut self.section.headed).end(&mut self.lesson.terms) {
            self.lesson.unread_items.extend(unread);
        }
    }

    /// Collects the running text.
    fn prose<'a>(&mut self, root: &'a AstNode<'a>, blocks: &[markdown::Block]) {
        self.end_info();
        self.end_keywords(usize::MAX);
        self.sections_of_terms();
        let mut closed_lines = std::mem::take(&mut self.keyword_lines);
        closed_lines.extend(self.lesson.info.iter().map(|info| info.lines));
        closed_lines.sort_unstable();
        let timetables = self.lesson.timetables.iter().map(|table| table.line).collect();
        let context = prose::PassageContext { headings: &self.lesson.headings, closed_lines, timetables, blocks };
        let texts = prose::texts(root, &context);
        (self.lesson.prose, self.lesson.asides) = texts;
    }

    /// Reads a paragraph or list as info lines if every line of it is one.
    fn info_lines(&mut self, span: Span, lines: (usize, usize)) {
        let Some(section) = &mut self.section.info else { return };
        if section.heading.is_none() && section.lines.is_some() {
            return;
        }
        let text = &self.source.text[span.start..span.end];
        self.lesson.due = self.lesson.due.take().or_else(|| due::of_lines(text, span.start));
        let mut facts = Vec::new();
        let mut offset = span.start;
        for line in text.split_inclusive('\n') {
            match info::read_line(line, offset) {
                Some(fact) => facts.push(fact),
                None if line.trim().is_empty() => {}
                None => {
                    section.mixed = true;
                    return;
                }
            }
            offset += line.len();
        }
        let known = facts.iter().filter(|fact| fact.key != info::FactKey::Other).count();
        let has_time = facts.iter().any(|fact| fact.key == info::FactKey::Time);
        if facts.is_empty() || (section.heading.is_none() && (known < 2 || !has_time)) {
            section.mixed = true;
            return;
        }
        section.lines = Some(section.lines.map_or(lines, |(first, _)| (first, lines.1)));
        section.facts.extend(facts);
    }

    fn mix_info(&mut self) {
        if let Some(section) = &mut self.section.info {
            section.mixed = true;
        }
    }

    fn end_info(&mut self) {
        let Some(section) = self.section.info.take() else { return };
        let (Some(lines), None) = (section.lines, &self.lesson.info) else { return };
        // Facts between other blocks stay where the author put them; the card repeats them.
        let block: InfoBlock = info::block(&self.source.text, section.facts, lines);
        let (id, heading_line) = match section.heading {
            Some((id, line)) => (Some(id), (!section.mixed).then_some(line)),
            None => (None, None),
        };
        self.lesson.info = Some(InfoBlock { id, heading_line, ..block });
    }

    fn table<'a>(&mut self, table: &'a AstNode<'a>, line: usize) {
        let rows = table
            .children()
            .map(|row| {
                let cells = row.children().map(|column| {
                    let href = column.descendants().find_map(|n| match &n.data().value {
                        NodeValue::Link(link) => Some(link.url.clone()),
                        _ => None,
                    });
                    Cell { text: markdown::text(column).trim().to_owned(), href }
                });
                (row.data().sourcepos.start.line, cells.collect())
            })
            .collect();
        self.lesson.timetables.extend(timetable::read(line, rows));
    }

    /// Adds a block to the candidates for the description of the page.
    fn offer<'a>(&mut self, node: &'a AstNode<'a>, span: Span, quote: bool) {
        if self.lesson.title.is_some() {
            self.summary.offer(node, &self.source.text[span.start..span.end], quote);
        }
    }

    fn finish(mut self) -> Lesson {
        self.end_info();
        let text = &self.source.text;
        let mut lesson = self.lesson;
        title::correct(&mut lesson, text);
        if let Some(title) = lesson.front.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
            let (span, line) = lesson.title.as_ref().map_or((None, None), |title| (title.span, title.line));
            lesson.title = Some(read_title(title, span, line));
        }
        let objective = lesson.info.as_ref().and_then(|info| {
            let fact = info.facts.iter().find(|fact| fact.key == info::FactKey::Objective)?;
            Some(text[fact.value.start..fact.value.end].replace(['*', '`'], ""))
        });
        let description = lesson.front.description.as_deref().map(markdown::plain_text);
        lesson.summary = description.or(objective).or(self.summary.sentence());
        lesson
    }
}

#[cfg(test)]
mod tests;
