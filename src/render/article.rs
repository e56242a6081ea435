//! Turns the text of one lesson into the HTML of its article.
//!
//! 1. The file is parsed again (the tree of facts is not kept: parsing costs less than keeping it).
//! 2. Two plans are made from the document: `marks` lists the links to explained terms, `folds` the sections that hide
//!    hints and answers.
//! 3. `walk` passes each node to its writer (`nodes`), which appends elements to a [tree](crate::html): those of
//!    `CommonMark` (`plain`), or the forms of a course (headings, code, drawings, timetables, tasks, menu
//!    paths, links within the course). `raw` makes the author's raw HTML safe and balanced on the way.
//! 4. Passes change the finished tree: `marks::apply`, `links::name_silent_links`,
//!    `emoji::join_emoji`.
//! 5. The tree is serialised, once.
//!
//! # How to add a kind of block
//!
//! - **One reader.** `lesson/markdown.rs` makes it a node of the document, by an option of the parser if there is one, else by a
//!   step of `markdown::parse`. Facts about it (for the search, for checks) are read in `lesson/facts/`.
//! - **One node.** A variant of the parser's `NodeValue`; the work after its content is a variant of
//!   `nodes::NodeExit`, or one of `plain::Exit`.
//! - **One writer.** A method of `ArticleWriter` in a file of its own that opens elements, and an arm for it in
//!   `ArticleWriter::write`. Parts that a book or a single file leaves out have a `Role` (`render/role.rs`).
//! - **One test.** `tests/markdown.rs` builds a page with it; `tests/pack.rs`, if packages treat it in their own way.

mod anchors;
mod badge;
mod code;
mod code_lines;
mod container;
mod diagrams;
mod embed;
mod emoji;
mod folds;
mod footnotes;
mod formulas;
mod headings;
mod images;
mod inputs;
mod links;
mod marks;
mod media;
mod menu_path;
mod nodes;
mod outline;
mod paragraphs;
mod placeholder;
mod plain;
mod portable;
mod quiz;
mod quiz_piece;
mod quotes;
mod raw;
mod table_layout;
mod tables;
mod walk;
mod writer;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};
use serde::{Deserialize, Serialize};

use super::diagram::DiagramTheme;
use super::theme::Words;
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::html::{Node, NodeId, Tree, TreeBuilder};
use crate::lesson::{Lesson, markdown};
use crate::memo::Memo;
use crate::read::{Attachment, Sources};
use crate::site::SitePath;
use crate::source::{CoursePath, Source, Span};
use walk::{Below, NodeWriter, walk};
use writer::ArticleWriter;

pub use diagrams::labels;
pub use images::{REMOTE_ADDRESS, REMOTE_ALT};
pub use inputs::{hash_inputs, hash_shared_inputs};
pub use marks::Explained;
pub use outline::{OutlineItem, outline};
pub use portable::{plain, portable_html};
pub use quiz_piece::{CardSides, QuestionPlace, quiz_card, quiz_question};

/// The input that all articles of a site share.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// The course.
    pub course: &'a Course,
    /// The files that pages refer to.
    pub attachments: &'a BTreeMap<CoursePath, Attachment>,
    /// The words of the theme.
    pub words: &'a Words,
    /// The look of drawings.
    pub diagram: &'a DiagramTheme,
    /// The drawings and coloured code of earlier builds.
    pub memo: &'a Memo,
    /// Whether a comment before each block names its line in the file.
    pub lines: bool,
    /// The texts of the course, for those that embed others.
    pub sources: Option<&'a Sources>,
    /// The glossary's page, if the course explains any terms.
    pub glossary_site: Option<&'a SitePath>,
}

/// The scripts that only some articles need.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleScripts {
    /// It holds tabs: `tabs.js`.
    pub tabs: bool,
    /// It holds a card of media: `media.js`.
    pub media: bool,
    /// It holds a question of a quiz: `quiz.js`.
    pub quiz: bool,
}

/// A finished article.
#[derive(Debug)]
pub struct Article {
    /// Its HTML, without the H1 and the info block, which the template shows.
    pub html: String,
    /// What the page around it depends on.
    pub facts: ArticleFacts,
}

/// What the page around an article depends on, and what the site collects from it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ArticleFacts {
    /// The style rules that its drawings need.
    pub rules: BTreeSet<String>,
    /// Whether it holds a drawing.
    pub has_diagrams: bool,
    /// The scripts that it needs.
    pub scripts: ArticleScripts,
    /// Whether it holds a formula.
    pub has_formulas: bool,
    /// The terms that it marks, in the order of their first marks; a mark names its term by its place in this list,
    /// counted from 1.
    pub explained: Vec<Explained>,
    /// Diagnostics for its author.
    pub diagnostics: Vec<Diagnostic>,
}

/// Renders the article of a lesson for the page at `site`.
pub fn article(context: RenderContext<'_>, lesson: &Lesson, source: &Source, site: &SitePath) -> Article {
    let body = markdown::body(source, lesson.front_length);
    let arena = Arena::new();
    let document = markdown::parse_signs(&arena, &body, source.dialect, lesson.signs);
    let mut writer = ArticleWriter::new(context, lesson, source, site);
    writer.blocks = document.blocks;
    writer.plan_marks(document.root);
    writer.plan_folds(document.root);
    walk(document.root, &mut writer);
    let (mut tree, facts) = writer.finish();
    anchors::add_lost_ids(&mut tree, lesson);
    Article { html: tree.html(tree.root()), facts }
}

/// Returns the diagnostics of rendering the article of a lesson, without writing its HTML.
pub fn problems(context: RenderContext<'_>, lesson: &Lesson, source: &Source) -> Vec<Diagnostic> {
    let body = markdown::body(source, lesson.front_length);
    let arena = Arena::new();
    let document = markdown::parse_signs(&arena, &body, source.dialect, lesson.signs);
    let site = SitePath::new("index.html");
    let mut writer = ProblemFinder(ArticleWriter::of_piece(context, lesson, source, &site));
    walk(document.root, &mut writer);
    writer.0.finish().1.diagnostics
}

/// Writes only raw HTML, code and formulas, the blocks with diagnostics.
struct ProblemFinder<'a>(ArticleWriter<'a>);

impl<'n> NodeWriter<'n> for ProblemFinder<'_> {
    type Exit = ();

    fn enter(&mut self, node: &'n AstNode<'n>) -> (Below, ()) {
        let writer = &mut self.0;
        let depth = writer.begin_node(node);
        let data = node.data();
        let line = data.sourcepos.start.line;
        match &data.value {
            NodeValue::CodeBlock(block) if markdown::formula::is_formula(&block.info) => {
                writer.formula_of_block(block, data.sourcepos);
            }
            NodeValue::CodeBlock(block) => writer.check_code(block, line),
            NodeValue::Math(math) => {
                writer.formula_of_math(math, data.sourcepos);
            }
            NodeValue::HtmlBlock(html) => {
                writer.raw_html(node, &html.literal, true);
            }
            NodeValue::HtmlInline(html) => {
                writer.raw_html(node, html, false);
            }
            _ => {}
        }
        writer.enter_scope(node, depth);
        (Below::Walk, ())
    }

    fn leave(&mut self, _: &'n AstNode<'n>, (): ()) {
        self.0.end_node();
        self.0.leave_child();
    }
}

/// Renders a piece of a lesson's Markdown (the value of a fact, a definition) as inline HTML for the page at `site`.
pub fn inline(context: RenderContext<'_>, lesson: &Lesson, source: &Source, site: &SitePath, span: Span) -> String {
    let text = unquoted(source, span);
    let arena = Arena::new();
    let document = markdown::parse(&arena, &text, source.dialect);
    let mut writer = ArticleWriter::of_piece(context, lesson, source, site);
    writer.blocks = document.blocks;
    walk(document.root, &mut writer);
    inline_html(&mut writer.finish().0)
}

/// Serialises a piece; if it is a single paragraph, as most values are, without the `<p>`.
fn inline_html(tree: &mut Tree<'_>) -> String {
    let root = tree.root();
    let is_blank = |id: &NodeId| matches!(tree.node(*id), Node::Text(text) if text.trim().is_empty());
    let mut blocks = tree.children(root).filter(|id| !is_blank(id));
    if let (Some(only), None) = (blocks.next(), blocks.next()) {
        let is_bare = tree.element(only).is_some_and(|block| block.name == "p" && block.attributes.is_empty());
        if is_bare {
            return tree.inner_html(only);
        }
    }
    tree.html(root).trim().to_owned()
}

/// Returns a piece of a text without the `>` that begin its further lines if it is in a quote; a quote within it stays one.
pub fn unquoted(source: &Source, span: Span) -> Cow<'_, str> {
    let text = &source.text[span.start..span.end];
    let line = source.line_span(source.line_of(span.start));
    let is_in_quote = source.text[line.start..span.start].trim_start().starts_with('>');
    let text = without_notes(source, text);
    if !is_in_quote || !text.contains("\n>") && !text.contains("\n >") {
        return text;
    }
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_start().trim_start_matches(['>', ' '])).collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns a piece of a text without the references to the notes of its page, which are not part of the piece.
fn without_notes<'t>(source: &Source, text: &'t str) -> Cow<'t, str> {
    let mut kept = Cow::Borrowed(text);
    let mut at = 0;
    while let Some(start) = kept[at..].find("[^").map(|found| at + found) {
        at = start + 2;
        let Some(end) = kept[at..].find(']').map(|found| at + found + 1) else { break };
        let is_note = source.text.contains(&format!("{}:", &kept[start..end]));
        if is_note && !kept[end..].starts_with(':') {
            kept.to_mut().replace_range(start..end, "");
            at = start;
        }
    }
    kept
}

/// Renders the figure of a whole file.
pub fn blocks_of_file(memo: &Memo, language: super::code::CodeLanguage, text: &str) -> String {
    let word = language.name().to_lowercase();
    let mut out = TreeBuilder::new();
    let figure = code::figure(&mut out, "code", &word, None);
    figure.fill(&mut out, code_lines::numbered(&code::highlighted(memo, language, text)));
    let tree = out.finish();
    tree.html(tree.root())
}

/// Returns the ids of a lesson's terms, by the lines of their items.
pub fn term_ids(lesson: &Lesson) -> BTreeMap<usize, String> {
    let mut ids = markdown::HeadingIds::default();
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

#[cfg(test)]
mod tests;
