//! Turns the title of a page into the picture that other sites show for a link to it: a PNG of 1200 × 630 pixels.
//!
//! The size is that of Open Graph (developers.facebook.com, "Images in Link Shares"), and 2 : 1.05 is what `KakaoTalk` cuts to.
//! The font is a bold cut of the theme's, without layout: Hangul syllables and Latin letters need none.

mod text_layout;

use std::io::{Read, Write};
use std::sync::OnceLock;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use text_layout::{LaidOutText, lay_out};

/// The size of a picture, in pixels.
const WIDTH: usize = 1200;
const HEIGHT: usize = 630;

/// The margin at the left and the right, in pixels.
const MARGIN: f32 = 88.0;

/// The width of the bar at the left edge, in pixels.
const BAR: usize = 24;

/// The shades from the paper to a colour of text: 64 are smooth, and three colours fit the palette of a PNG.
const SHADES: u8 = 64;

/// The level of compression: the fastest one. Most of a picture is paper.
const LEVEL: u32 = 1;

/// The font: see `share_image/font.py`.
static FONT: &[u8] = include_bytes!("share_image/sans-bold.ttf.zz");

/// A colour: red, green, blue.
pub type Rgb = [u8; 3];

/// The colours of a picture: those of the theme for light screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShareColours {
    /// The backdrop.
    pub paper: Rgb,
    /// The title.
    pub ink: Rgb,
    /// The bar and the label.
    pub accent: Rgb,
    /// The name of the course.
    pub quiet: Rgb,
}

impl ShareColours {
    /// Reads the colours of a style sheet, from the custom properties of the default theme; those that it lacks or states in
    /// another form than `#rrggbb` are those of the default theme.
    pub fn of_style(style: &str) -> Self {
        let colour = |name: &str, otherwise: Rgb| stated(style, name).unwrap_or(otherwise);
        Self {
            paper: colour("--paper", [0xff, 0xff, 0xff]),
            ink: colour("--ink-strong", [0x0f, 0x12, 0x16]),
            accent: colour("--link", [0x0b, 0x57, 0xd0]),
            quiet: colour("--ink-quiet", [0x62, 0x6c, 0x78]),
        }
    }
}

/// Returns the last value of a custom property that is a colour, or its first half: `light-dark(#fff, #000)`.
fn stated(style: &str, name: &str) -> Option<Rgb> {
    let values = style.match_indices(name).filter_map(|(at, _)| {
        let value = style[at + name.len()..].trim_start().strip_prefix(':')?.trim_start();
        let value = value.strip_prefix("light-dark(").unwrap_or(value).trim_start();
        let digits = value.strip_prefix('#')?.get(..6)?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some([red, green, blue])
    });
    values.last()
}

/// The texts and colours of a picture.
#[derive(Debug, Clone, Copy)]
pub struct ShareImage<'a> {
    /// The title of the page.
    pub title: &'a str,
    /// The label above it: `Week 1 Session 3`.
    pub label: Option<&'a str>,
    /// The name of the course, below; `None` if it is the title.
    pub course: Option<&'a str>,
    /// The colours.
    pub colours: ShareColours,
}

impl ShareImage<'_> {
    /// Draws the picture; `None` if the font lacks letters of the title.
    pub fn png(&self) -> Option<Vec<u8>> {
        let font = PictureFont::get()?;
        let mut canvas = Canvas::new();
        canvas.fill(0..BAR, TextColour::Accent);
        let width = to_f32(WIDTH) - 2.0 * MARGIN;
        let title = lay_out(self.title, width, |c| font.advance(c))?;
        let mut y = 150.0;
        if let Some(label) = self.label.and_then(|label| LaidOutText::line(label, 40.0, width, |c| font.advance(c))) {
            canvas.write(font, &label, y, TextColour::Accent);
        }
        y += 110.0;
        canvas.write(font, &title, y, TextColour::Ink);
        if let Some(course) = self.course.and_then(|course| LaidOutText::line(course, 34.0, width, |c| font.advance(c)))
        {
            canvas.write(font, &course, to_f32(HEIGHT) - 70.0, TextColour::Quiet);
        }
        canvas.encode(self.colours)
    }
}

/// The font, parsed.
struct PictureFont {
    face: Face<'static>,
}

impl PictureFont {
    /// Returns the font; `None` if the bytes in the program are no font, which a test excludes.
    fn get() -> Option<&'static Self> {
        static PARSED: OnceLock<Option<PictureFont>> = OnceLock::new();
        static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
        let parse = || {
            let bytes = BYTES.get_or_init(|| {
                let mut bytes = Vec::new();
                // A failure leaves bytes that are no font.
                let _ = ZlibDecoder::new(FONT).read_to_end(&mut bytes);
                bytes
            });
            Face::parse(bytes, 0).ok().map(|face| Self { face })
        };
        PARSED.get_or_init(parse).as_ref()
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.face.glyph_index(c)
    }

    /// Returns the width of a letter as a share of the size; `None` if the font lacks it.
    fn advance(&self, c: char) -> Option<f32> {
        let advance = self.face.glyph_hor_advance(self.glyph(c)?)?;
        Some(f32::from(advance) / f32::from(self.face.units_per_em()))
    }
}

/// The colour of a text.
#[derive(Clone, Copy)]
enum TextColour {
    Ink,
    Accent,
    Quiet,
}

/// The pixels of a picture: each an index into the palette, where 0 is the paper.
struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    fn new() -> Self {
        Self { pixels: vec![0; WIDTH * HEIGHT] }
    }

    /// Fills columns with a colour.
    fn fill(&mut self, columns: std::ops::Range<usize>, colour: TextColour) {
        for row in self.pixels.chunks_mut(WIDTH) {
            row[columns.clone()].fill(index(colour, SHADES - 1));
        }
    }

    /// Writes lines; `baseline` is that of the first.
    fn write(&mut self, font: &PictureFont, text: &LaidOutText, baseline: f32, colour: TextColour) {
        let scale = text.size / f32::from(font.face.units_per_em());
        // Only the rows of the text: the filling of outlines takes a time that grows with the area.
        let (first_row, rows) = text.rows(baseline, HEIGHT);
        let baseline = baseline - to_f32(first_row);
        let mut rasterizer = Rasterizer::new(WIDTH, rows);
        for (line, letters) in (0_u8..).zip(&text.lines) {
            let y = baseline + f32::from(line) * text.leading();
            let mut x = MARGIN;
            for c in letters.chars() {
                let (Some(glyph), Some(advance)) = (font.glyph(c), font.advance(c)) else { continue };
                let mut pen =
                    Pen { rasterizer: &mut rasterizer, scale, x, y, start: point(0.0, 0.0), at: point(0.0, 0.0) };
                font.face.outline_glyph(glyph, &mut pen);
                x += advance * text.size;
            }
        }
        rasterizer.for_each_pixel(|at, coverage| {
            // Truncation keeps 0 as 0.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a coverage is between 0 and 1"
            )]
            let shade = (coverage.clamp(0.0, 1.0) * f32::from(SHADES - 1)) as u8;
            if shade > 0
                && let Some(pixel) = self.pixels.get_mut(first_row * WIDTH + at)
            {
                *pixel = index(colour, shade);
            }
        });
    }

    /// Encodes the picture (PNG, third edition: colour type 3, no filter).
    fn encode(&self, colours: ShareColours) -> Option<Vec<u8>> {
        let mut rows = Vec::with_capacity(self.pixels.len() + HEIGHT);
        for row in self.pixels.chunks(WIDTH) {
            // Each row begins with the number of its filter.
            rows.push(0);
            rows.extend_from_slice(row);
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
        encoder.write_all(&rows).ok()?;
        let [width, height] = [u32::try_from(WIDTH).ok()?, u32::try_from(HEIGHT).ok()?].map(u32::to_be_bytes);
        // 8 bits a pixel, indexed; the only method of compression and of filters, not interlaced.
        let header = [&width[..], &height, &[8, 3, 0, 0, 0]].concat();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in
            [(b"IHDR", header), (b"PLTE", palette(colours)), (b"IDAT", encoder.finish().ok()?), (b"IEND", Vec::new())]
        {
            push_chunk(&mut png, *kind, &data)?;
        }
        Some(png)
    }
}

/// Adds a chunk: its length, kind, data and checksum.
fn push_chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    let mut checksum = Crc::new();
    checksum.update(&kind);
    checksum.update(data);
    png.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    png.extend(kind);
    png.extend(data);
    png.extend(checksum.sum().to_be_bytes());
    Some(())
}

/// Returns the place of a shade in the palette: shade 0 is the paper in each row.
fn index(colour: TextColour, shade: u8) -> u8 {
    let row = match colour {
        TextColour::Ink => 0,
        TextColour::Accent => 1,
        TextColour::Quiet => 2,
    };
    row * SHADES + shade
}

/// Returns the palette: a row of shades for each colour of text.
fn palette(colours: ShareColours) -> Vec<u8> {
    let mut palette = Vec::new();
    for colour in [colours.ink, colours.accent, colours.quiet] {
        for shade in 0..SHADES {
            palette.extend(colours.paper.iter().zip(colour).map(|(&paper, ink)| mixed(paper, ink, shade)));
        }
    }
    palette
}

/// Mixes two values of a channel.
fn mixed(paper: u8, ink: u8, shade: u8) -> u8 {
    let whole = u16::from(SHADES - 1);
    let sum = u16::from(paper) * (whole - u16::from(shade)) + u16::from(ink) * u16::from(shade);
    u8::try_from(sum / whole).unwrap_or(u8::MAX)
}

/// Converts a number of pixels, which is below 2^23.
#[expect(clippy::cast_precision_loss, reason = "sizes of pictures are small")]
fn to_f32(pixels: usize) -> f32 {
    pixels as f32
}

/// Draws outlines of the font, whose y axis points up.
struct Pen<'r> {
    rasterizer: &'r mut Rasterizer,
    scale: f32,
    x: f32,
    y: f32,
    /// The start of the contour.
    start: Point,
    at: Point,
}

impl Pen<'_> {
    fn to_pixels(&self, x: f32, y: f32) -> Point {
        point(self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.to_pixels(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.to_pixels(x, y);
        self.rasterizer.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.to_pixels(x1, y1), self.to_pixels(x, y));
        self.rasterizer.draw_quad(self.at, control, to);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.to_pixels(x1, y1), self.to_pixels(x2, y2), self.to_pixels(x, y));
        self.rasterizer.draw_cubic(self.at, first, second, to);
        self.at = to;
    }

    fn close(&mut self) {
        self.rasterizer.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(title: &str) -> Option<Vec<u8>> {
        let colours = ShareColours::of_style("");
        ShareImage { title, label: Some("Week 1 Day 2 Session 3"), course: Some("컨테이너 첫걸음"), colours }.png()
    }

    #[test]
    fn pictures_are_small_and_of_the_size_that_other_sites_show() {
        for title in ["컨테이너는 무엇을 나누는가", "A", &"길고 긴 제목과 words ".repeat(40), &"쫓".repeat(400)]
        {
            let png = image(title).unwrap();
            let size = imagesize::blob_size(&png).unwrap();
            assert_eq!((size.width, size.height), (WIDTH, HEIGHT));
            assert!(png.len() < 60 * 1024, "{} bytes for {title}", png.len());
        }
    }

    #[test]
    fn letters_are_drawn_in_the_colours_of_the_theme() {
        let mut canvas = Canvas::new();
        let font = PictureFont::get().unwrap();
        let text = LaidOutText::line("한A", 100.0, 1000.0, |c| font.advance(c)).unwrap();
        canvas.write(font, &text, 300.0, TextColour::Ink);
        let full: usize = canvas.pixels.iter().map(|&pixel| usize::from(pixel == SHADES - 1)).sum();
        assert!((1000..8000).contains(&full), "{full} pixels are black");
        let rows: Vec<usize> =
            (0..HEIGHT).filter(|row| canvas.pixels[row * WIDTH..][..WIDTH].iter().any(|&p| p > 0)).collect();
        assert!(
            rows.first().is_some_and(|&top| top > 200) && rows.last().is_some_and(|&bottom| bottom < 330),
            "{rows:?}"
        );
        let style = ":root { --link: light-dark(#00695c, #7fd6c6); --paper: #FAFAFA; }";
        let colours = ShareColours::of_style(style);
        assert_eq!((colours.accent, colours.paper), ([0x00, 0x69, 0x5c], [0xfa, 0xfa, 0xfa]));
        assert_eq!(&palette(colours)[..3], [0xfa, 0xfa, 0xfa]);
    }

    #[test]
    fn titles_that_the_font_cannot_write_have_no_picture() {
        assert!(image("コンテナの基礎を学ぶ").is_none());
        assert!(image("مقدمة في الحاويات").is_none());
        assert!(image("🥐 Bread").is_some(), "an emoji is left out");
        assert!(image("🥐").is_none());
    }
}
