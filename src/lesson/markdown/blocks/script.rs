//! Reads the syntax of MDX other than components: comments, expressions, fragments, HTML tags in JSX, `import` and `export`.
//!
//! Sources: MDX, "What is MDX" and "Syntax: ESM"; React, "JavaScript in JSX with Curly Braces"; Svelte, "Logic blocks".

use super::attributes::{Attributes, end_of_braces};
use super::imports::ImportedPaths;
use super::known::TemplateNode;
use super::sign::tail;
use super::tags::{TagRole, TagSyntax, TemplateTag};

/// The most lines of one expression or statement.
const MAX_LINES: usize = 200;

/// Elements of HTML around blocks.
const ELEMENTS: [&str; 15] = [
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "figure",
    "footer",
    "header",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "ul",
];

/// Reads the expression at a byte of a line; returns its end and its replacement.
pub(super) fn read(
    lines: &[&str],
    number: usize,
    at: usize,
    imports: &ImportedPaths,
) -> Option<((usize, usize), TemplateNode)> {
    let line = lines[number];
    let text = &line[at..];
    if text.starts_with("{/*") {
        let end = end_of_comment(lines, number, at)?;
        let is_id = line.trim_start().starts_with('#');
        return (!is_id).then_some((end, TemplateNode::Nothing));
    }
    if text.starts_with('<') {
        return element(lines, number, at, imports);
    }
    let before = line[..at].chars().next_back();
    let begins = before.is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '(' | '"' | '*' | '_' | '|'));
    if !begins || tail(&line[..at]).matches('$').count() % 2 == 1 {
        return None;
    }
    let (inner, end) = braces(lines, number, at)?;
    // `{ref}` before a backtick is a role of MyST.
    if lines[end.0][end.1..].starts_with('`') {
        return None;
    }
    expression(inner.trim()).map(|node| (end, node))
}

/// Returns the replacement of an expression; `None` for braces that are not an expression.
fn expression(inner: &str) -> Option<TemplateNode> {
    let first = inner.chars().next()?;
    // Logic blocks of Svelte.
    if ["#if", "#each", "#key", "#await", ":else", ":then", "/if", "/each", "/key", "/await"]
        .iter()
        .any(|word| inner.starts_with(word))
    {
        return Some(TemplateNode::Nothing);
    }
    if matches!(first, '"' | '\'' | '`')
        && inner.len() >= 2
        && inner.ends_with(first)
        && inner.matches(first).count() == 2
    {
        return Some(TemplateNode::Text(inner[1..inner.len() - 1].to_owned()));
    }
    let begins = first.is_ascii_alphabetic() || matches!(first, '"' | '\'' | '`' | '(' | '[');
    (begins && !inner.contains('\\') && !inner.starts_with("toc")).then(|| TemplateNode::Placeholder(inner.to_owned()))
}

/// Returns the text in the braces at a byte of a line, and the end of the braces.
fn braces(lines: &[&str], number: usize, at: usize) -> Option<(String, (usize, usize))> {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate().skip(number).take(MAX_LINES) {
        let from = if index == number { at } else { 0 };
        let before = text.len();
        text.push_str(&line[from..]);
        if line[from..].contains('}') {
            let end = end_of_braces(&text);
            if text[..end].ends_with('}') && (end < text.len() || is_balanced(&text)) {
                let inner = text[1..end - 1].to_owned();
                return Some((inner, (index, from + end - before.min(end))));
            }
        }
        text.push('\n');
    }
    None
}

fn is_balanced(text: &str) -> bool {
    text.matches('{').count() <= text.matches('}').count()
}

fn end_of_comment(lines: &[&str], number: usize, at: usize) -> Option<(usize, usize)> {
    for (index, line) in lines.iter().enumerate().skip(number).take(MAX_LINES) {
        let from = if index == number { at } else { 0 };
        if let Some(end) = line[from..].find("*/}") {
            return Some((index, from + end + 3));
        }
    }
    None
}

/// Reads a tag of HTML with an expression or a name of React's.
fn element(
    lines: &[&str],
    number: usize,
    at: usize,
    imports: &ImportedPaths,
) -> Option<((usize, usize), TemplateNode)> {
    let mut text = String::new();
    let rest = &lines[number][at + 1..];
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    if length == 0 || !rest.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    for (index, line) in lines.iter().enumerate().skip(number).take(MAX_LINES) {
        let from = if index == number { at } else { 0 };
        let before = text.len();
        text.push_str(&line[from..]);
        if let Some(end) = end_of_element(&text) {
            let tag = &text[..end];
            let is_script = tag.contains('{') || tag.contains("className");
            let end = (index, from + end - before);
            return is_script.then(|| (end, TemplateNode::Html(as_html(&rest[..length], &tag[1 + length..], imports))));
        }
        if line.trim().is_empty() {
            return None;
        }
        text.push('\n');
    }
    None
}

fn end_of_element(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut past = 0;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if at < past => {}
            (Some(open), c) => quote = (c != open).then_some(open),
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => past = at + end_of_braces(&text[at..]),
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Writes a tag of JSX as one of HTML: attributes with texts are kept.
fn as_html(name: &str, rest: &str, imports: &ImportedPaths) -> String {
    let is_leaf = rest.trim_end_matches('>').trim_end().ends_with('/');
    let mut attributes = Attributes::parse(rest.trim_end_matches('>').trim_end().trim_end_matches('/'));
    attributes.resolve_imports(imports);
    start_tag(name, &attributes) + if is_leaf { " />" } else { ">" }
}

/// Writes the start tag of an element without its end: attributes with texts are kept.
pub(super) fn start_tag(name: &str, attributes: &Attributes) -> String {
    let mut html = format!("<{name}");
    for (key, value) in attributes.pairs() {
        let key = if key == "className" { "class" } else { key };
        if key == "markdown" {
            continue;
        }
        let address = super::known::address(value).filter(|_| matches!(key, "src" | "href" | "poster"));
        let value = address.as_deref().unwrap_or(value);
        let is_text = !value.contains(['{', '}', '(', '<', '>', '"', '\n']);
        if is_text && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            html = format!("{html} {key}=\"{value}\"");
        }
    }
    if attributes.words().any(|word| word == "open") {
        html += " open";
    }
    html
}

/// Returns the name of the element of HTML around blocks whose start or end tag begins a text, and whether it is an end tag.
pub(super) fn block_name(text: &str) -> Option<(&str, bool)> {
    let rest = text.strip_prefix('<')?;
    let is_close = rest.starts_with('/');
    let name = &rest[usize::from(is_close)..];
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    ELEMENTS.contains(&name).then_some((name, is_close))
}

/// Reads the tag of an element of HTML around blocks that has its lines for itself: MDX reads Markdown in it, and no code by
/// indentation.
pub(super) fn block_element(lines: &[&str], number: usize, at: usize) -> Option<TemplateTag> {
    let (name, is_close) = block_name(&lines[number][at..])?;
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate().skip(number).take(MAX_LINES) {
        let from = if index == number { at } else { 0 };
        let before = text.len();
        text.push_str(&line[from..]);
        if let Some(end) = end_of_element(&text) {
            // A paragraph with attributes has a layout of its own.
            let is_leaf = text[..end].ends_with("/>") || (name == "p" && !is_close && text[..end].contains(' '));
            let attributes = Attributes::parse(text[1 + name.len()..end].trim_end_matches('>'));
            let role = if is_close { TagRole::Close } else { TagRole::Open };
            let end = (index, from + end - before);
            let syntax = TagSyntax::Element;
            return (!is_leaf).then(|| TemplateTag { syntax, role, name: name.to_owned(), attributes, end });
        }
        if line.trim().is_empty() {
            return None;
        }
        text.push('\n');
    }
    None
}

/// Returns the line after an `import` or `export` that begins a line, and notes its imports.
pub(super) fn end_of_statement(lines: &[&str], number: usize, imports: &mut ImportedPaths) -> Option<usize> {
    let first = lines[number];
    let is_import = first.strip_prefix("import").is_some_and(|rest| {
        let rest = rest.trim_start();
        let words = rest.starts_with(['{', '*', '\'', '"'])
            || rest.contains(" from ")
            || rest.ends_with(" from")
            || rest.ends_with('{');
        (first.starts_with("import ") || first.starts_with("import{") || first.starts_with("import\"")) && words
    });
    let is_export = first.strip_prefix("export ").is_some_and(|rest| {
        ["default ", "const ", "let ", "var ", "function ", "async ", "class ", "{", "* ", "type ", "interface "]
            .iter()
            .any(|word| rest.starts_with(word))
    });
    if !is_import && !is_export {
        return None;
    }
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate().skip(number).take(MAX_LINES) {
        text.push_str(line);
        text.push('\n');
        let is_closed = [('{', '}'), ('(', ')'), ('[', ']')]
            .iter()
            .all(|(open, close)| text.matches(*open).count() <= text.matches(*close).count());
        let is_whole = !is_import || text.matches(['"', '\'']).count() >= 2;
        if is_closed
            && is_whole
            && text.matches('`').count().is_multiple_of(2)
            && !line.trim_end().ends_with(['=', ','])
        {
            imports.add(&text);
            return Some(index + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<TemplateNode> {
        let lines: Vec<&str> = text.split('\n').collect();
        read(&lines, 0, 0, &ImportedPaths::default()).map(|(_, node)| node)
    }

    #[test]
    fn expressions_and_what_is_none() {
        assert_eq!(of("{'a b'}"), Some(TemplateNode::Text("a b".to_owned())));
        assert_eq!(of("{/* a\nb */}"), Some(TemplateNode::Nothing));
        assert_eq!(of("{a.b}"), Some(TemplateNode::Placeholder("a.b".to_owned())));
        assert_eq!(
            of("{list.map((x) => {\n  return x;\n})} c"),
            Some(TemplateNode::Placeholder("list.map((x) => {\n  return x;\n})".to_owned()))
        );
        assert_eq!(of("{#if fw === 'pt'}"), Some(TemplateNode::Nothing));
        for text in ["{#id .class}", "{: .a}", "{1,3}", "{}", "{ref}`x`", "{\\frac}", "{a", "<p>"] {
            assert_eq!(of(text), None, "{text}");
        }
        let html = |text: &str| match of(text) {
            Some(TemplateNode::Html(html)) => html,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(html("<img src={require('./a.png').default} style={{width: 3}} />"), "<img src=\"./a.png\" />");
        assert_eq!(html("<div className=\"a\"\n  id=\"b\">"), "<div class=\"a\" id=\"b\">");
    }

    #[test]
    fn statements_of_scripts() {
        let end = |text: &str| {
            let lines: Vec<&str> = text.split('\n').collect();
            end_of_statement(&lines, 0, &mut ImportedPaths::default())
        };
        assert_eq!(end("import A from './a.png';\n글"), Some(1));
        assert_eq!(end("import {\n  B\n} from 'b'\n\n글"), Some(3));
        assert_eq!(end("import 'a.css'"), Some(1));
        assert_eq!(end("export const a = {\n  b: 1,\n};\n글"), Some(3));
        for text in ["import a package first", "export the file", "imports", "import the `x` from there"] {
            assert_eq!(end(text), None, "{text}");
        }
    }
}
