//! Turns HTML text into a balanced tree.

use std::borrow::Cow;

use super::element::{Element, closes_before};
use super::tokens::{TokenKind, for_each_token};
use super::tree::{Node, NodeId, Tree};

/// Parses an HTML text: a page, or a part of one. The tree borrows unchanged parts of the text.
///
/// Elements are balanced as in browsers where omitted tags are common: a `<li>` ends the one before it, an end tag ends all
/// open elements in its element, an unmatched end tag is dropped, the end of the text ends all elements. Further rules of
/// browsers (tables without rows, reopened formatting) are not applied: pages from templates do not need them.
pub fn parse(html: &str) -> Tree<'_> {
    let mut tree = Tree::new();
    // The elements that are open, innermost last, with their names.
    let mut open: Vec<(NodeId, Cow<'_, str>)> = Vec::new();
    for_each_token(html, |token| {
        let written = Cow::Borrowed(&html[token.span.start..token.span.end]);
        let at = open.last().map_or(tree.root(), |(id, _)| *id);
        match token.kind {
            TokenKind::Text => {
                tree.append(at, Node::Source(written));
            }
            TokenKind::Doctype => {
                tree.append(at, Node::Markup(written));
            }
            TokenKind::Comment => {
                let inner = written.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
                let inner = inner.map(|inner| Cow::Owned(inner.to_owned()));
                tree.append(at, inner.map_or(Node::Markup(written), Node::Comment));
            }
            TokenKind::Start { name, attributes, self_closing, .. } => {
                open.pop_if(|(_, above)| closes_before(above, &name));
                let at = open.last().map_or(tree.root(), |(id, _)| *id);
                let element = Element { name: name.clone(), attributes, self_closing };
                let is_void = element.is_void();
                let id = tree.append(at, Node::Element(element));
                if !is_void {
                    open.push((id, name));
                }
            }
            TokenKind::End(name) => {
                if let Some(depth) = open.iter().rposition(|(_, above)| above.eq_ignore_ascii_case(&name)) {
                    open.truncate(depth);
                }
            }
        }
    });
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_again() {
        let page = "<!doctype html>\n<html lang=\"ko\"><head><title>a &amp; b</title><script>if (a<b) x('<p>')</script></head>\
                    <body class=\"x &amp; y\" hidden><!--line 3--><p>x &lt; y&nbsp;<br />\n<br></p><hr />\
                    <svg viewBox=\"0 0 1 1\"><linearGradient id=\"g\"><path d=\"M0 0\"/></linearGradient></svg>\
                    <img src=\"a.png\" alt=\"\"></body></html>";
        let tree = parse(page);
        assert_eq!(tree.html(tree.root()), page);
    }

    #[test]
    fn what_is_left_open_or_closed_twice_is_balanced() {
        let html = |text: &str| {
            let tree = parse(text);
            tree.html(tree.root())
        };
        assert_eq!(html("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
        assert_eq!(html("<p>a <b>open</p></i>c"), "<p>a <b>open</b></p>c");
        assert_eq!(html("<table><tr><td>a<td>b"), "<table><tr><td>a</td><td>b</td></tr></table>");
        assert_eq!(html("<DIV>a</div>"), "<DIV>a</DIV>");
    }

    #[test]
    fn a_hundred_thousand_levels_are_read() {
        let html = "<b>".repeat(100_000);
        let tree = parse(&html);
        assert_eq!(tree.descendants(tree.root()).count(), 100_000);
    }
}
