//! Turns the certain fixes of a file into its fixed text, and into a diff that shows each change.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::{CoursePath, Origin, Source, Span};

/// A file with the changes that fixes make to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: CoursePath,
    /// Its text before, as read.
    pub before: String,
    /// Its text afterwards.
    pub after: String,
    /// The changes as a unified diff.
    pub diff: String,
    /// The changes to `before`, in the order of their places.
    pub(super) edits: Vec<Edit>,
    /// The fixes that are applied.
    fixes: Vec<Fix>,
}

impl FileChange {
    /// Makes a change of all of `before` to `after`, without fixes.
    #[cfg(test)]
    pub(super) fn of_texts(before: &str, after: &str) -> Self {
        let (before, after) = (before.to_owned(), after.to_owned());
        let edits = vec![Edit { span: Span::new(0, before.len()), text: after.clone() }];
        Self { path: CoursePath::new("a.md"), before, after, diff: String::new(), edits, fixes: Vec::new() }
    }

    /// Tests whether a fix is part of this change.
    pub fn contains(&self, fix: &Fix) -> bool {
        self.fixes.contains(fix)
    }
}

/// The number of unchanged lines shown around a change, as in `diff -U2`.
const CONTEXT_LINES: usize = 2;

/// Plans the certain fixes of all files. If two fixes touch, the first one is applied; the next run applies the other.
pub fn plan<'a>(problems: &[Diagnostic], sources: impl IntoIterator<Item = &'a Source>) -> Vec<FileChange> {
    let mut by_file: BTreeMap<&CoursePath, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems {
        if problem.fix.as_ref().is_some_and(|fix| fix.certain && !fix.edits.is_empty()) {
            by_file.entry(&problem.path).or_default().push(problem);
        }
    }
    let change = |source: &Source| {
        let problems = by_file.get(&source.path)?;
        let mut edits: Vec<&Edit> = Vec::new();
        let mut fixes: Vec<Fix> = Vec::new();
        for fix in problems.iter().filter_map(|problem| problem.fix.as_ref()) {
            let touches = |edit: &Edit| edits.iter().any(|other| overlap(edit.span, other.span));
            // One change may fix two problems, such as the two ends of an image inside a link.
            let is_made = fix.edits.iter().all(|edit| edits.contains(&edit));
            if is_made || fix.edits.iter().any(touches) {
                fixes.extend(is_made.then(|| fix.clone()));
                continue;
            }
            fixes.push(fix.clone());
            edits.extend(&fix.edits);
        }
        edits.sort();
        let after = apply_edits(&source.text, &edits);
        let diff = diff(source, &edits);
        let before = source.text.to_string();
        let edits = edits.into_iter().cloned().collect();
        (before != after).then_some(FileChange { path: source.path.clone(), before, after, diff, edits, fixes })
    };
    // The text of a notebook is not that of its file.
    sources.into_iter().filter(|source| source.origin == Origin::Text).filter_map(change).collect()
}

fn overlap(a: Span, b: Span) -> bool {
    (a.start < b.end && b.start < a.end) || a.start == b.start
}

/// Returns a text with sorted edits applied.
fn apply_edits(text: &str, edits: &[&Edit]) -> String {
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        after.push_str(&text[at..edit.span.start]);
        after.push_str(&edit.text);
        at = edit.span.end;
    }
    after.push_str(&text[at..]);
    after
}

/// Edits whose lines are close enough to share a hunk of the diff.
struct Hunk<'a> {
    /// First and last 1-based line that change.
    first: usize,
    last: usize,
    edits: Vec<&'a Edit>,
}

/// Formats edits as a unified diff. The edits are known, so no search for differences is needed.
fn diff(source: &Source, edits: &[&Edit]) -> String {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    for edit in edits {
        let (first, last) = (source.line_of(edit.span.start), source.line_of(edit.span.end));
        match hunks.last_mut().filter(|hunk| first <= hunk.last + 2 * CONTEXT_LINES) {
            Some(hunk) => {
                hunk.last = hunk.last.max(last);
                hunk.edits.push(edit);
            }
            None => hunks.push(Hunk { first, last, edits: vec![edit] }),
        }
    }
    let mut diff = format!("--- {0}\n+++ {0}\n", source.path);
    let mut shift = 0i64;
    for hunk in &hunks {
        write_hunk(source, hunk, &mut shift, &mut diff);
    }
    diff
}

fn write_hunk(source: &Source, hunk: &Hunk<'_>, shift: &mut i64, diff: &mut String) {
    let line = |number: usize| {
        let span = source.line_span(number);
        &source.text[span.start..span.end]
    };
    let from = hunk.first.saturating_sub(CONTEXT_LINES).max(1);
    let to = (hunk.last + CONTEXT_LINES).min(source.line_count().max(hunk.last));
    // Each run of changed lines precedes its replacement; lines between two changes are context.
    let mut body = String::new();
    let (mut old_count, mut new_count) = (0i64, 0i64);
    let mut edits = hunk.edits.iter().peekable();
    let mut at = from;
    while at <= to {
        let Some(edit) = edits.next_if(|edit| source.line_of(edit.span.start) == at) else {
            let _ = writeln!(body, " {}", line(at));
            (old_count, new_count, at) = (old_count + 1, new_count + 1, at + 1);
            continue;
        };
        let mut run = vec![*edit];
        let mut last = source.line_of(edit.span.end);
        while let Some(next) = edits.next_if(|next| source.line_of(next.span.start) <= last) {
            last = last.max(source.line_of(next.span.end));
            run.push(next);
        }
        let whole = Span::new(source.line_start(at), source.line_span(last).end);
        let moved: Vec<Edit> = run
            .iter()
            .map(|edit| Edit {
                span: Span::new(edit.span.start - whole.start, edit.span.end - whole.start),
                text: edit.text.clone(),
            })
            .collect();
        let before = &source.text[whole.start..whole.end];
        let after = apply_edits(before, &moved.iter().collect::<Vec<_>>());
        for text in before.split('\n') {
            let _ = writeln!(body, "-{text}");
            old_count += 1;
        }
        for text in after.split('\n') {
            let _ = writeln!(body, "+{text}");
            new_count += 1;
        }
        at = last + 1;
    }
    let start = i64::try_from(from).unwrap_or(i64::MAX);
    let _ = writeln!(diff, "@@ -{start},{old_count} +{},{new_count} @@", start + *shift);
    diff.push_str(&body);
    *shift += new_count - old_count;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Fix};

    fn problem(source: &Source, wrong: &str, right: &str, certain: bool) -> Diagnostic {
        let start = source.text.find(wrong).unwrap();
        let span = Span::new(start, start + wrong.len());
        Diagnostic::at(&source.path, span, Code::LinkCase, "x").fix(Some(Fix::replace(span, right, certain)))
    }

    #[test]
    fn only_certain_edits_are_applied_and_shown() {
        let source = Source::new(CoursePath::new("a.md"), "1\n2 [x](B.md) [y](C.md)\n3\n4\n5\n6\n7\n8 D\n9\n");
        let problems = [
            problem(&source, "B.md", "b.md", true),
            problem(&source, "C.md", "c.md", true),
            problem(&source, "8 D", "8 d\n8 e", true),
            problem(&source, "5", "five", false),
        ];
        let changes = plan(&problems, [&source]);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].after, "1\n2 [x](b.md) [y](c.md)\n3\n4\n5\n6\n7\n8 d\n8 e\n9\n");
        assert_eq!(changes[0].fixes.len(), 3);
        let expected = "--- a.md\n+++ a.md\n@@ -1,4 +1,4 @@\n 1\n-2 [x](B.md) [y](C.md)\n+2 [x](b.md) [y](c.md)\n 3\n 4\n\
                        @@ -6,4 +6,5 @@\n 6\n 7\n-8 D\n+8 d\n+8 e\n 9\n";
        assert_eq!(changes[0].diff, expected);
    }

    #[test]
    fn of_two_fixes_that_touch_the_first_is_applied() {
        let source = Source::new(CoursePath::new("a.md"), "abc\n");
        let problems = [problem(&source, "ab", "x", true), problem(&source, "bc", "y", true)];
        assert_eq!(plan(&problems, [&source])[0].after, "xc\n");
    }
}
