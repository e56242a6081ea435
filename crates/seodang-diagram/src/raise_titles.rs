//! Moves titles of groups into a layer above the edges, with an outline in the group's colour: no line runs through their
//! letters, and none of them covers the head of an arrow.

use kurbo::{Affine, ParamCurve as _, PathSeg, Rect};

use crate::computed_style::ComputedStyle;
use crate::geometry;
use crate::ground::overlap;
use crate::metrics::FontMetrics;
use crate::rows::rows;
use crate::svg_node::{SvgContent, SvgNode};

/// The width of the outline around the letters, in CSS px, both sides together.
const OUTLINE_WIDTH: &str = "5";

/// The radius around the end of an edge that its head takes up, in CSS px.
const HEAD: f64 = 12.0;
/// The length of the line that carries a head, in CSS px: long enough to give it its direction.
const STUB: f64 = 4.0;

/// Moves titles within each level of the drawing, and heads of arrows that would be covered by them; the colours must be settled.
///
/// Mermaid draws groups first and edges over them, so that an edge into a group strikes out its title.
pub(crate) fn raise_titles(contents: &mut Vec<SvgContent>, metrics: &FontMetrics) {
    for content in contents.iter_mut() {
        if let SvgContent::Node(node) = content {
            raise_titles(&mut node.content, metrics);
        }
    }
    let is_edges = |content: &SvgContent| matches!(content, SvgContent::Node(node) if has_class(node, "edgePaths"));
    let Some(last) = contents.iter().rposition(is_edges) else { return };
    let raised: Vec<SvgContent> = contents[..last].iter_mut().flat_map(take_titles).collect();
    let mut places = Vec::new();
    for title in &raised {
        text_places(title, Affine::IDENTITY, metrics, &mut places);
    }
    let mut heads = SvgNode::new("g", ComputedStyle::default());
    if !places.is_empty() {
        contents[..=last].iter_mut().for_each(|edges| take_heads(edges, &places, &mut heads));
    }
    let above = contents.split_off(last + 1);
    contents.extend(raised);
    if !heads.content.is_empty() {
        contents.push(SvgContent::Node(Box::new(heads)));
    }
    contents.extend(above);
}

/// Collects the boxes around the lines of texts.
fn text_places(content: &SvgContent, around: Affine, metrics: &FontMetrics, places: &mut Vec<Rect>) {
    let SvgContent::Node(node) = content else { return };
    let around = around * node.attribute("transform").map_or(Affine::IDENTITY, geometry::transform);
    if node.name == "text" {
        places.extend(rows(node, metrics).iter().map(|row| around.transform_rect_bbox(row.place())));
        return;
    }
    node.content.iter().for_each(|inner| text_places(inner, around, metrics, places));
}

/// Moves the heads of edges that touch one of `places` to lines of their own, which only show the head.
fn take_heads(content: &mut SvgContent, places: &[Rect], heads: &mut SvgNode) {
    let SvgContent::Node(edge) = content else { return };
    if edge.name != "path" {
        edge.content.iter_mut().for_each(|inner| take_heads(inner, places, heads));
        return;
    }
    let path = geometry::open_path(edge.attribute("d").unwrap_or_default());
    let segments: Vec<PathSeg> = path.segments().collect();
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return };
    for (marker, segment) in [("marker-start", first.reverse()), ("marker-end", *last)] {
        let end = segment.end();
        let room = Rect::from_center_size(end, (2.0 * HEAD, 2.0 * HEAD));
        if edge.attribute(marker).is_none() || !places.iter().any(|place| overlap(*place, room)) {
            continue;
        }
        let Some(at) = edge.attributes.iter().position(|(name, _)| name == marker) else { continue };
        let (_, value) = edge.attributes.remove(at);
        let way = end - segment.eval(0.95);
        let way = if way.hypot() > 0.0 { way * (STUB / way.hypot()) } else { way };
        let from = end - way;
        let (from, to) = if marker == "marker-start" { (end, from) } else { (from, end) };
        let mut stub = SvgNode::new("path", ComputedStyle::default());
        stub.put("d", format!("M{} {}L{} {}", from.x, from.y, to.x, to.y));
        stub.put(marker, value);
        let width = edge.css.split(';').find(|declaration| declaration.starts_with("stroke-width:"));
        stub.css = width.map_or("fill:none".to_owned(), |width| format!("fill:none;{width}"));
        heads.content.push(SvgContent::Node(Box::new(stub)));
    }
}

/// Takes the titles out of a group; a group that is moved or faded keeps them.
fn take_titles(content: &mut SvgContent) -> Vec<SvgContent> {
    let SvgContent::Node(group) = content else { return Vec::new() };
    if !has_class(group, "cluster") || group.attribute("transform").is_some() || !group.css.is_empty() {
        return Vec::new();
    }
    let backdrop = group.nodes().find_map(|node| fill(&node.css)).map(str::to_owned);
    let is_title =
        |content: &mut SvgContent| matches!(content, SvgContent::Node(node) if has_class(node, "cluster-label"));
    let mut titles: Vec<SvgContent> = group.content.extract_if(.., is_title).collect();
    if let Some(backdrop) = backdrop {
        for title in &mut titles {
            outline(title, &backdrop);
        }
    }
    titles
}

fn outline(content: &mut SvgContent, backdrop: &str) {
    let SvgContent::Node(node) = content else { return };
    if node.name == "text" {
        let outline =
            format!("stroke:{backdrop};stroke-width:{OUTLINE_WIDTH};stroke-linejoin:round;paint-order:stroke");
        node.css = if node.css.is_empty() { outline } else { format!("{};{outline}", node.css) };
        return;
    }
    for inner in &mut node.content {
        outline(inner, backdrop);
    }
}

/// Returns the colour in `fill:…`, unless it is `none`.
fn fill(paint: &str) -> Option<&str> {
    paint.split(';').find_map(|declaration| declaration.strip_prefix("fill:")).filter(|colour| *colour != "none")
}

fn has_class(node: &SvgNode, class: &str) -> bool {
    node.classes.iter().any(|each| each == class)
}
