//! Turns all lessons into those that belong to the site: backups, reports and drafts are held back, and said so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Lessons, contents};
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::Lesson;
use crate::source::CoursePath;

/// Keeps the lessons that belong to the site.
///
/// What looks like a backup or a report stays in where the settings include it, or where a page that is kept links to
/// it: its author wants it read.
pub fn keep(lessons: Vec<Arc<Lesson>>, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Lessons {
    let included = |path: &CoursePath| config.include.iter().any(|pattern| config::matches(pattern, path));
    let (mut doubtful, mut kept) = (BTreeMap::new(), BTreeMap::new());
    let paths: BTreeSet<CoursePath> = lessons.iter().map(|lesson| lesson.path.clone()).collect();
    let orders = |lesson: &Lesson| contents::is_table(lesson, |path| paths.contains(path));
    for lesson in lessons {
        let path = lesson.path.clone();
        if lesson.front.draft && !included(&path) {
            let diagnostic = Diagnostic::about(&path, Code::Draft, "this page is a draft and left out of the site")
                .hint("remove `draft: true` to publish it");
            diagnostics.push(diagnostic);
        } else if let Some(reason) = reason(&path).filter(|_| !included(&path) && !orders(&lesson)) {
            doubtful.insert(path, (lesson, reason));
        } else {
            kept.insert(path, lesson);
        }
    }
    let mut fresh: Vec<CoursePath> = kept.keys().cloned().collect();
    while !fresh.is_empty() && !doubtful.is_empty() {
        let wanted: Vec<CoursePath> = fresh
            .iter()
            .flat_map(|path| kept[path].linked_paths())
            .filter(|path| doubtful.contains_key(path))
            .collect();
        fresh = Vec::new();
        for path in wanted {
            if let Some((lesson, _)) = doubtful.remove(&path) {
                kept.insert(path.clone(), lesson);
                fresh.push(path);
            }
        }
    }
    for (path, (_, reason)) in doubtful {
        let message = format!("this page looks like {reason} and is left out of the site");
        let hint = format!("to keep it, add it to `include` in seodang.toml: include = [\"{path}\"]");
        diagnostics.push(Diagnostic::about(&path, Code::LeftOut, message).hint(hint));
    }
    kept
}

/// Why a file is taken for debris rather than a lesson, from its name.
fn reason(path: &CoursePath) -> Option<&'static str> {
    let stem = path.stem();
    let words: Vec<&str> = stem.split(['_', '-', ' ', '.']).filter(|word| !word.is_empty()).collect();
    let is = |word: &str, wanted: &[&str]| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted));
    // `lab_1_backup_20251031.md`, `challenge_2_backup.md`, `session_1.bak.md`, `백업`
    if words.len() > 1 && words.iter().any(|word| is(word, &["backup", "bak", "백업"])) {
        return Some("a backup");
    }
    // `COMPLETION_SUMMARY.md`, `VERIFICATION_REPORT.md`: reports shout; a lesson called `summary.md` does not.
    let shouts = stem.chars().any(|c| c.is_ascii_uppercase()) && !stem.chars().any(char::is_lowercase);
    let reports = ["COMPLETION", "SUMMARY", "STRUCTURE", "REPORT", "VERIFICATION"];
    if shouts && words.iter().any(|word| is(word, &reports)) {
        return Some("a report");
    }
    let guidelines = words.iter().any(|word| is(word, &["template"]))
        && words.iter().any(|word| is(word, &["guideline", "guidelines"]));
    guidelines.then_some("a template's guidelines")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debris_by_name() {
        let check = |path, expected| assert_eq!(reason(&CoursePath::new(path)), expected, "{path}");
        check("week_01/lab_1_backup_20251031_012405.md", Some("a backup"));
        check("COMPLETION_SUMMARY.md", Some("a report"));
        check("week_02/STRUCTURE.md", Some("a report"));
        check("week3_template_guidelines.md", Some("a template's guidelines"));
        check("summary.md", None);
        check("backup.md", None);
        check("backup_strategy/README.md", None);
        check("VPC_CREATION_GUIDE.md", None);
        check("reporting.md", None);
    }
}
