//! Turns `quiz` fences and `<quiz>` elements into groups of the blocks that they hold.
//!
//! Source of the element: the plug-in `mkdocs-quiz`.

use std::borrow::Cow;

use comrak::nodes::{AstNode, LineColumn, NodeBlockDirective, NodeValue};

use crate::lesson::markdown::{Block, ParsedDocument};
use crate::lesson::quiz::QuizPart;
use crate::source::FenceLine;

/// The word that makes a fence a quiz.
const QUIZ_FENCE: &str = "quiz";

/// Returns the content of a fence that is a quiz.
pub(super) fn fence_text<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::CodeBlock(code)
            if code.fenced
                && code.info.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case(QUIZ_FENCE)) =>
        {
            Some(code.literal.clone())
        }
        _ => None,
    }
}

/// Replaces a fence by the blocks of its content, which were parsed as a document of its own.
pub(super) fn expand<'a>(fence: &'a AstNode<'a>, content: ParsedDocument<'a>, blocks: &mut Vec<Block>) {
    let start = fence.data().sourcepos.start;
    let known = blocks.len();
    blocks.extend(content.blocks);
    for node in content.root.descendants() {
        let mut data = node.data_mut();
        if let NodeValue::BlockDirective(directive) = &mut data.value
            && let Ok(info) = directive.info.parse::<usize>()
        {
            directive.info = (known + info).to_string();
        }
        let moved = |place: LineColumn| LineColumn {
            line: place.line + start.line,
            column: if place.column == 0 { 0 } else { place.column + start.column.saturating_sub(1) },
        };
        data.sourcepos.start = moved(data.sourcepos.start);
        data.sourcepos.end = moved(data.sourcepos.end);
    }
    let info = blocks.len().to_string();
    blocks.push(Block::Quiz(QuizPart::Group));
    fence.data_mut().value =
        NodeValue::BlockDirective(Box::new(NodeBlockDirective { fence_length: 3, fence_offset: 0, info }));
    for child in content.root.children().collect::<Vec<_>>() {
        fence.append(child);
    }
}

/// Writes the lines `<quiz>` and `</quiz>` outside of code as a fence, which keeps the number of lines.
pub(in crate::lesson::markdown) fn with_fences(text: &str) -> Cow<'_, str> {
    if !text.contains("<quiz>") && !text.contains("<?quiz?>") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut code: Option<(u8, usize)> = None;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let fence = FenceLine::of(line.trim_start());
        let is_tag =
            if is_open { matches!(bare, "</quiz>" | "<?/quiz?>") } else { matches!(bare, "<quiz>" | "<?quiz?>") };
        if code.is_none() && is_tag {
            let indent = &line[..line.len() - line.trim_start().len()];
            out.push_str(indent);
            out.push_str(if is_open { "~~~~~~~~" } else { "~~~~~~~~quiz" });
            out.push_str(if line.ends_with('\n') { "\n" } else { "" });
            is_open = !is_open;
            continue;
        }
        match (code, fence) {
            (None, Some(fence)) => code = Some((fence.sign, fence.length)),
            (Some((sign, length)), Some(fence)) if fence.closes(sign, length) => code = None,
            _ => {}
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_fences() {
        assert_eq!(with_fences("a\n<quiz>\nQ\n</quiz>\n"), "a\n~~~~~~~~quiz\nQ\n~~~~~~~~\n");
        let code = "```md\n<quiz>\nQ\n</quiz>\n```\n";
        assert_eq!(with_fences(code), code);
    }
}
