//! Turns codes of emoji (`:rocket:`) into emoji, and codes of icons (`:material-check:`) into a word or nothing.

use comrak::nodes::{AstNode, NodeValue};

use super::{SpanCandidate, SpanReader, SpanReplacement};
use crate::lesson::markdown::attributes::AttributeList;
use crate::lesson::markdown::{self, heading_id};

/// Longer names do not exist: the longest of GitHub's has 36 characters (`:person_in_motorized_wheelchair_facing_right:`
/// has 43 where skin tones are counted).
const LONGEST_NAME: usize = 80;

/// The sets of icons of Material for `MkDocs` ("Icons, Emojis"), whose names begin the codes.
const ICON_SETS: [&str; 5] = ["material-", "fontawesome-", "octicons-", "simple-", "lucide-"];

/// Icons that become a sign if a cell or link has no words: names contain these parts.
const ICON_SIGNS: [(&str, &str); 4] = [("check", "✓"), ("close", "✗"), ("cancel", "✗"), ("arrow-right", "→")];

/// The most levels of emphasis between a heading and a code in it.
const MOST_LEVELS: usize = 16;

/// Tests whether a text begins with the code of an emoji, of an icon, or with a role before code.
pub(super) fn may_begin(text: &str) -> bool {
    name(text).is_some_and(|name| {
        emojis::get_by_shortcode(name).is_some()
            || ICON_SETS.iter().any(|set| name.starts_with(set))
            || text[name.len() + 2..].starts_with('`')
    })
}

/// Returns the name of the code that a text begins with.
pub(super) fn name(text: &str) -> Option<&str> {
    let name = text.strip_prefix(':')?;
    let is_sign = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-');
    let length = name.bytes().take(LONGEST_NAME).take_while(is_sign).count();
    (length > 0 && name[length..].starts_with(':')).then(|| &name[..length])
}

impl<'a> SpanReader<'a, '_> {
    /// Reads the code of an emoji or icon. Times (`10:30:20`) and names in namespaces (`a:b:c`) are text.
    pub(super) fn emoji(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let name = name(candidate.rest())?;
        let end = candidate.at + name.len() + 2;
        if end == candidate.text.len()
            && let Some(role) = self.named_role(candidate, name, false)
        {
            return Some(role);
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/');
        if candidate.before().is_some_and(is_part) || candidate.text[end..].starts_with(is_part) {
            return None;
        }
        if ICON_SETS.iter().any(|set| name.starts_with(set)) {
            return Some(self.icon(candidate, name, end));
        }
        let emoji = emojis::get_by_shortcode(name)?.as_str();
        if let Some(heading) = candidate.node.ancestors().take(MOST_LEVELS).find(|above| is_heading(above)) {
            heading_id::keep_text(heading);
        }
        let place = candidate.literal.place(candidate.at, end);
        Some(SpanReplacement { end, nodes: vec![self.text_node(emoji, place)] })
    }

    /// Reads the code of an icon, with the attribute list behind it.
    fn icon(&self, candidate: &SpanCandidate<'a, '_, '_>, name: &str, end: usize) -> SpanReplacement<'a> {
        let list = AttributeList::read(&candidate.text[end..]).map_or(0, |list| list.length);
        let end = end + list;
        let code = &candidate.text[candidate.at..end];
        let is_text = candidate.text.trim() == code;
        let is_only = is_text
            && candidate.node.parent().is_some_and(|parent| {
                let text = markdown::text(parent);
                text.trim() == code
                    && !parent.descendants().any(|inner| matches!(inner.data().value, NodeValue::Image(_)))
            });
        if is_only {
            let sign = ICON_SIGNS.iter().find(|(part, _)| name.contains(part)).map(|(_, sign)| (*sign).to_owned());
            // The last part of a name may be a size.
            let is_word = |part: &&str| !part.bytes().all(|byte| byte.is_ascii_digit());
            let words = || name.split('-').skip(1).filter(is_word).collect::<Vec<_>>().join(" ");
            let place = candidate.literal.place(candidate.at, end);
            return SpanReplacement { end, nodes: vec![self.text_node(&sign.unwrap_or_else(words), place)] };
        }
        // The blank between an icon and its words goes with it.
        let is_first = candidate.before().is_none_or(|before| before == ' ');
        let blank = usize::from(is_first && candidate.text[end..].starts_with(' '));
        SpanReplacement { end: end + blank, nodes: Vec::new() }
    }
}

fn is_heading<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::Heading(_))
}
