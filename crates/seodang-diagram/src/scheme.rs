//! Turns a colour for the light scheme into a pair for both schemes, by its use: a surface, a line, or text.

use palette::Oklch;

use crate::colour::{Colour, SchemeColour};
use crate::theme::DiagramTheme;

/// The contrast that suffices to keep an author's colour. WCAG 2.2 (success criterion 1.4.3) requires 4.5; rounding to
/// eight bits must not fall below that.
const ENOUGH: f32 = 4.6;
/// The contrast that a text gets if its colour must be changed.
const AIM: f32 = 6.0;
/// The contrast that lines, heads, bars and other marks need (WCAG 2.2, success criterion 1.4.11), with room for rounding.
pub(crate) const ENOUGH_OF_MARK: f32 = 3.05;
/// The greatest lightness and chroma (OKLCH) of text that is meant as ink, not as a colour: black, dark grey and Mermaid's
/// own near-blacks (`#131300`).
const INK: (f32, f32) = (0.45, 0.045);
/// Hues of yellow in degrees of OKLCH. Dark yellow looks muddy, so its chroma is reduced.
const YELLOW: std::ops::Range<f32> = 91.67..126.05;

impl SchemeColour {
    /// Derives the dark colour of a surface: pastels become deep tones of the same hue, deep tones stay.
    pub(crate) fn of_surface(light: Colour, theme: &DiagramTheme) -> Self {
        if let Some(dark) = theme.palette.dark_of(light) {
            return Self { light, dark };
        }
        let Oklch { l: lightness, chroma, hue } = light.oklch();
        // Paper takes the tone of the dark page; a pure grey would look brown beside it.
        let (chroma, hue) = if lightness > 0.9 && chroma < 0.01 {
            (theme.neutral.chroma, theme.neutral.hue)
        } else {
            (chroma, hue.into_degrees())
        };
        let vivid = if YELLOW.contains(&hue) { 0.7 } else { 1.2 };
        let (lightness, chroma) = if lightness >= 0.7 {
            // Strong colours are data (slices, series): they must stand out, not serve as a background.
            let strong = (chroma - 0.06).clamp(0.0, 0.14);
            (0.26 + (1.0 - lightness) * 0.5 + strong, (chroma * vivid).min(0.11))
        } else if lightness >= 0.45 {
            // From 0.41 to 0.45, so that neighbouring tones keep their order and white text stays legible.
            (0.41 + (0.7 - lightness) * 0.16, chroma.min(0.13))
        } else {
            (lightness.max(0.3), chroma)
        };
        Self { light, dark: Colour::from_oklch(Oklch::new(lightness, chroma, hue), light.alpha) }
    }

    /// Derives the dark colour of a line, an arrow head or a small mark: dark upon light becomes light upon dark.
    pub(crate) fn of_line(light: Colour, theme: &DiagramTheme) -> Self {
        if let Some(dark) = theme.palette.dark_of(light) {
            return Self { light, dark };
        }
        let Oklch { l: lightness, chroma, hue } = light.oklch();
        // Pale grey lines stay faint in the dark too; strong colours are meant to be seen.
        let inverted = 0.87 - 0.5 * lightness;
        let lightness = if chroma > 0.1 { inverted.max(0.62) } else { inverted };
        Self { light, dark: Colour::from_oklch(Oklch::new(lightness, chroma.min(0.15), hue), light.alpha) }
    }

    /// Derives the dark colour of text, before its backdrops are considered.
    fn of_text(light: Colour, theme: &DiagramTheme) -> Self {
        let Oklch { l: lightness, chroma, hue } = light.oklch();
        if let Some(dark) = theme.dark_ink.filter(|_| lightness <= INK.0 && chroma <= INK.1) {
            return Self { light, dark };
        }
        let lightness = if lightness > 0.7 { lightness } else { 0.98 - 0.3 * lightness };
        Self { light, dark: Colour::from_oklch(Oklch::new(lightness, chroma.min(0.14), hue), 1.0) }
    }

    /// Returns text that can be read upon every one of `backdrops` in both schemes, as near to the author's colour as that
    /// allows.
    pub(crate) fn of_text_on(text: Colour, backdrops: &[Self], theme: &DiagramTheme) -> Self {
        let wanted = Self::of_text(text.over(theme.paper.light), theme);
        let light: Vec<Colour> = backdrops.iter().map(|backdrop| backdrop.light).collect();
        let dark: Vec<Colour> = backdrops.iter().map(|backdrop| backdrop.dark).collect();
        let legible = |wanted, backdrops: &[Colour]| distinct(wanted, backdrops, ENOUGH, AIM);
        Self { light: legible(wanted.light, &light), dark: legible(wanted.dark, &dark) }
    }

    /// Returns the colour of a mark that can be seen upon every one of `grounds` in both schemes, as near to `self` as that
    /// allows. A colour that shows its ground keeps its opacity, and is judged with the ground.
    pub(crate) fn visible_on(self, grounds: &[Self]) -> Self {
        let light: Vec<Colour> = grounds.iter().map(|ground| ground.light).collect();
        let dark: Vec<Colour> = grounds.iter().map(|ground| ground.dark).collect();
        let visible = |wanted, grounds: &[Colour]| distinct(wanted, grounds, ENOUGH_OF_MARK, ENOUGH_OF_MARK);
        Self { light: visible(self.light, &light), dark: visible(self.dark, &dark) }
    }
}

/// Returns `wanted` if its contrast to all of `backdrops` is `enough`, else the nearest lightness of its hue that has the contrast
/// `aim`; the one with the most contrast if none has.
fn distinct(wanted: Colour, backdrops: &[Colour], enough: f32, aim: f32) -> Colour {
    let least = |colour: Colour| backdrops.iter().map(|b| colour.over(*b).contrast(*b)).fold(f32::INFINITY, f32::min);
    if least(wanted) >= enough {
        return wanted;
    }
    let from = wanted.oklch();
    let mut best = (least(wanted), wanted);
    // Steps of 1/50 in both directions, the nearer first.
    for step in 1..=50_u8 {
        for sign in [-1.0, 1.0] {
            let lightness = from.l + sign * f32::from(step) / 50.0;
            let clamped = lightness.clamp(0.0, 1.0);
            // The ends of the scale have no hue.
            let chroma = from.chroma
                * (1.0 - (lightness - clamped).abs())
                * if (0.05..=0.97).contains(&clamped) { 1.0 } else { 0.0 };
            let candidate = Colour::from_oklch(Oklch::new(clamped, chroma, from.hue), wanted.alpha);
            let reached = least(candidate);
            if reached >= aim {
                return candidate;
            }
            if reached > best.0 {
                best = (reached, candidate);
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::{Colour, DiagramTheme, SchemeColour};
    use crate::theme::tests::theme;

    const LEAST_CONTRAST: f32 = 4.5;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_pastel_becomes_a_deep_tone_of_its_hue() {
        let pair = SchemeColour::of_surface(colour("#e3f2fd"), &theme());
        assert!(pair.dark.blue > pair.dark.red && pair.dark.oklch().l < 0.4, "{}", pair.css());
    }

    #[test]
    fn labels_in_black_take_the_ink_of_the_dark_page() {
        let theme = DiagramTheme { dark_ink: Some(colour("#d9dee5")), ..theme() };
        let dark = |text: &str| SchemeColour::of_text_on(colour(text), &[theme.paper], &theme).dark.css();
        for text in ["#000", "#333", "#131300"] {
            assert_eq!(dark(text), "#d9dee5", "{text}");
        }
        assert_ne!(dark("#c62828"), "#d9dee5", "a colour stays one");
    }

    #[test]
    fn text_is_legible_on_any_surface_in_both_schemes() {
        let theme = theme();
        for backdrop in ["#fff", "#e3f2fd", "#ffeb3b", "#4caf50", "#ff9800", "#808080", "#1565c0", "#000", "#ff6b6b"] {
            for text in ["#333", "#fff", "#ff0", "#c62828", "#000"] {
                let surface = SchemeColour::of_surface(colour(backdrop), &theme).over(theme.paper);
                let label = SchemeColour::of_text_on(colour(text), &[surface], &theme);
                assert!(label.contrasts(surface).least() >= LEAST_CONTRAST, "{text} on {backdrop}: {}", label.css());
            }
        }
    }
}
