//! Keeps each emoji on the line of its words: the space between them becomes one that does not break.

use crate::html::{Node, NodeId, Tree};
use crate::lesson::is_emoji;

/// The space that does not break a line.
const NO_BREAK: char = '\u{a0}';

/// Joins the emoji of an article's text to the words that they lead, or that they close.
pub(super) fn join_emoji(tree: &mut Tree<'_>) {
    let texts: Vec<NodeId> = tree.descendants(tree.root()).filter(|&id| is_prose(tree, id)).collect();
    for id in texts {
        let after_icon = follows_icon(tree, id);
        if let Node::Text(text) = tree.node_mut(id)
            && let Some(joined) = joined(text, after_icon)
        {
            *text = joined.into();
        }
    }
}

/// Tests whether a node is text outside code.
fn is_prose(tree: &Tree<'_>, id: NodeId) -> bool {
    let is_code = |parent: NodeId| tree.is_element(parent, "code") || tree.is_element(parent, "pre");
    matches!(tree.node(id), Node::Text(text) if text.contains(' ')) && !tree.parent(id).is_some_and(is_code)
}

/// Tests whether a text is what follows the emoji of a heading, which has an element of its own.
fn follows_icon(tree: &Tree<'_>, id: NodeId) -> bool {
    let first = tree.parent(id).and_then(|parent| tree.first_child(parent));
    first.is_some_and(|first| {
        tree.next_sibling(first) == Some(id) && tree.element(first).is_some_and(|icon| icon.has_class("emoji"))
    })
}

/// Returns a text with the spaces beside its emoji replaced; `None` if nothing changes.
pub(super) fn joined(text: &str, after_icon: bool) -> Option<String> {
    // Emoji have three or four bytes in UTF-8, the first 0xE2, 0xE3 or 0xF0.
    if !after_icon && !text.bytes().any(|byte| matches!(byte, 0xe2 | 0xe3 | 0xf0)) {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len() + 8);
    let mut changed = false;
    for (at, &c) in characters.iter().enumerate() {
        let leads = if at == 0 { after_icon } else { is_picture(characters[at - 1]) };
        let is_joint = c == ' ' && (leads && starts_word(&characters[at + 1..]) || closes(&characters[at + 1..]));
        changed |= is_joint;
        joined.push(if is_joint { NO_BREAK } else { c });
    }
    changed.then_some(joined)
}

/// Tests whether a character is a pictograph or a part of one, and not a sign that stands between words.
fn is_picture(c: char) -> bool {
    is_emoji(c) && !matches!(c, '\u{2194}'..='\u{21aa}' | '\u{25aa}'..='\u{25fe}' | '\u{2122}') || c == '\u{fe0f}'
}

/// Tests whether a text begins with a word, or ends: the word then is in the next element.
fn starts_word(rest: &[char]) -> bool {
    rest.first().is_none_or(|c| !c.is_whitespace() && !is_picture(*c))
}

/// Tests whether a text begins with emoji that no word follows.
fn closes(rest: &[char]) -> bool {
    let pictures = rest.iter().take_while(|c| is_picture(**c)).count();
    pictures > 0 && rest.get(pictures).is_none_or(|c| matches!(c, '\n' | '.' | ',' | ')' | ':' | ';' | '!' | '?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_stays_with_the_word_that_it_leads_or_closes() {
        for (text, expected) in [
            ("📚 이론 1", "📚\u{a0}이론 1"),
            ("🖥\u{fe0f} 서버와 ☕ 휴식", "🖥\u{fe0f}\u{a0}서버와 ☕\u{a0}휴식"),
            ("완벽 ✅", "완벽\u{a0}✅"),
            ("됩니다 🎉.", "됩니다\u{a0}🎉."),
            ("✅ ", "✅\u{a0}"),
        ] {
            assert_eq!(joined(text, false).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(joined(" 개념 정리", true).as_deref(), Some("\u{a0}개념 정리"));
    }

    #[test]
    fn other_signs_change_nothing() {
        for text in ["요청 → 응답", "서버 ↔ 고객", "■ 항목", "“말” — 그리고", "제품™ 이름"]
        {
            assert_eq!(joined(text, false), None, "{text}");
        }
    }
}
