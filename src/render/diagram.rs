//! Turns the `[diagram]` table of a theme into the look of its drawings; [`seodang_diagram`] draws.

use std::sync::{Arc, LazyLock};

use anyhow::{Context as _, Result, bail};
use seodang_diagram::{Colour, ColourRole, FontMetrics, Neutral, PaletteColour, SchemeColour};
pub use seodang_diagram::{
    DiagramAdvice, DiagramEdit, DiagramError, DiagramFault, DiagramTheme, Drawing, DrawingNaming, END, MOST_BYTES,
    MOST_EDGES, START, VERSION, draw, kind, style_lists, stylesheet,
};
use toml::{Table, Value};

use crate::read::theme::{DEFAULT, MANIFEST, ThemeFiles, theme};

/// The keys of the table beside those of [`ColourRole`].
const KEYS: [&str; 5] = ["paper", "neutral", "dark-ink", "font-family", "font-metrics"];

/// Returns the look of drawings in the default theme.
///
/// It decides only the look: a diagram that can be drawn in one theme can be drawn in every theme.
pub fn default_theme() -> Arc<DiagramTheme> {
    static THEME: LazyLock<Arc<DiagramTheme>> = LazyLock::new(|| {
        let read = theme(DEFAULT, &[]).and_then(|files| theme_of(&files));
        // A test holds that the built-in theme can be read.
        Arc::new(read.unwrap_or_else(|_| DiagramTheme::new(SchemeColour::same(Colour::from_rgb8(255, 255, 255)))))
    });
    Arc::clone(&THEME)
}

/// Reads the look of drawings from a theme's files: each `theme.toml` changes the keys that it names.
///
/// # Errors
/// Returns an error with the file, the key and the allowed values if a value is wrong, or if a theme that builds on no other lacks `paper`.
pub fn theme_of(files: &ThemeFiles) -> Result<DiagramTheme> {
    let mut table = Table::new();
    for (_, bytes) in files.iter().filter(|(path, _)| path.starts_with(MANIFEST)) {
        let text = std::str::from_utf8(bytes).with_context(|| format!("{MANIFEST} is not UTF-8"))?;
        let manifest: Table = toml::from_str(text).with_context(|| MANIFEST.to_owned())?;
        match manifest.get("diagram") {
            Some(Value::Table(own)) => table.extend(own.clone()),
            Some(_) => bail!("{MANIFEST}: `diagram` must be a table"),
            None => {}
        }
    }
    let Some(paper) = table.get("paper") else {
        bail!(
            "{MANIFEST}: `diagram.paper` is missing: the page behind drawings, as {{ light = \"#fff\", dark = \"#000\" }}"
        )
    };
    let mut look = DiagramTheme::new(paper_of(paper)?);
    for (key, value) in &table {
        read_key(&mut look, key, value, files)?;
    }
    Ok(look)
}

/// Reads one key of the table.
fn read_key(look: &mut DiagramTheme, key: &str, value: &Value, files: &ThemeFiles) -> Result<()> {
    match key {
        "paper" => {}
        "neutral" => look.neutral = neutral(value)?,
        "dark-ink" => look.dark_ink = Some(dark_ink(value)?),
        "font-family" => look.font_family = font_family(value)?,
        "font-metrics" => look.metrics = font_metrics(value, files)?,
        _ => {
            let Some(role) = ColourRole::from_name(key) else {
                let roles = ColourRole::ALL.map(ColourRole::name);
                let known: Vec<&str> = KEYS.into_iter().chain(roles).collect();
                bail!("{MANIFEST}: `diagram.{key}` is not a key of drawings; there are {}", known.join(", "))
            };
            let colours = colours(role, value)?;
            if let Err(other) = look.palette.set(role, colours) {
                let other = other.name();
                bail!(
                    "{MANIFEST}: `diagram.{key}` has a light colour of `diagram.{other}` with another dark one; they must agree"
                )
            }
        }
    }
    Ok(())
}

/// Reads the page behind drawings: contrast is judged against it, so that both of its colours must be given and opaque.
fn paper_of(value: &Value) -> Result<SchemeColour> {
    let paper = colour_of(value).and_then(|PaletteColour { light, dark }| Some(SchemeColour { light, dark: dark? }));
    match paper.filter(|paper| [paper.light, paper.dark].iter().all(|colour| colour.is_opaque())) {
        Some(paper) => Ok(paper),
        None => bail!(
            "{MANIFEST}: `diagram.paper` is {value}; it must be two opaque colours, as {{ light = \"#ffffff\", dark = \"#14171c\" }}"
        ),
    }
}

/// Reads the colour of labels on the dark page.
fn dark_ink(value: &Value) -> Result<Colour> {
    match value.as_str().and_then(Colour::parse).filter(|colour| colour.is_opaque()) {
        Some(colour) => Ok(colour),
        None => bail!("{MANIFEST}: `diagram.dark-ink` is {value}; it must be an opaque colour, as \"#d9dee5\""),
    }
}

/// Reads a colour: one, or one for each scheme.
fn colour_of(value: &Value) -> Option<PaletteColour> {
    let colour = |value: &Value| Colour::parse(value.as_str()?);
    match value {
        Value::String(_) => Some(PaletteColour { light: colour(value)?, dark: None }),
        Value::Table(pair) if pair.len() == 2 => {
            Some(PaletteColour { light: colour(pair.get("light")?)?, dark: Some(colour(pair.get("dark")?)?) })
        }
        _ => None,
    }
}

fn colours(role: ColourRole, value: &Value) -> Result<Vec<PaletteColour>> {
    let read = match value {
        Value::Array(list) if role.is_series() => list.iter().map(colour_of).collect(),
        _ if role.is_series() => None,
        _ => colour_of(value).map(|colour| vec![colour]),
    };
    let Some(colours) = read.filter(|colours| !colours.is_empty()) else {
        let allowed = if role.is_series() { "a list of colours" } else { "a colour" };
        bail!(
            "{MANIFEST}: `diagram.{}` is {value}; it must be {allowed}, each as \"#eef2fb\" or {{ light = \"#eef2fb\", dark = \"#1a2233\" }}",
            role.name()
        )
    };
    Ok(colours)
}

fn neutral(value: &Value) -> Result<Neutral> {
    #[expect(clippy::cast_possible_truncation, reason = "a chroma or an angle has few digits")]
    let number = |key: &str, most: f64| {
        let value = value.get(key)?;
        let number =
            value.as_float().or_else(|| value.as_integer().and_then(|n| i32::try_from(n).ok()).map(f64::from))?;
        (0.0..=most).contains(&number).then_some(number as f32)
    };
    match (number("chroma", 0.4), number("hue", 360.0)) {
        (Some(chroma), Some(hue)) => Ok(Neutral { chroma, hue }),
        _ => bail!(
            "{MANIFEST}: `diagram.neutral` is {value}; it must be {{ chroma = 0 to 0.4, hue = 0 to 360 }} of OKLCH"
        ),
    }
}

/// Reads names of fonts. They become part of a rule of the style sheet, so they must not contain a character that ends it.
fn font_family(value: &Value) -> Result<String> {
    let ends_rule = |text: &str| text.contains(['{', '}', ';', '<', '\\', '\n', '@', '(']) || text.contains("/*");
    let is_quoted =
        |text: &str| text.matches('"').count().is_multiple_of(2) && text.matches('\'').count().is_multiple_of(2);
    match value.as_str().map(str::trim) {
        Some(text) if !text.is_empty() && !ends_rule(text) && is_quoted(text) => Ok(text.to_owned()),
        _ => bail!(
            "{MANIFEST}: `diagram.font-family` is {value}; it must be names of fonts, as '\"My Font\", sans-serif'"
        ),
    }
}

fn font_metrics(value: &Value, files: &ThemeFiles) -> Result<FontMetrics> {
    let Some(path) = value.as_str() else {
        bail!(
            "{MANIFEST}: `diagram.font-metrics` is {value}; it must be a file of the theme, as \"fonts/pretendard-metrics.tsv\""
        )
    };
    let Some(bytes) = files.get(path) else {
        bail!("{MANIFEST}: `diagram.font-metrics` names {path}, which is not in the theme")
    };
    let table = std::str::from_utf8(bytes).with_context(|| format!("{path} of the theme is not UTF-8"))?;
    FontMetrics::parse(table)
        .with_context(|| format!("{MANIFEST}: `diagram.font-metrics` names {path}, which is wrong"))
}
