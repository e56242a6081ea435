//! Turns a colour as an author or a theme wrote it into a pair for the light and the dark scheme.
//!
//! Lightness, chroma and hue are those of OKLCH (Ottosson, 2020, <https://bottosson.github.io/posts/oklab/>): there a step
//! in lightness looks the same in every hue, so one rule serves pastels of all colours. Contrast is that of WCAG 2.2.

/// An sRGB colour with its opacity, each part 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour {
    pub(super) red: f32,
    pub(super) green: f32,
    pub(super) blue: f32,
    pub(super) alpha: f32,
}

/// One colour for each scheme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) light: Colour,
    pub(super) dark: Colour,
}

/// The page that a drawing is expected to stand on; label colours are judged against it where no shape lies beneath.
pub(super) const PAGE: Pair = Pair {
    light: Colour::rgb(1.0, 1.0, 1.0),
    // #14171c, the dark page of the default theme.
    dark: Colour::rgb(0.0784, 0.0902, 0.1098),
};

/// What suffices to keep an author's colour. WCAG 2.2 (success criterion 1.4.3) asks for 4.5; rounding to eight bits must
/// not fall below that.
const ENOUGH: f32 = 4.6;
/// What is aimed at once a colour must be changed anyway.
const AIM: f32 = 6.0;

impl Colour {
    pub(super) const fn rgb(red: f32, green: f32, blue: f32) -> Self {
        Self { red, green, blue, alpha: 1.0 }
    }

    /// Reads a colour of CSS: hexadecimal, `rgb()`, `hsl()` and the names that diagrams use. `none` is no colour.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix('#') {
            return parse_hex(hex);
        }
        if let Some((function, rest)) = text.split_once('(') {
            let parts = rest.trim_end_matches(')').replace([',', '/'], " ");
            let parts: Vec<&str> = parts.split_whitespace().collect();
            return parse_function(function.trim(), &parts);
        }
        super::names::NAMES
            .binary_search_by(|(name, _)| name.cmp(&text.as_str()))
            .ok()
            .map(|at| from_number(super::names::NAMES[at].1))
    }

    /// The shortest CSS for this colour.
    pub(super) fn css(self) -> String {
        let byte = |part: f32| to_byte(part);
        let (r, g, b, a) = (byte(self.red), byte(self.green), byte(self.blue), byte(self.alpha));
        let short = |v: u8| v >> 4 == v & 15;
        match (a, short(r) && short(g) && short(b)) {
            (255, true) => format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15),
            (255, false) => format!("#{r:02x}{g:02x}{b:02x}"),
            _ => format!("#{r:02x}{g:02x}{b:02x}{a:02x}"),
        }
    }

    /// This colour painted upon `below`, which must be opaque.
    pub(super) fn over(self, below: Self) -> Self {
        let mix = |top: f32, bottom: f32| top.mul_add(self.alpha, bottom * (1.0 - self.alpha));
        Self::rgb(mix(self.red, below.red), mix(self.green, below.green), mix(self.blue, below.blue))
    }

    /// Whether it is so light that it serves as paper, not as ink.
    pub(super) fn is_pale(self) -> bool {
        Lch::of(self).lightness > 0.9
    }

    fn luminance(self) -> f32 {
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    fn faded(self, alpha: f32) -> Self {
        Self { alpha: self.alpha * alpha, ..self }
    }
}

impl Pair {
    /// The surface of a shape: pastels become deep tones of the same hue, deep tones stay.
    pub(super) fn of_surface(light: Colour) -> Self {
        let Lch { lightness, chroma, hue } = Lch::of(light);
        // Paper takes the cool tone of the dark page; a pure grey would look brown beside it.
        let (chroma, hue) = if lightness > 0.9 && chroma < 0.01 { (0.01, 4.6) } else { (chroma, hue) };
        // Dark yellow looks like mud: its hue is told with less colour.
        let vivid = if (1.6..2.2).contains(&hue) { 0.7 } else { 1.2 };
        let (lightness, chroma) = if lightness >= 0.7 {
            // Strong colours are data (slices, series): they must stand out, not serve as ground.
            let strong = (chroma - 0.06).clamp(0.0, 0.14);
            (0.26 + (1.0 - lightness) * 0.5 + strong, (chroma * vivid).min(0.11))
        } else if lightness >= 0.45 {
            // From 0.41 to 0.45, so that neighbouring tones keep their order and white text stays legible.
            (0.41 + (0.7 - lightness) * 0.16, chroma.min(0.13))
        } else {
            (lightness.max(0.3), chroma)
        };
        Self { light, dark: Lch { lightness, chroma, hue }.colour(light.alpha) }
    }

    /// A line, an arrow head or a small mark: dark upon light becomes light upon dark.
    pub(super) fn of_line(light: Colour) -> Self {
        let Lch { lightness, chroma, hue } = Lch::of(light);
        // Pale grey lines step back in the dark too; strong colours were meant to be seen.
        let inverted = 0.87 - 0.5 * lightness;
        let lightness = if chroma > 0.1 { inverted.max(0.62) } else { inverted };
        let dark = Lch { lightness, chroma: chroma.min(0.15), hue };
        Self { light, dark: dark.colour(light.alpha) }
    }

    /// Text, before its surroundings are looked at.
    fn of_text(light: Colour) -> Self {
        let Lch { lightness, chroma, hue } = Lch::of(light);
        let lightness = if lightness > 0.7 { lightness } else { 0.98 - 0.3 * lightness };
        Self { light, dark: Lch { lightness, chroma: chroma.min(0.14), hue }.colour(1.0) }
    }

    /// Text that can be read upon every one of `grounds` in both schemes, as near to the author's colour as that allows.
    pub(super) fn of_text_on(text: Colour, grounds: &[Self]) -> Self {
        let wanted = Self::of_text(text.over(PAGE.light));
        let light: Vec<Colour> = grounds.iter().map(|g| g.light).collect();
        let dark: Vec<Colour> = grounds.iter().map(|g| g.dark).collect();
        Self { light: legible(wanted.light, &light), dark: legible(wanted.dark, &dark) }
    }

    pub(super) fn faded(self, alpha: f32) -> Self {
        Self { light: self.light.faded(alpha), dark: self.dark.faded(alpha) }
    }

    pub(super) fn over(self, below: Self) -> Self {
        Self { light: self.light.over(below.light), dark: self.dark.over(below.dark) }
    }

    /// The CSS value: one colour, or `light-dark()`.
    pub(super) fn css(self) -> String {
        let (light, dark) = (self.light.css(), self.dark.css());
        if light == dark { light } else { format!("light-dark({light},{dark})") }
    }
}

/// Contrast of two opaque colours, 1 to 21.
pub(super) fn contrast(a: Colour, b: Colour) -> f32 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `wanted`, or the nearest lightness of its hue that can be read upon all of `grounds`.
fn legible(wanted: Colour, grounds: &[Colour]) -> Colour {
    let least = |colour: Colour| grounds.iter().map(|g| contrast(colour, *g)).fold(f32::INFINITY, f32::min);
    if least(wanted) >= ENOUGH {
        return wanted;
    }
    let from = Lch::of(wanted);
    let mut best = (least(wanted), wanted);
    // Steps of 1/50 in both directions, the nearer first.
    for step in 1..=50_u8 {
        for sign in [-1.0, 1.0] {
            let lightness = from.lightness + sign * f32::from(step) / 50.0;
            let clamped = lightness.clamp(0.0, 1.0);
            // The ends of the scale have no hue.
            let chroma = from.chroma
                * (1.0 - (lightness - clamped).abs())
                * if (0.05..=0.97).contains(&clamped) { 1.0 } else { 0.0 };
            let candidate = Lch { lightness: clamped, chroma, hue: from.hue }.colour(1.0);
            let reached = least(candidate);
            if reached >= AIM {
                return candidate;
            }
            if reached > best.0 {
                best = (reached, candidate);
            }
        }
    }
    best.1
}

struct Lch {
    lightness: f32,
    chroma: f32,
    hue: f32,
}

impl Lch {
    #[expect(clippy::many_single_char_names, reason = "the names of the published formulas")]
    fn of(colour: Colour) -> Self {
        let (r, g, b) = (linear(colour.red), linear(colour.green), linear(colour.blue));
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        let lightness = 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s;
        let a = 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s;
        let b = 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    /// The nearest colour that a screen can show: chroma gives way, lightness and hue stay.
    fn colour(&self, alpha: f32) -> Colour {
        let mut chroma = self.chroma;
        loop {
            let (r, g, b) = self.linear_rgb(chroma);
            let fits = |v: f32| (-0.001..=1.001).contains(&v);
            if chroma < 0.002 || (fits(r) && fits(g) && fits(b)) {
                return Colour { red: encoded(r), green: encoded(g), blue: encoded(b), alpha };
            }
            chroma *= 0.92;
        }
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the published formulas")]
    fn linear_rgb(&self, chroma: f32) -> (f32, f32, f32) {
        let (a, b) = (chroma * self.hue.cos(), chroma * self.hue.sin());
        let l = (self.lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (self.lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let s = (self.lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        (
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
            -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        )
    }
}

fn linear(part: f32) -> f32 {
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn encoded(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is clamped to 0..=255 first")]
fn to_byte(part: f32) -> u8 {
    (part * 255.0).round().clamp(0.0, 255.0) as u8
}

fn from_number(rgb: u32) -> Colour {
    let [_, r, g, b] = rgb.to_be_bytes();
    Colour::rgb(f32::from(r) / 255.0, f32::from(g) / 255.0, f32::from(b) / 255.0)
}

fn parse_hex(hex: &str) -> Option<Colour> {
    let digits: Option<Vec<u8>> = hex.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits?;
    let bytes: Vec<f32> = match digits.len() {
        3 | 4 => digits.iter().map(|d| f32::from(d * 17) / 255.0).collect(),
        6 | 8 => digits.chunks(2).map(|pair| f32::from(pair[0] * 16 + pair[1]) / 255.0).collect(),
        _ => return None,
    };
    Some(Colour { red: bytes[0], green: bytes[1], blue: bytes[2], alpha: bytes.get(3).copied().unwrap_or(1.0) })
}

fn parse_function(function: &str, parts: &[&str]) -> Option<Colour> {
    let share = |text: &str, whole: f32| -> Option<f32> {
        match text.strip_suffix('%') {
            Some(percent) => percent.parse::<f32>().ok().map(|p| p / 100.0),
            None => text.parse::<f32>().ok().map(|v| v / whole),
        }
    };
    let [first, second, third, rest @ ..] = parts else { return None };
    let alpha = rest.first().map_or(Some(1.0), |a| share(a, 1.0))?.clamp(0.0, 1.0);
    let colour = match function {
        "rgb" | "rgba" => Colour::rgb(share(first, 255.0)?, share(second, 255.0)?, share(third, 255.0)?),
        "hsl" | "hsla" => {
            let hue = first.trim_end_matches("deg").parse::<f32>().ok()?.rem_euclid(360.0);
            from_hsl(hue, share(second, 100.0)?.clamp(0.0, 1.0), share(third, 100.0)?.clamp(0.0, 1.0))
        }
        _ => return None,
    };
    let all = [colour.red, colour.green, colour.blue];
    all.iter().all(|v| v.is_finite()).then_some(Colour {
        red: colour.red.clamp(0.0, 1.0),
        green: colour.green.clamp(0.0, 1.0),
        blue: colour.blue.clamp(0.0, 1.0),
        alpha,
    })
}

fn from_hsl(hue: f32, saturation: f32, lightness: f32) -> Colour {
    let a = saturation * lightness.min(1.0 - lightness);
    let channel = |n: f32| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    };
    Colour::rgb(channel(0.0), channel(8.0), channel(4.0))
}

#[cfg(test)]
mod tests {
    use super::{Colour, PAGE, Pair, contrast};

    const LEAST_CONTRAST: f32 = 4.5;

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
        for text in ["none", "#12", "rgb(1,2)", "url(#a)", "hsl(a,b,c)", ""] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(colour("#000"), colour("#fff")) - 21.0).abs() < 0.01);
        assert!((contrast(colour("#767676"), colour("#fff")) - 4.54).abs() < 0.01);
    }

    #[test]
    fn a_pastel_becomes_a_deep_tone_of_its_hue() {
        let pair = Pair::of_surface(colour("#e3f2fd"));
        assert!(pair.dark.blue > pair.dark.red && pair.dark.luminance() < 0.1, "{}", pair.css());
    }

    #[test]
    fn text_is_legible_on_any_surface_in_both_schemes() {
        for ground in ["#fff", "#e3f2fd", "#ffeb3b", "#4caf50", "#ff9800", "#808080", "#1565c0", "#000", "#ff6b6b"] {
            for text in ["#333", "#fff", "#ff0", "#c62828", "#000"] {
                let surface = Pair::of_surface(colour(ground)).over(PAGE);
                let label = Pair::of_text_on(colour(text), &[surface]);
                assert!(contrast(label.light, surface.light) >= LEAST_CONTRAST, "{text} on {ground}: {}", label.css());
                assert!(contrast(label.dark, surface.dark) >= LEAST_CONTRAST, "{text} on {ground}: {}", label.css());
            }
        }
    }
}
