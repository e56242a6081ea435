//! Turns the text of one lesson into the HTML of its article.
//!
//! 1. The file is parsed again (the tree of facts was not kept: parsing costs less than keeping it would);
//! 2. `marks` puts the links to explained terms into the tree, `fold` the folds around hints and answers;
//! 3. `raw` makes the author's raw HTML safe and balanced, so that it can spoil its own block at the most;
//! 4. `nodes` writes each node: most as comrak does, what a course means by it where a course means more
//!    (diagrams, code, timetables, tasks, steps, ways through menus, links within the course).

mod badge;
mod blocks;
mod fold;
mod images;
mod links;
mod marks;
mod nodes;
mod outline;
mod path;
mod portable;
mod raw;
mod silent;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use comrak::Arena;
use comrak::html::format_document_with_formatter;
use comrak::nodes::NodeValue;
use comrak::options::Plugins;

use super::diagram::DiagramTheme;
use super::theme::Words;
use crate::course::{Course, Target};
use crate::diagnostic::Diagnostic;
use crate::lesson::{Heading, Lesson, Timetable, markdown};
use crate::memo::Memo;
use crate::read::Attachment;
use crate::site::SitePath;
use crate::source::{CoursePath, Source, Span};

pub use marks::Explained;
pub use outline::{OutlineItem, outline};
pub use portable::{plain, portable_html};

/// What every article of a site may look at.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The course.
    pub course: &'a Course,
    /// The files that pages refer to.
    pub attachments: &'a BTreeMap<CoursePath, Attachment>,
    /// The words of the theme.
    pub words: &'a Words,
    /// What drawings look like.
    pub diagram: &'a DiagramTheme,
    /// What earlier builds drew and coloured.
    pub memo: &'a Memo,
    /// Whether a comment before each block says the line of the file that it was made of.
    pub lines: bool,
    /// The glossary's page, if the course explains any terms.
    pub glossary_site: Option<&'a SitePath>,
}

/// A finished article.
#[derive(Debug, Default)]
pub struct Article {
    /// Its HTML, without the H1 and the info block, which the page shows in its own way.
    pub html: String,
    /// The style rules that its drawings need.
    pub rules: BTreeSet<String>,
    /// Whether it holds a drawing.
    pub has_diagrams: bool,
    /// The terms that it marks, in the order in which they come up; a mark names its term by the place in this list,
    /// counted from 1.
    pub explained: Vec<Explained>,
    /// What its author should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the writing of one page knows and collects.
pub(super) struct Writer<'a> {
    around: Surroundings<'a>,
    lesson: &'a Lesson,
    /// The entry whose page is written; unknown while a piece is.
    page: Option<usize>,
    source: &'a Source,
    site: &'a SitePath,
    targets: Option<&'a BTreeMap<String, Target>>,
    headings: BTreeMap<usize, (&'a Heading, u8)>,
    timetables: BTreeMap<usize, &'a Timetable>,
    term_ids: BTreeMap<usize, String>,
    fact_lines: BTreeSet<usize>,
    /// The names of the boxes by the places of their tasks.
    boxes: BTreeMap<(usize, usize), &'a str>,
    /// How many drawings the page has so far.
    diagrams: usize,
    /// The text of the label right above: `3-Tier 구조` of `**3-Tier 구조**:`.
    label: Option<String>,
    /// What closes the paragraph that is being written, where it is none of its own kind.
    closing: Option<&'static str>,
    /// The section that the writing is in.
    section: Option<String>,
    article: Article,
}

/// Renders the article of a lesson for the page at `site`.
pub fn article(around: Surroundings<'_>, lesson: &Lesson, source: &Source, site: &SitePath) -> Article {
    let body = markdown::body(source, lesson.front_length);
    let arena = Arena::new();
    let document = markdown::parse(&arena, &body);
    let mut writer = Writer::new(around, lesson, source, site);
    marks::apply(&arena, document.root, &mut writer);
    fold::apply(&arena, document.root, &writer);
    raw::rewrite(&arena, document.root, &mut writer);
    write(document.root, writer)
}

/// Finds what rendering the article of a lesson would report, without writing its HTML.
pub fn problems(around: Surroundings<'_>, lesson: &Lesson, source: &Source) -> Vec<Diagnostic> {
    let body = markdown::body(source, lesson.front_length);
    let arena = Arena::new();
    let document = markdown::parse(&arena, &body);
    let site = SitePath::new("index.html");
    let mut writer = Writer::of_piece(around, lesson, source, &site);
    raw::rewrite(&arena, document.root, &mut writer);
    for node in document.root.descendants() {
        let data = node.data();
        if let NodeValue::CodeBlock(block) = &data.value {
            blocks::check(&mut writer, block, data.sourcepos.start.line);
        }
    }
    writer.article.diagnostics
}

/// Renders a piece of a lesson's Markdown (the value of a fact, a definition) as inline HTML for the page at `site`.
pub fn inline(around: Surroundings<'_>, lesson: &Lesson, source: &Source, site: &SitePath, span: Span) -> String {
    let text = unquoted(&source.text[span.start..span.end]);
    let arena = Arena::new();
    let document = markdown::parse(&arena, &text);
    let mut writer = Writer::of_piece(around, lesson, source, site);
    raw::rewrite(&arena, document.root, &mut writer);
    let html = write(document.root, writer).html;
    let html = html.trim();
    // One paragraph is what nearly every value is.
    match html.strip_prefix("<p>").and_then(|inner| inner.strip_suffix("</p>")).filter(|inner| !inner.contains("<p>")) {
        Some(inner) => inner.to_owned(),
        None => html.to_owned(),
    }
}

/// A piece of a text without the signs that begin its further lines where it stands in a quote.
pub fn unquoted(text: &str) -> Cow<'_, str> {
    if !text.contains("\n>") && !text.contains("\n >") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_start().trim_start_matches(['>', ' '])).collect();
    Cow::Owned(lines.join("\n"))
}

fn write<'a>(root: &'a comrak::nodes::AstNode<'a>, writer: Writer<'_>) -> Article {
    let mut html = String::new();
    let options = markdown::options();
    let plugins = Plugins::default();
    match format_document_with_formatter(root, &options, &mut html, &plugins, nodes::format, writer) {
        Ok(writer) => Article { html: silent::named(html), ..writer.article },
        // Writing to a string does not fail; the formatter has no other error.
        Err(_) => Article::default(),
    }
}

impl<'a> Writer<'a> {
    /// A writer of the whole text.
    fn new(around: Surroundings<'a>, lesson: &'a Lesson, source: &'a Source, site: &'a SitePath) -> Self {
        let levels = outline::levels(lesson);
        let headings = lesson.headings.iter().zip(levels).map(|(heading, level)| (heading.line, (heading, level)));
        let fact_lines = lesson.info.iter().flat_map(|info| {
            let facts = info.facts.iter().map(|fact| source.position(fact.value.start).line);
            facts.chain(info.heading_line)
        });
        Self {
            headings: headings.collect(),
            timetables: lesson.timetables.iter().map(|table| (table.line, table)).collect(),
            term_ids: term_ids(lesson),
            fact_lines: fact_lines.collect(),
            boxes: lesson.checks.iter().map(|check| ((check.line, check.column), check.id.as_str())).collect(),
            page: around.course.entries.iter().position(|entry| entry.site == *site),
            ..Self::of_piece(around, lesson, source, site)
        }
    }

    /// A writer of a piece of the text: lines of the piece are not lines of the file, so nothing that is known by its
    /// line counts. It costs next to nothing to make, for a page may hold thousands of pieces.
    fn of_piece(around: Surroundings<'a>, lesson: &'a Lesson, source: &'a Source, site: &'a SitePath) -> Self {
        Self {
            around,
            lesson,
            page: None,
            source,
            site,
            targets: around.course.links.get(&lesson.path),
            headings: BTreeMap::new(),
            timetables: BTreeMap::new(),
            term_ids: BTreeMap::new(),
            fact_lines: BTreeSet::new(),
            boxes: BTreeMap::new(),
            diagrams: 0,
            label: None,
            closing: None,
            section: None,
            article: Article::default(),
        }
    }

    /// The id attribute of the block on a line that defines a term; empty for any other.
    fn term_id(&self, line: usize) -> String {
        self.term_ids.get(&line).map(|id| format!(" id=\"{}\"", escape(id))).unwrap_or_default()
    }

    fn word(&self, key: &'a str) -> &'a str {
        self.around.words.get(key)
    }

    fn target(&self, href: &str) -> Option<&'a Target> {
        self.targets.and_then(|targets| targets.get(href))
    }
}

/// The figure of a whole file.
pub fn blocks_of_file(memo: &Memo, language: super::code::Language, text: &str) -> String {
    let word = language.name().to_lowercase();
    blocks::figure("code", &word, None, &blocks::highlighted(memo, language, text))
}

/// What opens a part for instructors on a page that is made for them.
fn instructors_label(writer: &Writer<'_>, is_block: bool) -> String {
    let name = if is_block { "p" } else { "span" };
    format!("<{name} class=\"instructors-label\">{}</{name}>", escape(writer.word("for_instructors")))
}

/// What can be read in the drawing of a code block with this info string; `None` where its page shows the source.
pub fn labels(memo: &Memo, theme: &DiagramTheme, info: &str, text: &str) -> Option<Vec<String>> {
    blocks::labels(memo, theme, info, text)
}

/// The ids of a lesson's terms, by the lines of their items.
pub fn term_ids(lesson: &Lesson) -> BTreeMap<usize, String> {
    let mut ids = markdown::Ids::default();
    let mut by_line = BTreeMap::new();
    for term in &lesson.terms {
        let mut id = ids.unique(&format!("term-{}", term.term));
        while lesson.has_anchor(&id) {
            id.push('-');
        }
        by_line.entry(term.line).or_insert(id);
    }
    by_line
}

/// Escapes a text for HTML, quotes included.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
