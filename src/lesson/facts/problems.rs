//! Turns a lesson into the diagnostics that need only its own file.

use super::{lost_fence, quizzes};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, markdown};
use crate::message;
use crate::source::Source;

/// Adds the diagnostics of a lesson.
pub(super) fn add(lesson: &Lesson, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(lost_fence::unclosed(lesson, source));
    diagnostics.extend(quizzes::problems(lesson));
    if let Some(span) = lesson.flattened {
        let message = message!("too-deep-quotes", limit = markdown::MAX_QUOTE_DEPTH);
        let problem = Diagnostic::at(&lesson.path, span, Code::TooDeep, message);
        diagnostics.push(problem.hint(message!("too-deep-quotes.hint")));
    }
}
