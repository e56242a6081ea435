//! Turns the letters of a text into the language that it is written in.

use serde::Deserialize;

/// A language that seodang's own words exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Language {
    /// Korean.
    #[serde(rename = "ko")]
    Korean,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Returns the language's tag, as in HTML's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// Detects the language of a course from its letters: Korean from one Hangul syllable in ten letters on.
    ///
    /// Korean lessons about computing are full of Latin letters (code, names), while English ones hold next to no
    /// Hangul; the census of the real course has 608,263 syllables in 5.2 MB, over 15 % of all letters.
    pub fn of(letters: Letters) -> Self {
        if letters.hangul * 10 > letters.hangul + letters.latin { Self::Korean } else { Self::English }
    }
}

/// The numbers of letters of a text, by script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Letters {
    /// Hangul syllables.
    pub hangul: usize,
    /// Latin letters without marks.
    pub latin: usize,
}

impl Letters {
    /// Counts the letters of a text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for character in text.chars() {
            match character {
                '가'..='힣' => letters.hangul += 1,
                'a'..='z' | 'A'..='Z' => letters.latin += 1,
                _ => {}
            }
        }
        letters
    }
}

impl std::iter::Sum for Letters {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self { hangul: sum.hangul + one.hangul, latin: sum.latin + one.latin })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_of_a_course() {
        assert_eq!(Language::of(Letters::of("컨테이너는 process isolation technology 를 쓴다")), Language::Korean);
        assert_eq!(Language::of(Letters::of("Containers use process isolation (격리).")), Language::English);
    }
}
