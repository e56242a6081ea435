//! Turns Mermaid source into raw SVG with the crate `merman`; no other file names it, for its interface moves often.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, RenderResourcePolicy, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextMeasurer, TextMetrics, TextStyle, WrapMode,
};
use merman::{
    Engine, MermaidConfig, OperationControl, RenderError, RenderOutput, RenderRequest, Renderer, SvgEnvironment,
    SvgRequest,
};

use super::measure::width_em;
use super::style::is_bold_weight;

/// The version of this module and of the engine: what was drawn with another must be drawn again.
pub(super) const VERSION: &str = "6+merman-0.9.3";
/// The id that the engine puts before all others; `prune` replaces them, and sheets of one family stay alike.
const DIAGRAM_ID: &str = "x";
/// The slowest diagram of a real course takes 40 ms; what takes a hundred times as long is not meant to be drawn.
const DEADLINE: Duration = Duration::from_secs(5);

/// Why the engine drew nothing.
pub(super) enum Refusal {
    /// It does not understand the source; the place, if known, is a byte offset.
    Syntax { message: String, offset: Option<usize> },
    /// It does not know this kind of diagram.
    UnknownKind,
    /// It would take too long, or too much space.
    TooLarge,
    /// It failed where it should not.
    Fault,
}

/// A configured engine; making one is not free, so each thread keeps its own.
pub(super) struct Drawer {
    /// Draws in the calm colours of [`palette`].
    calm: Renderer,
    /// Draws in Mermaid's own colours, for sources that name a theme or its colours: made when the first of them comes.
    stock: OnceCell<Renderer>,
    request: SvgRequest,
}

impl Drawer {
    pub(super) fn new() -> Self {
        let mut environment = SvgEnvironment::deterministic().with_resource_policy(RenderResourcePolicy::interactive());
        if let Some(policy) = measurement() {
            environment = environment.with_text_measurement_policy(policy);
        }
        let options = SvgRenderOptions { diagram_id: Some(DIAGRAM_ID.to_owned()), ..SvgRenderOptions::default() };
        let request = SvgRequest { environment, options, ..SvgRequest::default() };
        Self { calm: renderer(&palette()), stock: OnceCell::new(), request }
    }

    /// Draws `source` as SVG text.
    pub(super) fn draw(&self, source: &str) -> Result<String, Refusal> {
        let control = OperationControl::new().with_deadline(DEADLINE);
        let request = RenderRequest::svg(source, control, self.request.clone());
        let stock = || self.stock.get_or_init(|| renderer(&serde_json::json!({})));
        let renderer = if chooses_colours(source) { stock() } else { &self.calm };
        // The renderer keeps nothing between requests, so that a panic within one cannot spoil the next.
        let outcome = catch_unwind(AssertUnwindSafe(|| renderer.render(request)));
        match outcome {
            Ok(Ok(RenderOutput::Svg(Some(svg)))) => Ok(svg.into_parts().0),
            Ok(Ok(_)) => Err(Refusal::UnknownKind),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Refusal::Fault),
        }
    }
}

fn renderer(colours: &serde_json::Value) -> Renderer {
    Renderer::new().with_engine(Engine::new().with_site_config(configuration(colours)))
}

fn refusal(error: &RenderError) -> Refusal {
    match error {
        RenderError::Parse(diagnostic) => {
            let details = diagnostic.terminal_diagnostic_details();
            if details.code.ends_with("no_diagram_detected") || details.code.ends_with("unsupported_diagram") {
                return Refusal::UnknownKind;
            }
            Refusal::Syntax { message: diagnostic.terminal_safe_message(), offset: details.span.map(|span| span.start) }
        }
        RenderError::NoDiagram => Refusal::UnknownKind,
        RenderError::Cancelled(_) | RenderError::ResourceLimitExceeded(_) => Refusal::TooLarge,
        other => Refusal::Syntax { message: other.to_string(), offset: None },
    }
}

/// The look that authors know from Mermaid 11: the engine follows Mermaid 12, which widens nodes and changes the theme.
///
/// The last two settings are for speed. For every label the engine makes hash sets of all tags and attributes that its
/// sanitizer allows, once more if the level is not `loose`; with the few that `label` understands, a diagram takes half the
/// time. Safety does not rest on either: `convert` lets only known elements, attributes and addresses into the drawing.
fn configuration(colours: &serde_json::Value) -> MermaidConfig {
    MermaidConfig::from_value(serde_json::json!({
        "theme": "default",
        "themeVariables": colours,
        "look": "classic",
        "fontFamily": "sans-serif",
        "flowchart": { "wrappingWidth": 200, "minNodeWidth": 0 },
        "state": { "minNodeWidth": 0 },
        "securityLevel": "loose",
        "dompurifyConfig": {
            "ALLOWED_TAGS": [
                "a", "b", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "i", "li", "ol", "p", "pre", "s", "small", "span",
                "strong", "sub", "sup", "u", "ul",
            ],
            "ALLOWED_ATTR": ["class", "href", "style"],
        },
    }))
}

/// Colours for what authors leave uncoloured. Mermaid's yellow groups, violet borders and full blues outshout the pastels
/// that authors give to single nodes, and the page; these are cool greys and the theme's own hues. Borders of nodes reach
/// 3:1 on white, as WCAG 1.4.11 asks of what must be seen to understand a drawing; notes stay yellow, for notes are.
fn palette() -> serde_json::Value {
    let mut colours = serde_json::json!({
        "primaryColor": "#eef2fb",
        "primaryBorderColor": "#7d8ba3",
        "secondaryColor": "#e9f6f0",
        "tertiaryColor": "#f5f7fb",
        "mainBkg": "#eef2fb",
        "nodeBorder": "#7d8ba3",
        "clusterBkg": "#f5f7fb",
        "clusterBorder": "#c6cfdd",
        "actorBkg": "#eef2fb",
        "actorBorder": "#7d8ba3",
        "actorLineColor": "#a3aebf",
        "labelBoxBkgColor": "#eef2fb",
        "labelBoxBorderColor": "#7d8ba3",
        "rowEven": "#f5f7fb",
        "pieStrokeColor": "#7d8ba3",
        "pieOuterStrokeColor": "#7d8ba3",
        "pieOpacity": "1",
        "sectionBkgColor": "#eef2fb",
        "sectionBkgColor2": "#e9f6f0",
        "taskBkgColor": "#c9dcf7",
        "taskBorderColor": "#7d8ba3",
        "taskTextColor": "#1f2328",
        "edgeLabelBackground": "#f5f7fb",
        "xyChart": { "plotColorPalette": format!("#8fb3ec,{}", LINES[1..].join(",")) },
    });
    for (index, colour) in AREAS.iter().cycle().take(12).enumerate() {
        colours[format!("cScale{index}")] = (*colour).into();
        colours[format!("cScaleLabel{index}")] = "#1f2328".into();
        colours[format!("cScaleInv{index}")] = "#7d8ba3".into();
        colours[format!("pie{}", index + 1)] = (*colour).into();
    }
    for (index, colour) in LINES.iter().enumerate() {
        colours[format!("git{index}")] = (*colour).into();
        colours[format!("gitBranchLabel{index}")] = "#ffffff".into();
    }
    colours
}

/// Areas that only differ from one another (slices, branches of a map): blue, green, orange, violet, rose, yellow, cyan, grey.
const AREAS: [&str; 8] = ["#b5cff4", "#b2e0c8", "#f7caa8", "#d2c0f0", "#f3bbc6", "#efd98f", "#add9e4", "#ccd3de"];
/// Lines of the same hues, dark enough for white letters upon them (4.5:1).
const LINES: [&str; 8] = ["#0b57d0", "#0d6a4a", "#a33f06", "#6b3fa6", "#b3261e", "#7a5b00", "#00617a", "#4d5661"];

/// Whether `source` says in its front matter or in a directive (`%%{init: …}%%`) which theme or colours it wants. An
/// author's theme is drawn as Mermaid draws it: single colours of ours within it would fit nothing.
fn chooses_colours(source: &str) -> bool {
    let head = source.trim_start().strip_prefix("---\n").and_then(|rest| rest.split_once("\n---"));
    let directives = source.split("%%{").skip(1).filter_map(|rest| rest.split("}%%").next());
    head.map(|(head, _)| head).into_iter().chain(directives).any(|part| part.contains("theme"))
}

fn measurement() -> Option<TextMeasurementPolicy> {
    let measurer = Arc::new(TallLines { widths: DeterministicTextMeasurer::default().with_width_callback(width_px) });
    let profile = MeasurementProfileId::new("seodang").ok()?;
    let identity = TextMeasurementProfileIdentity::new(profile, "1".to_owned()).ok()?;
    Some(TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer)))
}

fn width_px(text: &str, style: &TextStyle) -> f64 {
    width_em(text, style.font_weight.as_deref().is_some_and(is_bold_weight)) * style.font_size.max(1.0)
}

/// Measures as the engine does, but gives lines of SVG text the height that Hangul has in a browser: with the engine's 1.1 em,
/// sequence diagrams come out a sixth lower than Mermaid's, and their lines cramped.
struct TallLines {
    widths: Arc<dyn TextMeasurer + Send + Sync>,
}

impl TallLines {
    /// Box of a line in em: 1.19 is that of the text font (ascent 1950, descent 494 of 2048); with Hangul, 1.4 lies
    /// between it and the 1.45 of Noto Sans CJK, with which Mermaid's own drawings are made.
    fn height_px(text: &str, style: &TextStyle) -> f64 {
        let em = if text.trim().is_empty() {
            0.0
        } else if text.chars().any(|c| c >= '\u{1100}') {
            1.4
        } else {
            1.19
        };
        em * style.font_size.max(1.0)
    }
}

impl TextMeasurer for TallLines {
    fn measure_svg_raw_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        Self::height_px(text, style)
    }

    fn measure_svg_tspan_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        Self::height_px(text, style)
    }

    fn measure_svg_simple_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        Self::height_px(text, style)
    }

    fn measure_mermaid_calculate_text_dimensions(&self, text: &str, style: &TextStyle) -> TextMetrics {
        let metrics = self.widths.measure_mermaid_calculate_text_dimensions(text, style);
        TextMetrics { height: Self::height_px(text, style), ..metrics }
    }

    fn measure(&self, text: &str, style: &TextStyle) -> TextMetrics {
        self.widths.measure(text, style)
    }

    fn measure_wrapped(
        &self,
        text: &str,
        style: &TextStyle,
        max_width: Option<f64>,
        wrap_mode: WrapMode,
    ) -> TextMetrics {
        self.widths.measure_wrapped(text, style, max_width, wrap_mode)
    }

    fn measure_wrapped_with_raw_width(
        &self,
        text: &str,
        style: &TextStyle,
        max_width: Option<f64>,
        wrap_mode: WrapMode,
    ) -> (TextMetrics, Option<f64>) {
        self.widths.measure_wrapped_with_raw_width(text, style, max_width, wrap_mode)
    }

    fn measure_html_line_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_html_line_width_px(text, style)
    }

    fn measure_html_line_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_html_line_height_px(text, style)
    }

    fn measure_svg_text_computed_length_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_svg_text_computed_length_px(text, style)
    }

    fn measure_svg_text_bbox_x(&self, text: &str, style: &TextStyle) -> (f64, f64) {
        self.widths.measure_svg_text_bbox_x(text, style)
    }

    fn measure_svg_simple_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_svg_simple_text_bbox_width_px(text, style)
    }

    fn measure_svg_raw_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_svg_raw_text_bbox_width_px(text, style)
    }

    fn measure_svg_preserved_raw_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_svg_preserved_raw_text_bbox_width_px(text, style)
    }

    fn measure_svg_preserved_tspan_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_svg_preserved_tspan_text_bbox_width_px(text, style)
    }

    fn measure_canvas_text_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.widths.measure_canvas_text_width_px(text, style)
    }
}
