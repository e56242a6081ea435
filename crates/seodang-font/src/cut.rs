//! Turns the tables of a font and some of its glyphs into the tables of a font of these glyphs.

use crate::FontError;
use crate::container::Tables;
use crate::table::{character_map, offsets, outline, read_u16, variations};

/// Tables that are the same for any glyphs.
const COPIED: [&[u8; 4]; 6] = [b"OS/2", b"name", b"post", b"fvar", b"avar", b"hhea"];

/// Returns the tables of a font of some characters, each with its glyph; glyph 0 comes first.
///
/// # Errors
/// Returns an error if a table is broken, or a glyph is made of others.
pub(crate) fn cut(tables: &Tables, kept: &[(char, u16)]) -> Result<Tables, FontError> {
    cut_tables(tables, kept).ok_or(FontError { message: "a table of the font is broken, or a glyph is made of others" })
}

fn cut_tables(tables: &Tables, kept: &[(char, u16)]) -> Option<Tables> {
    let glyphs: Vec<u16> = std::iter::once(0).chain(kept.iter().map(|(_, glyph)| *glyph)).collect();
    let characters: Vec<char> = kept.iter().map(|(character, _)| *character).collect();
    let count = u16::try_from(glyphs.len()).ok()?;
    let mut cut: Tables = COPIED.iter().filter_map(|&tag| Some((*tag, tables.get(tag)?.clone()))).collect();
    let (glyf, loca, is_long) = outlines(tables, &glyphs)?;
    let (hmtx, metrics) = widths(tables, &glyphs)?;
    put(&mut cut, *b"hhea", 34, metrics)?;
    cut.insert(*b"head", tables.get(b"head")?.clone());
    // The checksum is that of the whole font, which the container knows.
    put(&mut cut, *b"head", 8, 0)?;
    put(&mut cut, *b"head", 10, 0)?;
    put(&mut cut, *b"head", 50, u16::from(is_long))?;
    cut.insert(*b"maxp", tables.get(b"maxp")?.clone());
    put(&mut cut, *b"maxp", 4, count)?;
    cut.insert(*b"cmap", character_map(&characters)?);
    if let Some(gvar) = tables.get(b"gvar") {
        cut.insert(*b"gvar", variations(gvar, &glyphs)?);
    }
    cut.extend([(*b"glyf", glyf), (*b"loca", loca), (*b"hmtx", hmtx)]);
    Some(cut)
}

/// Replaces a number of 16 bits in a table.
fn put(tables: &mut Tables, tag: [u8; 4], at: usize, value: u16) -> Option<()> {
    tables.get_mut(&tag)?.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

/// Returns `glyf`, `loca`, and whether the latter is long.
fn outlines(tables: &Tables, glyphs: &[u16]) -> Option<(Vec<u8>, Vec<u8>, bool)> {
    let (loca, glyf) = (tables.get(b"loca")?, tables.get(b"glyf")?);
    let is_long = read_u16(tables.get(b"head")?, 50)? == 1;
    let (mut data, mut ends) = (Vec::new(), Vec::new());
    for &glyph in glyphs {
        let bytes = glyf.get(outline(loca, is_long, glyph)?)?;
        // A glyph made of others has a negative number of contours (OpenType, `glyf`).
        if read_u16(bytes, 0).is_some_and(|contours| contours & 0x8000 != 0) {
            return None;
        }
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(2), 0);
        ends.push(data.len());
    }
    let (index, is_long) = offsets(&ends)?;
    Some((data, index, is_long))
}

/// Returns `hmtx`, and the number of glyphs in it that have a width of their own: those after them share the last one.
fn widths(tables: &Tables, glyphs: &[u16]) -> Option<(Vec<u8>, u16)> {
    let hmtx = tables.get(b"hmtx")?;
    let metrics = usize::from(read_u16(tables.get(b"hhea")?, 34)?);
    let last = metrics.checked_sub(1)?;
    let read = |glyph: u16| -> Option<(u16, u16)> {
        let at = usize::from(glyph);
        let bearing = if at < metrics { at * 4 + 2 } else { metrics * 4 + (at - metrics) * 2 };
        Some((read_u16(hmtx, at.min(last) * 4)?, read_u16(hmtx, bearing)?))
    };
    let all: Vec<(u16, u16)> = glyphs.iter().map(|&glyph| read(glyph)).collect::<Option<_>>()?;
    let shared = all.last()?.0;
    let tail = all.iter().rev().take_while(|(width, _)| *width == shared).count();
    let own = all.len() - tail + 1;
    let mut table = Vec::new();
    for (number, (width, bearing)) in all.into_iter().enumerate() {
        if number < own {
            table.extend_from_slice(&width.to_be_bytes());
        }
        table.extend_from_slice(&bearing.to_be_bytes());
    }
    Some((table, u16::try_from(own).ok()?))
}
