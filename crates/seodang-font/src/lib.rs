//! Cuts a TrueType font down to the characters of a text, as WOFF.
//!
//! 1. `container` reads the tables of a WOFF 1.0 file, and writes such a file.
//! 2. `cut` copies the glyphs of some characters with their outlines, widths and variations.
//! 3. `table` builds the tables that index the glyphs: `cmap`, `loca`, `gvar`.
//!
//! The source is a font of simple glyphs (none made of other glyphs), without layout tables: a theme prepares it so. Numbers of
//! tables and offsets are those of the OpenType specification 1.9 and of WOFF File Format 1.0.
//!
//! ```
//! let font = seodang_font::SourceFont::read(b"no font");
//! assert!(font.is_err());
//! ```

mod container;
mod cut;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use container::Tables;

/// Why a font cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontError {
    /// The reason, in English, without a period at its end.
    pub message: &'static str,
}

impl fmt::Display for FontError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message)
    }
}

impl std::error::Error for FontError {}

/// A font from which others are cut.
#[derive(Debug, Clone)]
pub struct SourceFont {
    tables: Tables,
    /// The glyphs by their characters.
    glyphs: BTreeMap<char, u16>,
}

impl SourceFont {
    /// Reads a WOFF 1.0 file of TrueType outlines.
    ///
    /// # Errors
    /// Returns an error if the file is of another format, or broken.
    pub fn read(woff: &[u8]) -> Result<Self, FontError> {
        let tables = container::read(woff)?;
        for tag in [b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf"] {
            if !tables.contains_key(tag) {
                return Err(FontError { message: "the font lacks a table of TrueType outlines" });
            }
        }
        let cmap = tables.get(b"cmap").ok_or(FontError { message: "the font has no characters" })?;
        Ok(Self { glyphs: table::characters(cmap)?, tables })
    }

    /// Returns the characters of the font.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        self.glyphs.keys().copied()
    }

    /// Tests whether the font has a character.
    pub fn has(&self, character: char) -> bool {
        self.glyphs.contains_key(&character)
    }

    /// Returns the font with only some characters as a WOFF 1.0 file. Characters that it lacks are left out; the bytes depend on
    /// the set of characters only.
    ///
    /// # Errors
    /// Returns an error if a table is broken.
    pub fn cut(&self, characters: &BTreeSet<char>) -> Result<Vec<u8>, FontError> {
        let kept: Vec<(char, u16)> =
            characters.iter().filter_map(|character| Some((*character, *self.glyphs.get(character)?))).collect();
        container::write(&cut::cut(&self.tables, &kept)?)
    }
}

#[cfg(test)]
mod tests;
