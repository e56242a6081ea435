//! Writes code in one grammar as HTML, line by line: the engine's scope changes become runs of one class each.

use syntect::parsing::{ClearAmount, ParseState, ScopeStackOp, SyntaxSet};

use crate::MAX_LINE;
use crate::class::Class;
use crate::grammar::{self, Grammar};
use crate::rules::class_of;

/// Writes `code` as HTML with spans; returns `None` if the grammar is missing or the engine fails.
pub(crate) fn highlight(language: Grammar, code: &str) -> Option<String> {
    let mut reader = LineHighlighter::new(language)?;
    let mut html = Html::new(code.len());
    let mut budget = Budget::new();
    for line in code.split_inclusive('\n') {
        reader.read(line, &mut budget, &mut html)?;
    }
    Some(html.finish())
}

/// The work that a block may still cost, counted and not timed, so that the same block gives the same HTML on every machine.
pub(crate) struct Budget(usize);

impl Budget {
    /// Returns the budget of a block: 24 lines of the greatest length, or 3,750 lines of 80 bytes. Hostile lines of the greatest
    /// length cost up to 0.17 s each.
    pub(crate) fn new() -> Self {
        Self(24 * MAX_LINE * MAX_LINE)
    }

    /// Subtracts the work of one line, the square of its length; returns `false` if the budget is too small.
    fn take(&mut self, length: usize) -> bool {
        let left = (length <= MAX_LINE).then(|| self.0.checked_sub(length * length)).flatten();
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// The state of reading one piece of code: the engine's, and the classes of the scopes that are open.
pub(crate) struct LineHighlighter {
    syntaxes: &'static SyntaxSet,
    state: ParseState,
    open: Vec<Class>,
    /// Scopes that a grammar cleared and will restore.
    cleared: Vec<Vec<Class>>,
    /// The line with a line feed at its end, for the engine, if the code lacks one.
    normal: String,
}

impl LineHighlighter {
    /// Creates a reader; returns `None` if no built-in grammar has the name.
    pub(crate) fn new(language: Grammar) -> Option<Self> {
        let (syntaxes, syntax) = grammar::find(language)?;
        Some(Self {
            syntaxes,
            state: ParseState::new(syntax),
            open: Vec::with_capacity(16),
            cleared: Vec::new(),
            normal: String::new(),
        })
    }

    /// Reads one line, with its line break if it has one, and writes it; returns `None` if the engine fails.
    pub(crate) fn read(&mut self, line: &str, budget: &mut Budget, html: &mut Html) -> Option<()> {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if budget.take(text.len()) {
            // The grammars expect each line to end in a bare line feed, the last one too.
            let ops = if line.len() == text.len() + 1 && line.ends_with('\n') {
                self.state.parse_line(line, self.syntaxes)
            } else {
                self.normal.clear();
                self.normal.push_str(text);
                self.normal.push('\n');
                self.state.parse_line(&self.normal, self.syntaxes)
            };
            self.write(text, &ops.ok()?, html);
        } else {
            html.push(Class::Plain, text);
        }
        html.end_line(&line[text.len()..]);
        Some(())
    }

    fn write(&mut self, text: &str, ops: &[(usize, ScopeStackOp)], html: &mut Html) {
        let mut at = 0;
        for (index, op) in ops {
            let index = (*index).min(text.len());
            if index > at {
                html.push(self.class(), &text[at..index]);
                at = index;
            }
            self.apply(op);
        }
        html.push(self.class(), &text[at..]);
    }

    fn class(&self) -> Class {
        self.open.last().copied().unwrap_or(Class::Plain)
    }

    fn apply(&mut self, op: &ScopeStackOp) {
        match *op {
            ScopeStackOp::Push(scope) => {
                let class = class_of(scope).within(self.class());
                self.open.push(class);
            }
            ScopeStackOp::Pop(count) => {
                self.open.truncate(self.open.len().saturating_sub(count));
            }
            ScopeStackOp::Clear(amount) => {
                let keep = match amount {
                    ClearAmount::TopN(count) => self.open.len().saturating_sub(count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.open.split_off(keep));
            }
            ScopeStackOp::Restore => {
                self.open.append(&mut self.cleared.pop().unwrap_or_default());
            }
            ScopeStackOp::Noop => {}
        }
    }
}

/// A writer of HTML. Adjacent words of one class share a span; no span begins or ends with a blank.
pub(crate) struct Html {
    out: String,
    /// Class of the open span, `Plain` if no span is open.
    open: Class,
    /// Length of `out` up to the last character that is not blank: where the open span would end.
    solid: usize,
}

impl Html {
    /// Begins a text of about `length` bytes.
    pub(crate) fn new(length: usize) -> Self {
        Self { out: String::with_capacity(length * 2), open: Class::Plain, solid: 0 }
    }

    /// Adds text without a line break.
    pub(crate) fn push(&mut self, class: Class, text: &str) {
        let start = text.trim_start_matches([' ', '\t']);
        self.out.push_str(&text[..text.len() - start.len()]);
        let core = start.trim_end_matches([' ', '\t']);
        if core.is_empty() {
            return;
        }
        let class = spoken(class, core);
        if class != self.open {
            self.close();
            if let Some(tag) = class.open_tag() {
                self.out.push_str(tag);
                self.open = class;
            }
        }
        push_escaped(&mut self.out, core);
        self.solid = self.out.len();
        self.out.push_str(&start[core.len()..]);
    }

    /// Ends a line with the line break it has.
    pub(crate) fn end_line(&mut self, line_break: &str) {
        self.close();
        self.out.push_str(line_break);
        self.solid = self.out.len();
    }

    /// Returns the finished HTML.
    pub(crate) fn finish(mut self) -> String {
        self.close();
        self.out
    }

    fn close(&mut self) {
        if self.open != Class::Plain {
            self.out.insert_str(self.solid, "</span>");
            self.open = Class::Plain;
        }
    }
}

/// Returns the class to write: an operator that is a word (`AND`, `new`, `CMD`) is a keyword, inherited colours are plain.
fn spoken(class: Class, text: &str) -> Class {
    match class {
        Class::Inherit => Class::Plain,
        Class::Operator if text.starts_with(|c: char| c.is_ascii_alphabetic()) => Class::Keyword,
        other => other,
    }
}

/// Appends text as HTML. Quotation marks need no escape: the text is never the value of an attribute.
pub(crate) fn push_escaped(html: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => continue,
        };
        html.push_str(&text[done..at]);
        html.push_str(entity);
        done = at + 1;
    }
    html.push_str(&text[done..]);
}
