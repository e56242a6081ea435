//! Turns a text into the language that it is written in: by its script, and among languages of one script by frequent words.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Language;
use crate::source::FenceLine;

/// The numbers of letters of a text, by script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// Hangul syllables.
    pub hangul: usize,
    /// Latin letters without marks.
    pub latin: usize,
    /// Letters of the other scripts that are distinguished, by their places in [`SCRIPTS`].
    others: [usize; SCRIPTS.len()],
}

/// A script other than Hangul and Latin: its ranges in Unicode, and the language of most texts in it.
struct Script {
    ranges: &'static [(char, char)],
    language: &'static str,
}

const fn script(ranges: &'static [(char, char)], language: &'static str) -> Script {
    Script { ranges, language }
}

/// The place of Kana in [`SCRIPTS`].
const KANA: usize = 0;
/// The place of Han characters in [`SCRIPTS`].
const HAN: usize = 1;

/// The scripts with their blocks (Unicode 17, `Blocks.txt`).
const SCRIPTS: [Script; 22] = [
    script(&[('\u{3041}', '\u{30ff}')], "ja"),
    script(&[('\u{3400}', '\u{4dbf}'), ('\u{4e00}', '\u{9fff}')], "zh-Hans"),
    script(&[('\u{400}', '\u{52f}')], "ru"),
    script(&[('\u{620}', '\u{6ff}'), ('\u{750}', '\u{77f}')], "ar"),
    script(&[('\u{5d0}', '\u{5ea}')], "he"),
    script(&[('\u{370}', '\u{3ff}')], "el"),
    script(&[('\u{900}', '\u{97f}')], "hi"),
    script(&[('\u{980}', '\u{9ff}')], "bn"),
    script(&[('\u{a00}', '\u{a7f}')], "pa"),
    script(&[('\u{a80}', '\u{aff}')], "gu"),
    script(&[('\u{b00}', '\u{b7f}')], "or"),
    script(&[('\u{b80}', '\u{bff}')], "ta"),
    script(&[('\u{c00}', '\u{c7f}')], "te"),
    script(&[('\u{c80}', '\u{cff}')], "kn"),
    script(&[('\u{d00}', '\u{d7f}')], "ml"),
    script(&[('\u{d80}', '\u{dff}')], "si"),
    script(&[('\u{e01}', '\u{e5b}')], "th"),
    script(&[('\u{e80}', '\u{eff}')], "lo"),
    script(&[('\u{1000}', '\u{109f}')], "my"),
    script(&[('\u{10a0}', '\u{10ff}')], "ka"),
    script(&[('\u{530}', '\u{58f}')], "hy"),
    script(&[('\u{1780}', '\u{17ff}')], "km"),
];

/// Characters that only one of several languages with the same script uses.
const MARKS: [(&str, &str, &str); 7] = [
    ("ru", "uk", "іїєґІЇЄ"),
    ("ru", "be", "ўЎ"),
    ("ru", "sr", "ђјљњћџЈ"),
    ("ar", "ur", "ٹڈڑےں"),
    ("ar", "fa", "پچژگ"),
    ("zh-Hans", "zh-Hant", "這來們個國時說對學會為發現開關從後過還點無與書"),
    ("hi", "ne", "छौँ"),
];

/// A text is in the language of a script if at least one of ten letters belongs to it: lessons about computing are full of
/// Latin letters (code, names), while English ones contain hardly any others. The census of a real course in Korean has
/// 608,263 syllables in 5.2 MB, over 15 % of all letters.
const SHARE: usize = 10;

impl Letters {
    /// Counts the letters of a text.
    pub fn of(text: &str) -> Self {
        // By itself, because vectors count many bytes at once. The number of a chunk fits one byte.
        let latin_of = |chunk: &[u8]| chunk.iter().fold(0, |sum, byte| sum + u8::from(byte.is_ascii_alphabetic()));
        let latin = text.as_bytes().chunks(usize::from(u8::MAX)).map(|chunk| usize::from(latin_of(chunk))).sum();
        let mut hangul = 0;
        let mut others = [0; SCRIPTS.len()];
        for character in text.chars() {
            match character {
                // ASCII, punctuation, box drawing, private use and emoji are most of the other characters.
                '\0'..='\u{36f}' | '\u{2000}'..='\u{3040}' | '\u{e000}'.. => {}
                '가'..='힣' => hangul += 1,
                _ => {
                    let holds = |script: &Script| script.ranges.iter().any(|(a, b)| (*a..=*b).contains(&character));
                    if let Some(at) = SCRIPTS.iter().position(holds) {
                        others[at] += 1;
                    }
                }
            }
        }
        Self { hangul, latin, others }
    }

    /// Returns the number of letters.
    pub fn count(&self) -> usize {
        self.hangul + self.latin + self.others.iter().sum::<usize>()
    }

    /// Returns the language of the script of the text; `None` for the Latin script.
    pub fn language_of_script(&self) -> Option<Language> {
        let is_written = |count: usize| count * SHARE > count + self.latin;
        // Japanese is written with Han characters and Kana, and every sentence of it contains Kana.
        let (kana, han) = (self.others[KANA], self.others[HAN]);
        let (kana, han) = if kana * SHARE > han { (kana + han, 0) } else { (0, han) };
        let others = self.others.iter().enumerate().skip(HAN + 1).map(|(at, count)| (*count, SCRIPTS[at].language));
        let all = others.chain([(self.hangul, "ko"), (kana, "ja"), (han, "zh-Hans")]);
        let (count, tag) = all.max_by_key(|(count, _)| *count)?;
        is_written(count).then(|| Language::parse(tag)).flatten()
    }

    /// Tests whether two languages are written in one script.
    pub fn are_of_one_script(a: &Language, b: &Language) -> bool {
        place_of_script(a) == place_of_script(b)
    }

    /// Returns the number of letters in the script of a language.
    pub fn in_script_of(&self, language: &Language) -> usize {
        match place_of_script(language) {
            ScriptPlace::Hangul => self.hangul,
            ScriptPlace::Latin => self.latin,
            // Japanese is written with Kana and Han characters.
            ScriptPlace::Other(KANA) => self.others[KANA] + self.others[HAN],
            ScriptPlace::Other(at) => self.others[at],
        }
    }
}

/// The index under which letters of a script are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScriptPlace {
    Hangul,
    Latin,
    Other(usize),
}

/// Returns the index of the script of a language; that of Latin for unlisted languages.
fn place_of_script(language: &Language) -> ScriptPlace {
    let first = match language.primary() {
        "ko" => return ScriptPlace::Hangul,
        "zh" => return ScriptPlace::Other(HAN),
        "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "ky" | "mn" | "tg" => "ru",
        "fa" | "ur" | "ps" | "sd" => "ar",
        "mr" | "ne" => "hi",
        primary => primary,
    };
    SCRIPTS.iter().position(|script| script.language == first).map_or(ScriptPlace::Latin, ScriptPlace::Other)
}

impl std::iter::Sum for Letters {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| {
            let mut others = sum.others;
            others.iter_mut().zip(one.others).for_each(|(sum, one)| *sum += one);
            Self { hangul: sum.hangul + one.hangul, latin: sum.latin + one.latin, others }
        })
    }
}

/// Latin: the language of filler text (`Lorem ipsum`), which shows no language.
const FILLER: &str = "la";

/// The most frequent words of languages in Latin script that occur in no other of them, or in few.
const WORDS: [(&str, &[&str]); 17] = [
    ("ca", &["amb", "els", "això", "pel", "aquest", "aquesta", "també", "són", "més", "dels", "les", "és"]),
    ("cs", &["je", "které", "který", "není", "nebo", "jako", "pro", "jsou", "také", "když", "může", "že"]),
    ("de", &["der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "auf", "werden", "wird", "sie", "den"]),
    ("en", &["the", "of", "and", "to", "is", "that", "this", "you", "are", "with", "it", "we", "your", "can", "will"]),
    ("es", &["el", "los", "las", "una", "por", "con", "para", "es", "del", "como", "más", "este", "esta", "y", "se"]),
    ("fi", &["ja", "on", "ei", "että", "tai", "voit", "ovat", "joka", "kun", "myös", "mutta", "kanssa"]),
    (
        "fr",
        &["le", "les", "des", "est", "une", "vous", "dans", "pour", "pas", "du", "et", "sur", "avec", "nous", "cette"],
    ),
    ("id", &["yang", "dan", "untuk", "dengan", "ini", "dari", "anda", "adalah", "dalam", "tidak", "akan", "dapat"]),
    ("it", &["il", "che", "di", "per", "è", "sono", "della", "gli", "questo", "questa", "più", "anche", "nel"]),
    (
        FILLER,
        &["et", "sit", "amet", "sed", "ut", "non", "ac", "nec", "vel", "quis", "eget", "nunc", "vitae", "id", "in"],
    ),
    ("nl", &["het", "een", "van", "is", "dat", "je", "zijn", "voor", "niet", "naar", "wordt", "deze", "ook"]),
    ("pl", &["się", "jest", "nie", "że", "do", "na", "oraz", "jak", "są", "lub", "przez", "jego"]),
    ("pt", &["não", "uma", "você", "com", "são", "dos", "das", "mais", "isso", "também", "ou", "ao", "para", "é"]),
    ("ro", &["și", "este", "care", "pentru", "sunt", "din", "cu", "nu", "mai", "sau", "într", "această"]),
    ("sv", &["och", "att", "det", "som", "är", "för", "inte", "med", "av", "kan", "eller", "till"]),
    ("tr", &["bir", "ve", "bu", "için", "ile", "olarak", "daha", "veya", "gibi", "çok", "olan", "değil"]),
    ("vi", &["và", "của", "là", "các", "một", "những", "trong", "cho", "được", "với", "không", "có", "này"]),
];

/// The maximum number of words that are examined: more do not change the result.
const LOOKED_AT: usize = 600;

/// The number of words after which most texts have shown their language.
const FIRST_LOOK: usize = 150;

/// The minimum number of frequent words that show a language.
const MIN_HITS: usize = 8;

/// Detects the language of a text in Markdown, without its code blocks; `None` if it has too few words. `letters` are those
/// of the whole text.
pub fn detect(text: &str, letters: &Letters) -> Option<Language> {
    // Fast paths: Korean has a script of its own, and most English texts contain no letters of another.
    if letters.language_of_script() == Some(Language::KOREAN) {
        return Some(Language::KOREAN);
    }
    if letters.count() == letters.latin {
        return latin(prose_lines(text));
    }
    let prose: Vec<&str> = prose_lines(text).collect();
    let letters: Letters = prose.iter().map(|line| Letters::of(line)).sum();
    let Some(language) = letters.language_of_script() else { return latin(prose.into_iter()) };
    let holds =
        |marks: &str| prose.iter().map(|line| line.chars().filter(|c| marks.contains(*c)).count()).sum::<usize>();
    let marked = MARKS.iter().filter(|(of, ..)| *of == language.tag()).find(|(_, _, marks)| {
        // More than one letter with a mark in two hundred: a quotation in another language has fewer.
        holds(marks) * 200 > letters.count()
    });
    marked.and_then(|(_, tag, _)| Language::parse(tag)).or(Some(language))
}

/// Tests whether a text in Markdown, whose language was detected as `found`, is in a script that the language of its
/// course is not written in, or the other way round. Parts of a page in another language do not make it a page in that language.
pub fn is_foreign(found: &Language, course: &Language, letters: &Letters) -> bool {
    !found.is_same(course) && letters.in_script_of(course) * 50 < letters.count().max(1)
        || (found.primary() != course.primary()
            && WORDS.iter().any(|(tag, _)| *tag == found.tag())
            && WORDS.iter().any(|(tag, _)| *tag == course.primary()))
}

/// Returns the lines outside of code blocks.
fn prose_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut open: Option<FenceLine<'_>> = None;
    text.lines().map(str::trim_start).filter(move |line| {
        let fence = FenceLine::of(line);
        if let Some(FenceLine { sign, length, .. }) = open {
            open = open.filter(|_| !fence.is_some_and(|fence| fence.closes(sign, length)));
            return false;
        }
        open = fence;
        fence.is_none()
    })
}

/// The languages of each frequent word, as bits by their places in [`WORDS`].
static LANGUAGES_OF_WORD: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut languages: HashMap<&str, u32> = HashMap::new();
    for (at, (_, words)) in WORDS.iter().enumerate() {
        for word in *words {
            *languages.entry(word).or_default() |= 1 << at;
        }
    }
    languages
});

/// The longest frequent word, in bytes.
const MAX_WORD: usize = 10;

/// Returns the language in Latin script whose frequent words occur in a text.
fn latin<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Language> {
    let mut hits = [0_usize; WORDS.len()];
    let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty());
    for (seen, word) in words.take(LOOKED_AT).enumerate() {
        if seen == FIRST_LOOK
            && let Some(language) = shown(&hits)
        {
            return Some(language);
        }
        if word.len() > MAX_WORD {
            continue;
        }
        let languages = LANGUAGES_OF_WORD.get(word).or_else(|| {
            let has_capitals = word.chars().any(char::is_uppercase);
            has_capitals.then(|| LANGUAGES_OF_WORD.get(word.to_lowercase().as_str())).flatten()
        });
        for (at, hits) in hits.iter_mut().enumerate() {
            *hits += usize::from(languages.is_some_and(|languages| languages >> at & 1 == 1));
        }
    }
    shown(&hits)
}

/// Returns the language that the numbers of frequent words show.
fn shown(hits: &[usize; WORDS.len()]) -> Option<Language> {
    let best = (0..WORDS.len()).max_by_key(|at| hits[*at])?;
    let second = (0..WORDS.len()).filter(|at| *at != best).map(|at| hits[at]).max().unwrap_or_default();
    // Half as many again: Portuguese and Spanish share some of these words.
    let is_shown = hits[best] >= MIN_HITS && hits[best] * 2 > second * 3 && WORDS[best].0 != FILLER;
    is_shown.then(|| Language::parse(WORDS[best].0)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_by_script() {
        let of = |text: &str| Letters::of(text).language_of_script().map(|language| language.tag().to_owned());
        assert_eq!(of("컨테이너는 process isolation technology 를 쓴다").as_deref(), Some("ko"));
        assert_eq!(of("Containers use process isolation (격리).").as_deref(), None);
        assert_eq!(of("コンテナは process を分離する").as_deref(), Some("ja"));
        assert_eq!(of("容器使用进程隔离").as_deref(), Some("zh-Hans"));
        assert!(WORDS.iter().flat_map(|(_, words)| *words).all(|word| word.len() <= MAX_WORD));
        assert_eq!(of("الحاويات تستخدم عزل العمليات").as_deref(), Some("ar"));
    }

    #[test]
    fn languages_of_texts() {
        let check = |text: &str, tag: Option<&str>| {
            assert_eq!(
                detect(text, &Letters::of(text)).map(|language| language.tag().to_owned()).as_deref(),
                tag,
                "{text}"
            );
        };
        check(
            "In this lesson you will learn how the parts of an operating system work, and that you can change them.",
            Some("en"),
        );
        check(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore. \
             Amet justo donec enim diam et leo. Nisl nec est non nibh amet sed et id nunc.",
            None,
        );
        check(
            "En esta lección se aprende cómo funcionan las partes del sistema y para qué se usan los procesos con el núcleo, una por una.",
            Some("es"),
        );
        check(
            "Dans cette leçon, vous apprendrez comment les parties du système et des processus sont liées pour une tâche avec le noyau.",
            Some("fr"),
        );
        check(
            "In dieser Lektion lernen Sie, wie die Teile und das System nicht nur mit Prozessen, auf denen der Kern ist, die Arbeit tun.",
            Some("de"),
        );
        check(
            "Nesta lição você aprende como as partes do sistema são usadas, uma por uma, e não só isso: também os processos com o núcleo, mais ou menos, é claro.",
            Some("pt"),
        );
        check(
            "Trong bài học này, các phần của hệ thống là một trong những điều được dạy và không có gì khó với người học cho đến cuối.",
            Some("vi"),
        );
        check("這個課程會說明系統的結構，以及學生如何從頭開始。", Some("zh-Hant"));
        check("这个课程说明系统的结构，以及学生如何从头开始。", Some("zh-Hans"));
        check("Ця лекція пояснює, як працює система і її частини.", Some("uk"));
        check("این درس توضیح می‌دهد که سیستم چگونه کار می‌کند و چه بخش‌هایی دارد پس گوش کنید.", Some("fa"));
        check("```\nthe of and to is that this you are with it\n```\n", None);
        check("Docker Kubernetes Helm", None);
    }
}
