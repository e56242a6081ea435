//! Turns the questions of a document into blocks: lists, lines and tables under a heading such as `Quiz`, and `quiz` fences.
//!
//! 1. `fences` replaces each `quiz` fence by its content, as a group of questions.
//! 2. `sections` splits the document into runs of blocks in which questions may be.
//! 3. `sequence` finds the questions of a run: `options` reads lists and lettered lines, `trailing` the answer after them.
//! 4. `question` makes the nodes: a [`QuizPart::Question`](crate::lesson::quiz::QuizPart) with its parts.
//!
//! # How to add a form of question
//!
//! A variant of [`QuizKind`](crate::lesson::quiz::QuizKind), an arm in `sequence::RunReader::question_at`, its element in
//! `render/article/quiz.rs`, its judge in `themes/default/js/quiz.js`, and a case in `tests/cases/markdown/quizzes.md`.

mod fences;
mod gaps;
mod lines;
mod nodes;
mod options;
mod question;
mod sections;
mod sequence;
mod trailing;

use comrak::nodes::AstNode;
use comrak::{Arena, Options};

use super::ParsedDocument;
pub(super) use fences::with_fences;
pub(crate) use gaps::GAP;
use nodes::NodeMaker;
use sections::RunScope;
use sequence::RunReader;

/// Makes the questions of a document; `parse` reads the content of a fence.
pub(super) fn read<'a>(
    arena: &'a Arena<'a>,
    document: &mut ParsedDocument<'a>,
    options: &Options<'static>,
    parse: impl Fn(&str) -> ParsedDocument<'a>,
) {
    let fences: Vec<(&'a AstNode<'a>, String)> =
        document.root.descendants().filter_map(|node| Some((node, fences::fence_text(node)?))).collect();
    for (fence, text) in &fences {
        fences::expand(fence, parse(text), &mut document.blocks);
    }
    let runs = sections::runs(document.root);
    let mut reader = RunReader { maker: NodeMaker { arena, blocks: &mut document.blocks }, options };
    for (group, _) in &fences {
        let children: Vec<&'a AstNode<'a>> = group.children().collect();
        if reader.read(&children, RunScope::Fence, None) == 0 {
            reader.maker.mark_empty(group);
        }
    }
    for run in runs {
        reader.read(&run.blocks, run.scope, run.head);
    }
}

/// Makes the question of a document that holds only this question, as on pages that collect questions.
pub(super) fn read_single<'a>(arena: &'a Arena<'a>, document: &mut ParsedDocument<'a>, options: &Options<'static>) {
    let children: Vec<&'a AstNode<'a>> = document.root.children().collect();
    let mut reader = RunReader { maker: NodeMaker { arena, blocks: &mut document.blocks }, options };
    // A heading would have an id, which is that of another page.
    for block in &children {
        question::flatten_headings(&reader.maker, block);
    }
    reader.read(&children, RunScope::Fence, None);
}
