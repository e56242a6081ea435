//! Turns counts into the closing line of a command.

use clap::builder::styling::{AnsiColor, Style};

use super::args::Deny;
use crate::audience_filter::Omitted;
use crate::diagnostic::{Diagnostic, Severity};

/// The number of findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Information.
    pub infos: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// Tests whether a command with these findings succeeds.
    pub fn passes(self, deny: Option<Deny>) -> bool {
        self.errors == 0 && (deny != Some(Deny::Warnings) || self.warnings == 0)
    }

    /// Returns `1 error, 3 warnings, 2 infos` without those that are zero; errors and warnings in their colours.
    pub fn words(self) -> String {
        let parts = [
            (self.errors, "error", severity_style(Severity::Error)),
            (self.warnings, "warning", severity_style(Severity::Warning)),
            (self.infos, "info", Style::new()),
        ];
        let some = parts.into_iter().filter(|(count, ..)| *count > 0);
        let words = some.map(|(count, word, style)| format!("{style}{}{style:#}", plural(count, word)));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Returns the terminal style of a severity.
pub fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::BrightBlue.on_default().bold(),
    }
}

/// Returns the word for a severity.
pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Returns `1 page`, `2 pages`.
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Returns the end of the closing line of `build` and `pack`: `; 1 error, 3 warnings; 2 infos (…); 5 … left out`.
pub fn closing(findings: &[Diagnostic], hidden_infos: usize, folded: usize, omitted: Omitted) -> String {
    let counts = Counts { infos: 0, ..Counts::of(findings) }.words();
    let infos = match hidden_infos {
        0 => String::new(),
        1 => "1 info (`seodang check --info` shows it)".to_owned(),
        count => format!("{count} infos (`seodang check --info` shows them)"),
    };
    let folded = if folded > 0 { format!("{folded} of them counted only (--all shows each)") } else { String::new() };
    let clauses = [counts, folded, infos, omitted_words(omitted)].into_iter().filter(|clause| !clause.is_empty());
    // The empty first part yields the leading separator.
    std::iter::once(String::new()).chain(clauses).collect::<Vec<_>>().join("; ")
}

/// Returns `2 pages and 3 parts for instructors left out`; empty if both are zero.
fn omitted_words(omitted: Omitted) -> String {
    let some = [(omitted.pages, "page"), (omitted.parts, "part")].into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = some.map(|(count, word)| plural(count, word)).collect();
    if words.is_empty() { String::new() } else { format!("{} for instructors left out", words.join(" and ")) }
}

/// Returns a size in bytes as `1.5 MB`, in whole tenths, as pages show those of files.
pub fn megabytes(bytes: u64) -> String {
    const MB: u64 = 1024 * 1024;
    format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB)
}
