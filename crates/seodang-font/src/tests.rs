//! Cuts the fonts of the default theme.

use std::collections::BTreeSet;

use super::*;
use crate::table::{outline, read_u16};

fn font(name: &str) -> SourceFont {
    let path = format!("{}/../../themes/default/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
    SourceFont::read(&std::fs::read(path).unwrap()).unwrap()
}

fn outline_of(font: &SourceFont, character: char) -> Vec<u8> {
    let is_long = read_u16(&font.tables[b"head"], 50).unwrap() == 1;
    let place = outline(&font.tables[b"loca"], is_long, font.glyphs[&character]).unwrap();
    font.tables[b"glyf"][place].to_vec()
}

#[test]
fn a_cut_font_has_the_characters_with_their_outlines() {
    for name in ["pretendard-hangul.woff", "d2coding-hangul.woff"] {
        let whole = font(name);
        let asked: BTreeSet<char> = "가나다라힝쾅뷁A".chars().collect();
        let bytes = whole.cut(&asked).unwrap();
        let cut = SourceFont::read(&bytes).unwrap();
        // 뷁 is not among the 2,350 syllables of KS X 1001.
        assert_eq!(cut.characters().collect::<String>(), "가나다라쾅힝", "{name}");
        for character in cut.characters() {
            // Outlines are padded to an even length.
            assert!(outline_of(&cut, character).starts_with(&outline_of(&whole, character)), "{name}: {character}");
        }
        assert!(bytes.len() < 4096, "{name}: {} bytes", bytes.len());
        assert_eq!(bytes, whole.cut(&asked).unwrap(), "the same bytes each time");
    }
}

#[test]
fn a_font_of_all_characters_is_as_large_as_its_source() {
    let whole = font("pretendard-hangul.woff");
    let all: BTreeSet<char> = whole.characters().collect();
    assert_eq!(all.len(), 2350);
    let cut = SourceFont::read(&whole.cut(&all).unwrap()).unwrap();
    assert_eq!(cut.tables[b"gvar"].len(), whole.tables[b"gvar"].len());
    assert_eq!(cut.glyphs.len(), whole.glyphs.len());
}

#[test]
fn broken_fonts_are_errors() {
    let bytes =
        std::fs::read(format!("{}/../../themes/default/fonts/d2coding-hangul.woff", env!("CARGO_MANIFEST_DIR")));
    let bytes = bytes.unwrap();
    assert_eq!(SourceFont::read(b"").unwrap_err().message, "the file is no WOFF 1.0");
    for length in (0..bytes.len()).step_by(1 + bytes.len() / 50) {
        assert!(SourceFont::read(&bytes[..length]).is_err(), "{length} bytes");
    }
    // No byte of the header and the directory makes it panic.
    for at in 0..300 {
        let mut changed = bytes.clone();
        changed[at] ^= 0xFF;
        if let Ok(font) = SourceFont::read(&changed) {
            let _ = font.cut(&font.characters().take(20).collect());
        }
    }
}
