//! Turns the spellings by which tools include files into one form.
//!
//! Sources: mdBook "MdBook-specific features", pymdownx "Snippets", VitePress "Markdown Extensions" and VuePress "Import
//! code blocks", `markdown-include-variants` (`FastAPI`), MyST "Including content" and Sphinx `literalinclude`,
//! `remark-code-import`, Hugo themes' and Kubernetes' shortcodes, Jekyll "Includes", docsify "Embed files".

use super::change::{Change, CodeForm, Include, IncludeForm};
use super::code_fence::FencedCode;
use super::selection::LineSelection;
use crate::lesson::code_block::{attributes, line_ranges};
use crate::read::page_file::is_markdown;
use crate::source::{CoursePath, Dialect, Source, Tool};

/// Reads the text between `{{#` and `}}`.
pub(super) fn of_mdbook(inner: &str) -> Option<Change> {
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let rest = rest.trim();
    if name == "title" {
        return Some(Change::Remove);
    }
    let hides_rest = name == "rustdoc_include";
    let (reference, part) = match name {
        "include" | "rustdoc_include" => rest.split_once(':').unwrap_or((rest, "")),
        "playground" | "playpen" => (rest.split_whitespace().next()?, ""),
        _ => return None,
    };
    if reference.is_empty() {
        return None;
    }
    let selection = LineSelection { hides_rest, ..mdbook_part(part) };
    let form = if name.starts_with("play") {
        IncludeForm::Code(CodeForm { language: "rust".to_owned(), ..CodeForm::default() })
    } else {
        IncludeForm::Text
    };
    Some(Change::Include(Box::new(Include { reference: reference.trim().to_owned(), selection, form })))
}

/// Reads a part as mdBook writes it: `2`, `2:10`, `:10`, `2:`, or the name of an anchor.
fn mdbook_part(part: &str) -> LineSelection {
    let (from, to) = part.split_once(':').map_or((part, None), |(from, to)| (from, Some(to)));
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let lines = match (number(from), to) {
        (Some(line), None) => vec![(line, line)],
        (from, Some(to)) => vec![(from.unwrap_or(1), number(to).unwrap_or(usize::MAX))],
        (None, None) if !from.is_empty() => {
            return LineSelection { section: Some(from.trim().to_owned()), ..LineSelection::default() };
        }
        (None, None) => Vec::new(),
    };
    LineSelection { lines, ..LineSelection::default() }
}

/// A line in the spelling of pymdownx.snippets.
pub(super) enum Snippet<'a> {
    /// It begins or ends a list of files.
    Bound,
    /// It includes a file.
    File(&'a str),
    /// It shows the spelling.
    Escaped,
    /// It is something else.
    Other,
}

/// Reads a line without the white space around it.
pub(super) fn of_snippets(line: &str) -> Snippet<'_> {
    let after = |line: &'_ str| {
        let rest = line.trim_start_matches('-');
        let rest = (rest.len() < line.len()).then(|| rest.strip_prefix("8<"))??.trim_start_matches('-');
        Some(line.len() - rest.len())
    };
    if let Some(rest) = line.strip_prefix(';') {
        return if after(rest).is_some() { Snippet::Escaped } else { Snippet::Other };
    }
    let Some(rest) = after(line).map(|at| line[at..].trim()) else { return Snippet::Other };
    if rest.is_empty() {
        return Snippet::Bound;
    }
    let quoted = |sign: char| rest.strip_prefix(sign)?.strip_suffix(sign).filter(|path| !path.is_empty());
    quoted('"').or_else(|| quoted('\'')).map_or(Snippet::Other, Snippet::File)
}

/// Makes the change of a path of pymdownx.snippets; one that begins with `;` is switched off.
pub(super) fn snippet(path: &str) -> Change {
    if path.starts_with(';') {
        return Change::Remove;
    }
    // Only the last parts can be lines or a section; the parts before them are the path.
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || b":,".contains(&byte));
    let is_address = path.contains("://");
    let (reference, part) = match path.find(':').filter(|_| !is_address) {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (path, ""),
    };
    let range = |range: &str| {
        let (from, to) = range.split_once(':').unwrap_or((range, ""));
        (from.parse().unwrap_or(1), to.parse().unwrap_or(usize::MAX))
    };
    let mut selection = LineSelection { dedents: false, ..LineSelection::default() };
    if is_part(part) {
        selection.lines = part.split(',').map(range).collect();
    } else if !part.is_empty() {
        selection.section = Some(part.to_owned());
    }
    Change::Include(Box::new(Include { reference: reference.to_owned(), selection, form: IncludeForm::Text }))
}

/// Reads a line that only includes a file, without the white space around it.
pub(super) fn of_line(line: &str, dialect: Dialect) -> Option<Include> {
    if let Some(rest) = line.strip_prefix("<<< ") {
        let is_path = rest.starts_with("@/") || rest.starts_with("./") || rest.starts_with("../");
        return (is_path || dialect.has(Tool::VitePress)).then(|| vitepress_code(rest.trim()));
    }
    if let Some(rest) = line.strip_prefix("<!--").and_then(|rest| rest.trim().strip_suffix("-->")) {
        return vitepress_markdown(rest.trim().strip_prefix("@include:")?.trim());
    }
    if let Some(rest) = line.strip_prefix("{*").and_then(|rest| rest.strip_suffix("*}")) {
        return fastapi(rest.trim());
    }
    // `@[codepen](…)` is another name.
    if let Some(rest) = line.strip_prefix("@[code").filter(|rest| rest.starts_with([']', ' ', '{'])) {
        let (attributes, path) = rest.split_once("](")?;
        return Some(vuepress_code(attributes, path.strip_suffix(')')?));
    }
    if line.starts_with("{{<") || line.starts_with("{{%") {
        return shortcode(line);
    }
    if line.starts_with("::") {
        return leaf(line);
    }
    if let Some(rest) = line.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")) {
        return liquid(rest.trim());
    }
    (line.starts_with('[') && line.contains(":include")).then(|| docsify(line)).flatten()
}

fn text(reference: &str, selection: LineSelection) -> Option<Include> {
    let reference = reference.trim().trim_matches(['"', '\'']).to_owned();
    (!reference.is_empty()).then_some(Include { reference, selection, form: IncludeForm::Text })
}

/// Reads `<<< @/path#region{1,3 lang:line-numbers} [title]` behind its sign.
fn vitepress_code(rest: &str) -> Include {
    let end = rest.find(['{', '[', '#']).unwrap_or(rest.len());
    let end = if rest[end..].starts_with('[') { rest[..end].trim_end().len() } else { end };
    let (reference, rest) = (rest[..end].trim(), &rest[end..]);
    let (region, rest) = match rest.strip_prefix('#') {
        Some(rest) => rest.split_at(rest.find(['{', ' ', '[']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    let (braces, rest) = match rest.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((inner, rest)) => (inner, rest),
        None => ("", rest),
    };
    // Braces hold lines, then a language with its own attributes.
    let is_lines = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b",-".contains(&byte));
    let words = braces.split_whitespace();
    let lines: Vec<&str> = words.clone().filter(|word| is_lines(word)).collect();
    let language = words.clone().find(|word| !is_lines(word)).unwrap_or_default();
    let (language, options) = language.split_at(language.find(':').unwrap_or(language.len()));
    let attributes = format!("{{{}}} {options} {}", lines.join(","), rest.trim());
    let section = Some(region.to_owned()).filter(|region| !region.is_empty());
    Include {
        reference: reference.to_owned(),
        selection: LineSelection { section, dedents: true, ..LineSelection::default() },
        form: IncludeForm::Code(CodeForm { language: language.to_owned(), attributes, ..CodeForm::default() }),
    }
}

/// Reads the path in `<!--@include: ./path#region{1,10}-->`.
fn vitepress_markdown(path: &str) -> Option<Include> {
    let (path, range) = match path.strip_suffix('}').and_then(|path| path.rsplit_once('{')) {
        Some((path, range)) => (path, Some(range)),
        None => (path, None),
    };
    let (path, region) = path.split_once('#').map_or((path, None), |(path, region)| (path, Some(region)));
    let lines = range.map(|range| {
        let (from, to) = range.split_once([',', '-']).unwrap_or((range, range));
        let number = |text: &str| text.trim().parse::<usize>().ok();
        (number(from).unwrap_or(1), number(to).unwrap_or(usize::MAX))
    });
    let selection = LineSelection {
        lines: lines.into_iter().collect(),
        section: region.map(|region| region.trim().to_owned()),
        ..LineSelection::default()
    };
    text(path, selection)
}

/// Reads `../src/a.py ln[1:4] hl[2,5:6] title["a.py"]` between `{*` and `*}`.
fn fastapi(rest: &str) -> Option<Include> {
    let mut words = rest.split_whitespace();
    let reference = words.next().filter(|path| path.contains('.') && !path.contains('*'))?.to_owned();
    let inside = |name: &str| {
        let (_, rest) = rest.split_once(&format!(" {name}["))?;
        Some(rest.split_once(']')?.0)
    };
    let ranges = |name: &str| -> Vec<(usize, usize)> {
        let range = |range: &str| {
            let (from, to) = range.split_once(':').unwrap_or((range, range));
            (from.trim().parse().unwrap_or(1), to.trim().parse().unwrap_or(usize::MAX))
        };
        inside(name).map(|list| list.split(',').map(range).collect()).unwrap_or_default()
    };
    let attributes = inside("title").map(|title| format!("title={title}")).unwrap_or_default();
    let form = CodeForm { attributes, highlighted: ranges("hl"), ..CodeForm::default() };
    // `ln[0]` asks for the whole file.
    let lines = ranges("ln").into_iter().filter(|range| *range != (0, 0)).collect();
    Some(Include {
        reference,
        selection: LineSelection { lines, ..LineSelection::default() },
        form: IncludeForm::Code(form),
    })
}

/// Reads `@[code{3-10} js{3}:no-line-numbers](path)`: the lines to include, the language, the lines to highlight.
fn vuepress_code(inner: &str, path: &str) -> Include {
    let inner = inner.trim_start_matches("transclude").trim();
    let (lines, rest) = match inner.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((lines, rest)) => (line_ranges(lines), rest),
        None => (Vec::new(), inner),
    };
    let (reference, region) = path.split_once('#').map_or((path, None), |(path, region)| (path, Some(region)));
    let rest = rest.trim();
    let (language, attributes) = rest.split_at(rest.find(['{', ':', ' ']).unwrap_or(rest.len()));
    Include {
        reference: reference.to_owned(),
        selection: LineSelection { lines, section: region.map(str::to_owned), ..LineSelection::default() },
        form: IncludeForm::Code(CodeForm {
            language: language.to_owned(),
            attributes: attributes.to_owned(),
            ..CodeForm::default()
        }),
    }
}

/// Reads a shortcode that only includes a file: `{{< readfile file="x" code="true" lang="go" >}}`, `{{% include "x" %}}`.
fn shortcode(line: &str) -> Option<Include> {
    let inner = line.strip_prefix("{{").and_then(|line| line.strip_suffix("}}"))?;
    let inner = inner.trim_start_matches(['<', '%']).trim_end_matches(['>', '%']).trim_end_matches('/').trim();
    if inner.contains(['<', '>']) && inner.contains("{{") {
        return None;
    }
    let (name, rest) = inner.split_once(char::is_whitespace)?;
    let attributes = attributes(rest);
    let named = |names: &[&str]| {
        let found = attributes.iter().find(|(name, _)| names.contains(&name.as_str()));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    // Quarto writes paths without quotes.
    let word = |(name, value): &(String, String)| match (name.is_empty(), value.is_empty()) {
        (true, _) => Some(value.clone()),
        (false, true) => Some(name.clone()),
        (false, false) => None,
    };
    let mut positional = attributes.iter().filter_map(word);
    let is_code = match name {
        "readfile" => named(&["code"]).is_some_and(|value| value == "true"),
        "include" => named(&["code"]).is_some(),
        "code_sample" | "codenew" | "include-code" | "includecode" | "code-from-file" | "literalinclude" => true,
        "code" => named(&["file"]).is_some(),
        _ => return None,
    };
    let reference = named(&["file", "path", "src"]).or_else(|| positional.next()).filter(|path| path.contains('.'))?;
    let language = named(&["lang", "language", "type"]).or_else(|| positional.next()).unwrap_or_default();
    let form =
        if is_code { IncludeForm::Code(CodeForm { language, ..CodeForm::default() }) } else { IncludeForm::Text };
    Some(Include { reference, selection: LineSelection::default(), form })
}

/// Reads a leaf directive of `remark-directive` that names a file (`::yaml{file="manifests/pod.yaml"}`): plugins show its text as code.
fn leaf(line: &str) -> Option<Include> {
    let (name, rest) = line.strip_prefix("::")?.split_once('{')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let attributes = attributes(rest.strip_suffix('}').filter(|_| is_name)?);
    let value = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let reference = value("file").filter(|path| path.contains('.'))?;
    let title = value("title").map(|title| format!("title=\"{}\"", title.replace('"', "'"))).unwrap_or_default();
    let language = value("language").or_else(|| value("lang")).unwrap_or_default();
    let form = IncludeForm::Code(CodeForm { language, attributes: title, ..CodeForm::default() });
    Some(Include { reference, selection: LineSelection::default(), form })
}

/// Reads `include_relative x.md`, `include x.md` and GitBook's `include "x.md"`, between `{%` and `%}`; templates of HTML are
/// not read.
fn liquid(inner: &str) -> Option<Include> {
    let (name, rest) = inner.split_once(char::is_whitespace)?;
    let rest = rest.trim().trim_end_matches('-').trim();
    let path = rest.strip_prefix(['"', '\'']).and_then(|rest| rest.split(['"', '\'']).next());
    let path = path.or_else(|| rest.split_whitespace().next())?;
    let is_page = is_markdown(&CoursePath::new(path));
    (matches!(name, "include" | "include_relative") && is_page && !path.contains("{{"))
        .then(|| text(path, LineSelection::default()))?
}

/// Reads `[words](path ':include :type=code js :fragment=x')`.
fn docsify(line: &str) -> Option<Include> {
    let (_, rest) = line.split_once("](")?;
    let (path, options) = rest.strip_suffix(')')?.split_once(char::is_whitespace)?;
    let options = options.trim().trim_matches(['"', '\'']);
    let mut words = options.split_whitespace();
    if words.next() != Some(":include") {
        return None;
    }
    let value = |name: &str| options.split_whitespace().find_map(|word| word.strip_prefix(name)).map(str::to_owned);
    let is_page = is_markdown(&CoursePath::new(path));
    let kind = value(":type=");
    let form = match kind.as_deref() {
        Some("code") | None if !is_page || kind.is_some() => {
            let language = words.find(|word| !word.starts_with(':')).unwrap_or_default().to_owned();
            IncludeForm::Code(CodeForm { language, ..CodeForm::default() })
        }
        Some("markdown") | None => IncludeForm::Text,
        Some(_) => return None,
    };
    let selection = LineSelection { section: value(":fragment="), ..LineSelection::default() };
    Some(Include { reference: path.to_owned(), selection, form })
}

/// Reads a code block that includes a file: a directive of MyST, or an empty fence with `file=`.
pub(super) fn of_fence(source: &Source, fence: &FencedCode) -> Option<Include> {
    let inside = fence.inside(&source.text);
    for (name, is_literal) in [("{literalinclude}", true), ("{include}", false)] {
        if let Some(reference) = fence.info.strip_prefix(name) {
            return myst(reference.trim(), inside, is_literal);
        }
    }
    if !fence.info.contains("file=") || !inside.trim().is_empty() || fence.sign == ':' {
        return None;
    }
    let (language, rest) = fence.info.split_at(fence.info.find([' ', '{']).unwrap_or(fence.info.len()));
    let attributes = attributes(rest);
    let (_, path) = attributes.into_iter().find(|(name, _)| name == "file")?;
    let path = path.trim_start_matches("<rootDir>");
    let (reference, lines) = match path.split_once("#L") {
        Some((reference, range)) => {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            let number = |text: &str| text.trim_start_matches('L').parse::<usize>().ok();
            (reference, vec![(number(from).unwrap_or(1), number(to).unwrap_or(usize::MAX))])
        }
        None => (path, Vec::new()),
    };
    Some(Include {
        reference: reference.to_owned(),
        selection: LineSelection { lines, ..LineSelection::default() },
        form: IncludeForm::Code(CodeForm {
            language: language.to_owned(),
            attributes: rest.replace("file=", "source-file="),
            ..CodeForm::default()
        }),
    })
}

/// Reads a directive of MyST with its options, a line `:name: value` each.
fn myst(reference: &str, inside: &str, is_literal: bool) -> Option<Include> {
    let option = |names: &[&str]| {
        let mut lines = inside.lines().map(|line| line.trim_start_matches([' ', '\t', '>']));
        lines.find_map(|line| {
            let (name, value) = line.strip_prefix(':')?.split_once(':')?;
            names.contains(&name).then(|| value.trim().to_owned())
        })
    };
    let number = |name: &str| option(&[name]).and_then(|value| value.parse::<usize>().ok());
    let mut lines = option(&["lines"]).map(|lines| line_ranges(&lines)).unwrap_or_default();
    // `start-line` counts from 0, and `end-line` is the first line that is left out.
    if let (from, to) = (number("start-line"), number("end-line"))
        && (from.is_some() || to.is_some())
    {
        lines = vec![(from.unwrap_or_default() + 1, to.unwrap_or(usize::MAX))];
    }
    let bound = |inside: &str, outside: &str| {
        let inner = option(&[inside]).map(|text| (text, true));
        inner.or_else(|| option(&[outside]).map(|text| (text, false)))
    };
    let selection = LineSelection {
        lines,
        from: bound("start-at", "start-after"),
        to: bound("end-at", "end-before"),
        dedents: option(&["dedent"]).is_some(),
        ..LineSelection::default()
    };
    let language = option(&["language", "lang", "code"]).unwrap_or_default();
    let form = if is_literal || option(&["literal", "code"]).is_some() {
        let named = |name: &str, value: Option<String>| {
            value.map(|value| [name, "=\"", &value.replace('"', "'"), "\" "].concat()).unwrap_or_default()
        };
        let first = option(&["lineno-start", "number-lines"]).or_else(|| option(&["linenos"]).map(|_| "1".to_owned()));
        let attributes = [
            named("title", option(&["caption", "filename"])),
            named("hl_lines", option(&["emphasize-lines"])),
            named("linenums", first.map(|first| if first.is_empty() { "1".to_owned() } else { first })),
        ];
        IncludeForm::Code(CodeForm { language, attributes: attributes.concat(), ..CodeForm::default() })
    } else {
        IncludeForm::Text
    };
    let reference = reference.split_whitespace().next()?.to_owned();
    Some(Include { reference, selection, form })
}
