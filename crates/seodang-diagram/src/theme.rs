//! Holds the look of a theme's drawings: the page behind them, the default colours, the font.

use std::collections::BTreeMap;

use crate::colour::{Colour, SchemeColour};
use crate::metrics::FontMetrics;

/// The look of a theme's drawings.
#[derive(Clone, Debug)]
pub struct DiagramTheme {
    /// The page behind a drawing; contrast is measured against it if no shape lies beneath a label. Opaque.
    pub paper: SchemeColour,
    /// The tone that white and pale grey surfaces take in the dark scheme.
    pub neutral: Neutral,
    /// The text of the page in the dark scheme, which labels in black or dark grey take; `None` to derive theirs.
    pub dark_ink: Option<Colour>,
    /// The colours of elements that authors leave uncoloured; empty for Mermaid's own.
    pub palette: Palette,
    /// The value of `font-family`.
    pub font_family: String,
    /// The widths by which labels are measured: those of the first family of `font_family`.
    pub metrics: FontMetrics,
}

impl DiagramTheme {
    /// Returns a theme with Mermaid's own colours for a page, in the reader's font without serifs.
    pub fn new(paper: SchemeColour) -> Self {
        let dark = paper.dark.oklch();
        Self {
            paper,
            neutral: Neutral { chroma: dark.chroma, hue: dark.hue.into_degrees() },
            dark_ink: None,
            palette: Palette::default(),
            font_family: "sans-serif".to_owned(),
            metrics: FontMetrics::default(),
        }
    }

    /// Returns a text that differs for any two themes that draw differently: a part of the key of cached drawings.
    ///
    /// It is computed at each look-up of a drawing, so numbers are hashed as bits and never formatted.
    pub fn fingerprint(&self) -> String {
        let mut hash = blake3::Hasher::new();
        for colour in [self.paper.light, self.paper.dark] {
            hash.update(&colour.bits());
        }
        for number in [self.neutral.chroma, self.neutral.hue] {
            hash.update(&number.to_le_bytes());
        }
        if let Some(ink) = self.dark_ink {
            hash.update(&ink.bits());
        }
        for (role, colours) in &self.palette.colours {
            hash.update(role.name().as_bytes());
            for colour in colours {
                hash.update(b"=").update(&colour.light.bits());
                if let Some(dark) = colour.dark {
                    hash.update(b"/").update(&dark.bits());
                }
            }
        }
        hash.update(self.metrics.hash().as_bytes());
        hash.finalize().to_hex().to_string()
    }

    /// Returns the colour of text and lines for which the drawing names none.
    pub(crate) fn ink(&self) -> Colour {
        self.palette.light(ColourRole::Ink).unwrap_or_else(|| Colour::from_rgb8(0x33, 0x33, 0x33))
    }
}

/// A tone without a lightness, in OKLCH.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neutral {
    /// 0 (grey) to about 0.4.
    pub chroma: f32,
    /// In degrees.
    pub hue: f32,
}

/// The parts of drawings that a colour of a palette paints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourRole {
    /// Nodes, actors, the first of alternating sections.
    Node,
    /// Borders of nodes and of slices. WCAG 1.4.11 asks for 3:1 to the page.
    NodeBorder,
    /// The second of alternating sections.
    Alternate,
    /// Groups of nodes, even rows of tables, behind the labels of edges.
    Group,
    /// Borders of groups.
    GroupBorder,
    /// Lifelines of sequence diagrams.
    Lifeline,
    /// Bars of tasks.
    Task,
    /// Text upon areas and tasks.
    AreaText,
    /// Areas that only differ from one another (slices, branches of a map), in turn.
    Areas,
    /// Lines of data and of git branches, in turn.
    Lines,
    /// Text upon the labels of branches, which have the colour of `Lines`: 4.5:1.
    LineText,
    /// Bars of charts.
    Bars,
    /// Text and lines for which the drawing names no colour.
    Ink,
}

impl ColourRole {
    /// Every role.
    pub const ALL: [Self; 13] = [
        Self::Node,
        Self::NodeBorder,
        Self::Alternate,
        Self::Group,
        Self::GroupBorder,
        Self::Lifeline,
        Self::Task,
        Self::AreaText,
        Self::Areas,
        Self::Lines,
        Self::LineText,
        Self::Bars,
        Self::Ink,
    ];

    /// Returns the role's name in kebab case, as in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::NodeBorder => "node-border",
            Self::Alternate => "alternate",
            Self::Group => "group",
            Self::GroupBorder => "group-border",
            Self::Lifeline => "lifeline",
            Self::Task => "task",
            Self::AreaText => "area-text",
            Self::Areas => "areas",
            Self::Lines => "lines",
            Self::LineText => "line-text",
            Self::Bars => "bars",
            Self::Ink => "ink",
        }
    }

    /// Returns the role of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Tests whether the role has several colours, which are used in turn.
    pub fn is_series(self) -> bool {
        matches!(self, Self::Areas | Self::Lines)
    }
}

/// A colour of a palette.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaletteColour {
    /// In the light scheme.
    pub light: Colour,
    /// In the dark scheme; derived from `light` where it is absent.
    pub dark: Option<Colour>,
}

/// Colours of elements that authors leave uncoloured, by their role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    colours: BTreeMap<ColourRole, Vec<PaletteColour>>,
}

impl Palette {
    /// Sets the colours of a role; a role that is not a series uses the first.
    ///
    /// # Errors
    /// Returns the role that has the same light colour with another dark one: a drawing could not distinguish the two.
    pub fn set(&mut self, role: ColourRole, colours: Vec<PaletteColour>) -> Result<(), ColourRole> {
        let clash = |one: &PaletteColour, other: &PaletteColour| one.light == other.light && one.dark != other.dark;
        let others = self.colours.iter().filter(|(other, _)| **other != role);
        for (other, known) in others {
            if known.iter().any(|one| colours.iter().any(|new| clash(one, new))) {
                return Err(*other);
            }
        }
        if colours.iter().any(|one| colours.iter().any(|new| clash(one, new))) {
            return Err(role);
        }
        self.colours.insert(role, colours);
        Ok(())
    }

    /// Returns the colours of a role; empty if the palette leaves it to Mermaid.
    pub fn get(&self, role: ColourRole) -> &[PaletteColour] {
        self.colours.get(&role).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.colours.is_empty()
    }

    pub(crate) fn light(&self, role: ColourRole) -> Option<Colour> {
        self.get(role).first().map(|colour| colour.light)
    }

    /// Returns the dark counterpart that the palette names for a light colour.
    pub(crate) fn dark_of(&self, light: Colour) -> Option<Colour> {
        let opaque = Colour { alpha: 1.0, ..light };
        let known = self.colours.values().flatten().find(|colour| colour.dark.is_some() && colour.light == opaque)?;
        known.dark.map(|dark| dark.faded(light.alpha))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Colour, ColourRole, DiagramTheme, Palette, PaletteColour, SchemeColour};

    pub(crate) fn theme() -> DiagramTheme {
        DiagramTheme::new(SchemeColour { light: colour("#fff"), dark: colour("#14171c") })
    }

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_light_colour_has_one_dark_counterpart() {
        let pair = |light: &str, dark: Option<&str>| PaletteColour { light: colour(light), dark: dark.map(colour) };
        let mut palette = Palette::default();
        palette.set(ColourRole::Node, vec![pair("#eef", Some("#223"))]).unwrap();
        palette.set(ColourRole::Task, vec![pair("#eef", Some("#223"))]).unwrap();
        assert_eq!(palette.set(ColourRole::Group, vec![pair("#eef", None)]), Err(ColourRole::Node));
        assert_eq!(
            palette.set(ColourRole::Areas, vec![pair("#abc", None), pair("#abc", Some("#000"))]),
            Err(ColourRole::Areas)
        );
        assert_eq!(palette.dark_of(colour("#eef")).map(Colour::css).as_deref(), Some("#223"));
        let mut theme = theme();
        let before = theme.fingerprint();
        theme.palette = palette;
        assert_ne!(theme.fingerprint(), before);
    }
}
