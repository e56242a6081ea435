//! Turns findings into workflow commands, which GitHub shows beside the lines of a change.
//!
//! The form is that of "Workflow commands for GitHub Actions": `::warning file=…,line=…,col=…::message`, with
//! percent-encoding of the characters that would end a part.

use std::fmt::Write;

use super::FindingContext;
use crate::diagnostic::{Diagnostic, Severity};

/// Returns the lines for some findings.
pub fn lines(problems: &[Diagnostic], context: &FindingContext<'_>) -> String {
    let mut lines = String::new();
    for problem in problems {
        let command = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let _ = write!(lines, "::{command} file={}", property(&context.file(&problem.path)));
        if let Some(region) = context.region_of(problem) {
            let _ = write!(lines, ",line={},endLine={}", region.start.line, region.end.line);
            // Columns are used only for a range on one line; GitHub includes the last one.
            if region.start.line == region.end.line {
                let last = (region.end.column - 1).max(region.start.column);
                let _ = write!(lines, ",col={},endColumn={last}", region.start.column);
            }
        }
        let hint = problem.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        let _ = writeln!(
            lines,
            ",title={}::{}",
            property(problem.code.as_str()),
            text(&(problem.message.to_string() + &hint))
        );
    }
    lines
}

fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}
