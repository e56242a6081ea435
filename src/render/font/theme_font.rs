//! Turns the tables `[[fonts]]` of a theme's `theme.toml` into fonts, with their files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result, anyhow, bail};
use seodang_font::{FontError, SourceFont};
use serde::Deserialize;

use super::characters::CharacterSet;
use crate::read::theme::ThemeFiles;

/// A table `[[fonts]]` of `theme.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FontManifest {
    /// The name of the family in style sheets.
    family: String,
    /// The weights of a variable font: `400 700`.
    weight: Option<String>,
    /// Whether it is the font of code, so that only characters in code are loaded before a page is read.
    #[serde(default)]
    code: bool,
    /// A WOFF 1.0 file of TrueType outlines, from which the build cuts the characters of the course.
    cut: Option<String>,
    /// Files that are written as they are; a later one wins for a character that several have.
    #[serde(default)]
    slices: Vec<SliceManifest>,
}

/// A file of a font, for some characters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SliceManifest {
    file: String,
    /// The characters, as in a style sheet: `U+20-7E, U+A0`.
    characters: String,
}

/// A font of a theme.
#[derive(Debug)]
pub struct ThemeFont {
    family: String,
    weight: Option<String>,
    /// Whether it is the font of code.
    pub is_code: bool,
    /// The files that are written as they are.
    slices: Vec<FontSlice>,
    /// The font from which the build cuts.
    pub source: Option<FontSource>,
}

/// A file of a font that is written as it is.
#[derive(Debug)]
pub struct FontSlice {
    /// Its name in the folder of the theme.
    pub file: String,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// Its characters, as code points.
    pub ranges: Vec<RangeInclusive<u32>>,
}

/// A font from which the build cuts.
#[derive(Debug)]
pub struct FontSource {
    /// Its name without folder and extension: files cut from it have names that begin with it.
    pub stem: String,
    /// The hash of the file.
    pub hash: String,
    bytes: Arc<[u8]>,
    /// Read when a text needs it: courses in other scripts do not.
    font: OnceLock<Result<SourceFont, FontError>>,
    file: String,
}

impl FontSource {
    /// Returns the font.
    ///
    /// # Errors
    /// Returns an error if the file is broken, or of another format.
    pub fn font(&self) -> Result<&SourceFont> {
        let font = self.font.get_or_init(|| SourceFont::read(&self.bytes));
        font.as_ref().map_err(|error| anyhow!("{} of the theme: {error}", self.file))
    }
}

impl ThemeFont {
    /// Reads the files of a font.
    ///
    /// # Errors
    /// Returns an error if the theme lacks a file, or if characters are not written as in a style sheet.
    pub fn read(manifest: FontManifest, files: &ThemeFiles) -> Result<Self> {
        let file = |path: &str| -> Result<Arc<[u8]>> {
            let bytes = files.get(path).ok_or_else(|| anyhow!("theme.toml names {path}, which is not in the theme"))?;
            Ok(Arc::from(&**bytes))
        };
        let slice = |slice: SliceManifest| -> Result<FontSlice> {
            let ranges =
                ranges(&slice.characters).with_context(|| format!("theme.toml: `characters` of {}", slice.file))?;
            Ok(FontSlice { bytes: file(&slice.file)?, file: slice.file, ranges })
        };
        let source = manifest.cut.map(|path| -> Result<FontSource> {
            let bytes = file(&path)?;
            let name = path.rsplit('/').next().unwrap_or(&path);
            let stem = name.split('.').next().unwrap_or(name).to_owned();
            let hash = blake3::hash(&bytes).to_hex().to_string();
            Ok(FontSource { stem, hash, bytes, font: OnceLock::new(), file: path })
        });
        let is_name = |text: &str| !text.contains(['"', '\\', ';', '{', '}', '<', '\n']);
        if !is_name(&manifest.family) || !manifest.weight.as_deref().is_none_or(is_name) {
            bail!("theme.toml: the family or weight of a font has a character that ends a rule of a style sheet");
        }
        Ok(Self {
            family: manifest.family,
            weight: manifest.weight,
            is_code: manifest.code,
            slices: manifest.slices.into_iter().map(slice).collect::<Result<_>>()?,
            source: source.transpose()?,
        })
    }

    /// Returns the files that show one of some characters: no later file shows it.
    pub fn slices_for<'f>(&'f self, characters: &'f CharacterSet) -> impl Iterator<Item = &'f FontSlice> {
        self.slices.iter().enumerate().filter_map(|(number, slice)| {
            let later = &self.slices[number + 1..];
            let codes = slice.ranges.iter().cloned().flatten();
            let mut shown =
                codes.filter(|&code| characters.has_code(code) && !later.iter().any(|slice| slice.has(code)));
            shown.next().is_some().then_some(slice)
        })
    }

    /// Returns the rule of a file of the font.
    pub fn rule(&self, address: &str, format: &str, ranges: &[RangeInclusive<u32>]) -> String {
        let weight = self.weight.as_ref().map(|weight| format!("font-weight:{weight};")).unwrap_or_default();
        let mut rule = format!(
            "@font-face{{font-family:\"{}\";{weight}font-display:swap;src:url(\"{address}\") format(\"{format}\");unicode-range:",
            self.family
        );
        for (number, range) in ranges.iter().enumerate() {
            rule.push_str(if number > 0 { ",U+" } else { "U+" });
            // Writing to a string cannot fail.
            let _ = write!(rule, "{:X}", range.start());
            if range.end() > range.start() {
                let _ = write!(rule, "-{:X}", range.end());
            }
        }
        rule.push_str("}\n");
        rule
    }
}

impl FontSlice {
    fn has(&self, code: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&code))
    }

    /// Returns the format of the file, as style sheets name it.
    pub fn format(&self) -> &str {
        self.file.rsplit('.').next().unwrap_or_default()
    }
}

/// Returns the fonts of a theme, those of the same family by the last table that names it.
///
/// # Errors
/// Returns an error if the theme lacks a file.
pub fn fonts(manifests: Vec<FontManifest>, files: &ThemeFiles) -> Result<Vec<Arc<ThemeFont>>> {
    let mut by_family: BTreeMap<String, FontManifest> = BTreeMap::new();
    for manifest in manifests {
        by_family.insert(manifest.family.clone(), manifest);
    }
    by_family.into_values().map(|manifest| ThemeFont::read(manifest, files).map(Arc::new)).collect()
}

/// Reads ranges of characters as style sheets write them: `U+20-7E, U+A0`.
fn ranges(text: &str) -> Result<Vec<RangeInclusive<u32>>> {
    let range = |part: &str| -> Option<RangeInclusive<u32>> {
        let part = part.trim().strip_prefix("U+")?;
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?);
        (first <= last && last <= 0xFFFF).then_some(first..=last)
    };
    text.split(',')
        .map(|part| range(part).with_context(|| format!("`{}` is no range as `U+20-7E`", part.trim())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_written() {
        assert_eq!(ranges("U+20-7E, U+A0").unwrap(), [0x20..=0x7E, 0xA0..=0xA0]);
        for wrong in ["", "20-7E", "U+7E-20", "U+x", "U+1F600"] {
            assert!(ranges(wrong).is_err(), "{wrong}");
        }
    }
}
