//! Renders Mermaid source as raw SVG with the crate `merman`; only this file uses it, because its interface changes often.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, RenderResourcePolicy, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextMeasurer, TextMetrics, TextStyle, WrapMode,
};
use merman::{
    Engine, MermaidConfig, OperationControl, RenderError, RenderOutput, RenderTarget, Renderer, SvgEnvironment,
    SvgRequest,
};

use crate::computed_style::is_bold_weight;
use crate::metrics::FontMetrics;
use crate::statements::statements;
use crate::theme::{ColourRole, DiagramTheme, Palette};

/// The version of this module and of the engine: drawings of another version must be drawn again.
pub(crate) const VERSION: &str = "9+merman-0.9.3";
/// The id that the engine puts before all others; `remove_unused` replaces them, so that sheets of one family stay alike.
const DIAGRAM_ID: &str = "x";
/// The time limit of a drawing: the slowest diagram of a real course takes 40 ms; one that takes a hundred times as long is
/// not a real diagram.
const DEADLINE: Duration = Duration::from_secs(5);

/// The reason why the engine drew nothing.
pub(crate) enum EngineError {
    /// The source is not valid; the place, if known, is a byte offset.
    Syntax { message: String, offset: Option<usize> },
    /// The kind of diagram is unknown.
    UnknownKind,
    /// Drawing would take too much time or space.
    TooLarge,
    /// The engine failed on a valid source.
    Fault,
}

/// A drawing of the engine, with what it says in words.
pub(crate) struct EngineDrawing {
    pub(crate) svg: String,
    pub(crate) statements: Vec<String>,
}

/// A configured engine. Creating one is costly, so each thread keeps its own.
pub(crate) struct MermaidEngine {
    /// Draws in the colours of the palette.
    themed: Renderer,
    palette: Palette,
    /// Draws in Mermaid's own colours, for sources that name a theme: created when the first of them is drawn.
    stock: OnceCell<Renderer>,
    request: SvgRequest,
}

impl MermaidEngine {
    pub(crate) fn new(theme: &DiagramTheme) -> Self {
        let mut environment = SvgEnvironment::deterministic().with_resource_policy(RenderResourcePolicy::interactive());
        if let Some(policy) = measurement(&theme.metrics) {
            environment = environment.with_text_measurement_policy(policy);
        }
        let options = SvgRenderOptions { diagram_id: Some(DIAGRAM_ID.to_owned()), ..SvgRenderOptions::default() };
        let request = SvgRequest { environment, options, ..SvgRequest::default() };
        let themed = renderer(&theme_variables(&theme.palette, &[]));
        Self { themed, palette: theme.palette.clone(), stock: OnceCell::new(), request }
    }

    /// Reads `source` once, and draws it.
    pub(crate) fn draw(&self, source: &str) -> Result<EngineDrawing, EngineError> {
        let overridden = overridden(source);
        let own;
        let renderer = if names_theme(source) {
            self.stock.get_or_init(|| renderer(&serde_json::json!({})))
        } else if overridden.is_empty() {
            &self.themed
        } else {
            own = renderer(&theme_variables(&self.palette, &overridden));
            &own
        };
        // The renderer keeps no state between requests, so a panic in one cannot affect the next.
        catch_unwind(AssertUnwindSafe(|| self.draw_with(renderer, source))).unwrap_or(Err(EngineError::Fault))
    }

    fn draw_with(&self, renderer: &Renderer, source: &str) -> Result<EngineDrawing, EngineError> {
        let control = OperationControl::new().with_deadline(DEADLINE);
        let resources = *RenderResourcePolicy::interactive().input_policy();
        let read = renderer.prepare_semantic_with(source, control, renderer.parse_options(), resources);
        let Some(artifact) = read.map_err(|error| refusal(&error))? else { return Err(EngineError::UnknownKind) };
        let model = artifact.compatibility_json().map_err(|error| refusal(&error))?;
        let statements = statements(artifact.semantic_kind(), model.as_value());
        match artifact.render(RenderTarget::Svg(self.request.clone())) {
            Ok(RenderOutput::Svg(Some(svg))) => Ok(EngineDrawing { svg: svg.into_parts().0, statements }),
            Ok(_) => Err(EngineError::UnknownKind),
            Err(error) => Err(refusal(&error)),
        }
    }
}

fn renderer(theme_variables: &serde_json::Value) -> Renderer {
    Renderer::new().with_engine(Engine::new().with_site_config(configuration(theme_variables)))
}

fn refusal(error: &RenderError) -> EngineError {
    match error {
        RenderError::Parse(diagnostic) => {
            let details = diagnostic.terminal_diagnostic_details();
            if details.code.ends_with("no_diagram_detected") || details.code.ends_with("unsupported_diagram") {
                return EngineError::UnknownKind;
            }
            EngineError::Syntax {
                message: diagnostic.terminal_safe_message(),
                offset: details.span.map(|span| span.start),
            }
        }
        RenderError::NoDiagram => EngineError::UnknownKind,
        RenderError::Cancelled(_) | RenderError::ResourceLimitExceeded(_) => EngineError::TooLarge,
        other => EngineError::Syntax { message: other.to_string(), offset: None },
    }
}

/// Returns the settings for the look of Mermaid 11: the engine follows Mermaid 12, which widens nodes and changes the theme.
///
/// Themes and looks of kinds of diagrams, and the last two settings, are for speed. The engine keeps the variables of a theme
/// only if no setting of the kind changes when a source is read: each diagram would compute them again, a fifth of its time
/// ([`FAMILIES`]). For every label the engine makes hash sets of all tags and attributes that its
/// sanitizer allows, once more if the level is not `loose`; with the few that `label` understands, a diagram takes half the
/// time. Safety does not rest on either: `convert` lets only known elements, attributes and addresses into the drawing.
fn configuration(theme_variables: &serde_json::Value) -> MermaidConfig {
    let mut configuration = serde_json::json!({
        "theme": THEME,
        "themeVariables": theme_variables,
        "look": LOOK,
        "fontFamily": "sans-serif",
        "flowchart": { "wrappingWidth": 200, "minNodeWidth": 0 },
        "state": { "minNodeWidth": 0, "wrappingWidth": 200 },
        "securityLevel": "loose",
        "dompurifyConfig": {
            "ALLOWED_TAGS": [
                "a", "b", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "i", "li", "ol", "p", "pre", "s", "small", "span",
                "strong", "sub", "sup", "u", "ul",
            ],
            "ALLOWED_ATTR": ["class", "href", "style"],
        },
    });
    for family in FAMILIES {
        configuration[family]["theme"] = THEME.into();
        configuration[family]["look"] = LOOK.into();
    }
    MermaidConfig::from_value(configuration)
}

/// The theme and the look of all drawings.
const THEME: &str = "default";
const LOOK: &str = "classic";

/// The kinds of diagrams for which the engine has a theme and a look of their own, by the names of their settings.
const FAMILIES: [&str; 6] = ["class", "er", "flowchart", "requirement", "sequence", "state"];

/// The variables of Mermaid's themes that a role colours, without those that are numbered.
const VARIABLES: [(ColourRole, &[&str]); 10] = [
    (ColourRole::Node, &["primaryColor", "mainBkg", "actorBkg", "labelBoxBkgColor", "sectionBkgColor"]),
    (
        ColourRole::NodeBorder,
        &[
            "primaryBorderColor",
            "nodeBorder",
            "actorBorder",
            "labelBoxBorderColor",
            "pieStrokeColor",
            "pieOuterStrokeColor",
            "taskBorderColor",
        ],
    ),
    (ColourRole::Alternate, &["secondaryColor", "sectionBkgColor2"]),
    (ColourRole::Group, &["tertiaryColor", "clusterBkg", "rowEven", "edgeLabelBackground"]),
    (ColourRole::GroupBorder, &["clusterBorder"]),
    (ColourRole::Lifeline, &["actorLineColor"]),
    (ColourRole::Task, &["taskBkgColor"]),
    (ColourRole::AreaText, &["taskTextColor"]),
    (ColourRole::Ink, &[]),
    (ColourRole::LineText, &[]),
];

/// Mermaid's numbered variables, how many there are, and the role whose colours they take in turn.
const NUMBERED: [(ColourRole, &str, std::ops::Range<usize>); 6] = [
    (ColourRole::Areas, "cScale", 0..12),
    (ColourRole::AreaText, "cScaleLabel", 0..12),
    (ColourRole::NodeBorder, "cScaleInv", 0..12),
    (ColourRole::Areas, "pie", 1..13),
    (ColourRole::Lines, "git", 0..8),
    (ColourRole::LineText, "gitBranchLabel", 0..8),
];

/// Returns a palette as the variables of a theme of Mermaid, without those in `left_out`.
fn theme_variables(palette: &Palette, left_out: &[&str]) -> serde_json::Value {
    let mut variables = serde_json::Map::new();
    let css = |role: ColourRole| palette.get(role).iter().map(|colour| colour.light.css());
    for (role, names) in VARIABLES {
        if let Some(colour) = css(role).next() {
            variables.extend(names.iter().map(|name| ((*name).to_owned(), colour.clone().into())));
        }
    }
    for (role, name, numbers) in NUMBERED {
        let turns = numbers.zip(css(role).collect::<Vec<_>>().into_iter().cycle());
        variables.extend(turns.map(|(number, colour)| (format!("{name}{number}"), colour.into())));
    }
    let series: Vec<String> = css(ColourRole::Bars).chain(css(ColourRole::Lines).skip(1)).collect();
    if !series.is_empty() {
        variables.insert("xyChart".to_owned(), serde_json::json!({ "plotColorPalette": series.join(",") }));
    }
    if !palette.is_empty() {
        variables.insert("pieOpacity".to_owned(), "1".into());
    }
    variables.retain(|name, _| !left_out.contains(&name.as_str()));
    variables.into()
}

/// Returns the parts of a source that set the look of its drawing: front matter and directives (`%%{init: …}%%`).
fn settings(source: &str) -> impl Iterator<Item = &str> {
    let head = source.trim_start().strip_prefix("---\n").and_then(|rest| rest.split_once("\n---"));
    let directives = source.split("%%{").skip(1).filter_map(|rest| rest.split("}%%").next());
    head.map(|(head, _)| head).into_iter().chain(directives)
}

/// Tests whether `source` names a theme. A theme is drawn as Mermaid draws it: single colours of another palette within it would
/// fit nothing.
fn names_theme(source: &str) -> bool {
    let is_key = |rest: &str| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':');
    settings(source).any(|part| part.match_indices("theme").any(|(at, word)| is_key(&part[at + word.len()..])))
}

/// Variables of Mermaid's default theme, each with those that take its value unless they are set. A palette must not set these
/// if an author sets the first.
const DERIVED: [(&str, &[&str]); 5] = [
    ("mainBkg", &["actorBkg", "labelBoxBkgColor"]),
    ("actorBkg", &["labelBoxBkgColor"]),
    ("actorBorder", &["labelBoxBorderColor", "actorLineColor"]),
    ("clusterBkg", &["edgeLabelBackground"]),
    ("primaryColor", &["cScale0"]),
];

/// Returns the variables that the author sets and those of the palette that must give way to them.
fn overridden(source: &str) -> Vec<&'static str> {
    let settings: Vec<&str> = settings(source).filter(|part| part.contains("themeVariables")).collect();
    let sets = |name: &str| settings.iter().any(|part| part.contains(name));
    DERIVED.iter().filter(|(name, _)| sets(name)).flat_map(|(_, derived)| *derived).copied().collect()
}

fn measurement(metrics: &FontMetrics) -> Option<TextMeasurementPolicy> {
    let line_em = metrics.line_height();
    let metrics = metrics.clone();
    let width_px = move |text: &str, style: &TextStyle| {
        metrics.width_em(text, style.font_weight.as_deref().is_some_and(is_bold_weight)) * style.font_size.max(1.0)
    };
    let widths = DeterministicTextMeasurer::default().with_width_callback(width_px);
    let profile = MeasurementProfileId::new("seodang").ok()?;
    let identity = TextMeasurementProfileIdentity::new(profile, "1".to_owned()).ok()?;
    Some(TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, Arc::new(TallLines { widths, line_em }))))
}

/// Measures as the engine does, but gives lines of SVG text the height that Hangul has in a browser: with the engine's 1.1 em,
/// sequence diagrams come out a sixth lower than Mermaid's, and their lines cramped.
struct TallLines {
    widths: Arc<dyn TextMeasurer + Send + Sync>,
    /// Height of a line in em where all of it is in the theme's font.
    line_em: f64,
}

/// Height of a line with Hangul in em: between that of Pretendard (1.19) and the 1.45 of Noto Sans CJK, with which Mermaid's
/// own drawings are made.
const HANGUL_LINE: f64 = 1.4;

impl TallLines {
    fn height_px(&self, text: &str, style: &TextStyle) -> f64 {
        let em = if text.trim().is_empty() {
            0.0
        } else if text.chars().any(|c| c >= '\u{1100}') {
            HANGUL_LINE
        } else {
            self.line_em
        };
        em * style.font_size.max(1.0)
    }
}

impl TextMeasurer for TallLines {
    fn measure_svg_raw_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.height_px(text, style)
    }

    fn measure_svg_tspan_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.height_px(text, style)
    }

    fn measure_svg_simple_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.height_px(text, style)
    }

    fn measure_mermaid_calculate_text_dimensions(&self, text: &str, style: &TextStyle) -> TextMetrics {
        let metrics = self.widths.measure_mermaid_calculate_text_dimensions(text, style);
        TextMetrics { height: self.height_px(text, style), ..metrics }
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
