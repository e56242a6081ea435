//! Turns a text into lines that fit a width, at the largest of a few sizes.

/// The sizes of a title in pixels, each with the most lines that it may have.
const TITLE_SIZES: [(f32, usize); 3] = [(84.0, 2), (68.0, 3), (56.0, 4)];

/// One letter in five may be missing in the font: signs and emoji.
const MAX_MISSING: (usize, usize) = (1, 5);

/// The distance of two baselines, as a share of the size: Hangul is taller than Latin letters.
const LEADING: f32 = 1.3;

/// The sign of a text that is cut.
const ELLIPSIS: char = '…';

/// Lines of a text at a size.
#[derive(Debug, PartialEq)]
pub(super) struct LaidOutText {
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

impl LaidOutText {
    /// Returns a text in one line, cut if it is too wide; `None` if the font lacks its letters. `advance` is the width of a
    /// letter as a share of the size.
    pub(super) fn line(text: &str, size: f32, width: f32, advance: impl Fn(char) -> Option<f32>) -> Option<Self> {
        let text = written(text, &advance)?;
        let mut lines = wrapped(&text, width / size, &advance);
        cut(&mut lines, 1, width / size, &advance);
        Some(Self { size, lines })
    }

    /// Returns the first row of pixels that the text may touch and the number of rows, within a height; `baseline` is that of
    /// the first line. No letter is higher or lower than one and a half of the size.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped number of pixels")]
    pub(super) fn rows(&self, baseline: f32, height: usize) -> (usize, usize) {
        let lines = u8::try_from(self.lines.len()).map_or(f32::from(u8::MAX), f32::from);
        let limit = |row: f32| (row.clamp(0.0, 4096.0) as usize).min(height);
        let (top, bottom) =
            (limit(baseline - 1.5 * self.size), limit(baseline + lines * self.leading() + 0.5 * self.size));
        (top, bottom.saturating_sub(top).max(1))
    }

    /// Returns the distance of two baselines, in pixels.
    pub(super) fn leading(&self) -> f32 {
        self.size * LEADING
    }
}

/// Returns a title in the largest size in which it fits, cut in the smallest; `None` if the font lacks its letters.
pub(super) fn lay_out(text: &str, width: f32, advance: impl Fn(char) -> Option<f32>) -> Option<LaidOutText> {
    let text = written(text, &advance)?;
    let mut smallest = None;
    for (size, most) in TITLE_SIZES {
        let mut lines = wrapped(&text, width / size, &advance);
        if lines.len() <= most {
            return Some(LaidOutText { size, lines });
        }
        cut(&mut lines, most, width / size, &advance);
        smallest = Some(LaidOutText { size, lines });
    }
    smallest
}

/// Returns a text without the signs that the font lacks, with single spaces; `None` if too many letters are missing.
fn written(text: &str, advance: &impl Fn(char) -> Option<f32>) -> Option<String> {
    let (mut letters, mut missing) = (0, 0);
    let is_known = |c: &char| {
        letters += usize::from(c.is_alphanumeric());
        let is_known = c.is_whitespace() || advance(*c).is_some();
        missing += usize::from(c.is_alphanumeric() && !is_known);
        is_known
    };
    let known: String = text.chars().filter(is_known).collect();
    let known = known.split_whitespace().collect::<Vec<_>>().join(" ");
    let (share, of) = MAX_MISSING;
    (letters > missing && missing * of <= letters * share).then_some(known)
}

fn width_of(text: &str, advance: &impl Fn(char) -> Option<f32>) -> f32 {
    text.chars().filter_map(advance).sum()
}

/// Breaks a text at spaces, and words that are wider than a line anywhere. `width` is a multiple of the size.
fn wrapped(text: &str, width: f32, advance: &impl Fn(char) -> Option<f32>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let (line, space) = (lines.last().cloned().unwrap_or_default(), width_of(" ", advance));
        let joined = width_of(&line, advance) + space + width_of(word, advance);
        if line.is_empty() || joined <= width {
            lines.pop();
            lines.push(if line.is_empty() { word.to_owned() } else { format!("{line} {word}") });
        } else {
            lines.push(word.to_owned());
        }
        while let Some(rest) = lines.last_mut().and_then(|last| overflow(last, width, advance)) {
            lines.push(rest);
        }
    }
    lines
}

/// Takes off what does not fit a line; `None` if all does.
fn overflow(line: &mut String, width: f32, advance: &impl Fn(char) -> Option<f32>) -> Option<String> {
    let mut sum = 0.0;
    for (at, c) in line.char_indices() {
        sum += advance(c).unwrap_or_default();
        if sum > width && at > 0 {
            return Some(line.split_off(at));
        }
    }
    None
}

/// Cuts lines to a number of them, with an ellipsis at the end.
fn cut(lines: &mut Vec<String>, most: usize, width: f32, advance: &impl Fn(char) -> Option<f32>) {
    if lines.len() <= most {
        return;
    }
    lines.truncate(most);
    let Some(last) = lines.last_mut() else { return };
    while !last.is_empty() && width_of(last, advance) + width_of("…", advance) > width {
        last.pop();
    }
    let kept = last.trim_end().len();
    last.truncate(kept);
    last.push(ELLIPSIS);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the width of a letter: Hangul is twice as wide as Latin, and the font knows nothing else.
    fn advance(c: char) -> Option<f32> {
        match c {
            ' '..='~' | '…' => Some(0.5),
            '가'..='힣' => Some(1.0),
            _ => None,
        }
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrapped("ab cd ef", 2.5, &advance), ["ab cd", "ef"]);
        assert_eq!(wrapped("가나다라마", 2.0, &advance), ["가나", "다라", "마"]);
        let line = LaidOutText::line("ab cd ef gh", 10.0, 30.0, advance).unwrap();
        assert_eq!(line.lines, ["ab cd…"]);
    }

    #[test]
    fn long_titles_are_smaller_and_cut_at_last() {
        let size = |text: &str| lay_out(text, 840.0, advance).unwrap().size;
        assert!(size("ab") > size(&"ab cd ".repeat(8)));
        let longest = lay_out(&"ab cd ".repeat(80), 840.0, advance).unwrap();
        assert!(longest.lines.len() == 4 && longest.lines[3].ends_with('…'), "{longest:?}");
    }

    #[test]
    fn signs_that_the_font_lacks_are_left_out() {
        assert_eq!(written("🥐  빵 bread", &advance).as_deref(), Some("빵 bread"));
        assert_eq!(written("水水 water", &advance), None);
        assert_eq!(written("🥐", &advance), None);
    }
}
