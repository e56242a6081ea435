//! Turns findings into JSON, one object on each line: stable names, exact ranges, the edits of fixes.

use serde::Serialize;

use super::{FindingContext, Region};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// A finding as JSON.
#[derive(Serialize)]
struct JsonFinding<'a> {
    severity: Severity,
    code: Code,
    /// The file relative to the current folder.
    file: String,
    /// The file's path in the course.
    path: &'a str,
    message: String,
    hint: Option<String>,
    /// `null` if the finding is about the file as a whole.
    range: Option<Region>,
    fix: Option<JsonFix<'a>>,
}

/// The fix of a finding.
#[derive(Serialize)]
struct JsonFix<'a> {
    /// Whether `--fix` makes the edits; otherwise they are a suggestion.
    certain: bool,
    edits: Vec<JsonEdit<'a>>,
}

/// An edit that replaces a range by a text.
#[derive(Serialize)]
struct JsonEdit<'a> {
    range: Region,
    text: &'a str,
}

/// Returns the lines for some findings.
pub fn lines(problems: &[Diagnostic], context: &FindingContext<'_>) -> String {
    let line = |problem: &Diagnostic| {
        let fix = problem.fix.as_ref().map(|fix| {
            let edit = |edit: &'_ crate::diagnostic::Edit| context.region(&problem.path, edit.span);
            let edits = fix.edits.iter().filter_map(|one| Some(JsonEdit { range: edit(one)?, text: &one.text }));
            JsonFix { certain: fix.certain, edits: edits.collect() }
        });
        let finding = JsonFinding {
            severity: problem.severity,
            code: problem.code,
            file: context.file(&problem.path),
            path: problem.path.as_str(),
            message: problem.message.to_string(),
            hint: problem.hint.as_ref().map(ToString::to_string),
            range: context.region_of(problem),
            fix,
        };
        // Serialising strings and numbers cannot fail.
        serde_json::to_string(&finding).map(|line| line + "\n").unwrap_or_default()
    };
    problems.iter().map(line).collect()
}
