//! Turns the engine's SVG into pieces: only what may stand in a page, each with its computed style, labels as plain text.

use std::collections::BTreeSet;

use super::geometry::Matrix;
use super::label;
use super::piece::{Content, Piece, is_allowed_attribute, is_allowed_element, is_kept_class, number, safe_address};
use super::sheet::Sheet;
use super::style::Style;
use super::tree::{Element, Node};

/// The pieces of the drawing whose root element is `root`.
pub(super) fn pieces(root: &Element, sheet: &Sheet) -> Vec<Content> {
    let mut path = vec![root];
    let style = Style::default().of_child(&path, sheet);
    let mut context = Context { sheet, referred: BTreeSet::new() };
    collect_references(root, &mut context.referred);
    let mut all = Vec::new();
    children(&mut path, &style, &context, &mut all);
    all
}

struct Context<'t> {
    sheet: &'t Sheet,
    /// Ids that some attribute refers to.
    referred: BTreeSet<&'t str>,
}

impl Context<'_> {
    /// Each drawing comes with a dozen markers of which it needs one: the others need not be looked at.
    fn is_unused(&self, element: &Element) -> bool {
        matches!(element.name.as_str(), "marker" | "symbol")
            && element.attribute("id").is_none_or(|id| !self.referred.contains(id))
    }
}

fn collect_references<'t>(element: &'t Element, found: &mut BTreeSet<&'t str>) {
    for (_, value) in &element.attributes {
        if let Some((_, rest)) = value.split_once('#') {
            found.insert(rest.trim_end_matches([')', '"', '\'']));
        }
    }
    element.elements().for_each(|inner| collect_references(inner, found));
}

fn children<'t>(path: &mut Vec<&'t Element>, style: &Style, context: &Context<'_>, out: &mut Vec<Content>) {
    let Some(parent) = path.last().copied() else { return };
    let holds_text = matches!(parent.name.as_str(), "text" | "tspan" | "a") && path.iter().any(|e| e.name == "text");
    // Of the ways to show a label that a `switch` offers, the first is the one that knows about line breaks.
    let only_first = parent.name == "switch";
    let nodes: &'t [Node] = &parent.children;
    for node in nodes {
        match node {
            Node::Text(text) if holds_text => out.push(Content::Text(text.clone())),
            Node::Text(_) => {}
            Node::Element(element) => {
                path.push(element);
                convert(path, element, style, context, out);
                path.pop();
                if only_first && !out.is_empty() {
                    return;
                }
            }
        }
    }
}

fn convert<'t>(
    path: &mut Vec<&'t Element>,
    element: &'t Element,
    parent: &Style,
    context: &Context<'_>,
    out: &mut Vec<Content>,
) {
    if element.name == "foreignObject" && element.number("width") == Some(0.0) {
        return;
    }
    if matches!(element.name.as_str(), "foreignObject" | "switch") {
        let style = parent.of_child(path, context.sheet);
        if style.get("display") == Some("none") {
        } else if element.name == "switch" {
            children(path, &style, context, out);
        } else {
            out.extend(label::pieces(path, &style, context.sheet));
        }
        return;
    }
    if !is_allowed_element(&element.name) || context.is_unused(element) {
        return;
    }
    let style = parent.of_child(path, context.sheet);
    if style.get("display") == Some("none") || is_unseen(element, &style) {
        return;
    }
    let mut piece = Piece::new(&element.name, style);
    take_attributes(&mut piece, element, is_inside_link(path));
    if element.name == "text" {
        let numbered = element.attribute("class").is_some_and(|c| c.contains("sequenceNumber"));
        // Numbers of messages stand upon the disc of a marker, which is drawn with the line and is not a shape below.
        piece.style.set("background-color", if numbered { "#333" } else { "none" });
    }
    let mut inside = Vec::new();
    children(path, &piece.style, context, &mut inside);
    piece.content = inside;
    if piece.name == "text" {
        let drop = to_baseline(&piece.style);
        lower(&mut piece, drop, true);
    }
    match finished(piece) {
        Finished::Nothing => {}
        Finished::Piece(piece) => out.push(Content::Piece(piece)),
        Finished::Contents(contents) => out.extend(contents),
    }
}

/// How far below its point a text's baseline lies, in CSS px, for the `dominant-baseline` that was asked for. Browsers
/// disagree on these and e-book readers know none; a baseline they all draw alike.
fn to_baseline(style: &Style) -> f32 {
    let em = match style.get("dominant-baseline") {
        // Half of (ascent - descent) of the text font.
        Some("central") => 0.355,
        // Between the middle of small letters (0.27) and that of Hangul.
        Some("middle" | "mathematical") => 0.32,
        Some("hanging" | "text-top") => 0.9,
        // The ascent.
        Some("text-before-edge") => 0.95,
        _ => 0.0,
    };
    em * style.font_size()
}

/// Moves a text and those of its rows that have a place of their own down.
fn lower(piece: &mut Piece, drop: f32, is_whole: bool) {
    let before = piece.number("y");
    if drop.abs() > f32::EPSILON && (is_whole || before.is_some()) {
        piece.attributes.retain(|(name, _)| name != "y");
        piece.put("y", number(before.unwrap_or(0.0) + drop));
    }
    for content in &mut piece.content {
        if let Content::Piece(row) = content {
            lower(row, drop, false);
        }
    }
}

/// Whether an element around the last of `path` is a link that works.
pub(super) fn is_inside_link(path: &[&Element]) -> bool {
    let around = &path[..path.len().saturating_sub(1)];
    let address = |e: &Element| e.attribute("xlink:href").or_else(|| e.attribute("href")).and_then(safe_address);
    around.iter().any(|e| e.name == "a" && address(e).is_some())
}

/// Shapes without size, hidden ones, and grounds that only hide the page: on ours they would be a white card in the dark.
fn is_unseen(element: &Element, style: &Style) -> bool {
    let zero = |name: &str| element.number(name).is_none_or(|v| v <= 0.0);
    let class = element.attribute("class").unwrap_or_default();
    let unseen = match element.name.as_str() {
        "rect" => {
            let percent = element.attribute("width").is_some_and(|w| w.ends_with('%'));
            (!percent && (zero("width") || zero("height"))) || class.split_ascii_whitespace().any(|c| c == "background")
        }
        "circle" => zero("r"),
        "text" => element.text().trim().is_empty(),
        "path" => element.attribute("d").is_none_or(|d| d.trim().is_empty()),
        _ => false,
    };
    unseen || style.get("visibility") == Some("hidden")
}

fn take_attributes(piece: &mut Piece, element: &Element, inside_link: bool) {
    let mut link = None;
    for (name, value) in &element.attributes {
        let name = if name == "xlink:href" { "href" } else { name };
        match name {
            "class" => {
                piece.classes =
                    value.split_ascii_whitespace().filter(|c| is_kept_class(c)).map(str::to_owned).collect();
            }
            "href" => link = Some(value.clone()),
            "id" => piece.put("id", value.clone()),
            _ if is_allowed_attribute(&element.name, name) && !value.trim().is_empty() => {
                piece.put(name, value.clone());
            }
            _ => {}
        }
    }
    piece.classes.dedup();
    let address = link.filter(|l| piece.name != "a" && l.starts_with('#')).or_else(|| {
        let link = element.attribute("xlink:href").or_else(|| element.attribute("href"))?;
        if piece.name == "a" { safe_address(link) } else { None }
    });
    // A link must not hold another.
    let address = address.filter(|_| piece.name != "a" || !inside_link);
    if let Some(address) = address {
        piece.put("href", address);
    }
    for radius in ["rx", "ry"] {
        if let Some(value) = piece.style.get(radius).map(|v| v.trim_end_matches("px").to_owned()) {
            piece.attributes.retain(|(name, _)| name != radius);
            piece.put(radius, value);
        }
    }
    turn_in_place(piece, element);
}

/// A `transform` of the style sheet turns about the attribute `transform-origin`; as an attribute it needs no such help.
fn turn_in_place(piece: &mut Piece, element: &Element) {
    let Some(transform) = piece.style.get("transform").filter(|t| *t != "none").map(str::to_owned) else { return };
    if element.attribute("transform").is_some_and(|t| t == transform) {
        return;
    }
    let origin: Vec<f32> = element
        .attribute("transform-origin")
        .unwrap_or_default()
        .split_ascii_whitespace()
        .filter_map(|v| v.trim_end_matches("px").parse().ok())
        .collect();
    let transform = transform.replace("deg", "").replace("px", "");
    let value = match origin.as_slice() {
        [x, y] => {
            format!("translate({},{}) {transform} translate({},{})", number(*x), number(*y), number(-x), number(-y))
        }
        _ => transform,
    };
    piece.attributes.retain(|(name, _)| name != "transform");
    piece.put("transform", value);
}

enum Finished {
    Nothing,
    Piece(Box<Piece>),
    Contents(Vec<Content>),
}

/// Takes away containers that hold nothing or say nothing.
fn finished(mut piece: Piece) -> Finished {
    let container =
        matches!(piece.name.as_str(), "g" | "a" | "svg" | "defs" | "text" | "tspan" | "symbol" | "clipPath" | "mask");
    if container && piece.content.is_empty() {
        return Finished::Nothing;
    }
    if piece.name == "a" && piece.attribute("href").is_none() {
        "g".clone_into(&mut piece.name);
    }
    if piece.name != "g" || !piece.classes.is_empty() || piece.style.share("opacity") < 1.0 {
        return Finished::Piece(Box::new(piece));
    }
    let mut rest = piece.attributes.iter().filter(|(name, _)| name != "id");
    match (rest.next(), rest.next()) {
        (None, _) => Finished::Contents(piece.content),
        (Some((name, value)), None) if name == "transform" => {
            let shift = Matrix::parse(value).as_translation();
            match shift {
                Some((dx, dy)) if piece.pieces().all(can_be_shifted) => {
                    for content in &mut piece.content {
                        if let Content::Piece(inner) = content {
                            shift_by(inner, dx, dy);
                        }
                    }
                    Finished::Contents(piece.content)
                }
                _ => Finished::Piece(Box::new(piece)),
            }
        }
        _ => Finished::Piece(Box::new(piece)),
    }
}

/// Whether the piece can take up its container's shift in coordinates of its own.
fn can_be_shifted(piece: &Piece) -> bool {
    let plain = |name: &str| piece.number(name).is_some();
    let free = !["transform", "dx", "clip-path", "mask", "rotate"].iter().any(|name| piece.attribute(name).is_some());
    free && match piece.name.as_str() {
        "rect" | "circle" => true,
        "line" => ["x1", "y1", "x2", "y2"].iter().all(|name| plain(name)),
        "text" => {
            let rows_are_placed =
                piece.pieces().filter(|p| p.attribute("x").is_some()).all(|p| p.attribute("y").is_some());
            (plain("x") && plain("y") && rows_are_placed)
                || piece.pieces().all(|p| p.number("x").is_some() && p.number("y").is_some())
        }
        _ => false,
    }
}

fn shift_by(piece: &mut Piece, dx: f32, dy: f32) {
    let named: &[(&str, f32)] = match piece.name.as_str() {
        "circle" => &[("cx", dx), ("cy", dy)],
        "line" => &[("x1", dx), ("x2", dx), ("y1", dy), ("y2", dy)],
        _ => &[("x", dx), ("y", dy)],
    };
    let is_row = matches!(piece.name.as_str(), "text" | "tspan");
    for (name, by) in named {
        let before = piece.number(name);
        if is_row && before.is_none() {
            continue;
        }
        piece.attributes.retain(|(n, _)| n != name);
        piece.put(name, number(before.unwrap_or(0.0) + by));
    }
    if is_row {
        for content in &mut piece.content {
            if let Content::Piece(row) = content
                && row.name == "tspan"
            {
                shift_by(row, dx, dy);
            }
        }
    }
}
