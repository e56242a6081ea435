//! Turns findings into text for people, and their number into a closing count by code.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Around;
use crate::cli::report;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// The findings, each with its line and a caret.
pub fn findings(problems: &[Diagnostic], around: &Around<'_>) -> String {
    problems.iter().map(|problem| report::render(problem, &around.texts) + "\n\n").collect()
}

/// How often each code was found, the heaviest first: `31 broken-link`.
pub fn by_code(problems: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry((problem.severity, problem.code)).or_default() += 1;
    }
    let mut lines = String::new();
    for ((severity, code), count) in counts {
        let word = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let _ = writeln!(lines, "{count:>6} {word:<8} {code}");
    }
    lines
}

/// `2 errors, 1 warning`; what is none is left out.
pub fn sum(problems: &[Diagnostic]) -> String {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let plural = |count: usize, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let parts = [
        plural(of(Severity::Error), "error", "errors"),
        plural(of(Severity::Warning), "warning", "warnings"),
        plural(of(Severity::Info), "info", "infos"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
