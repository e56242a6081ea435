//! Turns a WOFF 1.0 file into its tables, and tables into such a file.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::FontError;
use crate::table::{read_u16, read_u32};

/// The tables of a font by their tags.
pub(crate) type Tables = BTreeMap<[u8; 4], Vec<u8>>;

/// The signature of a WOFF 1.0 file (section 4).
const SIGNATURE: u32 = 0x774F_4646;
/// The version of a font of TrueType outlines.
const TRUE_TYPE: u32 = 0x0001_0000;
/// The length of the header in bytes.
const HEADER: usize = 44;
/// The length of an entry of the directory in bytes.
const ENTRY: usize = 20;
/// The largest table in bytes: a font for all Han characters has outlines of some 20 MB.
const MAX_TABLE: u32 = 64 * 1024 * 1024;
/// The number that the checksums of a font add up to, with that in `head` (OpenType, `head`).
const CHECKSUM: u32 = 0xB1B0_AFBA;

/// Reads the tables of a WOFF file.
///
/// # Errors
/// Returns an error if the file is of another format, or broken.
pub(crate) fn read(woff: &[u8]) -> Result<Tables, FontError> {
    let broken = FontError { message: "the file is broken" };
    if read_u32(woff, 0) != Some(SIGNATURE) {
        return Err(FontError { message: "the file is no WOFF 1.0" });
    }
    if read_u32(woff, 4) != Some(TRUE_TYPE) {
        return Err(FontError { message: "the font has no TrueType outlines" });
    }
    let count = usize::from(read_u16(woff, 12).ok_or_else(|| broken.clone())?);
    let table = |number: usize| -> Option<([u8; 4], Vec<u8>)> {
        let entry = HEADER + number * ENTRY;
        let tag = woff.get(entry..entry + 4)?.try_into().ok()?;
        let field = |at: usize| read_u32(woff, entry + at).and_then(|value| usize::try_from(value).ok());
        let (offset, stored, length) = (field(4)?, field(8)?, field(12)?);
        let bytes = woff.get(offset..offset.checked_add(stored)?)?;
        if stored == length {
            return Some((tag, bytes.to_vec()));
        }
        if length > MAX_TABLE as usize {
            return None;
        }
        let mut table = Vec::with_capacity(length);
        ZlibDecoder::new(bytes).take(u64::try_from(length).ok()?).read_to_end(&mut table).ok()?;
        (table.len() == length).then_some((tag, table))
    };
    (0..count).map(|number| table(number).ok_or_else(|| broken.clone())).collect()
}

/// The shortest table that is compressed, in bytes: to begin a compression costs more than those of a cut font save.
const MIN_PACKED: usize = 512;

/// The level of compression: the highest one makes the files of a course 1.5 % smaller, and takes longer.
const LEVEL: u32 = 5;

/// Compresses a table.
fn packed(table: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(table).and_then(|()| encoder.finish()).ok()
}

/// Writes tables as a WOFF file, each compressed if that makes it smaller.
///
/// # Errors
/// Returns an error if a table has 4 GB or more.
pub(crate) fn write(tables: &Tables) -> Result<Vec<u8>, FontError> {
    write_checked(tables).ok_or(FontError { message: "the font is too large" })
}

fn write_checked(tables: &Tables) -> Option<Vec<u8>> {
    let count = tables.len();
    let plain: usize = 12 + 16 * count + tables.values().map(|table| table.len().next_multiple_of(4)).sum::<usize>();
    let checksum = checksum_of_font(tables)?;
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    let first = HEADER + ENTRY * count;
    for (tag, table) in tables {
        let mut table = table.clone();
        let own = checksum_of_table(&table);
        if tag == b"head" {
            table.get_mut(8..12)?.copy_from_slice(&CHECKSUM.wrapping_sub(checksum).to_be_bytes());
        }
        let packed = if table.len() < MIN_PACKED { None } else { Some(packed(&table)?) };
        let stored = packed.as_ref().filter(|packed| packed.len() < table.len()).unwrap_or(&table);
        directory.extend_from_slice(tag);
        for value in [first + data.len(), stored.len(), table.len()] {
            directory.extend_from_slice(&u32::try_from(value).ok()?.to_be_bytes());
        }
        directory.extend_from_slice(&own.to_be_bytes());
        data.extend_from_slice(stored);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut woff = Vec::with_capacity(first + data.len());
    let length = u32::try_from(first + data.len()).ok()?;
    for value in [SIGNATURE, TRUE_TYPE, length, u32::try_from(count).ok()? << 16, u32::try_from(plain).ok()?] {
        woff.extend_from_slice(&value.to_be_bytes());
    }
    // Version 1.0; no metadata, no private data.
    woff.extend_from_slice(&[0, 1, 0, 0]);
    woff.resize(HEADER, 0);
    woff.extend(directory);
    woff.extend(data);
    Some(woff)
}

/// Returns the sum of a table's 32-bit numbers, as it is with a `checksumAdjustment` of 0.
fn checksum_of_table(table: &[u8]) -> u32 {
    let words = table.chunks(4).map(|word| {
        let mut whole = [0; 4];
        whole[..word.len()].copy_from_slice(word);
        u32::from_be_bytes(whole)
    });
    words.fold(0, u32::wrapping_add)
}

/// Returns the checksum of the font that the tables make, uncompressed: of its header, its directory and its tables.
fn checksum_of_font(tables: &Tables) -> Option<u32> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2().unwrap_or(0);
    let range = 16u16 << power;
    let mut head = Vec::new();
    head.extend_from_slice(&TRUE_TYPE.to_be_bytes());
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        head.extend_from_slice(&value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut sum = 0u32;
    for (tag, table) in tables {
        let own = checksum_of_table(table);
        head.extend_from_slice(tag);
        for value in [own, u32::try_from(offset).ok()?, u32::try_from(table.len()).ok()?] {
            head.extend_from_slice(&value.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
        sum = sum.wrapping_add(own);
    }
    Some(sum.wrapping_add(checksum_of_table(&head)))
}
