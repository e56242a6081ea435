//! Turns a short text in Markdown, such as the description in front matter, into its words.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::{options, text};
use crate::source::Dialect;

/// Returns the words of a text in Markdown, on one line: `**Bold** [link](a.md)` is `Bold link`. Tags of HTML stay as written, for
/// a description may name one.
pub fn plain_text(words: &str) -> String {
    if !words.contains(['*', '_', '`', '[', '~', '\\', '&']) {
        return words.to_owned();
    }
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, words, &options(Dialect::default()));
    for node in root.descendants() {
        let mut data = node.data_mut();
        if let NodeValue::HtmlInline(html) = &mut data.value {
            data.value = NodeValue::Text(std::mem::take(html).into());
        }
    }
    let is_paragraph = |node: &&AstNode<'_>| matches!(node.data().value, NodeValue::Paragraph);
    let paragraphs: Vec<String> = root.descendants().filter(is_paragraph).map(text).collect();
    if paragraphs.is_empty() { words.to_owned() } else { paragraphs.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts() {
        for (written, plain) in [
            ("A **bold** _word_, a [link](a.md) and `code`.", "A bold word, a link and code."),
            ("snake_case, 2 * 3, `Box<T>` and <b>`", "snake_case, 2 * 3, Box<T> and <b>`"),
            ("One *a*.\n\nTwo.", "One a. Two."),
            ("No sign: <script>", "No sign: <script>"),
            ("", ""),
        ] {
            assert_eq!(plain_text(written), plain);
        }
    }
}
