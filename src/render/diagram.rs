//! Turns the text of a Mermaid block into an inline SVG drawing.
//!
//! 1. `source` takes comma lists apart and finds the kind;
//! 2. `engine` draws, measuring with the widths of the theme's own font (`measure`, `widths`);
//! 3. `tree` reads the engine's SVG, `sheet` its style sheet, and `style` computes what each element looks like;
//! 4. `convert` keeps what may stand in a page and turns HTML labels into text (`label`); `prune` drops what is unused;
//! 5. `paint` gives every colour a counterpart for the dark (`colour`) and every label enough contrast to the shape beneath
//!    it (`geometry`); `lift` puts titles of groups above the edges;
//! 6. `write` writes the SVG; what styles it needs become rules that all drawings of a site share.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

mod colour;
mod convert;
mod engine;
mod failure;
mod geometry;
mod label;
mod lift;
mod measure;
mod names;
mod paint;
mod piece;
mod prune;
mod sheet;
mod source;
mod style;
mod tree;
mod widths;
mod write;

pub use failure::DiagramError;

/// Changes whenever the same source would be drawn differently: part of the key under which a drawing is remembered.
pub const VERSION: &str = engine::VERSION;

/// Drawings whose SVG is larger than this are refused; the largest of a real course has 45 KB.
const MOST_SVG_BYTES: usize = 2_000_000;
/// Style sheets of families remembered by a thread: there are about 30 families, and authors' themes.
const MOST_SHEETS: usize = 64;

/// A drawn diagram, independent of the page that it will stand on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// The family in one word, as class names and sentences use it: `flowchart`, `sequence`, `state`, `class`, `er`, …
    pub kind: String,
    /// Width of the view box in CSS px.
    pub width: f32,
    /// Height of the view box in CSS px.
    pub height: f32,
    /// What the author named it: `accTitle`, or `title` in the front matter.
    pub title: Option<String>,
    /// How the author described it: `accDescr`.
    pub description: Option<String>,
    /// The texts that can be seen in it, in reading order, each once.
    pub labels: Vec<String>,
    /// Style rules that it needs; see [`stylesheet`].
    pub rules: BTreeSet<String>,
    /// Lines of the block, from 1, on which a list such as `style A,B fill:…` was taken apart, which Mermaid itself draws
    /// as a node named `A,B`.
    pub expanded_lists: Vec<usize>,
    /// The least contrast of a label to what lies beneath it, in either scheme, by WCAG; absent without labels.
    pub least_contrast: Option<f32>,
    role: String,
    view_box: String,
    has_links: bool,
    nodes: Vec<Node>,
    body: String,
}

/// A node of a drawing: what is written in it, and which bytes of the drawing's text it takes up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Node {
    label: String,
    start: usize,
    end: usize,
}

impl Drawing {
    /// The nodes of the drawing by what is written in them, in the order of the drawing's text.
    pub fn nodes(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| node.label.as_str())
    }

    /// The drawing as an element of a page.
    ///
    /// `id` must be unique on the page and consist of letters, digits, `-` and `_`; all ids within begin with it. `name` is
    /// the accessible name, `description` the accessible description; an empty description is left out.
    pub fn svg(&self, id: &str, name: &str, description: &str) -> String {
        self.svg_with_links(id, name, description, &BTreeMap::new())
    }

    /// The drawing as [`svg`](Self::svg) gives it, with a link around each node whose label is a key of `links`; the values
    /// are the links' opening tags.
    pub fn svg_with_links(&self, id: &str, name: &str, description: &str, links: &BTreeMap<String, String>) -> String {
        let linked: Vec<(&Node, &String)> =
            self.nodes.iter().filter_map(|node| Some((node, links.get(&node.label)?))).collect();
        let mut svg = String::with_capacity(self.body.len() + 600);
        // What holds links must not be an image, whose contents are hidden from assistive technology.
        let role = if self.has_links || !linked.is_empty() { "group" } else { "img" };
        let described = if description.is_empty() { String::new() } else { format!(" aria-describedby=\"{id}-d\"") };
        let _ = write!(
            svg,
            "<svg class=\"diagram diagram-{}\" viewBox=\"{}\" width=\"{}\" height=\"{}\" role=\"{role}\" aria-roledescription=\"{}\" aria-labelledby=\"{id}-t\"{described}><title id=\"{id}-t\">",
            self.kind,
            self.view_box,
            piece::number(self.width),
            piece::number(self.height),
            self.role,
        );
        write::escape_text(name, &mut svg);
        svg.push_str("</title>");
        if !description.is_empty() {
            let _ = write!(svg, "<desc id=\"{id}-d\">");
            write::escape_text(description, &mut svg);
            svg.push_str("</desc>");
        }
        let mut at = 0;
        for (node, link) in linked {
            svg.push_str(&self.body[at..node.start].replace(prune::PREFIX, id));
            svg.push_str(link);
            svg.push_str(&self.body[node.start..node.end].replace(prune::PREFIX, id));
            svg.push_str("</a>");
            at = node.end;
        }
        svg.push_str(&self.body[at..].replace(prune::PREFIX, id));
        svg.push_str("</svg>");
        svg
    }
}

/// Draws a block.
///
/// Pure and bounded: it gives up after about five seconds, and what it fails at is an error, never a panic.
///
/// # Errors
/// Says why the block cannot be drawn, with the place in the block if it is known.
pub fn draw(block: &str) -> Result<Drawing, DiagramError> {
    if source::kind(block).is_none() {
        return Err(DiagramError::empty());
    }
    if block.len() > source::MOST_BYTES {
        return Err(DiagramError::too_large());
    }
    let source = source::Source::prepare(block);
    let svg =
        TOOLS.with(|tools| tools.drawer.draw(&source.text)).map_err(|refusal| DiagramError::of(refusal, &source))?;
    let root = tree::parse(&svg).map_err(|_| DiagramError::fault())?;
    let drawing = finish(&root, &source);
    if drawing.body.len() > MOST_SVG_BYTES { Err(DiagramError::too_large()) } else { Ok(drawing) }
}

/// The lines of a block, from 1, that style several nodes at once, each with the lines that say the same node by node.
pub fn style_lists(block: &str) -> Vec<(usize, Vec<String>)> {
    source::style_lists(block)
}

/// The word that names the kind of a diagram: `graph`, `sequenceDiagram`; absent in an empty block.
pub fn kind(block: &str) -> Option<&str> {
    source::kind(block)
}

/// The style sheet for all drawings of a site, from the rules that they need: in an order that depends on nothing else.
pub fn stylesheet<'r>(rules: impl IntoIterator<Item = &'r String>) -> String {
    let rules: BTreeSet<&String> = rules.into_iter().collect();
    let mut sheet = write::BASE_RULES.to_owned();
    for rule in rules {
        sheet.push_str(rule);
        sheet.push('\n');
    }
    sheet
}

/// What a thread keeps between drawings because it is dear to make.
struct Tools {
    drawer: engine::Drawer,
    sheets: RefCell<BTreeMap<String, Rc<sheet::Sheet>>>,
}

thread_local! {
    static TOOLS: Tools = Tools { drawer: engine::Drawer::new(), sheets: RefCell::default() };
}

/// The parsed sheet of the drawing; the families have few, so that most drawings find theirs ready.
fn sheet_of(root: &tree::Element) -> Rc<sheet::Sheet> {
    let inside = |element: &tree::Element| {
        element.elements().filter(|e| e.name == "style").map(tree::Element::text).collect::<String>()
    };
    let definitions = root.elements().filter(|element| element.name == "defs").map(inside);
    let css: String = std::iter::once(inside(root)).chain(definitions).collect();
    TOOLS.with(|tools| {
        let mut sheets = tools.sheets.borrow_mut();
        if let Some(sheet) = sheets.get(&css) {
            return Rc::clone(sheet);
        }
        if sheets.len() >= MOST_SHEETS {
            sheets.clear();
        }
        let sheet = Rc::new(sheet::Sheet::parse(&css));
        sheets.insert(css, Rc::clone(&sheet));
        sheet
    })
}

fn finish(root: &tree::Element, source: &source::Source) -> Drawing {
    let mut contents = convert::pieces(root, &sheet_of(root));
    let role = root.attribute("aria-roledescription").unwrap_or("diagram").to_owned();
    if role == "sankey" {
        // The engine draws the bands over the labels and relies on `mix-blend-mode`, which spoils dark pages.
        contents.sort_by_key(|content| matches!(content, piece::Content::Piece(piece) if !piece.text().is_empty()));
    }
    prune::unused(&mut contents);
    let labels = paint::settle(&mut contents);
    lift::titles(&mut contents);
    let mut rules = BTreeSet::new();
    let (body, nodes) = write::svg(&contents, &mut rules);
    let view = view_box(root);
    let named = |name: &str| {
        root.elements().find(|e| e.name == name).map(|e| e.text().trim().to_owned()).filter(|t| !t.is_empty())
    };
    let least = labels.iter().map(|label| label.contrast).fold(f32::INFINITY, f32::min);
    Drawing {
        kind: family(&role),
        width: view[2],
        height: view[3],
        title: named("title").or_else(|| source::title(&source.text)),
        description: named("desc"),
        labels: in_reading_order(labels, source::runs_sideways(&source.text)),
        rules,
        expanded_lists: source.expanded.clone(),
        least_contrast: least.is_finite().then_some(least),
        has_links: body.contains("<a "),
        role,
        view_box: view.map(piece::number).join(" "),
        nodes,
        body,
    }
}

fn view_box(root: &tree::Element) -> [f32; 4] {
    let values: Vec<f32> =
        root.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(|v| v.parse().ok()).collect();
    <[f32; 4]>::try_from(values).unwrap_or([
        0.0,
        0.0,
        root.number("width").unwrap_or(300.0),
        root.number("height").unwrap_or(150.0),
    ])
}

/// `flowchart-v2` → `flowchart`, `stateDiagram` → `state`.
fn family(role: &str) -> String {
    let word = role.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let word = word.trim_end_matches("Diagram").trim_end_matches("Chart").to_ascii_lowercase();
    if word.is_empty() { "other".to_owned() } else { word }
}

/// Row by row from the top, or column by column where the diagram runs sideways.
fn in_reading_order(mut labels: Vec<paint::Label>, sideways: bool) -> Vec<String> {
    labels.sort_by(|a, b| {
        let key = |label: &paint::Label| if sideways { label.middle } else { (label.middle.1, label.middle.0) };
        let (a, b) = (key(a), key(b));
        // Half a line of difference is still the same row.
        (a.0 / 12.0).round().total_cmp(&(b.0 / 12.0).round()).then(a.1.total_cmp(&b.1))
    });
    let mut seen = BTreeSet::new();
    labels.into_iter().map(|label| label.text).filter(|text| seen.insert(text.clone())).collect()
}
