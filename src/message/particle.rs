//! Chooses the form of a Korean particle by the sound at the end of the word before it.
//!
//! A syllable of Hangul states its final consonant. A digit is read in Sino-Korean (`3` is `삼`). The ending of a file is
//! spelt (`.md` is `엠디`). A word in Latin letters follows its last letter where nearly all loanwords agree (국립국어원,
//! 외래어 표기법); where they do not (`map`, `part`), both forms are written: `을(를)`.

/// The sound at the end of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FinalSound {
    Vowel,
    /// The consonant `ㄹ`, after which `로` is written as after a vowel.
    L,
    Consonant,
    Unknown,
}

/// A particle: its forms after a consonant, after a vowel, and for a word whose ending is unknown.
struct Particle {
    after_consonant: &'static str,
    after_vowel: &'static str,
    either: &'static str,
}

/// The particles with two forms.
const PARTICLES: [Particle; 7] = [
    Particle { after_consonant: "은", after_vowel: "는", either: "은(는)" },
    Particle { after_consonant: "이", after_vowel: "가", either: "이(가)" },
    Particle { after_consonant: "을", after_vowel: "를", either: "을(를)" },
    Particle { after_consonant: "과", after_vowel: "와", either: "과(와)" },
    Particle { after_consonant: "으로", after_vowel: "로", either: "(으)로" },
    Particle { after_consonant: "이라는", after_vowel: "라는", either: "(이)라는" },
    Particle { after_consonant: "이라고", after_vowel: "라고", either: "(이)라고" },
];

/// Returns the form of a particle, which is named by the one after a consonant (`을`), that fits a word.
pub(super) fn particle(word: &str, name: &str) -> Option<&'static str> {
    let particle = PARTICLES.iter().find(|particle| particle.after_consonant == name)?;
    Some(match ending(word) {
        FinalSound::Vowel => particle.after_vowel,
        FinalSound::L if name == "으로" => particle.after_vowel,
        FinalSound::L | FinalSound::Consonant => particle.after_consonant,
        FinalSound::Unknown => particle.either,
    })
}

fn ending(word: &str) -> FinalSound {
    // Closing signs are not read.
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let Some(last) = word.chars().next_back() else { return FinalSound::Unknown };
    match last {
        '가'..='힣' => of_syllable(last),
        '2' | '4' | '5' | '9' => FinalSound::Vowel,
        '1' | '7' | '8' => FinalSound::L,
        '0' | '3' | '6' => FinalSound::Consonant,
        _ if last.is_ascii_alphabetic() => of_latin(word),
        _ => FinalSound::Unknown,
    }
}

/// Returns the ending of a syllable. Unicode orders syllables by their final consonant within 28; the eighth is `ㄹ` (Unicode
/// Standard, section 3.12).
fn of_syllable(syllable: char) -> FinalSound {
    match (syllable as u32 - '가' as u32) % 28 {
        0 => FinalSound::Vowel,
        8 => FinalSound::L,
        _ => FinalSound::Consonant,
    }
}

fn of_latin(word: &str) -> FinalSound {
    let tail = word.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_extension = word.len() > tail.len() && word[..word.len() - tail.len()].ends_with('.') && tail.len() <= 4;
    let is_capitals = tail.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let letters: Vec<char> = tail.to_ascii_lowercase().chars().collect();
    match letters.as_slice() {
        // Spelt by the names of the letters: 엘, 알; 엠, 엔; all others end in a vowel.
        [.., 'l' | 'r'] if is_extension || is_capitals => FinalSound::L,
        [.., 'm' | 'n'] if is_extension || is_capitals => FinalSound::Consonant,
        _ if is_extension || is_capitals => FinalSound::Vowel,
        [.., 'l'] | [.., 'l', 'e'] => FinalSound::L,
        [.., 'm' | 'n'] | [.., 'n', 'g'] | [.., 'm' | 'n', 'e'] => FinalSound::Consonant,
        [.., 'b' | 'c' | 'g' | 'k' | 'p' | 'q' | 't'] | [.., 'p', 'e'] => FinalSound::Unknown,
        _ => FinalSound::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::particle;

    #[test]
    fn particles_agree_with_what_is_read() {
        let check = |word: &str, name: &str, expected: &str| assert_eq!(particle(word, name), Some(expected), "{word}");
        for (word, object, direction) in [
            ("컨테이너", "를", "로"),
            ("볼륨", "을", "으로"),
            ("파일", "을", "로"),
            ("`./없음.md`", "를", "로"),
            ("index.html", "을", "로"),
            ("photo.png", "를", "로"),
            ("main.rs", "를", "로"),
            ("Docker", "를", "로"),
            ("file", "을", "로"),
            ("volume", "을", "으로"),
            ("naming", "을", "으로"),
            ("VPC", "를", "로"),
            ("1", "을", "로"),
            ("12", "를", "로"),
            ("30", "을", "으로"),
            ("map", "을(를)", "(으)로"),
            ("…", "을(를)", "(으)로"),
        ] {
            check(word, "을", object);
            check(word, "으로", direction);
        }
        check("Pod", "은", "는");
        check("이미지", "이", "가");
        check("용어집", "과", "과");
        assert_eq!(particle("말", "에서"), None);
    }
}
