//! Tests characters for letters and digits, by blocks of Unicode first: the standard library searches a table for each
//! character beyond ASCII, which takes some 700 instructions for a syllable of Hangul.

/// Tests for letters and digits, as [`char::is_alphanumeric`] does.
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '가'..='힣' | '\u{4e00}'..='\u{9fff}' => true,
        // General punctuation; arrows to optical character recognition; box drawing to dingbats; pictographs.
        '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2775}' | '\u{1f300}'..='\u{1faff}' => {
            false
        }
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
