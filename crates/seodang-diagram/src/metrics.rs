//! Turns a text and a weight into the width that a browser will give it in the theme's font.
//!
//! Kerning is switched off in the drawings, so a width is a sum of advances. Characters that the text font lacks are shown
//! in a font of the reader's system: their widths are the widest of the common fonts, because too wide a box only looks
//! roomy while too narrow a box clips its text.

use std::fmt;

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

/// The advances and the height of a font.
#[derive(Clone, Debug, PartialEq)]
pub struct FontMetrics {
    units_per_em: u16,
    /// Above the baseline, in em.
    ascent: f64,
    /// Below the baseline, in em.
    descent: f64,
    /// Runs of characters of one width, sorted, without overlaps.
    runs: Vec<AdvanceRun>,
    hash: String,
}

/// Neighbouring characters of one width, in font units.
#[derive(Clone, Debug, PartialEq)]
struct AdvanceRun {
    first: u32,
    last: u32,
    regular: u16,
    bold: u16,
}

/// A line of a file of metrics that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricsError {
    /// The line, from 1.
    pub line: usize,
    /// The mistake in it.
    pub message: String,
}

impl fmt::Display for MetricsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for MetricsError {}

impl Default for FontMetrics {
    /// Returns metrics for an unknown font: every character has the width of the widest common fonts.
    fn default() -> Self {
        Self { units_per_em: 1000, ascent: 0.95, descent: 0.24, runs: Vec::new(), hash: String::new() }
    }
}

impl FontMetrics {
    /// Parses a table of metrics, with tabulators between the cells and `#` before comments.
    ///
    /// Three lines name the font's `units-per-em`, its `ascent` and its `descent` (both positive, in font units). Every
    /// other line is a run of characters of one width: the first and the last as hexadecimal code points, the advance at
    /// weight 400, the advance at weight 700, both in font units. Runs are sorted and do not overlap.
    ///
    /// # Errors
    /// Returns the number of an invalid line, or line 1 with the name of a missing value.
    pub fn parse(table: &str) -> Result<Self, MetricsError> {
        let mut sizes = [("units-per-em", None), ("ascent", None), ("descent", None)];
        let mut runs: Vec<AdvanceRun> = Vec::new();
        for (line, text) in (1..).zip(table.lines()).filter(|(_, text)| !text.starts_with('#') && !text.is_empty()) {
            let wrong = |message: &str| MetricsError { line, message: message.to_owned() };
            let cells: Vec<&str> = text.split('\t').collect();
            match cells.as_slice() {
                [name, value] => {
                    let size = sizes.iter_mut().find(|(known, _)| known == name);
                    let (_, size) = size.ok_or_else(|| wrong("expected units-per-em, ascent or descent"))?;
                    *size = Some(value.parse().map_err(|_| wrong("expected a number from 0 to 65535"))?);
                }
                [first, last, regular, bold] => {
                    let run = run(first, last, regular, bold)
                        .ok_or_else(|| wrong("expected two code points and two advances"))?;
                    if runs.last().is_some_and(|before| before.last >= run.first) || run.first > run.last {
                        return Err(wrong("the run is not after the one before it"));
                    }
                    runs.push(run);
                }
                _ => return Err(wrong("expected two or four cells with tabulators between them")),
            }
        }
        let [Some(units_per_em), Some(ascent), Some(descent)] = sizes.map(|(_, size): (_, Option<u16>)| size) else {
            return Err(MetricsError { line: 1, message: "units-per-em, ascent or descent is missing".to_owned() });
        };
        if units_per_em == 0 {
            return Err(MetricsError { line: 1, message: "units-per-em is 0".to_owned() });
        }
        // Hundredths suffice to place a line.
        let em = |units: u16| (f64::from(units) / f64::from(units_per_em) * 100.0).round() / 100.0;
        let hash = blake3::hash(table.as_bytes()).to_hex()[..16].to_owned();
        Ok(Self { units_per_em, ascent: em(ascent), descent: em(descent), runs, hash })
    }

    /// Identifies the table that the metrics were parsed from.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// Returns the height of the font above the baseline, in em.
    pub(crate) fn ascent(&self) -> f64 {
        self.ascent
    }

    /// Returns the height of a line of only this font, in em.
    pub(crate) fn line_height(&self) -> f64 {
        self.ascent + self.descent
    }

    /// Returns the distance from the middle of a line down to its baseline, in em.
    pub(crate) fn middle_to_baseline(&self) -> f64 {
        (self.ascent - self.descent) / 2.0
    }

    /// Returns the width of `text` in em, at weight 400 or, when `bold`, at 700.
    pub(crate) fn width_em(&self, text: &str, bold: bool) -> f64 {
        let mut total = 0_f32;
        let mut last = 0_f32;
        let mut joined = false;
        for c in text.chars() {
            match c {
                // The character before it becomes an emoji, whatever it was as text (`▶️`, `1️⃣`).
                VARIATION_TO_EMOJI | KEYCAP => {
                    total += (EMOJI - last).max(0.0);
                    last = EMOJI;
                    continue;
                }
                JOINER => {
                    joined = true;
                    continue;
                }
                _ => last = self.advance(c, bold),
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

    fn advance(&self, c: char, bold: bool) -> f32 {
        let code = u32::from(c);
        let at = self.runs.partition_point(|run| run.last < code);
        match self.runs.get(at).filter(|run| run.first <= code) {
            Some(run) => f32::from(if bold { run.bold } else { run.regular }) / f32::from(self.units_per_em),
            None => fallback_em(c),
        }
    }
}

fn run(first: &str, last: &str, regular: &str, bold: &str) -> Option<AdvanceRun> {
    Some(AdvanceRun {
        first: u32::from_str_radix(first, 16).ok()?,
        last: u32::from_str_radix(last, 16).ok()?,
        regular: regular.parse().ok()?,
        bold: bold.parse().ok()?,
    })
}

/// Returns the width in em of a character that the font lacks: by East Asian width, and 0 for modifiers of other characters.
fn fallback_em(c: char) -> f32 {
    match c {
        _ if is_modifier(c) => 0.0,
        _ if is_emoji(c) => EMOJI,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7A3}'
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
    use super::FontMetrics;

    /// Some advances of the font Pretendard.
    const TABLE: &str = "# A font\nunits-per-em\t2048\nascent\t1950\ndescent\t494\n31\t31\t898\t960\n57\t57\t1874\t2046\n\
        61\t61\t1096\t1141\n64\t64\t1210\t1252\n65\t65\t1132\t1176\n69\t69\t446\t526\nac00\tbdc0\t1770\t1770\nc0ac\td5e9\t1770\t1770\n";

    fn pretendard() -> FontMetrics {
        FontMetrics::parse(TABLE).unwrap()
    }

    fn close(text: &str, em: f64) {
        let got = pretendard().width_em(text, false);
        assert!((got - em).abs() < 0.005, "{text:?}: {got} em, expected {em}");
    }

    #[test]
    fn letters_have_the_advances_of_the_font() {
        close("a", 1096.0 / 2048.0);
        close("한글", 2.0 * 1770.0 / 2048.0);
        assert!(pretendard().width_em("Wide", true) > pretendard().width_em("Wide", false));
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
        close("\u{200B}\u{FEFF}e\u{301}", pretendard().width_em("e", false));
    }

    #[test]
    fn a_wrong_table_names_its_line() {
        let error = |table: &str| FontMetrics::parse(table).unwrap_err().to_string();
        assert_eq!(error("units-per-em\t1000\nascent\tx\n"), "line 2: expected a number from 0 to 65535");
        assert_eq!(error("41\t42\t5\n"), "line 1: expected two or four cells with tabulators between them");
        assert_eq!(error("41\t42\t5\t5\n42\t43\t5\t5\n"), "line 2: the run is not after the one before it");
        assert_eq!(error("# nothing\n"), "line 1: units-per-em, ascent or descent is missing");
    }
}
