//! Turns text into one that takes less room: Hangul syllables of a common make-up take two bytes in place of three.
//!
//! Of the 11,172 syllables 1,729 consist of the vowels and finals that make up nearly all of running Korean. They change
//! places with the code points from U+0100 (Latin with rare accents, Greek, Cyrillic, …), which move to U+E100 on, where
//! no text has anything. Compressed, a course's data lose a twentieth by it, the scripts a fifth uncompressed; the page
//! changes all back as a shard arrives (`search.js`), so that nothing else knows of it.

use std::borrow::Cow;

/// ㅏ ㅐ ㅓ ㅔ ㅕ ㅗ ㅘ ㅚ ㅛ ㅜ ㅠ ㅡ ㅣ, as places among the 21 vowels (Unicode, section 3.12).
const VOWELS: [u32; 13] = [0, 1, 4, 5, 6, 8, 9, 11, 12, 13, 17, 18, 20];

/// None, ㄱ ㄴ ㄹ ㅁ ㅂ ㅇ, as places among the 28 finals.
const FINALS: [u32; 7] = [0, 1, 4, 8, 16, 17, 21];

/// The first code point that stands for a syllable.
const FIRST: u32 = 0x100;

/// The first code point that stands for none.
const END: u32 = FIRST + 19 * 13 * 7;

/// How far what stood there is moved, into the private use area.
const MOVED: u32 = 0xe000;

/// Packs a text.
pub(super) fn pack(text: &str) -> String {
    text.chars().map(packed).collect()
}

fn packed(c: char) -> char {
    let code = u32::from(c);
    let other = match c {
        '가'..='힣' => {
            let place = code - 0xac00;
            let vowel = VOWELS.iter().position(|&vowel| vowel == place / 28 % 21);
            let last = FINALS.iter().position(|&last| last == place % 28);
            vowel.zip(last).and_then(|(vowel, last)| {
                let rest = u32::try_from(vowel * FINALS.len() + last).ok()?;
                Some(FIRST + place / 588 * 91 + rest)
            })
        }
        _ => (FIRST..END).contains(&code).then_some(code + MOVED),
    };
    other.and_then(char::from_u32).unwrap_or(c)
}

/// Drops what a packed text cannot tell from what was moved: characters of private use, which mean nothing to readers.
pub(super) fn packable(text: &str) -> Cow<'_, str> {
    let is_taken = |c: char| (MOVED + FIRST..MOVED + END).contains(&u32::from(c));
    if text.contains(is_taken) { Cow::Owned(text.replace(is_taken, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `search.js` does.
    fn unpack(text: &str) -> String {
        let syllable =
            |code: u32| 0xac00 + code / 91 * 588 + VOWELS[(code / 7 % 13) as usize] * 28 + FINALS[(code % 7) as usize];
        let back = |c: char| match u32::from(c) {
            code if (FIRST..END).contains(&code) => char::from_u32(syllable(code - FIRST)).unwrap(),
            code if (MOVED + FIRST..MOVED + END).contains(&code) => char::from_u32(code - MOVED).unwrap(),
            _ => c,
        };
        text.chars().map(back).collect()
    }

    #[test]
    fn every_character_comes_back_and_korean_takes_less_room() {
        let all: String = ('\u{20}'..'\u{d7a4}').collect();
        assert_eq!(unpack(&pack(&all)), all);
        let text = "컨테이너를 나누는 로드 밸런서 — Ĝis, Привет";
        assert_eq!(unpack(&pack(text)), text);
        assert!(pack("로드 밸런서를").len() < "로드 밸런서를".len() * 3 / 4);
        assert_eq!(packable("a\u{e123}b"), "ab");
    }
}
