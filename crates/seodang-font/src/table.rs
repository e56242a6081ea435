//! Turns glyphs and characters into the tables that index them: `cmap`, `loca`, `gvar`; reads the same tables.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::FontError;

/// Reads a big-endian number of 16 bits.
pub(crate) fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Reads a big-endian number of 32 bits.
pub(crate) fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Reads the characters of a font with their glyphs from the subtables of format 4 in `cmap`: all of the basic plane.
///
/// # Errors
/// Returns an error if the table has no such subtable, or is broken.
pub(crate) fn characters(cmap: &[u8]) -> Result<BTreeMap<char, u16>, FontError> {
    read_characters(cmap).ok_or(FontError { message: "the table of characters is of an unknown format" })
}

fn read_characters(cmap: &[u8]) -> Option<BTreeMap<char, u16>> {
    let subtables = usize::from(read_u16(cmap, 2)?);
    let offset = |number: usize| usize::try_from(read_u32(cmap, 4 + 8 * number + 4)?).ok();
    let subtable = (0..subtables).filter_map(offset).find(|&at| read_u16(cmap, at) == Some(4))?;
    let doubled = usize::from(read_u16(cmap, subtable + 6)?);
    let (ends, starts) = (subtable + 14, subtable + 16 + doubled);
    let mut glyphs = BTreeMap::new();
    for segment in (0..doubled).step_by(2) {
        let (first, last) = (read_u16(cmap, starts + segment)?, read_u16(cmap, ends + segment)?);
        let delta = read_u16(cmap, starts + doubled + segment)?;
        let place = starts + 2 * doubled + segment;
        let range = usize::from(read_u16(cmap, place)?);
        for code in first..=last {
            let glyph = if range == 0 {
                code.wrapping_add(delta)
            } else {
                // The offset counts from its own place (OpenType, `cmap`, format 4).
                match read_u16(cmap, place + range + 2 * usize::from(code - first))? {
                    0 => 0,
                    glyph => glyph.wrapping_add(delta),
                }
            };
            if let Some(character) = char::from_u32(code.into()).filter(|_| glyph != 0) {
                glyphs.insert(character, glyph);
            }
        }
    }
    Some(glyphs)
}

/// Returns a `cmap` with one subtable of format 4. The glyphs of the characters are 1, 2, 3, … in their order.
pub(crate) fn character_map(characters: &[char]) -> Option<Vec<u8>> {
    let mut segments: Vec<(u16, u16, u16)> = Vec::new();
    for (number, &character) in characters.iter().enumerate() {
        let code = u16::try_from(u32::from(character)).ok()?;
        let delta = u16::try_from(number + 1).ok()?.wrapping_sub(code);
        match segments.last_mut() {
            Some((_, last, of_run)) if *last == code.wrapping_sub(1) && *of_run == delta => *last = code,
            _ => segments.push((code, code, delta)),
        }
    }
    // The last segment is that of the code that is no character.
    segments.push((0xFFFF, 0xFFFF, 1));
    let count = u16::try_from(segments.len()).ok()?;
    let power = count.ilog2();
    let range = 2u16.checked_shl(power)?;
    let (doubled, length) = (count.checked_mul(2)?, count.checked_mul(8)?.checked_add(16)?);
    // Version 0, one subtable: of Windows (3) for the basic plane (1), at byte 12.
    let head = [0, 1, 3, 1, 0, 12, 4, length, 0, doubled, range, u16::try_from(power).ok()?, doubled - range];
    let (starts, ends) = (segments.iter().map(|segment| segment.0), segments.iter().map(|segment| segment.1));
    let deltas = segments.iter().map(|segment| segment.2);
    let offsets = segments.iter().map(|_| 0);
    let numbers = head.into_iter().chain(ends).chain([0]).chain(starts).chain(deltas).chain(offsets);
    Some(numbers.flat_map(u16::to_be_bytes).collect())
}

/// Returns the bytes of a glyph in `glyf`, by `loca`.
pub(crate) fn outline(loca: &[u8], is_long: bool, glyph: u16) -> Option<Range<usize>> {
    let at = usize::from(glyph);
    let offset = |number: usize| -> Option<usize> {
        if is_long {
            usize::try_from(read_u32(loca, number * 4)?).ok()
        } else {
            Some(usize::from(read_u16(loca, number * 2)?) * 2)
        }
    };
    Some(offset(at)?..offset(at + 1)?)
}

/// Returns offsets as numbers of 16 bits that count halves, or of 32 bits if that is too little, and whether it is.
pub(crate) fn offsets(ends: &[usize]) -> Option<(Vec<u8>, bool)> {
    let is_long = ends.last().is_some_and(|&last| last > 2 * usize::from(u16::MAX));
    let mut table = vec![0; if is_long { 4 } else { 2 }];
    for &end in ends {
        if is_long {
            table.extend_from_slice(&u32::try_from(end).ok()?.to_be_bytes());
        } else {
            table.extend_from_slice(&u16::try_from(end / 2).ok()?.to_be_bytes());
        }
    }
    Some((table, is_long))
}

/// Returns the variations of some glyphs.
pub(crate) fn variations(gvar: &[u8], glyphs: &[u16]) -> Option<Vec<u8>> {
    let (shared_count, axes) = (usize::from(read_u16(gvar, 6)?), usize::from(read_u16(gvar, 4)?));
    let shared_at = usize::try_from(read_u32(gvar, 8)?).ok()?;
    let shared = gvar.get(shared_at..shared_at.checked_add(shared_count * axes * 2)?)?;
    let is_long = read_u16(gvar, 14)? & 1 == 1;
    let first = usize::try_from(read_u32(gvar, 16)?).ok()?;
    let index = gvar.get(20..)?;
    let (mut data, mut ends) = (Vec::new(), Vec::new());
    for &glyph in glyphs {
        let place = outline(index, is_long, glyph)?;
        data.extend_from_slice(gvar.get(first.checked_add(place.start)?..first.checked_add(place.end)?)?);
        data.resize(data.len().next_multiple_of(2), 0);
        ends.push(data.len());
    }
    let (index, is_long) = offsets(&ends)?;
    let shared_at = 20 + index.len();
    let mut table = gvar.get(..8)?.to_vec();
    table.extend_from_slice(&u32::try_from(shared_at).ok()?.to_be_bytes());
    table.extend_from_slice(&u16::try_from(glyphs.len()).ok()?.to_be_bytes());
    table.extend_from_slice(&u16::from(is_long).to_be_bytes());
    table.extend_from_slice(&u32::try_from(shared_at + shared.len()).ok()?.to_be_bytes());
    table.extend(index);
    table.extend_from_slice(shared);
    table.extend(data);
    Some(table)
}
