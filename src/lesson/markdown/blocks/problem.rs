//! Turns mistakes in the containers of a text into diagnostics.

use super::container::{Container, MAX_DEPTH};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
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
    message: Message,
    hint: Message,
}

impl Problem {
    /// Makes the diagnostic of a problem in a source.
    pub fn diagnostic(&self, source: &Source) -> Diagnostic {
        let start = source.line_start(self.line + 1);
        let span = Span::new(start + self.start, start + self.end);
        Diagnostic::at(&source.path, span, self.code, self.message.clone()).hint(self.hint.clone())
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
        message: message!("unclosed-block", name),
        hint: message!("unclosed-block.hint"),
    }
}

/// Reports a container that is nested too deep.
pub(super) fn too_deep(line: usize, start: usize, end: usize) -> Problem {
    Problem {
        line,
        start,
        end,
        code: Code::TooDeep,
        message: message!("too-deep-containers", limit = MAX_DEPTH),
        hint: message!("too-deep-containers.hint"),
    }
}
