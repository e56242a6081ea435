//! Computes the colours of every node for both schemes: shapes by their kind, labels by the shapes beneath them.

use kurbo::{Affine, BezPath, Point, Rect};

use crate::colour::{Colour, SchemeColour};
use crate::computed_style::ComputedStyle;
use crate::css_value::dashes;
use crate::geometry::{self, Area, FillRule};
use crate::ground::{AreaKind, Ground};
use crate::paint_text::TextPainter;
use crate::rows::{Row, rows};
use crate::scheme::ENOUGH_OF_MARK;
use crate::svg_node::{Purpose, SvgContent, SvgNode, number};
use crate::theme::DiagramTheme;

/// Filled shapes whose smaller side is below this many CSS px contain no label: arrow heads, dots, bars. In the dark scheme
/// they are coloured as lines.
const MARK: f64 = 16.0;
/// Lines wider than this many CSS px are areas: the bands of a Sankey diagram.
const BAND: f32 = 16.0;
/// The least number of strokes of a path that hatches a shape; the outline of a box has two for each side.
const HATCHES: usize = 12;
/// The contrast that every label must have.
const LEAST_OF_TEXT: f32 = 4.5;
/// The width of the rim around the letters of a text that a line crosses, in CSS px, both sides together.
const RIM: &str = "4";

/// A label as it is shown: its text, the middle of its first lines, the box around it, and its least contrast in either scheme.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) middle: Point,
    pub(crate) place: Rect,
    pub(crate) contrast: f32,
}

/// Fills in `css` of every node and returns the labels in the order of the drawing.
pub(crate) fn paint(contents: &mut [SvgContent], theme: &DiagramTheme) -> Vec<Label> {
    let mut painter = Painter { theme, ground: Ground::new(theme.paper), labels: Vec::new() };
    painter.contents(contents, Inherited { transform: Affine::IDENTITY, opacity: 1.0, kind: Kind::Drawing });
    painter.labels
}

struct Painter<'t> {
    theme: &'t DiagramTheme,
    ground: Ground,
    labels: Vec<Label>,
}

/// The state that a node inherits from those around it.
#[derive(Clone, Copy)]
struct Inherited {
    transform: Affine,
    opacity: f32,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Drawing,
    /// Inside a marker, a symbol or the like: drawn elsewhere, and small.
    Definition,
    /// Inside a picture of its own, whose colours belong together.
    Icon,
}

impl Painter<'_> {
    fn contents(&mut self, contents: &mut [SvgContent], around: Inherited) {
        for content in contents {
            if let SvgContent::Node(node) = content {
                self.node(node, around);
            }
        }
    }

    fn node(&mut self, node: &mut SvgNode, around: Inherited) {
        let mut inner = around;
        if let Some(transform) = node.attribute("transform") {
            inner.transform *= geometry::transform(transform);
        }
        inner.opacity *= node.style.share("opacity");
        match node.name.as_str() {
            "text" => return self.text(node, inner),
            "stop" => node.css = stop(&node.style, self.theme),
            "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "path" | "use" => {
                self.shape(node, inner);
            }
            "marker" | "symbol" | "clipPath" | "mask" | "pattern" | "defs" => inner.kind = Kind::Definition,
            "svg" => {
                inner.transform *= viewport(node);
                inner.kind = Kind::Icon;
            }
            _ => {
                if node.style.share("opacity") < 1.0 {
                    node.css = format!("opacity:{}", node.style.share("opacity"));
                }
            }
        }
        self.contents(&mut node.content, inner);
    }

    fn shape(&mut self, node: &mut SvgNode, around: Inherited) {
        // Shapes without a fill have no area; most paths are lines.
        let hollow = node.name == "line" || node.style.get("fill") == Some("none");
        let is_even_odd = node.style.get("fill-rule") == Some("evenodd");
        let rule = if is_even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
        let outline = if hollow { None } else { outline(node) };
        let area = outline.and_then(|outline| Area::new(outline, around.transform, rule));
        let is_mark = around.kind == Kind::Definition || area.as_ref().is_some_and(|area| area.least_side() < MARK);
        let stroke = self.stroke_colour(node, around, area.as_ref());
        let mut css = Vec::new();
        if node.name != "line" {
            let fill = self.fill(node, around.kind, is_mark);
            let fill = fill.map(|fill| self.visible_fill(fill, node, around.kind, is_mark, stroke, area.as_ref()));
            if let (Some(fill), Some(area), true) = (fill, area, around.kind != Kind::Definition) {
                let kind = if is_mark { AreaKind::Mark } else { AreaKind::Surface };
                self.ground.add_area(area, fill.faded(around.opacity), kind);
            }
            match node.style.get("fill").filter(|v| v.starts_with("url(")).map(str::to_owned) {
                Some(url) => node.put("fill", url),
                None => css.push(format!("fill:{}", fill.map_or("none".to_owned(), SchemeColour::css))),
            }
        }
        if let (true, Some(stroke), Kind::Drawing) = (hollow, stroke, around.kind) {
            self.add_line(node, around, stroke);
        }
        write_stroke(node, stroke, &mut css);
        if node.style.share("opacity") < 1.0 {
            css.push(format!("opacity:{}", node.style.share("opacity")));
        }
        if is_even_odd {
            css.push("fill-rule:evenodd".to_owned());
        }
        node.css = css.join(";");
    }

    /// Notes a line, which may run through texts that come later, or the hatching of a shape.
    fn add_line(&mut self, node: &SvgNode, around: Inherited, colour: SchemeColour) {
        let Some(mut path) = line(node) else { return };
        let hatches = path.elements().iter().filter(|element| matches!(element, kurbo::PathEl::MoveTo(_))).count();
        if hatches >= HATCHES {
            let bounds = kurbo::Shape::bounding_box(&path);
            let bounds = geometry::rectangle(bounds.x0, bounds.y0, bounds.width(), bounds.height());
            let area = Area::new(bounds, around.transform, FillRule::NonZero);
            return area.into_iter().for_each(|area| self.ground.add_area(area, colour, AreaKind::Hatching));
        }
        path.apply_affine(around.transform);
        self.ground.add_line(path, f64::from(stroke_width(&node.style)));
    }

    fn text(&mut self, node: &mut SvgNode, around: Inherited) {
        let rows = rows(node, &self.theme.metrics);
        let mut backdrops: Vec<SchemeColour> = Vec::new();
        let mut is_crossed = false;
        for row in &rows {
            let ground = self.ground.of_text(&row.samples().map(|point| around.transform * point));
            is_crossed |= ground.touches_mark
                || (!row.text.trim().is_empty()
                    && self.ground.has_line_in(around.transform.transform_rect_bbox(row.place())));
            backdrops
                .extend(ground.colours.into_iter().filter(|colour| !backdrops.contains(colour)).collect::<Vec<_>>());
        }
        // `convert` names the backdrop where the order of the drawing does not give it.
        if let Some(backdrop) = node.style.get("background-color").and_then(Colour::parse) {
            backdrops = vec![SchemeColour::of_line(backdrop, self.theme)];
            is_crossed = false;
        }
        let mut text_painter = TextPainter { theme: self.theme, backdrops: &backdrops, least_contrast: f32::INFINITY };
        text_painter.paint(node, None);
        let mut least_contrast = text_painter.least_contrast;
        // No colour can be read upon both black and white: with a rim, the first of the colours is the ground of all letters.
        if least_contrast < LEAST_OF_TEXT && backdrops.len() > 1 {
            backdrops.truncate(1);
            let mut painter = TextPainter { theme: self.theme, backdrops: &backdrops, least_contrast: f32::INFINITY };
            painter.paint(node, None);
            least_contrast = painter.least_contrast;
            is_crossed = true;
        }
        if let (true, Some(backdrop)) = (is_crossed, backdrops.first()) {
            node.css = format!("{};{}", node.css, rim(*backdrop));
        }
        let text: Vec<String> =
            rows.iter().map(|row| row.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = text.join(" ").trim().to_owned();
        let middle = rows.get(rows.len() / 2).map_or(Point::ZERO, Row::middle);
        let first = rows.first().map_or(middle, Row::middle);
        if !text.is_empty() && around.kind == Kind::Drawing {
            let place = rows.iter().map(Row::place).reduce(|all, place| all.union(place)).unwrap_or_default();
            let middle = around.transform * first.midpoint(middle);
            let place = around.transform.transform_rect_bbox(place);
            self.labels.push(Label { text, middle, place, contrast: least_contrast });
        }
    }

    /// Returns the colour of a shape's fill; `None` for `none` and for gradients.
    fn fill(&self, node: &SvgNode, kind: Kind, is_mark: bool) -> Option<SchemeColour> {
        let value = self.current_colour(&node.style, node.style.get("fill").unwrap_or("#000"));
        if value == "none" || value == "transparent" || value.starts_with("url(") {
            return None;
        }
        // A colour that cannot be read counts as not given.
        let colour = Colour::parse(&value).unwrap_or_else(|| self.theme.ink());
        let colour = Some(colour).filter(|colour| colour.alpha > 0.0)?;
        let fill = match kind {
            Kind::Icon => SchemeColour::same(colour),
            _ if is_mark && !colour.is_pale() => SchemeColour::of_line(colour, self.theme),
            _ => SchemeColour::of_surface(colour, self.theme),
        };
        Some(fill.faded(node.style.share("fill-opacity")))
    }

    /// Returns the fill with enough contrast to its ground, if the shape is known by nothing else: data, marks, and in the dark
    /// scheme shapes that stand out in the light one. A shape with a border that can be seen keeps its fill.
    fn visible_fill(
        &self,
        fill: SchemeColour,
        node: &SvgNode,
        kind: Kind,
        is_mark: bool,
        stroke: Option<SchemeColour>,
        area: Option<&Area>,
    ) -> SchemeColour {
        if kind == Kind::Icon || node.purpose == Purpose::Guide || fill.light.alpha < 0.5 {
            return fill;
        }
        let ground = match (kind, area) {
            (Kind::Drawing, Some(area)) => self.ground.colour_at(area.middle()),
            _ => self.theme.paper,
        };
        let contrast = fill.over(ground).contrasts(ground);
        let stands_out = contrast.light >= ENOUGH_OF_MARK;
        let has_border = stroke.is_some_and(|stroke| stroke.over(ground).contrasts(ground).least() >= ENOUGH_OF_MARK);
        let must_be_seen = node.purpose == Purpose::Data || (is_mark && !fill.light.is_pale()) || stands_out;
        if has_border || !must_be_seen { fill } else { fill.visible_on(&[ground]) }
    }

    /// Resolves `currentColor`.
    fn current_colour(&self, style: &ComputedStyle, value: &str) -> String {
        if !value.eq_ignore_ascii_case("currentcolor") {
            return value.to_owned();
        }
        style.get("color").map_or_else(|| self.theme.ink().css(), str::to_owned)
    }

    /// Returns the colour of a shape's stroke; `None` without one, and for gradients.
    fn stroke_colour(&self, node: &SvgNode, around: Inherited, area: Option<&Area>) -> Option<SchemeColour> {
        let style = &node.style;
        let value = self.current_colour(style, style.get("stroke").unwrap_or("none"));
        let colour = Colour::parse(&value).filter(|colour| colour.alpha > 0.0 && stroke_width(style) > 0.0)?;
        if around.kind == Kind::Icon {
            return Some(SchemeColour::same(colour).faded(style.share("stroke-opacity")));
        }
        let stroke = SchemeColour::of_line(colour, self.theme).faded(style.share("stroke-opacity"));
        let is_line = area.is_none() && stroke_width(style) <= BAND;
        let must_be_seen = match node.purpose {
            Purpose::Guide => false,
            Purpose::Frame | Purpose::Data => true,
            Purpose::Shape => is_line,
        };
        if !must_be_seen {
            return Some(stroke);
        }
        if around.kind == Kind::Definition {
            return Some(stroke.visible_on(&[self.theme.paper]));
        }
        // Fast path: most lines can be seen upon every area of the drawing.
        let is_seen = |ground: &SchemeColour| stroke.over(*ground).contrasts(*ground).least() >= ENOUGH_OF_MARK;
        if self.ground.colours().iter().all(is_seen) {
            return Some(stroke);
        }
        let path = if node.purpose == Purpose::Frame { outline(node) } else { line(node) };
        let Some(mut path) = path else { return Some(stroke) };
        path.apply_affine(around.transform);
        Some(stroke.visible_on(&self.ground.colours_along(&path)))
    }
}

/// Returns the declarations that draw a rim in the colour of the ground around the letters of a text.
pub(crate) fn rim(ground: SchemeColour) -> String {
    format!("stroke:{};stroke-width:{RIM};stroke-linejoin:round;paint-order:stroke", ground.css())
}

/// Returns the width of a stroke in CSS px.
fn stroke_width(style: &ComputedStyle) -> f32 {
    style.get("stroke-width").map_or(1.0, |width| width.parse().unwrap_or(1.0))
}

/// Writes the declarations of a stroke.
fn write_stroke(node: &mut SvgNode, stroke: Option<SchemeColour>, css: &mut Vec<String>) {
    let style = &node.style;
    let width = stroke_width(style);
    let url = style.get("stroke").filter(|value| value.starts_with("url(")).map(str::to_owned);
    if width <= 0.0 || (url.is_none() && stroke.is_none()) {
        // Markers are measured in widths of the stroke, even of one that is not painted.
        let has_marker = ["marker-start", "marker-mid", "marker-end"].iter().any(|name| node.attribute(name).is_some());
        if has_marker && width > 0.0 && (width - 1.0).abs() > 0.01 {
            css.push(format!("stroke-width:{}", number(width)));
        }
        return;
    }
    if let Some(stroke) = stroke {
        css.push(format!("stroke:{}", stroke.css()));
    } else if style.share("stroke-opacity") < 1.0 {
        css.push(format!("stroke-opacity:{}", style.share("stroke-opacity")));
    }
    stroke_form(style, width, css);
    if let Some(url) = url {
        node.put("stroke", url);
    }
}

/// Writes all properties of a stroke except its colour.
fn stroke_form(style: &ComputedStyle, width: f32, css: &mut Vec<String>) {
    if (width - 1.0).abs() > 0.01 {
        css.push(format!("stroke-width:{}", number(width)));
    }
    let dashes = style.get("stroke-dasharray").and_then(dashes).unwrap_or_default();
    if has_gaps(&dashes) {
        css.push(format!("stroke-dasharray:{}", dashes.iter().map(|v| number(*v)).collect::<Vec<_>>().join(" ")));
    }
    for property in ["stroke-linecap", "stroke-linejoin"] {
        if let Some(value) = style.get(property).filter(|v| matches!(*v, "round" | "square" | "bevel")) {
            css.push(format!("{property}:{value}"));
        }
    }
}

/// Tests whether a pattern of dashes has gaps: `0`, `0 0` and `1, 0` do not.
fn has_gaps(dashes: &[f32]) -> bool {
    match dashes {
        [] => false,
        [one] => *one > 0.0,
        many => many.iter().skip(1).step_by(2).any(|gap| *gap > 0.0),
    }
}

fn stop(style: &ComputedStyle, theme: &DiagramTheme) -> String {
    let colour = style.get("stop-color").and_then(Colour::parse).unwrap_or(Colour::from_rgb8(0, 0, 0));
    format!("stop-color:{}", SchemeColour::of_surface(colour, theme).faded(style.share("stop-opacity")).css())
}

/// Returns the outline of a shape in its own coordinates.
fn outline(node: &SvgNode) -> Option<BezPath> {
    let n = |name: &str| f64::from(node.number(name).unwrap_or(0.0));
    Some(match node.name.as_str() {
        "rect" => geometry::rectangle(n("x"), n("y"), n("width"), n("height")),
        "circle" => geometry::circle(n("cx"), n("cy"), n("r")),
        "ellipse" => geometry::ellipse(n("cx"), n("cy"), n("rx"), n("ry")),
        "polygon" | "polyline" => geometry::polygon(node.attribute("points")?),
        "path" => geometry::path(node.attribute("d")?),
        _ => return None,
    })
}

/// Returns the line of a shape that is only stroked, in its own coordinates.
fn line(node: &SvgNode) -> Option<BezPath> {
    let n = |name: &str| f64::from(node.number(name).unwrap_or(0.0));
    match node.name.as_str() {
        "line" => Some(geometry::line((n("x1"), n("y1")), (n("x2"), n("y2")))),
        "polyline" => Some(geometry::polyline(node.attribute("points")?)),
        "path" => Some(geometry::open_path(node.attribute("d")?)),
        _ => outline(node),
    }
}

/// Returns the transform from a nested picture's own coordinates to those around it.
fn viewport(svg: &SvgNode) -> Affine {
    let n = |name: &str| svg.number(name).map(f64::from);
    let place = Affine::translate((n("x").unwrap_or(0.0), n("y").unwrap_or(0.0)));
    let view: Option<svgtypes::ViewBox> = svg.attribute("viewBox").and_then(|view| view.parse().ok());
    match (view, n("width"), n("height")) {
        (Some(view), Some(width), Some(height)) => {
            let scale = (width / view.w).min(height / view.h);
            place * Affine::scale(scale) * Affine::translate((-view.x, -view.y))
        }
        _ => place,
    }
}
