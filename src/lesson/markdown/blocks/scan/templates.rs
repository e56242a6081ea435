//! Finds the tags and expressions of templates within running text (`{{< ref "x" >}}`, `<Badge />`, `{{ page.title }}`): no parser
//! of Markdown reads them, so that `emit` puts a sign in place of each.

use super::super::badge;
use super::super::imports::ImportedPaths;
use super::super::known::{self, KnownTag, TemplateNode, shown_name, template_node};
use super::super::line::{Line, ScannedFence};
use super::super::sign::{MAX_SIGNS, tail};
use super::super::tags::{self, TagRole, TagSyntax, TemplateTag};
use super::super::{media, script};
use super::Scanner;
use std::collections::BTreeSet;

use crate::source::{Dialect, Tool};

/// The shortest text that a sign can replace, in bytes.
const SHORTEST: usize = 4;

/// The most lines of one tag or expression.
const MAX_LINES: usize = 200;

/// The most bytes that are read for tags and expressions without an end: bounds the time on a text of only these.
pub(super) const MAX_WASTED: usize = 4_000_000;

/// The longest name of an expression that readers see, in characters.
const LONGEST_LABEL: usize = 40;

/// A tag or expression in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct TemplateSpan {
    /// The 0-based line and its byte.
    pub(in super::super) start: (usize, usize),
    /// The line and the byte after it.
    pub(in super::super) end: (usize, usize),
    /// Its replacement.
    pub(in super::super) node: TemplateNode,
}

/// The spellings of templates that a text may contain besides containers.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each spelling is read or not, whatever the others are")]
pub(super) struct Templates {
    /// `<Name>`.
    pub(super) components: bool,
    /// `{% name %}`.
    pub(super) liquid: bool,
    /// `{{ name }}`.
    pub(super) braces: bool,
    /// `{name}`, `<>`, `className`.
    pub(super) scripts: bool,
    /// `<div markdown="1">`.
    pub(super) marked_elements: bool,
}

impl Templates {
    /// Finds the spellings of a text: a script that begins it shows that its page is MDX.
    pub(super) fn of(lines: &[&str], dialect: Dialect) -> Self {
        let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or_default();
        let is_script = script::end_of_statement(lines, first, &mut ImportedPaths::default()).is_some();
        let has_wrappers = !dialect.has_components() && !is_script && has_wrappers(lines);
        let has_expressions = || lines.iter().any(|line| line.contains("={") || line.contains("{/*"));
        let has = |tools: &[Tool]| tools.iter().any(|tool| dialect.has(*tool));
        // `MkDocs` has templates with a plugin only: a block that ends shows it.
        let is_macro = || dialect.has(Tool::MkDocs) && lines.iter().any(|line| line.contains("{% end"));
        let liquid = dialect.has_liquid() || dialect.has(Tool::Zola) || is_macro();
        Self {
            components: is_script
                || has_wrappers
                || dialect.has_components()
                || has(&[Tool::VitePress, Tool::HuggingFace]),
            liquid,
            braces: liquid || has(&[Tool::VitePress, Tool::Sphinx, Tool::JupyterBook]),
            marked_elements: has(&[Tool::Jekyll, Tool::MkDocs]),
            scripts: is_script
                || (has_wrappers && has_expressions())
                || has(&[Tool::Mdx, Tool::Docusaurus, Tool::HuggingFace]),
        }
    }

    /// Tests whether Markdown may stand in elements of HTML.
    pub(super) fn has_elements(self) -> bool {
        self.scripts || self.marked_elements
    }

    /// Tests whether a tag of this language is one in every place.
    pub(super) fn has(self, syntax: TagSyntax) -> bool {
        match syntax {
            TagSyntax::Component => self.components,
            TagSyntax::Shortcode => true,
            TagSyntax::Liquid => self.liquid,
            TagSyntax::Element => self.has_elements(),
        }
    }
}

impl Scanner<'_> {
    /// Calls a reader with the lines that it may read; stops after [`MAX_WASTED`] bytes that were read in vain.
    pub(super) fn reading<T>(&self, number: usize, read: impl FnOnce(&[&str]) -> Option<T>) -> Option<T> {
        self.reading_until(self.lines.len().min(number + MAX_LINES), number, read)
    }

    /// Calls a reader of a tag of HTML, which a blank line ends, with the lines up to that.
    pub(super) fn reading_element<T>(&self, number: usize, read: impl FnOnce(&[&str]) -> Option<T>) -> Option<T> {
        let rest = self.lines[number..].iter().take(MAX_LINES);
        let length = rest.take_while(|line| !line.trim().is_empty()).count();
        self.reading_until(number + length.max(1), number, read)
    }

    fn reading_until<T>(&self, end: usize, number: usize, read: impl FnOnce(&[&str]) -> Option<T>) -> Option<T> {
        if self.wasted.get() > MAX_WASTED {
            return None;
        }
        let found = read(&self.lines[..end]);
        if found.is_none() {
            let bytes: usize = self.lines[number..end].iter().map(|line| line.len()).sum();
            self.wasted.set(self.wasted.get() + bytes);
        }
        found
    }

    /// Reads the tag at a byte of a line.
    pub(super) fn tag(&self, number: usize, at: usize) -> Option<TemplateTag> {
        let begins = tags::opening_sign(&self.lines[number][at..]).is_some();
        let read = || self.reading(number, |lines| tags::read(lines, number, at));
        let mut tag = if begins { read() } else { None }?;
        tag.attributes.resolve_imports(&self.imports);
        Some(tag)
    }

    /// Takes bytes of a line as running text, with the tags in it; one that ends on a later line takes the lines between.
    pub(super) fn running_text(&mut self, number: usize, from: usize, to: usize) {
        let (mut number, mut start, mut to) = (number, from, to);
        let mut at = from;
        while let Some(found) = self.next_sign(number, at, to) {
            at = found;
            let is_whole = to == self.lines[number].len();
            let read = self.template_at(number, at).filter(|(end, _)| {
                let first_end = if end.0 > number { to } else { end.1 };
                let is_long = first_end >= at + SHORTEST && self.found.templates.len() < MAX_SIGNS;
                is_long && (is_whole || (end.0 == number && end.1 <= to))
            });
            let Some((end, node)) = read else {
                at += 1;
                continue;
            };
            self.found.templates.push(TemplateSpan { start: (number, at), end, node });
            at = end.1;
            if end.0 > number {
                self.text(number, start, to);
                number = end.0;
                (start, to) = (end.1, self.lines[number].len());
                self.resume = self.resume.max(number + 1);
                if self.lines[number][start..].trim().is_empty() {
                    return;
                }
            }
        }
        self.text(number, start, to);
    }

    /// Returns the next byte at which a tag or expression may begin, outside of code.
    fn next_sign(&self, number: usize, from: usize, to: usize) -> Option<usize> {
        let line = self.lines[number];
        let bytes = line.as_bytes();
        let mut at = from;
        while at < to {
            match bytes[at] {
                b'\\' if !matches!(bytes.get(at + 1), Some(b'{' | b'<')) || self.templates.scripts => at += 1,
                b'`' => {
                    let length = bytes[at..to].iter().take_while(|byte| **byte == b'`').count();
                    let run = &line[at..at + length];
                    let end = end_of_code(&line[at + length..to], run);
                    at += length + end.unwrap_or_default();
                    continue;
                }
                b'{' => return Some(at),
                b'<' if bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/') => {
                    return Some(at);
                }
                b'<' if bytes[at..to].starts_with(badge::SIGN) => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Reads the tag or expression at a byte of a line; returns its end and its replacement.
    fn template_at(&mut self, number: usize, at: usize) -> Option<((usize, usize), TemplateNode)> {
        let text = &self.lines[number][at..];
        if let Some(read) = hugo_comment(text) {
            return Some(((number, at + read.0), read.1));
        }
        if is_in_address(tail(&self.lines[number][..at])) {
            return None;
        }
        if self.dialect.has(Tool::MkDocs)
            && let Some((length, node)) = badge::read(text)
        {
            return Some(((number, at + length), node));
        }
        if self.templates.marked_elements && self.lines[number][..at].trim().is_empty() && is_inline_tag(text) {
            let tag = text.trim_end();
            return Some(((number, at + tag.len()), TemplateNode::Html(tag.to_owned())));
        }
        if self.templates.braces && self.is_verbatim(number, at) {
            let close = [("{{", "}}"), ("{%", "%}")].into_iter().find(|(open, _)| text.starts_with(open))?.1;
            let end = text.find(close)? + close.len();
            return Some(((number, at + end), TemplateNode::Code(text[..end].to_owned())));
        }
        if let Some(tag) = self.tag(number, at) {
            // No plain text has a known name with an attribute and a slash at the end.
            let is_plain = tag.role == TagRole::Leaf && tag.attributes.pairs().next().is_some();
            if self.templates.has(tag.syntax) || (is_plain && KnownTag::of(&tag.name).is_some()) {
                let end = tag.end;
                let node = self.tag_in_text((number, at), &tag);
                return Some((end, node));
            }
            return None;
        }
        if text.starts_with("{{") {
            let end = text.find("}}").filter(|end| {
                self.has_expression(&text[2..*end]) && !is_formula(tail(&self.lines[number][..at]), &text[..*end])
            })?;
            let words = text[2..end].trim_matches(['-', ' ']);
            if !known::is_page_title(words) {
                self.note_unknown("{{ … }}", (number, at), at + end + 2, true);
            }
            return Some(((number, at + end + 2), TemplateNode::Placeholder(label(words))));
        }
        if !self.templates.scripts {
            return None;
        }
        let read = |lines: &[&str]| script::read(lines, number, at, &self.imports);
        let is_element = text.starts_with('<');
        let read = if is_element { self.reading_element(number, read) } else { self.reading(number, read) }?;
        if let TemplateNode::Placeholder(words) = &read.1 {
            self.note_unknown("{…}", (number, at), at + 1, true);
            return Some((read.0, TemplateNode::Placeholder(label(words))));
        }
        Some(read)
    }

    /// Tests whether the text between double braces is an expression. In a course for `MkDocs` a name is one, which a plugin or a
    /// hook replaces (mkdocs-macros, "Variables").
    fn has_expression(&self, inner: &str) -> bool {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let name = inner.trim();
        self.templates.braces
            || (self.dialect.has(Tool::MkDocs) && name.starts_with(char::is_alphabetic) && name.chars().all(is_name))
    }

    /// Returns the replacement of a tag in running text.
    fn tag_in_text(&mut self, (number, at): (usize, usize), tag: &TemplateTag) -> TemplateNode {
        let end = if tag.end.0 == number { tag.end.1 } else { self.lines[number].len() };
        let is_wrapper = tag.role == TagRole::Open && self.is_closed_later(tag);
        let shown = shown_name(tag.syntax, &tag.name);
        if tag.role == TagRole::Close {
            return TemplateNode::Nothing;
        }
        if is_wrapper {
            if KnownTag::of(&tag.name).is_none() && !super::super::is_container(&tag.name) {
                self.note_unknown(&shown, (number, at), end, false);
            }
            return TemplateNode::Nothing;
        }
        // Hugo, "Param": the title of the page.
        let is_param = tag.syntax == TagSyntax::Shortcode && tag.name == "param";
        if is_param && tag.attributes.words().next() == Some("title") {
            return TemplateNode::Placeholder("page.title".to_owned());
        }
        if let Some(node) = media::in_text(&tag.name, &tag.attributes) {
            return node;
        }
        let (node, is_known) = template_node(tag);
        if !is_known {
            self.note_unknown(&shown, (number, at), end, true);
        }
        node
    }

    pub(super) fn note_unknown(&mut self, name: &str, (line, start): (usize, usize), end: usize, is_lost: bool) {
        let unknown = known::UnknownTemplate { name: name.to_owned(), line, start, end, is_lost };
        self.found.unknown.push(unknown);
    }

    /// Tests whether expressions are text at a byte of a line: in a verbatim container or element.
    fn is_verbatim(&self, number: usize, at: usize) -> bool {
        let is_verbatim = |name: &str| name.eq_ignore_ascii_case("v-pre");
        self.is_raw
            || self.open.iter().any(|open| is_verbatim(&self.found.containers[open.index].opening.name))
            || tail(&self.lines[number][..at]).contains("v-pre")
    }
}

/// Tests whether components stand around Markdown: `<Intro>` and `</Intro>` on lines of their own, outside of code. HTML has
/// no such names, and in XML a tag or a value follows a tag.
fn has_wrappers(lines: &[&str]) -> bool {
    let mut fence: Option<ScannedFence> = None;
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for (number, text) in lines.iter().enumerate() {
        if !text.contains(['<', '`', '~']) {
            continue;
        }
        let line = Line::new(text, usize::MAX);
        if let Some(code) = &fence {
            if code.is_closed_by(&line) {
                fence = None;
            }
            continue;
        }
        fence = ScannedFence::opened_by(&line);
        let Some(tag) = line.words().trim_end().strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
            continue;
        };
        if tag.strip_prefix('/').is_some_and(|name| open.contains(name)) {
            return true;
        }
        let name = tag.split_whitespace().next().unwrap_or_default();
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase()) && tags::is_component_name(name);
        let next = lines[number + 1..].iter().map(|next| next.trim()).find(|next| !next.is_empty());
        if is_name && !tag.ends_with('/') && !tag.contains('<') && next.is_some_and(|next| !next.starts_with('<')) {
            open.insert(name);
        }
    }
    false
}

/// The elements of HTML within running text (HTML Standard, section 4.5), and those that it had.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "tt", "u",
];

/// Tests whether a line is the start tag of an element within running text: for Python-Markdown and kramdown ("HTML Blocks")
/// it begins a paragraph, for `CommonMark` a block without Markdown (section 4.6, kind 7).
fn is_inline_tag(line: &str) -> bool {
    let Some(tag) = line.trim_end().strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else { return false };
    let name = tag.split_whitespace().next().unwrap_or_default();
    INLINE.contains(&name) && !tag.contains(['<', '>']) && !tag.ends_with('/')
}

/// Finds the end of a code span whose opening run of backticks is before a text.
fn end_of_code(text: &str, run: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find(run) {
        let start = at + found;
        let length = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        if length == run.len() {
            return Some(start + length);
        }
        at = start + length;
    }
    None
}

/// Reads a comment of Hugo's (`{{/* x */}}`), which shows nothing, or a shortcode that is shown as text (`{{</* x */>}}`).
fn hugo_comment(text: &str) -> Option<(usize, TemplateNode)> {
    if text.starts_with("{{/*") {
        let end = text.find("*/}}")?;
        return Some((end + 4, TemplateNode::Nothing));
    }
    let sign =
        ["{{<", "{{%"].into_iter().find(|sign| text.strip_prefix(sign).is_some_and(|rest| rest.starts_with("/*")))?;
    let close = if sign == "{{<" { "*/>}}" } else { "*/%}}" };
    let end = text.find(close)?;
    Some((end + close.len(), TemplateNode::Code(format!("{sign}{}{}", &text[5..end], &close[2..]))))
}

/// Tests whether a text ends within the address of a link or a value of an attribute of HTML.
fn is_in_address(before: &str) -> bool {
    let in_link = before.rfind("](").is_some_and(|at| !before[at + 2..].contains([' ', ')']));
    let in_tag = before.rfind('<').is_some_and(|at| {
        let tag = &before[at..];
        !tag.contains('>')
            && tag[1..].starts_with(|c: char| c.is_ascii_lowercase())
            && tag.matches('"').count() % 2 == 1
    });
    // `[words]: address`.
    let in_definition = before.trim_start().starts_with('[')
        && before.find("]:").is_some_and(|at| !before[at + 2..].trim_start().contains(' '));
    in_link || in_tag || in_definition
}

/// Tests whether double braces group a part of a formula: `\frac{{a}}{b}`, `$x^{{a}}$`.
fn is_formula(before: &str, inner: &str) -> bool {
    inner.contains('\\') || before.ends_with(['}', '^', '_']) || before.matches('$').count() % 2 == 1
}

/// Shortens the words of an expression.
fn label(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST_LABEL {
        return words;
    }
    words.chars().take(LONGEST_LABEL).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    #[test]
    fn texts_of_unfinished_tags_take_linear_time() {
        let dialect = Dialect::default().with(Tool::Mdx).with(Tool::Jekyll);
        for line in [
            "<Foo a={>\n",
            "{{a}\n",
            "{a }{\n",
            "{% raw %}\n",
            "{% for x %}\n",
            "<div a={>\n",
            "{{< x \n",
            "import {\n\n",
        ] {
            let text = line.repeat(10_000) + "{% endraw %}{% endfor %}</Foo></div>\n";
            assert!(scan(&text, dialect).pieces.len() < 100_000, "{line}");
            let row = line.trim_end().repeat(5_000);
            assert!(scan(&row, dialect).pieces.len() < 100_000, "{line}");
        }
    }
}
