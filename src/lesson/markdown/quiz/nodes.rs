//! Makes the nodes of quizzes.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeBlockDirective, NodeValue, Sourcepos};

use crate::lesson::markdown::Block;
use crate::lesson::quiz::{OptionMark, QuizKind, QuizPart, QuizProblem, QuizQuestion};

/// Makes nodes, and records their blocks.
pub(super) struct NodeMaker<'a, 'b> {
    pub(super) arena: &'a Arena<'a>,
    pub(super) blocks: &'b mut Vec<Block>,
}

impl<'a> NodeMaker<'a, '_> {
    /// Makes a node.
    pub(super) fn node(&self, value: NodeValue, place: Sourcepos) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()))
    }

    /// Makes the block of a part of a question.
    pub(super) fn part(&mut self, part: QuizPart, place: Sourcepos) -> &'a AstNode<'a> {
        let info = self.blocks.len().to_string();
        self.blocks.push(Block::Quiz(part));
        let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
        self.node(NodeValue::BlockDirective(Box::new(directive)), place)
    }

    /// Makes a paragraph of the inline nodes of lines, with line ends between them.
    pub(super) fn paragraph(&self, lines: &[Vec<&'a AstNode<'a>>], place: Sourcepos) -> &'a AstNode<'a> {
        let paragraph = self.node(NodeValue::Paragraph, place);
        for line in lines.iter().filter(|line| !line.is_empty()) {
            if paragraph.first_child().is_some() {
                paragraph.append(self.node(NodeValue::SoftBreak, place));
            }
            for node in line {
                paragraph.append(node);
            }
        }
        paragraph
    }

    /// Adds a question without content to a fence that holds none, so that its author is told.
    pub(super) fn mark_empty(&mut self, group: &'a AstNode<'a>) {
        let place = group.data().sourcepos;
        let question = QuizQuestion {
            kind: QuizKind::Open,
            right: Vec::new(),
            labels: OptionMark::Letter,
            stem: String::new(),
            options: String::new(),
            problems: vec![QuizProblem::NoQuestion],
        };
        let node = self.part(QuizPart::Question(Box::new(question)), place);
        group.append(node);
        let children: Vec<&'a AstNode<'a>> = group.children().filter(|child| !child.same_node(node)).collect();
        for child in children {
            node.append(child);
        }
    }
}
