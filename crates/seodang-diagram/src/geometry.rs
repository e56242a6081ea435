//! Turns transforms, shapes and paths of SVG into areas, to find the shape beneath a label.

use kurbo::{Affine, BezPath, Circle, Ellipse, Point, Rect, Shape as _};
use svgtypes::{PointsParser, SimplePathSegment, SimplifyingPathParser};

/// The maximum deviation of a flattened circle, in CSS px.
const TOLERANCE: f64 = 0.01;

/// Parses a `transform` attribute; an invalid one is the identity.
pub(crate) fn transform(text: &str) -> Affine {
    // CSS writes units where the attribute has none.
    let text = text.replace("px", "").replace("deg", "");
    let parsed: Result<svgtypes::Transform, _> = text.parse();
    parsed.map_or(Affine::IDENTITY, |svgtypes::Transform { a, b, c, d, e, f }| Affine::new([a, b, c, d, e, f]))
}

/// Returns the shift in CSS px if the transform is a pure translation.
pub(crate) fn as_translation(transform: Affine) -> Option<(f64, f64)> {
    let shift = transform.translation();
    (transform == Affine::translate(shift)).then_some((shift.x, shift.y))
}

/// The rule by which a point is inside a path that crosses itself (SVG 2, section 13.4.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FillRule {
    NonZero,
    EvenOdd,
}

/// A filled area: its outline, and the box around it.
#[derive(Clone, Debug)]
pub(crate) struct Area {
    outline: BezPath,
    bounds: Rect,
    rule: FillRule,
}

impl Area {
    /// Returns the area of an outline after `transform`; `None` for an outline without points.
    pub(crate) fn new(mut outline: BezPath, transform: Affine, rule: FillRule) -> Option<Self> {
        if outline.is_empty() {
            return None;
        }
        outline.apply_affine(transform);
        Some(Self { bounds: outline.bounding_box(), outline, rule })
    }

    /// Returns the smaller side of the box around the area, in CSS px.
    pub(crate) fn least_side(&self) -> f64 {
        self.bounds.width().min(self.bounds.height())
    }

    /// Returns the middle of the box around the area.
    pub(crate) fn middle(&self) -> Point {
        self.bounds.center()
    }

    /// Tests whether a point is inside.
    pub(crate) fn contains(&self, point: Point) -> bool {
        let Rect { x0, y0, x1, y1 } = self.bounds;
        if point.x < x0 || point.x > x1 || point.y < y0 || point.y > y1 {
            return false;
        }
        let winding = self.outline.winding(point);
        if self.rule == FillRule::EvenOdd { winding % 2 != 0 } else { winding != 0 }
    }
}

/// Returns the outline of a rectangle.
pub(crate) fn rectangle(x: f64, y: f64, width: f64, height: f64) -> BezPath {
    Rect::new(x, y, x + width, y + height).to_path(TOLERANCE)
}

/// Returns the outline of a circle.
pub(crate) fn circle(cx: f64, cy: f64, r: f64) -> BezPath {
    Circle::new((cx, cy), r).to_path(TOLERANCE)
}

/// Returns the outline of an ellipse.
pub(crate) fn ellipse(cx: f64, cy: f64, rx: f64, ry: f64) -> BezPath {
    Ellipse::new((cx, cy), (rx, ry), 0.0).to_path(TOLERANCE)
}

/// Parses a `points` attribute as a closed polygon.
pub(crate) fn polygon(points: &str) -> BezPath {
    let mut path = polyline(points);
    close(&mut path);
    path
}

/// Parses a `points` attribute as an open line.
pub(crate) fn polyline(points: &str) -> BezPath {
    let mut path = BezPath::new();
    for (x, y) in PointsParser::from(points) {
        if path.is_empty() {
            path.move_to((x, y));
        } else {
            path.line_to((x, y));
        }
    }
    path
}

/// Returns a line from one point to another.
pub(crate) fn line(from: (f64, f64), to: (f64, f64)) -> BezPath {
    let mut path = BezPath::new();
    path.move_to(from);
    path.line_to(to);
    path
}

/// Parses path data up to its first mistake, as SVG asks; open subpaths are closed, as filling does.
pub(crate) fn path(data: &str) -> BezPath {
    parse_path(data, true)
}

/// Parses path data up to its first mistake, as SVG asks, as it is stroked.
pub(crate) fn open_path(data: &str) -> BezPath {
    parse_path(data, false)
}

fn parse_path(data: &str, is_filled: bool) -> BezPath {
    let mut path = BezPath::new();
    let mut is_open = false;
    for segment in SimplifyingPathParser::from(data).map_while(Result::ok) {
        match segment {
            SimplePathSegment::MoveTo { x, y } => {
                if is_open && is_filled {
                    path.close_path();
                }
                path.move_to((x, y));
            }
            SimplePathSegment::LineTo { x, y } => path.line_to((x, y)),
            SimplePathSegment::Quadratic { x1, y1, x, y } => path.quad_to((x1, y1), (x, y)),
            SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => path.curve_to((x1, y1), (x2, y2), (x, y)),
            SimplePathSegment::ClosePath => path.close_path(),
        }
        is_open = segment != SimplePathSegment::ClosePath;
    }
    if is_open && is_filled {
        close(&mut path);
    }
    path
}

fn close(path: &mut BezPath) {
    if !path.is_empty() {
        path.close_path();
    }
}

#[cfg(test)]
mod tests {
    use kurbo::{Affine, Point};

    use super::{Area, FillRule, as_translation, path, transform};

    fn area(data: &str) -> Area {
        Area::new(path(data), Affine::IDENTITY, FillRule::NonZero).unwrap()
    }

    #[test]
    fn transforms_are_applied_from_right_to_left() {
        let point = transform("translate(10, 20) scale(2) rotate(90)") * Point::new(1.0, 0.0);
        assert!(point.distance(Point::new(10.0, 22.0)) < 1e-4);
        assert_eq!(as_translation(transform("translate(3)")), Some((3.0, 0.0)));
        assert_eq!(transform("nonsense(1"), Affine::IDENTITY);
    }

    #[test]
    fn a_slice_of_a_pie_contains_its_middle_and_not_its_neighbour() {
        let slice = area("M0,-185A185,185,0,0,1,185,0L0,0Z");
        assert!(slice.contains(Point::new(80.0, -80.0)));
        assert!(!slice.contains(Point::new(-80.0, -80.0)));
        assert!(!slice.contains(Point::new(150.0, -150.0)));
    }

    #[test]
    fn a_smooth_quadratic_is_a_curve() {
        // The second bow mirrors the first: it dips to 50 below the line at x = 150.
        let wave = area("M0 0Q50 -100 100 0T200 0Z");
        assert!(wave.contains(Point::new(150.0, 40.0)));
        assert!(!wave.contains(Point::new(150.0, -10.0)));
    }

    #[test]
    fn a_smooth_cubic_leaves_in_the_direction_in_which_it_came() {
        // Its first control point is the mirror of (100, -100), so that it starts downwards and fills the corner there.
        let curve = area("M0 0C0 -100 100 -100 100 0S200 100 200 0Z");
        assert!(curve.contains(Point::new(110.0, 40.0)));
        assert!(curve.contains(Point::new(150.0, 70.0)));
    }

    #[test]
    fn an_ellipse_is_turned_by_the_angle_of_its_arcs() {
        // A flat ellipse that is upright after a rotation by 90 degrees.
        let upright = area("M0 -80A80 20 90 0 1 0 80A80 20 90 0 1 0 -80Z");
        assert!(upright.contains(Point::new(0.0, 70.0)));
        assert!(!upright.contains(Point::new(40.0, 0.0)));
    }

    #[test]
    fn where_a_path_crosses_itself_the_rule_decides() {
        let twice = "M0 0H90V90H0ZM20 20H70V70H20Z";
        let middle = Point::new(45.0, 45.0);
        assert!(area(twice).contains(middle));
        assert!(!Area::new(path(twice), Affine::IDENTITY, FillRule::EvenOdd).unwrap().contains(middle));
    }
}
