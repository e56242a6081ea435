//! Turns the fonts of a theme and the texts of a course into the font files that its pages need, and the rules that load them.
//!
//! 1. [`theme_font`] reads what `theme.toml` states: files that are written as they are, each for some characters, and a font
//!    from which the build cuts.
//! 2. [`characters`] collects the characters of texts and pages.
//! 3. [`slices`] decides which characters share a file: those of many pages one, the others one for each page.

pub mod characters;
pub mod slices;
pub mod theme_font;
