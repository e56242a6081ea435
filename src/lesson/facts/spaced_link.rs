//! Finds links that a space in the address turns into text: `[요약](3주차 요약.md)`.

use comrak::nodes::{AstNode, NodeValue};

use crate::lesson::{LinkKind, SpacedLink, markdown};
use crate::source::{Source, Span};

/// The most bytes of a label or an address: a longer one was not written as a link.
const LONGEST: usize = 1000;

/// Finds links and images with a space in the address, outside of code and HTML.
pub(super) fn read<'a>(root: &'a AstNode<'a>, source: &Source, front_length: usize) -> Vec<SpacedLink> {
    let text: &str = &source.text;
    let mut joints = text.match_indices("](").map(|(at, _)| at).filter(|&at| at >= front_length).peekable();
    if joints.peek().is_none() {
        return Vec::new();
    }
    let (verbatim, read) = known(root, source);
    let is_verbatim = |at: usize| {
        let before = verbatim.partition_point(|span| span.start <= at);
        verbatim[..before].last().is_some_and(|span| at < span.end)
    };
    let is_open = |at: &usize| read.binary_search(at).is_err() && !text[..*at].ends_with('\\') && !is_verbatim(*at);
    joints.filter(is_open).filter_map(|at| spaced_link(text, at)).collect()
}

/// Returns the spans of code and HTML, and the offsets of `](` in the links and images that the parser read.
fn known<'a>(root: &'a AstNode<'a>, source: &Source) -> (Vec<Span>, Vec<usize>) {
    let (mut verbatim, mut read) = (Vec::new(), Vec::new());
    for node in root.descendants() {
        let data = node.data();
        let span = markdown::span(source, data.sourcepos);
        match data.value {
            NodeValue::Code(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::Math(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_) => {
                verbatim.push(span);
            }
            NodeValue::Link(_) | NodeValue::Image(_) => {
                read.extend(source.text[span.start..span.end].rfind("](").map(|at| span.start + at));
            }
            _ => {}
        }
    }
    verbatim.sort_unstable();
    read.sort_unstable();
    (verbatim, read)
}

/// Parses the link whose label ends at byte `at`, within one line.
fn spaced_link(text: &str, at: usize) -> Option<SpacedLink> {
    let first = text.floor_char_boundary(at.saturating_sub(LONGEST));
    let first = text[first..at].rfind('\n').map_or(first, |end| first + end + 1);
    let open = first + opening(&text[first..at])?;
    let start = at + "](".len();
    let rest = &text[start..text.floor_char_boundary(start + LONGEST)];
    let inner = &rest[..closing(rest.lines().next()?)?];
    let target = without_title(inner.trim());
    let is_address = target.contains([' ', '\t']) && !target.contains(['<', '>', '|']) && !target.contains("://");
    let kind = if text[..open].ends_with('!') { LinkKind::Image } else { LinkKind::Link };
    let span = Span::of_slice(inner, target)?.shifted(start);
    is_address.then(|| SpacedLink { kind, target: target.to_owned(), span })
}

/// Finds the bracket that opens a label which ends with the text.
fn opening(before: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Finds the bracket that closes an address.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Drops the title behind an address: `a b.md` of `a b.md "Title"`.
fn without_title(inner: &str) -> &str {
    let title = ['"', '\''].into_iter().find_map(|quote| {
        let before = inner.strip_suffix(quote)?;
        before.rfind(quote).filter(|&at| before[..at].ends_with([' ', '\t']))
    });
    title.map_or(inner, |at| &inner[..at]).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use comrak::Arena;

    use crate::source::CoursePath;

    fn found(text: &str) -> Vec<(String, LinkKind)> {
        let source = Source::new(CoursePath::new("a.md"), text);
        let arena = Arena::new();
        let document = markdown::parse(&arena, &source.text, source.dialect);
        let links = read(document.root, &source, 0);
        for link in &links {
            assert_eq!(source.text[link.span.start..link.span.end], link.target);
        }
        links.into_iter().map(|link| (link.target, link.kind)).collect()
    }

    #[test]
    fn addresses_with_spaces() {
        let check = |text: &str, target: &str, kind| assert_eq!(found(text), [(target.to_owned(), kind)], "{text}");
        check("[요약](3주차 요약.md)\n", "3주차 요약.md", LinkKind::Link);
        check("- a **[요약](3주차 요약.md#앞 말)** b\n", "3주차 요약.md#앞 말", LinkKind::Link);
        check("[요약]( a b.md \"제목\" )\n", "a b.md", LinkKind::Link);
        check("![그림](my pic (1).png)\n", "my pic (1).png", LinkKind::Image);
        check("[![그림](my pic.png)](a.md)\n", "my pic.png", LinkKind::Image);
        check("| a |\n|---|\n| [요약](a b.md) |\n", "a b.md", LinkKind::Link);
        check("> [a_b_](x_y z_.md)\n", "x_y z_.md", LinkKind::Link);
    }

    #[test]
    fn what_is_no_such_link() {
        for text in [
            "[a](b.md)\n",
            "[a](<b c.md>)\n",
            "[a](b.md \"c d\")\n",
            "[a](b%20c.md)\n",
            "`[a](b c.md)`\n",
            "```\n[a](b c.md)\n```\n",
            "    [a](b c.md)\n",
            "<!-- [a](b c.md) -->\n",
            "\\[a\\](b c.md)\n",
            "[a](https://example.com/b c)\n",
            "a](b c)\n",
            "[a](b c\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
