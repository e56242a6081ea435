//! Turns sections that hold a hint or an answer into ones that are folded until a reader opens them.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeValue, Sourcepos};

use super::Writer;
use crate::course::Kind;
use crate::lesson::raw_html::{TagKind, tags};
use crate::lesson::{normalise, step};

/// Headings that hide what is below them, alone or before a number, a colon or a bracket: `힌트 2`, `Hint: the port`.
const HINTS: [&str; 3] = ["힌트", "hints", "hint"];

/// Headings that do so where they say nothing else.
const ANSWERS: [&str; 7] = ["정답", "해답", "모범 답안", "모범답안", "answers", "answer", "answer key"];

/// Headings that do so on the pages of exercises: elsewhere a lesson unfolds its solution itself.
const SOLUTIONS: [&str; 5] = ["풀이", "정답과 풀이", "solutions", "solution", "sample solution"];

/// What stands before the heading of a fold. Its summary is a control, which must hold no other: no link, no anchor.
const OPENING: &str = "<details class=\"fold\"><summary>";

/// Whether a heading is the summary of a fold.
pub(super) fn is_summary<'a>(heading: &'a AstNode<'a>) -> bool {
    heading
        .previous_sibling()
        .is_some_and(|before| matches!(&before.data().value, NodeValue::Raw(html) if html == OPENING))
}

/// Folds the sections of a document.
pub(super) fn apply<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, writer: &Writer<'_>) {
    let kind = writer.page.map(|page| writer.around.course.entries[page].kind);
    let is_exercise = matches!(kind, Some(Kind::Lab | Kind::HandsOn | Kind::Challenge));
    let mut next = root.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        let line = node.data().sourcepos.start.line;
        let Some((heading, _)) = writer.headings.get(&line).filter(|_| level(node).is_some_and(|level| level > 1))
        else {
            continue;
        };
        let has_link = node.descendants().any(|inner| matches!(inner.data().value, NodeValue::Link(_)));
        if has_link || !hides(&heading.text, is_exercise) {
            continue;
        }
        let Some(last) = last_of_section(node, heading.level) else { continue };
        let place = node.data().sourcepos;
        node.insert_before(raw(arena, OPENING, place));
        node.insert_after(raw(arena, "</summary>", place));
        next = last.next_sibling();
        last.insert_after(raw(arena, "</details>", place));
    }
}

fn hides(text: &str, is_exercise: bool) -> bool {
    let text = normalise(text);
    let follows = |word: &str| {
        let rest = text.strip_prefix(word)?.trim_start();
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        Some(rest.strip_prefix("보기").unwrap_or(rest).trim_start())
    };
    let alone = |word: &str| follows(word) == Some("");
    HINTS
        .iter()
        .filter_map(|word| follows(word))
        .any(|rest| rest.starts_with('(') || step::after_separator(rest).is_some())
        || ANSWERS.iter().any(|word| alone(word))
        || (is_exercise && SOLUTIONS.iter().any(|word| alone(word)))
}

/// The last block of the section that a heading opens; `None` where nothing can be folded.
///
/// A rule ends it, as authors draw one before what comes next; so does raw HTML that does not stand by itself, for an
/// element must not begin inside the fold and end outside.
fn last_of_section<'a>(heading: &'a AstNode<'a>, own: u8) -> Option<&'a AstNode<'a>> {
    let inside = |node: &&'a AstNode<'a>| match &node.data().value {
        NodeValue::Heading(heading) => heading.level > own,
        NodeValue::ThematicBreak | NodeValue::FootnoteDefinition(_) => false,
        NodeValue::HtmlBlock(html) => is_balanced(&html.literal),
        _ => true,
    };
    let mut section = heading.following_siblings().skip(1).take_while(inside).peekable();
    // An author who folds the hint himself needs no second fold.
    let is_folded = section.peek().is_some_and(
        |first| matches!(&first.data().value, NodeValue::HtmlBlock(html) if html.literal.trim_start().starts_with("<details")),
    );
    if is_folded { None } else { section.last() }
}

fn is_balanced(html: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html) {
        match tag.kind {
            TagKind::Open => open.push(tag.name),
            TagKind::Close if open.pop().is_none_or(|name| name != tag.name) => return false,
            TagKind::Close | TagKind::Void => {}
        }
    }
    open.is_empty()
}

fn level<'a>(node: &'a AstNode<'a>) -> Option<u8> {
    match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

fn raw<'a>(arena: &'a Arena<'a>, html: &str, place: Sourcepos) -> &'a AstNode<'a> {
    let ast = Ast::new_with_sourcepos(NodeValue::Raw(html.to_owned()), place);
    arena.alloc(AstNode::new(ast.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_hide() {
        for text in [
            "힌트",
            "힌트 2",
            "힌트 보기",
            "Hint 1: the port",
            "Hints",
            "힌트 (막힐 때만)",
            "정답",
            "해답 3",
            "Answer key",
        ] {
            assert!(hides(text, false), "{text}");
        }
        for text in ["Solution", "풀이"] {
            assert!(hides(text, true) && !hides(text, false), "{text}");
        }
        for text in ["힌트를 주는 법", "Hinting", "정답률", "정답: 3", "Solution architecture", "Hints for success", ""]
        {
            assert!(!hides(text, true), "{text}");
        }
    }

    #[test]
    fn html_that_stands_by_itself() {
        assert!(is_balanced("<div><b>a</b><br></div>") && is_balanced("<!-- a -->"));
        assert!(!is_balanced("<div>") && !is_balanced("</div>") && !is_balanced("<b><i></b></i>"));
    }
}
