//! Turns counts into the closing line of a command.

use clap::builder::styling::{AnsiColor, Style};
use jiff::{Timestamp, ZonedDateTime};

use super::args::Deny;
use crate::audience_filter::Omitted;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::read::project::Project;

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
    pub fn words(self, language: MessageLanguage) -> String {
        let parts = [
            (self.errors, message!("cli-errors", count = self.errors), severity_style(Severity::Error)),
            (self.warnings, message!("cli-warnings", count = self.warnings), severity_style(Severity::Warning)),
            (self.infos, message!("cli-infos", count = self.infos), Style::new()),
        ];
        let some = parts.into_iter().filter(|(count, ..)| *count > 0);
        let words = some.map(|(_, words, style)| format!("{style}{}{style:#}", words.text(language)));
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
pub fn severity_word(severity: Severity, language: MessageLanguage) -> String {
    let word = match severity {
        Severity::Error => message!("cli-error"),
        Severity::Warning => message!("cli-warning"),
        Severity::Info => message!("cli-info"),
    };
    word.text(language)
}

/// Returns the end of the closing line of `build` and `pack`: `; 1 error, 3 warnings; 2 infos (…); 5 … left out`.
pub fn closing(
    findings: &[Diagnostic],
    hidden_infos: usize,
    folded: usize,
    omitted: Omitted,
    language: MessageLanguage,
) -> String {
    let counts = Counts { infos: 0, ..Counts::of(findings) }.words(language);
    let infos = (hidden_infos > 0).then(|| message!("cli-hidden-infos", count = hidden_infos).text(language));
    let folded = (folded > 0).then(|| message!("cli-folded", count = folded).text(language));
    let counts = Some(counts).filter(|counts| !counts.is_empty());
    let (omitted, unreleased) = (omitted_words(omitted, language), unreleased_words(omitted, language));
    let clauses = [counts, folded, infos, omitted, unreleased].into_iter().flatten();
    // The empty first part yields the leading separator.
    std::iter::once(String::new()).chain(clauses).collect::<Vec<_>>().join("; ")
}

/// Returns `2 pages and 3 parts for instructors left out`; `None` if both are zero.
fn omitted_words(omitted: Omitted, language: MessageLanguage) -> Option<String> {
    let Omitted { pages, parts, .. } = omitted;
    let words = match (pages, parts) {
        (0, 0) => return None,
        (_, 0) => message!("cli-omitted-pages", pages),
        (0, _) => message!("cli-omitted-parts", parts),
        (..) => message!("cli-omitted", pages, parts),
    };
    Some(words.text(language))
}

/// Returns `2 pages and 3 parts not released yet`; `None` if both are zero.
fn unreleased_words(omitted: Omitted, language: MessageLanguage) -> Option<String> {
    let Omitted { unreleased_pages: pages, unreleased_parts: parts, .. } = omitted;
    let words = match (pages, parts) {
        (0, 0) => return None,
        (_, 0) => message!("cli-unreleased-pages", pages),
        (0, _) => message!("cli-unreleased-parts", parts),
        (..) => message!("cli-unreleased", pages, parts),
    };
    Some(words.text(language))
}

/// Returns a time on the clock of a project.
pub fn in_zone(time: Timestamp, project: &Project) -> ZonedDateTime {
    time.to_zoned_datetime(project.config.zone())
}

/// Returns the line that states when more of the course is released; `None` if it does not depend on the time.
pub fn next_release(time: Option<Timestamp>, project: &Project) -> Option<Message> {
    let time = in_zone(time?, project);
    let zone = time.time_zone().iana_name().map_or_else(|| time.strftime("%:z").to_string(), ToOwned::to_owned);
    Some(message!("cli-next-release", time = time.strftime("%Y-%m-%d %H:%M").to_string(), zone))
}

/// Returns a size in bytes as `1.5 MB`, in whole tenths, as pages show those of files.
pub fn megabytes(bytes: u64) -> String {
    const MB: u64 = 1024 * 1024;
    format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB)
}
