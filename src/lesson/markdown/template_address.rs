//! Turns addresses with a template expression (`[x]({% link a.md %})`) into ones that `CommonMark` reads as an address: it
//! ends an address at the first space.

use comrak::nodes::{AstNode, NodeValue};

use crate::source::Span;

/// The signs before an address: of a link or image, and of a link reference definition.
const OPENINGS: [&str; 2] = ["](", "]: "];

/// The replacement of a space in an expression: [`crate::course::address::template`] reads it as one.
const BLANK: u8 = b'+';

/// Tests whether a text may hold such an address.
pub(super) fn may_hold(body: &str) -> bool {
    openings(body).any(|start| !expressions(line_from(body, start)).is_empty())
}

/// Returns the text with `+` for each space of an expression in an address outside of code; `None` if there is none.
/// Every byte keeps its place.
pub(super) fn without_spaces<'a>(root: &'a AstNode<'a>, body: &str) -> Option<String> {
    let verbatim = verbatim(root, body);
    let mut bytes = body.as_bytes().to_vec();
    let mut is_changed = false;
    for start in openings(body) {
        let before = verbatim.partition_point(|span| span.start < start);
        if verbatim[..before].last().is_some_and(|span| start <= span.end) {
            continue;
        }
        for (at, length) in expressions(line_from(body, start)) {
            for byte in bytes[start + at..start + at + length].iter_mut().filter(|byte| **byte == b' ') {
                *byte = BLANK;
                is_changed = true;
            }
        }
    }
    is_changed.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Returns the places at which addresses begin.
fn openings(body: &str) -> impl Iterator<Item = usize> {
    let is_opening = |(at, sign): &(usize, &str)| {
        // A definition begins its line.
        let line = body[..*at].rfind('\n').map_or(0, |end| end + 1);
        *sign == OPENINGS[0] || body[line..*at].trim_start().starts_with('[')
    };
    let all = OPENINGS.iter().flat_map(|sign| body.match_indices(sign));
    all.filter(is_opening).map(|(at, sign)| at + sign.len())
}

/// Returns the rest of the line from a byte on.
fn line_from(body: &str, start: usize) -> &str {
    body[start..].lines().next().unwrap_or_default()
}

/// Returns the places and lengths of the expressions in the address that a line begins with.
fn expressions(line: &str) -> Vec<(usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(c) = line[at..].chars().next() {
        let close = match line.get(at..at + 2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            // The address ends here.
            _ if matches!(c, ' ' | ')') => break,
            _ => {
                at += c.len_utf8();
                continue;
            }
        };
        let Some(end) = line[at..].find(close) else { break };
        let length = end + close.len();
        found.push((at, length));
        at += length;
    }
    found
}

/// Returns the spans of code and HTML, sorted.
fn verbatim<'a>(root: &'a AstNode<'a>, body: &str) -> Vec<Span> {
    let starts: Vec<usize> = std::iter::once(0).chain(body.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let offset = |line: usize, column: usize| starts.get(line.saturating_sub(1)).map_or(body.len(), |at| at + column);
    let mut spans: Vec<Span> = root
        .descendants()
        .filter(|node| {
            matches!(
                node.data().value,
                NodeValue::Code(_) | NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_)
            )
        })
        .map(|node| {
            let place = node.data().sourcepos;
            Span::new(
                offset(place.start.line, place.start.column.saturating_sub(1)),
                offset(place.end.line, place.end.column),
            )
        })
        .collect();
    spans.sort_unstable();
    spans
}

#[cfg(test)]
mod tests {
    use comrak::Arena;
    use comrak::nodes::NodeValue;

    use crate::source::Dialect;

    fn addresses(text: &str) -> Vec<String> {
        let arena = Arena::new();
        let document = super::super::parse(&arena, text, Dialect::default());
        let links = document.root.descendants().filter_map(|node| match &node.data().value {
            NodeValue::Link(link) | NodeValue::Image(link) => Some(link.url.clone()),
            _ => None,
        });
        links.collect()
    }

    #[test]
    fn an_expression_is_part_of_an_address() {
        assert_eq!(addresses("[a]({% link docs/a.md %}#b)"), ["{%+link+docs/a.md+%}#b"]);
        assert_eq!(
            addresses("[a]({{ site.url }}{{ site.baseurl }}/b \"Title\") [c](d.md)"),
            ["{{+site.url+}}{{+site.baseurl+}}/b", "d.md"]
        );
        assert_eq!(addresses("[a](/docs/{{< param v >}}/x)"), ["/docs/{{<+param+v+>}}/x"]);
        assert_eq!(addresses("[a]\n\n[a]: {{< relref \"x\" >}}\n"), ["{{<+relref+\"x\"+>}}"]);
        assert_eq!(addresses("![a]({{< ref \"x.md\" >}})"), ["{{<+ref+\"x.md\"+>}}"]);
    }

    #[test]
    fn code_and_other_text_stay() {
        assert_eq!(addresses("`[a]({{ x }})` and {{ y }}"), Vec::<String>::new());
        assert_eq!(addresses("```\n[a]({{ x }})\n```\n\n[b]({{ y }})"), ["{{+y+}}"]);
        assert_eq!(addresses("[a](b c) [d]({{ e"), Vec::<String>::new());
    }
}
