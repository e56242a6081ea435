//! Turns the names of terms into the groups and the order in which dictionaries of a language list them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::config::Language;

/// The order of a language's dictionaries, as far as letters determine it: Han characters are in the order of
/// Unicode (by radical), because their readings are not known here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Collation {
    language: Language,
    /// The letters with marks that are letters of their own, each with the one that it follows.
    own_letters: &'static [(char, char)],
}

/// A group of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    /// The place of its script: that of the course's language first, then Latin, then the others; signs and numbers last.
    rank: u8,
    /// The key by which groups of one script are ordered.
    key: String,
    /// `ㄱ`, `A` or `#`.
    pub(super) name: String,
}

/// Letters of their own (Unicode CLDR, root collation with the tailoring of the language).
const OWN_LETTERS: [(&str, &[(char, char)]); 10] = [
    ("cs", &[('č', 'c'), ('ř', 'r'), ('š', 's'), ('ž', 'z')]),
    ("da", &[('æ', 'z'), ('ø', 'z'), ('å', 'z')]),
    ("es", &[('ñ', 'n')]),
    ("fi", &[('å', 'z'), ('ä', 'z'), ('ö', 'z')]),
    ("nb", &[('æ', 'z'), ('ø', 'z'), ('å', 'z')]),
    ("no", &[('æ', 'z'), ('ø', 'z'), ('å', 'z')]),
    (
        "pl",
        &[('ą', 'a'), ('ć', 'c'), ('ę', 'e'), ('ł', 'l'), ('ń', 'n'), ('ó', 'o'), ('ś', 's'), ('ź', 'z'), ('ż', 'z')],
    ),
    ("sv", &[('å', 'z'), ('ä', 'z'), ('ö', 'z')]),
    ("tr", &[('ç', 'c'), ('ğ', 'g'), ('ö', 'o'), ('ş', 's'), ('ü', 'u')]),
    ("vi", &[('ă', 'a'), ('â', 'a'), ('đ', 'd'), ('ê', 'e'), ('ô', 'o'), ('ơ', 'o'), ('ư', 'u')]),
];

/// The first letters of the rows of the Japanese syllabary.
const KANA_ROWS: [char; 10] = ['あ', 'か', 'さ', 'た', 'な', 'は', 'ま', 'や', 'ら', 'わ'];

/// The name of the group of all that begins with no letter.
const REST: &str = "#";

impl Collation {
    pub(super) fn of(language: Language) -> Self {
        let own_letters =
            OWN_LETTERS.iter().find(|(tag, _)| *tag == language.primary()).map_or(&[][..], |(_, own)| own);
        Self { language, own_letters }
    }

    /// Returns the group of a term.
    pub(super) fn group(&self, name: &str) -> Group {
        let Some(first) = name.chars().find(|c| c.is_alphanumeric()) else { return rest() };
        let primary = self.language.primary();
        let others = |is_own: bool| if is_own { 0 } else { 2 };
        let group = |rank: u8, key: String, name: String| Group { rank, key, name };
        match first {
            '가'..='힣' => {
                let initial = initial_consonant(first).to_string();
                group(others(primary == "ko"), initial.clone(), initial)
            }
            '\u{3041}'..='\u{30ff}' => {
                let row = kana_row(first).to_string();
                group(others(primary == "ja"), row.clone(), row)
            }
            '\u{3400}'..='\u{9fff}' => {
                let name =
                    if self.language.fallbacks().iter().any(|tag| tag == "zh-Hans") { "汉字" } else { "漢字" };
                group(others(matches!(primary, "ja" | "zh")), "\u{4e00}".to_owned(), name.to_owned())
            }
            c if c.is_numeric() => rest(),
            c if is_latin(c) => {
                let letter = self.letters(c).next().unwrap_or(c);
                let is_own = !matches!(primary, "ko" | "ja" | "zh") && is_written_in_latin(primary);
                group(u8::from(!is_own), self.key_of(letter), letter.to_uppercase().collect())
            }
            c => {
                let letter = c.to_uppercase().next().unwrap_or(c).to_string();
                group(others(!is_written_in_latin(primary)), letter.clone(), letter)
            }
        }
    }

    /// Returns the key for the order of a dictionary: only letters and digits, in lower case and without marks that make
    /// no letter. Unicode orders Hangul syllables as dictionaries do.
    pub(super) fn sort_key(&self, name: &str) -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(|c| self.letters(c).collect::<Vec<_>>());
        letters.map(|letter| self.key_of(letter)).collect()
    }

    /// Returns the letters of a character, in lower case; Katakana as Hiragana.
    fn letters(&self, character: char) -> impl Iterator<Item = char> + use<> {
        let mut letters: Vec<char> = character.to_lowercase().collect();
        if let [letter] = letters[..] {
            if ('\u{30a1}'..='\u{30f6}').contains(&letter) {
                letters = char::from_u32(u32::from(letter) - 0x60).into_iter().collect();
            } else if is_latin(letter) && !letter.is_ascii() {
                letters = self.without_marks(letter);
            }
        }
        letters.into_iter()
    }

    /// Returns a letter without the marks that do not belong to it in the language: `ế` is `ê` in Vietnamese, `e` elsewhere.
    fn without_marks(&self, letter: char) -> Vec<char> {
        let mut bare = String::new();
        for part in std::iter::once(letter).nfd() {
            if !is_combining_mark(part) {
                bare.push(part);
                continue;
            }
            let with: String = bare.chars().chain([part]).nfc().collect();
            let mut composed = with.chars();
            if let (Some(one), None) = (composed.next(), composed.next())
                && self.own_letters.iter().any(|(own, _)| *own == one)
            {
                bare = with;
            }
        }
        match &*bare {
            "ß" => vec!['s', 's'],
            "æ" if !self.is_own('æ') => vec!['a', 'e'],
            "œ" => vec!['o', 'e'],
            "ø" if !self.is_own('ø') => vec!['o'],
            "ł" if !self.is_own('ł') => vec!['l'],
            "đ" if !self.is_own('đ') => vec!['d'],
            "ı" => vec!['i'],
            _ => bare.chars().collect(),
        }
    }

    fn is_own(&self, letter: char) -> bool {
        self.own_letters.iter().any(|(own, _)| *own == letter)
    }

    /// Returns the key of a letter: one of its own is after the one that it follows, and before the next one.
    fn key_of(&self, letter: char) -> String {
        match self.own_letters.iter().position(|(own, _)| *own == letter) {
            // Private use: after every letter, in the order of the table.
            Some(at) => [
                self.own_letters[at].1,
                u32::try_from(at).ok().and_then(|at| char::from_u32(0xe000 + at)).unwrap_or(letter),
            ]
            .iter()
            .collect(),
            None => letter.to_string(),
        }
    }
}

fn rest() -> Group {
    Group { rank: 9, key: String::new(), name: REST.to_owned() }
}

/// Tests whether a character is a Latin letter (blocks Basic Latin to Latin Extended-B, Latin Extended Additional).
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Tests whether a language is written in Latin letters, as most are: by the script that its texts are detected by.
fn is_written_in_latin(primary: &str) -> bool {
    let language = Language::parse(primary);
    language.is_none_or(|language| crate::config::Letters::are_of_one_script(&language, &Language::ENGLISH))
}

/// Returns the consonant under which a dictionary lists a syllable; doubled consonants are listed with the single ones.
fn initial_consonant(syllable: char) -> char {
    // Unicode orders the 11,172 syllables by 19 initial consonants, 588 each (Unicode Standard, section 3.12).
    const INITIALS: [char; 19] = [
        'ㄱ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅂ', 'ㅅ', 'ㅅ', 'ㅇ', 'ㅈ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ',
        'ㅎ',
    ];
    let index = (u32::from(syllable) - u32::from('가')) / 588;
    INITIALS[usize::try_from(index).unwrap_or(0).min(18)]
}

/// Returns the row of the syllabary that holds a letter: voiced and small letters are in the row of their plain ones.
fn kana_row(letter: char) -> char {
    let hiragana = match letter {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        other => other,
    };
    // Small あ is before あ in Unicode.
    let first = if hiragana < 'あ' { 'あ' } else { hiragana };
    KANA_ROWS.iter().rev().find(|row| **row <= first || (**row == 'や' && first == 'ゃ')).copied().unwrap_or('あ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, tag: &str) -> (u8, String) {
        let group = Collation::of(Language::parse(tag).unwrap()).group(name);
        (group.rank, group.name)
    }

    #[test]
    fn groups_of_both_scripts() {
        for (name, tag, rank, expected) in [
            ("꼬리표", "ko", 0, "ㄱ"),
            ("힣", "en", 2, "ㅎ"),
            ("kubectl", "ko", 1, "K"),
            ("`.env`", "en", 0, "E"),
            ("3-Tier", "ko", 9, "#"),
            ("École", "fr", 0, "E"),
            ("Ñandú", "es", 0, "Ñ"),
            ("ếch", "vi", 0, "Ê"),
            ("ガベージ", "ja", 0, "か"),
            ("ゃ", "ja", 0, "や"),
            ("容器", "zh-CN", 0, "汉字"),
            ("コンテナ", "ko", 2, "か"),
            ("Ядро", "ru", 0, "Я"),
        ] {
            assert_eq!(group(name, tag), (rank, expected.to_owned()), "{name} in {tag}");
        }
    }

    #[test]
    fn order_of_languages() {
        let check = |tag: &str, expected: &[&str]| {
            let collation = Collation::of(Language::parse(tag).unwrap());
            let mut sorted = expected.to_vec();
            sorted.sort_by_cached_key(|name| collation.sort_key(name));
            assert_eq!(sorted, expected, "{tag}");
        };
        check("es", &["nube", "nuez", "ñandú", "oso"]);
        check("de", &["Änderung", "Anker", "Apfel"]);
        check("fr", &["école", "économie", "ecran"]);
        check("sv", &["zebra", "ånga", "älg", "öl"]);
        check("ja", &["アルゴリズム", "いえ", "コンテナ"]);
        check("vi", &["an", "ăn", "ân", "ba", "đa"]);
    }
}
