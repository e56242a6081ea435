//! Turns the texts of a course into the files of its fonts: characters of many pages share one, the others come by page.
//!
//! The syllables of a Korean page are some 250 of the 2,350 in use, at 150 bytes each. A file for each page holds exactly what the
//! page shows beyond the common ones; what scripts show later (search, opened branches) comes from files for the whole course.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;

use super::characters::{CharacterSet, TextCharacters, of_markdown, of_page};
use super::theme_font::{FontSource, ThemeFont};
use crate::memo::Memo;
use crate::site::SitePath;

/// A character is common if at least one of this number of pages has it. Of 86 pages of a course 327 of 722 syllables are; a lower
/// share makes the first page that a reader opens larger, a higher one each page after it.
const COMMON_SHARE: usize = 4;

/// Below this number of characters beyond the common ones, pages have no files of their own.
const FEWEST_RARE: usize = 48;

/// The characters of a file for the whole course, some 10 KB.
const TAIL_LENGTH: usize = 64;

/// The files of the fonts of a course.
#[derive(Debug, Default)]
pub struct CourseFonts {
    fonts: Vec<FontFiles>,
}

/// A file of a font, with its name in the folder of the theme.
pub type FontFile = (String, Arc<[u8]>);

/// The files of a font of the course.
#[derive(Debug)]
struct FontFiles {
    font: Arc<ThemeFont>,
    /// The characters that are cut for the whole course, by files: the common ones last.
    tails: Vec<CharacterSet>,
    /// The characters that all pages share; the last of `tails`.
    common: CharacterSet,
    /// Whether pages have files of their own.
    has_page_files: bool,
    rules: String,
    files: Vec<FontFile>,
}

impl CourseFonts {
    /// Cuts the fonts of a theme for the texts of a course. `others` are characters that its pages show besides.
    ///
    /// # Errors
    /// Returns an error if a font of the theme is broken.
    pub fn new<'t>(
        fonts: &[Arc<ThemeFont>],
        texts: impl ParallelIterator<Item = &'t str>,
        others: CharacterSet,
        memo: &Memo,
    ) -> Result<Self> {
        if fonts.is_empty() {
            return Ok(Self::default());
        }
        let pages: Vec<TextCharacters> = texts.map(of_markdown).collect();
        let mut characters = others;
        for page in &pages {
            characters.add(&page.text);
        }
        let files = |font: &Arc<ThemeFont>| FontFiles::new(font, &pages, &characters, memo);
        Ok(Self { fonts: fonts.par_iter().map(files).collect::<Result<_>>()? })
    }

    /// Returns a hash of all that the font files of a page depend on, besides its text.
    pub fn key(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for font in self.fonts.iter().filter(|font| font.has_page_files) {
            let hash = font.font.source.as_ref().map_or("", |source| &source.hash);
            hasher.update(hash.as_bytes());
            hasher.update(font.common.iter().collect::<String>().as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Returns the rules that load the files of the whole course, for the style sheet of the theme.
    pub fn rules(&self) -> String {
        self.fonts.iter().map(|font| font.rules.as_str()).collect()
    }

    /// Returns the files of the whole course.
    pub fn files(&self) -> impl Iterator<Item = &FontFile> {
        self.fonts.iter().flat_map(|font| &font.files)
    }

    /// Returns the names that the files of a page have, if it has some.
    pub fn page_file_names(&self, page: &SitePath) -> Vec<String> {
        let sources = self.fonts.iter().filter(|font| font.has_page_files).filter_map(|font| font.font.source.as_ref());
        sources.map(|source| page_file_name(source, page)).collect()
    }

    /// Returns the files that a page needs beyond those of the whole course, and the rules that load them; `folder` is the relative
    /// address of the theme's folder.
    ///
    /// # Errors
    /// Returns an error if a font of the theme is broken.
    pub fn of_page(&self, page: &SitePath, html: &str, folder: &str, memo: &Memo) -> Result<(String, Vec<FontFile>)> {
        let (mut rules, mut files) = (String::new(), Vec::new());
        if !self.fonts.iter().any(|font| font.has_page_files) {
            return Ok((rules, files));
        }
        let shown = of_page(html);
        for font in self.fonts.iter().filter(|font| font.has_page_files) {
            let Some(source) = &font.font.source else { continue };
            let mut own = if font.font.is_code { shown.code.clone() } else { shown.text.clone() };
            own.remove(&font.common);
            let own = kept(source, &own)?;
            let Some(bytes) = cut(source, &own, memo)? else { continue };
            let name = page_file_name(source, page);
            let font_of_all = source.font()?;
            // Not the characters of other pages: scripts show some of them.
            let ranges = ranges(&own, |code| !char::from_u32(code).is_some_and(|character| font_of_all.has(character)));
            rules.push_str(&font.font.rule(&format!("{folder}{name}"), "woff", &ranges));
            files.push((name, bytes));
        }
        Ok((rules, files))
    }
}

impl FontFiles {
    fn new(font: &Arc<ThemeFont>, pages: &[TextCharacters], characters: &CharacterSet, memo: &Memo) -> Result<Self> {
        let mut files = Self {
            font: Arc::clone(font),
            tails: Vec::new(),
            common: CharacterSet::default(),
            has_page_files: false,
            rules: String::new(),
            files: Vec::new(),
        };
        // Scripts show text of the whole course, but code of their page only.
        let mut in_code = CharacterSet::default();
        if font.is_code {
            in_code.insert_all("a");
            for page in pages {
                in_code.add(&page.code);
            }
        }
        let characters = if font.is_code { &in_code } else { characters };
        for slice in font.slices_for(characters) {
            files.rules.push_str(&font.rule(&slice.file, slice.format(), &slice.ranges));
            files.files.push((slice.file.clone(), Arc::clone(&slice.bytes)));
        }
        let Some(source) = &font.source else { return Ok(files) };
        files.divide(source, pages, characters)?;
        let mut lower = CharacterSet::default();
        for (number, tail) in files.tails.iter().enumerate() {
            let own = kept(source, tail)?;
            if let Some(bytes) = cut(source, &own, memo)? {
                let name = format!("fonts/{}-{}.woff", source.stem, files.tails.len() - number);
                // A later rule wins, so the range of this one may contain what later ones name.
                let ranges = ranges(&own, |code| !lower.has_code(code));
                files.rules.push_str(&font.rule(&name, "woff", &ranges));
                files.files.push((name, bytes));
            }
            lower.add(tail);
        }
        Ok(files)
    }

    /// Divides the characters of a course into those of its files.
    fn divide(&mut self, source: &FontSource, pages: &[TextCharacters], characters: &CharacterSet) -> Result<()> {
        let all = kept(source, characters)?;
        let has = |page: &TextCharacters, c| if self.font.is_code { page.code.has(c) } else { page.text.has(c) };
        let fewest = pages.len().div_ceil(COMMON_SHARE).max(1);
        let is_common = |&&c: &&char| pages.iter().filter(|page| has(page, c)).take(fewest).count() == fewest;
        let (common, mut rare): (Vec<char>, Vec<char>) = all.iter().partition(is_common);
        let common = if rare.len() < FEWEST_RARE { common.into_iter().chain(rare.drain(..)).collect() } else { common };
        self.has_page_files = !rare.is_empty();
        // Neighbours share a file, so that its rule has one range: the common characters in it come from a later rule.
        self.tails.extend(rare.chunks(TAIL_LENGTH).map(set));
        self.common = set(&common);
        self.tails.push(self.common.clone());
        Ok(())
    }
}

/// Returns the rules of fonts for one document, with their files embedded.
///
/// # Errors
/// Returns an error if a font of the theme is broken.
pub fn embedded(fonts: &[Arc<ThemeFont>], html: &str, memo: &Memo) -> Result<String> {
    let shown = of_page(html);
    let mut all = shown.text.clone();
    all.add(&shown.code);
    let data = |kind: &str, bytes: &[u8]| format!("data:font/{kind};base64,{}", STANDARD.encode(bytes));
    let mut rules = String::new();
    for font in fonts {
        let own = if font.is_code { &shown.code } else { &all };
        for slice in font.slices_for(own) {
            rules.push_str(&font.rule(&data(slice.format(), &slice.bytes), slice.format(), &slice.ranges));
        }
        let Some(source) = &font.source else { continue };
        let own = kept(source, own)?;
        if let Some(bytes) = cut(source, &own, memo)? {
            rules.push_str(&font.rule(&data("woff", &bytes), "woff", &ranges(&own, |code| !all.has_code(code))));
        }
    }
    Ok(rules)
}

/// Returns the set of some characters.
fn set(characters: &[char]) -> CharacterSet {
    let mut set = CharacterSet::default();
    for &character in characters {
        set.insert(character);
    }
    set
}

/// Returns the characters of a set that a font has. A font is not read for a set without letters of its script.
fn kept(source: &FontSource, characters: &CharacterSet) -> Result<BTreeSet<char>> {
    let beyond: Vec<char> = characters.iter().filter(|&character| character >= FIRST_CUT).collect();
    if beyond.is_empty() {
        return Ok(BTreeSet::new());
    }
    let font = source.font()?;
    Ok(beyond.into_iter().filter(|&character| font.has(character)).collect())
}

/// The first character that is cut: CJK Symbols and Punctuation. Letters before it have kerning, which a cut font lacks.
const FIRST_CUT: char = '\u{3000}';

/// Cuts a font; `None` without characters.
fn cut(source: &FontSource, characters: &BTreeSet<char>, memo: &Memo) -> Result<Option<Arc<[u8]>>> {
    if characters.is_empty() {
        return Ok(None);
    }
    let text: String = characters.iter().collect();
    let known: Option<Vec<u8>> = memo.find("font", &[&source.hash, &text]);
    if let Some(bytes) = known {
        return Ok(Some(bytes.into()));
    }
    let bytes = source.font()?.cut(characters).map_err(|error| anyhow!("{} of the theme: {error}", source.stem))?;
    memo.keep("font", &[&source.hash, &text], &bytes);
    Ok(Some(bytes.into()))
}

/// Returns the name of a page's own file. It depends on the page's path only, so that the preview finds the page by it.
fn page_file_name(source: &FontSource, page: &SitePath) -> String {
    format!("fonts/{}-{}.woff", source.stem, &blake3::hash(page.as_str().as_bytes()).to_hex()[..12])
}

/// Returns the ranges of some characters. They may contain `free` code points, so that they are few.
fn ranges(characters: &BTreeSet<char>, free: impl Fn(u32) -> bool) -> Vec<RangeInclusive<u32>> {
    let mut ranges: Vec<RangeInclusive<u32>> = Vec::new();
    for code in characters.iter().map(|&character| u32::from(character)) {
        match ranges.last_mut() {
            Some(range) if (range.end() + 1..code).all(&free) => *range = *range.start()..=code,
            _ => ranges.push(code..=code),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_contain_free_code_points() {
        let characters: BTreeSet<char> = "가각갂나".chars().collect();
        assert_eq!(ranges(&characters, |_| false), [0xAC00..=0xAC02, 0xB098..=0xB098]);
        assert_eq!(ranges(&characters, |_| true), [0xAC00..=0xB098]);
    }
}
