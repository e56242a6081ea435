//! Turns titles of groups into a layer above the edges, with a rim in the group's colour: no line runs through their letters.

use super::piece::{Content, Piece};

/// How far the rim reaches around the letters, in CSS px, on both sides together.
const RIM: &str = "5";

/// Moves titles within each level of the drawing; the colours must be settled.
///
/// Mermaid draws groups first and edges over them, so that an edge into a group strikes out its title.
pub(super) fn titles(contents: &mut Vec<Content>) {
    for content in contents.iter_mut() {
        if let Content::Piece(piece) = content {
            titles(&mut piece.content);
        }
    }
    let is_edges = |content: &Content| matches!(content, Content::Piece(piece) if has_class(piece, "edgePaths"));
    let Some(last) = contents.iter().rposition(is_edges) else { return };
    let lifted: Vec<Content> = contents[..last].iter_mut().flat_map(taken).collect();
    let above = contents.split_off(last + 1);
    contents.extend(lifted.into_iter().chain(above));
}

/// The titles of a group, taken out of it; a group that is moved or faded keeps them.
fn taken(content: &mut Content) -> Vec<Content> {
    let Content::Piece(group) = content else { return Vec::new() };
    if !has_class(group, "cluster") || group.attribute("transform").is_some() || !group.paint.is_empty() {
        return Vec::new();
    }
    let ground = group.pieces().find_map(|piece| fill(&piece.paint)).map(str::to_owned);
    let is_title =
        |content: &mut Content| matches!(content, Content::Piece(piece) if has_class(piece, "cluster-label"));
    let mut titles: Vec<Content> = group.content.extract_if(.., is_title).collect();
    if let Some(ground) = ground {
        for title in &mut titles {
            rim(title, &ground);
        }
    }
    titles
}

fn rim(content: &mut Content, ground: &str) {
    let Content::Piece(piece) = content else { return };
    if piece.name == "text" {
        let rim = format!("stroke:{ground};stroke-width:{RIM};stroke-linejoin:round;paint-order:stroke");
        piece.paint = if piece.paint.is_empty() { rim } else { format!("{};{rim}", piece.paint) };
        return;
    }
    for inner in &mut piece.content {
        rim(inner, ground);
    }
}

/// The colour in `fill:…`, but for none.
fn fill(paint: &str) -> Option<&str> {
    paint.split(';').find_map(|declaration| declaration.strip_prefix("fill:")).filter(|colour| *colour != "none")
}

fn has_class(piece: &Piece, class: &str) -> bool {
    piece.classes.iter().any(|each| each == class)
}
