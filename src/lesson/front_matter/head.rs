//! Turns the first lines of a file into its block of front matter, if they are one or were meant as one.

use super::visibility::{Meaning, is_release_key, meaning_of_text};
use crate::lesson::release_time::ReleaseTime;
use crate::message;
use crate::message::Message;
use crate::source::Span;

/// The format of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
}

/// The classification of the first lines of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head<'a> {
    /// They are text of the page.
    Text,
    /// They are front matter.
    Block {
        /// The format that its fence states.
        format: Format,
        /// The text between the fences.
        text: &'a str,
        /// The offset of that text in the file.
        start: usize,
        /// The bytes from the start of the file up to the first line after the closing fence.
        length: usize,
    },
    /// They were meant as front matter but cannot be read as such.
    Broken {
        /// The line with the mistake.
        span: Span,
        /// The mistake.
        message: Message,
    },
}

/// Keys that open front matter though it is never closed. Others may open a sentence.
const OPENING_KEYS: [&str; 6] = ["title", "order", "weight", "description", "draft", "audience"];

/// The number of lines that are searched for an entry that hides the page. Front matter is shorter by far.
const MAX_LINES: usize = 60;

/// Finds the front matter of a text.
///
/// A leading `---` opens YAML only where a closing line follows and the first line between is a `key:`; else it is a
/// thematic break, as in slides that begin with one. `+++` opens TOML in the same way, with `key =`. Where the lines hold
/// an entry that hides the page (`draft: true`), they are front matter in any case: a slip in a fence publishes nothing.
pub(super) fn head(text: &str) -> Head<'_> {
    match fence(text) {
        Some((format, start)) => match closed(text, format, start) {
            Some(length_of_block) => block(text, format, start, length_of_block),
            None => unclosed(text, format, start),
        },
        None => misplaced(text),
    }
}

/// Tests whether a line at the top of a text, readable or not, states when the page is published.
pub(super) fn states_release(text: &str) -> bool {
    let mut entries = text.lines().take(MAX_LINES).flat_map(parts).filter_map(EntryLine::parse);
    entries.any(|entry| is_release_key(entry.key))
}

/// Finds the opening fence: its format, and the offset of the line after it.
fn fence(text: &str) -> Option<(Format, usize)> {
    let (first, _) = text.split_once('\n')?;
    let format = match first.trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return None,
    };
    Some((format, first.len() + 1))
}

/// Finds the closing fence: the offset at which its line starts, and that of the line after it.
fn closed(text: &str, format: Format, start: usize) -> Option<(usize, usize)> {
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        let is_fence = match line.trim_end() {
            "---" | "..." => format == Format::Yaml,
            "+++" => format == Format::Toml,
            _ => false,
        };
        if is_fence {
            return Some((offset, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

fn block(text: &str, format: Format, start: usize, (end, length): (usize, usize)) -> Head<'_> {
    let inner = &text[start..end];
    let first = inner.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_front_matter = ((is_entry(first, format) || begins_with_comments(inner, format)) && !is_slide(inner))
        || entries(inner).any(|entry| entry.hides());
    if is_front_matter { Head::Block { format, text: inner, start, length } } else { Head::Text }
}

/// Tests whether comments precede the first entry: `# note`. That may be the title of a slide, so that the entry must have a key
/// that front matter has.
fn begins_with_comments(inner: &str, format: Format) -> bool {
    let mut lines = inner.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.find(|line| !line.starts_with('#')) else { return false };
    let is_known = |line: &str| {
        is_entry(line, format) && OPENING_KEYS.contains(&line.split([':', '=']).next().unwrap_or_default().trim_end())
    };
    // Where other keys precede the known one, every line is an entry.
    let mut entries = inner.lines().filter(|line| !is_blank(line) && !line.starts_with(['#', ' ', '-']));
    let mut are_entries = || entries.clone().all(|line| is_entry(line, format)) && entries.any(is_known);
    inner.trim_start().starts_with('#') && is_entry(first, format) && (is_known(first) || are_entries())
}

fn unclosed(text: &str, format: Format, start: usize) -> Head<'_> {
    let rest = &text[start..];
    let first = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let opens = is_entry(first, format)
        && first.split([':', '=']).next().is_some_and(|key| OPENING_KEYS.contains(&key.trim_end()));
    if opens || entries(rest).any(|entry| entry.hides()) {
        let message = match format {
            Format::Yaml => message!("bad-front-matter-unclosed", fence = "---"),
            Format::Toml => message!("bad-front-matter-unclosed", fence = "+++"),
        };
        return Head::Broken { span: Span::new(0, start - 1), message };
    }
    Head::Text
}

/// Finds entries that hide the page where front matter does not begin with the first line, or has another fence.
fn misplaced(text: &str) -> Head<'_> {
    let blank: usize = text.split_inclusive('\n').take_while(|line| is_blank(line)).map(str::len).sum();
    let Some(first) = text[blank..].lines().next() else { return Head::Text };
    let (at, bare) = (blank, trim(first));
    let span = Span::new(at, at + first.len());
    let is_line = bare.chars().count() >= 2 && bare.chars().all(|c| "-+=*_~;—–―".contains(c));
    // `---yaml` names its format, `{` opens JSON.
    let is_fence = is_line || bare.starts_with("---") || bare.starts_with("+++") || bare == "{";
    if is_fence && entries(&text[at + first.len()..]).any(|entry| entry.hides()) {
        return Head::Broken { span, message: message!("bad-front-matter-fence") };
    }
    let has_plain_entry = || {
        let lines = text[at..].lines().take_while(|line| !is_blank(line) && !line.starts_with('-'));
        let mut entries = lines.map_while(|line| EntryLine::parse(line).filter(|entry| !entry.is_comment));
        let hides = |meaning: Meaning| meaning.hides() || matches!(meaning, Meaning::Release(ReleaseTime::Moment(_)));
        entries.any(|entry| entry.is_plain() && hides(entry.meaning()))
    };
    if has_plain_entry() {
        return Head::Broken { span, message: message!("bad-front-matter-bare") };
    }
    if let Some(span) = below_preface(text) {
        return Head::Broken { span, message: message!("bad-front-matter-below") };
    }
    Head::Text
}

/// Finds the fence of a block that hides the page and is below comments or the title of the page.
fn below_preface(text: &str) -> Option<Span> {
    let mut at = 0;
    while let Some(line) = text[at..].split_inclusive('\n').next() {
        let bare = trim(line);
        if let Some(comment) = bare.strip_prefix("<!--") {
            let start = at + text[at..].find(comment)?;
            at = start + text[start..].find("-->")? + "-->".len();
        } else if bare.is_empty() || bare.starts_with("# ") {
            at += line.len();
        } else if bare == "---" || bare == "+++" {
            let inner = &text[at + line.len()..];
            let end = inner.lines().take(MAX_LINES).position(|line| trim(line) == bare)?;
            let hides = entries(inner).take(end).any(|entry| entry.is_plain() && entry.hides());
            return hides.then(|| Span::new(at, at + line.trim_end().len()));
        } else {
            return None;
        }
    }
    None
}

/// Tests whether lines between two breaks are a slide that begins with `Word: …`: a paragraph of text or list follows the
/// first, and no line states anything of readers.
fn is_slide(inner: &str) -> bool {
    let (mut follows_blank, mut is_open, mut has_text) = (false, false, false);
    for (number, line) in inner.lines().enumerate() {
        let entry = EntryLine::parse(line);
        let key = entry.as_ref().map_or("", |entry| entry.key).to_lowercase();
        if entry.as_ref().is_some_and(|entry| entry.meaning() != Meaning::Nothing)
            || (number == 0 && OPENING_KEYS.contains(&key.as_str()))
        {
            return false;
        }
        let is_text = line.starts_with(char::is_alphabetic) || (!is_open && line.starts_with(['-', '*', '>']));
        has_text |= follows_blank && is_text && entry.is_none();
        // Items may follow a key without a value.
        is_open = entry.map_or(is_open, |entry| if entry.is_comment { is_open } else { trim(entry.value).is_empty() });
        follows_blank |= is_blank(line);
    }
    has_text
}

/// A line that may be an entry of front matter.
#[derive(Debug, Default)]
struct EntryLine<'a> {
    key: &'a str,
    value: &'a str,
    /// Whether the line is a comment, blank, or goes on with the entry above.
    is_comment: bool,
}

impl<'a> EntryLine<'a> {
    /// Parses a line; `None` where it is text.
    fn parse(line: &'a str) -> Option<Self> {
        let bare = trim(line).trim_start_matches("- ").trim_matches(['{', '}', ',', ' ', '\t']);
        if bare.is_empty() || bare.starts_with(['#', '[']) {
            return Some(Self { is_comment: true, ..Self::default() });
        }
        let (key, value) = bare.split_once([':', '=', '：'])?;
        let key = key.trim().trim_matches(['"', '\'']);
        // A sentence before a colon is not a key.
        let is_key = !key.is_empty() && key.chars().count() <= 30 && key.split_whitespace().count() <= 2;
        let value = value.split(" #").next().unwrap_or_default();
        is_key.then_some(Self { key, value, is_comment: false })
    }

    fn meaning(&self) -> Meaning {
        if self.is_comment { Meaning::Nothing } else { meaning_of_text(self.key, self.value) }
    }

    /// Tests whether the entry hides the page, or was most likely meant to.
    fn hides(&self) -> bool {
        match self.meaning() {
            Meaning::Draft
            | Meaning::FolderDraft
            | Meaning::Instructors
            | Meaning::From(_)
            | Meaning::Until(_)
            | Meaning::Release(ReleaseTime::Moment(_)) => true,
            // `Draft: the first of three` is a sentence.
            Meaning::Unclear(_) | Meaning::Release(ReleaseTime::Unit { .. }) => {
                self.value.split_whitespace().count() == 1
            }
            Meaning::Nothing => false,
        }
    }

    /// Tests whether the key is written as keys are, not as the first word of a sentence.
    fn is_plain(&self) -> bool {
        !self.key.chars().any(char::is_uppercase)
    }
}

/// Returns the entries at the top of a text, up to the first line that is none.
fn entries(text: &str) -> impl Iterator<Item = EntryLine<'_>> {
    text.lines().take(MAX_LINES).flat_map(parts).map_while(EntryLine::parse)
}

/// Splits a line into its entries, not yet parsed: `{title: x, draft: true}` has two.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let is_flow = trim(line).starts_with('{');
    line.split(move |c| is_flow && c == ',')
}

/// Tests whether a line looks like `key: value` of a mapping. Keys are ASCII: `참고: …` between two breaks is prose.
fn is_entry(line: &str, format: Format) -> bool {
    let separator = if format == Format::Yaml { ':' } else { '=' };
    line.split_once(separator).is_some_and(|(key, value)| {
        let key = key.trim_end();
        let is_key =
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''));
        is_key && (value.is_empty() || separator == '=' || value.starts_with([' ', '\t']))
    })
}

/// Trims white space and the characters without width that editors and chat programs leave behind.
fn trim(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}'))
}

fn is_blank(line: &str) -> bool {
    trim(line).is_empty()
}
