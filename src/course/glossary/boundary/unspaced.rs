//! Tests whether a name begins and ends as a word in Chinese and Japanese, which write no spaces: by a change of script, or
//! beside a small word.

/// The script of a character, as far as it tells where words end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LetterKind {
    Kanji,
    Katakana,
    Hiragana,
    Other,
}

/// Characters of Chinese that are words of their own before and behind a noun.
const SMALL_CHINESE: &str =
    "个個种種的是在和与與或中了被把将將会會可有为為对對从從到用及并並等都也就而且其此该該这這那每各让讓使由向给給于於";

/// First characters of what follows a noun in Japanese: particles, the copula, and verbs made of nouns.
const BEHIND_NOUNS: &str = "はがをにへとでやものかよまだなしさっ";

fn script(c: char) -> LetterKind {
    match u32::from(c) {
        0x3041..=0x3096 => LetterKind::Hiragana,
        // With the prolonged sound mark, without the middle dot, which parts words.
        0x30a1..=0x30fa | 0x30fc..=0x30fe => LetterKind::Katakana,
        0x3005 | 0x3400..=0x4dbf | 0x4e00..=0x9fff => LetterKind::Kanji,
        _ => LetterKind::Other,
    }
}

/// Tests for a character of a script without spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    script(c) != LetterKind::Other
}

/// Tests whether a name that begins with `first` can begin behind `previous`; one of the two is of such a script.
pub(super) fn begins(previous: char, first: char) -> bool {
    match (script(previous), script(first)) {
        (LetterKind::Hiragana, LetterKind::Kanji | LetterKind::Katakana | LetterKind::Other)
        // `使用VPC`, `基本VPC`: Latin letters within Chinese are a name.
        | (LetterKind::Kanji | LetterKind::Katakana, LetterKind::Other) => true,
        (LetterKind::Kanji, LetterKind::Kanji) => SMALL_CHINESE.contains(previous),
        _ => false,
    }
}

/// Tests whether a name that ends with `last` can end before `next`; one of the two is of such a script.
pub(super) fn ends(last: char, next: char) -> bool {
    match (script(last), script(next)) {
        (LetterKind::Kanji | LetterKind::Katakana | LetterKind::Other, LetterKind::Hiragana) => {
            BEHIND_NOUNS.contains(next)
        }
        (LetterKind::Other, LetterKind::Kanji | LetterKind::Katakana) => true,
        (LetterKind::Kanji, LetterKind::Kanji) => SMALL_CHINESE.contains(next),
        _ => false,
    }
}
