//! Turns problems into findings: each with the severity that the settings give it, without those that are switched off.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use super::comment::{self, Quiet};
use crate::config::CheckConfig;
use crate::config::check::Level;
use crate::diagnostic::{Code, Diagnostic, tidy};
use crate::source::{CoursePath, Source};

/// Applies the settings, then the comments in the texts; sorts the rest by path and place, and drops repeats.
pub(super) fn apply_levels(
    mut problems: Vec<Diagnostic>,
    subject: Subject<'_>,
    config: &CheckConfig,
) -> Vec<Diagnostic> {
    for problem in &mut problems {
        if let Some(severity) = config.level(problem.code, &problem.path).and_then(Level::severity) {
            problem.severity = severity;
        }
    }
    let sources: BTreeMap<&CoursePath, &Source> =
        subject.sources.sources.iter().map(|source| (&source.path, source)).collect();
    let line = |problem: &Diagnostic| {
        let source = sources.get(&problem.path)?;
        Some(source.line_of(problem.span?.start))
    };
    let quiet: BTreeMap<&CoursePath, Quiet> =
        subject.pages().iter().map(|page| (&page.lesson.path, comment::quiet(page))).collect();
    let failed: BTreeSet<(CoursePath, Option<usize>)> = problems
        .iter()
        .filter(|problem| problem.code == Code::BrokenDiagram)
        .map(|problem| (problem.path.clone(), line(problem)))
        .collect();
    problems.retain(|problem| {
        let is_off = config.level(problem.code, &problem.path).is_some_and(|level| level.severity().is_none());
        let is_quiet =
            line(problem).zip(quiet.get(&problem.path)).is_some_and(|(line, quiet)| quiet.covers(problem.code, line));
        // The line was reported already: it is why the diagram is not drawn at all.
        let is_said = problem.code == Code::IgnoredStyle && failed.contains(&(problem.path.clone(), line(problem)));
        !is_off && !is_quiet && !is_said
    });
    tidy(&mut problems);
    problems
}
