//! Turns Mermaid source into raw SVG with the crate `merman`; no other file names it, for its interface moves often.

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
pub(super) const VERSION: &str = "4+merman-0.9.3";
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
    renderer: Renderer,
    request: SvgRequest,
}

impl Drawer {
    pub(super) fn new() -> Self {
        let renderer = Renderer::new().with_engine(Engine::new().with_site_config(configuration()));
        let mut environment = SvgEnvironment::deterministic().with_resource_policy(RenderResourcePolicy::interactive());
        if let Some(policy) = measurement() {
            environment = environment.with_text_measurement_policy(policy);
        }
        let options = SvgRenderOptions { diagram_id: Some(DIAGRAM_ID.to_owned()), ..SvgRenderOptions::default() };
        Self { renderer, request: SvgRequest { environment, options, ..SvgRequest::default() } }
    }

    /// Draws `source` as SVG text.
    pub(super) fn draw(&self, source: &str) -> Result<String, Refusal> {
        let control = OperationControl::new().with_deadline(DEADLINE);
        let request = RenderRequest::svg(source, control, self.request.clone());
        // The renderer keeps nothing between requests, so that a panic within one cannot spoil the next.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.renderer.render(request)));
        match outcome {
            Ok(Ok(RenderOutput::Svg(Some(svg)))) => Ok(svg.into_parts().0),
            Ok(Ok(_)) => Err(Refusal::UnknownKind),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Refusal::Fault),
        }
    }
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
fn configuration() -> MermaidConfig {
    MermaidConfig::from_value(serde_json::json!({
        "theme": "default",
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
