#!/usr/bin/env python3
"""Writes widths.rs: the advances of the text font that the pages show, so that diagrams need no font file to be measured.

usage: widths.py > widths.rs    (needs fonttools and brotli)
"""
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONT = Path(__file__).parents[3] / "themes/default/fonts/pretendard.woff2"
SYLLABLES = range(0xAC00, 0xD7A4)


def advances():
    """Code point -> (advance at 400, advance at 700), in font units."""
    regular = TTFont(FONT)
    bold = instancer.instantiateVariableFont(TTFont(FONT), {"wght": 700})
    return {code: (regular["hmtx"][name][0], bold["hmtx"][name][0]) for code, name in regular.getBestCmap().items()}, \
        regular["head"].unitsPerEm


def runs_of(widths):
    """Neighbouring characters of one width, as (first, last, regular, bold)."""
    runs = []
    for code in sorted(widths):
        if runs and runs[-1][1] == code - 1 and runs[-1][2:] == widths[code]:
            runs[-1] = (runs[-1][0], code, *widths[code])
        else:
            runs.append((code, code, *widths[code]))
    return runs


def in_rows(items, per_row):
    return "\n".join("    " + " ".join(f"{item}," for item in items[i:i + per_row]) for i in range(0, len(items), per_row))


def main():
    widths, units = advances()
    syllables = {code: widths.pop(code) for code in SYLLABLES if code in widths}
    (syllable,) = set(syllables.values())
    bits = [0] * ((len(SYLLABLES) + 63) // 64)
    for code in syllables:
        bits[(code - SYLLABLES[0]) // 64] |= 1 << ((code - SYLLABLES[0]) % 64)
    ascii_ = [widths.pop(code) for code in range(0x20, 0x7F)]
    runs = runs_of(widths)
    print(f"""//! Holds the advances of the text font, made from `themes/default/fonts/pretendard.woff2` by `widths.py`: do not edit.

/// Font units in one em.
pub(super) const UNITS_PER_EM: u16 = {units};

/// Advances of every Hangul syllable that the font has, at weight 400 and 700.
pub(super) const SYLLABLE: (u16, u16) = {syllable};

/// Advances of U+0020 to U+007E, at weight 400 and 700.
#[rustfmt::skip]
pub(super) static ASCII: [(u16, u16); {len(ascii_)}] = [
{in_rows([f"({a}, {b})" for a, b in ascii_], 8)}
];

/// First and last character of a run of one width, its advance at weight 400 and at 700; sorted by the first.
#[rustfmt::skip]
pub(super) static RUNS: [(u16, u16, u16, u16); {len(runs)}] = [
{in_rows([f"({f:#06x}, {l:#06x}, {a}, {b})" for f, l, a, b in runs], 4)}
];

/// One bit for each syllable from U+AC00: whether the font has it.
#[rustfmt::skip]
#[expect(clippy::unreadable_literal, reason = "bits, not a number to be read")]
pub(super) static SYLLABLES: [u64; {len(bits)}] = [
{in_rows([f"{word:#018x}" for word in bits], 5)}
];""")


if __name__ == "__main__":
    main()
