//! Shortens the geometry of SVG attributes: path data, lists of numbers, transforms, lengths.

use std::fmt::Write as _;

use svgtypes::{PathParser, PathSegment};

use crate::svg_node::rounded;

/// Shortens the value of an attribute; coordinates are rounded to `decimals`.
pub(crate) fn compact(name: &str, value: &str, decimals: usize) -> String {
    match name {
        "d" => compact_path(value, decimals),
        "points" => numbers(value, decimals),
        "transform" | "gradientTransform" | "patternTransform" => compact_transform(value),
        "viewBox" => numbers(value, 2),
        "x" | "y" | "x1" | "x2" | "y1" | "y2" | "cx" | "cy" | "r" | "rx" | "ry" | "width" | "height" | "refX"
        | "refY" => {
            let plain = value.trim().trim_end_matches("px");
            plain.parse::<f32>().map_or_else(|_| value.to_owned(), |v| rounded(v, decimals.max(2)))
        }
        _ => value.to_owned(),
    }
}

fn numbers(value: &str, decimals: usize) -> String {
    let parts = value.split([',', ' ', '\n', '\t']).filter_map(|v| v.parse::<f32>().ok());
    let mut text = String::new();
    for part in parts {
        push_number(&mut text, &rounded(part, decimals));
    }
    text
}

/// Adds a number, and a space before it if nothing else separates it from the text before.
fn push_number(text: &mut String, number: &str) {
    if !number.starts_with('-') && text.ends_with(|c: char| c.is_ascii_digit() || c == '.') {
        text.push(' ');
    }
    text.push_str(number);
}

fn compact_transform(value: &str) -> String {
    let mut text = String::new();
    for call in value.split(')') {
        let Some((name, arguments)) = call.split_once('(') else { continue };
        let name = name.trim_matches([' ', ',']);
        let decimals = if name.starts_with("translate") { 2 } else { 4 };
        let mut numbers: Vec<String> = arguments
            .split([',', ' '])
            .filter_map(|v| v.trim().parse::<f32>().ok())
            .map(|v| rounded(v, decimals))
            .collect();
        if name == "translate" && numbers.len() == 2 && numbers[1] == "0" {
            numbers.pop();
        }
        let _ = write!(text, "{name}({})", numbers.join(" "));
    }
    text
}

/// Shortens path data: relative to the previous point, with coordinates rounded absolutely, so that errors do not add up.
fn compact_path(data: &str, decimals: usize) -> String {
    let mut path = RelativePath { text: String::new(), command: ' ', at: (0.0, 0.0), start: (0.0, 0.0), decimals };
    for segment in segments(data) {
        if !path.append(segment) {
            return plain_path(data, decimals);
        }
    }
    path.text
}

/// Parses path data up to its first mistake, as SVG asks.
fn segments(data: &str) -> impl Iterator<Item = PathSegment> {
    PathParser::from(data).map_while(Result::ok)
}

/// Returns path data unchanged, except for rounded numbers.
fn plain_path(data: &str, decimals: usize) -> String {
    let mut text = String::new();
    for segment in segments(data) {
        text.push(char::from(segment.command()));
        for value in values(segment) {
            push_number(&mut text, &rounded(value, decimals.max(2)));
        }
    }
    text
}

/// Returns the numbers of a segment in the order in which path data names them.
#[expect(clippy::cast_possible_truncation, reason = "coordinates have few digits")]
fn values(segment: PathSegment) -> Vec<f32> {
    let flag = |set: bool| f64::from(u8::from(set));
    let values = match segment {
        PathSegment::MoveTo { x, y, .. }
        | PathSegment::LineTo { x, y, .. }
        | PathSegment::SmoothQuadratic { x, y, .. } => {
            vec![x, y]
        }
        PathSegment::HorizontalLineTo { x, .. } => vec![x],
        PathSegment::VerticalLineTo { y, .. } => vec![y],
        PathSegment::CurveTo { x1, y1, x2, y2, x, y, .. } => vec![x1, y1, x2, y2, x, y],
        PathSegment::SmoothCurveTo { x2, y2, x, y, .. } => vec![x2, y2, x, y],
        PathSegment::Quadratic { x1, y1, x, y, .. } => vec![x1, y1, x, y],
        PathSegment::EllipticalArc { rx, ry, x_axis_rotation, large_arc, sweep, x, y, .. } => {
            vec![rx, ry, x_axis_rotation, flag(large_arc), flag(sweep), x, y]
        }
        PathSegment::ClosePath { .. } => Vec::new(),
    };
    values.into_iter().map(|value| value as f32).collect()
}

struct RelativePath {
    text: String,
    command: char,
    at: (f32, f32),
    start: (f32, f32),
    decimals: usize,
}

impl RelativePath {
    /// Appends an absolute segment; returns `false` for one that it cannot shorten.
    fn append(&mut self, segment: PathSegment) -> bool {
        if segment == (PathSegment::ClosePath { abs: true }) {
            self.text.push('z');
            self.command = 'z';
            self.at = self.start;
            return true;
        }
        match (char::from(segment.command()), values(segment).as_slice()) {
            ('M', [x, y]) => self.begin(*x, *y),
            ('L', [x, y]) => self.line(*x, *y),
            ('H', [x]) => self.line(*x, self.at.1),
            ('V', [y]) => self.line(self.at.0, *y),
            ('A', [rx, ry, turn, large, sweep, x, y]) => {
                let (x, y) = (self.round(*x), self.round(*y));
                let shift = [x - self.at.0, y - self.at.1];
                self.put('a', &[*rx, *ry, *turn, *large, *sweep, shift[0], shift[1]]);
                self.at = (x, y);
            }
            ('Q', points) => self.curve('q', points),
            ('C', points) => self.curve('c', points),
            _ => return false,
        }
        true
    }

    #[expect(clippy::cast_possible_truncation, reason = "the factor is 10 or 1000")]
    fn round(&self, value: f32) -> f32 {
        let factor = 10_f64.powi(i32::try_from(self.decimals).unwrap_or(1));
        ((f64::from(value) * factor).round() / factor) as f32
    }

    fn begin(&mut self, x: f32, y: f32) {
        let point = (self.round(x), self.round(y));
        self.text.push('M');
        push_number(&mut self.text, &rounded(point.0, self.decimals));
        push_number(&mut self.text, &rounded(point.1, self.decimals));
        self.command = 'M';
        self.at = point;
        self.start = point;
    }

    fn line(&mut self, x: f32, y: f32) {
        let (x, y) = (self.round(x), self.round(y));
        let (dx, dy) = (x - self.at.0, y - self.at.1);
        let nothing = |v: f32| v.abs() < 0.0005;
        match (nothing(dx), nothing(dy)) {
            // A segment of length zero still makes a line exist, which markers need; between other segments it has no
            // effect.
            (true, true) if self.command != 'M' => {}
            (_, true) => self.put('h', &[dx]),
            (true, false) => self.put('v', &[dy]),
            (false, false) => self.put('l', &[dx, dy]),
        }
        self.at = (x, y);
    }

    fn curve(&mut self, command: char, points: &[f32]) {
        let from = self.at;
        let mut shifts = Vec::with_capacity(points.len());
        let mut end = from;
        for pair in points.chunks_exact(2) {
            end = (self.round(pair[0]), self.round(pair[1]));
            shifts.extend([end.0 - from.0, end.1 - from.1]);
        }
        self.put(command, &shifts);
        self.at = end;
    }

    fn put(&mut self, command: char, values: &[f32]) {
        if self.command != command {
            self.text.push(command);
            self.command = command;
        }
        for value in values {
            push_number(&mut self.text, &rounded(*value, self.decimals));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{compact_path, compact_transform, numbers};

    #[test]
    fn paths_become_relative_and_short() {
        assert_eq!(
            compact_path("M202.5,71L206.667,71C210.833,71,219.167,71,226.833,71", 1),
            "M202.5 71h4.2c4.1 0 12.5 0 20.1 0"
        );
        assert_eq!(compact_path("M0,0 A5,5 0 0 1 10,0 L10,20Z", 1), "M0 0a5 5 0 0 1 10 0v20z");
        assert_eq!(compact_path("M 1,1 l 9,9 M 10,1 l -9,9", 1), "M1 1l9 9M10 1l-9 9");
    }

    #[test]
    fn rounding_does_not_add_up() {
        let data: String = (1..=50)
            .fold("M0,0".to_owned(), |data, i| data + &format!("L{},{}", f64::from(i) * 0.33, f64::from(i) * 0.77));
        let path = compact_path(&data, 1);
        let mut at = (0.0_f32, 0.0_f32);
        for segment in super::segments(&path) {
            if let (b'l', [dx, dy]) = (segment.command(), super::values(segment).as_slice()) {
                at = (at.0 + dx, at.1 + dy);
            }
        }
        assert!((at.0 - 16.5).abs() < 0.06 && (at.1 - 38.5).abs() < 0.06, "{at:?}");
    }

    #[test]
    fn transforms_and_lists_lose_what_they_do_not_need() {
        assert_eq!(compact_transform("translate(105.25, 0) rotate(45.123456)"), "translate(105.25)rotate(45.1235)");
        assert_eq!(numbers("44.664,0 89.328,-44.66", 1), "44.7 0 89.3-44.7");
    }
}
