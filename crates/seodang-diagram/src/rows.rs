//! Lays out the lines of an SVG text: the position and the width of each.

use kurbo::{Point, Rect};

use crate::computed_style::ComputedStyle;
use crate::metrics::FontMetrics;
use crate::svg_node::{SvgContent, SvgNode};

/// Half the height of a line of text between the baseline and the top of small letters, in em.
const HALF_HEIGHT: f32 = 0.35;
/// Half the height of the letters of a line with those that rise and hang, in em.
const HALF_LINE: f32 = 0.5;

/// A line of a text: its start by its anchor, in CSS px of the text's own coordinates.
pub(crate) struct Row {
    pub(crate) text: String,
    x: f32,
    y: f32,
    width: f32,
    anchor: f32,
    /// The size of the font in CSS px.
    size: f32,
}

impl Row {
    /// Returns the points of the line at which its backdrop is sampled: near both ends, and the middle.
    pub(crate) fn samples(&self) -> [Point; 3] {
        [0.08, 0.5, 0.92].map(|share| Point::new((self.x + self.width * (share - self.anchor)).into(), self.y.into()))
    }

    /// Returns the box around the letters of the line.
    pub(crate) fn place(&self) -> Rect {
        let left = self.x - self.width * self.anchor;
        let (x0, x1) = (f64::from(left), f64::from(left + self.width));
        let half = f64::from(self.size * HALF_LINE);
        Rect::new(x0, f64::from(self.y) - half, x1, f64::from(self.y) + half)
    }

    pub(crate) fn middle(&self) -> Point {
        self.samples()[1]
    }
}

/// Returns the lines of a text.
pub(crate) fn rows(text: &SvgNode, metrics: &FontMetrics) -> Vec<Row> {
    let mut rows = Vec::new();
    let size = text.style.font_size();
    let start = (text.number("x").unwrap_or(0.0), text.number("y").unwrap_or(0.0) + em(text.attribute("dy"), size));
    let mut at = start;
    for content in &text.content {
        match content {
            SvgContent::Text(words) => append(&mut rows, words, at, &text.style, metrics),
            SvgContent::Node(span) => {
                let size = span.style.font_size();
                let own = span.attribute("x").is_some() || span.attribute("y").is_some();
                at = (
                    span.number("x").unwrap_or(at.0),
                    span.number("y").unwrap_or(at.1) + em(span.attribute("dy"), size),
                );
                if own {
                    rows.push(Row::begin(at, &span.style));
                }
                append(&mut rows, &span.text(), at, &span.style, metrics);
            }
        }
    }
    rows
}

impl Row {
    fn begin((x, y): (f32, f32), style: &ComputedStyle) -> Self {
        let anchor = match style.get("text-anchor") {
            Some("middle") => 0.5,
            Some("end") => 1.0,
            _ => 0.0,
        };
        let size = style.font_size();
        Self { text: String::new(), x, y: y - HALF_HEIGHT * size, width: 0.0, anchor, size }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "widths of labels are far below the limits of f32")]
fn append(rows: &mut Vec<Row>, words: &str, at: (f32, f32), style: &ComputedStyle, metrics: &FontMetrics) {
    if rows.is_empty() {
        rows.push(Row::begin(at, style));
    }
    if let Some(row) = rows.last_mut() {
        row.text.push_str(words);
        row.width += metrics.width_em(words, style.is_bold()) as f32 * style.font_size();
    }
}

/// Parses a distance in em or px.
fn em(value: Option<&str>, size: f32) -> f32 {
    let Some(value) = value else { return 0.0 };
    match value.strip_suffix("em") {
        Some(em) => em.parse().map_or(0.0, |v: f32| v * size),
        None => value.trim_end_matches("px").parse().unwrap_or(0.0),
    }
}
