//! Turns one source into a lesson: the facts that its file states, each with its place. No HTML, no neighbours.
//!
//! Headings, lists and tables are recognised by their form (a census of the real course is the
//! specification), never by a file's name; the vocabulary has defaults that the settings extend.

pub mod audience;
pub mod audience_mark;
pub mod author_comment;
pub mod code_block;
pub mod comment_mark;
pub mod due;
pub mod facts;
pub mod front_matter;
pub mod info;
pub mod markdown;
pub mod media;
pub mod moment;
pub mod numbering;
pub mod parsed;
pub mod prose;
pub mod question;
pub mod quiz;
pub mod release;
pub mod release_mark;
pub mod release_time;
pub mod step;
pub mod task;
pub mod terms;
pub mod time;
pub mod timetable;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::config::{Config, Language, Letters};
use crate::source::{CoursePath, Source, Span};

pub use due::{DueDate, DueLine};
pub use facts::{parse, read_title};
pub use front_matter::FrontMatter;
pub use info::{Fact, FactKey, InfoBlock};
pub use parsed::Parsed;
pub use prose::{Aside, Passage};
pub use question::Question;
pub use quiz::QuizFact;
pub use task::{CheckItem, Step, Tally};
pub use terms::{TermDefinition, UnreadItems};
pub use timetable::{RowKind, Timetable, TimetableRow};

/// The facts of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// The file: its identity.
    pub path: CoursePath,
    /// The values of its front matter.
    pub front: FrontMatter,
    /// The length of the front matter in bytes.
    pub front_length: usize,
    /// Whether it is only for instructors.
    pub for_instructors: bool,
    /// Its title: the front matter's, else the first H1's.
    pub title: Option<Title>,
    /// Every heading, in order, the H1 included.
    pub headings: Vec<Heading>,
    /// The session's info block.
    pub info: Option<InfoBlock>,
    /// When its work is due.
    pub due: Option<DueLine>,
    /// The tables that are timetables.
    pub timetables: Vec<Timetable>,
    /// Every link and image.
    pub links: Vec<Link>,
    /// Links with a space in their address, which the parser reads as text.
    pub spaced_links: Vec<SpacedLink>,
    /// The ids that raw HTML in the file declares.
    pub html_ids: BTreeSet<String>,
    /// The ids of the headings that bear a label for other pages (`(label)=`), by label.
    pub labels: BTreeMap<String, String>,
    /// The terms that its keyword sections define.
    pub terms: Vec<TermDefinition>,
    /// The items of its keyword sections that define no term.
    pub unread_items: Vec<UnreadItems>,
    /// Its running text, in order.
    pub prose: Vec<Passage>,
    /// Its other text, neither heading nor code nor running text, in order.
    pub asides: Vec<Aside>,
    /// Its task items.
    pub checks: Vec<CheckItem>,
    /// The questions by which learners check themselves.
    pub questions: Vec<Question>,
    /// The questions of its quizzes, in order.
    pub quizzes: Vec<QuizFact>,
    /// Its code blocks, diagrams included.
    pub fences: Vec<Fence>,
    /// Whether it holds a formula.
    pub has_formulas: bool,
    /// One or two plain sentences that describe the page.
    pub summary: Option<String>,
    /// Its number of letters by script.
    pub letters: Letters,
    /// The kinds of spellings that its text may hold.
    pub signs: markdown::Signs,
    /// The spellings of other tools that no reader understands.
    pub not_understood: Vec<NotUnderstood>,
    /// The language that its front matter states, else the one that its text shows.
    pub language: Option<Language>,
    /// Footnotes and lists that are nested too deep: see [`markdown::MAX_QUOTE_DEPTH`].
    pub flattened: Option<Span>,
}

/// A spelling of another tool that no reader understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUnderstood {
    /// Its name, in the spelling of its language: `<Foo>`.
    pub name: String,
    /// Its span.
    pub span: Span,
    /// How readers see it.
    pub appearance: Appearance,
}

/// How readers see a spelling that is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Appearance {
    /// Its content, without the tags around it.
    Content,
    /// A label with its name.
    Label,
    /// The author's signs.
    Signs,
}

impl NotUnderstood {
    /// Reads the templates of a document.
    pub fn of_templates(unknown: &[markdown::UnknownTemplate], source: &Source) -> Vec<Self> {
        let of = |template: &markdown::UnknownTemplate| Self {
            name: template.name.clone(),
            span: template.span(source),
            appearance: if template.is_lost { Appearance::Label } else { Appearance::Content },
        };
        unknown.iter().map(of).collect()
    }
}

/// A title, split into its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// All of it, as plain text.
    pub text: String,
    /// The emoji that leads it.
    pub icon: Option<String>,
    /// The numbering words at its start: `Week 1 Day 4 Session 2`.
    pub tokens: Vec<numbering::NumberingToken>,
    /// The text without icon, numbering and length; empty in `# Week 1`.
    pub name: String,
    /// Its span, if it comes from the text.
    pub span: Option<Span>,
    /// The 1-based line of its heading.
    pub line: Option<usize>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor: GitHub's slug.
    pub id: String,
    /// Its text without leading emoji and without its length.
    pub text: String,
    /// The emoji that leads it.
    pub icon: Option<String>,
    /// The minutes that it states: 12 for `개념 1 (12분)`.
    pub minutes: Option<u32>,
    /// 1-based line.
    pub line: usize,
    /// Its span in the file.
    pub span: Span,
    /// Whether it is inside a quote or a list: it has an id, but opens no section.
    pub nested: bool,
    /// Its step, if it numbers one.
    pub step: Option<Step>,
}

/// The kind of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// `[text](href)`, an autolink, or `<a href>`.
    Link,
    /// `![alt](src)`, or `<img src>`.
    Image,
}

/// A link or image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Link or image.
    pub kind: LinkKind,
    /// The address as written, entities and escapes resolved, percent signs not.
    pub href: String,
    /// Its text, or the image's alternative text.
    pub text: String,
    /// Whether it begins an item, a cell or a heading: its text then names its target.
    pub names: bool,
    /// The file that it names, if the address is not a path: a course sets it ([`crate::course::address`]), because it
    /// depends on the other files.
    pub course_address: Option<CourseAddress>,
    /// Its span in the file.
    pub span: Span,
}

/// The file or folder of the course that an address names in the way of another tool or of a server: a route, an address in
/// the course's own repository, a template expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseAddress {
    /// The file or folder.
    pub path: CoursePath,
    /// The place on its page.
    pub fragment: Option<String>,
    /// Whether the letter case of the address is that of the file.
    pub is_exact: bool,
}

/// A link or image that the parser reads as text, because its address contains a space: `[요약](3주차 요약.md)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpacedLink {
    /// The kind that was meant.
    pub kind: LinkKind,
    /// The address as written, without the title after it.
    pub target: String,
    /// The span of the address.
    pub span: Span,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// The word that names its language; empty without one.
    pub language: String,
    /// Its info string: the language with its attributes.
    pub info: String,
    /// Whether it has a closing line.
    pub closed: bool,
    /// 1-based line of its opening.
    pub line: usize,
    /// Its span in the file.
    pub span: Span,
}

/// The words by which headings are recognised, besides the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Vocabulary {
    /// Words that open a keyword section.
    pub keyword_sections: Vec<String>,
    /// Words that open an info block.
    pub info_sections: Vec<String>,
}

impl Fence {
    /// Returns the lines between the fences, without the indent or quote marks of the block.
    pub fn text(&self, source: &Source) -> String {
        let line_start = source.line_start(self.line);
        let before = &source.text[line_start.min(self.span.start)..self.span.start];
        let bare = |line: &str| -> usize {
            let same = |(a, b): &(char, char)| a == b || (b.is_whitespace() && a.is_whitespace());
            let part = line.chars().zip(before.chars()).take_while(same).map(|(a, _)| a.len_utf8()).sum::<usize>();
            // In a list only the first line has the marker: the others are indented by its width.
            let rest = &line[part..];
            let room = before.chars().count() - line[..part].chars().count();
            part + rest.chars().take(room).take_while(|c| *c == ' ').count()
        };
        let block = &source.text[self.span.start..self.span.end];
        let is_fenced = block.starts_with("```") || block.starts_with("~~~");
        let mut lines: Vec<&str> = block.lines().skip(usize::from(is_fenced)).collect();
        if is_fenced && self.closed {
            lines.pop();
        }
        lines.into_iter().flat_map(|line| [&line[bare(line)..], "\n"]).collect()
    }
}

impl Vocabulary {
    /// Creates the vocabulary from the settings.
    pub fn new(config: &Config) -> Self {
        let normal = |words: &[String]| words.iter().map(|word| normalise(word)).collect();
        Self { keyword_sections: normal(&config.keyword_sections), info_sections: normal(&config.info_sections) }
    }
}

impl Lesson {
    /// Returns the heading above a 1-based line.
    pub fn section_of(&self, line: usize) -> Option<&Heading> {
        self.headings.iter().rev().find(|heading| heading.line <= line)
    }

    /// Returns the links to files and folders of the course in order, with their targets, which may not exist. An
    /// address that begins with `/` is relative to the course.
    pub fn links_to_paths(&self) -> impl Iterator<Item = (&Link, CoursePath)> {
        let here = self.path.parent().unwrap_or_default();
        self.links.iter().filter(|link| link.kind == LinkKind::Link).filter_map(move |link| {
            if let Some(address) = &link.course_address {
                return Some((link, address.path.clone()));
            }
            let address = link.href.split(['#', '?']).next().unwrap_or_default();
            let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
            let is_path = !address.is_empty() && !decoded.contains("://");
            let folder = if decoded.starts_with('/') { &CoursePath::default() } else { &here };
            is_path.then(|| folder.resolve(&decoded)).flatten().map(|path| (link, path))
        })
    }

    /// Returns the files and folders of the course that its links name.
    pub fn linked_paths(&self) -> impl Iterator<Item = CoursePath> {
        self.links_to_paths().map(|(_, path)| path)
    }

    /// Returns the number of its boxes: tasks and steps. Those that the author ticked are no work of readers.
    pub fn tally(&self) -> Tally {
        let steps = self.headings.iter().filter(|heading| heading.step.is_some()).count();
        let ticked = self.checks.iter().filter(|check| check.checked).count();
        let graded = self.quizzes.iter().filter(|quiz| quiz.is_graded()).count();
        Tally { all: self.checks.len() - ticked + steps + graded, ticked }
    }

    /// Tests whether the code block that begins on a 1-based line is in the answer of a question, which no search may show.
    pub fn is_in_answer(&self, line: usize) -> bool {
        self.quizzes.iter().any(|quiz| quiz.hidden_lines.contains(&line))
    }

    /// Tests whether a fragment names a heading or element of this file.
    pub fn has_anchor(&self, id: &str) -> bool {
        self.headings.iter().any(|heading| heading.id == id) || self.html_ids.contains(id)
    }
}

/// Returns a text in comparable form: lower case, one space between words, trimmed.
pub fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        // Fast path: Hangul has no case, and looking up each syllable took most of the time.
        if word.chars().all(|c| c.is_ascii() || ('가'..='힣').contains(&c)) {
            let start = normal.len();
            normal.push_str(word);
            normal[start..].make_ascii_lowercase();
        } else {
            normal.push_str(&word.to_lowercase());
        }
    }
    normal
}

/// Splits the emoji that lead a text from the rest: `🔑 핵심 키워드`.
///
/// Variation selectors, joiners and keycaps belong to the emoji before them.
pub fn split_icon(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start();
    let end = text.char_indices().find(|&(at, c)| !is_emoji_part(c, &text[at..])).map_or(text.len(), |(at, _)| at);
    if end == 0 {
        return (None, text);
    }
    let icon = text[..end].trim();
    (Some(icon.to_owned()).filter(|icon| !icon.is_empty()), text[end..].trim_start())
}

fn is_emoji_part(c: char, rest: &str) -> bool {
    match c {
        // A keycap is a digit, `#` or `*` with U+20E3 after it (and U+FE0F between).
        '0'..='9' | '#' | '*' => {
            let after = rest[1..].strip_prefix('\u{fe0f}').unwrap_or(&rest[1..]);
            after.starts_with('\u{20e3}')
        }
        ' ' => rest[1..].chars().next().is_some_and(|next| is_emoji_part(next, &rest[1..]) && next != ' '),
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' => true,
        c => is_emoji(c),
    }
}

/// Tests whether a character is drawn as a picture: the blocks of pictographs and dingbats of Unicode 16, no letters.
pub fn is_emoji(c: char) -> bool {
    matches!(u32::from(c),
        0x203c | 0x2049 | 0x2122 | 0x2139 | 0x2194..=0x21aa | 0x231a..=0x23ff | 0x24c2 | 0x25aa..=0x25fe
        | 0x2600..=0x27bf | 0x2934..=0x2935 | 0x2b05..=0x2b55 | 0x3030 | 0x303d | 0x3297 | 0x3299
        | 0x1f000..=0x1faff | 0xe0020..=0xe007f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_for_comparing() {
        assert_eq!(normalise("  핵심\u{a0}Key \n WORDS "), "핵심 key words");
        assert_eq!(normalise("ÉCOLE ΣΊΣΥΦΟΣ ΣΑΣ"), "école σίσυφος σας");
    }

    #[test]
    fn icons() {
        let check = |text: &str, icon: Option<&str>, rest: &str| {
            let (found, left) = split_icon(text);
            assert_eq!((found.as_deref(), left), (icon, rest), "{text}");
        };
        check("🔑 핵심 키워드", Some("🔑"), "핵심 키워드");
        check("🛠️ 실습", Some("🛠️"), "실습");
        check("1️⃣ 첫째", Some("1️⃣"), "첫째");
        check("👨‍💻 개발자", Some("👨‍💻"), "개발자");
        check("🚀 ✅ 둘", Some("🚀 ✅"), "둘");
        check("1. 소개", None, "1. 소개");
        check("핵심", None, "핵심");
    }
}
