//! Removes paragraphs that only lay out printed pages or slides: commands of LaTeX (`\newpage`, `\pause`) that Pandoc leaves out
//! of HTML, and paragraphs that held nothing but text for another format.
//!
//! Source: "Extension: `raw_tex`" in the manual of Pandoc.

use comrak::nodes::{AstNode, NodeValue};

use super::text;

/// The commands that are a paragraph of their own.
const COMMANDS: [&str; 17] = [
    "\\appendix",
    "\\bigskip",
    "\\cleardoublepage",
    "\\clearpage",
    "\\hfill",
    "\\listoffigures",
    "\\listoftables",
    "\\medskip",
    "\\newline",
    "\\newpage",
    "\\noindent",
    "\\pagebreak",
    "\\pause",
    "\\smallskip",
    "\\tableofcontents",
    "\\vfil",
    "\\vfill",
];

/// The sign of text for another format: `` `\hfill`{=latex} ``.
const RAW: &str = "`{=";

/// Tests whether a text may hold such a paragraph.
pub(super) fn may_be_in(body: &str) -> bool {
    let begins = |at: usize| COMMANDS.iter().any(|command| body[at + 1..].starts_with(command));
    body.contains(RAW) || body.match_indices("\n\\").any(|(at, _)| begins(at))
}

/// Removes the paragraphs from a document.
pub(super) fn remove<'a>(root: &'a AstNode<'a>) {
    let is_layout = |node: &&'a AstNode<'a>| {
        matches!(node.data().value, NodeValue::Paragraph)
            && node.children().all(|child| matches!(child.data().value, NodeValue::Text(_) | NodeValue::SoftBreak))
            && text(node).split_whitespace().all(|word| COMMANDS.contains(&word))
    };
    let paragraphs: Vec<&'a AstNode<'a>> = root.descendants().filter(is_layout).collect();
    for paragraph in paragraphs {
        paragraph.detach();
    }
}
