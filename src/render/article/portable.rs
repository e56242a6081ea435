//! Turns a piece of a lesson's Markdown into what travels outside the site: plain text, or HTML that names no other file.

use comrak::Arena;
use comrak::html::format_document;
use comrak::nodes::{AstNode, NodeValue};

use crate::lesson::markdown;

/// The words of a piece of Markdown, formatting left out, on one line.
pub fn plain(text: &str) -> String {
    let arena = Arena::new();
    let document = markdown::parse(&arena, text);
    let blocks: Vec<String> = document.root.children().map(markdown::text).collect();
    blocks.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The HTML of a piece of Markdown: code and emphasis stay, links and images give their words, raw HTML goes.
pub fn portable_html(text: &str) -> String {
    let arena = Arena::new();
    let document = markdown::parse(&arena, text);
    let bound: Vec<&AstNode<'_>> = document.root.descendants().filter(|node| is_bound_to_the_site(node)).collect();
    for node in bound {
        while let Some(child) = node.first_child() {
            node.insert_before(child);
        }
        node.detach();
    }
    let mut html = String::new();
    // Writing to a string does not fail.
    let _ = format_document(document.root, &markdown::options(), &mut html);
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|inner| inner.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html).to_owned()
}

fn is_bound_to_the_site<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(
        node.data().value,
        NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_goes_or_stays_and_references_go() {
        let text = "**빠른** `docker run`과 [문서](./a.md) ![점](dot.png) <script>x</script>";
        assert_eq!(plain(text), "빠른 docker run과 문서 x");
        assert_eq!(portable_html(text), "<strong>빠른</strong> <code>docker run</code>과 문서 점 x");
        assert_eq!(portable_html("a < b"), "a &lt; b");
    }
}
