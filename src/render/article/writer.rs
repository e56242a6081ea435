//! Holds the state of writing one article.

use std::collections::{BTreeMap, BTreeSet};

use comrak::nodes::AstNode;

use super::code::CodeState;
use super::embed::Embeds;
use super::emoji::join_emoji;
use super::folds::Folds;
use super::footnotes::Footnotes;
use super::formulas::Formulas;
use super::marks::{self, MarkedPassages, PlannedMark};
use super::menu_path::MenuPath;
use super::quiz::QuizState;
use super::raw::Scope;
use super::{ArticleFacts, RenderContext, links, outline, term_ids};
use crate::course::Target;
use crate::html::{Tree, TreeBuilder};
use crate::lesson::markdown::Block;
use crate::lesson::{Heading, Lesson, QuizFact, Timetable};
use crate::site::SitePath;
use crate::source::Source;

/// Writes the article of a lesson, or a piece of one, into a tree.
///
/// The facts of the lesson are looked up by the lines of blocks.
pub(super) struct ArticleWriter<'a> {
    pub(super) context: RenderContext<'a>,
    pub(super) lesson: &'a Lesson,
    /// The entry whose page is written; `None` for a piece.
    pub(super) page: Option<usize>,
    pub(super) source: &'a Source,
    pub(super) site: &'a SitePath,
    targets: Option<&'a BTreeMap<String, Target>>,
    /// The headings by their lines, with the levels at which they are shown.
    pub(super) headings: BTreeMap<usize, (&'a Heading, u8)>,
    pub(super) timetables: BTreeMap<usize, &'a Timetable>,
    /// The ids of the terms that blocks define, by the lines of the blocks.
    pub(super) term_ids: BTreeMap<usize, String>,
    /// The lines of the info block, which the page shows as a card.
    pub(super) fact_lines: BTreeSet<usize>,
    /// The names of checkboxes by the places of their tasks.
    pub(super) boxes: BTreeMap<(usize, usize), &'a str>,
    /// The questions of quizzes by their places.
    pub(super) quizzes: BTreeMap<(usize, usize), &'a QuizFact>,
    /// The questions of quizzes so far.
    pub(super) quiz: QuizState,
    /// The tree so far.
    pub(super) out: TreeBuilder<'static>,
    /// The depth of the walk in the document, which is 0.
    pub(super) depth: usize,
    /// The open raw HTML of the nodes that the walk is in, innermost last.
    pub(super) scopes: Vec<Scope>,
    /// The ids of headings and raw HTML; empty until there is raw HTML with an id.
    pub(super) ids: BTreeSet<String>,
    pub(super) folds: Folds,
    pub(super) footnotes: Footnotes,
    pub(super) embeds: Embeds,
    pub(super) menu_path: Option<MenuPath>,
    /// The labels of the columns of the table that the walk is in; empty if its rows are not stacked on phones.
    pub(super) stacked_labels: Vec<String>,
    /// The marks of terms, by the places of their blocks; they are applied when the tree is complete.
    pub(super) marks: BTreeMap<(usize, usize), Vec<PlannedMark>>,
    pub(super) passages: MarkedPassages,
    pub(super) code: CodeState,
    /// The block directives of the document.
    pub(super) blocks: Vec<Block>,
    /// The macros and numbers of the formulas so far.
    pub(super) formulas: Formulas,
    /// The results besides the HTML.
    pub(super) article: ArticleFacts,
}

impl<'a> ArticleWriter<'a> {
    /// Creates a writer for a whole lesson.
    pub(super) fn new(context: RenderContext<'a>, lesson: &'a Lesson, source: &'a Source, site: &'a SitePath) -> Self {
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
            quizzes: lesson.quizzes.iter().map(|quiz| ((quiz.line, quiz.column), quiz)).collect(),
            page: context.course.entries.iter().position(|entry| entry.site == *site),
            ..Self::of_piece(context, lesson, source, site)
        }
    }

    /// Creates a writer for a piece of a lesson: its lines are not lines of the file, so that facts by
    /// line do not apply. It is cheap, because a page may have thousands of pieces.
    pub(super) fn of_piece(
        context: RenderContext<'a>,
        lesson: &'a Lesson,
        source: &'a Source,
        site: &'a SitePath,
    ) -> Self {
        Self {
            context,
            lesson,
            page: None,
            source,
            site,
            targets: context.course.links.get(&lesson.path),
            headings: BTreeMap::new(),
            timetables: BTreeMap::new(),
            term_ids: BTreeMap::new(),
            fact_lines: BTreeSet::new(),
            boxes: BTreeMap::new(),
            quizzes: BTreeMap::new(),
            quiz: QuizState::default(),
            out: TreeBuilder::new(),
            depth: 0,
            scopes: Vec::new(),
            ids: BTreeSet::new(),
            folds: Folds::default(),
            footnotes: Footnotes::default(),
            embeds: Embeds::default(),
            menu_path: None,
            stacked_labels: Vec::new(),
            marks: BTreeMap::new(),
            passages: MarkedPassages::default(),
            code: CodeState::default(),
            blocks: Vec::new(),
            formulas: Formulas::default(),
            article: ArticleFacts::default(),
        }
    }

    /// Records that the walk enters a node; returns its depth in the document.
    pub(super) fn begin_node<'n>(&mut self, node: &'n AstNode<'n>) -> usize {
        self.enter_child(node);
        self.depth += 1;
        self.depth - 1
    }

    /// Records that the walk leaves a node.
    pub(super) fn end_node(&mut self) {
        self.depth -= 1;
        self.leave_scope(self.depth);
    }

    /// Runs the passes over the finished tree.
    pub(super) fn finish(self) -> (Tree<'static>, ArticleFacts) {
        let mut tree = self.out.finish();
        marks::apply(&mut tree, self.passages);
        links::name_silent_links(&mut tree);
        join_emoji(&mut tree);
        (tree, self.article)
    }

    /// Returns the id of the block on a line that defines a term.
    pub(super) fn term_id(&self, line: usize) -> Option<String> {
        self.term_ids.get(&line).cloned()
    }

    /// Returns a word of the theme.
    pub(super) fn word(&self, key: &'a str) -> &'a str {
        self.context.words.get(key)
    }

    /// Returns the target of an address of the lesson; `None` if it is outside the course.
    pub(super) fn target(&self, href: &str) -> Option<&'a Target> {
        self.targets.and_then(|targets| targets.get(href))
    }
}
