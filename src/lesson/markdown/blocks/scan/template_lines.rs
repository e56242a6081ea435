//! Takes whole lines of templates: statements of scripts (`import`, `export`), comments, and containers of code or of text that no
//! reader sees (`{% highlight %}`, `{% raw %}`, `{% comment %}`).

use super::super::indented::INDENT;
use super::super::known::{KnownTag, TemplateNode, shown_name};
use super::super::line::Line;
use super::super::script;
use super::super::sign::MAX_SIGNS;
use super::super::tags::{self, TagRole, TagSyntax, TemplateTag};
use super::super::{arrangement, colons, tutorial};
use super::templates::MAX_WASTED;
use super::{Piece, Scanner, TemplateSpan};
use crate::lesson::markdown::{self, blocks::attributes::Attributes};
use crate::source::{Dialect, Tool};

/// The fence around code of another tool: longer than one in the code.
const FENCE: &str = "~~~~~~~~~~~~";

/// The most lines of a start tag of HTML.
const MAX_TAG_LINES: usize = 20;

/// The elements that stand on one line with Markdown in them.
const ONE_LINE: [&str; 13] =
    ["caption", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "td", "th"];

/// The elements of tables and description lists.
const BLOCKS: [&str; 13] =
    ["caption", "col", "colgroup", "dd", "dl", "dt", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];

impl Scanner<'_> {
    /// Takes lines of templates that show nothing or code; returns whether it took any.
    pub(super) fn take_template_lines(&mut self, line: &Line<'_>, number: usize) -> bool {
        if self.templates.scripts && self.take_script(line, number) {
            return true;
        }
        if self.take_reference(line, number)
            || self.take_summary(line, number)
            || self.take_block_break(line, number)
            || self.take_leaf(line, number)
        {
            return true;
        }
        let first = line.words().as_bytes()[0];
        if first == b'[' && self.take_example(line, number) {
            return true;
        }
        if !matches!(first, b'{' | b'<') {
            return false;
        }
        if first == b'<' && self.templates.scripts && self.take_long_tag(line, number) {
            return true;
        }
        let Some(tag) = self.tag(number, line.start) else { return false };
        let is_alone = self.lines[tag.end.0][tag.end.1..].trim().is_empty();
        if is_alone && self.take_code_component(line, number, &tag) {
            return true;
        }
        if is_alone && self.take_tab_of_code(line, number, &tag) {
            return true;
        }
        // In a course with a tool's file, tags on lines of their own with an end are not examples in prose.
        let is_read = self.templates.has(tag.syntax) || self.dialect != Dialect::default();
        let known = KnownTag::of(&tag.name).filter(|_| tag.role == TagRole::Open && is_read);
        let (true, Some(known)) = (is_alone, known) else { return false };
        if !matches!(known, KnownTag::Code | KnownTag::Verbatim | KnownTag::Hidden | KnownTag::Loop) {
            return false;
        }
        let Some(end) = self.line_of_end(&tag) else { return false };
        self.may_be_code = true;
        match known {
            KnownTag::Code => self.code(line, number, &tag, end),
            KnownTag::Verbatim => {
                self.found.omits_lines = true;
                self.is_raw = true;
                for inner in tag.end.0 + 1..end {
                    self.running_text(inner, 0, self.lines[inner].len());
                }
                self.is_raw = false;
            }
            KnownTag::Loop => self.loop_label(line, number, &tag),
            _ => self.found.omits_lines = true,
        }
        self.resume = end + 1;
        true
    }

    /// Takes the place of a reference that a plugin of `MkDocs` makes of a program (mkdocstrings, "Usage": `::: package.Class`, with
    /// options indented below it): a label stands there.
    fn take_reference(&mut self, line: &Line<'_>, number: usize) -> bool {
        let name = line.words().trim_end().strip_prefix("::: ").map(str::trim_start).unwrap_or_default();
        let is_name = name.contains('.') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
        if !is_name || !self.dialect.has(Tool::MkDocs) || self.found.templates.len() >= MAX_SIGNS {
            return false;
        }
        self.may_be_code = true;
        self.note_unknown(":::", (number, line.start), line.text.len(), true);
        let node = TemplateNode::Placeholder(name.to_owned());
        self.found.templates.push(TemplateSpan { start: (number, line.start), end: (number, line.text.len()), node });
        self.text(number, 0, line.text.len());
        let is_option = |text: &&&str| {
            let option = Line::new(text, line.quotes);
            !option.is_blank() && option.quotes == line.quotes && option.indent >= line.indent + INDENT
        };
        let options = self.lines[number + 1..].iter().take_while(is_option).count();
        self.found.omits_lines |= options > 0;
        self.resume = number + 1 + options;
        // Another reference may follow on the next line.
        self.omit(self.resume - 1);
        true
    }

    /// Takes the line between two cells of a notebook, with its metadata (`MyST`, "Block breaks": `+++ {"tags": []}`). In a card it bounds
    /// the foot.
    fn take_block_break(&mut self, line: &Line<'_>, number: usize) -> bool {
        let after = line.words().strip_prefix("+++");
        let is_break = after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\r']));
        if !is_break || line.quotes > 0 || !self.has_cells() {
            return false;
        }
        if self.open.iter().any(|open| arrangement::is_card(&self.found.containers[open.index].opening.name)) {
            return false;
        }
        self.may_be_code = true;
        self.omit(number);
        true
    }

    /// Tests whether a text may hold cells of a notebook: the course is for `MyST`, or the text has one.
    fn has_cells(&self) -> bool {
        let has_tool = [Tool::Myst, Tool::JupyterBook, Tool::Sphinx].into_iter().any(|tool| self.dialect.has(tool));
        has_tool || self.lines.iter().any(|line| line.trim_start().starts_with("```{code-cell}"))
    }

    /// Takes a leaf directive of `remark-directive` that is not understood (`::name{key="value"}`): a label stands there.
    fn take_leaf(&mut self, line: &Line<'_>, number: usize) -> bool {
        let has_plugins = self.templates.scripts || self.dialect.has(Tool::Starlight);
        let found = colons::leaf_name(line.text, line.start, has_plugins);
        let Some((name, end)) = found.filter(|_| self.found.templates.len() < MAX_SIGNS) else { return false };
        let name = name.to_owned();
        self.note_unknown(&format!("::{name}"), (number, line.start), end, true);
        let attributes = line.text[line.start..end].split_once('{').map_or("", |(_, list)| list.trim_end_matches('}'));
        let file = Attributes::parse(attributes).get(&["file", "src"]).map(|file| format!("{name}: {file}"));
        let node = TemplateNode::Placeholder(file.unwrap_or(name));
        self.found.templates.push(TemplateSpan { start: (number, line.start), end: (number, end), node });
        self.note_indent(line.indent);
        self.text(number, 0, line.text.len());
        // Another directive may follow on the next line.
        self.omit(number);
        true
    }

    /// Takes a start tag of HTML over several lines of which one begins with its `>`, which begins a quote for `CommonMark`: the tag
    /// stands on one line.
    fn take_long_tag(&mut self, line: &Line<'_>, number: usize) -> bool {
        let words = line.words();
        let is_open = words[1..].starts_with(|c: char| c.is_ascii_lowercase()) && !words.contains(['>', '{', '`']);
        if !is_open {
            return false;
        }
        let rest = self.lines[number + 1..].iter().take(MAX_TAG_LINES).map(|line| line.trim());
        let inner: Vec<&str> = rest.take_while(|line| !line.is_empty() && !line.contains('{')).collect();
        let Some(end) =
            inner.iter().position(|line| line.contains('>')).filter(|end| inner[*end].starts_with(['>', '/']))
        else {
            return false;
        };
        self.note_indent(line.indent);
        let tag = inner[..end].iter().fold(line.text.trim_end().to_owned(), |tag, line| format!("{tag} {line}"));
        self.write(number, tag + inner[end]);
        (number + 1..=number + 1 + end).for_each(|number| self.omit(number));
        self.resume = number + 2 + end;
        true
    }

    /// Takes a line in brackets that shows an example (`[iframe src="x"]`).
    fn take_example(&mut self, line: &Line<'_>, number: usize) -> bool {
        let end = line.start + line.words().trim_end().len();
        let is_certain = || *self.is_tutorial.get_or_init(|| tutorial::is_written_for(&self.lines));
        let read = tutorial::read_line(line.words(), is_certain);
        let Some(node) = read.filter(|_| self.found.templates.len() < MAX_SIGNS) else { return false };
        self.found.templates.push(TemplateSpan { start: (number, line.start), end: (number, end), node });
        self.whole_line(line, number);
        true
    }

    /// Takes a line that ends the summary of a fold in which Markdown stands: it may follow in the next line.
    fn take_summary(&mut self, line: &Line<'_>, number: usize) -> bool {
        let words = line.words().trim_end();
        let is_end = words.ends_with("</summary>")
            && (words.starts_with("<summary") || words.len() == "</summary>".len())
            && (self.templates.scripts || self.is_in_element());
        if !is_end {
            return false;
        }
        let start = words.find('>').map_or(0, |end| end + 1);
        let inner = words.strip_suffix("</summary>").and_then(|words| words.get(start..)).unwrap_or_default();
        match formatted(inner).filter(|_| words.starts_with('<')) {
            Some(html) => {
                self.found.omits_lines = true;
                self.note_indent(line.indent);
                self.write(number, format!("{}{}{html}</summary>", &line.text[..line.start], &words[..start]));
            }
            None => self.whole_line(line, number),
        }
        self.write(number, String::new());
        true
    }

    /// Takes an element of HTML on one line, in which MDX reads Markdown: `<td>**a**</td>`.
    fn take_one_line_element(&mut self, line: &Line<'_>, number: usize) -> bool {
        let words = line.words().trim_end();
        let name = words.strip_prefix('<').unwrap_or_default();
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !ONE_LINE.contains(&name) {
            return false;
        }
        let close = format!("</{name}>");
        let start = words.find('>').map_or(0, |end| end + 1);
        let inner = words.strip_suffix(&*close).and_then(|words| words.get(start..)).unwrap_or_default();
        let Some(html) = formatted(inner).filter(|_| !inner.contains(['<', '{'])) else { return false };
        self.found.omits_lines = true;
        self.note_indent(line.indent);
        self.write(number, format!("{}{}{html}{close}", &line.text[..line.start], &words[..start]));
        true
    }

    /// Takes the start tag of an element of a table or list that has its lines for itself and attributes of JSX: as a tag of HTML it
    /// begins a block (`CommonMark` 0.31, section 4.6, kind 6), as a sign it would begin a paragraph.
    fn take_start_tag(&mut self, line: &Line<'_>, number: usize) -> bool {
        let name = line.words().strip_prefix('<').unwrap_or_default();
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !BLOCKS.contains(&name) {
            return false;
        }
        let read = self.reading_element(number, |lines| script::read(lines, number, line.start, &self.imports));
        let Some(((last, end), TemplateNode::Html(html))) = read else { return false };
        if !self.lines[last][end..].trim().is_empty() {
            return false;
        }
        self.found.omits_lines = true;
        self.note_indent(line.indent);
        self.write(number, format!("{}{html}", &line.text[..line.start]));
        self.resume = last + 1;
        // MDX reads Markdown in the lines below it; after a blank line, an indented one would be code.
        let next = Line::new(self.lines.get(last + 1).copied().unwrap_or_default(), line.quotes);
        let words = next.words().trim_end();
        if words.is_empty() || words.starts_with('<') {
            return true;
        }
        if next.indent < INDENT {
            self.write(last, String::new());
        } else if let Some(html) = formatted(words).filter(|_| !words.contains(['<', '{'])) {
            self.write(last + 1, format!("{}{html}", &next.text[..next.start]));
            self.resume = last + 2;
        }
        true
    }

    fn take_script(&mut self, line: &Line<'_>, number: usize) -> bool {
        let words = line.words().trim_end();
        if matches!(words, "<>" | "</>" | "<></>") {
            self.omit(number);
            return true;
        } else if let Some(inner) = words.strip_prefix("<>").and_then(|words| words.strip_suffix("</>")) {
            self.found.omits_lines = true;
            self.write(number, format!("{}{inner}", &line.text[..line.start]));
            return true;
        } else if self.take_one_line_element(line, number) || self.take_start_tag(line, number) {
            return true;
        }
        if line.indent > 0 || line.quotes > 0 || !words.starts_with(['i', 'e']) {
            return false;
        }
        // MDX, "ESM": a statement follows a blank line or another one.
        let is_first = number == 0 || self.may_be_statement(number - 1);
        if !is_first || !(words.starts_with("import") || words.starts_with("export ")) {
            return false;
        }
        let mut imports = std::mem::take(&mut self.imports);
        let end = self.reading(number, |lines| script::end_of_statement(lines, number, &mut imports));
        self.imports = imports;
        let Some(end) = end else { return false };
        self.omit(number);
        self.statement_end = Some(end - 1);
        self.resume = end;
        true
    }

    /// Tests whether a statement may follow a line: not within a paragraph.
    fn may_be_statement(&self, before: usize) -> bool {
        let words = self.lines[before].trim();
        words.is_empty() || words.starts_with('#') || self.statement_end == Some(before)
    }

    /// Leaves out a line: it ends a paragraph.
    fn omit(&mut self, number: usize) {
        self.found.omits_lines = true;
        self.text(number, 0, 0);
    }

    /// Returns the line in which the container of a tag ends.
    fn line_of_end(&self, tag: &TemplateTag) -> Option<usize> {
        if !self.is_closed_later(tag) || self.wasted.get() > MAX_WASTED {
            return None;
        }
        let sign = match tag.syntax {
            TagSyntax::Liquid => "{%",
            TagSyntax::Shortcode => "{{",
            TagSyntax::Component | TagSyntax::Element => "<",
        };
        let mut depth = 1usize;
        for number in tag.end.0 + 1..self.lines.len() {
            for (at, _) in self.lines[number].match_indices(sign) {
                let Some(inner) = tags::read(&self.lines[number..=number], 0, at) else { continue };
                if !inner.name.is_empty() && !inner.name.eq_ignore_ascii_case(&tag.name) {
                    continue;
                }
                match inner.role {
                    TagRole::Open => depth += 1,
                    TagRole::Close => depth -= 1,
                    TagRole::Leaf => {}
                }
                if depth == 0 {
                    return Some(number);
                }
            }
        }
        let bytes: usize = self.lines[tag.end.0..].iter().map(|line| line.len()).sum();
        self.wasted.set(self.wasted.get() + bytes);
        None
    }

    /// Writes a label in place of a loop, unless it is in raw HTML, whose elements may not allow text.
    fn loop_label(&mut self, line: &Line<'_>, number: usize, tag: &TemplateTag) {
        self.found.omits_lines = true;
        let end = if tag.end.0 == number { tag.end.1 } else { line.text.len() };
        self.note_unknown(&shown_name(tag.syntax, &tag.name), (number, line.start), end, true);
        let is_in_html = line.indent > 0 || (number > 0 && self.lines[number - 1].trim_start().starts_with('<'));
        if !is_in_html {
            let node = TemplateNode::Placeholder(tag.name.clone());
            self.found.templates.push(TemplateSpan { start: (number, line.start), end: (number, end), node });
            self.text(number, 0, end);
        }
    }

    /// Takes a component whose attribute is its code: `<Code code="x" lang="js" />` (Starlight, "Code").
    fn take_code_component(&mut self, line: &Line<'_>, number: usize, tag: &TemplateTag) -> bool {
        let is_code = tag.syntax == TagSyntax::Component && tag.role == TagRole::Leaf && tag.name == "Code";
        let Some(code) = tag.attributes.get(&["code"]).filter(|code| is_code && code.contains([' ', '\n', '(', '#']))
        else {
            return false;
        };
        let indent = &line.text[..line.start];
        let language = tag.attributes.get(&["lang", "language"]).unwrap_or_default();
        let title = tag.attributes.get(&["title"]).map(|title| format!(" title=\"{title}\"")).unwrap_or_default();
        let words: Vec<String> = code.lines().map(str::to_owned).collect();
        self.write(number, String::new());
        self.write(number, format!("{indent}{FENCE}{language}{title}"));
        for words in words {
            self.write(number, format!("{indent}{words}"));
        }
        self.write(number, format!("{indent}{FENCE}"));
        self.may_be_code = true;
        self.resume = tag.end.0 + 1;
        true
    }

    /// Takes a tab or card whose content is code: `{{< tab header="C" lang="c" >}}` in a `tabpane`, `{{< card code=true lang="c" >}}` in
    /// a `cardpane` (Docsy, "Tabbed panes" and "Card panes").
    fn take_tab_of_code(&mut self, line: &Line<'_>, number: usize, tag: &TemplateTag) -> bool {
        let is_card = tag.name == "card" && tag.attributes.has("code");
        let is_tab = tag.syntax == TagSyntax::Shortcode && tag.role == TagRole::Open && (is_card || tag.name == "tab");
        let Some(pane) = self.open.last().map(|open| &self.found.containers[open.index].opening).filter(|_| is_tab)
        else {
            return false;
        };
        let is_text = !is_card && (pane.name != "tabpane" || pane.attributes.has("text") || tag.attributes.has("text"));
        let language = tag.attributes.get(&["lang"]).or_else(|| pane.attributes.get(&["lang"])).unwrap_or_default();
        let info = language.to_owned();
        let Some(end) = self.line_of_end(tag).filter(|_| !is_text) else { return false };
        let lines = tag.end.0 + 1..end;
        if lines.clone().all(|inner| self.lines[inner].trim().is_empty()) || self.begins_with_fence(lines.clone()) {
            return false;
        }
        self.take_tag(line, (number, line.start), tag.clone());
        self.write(number, format!("{FENCE}{info}"));
        for inner in lines {
            self.text(inner, 0, self.lines[inner].len());
        }
        self.write(end, FENCE.to_owned());
        self.close_marked(self.open.len() - 1, end);
        self.resume = end + 1;
        true
    }

    /// Tests whether the first of some lines that is not blank is a fence.
    fn begins_with_fence(&self, mut lines: std::ops::Range<usize>) -> bool {
        let first = lines.find_map(|inner| Some(self.lines[inner].trim()).filter(|words| !words.is_empty()));
        first.is_some_and(|words| words.starts_with("```") || words.starts_with("~~~"))
    }

    /// Writes a container of code as a fenced code block; one that contains a fence gives way to it.
    fn code(&mut self, line: &Line<'_>, number: usize, tag: &TemplateTag, end: usize) {
        let is_fenced = self.begins_with_fence(tag.end.0 + 1..end);
        let indent = &line.text[..line.start];
        if !is_fenced {
            // Raw HTML above would take the fence.
            self.write(number, String::new());
            self.write(number, format!("{indent}{FENCE}{}", info(&tag.attributes)));
        }
        self.found.omits_lines = true;
        for inner in tag.end.0 + 1..end {
            self.text(inner, 0, self.lines[inner].len());
        }
        if !is_fenced {
            self.write(end, format!("{indent}{FENCE}"));
        }
    }

    pub(super) fn write(&mut self, line: usize, words: String) {
        self.found.pieces.push(Piece::Written { line, words: self.found.written.len() });
        self.found.written.push(words);
    }
}

/// Returns the HTML of a line of Markdown within HTML; `None` if it has no signs of Markdown.
fn formatted(words: &str) -> Option<String> {
    let has_signs = ["**", "`", "](", "_", "*"].iter().any(|sign| words.contains(sign));
    let html = has_signs.then(|| comrak::markdown_to_html(words, &markdown::options(Dialect::default())))?;
    html.trim().strip_prefix("<p>")?.strip_suffix("</p>").map(str::to_owned)
}

/// Returns the words behind a fence that the attributes of `highlight` state (Jekyll, "Code snippet highlighting"; Hugo, "Highlight").
fn info(attributes: &Attributes) -> String {
    let named = attributes.get(&["lang", "language"]);
    let language = named.or_else(|| attributes.words().next()).unwrap_or("yaml").to_owned();
    let options: Vec<&str> = attributes.words().skip(1).collect();
    let has_numbers = attributes.has("linenos") || options.iter().any(|word| word.contains("linenos"));
    let mut info = language;
    if has_numbers {
        info += " linenums=\"1\"";
    }
    let lines = attributes.get(&["hl_lines", "mark_lines"]);
    let quoted = || options.iter().find_map(|word| word.split_once("hl_lines=").map(|(_, lines)| lines));
    if let Some(lines) = lines.or_else(quoted) {
        let lines: String = lines.chars().filter(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | ',')).collect();
        info = format!("{info} hl_lines=\"{}\"", lines.trim());
    }
    info
}
