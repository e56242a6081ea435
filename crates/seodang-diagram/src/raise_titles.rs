//! Moves titles of groups into a layer above the edges, with an outline in the group's colour: no line runs through their
//! letters.

use crate::svg_node::{SvgContent, SvgNode};

/// The width of the outline around the letters, in CSS px, both sides together.
const OUTLINE_WIDTH: &str = "5";

/// Moves titles within each level of the drawing; the colours must be settled.
///
/// Mermaid draws groups first and edges over them, so that an edge into a group strikes out its title.
pub(crate) fn raise_titles(contents: &mut Vec<SvgContent>) {
    for content in contents.iter_mut() {
        if let SvgContent::Node(node) = content {
            raise_titles(&mut node.content);
        }
    }
    let is_edges = |content: &SvgContent| matches!(content, SvgContent::Node(node) if has_class(node, "edgePaths"));
    let Some(last) = contents.iter().rposition(is_edges) else { return };
    let raised: Vec<SvgContent> = contents[..last].iter_mut().flat_map(take_titles).collect();
    let above = contents.split_off(last + 1);
    contents.extend(raised.into_iter().chain(above));
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
