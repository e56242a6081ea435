//! Turns codes of emoji (`:rocket:`) into emoji, and codes of icons (`:material-check:`) into a word or nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

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

/// The emoji by their Unicode names, if these have several words: a single word between colons may be text.
static BY_UNICODE_NAME: LazyLock<HashMap<String, &'static emojis::Emoji>> = LazyLock::new(|| {
    let code = |emoji: &emojis::Emoji| emoji.name().to_lowercase().replace(": ", "_").replace([' ', '-'], "_");
    emojis::iter().map(|emoji| (code(emoji), emoji)).filter(|(code, _)| code.contains('_')).collect()
});

/// The most levels of emphasis between a heading and a code in it.
const MOST_LEVELS: usize = 16;

/// Tests whether a text begins with the code of an emoji, of an icon, or with a role before code.
pub(super) fn may_begin(text: &str) -> bool {
    name(text).is_some_and(|name| {
        emoji_of(name).is_some()
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
        let emoji = emoji_of(name)?;
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

/// Returns the emoji of a code: one of GitHub's, or the Unicode name with underscores (`:man_raising_hand:`), as other tools
/// have it (Twemoji, `JoyPixels`); a skin tone at its end is read (`:wave_tone3:`).
fn emoji_of(name: &str) -> Option<&'static str> {
    if let Some(emoji) = emojis::get_by_shortcode(name) {
        return Some(emoji.as_str());
    }
    let (base, tone) = match name.rsplit_once("_tone") {
        Some((base, tone)) => (base, skin_tone(tone)),
        None => (name, None),
    };
    let emoji = emojis::get_by_shortcode(base).filter(|_| tone.is_some()).or_else(|| of_unicode_name(base))?;
    tone.map_or(Some(emoji), |tone| emoji.with_skin_tone(tone)).map(emojis::Emoji::as_str)
}

fn of_unicode_name(name: &str) -> Option<&'static emojis::Emoji> {
    if name.contains('_') { BY_UNICODE_NAME.get(name).copied() } else { None }
}

/// Returns the skin tone of a number from 1 to 5, light to dark.
fn skin_tone(number: &str) -> Option<emojis::SkinTone> {
    match number {
        "1" => Some(emojis::SkinTone::Light),
        "2" => Some(emojis::SkinTone::MediumLight),
        "3" => Some(emojis::SkinTone::Medium),
        "4" => Some(emojis::SkinTone::MediumDark),
        "5" => Some(emojis::SkinTone::Dark),
        _ => None,
    }
}

fn is_heading<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::Heading(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_each_tool() {
        assert_eq!(emoji_of("rocket"), Some("🚀"));
        assert_eq!(emoji_of("man_raising_hand"), Some("🙋\u{200d}♂\u{fe0f}"));
        assert_eq!(emoji_of("woman_in_lotus_position"), Some("🧘\u{200d}♀\u{fe0f}"));
        assert_eq!(emoji_of("wave_tone1"), Some("👋🏻"));
        for text in ["note_this", "a_tone9", "ring_tone1", "_"] {
            assert_eq!(emoji_of(text), None, "{text}");
        }
    }
}
