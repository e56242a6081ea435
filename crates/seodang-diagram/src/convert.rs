//! Converts the engine's SVG into nodes that are allowed in a page, each with its computed style, labels as plain text.

use std::collections::BTreeSet;

use roxmltree::Node;

use crate::computed_style::ComputedStyle;
use crate::geometry;
use crate::label::{self, LabelContext};
use crate::stylesheet::Stylesheet;
use crate::svg_node::{
    Purpose, SvgContent, SvgNode, is_allowed_attribute, is_allowed_element, is_kept_class, number, safe_address,
};
use crate::theme::DiagramTheme;
use crate::xml::{self, classes, href, is_within, name, number as length};

/// Returns the nodes of the drawing whose root element is `root`.
pub(crate) fn nodes(root: Node<'_, '_>, sheet: &Stylesheet, theme: &DiagramTheme) -> Vec<SvgContent> {
    let style = ComputedStyle::default().of_child(root, sheet);
    let mut context = ConvertContext { sheet, theme, referred: BTreeSet::new() };
    for element in root.descendants().filter(Node::is_element) {
        let references = element.attributes().filter_map(|attribute| attribute.value().split_once('#'));
        context.referred.extend(references.map(|(_, id)| id.trim_end_matches([')', '"', '\''])));
    }
    let mut all = Vec::new();
    children(root, &style, &context, &mut all);
    all
}

/// The data that the conversion of every element needs.
struct ConvertContext<'t> {
    sheet: &'t Stylesheet,
    theme: &'t DiagramTheme,
    /// Ids that some attribute refers to.
    referred: BTreeSet<&'t str>,
}

impl ConvertContext<'_> {
    /// Tests whether no attribute refers to a marker or symbol: the engine writes a dozen into each drawing, which uses one.
    fn is_unused(&self, element: Node<'_, '_>) -> bool {
        matches!(name(element), "marker" | "symbol")
            && element.attribute("id").is_none_or(|id| !self.referred.contains(id))
    }
}

fn children(parent: Node<'_, '_>, style: &ComputedStyle, context: &ConvertContext<'_>, out: &mut Vec<SvgContent>) {
    let holds_text = matches!(name(parent), "text" | "tspan" | "a") && is_within(parent, "text");
    // The first alternative of a `switch` is the label with line breaks.
    let only_first = name(parent) == "switch";
    for child in parent.children() {
        if child.is_element() {
            convert(child, style, context, out);
            if only_first && !out.is_empty() {
                return;
            }
        } else if let Some(text) = child.text().filter(|_| holds_text && child.is_text()) {
            out.push(SvgContent::Text(text.to_owned()));
        }
    }
}

fn convert(element: Node<'_, '_>, parent: &ComputedStyle, context: &ConvertContext<'_>, out: &mut Vec<SvgContent>) {
    if name(element) == "foreignObject" && length(element, "width") == Some(0.0) {
        return;
    }
    let is_label = matches!(name(element), "foreignObject" | "switch");
    if !is_label && (!is_allowed_element(name(element)) || context.is_unused(element)) {
        return;
    }
    let style = parent.of_child(element, context.sheet);
    if style.get("display") == Some("none") {
        return;
    }
    match name(element) {
        "switch" => children(element, &style, context, out),
        "foreignObject" => {
            let (sheet, theme) = (context.sheet, context.theme);
            let label_context = LabelContext { sheet, theme, is_linked: is_inside_link(element) };
            out.extend(label::nodes(element, &style, &label_context));
        }
        _ if is_unseen(element, &style) => {}
        _ => convert_shape(element, style, context, out),
    }
}

/// Converts an element that is allowed in a drawing.
fn convert_shape(element: Node<'_, '_>, style: ComputedStyle, context: &ConvertContext<'_>, out: &mut Vec<SvgContent>) {
    let mut node = SvgNode::new(name(element), style);
    node.purpose = purpose(element);
    take_attributes(&mut node, element);
    if node.name == "text" {
        let is_number = element.attribute("class").is_some_and(|c| c.contains("sequenceNumber"));
        // Numbers of messages are on the disc of a marker, which is drawn with the line and is not among the shapes below.
        let backdrop = if is_number { context.theme.ink().css() } else { "none".to_owned() };
        node.style.set("background-color", &backdrop);
    }
    let mut content = Vec::new();
    children(element, &node.style, context, &mut content);
    node.content = content;
    if node.name == "text" {
        let drop = to_baseline(&node.style, context.theme);
        lower(&mut node, drop, true);
    }
    match finished(node) {
        Finished::Nothing => {}
        Finished::Node(node) => out.push(SvgContent::Node(node)),
        Finished::Contents(contents) => out.extend(contents),
    }
}

fn purpose(element: Node<'_, '_>) -> Purpose {
    let class = |node: Node<'_, '_>| node.attribute("class").unwrap_or_default().to_owned();
    let around = element.parent_element().map(class).unwrap_or_default();
    Purpose::of_classes(element.attribute("class").unwrap_or_default(), &around)
}

/// Returns the distance from a text's point down to its baseline in CSS px, by its `dominant-baseline`. Browsers disagree on
/// that property and e-book readers ignore it; all of them draw an alphabetic baseline alike.
#[expect(clippy::cast_possible_truncation, reason = "parts of an em")]
fn to_baseline(style: &ComputedStyle, theme: &DiagramTheme) -> f32 {
    let em = match style.get("dominant-baseline") {
        Some("central") => theme.metrics.middle_to_baseline() as f32,
        // Between the middle of small letters (0.27) and that of Hangul.
        Some("middle" | "mathematical") => 0.32,
        Some("hanging" | "text-top") => 0.9,
        Some("text-before-edge") => theme.metrics.ascent() as f32,
        _ => 0.0,
    };
    em * style.font_size()
}

/// Moves a text and those of its rows that have a place of their own down.
fn lower(node: &mut SvgNode, drop: f32, is_whole: bool) {
    let before = node.number("y");
    if drop.abs() > f32::EPSILON && (is_whole || before.is_some()) {
        node.attributes.retain(|(name, _)| name != "y");
        node.put("y", number(before.unwrap_or(0.0) + drop));
    }
    for content in &mut node.content {
        if let SvgContent::Node(row) = content {
            lower(row, drop, false);
        }
    }
}

/// Tests whether an ancestor of an element is a link with a safe address.
fn is_inside_link(element: Node<'_, '_>) -> bool {
    element.ancestors().skip(1).any(|around| name(around) == "a" && href(around).and_then(safe_address).is_some())
}

/// Tests for a shape without size, a hidden one, or a backdrop of the whole drawing, a white card in the dark scheme.
fn is_unseen(element: Node<'_, '_>, style: &ComputedStyle) -> bool {
    let zero = |name: &str| length(element, name).is_none_or(|v| v <= 0.0);
    let unseen = match name(element) {
        "rect" => {
            let percent = element.attribute("width").is_some_and(|w| w.ends_with('%'));
            (!percent && (zero("width") || zero("height"))) || classes(element).any(|class| class == "background")
        }
        // A page is read on other days than the one on which it was made.
        "line" => classes(element).any(|class| class == "today"),
        "circle" => zero("r"),
        "text" => xml::text(element).trim().is_empty(),
        "path" => element.attribute("d").is_none_or(|d| d.trim().is_empty()),
        _ => false,
    };
    unseen || style.get("visibility") == Some("hidden")
}

fn take_attributes(node: &mut SvgNode, element: Node<'_, '_>) {
    for attribute in element.attributes().filter(|attribute| attribute.namespace().is_none()) {
        match (attribute.name(), attribute.value()) {
            ("class", value) => {
                node.classes = value.split_ascii_whitespace().filter(|c| is_kept_class(c)).map(str::to_owned).collect();
            }
            ("href", _) => {}
            ("id", value) => node.put("id", value.to_owned()),
            (name, value) if is_allowed_attribute(&node.name, name) && !value.trim().is_empty() => {
                node.put(name, value.to_owned());
            }
            _ => {}
        }
    }
    node.classes.dedup();
    let address = href(element).and_then(|link| match node.name.as_str() {
        // A link must not contain another.
        "a" if is_inside_link(element) => None,
        "a" => safe_address(link),
        _ => link.starts_with('#').then(|| link.to_owned()),
    });
    if let Some(address) = address {
        node.put("href", address);
    }
    for radius in ["rx", "ry"] {
        if let Some(value) = node.style.get(radius).map(|v| v.trim_end_matches("px").to_owned()) {
            node.attributes.retain(|(name, _)| name != radius);
            node.put(radius, value);
        }
    }
    turn_in_place(node, element);
}

/// Converts a `transform` of the style sheet, which is about `transform-origin`, into an attribute.
fn turn_in_place(node: &mut SvgNode, element: Node<'_, '_>) {
    let Some(transform) = node.style.get("transform").filter(|t| *t != "none").map(str::to_owned) else { return };
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
    node.attributes.retain(|(name, _)| name != "transform");
    node.put("transform", value);
}

enum Finished {
    Nothing,
    Node(Box<SvgNode>),
    Contents(Vec<SvgContent>),
}

/// Drops a container without contents, and replaces one without effect by its contents.
fn finished(mut node: SvgNode) -> Finished {
    let container =
        matches!(node.name.as_str(), "g" | "a" | "svg" | "defs" | "text" | "tspan" | "symbol" | "clipPath" | "mask");
    if container && node.content.is_empty() {
        return Finished::Nothing;
    }
    if node.name == "a" && node.attribute("href").is_none() {
        "g".clone_into(&mut node.name);
    }
    if node.name != "g" || !node.classes.is_empty() || node.style.share("opacity") < 1.0 {
        return Finished::Node(Box::new(node));
    }
    let mut rest = node.attributes.iter().filter(|(name, _)| name != "id");
    match (rest.next(), rest.next()) {
        (None, _) => Finished::Contents(node.content),
        (Some((name, value)), None) if name == "transform" => {
            let shift = geometry::as_translation(geometry::transform(value));
            #[expect(clippy::cast_possible_truncation, reason = "coordinates have few digits")]
            match shift.map(|(dx, dy)| (dx as f32, dy as f32)) {
                Some((dx, dy)) if node.nodes().all(can_be_shifted) => {
                    for content in &mut node.content {
                        if let SvgContent::Node(inner) = content {
                            shift_by(inner, dx, dy);
                        }
                    }
                    Finished::Contents(node.content)
                }
                _ => Finished::Node(Box::new(node)),
            }
        }
        _ => Finished::Node(Box::new(node)),
    }
}

/// Tests whether the node can add its container's shift to its own coordinates.
fn can_be_shifted(node: &SvgNode) -> bool {
    let plain = |name: &str| node.number(name).is_some();
    let free = !["transform", "dx", "clip-path", "mask", "rotate"].iter().any(|name| node.attribute(name).is_some());
    free && match node.name.as_str() {
        "rect" | "circle" => true,
        "line" => ["x1", "y1", "x2", "y2"].iter().all(|name| plain(name)),
        "text" => {
            let rows_are_placed =
                node.nodes().filter(|p| p.attribute("x").is_some()).all(|p| p.attribute("y").is_some());
            (plain("x") && plain("y") && rows_are_placed)
                || node.nodes().all(|p| p.number("x").is_some() && p.number("y").is_some())
        }
        _ => false,
    }
}

fn shift_by(node: &mut SvgNode, dx: f32, dy: f32) {
    let named: &[(&str, f32)] = match node.name.as_str() {
        "circle" => &[("cx", dx), ("cy", dy)],
        "line" => &[("x1", dx), ("x2", dx), ("y1", dy), ("y2", dy)],
        _ => &[("x", dx), ("y", dy)],
    };
    let is_row = matches!(node.name.as_str(), "text" | "tspan");
    for (name, by) in named {
        let before = node.number(name);
        if is_row && before.is_none() {
            continue;
        }
        node.attributes.retain(|(n, _)| n != name);
        node.put(name, number(before.unwrap_or(0.0) + by));
    }
    if is_row {
        for content in &mut node.content {
            if let SvgContent::Node(row) = content
                && row.name == "tspan"
            {
                shift_by(row, dx, dy);
            }
        }
    }
}
