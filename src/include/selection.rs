//! Turns the part of a file that a page includes into the spans of its lines.

use crate::message;
use crate::message::Message;
use crate::read::page_file::is_markdown_text;
use crate::source::{Source, Span};

/// The part of a file to include; by default all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LineSelection {
    /// Ranges of 1-based lines, both ends included; empty for all lines.
    pub(super) lines: Vec<(usize, usize)>,
    /// The name of a part that marks in the file bound: an anchor, a region, a section, or a heading of Markdown.
    pub(super) section: Option<String>,
    /// The text in whose line the part begins, and whether that line belongs to it.
    pub(super) from: Option<(String, bool)>,
    /// The text in whose line the part ends, and whether that line belongs to it.
    pub(super) to: Option<(String, bool)>,
    /// Whether the other lines are included too, as hidden lines of Rust.
    pub(super) hides_rest: bool,
    /// Whether the indent that all lines share is removed.
    pub(super) dedents: bool,
}

/// A line of a file that is included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SelectedLine {
    /// Its text in the file, without the line end.
    pub(super) span: Span,
    /// Its 1-based number.
    pub(super) number: usize,
    /// Whether readers see it at once.
    pub(super) is_shown: bool,
}

impl LineSelection {
    /// Selects lines of a file from a byte on, where its front matter ends.
    ///
    /// # Errors
    /// Returns a sentence without its subject, the file, if there is no such part.
    pub(super) fn of(&self, source: &Source, from: usize) -> Result<Vec<SelectedLine>, Message> {
        let first = source.line_of(from);
        let all = (first..=source.line_count()).map(|number| SelectedLine {
            span: source.line_span(number),
            number,
            is_shown: true,
        });
        let mut lines: Vec<SelectedLine> = all.collect();
        if let Some(name) = &self.section {
            let part = section(source, &lines, name, self.hides_rest);
            lines = part.ok_or_else(|| message!("broken-include-part", name))?;
        }
        if !self.lines.is_empty() {
            let is_in = |line: &SelectedLine| self.lines.iter().any(|&(a, b)| (a..=b).contains(&line.number));
            if !lines.iter().any(is_in) {
                return Err(message!("broken-include-lines", count = source.line_count()));
            }
            if self.hides_rest {
                for line in &mut lines {
                    line.is_shown &= is_in(line);
                }
            } else {
                lines.retain(is_in);
            }
        }
        self.bounded(source, &mut lines)?;
        if self.dedents {
            dedent(source, &mut lines);
        }
        let is_blank = |line: &SelectedLine| source.text[line.span.start..line.span.end].trim().is_empty();
        while lines.last().is_some_and(is_blank) {
            lines.pop();
        }
        Ok(lines)
    }

    /// Cuts lines at the texts in which the part begins and ends.
    fn bounded(&self, source: &Source, lines: &mut Vec<SelectedLine>) -> Result<(), Message> {
        let find = |lines: &[SelectedLine], text: &str| {
            let found = lines.iter().position(|line| source.text[line.span.start..line.span.end].contains(text));
            found.ok_or_else(|| message!("broken-include-bound", text))
        };
        if let Some((text, is_in)) = &self.from {
            let at = find(lines, text)?;
            lines.drain(..at + usize::from(!is_in));
        }
        if let Some((text, is_in)) = &self.to {
            let at = find(lines, text)?;
            lines.truncate(at + usize::from(*is_in));
        }
        Ok(())
    }
}

/// A mark in a file that bounds a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SectionMark<'a> {
    Start(&'a str),
    End(&'a str),
}

/// Selects the lines of a named part; without marks of that name, the section below a heading of Markdown.
fn section(source: &Source, lines: &[SelectedLine], name: &str, hides_rest: bool) -> Option<Vec<SelectedLine>> {
    let mut inside = false;
    let mut found = false;
    let mut selected = Vec::new();
    for line in lines {
        match section_mark(&source.text[line.span.start..line.span.end]) {
            Some(SectionMark::Start(start)) if start == name => (inside, found) = (true, true),
            Some(SectionMark::End(end)) if inside && (end == name || end.is_empty()) => inside = false,
            None if inside || hides_rest => selected.push(SelectedLine { is_shown: inside, ..*line }),
            _ => {}
        }
    }
    if found { Some(selected) } else { below_heading(source, lines, name) }
}

/// Selects the lines from a heading, given by its anchor, to the next one that is not below it.
fn below_heading(source: &Source, lines: &[SelectedLine], anchor: &str) -> Option<Vec<SelectedLine>> {
    let heading = |line: &SelectedLine| {
        let text = &source.text[line.span.start..line.span.end];
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        let title = text[level..].strip_prefix(' ').filter(|_| (1..=6).contains(&level))?;
        Some((level, title.trim().to_lowercase()))
    };
    let slug = |title: &str| -> String {
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    if !is_markdown_text(&source.path) {
        return None;
    }
    let is_named = |line: &SelectedLine| heading(line).is_some_and(|(_, title)| slug(&title) == anchor.to_lowercase());
    let start = lines.iter().position(is_named)?;
    let (level, _) = heading(&lines[start])?;
    let ends = |line: &&SelectedLine| heading(line).is_some_and(|(other, _)| other <= level);
    let count = lines[start + 1..].iter().take_while(|line| !ends(line)).count();
    Some(lines[start..=start + count].to_vec())
}

/// Tests whether a line only bounds a part of its file for those who include it.
pub(super) fn is_section_mark(line: &str) -> bool {
    section_mark(line).is_some()
}

/// Reads a mark that bounds a part.
///
/// Sources: mdBook (`ANCHOR: x`, `ANCHOR_END: x`), pymdownx.snippets (`--8<-- [start:x]`), VitePress and editors
/// (`#region x`, `#endregion x` after the sign of a comment).
fn section_mark(line: &str) -> Option<SectionMark<'_>> {
    // The end of a comment is not a name.
    let word = |text: &'_ str| match text.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))) {
        _ if text.starts_with('-') => 0,
        end => end.unwrap_or(text.len()),
    };
    for (sign, is_start) in [("ANCHOR_END:", false), ("ANCHOR:", true)] {
        if let Some((_, name)) = line.split_once(sign).filter(|(before, _)| is_comment_sign(before)) {
            let name = name.trim_start();
            let name = &name[..word(name)];
            return (!name.is_empty()).then_some(if is_start {
                SectionMark::Start(name)
            } else {
                SectionMark::End(name)
            });
        }
    }
    if let Some((_, rest)) = line.split_once("8<") {
        let (kind, name) = rest.trim_start_matches('-').trim_start().strip_prefix('[')?.split_once(':')?;
        let name = name.split_once(']')?.0.trim();
        return match kind.trim() {
            "start" => Some(SectionMark::Start(name)),
            "end" => Some(SectionMark::End(name)),
            _ => None,
        };
    }
    let at = line.find("region").or_else(|| line.find("Region"))?;
    let (before, name) = (&line[..at], &line[at + "region".len()..]);
    let (before, is_start) =
        before.strip_suffix("end").or_else(|| before.strip_suffix("End ")).map_or((before, true), |b| (b, false));
    let before = before.trim_end().strip_suffix("pragma").unwrap_or(before).trim_end();
    let name = name.trim_start();
    let name = &name[..word(name)];
    let is_mark = before.ends_with('#') && is_comment_sign(before.trim_end_matches('#'));
    match (is_mark, is_start, name) {
        (true, true, "") | (false, ..) => None,
        (true, true, name) => Some(SectionMark::Start(name)),
        (true, false, name) => Some(SectionMark::End(name)),
    }
}

/// Tests whether a text is only the sign that begins a comment in some language.
fn is_comment_sign(text: &str) -> bool {
    let sign = text.trim();
    sign.len() <= 4 && sign.chars().all(|c| c.is_ascii_punctuation()) || matches!(sign, "REM" | "rem")
}

/// Removes the indent that all lines share.
fn dedent(source: &Source, lines: &mut [SelectedLine]) {
    let text = |line: &SelectedLine| &source.text[line.span.start..line.span.end];
    let indent = |line: &SelectedLine| {
        let text = text(line);
        text.len() - text.trim_start_matches([' ', '\t']).len()
    };
    let shared = lines.iter().filter(|line| !text(line).trim().is_empty()).map(indent).min().unwrap_or_default();
    for line in lines {
        let cut = shared.min(indent(line));
        line.span.start += cut;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    fn selected(path: &str, text: &str, selection: &LineSelection) -> Result<String, String> {
        let source = Source::new(CoursePath::new(path), text);
        let lines = selection.of(&source, 0).map_err(|reason| reason.to_string())?;
        let sign = |line: &SelectedLine| if line.is_shown { "" } else { "~" };
        let line = |line: &SelectedLine| format!("{}{}", sign(line), &source.text[line.span.start..line.span.end]);
        Ok(lines.iter().map(line).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn parts_have_marks_in_every_language() {
        let part = |text: &str| {
            selected("a.x", text, &LineSelection { section: Some("x".to_owned()), ..LineSelection::default() })
        };
        for (start, end) in [
            ("// ANCHOR: x", "// ANCHOR_END: x"),
            ("# --8<-- [start:x]", "# --8<-- [end:x]"),
            ("<!-- --8<-- [start:x] -->", "<!-- --8<-- [end:x] -->"),
            ("// #region x", "// #endregion x"),
            ("# region x", "# endregion x"),
            ("<!-- #region x -->", "<!-- #endregion -->"),
            ("/* #region x */", "/* #endregion x */"),
            ("#pragma region x", "#pragma endregion x"),
            ("#Region x", "#End Region"),
        ] {
            assert_eq!(part(&format!("a\n{start}\nb\n// ANCHOR: y\nc\n{end}\nd\n")), Ok("b|c".to_owned()), "{start}");
        }
        assert!(part("the region x of this\nb\n").is_err());
        assert!(part("let region = x;\n").is_err());
    }

    #[test]
    fn other_lines_may_be_hidden() {
        let selection = LineSelection { section: Some("x".to_owned()), hides_rest: true, ..LineSelection::default() };
        let text = "fn main() {\n// ANCHOR: x\na\n// ANCHOR_END: x\n}\n";
        assert_eq!(selected("a.rs", text, &selection), Ok("~fn main() {|a|~}".to_owned()));
    }

    #[test]
    fn lines_bounds_and_headings() {
        let lines = |ranges: &[(usize, usize)]| LineSelection { lines: ranges.to_vec(), ..LineSelection::default() };
        assert_eq!(selected("a.py", "a\nb\nc\nd\n", &lines(&[(1, 1), (3, usize::MAX)])), Ok("a|c|d".to_owned()));
        assert!(selected("a.py", "a\n", &lines(&[(5, 6)])).unwrap_err().contains("1 line"));
        let bounds = LineSelection {
            from: Some(("b".to_owned(), false)),
            to: Some(("d".to_owned(), true)),
            dedents: true,
            ..LineSelection::default()
        };
        assert_eq!(selected("a.py", "a\nb\n  c\n    d\ne\n", &bounds), Ok("c|  d".to_owned()));
        let heading = LineSelection { section: Some("b-c".to_owned()), ..LineSelection::default() };
        assert_eq!(
            selected("a.md", "# a\n\n## B c!\n\nx\n\n### d\n\n## e\n", &heading),
            Ok("## B c!||x||### d".to_owned())
        );
        assert!(selected("a.py", "## B c\n", &heading).is_err());
    }
}
