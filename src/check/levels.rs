//! Turns problems into findings: applies the severity of the settings, and drops problems that are switched off.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use super::comment::{self, Suppressions};
use super::foreign;
use crate::config::CheckConfig;
use crate::config::check::Level;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, sort_and_dedup};
use crate::source::{CoursePath, Source};

/// Applies the settings, then the comments in the texts; sorts the rest by path and place, and drops repeats.
pub(super) fn apply_levels(
    mut problems: Vec<Diagnostic>,
    subject: Subject<'_>,
    config: &CheckConfig,
) -> Vec<Diagnostic> {
    let sources: BTreeMap<&CoursePath, &Source> =
        subject.sources.sources.iter().map(|source| (&source.path, source)).collect();
    problems = problems
        .into_iter()
        .map(|problem| {
            let source = sources.get(&problem.path).copied();
            foreign::for_tool_of(problem, source)
        })
        .collect();
    for problem in &mut problems {
        if let Some(severity) = config.level(problem.code, &problem.path).and_then(Level::severity) {
            problem.severity = severity;
        }
    }
    let line = |problem: &Diagnostic| {
        let source = sources.get(&problem.path)?;
        Some(source.line_of(problem.span?.start))
    };
    let suppressions: BTreeMap<&CoursePath, Suppressions> =
        subject.pages().iter().map(|page| (&page.lesson.path, comment::suppressions(page))).collect();
    let failed: BTreeSet<(CoursePath, Option<usize>)> = problems
        .iter()
        .filter(|problem| problem.code == Code::BrokenDiagram)
        .map(|problem| (problem.path.clone(), line(problem)))
        .collect();
    problems.retain(|problem| {
        let is_off = config.level(problem.code, &problem.path).is_some_and(|level| level.severity().is_none());
        let is_suppressed = line(problem)
            .zip(suppressions.get(&problem.path))
            .is_some_and(|(line, suppressions)| suppressions.covers(problem.code, line));
        // The line is already reported as the reason why the diagram is not drawn at all.
        let is_repeated = problem.code == Code::IgnoredStyle && failed.contains(&(problem.path.clone(), line(problem)));
        !is_off && !is_suppressed && !is_repeated
    });
    let mut problems: Vec<Diagnostic> = problems.into_iter().map(|problem| in_its_file(problem, &sources)).collect();
    sort_and_dedup(&mut problems);
    problems
}

/// Moves a problem to the file that its place comes from: a page may include other files. A fix that would change several
/// files is dropped.
fn in_its_file(problem: Diagnostic, sources: &BTreeMap<&CoursePath, &Source>) -> Diagnostic {
    let Some((source, span)) = sources.get(&problem.path).copied().zip(problem.span) else { return problem };
    let (file, place) = source.locate(span);
    let edit = |edit: &Edit| {
        let (of, span) = source.copied_from(edit.span)?;
        (of.path == file.path).then(|| Edit { span, text: edit.text.clone() })
    };
    let fix =
        problem.fix.and_then(|fix| Some(Fix { edits: fix.edits.iter().map(edit).collect::<Option<_>>()?, ..fix }));
    Diagnostic { path: file.path.clone(), span: Some(place), fix, ..problem }
}
