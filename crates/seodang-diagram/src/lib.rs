//! Draws Mermaid diagrams as accessible inline SVG in the colours of a theme, for the light and the dark scheme of a page.
//!
//! A diagram is a pure function of its text and a [`DiagramTheme`]. Its SVG is part of the page itself: labels are `<text>`
//! that was measured with the theme's own font, colours are `light-dark()` pairs in rules that all drawings of a site share,
//! every label has a contrast of 4.5:1 or more to the shapes beneath it, and nothing that an author wrote can run as a script
//! or load something from elsewhere.
//!
//! ```
//! use std::collections::BTreeSet;
//!
//! use seodang_diagram::{Colour, DiagramTheme, SchemeColour, draw, stylesheet};
//!
//! let colour = |text| Colour::parse(text).ok_or("no colour");
//! let theme = DiagramTheme::new(SchemeColour { light: colour("#fff")?, dark: colour("#14171c")? });
//! let drawing = draw(&theme, "graph LR\n  A[Start] --> B[End]")?;
//! assert_eq!(drawing.labels, ["Start", "End"]);
//! let svg = drawing.svg("d1", "A way", "From start to end");
//! assert!(svg.starts_with("<svg class=\"diagram diagram-flowchart\"") && svg.contains("<title id=\"d1-t\">A way</title>"));
//! let css = stylesheet(&theme, &drawing.rules);
//! assert!(css.contains("light-dark("));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How a drawing is made
//!
//! 1. `source` takes comma lists apart and finds the kind;
//! 2. `engine` reads it, and draws, measuring with the widths of the theme's font (`metrics`); `statements` says the relations, messages
//!    and values of its model in words;
//! 3. `xml` parses the engine's SVG, `stylesheet` its style sheet, and `computed_style` computes the style of each element;
//! 4. `convert` keeps the elements that are allowed in a page and turns HTML labels into text (`label`); `remove_unused` drops
//!    definitions that nothing refers to;
//! 5. `paint` gives every colour its dark counterpart (`scheme`, `colour`), and labels, lines and marks enough contrast to what lies
//!    beneath them (`ground`, `geometry`, `rows`); `raise_titles` puts titles of groups above the edges, and heads above titles;
//! 6. `write` writes the SVG with short numbers (`compact`); its styles become rules that all drawings of a site share.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

use roxmltree::Node;
use serde::{Deserialize, Serialize};

mod advice;
mod colour;
mod compact;
mod computed_style;
mod convert;
mod css_value;
mod edited_text;
mod engine;
mod failure;
mod geometry;
mod ground;
mod label;
mod metrics;
mod model;
mod paint;
mod paint_text;
mod raise_titles;
mod remove_unused;
mod rows;
#[cfg(test)]
#[expect(clippy::format_collect, reason = "a few small strings are built for reading, not for speed")]
mod same_parts;
mod scheme;
mod slip;
mod slip_signs;
mod source;
mod statements;
mod statements_of_data;
mod stylesheet;
mod svg_node;
mod theme;
mod write;
mod xml;

pub use advice::DiagramAdvice;
pub use colour::{Colour, SchemeColour};
pub use failure::{DiagramEdit, DiagramError, DiagramFault};
pub use metrics::{FontMetrics, MetricsError};
pub use source::{MOST_BYTES, MOST_EDGES};
pub use statements::{END, START};
pub use theme::{ColourRole, DiagramTheme, Neutral, Palette, PaletteColour};

/// The version of drawings, raised whenever the same source would be drawn differently in the same theme: a part of the key
/// of cached drawings.
pub const VERSION: &str = engine::VERSION;

/// Maximum size of an SVG in bytes; larger drawings are refused. The largest of a real course has 45 KB.
const MOST_SVG_BYTES: usize = 2_000_000;
/// Number of style sheets that a thread caches: there are about 30 families, and authors' themes.
const MOST_SHEETS: usize = 64;

/// A drawn diagram, independent of its page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// The family in one word, as class names and sentences use it: `flowchart`, `sequence`, `state`, `class`, `er`, …
    pub kind: String,
    /// Width of the view box in CSS px.
    pub width: f32,
    /// Height of the view box in CSS px.
    pub height: f32,
    /// The name that the author gave it: `accTitle`, or `title` in the front matter.
    pub title: Option<String>,
    /// The description that the author gave it: `accDescr`.
    pub description: Option<String>,
    /// The visible texts, in reading order, each once.
    pub labels: Vec<String>,
    /// The relations, messages, tasks or values that it shows, in order: `Nginx → API 1, API 2`. [`START`] and [`END`] stand for the
    /// words of the start and the end of a process.
    pub statements: Vec<String>,
    /// Style rules that it needs; see [`stylesheet()`].
    pub rules: BTreeSet<String>,
    /// Lines of the block, from 1, on which a list such as `style A,B fill:…` was taken apart, which Mermaid itself draws
    /// as a node named `A,B`.
    pub expanded_lists: Vec<usize>,
    /// The least contrast of a label to the shapes beneath it, in either scheme, by WCAG; absent without labels.
    pub least_contrast: Option<f32>,
    view_box: String,
    has_links: bool,
    nodes: Vec<NodeRange>,
    body: String,
}

/// The names of a drawing on its page.
#[derive(Clone, Copy, Debug)]
pub struct DrawingNaming<'n> {
    /// Unique on the page; letters, digits, `-` and `_`. All ids within the drawing begin with it.
    pub id: &'n str,
    /// The accessible name.
    pub name: &'n str,
    /// The accessible description; empty for none.
    pub description: &'n str,
    /// The words that assistive technology says in place of "image": "Flowchart".
    pub kind: &'n str,
    /// The id of the element that describes the drawing in full, which readers go to or skip.
    pub details: Option<&'n str>,
}

/// A node of a drawing: its label, and the range of bytes of the drawing's text that it takes up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct NodeRange {
    label: String,
    start: usize,
    end: usize,
}

impl Drawing {
    /// Returns the labels of the nodes, in the order of the drawing's text.
    pub fn nodes(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| node.label.as_str())
    }

    /// Returns the drawing as an element of a page, with its family as its kind.
    ///
    /// `id` must be unique on the page and consist of letters, digits, `-` and `_`; all ids within begin with it. `name` is
    /// the accessible name, `description` the accessible description; an empty description is left out.
    pub fn svg(&self, id: &str, name: &str, description: &str) -> String {
        let naming = DrawingNaming { id, name, description, kind: &self.kind, details: None };
        self.svg_with_links(&naming, &BTreeMap::new())
    }

    /// Returns the drawing as [`svg`](Self::svg) does, with a link around each node whose label is a key of `links`; the values
    /// are the links' opening tags.
    pub fn svg_with_links(&self, naming: &DrawingNaming<'_>, links: &BTreeMap<String, String>) -> String {
        let DrawingNaming { id, name, description, kind, details } = *naming;
        let linked: Vec<(&NodeRange, &String)> =
            self.nodes.iter().filter_map(|node| Some((node, links.get(&node.label)?))).collect();
        let mut svg = String::with_capacity(self.body.len() + 600);
        // Assistive technology skips the contents of an image, so that a drawing with links is a group.
        let role = if self.has_links || !linked.is_empty() { "group" } else { "img" };
        let described = if description.is_empty() { String::new() } else { format!(" aria-describedby=\"{id}-d\"") };
        let details = details.map(|details| format!(" aria-details=\"{details}\"")).unwrap_or_default();
        let _ = write!(
            svg,
            "<svg class=\"diagram diagram-{}\" viewBox=\"{}\" width=\"{}\" height=\"{}\" role=\"{role}\" aria-roledescription=\"",
            self.kind,
            self.view_box,
            svg_node::number(self.width),
            svg_node::number(self.height),
        );
        write::escape_attribute(kind, &mut svg);
        let _ = write!(svg, "\" aria-labelledby=\"{id}-t\"{described}{details}><title id=\"{id}-t\">");
        write::escape_text(name, &mut svg);
        svg.push_str("</title>");
        if !description.is_empty() {
            let _ = write!(svg, "<desc id=\"{id}-d\">");
            write::escape_text(description, &mut svg);
            svg.push_str("</desc>");
        }
        let mut at = 0;
        for (node, link) in linked {
            svg.push_str(&self.body[at..node.start].replace(remove_unused::PREFIX, id));
            svg.push_str(link);
            svg.push_str(&self.body[node.start..node.end].replace(remove_unused::PREFIX, id));
            svg.push_str("</a>");
            at = node.end;
        }
        svg.push_str(&self.body[at..].replace(remove_unused::PREFIX, id));
        svg.push_str("</svg>");
        svg
    }
}

/// Draws a block of Mermaid source in a theme.
///
/// Pure and bounded: drawing stops after about five seconds, and every failure is an error, never a panic.
///
/// # Errors
/// Returns the reason why the block cannot be drawn, with the place in the block if it is known. The reason does not depend on
/// the theme.
pub fn draw(theme: &DiagramTheme, block: &str) -> Result<Drawing, DiagramError> {
    if source::kind(block).is_none() {
        return Err(DiagramError::empty());
    }
    if block.len() > MOST_BYTES {
        return Err(DiagramError::too_large());
    }
    let source = source::DiagramSource::prepare(block);
    if let Some((edges, offset)) = source.excess_edges() {
        return Err(DiagramError::too_many_edges(edges, offset, &source));
    }
    let engine = engine(theme);
    let is_drawn = |text: &str| engine.draw(text).is_ok();
    let drawn = engine.draw(&source.text).map_err(|refusal| DiagramError::of(refusal, &source, &is_drawn))?;
    let svg = xml::with_entities(&drawn.svg);
    let document = xml::parse(&svg).map_err(|_| DiagramError::fault())?;
    let drawing = Drawing { statements: drawn.statements, ..finish(document.root_element(), &source, theme) };
    if drawing.body.len() > MOST_SVG_BYTES { Err(DiagramError::too_large()) } else { Ok(drawing) }
}

/// Returns the 1-based lines of a block that style several nodes at once, each with equal lines for one node each.
pub fn style_lists(block: &str) -> Vec<(usize, Vec<String>)> {
    source::style_lists(block)
}

/// Returns the word that names the kind of a diagram: `graph`, `sequenceDiagram`; `None` in an empty block.
pub fn kind(block: &str) -> Option<&str> {
    source::kind(block)
}

/// Returns the style sheet for all drawings of a site, from the rules that they need, sorted.
pub fn stylesheet<'r>(theme: &DiagramTheme, rules: impl IntoIterator<Item = &'r String>) -> String {
    let rules: BTreeSet<&String> = rules.into_iter().collect();
    let mut sheet = write::base_rules(&theme.font_family);
    for rule in rules {
        sheet.push_str(rule);
        sheet.push('\n');
    }
    sheet
}

thread_local! {
    /// The engine of the last theme with its fingerprint: creating one takes time.
    static ENGINE: RefCell<Option<(String, Rc<engine::MermaidEngine>)>> = const { RefCell::new(None) };
    /// The parsed style sheets of families by their text, which most drawings share.
    static SHEETS: RefCell<BTreeMap<String, Rc<stylesheet::Stylesheet>>> = const { RefCell::new(BTreeMap::new()) };
}

fn engine(theme: &DiagramTheme) -> Rc<engine::MermaidEngine> {
    let fingerprint = theme.fingerprint();
    ENGINE.with_borrow_mut(|kept| match kept {
        Some((known, engine)) if *known == fingerprint => Rc::clone(engine),
        _ => {
            let engine = Rc::new(engine::MermaidEngine::new(theme));
            *kept = Some((fingerprint, Rc::clone(&engine)));
            engine
        }
    })
}

/// Returns the parsed style sheet of a drawing.
fn sheet_of(root: Node<'_, '_>) -> Rc<stylesheet::Stylesheet> {
    let inside = |element: Node<'_, '_>| {
        xml::elements(element).filter(|e| xml::name(*e) == "style").map(xml::text).collect::<String>()
    };
    let definitions = xml::elements(root).filter(|element| xml::name(*element) == "defs").map(inside);
    let css: String = std::iter::once(inside(root)).chain(definitions).collect();
    SHEETS.with_borrow_mut(|sheets| {
        if let Some(sheet) = sheets.get(&css) {
            return Rc::clone(sheet);
        }
        if sheets.len() >= MOST_SHEETS {
            sheets.clear();
        }
        let sheet = Rc::new(stylesheet::Stylesheet::parse(&css));
        sheets.insert(css, Rc::clone(&sheet));
        sheet
    })
}

fn finish(root: Node<'_, '_>, source: &source::DiagramSource, theme: &DiagramTheme) -> Drawing {
    let mut contents = convert::nodes(root, &sheet_of(root), theme);
    let role = root.attribute("aria-roledescription").unwrap_or("diagram").to_owned();
    if role == "sankey" {
        // The engine draws the bands over the labels and relies on `mix-blend-mode`, which spoils dark pages.
        contents.sort_by_key(|content| matches!(content, svg_node::SvgContent::Node(node) if !node.text().is_empty()));
    }
    remove_unused::remove_unused(&mut contents);
    let labels = paint::paint(&mut contents, theme);
    raise_titles::raise_titles(&mut contents, &theme.metrics);
    let mut rules = BTreeSet::new();
    let (body, nodes) = write::svg(&contents, &mut rules);
    let view = with_labels(view_box(root), &labels);
    let named = |name: &str| {
        xml::elements(root)
            .find(|e| xml::name(*e) == name)
            .map(|e| xml::text(e).trim().to_owned())
            .filter(|t| !t.is_empty())
    };
    let least = labels.iter().map(|label| label.contrast).fold(f32::INFINITY, f32::min);
    Drawing {
        kind: family(&role),
        width: view[2],
        height: view[3],
        title: named("title").or_else(|| source::title(&source.text)),
        description: named("desc"),
        labels: in_reading_order(labels, source::runs_sideways(&source.text)),
        statements: Vec::new(),
        rules,
        expanded_lists: source.expanded.clone(),
        least_contrast: least.is_finite().then_some(least),
        has_links: body.contains("<a "),
        view_box: view.map(svg_node::number).join(" "),
        nodes,
        body,
    }
}

/// Returns left, top, width and height of the drawing in CSS px.
fn view_box(root: Node<'_, '_>) -> [f32; 4] {
    let view: Option<svgtypes::ViewBox> = root.attribute("viewBox").and_then(|view| view.parse().ok());
    #[expect(clippy::cast_possible_truncation, reason = "coordinates have few digits")]
    if let Some(view) = view {
        return [view.x, view.y, view.w, view.h].map(|value| value as f32);
    }
    let size = |name: &str, otherwise: f32| xml::number(root, name).unwrap_or(otherwise);
    [0.0, 0.0, size("width", 300.0), size("height", 150.0)]
}

/// Room between a label at the edge of a drawing and the edge, in CSS px.
const MARGIN: f64 = 4.0;

/// Widens a view box until no label reaches beyond it: the engine leaves out those beside the last nodes of a Sankey diagram.
#[expect(clippy::cast_possible_truncation, reason = "coordinates have few digits")]
fn with_labels(view: [f32; 4], labels: &[paint::Label]) -> [f32; 4] {
    let [x, y, width, height] = view.map(f64::from);
    let before = kurbo::Rect::new(x, y, x + width, y + height);
    // A measured width is right to a pixel.
    let is_outside = |place: &kurbo::Rect| !before.inflate(1.0, 1.0).contains_rect(*place);
    let outside = labels.iter().map(|label| label.place).filter(is_outside);
    let all = outside.fold(before, |all, place| all.union(place.inflate(MARGIN, 0.0)));
    if all == before { view } else { [all.x0, all.y0, all.width(), all.height()].map(|value| value as f32) }
}

/// Returns the family of a role: `flowchart-v2` → `flowchart`, `stateDiagram` → `state`.
fn family(role: &str) -> String {
    let word = role.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let word = word.trim_end_matches("Diagram").trim_end_matches("Chart").to_ascii_lowercase();
    if word.is_empty() { "other".to_owned() } else { word }
}

/// Returns the texts of labels row by row from the top, or column by column if the diagram runs sideways.
fn in_reading_order(mut labels: Vec<paint::Label>, sideways: bool) -> Vec<String> {
    labels.sort_by(|a, b| {
        let key = |label: &paint::Label| {
            let (x, y) = (label.middle.x, label.middle.y);
            if sideways { (x, y) } else { (y, x) }
        };
        let (a, b) = (key(a), key(b));
        // Half a line of difference is still the same row.
        (a.0 / 12.0).round().total_cmp(&(b.0 / 12.0).round()).then(a.1.total_cmp(&b.1))
    });
    let mut seen = BTreeSet::new();
    labels.into_iter().map(|label| label.text).filter(|text| seen.insert(text.clone())).collect()
}

/// Runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct DiagramReadme;
