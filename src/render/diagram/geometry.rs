//! Turns transforms, shapes and paths into areas, so that it can be said which shape lies beneath a label.

/// Matrix of SVG: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
    pub(super) d: f32,
    pub(super) e: f32,
    pub(super) f: f32,
}

pub(super) type Point = (f32, f32);

impl Matrix {
    pub(super) const IDENTITY: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub(super) const fn translation(e: f32, f: f32) -> Self {
        Self { e, f, ..Self::IDENTITY }
    }

    pub(super) const fn scale(a: f32, d: f32) -> Self {
        Self { a, d, ..Self::IDENTITY }
    }

    /// First `inner`, then `self`.
    pub(super) fn then(self, inner: Self) -> Self {
        Self {
            a: self.a * inner.a + self.c * inner.b,
            b: self.b * inner.a + self.d * inner.b,
            c: self.a * inner.c + self.c * inner.d,
            d: self.b * inner.c + self.d * inner.d,
            e: self.a * inner.e + self.c * inner.f + self.e,
            f: self.b * inner.e + self.d * inner.f + self.f,
        }
    }

    pub(super) fn apply(self, (x, y): Point) -> Point {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// The shift alone, if the matrix is nothing else.
    pub(super) fn as_translation(self) -> Option<Point> {
        let Self { a, b, c, d, e, f } = self;
        ((a, b, c, d) == (1.0, 0.0, 0.0, 1.0)).then_some((e, f))
    }

    /// Reads a `transform` attribute or property; what is not understood changes nothing.
    pub(super) fn parse(text: &str) -> Self {
        let mut all = Self::IDENTITY;
        for call in text.split(')') {
            let Some((name, arguments)) = call.split_once('(') else { continue };
            let values: Vec<f32> = arguments.split([',', ' ']).filter_map(length).collect();
            all = all.then(Self::of_call(name.trim_matches([' ', ',']), &values));
        }
        all
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the standard")]
    fn of_call(name: &str, values: &[f32]) -> Self {
        match (name, values) {
            ("translate" | "translateX", [x]) => Self::translation(*x, 0.0),
            ("translate", [x, y]) => Self::translation(*x, *y),
            ("translateY", [y]) => Self::translation(0.0, *y),
            ("scale", [both]) => Self::scale(*both, *both),
            ("scale", [x, y]) => Self::scale(*x, *y),
            ("rotate", [angle]) => Self::rotation(*angle),
            ("rotate", [angle, x, y]) => {
                Self::translation(*x, *y).then(Self::rotation(*angle)).then(Self::translation(-x, -y))
            }
            ("matrix", [a, b, c, d, e, f]) => Self { a: *a, b: *b, c: *c, d: *d, e: *e, f: *f },
            _ => Self::IDENTITY,
        }
    }

    fn rotation(degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Self { a: cos, b: sin, c: -sin, d: cos, e: 0.0, f: 0.0 }
    }
}

fn length(text: &str) -> Option<f32> {
    let text = text.trim().trim_end_matches("px").trim_end_matches("deg");
    text.parse().ok().filter(|v: &f32| v.is_finite())
}

/// A filled area: its outline as polygons, and the box around them.
#[derive(Clone, Debug)]
pub(super) struct Area {
    outline: Vec<Vec<Point>>,
    low: Point,
    high: Point,
}

impl Area {
    pub(super) fn of(outline: Vec<Vec<Point>>) -> Option<Self> {
        let mut points = outline.iter().flatten();
        let first = *points.next()?;
        let (low, high) = points.fold((first, first), |(low, high), p| {
            ((low.0.min(p.0), low.1.min(p.1)), (high.0.max(p.0), high.1.max(p.1)))
        });
        Some(Self { outline, low, high })
    }

    /// The smaller side of the box around the area.
    pub(super) fn least_side(&self) -> f32 {
        (self.high.0 - self.low.0).min(self.high.1 - self.low.1)
    }

    /// Whether the point lies inside, by the even-odd rule.
    pub(super) fn contains(&self, (x, y): Point) -> bool {
        if x < self.low.0 || x > self.high.0 || y < self.low.1 || y > self.high.1 {
            return false;
        }
        let mut inside = false;
        for ring in &self.outline {
            let mut before = ring.last().copied().unwrap_or_default();
            for &point in ring {
                if (point.1 > y) != (before.1 > y)
                    && x < (before.0 - point.0) * (y - point.1) / (before.1 - point.1) + point.0
                {
                    inside = !inside;
                }
                before = point;
            }
        }
        inside
    }
}

/// The corners of a rectangle.
pub(super) fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Vec<Point> {
    vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

/// Sixteen points of an ellipse: enough to tell inside from outside where labels stand.
pub(super) fn ellipse(cx: f32, cy: f32, rx: f32, ry: f32) -> Vec<Point> {
    let step = std::f32::consts::TAU / 16.0;
    (0..16_u8).map(|i| (f32::from(i) * step).sin_cos()).map(|(sin, cos)| (cx + rx * cos, cy + ry * sin)).collect()
}

/// The points of a `points` attribute.
pub(super) fn points(text: &str) -> Vec<Point> {
    let values: Vec<f32> = text.split([',', ' ', '\n', '\t']).filter_map(length).collect();
    values.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The rings of a path, curves as polygons.
pub(super) fn path(data: &str) -> Vec<Vec<Point>> {
    let mut tracer = Tracer { rings: Vec::new(), at: (0.0, 0.0), start: (0.0, 0.0) };
    for (command, values) in segments(data) {
        tracer.run(command, &values);
    }
    tracer.rings
}

struct Tracer {
    rings: Vec<Vec<Point>>,
    at: Point,
    start: Point,
}

impl Tracer {
    fn run(&mut self, command: char, values: &[f32]) {
        let relative = command.is_ascii_lowercase();
        let count = match command.to_ascii_uppercase() {
            'H' | 'V' => 1,
            'M' | 'L' | 'T' => 2,
            'S' | 'Q' => 4,
            'C' => 6,
            'A' => 7,
            'Z' => return self.at = self.start,
            _ => return,
        };
        for (index, part) in values.chunks_exact(count).enumerate() {
            let from = self.at;
            let place = |x: f32, y: f32| if relative { (from.0 + x, from.1 + y) } else { (x, y) };
            match (command.to_ascii_uppercase(), part) {
                ('M', [x, y]) if index == 0 => self.begin(place(*x, *y)),
                ('M' | 'L' | 'T', [x, y]) => self.line(place(*x, *y)),
                ('H', [x]) => self.line((if relative { from.0 + x } else { *x }, from.1)),
                ('V', [y]) => self.line((from.0, if relative { from.1 + y } else { *y })),
                ('S' | 'Q', [x1, y1, x, y]) => self.curve(&[place(*x1, *y1), place(*x, *y)]),
                ('C', [x1, y1, x2, y2, x, y]) => self.curve(&[place(*x1, *y1), place(*x2, *y2), place(*x, *y)]),
                ('A', [rx, ry, _, large, sweep, x, y]) => {
                    self.arc(*rx, *ry, *large != 0.0, *sweep != 0.0, place(*x, *y));
                }
                _ => {}
            }
        }
    }

    fn begin(&mut self, point: Point) {
        self.rings.push(vec![point]);
        self.at = point;
        self.start = point;
    }

    fn line(&mut self, point: Point) {
        if let Some(ring) = self.rings.last_mut() {
            ring.push(point);
        }
        self.at = point;
    }

    /// A Bézier curve by de Casteljau's construction, in eight steps.
    fn curve(&mut self, controls: &[Point]) {
        let from = self.at;
        for step in 1..=8_u8 {
            let t = f32::from(step) / 8.0;
            let mut points: Vec<Point> = std::iter::once(from).chain(controls.iter().copied()).collect();
            while points.len() > 1 {
                points = points
                    .windows(2)
                    .map(|w| (w[0].0 + (w[1].0 - w[0].0) * t, w[0].1 + (w[1].1 - w[0].1) * t))
                    .collect();
            }
            self.line(points[0]);
        }
    }

    /// An elliptical arc (SVG 2, appendix B.2.4), without rotation of its axes, which no family of diagrams uses.
    fn arc(&mut self, rx: f32, ry: f32, large: bool, sweep: bool, to: Point) {
        let from = self.at;
        let (mut rx, mut ry) = (rx.abs(), ry.abs());
        if rx < 0.01 || ry < 0.01 || from == to {
            return self.line(to);
        }
        let half = ((from.0 - to.0) / 2.0, (from.1 - to.1) / 2.0);
        let excess = (half.0 / rx).powi(2) + (half.1 / ry).powi(2);
        if excess > 1.0 {
            rx *= excess.sqrt();
            ry *= excess.sqrt();
        }
        let (rx2, ry2) = (rx * rx, ry * ry);
        let reach = rx2 * half.1 * half.1 + ry2 * half.0 * half.0;
        let root = ((rx2 * ry2 - reach) / reach).max(0.0).sqrt();
        let side = if large == sweep { -1.0 } else { 1.0 };
        let centre = (
            side * root * rx * half.1 / ry + from.0.midpoint(to.0),
            -side * root * ry * half.0 / rx + from.1.midpoint(to.1),
        );
        let angle = |p: Point| ((p.1 - centre.1) / ry).atan2((p.0 - centre.0) / rx);
        let first = angle(from);
        let mut turn = angle(to) - first;
        if sweep && turn < 0.0 {
            turn += std::f32::consts::TAU;
        } else if !sweep && turn > 0.0 {
            turn -= std::f32::consts::TAU;
        }
        for step in 1..=12_u8 {
            let (sin, cos) = (first + turn * f32::from(step) / 12.0).sin_cos();
            self.line((centre.0 + rx * cos, centre.1 + ry * sin));
        }
        self.at = to;
    }
}

/// The commands of a path with their numbers.
pub(super) fn segments(data: &str) -> Vec<(char, Vec<f32>)> {
    let mut all: Vec<(char, Vec<f32>)> = Vec::new();
    let bytes = data.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphabetic() && byte != b'e' && byte != b'E' {
            all.push((char::from(byte), Vec::new()));
            at += 1;
        } else if byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.') {
            let flag = all.last().is_some_and(|(c, v)| matches!(c, 'a' | 'A') && matches!(v.len() % 7, 3 | 4));
            let end = if flag { at + 1 } else { end_of_number(bytes, at) };
            let value = data[at..end].parse().ok().filter(|v: &f32| v.is_finite()).unwrap_or(0.0);
            if let Some((_, values)) = all.last_mut() {
                values.push(value);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    all
}

fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    let mut dot = bytes[start] == b'.';
    let mut exponent = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {}
            b'.' if !dot && !exponent => dot = true,
            b'e' | b'E' if !exponent => exponent = true,
            b'-' | b'+' if matches!(bytes[at - 1], b'e' | b'E') => {}
            _ => break,
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Area, Matrix, path, segments};

    #[test]
    fn transforms_are_applied_from_right_to_left() {
        let matrix = Matrix::parse("translate(10, 20) scale(2) rotate(90)");
        let (x, y) = matrix.apply((1.0, 0.0));
        assert!((x - 10.0).abs() < 1e-4 && (y - 22.0).abs() < 1e-4);
        assert_eq!(Matrix::parse("translate(3)").as_translation(), Some((3.0, 0.0)));
    }

    #[test]
    fn numbers_of_a_path_need_no_separators() {
        assert_eq!(segments("M1-2.5.5L1e1,3"), [('M', vec![1.0, -2.5, 0.5]), ('L', vec![10.0, 3.0])]);
        assert_eq!(segments("a1 1 0 015 5")[0].1, [1.0, 1.0, 0.0, 0.0, 1.0, 5.0, 5.0]);
    }

    #[test]
    fn a_slice_of_a_pie_contains_its_middle_and_not_its_neighbour() {
        let slice = Area::of(path("M0,-185A185,185,0,0,1,185,0L0,0Z")).unwrap();
        assert!(slice.contains((80.0, -80.0)));
        assert!(!slice.contains((-80.0, -80.0)));
        assert!(!slice.contains((150.0, -150.0)));
    }
}
