//! Turns a Markdown document into cases, and cases with new expectations into a document again.
//!
//! A case is a section of level 2. Its fenced blocks are files of a course and expectations; all other text explains.

use std::fmt::Write as _;

/// A document: the cases of one subject.
pub(super) struct Document {
    /// The text before the first case.
    head: String,
    pub(super) cases: Vec<Case>,
}

/// A section of a document.
pub(super) struct Case {
    pub(super) name: String,
    /// The 1-based line of its heading.
    pub(super) line: usize,
    pub(super) parts: Vec<Part>,
}

/// A part of a section.
pub(super) enum Part {
    /// An explanation.
    Prose(String),
    Block(Block),
}

/// A fenced block.
pub(super) struct Block {
    /// The backticks before and after it.
    fence: String,
    /// The words behind the opening fence: a language, then the path of a file or `expect` with its arguments.
    pub(super) info: String,
    /// The lines between the fences, each with its line end.
    pub(super) text: String,
}

/// The meaning of a block.
pub(super) enum Role<'a> {
    /// A file of the course, by path.
    File(&'a str),
    /// A picture of 2 × 1 pixels, by path.
    Picture(&'a str),
    /// Pages that consist of a title: a line `path: title` each.
    Titles,
    /// An expectation: language and arguments.
    Expectation(&'a str, &'a str),
}

impl Block {
    /// Returns the meaning of the block.
    pub(super) fn role(&self) -> Role<'_> {
        let (language, rest) = self.info.split_once(' ').unwrap_or((&self.info, ""));
        match (language, rest.strip_prefix("expect ")) {
            (language, Some(arguments)) => Role::Expectation(language, arguments),
            ("titles", None) => Role::Titles,
            ("picture", None) => Role::Picture(rest),
            (_, None) => Role::File(if rest.is_empty() { "page.md" } else { rest }),
        }
    }
}

impl Document {
    /// Parses a document.
    pub(super) fn parse(text: &str) -> Self {
        let mut document = Self { head: String::new(), cases: Vec::new() };
        let mut lines = text.split_inclusive('\n').enumerate();
        while let Some((number, line)) = lines.next() {
            if let Some(name) = line.strip_prefix("## ") {
                document.cases.push(Case { name: name.trim().to_owned(), line: number + 1, parts: Vec::new() });
                continue;
            }
            let Some(case) = document.cases.last_mut() else {
                document.head.push_str(line);
                continue;
            };
            if line.starts_with("```") {
                let ticks = line.len() - line.trim_start_matches('`').len();
                let (fence, info) = line.trim_end().split_at(ticks);
                let text = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim_end() != fence).collect();
                case.parts.push(Part::Block(Block { fence: fence.to_owned(), info: info.trim().to_owned(), text }));
            } else if let Some(Part::Prose(text)) = case.parts.last_mut() {
                text.push_str(line);
            } else {
                case.parts.push(Part::Prose(line.to_owned()));
            }
        }
        document
    }

    /// Writes the document.
    pub(super) fn to_text(&self) -> String {
        let mut text = self.head.clone();
        for case in &self.cases {
            writeln!(text, "## {}", case.name).unwrap();
            for part in &case.parts {
                match part {
                    Part::Prose(prose) => text.push_str(prose),
                    Part::Block(Block { fence, info, text: inner }) => {
                        write!(text, "{fence}{info}\n{inner}{fence}\n").unwrap();
                    }
                }
            }
        }
        text
    }
}

impl Case {
    /// Returns the blocks.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().filter_map(|part| match part {
            Part::Block(block) => Some(block),
            Part::Prose(_) => None,
        })
    }

    /// Returns the blocks, to be changed.
    pub(super) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::Block(block) => Some(block),
            Part::Prose(_) => None,
        })
    }
}

/// The mark of a line that expects a diagnostic of the line above it: `//~ 7 warning[broken-link]: message`, with the column.
/// Before the first line of a file it expects one of the file, without a column.
pub(super) const MARK: &str = "//~ ";

/// Returns a file without the lines that expect diagnostics.
pub(super) fn unannotated(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with(MARK)).collect()
}

/// A diagnostic as an annotation: the 1-based line (0: the file), and the text behind the mark.
pub(super) type Annotation = (usize, String);

/// The end of an annotation that gives only the beginning of a message.
const REST: char = '…';

/// Writes the annotations of a file into its text; annotations that the text has already stay shortened.
pub(super) fn annotated(text: &str, annotations: &[Annotation]) -> String {
    let shortened: Vec<&str> =
        text.lines().filter_map(|line| line.trim_start().strip_prefix(MARK)?.strip_suffix(REST)).collect();
    let text = unannotated(text);
    let mut out = String::new();
    let lines = std::iter::once("").chain(text.split_inclusive('\n'));
    for (number, line) in lines.enumerate() {
        out.push_str(line);
        for (_, annotation) in annotations.iter().filter(|(at, _)| *at == number) {
            match shortened.iter().find(|beginning| annotation.starts_with(**beginning)) {
                Some(beginning) => writeln!(out, "{MARK}{beginning}{REST}").unwrap(),
                None => writeln!(out, "{MARK}{annotation}").unwrap(),
            }
        }
    }
    out
}
