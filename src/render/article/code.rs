//! Turns code blocks into figures: coloured code, expected output, drawings.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, ListType, NodeCodeBlock, NodeValue};

use super::plain::Exit;
use super::writer::ArticleWriter;
use super::{code_lines, diagrams, menu_path};
use crate::config::is_slip;
use crate::diagnostic::{Code, Diagnostic};
use crate::html::{Element, NodeId, TreeBuilder};
use crate::lesson::code_block::CodeBlock;
use crate::lesson::{markdown, normalise, split_icon};
use crate::memo::Memo;
use crate::message;
use crate::render::code::{self, CodeLanguage};
use crate::source::{SignSearch, Tool};

/// The context of code blocks while an article is written.
#[derive(Debug, Default)]
pub(super) struct CodeState {
    /// The text of the label right above: `3-Tier 구조` of `**3-Tier 구조**:`.
    pub(super) label: Option<String>,
    /// The heading above the current block.
    pub(super) section: Option<String>,
    /// The number of drawings on the page so far.
    pub(super) diagrams: usize,
    /// The names of these drawings: no two have the same.
    pub(super) diagram_names: BTreeSet<String>,
}

impl ArticleWriter<'_> {
    /// Writes a code block that begins on a 1-based line.
    pub(super) fn code_block<'n>(&mut self, node: &'n AstNode<'n>, block: &NodeCodeBlock, line: usize) -> Exit {
        let read = CodeBlock::read(&block.info, &block.literal, self.has_notes(node, &block.info));
        self.out.start_line();
        if diagrams::is_diagram(read.language) {
            self.figure_of_diagram(&read.code, line);
        } else {
            self.figure_of_code(&read, line);
        }
        self.code.label = None;
        self.out.line_end();
        Exit::Nothing
    }

    /// Reports the mistakes in a code block without writing it.
    pub(super) fn check_code(&mut self, block: &NodeCodeBlock, line: usize) {
        let read = CodeBlock::read(&block.info, &block.literal, false);
        if diagrams::is_diagram(read.language) {
            self.check_diagram(&read.code, line);
        } else {
            self.language(read.language, &read.code, line);
        }
    }

    /// Tests whether comments such as `# (1)!` in a code block refer to the list below it.
    fn has_notes<'n>(&self, node: &'n AstNode<'n>, info: &str) -> bool {
        let is_numbered = |next: &'n AstNode<'n>| matches!(&next.data().value, NodeValue::List(list) if list.list_type == ListType::Ordered);
        (self.source.dialect.has(Tool::MkDocs) || info.contains(".annotate"))
            && node.next_sibling().is_some_and(is_numbered)
    }

    fn figure_of_code(&mut self, block: &CodeBlock<'_>, line: usize) {
        let word = block.language;
        let language = self.language(word, &block.code, line);
        if language == CodeLanguage::Plain
            && let Some(paths) = menu_path::paths(&block.code, self.code.label.as_deref())
        {
            menu_path::write(&mut self.out, &paths);
            return;
        }
        let is_output = word.eq_ignore_ascii_case("output") || self.code.label.as_deref().is_some_and(is_output_label);
        // Marks count lines: removing the first line would shift them.
        let named = (block.title.is_none() && !block.has_lines()).then(|| code::title_line(&block.code)).flatten();
        let (title, literal) = match &named {
            Some((title, rest)) => (Some(title.clone()), &**rest),
            None => (block.title.clone(), &*block.code),
        };
        let html = highlighted(self.context.memo, language, literal);
        let html = if block.has_lines() { code_lines::marked(&html, block) } else { html };
        let class = if is_output {
            "code output"
        } else if language == CodeLanguage::Plain {
            "code text"
        } else {
            "code"
        };
        let figure = figure(&mut self.out, class, word, title);
        let whole = block.whole.as_deref().map(|whole| highlighted(self.context.memo, language, whole));
        let words = self.word("code_whole").to_owned();
        figure.fill_with_whole(&mut self.out, html, whole.map(|whole| (words, whole)));
    }

    /// Returns the language of a code block; reports one that no grammar knows.
    fn language(&mut self, word: &str, literal: &str, line: usize) -> CodeLanguage {
        let language = code::language(word, literal);
        if language == CodeLanguage::Unknown {
            let message = message!("unknown-language", word);
            let span = self.source.line_span(line);
            let problem = Diagnostic::at(&self.lesson.path, span, Code::UnknownLanguage, message);
            self.article.diagnostics.push(
                match COMMON_LANGUAGES.iter().find(|name| is_slip(&word.to_lowercase(), name)) {
                    Some(name) => problem.hint(message!("unknown-language-near.hint", name = *name)),
                    // A rare language is not a mistake.
                    None => problem.as_info().hint(message!("unknown-language.hint")),
                },
            );
        }
        language
    }
}

/// The languages that a misspelt word is compared with.
const COMMON_LANGUAGES: [&str; 24] = [
    "bash",
    "csharp",
    "css",
    "diff",
    "dockerfile",
    "golang",
    "graphql",
    "groovy",
    "html",
    "java",
    "javascript",
    "json",
    "kotlin",
    "markdown",
    "powershell",
    "python",
    "ruby",
    "rust",
    "scala",
    "shell",
    "swift",
    "terraform",
    "typescript",
    "yaml",
];

/// An open figure without its code.
pub(super) struct OpenFigure {
    figure: NodeId,
    /// The element of the code that scrolls.
    code: NodeId,
}

impl OpenFigure {
    /// Appends the code as markup, and closes the figure.
    pub(super) fn fill(self, out: &mut TreeBuilder<'static>, markup: String) {
        out.markup(markup);
        out.close(self.figure);
    }

    /// Appends markup as the code, and closes the figure. If some of the code is hidden at first, a `<details>` below holds
    /// all of it, with the title that is given with it.
    fn fill_with_whole(self, out: &mut TreeBuilder<'static>, markup: String, whole: Option<(String, String)>) {
        let Some((title, whole)) = whole else { return self.fill(out, markup) };
        out.markup(markup);
        out.close(self.code);
        out.open(Element::new("details").with("class", "whole-code"));
        out.element_with_text(Element::new("summary"), title);
        begin_code(out, None);
        out.markup(whole);
        out.close(self.figure);
    }

    /// Appends the code as plain text, and closes the figure.
    pub(super) fn fill_text(self, out: &mut TreeBuilder<'static>, text: String) {
        out.text(text);
        out.close(self.figure);
    }
}

/// Opens the figure of a piece of code.
pub(super) fn figure(
    out: &mut TreeBuilder<'static>,
    class: &'static str,
    word: &str,
    title: Option<String>,
) -> OpenFigure {
    let named = |prefix: &str| (!word.is_empty()).then(|| format!("{prefix}{word}"));
    let figure = out.open(Element::new("figure").with("class", class).with_some("data-language", named("")));
    if let Some(title) = title {
        out.element_with_text(Element::new("figcaption"), title);
    }
    let code = begin_code(out, named("language-"));
    OpenFigure { figure, code }
}

/// Opens an element of code that scrolls on its own.
pub(super) fn begin_code(out: &mut TreeBuilder<'static>, class: Option<String>) -> NodeId {
    let scroller = out.open(Element::new("pre").with("tabindex", "0"));
    out.open(Element::new("code").with_some("class", class));
    scroller
}

/// Colours code through the memo.
pub(super) fn highlighted(memo: &Memo, language: CodeLanguage, code: &str) -> String {
    match language {
        CodeLanguage::Known(_) => {
            let kind = format!("code {}", code::VERSION);
            memo.get(&kind, &[language.name(), code], || code::highlight(&language, code))
        }
        CodeLanguage::Plain | CodeLanguage::Unknown => code::highlight(&language, code),
    }
}

/// Returns the text of a paragraph that labels the next block: a short one that ends with a colon.
pub(super) fn label<'n>(paragraph: &'n AstNode<'n>) -> Option<String> {
    // Fast path: most paragraphs end with a text that is no label.
    if let NodeValue::Text(last) = &paragraph.last_child()?.data().value
        && last.trim_end().ends_with(|c| !matches!(c, ':' | '：'))
    {
        return None;
    }
    let text = markdown::text(paragraph);
    let text = split_icon(text.trim()).1.trim();
    let label = text.strip_suffix([':', '：'])?.trim();
    (!label.is_empty() && label.chars().count() <= 60).then(|| label.to_owned())
}

/// Tests whether a label announces the output of a command.
pub(super) fn is_output_label(label: &str) -> bool {
    // Fast path: every heading is tested, and hardly any holds one of these.
    static PARTS: SignSearch =
        SignSearch::ignoring_case(&["결과", "출력", "예시", "응답", "output", "result", "response", "see"]);
    if !PARTS.may_be_in(label) {
        return false;
    }
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
