//! Turns quotes that open with `[!NOTE]` into alerts where the parser requires a space before it and GitHub does not.

use comrak::nodes::{AlertType, AstNode, NodeAlert, NodeValue};

/// The words that open an alert on GitHub, in lower case.
const KINDS: [(&str, AlertType); 5] = [
    ("note", AlertType::Note),
    ("tip", AlertType::Tip),
    ("important", AlertType::Important),
    ("warning", AlertType::Warning),
    ("caution", AlertType::Caution),
];

/// Turns `>[!NOTE]` and `>  [!NOTE]` into alerts.
pub(super) fn read<'a>(root: &'a AstNode<'a>) {
    let is_quote = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::BlockQuote);
    let quotes: Vec<&'a AstNode<'a>> = root.descendants().filter(is_quote).collect();
    for quote in quotes {
        let Some(paragraph) = quote.first_child() else { continue };
        let Some((mark, kind, title)) = opening(paragraph) else { continue };
        if let Some(end) = mark.next_sibling() {
            end.detach();
        }
        mark.detach();
        if paragraph.first_child().is_none() {
            paragraph.detach();
        }
        let alert = NodeAlert { alert_type: kind, title, multiline: false, fence_length: 0, fence_offset: 0 };
        quote.data_mut().value = NodeValue::Alert(Box::new(alert));
    }
}

/// Returns the text that opens an alert, if the first line of a paragraph is only that and a title of plain words.
fn opening<'a>(paragraph: &'a AstNode<'a>) -> Option<(&'a AstNode<'a>, AlertType, Option<String>)> {
    if !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return None;
    }
    let mark = paragraph.first_child()?;
    let ends_line = |node: &'a AstNode<'a>| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
    if !mark.next_sibling().is_none_or(ends_line) {
        return None;
    }
    let data = mark.data();
    let NodeValue::Text(text) = &data.value else { return None };
    let (word, title) = text.trim_start().strip_prefix("[!")?.split_once(']')?;
    let (_, kind) = KINDS.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    Some((mark, kind, Some(title.trim().to_owned()).filter(|title| !title.is_empty())))
}
