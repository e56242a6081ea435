//! Turns colours as CSS writes them into numbers, converts them between sRGB and OKLCH, and measures their contrast.
//!
//! OKLCH is Oklab in polar form (Ottosson, 2020, <https://bottosson.github.io/posts/oklab/>): a step in lightness looks the
//! same in every hue, so that one rule serves pastels of all colours. Contrast is that of WCAG 2.2.

use palette::color_difference::Wcag21RelativeContrast as _;
use palette::{FromColor as _, IsWithinBounds as _, LinSrgb, Oklch, Srgb};

/// A colour in sRGB with its opacity, each component 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    pub(crate) red: f32,
    pub(crate) green: f32,
    pub(crate) blue: f32,
    pub(crate) alpha: f32,
}

impl Colour {
    /// Returns an opaque colour; components are sRGB, 0 to 255.
    pub fn from_rgb8(red: u8, green: u8, blue: u8) -> Self {
        let [red, green, blue] = [red, green, blue].map(|part| f32::from(part) / 255.0);
        Self { red, green, blue, alpha: 1.0 }
    }

    /// Parses a colour of CSS Color 4: hexadecimal, a function such as `rgb()` or `hsl()`, a name.
    ///
    /// Returns `None` for everything else, also for `none` and `transparent`, which paint nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("transparent") {
            return None;
        }
        // The parser takes hexadecimal digits without their sign; CSS does not, and no name consists of such letters alone.
        if text.chars().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let colour = csscolorparser::parse(text).ok()?;
        let parts = [colour.r, colour.g, colour.b, colour.a];
        if parts.iter().any(|part| !part.is_finite()) {
            return None;
        }
        let [red, green, blue, alpha] = parts.map(|part| part.clamp(0.0, 1.0));
        Some(Self { red, green, blue, alpha })
    }

    /// Returns the shortest hexadecimal form.
    pub fn css(self) -> String {
        let rgb: Srgb<u8> = self.srgb().into_format();
        let (r, g, b) = rgb.into_components();
        let a: u8 = palette::stimulus::IntoStimulus::into_stimulus(self.alpha);
        let short = |v: u8| v >> 4 == v & 15;
        match (a, short(r) && short(g) && short(b)) {
            (255, true) => format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15),
            (255, false) => format!("#{r:02x}{g:02x}{b:02x}"),
            _ => format!("#{r:02x}{g:02x}{b:02x}{a:02x}"),
        }
    }

    /// Returns the contrast ratio of two opaque colours, 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Self) -> f32 {
        self.srgb().relative_contrast(other.srgb())
    }

    /// Tests whether it is opaque.
    pub fn is_opaque(self) -> bool {
        self.alpha >= 1.0
    }

    /// Composites this colour over `below`, which must be opaque.
    pub(crate) fn over(self, below: Self) -> Self {
        let mix = |top: f32, bottom: f32| top.mul_add(self.alpha, bottom * (1.0 - self.alpha));
        Self {
            red: mix(self.red, below.red),
            green: mix(self.green, below.green),
            blue: mix(self.blue, below.blue),
            alpha: 1.0,
        }
    }

    pub(crate) fn faded(self, alpha: f32) -> Self {
        Self { alpha: self.alpha * alpha, ..self }
    }

    /// Tests whether it is light enough to serve as paper, not as ink.
    pub(crate) fn is_pale(self) -> bool {
        self.oklch().l > 0.9
    }

    /// Converts to OKLCH: lightness 0 to 1, chroma 0 to about 0.4, hue in degrees.
    pub(crate) fn oklch(self) -> Oklch {
        Oklch::from_color(self.srgb())
    }

    /// Converts from OKLCH to the nearest colour that sRGB can show: chroma gives way, lightness and hue stay.
    pub(crate) fn from_oklch(mut oklch: Oklch, alpha: f32) -> Self {
        loop {
            let linear: LinSrgb = palette::convert::FromColorUnclamped::from_color_unclamped(oklch);
            // A thousandth is less than a step of eight bits.
            let fits = [linear.red, linear.green, linear.blue].iter().all(|v| (-0.001..=1.001).contains(v));
            if oklch.chroma < 0.002 || fits || linear.is_within_bounds() {
                let rgb: Srgb = Srgb::from_linear(palette::Clamp::clamp(linear));
                return Self { red: rgb.red, green: rgb.green, blue: rgb.blue, alpha };
            }
            oklch.chroma *= 0.92;
        }
    }

    /// Returns the bytes of the components: equal for equal colours only.
    pub(crate) fn bits(self) -> [u8; 16] {
        let mut bits = [0; 16];
        for (place, part) in bits.chunks_exact_mut(4).zip([self.red, self.green, self.blue, self.alpha]) {
            place.copy_from_slice(&part.to_le_bytes());
        }
        bits
    }

    fn srgb(self) -> Srgb {
        Srgb::new(self.red, self.green, self.blue)
    }
}

/// One colour for each colour scheme of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SchemeColour {
    /// In the light scheme.
    pub light: Colour,
    /// In the dark scheme.
    pub dark: Colour,
}

impl SchemeColour {
    /// Returns the same colour for both schemes.
    pub fn same(colour: Colour) -> Self {
        Self { light: colour, dark: colour }
    }

    pub(crate) fn faded(self, alpha: f32) -> Self {
        Self { light: self.light.faded(alpha), dark: self.dark.faded(alpha) }
    }

    pub(crate) fn over(self, below: Self) -> Self {
        Self { light: self.light.over(below.light), dark: self.dark.over(below.dark) }
    }

    /// Returns the contrast to `other` in each scheme.
    pub(crate) fn contrasts(self, other: Self) -> SchemeContrast {
        SchemeContrast { light: self.light.contrast(other.light), dark: self.dark.contrast(other.dark) }
    }

    /// Returns the CSS value: one colour, or `light-dark()`.
    pub fn css(self) -> String {
        let (light, dark) = (self.light.css(), self.dark.css());
        if light == dark { light } else { format!("light-dark({light},{dark})") }
    }
}

/// The contrast of two colours in each scheme, 1 to 21.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SchemeContrast {
    pub(crate) light: f32,
    pub(crate) dark: f32,
}

impl SchemeContrast {
    /// Returns the contrast in the scheme where it is less.
    pub(crate) fn least(self) -> f32 {
        self.light.min(self.dark)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_in_every_notation() {
        for (text, css) in [
            ("#E3F2FD", "#e3f2fd"),
            ("#fff", "#fff"),
            ("hsl(240, 100%, 96.2745098039%)", "#ececff"),
            ("rgba(232,232,232, 0.8)", "#e8e8e8cc"),
            ("rgb(0 128 255 / 50%)", "#0080ff80"),
            ("Tomato", "#ff6347"),
        ] {
            assert_eq!(colour(text).css(), css, "{text}");
        }
        for text in ["none", "#12", "rgb(1,2)", "url(#a)", "hsl(a,b,c)", "", "fff", "transparent"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#000").contrast(colour("#fff")) - 21.0).abs() < 0.01);
        assert!((colour("#767676").contrast(colour("#fff")) - 4.54).abs() < 0.01);
    }

    #[test]
    fn oklch_there_and_back_is_the_same_colour() {
        for text in ["#e3f2fd", "#ff6347", "#000", "#fff", "#1565c0"] {
            assert_eq!(Colour::from_oklch(colour(text).oklch(), 1.0).css(), text);
        }
    }
}
