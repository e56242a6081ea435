//! Turns patterns that match no file of the course into warnings, or into an error if they are likely slips.

use std::collections::BTreeSet;
use std::path::Path;

use super::ReadOptions;
use crate::config::{FILE_NAME, Pattern, SettingsError, likely_meant};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::source::{CoursePath, Source};

/// Checks the patterns of the settings against the files of a course, excluded ones among them.
///
/// # Errors
/// Returns an error if a pattern of `exclude` matches nothing and is a likely slip for an existing path: going on could
/// publish a secret.
pub(super) fn check(
    options: &ReadOptions,
    files: &BTreeSet<CoursePath>,
    root: &Path,
) -> Result<Vec<Diagnostic>, SettingsError> {
    let root_names: Vec<&str> = root.iter().filter_map(|part| part.to_str()).collect();
    let (mut slips, mut unmatched) = (Vec::new(), Vec::new());
    for pattern in &options.exclude {
        if files.iter().any(|path| pattern.hides(path)) || is_never_read(pattern) {
            continue;
        }
        match likely_meant(pattern, files, &root_names) {
            Some(meant) => slips.push(slip(pattern, &meant)),
            None => unmatched.push(warning(pattern, "exclude")),
        }
    }
    let is_unused = |pattern: &&Pattern| !files.iter().any(|path| pattern.matches(path));
    unmatched.extend(options.include.iter().filter(is_unused).map(|pattern| warning(pattern, "include")));
    unmatched.extend(options.include.iter().filter_map(|pattern| overruled(pattern, options, files)));
    if slips.is_empty() {
        return Ok(unmatched);
    }
    let nowhere = || Source::new(CoursePath::new(FILE_NAME), "");
    let (file, source) = options.settings.clone().unwrap_or_else(|| (FILE_NAME.into(), nowhere()));
    Err(SettingsError { file, source, mistakes: slips })
}

/// Tests whether a pattern names folders that are never read, such as `node_modules` or `.git`.
fn is_never_read(pattern: &Pattern) -> bool {
    pattern.as_str().split('/').any(|part| part == "node_modules" || part.starts_with('.'))
}

fn slip(pattern: &Pattern, meant: &str) -> Diagnostic {
    let message = message!("bad-config-exclude", pattern = pattern.as_str(), meant);
    about(pattern, Code::BadConfig, message).hint(message!("bad-config-exclude.hint"))
}

fn warning(pattern: &Pattern, setting: &str) -> Diagnostic {
    let problem =
        about(pattern, Code::UnmatchedPattern, message!("unmatched-pattern", pattern = pattern.as_str(), setting))
            .hint(message!("unmatched-pattern.hint"));
    // A pattern without a literal name may be meant for future files.
    let names_something = pattern.as_str().split('/').any(|part| !part.contains(['*', '?', '[', '{']));
    if names_something { problem } else { problem.as_info() }
}

/// Warns of a pattern of `include` that matches only paths that `exclude` leaves out anyway.
fn overruled(pattern: &Pattern, options: &ReadOptions, files: &BTreeSet<CoursePath>) -> Option<Diagnostic> {
    let mut matched = files.iter().filter(|path| pattern.matches(path)).peekable();
    let example = (*matched.peek()?).clone();
    let is_overruled = matched.all(|path| options.excludes(path));
    let message = || message!("unmatched-pattern-overruled", pattern = pattern.as_str());
    let hint = message!("unmatched-pattern-overruled.hint", example = example.as_str());
    is_overruled.then(|| about(pattern, Code::UnmatchedPattern, message()).hint(hint))
}

fn about(pattern: &Pattern, code: Code, message: Message) -> Diagnostic {
    let path = CoursePath::new(FILE_NAME);
    match pattern.span() {
        Some(span) => Diagnostic::at(&path, span, code, message),
        None => Diagnostic::about(&path, code, message),
    }
}
