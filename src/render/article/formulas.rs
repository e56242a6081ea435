//! Turns formulas into `MathML`: in the line, or as figures; one that cannot be read shows its source.

use comrak::nodes::{NodeCodeBlock, NodeMath, Sourcepos};
pub(super) use seodang_formula::Formulas;
use seodang_formula::{Display, FormulaError};

use super::code::begin_code;
use super::plain::Exit;
use super::writer::ArticleWriter;
use crate::diagnostic::{Code, Diagnostic};
use crate::html::Element;
use crate::lesson::markdown::formula::label;
use crate::lesson::markdown::{self, LiteralMap};
use crate::message;
use crate::source::Span;

impl ArticleWriter<'_> {
    /// Writes a formula within a line.
    pub(super) fn inline_formula(&mut self, math: &NodeMath, place: Sourcepos) -> Exit {
        match self.formula_of_math(math, place) {
            Some(markup) if math.display_math => {
                let line = self.out.open(Element::new("span").with("class", "formula-line"));
                self.out.markup(markup);
                self.out.close(line);
            }
            Some(markup) => self.out.markup(markup),
            None => {
                let source = Element::new("code").with("class", "formula-failed");
                self.out.element_with_text(source, math.literal.trim().to_owned());
            }
        }
        Exit::Nothing
    }

    /// Writes a formula on lines of its own.
    pub(super) fn block_formula(&mut self, block: &NodeCodeBlock, place: Sourcepos) -> Exit {
        self.out.start_line();
        match self.formula_of_block(block, place) {
            // Only definitions of macros.
            Some(markup) if markup.is_empty() => {}
            Some(markup) => {
                let id = label(&block.info).map(ToOwned::to_owned);
                let figure = self.out.open(Element::new("figure").with("class", "formula").with_some("id", id));
                let view = self.out.open(Element::new("div").with("class", "formula-view"));
                self.out.markup(markup);
                self.out.close(view);
                self.out.close(figure);
            }
            None => {
                let figure = self.out.open(Element::new("figure").with("class", "formula failed"));
                begin_code(&mut self.out, Some("language-math".to_owned()));
                self.out.text(block.literal.trim_matches('\n').to_owned());
                self.out.close(figure);
            }
        }
        self.code.label = None;
        self.out.line_end();
        Exit::Nothing
    }

    /// Returns the `MathML` of a formula within a line; reports one that cannot be read.
    pub(super) fn formula_of_math(&mut self, math: &NodeMath, place: Sourcepos) -> Option<String> {
        self.article.has_formulas = true;
        let display = if math.display_math { Display::Block } else { Display::Inline };
        let made = self.formulas.mathml(&math.literal, display);
        self.read_formula(made, &math.literal, place, false)
    }

    /// Returns the `MathML` of a formula on lines of its own; reports one that cannot be read.
    pub(super) fn formula_of_block(&mut self, block: &NodeCodeBlock, place: Sourcepos) -> Option<String> {
        self.article.has_formulas = true;
        let made = match label(&block.info) {
            Some(label) => self.formulas.numbered(&block.literal, label),
            None => self.formulas.mathml(&block.literal, Display::Block),
        };
        // Between the author's own fences the formula begins on the second line.
        self.read_formula(made, &block.literal, place, block.fence_char != b'$')
    }

    fn read_formula(
        &mut self,
        made: Result<String, FormulaError>,
        literal: &str,
        place: Sourcepos,
        is_fenced: bool,
    ) -> Option<String> {
        made.map_err(|error| self.report_formula(&error, literal, place, is_fenced)).ok()
    }

    fn report_formula(&mut self, error: &FormulaError, literal: &str, place: Sourcepos, is_fenced: bool) {
        let node = markdown::span(self.source, place);
        let start = if is_fenced { self.source.line_span(place.start.line + 1).start } else { node.start };
        let line_end = self.source.line_span(self.source.line_of(start)).end.max(start);
        let words = literal.lines().next().unwrap_or_default();
        let lead = self.source.text[start..line_end].find(words).unwrap_or_default();
        let span = match &error.span {
            Some(part) => {
                let map = LiteralMap::new(self.source, Span::new(start + lead, node.end), literal);
                map.span(self.source, Span::new(part.start, part.end))
            }
            None => node,
        };
        let message = message!("broken-formula", error = &error.message);
        let problem =
            Diagnostic::at(&self.lesson.path, span, Code::BrokenFormula, message).hint(message!("broken-formula.hint"));
        self.article.diagnostics.push(problem);
    }
}
