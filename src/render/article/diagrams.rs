//! Turns Mermaid blocks into figures: the drawing with its name, description and source, or the source with its mistake.

use super::code::{begin_code, figure};
use super::writer::ArticleWriter;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::html::Element;
use crate::lesson::code_block::language_word;
use crate::memo::Memo;
use crate::message;
use crate::message::Message;
use crate::render::diagram::{
    self, DiagramAdvice, DiagramEdit, DiagramError, DiagramFault, DiagramTheme, Drawing, DrawingNaming, MOST_BYTES,
    MOST_EDGES,
};
use crate::render::role::Role;
use crate::source::Span;

/// The longest accessible description of a drawing, in characters: a long list of words is
/// tiring to listen to, and the source is on the page.
const MAX_DESCRIPTION: usize = 400;

/// The words for families of diagrams, which screen readers say in place of "image".
const KIND_WORDS: [(&str, &str); 27] = [
    ("flowchart", "diagram_kind_flowchart"),
    ("sequence", "diagram_kind_sequence"),
    ("zenuml", "diagram_kind_sequence"),
    ("state", "diagram_kind_state"),
    ("class", "diagram_kind_class"),
    ("er", "diagram_kind_er"),
    ("journey", "diagram_kind_journey"),
    ("gantt", "diagram_kind_gantt"),
    ("pie", "diagram_kind_pie"),
    ("quadrant", "diagram_kind_quadrant"),
    ("requirement", "diagram_kind_requirement"),
    ("gitgraph", "diagram_kind_git"),
    ("c4", "diagram_kind_c4"),
    ("mindmap", "diagram_kind_mindmap"),
    ("timeline", "diagram_kind_timeline"),
    ("sankey", "diagram_kind_sankey"),
    ("xychart", "diagram_kind_xychart"),
    ("block", "diagram_kind_block"),
    ("packet", "diagram_kind_packet"),
    ("kanban", "diagram_kind_kanban"),
    ("architecture", "diagram_kind_architecture"),
    ("radar", "diagram_kind_radar"),
    ("treemap", "diagram_kind_tree"),
    ("treeview", "diagram_kind_tree"),
    ("venn", "diagram_kind_venn"),
    ("ishikawa", "diagram_kind_ishikawa"),
    ("wardley", "diagram_kind_wardley"),
];

/// Tests whether the language of a code block is Mermaid.
pub(super) fn is_diagram(word: &str) -> bool {
    word.eq_ignore_ascii_case("mermaid")
}

impl ArticleWriter<'_> {
    /// Writes the figure of a block that begins on a line.
    pub(super) fn figure_of_diagram(&mut self, literal: &str, line: usize) {
        let drawn = drawn(self.context.memo, self.context.diagram, literal);
        self.code.diagrams += 1;
        let id = format!("diagram-{}", self.code.diagrams);
        let source = literal.trim_end().to_owned();
        match drawn {
            Ok(drawing) => self.figure_of_drawing(drawing, &id, source),
            Err(error) => {
                self.report(&error, line);
                self.figure_of_failure(&id, source);
            }
        }
    }

    fn figure_of_drawing(&mut self, drawing: Drawing, id: &str, source: String) {
        let name = self.unique_name(&drawing);
        let statements = self.statements(&drawing);
        let parts = if statements.is_empty() { &drawing.labels } else { &statements };
        let separator = if statements.is_empty() { ", " } else { "; " };
        let description = drawing.description.clone().unwrap_or_else(|| description(&name, parts, separator));
        let text_id = format!("{id}-text");
        self.article.has_diagrams = true;
        let links = self.links_of_nodes(&drawing);
        let kind = KIND_WORDS.iter().find(|(kind, _)| *kind == drawing.kind).map_or("diagram", |(_, word)| *word);
        let naming = DrawingNaming {
            id,
            name: &name,
            description: &description,
            kind: self.word(kind),
            details: (!statements.is_empty()).then_some(text_id.as_str()),
        };
        let svg = drawing.svg_with_links(&naming, &links);
        let summary = self.word("diagram_source").to_owned();
        self.article.rules.extend(drawing.rules);
        let out = &mut self.out;
        let figure_of_all = Element::new("figure").with("class", "diagram").with("id", format!("figure-{id}"));
        let figure_of_all = out.open(figure_of_all);
        let view = Element::new("div").with("class", "diagram-view").with("tabindex", "0").with("role", "group");
        let view = out.open(view.with("aria-label", name));
        out.markup(svg);
        out.close(view);
        let details = Element::new("details").with("class", "diagram-source");
        out.open(details.with(Role::ATTRIBUTE, Role::ScreenOnly.as_str()));
        out.element_with_text(Element::new("summary"), summary);
        if !statements.is_empty() {
            let list = out.open(Element::new("ul").with("id", text_id));
            for statement in statements {
                out.element_with_text(Element::new("li"), statement);
            }
            out.close(list);
        }
        figure(out, "code", "mermaid", None).fill_text(out, source);
        out.close(figure_of_all);
    }

    /// Returns the relations, messages or values of a drawing in the words of the page.
    fn statements(&self, drawing: &Drawing) -> Vec<String> {
        let (start, end) = (self.word("diagram_start"), self.word("diagram_end"));
        drawing.statements.iter().map(|text| text.replace(diagram::START, start).replace(diagram::END, end)).collect()
    }

    /// Returns the name of a drawing, with a number if an earlier drawing of the page has it.
    fn unique_name(&mut self, drawing: &Drawing) -> String {
        let name = self.name(drawing);
        let mut unique = name.clone();
        let mut number = 1;
        while self.code.diagram_names.contains(&unique) {
            number += 1;
            unique = format!("{name} ({number})");
        }
        self.code.diagram_names.insert(unique.clone());
        unique
    }

    /// Writes the source of a block that cannot be drawn; the reason is its author's business.
    fn figure_of_failure(&mut self, id: &str, source: String) {
        let word = self.word("diagram_failed").to_owned();
        let out = &mut self.out;
        let figure = Element::new("figure").with("class", "diagram failed").with("id", format!("figure-{id}"));
        let figure = out.open(figure);
        out.element_with_text(Element::new("p").with("class", "diagram-error"), word);
        begin_code(out, Some("language-mermaid".to_owned()));
        out.text(source);
        out.close(figure);
    }

    /// Reports a block that cannot be drawn, without writing it.
    pub(super) fn check_diagram(&mut self, literal: &str, line: usize) {
        if let Err(error) = drawn(self.context.memo, self.context.diagram, literal) {
            self.report(&error, line);
        }
    }

    fn report(&mut self, error: &DiagramError, fence_line: usize) {
        let line = fence_line + error.line.unwrap_or(0);
        let whole = self.source.line_span(line);
        let span = match error.column {
            Some(column) => Span::new(self.place_in_line(line, column), whole.end),
            None => whole,
        };
        let edit = |edit: &DiagramEdit| {
            let line = fence_line + edit.line;
            let (start, end) = (edit.column, edit.column + edit.length);
            let span = Span::new(self.place_in_line(line, start), self.place_in_line(line, end));
            Edit { span, text: edit.text.clone() }
        };
        let fix = Fix { certain: true, edits: error.fix.iter().map(edit).collect() };
        let message = message!("broken-diagram", error = fault(&error.fault));
        let problem = Diagnostic::at(&self.lesson.path, span, Code::BrokenDiagram, message).hint(advice(error.advice));
        self.article.diagnostics.push(problem.fix(Some(fix).filter(|fix| !fix.edits.is_empty())));
    }

    /// Returns the byte offset of a column in a line, both from 1, the column in characters after the indent of a fence.
    fn place_in_line(&self, line: usize, column: usize) -> usize {
        let span = self.source.line_span(line);
        let text = &self.source.text[span.start..span.end];
        text.char_indices().nth(column.saturating_sub(1)).map_or(span.end, |(at, _)| span.start + at)
    }

    /// Returns the name of a drawing: the author's, else the label above it, else the heading above it.
    fn name(&self, drawing: &Drawing) -> String {
        let own = drawing.title.clone().filter(|title| !title.trim().is_empty());
        own.or_else(|| self.code.label.clone())
            .or_else(|| self.code.section.clone())
            .or_else(|| self.lesson.title.as_ref().map(|title| title.name.clone()))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| self.word("diagram").to_owned())
    }
}

fn drawn(memo: &Memo, theme: &DiagramTheme, literal: &str) -> Result<Drawing, DiagramError> {
    let kind = format!("drawing {}", diagram::VERSION);
    memo.get(&kind, &[&theme.fingerprint(), literal], || diagram::draw(theme, literal))
}

/// Returns the texts in the drawing of a code block, its title and description first; `None`
/// if the block is not a diagram or cannot be drawn, so that the page shows the source.
pub fn labels(memo: &Memo, theme: &DiagramTheme, info: &str, literal: &str) -> Option<Vec<String>> {
    if !is_diagram(language_word(info)) {
        return None;
    }
    // Cached separately from the drawing, which is a hundred times as large.
    let kind = format!("labels {}", diagram::VERSION);
    memo.get(&kind, &[&theme.fingerprint(), literal], || {
        let drawing = drawn(memo, theme, literal).ok()?;
        Some(drawing.title.into_iter().chain(drawing.description).chain(drawing.labels).collect())
    })
}

/// Returns the statements or the labels of a drawing as a sentence.
fn description(name: &str, parts: &[String], separator: &str) -> String {
    let mut description = String::new();
    for part in parts.iter().filter(|part| part.as_str() != name) {
        if description.chars().count() + part.chars().count() > MAX_DESCRIPTION {
            description.push_str(separator);
            description.push('…');
            break;
        }
        if !description.is_empty() {
            description.push_str(separator);
        }
        description.push_str(part);
    }
    description
}

/// Returns the words for a fault.
fn fault(fault: &DiagramFault) -> Message {
    match fault {
        DiagramFault::Empty => message!("broken-diagram-empty"),
        DiagramFault::TooLarge => message!("broken-diagram-too-large"),
        DiagramFault::Engine => message!("broken-diagram-engine"),
        DiagramFault::UnknownKind(kind) => message!("broken-diagram-unknown-kind", kind),
        DiagramFault::TooManyEdges(edges) => message!("broken-diagram-too-many-edges", edges = *edges),
        DiagramFault::Syntax(statement) if statement.is_empty() => message!("broken-diagram-statement"),
        DiagramFault::Syntax(statement) => message!("broken-diagram-syntax", statement),
    }
}

/// Returns the words for an advice.
fn advice(advice: DiagramAdvice) -> Message {
    match advice {
        DiagramAdvice::WriteOrRemove => message!("broken-diagram-empty.hint"),
        DiagramAdvice::Split => message!("broken-diagram-too-large.hint", limit = MOST_BYTES),
        DiagramAdvice::Report => message!("broken-diagram-engine.hint"),
        DiagramAdvice::KnownKind => message!("broken-diagram-unknown-kind.hint"),
        DiagramAdvice::QuoteLabel => message!("broken-diagram-label.hint"),
        DiagramAdvice::EndWord => message!("broken-diagram-end-word.hint"),
        DiagramAdvice::MissingEnd => message!("broken-diagram-missing-end.hint"),
        DiagramAdvice::NoStyle => message!("broken-diagram-no-style.hint"),
        DiagramAdvice::FrontMatter => message!("broken-diagram-front-matter.hint"),
        DiagramAdvice::Dates => message!("broken-diagram-dates.hint"),
        DiagramAdvice::Syntax => message!("broken-diagram.hint"),
        DiagramAdvice::CloseBracket => message!("broken-diagram-bracket.hint"),
        DiagramAdvice::CloseQuote => message!("broken-diagram-quote.hint"),
        DiagramAdvice::CloseBrace => message!("broken-diagram-brace.hint"),
        DiagramAdvice::LongArrow => message!("broken-diagram-arrow.hint"),
        DiagramAdvice::MessageText => message!("broken-diagram-message.hint"),
        DiagramAdvice::Signs => message!("broken-diagram-signs.hint"),
        DiagramAdvice::CommentSign => message!("broken-diagram-comment.hint"),
        DiagramAdvice::Direction => message!("broken-diagram-direction.hint"),
        DiagramAdvice::Spelling => message!("broken-diagram-spelling.hint"),
        DiagramAdvice::ClosePipe => message!("broken-diagram-pipe.hint"),
        DiagramAdvice::OneWord => message!("broken-diagram-one-word.hint"),
        DiagramAdvice::QuoteSlice => message!("broken-diagram-slice.hint"),
        DiagramAdvice::OneRoot => message!("broken-diagram-one-root.hint"),
        DiagramAdvice::BranchFirst => message!("broken-diagram-branch.hint"),
        DiagramAdvice::ZeroToOne => message!("broken-diagram-zero-to-one.hint"),
        DiagramAdvice::NoFormula => message!("broken-diagram-formula.hint"),
        DiagramAdvice::FewerEdges => message!("broken-diagram-too-many-edges.hint", limit = MOST_EDGES),
    }
}
