//! Turns a table of contents in Markdown, such as `SUMMARY.md` and `_sidebar.md`, into entries: nested lists of links
//! below headings.
//!
//! Sources: "SUMMARY.md" in the documentation of `mdBook`, "Content structure" of `GitBook`, "More pages" of docsify.

use std::borrow::Cow;

use super::reader::CourseFiles;
use super::{EntryList, StatedEntry, StatedTarget};
use crate::html::{self, TokenKind};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::source::{CoursePath, Source};

/// The columns that a tab is wide.
const TAB: usize = 4;

/// Reads the entries of a table of contents. References are relative to its folder, `folder`; those with `/` to `content`.
pub(super) fn entries(
    files: &CourseFiles<'_>,
    (content, folder): (&CoursePath, &CoursePath),
    table: &Lesson,
    source: &Source,
) -> Vec<StatedEntry> {
    let mut reader = SummaryReader { entries: EntryList::default(), base: 0, indents: Vec::new(), is_first: true };
    let mut links = table.links.iter().filter(|link| link.kind == LinkKind::Link).peekable();
    let mut is_comment = false;
    for number in source.line_of(table.front_length).. {
        let span = source.line_span(number);
        let line = &source.text[span.start..span.end];
        while links.next_if(|link| link.span.start < span.start).is_some() {}
        let link = links.peek().filter(|link| link.span.start <= span.end);
        // Links in comments are not links of the page.
        is_comment |= line.trim_start().starts_with("<!--");
        if !is_comment {
            let target = |link: &Link| files.target(content, folder, &link.href);
            reader.line(line, link.map(|link| (link.text.as_str(), target(link))));
        }
        is_comment &= !line.contains("-->");
        if span.end >= source.text.trim_end().len() {
            break;
        }
    }
    reader.entries.0
}

/// Reads the lines of a table of contents one after the other.
struct SummaryReader {
    entries: EntryList,
    /// The level of chapters: 1 below the title of a part.
    base: usize,
    /// The columns of the items that the last one is in, its own included.
    indents: Vec<usize>,
    /// Whether no line with text came before: the title of the table.
    is_first: bool,
}

impl SummaryReader {
    fn line(&mut self, line: &str, link: Option<(&str, StatedTarget)>) {
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        let was_first = std::mem::take(&mut self.is_first);
        if let Some(title) = heading(text) {
            if is_title_of_table(title) {
                (self.base, self.indents) = (0, Vec::new());
            } else if !(was_first && text.starts_with("# ")) {
                // The first heading of level 1 is the title of the table itself.
                self.indents.clear();
                self.base = 1;
                let (title, target) = link.unwrap_or((title, StatedTarget::Nothing));
                self.entries.push(0, Some(title), target);
            }
        } else if let Some(item) = item(text) {
            let column = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { TAB } else { 1 }).sum();
            while self.indents.last().is_some_and(|last| *last >= column) {
                self.indents.pop();
            }
            let depth = self.base + self.indents.len();
            self.indents.push(column);
            let (title, target) = link.unwrap_or((item, StatedTarget::Nothing));
            self.entries.push(depth, Some(&without_tags(plain(title))), target);
        } else if let Some((title, target)) = link.filter(|_| text.starts_with('[')) {
            // A chapter before or after the numbered ones belongs to no part.
            (self.base, self.indents) = (0, Vec::new());
            self.entries.push(0, Some(title), target);
        }
    }
}

/// The titles of tables of contents, in the languages of the interface.
const TABLE_TITLES: [&str; 14] = [
    "contents",
    "table of contents",
    "summary",
    "toc",
    "목차",
    "차례",
    "目录",
    "目錄",
    "目次",
    "inhaltsverzeichnis",
    "inhalt",
    "table des matières",
    "índice",
    "sumário",
];

/// Tests whether a heading is the title of the table itself, and of no part.
fn is_title_of_table(heading: &str) -> bool {
    TABLE_TITLES.contains(&heading.to_lowercase().as_str())
}

/// Returns the text of a heading.
fn heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| plain(rest.trim_end_matches('#')))
}

/// Returns the text of a list item.
fn item(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest =
        if digits.len() < text.len() { digits.strip_prefix(['.', ')']) } else { text.strip_prefix(['-', '*', '+']) };
    rest.filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim)
}

/// Drops the tags of a title: `<strong>Part 1</strong>`.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let texts = html::tokens(text).into_iter().filter(|token| token.kind == TokenKind::Text);
    Cow::Owned(texts.map(|token| &text[token.span.start..token.span.end]).collect())
}

/// Drops the signs of emphasis around a title.
fn plain(text: &str) -> &str {
    text.trim().trim_matches(['*', '_']).trim()
}
