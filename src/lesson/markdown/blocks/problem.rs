//! Turns mistakes in the containers of a text into diagnostics.

use super::container::{Container, MAX_DEPTH};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// A mistake in the containers of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The 0-based line.
    line: usize,
    /// The bytes of the line.
    start: usize,
    end: usize,
    code: Code,
    message: String,
    hint: &'static str,
}

impl Problem {
    /// Makes the diagnostic of a problem in a source.
    pub fn diagnostic(&self, source: &Source) -> Diagnostic {
        let start = source.line_start(self.line + 1);
        let span = Span::new(start + self.start, start + self.end);
        Diagnostic::at(&source.path, span, self.code, self.message.clone()).hint(self.hint)
    }
}

/// Reports a container without an end.
pub(super) fn unclosed(container: &Container) -> Problem {
    let name = container.opening.name.trim_start_matches('.');
    Problem {
        line: container.line,
        start: container.span.0,
        end: container.span.1,
        code: Code::UnclosedBlock,
        message: format!("`{name}` is opened here and never closed"),
        hint: "close it; until then it ends before the next heading",
    }
}

/// Reports a container that is nested too deep.
pub(super) fn too_deep(line: usize, start: usize, end: usize) -> Problem {
    Problem {
        line,
        start,
        end,
        code: Code::TooDeep,
        message: format!("containers are nested deeper than {MAX_DEPTH} levels"),
        hint: "the deeper levels are shown without a box",
    }
}
