//! Turns a piece of a lesson's Markdown into content for exports: plain text, or HTML that refers to no other file.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::plain::{self, Exit};
use super::walk::{Below, NodeWriter, walk};
use crate::html::TreeBuilder;
use crate::lesson::markdown;
use crate::source::Dialect;

/// Returns the text of a piece of Markdown on one line, without formatting.
pub fn plain(text: &str) -> String {
    let arena = Arena::new();
    let document = markdown::parse(&arena, text, Dialect::default());
    let blocks: Vec<String> = document.root.children().map(markdown::text).collect();
    blocks.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the HTML of a piece of Markdown: code and emphasis stay, links and images become text, raw HTML is dropped.
pub fn portable_html(text: &str) -> String {
    let arena = Arena::new();
    let document = markdown::parse(&arena, text, Dialect::default());
    let mut writer = PortableWriter(TreeBuilder::new());
    walk(document.root, &mut writer);
    super::inline_html(&mut writer.0.finish())
}

/// Writes nodes without references to a site.
struct PortableWriter(TreeBuilder<'static>);

impl<'n> NodeWriter<'n> for PortableWriter {
    type Exit = Exit;

    fn enter(&mut self, node: &'n AstNode<'n>) -> (Below, Exit) {
        match node.data().value {
            NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) => (Below::Skip, Exit::Nothing),
            _ => plain::enter(&mut self.0, node),
        }
    }

    fn leave(&mut self, _: &'n AstNode<'n>, exit: Exit) {
        exit.apply(&mut self.0);
    }
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
