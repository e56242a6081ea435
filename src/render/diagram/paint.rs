//! Settles the colours of every piece for both schemes: shapes by what they are, labels by what lies beneath them.

use super::colour::{Colour, PAGE, Pair, contrast};
use super::geometry::{Area, Matrix, Point, ellipse, path, points, rectangle};
use super::measure::width_em;
use super::piece::{Content, Piece, number};
use super::style::Style;

/// Filled shapes whose smaller side is below this many CSS px hold no label: arrow heads, dots, bars. In the dark they are
/// seen as lines are.
const MARK: f32 = 16.0;
/// The colour of text and lines in the theme, where nothing else is said.
const INK: &str = "#333";
/// Half the height of a line of text between the baseline and the top of small letters, in em.
const HALF_HEIGHT: f32 = 0.35;

/// A label as it will be read: its text, where its middle is, and its least contrast in either scheme.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) middle: Point,
    pub(super) contrast: f32,
}

/// Fills in `paint` of every piece and returns the labels in the order of the drawing.
pub(super) fn settle(contents: &mut [Content]) -> Vec<Label> {
    let mut painter = Painter { grounds: Vec::new(), labels: Vec::new() };
    let surroundings = Surroundings { matrix: Matrix::IDENTITY, opacity: 1.0, kind: Kind::Drawing };
    painter.contents(contents, surroundings);
    painter.labels
}

struct Painter {
    grounds: Vec<(Area, Pair)>,
    labels: Vec<Label>,
}

#[derive(Clone, Copy)]
struct Surroundings {
    matrix: Matrix,
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

impl Painter {
    fn contents(&mut self, contents: &mut [Content], around: Surroundings) {
        for content in contents {
            if let Content::Piece(piece) = content {
                self.piece(piece, around);
            }
        }
    }

    fn piece(&mut self, piece: &mut Piece, around: Surroundings) {
        let mut inner = around;
        if let Some(transform) = piece.attribute("transform") {
            inner.matrix = inner.matrix.then(Matrix::parse(transform));
        }
        inner.opacity *= piece.style.share("opacity");
        match piece.name.as_str() {
            "text" => return self.text(piece, inner),
            "stop" => piece.paint = stop(&piece.style),
            "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "path" | "use" => {
                self.shape(piece, inner);
            }
            "marker" | "symbol" | "clipPath" | "mask" | "pattern" | "defs" => inner.kind = Kind::Definition,
            "svg" => {
                inner.matrix = inner.matrix.then(viewport(piece));
                inner.kind = Kind::Icon;
            }
            _ => {
                if piece.style.share("opacity") < 1.0 {
                    piece.paint = format!("opacity:{}", piece.style.share("opacity"));
                }
            }
        }
        self.contents(&mut piece.content, inner);
    }

    fn shape(&mut self, piece: &mut Piece, around: Surroundings) {
        // What is not filled has no area; most paths are lines.
        let hollow = piece.name == "line" || piece.style.get("fill") == Some("none");
        let outline = if hollow { None } else { outline(piece) };
        let area = outline.map(|rings| {
            rings.into_iter().map(|ring| ring.into_iter().map(|p| around.matrix.apply(p)).collect()).collect()
        });
        let area = area.and_then(Area::of);
        let is_mark = around.kind == Kind::Definition || area.as_ref().is_some_and(|area| area.least_side() < MARK);
        let mut paint = Vec::new();
        if piece.name != "line" {
            let fill = filled(piece, around.kind, is_mark);
            if let (Some(pair), Some(area), true) = (fill, area, around.kind != Kind::Definition) {
                self.grounds.push((area, pair.faded(around.opacity)));
            }
            match piece.style.get("fill").filter(|v| v.starts_with("url(")).map(str::to_owned) {
                Some(url) => piece.put("fill", url),
                None => paint.push(format!("fill:{}", fill.map_or("none".to_owned(), Pair::css))),
            }
        }
        stroke(piece, around.kind, &mut paint);
        if piece.style.share("opacity") < 1.0 {
            paint.push(format!("opacity:{}", piece.style.share("opacity")));
        }
        if piece.style.get("fill-rule") == Some("evenodd") {
            paint.push("fill-rule:evenodd".to_owned());
        }
        piece.paint = paint.join(";");
    }

    fn text(&mut self, piece: &mut Piece, around: Surroundings) {
        let mut rows = Vec::new();
        rows_of(piece, &mut rows);
        let mut grounds: Vec<Pair> = Vec::new();
        for point in rows.iter().flat_map(Row::samples) {
            let ground = self.ground(around.matrix.apply(point));
            if !grounds.contains(&ground) {
                grounds.push(ground);
            }
        }
        // A ground that `convert` knows better than the order of the drawing tells.
        if let Some(ground) = piece.style.get("background-color").and_then(Colour::parse) {
            grounds = vec![Pair::of_line(ground)];
        }
        let mut least = f32::INFINITY;
        colour_text(piece, None, &grounds, &mut least);
        let text: Vec<String> =
            rows.iter().map(|row| row.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = text.join(" ").trim().to_owned();
        let middle = rows.get(rows.len() / 2).map_or((0.0, 0.0), Row::middle);
        let first = rows.first().map_or(middle, Row::middle);
        if !text.is_empty() && around.kind == Kind::Drawing {
            let middle = around.matrix.apply((first.0.midpoint(middle.0), first.1.midpoint(middle.1)));
            self.labels.push(Label { text, middle, contrast: least });
        }
    }

    /// What is seen at a point: the shapes there, down to the first that hides all below.
    fn ground(&self, point: Point) -> Pair {
        let mut layers = Vec::new();
        for (area, pair) in self.grounds.iter().rev() {
            if area.contains(point) {
                layers.push(*pair);
                if pair.light.alpha > 0.99 {
                    break;
                }
            }
        }
        layers.into_iter().rev().fold(PAGE, |below, layer| layer.over(below))
    }
}

/// The colour pair of a shape's fill; `None` for `none` and for gradients.
fn filled(piece: &Piece, kind: Kind, is_mark: bool) -> Option<Pair> {
    let value = piece.style.get("fill").unwrap_or("#000");
    let value =
        if value.eq_ignore_ascii_case("currentcolor") { piece.style.get("color").unwrap_or(INK) } else { value };
    if value == "none" || value == "transparent" || value.starts_with("url(") {
        return None;
    }
    // A colour that cannot be read counts as not given.
    let colour = Colour::parse(value).or_else(|| Colour::parse(INK)).filter(|c| c.alpha > 0.0)?;
    let pair = match kind {
        Kind::Icon => Pair { light: colour, dark: colour },
        _ if is_mark && !colour.is_pale() => Pair::of_line(colour),
        _ => Pair::of_surface(colour),
    };
    Some(pair.faded(piece.style.share("fill-opacity")))
}

fn stroke(piece: &mut Piece, kind: Kind, paint: &mut Vec<String>) {
    let style = &piece.style;
    let value = style.get("stroke").unwrap_or("none");
    let value = if value.eq_ignore_ascii_case("currentcolor") { style.get("color").unwrap_or(INK) } else { value };
    let width: f32 = style.get("stroke-width").map_or(1.0, |w| w.trim_end_matches("px").trim().parse().unwrap_or(1.0));
    let url = value.starts_with("url(").then(|| value.to_owned());
    let colour = Colour::parse(value).filter(|c| c.alpha > 0.0);
    if width <= 0.0 || (url.is_none() && colour.is_none()) {
        return;
    }
    if let Some(colour) = colour {
        let pair = if kind == Kind::Icon { Pair { light: colour, dark: colour } } else { Pair::of_line(colour) };
        paint.push(format!("stroke:{}", pair.faded(style.share("stroke-opacity")).css()));
    } else if style.share("stroke-opacity") < 1.0 {
        paint.push(format!("stroke-opacity:{}", style.share("stroke-opacity")));
    }
    if (width - 1.0).abs() > 0.01 {
        paint.push(format!("stroke-width:{}", number(width)));
    }
    let dashes = style.get("stroke-dasharray").map(lengths).unwrap_or_default();
    if has_gaps(&dashes) {
        paint.push(format!("stroke-dasharray:{}", dashes.iter().map(|v| number(*v)).collect::<Vec<_>>().join(" ")));
    }
    for property in ["stroke-linecap", "stroke-linejoin"] {
        if let Some(value) = style.get(property).filter(|v| matches!(*v, "round" | "square" | "bevel")) {
            paint.push(format!("{property}:{value}"));
        }
    }
    if let Some(url) = url {
        piece.put("stroke", url);
    }
}

fn lengths(list: &str) -> Vec<f32> {
    let values = list.split([',', ' ']).filter_map(|v| v.trim().trim_end_matches("px").parse().ok());
    values.filter(|v: &f32| v.is_finite() && *v >= 0.0).collect()
}

/// Whether a pattern of dashes differs from a whole line: `0`, `0 0` and `1, 0` do not.
fn has_gaps(dashes: &[f32]) -> bool {
    match dashes {
        [] => false,
        [one] => *one > 0.0,
        many => many.iter().skip(1).step_by(2).any(|gap| *gap > 0.0),
    }
}

fn stop(style: &Style) -> String {
    let colour = style.get("stop-color").and_then(Colour::parse).unwrap_or(Colour::rgb(0.0, 0.0, 0.0));
    format!("stop-color:{}", Pair::of_surface(colour).faded(style.share("stop-opacity")).css())
}

/// One line of a text: where it begins by its anchor, in the text's own coordinates.
struct Row {
    text: String,
    x: f32,
    y: f32,
    width: f32,
    anchor: f32,
}

impl Row {
    /// Points of the line at which its ground is looked at: near both ends, and the middle.
    fn samples(&self) -> [Point; 3] {
        [0.08, 0.5, 0.92].map(|share| (self.x + self.width * (share - self.anchor), self.y))
    }

    fn middle(&self) -> Point {
        self.samples()[1]
    }
}

fn rows_of(text: &Piece, rows: &mut Vec<Row>) {
    let size = text.style.font_size();
    let start = (text.number("x").unwrap_or(0.0), text.number("y").unwrap_or(0.0) + em(text.attribute("dy"), size));
    let mut at = start;
    for content in &text.content {
        match content {
            Content::Text(words) => append(rows, words, at, &text.style),
            Content::Piece(span) => {
                let size = span.style.font_size();
                let own = span.attribute("x").is_some() || span.attribute("y").is_some();
                at = (
                    span.number("x").unwrap_or(at.0),
                    span.number("y").unwrap_or(at.1) + em(span.attribute("dy"), size),
                );
                if own {
                    rows.push(Row::begin(at, &span.style));
                }
                append(rows, &span.text(), at, &span.style);
            }
        }
    }
}

impl Row {
    fn begin((x, y): Point, style: &Style) -> Self {
        let anchor = match style.get("text-anchor") {
            Some("middle") => 0.5,
            Some("end") => 1.0,
            _ => 0.0,
        };
        Self { text: String::new(), x, y: y - HALF_HEIGHT * style.font_size(), width: 0.0, anchor }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "widths of labels are far below the limits of f32")]
fn append(rows: &mut Vec<Row>, words: &str, at: Point, style: &Style) {
    if rows.is_empty() {
        rows.push(Row::begin(at, style));
    }
    if let Some(row) = rows.last_mut() {
        row.text.push_str(words);
        row.width += width_em(words, style.is_bold()) as f32 * style.font_size();
    }
}

/// A distance in em or px.
fn em(value: Option<&str>, size: f32) -> f32 {
    let Some(value) = value else { return 0.0 };
    match value.strip_suffix("em") {
        Some(em) => em.parse().map_or(0.0, |v: f32| v * size),
        None => value.trim_end_matches("px").parse().unwrap_or(0.0),
    }
}

/// Gives a text and the spans within it their colours and fonts; a span says only how it differs from what it stands in.
fn colour_text(piece: &mut Piece, outer: Option<&[(&'static str, String)]>, grounds: &[Pair], least: &mut f32) {
    let own = text_paint(&piece.style, grounds, least);
    let outer = outer.unwrap_or_default();
    let changed = own.iter().filter(|entry| !outer.contains(entry)).map(|(name, value)| (*name, value.as_str()));
    let undone = outer
        .iter()
        .filter(|(name, _)| own.iter().all(|(n, _)| n != name))
        .filter_map(|(name, _)| Some((*name, usual(name)?)));
    piece.paint = changed.chain(undone).map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join(";");
    for content in &mut piece.content {
        if let Content::Piece(span) = content
            && span.name != "a"
        {
            colour_text(span, Some(&own), grounds, least);
        }
    }
}

/// What a span must say to be free of what it stands in.
fn usual(property: &str) -> Option<&'static str> {
    match property {
        "font-size" => Some("16px"),
        "font-weight" => Some("400"),
        "font-style" => Some("normal"),
        "text-decoration" => Some("none"),
        _ => None,
    }
}

fn text_paint(style: &Style, grounds: &[Pair], least: &mut f32) -> Vec<(&'static str, String)> {
    let colour = style.get("fill").and_then(Colour::parse).unwrap_or(Colour::rgb(0.2, 0.2, 0.2));
    let pair = Pair::of_text_on(colour, grounds);
    for ground in grounds {
        *least = least.min(contrast(pair.light, ground.light)).min(contrast(pair.dark, ground.dark));
    }
    let mut paint = vec![("fill", pair.css())];
    let size = style.font_size();
    if (size - 16.0).abs() > 0.01 {
        paint.push(("font-size", format!("{}px", number(size))));
    }
    if let Some(weight) = weight(style) {
        paint.push(("font-weight", weight));
    }
    // Only these values pass: an author's style must not reach beyond its declaration.
    let mut pass = |name: &'static str, values: &[&str]| {
        if let Some(value) = style.get(name).filter(|v| values.contains(v)) {
            paint.push((name, value.to_owned()));
        }
    };
    pass("font-style", &["italic", "oblique"]);
    pass("text-anchor", &["middle", "end"]);
    pass("text-decoration", &["underline", "line-through", "overline"]);
    pass("writing-mode", &["vertical-rl", "vertical-lr"]);
    paint
}

/// The weight if it is not the usual one.
fn weight(style: &Style) -> Option<String> {
    match style.get("font-weight")?.trim() {
        "bold" | "bolder" => Some("700".to_owned()),
        number => number.parse::<f32>().ok().filter(|w| *w > 400.0 && *w <= 1000.0).map(|w| format!("{w:.0}")),
    }
}

/// The outline of a shape in its own coordinates.
fn outline(piece: &Piece) -> Option<Vec<Vec<Point>>> {
    let n = |name: &str| piece.number(name).unwrap_or(0.0);
    Some(match piece.name.as_str() {
        "rect" => vec![rectangle(n("x"), n("y"), n("width"), n("height"))],
        "circle" => vec![ellipse(n("cx"), n("cy"), n("r"), n("r"))],
        "ellipse" => vec![ellipse(n("cx"), n("cy"), n("rx"), n("ry"))],
        "polygon" | "polyline" => vec![points(piece.attribute("points")?)],
        "path" => path(piece.attribute("d")?),
        _ => return None,
    })
}

/// From a nested picture's own coordinates to those around it.
fn viewport(svg: &Piece) -> Matrix {
    let place = Matrix::translation(svg.number("x").unwrap_or(0.0), svg.number("y").unwrap_or(0.0));
    let view: Vec<f32> =
        svg.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(|v| v.parse().ok()).collect();
    match (view.as_slice(), svg.number("width"), svg.number("height")) {
        ([x, y, w, h], Some(width), Some(height)) if *w > 0.0 && *h > 0.0 => {
            let scale = (width / w).min(height / h);
            place.then(Matrix::scale(scale, scale)).then(Matrix::translation(-x, -y))
        }
        _ => place,
    }
}
