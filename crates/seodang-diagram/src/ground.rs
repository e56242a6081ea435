//! Remembers what is painted, in order: the colours behind a point, and the lines that run through a text.

use kurbo::{BezPath, ParamCurve as _, PathEl, Point, Rect};

use crate::colour::SchemeColour;
use crate::geometry::Area;

/// The maximum distance between a curve and the segments that stand for it, in CSS px.
const FLATNESS: f64 = 0.5;

/// How an area serves as the ground of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AreaKind {
    /// A surface: it hides all below as far as it is opaque.
    Surface,
    /// A head of an arrow, a dot: ground of a text only if the whole line is upon it.
    Mark,
    /// Hatching: between its lines the area below is seen.
    Hatching,
}

struct PaintedArea {
    area: Area,
    colour: SchemeColour,
    kind: AreaKind,
}

impl PaintedArea {
    fn hides(&self) -> bool {
        self.kind == AreaKind::Surface && self.colour.light.alpha > 0.99
    }
}

/// The ground of a line of text.
#[derive(Debug, PartialEq)]
pub(crate) struct TextGround {
    /// The colours behind it, each once.
    pub(crate) colours: Vec<SchemeColour>,
    /// Whether a mark covers a part of it.
    pub(crate) touches_mark: bool,
}

/// The shapes painted so far.
pub(crate) struct Ground {
    page: SchemeColour,
    areas: Vec<PaintedArea>,
    lines: Vec<PaintedLine>,
    /// The colours of areas upon the page, each once.
    colours: Vec<SchemeColour>,
}

/// A line without a fill.
struct PaintedLine {
    path: BezPath,
    bounds: Rect,
    /// The number of areas below it.
    above: usize,
}

impl Ground {
    pub(crate) fn new(page: SchemeColour) -> Self {
        Self { page, areas: Vec::new(), lines: Vec::new(), colours: vec![page] }
    }

    /// Adds a filled area on top of all.
    pub(crate) fn add_area(&mut self, area: Area, colour: SchemeColour, kind: AreaKind) {
        let upon_page = colour.over(self.page);
        if kind == AreaKind::Surface && !self.colours.contains(&upon_page) {
            self.colours.push(upon_page);
        }
        self.areas.push(PaintedArea { area, colour, kind });
    }

    /// Adds a line on top of all; `width` in CSS px.
    pub(crate) fn add_line(&mut self, path: BezPath, width: f64) {
        let bounds = path.control_box().inflate(width / 2.0, width / 2.0);
        self.lines.push(PaintedLine { path, bounds, above: self.areas.len() });
    }

    /// Returns the colours of areas upon the page, each once, and that of the page.
    pub(crate) fn colours(&self) -> &[SchemeColour] {
        &self.colours
    }

    /// Returns the colour behind a point: the surfaces there, down to the first that hides all below.
    pub(crate) fn colour_at(&self, point: Point) -> SchemeColour {
        self.colour_of(point, |painted| painted.kind == AreaKind::Surface)
    }

    /// Returns the colour behind a point, of the areas that `counts` accepts.
    fn colour_of(&self, point: Point, counts: impl Fn(&PaintedArea) -> bool) -> SchemeColour {
        let mut layers = Vec::new();
        for painted in self.areas.iter().rev().filter(|painted| painted.area.contains(point)) {
            if !counts(painted) {
                continue;
            }
            layers.push(painted.colour);
            if painted.colour.light.alpha > 0.99 {
                break;
            }
        }
        layers.into_iter().rev().fold(self.page, |below, layer| layer.over(below))
    }

    /// Returns the ground of a line of text, from points of it.
    pub(crate) fn of_text(&self, samples: &[Point]) -> TextGround {
        let mut found = TextGround { colours: Vec::new(), touches_mark: false };
        let holds_all = |painted: &PaintedArea| samples.iter().all(|point| painted.area.contains(*point));
        let mut add = |colour| {
            if !found.colours.contains(&colour) {
                found.colours.push(colour);
            }
        };
        for point in samples {
            let mut is_hatched = false;
            for painted in self.areas.iter().filter(|painted| painted.area.contains(*point)) {
                is_hatched |= painted.kind == AreaKind::Hatching;
                found.touches_mark |= painted.kind == AreaKind::Mark && !holds_all(painted);
            }
            let is_ground = |painted: &PaintedArea| painted.kind == AreaKind::Surface || holds_all(painted);
            add(self.colour_of(*point, |painted| painted.kind != AreaKind::Hatching && is_ground(painted)));
            if is_hatched {
                add(self.colour_of(*point, |painted| painted.kind == AreaKind::Hatching || is_ground(painted)));
            }
        }
        found
    }

    /// Returns the colours behind the points of a path, each once.
    pub(crate) fn colours_along(&self, path: &BezPath) -> Vec<SchemeColour> {
        let mut found = Vec::new();
        for segment in path.segments() {
            for share in [0.1, 0.5, 0.9] {
                let colour = self.colour_at(segment.eval(share));
                if !found.contains(&colour) {
                    found.push(colour);
                }
            }
        }
        found
    }

    /// Tests whether a line is seen within a box: it crosses the box, and no opaque area above the line holds the middle of the box.
    pub(crate) fn has_line_in(&self, place: Rect) -> bool {
        self.lines.iter().any(|line| {
            overlap(line.bounds, place)
                && crosses(&line.path, place)
                && !self.areas[line.above..]
                    .iter()
                    .any(|painted| painted.hides() && painted.area.contains(place.center()))
        })
    }
}

/// Tests whether two boxes share a point.
pub(crate) fn overlap(one: Rect, other: Rect) -> bool {
    one.x0 <= other.x1 && other.x0 <= one.x1 && one.y0 <= other.y1 && other.y0 <= one.y1
}

/// Tests whether a path has a point in a box.
fn crosses(path: &BezPath, place: Rect) -> bool {
    let mut at = Point::ZERO;
    let mut start = Point::ZERO;
    let mut is_inside = false;
    kurbo::flatten(path, FLATNESS, |element| match element {
        PathEl::MoveTo(point) => (at, start) = (point, point),
        PathEl::LineTo(point) => {
            is_inside = is_inside || segment_crosses(at, point, place);
            at = point;
        }
        PathEl::ClosePath => {
            is_inside = is_inside || segment_crosses(at, start, place);
            at = start;
        }
        _ => {}
    });
    is_inside
}

/// Tests whether a segment has a point in a box (Liang and Barsky, 1984).
fn segment_crosses(from: Point, to: Point, place: Rect) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let mut range = (0.0_f64, 1.0_f64);
    let sides = [(-dx, from.x - place.x0), (dx, place.x1 - from.x), (-dy, from.y - place.y0), (dy, place.y1 - from.y)];
    for (slope, distance) in sides {
        if slope.abs() < f64::EPSILON {
            if distance < 0.0 {
                return false;
            }
        } else if slope < 0.0 {
            range.0 = range.0.max(distance / slope);
        } else {
            range.1 = range.1.min(distance / slope);
        }
    }
    range.0 <= range.1
}

#[cfg(test)]
mod tests {
    use kurbo::{Affine, BezPath, Point, Rect};

    use super::{AreaKind, Ground, SchemeColour};
    use crate::colour::Colour;
    use crate::geometry::{Area, FillRule, path, rectangle};

    fn colour(light: &str) -> SchemeColour {
        SchemeColour::same(Colour::parse(light).unwrap())
    }

    fn line(data: &str) -> BezPath {
        BezPath::from_svg(data).unwrap()
    }

    #[test]
    fn a_line_beneath_an_opaque_area_is_not_seen() {
        let place = Rect::new(40.0, 40.0, 60.0, 60.0);
        let mut ground = Ground::new(colour("#fff"));
        ground.add_line(line("M0 50H100"), 1.0);
        assert!(ground.has_line_in(place));
        assert!(!ground.has_line_in(Rect::new(40.0, 60.0, 60.0, 80.0)));
        let area = Area::new(rectangle(30.0, 30.0, 40.0, 40.0), Affine::IDENTITY, FillRule::NonZero).unwrap();
        ground.add_area(area, colour("#eee"), AreaKind::Surface);
        assert!(!ground.has_line_in(place));
    }

    #[test]
    fn a_curve_that_only_passes_by_is_not_in_the_box() {
        let mut ground = Ground::new(colour("#fff"));
        ground.add_line(line("M0 0C0 100 100 100 100 0"), 1.0);
        assert!(ground.has_line_in(Rect::new(40.0, 70.0, 60.0, 80.0)));
        assert!(!ground.has_line_in(Rect::new(40.0, 20.0, 60.0, 30.0)));
    }

    #[test]
    fn the_ground_of_a_path_is_that_of_all_its_parts() {
        let mut ground = Ground::new(colour("#fff"));
        let area = Area::new(path("M50 0H100V100H50Z"), Affine::IDENTITY, FillRule::NonZero).unwrap();
        ground.add_area(area, colour("#000"), AreaKind::Surface);
        assert_eq!(ground.colours_along(&line("M0 50H100")).len(), 2);
        assert_eq!(ground.colours().len(), 2);
    }

    #[test]
    fn a_mark_is_the_ground_of_a_text_only_if_it_holds_all_of_it() {
        let square =
            |x: f64, side: f64| Area::new(rectangle(x, 0.0, side, side), Affine::IDENTITY, FillRule::NonZero).unwrap();
        let samples = [Point::new(1.0, 5.0), Point::new(20.0, 5.0), Point::new(39.0, 5.0)];
        let mut ground = Ground::new(colour("#fff"));
        ground.add_area(square(35.0, 10.0), colour("#333"), AreaKind::Mark);
        let found = ground.of_text(&samples);
        assert_eq!((found.colours, found.touches_mark), (vec![colour("#fff")], true));
        ground.add_area(square(0.0, 40.0), colour("#ccc"), AreaKind::Mark);
        assert_eq!(ground.of_text(&samples).colours, [colour("#ccc")]);
    }

    #[test]
    fn hatching_shows_the_area_below_too() {
        let area = Area::new(rectangle(0.0, 0.0, 50.0, 50.0), Affine::IDENTITY, FillRule::NonZero).unwrap();
        let mut ground = Ground::new(colour("#fff"));
        ground.add_area(area, colour("#222"), AreaKind::Hatching);
        assert_eq!(ground.of_text(&[Point::new(9.0, 9.0)]).colours, [colour("#fff"), colour("#222")]);
    }
}
