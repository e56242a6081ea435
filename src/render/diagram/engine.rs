//! Turns Mermaid source into raw SVG with the crate `merman`; no other file names it, for its interface moves often.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, RenderResourcePolicy, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextStyle,
};
use merman::{
    Engine, MermaidConfig, OperationControl, RenderError, RenderOutput, RenderRequest, Renderer, SvgEnvironment, SvgRequest,
};

use super::measure::width_em;
use super::style::is_bold_weight;

/// The engine's version: what was drawn with another must be drawn again.
pub(super) const VERSION: &str = "0.9.3";
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
fn configuration() -> MermaidConfig {
    MermaidConfig::from_value(serde_json::json!({
        "theme": "default",
        "look": "classic",
        "fontFamily": "sans-serif",
        "flowchart": { "wrappingWidth": 200, "minNodeWidth": 0 },
        "state": { "minNodeWidth": 0 },
    }))
}

fn measurement() -> Option<TextMeasurementPolicy> {
    let measurer = DeterministicTextMeasurer::default().with_width_callback(width_px);
    let profile = MeasurementProfileId::new("seodang").ok()?;
    let identity = TextMeasurementProfileIdentity::new(profile, "1".to_owned()).ok()?;
    Some(TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer)))
}

fn width_px(text: &str, style: &TextStyle) -> f64 {
    width_em(text, style.font_weight.as_deref().is_some_and(is_bold_weight)) * style.font_size.max(1.0)
}
