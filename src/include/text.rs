//! Turns a text and the files that its directives name into one text.

use std::collections::BTreeMap;

use super::change::{Change, CodeForm, Include, IncludeForm};
use super::code_fence::FencedCode;
use super::directive::{self, Directive};
use super::selection::{SelectedLine, is_section_mark};
use super::target::Files;
use super::variable::{CourseVariables, PageVariables};
use super::{Included, MAX_DEPTH};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::front_matter;
use crate::message;
use crate::message::Message;
use crate::read::page_file::is_markdown;
use crate::source::{CoursePath, Source, Span, SplicedText};

/// The longest text of a page with all that it includes, in bytes. The longest page of the Rust book has 180 KB.
const MAX_TEXT: usize = 4 * 1024 * 1024;

/// The most files that a page includes, those of its parts counted too.
const MAX_FILES: usize = 1_000;

/// Puts files into texts.
pub(super) struct Expander<'a> {
    pub(super) texts: &'a BTreeMap<CoursePath, Included>,
    pub(super) files: &'a Files<'a>,
    pub(super) variables: &'a CourseVariables,
}

/// The state of one page.
#[derive(Default)]
struct PageState<'a> {
    /// The variables that the page and what it includes can name.
    variables: Option<PageVariables<'a>>,
    /// The files that are open, the page first.
    open: Vec<CoursePath>,
    /// How many files were included.
    count: usize,
    /// How many bytes were included.
    bytes: usize,
    diagnostics: Vec<Diagnostic>,
}

/// A text that takes the place of some bytes.
enum Replacement {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// Lines of a file, each after the first with the prefix of the directive's line.
    Lines { file: Source, lines: Vec<SelectedLine>, prefix: String },
    /// These lines as a code block.
    Block { file: Source, lines: Vec<SelectedLine>, prefix: String, opening: String, closing: String },
}

impl Expander<'_> {
    /// Returns a page with all that it includes, and the diagnostics of its directives.
    pub(super) fn page(&self, page: Source) -> (Source, Vec<Diagnostic>) {
        let variables = Some(PageVariables::of(&page, self.variables));
        let mut state = PageState { variables, open: vec![page.path.clone()], ..PageState::default() };
        let front = if is_markdown(&page.path) { front_matter::read(&page, &mut Vec::new()).length } else { 0 };
        let text = self.expand(&page, front, &mut state);
        (text.unwrap_or(page), state.diagnostics)
    }

    /// Returns a text with all that it includes; `None` if it includes nothing. It calls itself for each level of included
    /// files, of which [`MAX_DEPTH`] are followed.
    fn expand(&self, source: &Source, from: usize, state: &mut PageState<'_>) -> Option<Source> {
        let found = directive::find(source, from, state.variables.as_ref());
        let mut changes: Vec<(Span, Replacement)> = Vec::new();
        let mut longest = BTreeMap::new();
        for directive in &found.all {
            let replacement = match &directive.change {
                Change::Remove => Some(Replacement::Nothing),
                Change::Value(text) => Some(Replacement::Text(text.clone())),
                Change::Include(include) => self.include(source, directive, include, state),
            };
            if let (Some(Replacement::Lines { file, lines, .. }), Some(fence)) = (&replacement, directive.fence) {
                let sign = found.fences.get(fence).map_or('`', |fence| fence.sign);
                let length = longest_fence(file, lines, sign);
                let known: &mut usize = longest.entry(fence).or_default();
                *known = length.max(*known);
            }
            changes.extend(replacement.map(|replacement| (directive.span, replacement)));
        }
        if changes.is_empty() {
            return None;
        }
        for (fence, length) in longest {
            changes.extend(found.fences.get(fence).into_iter().flat_map(|fence| lengthen(fence, length)));
        }
        changes.sort_by_key(|(span, _)| *span);
        Some(spliced(source, &changes))
    }

    /// Returns the replacement of a directive; `None` if the directive stays.
    fn include(
        &self,
        source: &Source,
        directive: &Directive,
        include: &Include,
        state: &mut PageState<'_>,
    ) -> Option<Replacement> {
        match self.included(source, include, state) {
            Ok((file, lines)) => {
                let prefix = prefix(source, directive.span);
                Some(match &include.form {
                    IncludeForm::Text if directive.fence.is_none() || !include.selection.hides_rest => {
                        Replacement::Lines { file, lines, prefix }
                    }
                    IncludeForm::Text => Replacement::Text(with_hidden_lines(&file, &lines)),
                    IncludeForm::Code(form) => code_block(file, lines, prefix, form),
                })
            }
            Err(_) if directive.may_be_example => None,
            Err((reason, hint)) => {
                let message = message!("broken-include", reference = &include.reference, reason);
                let (file, place) = source.locate(directive.span);
                state.diagnostics.push(Diagnostic::at(&file.path, place, Code::BrokenInclude, message).hint(hint));
                let name = include.reference.replace('`', "");
                Some(Replacement::Text(if directive.fence.is_some() { name } else { format!("`{name}`") }))
            }
        }
    }

    /// Returns the text that a directive includes, with all that it includes itself, and the lines of it.
    fn included(
        &self,
        source: &Source,
        include: &Include,
        state: &mut PageState<'_>,
    ) -> Result<(Source, Vec<SelectedLine>), (Message, Message)> {
        let folder = source.path.parent().unwrap_or_default();
        let path = self.files.find(&folder, &include.reference)?;
        if state.open.contains(&path) {
            return Err((message!("broken-include-circle"), message!("broken-include-circle.hint")));
        }
        if state.open.len() > MAX_DEPTH {
            return Err((message!("broken-include-depth", limit = MAX_DEPTH), message!("broken-include-depth.hint")));
        }
        state.count += 1;
        if state.count > MAX_FILES {
            return Err((message!("broken-include-count", limit = MAX_FILES), message!("broken-include-count.hint")));
        }
        let (file, front) = match self.texts.get(&path) {
            Some(Included::Text(file, front)) => (file, *front),
            Some(Included::Refused(reason, hint)) => return Err((reason.clone(), hint.clone())),
            None => return Err((message!("broken-include-missing"), message!("broken-include-missing.hint"))),
        };
        let selected = include.selection.of(file, front);
        let mut lines = selected.map_err(|reason| (reason, message!("broken-include-part.hint")))?;
        lines.retain(|line| !is_section_mark(&file.text[line.span.start..line.span.end]));
        state.bytes += lines.iter().map(|line| line.span.end - line.span.start).sum::<usize>();
        if state.bytes > MAX_TEXT {
            return Err((message!("broken-include-length", limit = MAX_TEXT), message!("broken-include-length.hint")));
        }
        Ok(self.with_parts(file, lines, &path, state))
    }

    /// Returns a file and the lines of it that are included, with their own inclusions.
    fn with_parts(
        &self,
        file: &Source,
        lines: Vec<SelectedLine>,
        path: &CoursePath,
        state: &mut PageState<'_>,
    ) -> (Source, Vec<SelectedLine>) {
        if !directive::may_include(&file.text) {
            return (file.clone(), lines);
        }
        // Only the selected lines are read: directives in other parts of the file do not count.
        let mut selected = SplicedText::new(file);
        for line in &lines {
            selected.copy(file, line.span);
            selected.insert("\n", file, Span::new(line.span.end, line.span.end));
        }
        let selected = selected.finish();
        state.open.push(path.clone());
        let expanded = self.expand(&selected, 0, state);
        state.open.pop();
        match expanded {
            None => (file.clone(), lines),
            Some(expanded) => {
                let all = (1..=expanded.line_count()).map(|number| SelectedLine {
                    span: expanded.line_span(number),
                    number,
                    is_shown: true,
                });
                let lines = all.collect();
                (expanded, lines)
            }
        }
    }
}

/// Returns the prefix of a line that holds only a directive: its indent, the sign of a
/// quote, or spaces as wide as an item's sign.
fn prefix(source: &Source, span: Span) -> String {
    let start = source.line_start(source.line_of(span.start));
    let before = &source.text[start..span.start];
    let sign = before.trim_start_matches([' ', '\t', '>']);
    let is_item = sign.ends_with(' ') && sign.trim_end().chars().all(|c| c.is_ascii_digit() || "-*+.)".contains(c));
    if sign.is_empty() {
        before.to_owned()
    } else if is_item {
        // Further lines of an item have the indent of its text.
        format!("{}{}", &before[..before.len() - sign.len()], " ".repeat(sign.len()))
    } else {
        String::new()
    }
}

/// Returns the code block that shows lines of a file.
fn code_block(file: Source, lines: Vec<SelectedLine>, prefix: String, form: &CodeForm) -> Replacement {
    let length = longest_fence(&file, &lines, '`').max(2) + 1;
    let fence = "`".repeat(length);
    let language = if form.language.is_empty() {
        crate::lesson::code_block::word_of_file(file.path.as_str())
    } else {
        form.language.clone()
    };
    let place = |number: usize| lines.iter().position(|line| line.number == number).map(|at| at + 1);
    let numbers = form.highlighted.iter().flat_map(|&(from, to)| from..=to.min(file.line_count()));
    let highlighted: Vec<String> = numbers.filter_map(place).map(|number| number.to_string()).collect();
    let mut info = format!("{language} {}", form.attributes.trim());
    if !highlighted.is_empty() {
        info = [&info, " {", &highlighted.join(","), "}"].concat();
    }
    let opening = format!("{fence}{}\n{prefix}", info.trim_end().replace(['\n', '`'], " "));
    let closing = format!("\n{prefix}{fence}");
    Replacement::Block { file, lines, prefix, opening, closing }
}

/// Returns lines of Rust in which those that are not shown at once begin with `# `.
fn with_hidden_lines(file: &Source, lines: &[SelectedLine]) -> String {
    let line = |line: &SelectedLine| {
        let text = &file.text[line.span.start..line.span.end];
        if line.is_shown { text.to_owned() } else { format!("# {text}") }
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Returns the length of the longest fence of a sign in lines.
fn longest_fence(file: &Source, lines: &[SelectedLine], sign: char) -> usize {
    let length = |line: &SelectedLine| {
        let text = file.text[line.span.start..line.span.end].trim_start();
        text.len() - text.trim_start_matches(sign).len()
    };
    lines.iter().map(length).max().unwrap_or_default()
}

/// Returns the changes that make a code block's fences longer than any in it.
fn lengthen(fence: &FencedCode, longest: usize) -> Vec<(Span, Replacement)> {
    let missing = (longest + 1).saturating_sub(fence.length.max(3));
    if longest < fence.length || missing == 0 {
        return Vec::new();
    }
    let signs = fence.sign.to_string().repeat(missing);
    let places = [Some(fence.opening.start), fence.closing.map(|closing| closing.start)];
    let change = |at: usize| (Span::new(at, at), Replacement::Text(signs.clone()));
    places.into_iter().flatten().map(change).collect()
}

/// Returns a text with replacements, which are sorted by place.
fn spliced(source: &Source, changes: &[(Span, Replacement)]) -> Source {
    let mut text = SplicedText::new(source.as_written());
    let mut at = 0;
    for (span, replacement) in changes {
        if span.start < at {
            continue;
        }
        text.copy(source, Span::new(at, span.start));
        at = span.end;
        let (file, place) = source.locate(*span);
        match replacement {
            Replacement::Nothing => {}
            Replacement::Text(words) => text.insert(words, file, place),
            Replacement::Lines { file: part, lines, prefix } => {
                copy_lines(&mut text, part, lines, prefix, (file, place));
            }
            Replacement::Block { file: part, lines, prefix, opening, closing } => {
                text.insert(opening, file, place);
                copy_lines(&mut text, part, lines, prefix, (file, place));
                text.insert(closing, file, place);
            }
        }
    }
    text.copy(source, Span::new(at, source.text.len()));
    text.finish()
}

/// Copies lines, each after the first with a prefix. Consecutive lines are one piece.
fn copy_lines(text: &mut SplicedText, file: &Source, lines: &[SelectedLine], prefix: &str, directive: (&Source, Span)) {
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        let follows = |end: usize| {
            lines.get(end + 1).is_some_and(|next| prefix.is_empty() && next.span.start == lines[end].span.end + 1)
        };
        while follows(end) {
            end += 1;
        }
        text.copy(file, Span::new(lines[at].span.start, lines[end].span.end));
        at = end + 1;
        if at < lines.len() {
            text.insert(&format!("\n{prefix}"), directive.0, directive.1);
        }
    }
}
