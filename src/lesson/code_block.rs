//! Turns the info string and the text of a code block into its language, its title, its marked lines and its code.
//!
//! Each tool spells these in its own way. An attribute is read in every course; none of them is ever the language.
//!
//! Sources: MkDocs Material "Code blocks", Docusaurus "Code blocks", VitePress and VuePress "Markdown extensions", Expressive
//! Code "Text & line markers" (Starlight), mdBook "MdBook-specific features", Pandoc `fenced_code_attributes`, knitr and
//! Quarto "Cell options", MyST "Code blocks", Hugo "Syntax highlighting", Zola "Syntax highlighting", Mintlify "Code".

mod attributes;
mod line_comment;
mod options;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use attributes::{attributes, line_ranges};

/// The longest range of lines that an attribute can mark.
const MAX_MARKED: usize = 10_000;

/// The mark of a line of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineMark {
    /// It is highlighted.
    Highlighted,
    /// It was added.
    Inserted,
    /// It was removed.
    Deleted,
    /// It causes an error.
    Error,
    /// It causes a warning.
    Warning,
}

/// A code block as its author means it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeBlock<'a> {
    /// The word that names its language; empty without one.
    pub language: &'a str,
    /// Its title: the name of a file, or a caption.
    pub title: Option<String>,
    /// The number of its first line, if its lines bear numbers.
    pub first_number: Option<usize>,
    /// The marks of its lines, by their 1-based numbers.
    pub marks: BTreeMap<usize, LineMark>,
    /// Words to mark wherever they occur in the code.
    pub words: Vec<(String, LineMark)>,
    /// The numbers of notes that its lines refer to, by the 1-based numbers of the lines.
    pub notes: BTreeMap<usize, Vec<usize>>,
    /// The code that readers see, without marks of its lines.
    pub code: Cow<'a, str>,
    /// All of the code, if some lines of it are hidden at first.
    pub whole: Option<String>,
}

/// The attributes of a code block while they are read.
#[derive(Debug, Default)]
struct CodeAttributes {
    title: Option<String>,
    first_number: Option<usize>,
    has_numbers: bool,
    ranges: Vec<(LineMark, (usize, usize))>,
    words: Vec<(String, LineMark)>,
    /// The language below the signs of a comparison.
    compared: Option<String>,
    /// The sign before lines that are hidden at first.
    hidden_sign: Option<String>,
}

impl<'a> CodeBlock<'a> {
    /// Reads a code block. `has_notes` is set if comments such as `# (1)!` refer to the list below it.
    pub fn read(info: &'a str, literal: &'a str, has_notes: bool) -> Self {
        let (language, rest) = split_language(info);
        let mut attributes = CodeAttributes::default();
        if !rest.is_empty() {
            attributes.read(rest, true);
        }
        let mut code = Cow::Borrowed(literal);
        if info.starts_with('{') {
            code = Cow::Borrowed(options::take(literal, info, &mut attributes));
        }
        let (language, is_compared) = compared_language(language, &attributes);
        let mut block = Self { language, ..Self::default() };
        if is_compared {
            code = block.take_signs(code);
        }
        let hidden = attributes.hidden_sign.as_deref().or_else(|| is_rust(language).then_some("# "));
        if let Some(sign) = hidden {
            code = block.take_hidden(code, sign);
        }
        block.code = block.take_comments(code, has_notes);
        block.apply(attributes);
        block
    }

    /// Tests whether its lines need elements of their own.
    pub fn has_lines(&self) -> bool {
        !self.marks.is_empty() || self.first_number.is_some() || !self.notes.is_empty() || !self.words.is_empty()
    }

    fn apply(&mut self, attributes: CodeAttributes) {
        self.title = attributes.title.filter(|title| !title.trim().is_empty());
        self.first_number = attributes.has_numbers.then(|| attributes.first_number.unwrap_or(1));
        self.words.extend(attributes.words);
        let count = self.code.lines().count();
        for (mark, (from, to)) in attributes.ranges {
            for line in from.max(1)..=to.min(count).min(from.saturating_add(MAX_MARKED)) {
                self.marks.entry(line).or_insert(mark);
            }
        }
    }

    /// Takes the signs of a comparison off the code of another language.
    fn take_signs(&mut self, code: Cow<'a, str>) -> Cow<'a, str> {
        if code.lines().any(|line| line.starts_with("@@ ") || line.starts_with("+++ ")) {
            return code;
        }
        let mut bare = String::with_capacity(code.len());
        for (at, line) in code.split_inclusive('\n').enumerate() {
            let mark = match line.as_bytes().first() {
                Some(b'+') => Some(LineMark::Inserted),
                Some(b'-') => Some(LineMark::Deleted),
                _ => None,
            };
            self.marks.extend(mark.map(|mark| (at + 1, mark)));
            bare.push_str(if line.starts_with(['+', '-', ' ']) { &line[1..] } else { line });
        }
        Cow::Owned(bare)
    }

    /// Takes hidden lines out of the code. In Rust, `##` begins a line that shows one `#`.
    fn take_hidden(&mut self, code: Cow<'a, str>, sign: &str) -> Cow<'a, str> {
        let bare_sign = sign.trim_end();
        if !code.contains(bare_sign) {
            return code;
        }
        let (mut shown, mut whole) = (String::with_capacity(code.len()), String::with_capacity(code.len()));
        let mut has_hidden = false;
        for line in code.split_inclusive('\n') {
            let inner = line.trim_start();
            let indent = &line[..line.len() - inner.len()];
            let words = inner.trim_end_matches('\n');
            if sign == "# " && words.starts_with("##") {
                let line = [indent, &inner[1..]].concat();
                shown.push_str(&line);
                whole.push_str(&line);
            } else if words == bare_sign || inner.starts_with(sign) {
                has_hidden = true;
                whole.push_str(indent);
                whole.push_str(inner.strip_prefix(sign).unwrap_or(&inner[bare_sign.len()..]));
            } else {
                shown.push_str(line);
                whole.push_str(line);
            }
        }
        if !has_hidden && shown == *code {
            return code;
        }
        if shown.trim().is_empty() {
            return Cow::Owned(whole);
        }
        self.whole = has_hidden.then_some(whole);
        Cow::Owned(shown)
    }

    /// Takes the comments that mark lines out of the code.
    fn take_comments(&mut self, code: Cow<'a, str>, has_notes: bool) -> Cow<'a, str> {
        if !line_comment::may_mark(&code, has_notes) {
            return code;
        }
        let mut kept = String::with_capacity(code.len());
        let mut reader = line_comment::CommentReader::new(has_notes);
        let mut count = 0;
        for line in code.split_inclusive('\n') {
            let Some(bare) = reader.line(line, count + 1, &mut self.marks, &mut self.notes) else { continue };
            kept.push_str(&bare);
            count += 1;
        }
        self.words.extend(reader.words);
        if kept == *code { code } else { Cow::Owned(kept) }
    }
}

/// Returns the word of an info string that names the language, if one does.
pub fn language_word(info: &str) -> &str {
    let (language, rest) = split_language(info);
    if !language.starts_with("diff-") || rest.starts_with("diff") { language } else { &language[5..] }
}

/// Splits an info string into the word that names the language, and its attributes.
fn split_language(info: &str) -> (&str, &str) {
    let info = info.trim();
    if let Some(inner) = info.strip_prefix('{') {
        return split_braced(info, inner);
    }
    let end = info.find(|c: char| c.is_whitespace() || "{},:".contains(c)).unwrap_or(info.len());
    let word = &info[..end];
    if word.contains('=') || (word.starts_with(['"', '[']) && !word.is_empty()) {
        return ("", info);
    }
    let rest = &info[end..];
    (word.trim_start_matches('.'), rest.trim_start_matches([' ', '\t', ',']))
}

/// Splits an info string that begins with a brace: `{.python .numberLines}`, `{r, echo=FALSE}`, `{code-block} python`.
fn split_braced<'a>(info: &'a str, inner: &'a str) -> (&'a str, &'a str) {
    let name = &inner[..inner.find('}').unwrap_or(inner.len())];
    let after = inner[name.len()..].trim_start_matches('}').trim();
    if matches!(name.trim(), "code-block" | "code" | "sourcecode" | "code-cell" | "highlight" | "literalinclude") {
        let word = after.split_whitespace().next().unwrap_or_default();
        return (word, &after[word.len()..]);
    }
    let words = name.trim_start_matches('{').split([' ', ',']).filter(|word| !word.is_empty());
    let class = words.clone().find_map(|word| word.strip_prefix('.'));
    let bare = words.clone().next().filter(|word| !word.starts_with('#') && !word.contains('='));
    (class.or(bare).unwrap_or_default().trim_end_matches(':'), info)
}

/// Returns the language of code that is shown as a comparison (`diff-js`, `diff lang="js"`), and whether it is one.
fn compared_language<'a>(language: &'a str, attributes: &CodeAttributes) -> (&'a str, bool) {
    if let Some(other) = language.strip_prefix("diff-").filter(|other| !other.is_empty()) {
        return (other, true);
    }
    // The word of the attribute is one of few, so that the block need not own it.
    let known = attributes.compared.as_deref().and_then(known_word);
    match known {
        Some(other) if language == "diff" => (other, true),
        _ => (language, false),
    }
}

/// Returns a word that names a language, from the table of those that comparisons are written in.
fn known_word(word: &str) -> Option<&'static str> {
    const WORDS: [&str; 22] = [
        "js",
        "javascript",
        "jsx",
        "ts",
        "typescript",
        "tsx",
        "html",
        "css",
        "json",
        "yaml",
        "yml",
        "toml",
        "md",
        "mdx",
        "python",
        "py",
        "sh",
        "bash",
        "go",
        "rust",
        "java",
        "astro",
    ];
    WORDS.into_iter().find(|known| known.eq_ignore_ascii_case(word))
}

fn is_rust(language: &str) -> bool {
    language.eq_ignore_ascii_case("rust") || language == "rs"
}

/// Returns the word for the language of a file: its extension, or its whole name (`Dockerfile`).
pub fn word_of_file(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(_, extension)| extension).to_lowercase()
}

#[cfg(test)]
mod tests;
