//! Turns a text and a weight into the width that a browser will give it in the fonts of the default theme.
//!
//! Kerning is switched off in the drawings (see `style.rs`), so a width is a sum of advances. What the text font lacks is
//! shown in a font of the reader's system: those widths are the widest of the common ones, since too wide a box only looks
//! roomy while too narrow a one clips.

use super::widths::{ASCII, RUNS, SYLLABLE, SYLLABLES, UNITS_PER_EM};

/// Emoji in em: 1.245 in Noto Color Emoji (its `hmtx`), about 1.25 in Apple's, up to 1.37 in Segoe UI Emoji.
const EMOJI: f32 = 1.3;
/// Ideographs, kana and syllables outside the font: every CJK font gives them one em at most.
const WIDE: f32 = 1.0;
/// Letters of other scripts: the widest common average (`DejaVu Sans`, Cyrillic).
const OTHER_LETTER: f32 = 0.66;
/// Symbols, arrows and boxes outside the font: `DejaVu Sans` gives most of them 0.84 em.
const SYMBOL: f32 = 0.9;

const VARIATION_TO_EMOJI: char = '\u{FE0F}';
const JOINER: char = '\u{200D}';
const KEYCAP: char = '\u{20E3}';

/// Width of `text` in em, at weight 400 or, when `bold`, at 700.
pub(super) fn width_em(text: &str, bold: bool) -> f64 {
    let mut total = 0_f32;
    let mut last = 0_f32;
    let mut joined = false;
    for c in text.chars() {
        match c {
            ' '..='~' => {
                let (regular, heavy) = ASCII[c as usize - 0x20];
                last = em(if bold { heavy } else { regular });
            }
            // The sign before it becomes an emoji, whatever it was as text (`▶️`, `1️⃣`).
            VARIATION_TO_EMOJI | KEYCAP => {
                total += (EMOJI - last).max(0.0);
                last = EMOJI;
                continue;
            }
            JOINER => {
                joined = true;
                continue;
            }
            _ => last = advance(c, bold),
        }
        // The parts of a joined sequence (`👨‍💻`) are one picture.
        if joined && is_emoji(c) {
            last = 0.0;
        }
        joined = false;
        total += last;
    }
    f64::from(total)
}

fn em(units: u16) -> f32 {
    f32::from(units) / f32::from(UNITS_PER_EM)
}

fn advance(c: char, bold: bool) -> f32 {
    let code = u32::from(c);
    if let Some(index) = code.checked_sub(0xAC00).filter(|i| *i < 11_172) {
        let word = SYLLABLES[(index / 64) as usize];
        let (regular, heavy) = SYLLABLE;
        return if word >> (index % 64) & 1 == 0 { WIDE } else { em(if bold { heavy } else { regular }) };
    }
    if let Ok(code) = u16::try_from(code) {
        let at = RUNS.partition_point(|run| run.1 < code);
        if let Some(&(first, _, regular, heavy)) = RUNS.get(at)
            && first <= code
        {
            return em(if bold { heavy } else { regular });
        }
    }
    outside_the_font(c)
}

/// What the browser's next font gives: by East Asian width, and nothing for what only changes its neighbour.
fn outside_the_font(c: char) -> f32 {
    match c {
        _ if is_modifier(c) => 0.0,
        _ if is_emoji(c) => EMOJI,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFF}' => WIDE,
        '\u{2100}'..='\u{2BFF}' => SYMBOL,
        '\u{1F000}'..='\u{1FAFF}' => EMOJI,
        _ => OTHER_LETTER,
    }
}

/// Marks that are drawn upon the character before, and signs that are not drawn.
fn is_modifier(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}'
            | '\u{1160}'..='\u{11FF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E01EF}')
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{231A}' | '\u{231B}' | '\u{2328}' | '\u{23E9}'..='\u{23FA}' | '\u{25FD}' | '\u{25FE}'
        | '\u{2600}'..='\u{2604}' | '\u{260E}' | '\u{2611}' | '\u{2614}' | '\u{2615}' | '\u{2618}' | '\u{261D}'
        | '\u{2620}'..='\u{2623}' | '\u{2626}' | '\u{262A}' | '\u{262E}' | '\u{262F}' | '\u{2638}'..='\u{263A}'
        | '\u{2640}' | '\u{2642}' | '\u{2648}'..='\u{2653}' | '\u{2660}'..='\u{2668}' | '\u{267B}'..='\u{267F}'
        | '\u{2692}'..='\u{26FF}' | '\u{2702}'..='\u{270F}' | '\u{2712}' | '\u{2714}' | '\u{2716}' | '\u{271D}' | '\u{2721}'
        | '\u{2728}' | '\u{2733}' | '\u{2734}' | '\u{2744}' | '\u{2747}' | '\u{274C}' | '\u{274E}'
        | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2763}' | '\u{2764}' | '\u{2795}'..='\u{2797}' | '\u{27A1}'
        | '\u{27B0}' | '\u{27BF}' | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B07}' | '\u{2B1B}' | '\u{2B1C}'
        | '\u{2B50}' | '\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F004}' | '\u{1F0CF}' | '\u{1F170}'..='\u{1F1FF}' | '\u{1F201}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6FF}'
        | '\u{1F7E0}'..='\u{1F7EB}' | '\u{1F90C}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::width_em;

    fn close(text: &str, em: f64) {
        let got = width_em(text, false);
        assert!((got - em).abs() < 0.005, "{text:?}: {got} em, expected {em}");
    }

    #[test]
    fn letters_have_the_advances_of_the_font() {
        close("a", 1096.0 / 2048.0);
        close("한글", 2.0 * 1770.0 / 2048.0);
        assert!(width_em("Wide", true) > width_em("Wide", false));
    }

    #[test]
    fn a_syllable_outside_the_font_is_as_wide_as_in_any_cjk_font() {
        close("뷁", 1.0);
        close("漢字", 2.0);
    }

    #[test]
    fn emoji_sequences_are_one_picture() {
        close("🚀", 1.3);
        close("👨\u{200D}💻", 1.3);
        close("👍🏽", 1.3);
        close("⚙\u{FE0F}", 1.3);
        close("1\u{FE0F}\u{20E3}", 1.3);
        close("▶\u{FE0F}", 1.3);
    }

    #[test]
    fn signs_without_ink_have_no_width() {
        close("\u{200B}\u{FEFF}e\u{301}", width_em("e", false));
    }
}
