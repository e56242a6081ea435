//! Turns the tree of a parsed file into its passages of running text, and the other text beside them.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};

use crate::html::{self, TagKind};
use crate::lesson::markdown::{self, Block, formula};
use crate::lesson::quiz::QuizPart;
use crate::lesson::{Aside, Heading, Passage};
use crate::source::Span;

/// Raw HTML elements whose text is a control, code or a heading: no term is marked in them.
const CLOSED_ELEMENTS: [&str; 21] = [
    "a", "button", "code", "kbd", "label", "math", "nav", "object", "option", "pre", "samp", "script", "select",
    "style", "summary", "svg", "textarea", "title", "var", "h1", "h2",
];

/// The most open elements that are tracked; deeper nesting is a mistake.
const MOST_OPEN: usize = 64;

/// The facts of a file, besides its tree, on which its passages depend.
pub(super) struct PassageContext<'l> {
    /// All headings, in order.
    pub(super) headings: &'l [Heading],
    /// 1-based lines without running text, both included and in order: keyword sections and the info block.
    pub(super) closed_lines: Vec<(usize, usize)>,
    /// The lines on which timetables begin.
    pub(super) timetables: Vec<usize>,
    /// The block directives of the document.
    pub(super) blocks: &'l [Block],
}

/// Collects the passages of a document and the text beside them, both in order.
pub(super) fn texts<'a>(root: &'a AstNode<'a>, context: &PassageContext<'_>) -> (Vec<Passage>, Vec<Aside>) {
    let (mut passages, mut asides) = (Vec::new(), Vec::new());
    let mut beside = |place, text: String| {
        asides.extend(Some(Aside { place, text }).filter(|aside| !aside.text.trim().is_empty()));
    };
    // Depth of blocks without running text, and open raw HTML elements with the depth of their start.
    let (mut closed, mut depth) = (0usize, 0usize);
    let mut open_html: Vec<(usize, String)> = Vec::new();
    let mut sections = Sections::new(context.headings);
    // Whether the walk is in an answer of a quiz, which neither the search nor the glossary shows.
    let mut hidden = 0usize;
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => {
                depth += 1;
                let data = node.data();
                let place = (data.sourcepos.start.line, data.sourcepos.start.column);
                hidden += usize::from(is_hidden(&data.value, context.blocks));
                match &data.value {
                    _ if hidden > 0 => {}
                    value if is_closed(value, place.0, context) => closed += 1,
                    NodeValue::HtmlBlock(html) => {
                        beside(place, html::words(&html.literal));
                        note_html(&html.literal, depth, &mut open_html);
                    }
                    NodeValue::CalloutTitle => beside(place, markdown::text(node)),
                    NodeValue::CodeBlock(code) if formula::is_formula(&code.info) => {
                        beside(place, formula::plain_of_block(code));
                    }
                    NodeValue::Paragraph | NodeValue::TableCell => {
                        let before = context.closed_lines.partition_point(|&(first, _)| first <= place.0);
                        let is_closed = before > 0 && place.0 <= context.closed_lines[before - 1].1;
                        if closed > 0 || !open_html.is_empty() || is_closed || begins_with_image(node) {
                            beside(place, markdown::text(node));
                        } else {
                            let (section, chapter) = sections.at(place.0);
                            let passage = passage(node, place, section, chapter);
                            passages.extend(Some(passage).filter(|passage| !passage.text.trim().is_empty()));
                        }
                    }
                    _ => {}
                }
            }
            NodeEdge::End(node) => {
                let data = node.data();
                if hidden > 0 {
                    hidden -= usize::from(is_hidden(&data.value, context.blocks));
                } else if is_closed(&data.value, data.sourcepos.start.line, context) {
                    closed -= 1;
                }
                depth -= 1;
                open_html.retain(|(opened, _)| *opened <= depth + 1);
            }
        }
    }
    (passages, asides)
}

/// Tests whether a block contains no running text. A task is a control: a tap on its words ticks it.
fn is_closed(value: &NodeValue, line: usize, context: &PassageContext<'_>) -> bool {
    match value {
        NodeValue::Heading(_) | NodeValue::TableRow(true) | NodeValue::DescriptionTerm | NodeValue::TaskItem(_) => true,
        NodeValue::Table(_) => context.timetables.contains(&line),
        // A note on a term would answer the question.
        NodeValue::BlockDirective(_) => matches!(part_of(value, context.blocks), Some(QuizPart::Question(_))),
        _ => false,
    }
}

/// Tests whether a block gives an answer away: the answer of a question, and items in their order.
fn is_hidden(value: &NodeValue, blocks: &[Block]) -> bool {
    matches!(part_of(value, blocks), Some(QuizPart::Answer | QuizPart::Options { is_secret: true }))
}

/// Returns the part of a quiz that a block is.
fn part_of<'b>(value: &NodeValue, blocks: &'b [Block]) -> Option<&'b QuizPart> {
    let NodeValue::BlockDirective(directive) = value else { return None };
    match blocks.get(directive.info.parse::<usize>().ok()?)? {
        Block::Quiz(part) => Some(part),
        _ => None,
    }
}

/// Tests for an image on its own line, which becomes a figure; the text of the same paragraph is its caption.
fn begins_with_image<'a>(block: &'a AstNode<'a>) -> bool {
    block.first_child().is_some_and(|first| matches!(first.data().value, NodeValue::Image(_)))
}

/// Tracks the elements that blocks of raw HTML open and close.
fn note_html(html: &str, depth: usize, open: &mut Vec<(usize, String)>) {
    for tag in html::tags(html) {
        match tag.kind {
            TagKind::Open if CLOSED_ELEMENTS.contains(&tag.name.as_str()) && open.len() < MOST_OPEN => {
                open.push((depth, tag.name));
            }
            TagKind::Close => {
                if let Some(at) = open.iter().rposition(|(_, name)| *name == tag.name) {
                    open.remove(at);
                }
            }
            _ => {}
        }
    }
}

fn passage<'a>(block: &'a AstNode<'a>, place: (usize, usize), section: Option<usize>, chapter: usize) -> Passage {
    let mut passage = Passage { place, text: String::new(), masked: Vec::new(), inlines: Vec::new(), section, chapter };
    let mut starts = Vec::new();
    let mut open_html: Vec<(usize, String)> = Vec::new();
    let (mut images, mut hidden_from) = (0usize, None);
    for edge in block.traverse() {
        let text = &mut passage.text;
        match edge {
            NodeEdge::Start(node) => {
                starts.push(text.len());
                let from = text.len();
                match &node.data().value {
                    NodeValue::Image(_) => images += 1,
                    _ if images > 0 => {}
                    NodeValue::Text(literal) => text.push_str(literal),
                    NodeValue::Code(code) => {
                        text.push_str(&code.literal);
                        passage.masked.push(Span::new(from, text.len()));
                    }
                    NodeValue::Math(math) => {
                        text.push_str(&formula::plain(math));
                        passage.masked.push(Span::new(from, text.len()));
                    }
                    NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
                    NodeValue::HtmlInline(html) => {
                        note_html(html, 0, &mut open_html);
                        if open_html.is_empty() {
                            let start: Option<usize> = hidden_from.take();
                            passage.masked.extend(start.map(|start| Span::new(start, from)));
                        } else {
                            hidden_from.get_or_insert(from);
                        }
                    }
                    _ => {}
                }
            }
            NodeEdge::End(node) => {
                let span = Span::new(starts.pop().unwrap_or_default(), text.len());
                match &node.data().value {
                    NodeValue::Image(_) => images -= 1,
                    NodeValue::Link(_) => passage.masked.push(span),
                    NodeValue::Strong
                    | NodeValue::Emph
                    | NodeValue::Strikethrough
                    | NodeValue::Highlight
                    | NodeValue::Insert
                    | NodeValue::Superscript
                    | NodeValue::Subscript
                        if span.start < span.end =>
                    {
                        passage.inlines.push(span);
                    }
                    _ => {}
                }
            }
        }
    }
    passage.masked.extend(hidden_from.map(|start| Span::new(start, passage.text.len())));
    passage.masked.sort_unstable();
    passage
}

/// The headings already passed in a walk from top to bottom.
struct Sections<'l> {
    headings: &'l [Heading],
    passed: usize,
    section: Option<usize>,
    chapter: usize,
    /// The level of major sections: 2, or that of the page's highest headings where it has none of level 2.
    major: u8,
}

impl<'l> Sections<'l> {
    fn new(headings: &'l [Heading]) -> Self {
        let levels =
            headings.iter().filter(|heading| !heading.nested && heading.level > 1).map(|heading| heading.level);
        Self { headings, passed: 0, section: None, chapter: 0, major: levels.min().unwrap_or(2) }
    }

    /// Returns the heading and the number of the major section of a line; lines must come in order.
    fn at(&mut self, line: usize) -> (Option<usize>, usize) {
        while let Some(heading) = self.headings.get(self.passed).filter(|heading| heading.line <= line) {
            if !heading.nested {
                self.section = Some(self.passed);
                self.chapter += usize::from(self.passed > 0 && heading.level <= self.major);
            }
            self.passed += 1;
        }
        (self.section, self.chapter)
    }
}
