//! Turns the text of a page into the directives by which it includes files, each in the spelling of some tool, and into blocks of
//! questions in another format.
//!
//! A spelling is read in running text and, where its tool does that, in code blocks. In code of a course that is not written
//! for that tool, a directive whose file does not exist is an example, and stays.

use super::change::{Change, Include};
use super::code_fence::{self, FenceReader};
use super::component::Imports;
use super::spelling;
use super::variable::PageVariables;
use crate::lesson::quiz::gift;
use crate::source::{SignSearch, Source, Span, Tool};

/// A change with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    /// The bytes of the text that it replaces.
    pub(super) span: Span,
    /// The change.
    pub(super) change: Change,
    /// The code block that it is in, as an index into [`Directives::fences`].
    pub(super) fence: Option<usize>,
    /// Whether it is an example where its file does not exist.
    pub(super) may_be_example: bool,
}

/// The directives of a text.
#[derive(Debug, Default)]
pub(super) struct Directives {
    /// The directives in the order of their places.
    pub(super) all: Vec<Directive>,
    /// The code blocks of the text.
    pub(super) fences: Vec<code_fence::FencedCode>,
}

/// Tests whether a text may include a file: a fast path for pages that do not.
pub(super) fn may_include(text: &str) -> bool {
    SIGNS.may_be_in(text)
}

/// A part of each spelling of a directive.
static SIGNS: SignSearch = SignSearch::new(&[
    "{{#",
    "{* ",
    "{{<",
    "{{%",
    "{% include",
    "{% set ",
    "{% assign ",
    "{{book.",
    "{{ book.",
    "{{site.",
    "{{ site.",
    "{{page.",
    "{{ page.",
    "$frontmatter.",
    "8<",
    "<<< ",
    "@include",
    "@[code",
    "include}",
    "file=",
    "raw-loader!",
    "?raw",
    ".md'",
    ".md\"",
    ".mdx'",
    ".mdx\"",
    ":include",
    "`gift",
    "` gift",
    "~gift",
    "~ gift",
]);

/// Finds the directives of a text from a byte on, where its front matter ends, and the variables that have a value.
pub(super) fn find(source: &Source, from: usize, variables: Option<&PageVariables<'_>>) -> Directives {
    let mut found = Directives::default();
    let mut fences = FenceReader::default();
    let imports = Imports::read(source);
    // The first line of a list of files between two marks of MkDocs.
    let mut in_list = false;
    let mut is_raw = false;
    for number in source.line_of(from)..=source.line_count() {
        let span = source.line_span(number);
        let text = &source.text[span.start..span.end];
        let line = DirectiveLine { source, span, text };
        match fences.read(text, span) {
            code_fence::FenceStep::Text => {}
            code_fence::FenceStep::Opening => {
                in_list = false;
                continue;
            }
            code_fence::FenceStep::Closed(fence) => {
                let change = spelling::of_fence(source, &fence);
                found.fences.push(fence.clone());
                if is_gift(source, &fence) {
                    let questions = gift::to_markdown(fence.inside(&source.text));
                    found.push(fence.span(), Change::Value(questions), None, false);
                } else {
                    found.push_fence(fence.span(), change);
                }
                continue;
            }
            code_fence::FenceStep::Inside => {
                let fence = Some(found.fences.len());
                in_list = line.of_snippets(in_list, fence, &mut found);
                line.of_mdbook(fence, &mut found);
                is_raw |= text.contains("{% raw");
                if let Some(variables) = variables.filter(|variables| variables.are_in_code() && !is_raw) {
                    line.of_variables(variables, fence, &mut found);
                }
                is_raw &= !text.contains("{% endraw");
                continue;
            }
        }
        in_list = line.of_snippets(in_list, None, &mut found);
        line.of_mdbook(None, &mut found);
        line.of_text(&imports, &mut found);
        // Between these tags of Liquid expressions are examples.
        is_raw |= text.contains("{% raw");
        if let Some(variables) = variables.filter(|_| !is_raw) {
            line.of_variables(variables, None, &mut found);
        }
        is_raw &= !text.contains("{% endraw");
    }
    found.fences.extend(fences.finish());
    found
}

/// Tests whether a code block holds questions in GIFT, and is not in a list or quote.
fn is_gift(source: &Source, fence: &code_fence::FencedCode) -> bool {
    let is_named = fence.info.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("gift"));
    is_named && source.line_span(source.line_of(fence.opening.start)).start == fence.opening.start
}

impl Directives {
    fn push(&mut self, span: Span, change: Change, fence: Option<usize>, may_be_example: bool) {
        self.all.push(Directive { span, change, fence, may_be_example });
    }

    /// Adds a code block that includes a file.
    fn push_fence(&mut self, span: Span, include: Option<Include>) {
        if let Some(include) = include {
            self.push(span, Change::Include(Box::new(include)), None, false);
        }
    }
}

/// A line of a text.
#[derive(Clone, Copy)]
struct DirectiveLine<'a> {
    source: &'a Source,
    span: Span,
    text: &'a str,
}

impl DirectiveLine<'_> {
    /// Reads the spellings of running text, which take a line of their own.
    fn of_text(self, imports: &Imports, found: &mut Directives) {
        let trimmed = self.text.trim_start_matches([' ', '\t', '>']);
        let start = self.span.end - trimmed.len();
        let trimmed = trimmed.trim_end();
        let span = Span::new(start, start + trimmed.len());
        // Four spaces make code; in a list or a quote other signs precede them.
        if trimmed.is_empty() || is_inside_code_span(self.text, start - self.span.start) {
            return;
        }
        if let Some(include) = spelling::of_line(trimmed, self.source.dialect) {
            // Any plugin may give a directive of two colons another meaning.
            let may_be_example = trimmed.starts_with("::");
            found.push(span, Change::Include(Box::new(include)), None, may_be_example);
        } else if let Some(change) = imports.of_line(trimmed) {
            found.push(span, change, None, false);
        } else if self.source.dialect.has_liquid() {
            self.of_liquid(found);
        }
    }

    /// Reads the tags of Liquid that include Markdown within a line: the tool puts the file's text there.
    fn of_liquid(self, found: &mut Directives) {
        let mut from = 0;
        while let Some(at) = self.text[from..].find("{% include").map(|at| from + at) {
            let Some(end) = self.text[at..].find("%}").map(|end| at + end + 2) else { return };
            from = end;
            let include = spelling::of_line(&self.text[at..end], self.source.dialect);
            if let Some(include) = include.filter(|_| !is_inside_code_span(self.text, at)) {
                let place = Span::new(self.span.start + at, self.span.start + end);
                found.push(place, Change::Include(Box::new(include)), None, false);
            }
        }
    }

    /// Reads the variables of a line, in code only if the tool does.
    fn of_variables(self, variables: &PageVariables<'_>, fence: Option<usize>, found: &mut Directives) {
        for value in variables.in_line(self.text) {
            let place = Span::new(self.span.start + value.start, self.span.start + value.end);
            let is_free = found.all.last().is_none_or(|before| before.span.end <= place.start);
            if is_free && (variables.are_in_code() || !is_inside_code_span(self.text, value.start)) {
                found.push(place, Change::Value(value.text), fence, false);
            }
        }
    }

    /// Reads the directives of mdBook, which may be anywhere in a line.
    fn of_mdbook(self, fence: Option<usize>, found: &mut Directives) {
        let mut from = 0;
        while let Some(at) = self.text[from..].find("{{#").map(|at| from + at) {
            let Some(end) = self.text[at..].find("}}").map(|end| at + end + 2) else { return };
            from = end;
            let place = Span::new(self.span.start + at, self.span.start + end);
            let Some(change) = spelling::of_mdbook(&self.text[at + 3..end - 2]) else { continue };
            let is_ours = self.source.dialect.has(Tool::MdBook);
            if self.text[..at].ends_with('\\') {
                let sign = Span::new(place.start - 1, place.start);
                found.push(sign, Change::Remove, fence, false);
            } else if fence.is_some() || !is_inside_code_span(self.text, at) {
                let may_be_example = fence.is_some() && !is_ours;
                // Only a course of mdBook loses its titles: elsewhere `{{#title}}` is a template's.
                if change != Change::Remove || (is_ours && fence.is_none()) {
                    found.push(place, change, fence, may_be_example);
                }
            }
        }
    }

    /// Reads the marks of pymdownx.snippets, which are whole lines; returns whether a list of files is open after the line.
    fn of_snippets(self, in_list: bool, fence: Option<usize>, found: &mut Directives) -> bool {
        let trimmed = self.text.trim();
        if !in_list && !trimmed.contains("8<") {
            return false;
        }
        let start = self.span.start + self.text.len() - self.text.trim_start().len();
        let span = Span::new(start, start + trimmed.len());
        let may_be_example = fence.is_some() && !self.source.dialect.has(Tool::MkDocs);
        match spelling::of_snippets(trimmed) {
            spelling::Snippet::Bound if !may_be_example => {
                found.push(span, Change::Remove, fence, false);
                !in_list
            }
            spelling::Snippet::Escaped => {
                found.push(Span::new(start, start + 1), Change::Remove, fence, false);
                in_list
            }
            spelling::Snippet::File(reference) if !in_list => {
                found.push(span, spelling::snippet(reference), fence, may_be_example);
                false
            }
            _ if in_list && !trimmed.is_empty() => {
                found.push(span, spelling::snippet(trimmed), fence, may_be_example);
                true
            }
            _ => in_list,
        }
    }
}

/// Tests whether a byte of a line is in a code span: after an odd number of runs of backticks.
fn is_inside_code_span(line: &str, at: usize) -> bool {
    let mut rows = 0;
    let mut before = ' ';
    for c in line[..at].chars() {
        rows += usize::from(c == '`' && before != '`');
        before = c;
    }
    rows % 2 == 1
}
