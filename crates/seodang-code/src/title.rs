//! Turns a first comment that only names a file into the title of the block, and the rest into its code.

use std::borrow::Cow;

use crate::file_name;

/// The signs that open and close a comment, for the languages that name their file so.
const COMMENTS: &[(&str, &str)] =
    &[("<!--", "-->"), ("/*", "*/"), ("//", ""), ("--", ""), ("#", ""), (";", ""), ("%", "")];

/// Words that may precede the name, in lower case, with a colon after them.
const LABELS: &[&str] = &["파일", "파일명", "파일 이름", "경로", "파일 경로", "file", "file name", "filename", "path"];

/// Splits a leading comment with a file name off the code: the name as written, and the code without that line.
///
/// The first line counts, or the second after a `#!` line, which stays; the blank lines that follow the name are removed
/// with it. The comment must contain only a name or path with a well-known extension, or a well-known name such as
/// `Dockerfile`, by itself or after `파일:`, `File:` and the like, in quotes or not. Returns `None` otherwise, and if no code
/// would be left. Not for Markdown, where `# README.md` is a heading.
pub fn title_line(code: &str) -> Option<(String, Cow<'_, str>)> {
    let (first, rest) = split_line(code);
    if first.starts_with("#!") {
        let (second, rest) = split_line(rest);
        let name = file_of_comment(second)?;
        let kept = after_blank_lines(rest);
        return (!kept.is_empty()).then(|| (name, Cow::Owned([first, kept].concat())));
    }
    let name = file_of_comment(first)?;
    let kept = after_blank_lines(rest);
    (!kept.is_empty()).then_some((name, Cow::Borrowed(kept)))
}

/// Splits off the first line with its line break.
fn split_line(code: &str) -> (&str, &str) {
    code.split_at(code.find('\n').map_or(code.len(), |at| at + 1))
}

fn after_blank_lines(mut code: &str) -> &str {
    while !code.is_empty() {
        let (line, rest) = split_line(code);
        if !line.trim().is_empty() {
            break;
        }
        code = rest;
    }
    code
}

fn file_of_comment(line: &str) -> Option<String> {
    // Longer lines are prose or minified code.
    const LONGEST: usize = 200;
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    let inside = COMMENTS.iter().find_map(|(open, close)| line.strip_prefix(open)?.strip_suffix(close))?.trim();
    let name = without_label(inside).trim_matches(['`', '"', '\'', '*']).trim();
    file_name::is_path(name).then(|| name.to_owned())
}

fn without_label(text: &str) -> &str {
    match text.split_once(':') {
        Some((label, name)) if LABELS.contains(&label.trim().to_lowercase().as_str()) => name.trim(),
        _ => text,
    }
}
