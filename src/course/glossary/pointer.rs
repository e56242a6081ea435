//! Turns a definition that only leads to another entry into the name of that entry: `See [shell](#shell).`

use super::wording::unspaced_words;

/// First words of sentences that lead to another entry, in lower case; longer ones before their own beginnings.
const BEGINNINGS: [&str; 19] = [
    "see also ",
    "see ",
    "same as ",
    "refer to ",
    "cf. ",
    "→",
    "참고:",
    "참조:",
    "请参阅",
    "请参考",
    "另请参阅",
    "参见",
    "参阅",
    "参考",
    "另见",
    "详见",
    "参照",
    "見",
    "见",
];

/// Last words of such sentences.
const ENDINGS: [&str; 16] = [
    "도 참고하세요",
    "도 참조하세요",
    "참고하세요",
    "참조하세요",
    "참고하십시오",
    "참조하십시오",
    "참고해 주세요",
    "보세요",
    "참고",
    "참조",
    "を参照してください",
    "も参照してください",
    "をご覧ください",
    "を参照",
    "も参照",
    "请参阅",
];

/// Words that name several entries instead of defining: `can refer to A or B`.
const DISTINGUISHING: [&str; 5] =
    ["can refer to ", "can either refer to ", "may refer to ", "either refers to ", "could mean "];

/// The most words of a sentence that only leads to another entry, and its most characters in a script without spaces.
const MOST_WORDS: usize = 12;
const MOST_CHARACTERS: usize = 40;

/// Returns a definition without the sentences that only lead elsewhere.
pub(super) fn without_pointers(wording: &str) -> &str {
    let mut left = wording;
    loop {
        let bare = left.trim_end_matches(|c: char| !c.is_alphanumeric() && !")）]\"'”".contains(c));
        let start = last_sentence(bare);
        if bare.is_empty() || !leads_elsewhere(&bare[start..]) {
            return left;
        }
        left = left[..start].trim_end();
    }
}

/// Tests whether a definition distinguishes entries of other names.
pub(super) fn distinguishes(wording: &str) -> bool {
    let wording = wording.to_lowercase();
    DISTINGUISHING.iter().any(|words| wording.split_once(words).is_some_and(|(_, rest)| rest.contains(" or ")))
}

/// Returns the name of the entry to which a definition leads, if it does nothing else.
pub(super) fn target(wording: &str) -> Option<&str> {
    if !without_pointers(wording).is_empty() {
        return None;
    }
    let is_sign = |c: char| !c.is_alphanumeric() && !"()（）".contains(c);
    let bare = wording.trim_matches(is_sign);
    let begun = BEGINNINGS.iter().find_map(|words| {
        bare.get(..words.len()).filter(|start| start.to_lowercase() == **words).map(|_| &bare[words.len()..])
    });
    let name = begun.or_else(|| ENDINGS.iter().find_map(|words| bare.strip_suffix(words)))?.trim_matches(is_sign);
    let name = if name.is_ascii() {
        name
    } else {
        name.trim_end_matches(['을', '를', 'を', 'も', '도']).trim_matches(is_sign)
    };
    let name = ["the ", "the entry "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    (!name.is_empty()).then_some(name)
}

/// Returns where the last sentence of a text begins.
fn last_sentence(text: &str) -> usize {
    let mut ends = text.char_indices().filter(|&(at, c)| match c {
        '。' | '！' | '？' => true,
        '.' | '!' | '?' => text[at + 1..].starts_with(' '),
        _ => false,
    });
    ends.next_back().map_or(0, |(at, c)| {
        let after = at + c.len_utf8();
        after + (text[after..].len() - text[after..].trim_start().len())
    })
}

fn leads_elsewhere(sentence: &str) -> bool {
    let lower = sentence.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '→').to_lowercase();
    let is_short = lower.split_whitespace().count() <= MOST_WORDS && unspaced_words(&lower) * 2 <= MOST_CHARACTERS;
    is_short
        && (BEGINNINGS.iter().any(|words| lower.starts_with(words))
            || ENDINGS.iter().any(|words| lower.ends_with(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_definitions_lead_to() {
        assert_eq!(target("See shell"), Some("shell"));
        assert_eq!(target("see also the command shell."), Some("command shell"));
        assert_eq!(target("싱글 파일 컴포넌트를 참고하세요."), Some("싱글 파일 컴포넌트"));
        assert_eq!(target("provide / inject を参照してください。"), Some("provide / inject"));
        assert_eq!(target("见 backpressure。"), Some("backpressure"));
        assert_eq!(target("A small unit. See Pod."), None);
        assert_eq!(target("참고서를 모은 곳"), None);
    }

    #[test]
    fn sentences_that_lead_elsewhere() {
        assert_eq!(without_pointers("A unit. See here for more information."), "A unit.");
        assert_eq!(without_pointers("작은 단위예요. 그래프도 참조하세요."), "작은 단위예요.");
        assert_eq!(without_pointers("在多个节点上保存同一份数据。参见第 6 章。"), "在多个节点上保存同一份数据。");
        assert_eq!(without_pointers("The smallest unit"), "The smallest unit");
        assert!(distinguishes("MyST can either refer to MyST Markdown or MyST-CLI."));
    }
}
