//! Turns code blocks into figures: coloured code, expected output, drawings.

use std::fmt::{self, Write as _};

use comrak::html::Context;
use comrak::nodes::{AstNode, NodeCodeBlock, NodeValue};

use super::{Writer, escape, path};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{markdown, normalise, split_icon};
use crate::memo::Memo;
use crate::render::code::{self, Language};
use crate::render::diagram::{self, DiagramError, DiagramTheme, Drawing};
use crate::source::Span;

/// A drawing's description for those who cannot see it holds at most this many characters: a long list of words is
/// tiring to hear, and the source can be read in full.
const MAX_DESCRIPTION: usize = 400;

/// Writes a code block that begins on a 1-based line.
pub(super) fn code(out: &mut Context<'_, '_, Writer<'_>>, block: &NodeCodeBlock, line: usize) -> fmt::Result {
    let word = language_word(&block.info);
    let html = if is_diagram(word) {
        figure_of_diagram(&mut out.user, &block.literal, line)
    } else {
        figure_of_code(&mut out.user, word, &block.literal, line)
    };
    out.user.label = None;
    out.cr()?;
    out.write_str(&html)?;
    out.lf()
}

/// The word of a fence's info string that names the language.
fn language_word(info: &str) -> &str {
    let word = info.split_whitespace().next().unwrap_or_default();
    // `{.yaml}` and `yaml{1,3}` are other tools' ways to say yaml.
    word.trim_start_matches(['{', '.']).split(['{', '}', ',', ':']).next().unwrap_or_default()
}

fn is_diagram(word: &str) -> bool {
    word.eq_ignore_ascii_case("mermaid")
}

/// Notes what is wrong with a code block without writing it.
pub(super) fn check(writer: &mut Writer<'_>, block: &NodeCodeBlock, line: usize) {
    let word = language_word(&block.info);
    if !is_diagram(word) {
        language(writer, word, &block.literal, line);
    } else if let Err(error) = drawn(writer.around.memo, writer.around.diagram, &block.literal) {
        report(writer, &error, line);
    }
}

/// The language of a code block; reports one that no grammar knows.
fn language(writer: &mut Writer<'_>, word: &str, literal: &str, line: usize) -> Language {
    let language = code::language(word, literal);
    if language == Language::Unknown {
        let message = format!("no grammar knows the language `{word}`");
        let span = writer.source.line_span(line);
        let problem = Diagnostic::at(&writer.lesson.path, span, Code::UnknownLanguage, message)
            .hint("the code is shown without colours; for plain text write `text`");
        writer.article.diagnostics.push(problem);
    }
    language
}

fn drawn(memo: &Memo, theme: &DiagramTheme, literal: &str) -> Result<Drawing, DiagramError> {
    let kind = format!("diagram {}", diagram::VERSION);
    memo.get(&kind, &[&theme.fingerprint(), literal], || diagram::draw(theme, literal))
}

/// What can be read in the drawing of a block, its title and description first; `None` where the block is no diagram or
/// cannot be drawn, so that its page shows the source.
pub(super) fn labels(memo: &Memo, theme: &DiagramTheme, info: &str, literal: &str) -> Option<Vec<String>> {
    if !is_diagram(language_word(info)) {
        return None;
    }
    // Remembered by themselves: a drawing is a hundred times as large as what is written in it.
    let kind = format!("labels {}", diagram::VERSION);
    memo.get(&kind, &[&theme.fingerprint(), literal], || {
        let drawing = drawn(memo, theme, literal).ok()?;
        Some(drawing.title.into_iter().chain(drawing.description).chain(drawing.labels).collect())
    })
}

fn figure_of_code(writer: &mut Writer<'_>, word: &str, literal: &str, line: usize) -> String {
    let language = language(writer, word, literal, line);
    if language == Language::Plain
        && let Some(html) = path::list(literal, writer.label.as_deref())
    {
        return html;
    }
    let is_output = word.eq_ignore_ascii_case("output") || writer.label.as_deref().is_some_and(is_output_label);
    let (title, literal) =
        code::title_line(literal).map_or((None, literal.into()), |(title, rest)| (Some(title), rest));
    let html = highlighted(writer.around.memo, language, &literal);
    let class = if is_output {
        "code output"
    } else if language == Language::Plain {
        "code text"
    } else {
        "code"
    };
    figure(class, word, title.as_deref(), &html)
}

/// The figure of a piece of code whose inside is HTML already.
pub(crate) fn figure(class: &str, word: &str, title: Option<&str>, html: &str) -> String {
    let word = escape(word);
    let data = if word.is_empty() { String::new() } else { format!(" data-language=\"{word}\"") };
    let caption = title.map(|title| format!("<figcaption>{}</figcaption>", escape(title))).unwrap_or_default();
    let class_of_code = if word.is_empty() { String::new() } else { format!(" class=\"language-{word}\"") };
    format!(
        "<figure class=\"{class}\"{data}>{caption}<pre tabindex=\"0\"><code{class_of_code}>{html}</code></pre></figure>"
    )
}

/// Colours code, remembering it.
pub(crate) fn highlighted(memo: &Memo, language: Language, code: &str) -> String {
    match language {
        Language::Known(_) => {
            let kind = format!("code {}", code::VERSION);
            memo.get(&kind, &[language.name(), code], || code::highlight(&language, code))
        }
        Language::Plain | Language::Unknown => code::highlight(&language, code),
    }
}

fn figure_of_diagram(writer: &mut Writer<'_>, literal: &str, line: usize) -> String {
    let drawn = drawn(writer.around.memo, writer.around.diagram, literal);
    writer.diagrams += 1;
    let id = format!("diagram-{}", writer.diagrams);
    let source = escape(literal.trim_end());
    match drawn {
        Ok(drawing) => {
            let name = name(writer, &drawing);
            let description = drawing.description.clone().unwrap_or_else(|| description(&name, &drawing.labels));
            writer.article.has_diagrams = true;
            let links = writer.links_of_nodes(&drawing);
            let svg = drawing.svg_with_links(&id, &name, &description, &links);
            let summary = escape(writer.word("diagram_source"));
            let source = figure("code", "mermaid", None, &source);
            writer.article.rules.extend(drawing.rules);
            format!(
                "<figure class=\"diagram\" id=\"figure-{id}\"><div class=\"diagram-view\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">{svg}</div>\
                 <details class=\"diagram-source\"><summary>{summary}</summary>{source}</details></figure>",
                escape(&name)
            )
        }
        Err(error) => {
            report(writer, &error, line);
            let word = escape(writer.word("diagram_failed"));
            let reason = escape(&error.message);
            format!(
                "<figure class=\"diagram failed\" id=\"figure-{id}\"><p class=\"diagram-error\">{word}: {reason}</p>\
                 <pre tabindex=\"0\"><code class=\"language-mermaid\">{source}</code></pre></figure>"
            )
        }
    }
}

/// Says at its own place in the Markdown file why a block was not drawn.
fn report(writer: &mut Writer<'_>, error: &DiagramError, fence_line: usize) {
    let line = fence_line + error.line.unwrap_or(0);
    let whole = writer.source.line_span(line);
    let span = match error.column {
        Some(column) => {
            let text = &writer.source.text[whole.start..whole.end];
            let start =
                text.char_indices().nth(column.saturating_sub(1)).map_or(whole.start, |(at, _)| whole.start + at);
            Span::new(start, whole.end)
        }
        None => whole,
    };
    let problem = Diagnostic::at(
        &writer.lesson.path,
        span,
        Code::BrokenDiagram,
        format!("the diagram cannot be drawn: {}", error.message),
    )
    .hint(error.hint.clone());
    writer.article.diagnostics.push(problem);
}

/// The name of a drawing: its author's, else the label above it, else the heading it stands under.
fn name(writer: &Writer<'_>, drawing: &Drawing) -> String {
    let own = drawing.title.clone().filter(|title| !title.trim().is_empty());
    own.or_else(|| writer.label.clone())
        .or_else(|| writer.section.clone())
        .or_else(|| writer.lesson.title.as_ref().map(|title| title.name.clone()))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| writer.word("diagram").to_owned())
}

/// What can be read in a drawing, as a sentence of its labels.
fn description(name: &str, labels: &[String]) -> String {
    let mut description = String::new();
    for label in labels.iter().filter(|label| label.as_str() != name) {
        if description.chars().count() + label.chars().count() > MAX_DESCRIPTION {
            description.push_str(", …");
            break;
        }
        if !description.is_empty() {
            description.push_str(", ");
        }
        description.push_str(label);
    }
    description
}

/// The text of a paragraph that labels what follows it: short, and closed by a colon.
pub(super) fn label<'a>(paragraph: &'a AstNode<'a>) -> Option<String> {
    let text = markdown::text(paragraph);
    let text = split_icon(text.trim()).1.trim();
    let label = text.strip_suffix([':', '：'])?.trim();
    (!label.is_empty() && label.chars().count() <= 60).then(|| label.to_owned())
}

/// Whether a label announces what a command prints.
pub(super) fn is_output_label(label: &str) -> bool {
    let label = normalise(label);
    let words = [
        "예상 결과",
        "예상 출력",
        "출력 결과",
        "실행 결과",
        "출력 예시",
        "기대 결과",
        "예상 응답",
        "expected output",
        "expected result",
        "sample output",
        "example output",
        "expected response",
        "you should see",
    ];
    words.iter().any(|word| label.contains(word)) || matches!(label.as_str(), "결과" | "출력" | "output" | "result")
}

/// The class of a quote that begins with a bold label that courses use: `> **정의**: …`.
pub(super) fn callout<'a>(quote: &'a AstNode<'a>) -> Option<&'static str> {
    let strong = quote.first_child()?.first_child()?;
    if !matches!(strong.data().value, NodeValue::Strong) {
        return None;
    }
    let label = normalise(split_icon(&markdown::text(strong)).1);
    let label = label.trim_end_matches([':', '：']);
    let class = match label {
        "정의" | "definition" => "definition",
        "목표" | "학습 목표" | "goal" | "objective" => "goal",
        "주의" | "경고" | "주의사항" | "caution" | "warning" => "caution",
        "참고" | "팁" | "note" | "tip" | "노트" => "note",
        "핵심 질문" | "질문" | "question" | "key question" => "question",
        _ if label.starts_with("정의 (") || label.starts_with("정의(") => "definition",
        _ => return None,
    };
    Some(class)
}
