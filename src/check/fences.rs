//! Reports fences that enclose text which was meant for the page.
//!
//! The two causes, found by a census of the real course: a block of Markdown between three backticks holds a block of
//! code between three backticks, or a closing line is missing. From there on the page is inside out, with code shown as
//! text and text as code, up to the next mistake.

use super::page::{CheckedPage, marker};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::Fence;
use crate::lesson::facts::lost_fence;
use crate::message;
use crate::source::Span;

/// Info strings that mark a block as plain text.
const TEXT: [&str; 7] = ["", "text", "txt", "plain", "plaintext", "none", "nohighlight"];

/// Info strings that mark a block as Markdown.
const MARKDOWN: [&str; 6] = ["markdown", "md", "mdx", "gfm", "qmd", "rmd"];

pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    // One mistake turns all later blocks inside out: only its first block is reported, with the line that it swallowed.
    let mut inside_out = false;
    let lost = lost_fence(page.lesson, page.source);
    let reports_lost = |fence: &Fence| lost.as_ref().is_some_and(|lost| lost.line < fence.line);
    for fence in &page.lesson.fences {
        let Some((sign, length)) = page.opener(fence) else { continue };
        // Lines of `tasks` in indented code are an example.
        if is_indented_code(page, fence) {
            continue;
        }
        let lines = page.inside(fence);
        let swallowed = swallowed_fence(&lines, sign, length)
            .or_else(|| swallowed_prose(page, fence, &lines, inside_out))
            .filter(|_| fence.closed || !lines.is_empty());
        match swallowed {
            // All later blocks follow from the lost opening.
            Some(_) if reports_lost(fence) => {
                let is_reported = inside_out || page.lesson.fences.iter().any(|fence| !fence.closed);
                let first = lost.as_ref().filter(|_| !is_reported);
                found.extend(first.map(|lost| lost.report(page.lesson, Code::SwallowedMarkdown)));
                inside_out = true;
            }
            Some(swallowed) => {
                inside_out = true;
                found.push(report(page, fence, &swallowed));
            }
            None => tasks(page, fence, &lines, found),
        }
    }
}

/// Tests whether a fence may be text of indented code: four columns in, below a blank line, with an end at the same place.
fn is_indented_code(page: &CheckedPage<'_>, fence: &Fence) -> bool {
    const CODE: &str = "    ";
    let is_blank = fence.line < 2 || page.line(fence.line - 1).trim().is_empty();
    let inside = page.inside(fence);
    let is_below = |(line, text): &(usize, &str)| page.line(*line).starts_with(CODE) || text.trim().is_empty();
    is_blank && page.line(fence.line).starts_with(CODE) && inside.iter().all(is_below)
}

/// Content that a block encloses by mistake.
enum Swallowed {
    /// The 1-based line that opens another block.
    Fence(usize),
    /// The 1-based line of a heading or a task.
    Prose(usize),
}

/// Finds a line in a block that opens another one: with a language after it, it cannot have been meant to close this one.
fn swallowed_fence(lines: &[(usize, &str)], sign: char, length: usize) -> Option<Swallowed> {
    let opens = |text: &str| {
        let text = text.trim_start();
        let info = text.trim_start_matches(sign);
        marker(text).is_some_and(|(other, count)| other == sign && count >= length)
            && info.starts_with(|c: char| c.is_ascii_alphabetic())
            && info.split_whitespace().count() == 1
            && !info.contains(sign)
    };
    lines.iter().find(|(_, text)| opens(text)).map(|(line, _)| Swallowed::Fence(*line))
}

/// Finds Markdown in a block without a language whose opening line was meant to close another block: the content begins
/// with a blank line, as text after a block does, and the fence directly follows text.
fn swallowed_prose(
    page: &CheckedPage<'_>,
    fence: &Fence,
    lines: &[(usize, &str)],
    inside_out: bool,
) -> Option<Swallowed> {
    if !fence.language.is_empty() {
        return None;
    }
    let first_is_blank = lines.first().is_some_and(|(_, text)| text.trim().is_empty());
    let above = if fence.line > 1 { page.line(fence.line - 1).trim() } else { "" };
    // A label directly above its block is intended: `**Template**:`.
    let touches_above = !above.is_empty() && !above.trim_end_matches('*').ends_with([':', '：']);
    if !first_is_blank || !(touches_above || inside_out || !fence.closed) {
        return None;
    }
    let is_prose = |at: usize, text: &str| {
        let blank_before = at == 0 || lines[at - 1].1.trim().is_empty();
        blank_before && (is_heading(text) || is_task(text) || text.trim() == "---")
    };
    let line = lines.iter().enumerate().find(|(at, (_, text))| is_prose(*at, text)).map(|(_, (line, _))| *line)?;
    Some(Swallowed::Prose(line))
}

/// Makes the diagnostic for swallowed content.
fn report(page: &CheckedPage<'_>, fence: &Fence, swallowed: &Swallowed) -> Diagnostic {
    let opening = page.words_of(fence.line);
    let is_markdown = MARKDOWN.contains(&fence.language.to_lowercase().as_str());
    let (message, hint) = match swallowed {
        Swallowed::Fence(line) if is_markdown => {
            (message!("swallowed-markdown-early-end", line = *line), message!("swallowed-markdown-early-end.hint"))
        }
        Swallowed::Fence(line) => (
            message!("swallowed-markdown-fence", line = *line),
            message!("swallowed-markdown-fence.hint", line = *line),
        ),
        Swallowed::Prose(line) => (message!("swallowed-markdown", line = *line), message!("swallowed-markdown.hint")),
    };
    Diagnostic::at(&page.lesson.path, opening, Code::SwallowedMarkdown, message).hint(hint)
}

/// Reports tasks in a code block.
fn tasks(page: &CheckedPage<'_>, fence: &Fence, lines: &[(usize, &str)], found: &mut Vec<Diagnostic>) {
    if !TEXT.contains(&fence.language.to_lowercase().as_str()) {
        return;
    }
    let tasks: Vec<(usize, &str)> = lines.iter().copied().filter(|(_, text)| is_task(text)).collect();
    let Some(&(line, _)) = tasks.first() else { return };
    let words = page.words_of(line);
    let message = message!("task-in-code", count = tasks.len());
    found.push(
        Diagnostic::at(&page.lesson.path, Span::new(words.start, words.end), Code::TaskInCode, message)
            .hint(message!("task-in-code.hint")),
    );
}

fn is_heading(text: &str) -> bool {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    (2..=6).contains(&level) && text[level..].starts_with(' ') && !text[level..].trim().is_empty()
}

fn is_task(text: &str) -> bool {
    let text = text.trim_start();
    ["- [ ] ", "* [ ] ", "+ [ ] ", "- [x] ", "* [x] ", "- [X] "].iter().any(|mark| text.starts_with(mark))
}
